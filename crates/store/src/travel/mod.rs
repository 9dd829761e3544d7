//! What goes from one device of a centre to another, whichever way it goes: events in the bytes in which they were signed,
//! the sealed keys beside them, and what events name by its hash.
//!
//! Nothing here knows of sticks or of a network. What another device lacks follows from what it said that it has
//! ([`Have`]); what it sends is taken in by the gate that judges what is made here ([`crate::take_in`]).

mod arrive;
mod have;
mod hub;
mod send;
#[cfg(test)]
pub(crate) mod tests;

pub use arrive::Arrived;
pub(crate) use arrive::take_keys;
pub use have::Have;
pub use hub::{EndOfChain, HubKnown, ReadFromHub, Speaker};
pub use send::{CentreDevice, Outgoing, PeerDevice};

use crate::Stream;

/// A key as it is sealed to somebody or wrapped under another. It says nothing to who does not hold that one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SealedKey {
    /// An epoch's key, sealed to a seat.
    Grant {
        /// Which stream it opens.
        stream: Stream,
        /// Which epoch.
        epoch: [u8; 16],
        /// To whom.
        seat: [u8; 16],
        /// Sealed.
        sealed: Vec<u8>,
    },
    /// What an epoch's key opens: a bucket of a generation (0 to 255), or the key of its slot ids (256).
    Box {
        /// Of which stream.
        stream: Stream,
        /// Of which generation.
        generation: [u8; 16],
        /// Which of its boxes.
        number: u16,
        /// Under which epoch.
        epoch: [u8; 16],
        /// Wrapped.
        wrapped: Vec<u8>,
    },
    /// A key of a subject, under its bucket.
    Slot {
        /// Of which stream.
        stream: Stream,
        /// Which slot.
        slot: [u8; 16],
        /// Which key.
        key: [u8; 16],
        /// Of which generation.
        generation: [u8; 16],
        /// Wrapped.
        wrapped: Vec<u8>,
    },
}

impl SealedKey {
    /// Of which stream.
    pub(crate) const fn stream(&self) -> Stream {
        match self {
            Self::Grant { stream, .. } | Self::Box { stream, .. } | Self::Slot { stream, .. } => *stream,
        }
    }
}

/// What events name by its hash alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// A version of a questionnaire.
    Form {
        /// `form_id`.
        form_id: String,
        /// The hash that events name, over its canonical source.
        hash: [u8; 32],
        /// The source.
        source: Vec<u8>,
    },
    /// An edition of the directory: its rows, which the hash is over.
    Directory(Vec<u8>),
    /// A table of rules, likewise.
    Rules(Vec<u8>),
}
