//! Indices that cannot be taken for each other, and lists that only their own kind of index opens.

use std::collections::BTreeMap;
use std::marker::PhantomData;

/// Names one thing of a list.
pub(crate) trait Index: Copy {
    /// The first of its list.
    const FIRST: Self;
    /// From its place in the list.
    fn at(place: usize) -> Self;
    /// Its place in the list.
    fn place(self) -> usize;
}

macro_rules! indices {
    ($($(#[$doc:meta])* $name:ident,)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub(crate) struct $name(u32);

        impl Index for $name {
            const FIRST: Self = Self(0);

            fn at(place: usize) -> Self {
                Self(number(place))
            }

            fn place(self) -> usize {
                self.0 as usize
            }
        }
    )*};
}

/// A map of what this crate numbers or names itself. Its hashes are quick, and another for every map.
pub(crate) type Map<K, V> = std::collections::HashMap<K, V, foldhash::fast::RandomState>;
/// The same without values.
pub(crate) type Set<K> = std::collections::HashSet<K, foldhash::fast::RandomState>;

indices! {
    /// Names a block of answers: an instance of a repeat, or the form itself.
    ScopeId,
    /// Names the slot of one row in one block.
    SlotIndex,
    /// Names what a call has noted of one slot.
    NoteIndex,
    /// Names something that is kept up to date.
    UnitIndex,
    /// Names a choice list of one form.
    ListIndex,
    /// Names an item of one list.
    ItemIndex,
    /// Names a document of one form that is no plain list.
    DocumentIndex,
    /// Names an element of one document.
    ElementIndex,
    /// Names what is added up of rows of one form that each count by themselves.
    SumIndex,
    /// Names an operation of one program.
    OpIndex,
}

/// Names a node of one form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeIndex(u32);

impl NodeIndex {
    /// Where it stands in [`Form::nodes`](crate::Form::nodes).
    pub const fn index(self) -> usize {
        self.0 as usize
    }

    /// The row behind it in the form.
    pub(crate) const fn next(self) -> Self {
        Self(self.0.saturating_add(1))
    }
}

impl Index for NodeIndex {
    const FIRST: Self = Self(0);

    fn at(place: usize) -> Self {
        Self(number(place))
    }

    fn place(self) -> usize {
        self.index()
    }
}

/// Every list is shorter than this by the limits of reading and of sessions.
fn number(place: usize) -> u32 {
    u32::try_from(place).unwrap_or(u32::MAX)
}

/// A list that is opened by its own kind of index.
#[derive(Debug, Clone)]
pub(crate) struct Indexed<I, T> {
    items: Vec<T>,
    by: PhantomData<I>,
}

impl<I, T> Default for Indexed<I, T> {
    fn default() -> Self {
        Self { items: Vec::new(), by: PhantomData }
    }
}

impl<I, T> From<Vec<T>> for Indexed<I, T> {
    fn from(items: Vec<T>) -> Self {
        Self { items, by: PhantomData }
    }
}

impl<I, T> FromIterator<T> for Indexed<I, T> {
    fn from_iter<S: IntoIterator<Item = T>>(items: S) -> Self {
        Self::from(items.into_iter().collect::<Vec<T>>())
    }
}

impl<I, T> IntoIterator for Indexed<I, T> {
    type Item = T;
    type IntoIter = std::vec::IntoIter<T>;

    fn into_iter(self) -> Self::IntoIter {
        self.items.into_iter()
    }
}

impl<I: Index, T> Indexed<I, T> {
    pub(crate) fn get(&self, index: I) -> Option<&T> {
        self.items.get(index.place())
    }

    pub(crate) fn get_mut(&mut self, index: I) -> Option<&mut T> {
        self.items.get_mut(index.place())
    }

    /// Adds an item at the end and says its index.
    pub(crate) fn push(&mut self, item: T) -> I {
        self.items.push(item);
        I::at(self.items.len().saturating_sub(1))
    }

    /// Takes all items out, and keeps their room.
    pub(crate) fn drain(&mut self) -> std::vec::Drain<'_, T> {
        self.items.drain(..)
    }

    pub(crate) const fn len(&self) -> usize {
        self.items.len()
    }

    pub(crate) fn as_slice(&self) -> &[T] {
        &self.items
    }

    pub(crate) fn iter(&self) -> std::slice::Iter<'_, T> {
        self.items.iter()
    }

    pub(crate) fn iter_mut(&mut self) -> std::slice::IterMut<'_, T> {
        self.items.iter_mut()
    }

    /// The index behind the last.
    pub(crate) fn end(&self) -> I {
        I::at(self.items.len())
    }

    /// Every index there is.
    pub(crate) fn indices(&self) -> impl DoubleEndedIterator<Item = I> + use<I, T> {
        (0..self.items.len()).map(I::at)
    }

    /// Every item with its index.
    pub(crate) fn enumerate(&self) -> impl Iterator<Item = (I, &T)> {
        self.items.iter().enumerate().map(|(place, item)| (I::at(place), item))
    }

    /// The index of the first item that is wanted.
    pub(crate) fn position(&self, wanted: impl FnMut(&T) -> bool) -> Option<I> {
        self.items.iter().position(wanted).map(I::at)
    }
}

impl<I: Index, T: Clone> Indexed<I, T> {
    /// So many of the same.
    pub(crate) fn of(item: T, many: usize) -> Self {
        Self::from(vec![item; many])
    }

    /// Makes it longer by so many of the same, and says where they begin.
    pub(crate) fn extend_by(&mut self, item: T, many: usize) -> I {
        let first = I::at(self.items.len());
        self.items.resize(self.items.len().saturating_add(many), item);
        first
    }
}

/// Things with names, in the order of these: found by name, or by index at once.
#[derive(Debug)]
pub(crate) struct NamedList<I, T> {
    names: Vec<String>,
    items: Indexed<I, T>,
}

impl<I, T> From<BTreeMap<String, T>> for NamedList<I, T> {
    fn from(items: BTreeMap<String, T>) -> Self {
        let (names, items): (Vec<_>, Vec<_>) = items.into_iter().unzip();
        Self { names, items: Indexed::from(items) }
    }
}

impl<I: Index, T> NamedList<I, T> {
    /// The index of a name.
    pub(crate) fn index(&self, name: &str) -> Option<I> {
        self.names.binary_search_by(|known| known.as_str().cmp(name)).ok().map(I::at)
    }

    /// What has a name.
    pub(crate) fn get(&self, name: &str) -> Option<&T> {
        self.at(self.index(name)?)
    }

    /// What has an index.
    pub(crate) fn at(&self, index: I) -> Option<&T> {
        self.items.get(index)
    }

    /// The name of an index; empty where there is none.
    pub(crate) fn name(&self, index: I) -> &str {
        self.names.get(index.place()).map_or("", String::as_str)
    }

    /// All names.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.names.iter().map(String::as_str)
    }
}

/// The indices from one up to another, which is left out.
pub(crate) fn between<I: Index>(first: I, end: I) -> impl Iterator<Item = I> {
    (first.place()..end.place()).map(I::at)
}

/// The indices from one on, as many as said.
pub(crate) fn run_of<I: Index>(first: I, many: usize) -> impl Iterator<Item = I> {
    (first.place()..first.place().saturating_add(many)).map(I::at)
}
