//! Rows by their paths.

use smallvec::SmallVec;

use crate::index::{Map, NodeIndex};

/// Which row has a path. The first of its path has it.
#[derive(Debug, Default)]
pub(crate) struct Paths(Map<Box<[u8]>, NodeIndex>);

/// The name of a node, taken apart: its row, and the ids of the instances on the way.
pub(crate) struct Named<'n> {
    pub(crate) row: NodeIndex,
    pub(crate) ids: SmallVec<[&'n str; 4]>,
}

/// An id as it is nearly always written.
const ID: usize = 36;

impl Paths {
    pub(crate) fn with_room(rows: usize) -> Self {
        Self(Map::with_capacity_and_hasher(rows, Default::default()))
    }

    pub(crate) fn add(&mut self, path: &str, row: NodeIndex) {
        self.0.entry(Box::from(path.as_bytes())).or_insert(row);
    }

    /// The row of a path without instance ids.
    pub(crate) fn get(&self, path: &str) -> Option<NodeIndex> {
        self.0.get(path.as_bytes()).copied()
    }

    /// The row of a name, and the ids in it. Nothing is made anew for it: names are looked up all the time.
    pub(crate) fn find<'n>(&self, at: &'n str) -> Option<Named<'n>> {
        let mut ids = SmallVec::new();
        let Some(first) = place_of(b'[', at) else { return Some(Named { row: self.get(at)?, ids }) };
        let mut bare: SmallVec<[u8; 128]> = SmallVec::new();
        let (mut rest, mut open) = (at, Some(first));
        while let Some(end) = open {
            bare.extend_from_slice(rest.as_bytes().get(..end)?);
            let inside = rest.get(end.saturating_add(1)..)?;
            let close = if inside.as_bytes().get(ID) == Some(&b']') { ID } else { place_of(b']', inside)? };
            ids.push(inside.get(..close)?);
            rest = inside.get(close.saturating_add(1)..)?;
            open = place_of(b'[', rest);
        }
        bare.extend_from_slice(rest.as_bytes());
        Some(Named { row: *self.0.get(bare.as_slice())?, ids })
    }
}

/// Names are short: they are gone through byte by byte.
fn place_of(byte: u8, text: &str) -> Option<usize> {
    text.bytes().position(|one| one == byte)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::Index as _;

    #[test]
    fn a_name_is_taken_apart_into_its_row_and_its_ids() {
        let mut paths = Paths::with_room(2);
        paths.add("/f/a", NodeIndex::at(0));
        paths.add("/f/ү/b", NodeIndex::at(1));
        let found = |at| paths.find(at).map(|named| (named.row.index(), named.ids.to_vec()));
        assert_eq!(found("/f/a"), Some((0, vec![])));
        assert_eq!(found("/f/ү[x]/b"), Some((1, vec!["x"])));
        let id = "01910000-0000-7000-8000-000000000000";
        let nested = format!("/f[{id}]/ү[1]/b[]");
        assert_eq!(found(&nested), Some((1, vec![id, "1", ""])));
        for none in ["/f/b", "/f/ү[x", "/f/ү[/b", "[", "]", ""] {
            assert_eq!(found(none), None, "{none}");
        }
    }
}
