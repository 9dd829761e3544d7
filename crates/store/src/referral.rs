//! From needs to referrals: decisions, consents and steps are written down, and what is due is read.

use std::collections::BTreeMap;

use pana_casework::case::{CaseFile, CloseReason, Permit};
use pana_casework::consent::Consent;
use pana_casework::need::NeedDecision;
use pana_casework::referral::{
    Awaits, Details, EntryKind, NextStep, Referral, ReferralStep, ReferralSummary, SlipCode, Standing,
};
use pana_casework::{Act, Refusal, Step};
use pana_model::{CaseId, ConsentId, Moment, ReferralId, Urgency};
use pana_record::{EventKind, Hlc, Op, Reading};

use crate::access::{Access, Look};
use crate::asked::Asked;
use crate::disk::StoreError;
use crate::fold;
use crate::log::{NewEvent, Stream};
use crate::store::{Store, Tx};
use crate::table::{view_case, view_link, view_referral};

/// One thing that is done with a referral. Several of them make one event: a referral that goes on elsewhere closes one and
/// begins another at once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReferralWrite {
    /// Begin one, under an id drawn by the caller.
    Create {
        /// Its id.
        id: ReferralId,
        /// What it says.
        details: Details,
    },
    /// A step of one that was begun.
    Step {
        /// Of which.
        id: ReferralId,
        /// What.
        next: NextStep,
    },
    /// Something beside the steps.
    Entry {
        /// Of which.
        id: ReferralId,
        /// What it is.
        kind: EntryKind,
        /// What it says.
        details: Details,
    },
}

/// A referral as far as a work list orders it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WaitingReferral {
    /// Where it is.
    pub stream: Stream,
    /// Of which case.
    pub case: CaseId,
    /// Which.
    pub id: ReferralId,
    /// How soon.
    pub urgency: Urgency,
    /// What decides what is to be done.
    pub awaits: Awaits,
}

impl WaitingReferral {
    fn of_centre(brief: view_referral::Brief) -> Self {
        let view_referral::Brief { case, id, urgency, awaits } = brief;
        Self { stream: Stream::Centre, case, id, urgency, awaits }
    }
}

impl Store {
    /// The case in a stream, as far as this member may read it: what was decided, agreed and referred there. Of the protected
    /// stream without the grant it is empty. Whoever calls this has asked whether the member may.
    ///
    /// # Errors
    /// As any read.
    pub fn case_file(&self, stream: Stream, case: CaseId) -> Result<CaseFile, StoreError> {
        match stream {
            Stream::Protected => self.protected().file(case),
            Stream::Control | Stream::Centre => fold::case::read(self.connection(), case),
        }
    }

    /// Referrals of which something is due by that time, and for members who lead private talks those of that stream, in no
    /// order. O(those that are due), and O(cases of the protected stream) for members with its grant.
    ///
    /// # Errors
    /// As any read.
    pub fn referrals_due(&self, now: Moment) -> Result<Vec<(Stream, CaseId, ReferralSummary)>, StoreError> {
        let mut due: Vec<_> = view_referral::due(self.connection(), now)?
            .into_iter()
            .map(|(case, summary)| (Stream::Centre, case, summary))
            .collect();
        due.extend(self.private_referrals()?.into_iter().map(|(case, summary)| (Stream::Protected, case, summary)));
        due.retain(|(_, _, summary)| summary.due(now).is_some());
        Ok(due)
    }

    /// The same as far as a work list orders them. O(those that are due), from an index alone, and as
    /// [`Store::referrals_due`].
    ///
    /// # Errors
    /// As any read.
    pub fn referrals_waiting(&self, now: Moment) -> Result<Vec<WaitingReferral>, StoreError> {
        let own = view_referral::due_in_brief(self.connection(), now)?.into_iter().map(WaitingReferral::of_centre);
        let mut waiting: Vec<_> = own.chain(self.private_waiting()?).collect();
        waiting.retain(|one| one.awaits.due(now).is_some());
        Ok(waiting)
    }

    /// Referrals that were accepted, with a time in this span at which the person is to be there, and for members who lead private
    /// talks those of that stream, in no order, as far as a work list orders them. O(those there are in it), and as
    /// [`Store::referrals_waiting`].
    ///
    /// # Errors
    /// As any read.
    pub fn appointments(&self, from: Moment, until: Moment) -> Result<Vec<WaitingReferral>, StoreError> {
        let own = view_referral::awaited_in_brief(self.connection(), from, until)?;
        let mut found: Vec<_> = own.into_iter().map(WaitingReferral::of_centre).collect();
        found.extend(self.private_waiting()?.filter(|one| {
            let is_within = one.awaits.appointment.is_some_and(|at| at >= from && at < until);
            is_within && one.awaits.standing == Standing::Accepted && !one.awaits.is_error && !one.awaits.is_case_closed
        }));
        Ok(found)
    }

