//! Whether a case is closed: why, since when, and what opens it again.
//!
//! A closing names what it reckoned with: the interviews and the referrals of the case, who was to be met and which needs were
//! worked on; and it ends what was planned. It holds
//! while nothing else is there. So nobody is lost to it: who was spoken to, referred or planned for on another laptop that knew
//! nothing of the closing has an open case, in whatever order the events come, and so has who comes back and is spoken to.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use pana_model::{EventRef, InterviewId, ReferralId, StreamName};
use pana_record::{Heads, Mark, Op, OpKind, Value};

use super::{CaseFile, Death, Event, FollowUp, Meeting};
use crate::need::{Decision, NeedDecision};
use crate::path::{LogPath, STATUS};
use crate::value::FactValue;
use crate::word::words;
use crate::{Refusal, profile};

words! {
    /// Why a case is closed.
    pub enum CloseReason {
        /// What was to be reached is reached.
        GoalsMet = "goals_met",
        /// The person has become a citizen.
        Naturalised = "naturalised",
        /// The season or the contract has ended, and the person has left.
        SeasonOver = "season_over",
        /// The person has moved to another place.
        Moved = "moved",
        /// The person has gone back to where they lived.
        ReturnedHome = "returned_home",
        /// Nobody reaches the person any more.
        LostContact = "lost_contact",
        /// The person asked for it.
        ClientRequest = "client_request",
        /// Another institution has taken the case over.
        Transferred = "transferred",
        /// The person has died.
        Deceased = "deceased",
        /// In the worker's words.
        Other = "other",
    }
}

/// Why a case is closed, and since when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClosedFor {
    /// Why.
    pub reason: CloseReason,
    /// Since which day.
    pub on: NaiveDate,
}

impl ClosedFor {
    /// Reads a reason and a day `YYYY-MM-DD`; `None` where one of them is none.
    pub fn said(reason: &str, on: &str) -> Option<Self> {
        Some(Self { reason: reason.parse().ok()?, on: on.parse().ok()? })
    }
}

/// That a case is closed, with what was reckoned with.
#[derive(Clone, PartialEq, Eq)]
pub struct Closing {
    /// Why.
    pub reason: CloseReason,
    /// Since which day.
    pub on: NaiveDate,
    /// The worker's own words; may be empty, but not for [`CloseReason::Other`].
    pub words: String,
    /// The interviews that were there.
    pub interviews: BTreeSet<InterviewId>,
    /// The referrals that were there. Those of them that were open go on without us.
    pub referrals: BTreeSet<ReferralId>,
    /// The events that said that the person is to be met, or that a need is worked on. `None` where an older program closed the
    /// case: of these it said nothing.
    pub asked: Option<BTreeSet<EventRef>>,
}

impl std::fmt::Debug for Closing {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            out,
            "Closing({}, {} interviews, {} referrals)",
            self.reason,
            self.interviews.len(),
            self.referrals.len()
        )
    }
}

impl Closing {
    /// Does it say why? A reason that is none of the list needs words.
    pub fn is_whole(&self) -> bool {
        self.reason != CloseReason::Other || !self.words.trim().is_empty()
    }
}

/// What is said of a case: that it is closed, or open again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StatusSaid {
    /// It is open again.
    Open {
        /// Why, in the words of whoever opened it; may be empty.
        words: String,
    },
    /// It is closed.
    Closed(Closing),
}

const OPEN: &str = "open";
const CLOSED: &str = "closed";

impl StatusSaid {
    /// As the log keeps it.
    pub fn to_value(&self) -> Value {
        match self {
            Self::Open { words } => Value::List(vec![Value::text(OPEN), Value::text(&**words)]),
            Self::Closed(closing) => {
                let mut parts = vec![
                    Value::text(CLOSED),
                    Value::text(closing.reason.as_str()),
                    Value::text(closing.on.to_string()),
                    Value::text(&*closing.words),
                    Value::List(closing.interviews.iter().map(|id| Value::Bytes(id.as_bytes().to_vec())).collect()),
                    Value::List(closing.referrals.iter().map(|id| Value::Bytes(id.as_bytes().to_vec())).collect()),
                ];
                let of = |events: &BTreeSet<EventRef>| {
                    Value::List(events.iter().map(|id| Value::Bytes(id.as_bytes().to_vec())).collect())
                };
                parts.extend(closing.asked.as_ref().map(of));
                Value::List(parts)
            }
        }
    }

