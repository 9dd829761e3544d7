//! Choices, kept small: a list may have a hundred thousand of them.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::node::Texts;

/// A choice.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Choice {
    /// Stored value.
    pub name: Arc<str>,
    /// Label, by language.
    pub label: ChoiceTexts,
    /// Pictures, sounds and films shown with the label, as of a question.
    pub media: BTreeMap<&'static str, Texts>,
    /// Further columns, for filters.
    pub extra: ChoiceTexts,
}

/// Texts of a choice by language or by column, each once, in the order of these names. They share their letters with the
/// sheet they were read from, and the names with all other choices of their list.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ChoiceTexts(Box<[(Arc<str>, Arc<str>)]>);

impl ChoiceTexts {
    /// The text of this name.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(known, _)| **known == *name).map(|(_, text)| &**text)
    }

    /// The text of this name, or else the first there is.
    pub fn get_or_first(&self, name: &str) -> Option<&str> {
        self.get(name).or_else(|| self.nth(0).map(|(_, text)| text))
    }

    /// Each name with its text.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, text)| (&**name, &**text))
    }

    /// How many there are.
    pub const fn len(&self) -> usize {
        self.0.len()
    }

    /// Are there none?
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Takes all out of a list, whose room serves the next choice. Of several texts of one name the last counts.
    pub(crate) fn take(texts: &mut Vec<(Arc<str>, Arc<str>)>) -> Self {
        if !texts.is_sorted_by(|left, right| left.0 < right.0) {
            texts.reverse();
            // Stable: what came last stands first among its like, and stays.
            texts.sort_by(|left, right| left.0.cmp(&right.0));
            texts.dedup_by(|later, kept| later.0 == kept.0);
        }
        Self(texts.drain(..).collect())
    }

    /// The name and the text at a place.
    pub(crate) fn nth(&self, place: usize) -> Option<(&str, &str)> {
        self.0.get(place).map(|(name, text)| (&**name, &**text))
    }

    /// Where a name stands among the others.
    pub(crate) fn position(&self, name: &str) -> Option<usize> {
        self.0.iter().position(|(known, _)| **known == *name)
    }
}

impl FromIterator<(Arc<str>, Arc<str>)> for ChoiceTexts {
    /// Of several texts of one name the last counts.
    fn from_iter<I: IntoIterator<Item = (Arc<str>, Arc<str>)>>(texts: I) -> Self {
        Self::take(&mut texts.into_iter().collect())
    }
}

impl From<Texts> for ChoiceTexts {
    fn from(texts: Texts) -> Self {
        texts.into_iter().map(|(name, text)| (Arc::from(name), Arc::from(text))).collect()
    }
}

impl From<&ChoiceTexts> for Texts {
    fn from(texts: &ChoiceTexts) -> Self {
        texts.iter().map(|(name, text)| (name.to_owned(), text.to_owned())).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::{ChoiceTexts, Texts};

    #[test]
    fn texts_of_a_choice_stand_in_the_order_of_their_names_and_the_last_of_one_name_counts() {
        let texts: ChoiceTexts = [("kk", "a"), ("en", "b"), ("kk", "c")]
            .map(|(name, text)| (name.into(), text.into()))
            .into_iter()
            .collect();
        assert_eq!(texts.iter().collect::<Vec<_>>(), [("en", "b"), ("kk", "c")]);
        assert_eq!((texts.get("kk"), texts.get("ru"), texts.get_or_first("ru")), (Some("c"), None, Some("b")));
        assert_eq!(ChoiceTexts::from(Texts::from(&texts)), texts);
    }
}
