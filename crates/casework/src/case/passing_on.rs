//! Needs, consents and referrals in a case: what stands, and what no right can give.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDate};
use pana_model::{ConsentId, ReferralId};
use pana_record::{Hlc, Op, OpKind, Value};

use super::{CaseFact, CaseFile, Event, FollowUp};
use crate::Refusal;
use crate::consent::{self, Consent, ConsentOf, ConsentPurpose};
use crate::need::{self, Decided, NeedDecision};
use crate::path::{InReferral, LogPath};
use crate::profile::{self, Protective};
use crate::referral::{
    Detail, Details, Made, NextStep, Referral, ReferralStep, ReferralSummary, Standing, StepError, read_entry,
    read_step,
};

impl CaseFile {
    /// What was decided about needs, by their codes.
    pub fn needs(&self) -> BTreeMap<String, Decided> {
        need::decided(&self.heads)
    }

    /// What the person answered when asked whether something may be passed on.
    pub fn consents(&self) -> BTreeMap<ConsentId, ConsentOf> {
        consent::consents(&self.heads, self.waiting.values().flat_map(|waiting| &waiting.protects))
    }

    /// The referrals that were begun, by id.
    pub fn referrals(&self) -> BTreeMap<ReferralId, Referral> {
        self.begun().map(|referral| (referral.id, referral.clone())).collect()
    }

    fn begun(&self) -> impl Iterator<Item = &Referral> {
        self.referrals.values().filter(|referral| !referral.steps.is_empty())
    }

    /// What lists say of the referrals, by id. O(steps of the case).
    pub fn referral_summaries(&self) -> Vec<ReferralSummary> {
        let (consents, closed) = (self.consents(), self.closed().map(|closed| closed.reason));
        let summaries = self.begun().filter_map(|referral| referral.summary(&consents));
        summaries.map(|summary| summary.in_case(closed)).collect()
    }

    /// One referral; `None` where it was not begun.
    pub fn referral(&self, id: ReferralId) -> Option<Referral> {
        self.known(id).cloned()
    }

    pub(super) fn known(&self, id: ReferralId) -> Option<&Referral> {
        self.referrals.get(&id).filter(|referral| !referral.steps.is_empty())
    }

    /// The new referrals that go on from this one, or take it up anew. These only grow.
    pub fn goes_on(&self, from: ReferralId) -> Vec<ReferralId> {
        self.begun().filter(|referral| referral.goes_on_from() == Some(from)).map(|referral| referral.id).collect()
    }

    /// May anything be passed on at all? Where the person said no to passing on, no consent opens it, until that answer is
    /// another.
    pub fn may_be_asked_about_sharing(&self) -> bool {
        may_be_shared(self.facts().get(&(None, profile::SHARING.to_owned())))
    }

