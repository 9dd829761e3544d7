//! Which files somebody lacks.

use std::collections::BTreeSet;

use super::item::ItemFault;
use super::limits::MAX_LACKS;
use crate::cbor;
use crate::cbor::Reader;

/// The files that somebody lacks, by their roots: of those that events name which they have and can open.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Lacks(BTreeSet<[u8; 32]>);

impl Lacks {
    /// Adds a file, unless there are as many as may be said at once: the others are asked for when these have come.
    pub fn add(&mut self, root: [u8; 32]) {
        if self.0.len() < MAX_LACKS {
            self.0.insert(root);
        }
    }

    /// Their roots, in the order of their bytes.
    pub fn all(&self) -> impl Iterator<Item = &[u8; 32]> {
        self.0.iter()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn write(&self, out: &mut Vec<u8>) {
        cbor::bytes(out, &self.0.iter().flatten().copied().collect::<Vec<u8>>());
    }

    /// Roots stand in their order, each once, so that there is one spelling.
    pub(super) fn read(from: &mut Reader<'_>) -> Result<Self, ItemFault> {
        let (roots, rest) = from.bytes()?.as_chunks::<32>();
        if !rest.is_empty() {
            return Err(ItemFault::Shape("not the roots of files"));
        }
        if roots.len() > MAX_LACKS {
            return Err(ItemFault::TooLong);
        }
        if roots.is_empty() || !roots.is_sorted_by(|before, after| before < after) {
            return Err(ItemFault::NotCanonical);
        }
        Ok(Self(roots.iter().copied().collect()))
    }
}
