//! What lists say of a referral, and what is to be done with it next: the work list.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use pana_model::{ConsentId, MemberId, Moment, ReferralId, Urgency};
use pana_record::Hlc;

use super::{
    DeclineReason, Deleted, Detail, EntryKind, Learned, Made, Outcome, Referral, ReferralState, ReferralStep, Standing,
};
use crate::case::CloseReason;
use crate::consent::ConsentOf;
use crate::word::words;

words! {
    /// What is to be done.
    pub enum Task {
        /// The receiver has something that was taken back: tell them, and ask them to delete.
        TellReceiver = "tell_receiver",
        /// The person has taken the consent back under which this is open: withdraw it.
        TakeBack = "take_back",
        /// Steps made apart stand side by side: look at them.
        Settle = "settle",
        /// No answer came in time: call the receiver.
        CallReceiver = "call_receiver",
        /// The receiver has answered: tell the person.
        TellPerson = "tell_person",
        /// The person has not been asked yet whether this may be passed on.
        AskConsent = "ask_consent",
        /// It is ready: hand it over.
        HandOver = "hand_over",
        /// The person was to be there: did they come?
        AskWhetherCame = "ask_whether_came",
        /// The wait is to be looked at again.
        ReviewWait = "review_wait",
        /// The service has ended: ask the person how it went.
        AskPerson = "ask_person",
        /// It was not taken: find another service, or close it with the person.
        FindOther = "find_other",
    }
}

/// A task with the time by which it is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Due {
    /// What.
    pub task: Task,
    /// Since when or by when, where something says so.
    pub at: Option<Moment>,
}

/// What lists say of a referral.
#[derive(Clone, PartialEq, Eq)]
pub struct ReferralSummary {
    /// Which.
    pub id: ReferralId,
    /// Where it stands.
    pub standing: Standing,
    /// Was it entered in error?
    pub is_error: bool,
    /// Do steps stand side by side that were made apart?
    pub is_open_card: bool,
    /// Was it taken back, and does the receiver not know?
    pub is_receiver_untold: bool,
    /// Has the receiver answered, and does the person not know?
    pub is_person_untold: bool,
    /// Was the consent taken back under which it was made ready, while it is still open?
    pub is_consent_gone: bool,
    /// How soon.
    pub urgency: Urgency,
    /// Is the case closed? Then nobody is asked anything; what a receiver is owed stays, and what they answered is told.
    pub is_case_closed: bool,
    /// Does a supervisor make it ready?
    pub is_sensitive: bool,
    /// Kind of service, by its code.
    pub service: String,
    /// To whom, as it is shown.
    pub recipient: String,
    /// By when an answer is awaited.
    pub respond_by: Option<Moment>,
    /// When the person is to be there.
    pub appointment: Option<Moment>,
    /// When a wait is looked at again.
    pub review_on: Option<NaiveDate>,
    /// Who began it.
    pub begun_by: MemberId,
    /// When, by their clock.
    pub begun: Hlc,
    /// When the last step or entry was made, by the clock of whoever made it.
    pub changed: Hlc,
    /// The service of the directory to which it goes, by its id; empty for one that was written in.
    pub directory: String,
    /// How it went with the recipient.
    pub course: Course,
}

/// What of a referral decides what is to be done with it, and when: a work list is ordered by it, and reads the rest of those
/// that it shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Awaits {
    /// Where it stands.
    pub standing: Standing,
    /// Was it entered in error?
    pub is_error: bool,
    /// Do steps stand side by side that were made apart?
    pub is_open_card: bool,
    /// Was it taken back, and does the receiver not know?
    pub is_receiver_untold: bool,
    /// Has the receiver answered, and does the person not know?
    pub is_person_untold: bool,
    /// Was the consent taken back under which it was made ready, while it is still open?
    pub is_consent_gone: bool,
    /// Is the case closed?
    pub is_case_closed: bool,
    /// By when an answer is awaited.
    pub respond_by: Option<Moment>,
    /// When the person is to be there.
    pub appointment: Option<Moment>,
    /// When a wait is looked at again.
    pub review_on: Option<NaiveDate>,
}

/// How it went with a recipient, by the clocks of those who wrote it down.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Course {
    /// When it was first handed over.
    pub sent: Option<Moment>,
    /// When the recipient first took or declined it, or put it on a list.
    pub answered: Option<Moment>,
    /// Did the recipient take it?
    pub is_accepted: bool,
    /// Why it was declined, where it was, the last time.
    pub declined: Option<DeclineReason>,
    /// What the person says of the need.
    pub outcome: Option<Outcome>,
}

impl std::fmt::Debug for ReferralSummary {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "ReferralSummary({}, {})", self.id, self.standing)
    }
}

impl ReferralSummary {
    /// The same in a case that is closed for this. Nobody is told anything where the person has died.
    #[must_use]
    pub fn in_case(self, closed: Option<CloseReason>) -> Self {
        let is_person_untold = self.is_person_untold && closed != Some(CloseReason::Deceased);
        Self { is_case_closed: closed.is_some(), is_person_untold, ..self }
    }

