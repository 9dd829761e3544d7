//! Reads the words of one language and compares languages. Used by the build and, as the same file, by the tests.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use fluent_syntax::ast::{
    CallArguments, Comment, Entry, Expression, InlineExpression, Pattern, PatternElement, Resource,
};
use fluent_syntax::parser;

/// Something in the words that must be mended before the program is built.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Problem {
    /// File, as `kk/err.ftl`.
    pub(crate) file: String,
    /// Line, from 1.
    pub(crate) line: usize,
    /// What is wrong and what to do.
    pub(crate) text: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "locales/{}:{}: {}", self.file, self.line, self.text)
    }
}

/// One message or term.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Unit {
    /// File, as `kk/err.ftl`.
    pub(crate) file: String,
    /// Line, from 1.
    pub(crate) line: usize,
    /// File name without ending: `err`.
    pub(crate) area: String,
    /// Has it a text of its own, or attributes alone?
    pub(crate) has_value: bool,
    /// What a caller must give, attributes included.
    pub(crate) variables: BTreeSet<String>,
    /// Names of its attributes.
    pub(crate) attributes: BTreeSet<String>,
    /// Messages and terms (with their hyphen) it uses.
    pub(crate) references: BTreeSet<String>,
    /// Functions it calls.
    pub(crate) functions: BTreeSet<String>,
    /// The text as written, for the documentation of the key.
    pub(crate) source: String,
    /// What the translator is told.
    pub(crate) comment: String,
}

/// The words of one language, by key; terms begin with a hyphen.
pub(crate) type Units = BTreeMap<String, Unit>;

/// Functions that both our runtimes know.
const FUNCTIONS: [&str; 2] = ["NUMBER", "DATETIME"];

/// Adds what `text` holds to `units`; names junk and duplicates.
pub(crate) fn read(file: &str, text: &str, units: &mut Units, problems: &mut Vec<Problem>) {
    let say = |line: usize, text: String| Problem { file: file.to_owned(), line, text };
    let resource = match parser::parse(text) {
        Ok(resource) => resource,
        Err((resource, errors)) => {
            for error in errors {
                problems.push(say(line_of(text, error.pos.start), format!("cannot be read: {error}")));
            }
            resource
        }
    };
    let area = file.rsplit('/').next().unwrap_or(file).trim_end_matches(".ftl");
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for entry in &resource.body {
        let (name, value, attributes, comment) = match entry {
            Entry::Message(message) => {
                (message.id.name.to_owned(), message.value.as_ref(), &message.attributes, message.comment.as_ref())
            }
            Entry::Term(term) => {
                (format!("-{}", term.id.name), Some(&term.value), &term.attributes, term.comment.as_ref())
            }
            _ => continue,
        };
        let times = seen.entry(name.clone()).or_default();
        let line = line_of_key(text, &name, *times);
        *times = times.saturating_add(1);
        let mut unit = Unit {
            file: file.to_owned(),
            line,
            area: area.to_owned(),
            has_value: value.is_some(),
            variables: BTreeSet::new(),
            attributes: attributes.iter().map(|attribute| attribute.id.name.to_owned()).collect(),
            references: BTreeSet::new(),
            functions: BTreeSet::new(),
            source: source_of(text, line),
            comment: comment.map(joined).unwrap_or_default(),
        };
        for pattern in value.into_iter().chain(attributes.iter().map(|attribute| &attribute.value)) {
            walk_pattern(pattern, &mut unit);
        }
        if let Some(first) = units.get(&name) {
            problems.push(say(line, format!("`{name}` is already in {}:{}: remove one", first.file, first.line)));
        } else {
            units.insert(name, unit);
        }
    }
}

/// Names references to nothing and functions nobody knows.
pub(crate) fn check_references(units: &Units, problems: &mut Vec<Problem>) {
    for (name, unit) in units {
        let mut say = |text: String| {
            problems.push(Problem { file: unit.file.clone(), line: unit.line, text });
        };
        for reference in unit.references.iter().filter(|reference| !units.contains_key(*reference)) {
            say(format!("`{name}` uses `{reference}`, which does not exist"));
        }
        for function in unit.functions.iter().filter(|function| !FUNCTIONS.contains(&function.as_str())) {
            say(format!("`{name}` calls {function}(), which the program does not have"));
        }
    }
}

