//! The paths of operations as a type: one reader and one writer of them. Part of the log's format: never changed, only added to.
//!
//! ```text
//! case/number                           the case number
//! person/<property>                     a fact about the person
//! household/<instance>/<property>       a fact about someone of the household
//! interview/<id>/meta                   who led it, when, in which version, what is missing
//! interview/<id>/answer<place>          one answer
//! interview/<id>/repeat<place>          instances of one repeat
//! interview/<id>/file/<name>            a file that an answer names
//! interview/<id>/from                   of which interview of another centre it is
//! case/status                           that it is closed, or opened again
//! case/worker                           whose case it is
//! case/offer/<member>                   that it is offered to somebody, and what became of that
//! case/told/<member>                    of which of these somebody was told
//! link/<case>                           that the case is that of the same person as another, or is kept apart from it
//! case/from                             from which other centre the case was taken in
//! from/<event>                          what was written there, to be read only
//! transfer/<id>/proposal                that the case is to be handed over to another centre
//! transfer/<id>/answer                  what that one answered
//! transfer/<id>/revoked                 that it is not to be any more
//! transfer/<id>/settled                 what holds where both were said apart
//! need/<code>                           what was decided about a need
//! consent/<id>                          what the person answered when asked whether something may be passed on
//! referral/<id>/step                    a step of a referral
//! referral/<id>/entry                   what was written about a referral beside its steps
//! access/<case>                         a look at a case
//! witness/<stream>/<device>             the last event of a chain, as its witness had it
//! ```
//!
//! and those of the control stream: [`ControlPath`].
//!
//! A path of a case has one spelling. An id that is spelled otherwise than we spell it makes the path unknown: two spellings
//! would be two paths for one answer, and whoever writes under the second would name none of the writes under the first.
//! What is unknown is kept as it was written, since a newer program may know it.

use std::fmt;
use std::str::FromStr;

use pana_model::{
    CaseId, ConsentId, DeviceId, EventRef, InstanceId, InterviewId, MemberId, ReferralId, StreamName, TransferId,
};

mod control;
#[cfg(test)]
mod tests;

pub use control::ControlPath;

/// The path of the case number.
pub const NUMBER: &str = "case/number";
/// The path of the day on which the person is to be asked again.
pub const FOLLOW_UP: &str = "case/follow_up";
/// The path of what says whether the case is closed.
pub const STATUS: &str = "case/status";
/// The path of whose case it is.
pub const WORKER: &str = "case/worker";
/// What the paths of offers of a case begin with, and those of nothing else.
pub const OFFERS: &str = "case/offer/";
const TOLD: &str = "case/told/";
/// What the paths of links begin with, and those of nothing else.
pub const LINKS: &str = "link/";
/// The path of where a case was taken in from.
pub const CASE_FROM: &str = "case/from";
/// What the paths of quoted entries begin with, and those of nothing else.
pub const QUOTED: &str = "from/";
/// What the paths of handings over begin with, and those of nothing else.
pub const TRANSFER: &str = "transfer/";
/// In an interview: of which interview of another centre it is.
pub const INTERVIEW_FROM: &str = "from";
/// In an interview: who led it and when.
pub const META: &str = "meta";
/// In an interview: what the paths of answers begin with, and those of nothing else.
pub const ANSWERS: &str = "answer";
/// In an interview: what the paths of repeats begin with, and those of nothing else.
pub const REPEATS: &str = "repeat";
const FILE: &str = "file/";
const PERSON: &str = "person/";
const HOUSEHOLD: &str = "household/";
const INTERVIEW: &str = "interview/";
const NEED: &str = "need/";
const CONSENT: &str = "consent/";
const REFERRAL: &str = "referral/";
const PROPOSAL: &str = "proposal";
const ANSWER: &str = "answer";
const REVOKED: &str = "revoked";
const SETTLED: &str = "settled";
const STEP: &str = "step";
const ENTRY: &str = "entry";
const ACCESS: &str = "access/";
const WITNESS: &str = "witness/";