    /// The referrals of the centre's stream that were handed over, whatever grant the member has, in no order; none that was
    /// entered in error. O(referrals).
    ///
    /// # Errors
    /// As any read.
    pub fn referrals_handed_over(&self) -> Result<Vec<(CaseId, ReferralSummary)>, StoreError> {
        view_referral::handed_over(self.connection())
    }

    /// Referrals of which an answer is awaited that is not late by that time, and for members who lead private talks those of that
    /// stream, in no order, as far as a work list orders them. O(those of which something will be due), from an index alone, and
    /// as [`Store::referrals_waiting`].
    ///
    /// # Errors
    /// As any read.
    pub fn referrals_unanswered(&self, now: Moment) -> Result<Vec<WaitingReferral>, StoreError> {
        let own = view_referral::unanswered_in_brief(self.connection(), now)?;
        let mut found: Vec<_> =
            own.into_iter().map(WaitingReferral::of_centre).chain(self.private_waiting()?).collect();
        found.retain(|one| one.awaits.answer_awaited_by(now).is_some());
        Ok(found)
    }

    /// The same as far as they are counted: whose each is.
    ///
    /// # Errors
    /// As any read.
    pub fn cases_unanswered(&self, now: Moment) -> Result<Vec<(Stream, CaseId)>, StoreError> {
        let own = view_referral::cases_unanswered(self.connection(), now)?;
        let private = self.private_waiting()?.filter(|one| one.awaits.answer_awaited_by(now).is_some());
        let private: Vec<_> = private.map(|one| (one.stream, one.case)).collect();
        Ok(own.into_iter().map(|case| (Stream::Centre, case)).chain(private).collect())
    }

    fn private_waiting(&self) -> Result<impl Iterator<Item = WaitingReferral>, StoreError> {
        Ok(self.private_referrals()?.into_iter().map(|(case, summary)| WaitingReferral {
            stream: Stream::Protected,
            case,
            id: summary.id,
            urgency: summary.urgency,
            awaits: summary.awaits(),
        }))
    }

    /// Those of the protected stream. Whoever closed a case need not have known of them, so they go on; but not for the dead, once somebody
    /// says so who may know of them.
    fn private_referrals(&self) -> Result<Vec<(CaseId, ReferralSummary)>, StoreError> {
        let found = self.protected().referrals()?;
        let placed = found.into_iter().map(|(case, summary)| Ok((case, summary.in_case(self.of_the_dead(case)?))));
        placed.collect()
    }

    /// What a case is closed for, as far as referrals of the protected stream are concerned: where the person has died, and one who
    /// may know of such referrals confirms it.
    fn of_the_dead(&self, case: CaseId) -> Result<Option<CloseReason>, StoreError> {
        let closed = view_case::closed(self.connection(), case)?.map(|closed| closed.reason);
        let Some(reason) = closed.filter(|reason| *reason == CloseReason::Deceased) else { return Ok(None) };
        let deaths = fold::case::read(self.connection(), case)?.deaths();
        Ok(self.protected().file(case)?.confirms(&deaths).then_some(reason))
    }

    /// Why the case is closed as far as its referrals in that stream are concerned. Whoever closes a case need not know of those of
    /// the protected stream, so they go on, but not for the dead, once somebody says so who may know of them.
    ///
    /// # Errors
    /// As any read.
    pub fn closed_for_referrals(&self, stream: Stream, case: CaseId) -> Result<Option<CloseReason>, StoreError> {
        match stream {
            Stream::Protected => self.of_the_dead(case),
            Stream::Control | Stream::Centre => Ok(self.case_closed(case)?.map(|closed| closed.reason)),
        }
    }

    /// What lists say of a referral; `None` where there is none, as far as the member may know.
    ///
    /// # Errors
    /// As any read.
    pub fn referral_summary(
        &self,
        stream: Stream,
        case: CaseId,
        id: ReferralId,
    ) -> Result<Option<ReferralSummary>, StoreError> {
        match stream {
            Stream::Protected => {
                let closed = self.of_the_dead(case)?;
                let all = self.protected().file(case)?.referral_summaries();
                let found = all.into_iter().find(|summary| summary.id == id);
                Ok(found.map(|summary| summary.in_case(closed)))
            }
            Stream::Control | Stream::Centre => view_referral::read(self.connection(), case, id),
        }
    }