    /// Does a consent, or another basis with a second member, cover passing these fields on to this recipient on that day?
    /// O(consents of the case).
    pub fn covers<'f>(
        &self,
        consent: ConsentId,
        recipient: &str,
        fields: impl IntoIterator<Item = &'f str>,
        day: NaiveDate,
    ) -> bool {
        self.may_be_asked_about_sharing()
            && self
                .consents()
                .get(&consent)
                .is_some_and(|held| held.consent.covers(ConsentPurpose::Referral, recipient, fields, day))
    }

    /// May this step be made now, as far as the person's consent goes? Asked by whoever is about to make it, and stricter than
    /// what is asked of a step that was made: what waits for its past protects already here, where others could not know, and a
    /// consent ends with its last day at the centre, which is so many minutes from UTC.
    ///
    /// # Errors
    /// [`Refusal::NoConsent`].
    pub fn may_pass_on(
        &self,
        referral: ReferralId,
        next: &NextStep,
        at: Hlc,
        offset_minutes: i32,
    ) -> Result<(), Refusal> {
        let Some(known) = self.known(referral) else { return Ok(()) };
        let Some(by) = passes_on(known, next.step, &next.details) else { return Ok(()) };
        let (fields, today) = (by.codes(Detail::Fields), centre_day(at, offset_minutes));
        let covered = |consent| self.covers(consent, recipient(known), fields, today);
        if !known.is_error() && !self.is_taken_back_meanwhile(referral) && by.read(Detail::Consent).is_some_and(covered)
        {
            Ok(())
        } else {
            Err(Refusal::NoConsent)
        }
    }

    /// Does a withdrawal of this referral wait for its past?
    pub(super) fn is_taken_back_meanwhile(&self, referral: ReferralId) -> bool {
        let step = LogPath::Referral { id: referral, within: InReferral::Step };
        self.waiting.values().flat_map(|waiting| &waiting.protects).any(|op| LogPath::of(&op.path) == step)
    }

    /// What no right gives: a decision is whole, and a step follows from where the referral stands in the event's past.
    pub(super) fn case_work(&self, event: &Event<'_>) -> Result<(), Refusal> {
        let mut stepped: BTreeSet<ReferralId> = BTreeSet::new();
        for (_, op, path) in event.ops() {
            match path {
                LogPath::Need(_) => {
                    let decides = op.kind == OpKind::Set && NeedDecision::from_value(&op.value).is_some();
                    if !decides && op.value != Value::Null {
                        return Err(Refusal::NeedsUpdate);
                    }
                }
                LogPath::FollowUp if op.kind != OpKind::Set || FollowUp::from_value(&op.value).is_none() => {
                    return Err(Refusal::NeedsUpdate);
                }
                LogPath::Consent(_) => self.consented(event, op)?,
                LogPath::Referral { id, within: InReferral::Step } => {
                    // One event makes one step of a referral: a second would have no name of its own.
                    if !stepped.insert(*id) {
                        return Err(Refusal::OutOfTurn);
                    }
                    self.stepped(event, *id, op)?;
                }
                LogPath::Referral { id, within: InReferral::Entry } => {
                    let read = read_entry(&op.value, event.mark()).filter(|_| is_entry(op));
                    let entry = read.ok_or(Refusal::NeedsUpdate)?;
                    let begun = self.known(*id).ok_or(Refusal::OutOfTurn)?;
                    begun.entry_op(entry.kind, &entry.details).map_err(of_step)?;
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// Who agrees beside the author is somebody else.
    fn consented(&self, event: &Event<'_>, op: &Op) -> Result<(), Refusal> {
        let said = Consent::from_value(&op.value).filter(|_| op.kind == OpKind::Set).ok_or(Refusal::NeedsUpdate)?;
        if said.second == Some(event.body.member) {
            return Err(Refusal::SecondMember);
        }
        Ok(())
    }

    /// What a newer program says beside what is known here changes nothing: only what is known is asked.
    fn stepped(&self, event: &Event<'_>, id: ReferralId, op: &Op) -> Result<(), Refusal> {
        let made = read_step(&op.value, event.mark()).filter(|_| is_entry(op)).ok_or(Refusal::NeedsUpdate)?;
        let unknown = Referral::new(id);
        let known = self.known(id).unwrap_or(&unknown);
        let at = event.body.hlc;
        let next = NextStep { step: made.step, expired: made.expired, details: made.details.clone() };
        let to = known.may_follow(&next, at).map_err(of_step)?;
        if made.to != to || made.seen != *known.last() {
            return Err(Refusal::OutOfTurn);
        }
        match made.step {
            ReferralStep::Create => self.begun_from(event, id, &made),
            ReferralStep::Confirm => self.confirmed(known, &made, at),
            ReferralStep::Deliver => self.agreed(known, &made, at),
            ReferralStep::ReRefer if !goes_to(event, id, &made) => Err(Refusal::OutOfTurn),
            _ => Ok(()),
        }
    }

    /// A new referral that takes up another one goes on from one that is closed or cancelled: what a person withdrew is not
    /// taken up without them. One that goes on elsewhere begins in the event that closes the other.
    fn begun_from(&self, event: &Event<'_>, id: ReferralId, made: &Made) -> Result<(), Refusal> {
        let holds = match (made.details.read(Detail::Reopens), made.details.read(Detail::Replaces)) {
            (None, None) => true,
            (Some(from), None) => {
                let standing = self.known(from).and_then(Referral::standing);
                standing.is_some_and(|standing| standing.is_terminal() && standing != Standing::Withdrawn)
            }
            (None, Some(from)) => steps_of(event).any(|(other, step)| {
                other == from && step.step == ReferralStep::ReRefer && step.details.read(Detail::To) == Some(id)
            }),
            (Some(_), Some(_)) => false,
        };
        if holds { Ok(()) } else { Err(Refusal::OutOfTurn) }
    }

    /// Nothing is made ready without a consent that covers it, nor beside an open card of the referral that it goes on from.
    fn confirmed(&self, known: &Referral, made: &Made, at: Hlc) -> Result<(), Refusal> {
        let card = |id: ReferralId| self.known(id).is_some_and(|from| !from.beside().is_empty());
        if known.goes_on_from().is_some_and(card) {
            return Err(Refusal::OutOfTurn);
        }
        self.agreed(known, made, at)
    }

    /// What makes ready, and what hands over, rests on a consent that covers it where the step was made: what a person has
    /// taken back by then is not passed on, although it was ready. What waits for its past nobody had seen there. Where it was made
    /// the day had ended by the centre's clock; what was made counts while that day was not over everywhere.
    fn agreed(&self, known: &Referral, made: &Made, at: Hlc) -> Result<(), Refusal> {
        let by = passes_on(known, made.step, &made.details).ok_or(Refusal::NoConsent)?;
        let consent = by.read::<ConsentId>(Detail::Consent).ok_or(Refusal::NoConsent)?;
        let held = consent::consent(&self.heads, consent);
        let (fields, day) = (by.codes(Detail::Fields), centre_day(at, LAST_ON_EARTH));
        let covers = |held: &ConsentOf| held.consent.covers(ConsentPurpose::Referral, recipient(known), fields, day);
        let covered = may_be_shared(self.person_says(profile::SHARING).as_ref()) && held.as_ref().is_some_and(covers);
        if covered { Ok(()) } else { Err(Refusal::NoConsent) }
    }
}

/// May anything be passed on, by what the person says of that?
pub(super) fn may_be_shared(said: Option<&CaseFact>) -> bool {
    let rule = Protective::of(profile::SHARING);
    !said.zip(rule).is_some_and(|(said, rule)| rule.protects(&said.value))
}

/// The details that say by which consent a step passes which fields on; `None` for one that passes nothing on.
fn passes_on<'d>(known: &'d Referral, step: ReferralStep, says: &'d Details) -> Option<&'d Details> {
    match step {
        ReferralStep::Confirm => Some(says),
        ReferralStep::Deliver => known.made_ready().map(|ready| &ready.details),
        _ => None,
    }
}

pub(super) fn recipient(known: &Referral) -> &str {
    known.said(Detail::Recipient).unwrap_or_default()
}

/// Where a day ends last on earth, in minutes from UTC.
pub const LAST_ON_EARTH: i32 = -12 * 60;

/// The day of a time at a centre so many minutes from UTC: the same on every device, whatever zone it stands in.
pub fn centre_day(at: Hlc, offset_minutes: i32) -> NaiveDate {
    let ms = i64::try_from(at.unix_ms()).unwrap_or(i64::MAX);
    let there = ms.saturating_add(i64::from(offset_minutes).saturating_mul(60_000));
    DateTime::from_timestamp_millis(there).map(|at| at.date_naive()).unwrap_or_default()
}

/// Is it an entry of a list that only grows?
fn is_entry(op: &Op) -> bool {
    op.kind == OpKind::Append && op.over.is_empty()
}

/// The steps that an event makes.
fn steps_of<'e>(event: &'e Event<'_>) -> impl Iterator<Item = (ReferralId, Made)> + 'e {
    event.ops().filter_map(|(_, op, path)| match path {
        LogPath::Referral { id, within: InReferral::Step } => Some((*id, read_step(&op.value, event.mark())?)),
        _ => None,
    })
}

/// Does the referral that this one goes on in begin in the same event?
fn goes_to(event: &Event<'_>, from: ReferralId, made: &Made) -> bool {
    let to = made.details.read::<ReferralId>(Detail::To);
    steps_of(event).any(|(other, step)| {
        Some(other) == to && step.step == ReferralStep::Create && step.details.read(Detail::Replaces) == Some(from)
    })
}

const fn of_step(error: StepError) -> Refusal {
    match error {
        StepError::Detail(_) => Refusal::NeedsUpdate,
        StepError::OutOfTurn | StepError::Attempts | StepError::NotExpired => Refusal::OutOfTurn,
    }
}
