//! The columns of an export: the questions of every version in which the interviews were asked, in the order of the
//! newest; a question that only an older version has stands at the end.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use pana_exchange::{Column, ColumnKind, Holds, Layout, Repeat, Words};
use pana_forms::markup::plain;
use pana_forms::{Form, Node, Role};

use super::formula::{self, Reading};
use super::placing::places;
use crate::contract::Texts;
use crate::convert::Several;
use crate::questionnaire::AskedForm;

/// How the tables are read.
pub(crate) struct Reader<'a> {
    /// Language of the labels, `None` for values.
    pub(crate) labels: Option<&'a str>,
    /// Language of the second row of headings.
    pub(crate) language: &'a str,
    /// The words of the program in that language.
    pub(crate) words: Words,
}

/// The layout for interviews of these versions, the newest first: all columns, for the exit to decide about.
pub(crate) fn layout(versions: &[Arc<AskedForm>], reader: Reader<'_>) -> Layout {
    let Reader { labels, language, words } = reader;
    let mut layout = Layout { labels: labels.map(str::to_owned), words, ..Layout::default() };
    // Choices and headings speak one language.
    let language = labels.unwrap_or(language);
    let mut seen = BTreeSet::new();
    for asked in versions {
        layout.form = asked.form.id().to_owned();
        for (node, holds) in asked.form.nodes().iter().zip(places(&asked.form)) {
            if seen.insert(node.path.clone()) {
                place(&mut layout, asked, (node, holds), language);
            } else if let Some(column) = table(&mut layout, &asked.form, node)
                .and_then(|(columns, _)| columns.iter_mut().find(|column| column.path == node.path))
            {
                column.holds = column.holds.with(holds);
                column.born = column.born.take().or_else(|| born_of(&asked.form, node, holds));
                add_choices(column, asked, node, language);
            }
        }
    }
    let mut tables = BTreeSet::new();
    rename_equal(&mut layout.columns, &mut layout.repeats, &mut tables);
    layout
}

/// The table of the repeat that a row stands in.
fn table<'l>(layout: &'l mut Layout, form: &Form, node: &Node) -> Option<(&'l mut Vec<Column>, &'l mut Vec<Repeat>)> {
    let (mut columns, mut repeats) = (&mut layout.columns, &mut layout.repeats);
    for path in repeats_above(form, node) {
        let repeat = repeats.iter_mut().find(|repeat| repeat.path == path)?;
        (columns, repeats) = (&mut repeat.columns, &mut repeat.repeats);
    }
    Some((columns, repeats))
}

/// Puts a row of the questionnaire into the table of the repeat it stands in.
fn place(layout: &mut Layout, asked: &AskedForm, (node, holds): (&Node, Holds), language: &str) {
    let Some((columns, repeats)) = table(layout, &asked.form, node) else { return };
    match node.role {
        Role::Question | Role::Hidden => columns.push(column(asked, node, holds, language)),
        Role::Repeat => repeats.push(Repeat {
            name: node.name.clone(),
            path: node.path.clone(),
            columns: Vec::new(),
            repeats: Vec::new(),
        }),
        Role::Group | Role::Note => {}
    }
}

fn column(asked: &AskedForm, node: &Node, holds: Holds, language: &str) -> Column {
    let kind = match asked.shape.several(&node.path) {
        Several::Yes | Several::Ranked => ColumnKind::Multiple,
        Several::No => ColumnKind::Single,
    };
    let mut column = Column {
        name: node.name.clone(),
        heading: line(&text(&node.label, language)),
        path: node.path.clone(),
        kind,
        holds,
        born: born_of(&asked.form, node, holds),
        choices: BTreeMap::new(),
    };
    add_choices(&mut column, asked, node, language);
    column
}

/// Of an age that is asked for: the days of birth beside it that the questionnaire works out of it.
fn born_of(form: &Form, node: &Node, holds: Holds) -> Option<String> {
    if holds != Holds::Age || node.role != Role::Question {
        return None;
    }
    let above = repeats_above(form, node);
    let makes = |other: &&Node| {
        let formula = other.expressions.get("calculation");
        let Some(Reading::Names(read)) = formula.map(|formula| formula::read(formula)) else { return false };
        read.births && read.names.contains(node.name.as_str()) && repeats_above(form, other) == above
    };
    form.nodes().iter().find(makes).map(|other| other.path.clone())
}

