//! A case as its events give it: the heads of the case and of each interview, the history, and what of the log lies
//! behind them.
//!
//! A case file is a function of the set of its events. [`CaseFile::fold`] is that function: it asks each event's verdict
//! in the case file that the event's own past gives, so neither the order of arrival nor a clock can matter, and an event
//! that is refused leaves no trace. [`CaseFile::apply`] is the same for the one case that is common and cheap: the event
//! was made where all that is here had been seen. Where it does not hold, `apply` says so and changes nothing.
//!
//! What lists and pages show (facts, names, search keys) is computed from the heads when it is asked for, so that
//! applying costs no more than the heads themselves.

use std::collections::{BTreeMap, BTreeSet};

use pana_model::{CaseId, DeviceId, EventRef, InterviewId, MemberId, StreamName};
use pana_record::{Dot, Heads, Hlc, Op};

use crate::path::LogPath;
use crate::referral::{self, Referrals};
use crate::{CaseRights, Led, Refusal};

mod acts;
mod change;
mod check;
mod conflict;
mod death;
mod event;
mod facts;
mod fold;
mod follow_up;
mod hands;
mod history;
mod interview;
mod link;
mod meeting;
mod passing_on;
mod permit;
mod status;
#[cfg(test)]
mod tests;
mod transfer;

pub use acts::{acts_of, allowed};
pub use change::Change;
pub use conflict::{Conflict, ConflictKind, Harm, Said, Side};
pub use death::Death;
pub use event::Event;
pub use facts::{CaseFact, Facts, birth_of, name_of};
pub use fold::{Judge, Rules, Verdict, Verdicts};
pub use follow_up::FollowUp;
pub use hands::{Hands, How, Notice, Offer, OfferWord, Told, ops as hand_ops};
pub use history::{Done, HistoryLine, UnknownDone};
pub use interview::InterviewSummary;
pub use link::{LinkSaid, Linked};
pub use meeting::Meeting;
pub use passing_on::{LAST_ON_EARTH, centre_day};
pub use permit::{Permit, agreed};
pub use status::{CaseStatus, CloseReason, ClosedFor, Closing, StatusSaid};
pub use transfer::Transfer;

/// Which case an interview belongs to, as far as other cases claim it. The answer must follow from the events held and
/// not from which came first: for an interview that several cases begin it is `None`, and each keeps its own.
pub type Owner<'o> = dyn Fn(InterviewId) -> Option<CaseId> + 'o;

/// One case in one stream.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseFile {
    stream: StreamName,
    subject: CaseId,
    heads: Heads,
    /// What the heads say of referrals, read once.
    referrals: Referrals,
    interviews: BTreeMap<InterviewId, Heads>,
    history: BTreeMap<EventRef, HistoryLine>,
    frontier: BTreeSet<EventRef>,
    latest: Hlc,
    depth: u32,
    waiting: BTreeMap<EventRef, Waiting>,
}

/// What a case file is kept in: the parts have tables of their own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parts {
    /// The stream.
    pub stream: StreamName,
    /// The case.
    pub subject: CaseId,
    /// Heads of what belongs to the case itself.
    pub heads: Heads,
    /// Heads of each interview, by paths within it.
    pub interviews: BTreeMap<InterviewId, Heads>,
    /// A line for each event that counts.
    pub history: Vec<HistoryLine>,
    /// The events that count and that no other one has seen.
    pub frontier: BTreeSet<EventRef>,
    /// Events whose past is not here.
    pub waiting: BTreeMap<EventRef, Waiting>,
}

/// An event whose past is not here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    /// The events that are missing.
    pub missing: BTreeSet<EventRef>,
    /// What it says that protects; that counts already.
    pub protects: Vec<Op>,
}

/// What became of an event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Applied {
    /// It counts; these parts changed.
    Done(Touched),
    /// It had been applied before; nothing changed.
    Again,
    /// It was made where not all of this had been seen, or something waits for it: the case is to be folded anew from
    /// its events. Nothing changed.
    FoldAnew,
}

/// The parts that an event changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Touched {
    /// Heads of the case itself, and so its facts, name and search keys?
    pub case: bool,
    /// The interviews whose heads changed.
    pub interviews: BTreeSet<InterviewId>,
    /// The line that joined the history.
    pub line: HistoryLine,
}