    /// Reads what the log keeps; `None` for what is no such value or says no reason.
    pub fn from_value(value: &Value) -> Option<Self> {
        match value.as_list()? {
            [word, words, ..] if word.as_text() == Some(OPEN) => {
                Some(Self::Open { words: words.as_text()?.to_owned() })
            }
            [word, reason, on, words, interviews, referrals, rest @ ..] if word.as_text() == Some(CLOSED) => {
                let closing = Closing {
                    reason: reason.as_text()?.parse().ok()?,
                    on: on.as_text()?.parse().ok()?,
                    words: words.as_text()?.to_owned(),
                    interviews: ids(interviews, InterviewId::from_bytes)?,
                    referrals: ids(referrals, ReferralId::from_bytes)?,
                    asked: match rest.first() {
                        Some(events) => Some(ids(events, EventRef::from_bytes)?),
                        None => None,
                    },
                };
                closing.is_whole().then_some(Self::Closed(closing))
            }
            _ => None,
        }
    }

    fn op(&self, heads: &Heads) -> Op {
        Op::set(STATUS, self.to_value(), heads.over(STATUS))
    }
}

pub(super) fn ids<I: Ord>(value: &Value, of: impl Fn([u8; 16]) -> I) -> Option<BTreeSet<I>> {
    value.as_list()?.iter().map(|id| Some(of(id.as_bytes()?.try_into().ok()?))).collect()
}

/// How a case stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CaseStatus {
    /// Nobody ever closed it.
    Open,
    /// It is closed: by the latest closing that stands, with who said so and when.
    Closed(Closing, Mark),
    /// It was closed, and is open again.
    Again {
        /// Who opened it and when; `None` where work did that the closing had not reckoned with.
        by: Option<Mark>,
        /// In which words.
        words: String,
    },
}

impl CaseStatus {
    /// Is it closed?
    pub const fn is_closed(&self) -> bool {
        matches!(self, Self::Closed(..))
    }

    /// The closing that holds.
    pub const fn closing(&self) -> Option<&Closing> {
        match self {
            Self::Closed(closing, _) => Some(closing),
            Self::Open | Self::Again { .. } => None,
        }
    }
}

impl CaseFile {
    /// How the case stands. An opening that had seen the closing takes its place; apart, open wins over closed. Closings that stand
    /// side by side close together what they name together. O(heads of the case).
    pub fn status(&self) -> CaseStatus {
        let said = self
            .heads
            .heads(STATUS)
            .filter_map(|(dot, head)| Some(((head.mark.hlc, dot), StatusSaid::from_value(&head.value)?, head.mark)));
        let mut said: Vec<_> = said.collect();
        said.sort_by_key(|(order, ..)| std::cmp::Reverse(*order));
        let opened = said.iter().find_map(|(_, said, mark)| match said {
            StatusSaid::Open { words } => Some((words.clone(), *mark)),
            StatusSaid::Closed(_) => None,
        });
        if let Some((words, mark)) = opened {
            return CaseStatus::Again { by: Some(mark), words };
        }
        let closings: Vec<(&Closing, Mark)> = said
            .iter()
            .filter_map(|(_, said, mark)| match said {
                StatusSaid::Closed(closing) => Some((closing, *mark)),
                StatusSaid::Open { .. } => None,
            })
            .collect();
        let Some((closing, mark)) = closings.first() else { return CaseStatus::Open };
        let reckoned = |interview| closings.iter().any(|(closing, _)| closing.interviews.contains(&interview));
        let named = |referral| closings.iter().any(|(closing, _)| closing.referrals.contains(&referral));
        let known = |event| {
            let of = |closing: &Closing| closing.asked.as_ref().is_none_or(|asked| asked.contains(&event));
            closings.iter().any(|(closing, _)| of(closing))
        };
        let work = self.interviews().any(|interview| !reckoned(interview))
            || self.begun_referrals().any(|referral| !named(referral))
            || self.asked().into_iter().any(|event| !known(event))
            || self.follow_up().and_then(FollowUp::day).is_some();
        if work {
            CaseStatus::Again { by: None, words: String::new() }
        } else {
            CaseStatus::Closed((*closing).clone(), *mark)
        }
    }

    /// Why it is closed, for lists; `None` where it is open. Of several closings one that says that the person has died goes before
    /// the others: nobody is to write to the dead.
    pub fn closed(&self) -> Option<ClosedFor> {
        let status = self.status();
        let shown = status.closing()?;
        Some(match self.deaths().first() {
            Some(Death { on, .. }) => ClosedFor { reason: CloseReason::Deceased, on: *on },
            None => ClosedFor { reason: shown.reason, on: shown.on },
        })
    }

