//! Writing a part, item by item.

use std::io::{self, Write};

use super::end::{self, END_CONTEXT, Have, begin_digest};
use super::head::{Head, HeadFault, Holds};
use super::item::{Item, ItemFault};
use super::lacks::Lacks;
use super::limits::{MAX_ITEMS, MAX_PART};
use crate::cbor;

/// A part that is being written.
#[derive(Debug)]
pub struct PartWriter<W> {
    to: W,
    digest: blake3::Hasher,
    planned: Holds,
    holds: Holds,
    items: u32,
    written: u64,
}

/// Why a part is not written. What was written of it before has no end, so a reader takes its events alone.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// As what it is written to says.
    #[error("{0}")]
    Io(#[from] io::Error),
    /// The head says what cannot be.
    #[error(transparent)]
    Head(#[from] HeadFault),
    /// A reader would refuse the item.
    #[error(transparent)]
    Item(#[from] ItemFault),
    /// More than a part may have.
    #[error("more than a part may have")]
    TooMuch,
    /// The part holds something else than its head says.
    #[error("the part holds something else than its head says")]
    OtherHolds,
}

impl<W: Write> PartWriter<W> {
    /// Begins a part with its head.
    ///
    /// # Errors
    /// [`WriteError::Head`], and as `to` says.
    pub fn begin(to: W, head: &Head) -> Result<Self, WriteError> {
        let (digest, holds) = (begin_digest(), Holds::default());
        let mut this = Self { to, digest, planned: head.holds_here(), holds, items: 0, written: 0 };
        this.append(&head.to_bytes()?)?;
        Ok(this)
    }

    /// Writes an item.
    ///
    /// # Errors
    /// As each says; after any the part cannot be finished any more.
    pub fn put(&mut self, item: &Item) -> Result<(), WriteError> {
        self.items = self.items.checked_add(1).filter(|items| *items <= MAX_ITEMS).ok_or(WriteError::TooMuch)?;
        self.holds.count(item);
        self.append(&item.to_bytes()?)
    }

    /// Ends the part. `sign` signs a statement in a context, as the writing device does.
    ///
    /// # Errors
    /// [`WriteError::OtherHolds`], and as each says.
    pub fn finish(
        mut self,
        have: &Have,
        lacks: &Lacks,
        sign: impl FnOnce(&str, &[u8]) -> [u8; 64],
    ) -> Result<W, WriteError> {
        if self.holds != self.planned {
            return Err(WriteError::OtherHolds);
        }
        have.check()?;
        let signed = end::to_sign(u64::from(self.items), self.digest.finalize().as_bytes(), have, lacks);
        let sig = sign(END_CONTEXT, &signed);
        self.append(&end::to_bytes(&signed, &sig))?;
        self.to.flush()?;
        Ok(self.to)
    }

    fn append(&mut self, bytes: &[u8]) -> Result<(), WriteError> {
        let mut before = Vec::with_capacity(9);
        cbor::bytes_head(&mut before, bytes.len());
        let length = u64::try_from(before.len().saturating_add(bytes.len())).unwrap_or(u64::MAX);
        self.written = self.written.saturating_add(length);
        if self.written > MAX_PART {
            return Err(WriteError::TooMuch);
        }
        for piece in [before.as_slice(), bytes] {
            self.digest.update(piece);
            self.to.write_all(piece)?;
        }
        Ok(())
    }
}

impl Holds {
    pub(crate) const fn count(&mut self, item: &Item) {
        match item {
            Item::Event(_) => self.events = self.events.saturating_add(1),
            Item::Chunk(_) => self.chunks = self.chunks.saturating_add(1),
            Item::Grant(_) | Item::KeyBox(_) | Item::Slot(_) | Item::Source(_) => (),
        }
    }
}
