//! A referral as its steps give it.
//!
//! A referral is a list of steps that only grows. Each step names the last ones that its maker had seen, so the steps are
//! a graph, and where a referral stands follows from the *last* of them alone: those that no other names. Of several last
//! steps, made apart on different laptops, the first by the rank of [`Standing`] counts; the others stay on a card until
//! the next step names all of them. A rank is a maximum, so no order of arrival can matter.
//!
//! Whether a step may be made is asked in the case file of its own past ([`Referral::may_follow`]), never in the merged
//! state: no step made in good faith is undone by what a colleague did apart.
//!
//! Time that runs out is no step. It is worked out from a clock when it is shown ([`Referral::state`]), since every
//! device has its own; a step that rests on it says so, and is held to its own time.

use std::collections::{BTreeMap, BTreeSet};

use pana_model::{EventRef, Moment, ReferralId, Urgency};
use pana_record::{Dot, Heads, Hlc, Mark, Op, OpKind, Value};

use crate::path::{InReferral, LogPath};

mod details;
mod slip;
mod standing;
mod step;
mod task;

pub use details::{
    CancelReason, Channel, DeclineReason, Deleted, Detail, Details, Learned, Outcome, Received, Scope, Wait,
};
pub use slip::SlipCode;
pub use standing::{ReferralState, Standing};
pub use step::{EntryKind, ReferralStep};
pub use task::{Awaits, Course, Due, ReferralSummary, Task};

/// How many attempts to reach a person come before a referral says that they could not be reached.
pub const ATTEMPTS: usize = 3;

/// A step as it was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    /// What was done.
    pub step: ReferralStep,
    /// Where it led, by what its maker had seen.
    pub to: Standing,
    /// The last steps that its maker had seen.
    pub seen: BTreeSet<EventRef>,
    /// Does it rest on time that ran out?
    pub expired: bool,
    /// What it says.
    pub details: Details,
    /// Who made it, and when by their clock.
    pub mark: Mark,
}

/// What was written beside the steps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// What it is.
    pub kind: EntryKind,
    /// What it says.
    pub details: Details,
    /// Who wrote it, and when by their clock.
    pub mark: Mark,
}

/// One referral.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Referral {
    /// Its id.
    pub id: ReferralId,
    /// Its steps, by the events that made them.
    pub steps: BTreeMap<EventRef, Made>,
    /// Those of them that no other names.
    last: BTreeSet<EventRef>,
    /// What was written beside them, by the writes: one event may write several.
    pub entries: BTreeMap<Dot, Entry>,
}

/// A step that is to be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NextStep {
    /// What is done.
    pub step: ReferralStep,
    /// Does it rest on time that ran out?
    pub expired: bool,
    /// What it says.
    pub details: Details,
}

/// Why a step may not follow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum StepError {
    /// The referral does not stand where this step is made.
    #[error("the referral does not stand where this step is made")]
    OutOfTurn,
    /// Something that the step must say is missing, or says what cannot be.
    #[error("{} is missing, or says what cannot be", .0.as_str())]
    Detail(Detail),
    /// Too few attempts were made to reach the person.
    #[error("fewer than {ATTEMPTS} attempts were made to reach the person")]
    Attempts,
    /// The person did not come, and no appointment or attempt shows it; or time has not run out yet.
    #[error("time has not run out")]
    NotExpired,
}

impl Referral {
    pub(crate) const fn new(id: ReferralId) -> Self {
        Self { id, steps: BTreeMap::new(), last: BTreeSet::new(), entries: BTreeMap::new() }
    }

    /// The last steps: those that no other names. More than one where members worked apart.
    pub const fn last(&self) -> &BTreeSet<EventRef> {
        &self.last
    }

    /// Takes in what an event wrote, after all that it had seen. O(log n): a case is folded step by step.
    fn take(&mut self, dot: Dot, within: InReferral, value: &Value, mark: Mark) {
        match within {
            InReferral::Step => {
                if let Some(made) = read_step(value, mark) {
                    self.last.retain(|id| !made.seen.contains(id));
                    self.last.insert(dot.event);
                    self.steps.insert(dot.event, made);
                }
            }
            InReferral::Entry => {
                if let Some(entry) = read_entry(value, mark) {
                    self.entries.insert(dot, entry);
                }
            }
        }
    }