    /// Where it stands by this clock.
    pub fn state(&self, now: Moment) -> ReferralState {
        let late = self.standing.awaits_answer() && self.respond_by.is_some_and(|by| now > by);
        if late { ReferralState::Expired } else { self.standing.state() }
    }

    /// What is to be done, by this clock ([`Awaits::due`]).
    pub fn due(&self, now: Moment) -> Option<Due> {
        self.awaits().due(now)
    }

    /// From when on something may be due ([`Awaits::due_from_ms`]).
    pub fn due_from_ms(&self) -> Option<i64> {
        self.awaits().due_from_ms()
    }

    /// What of it decides what is to be done.
    pub const fn awaits(&self) -> Awaits {
        Awaits {
            standing: self.standing,
            is_error: self.is_error,
            is_open_card: self.is_open_card,
            is_receiver_untold: self.is_receiver_untold,
            is_person_untold: self.is_person_untold,
            is_consent_gone: self.is_consent_gone,
            is_case_closed: self.is_case_closed,
            respond_by: self.respond_by,
            appointment: self.appointment,
            review_on: self.review_on,
        }
    }
}

impl Awaits {
    /// What is to be done, by this clock; nothing while others are to act, or when it is over. Of an error nothing is but to tell
    /// the receiver.
    pub fn due(&self, now: Moment) -> Option<Due> {
        let (task, at) = self.next()?;
        let is_past = at.is_some_and(|at| now > at);
        // Once the time has passed at which the person was to be there, whoever asks tells them too. Of a closed case nobody asks.
        let task =
            if task == Task::TellPerson && is_past && !self.is_case_closed { Task::AskWhetherCame } else { task };
        let is_due = match task {
            Task::CallReceiver | Task::AskWhetherCame => is_past,
            Task::ReviewWait => self.review_on.is_none_or(|day| now.date() >= day),
            _ => true,
        };
        is_due.then_some(Due { task, at })
    }

    /// By when an answer is awaited that is not late by this clock: a receiver has it, and nobody here has anything to do with it
    /// yet. Nothing of what [`Awaits::due`] names, and nothing after the answer.
    pub fn answer_awaited_by(&self, now: Moment) -> Option<Moment> {
        match self.next()? {
            (Task::CallReceiver, by) => by.filter(|by| now <= *by),
            _ => None,
        }
    }

    /// From when on something may be due, in milliseconds since 1970: what was due before any clock is due since ever. `None` where
    /// nothing will be, whatever time passes. A day counts from where it begins first on earth.
    pub fn due_from_ms(&self) -> Option<i64> {
        let (task, at) = self.next()?;
        Some(match task {
            Task::CallReceiver | Task::AskWhetherCame => at?.unix_ms(),
            Task::ReviewWait => self.review_on.map_or(i64::MIN, |day| {
                let midnight = day.and_hms_opt(0, 0, 0).map_or(0, |at| at.and_utc().timestamp_millis());
                midnight.saturating_sub(14 * 3_600_000)
            }),
            _ => i64::MIN,
        })
    }

    /// What will be to be done, now or once a time has come.
    fn next(&self) -> Option<(Task, Option<Moment>)> {
        if self.is_receiver_untold {
            return Some((Task::TellReceiver, None));
        }
        if self.is_error {
            return None;
        }
        if self.is_consent_gone {
            return Some((Task::TakeBack, None));
        }
        if self.is_case_closed {
            // What a receiver answers later is told, whoever thought that nothing more would come.
            return self.is_person_untold.then_some((Task::TellPerson, self.appointment));
        }
        if self.is_open_card && !self.standing.is_terminal() {
            return Some((Task::Settle, None));
        }
        if self.is_person_untold {
            return Some((Task::TellPerson, self.appointment));
        }
        match self.standing {
            Standing::Draft => Some((Task::AskConsent, None)),
            Standing::Ready => Some((Task::HandOver, self.respond_by)),
            Standing::Sent | Standing::Acknowledged => Some((Task::CallReceiver, self.respond_by)),
            Standing::Accepted => Some((Task::AskWhetherCame, Some(self.appointment?))),
            Standing::Waitlisted => Some((Task::ReviewWait, None)),
            Standing::Completed => Some((Task::AskPerson, None)),
            Standing::Declined | Standing::Unreachable => Some((Task::FindOther, None)),
            Standing::InService
            | Standing::Withdrawn
            | Standing::Cancelled
            | Standing::ClosedCompleted
            | Standing::ClosedOtherwise
            | Standing::ClosedInformed => None,
        }
    }
}