    /// The cases that have a referral of this id, as far as this member may know.
    ///
    /// # Errors
    /// As any read.
    pub fn cases_of_referral(&self, referral: ReferralId) -> Result<Vec<CaseId>, StoreError> {
        let mut cases = view_referral::cases_of(self.connection(), referral)?;
        let private = self.protected().referrals()?.into_iter().filter(|(_, summary)| summary.id == referral);
        cases.extend(private.map(|(case, _)| case));
        Ok(cases)
    }

    /// The referrals whose slip has this code, as far as this member may know. O(referrals).
    ///
    /// # Errors
    /// As any read.
    pub fn referrals_of_slip(&self, code: SlipCode) -> Result<Vec<(CaseId, ReferralId)>, StoreError> {
        let mut all = view_referral::ids(self.connection())?;
        all.extend(self.protected().referrals()?.into_iter().map(|(case, summary)| (case, summary.id)));
        all.retain(|(_, referral)| SlipCode::of(*referral) == code);
        Ok(all)
    }

    /// What may be passed on by a referral now. Whoever calls this has asked whether the member may.
    ///
    /// # Errors
    /// [`StoreError::Refused`] where nothing may be, and as any read.
    pub fn permit(&self, at: (Stream, CaseId), referral: ReferralId, now: Moment) -> Result<Permit, StoreError> {
        let beside = self.case_file(beside(at.0), at.1)?;
        let now = Hlc::at(u64::try_from(now.unix_ms()).unwrap_or_default());
        let file = self.case_file(at.0, at.1)?;
        let permit =
            |beside: &CaseFile| file.permit(referral, beside, now, self.offset_minutes()).map_err(StoreError::Refused);
        // What the person took back in another of their records holds here as well.
        for other in view_link::joined(self.connection(), at.1)?.into_iter().filter(|other| *other != at.1) {
            permit(&self.case_file(Stream::Centre, other)?)?;
            permit(&self.case_file(Stream::Protected, other)?)?;
        }
        permit(&beside)
    }

    /// Writes down that a letter is printed or saved under this permit, in the referral and in the access log: both, or
    /// neither. It comes before the letter is given to anybody, and asks the gate once more.
    ///
    /// # Errors
    /// [`StoreError::Refused`] where the permit is no longer what the gate gives, and as any write.
    pub fn letter_made(
        &mut self,
        at: (Stream, CaseId),
        permit: &Permit,
        details: &Details,
        now: Moment,
    ) -> Result<(), StoreError> {
        let acts = vec![Act::Referral(EntryKind::Printed.right()), Act::Look];
        self.transact(&Asked::all(acts), now, |tx| {
            let id = permit.referral();
            let reading = tx.next_reading()?;
            let (file, beside) = (tx.case_file(at.0, at.1)?, tx.case_file(beside(at.0), at.1)?);
            for other in view_link::joined(tx.sql(), at.1)?.into_iter().filter(|other| *other != at.1) {
                for stream in [Stream::Centre, Stream::Protected] {
                    let beside = tx.case_file(stream, other)?;
                    file.permit(id, &beside, reading.hlc, tx.offset_minutes()).map_err(StoreError::Refused)?;
                }
            }
            if file.permit(id, &beside, reading.hlc, tx.offset_minutes()).map_err(StoreError::Refused)? != *permit {
                return Err(StoreError::Refused(Refusal::NoConsent));
            }
            let op = file.referral(id).ok_or(StoreError::UnknownReferral)?.entry_op(EntryKind::Printed, details)?;
            tx.case_event(at, EventKind::Refer, vec![op], reading)?;
            let access = Access::Printed;
            tx.record_access(&Look { cases: &[at.1], access, interview: None, stream: at.0, note: "" })
        })
    }

    /// Writes down what was decided about needs; `None` takes a decision back. All of it is one event.
    ///
    /// # Errors
    /// [`StoreError::Refused`], and as any write.
    pub fn need_decide(
        &mut self,
        (stream, case): (Stream, CaseId),
        decided: &BTreeMap<String, Option<NeedDecision>>,
        now: Moment,
    ) -> Result<(), StoreError> {
        self.transact(&Asked::of(Act::Needs), now, |tx| {
            let file = tx.case_file(stream, case)?;
            let ops = decided.iter().map(|(code, said)| NeedDecision::op(file.heads(), code, said.as_ref())).collect();
            let reading = tx.next_reading()?;
            tx.case_event((stream, case), EventKind::Decide, ops, reading)
        })
    }

    /// Writes down what a person answered when asked for consent, also that it was withdrawn.
    ///
    /// # Errors
    /// [`StoreError::Refused`], and as any write.
    pub fn consent_record(
        &mut self,
        at: (Stream, CaseId),
        (id, consent): (ConsentId, &Consent),
        now: Moment,
    ) -> Result<(), StoreError> {
        self.transact(&Asked::of(Act::RecordConsent), now, |tx| tx.consent(at, (id, consent)))
    }

