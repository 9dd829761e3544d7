//! The body of an event: what is sealed under the subject's key.

use std::collections::BTreeSet;

use minicbor::{Decode, Encode};
use pana_model::{EventRef, MemberId, SeatId};

use crate::{CanonicalError, EventKind, Flags, Hlc, Op, OpKind, check_canonical, codec};

mod first;
mod read;

/// Largest body in bytes, before compression.
pub const MAX_BODY: usize = 1024 * 1024;
/// Most operations in one event.
pub const MAX_OPS: usize = 8192;
/// Longest path, in bytes.
pub const MAX_PATH: usize = 1024;
/// Most dots that one operation names.
pub const MAX_OVER: usize = 1024;
/// Most dots that the operations of one event name together.
pub const MAX_OVER_OF_EVENT: usize = 4096;
/// Most events named as `past`, and as many as `ctl`.
pub const MAX_PAST: usize = 1024;

/// What one event says. The member's signature lies beside these bytes, inside the same seal.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Body {
    /// The layout it was read from; [`Body::VERSION`] for what is to be written.
    #[n(0)]
    pub v: u32,
    /// What it is about: a case's id, or the centre's for control events.
    #[cbor(n(1), with = "minicbor::bytes")]
    pub subject: [u8; 16],
    /// When, by the device's clock.
    #[n(2)]
    pub hlc: Hlc,
    /// Who wrote it.
    #[cbor(n(3), with = "codec::member")]
    pub member: MemberId,
    /// Whose keys of which device signed it. None in layout 1, where a member had the same keys everywhere.
    #[cbor(n(4), with = "codec::seat")]
    pub seat: Option<SeatId>,
    /// The questionnaire, if one was answered.
    #[n(5)]
    pub form_id: Option<String>,
    /// The hash of its source, so that answers stay readable after it changes.
    #[cbor(n(6), with = "minicbor::bytes")]
    pub form_hash: Option<[u8; 32]>,
    /// What happened.
    #[n(7)]
    pub kind: EventKind,
    /// The writes.
    #[n(8)]
    pub ops: Vec<Op>,
    /// The last events of this subject that the device had applied, sorted: what the writer could have known.
    #[cbor(n(9), with = "codec::events")]
    pub past: Vec<EventRef>,
    /// The same of the control stream: by which rights and rules it was written.
    #[cbor(n(10), with = "codec::events")]
    pub ctl: Vec<EventRef>,
    /// The end of the hub's log that the device had last accepted.
    #[n(11)]
    pub seen: Option<Seen>,
    /// The circumstances.
    #[n(12)]
    pub flags: Flags,
    /// A reason in the member's own words, or empty.
    #[n(13)]
    pub note: String,
}

/// A place in a hub's log, told on so that a hub which shows different logs to different devices is found out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Seen {
    /// The hub's public key.
    #[cbor(n(0), with = "minicbor::bytes")]
    pub hub: [u8; 32],
    /// Which life of the hub: restoring it from a copy begins another.
    #[cbor(n(1), with = "minicbor::bytes")]
    pub incarnation: [u8; 16],
    /// The number there.
    #[n(2)]
    pub hseq: u64,
    /// The chained hash there.
    #[cbor(n(3), with = "minicbor::bytes")]
    pub hash: [u8; 32],
}

/// Why bytes are not a body we can apply. The event itself is kept whatever this says.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BodyError {
    /// The bytes are not spelled as we spell.
    #[error("not canonical: {0}")]
    Canonical(#[from] CanonicalError),
    /// The parts are not those of a body.
    #[error("not a body: {0}")]
    Shape(String),
    /// Written by a newer program in a newer layout.
    #[error("layout {0} is of a newer program")]
    Newer(u32),
    /// One of the limits; its name is given.
    #[error("too large: {0}")]
    TooLarge(&'static str),
    /// One path is set twice: no screen does that, and values that one event piles up could not be settled by another.
    #[error("a path is set twice")]
    SetTwice,
}

impl Body {
    /// The layout this program writes.
    pub const VERSION: u32 = 2;

    /// A body that says nothing yet.
    pub const fn new(subject: [u8; 16], hlc: Hlc, member: MemberId, seat: SeatId, kind: EventKind) -> Self {
        Self {
            v: Self::VERSION,
            subject,
            hlc,
            member,
            seat: Some(seat),
            form_id: None,
            form_hash: None,
            kind,
            ops: Vec::new(),
            past: Vec::new(),
            ctl: Vec::new(),
            seen: None,
            flags: Flags::NONE,
            note: String::new(),
        }
    }

    /// The bytes to be signed and sealed, always in layout 2. Refuses what [`Body::from_bytes`] would refuse.
    pub fn to_bytes(&self) -> Result<Vec<u8>, BodyError> {
        self.check()?;
        let bytes = minicbor::to_vec(self).map_err(|error| shape(&error))?;
        check_canonical(&bytes)?;
        if bytes.len() > MAX_BODY {
            return Err(BodyError::TooLarge("body"));
        }
        Ok(bytes)
    }

    /// What holds for a body of layout 2.
    fn check(&self) -> Result<(), BodyError> {
        if self.v != Self::VERSION || self.seat.is_none() {
            return Err(shape(&"a body of layout 2 names its seat"));
        }
        check_named("past", &self.past)?;
        check_named("ctl", &self.ctl)?;
        check_ops(self.ops.iter().map(|op| (op.path.as_str(), op.kind, op.over.len())))
    }
}

fn shape(error: &impl ToString) -> BodyError {
    BodyError::Shape(error.to_string())
}

fn check_named(which: &'static str, events: &[EventRef]) -> Result<(), BodyError> {
    if events.len() > MAX_PAST {
        return Err(BodyError::TooLarge(which));
    }
    // One spelling for one set, so that two devices that had seen the same say the same.
    if !events.is_sorted_by(|earlier, later| earlier < later) {
        return Err(shape(&format!("{which} is not sorted or names an event twice")));
    }
    Ok(())
}

/// What holds for the operations of either layout: each given by its path, its kind and the number of dots it names.
fn check_ops<'o>(ops: impl ExactSizeIterator<Item = (&'o str, OpKind, usize)>) -> Result<(), BodyError> {
    if ops.len() > MAX_OPS {
        return Err(BodyError::TooLarge("ops"));
    }
    let (mut set, mut named) = (BTreeSet::new(), 0_usize);
    for (path, kind, over) in ops {
        if path.len() > MAX_PATH {
            return Err(BodyError::TooLarge("path"));
        }
        named = named.saturating_add(over);
        if over > MAX_OVER || named > MAX_OVER_OF_EVENT {
            return Err(BodyError::TooLarge("over"));
        }
        if kind == OpKind::Set && !set.insert(path) {
            return Err(BodyError::SetTwice);
        }
    }
    Ok(())
}
