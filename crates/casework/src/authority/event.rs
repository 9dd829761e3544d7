//! What the control stream's events are made of, as the fold takes them.

use std::collections::BTreeSet;
use std::fmt;

use pana_model::{DeviceId, EventRef, MemberId, SeatId, StreamName};
use pana_record::{EventKind, Hlc};

use super::ControlWrite;

/// An event of the control stream whose signatures, chain and canonical spelling hold.
///
/// Whoever fills it answers for what cannot be checked without keys: that device and seat signed it, that `full_id` is the
/// hash of its header, that a seat's id and a device's id of layout 2 are those of the keys they are written with (a write
/// where they are not is [`ControlWrite::Unknown`]), and that second signatures and the sheets' signature verify.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ControlEvent {
    /// How other events name it: the first half of `full_id`.
    pub id: EventRef,
    /// The hash of its header, in full.
    pub full_id: [u8; 32],
    /// The device whose chain it stands in.
    pub device: DeviceId,
    /// Its number in that chain.
    pub seq: u64,
    /// Who says it.
    pub member: MemberId,
    /// With which keys. `None` in layout 1, where a member had one pair.
    pub seat: Option<SeatId>,
    /// How it was written.
    pub layout: Layout,
    /// When, by the device's clock. No verdict asks for it, but for the days that new sheets of one alone have to wait.
    pub hlc: Hlc,
    /// Whether the device itself did not believe that: then it says nothing of when the events that follow were made.
    pub in_doubt: bool,
    /// What happened, for the history. Verdicts go by the writes.
    pub kind: EventKind,
    /// What it writes, in the event's order.
    pub writes: Vec<ControlWrite>,
    /// The frontier of the control stream as the writer had applied it. Empty in layout 1.
    pub ctl: BTreeSet<EventRef>,
    /// The event before it in its device's chain.
    pub chain_before: Option<EventRef>,
    /// Seats whose second signatures hold.
    pub seconded_by: Vec<SeatId>,
    /// The signing half of the recovery key whose signature holds.
    pub by_sheets: Option<[u8; 32]>,
}

impl ControlEvent {
    /// The events it names as before it. An event has always seen its own chain, whatever it says.
    pub fn before(&self) -> impl Iterator<Item = EventRef> {
        let named = if self.layout == Layout::Two { Some(&self.ctl) } else { None };
        named.into_iter().flatten().copied().chain(self.chain_before)
    }
}

/// How an event was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Layout {
    /// No seats, and no past but the chain.
    One,
    /// Seats, and a past in full.
    Two,
}

/// A pair of public keys: signing (32 bytes), then sealing (32 bytes). Opaque here.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Keys(pub [u8; 64]);

impl fmt::Debug for Keys {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [a, b, c, ..] = self.0;
        write!(out, "Keys({a:02x}{b:02x}{c:02x}…)")
    }
}

/// The public halves of the recovery key, whose secret is on the two sheets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Sheets {
    /// What is sealed for recovery is sealed to this.
    pub seal: [u8; 32],
    /// With this the sheets sign.
    pub sign: [u8; 32],
}

/// An epoch's id: a number, then twelve random bytes. Sorts by number.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EpochRef(pub [u8; 16]);

impl EpochRef {
    /// Its number.
    pub const fn number(&self) -> u32 {
        let [a, b, c, d, ..] = self.0;
        u32::from_be_bytes([a, b, c, d])
    }
}

impl fmt::Display for EpochRef {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(out, "{byte:02x}"))
    }
}

impl fmt::Debug for EpochRef {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, out)
    }
}

/// Instead of a seat in a grant: the recovery key.
pub const SHEETS_SEAT: SeatId = SeatId::from_bytes([0xff; 16]);

/// So many cuts of one chain are named at most. A chain that was never forked has one.
pub const TIPS_AT_MOST: usize = 64;

/// A last event of one chain that a removal had seen: of a forked chain there is one for each history. What leads to none of
/// them lies outside.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cut {
    /// The stream.
    pub stream: StreamName,
    /// The device whose chain it is.
    pub device: DeviceId,
    /// The event's id, in full: a number would not tell the branches of a fork apart.
    pub event: [u8; 32],
}
