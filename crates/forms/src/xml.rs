//! What quick-xml leaves to its user.

/// What `&name;` stands for: the five of XML and characters by number. `None` for one that nobody declared.
pub(crate) fn entity(name: &str) -> Option<String> {
    let number = |text: &str, radix| u32::from_str_radix(text, radix).ok().and_then(char::from_u32);
    let found = match name {
        "lt" => '<',
        "gt" => '>',
        "amp" => '&',
        "quot" => '"',
        "apos" => '\'',
        _ => match name.strip_prefix('#')?.strip_prefix(['x', 'X']) {
            Some(hex) => number(hex, 16)?,
            None => number(name.strip_prefix('#')?, 10)?,
        },
    };
    Some(found.to_string())
}

#[cfg(test)]
mod tests {
    use super::entity;

    #[test]
    fn characters_are_named_or_numbered() {
        for (name, expected) in
            [("lt", Some("<")), ("#10", Some("\n")), ("#x4D9", Some("ә")), ("nbsp", None), ("#xD800", None)]
        {
            assert_eq!(entity(name).as_deref(), expected, "{name}");
        }
    }
}
