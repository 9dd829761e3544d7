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
pub(crate) struct Lookups(Mutex<BTreeMap<Column, Sorted>>);

impl Lookups {
    /// The items in whose `column` stands `text`, in their order; `None` where the list is short, or the column is in several
    /// languages.
    pub(crate) fn find(&self, list: ListIndex, choices: &[Choice], column: &str, text: &str) -> Option<Vec<ItemIndex>> {
        if choices.len() < SHORT || column == "label" || column == ITEXT_ID {
            return None;
        }
        let at = |item: &ItemIndex| choices.get(item.place()).map_or("", |choice| cell(choice, column));
        let sorted = {
            let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            let sort = || {
                let mut items: Vec<ItemIndex> = (0..choices.len()).map(ItemIndex::at).collect();
                // Stable: items with the same text stay in their order.
                items.sort_by(|left, right| at(left).cmp(at(right)));
                Sorted::from(items)
            };
            Arc::clone(known.entry((list, column.to_owned())).or_insert_with(sort))
        };
        let first = sorted.partition_point(|item| at(item) < text);
        let found = sorted.get(first..).unwrap_or_default().iter().take_while(|item| at(item) == text);
        Some(found.copied().collect())
    }
}

/// What stands in a column, as an expression reads it there.
fn cell<'a>(choice: &'a Choice, column: &str) -> &'a str {
    match choice.extra.get(column) {
        Some(text) => text,
        None if matches!(column, "name" | "value") => &choice.name,
        None => "",
    }
}