/// Every key of `base` must be in `other` with the same variables and attributes, and nothing else.
pub(crate) fn compare(base: &Units, other: &Units, other_tag: &str, problems: &mut Vec<Problem>) {
    for (name, unit) in base.iter().filter(|(name, _)| !name.starts_with('-')) {
        let mut say = |at: &Unit, text: String| {
            problems.push(Problem { file: at.file.clone(), line: at.line, text });
        };
        let Some(same) = other.get(name) else {
            say(unit, format!("`{name}` is missing in {other_tag}"));
            continue;
        };
        if same.area != unit.area {
            say(same, format!("`{name}` belongs into {}.ftl, as in {}", unit.area, unit.file));
        }
        if same.variables != unit.variables {
            let [ours, theirs] = [&same.variables, &unit.variables].map(listed);
            say(same, format!("`{name}` uses {ours}, but {} uses {theirs}", unit.file));
        }
        if same.attributes != unit.attributes || same.has_value != unit.has_value {
            say(same, format!("`{name}` has other attributes than in {}", unit.file));
        }
    }
    for (name, unit) in other.iter().filter(|(name, _)| !name.starts_with('-')) {
        if !base.contains_key(name) {
            let text = format!("`{name}` is only here: remove it or add it to the others");
            problems.push(Problem { file: unit.file.clone(), line: unit.line, text });
        }
    }
}

/// The variables, messages and functions of a resource, for tests and tools.
pub(crate) fn parse_owned(text: &str) -> Resource<String> {
    match parser::parse(text.to_owned()) {
        Ok(resource) | Err((resource, _)) => resource,
    }
}

fn walk_pattern(pattern: &Pattern<&str>, unit: &mut Unit) {
    for element in &pattern.elements {
        if let PatternElement::Placeable { expression } = element {
            walk(expression, unit);
        }
    }
}

fn walk(expression: &Expression<&str>, unit: &mut Unit) {
    match expression {
        Expression::Inline(inline) => walk_inline(inline, unit),
        Expression::Select { selector, variants } => {
            walk_inline(selector, unit);
            for variant in variants {
                walk_pattern(&variant.value, unit);
            }
        }
    }
}

fn walk_inline(inline: &InlineExpression<&str>, unit: &mut Unit) {
    match inline {
        InlineExpression::VariableReference { id } => {
            unit.variables.insert(id.name.to_owned());
        }
        InlineExpression::MessageReference { id, .. } => {
            unit.references.insert(id.name.to_owned());
        }
        InlineExpression::TermReference { id, arguments, .. } => {
            unit.references.insert(format!("-{}", id.name));
            walk_arguments(arguments.as_ref(), unit);
        }
        InlineExpression::FunctionReference { id, arguments } => {
            unit.functions.insert(id.name.to_owned());
            walk_arguments(Some(arguments), unit);
        }
        InlineExpression::Placeable { expression } => walk(expression, unit),
        InlineExpression::StringLiteral { .. } | InlineExpression::NumberLiteral { .. } => {}
    }
}

fn walk_arguments(arguments: Option<&CallArguments<&str>>, unit: &mut Unit) {
    let Some(arguments) = arguments else { return };
    for inline in arguments.positional.iter().chain(arguments.named.iter().map(|named| &named.value)) {
        walk_inline(inline, unit);
    }
}

fn joined(comment: &Comment<&str>) -> String {
    comment.content.join(" ")
}

fn listed(names: &BTreeSet<String>) -> String {
    let names: Vec<String> = names.iter().map(|name| format!("${name}")).collect();
    if names.is_empty() { "no variables".to_owned() } else { names.join(", ") }
}

fn line_of(text: &str, at: usize) -> usize {
    text.bytes().take(at).filter(|byte| *byte == b'\n').count() + 1
}

/// The line on which `name =` stands for the time after `times`.
fn line_of_key(text: &str, name: &str, times: usize) -> usize {
    let is_key = |line: &str| line.strip_prefix(name).is_some_and(|rest| rest.trim_start().starts_with('='));
    text.lines().enumerate().filter(|(_, line)| is_key(line)).nth(times).map_or(1, |(index, _)| index + 1)
}

fn source_of(text: &str, line: usize) -> String {
    let mut lines = text.lines().skip(line.saturating_sub(1));
    let first = lines.next().unwrap_or_default().split_once('=').map_or("", |(_, value)| value.trim());
    let rest = lines.take_while(|line| line.starts_with([' ', '}', ']', '[']));
    std::iter::once(first).chain(rest.map(str::trim)).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}