    /// Where it stands: the first by rank of where the last steps led. `None` before the first step is here.
    pub fn standing(&self) -> Option<Standing> {
        self.last().iter().filter_map(|id| self.steps.get(id)).map(|made| made.to).min()
    }

    /// The steps that stand beside the one that counts, for a person to look at. The next step names them.
    pub fn beside(&self) -> Vec<&Made> {
        let mut last: Vec<&Made> = self.last.iter().filter_map(|id| self.steps.get(id)).collect();
        last.sort_by_key(|made| (made.to, made.mark));
        last.into_iter().skip(1).collect()
    }

    /// Where it stands by this clock.
    pub fn state(&self, now: Moment) -> Option<ReferralState> {
        let standing = self.standing()?;
        Some(if self.is_late(now) { ReferralState::Expired } else { standing.state() })
    }

    /// Has time run out, by this clock?
    pub fn is_late(&self, now: Moment) -> bool {
        self.standing().is_some_and(Standing::awaits_answer) && self.respond_by().is_some_and(|by| now > by)
    }

    /// By when an answer is awaited: the latest that a step on the way says, since what is handed over late is awaited
    /// longer.
    pub fn respond_by(&self) -> Option<Moment> {
        self.steps.values().filter_map(|made| made.details.moment(Detail::RespondBy)).max()
    }

    /// Was it entered in error?
    pub fn is_error(&self) -> bool {
        self.entries.values().any(|entry| entry.kind == EntryKind::Error)
    }

    /// What its first step says. Nobody draws an id that is taken, so of two beginnings one is by a hand that wants to change
    /// what the other says: the one that was made ready is meant.
    pub fn created(&self) -> Option<&Made> {
        let behind = self.made_ready().and_then(|ready| ready.seen.iter().find_map(|id| self.steps.get(id)));
        behind.or_else(|| self.begun().next())
    }

    /// The step that made it ready; where several did apart, the last by the clocks of those who made them.
    pub fn made_ready(&self) -> Option<&Made> {
        self.steps.values().filter(|made| made.step == ReferralStep::Confirm).max_by_key(|made| made.mark.hlc)
    }

    fn begun(&self) -> impl Iterator<Item = &Made> {
        self.steps.values().filter(|made| made.step == ReferralStep::Create)
    }

    /// What is said of a detail: by the step that settles it, else last by the clocks of those who said it.
    pub fn said(&self, detail: Detail) -> Option<&str> {
        match detail.settled_by() {
            Some(ReferralStep::Create) => return self.created()?.details.get(detail),
            Some(ReferralStep::Confirm) => return self.made_ready()?.details.get(detail),
            _ => {}
        }
        let steps = self.steps.values().map(|made| (&made.details, made.mark));
        let said = steps.filter_map(|(details, mark)| Some((mark.hlc, details.get(detail)?)));
        said.max().map(|(_, value)| value)
    }

    /// How soon.
    pub fn urgency(&self) -> Urgency {
        self.created().and_then(|made| made.details.read(Detail::Urgency)).unwrap_or(Urgency::Normal)
    }

    /// Is a supervisor to make it ready?
    pub fn is_sensitive(&self) -> bool {
        self.created().is_some_and(|made| made.details.get(Detail::Sensitive).is_some())
    }

    /// The referral that this one goes on from, or takes up anew.
    pub fn goes_on_from(&self) -> Option<ReferralId> {
        let created = &self.created()?.details;
        created.read(Detail::Replaces).or_else(|| created.read(Detail::Reopens))
    }

    /// How often somebody tried to reach the person.
    pub fn attempts(&self) -> usize {
        self.entries.values().filter(|entry| entry.kind == EntryKind::Attempt).count()
    }

    /// Where `next` leads, made by somebody who has seen all of this at that time.
    ///
    /// # Errors
    /// [`StepError`]; nothing else may forbid it here: consent and rights are asked by whoever knows the case.
    pub fn may_follow(&self, next: &NextStep, at: Hlc) -> Result<Standing, StepError> {
        let to = next.step.leads(self.standing(), next.expired).ok_or(StepError::OutOfTurn)?;
        if let Some(detail) = next.details.fault(next.step.required()) {
            return Err(StepError::Detail(detail));
        }
        let settled = next.details.iter().find(|(detail, _)| !detail.is_said_by(next.step));
        if let Some((detail, _)) = settled {
            return Err(StepError::Detail(detail));
        }
        if next.step == ReferralStep::Confirm && self.begun().nth(1).is_some() {
            return Err(StepError::OutOfTurn);
        }
        let at_ms = i64::try_from(at.unix_ms()).unwrap_or(i64::MAX);
        if next.expired && self.respond_by().is_none_or(|by| at_ms <= by.unix_ms()) {
            return Err(StepError::NotExpired);
        }
        if next.step == ReferralStep::Unreachable && self.attempts() < ATTEMPTS {
            return Err(StepError::Attempts);
        }
        Ok(to)
    }