impl CaseFile {
    /// A case of which nothing is known.
    pub fn new(stream: StreamName, subject: CaseId) -> Self {
        Self {
            stream,
            subject,
            heads: Heads::new(),
            referrals: Referrals::new(),
            interviews: BTreeMap::new(),
            history: BTreeMap::new(),
            frontier: BTreeSet::new(),
            latest: Hlc::default(),
            depth: 0,
            waiting: BTreeMap::new(),
        }
    }

    /// The case file with these parts.
    pub fn from_parts(parts: Parts) -> Self {
        let latest = parts.history.iter().map(|line| line.at).max().unwrap_or_default();
        let depth = parts.history.iter().map(|line| line.depth).max().unwrap_or_default();
        Self {
            stream: parts.stream,
            subject: parts.subject,
            referrals: referral::referrals(&parts.heads),
            heads: parts.heads,
            interviews: parts.interviews,
            history: parts.history.into_iter().map(|line| (line.event, line)).collect(),
            frontier: parts.frontier,
            latest,
            depth,
            waiting: parts.waiting,
        }
    }

    /// The parts.
    pub fn into_parts(self) -> Parts {
        Parts {
            stream: self.stream,
            subject: self.subject,
            heads: self.heads,
            interviews: self.interviews,
            history: self.history.into_values().collect(),
            frontier: self.frontier,
            waiting: self.waiting,
        }
    }

    /// Applies an event that was made where all of this had been seen, and nothing else. That is the one case where the
    /// verdict can be asked of this file as it stands; in every other the answer is [`Applied::FoldAnew`].
    ///
    /// # Errors
    /// Why the event does not count: [`Refusal::OtherSubject`], [`Refusal::NotBegun`], [`Refusal::OtherMeta`],
    /// [`Refusal::Unnamed`], and what the rules' judge says. Nothing changed.
    pub fn apply(&mut self, event: &Event<'_>, rules: &Rules<'_>) -> Result<Applied, Refusal> {
        if self.history.contains_key(&event.id) {
            return Ok(Applied::Again);
        }
        let past = self.past_of(event);
        let awaited = self.waiting.values().any(|waiting| waiting.missing.contains(&event.id));
        if awaited || !self.stands_at(&past) {
            return Ok(Applied::FoldAnew);
        }
        self.check(event, rules.owner)?;
        (rules.judge)(event, self)?;
        let (at, depth) = (self.believed_at(event), self.depth.saturating_add(1));
        Ok(Applied::Done(self.absorb(event, &past, at, depth)))
    }

    /// The stream.
    pub const fn stream(&self) -> StreamName {
        self.stream
    }

    /// The case.
    pub const fn subject(&self) -> CaseId {
        self.subject
    }

    /// Heads of the case itself.
    pub const fn heads(&self) -> &Heads {
        &self.heads
    }

    /// Heads of an interview, by paths within it.
    pub fn interview_heads(&self, interview: InterviewId) -> Option<&Heads> {
        self.interviews.get(&interview)
    }

    /// The events that count and that no other one has seen: the `past` of an event made now.
    pub const fn frontier(&self) -> &BTreeSet<EventRef> {
        &self.frontier
    }

    /// The latest time of all that counts, but for those of clocks that were not believed.
    pub const fn latest(&self) -> Hlc {
        self.latest
    }

    /// When the case changed last. Where no clock was believed, by the latest of those.
    pub fn changed(&self) -> Hlc {
        let any = || self.history.values().map(|line| line.hlc).max().unwrap_or_default();
        if self.latest == Hlc::default() { any() } else { self.latest }
    }

    /// The latest time in an event and in its past, where this is its past: when it was made, by every clock there is. A
    /// clock that was not believed says when its own event was made, and nothing of those that follow: one set to 2099
    /// would else end everybody's day.
    pub fn at(&self, event: &Event<'_>) -> Hlc {
        self.latest.max(event.body.hlc)
    }

    /// The same of clocks that were believed alone.
    fn believed_at(&self, event: &Event<'_>) -> Hlc {
        if event.is_clock_believed() { self.at(event) } else { self.latest }
    }

