//! The name of one write.

use minicbor::{Decode, Encode};
use pana_model::EventRef;

use crate::codec;

/// Names one operation for ever: its event, and its place there.
///
/// The event's name is made of its content, so nobody can name a write that is not yet made, and two histories of one
/// copied device are different writes: both count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
#[cbor(array)]
pub struct Dot {
    /// The event.
    #[cbor(n(0), with = "codec::event")]
    pub event: EventRef,
    /// The operation's index in the event's body.
    #[n(1)]
    pub op: u32,
}

impl Dot {
    /// The dot of operation `op` of `event`.
    pub const fn new(event: EventRef, op: u32) -> Self {
        Self { event, op }
    }
}
