//! Finding the items of a list by what stands in one of its columns, without going through them all.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use super::choice::Choice;
use crate::index::{Index, ItemIndex, ListIndex};

/// The id of a choice's label, which every item has: `list-0`.
pub(crate) const ITEXT_ID: &str = "itextId";
/// In a shorter list looking at each item is as fast.
const SHORT: usize = 32;

/// A list and the name of one of its columns.
type Column = (ListIndex, String);
/// Items of a list in the order of the texts in one column.
type Sorted = Arc<[ItemIndex]>;

/// For each column that was ever asked for, the items in the order of its texts. Made when it is first asked for, in
/// O(n log n) for n items; from then on a question takes O(log n) and what it finds. Lists do not change, so all sessions of
/// a form share it.
#[derive(Debug, Default)]
pub(crate) struct Lookups {
    columns: Mutex<BTreeMap<Column, Sorted>>,
    /// The same by the names of the choices themselves: a column called so may hold something else.
    names: Mutex<BTreeMap<ListIndex, Sorted>>,
}

impl Lookups {
    /// The items in whose `column` stands `text`, in their order; `None` where the list is short, or the column is in several
    /// languages.
    pub(crate) fn find(&self, list: ListIndex, choices: &[Choice], column: &str, text: &str) -> Option<Vec<ItemIndex>> {
        if choices.len() < SHORT || column == "label" || column == ITEXT_ID {
            return None;
        }
        let at = |item: &ItemIndex| choices.get(item.place()).map_or("", |choice| cell(choice, column));
        let sorted = {
            let mut known = self.columns.lock().unwrap_or_else(PoisonError::into_inner);
            Arc::clone(known.entry((list, column.to_owned())).or_insert_with(|| sorted(choices.len(), at)))
        };
        let first = sorted.partition_point(|item| at(item) < text);
        let found = sorted.get(first..).unwrap_or_default().iter().take_while(|item| at(item) == text);
        Some(found.copied().collect())
    }

    /// The first choice of this name.
    pub(crate) fn named(&self, list: ListIndex, choices: &[Choice], name: &str) -> Option<ItemIndex> {
        let at = |item: &ItemIndex| choices.get(item.place()).map_or("", |choice| &*choice.name);
        if choices.len() < SHORT {
            return choices.iter().position(|choice| *choice.name == *name).map(ItemIndex::at);
        }
        let mut known = self.names.lock().unwrap_or_else(PoisonError::into_inner);
        let sorted = known.entry(list).or_insert_with(|| sorted(choices.len(), at));
        let first = sorted.partition_point(|item| at(item) < name);
        sorted.get(first).filter(|item| at(item) == name).copied()
    }
}

/// So many items in the order of their texts; those of the same text stay in their order.
fn sorted<'c>(many: usize, at: impl Fn(&ItemIndex) -> &'c str) -> Sorted {
    let mut items: Vec<ItemIndex> = (0..many).map(ItemIndex::at).collect();
    items.sort_by(|left, right| at(left).cmp(at(right)));
    Sorted::from(items)
}

/// What stands in a column, as an expression reads it there.
fn cell<'a>(choice: &'a Choice, column: &str) -> &'a str {
    match choice.extra.get(column) {
        Some(text) => text,
        None if matches!(column, "name" | "value") => &choice.name,
        None => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(names: &[&str]) -> Vec<Choice> {
        let choice = |name: &&str| Choice { name: (*name).into(), ..Choice::default() };
        names.iter().map(choice).collect()
    }

    #[test]
    fn the_first_choice_of_a_name_is_found_in_a_short_list_as_in_a_long_one() {
        let names: Vec<String> = (0..500).map(|nth| format!("{}", nth * 7 % 300)).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        for many in [0, 1, SHORT - 1, SHORT, 500] {
            let (choices, lookups) = (list(&names[..many]), Lookups::default());
            for name in names.iter().chain(&["", "x", "07"]) {
                let gone_through = names[..many].iter().position(|one| one == name).map(ItemIndex::at);
                assert_eq!(lookups.named(ListIndex::FIRST, &choices, name), gone_through, "{name} of {many}");
            }
        }
    }

    #[test]
    fn a_column_called_name_is_not_taken_for_the_name() {
        let mut choices = list(&["a"; SHORT]);
        let extra = [(Arc::from("name"), Arc::from("c"))].into_iter().collect();
        choices[SHORT - 1] = Choice { name: "b".into(), extra, ..Choice::default() };
        let lookups = Lookups::default();
        assert!(lookups.find(ListIndex::FIRST, &choices, "name", "c").is_some_and(|found| found.len() == 1));
        assert_eq!(lookups.named(ListIndex::FIRST, &choices, "c"), None);
        assert_eq!(lookups.named(ListIndex::FIRST, &choices, "b"), Some(ItemIndex::at(SHORT - 1)));
    }
}