    /// Does something with referrals of one case.
    ///
    /// # Errors
    /// [`StoreError::Step`] where a step does not follow, [`StoreError::Refused`], and as any write.
    pub fn refer(&mut self, at: (Stream, CaseId), writes: &[ReferralWrite], now: Moment) -> Result<(), StoreError> {
        let file = self.case_file(at.0, at.1)?;
        let asked = Asked::all(writes.iter().map(|write| Act::Referral(right_of(&file, write))).collect());
        self.transact(&asked, now, |tx| tx.refer(at, writes))
    }

    /// Makes a referral ready, with the consent that it rests on: both, or neither.
    ///
    /// # Errors
    /// As [`Store::refer`].
    pub fn refer_by_consent(
        &mut self,
        at: (Stream, CaseId),
        consent: (ConsentId, &Consent),
        writes: &[ReferralWrite],
        now: Moment,
    ) -> Result<(), StoreError> {
        let file = self.case_file(at.0, at.1)?;
        let acts = writes.iter().map(|write| Act::Referral(right_of(&file, write)));
        let asked = Asked::all(acts.chain([Act::RecordConsent]).collect());
        self.transact(&asked, now, |tx| {
            tx.consent(at, consent)?;
            tx.refer(at, writes)
        })
    }
}

/// The other stream in which a case may have consents.
const fn beside(stream: Stream) -> Stream {
    match stream {
        Stream::Protected => Stream::Centre,
        Stream::Control | Stream::Centre => Stream::Protected,
    }
}

pub(crate) fn right_of(file: &CaseFile, write: &ReferralWrite) -> Step {
    match write {
        ReferralWrite::Create { .. } => ReferralStep::Create.right(false),
        ReferralWrite::Step { id, next } => {
            next.step.right(file.referral(*id).is_some_and(|known| known.is_sensitive()))
        }
        ReferralWrite::Entry { kind, .. } => kind.right(),
    }
}

impl Tx<'_> {
    pub(crate) fn case_file(&self, stream: Stream, case: CaseId) -> Result<CaseFile, StoreError> {
        match stream {
            Stream::Protected => self.protected().file(case),
            Stream::Control | Stream::Centre => fold::case::read(self.sql(), case),
        }
    }

    /// By how much the clocks of the centre are ahead of UTC.
    fn offset_minutes(&self) -> i32 {
        self.session().state().offset_minutes()
    }

    /// Writes down what a person answered when asked for consent.
    ///
    /// # Errors
    /// As [`Store::consent_record`].
    pub fn consent(&mut self, at: (Stream, CaseId), (id, consent): (ConsentId, &Consent)) -> Result<(), StoreError> {
        let file = self.case_file(at.0, at.1)?;
        let reading = self.next_reading()?;
        self.case_event(at, EventKind::Consent, vec![consent.op(file.heads(), id)], reading)
    }

    /// Does something with referrals of one case, in one event: no two steps of the same.
    ///
    /// # Errors
    /// As [`Store::refer`].
    pub fn refer(&mut self, at: (Stream, CaseId), writes: &[ReferralWrite]) -> Result<(), StoreError> {
        let file = self.case_file(at.0, at.1)?;
        let reading = self.next_reading()?;
        let known = |id| file.referral(id).ok_or(StoreError::UnknownReferral);
        let op = |write: &ReferralWrite| match write {
            ReferralWrite::Create { id, details } => Ok(Referral::create_op(*id, details.clone(), reading.hlc)?),
            ReferralWrite::Step { id, next } => Ok(known(*id)?.step_op(next, reading.hlc)?),
            ReferralWrite::Entry { id, kind, details } => Ok(known(*id)?.entry_op(*kind, details)?),
        };
        for write in writes {
            if let ReferralWrite::Step { id, next } = write {
                file.may_pass_on(*id, next, reading.hlc, self.offset_minutes()).map_err(StoreError::Refused)?;
            }
        }
        let ops: Vec<Op> = writes.iter().map(op).collect::<Result<_, StoreError>>()?;
        self.case_event(at, EventKind::Refer, ops, reading)
    }

    pub(crate) fn case_event(
        &mut self,
        (stream, case): (Stream, CaseId),
        kind: EventKind,
        ops: Vec<Op>,
        reading: Reading,
    ) -> Result<(), StoreError> {
        let subject = *case.as_bytes();
        self.append(NewEvent { stream, subject, kind, form: None, ops, note: String::new(), reading, sign: None })
    }
}
