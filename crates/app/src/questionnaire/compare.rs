//! What another version of a questionnaire changes.

use std::collections::{BTreeMap, BTreeSet};

use pana_forms::{Choice, Form, Node, Role};

use crate::contract::Texts;
use crate::contract::questionnaire::{FormChangeList, FormChangeRow, FormChanges};

/// Compares two versions. A question is the same one where its path is, or else its name: one that was moved into
/// another section is neither gone nor new. O(n log n) in their questions and choices.
pub(super) fn compare(before: &Form, after: &Form) -> FormChanges {
    let pairs = Pairs::of(before, after);
    let retyped = pairs.same.iter().filter(|(before, after)| before.question_type != after.question_type);
    FormChanges {
        version: before.version().to_owned(),
        added: list(pairs.added.iter().map(|node| row(&node.name, &node.label))),
        removed: list(pairs.removed.iter().map(|node| row(&node.name, &node.label))),
        retyped: list(retyped.map(|(before, after)| {
            row(&format!("{}: {} → {}", after.name, before.question_type, after.question_type), &after.label)
        })),
        choices_removed: list(choices_beyond(before, after)),
        choices_added: list(choices_beyond(after, before)),
        drafts: 0,
        finished: None,
    }
}

/// The questions of two versions, side by side.
#[derive(Default)]
struct Pairs<'a> {
    same: Vec<(&'a Node, &'a Node)>,
    added: Vec<&'a Node>,
    removed: Vec<&'a Node>,
}

impl<'a> Pairs<'a> {
    fn of(before: &'a Form, after: &'a Form) -> Self {
        let mut pairs = Self::default();
        let mut moved = Vec::new();
        for node in questions(after) {
            match before.find(&node.path).filter(|(_, before)| before.role == Role::Question) {
                Some((_, before)) => pairs.same.push((before, node)),
                None => moved.push(node),
            }
        }
        let stayed: BTreeSet<&str> = pairs.same.iter().map(|(before, _)| before.path.as_str()).collect();
        let mut left: BTreeMap<&str, Vec<&Node>> = BTreeMap::new();
        for node in questions(before).filter(|node| !stayed.contains(node.path.as_str())) {
            left.entry(&node.name).or_default().push(node);
        }
        for node in moved {
            match left.get_mut(node.name.as_str()).filter(|nodes| !nodes.is_empty()) {
                Some(nodes) => pairs.same.push((nodes.remove(0), node)),
                None => pairs.added.push(node),
            }
        }
        pairs.removed = left.into_values().flatten().collect();
        pairs.removed.sort_by_key(|node| node.row);
        pairs
    }
}

fn questions(form: &Form) -> impl Iterator<Item = &Node> {
    form.nodes().iter().filter(|node| node.role == Role::Question)
}

/// The choices of `form` that `other` offers in no list of the same name. A list that `other` lacks altogether belongs to
/// questions that are named already.
fn choices_beyond<'a>(form: &'a Form, other: &'a Form) -> impl Iterator<Item = FormChangeRow> + 'a {
    let of_list = move |list: &'a str| {
        let known: Option<BTreeSet<&str>> =
            other.choices(list).map(|choices| choices.iter().map(|choice| &*choice.name).collect());
        let beyond = move |choice: &&Choice| known.as_ref().is_some_and(|known| !known.contains(&*choice.name));
        let choices = form.choices(list).unwrap_or_default().iter().filter(beyond);
        choices.map(move |choice| row(&format!("{list}: {}", choice.name), &(&choice.label).into()))
    };
    form.lists().flat_map(of_list)
}

fn row(name: &str, label: &Texts) -> FormChangeRow {
    FormChangeRow { name: name.to_owned(), label: label.clone() }
}

fn list(rows: impl Iterator<Item = FormChangeRow>) -> FormChangeList {
    let mut list = FormChangeList::default();
    for row in rows {
        list.count = list.count.saturating_add(1);
        if list.rows.len() < FormChanges::SHOWN {
            list.rows.push(row);
        }
    }
    list
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test")]

    use std::sync::Arc;

    use pana_forms::workbook::Workbook;

    use super::*;

    fn form(survey: &str, choices: &str) -> Arc<Form> {
        let sheets: [(&str, &[u8]); 3] = [
            ("survey", survey.as_bytes()),
            ("choices", choices.as_bytes()),
            ("settings", b"form_id,version\nvisit,1\n"),
        ];
        pana_forms::read(&Workbook::from_csv("visit", &sheets).unwrap()).form.unwrap()
    }

    fn names(list: &FormChangeList) -> Vec<&str> {
        list.rows.iter().map(|row| row.name.as_str()).collect()
    }

    #[test]
    fn a_version_is_told_by_what_is_new_gone_moved_and_answered_otherwise() {
        let before = form(
            "type,name,label\ntext,town,Town\ninteger,rooms,Rooms\nselect_one how,how,How\ntext,gone,Gone\n",
            "list_name,name,label\nhow,bus,Bus\nhow,foot,On foot\n",
        );
        let after = form(
            "type,name,label\nbegin_group,home,Home\ntext,town,Town\ntext,rooms,Rooms\nend_group,,\n\
             select_one how,how,How\nselect_one when,new,New\n",
            "list_name,name,label\nhow,bus,Bus\nhow,train,Train\nwhen,now,Now\n",
        );
        let changes = compare(&before, &after);
        assert_eq!(names(&changes.added), ["new"], "what was moved into a group is not new");
        assert_eq!(names(&changes.removed), ["gone"]);
        assert_eq!(names(&changes.retyped), ["rooms: integer → text"]);
        assert_eq!(names(&changes.choices_added), ["how: train"], "a new question's own list is not named beside it");
        assert_eq!(names(&changes.choices_removed), ["how: foot"]);
    }

    #[test]
    fn a_version_against_itself_changes_nothing() {
        let form = form("type,name,label\ntext,town,Town\n", "list_name,name,label\n");
        let changes = compare(&form, &form);
        let lists = [changes.added, changes.removed, changes.retyped, changes.choices_added, changes.choices_removed];
        assert!(lists.iter().all(|list| list.count == 0));
    }
}
