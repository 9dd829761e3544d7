//! What an expression can point at: a question in its instance, a list and what is in it, an element of a document.

use crate::index::{DocumentIndex, ElementIndex, ItemIndex, ListIndex, NodeIndex, ScopeId};

/// A node of the tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Place {
    Document,
    Top,
    Node(ScopeId, NodeIndex),
    /// The instance of a list, its root element, an item, and one of its texts: name, label, further columns.
    List(ListIndex),
    ListRoot(ListIndex),
    Item(ListIndex, ItemIndex),
    Text(ListIndex, ItemIndex, Cell),
    /// An element of a document that is no plain list.
    Element(DocumentIndex, ElementIndex),
    /// The interview that was saved last: its document, its root, an answer.
    Saved,
    SavedTop,
    SavedRow(NodeIndex),
}

/// Which of the texts of an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Cell {
    Name,
    Label,
    /// A further column, by its place among those of the item.
    Further(usize),
    /// The id of its label.
    Itext,
}

impl Place {
    /// Which item of its list it is.
    pub(super) const fn item(self) -> Option<ItemIndex> {
        if let Self::Item(_, item) = self { Some(item) } else { None }
    }
}
