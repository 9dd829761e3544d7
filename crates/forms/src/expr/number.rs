//! Texts that are plain numbers.

/// Every number of so many digits is a floating-point number.
const SHORT: usize = 15;

/// What is blank around a number.
pub(super) const SPACES: [char; 4] = [' ', '\t', '\n', '\r'];

/// `-?(digits(.digits?)?|.digits)`
pub(crate) fn plain_number(text: &str) -> Option<f64> {
    // Nearly no answer has blanks around it; that is seen sooner than trimming goes.
    let is_bare = |byte: Option<&u8>| byte.is_none_or(|byte| *byte > b' ');
    let bare = is_bare(text.as_bytes().first()) && is_bare(text.as_bytes().last());
    let text = if bare { text } else { text.trim_matches(SPACES) };
    // Nearly all numbers are whole and short; those are read as they stand.
    if (1..=SHORT).contains(&text.len()) && text.bytes().all(|digit| digit.is_ascii_digit()) {
        let number = text
            .bytes()
            .fold(0_u64, |number, digit| number.wrapping_mul(10).wrapping_add(u64::from(digit.wrapping_sub(b'0'))));
        #[expect(clippy::cast_precision_loss, reason = "not beyond 2^53")]
        return Some(number as f64);
    }
    let first = text.strip_prefix('-').unwrap_or(text).bytes().next()?;
    if !(first.is_ascii_digit() || first == b'.') {
        return None;
    }
    let fits = text.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b'-'));
    if fits { text.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::plain_number;

    #[test]
    fn blanks_around_a_number_are_no_part_of_it_and_other_characters_are() {
        for (text, number) in [("007", Some(7.0)), ("999999999999999", Some(999_999_999_999_999.0))] {
            assert_eq!(plain_number(text), number, "{text:?}");
        }
        for (text, number) in [("7", Some(7.0)), (" 7", Some(7.0)), ("7\n", Some(7.0)), ("\t-7.5\r", Some(-7.5))] {
            assert_eq!(plain_number(text), number, "{text:?}");
        }
        for text in ["", " ", "\u{b}7", "\u{a0}7", "7\u{1}", "٧"] {
            assert_eq!(plain_number(text), None, "{text:?}");
        }
    }
}
