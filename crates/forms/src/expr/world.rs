//! What an expression can see.

use std::borrow::Cow;
use std::cmp::Ordering;

use chrono::{DateTime, FixedOffset};
use pana_model::PartialDate;

use super::function::Function;
use super::number::plain_number;
use super::program::Reference;

use crate::index::SumIndex;

/// What `instance()` calls the interview that was saved last.
pub(crate) const LAST_SAVED: &str = "__last-saved";

/// A tree of named nodes with texts, and what else expressions may ask for.
pub(crate) trait World {
    /// A node.
    type Node: Copy + PartialEq;

    /// The node above the topmost element.
    fn root(&self) -> Self::Node;
    /// The node above.
    fn parent(&self, node: Self::Node) -> Option<Self::Node>;
    /// The elements below, in order.
    fn children(&self, node: Self::Node, out: &mut Vec<Self::Node>);
    /// Those of a name.
    fn children_named(&self, node: Self::Node, name: &str, out: &mut Vec<Self::Node>) {
        let mut all = Vec::new();
        self.children(node, &mut all);
        out.extend(all.into_iter().filter(|child| self.name(*child) == name));
    }
    /// Adds the children of a name in whose `column` stands `text`, in order; `false` where only going through them all tells.
    fn children_where(
        &self,
        _node: Self::Node,
        _name: &str,
        _column: &str,
        _text: &str,
        _out: &mut Vec<Self::Node>,
    ) -> bool {
        false
    }
    /// The element's name; empty for the root.
    fn name(&self, node: Self::Node) -> Cow<'_, str>;
    /// The string value.
    fn text(&self, node: Self::Node) -> Cow<'_, str>;
    /// The plain number that its text is.
    fn number(&self, node: Self::Node) -> Option<f64> {
        plain_number(&self.text(node))
    }
    /// Is its text a number of days that a calculation made of a date?
    fn holds_days(&self, _node: Self::Node) -> bool {
        false
    }
    /// The date of which only parts were said, where it holds one; its text is empty.
    fn partial_date(&self, _node: Self::Node) -> Option<PartialDate> {
        None
    }
    /// Document order.
    fn order(&self, left: Self::Node, right: Self::Node) -> Ordering;
    /// Which of its siblings of the same name it is, from 1.
    fn position(&self, node: Self::Node) -> usize;
    /// The nodes a resolved reference means, seen from `node`.
    fn reference(&self, reference: &Reference, node: Self::Node, out: &mut Vec<Self::Node>);
    /// The one node a reference means, when it can mean only one.
    fn single(&self, _reference: &Reference, _node: Self::Node) -> Option<Self::Node> {
        None
    }
    /// What an aggregate makes of the nodes a reference means, where that is known without going through them.
    fn total(&self, _function: Function, _reference: &Reference, _node: Self::Node) -> Option<f64> {
        None
    }
    /// What an aggregate makes of the nodes of a path, where that is kept up.
    fn row_sum(&self, _function: Function, _sum: SumIndex) -> Option<f64> {
        None
    }
    /// The secondary instance (a choice list) of this name.
    fn instance(&self, name: &str) -> Option<Self::Node>;
    /// The time, with the offset dates are read in.
    fn now(&self) -> DateTime<FixedOffset>;
    /// The `nth` random number of an evaluation for `node`.
    fn random(&self, node: Self::Node, nth: u64) -> u64;
    /// The label of a choice; `question` names who offers it, by its path or as `${name}`. `_said`: the node that holds the
    /// value, where it is one.
    fn choice_label(&self, _question: &str, _chosen: &str, _said: Option<Self::Node>, _current: Self::Node) -> String {
        String::new()
    }
    /// A text of the form by its id.
    fn itext(&self, id: &str) -> String;
    /// The language in which the form is shown, by its tag; empty where it has none.
    fn language(&self) -> &str {
        ""
    }
    /// A property of the device or the user.
    fn property(&self, name: &str) -> String;
    /// The form's version.
    fn version(&self) -> String;
}

/// A world of one value, or of none: for trying an expression on an answer, and for folding constants.
pub(crate) struct Alone<'a> {
    text: Option<&'a str>,
    now: DateTime<FixedOffset>,
}

impl<'a> Alone<'a> {
    /// With this text, or with nothing, at no time.
    pub(crate) fn of(text: Option<&'a str>) -> Self {
        Self { text, now: DateTime::UNIX_EPOCH.fixed_offset() }
    }

    /// With this text at this time.
    pub(crate) const fn at(text: &'a str, now: DateTime<FixedOffset>) -> Self {
        Self { text: Some(text), now }
    }
}

impl World for Alone<'_> {
    type Node = ();
    fn root(&self) {}
    fn parent(&self, (): ()) -> Option<()> {
        None
    }
    fn children(&self, (): (), _out: &mut Vec<()>) {}
    fn name(&self, (): ()) -> Cow<'_, str> {
        Cow::Borrowed("")
    }
    fn text(&self, (): ()) -> Cow<'_, str> {
        Cow::Borrowed(self.text.unwrap_or_default())
    }
    fn order(&self, (): (), (): ()) -> Ordering {
        Ordering::Equal
    }
    fn position(&self, (): ()) -> usize {
        1
    }
    fn reference(&self, _reference: &Reference, (): (), out: &mut Vec<()>) {
        out.extend(self.text.map(|_| ()));
    }
    fn instance(&self, _name: &str) -> Option<()> {
        None
    }
    fn now(&self) -> DateTime<FixedOffset> {
        self.now
    }
    fn random(&self, (): (), _nth: u64) -> u64 {
        0
    }
    fn itext(&self, _id: &str) -> String {
        String::new()
    }
    fn property(&self, _name: &str) -> String {
        String::new()
    }
    fn version(&self) -> String {
        String::new()
    }
}