    /// The referrals of which it must be said what becomes of them before the case is closed: those that are open.
    pub fn open_referrals(&self) -> Vec<ReferralId> {
        let open = self.referrals.values().filter(|referral| {
            !referral.is_error() && referral.standing().is_some_and(|standing| !standing.is_terminal())
        });
        open.map(|referral| referral.id).collect()
    }

    /// The writes that close it, over what stands there: all that is there is reckoned with, and what is planned ends. Whoever
    /// calls this has asked what becomes of the open referrals.
    pub fn close_ops(&self, reason: CloseReason, on: NaiveDate, words: &str) -> Vec<Op> {
        let closing = Closing {
            reason,
            on,
            words: words.to_owned(),
            interviews: self.interviews().collect(),
            referrals: self.begun_referrals().collect(),
            asked: Some(self.asked()),
        };
        let ends = self.follow_up().is_some_and(|plan| plan.day().is_some());
        let mut ops = vec![StatusSaid::Closed(closing).op(&self.heads)];
        ops.extend(ends.then(|| FollowUp::Never.op(&self.heads)));
        ops
    }

    /// The write that opens it again.
    pub fn open_op(&self, words: &str) -> Op {
        StatusSaid::Open { words: words.to_owned() }.op(&self.heads)
    }

    /// The events that say that the person is to be met, or that a need is worked on.
    fn asked(&self) -> BTreeSet<EventRef> {
        let meet_by = LogPath::Fact { household: None, property: profile::MEET_BY }.to_string();
        let under = LogPath::Need("").to_string();
        let is_day =
            |value: &Value| FactValue::from_value(value).is_some_and(|fact| Meeting::day(&fact.value).is_some());
        let is_worked_on =
            |value: &Value| NeedDecision::from_value(value).is_some_and(|need| need.decision != Decision::SetAside);
        let meetings = self.heads.heads(&meet_by).filter(|(_, head)| is_day(&head.value));
        let needs = self.heads.paths_under(&under).flat_map(|path| self.heads.heads(path));
        let needs = needs.filter(|(_, head)| is_worked_on(&head.value));
        meetings.chain(needs).map(|(dot, _)| dot.event).collect()
    }

    fn begun_referrals(&self) -> impl Iterator<Item = ReferralId> {
        self.referrals.values().filter(|referral| !referral.steps.is_empty()).map(|referral| referral.id)
    }

    /// What no right gives: a case is closed by who names all that is there and nothing else, and ends what is planned; opened is what is closed.
    pub(super) fn of_status(&self, event: &Event<'_>) -> Result<(), Refusal> {
        if self.stream == StreamName::Protected {
            return Self::of_death(event);
        }
        let mut said = event.ops().filter(|(_, _, path)| **path == LogPath::Status);
        let Some((_, op, _)) = said.next() else {
            let alone = event.body.kind == pana_record::EventKind::Status;
            return if alone { Err(Refusal::NeedsUpdate) } else { Ok(()) };
        };
        let read = StatusSaid::from_value(&op.value).filter(|_| op.kind == OpKind::Set).ok_or(Refusal::NeedsUpdate)?;
        let holds = match read {
            StatusSaid::Open { .. } => self.status().is_closed(),
            StatusSaid::Closed(closing) => {
                self.interviews().collect::<BTreeSet<_>>() == closing.interviews
                    && self.begun_referrals().collect::<BTreeSet<_>>() == closing.referrals
                    && closing.asked.is_none_or(|asked| asked == self.asked())
                    && self.ends_what_is_planned(event)
            }
        };
        if holds { Ok(()) } else { Err(Refusal::OutOfTurn) }
    }

    fn ends_what_is_planned(&self, event: &Event<'_>) -> bool {
        let over: BTreeSet<_> = event
            .ops()
            .filter(|(_, op, path)| **path == LogPath::FollowUp && op.value == Value::Null)
            .flat_map(|(_, op, _)| &op.over)
            .collect();
        let is_day = |value: &Value| FollowUp::from_value(value).is_some_and(|plan| plan.day().is_some());
        let mut days = self.heads.heads(crate::path::FOLLOW_UP).filter(|(_, head)| is_day(&head.value));
        days.all(|(dot, _)| over.contains(&dot))
    }
}
