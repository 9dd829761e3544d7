//! Files that lack on one of the two sides, and how far each is.

use std::collections::VecDeque;

use pana_store::OutgoingFile;
use pana_wire::hub::{ChunkHeld, FileHeld};

/// What is left to do about files.
#[derive(Debug, Default)]
pub(super) struct Files {
    /// Up to which number files became whole at the hub; `None` where it keeps none.
    pub(super) head: Option<u64>,
    pub(super) planned: bool,
    /// To be noted when all of it was asked for.
    pub(super) plan: Option<[u8; 32]>,
    pub(super) to_ask: VecDeque<Wanted>,
    pub(super) asked: Vec<Wanted>,
    pub(super) to_take: VecDeque<Taking>,
    pub(super) to_give: VecDeque<Giving>,
}

/// A file that lacks on one of the two sides.
#[derive(Debug, Clone, Copy)]
pub(super) enum Wanted {
    Here([u8; 32]),
    There(OutgoingFile),
}

#[derive(Debug)]
pub(super) struct Taking {
    pub(super) root: [u8; 32],
    pub(super) held: FileHeld,
    pub(super) impatience: u8,
}

#[derive(Debug)]
pub(super) struct Giving {
    pub(super) file: OutgoingFile,
    /// How much the hub has of each chunk, as far as is known.
    pub(super) chunks: Vec<ChunkHeld>,
    pub(super) impatience: u8,
}

impl Wanted {
    pub(super) const fn root(&self) -> [u8; 32] {
        match self {
            Self::Here(root) => *root,
            Self::There(file) => file.root,
        }
    }
}

impl Giving {
    /// The first chunk that the hub has not.
    pub(super) fn next(&self) -> Option<usize> {
        let many = usize::try_from(self.file.chunks).unwrap_or(usize::MAX);
        (0..many).find(|number| self.chunks.get(*number).is_none_or(|chunk| !chunk.whole))
    }
}