    /// The write that makes a step, by somebody who has seen all of this.
    ///
    /// # Errors
    /// As [`Referral::may_follow`].
    pub fn step_op(&self, next: &NextStep, at: Hlc) -> Result<Op, StepError> {
        let to = self.may_follow(next, at)?;
        let seen = self.last().iter().map(|id| Value::Bytes(id.as_bytes().to_vec())).collect();
        let value = Value::List(vec![
            Value::text(next.step.as_str()),
            Value::text(to.as_str()),
            Value::List(seen),
            Value::Bool(next.expired),
            next.details.to_value(),
        ]);
        let path = LogPath::Referral { id: self.id, within: InReferral::Step }.to_string();
        Ok(Op::new(path, OpKind::Append, value, Vec::new()))
    }

    /// The write of something beside the steps.
    ///
    /// # Errors
    /// [`StepError::OutOfTurn`] where there is no referral yet, [`StepError::Detail`].
    pub fn entry_op(&self, kind: EntryKind, details: &Details) -> Result<Op, StepError> {
        if self.steps.is_empty() {
            return Err(StepError::OutOfTurn);
        }
        if let Some(detail) = details.fault(kind.required()) {
            return Err(StepError::Detail(detail));
        }
        let path = LogPath::Referral { id: self.id, within: InReferral::Entry }.to_string();
        let value = Value::List(vec![Value::text(kind.as_str()), details.to_value()]);
        Ok(Op::new(path, OpKind::Append, value, Vec::new()))
    }

    /// The first write of a new referral.
    ///
    /// # Errors
    /// [`StepError::Detail`].
    pub fn create_op(id: ReferralId, details: Details, at: Hlc) -> Result<Op, StepError> {
        Self::new(id).step_op(&NextStep { step: ReferralStep::Create, expired: false, details }, at)
    }
}

/// A step as the log keeps it.
pub(crate) fn read_step(value: &Value, mark: Mark) -> Option<Made> {
    let [step, to, seen, expired, details, ..] = value.as_list()? else { return None };
    let seen = seen.as_list()?.iter().map(|id| Some(EventRef::from_bytes(id.as_bytes()?.try_into().ok()?)));
    let Value::Bool(expired) = expired else { return None };
    Some(Made {
        step: step.as_text()?.parse().ok()?,
        to: to.as_text()?.parse().ok()?,
        seen: seen.collect::<Option<_>>()?,
        expired: *expired,
        details: Details::from_value(details)?,
        mark,
    })
}

/// An entry as the log keeps it.
pub(crate) fn read_entry(value: &Value, mark: Mark) -> Option<Entry> {
    let [kind, details, ..] = value.as_list()? else { return None };
    Some(Entry { kind: kind.as_text()?.parse().ok()?, details: Details::from_value(details)?, mark })
}

/// Referrals by their ids.
pub(crate) type Referrals = BTreeMap<ReferralId, Referral>;

/// Takes what an event wrote of a referral in, after all that it had seen.
pub(crate) fn take(all: &mut Referrals, (id, within): (ReferralId, InReferral), dot: Dot, (op, mark): (&Op, Mark)) {
    all.entry(id).or_insert_with(|| Referral::new(id)).take(dot, within, &op.value, mark);
}

/// The referrals that these heads hold, by id.
pub(crate) fn referrals(heads: &Heads) -> Referrals {
    let mut all = Referrals::new();
    for (path, heads) in heads.paths() {
        let LogPath::Referral { id, within } = LogPath::of(path) else { continue };
        let referral = all.entry(id).or_insert_with(|| Referral::new(id));
        heads.iter().for_each(|(dot, head)| referral.take(*dot, within, &head.value, head.mark));
        // Here they come in no order.
        let named: BTreeSet<&EventRef> = referral.steps.values().flat_map(|made| &made.seen).collect();
        referral.last = referral.steps.keys().filter(|id| !named.contains(id)).copied().collect();
    }
    all
}