/// What the path of an operation says. Formatting it gives the path it was read from, byte for byte, but for ids of the
/// control stream that somebody spelled otherwise than we do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogPath<'p> {
    /// The case number.
    Number,
    /// A fact about the person, or about someone of the household.
    Fact {
        /// Whose; `None` is the person.
        household: Option<InstanceId>,
        /// Which.
        property: &'p str,
    },
    /// When the person is to be asked again.
    FollowUp,
    /// Whether the case is closed.
    Status,
    /// Whose case it is.
    Worker,
    /// That it is offered to this member, and what became of that.
    Offer(MemberId),
    /// Of which of these this member was told.
    Told(MemberId),
    /// Whether this other case is that of the same person.
    Link(CaseId),
    /// From which other centre the case was taken in.
    From,
    /// What was written there by this event, to be read only.
    Quoted(EventRef),
    /// Something of its handing over to another centre.
    Transfer {
        /// Which one.
        id: TransferId,
        /// Where in it.
        within: InTransfer,
    },
    /// Something in an interview.
    Interview {
        /// Which one.
        id: InterviewId,
        /// Where in it.
        within: InInterview<'p>,
    },
    /// What was decided about the need of this code.
    Need(&'p str),
    /// What the person answered when asked whether something may be passed on.
    Consent(ConsentId),
    /// Something of a referral.
    Referral {
        /// Which one.
        id: ReferralId,
        /// Where in it.
        within: InReferral,
    },
    /// The access log, about this case.
    Access(CaseId),
    /// What a witness says of a chain.
    Witness {
        /// Of which stream.
        stream: StreamName,
        /// Whose chain.
        device: DeviceId,
    },
    /// Something of the control stream.
    Control(ControlPath<'p>),
    /// Something a newer program knows, or none of ours.
    Unknown(&'p str),
}

/// Where in an interview an operation belongs. Formatting gives the path under which the interview's own heads have it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InInterview<'p> {
    /// Who led it, when, in which version, what is missing.
    Meta,
    /// The answer at a place of the questionnaire.
    Answer(&'p str),
    /// The instances of the repeat at a place of the questionnaire.
    Repeat(&'p str),
    /// The file of this name.
    File(&'p str),
    /// Of which interview of another centre it is.
    From,
    /// Something a newer program knows.
    Other(&'p str),
}

/// Where in a referral an operation belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InReferral {
    /// Its steps: a list that only grows.
    Step,
    /// What is written beside them: another such list.
    Entry,
}

/// Where in a handing over an operation belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InTransfer {
    /// That it is proposed, to whom and by which consent.
    Proposal,
    /// What the other centre answered.
    Answer,
    /// That it was revoked here.
    Revoked,
    /// What holds where an answer came to what was revoked, or two answers did.
    Settled,
}

impl<'p> LogPath<'p> {
    /// Reads a path. Every text is one; what is not ours is [`LogPath::Unknown`].
    pub fn of(path: &'p str) -> Self {
        Self::known(path).unwrap_or(Self::Unknown(path))
    }

    fn known(path: &'p str) -> Option<Self> {
        if path == NUMBER {
            return Some(Self::Number);
        }
        if path == FOLLOW_UP {
            return Some(Self::FollowUp);
        }
        if path == STATUS {
            return Some(Self::Status);
        }
        if path == WORKER {
            return Some(Self::Worker);
        }
        if path == CASE_FROM {
            return Some(Self::From);
        }
        if let Some(event) = path.strip_prefix(QUOTED) {
            return id(event).map(Self::Quoted);
        }
        if let Some((transfer, rest)) = path.strip_prefix(TRANSFER).and_then(|rest| rest.split_once('/')) {
            return Some(Self::Transfer { id: id(transfer)?, within: InTransfer::of(rest)? });
        }
        if let Some(member) = path.strip_prefix(OFFERS) {
            return id(member).map(Self::Offer);
        }
        if let Some(member) = path.strip_prefix(TOLD) {
            return id(member).map(Self::Told);
        }
        if let Some(case) = path.strip_prefix(LINKS) {
            return id(case).map(Self::Link);
        }
        if let Some(property) = path.strip_prefix(PERSON) {
            return Some(Self::Fact { household: None, property });
        }
        if let Some((instance, property)) = path.strip_prefix(HOUSEHOLD).and_then(|rest| rest.split_once('/')) {
            return Some(Self::Fact { household: Some(id(instance)?), property });
        }
        if let Some((interview, rest)) = path.strip_prefix(INTERVIEW).and_then(|rest| rest.split_once('/')) {
            return Some(Self::Interview { id: id(interview)?, within: InInterview::of(rest) });
        }
        if let Some(code) = path.strip_prefix(NEED) {
            return is_code(code).then_some(Self::Need(code));
        }
        if let Some(consent) = path.strip_prefix(CONSENT) {
            return id(consent).map(Self::Consent);
        }
        if let Some((referral, rest)) = path.strip_prefix(REFERRAL).and_then(|rest| rest.split_once('/')) {
            return Some(Self::Referral { id: id(referral)?, within: InReferral::of(rest)? });
        }
        if let Some((stream, device)) = path.strip_prefix(WITNESS).and_then(|rest| rest.split_once('/')) {
            return Some(Self::Witness { stream: StreamName::from_name(stream)?, device: id(device)? });
        }
        if let Some(case) = path.strip_prefix(ACCESS) {
            return id(case).map(Self::Access);
        }
        ControlPath::of(path).map(Self::Control)
    }

    /// The interview it lies in.
    pub const fn interview(&self) -> Option<InterviewId> {
        match self {
            Self::Interview { id, .. } => Some(*id),
            Self::Number
            | Self::Fact { .. }
            | Self::FollowUp
            | Self::Status
            | Self::Worker
            | Self::Offer(_)
            | Self::Told(_)
            | Self::Link(_)
            | Self::From
            | Self::Quoted(_)
            | Self::Transfer { .. }
            | Self::Need(_)
            | Self::Consent(_)
            | Self::Referral { .. }
            | Self::Access(_)
            | Self::Witness { .. }
            | Self::Control(_)
            | Self::Unknown(_) => None,
        }
    }
}

impl<'p> InInterview<'p> {
    /// Reads the rest of a path in an interview.
    pub fn of(rest: &'p str) -> Self {
        if rest == META {
            Self::Meta
        } else if rest == INTERVIEW_FROM {
            Self::From
        } else if let Some(at) = rest.strip_prefix(ANSWERS) {
            Self::Answer(at)
        } else if let Some(at) = rest.strip_prefix(REPEATS) {
            Self::Repeat(at)
        } else if let Some(name) = rest.strip_prefix(FILE) {
            Self::File(name)
        } else {
            Self::Other(rest)
        }
    }

    /// The place of the questionnaire whose answer it is.
    pub const fn answer(self) -> Option<&'p str> {
        match self {
            Self::Answer(at) => Some(at),
            Self::Meta | Self::Repeat(_) | Self::File(_) | Self::From | Self::Other(_) => None,
        }
    }

    /// The place of the questionnaire whose instances it holds.
    pub const fn repeat(self) -> Option<&'p str> {
        match self {
            Self::Repeat(at) => Some(at),
            Self::Meta | Self::Answer(_) | Self::File(_) | Self::From | Self::Other(_) => None,
        }
    }
}

impl InTransfer {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Proposal => PROPOSAL,
            Self::Answer => ANSWER,
            Self::Revoked => REVOKED,
            Self::Settled => SETTLED,
        }
    }

    fn of(rest: &str) -> Option<Self> {
        match rest {
            PROPOSAL => Some(Self::Proposal),
            ANSWER => Some(Self::Answer),
            REVOKED => Some(Self::Revoked),
            SETTLED => Some(Self::Settled),
            _ => None,
        }
    }
}

