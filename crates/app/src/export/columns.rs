//! The columns of an export: the questions of every version in which the interviews were asked, in the order of the
//! newest; a question that only an older version has stands at the end.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use pana_exchange::{Column, ColumnKind, Layout, Repeat};
use pana_forms::{Form, Node, Role};

use crate::contract::Texts;
use crate::convert::Several;
use crate::questionnaire::AskedForm;

/// The layout for interviews of these versions, the newest first. `labels`: language of the labels, `None` for values.
pub(crate) fn layout(versions: &[Arc<AskedForm>], labels: Option<&str>) -> Layout {
    let mut layout = Layout { labels: labels.map(str::to_owned), ..Layout::default() };
    let mut seen = BTreeSet::new();
    for asked in versions {
        layout.form = asked.form.id().to_owned();
        for node in asked.form.nodes().iter().filter(|node| seen.insert(node.path.clone())) {
            place(&mut layout, asked, node, labels);
        }
    }
    let mut tables = BTreeSet::new();
    rename_equal(&mut layout.columns, &mut layout.repeats, &mut tables);
    layout
}

/// Puts a row of the questionnaire into the table of the repeat it stands in.
fn place(layout: &mut Layout, asked: &AskedForm, node: &Node, labels: Option<&str>) {
    let above = repeats_above(&asked.form, node);
    let (mut columns, mut repeats) = (&mut layout.columns, &mut layout.repeats);
    for path in above {
        let Some(repeat) = repeats.iter_mut().find(|repeat| repeat.path == path) else { return };
        (columns, repeats) = (&mut repeat.columns, &mut repeat.repeats);
    }
    match node.role {
        Role::Question | Role::Hidden => columns.push(column(asked, node, labels)),
        Role::Repeat => repeats.push(Repeat {
            name: node.name.clone(),
            path: node.path.clone(),
            columns: Vec::new(),
            repeats: Vec::new(),
        }),
        Role::Group | Role::Note => {}
    }
}

fn column(asked: &AskedForm, node: &Node, labels: Option<&str>) -> Column {
    let kind = match asked.shape.several(&node.path) {
        Several::Yes => ColumnKind::Multiple,
        Several::No => ColumnKind::Single,
    };
    let list = labels.zip(node.list.as_deref().and_then(|list| asked.form.choices(list)));
    let labels: BTreeMap<String, String> = list
        .map(|(language, choices)| {
            choices.iter().map(|choice| (choice.name.clone(), text(&choice.label, language))).collect()
        })
        .unwrap_or_default();
    Column { name: node.name.clone(), path: node.path.clone(), kind, labels }
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
