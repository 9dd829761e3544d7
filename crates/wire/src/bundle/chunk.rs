//! Chunks of files: what their hashes say, and which files somebody lacks.
//!
//! ```text
//! root = BLAKE3 in derive-key mode ("pana/blob root/1") of the BLAKE3 of every sealed chunk, in their order
//! ```
//!
//! An event names a file by its root. So a chunk that comes with the hashes of all is bound to that event, whoever brings it.

use std::collections::BTreeSet;

use super::item::{Chunk, ItemFault, NO_CHUNK};
use super::limits::{MAX_CHUNKS, MAX_LACKS, MAX_NUMBER};
use crate::cbor;
use crate::cbor::Reader;

/// The root of a file, from the hashes of its sealed chunks.
pub fn file_root(hashes: &[[u8; 32]]) -> [u8; 32] {
    let mut hasher = blake3::Hasher::new_derive_key("pana/blob root/1");
    hashes.iter().for_each(|hash| {
        hasher.update(hash);
    });
    *hasher.finalize().as_bytes()
}

impl Chunk {
    /// The root of its file.
    pub fn root(&self) -> [u8; 32] {
        file_root(&self.hashes)
    }

    pub(super) fn check(&self) -> Result<(), ItemFault> {
        if self.hashes.len() > MAX_CHUNKS {
            return Err(ItemFault::TooLong);
        }
        let at = usize::try_from(self.number).map_err(|_| NO_CHUNK)?;
        let hash = self.hashes.get(at).ok_or(NO_CHUNK)?;
        if self.named.number == 0 || self.named.number > MAX_NUMBER {
            return Err(ItemFault::Shape("no chain has that number"));
        }
        if blake3::hash(&self.sealed) == *hash { Ok(()) } else { Err(ItemFault::OtherChunk) }
    }
}

/// One byte string of all hashes.
pub(crate) fn write_hashes(out: &mut Vec<u8>, hashes: &[[u8; 32]]) {
    cbor::bytes(out, hashes.as_flattened());
}

pub(crate) fn read_hashes(from: &mut Reader<'_>) -> Result<Vec<[u8; 32]>, ItemFault> {
    let bytes = from.bytes()?;
    let (hashes, rest) = bytes.as_chunks::<32>();
    if hashes.is_empty() || !rest.is_empty() {
        return Err(ItemFault::Shape("not the hashes of chunks"));
    }
    if hashes.len() > MAX_CHUNKS { Err(ItemFault::TooLong) } else { Ok(hashes.to_vec()) }
}

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