    /// Events whose past is not here, with what is missing.
    pub const fn waiting(&self) -> &BTreeMap<EventRef, Waiting> {
        &self.waiting
    }

    /// A line of the history for each event that counts: what lies in an event's past goes before it, and apart from that
    /// the earlier before the later.
    pub fn history(&self) -> Vec<&HistoryLine> {
        let mut lines: Vec<&HistoryLine> = self.history.values().collect();
        lines.sort_by_key(|line| line.order());
        lines
    }

    /// Is this the case file that `past` gives: is all of `past` here, and nothing that it has not seen?
    fn stands_at(&self, past: &BTreeSet<EventRef>) -> bool {
        self.frontier.is_subset(past) && past.iter().all(|id| self.history.contains_key(id))
    }

    /// What an event had seen. Events of layout 1 do not say so; they had seen what their own device wrote before.
    fn past_of(&self, event: &Event<'_>) -> BTreeSet<EventRef> {
        if event.layout > 1 {
            return event.past.clone();
        }
        let before = |line: &&HistoryLine| line.device == event.device && line.seq < event.seq;
        let last = self.history.values().filter(before).map(|line| line.seq).max();
        let of_last = |line: &&HistoryLine| before(line) && Some(line.seq) == last;
        self.history.values().filter(of_last).map(|line| line.event).collect()
    }

    /// The chain that made a write.
    fn chain_of(&self, dot: Dot) -> Option<DeviceId> {
        self.history.get(&dot.event).map(|line| line.device)
    }

    /// Applies an event that counts. `past`: the events that count and that it had seen.
    fn absorb(&mut self, event: &Event<'_>, past: &BTreeSet<EventRef>, at: Hlc, depth: u32) -> Touched {
        let mark = event.mark();
        let (mut case, mut interviews) = (false, BTreeSet::new());
        for (index, op, path) in event.ops() {
            match path {
                LogPath::Number
                | LogPath::Fact { .. }
                | LogPath::FollowUp
                | LogPath::Status
                | LogPath::Worker
                | LogPath::Offer(_)
                | LogPath::Told(_)
                | LogPath::Link(_)
                | LogPath::From
                | LogPath::Quoted(_)
                | LogPath::Transfer { .. }
                | LogPath::Need(_)
                | LogPath::Consent(_) => {
                    self.heads.apply(event.dot(index), op, mark);
                    case = true;
                }
                LogPath::Referral { id, within } => {
                    self.heads.apply(event.dot(index), op, mark);
                    referral::take(&mut self.referrals, (*id, *within), event.dot(index), (op, mark));
                    case = true;
                }
                LogPath::Interview { id, within } => {
                    self.interviews.entry(*id).or_default().apply_at(event.dot(index), &within.to_string(), op, mark);
                    interviews.insert(*id);
                }
                LogPath::Access(_) | LogPath::Witness { .. } | LogPath::Control(_) | LogPath::Unknown(_) => {}
            }
        }
        let line = HistoryLine {
            event: event.id,
            device: event.device,
            seq: event.seq,
            hlc: event.body.hlc,
            at,
            depth,
            member: event.body.member,
            what: Done::of(event),
            interview: event.interview(),
        };
        self.history.insert(event.id, line);
        self.waiting.remove(&event.id);
        self.frontier.retain(|id| !past.contains(id));
        self.frontier.insert(event.id);
        self.latest = self.latest.max(at);
        self.depth = self.depth.max(depth);
        Touched { case, interviews, line }
    }
}

impl CaseRights for CaseFile {
    fn led(&self, interview: InterviewId) -> Option<Led> {
        self.interviews.get(&interview).and_then(interview::led)
    }

    fn is_own_case(&self, member: MemberId) -> bool {
        self.hands()
            .owns(member, || self.interviews.values().filter_map(interview::led).any(|led| led.member == member))
    }

    fn is_worker(&self, member: MemberId) -> bool {
        self.hands().workers.contains(&member)
    }

    fn is_with_others(&self, at: Hlc, offset_minutes: i32) -> bool {
        self.closed_by_transfer(at, offset_minutes).is_some()
    }

    fn is_offered(&self, member: MemberId) -> bool {
        self.hands().offers.iter().any(|offer| offer.to == member)
    }
}
