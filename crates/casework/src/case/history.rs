//! What was done to a case, a line for each event.

use std::fmt;
use std::str::FromStr;

use pana_model::{DeviceId, EventRef, InterviewId, MemberId};
use pana_record::{EventKind, Hlc};

use super::death::Confirmed;
use super::{Event, StatusSaid};
use crate::path::{InTransfer, LogPath};

/// One thing that was done to a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HistoryLine {
    /// The event.
    pub event: EventRef,
    /// The device that wrote it.
    pub device: DeviceId,
    /// Its number in that device's chain.
    pub seq: u64,
    /// When, by that device's clock.
    pub hlc: Hlc,
    /// The latest time in the event and its past that was believed.
    pub at: Hlc,
    /// How many events lie before it on the longest way through its past, it included.
    pub depth: u32,
    /// Who.
    pub member: MemberId,
    /// What.
    pub what: Done,
    /// In which interview.
    pub interview: Option<InterviewId>,
}

impl HistoryLine {
    /// Was the clock believed that dated it? One that was not stood far ahead of all that was known.
    pub fn is_clock_believed(&self) -> bool {
        self.hlc <= self.at
    }

    /// Lists go by past, then by time: neither `at` nor `depth` ever falls from an event to one that has seen it, and one
    /// of them rises.
    pub(super) const fn order(&self) -> (Hlc, u32, Hlc, EventRef) {
        (self.at, self.depth, self.hlc, self.event)
    }
}

/// What an event did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Done {
    /// The case was opened.
    CaseOpened,
    /// An interview was finished.
    InterviewFinished,
    /// A finished interview was changed.
    InterviewAmended,
    /// A conflict was settled.
    Resolved,
    /// A file was added.
    Attached,
    /// A step of a referral.
    Referred,
    /// Consent was given, limited or withdrawn.
    Consented,
    /// Another case was said to be that of the same person.
    Linked,
    /// Another case was said to be that of somebody else.
    KeptApart,
    /// A need was accepted, set aside or added.
    Decided,
    /// When the person is to be asked again was planned.
    Planned,
    /// The case was closed.
    Closed,
    /// It was opened again.
    Reopened,
    /// Who leads talks in private confirmed that the person has died.
    DeathConfirmed,
    /// It was offered to a colleague.
    Offered,
    /// The colleague took it.
    Taken,
    /// The colleague declined it.
    NotTaken,
    /// The offer was taken back.
    OfferRevoked,
    /// It was given to somebody at once.
    Given,
    /// Somebody was told whose case it is.
    Told,
    /// It is to be handed over to another centre.
    TransferProposed,
    /// That centre has answered.
    TransferAnswered,
    /// It is not to be handed over any more.
    TransferRevoked,
    /// It was said what holds of two things that were said of it apart.
    TransferSettled,
    /// It was taken in from another centre.
    TransferTaken,
    /// Something else.
    Other(EventKind),
}

/// No word of the history.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("no word of a case's history")]
pub struct UnknownDone;

impl Done {
    pub(super) fn of(event: &Event<'_>) -> Self {
        match (event.body.kind, event.interview()) {
            (EventKind::Create, None) => {
                let is_taken = event.ops().any(|(_, _, path)| matches!(path, LogPath::From | LogPath::Quoted(_)));
                if is_taken { Self::TransferTaken } else { Self::CaseOpened }
            }
            (EventKind::Transfer, _) => transfer_done(event),
            (EventKind::Create, Some(_)) => Self::InterviewFinished,
            (EventKind::Edit, _) => Self::InterviewAmended,
            (EventKind::Resolve, _) => Self::Resolved,
            (EventKind::Attach, _) => Self::Attached,
            (EventKind::Refer, _) => Self::Referred,
            (EventKind::Consent, _) => Self::Consented,
            (EventKind::Link, _) => super::link::done_of(event),
            (EventKind::Decide, _) if event.ops().all(|(_, _, path)| *path == LogPath::FollowUp) => Self::Planned,
            (EventKind::Decide, _) => Self::Decided,
            (EventKind::Status, _) => {
                let says = |value| match StatusSaid::from_value(value) {
                    Some(StatusSaid::Closed(_)) => Some(Self::Closed),
                    Some(StatusSaid::Open { .. }) => Some(Self::Reopened),
                    None => Confirmed::from_value(value).map(|_| Self::DeathConfirmed),
                };
                let mut said = event.ops().filter(|(_, _, path)| **path == LogPath::Status);
                said.find_map(|(_, op, _)| says(&op.value)).unwrap_or(Self::Reopened)
            }
            (EventKind::Assign, _) => super::hands::done_of(event),
            (kind, _) => Self::Other(kind),
        }
    }