impl InReferral {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Step => STEP,
            Self::Entry => ENTRY,
        }
    }

    fn of(rest: &str) -> Option<Self> {
        match rest {
            STEP => Some(Self::Step),
            ENTRY => Some(Self::Entry),
            _ => None,
        }
    }
}

impl From<LogPath<'_>> for String {
    fn from(path: LogPath<'_>) -> Self {
        path.to_string()
    }
}

impl fmt::Display for LogPath<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number => out.write_str(NUMBER),
            Self::FollowUp => out.write_str(FOLLOW_UP),
            Self::Status => out.write_str(STATUS),
            Self::Worker => out.write_str(WORKER),
            Self::Offer(member) => write!(out, "{OFFERS}{member}"),
            Self::Told(member) => write!(out, "{TOLD}{member}"),
            Self::Link(case) => write!(out, "{LINKS}{case}"),
            Self::From => out.write_str(CASE_FROM),
            Self::Quoted(event) => write!(out, "{QUOTED}{event}"),
            Self::Transfer { id, within } => write!(out, "{TRANSFER}{id}/{}", within.as_str()),
            Self::Fact { household: None, property } => write!(out, "{PERSON}{property}"),
            Self::Fact { household: Some(instance), property } => write!(out, "{HOUSEHOLD}{instance}/{property}"),
            Self::Interview { id, within } => write!(out, "{INTERVIEW}{id}/{within}"),
            Self::Need(code) => write!(out, "{NEED}{code}"),
            Self::Consent(id) => write!(out, "{CONSENT}{id}"),
            Self::Referral { id, within } => write!(out, "{REFERRAL}{id}/{}", within.as_str()),
            Self::Access(case) => write!(out, "{ACCESS}{case}"),
            Self::Witness { stream, device } => write!(out, "{WITNESS}{stream}/{device}"),
            Self::Control(path) => path.fmt(out),
            Self::Unknown(path) => out.write_str(path),
        }
    }
}

impl fmt::Display for InInterview<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Meta => out.write_str(META),
            Self::Answer(at) => write!(out, "{ANSWERS}{at}"),
            Self::Repeat(at) => write!(out, "{REPEATS}{at}"),
            Self::File(name) => write!(out, "{FILE}{name}"),
            Self::From => out.write_str(INTERVIEW_FROM),
            Self::Other(rest) => out.write_str(rest),
        }
    }
}

/// An id in the one spelling that we write.
fn id<I: FromStr + fmt::Display>(text: &str) -> Option<I> {
    let hyphens = |at: usize| matches!(at, 8 | 13 | 18 | 23);
    let ours = text.len() == 36
        && text.bytes().enumerate().all(|(at, byte)| {
            if hyphens(at) { byte == b'-' } else { byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte) }
        });
    if ours { text.parse().ok() } else { None }
}

/// A code as the vocabulary has it.
fn is_code(code: &str) -> bool {
    !code.is_empty() && code.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
}
