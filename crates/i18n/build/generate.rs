//! Writes the keys as Rust functions: a text that is asked for exists, and gets the variables it uses.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::check::{Unit, Units};

/// A module per area, a function per key, and the table of all keys.
pub(crate) fn keys(units: &Units) -> String {
    let mut areas: BTreeMap<&str, Vec<(&String, &Unit)>> = BTreeMap::new();
    for (name, unit) in units.iter().filter(|(name, _)| !name.starts_with('-')) {
        areas.entry(&unit.area).or_default().push((name, unit));
    }
    let mut out = String::new();
    for (area, keys) in &areas {
        let _ = writeln!(out, "/// Words of `{area}.ftl`.\npub mod {} {{", identifier(area));
        let _ = writeln!(out, "    #[allow(unused_imports)]\n    use crate::{{Value, Words}};");
        for (name, unit) in keys.iter().filter(|(_, unit)| unit.has_value) {
            function(&mut out, name, unit);
        }
        out.push_str("}\n");
    }
    out.push_str("/// Every key, in order.\npub const ALL: &[crate::Key] = &[\n");
    for (area, keys) in &areas {
        for (name, unit) in keys {
            let variables: Vec<&String> = unit.variables.iter().collect();
            let _ = writeln!(
                out,
                "    crate::Key {{ name: {name:?}, area: {area:?}, function: {:?}, variables: &{variables:?} }},",
                identifier(name),
            );
        }
    }
    out.push_str("];\n");
    out
}

fn function(out: &mut String, name: &str, unit: &Unit) {
    let text = unit.source.replace('\\', "\\\\").replace('`', "'");
    let _ = writeln!(out, "    /// `{name}`: ``{text}``");
    if !unit.comment.is_empty() {
        let _ = writeln!(out, "    ///\n    /// {}", unit.comment.replace('`', "'").replace(['<', '>', '[', ']'], "|"));
    }
    let function = identifier(name);
    if unit.variables.is_empty() {
        let _ = writeln!(out, "    pub fn {function}(words: &Words) -> String {{ words.text({name:?}) }}");
        return;
    }
    let mut parameters = String::new();
    let mut arguments = String::new();
    for variable in &unit.variables {
        // The language itself is called `words` there.
        let parameter = if variable == "words" { "words_".to_owned() } else { identifier(variable) };
        let _ = write!(parameters, ", {parameter}: impl Into<Value<'a>>");
        let _ = write!(arguments, "({variable:?}, {parameter}.into()), ");
    }
    let _ = writeln!(
        out,
        "    #[allow(clippy::too_many_arguments)]\n    pub fn {function}<'a>(words: &Words{parameters}) -> String {{ words.text_with({name:?}, [{}]) }}",
        arguments.trim_end_matches(", "),
    );
}

fn identifier(name: &str) -> String {
    const KEYWORDS: [&str; 12] =
        ["as", "for", "if", "in", "let", "match", "mod", "move", "ref", "type", "use", "where"];
    let plain = name.replace('-', "_");
    if KEYWORDS.contains(&plain.as_str()) { format!("r#{plain}") } else { plain }
}