    /// The word, as it is stored and as text keys name it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::CaseOpened => "case-opened",
            Self::InterviewFinished => "interview-finished",
            Self::InterviewAmended => "interview-amended",
            Self::Resolved => EventKind::Resolve.name(),
            Self::Attached => EventKind::Attach.name(),
            Self::Referred => EventKind::Refer.name(),
            Self::Consented => EventKind::Consent.name(),
            Self::Linked => EventKind::Link.name(),
            Self::KeptApart => "kept-apart",
            Self::Decided => EventKind::Decide.name(),
            Self::Planned => "planned",
            Self::Closed => "closed",
            Self::Reopened => "reopened",
            Self::DeathConfirmed => "death-confirmed",
            Self::Offered => "offered",
            Self::Taken => "taken",
            Self::NotTaken => "not-taken",
            Self::OfferRevoked => "offer-revoked",
            Self::Given => "given",
            Self::Told => "told",
            Self::TransferProposed => "transfer-proposed",
            Self::TransferAnswered => "transfer-answered",
            Self::TransferRevoked => "transfer-revoked",
            Self::TransferSettled => "transfer-settled",
            Self::TransferTaken => "transfer-taken",
            Self::Other(kind) => kind.name(),
        }
    }
}

fn transfer_done(event: &Event<'_>) -> Done {
    let of = |path: &LogPath<'_>| match path {
        LogPath::Transfer { within, .. } => Some(match within {
            InTransfer::Proposal => Done::TransferProposed,
            InTransfer::Answer => Done::TransferAnswered,
            InTransfer::Revoked => Done::TransferRevoked,
            InTransfer::Settled => Done::TransferSettled,
        }),
        _ => None,
    };
    event.ops().find_map(|(_, _, path)| of(path)).unwrap_or(Done::Other(EventKind::Transfer))
}

impl fmt::Display for Done {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.as_str())
    }
}

/// Reads a stored word. A kind of a newer program has no word of its own: its number is in the event.
impl FromStr for Done {
    type Err = UnknownDone;

    fn from_str(text: &str) -> Result<Self, UnknownDone> {
        let own = [
            Self::CaseOpened,
            Self::InterviewFinished,
            Self::InterviewAmended,
            Self::Resolved,
            Self::Attached,
            Self::Referred,
            Self::Consented,
            Self::Linked,
            Self::KeptApart,
            Self::Decided,
            Self::Planned,
            Self::Closed,
            Self::Reopened,
            Self::DeathConfirmed,
            Self::Offered,
            Self::Taken,
            Self::NotTaken,
            Self::OfferRevoked,
            Self::Given,
            Self::Told,
            Self::TransferProposed,
            Self::TransferAnswered,
            Self::TransferRevoked,
            Self::TransferSettled,
            Self::TransferTaken,
        ];
        if let Some(done) = own.into_iter().find(|done| done.as_str() == text) {
            return Ok(done);
        }
        let kind = EventKind::KNOWN.iter().find(|kind| kind.name() == text).copied();
        kind.map(Self::Other).ok_or(UnknownDone)
    }
}