impl Referral {
    /// What lists say of it, where these are the consents of its case, which is taken for open ([`ReferralSummary::in_case`]);
    /// `None` before its first step is here.
    pub fn summary(&self, consents: &BTreeMap<ConsentId, ConsentOf>) -> Option<ReferralSummary> {
        let (standing, created) = (self.standing()?, self.created()?);
        let marks = self.steps.values().map(|made| made.mark).chain(self.entries.values().map(|entry| entry.mark));
        let said = |detail| self.said(detail).unwrap_or_default().to_owned();
        Some(ReferralSummary {
            id: self.id,
            standing,
            is_error: self.is_error(),
            is_open_card: !self.beside().is_empty(),
            is_consent_gone: !standing.is_terminal() && self.is_consent_gone(consents),
            is_receiver_untold: self.is_receiver_untold(),
            is_person_untold: self.is_person_untold(),
            urgency: self.urgency(),
            is_case_closed: false,
            is_sensitive: self.is_sensitive(),
            service: said(Detail::Service),
            recipient: self.said(Detail::RecipientName).map_or_else(|| said(Detail::Recipient), str::to_owned),
            respond_by: self.respond_by(),
            appointment: self.appointment(),
            review_on: self.said(Detail::ReviewOn).and_then(|day| day.parse().ok()),
            begun_by: created.mark.member,
            begun: created.mark.hlc,
            changed: marks.map(|mark| mark.hlc).max().unwrap_or_default(),
            directory: said(Detail::DirectoryService),
            course: self.course(),
        })
    }

    fn course(&self) -> Course {
        let first = |steps: &[ReferralStep]| {
            let made = self.steps.values().filter(|made| steps.contains(&made.step));
            let at = made.map(|made| made.mark.hlc.unix_ms()).min()?;
            Moment::from_unix_ms(i64::try_from(at).ok()?)
        };
        let is_said = |step: ReferralStep| self.steps.values().any(|made| made.step == step);
        let declined = is_said(ReferralStep::Decline).then(|| self.said(Detail::DeclineReason)?.parse().ok()).flatten();
        Course {
            sent: first(&[ReferralStep::Deliver]),
            answered: first(&[ReferralStep::Accept, ReferralStep::Waitlist, ReferralStep::Decline]),
            is_accepted: is_said(ReferralStep::Accept),
            declined,
            outcome: self.said(Detail::Outcome).and_then(|outcome| outcome.parse().ok()),
        }
    }

    fn is_consent_gone(&self, consents: &BTreeMap<ConsentId, ConsentOf>) -> bool {
        let consent = self.said(Detail::Consent).and_then(|id| id.parse().ok());
        consent.and_then(|id: ConsentId| consents.get(&id)).is_some_and(|held| held.consent.protects())
    }

    /// The next appointment that was made: the latest that an acceptance or an entry says.
    pub fn appointment(&self) -> Option<Moment> {
        let steps = self.steps.values().filter(|made| made.step == ReferralStep::Accept).map(|made| &made.details);
        let entries = self.entries.values().filter(|entry| entry.kind == EntryKind::Appointment);
        steps.chain(entries.map(|entry| &entry.details)).filter_map(|details| details.moment(Detail::At)).max()
    }

    /// What the receiver said to the request to delete; `None` where nobody has told them.
    pub fn deleted(&self) -> Option<Deleted> {
        let told = self.entries.values().filter(|entry| entry.kind == EntryKind::Told);
        let last = told.max_by_key(|entry| entry.mark.hlc)?;
        Some(last.details.read(Detail::Deleted).unwrap_or(Deleted::Asked))
    }

    /// Did the receiver take the person or put them on a list, and has nobody told them since? Of what the person said themself
    /// nobody tells them.
    fn is_person_untold(&self) -> bool {
        if !matches!(self.standing(), Some(Standing::Accepted | Standing::Waitlisted)) {
            return false;
        }
        let is_answer = |made: &&Made| matches!(made.step, ReferralStep::Accept | ReferralStep::Waitlist);
        let last = self.steps.values().filter(is_answer).max_by_key(|made| made.mark.hlc);
        let Some(last) = last.filter(|made| made.details.read(Detail::Learned) != Some(Learned::Person)) else {
            return false;
        };
        let told = self.entries.values().filter(|entry| entry.kind == EntryKind::Informed);
        told.map(|entry| entry.mark.hlc).max().is_none_or(|told| told < last.mark.hlc)
    }

    /// Has anything of the person left by it? What was handed over or answered has, and so has a letter that was made: it is in
    /// somebody's hand.
    pub fn is_out(&self) -> bool {
        self.steps.values().any(|made| made.step == ReferralStep::Deliver || made.step.is_answer())
            || self.entries.values().any(|entry| entry.kind == EntryKind::Printed)
    }

    /// Was it taken back, or found to be an error, after something had left by it or was answered beside that, and does the
    /// receiver not know?
    fn is_receiver_untold(&self) -> bool {
        if !self.is_error() && !matches!(self.standing(), Some(Standing::Withdrawn | Standing::Cancelled)) {
            return false;
        }
        let handed_over = self.is_out();
        let told = self.entries.values().filter(|entry| entry.kind == EntryKind::Told);
        let told = told.map(|entry| entry.mark.hlc).max();
        // What the receiver answered after they were told is told again.
        let answered = self.steps.values().filter(|made| made.step.is_answer()).map(|made| made.mark.hlc).max();
        handed_over && told.is_none_or(|told| answered.is_some_and(|answered| answered > told))
    }
}