/// Its choices, as far as a newer version does not have them: what was taken out of a list was answered all the same.
fn add_choices(column: &mut Column, asked: &AskedForm, node: &Node, language: &str) {
    let choices = list_of(node).and_then(|list| asked.form.choices(list)).unwrap_or_default();
    for choice in choices {
        let label = || line(&text(&(&choice.label).into(), language));
        column.choices.entry(choice.name.to_string()).or_insert_with(label);
    }
}

/// The list whose labels stand for the values: what is worked out has none to choose from, and the words of its values are those
/// of a list of its own name.
fn list_of(node: &Node) -> Option<&str> {
    node.list.as_deref().or_else(|| (node.role == Role::Hidden).then_some(node.name.as_str()))
}

/// A label as one line of plain words. What it takes over from another answer is no part of what is asked or chosen: it is
/// another in each interview.
fn line(label: &str) -> String {
    let mut line = String::with_capacity(label.len());
    let mut rest = label;
    while let Some((before, from)) = rest.split_once("${") {
        line.push_str(before);
        line.push('…');
        rest = from.split_once('}').map_or("", |(_, after)| after);
    }
    line.push_str(rest);
    plain(&line).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Paths of the repeats around a node, the outermost first.
fn repeats_above(form: &Form, node: &Node) -> Vec<String> {
    let mut above = Vec::new();
    let mut next = node.parent.and_then(|parent| form.node(parent));
    while let Some(parent) = next {
        if parent.role == Role::Repeat {
            above.push(parent.path.clone());
        }
        next = parent.parent.and_then(|parent| form.node(parent));
    }
    above.reverse();
    above
}

/// The text in a language, or in any the questionnaire has.
fn text(texts: &Texts, language: &str) -> String {
    texts.get(language).or_else(|| texts.get("default")).or_else(|| texts.values().next()).cloned().unwrap_or_default()
}

/// Names that would stand twice in a table take their group's name in front: `arrival/date`.
fn rename_equal(columns: &mut [Column], repeats: &mut [Repeat], tables: &mut BTreeSet<String>) {
    let mut count: BTreeMap<String, u32> = BTreeMap::new();
    for name in columns.iter().map(|column| &column.name).chain(repeats.iter().map(|repeat| &repeat.name)) {
        *count.entry(name.clone()).or_default() += 1;
    }
    let longer = |path: &str| {
        let mut parts = path.rsplit('/');
        let (name, group) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
        format!("{group}/{name}")
    };
    for column in columns.iter_mut().filter(|column| count.get(&column.name).is_some_and(|many| *many > 1)) {
        column.name = longer(&column.path);
    }
    for repeat in repeats {
        while !tables.insert(repeat.name.clone()) {
            repeat.name.push('-');
        }
        rename_equal(&mut repeat.columns, &mut repeat.repeats, tables);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::questionnaire::{Shape, shipped_forms};

    #[test]
    fn a_told_age_names_the_days_of_birth_that_say_how_sure_it_is() {
        let form = shipped_forms().find(|form| form.id() == "intake").unwrap();
        let asked = Arc::new(AskedForm { shape: Shape::of(&form), form });
        let layout = layout(&[asked], Reader { labels: None, language: "kk", words: Words::default() });
        let born = |columns: &[Column], name: &str| {
            let column = columns.iter().find(|column| column.name == name).unwrap();
            column.born.as_deref().and_then(|path| path.rsplit('/').next()).map(str::to_owned)
        };
        let member = layout.repeats.iter().find(|repeat| repeat.name == "member").unwrap();
        assert_eq!(born(&member.columns, "hm_age").as_deref(), Some("hm_birth"));
        assert_eq!(born(&layout.columns, "age_least"), None, "what is worked out is as sure as it says");
    }
}
