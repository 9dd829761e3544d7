//! A case that is handed over to another centre, or was taken in from one: what stands, and what no right can give.
//!
//! A proposal rests on the person's consent in its own past, as a referral does. An answer and a revocation have places of their
//! own, so that neither takes the other's: where both stand, or two answers do, somebody says what holds.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use pana_model::{CentreId, EventRef, InterviewId, TransferId};
use pana_record::{EventKind, Hlc, Mark, Op, OpKind, Value};

use super::passing_on::{LAST_ON_EARTH, centre_day, may_be_shared};
use super::{CaseFile, CloseReason, Event};
use crate::consent::{self, ConsentPurpose};
use crate::path::{CASE_FROM, INTERVIEW_FROM, InInterview, InTransfer, LogPath, QUOTED, TRANSFER};
use crate::transfer::{
    Answered, CaseOrigin, InterviewOrigin, Proposal, Quoted, READ_ON, TransferAnswer, TransferState, case_of,
    recipient_of,
};
use crate::value::latest;
use crate::{Refusal, profile};

/// A handing over, as the case has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Transfer {
    /// Which.
    pub id: TransferId,
    /// What was proposed.
    pub proposal: Proposal,
    /// By whom, and when by their clock.
    pub mark: Mark,
    /// The event that says so.
    pub event: EventRef,
    /// What came back: more than one where two answers stand.
    pub answers: Vec<Answered>,
    /// Why it was revoked; nothing where it was not.
    pub revoked: Option<String>,
    /// Where it stands.
    pub state: TransferState,
    /// May this centre go on reading, to the day that [`Self::reads_until`] says? The person agreed to that, and has not taken it
    /// back since.
    pub reads_on: bool,
    /// The last day of that; nothing where it has none.
    pub reads_until: Option<NaiveDate>,
}

impl Transfer {
    /// Does it wait for somebody: the other centre, or one of ours who says what holds?
    pub const fn is_open(&self) -> bool {
        matches!(self.state, TransferState::Proposed | TransferState::Unsettled)
    }

    /// What can be said to hold: what one of the two centres has said.
    pub fn may_hold(&self) -> Vec<TransferState> {
        let answered = |answer| self.answers.iter().any(|said| said.answer == answer);
        let said = [
            (TransferState::Accepted, answered(TransferAnswer::Accepted)),
            (TransferState::Declined, answered(TransferAnswer::Declined)),
            (TransferState::Revoked, self.revoked.is_some()),
        ];
        said.into_iter().filter_map(|(state, is_said)| is_said.then_some(state)).collect()
    }

    /// May this centre read on that day?
    pub fn is_read_on(&self, day: NaiveDate) -> bool {
        self.reads_on && self.reads_until.is_none_or(|until| day <= until)
    }
}

impl CaseFile {
    /// The handings over of the case, by id.
    pub fn transfers(&self) -> Vec<Transfer> {
        let mut ids: Vec<TransferId> = Vec::new();
        for path in self.heads.paths_under(TRANSFER) {
            if let LogPath::Transfer { id, within: InTransfer::Proposal } = LogPath::of(path) {
                ids.push(id);
            }
        }
        ids.into_iter().filter_map(|id| self.transfer(id)).collect()
    }

    /// One of them.
    pub fn transfer(&self, id: TransferId) -> Option<Transfer> {
        let path = at(id, InTransfer::Proposal);
        let (dot, head) = self.heads.heads(&path).next()?;
        let proposal = Proposal::from_value(&head.value)?;
        let mut answers: Vec<Answered> = Vec::new();
        for (_, head) in self.heads.heads(&at(id, InTransfer::Answer)) {
            answers.extend(Answered::from_value(&head.value).filter(|said| !answers.contains(said)));
        }
        let revoked = latest(&self.heads, &at(id, InTransfer::Revoked));
        let revoked = revoked.map(|head| head.value.as_text().unwrap_or_default().to_owned());
        let path = at(id, InTransfer::Settled);
        let settled: BTreeSet<TransferState> =
            self.heads.heads(&path).filter_map(|(_, head)| settled_of(&head.value)).collect();
        let said = |answer| answers.iter().any(|said| said.answer == answer);
        let (accepted, declined) = (said(TransferAnswer::Accepted), said(TransferAnswer::Declined));
        let state = match (settled.len(), settled.first()) {
            (1, Some(state)) => *state,
            (2.., _) => TransferState::Unsettled,
            _ if accepted && (declined || revoked.is_some()) => TransferState::Unsettled,
            _ if accepted => TransferState::Accepted,
            _ if revoked.is_some() => TransferState::Revoked,
            _ if declined => TransferState::Declined,
            _ => TransferState::Proposed,
        };
        let held = consent::consent(&self.heads, proposal.consent).filter(|_| proposal.reads_on);
        let to = recipient_of(proposal.to);
        // Of which day is asked where somebody reads.
        let covers =
            |consent: &consent::Consent| consent.covers(ConsentPurpose::Transfer, &to, [READ_ON], NaiveDate::MIN);
        let reads_on = held.as_ref().is_some_and(|held| covers(&held.consent));
        let reads_until = held.and_then(|held| held.consent.until);
        let (mark, event) = (head.mark, dot.event);
        Some(Transfer { id, proposal, mark, event, answers, revoked, state, reads_on, reads_until })
    }

    /// Does the person agree, on that day, that the case goes where a proposal says? What waits for its past protects already.
    pub fn agrees_to(&self, proposal: &Proposal, day: NaiveDate) -> bool {
        let held = self.consents().remove(&proposal.consent);
        let covers = held.is_some_and(|held| {
            held.consent.covers(ConsentPurpose::Transfer, &recipient_of(proposal.to), proposal.fields(), day)
        });
        covers && self.may_be_asked_about_sharing()
    }

    /// The handing over by which another centre has the case now: it was accepted, and the case is closed for it. Who comes back
    /// and is spoken to has an open case again.
    pub fn handed_over(&self) -> Option<Transfer> {
        // Mostly there is none, and then nothing else is asked.
        let mut accepted = self.transfers();
        accepted.retain(|transfer| transfer.state == TransferState::Accepted);
        let last = accepted.into_iter().max_by_key(|transfer| (transfer.mark.hlc, transfer.event))?;
        // Also of somebody who is said to have died since.
        self.status().closing().is_some_and(|closing| closing.reason == CloseReason::Transferred).then_some(last)
    }

    /// The same, where the person's word does not let this centre read on at that time: then the case is closed to all but
    /// coordinators. A clock that was set back opens nothing once a later time stands in the case.
    pub fn closed_by_transfer(&self, at: Hlc, offset_minutes: i32) -> Option<Transfer> {
        let day = centre_day(self.latest.max(at), offset_minutes);
        self.handed_over().filter(|given| !given.is_read_on(day))
    }

    /// From where the case was taken in; nothing where it was opened here. Where two laptops took it in apart they say the same.
    pub fn taken_from(&self) -> Option<CaseOrigin> {
        CaseOrigin::from_value(&latest(&self.heads, CASE_FROM)?.value)
    }

    /// Of which interview of another centre one is.
    pub fn interview_from(&self, interview: InterviewId) -> Option<InterviewOrigin> {
        InterviewOrigin::from_value(&latest(self.interviews.get(&interview)?, INTERVIEW_FROM)?.value)
    }

    /// What else was written there, by the event there, to be read only.
    pub fn quoted(&self) -> BTreeMap<EventRef, Quoted> {
        let of = |path: &str| match LogPath::of(path) {
            LogPath::Quoted(event) => Some((event, Quoted::from_value(&latest(&self.heads, path)?.value)?)),
            _ => None,
        };
        self.heads.paths_under(QUOTED).filter_map(of).collect()
    }

    /// The write that proposes to hand the case over.
    ///
    /// # Errors
    /// [`Refusal::NoConsent`] where no consent covers it now: what waits for its past protects here already, and a consent ends
    /// with its last day at the centre. [`Refusal::OutOfTurn`] where another one is open.
    pub fn propose_op(
        &self,
        id: TransferId,
        proposal: &Proposal,
        now: Hlc,
        offset_minutes: i32,
    ) -> Result<Op, Refusal> {
        if !self.agrees_to(proposal, centre_day(now, offset_minutes)) {
            return Err(Refusal::NoConsent);
        }
        if self.transfers().iter().any(Transfer::is_open) {
            return Err(Refusal::OutOfTurn);
        }
        Ok(Op::set(at(id, InTransfer::Proposal), proposal.to_value(), Vec::new()))
    }

    /// The write that keeps what came back. It stands beside a revocation, and beside another answer.
    pub fn answer_op(&self, id: TransferId, answered: &Answered) -> Op {
        let path = at(id, InTransfer::Answer);
        // What the same device wrote before gives way by name only where it says the same: the two are one.
        let same = |value: &Value| Answered::from_value(value).is_some_and(|said| said == *answered);
        let over = self.heads.heads(&path).filter(|(_, head)| same(&head.value)).map(|(dot, _)| dot).collect();
        Op::new(path, OpKind::Add, answered.to_value(), over)
    }

    /// The write that takes it back.
    pub fn revoke_op(&self, id: TransferId, words: &str) -> Op {
        let path = at(id, InTransfer::Revoked);
        let over = self.heads.over(&path);
        Op::set(path, Value::text(words), over)
    }

    /// Did another centre revoke a handing over to this one before anybody here took it in?
    pub fn is_revoked_there(&self, id: TransferId) -> bool {
        self.transfer(id).is_none() && latest(&self.heads, &at(id, InTransfer::Revoked)).is_some()
    }

    /// Stands nothing here but that? Then it is nobody's case, and no list has it.
    pub fn is_word_alone(&self) -> bool {
        let revoked =
            |path: &str| matches!(LogPath::of(path), LogPath::Transfer { id, .. } if self.is_revoked_there(id));
        self.number().is_empty()
            && self.interviews().next().is_none()
            && self.taken_from().is_none()
            && self.heads.paths_under(TRANSFER).any(revoked)
    }

    /// The write that says what holds.
    pub fn settle_op(&self, id: TransferId, state: TransferState) -> Op {
        let path = at(id, InTransfer::Settled);
        let over = self.heads.over(&path);
        Op::set(path, Value::text(state.as_str()), over)
    }

    /// The writes of a case which another centre has handed over: with the first of them from where it is, and what is quoted.
    pub fn taken_ops(origin: Option<&CaseOrigin>, quoted: &BTreeMap<EventRef, Quoted>) -> Vec<Op> {
        let entry = |(event, said): (&EventRef, &Quoted)| {
            Op::set(LogPath::Quoted(*event).to_string(), said.to_value(), Vec::new())
        };
        let from = origin.map(|origin| Op::set(CASE_FROM, origin.to_value(), Vec::new()));
        from.into_iter().chain(quoted.iter().map(entry)).collect()
    }

    /// What no right gives.
    pub(super) fn of_transfers(&self, event: &Event<'_>) -> Result<(), Refusal> {
        let is_transfer = event.body.kind == EventKind::Transfer;
        if is_transfer && event.body.ops.is_empty() {
            return Err(Refusal::NeedsUpdate);
        }
        for (_, op, path) in event.ops() {
            match path {
                LogPath::Transfer { id, within } => self.of_transfer(event, *id, *within, op)?,
                LogPath::From => self.of_origin(event, op)?,
                LogPath::Quoted(_) => {
                    let reads = op.kind == OpKind::Set && Quoted::from_value(&op.value).is_some();
                    // Nothing is quoted in a case that was opened here.
                    let taken = self.taken_from().is_some() || event.ops().any(|(_, _, path)| *path == LogPath::From);
                    if !reads || !taken {
                        return Err(Refusal::NeedsUpdate);
                    }
                }
                LogPath::Interview { within: InInterview::From, .. } => {
                    let origin = InterviewOrigin::from_value(&op.value).filter(|_| op.kind == OpKind::Set);
                    let of_case = self.taken_from().map(|from| from.transfer);
                    if origin.is_none() || origin.map(|origin| origin.transfer) != of_case {
                        return Err(Refusal::NeedsUpdate);
                    }
                }
                _ => {}
            }
        }
        Ok(())
    }

    fn of_transfer(&self, event: &Event<'_>, id: TransferId, within: InTransfer, op: &Op) -> Result<(), Refusal> {
        let known = self.transfer(id);
        let holds = match within {
            InTransfer::Proposal => {
                let proposal = Proposal::from_value(&op.value).filter(|_| op.kind == OpKind::Set);
                let proposal = proposal.ok_or(Refusal::NeedsUpdate)?;
                let day = centre_day(event.body.hlc, LAST_ON_EARTH);
                let held = consent::consent(&self.heads, proposal.consent);
                let covers = held.is_some_and(|held| {
                    held.consent.covers(ConsentPurpose::Transfer, &recipient_of(proposal.to), proposal.fields(), day)
                });
                if !covers || !may_be_shared(self.person_says(profile::SHARING).as_ref()) {
                    return Err(Refusal::NoConsent);
                }
                known.is_none() && !self.transfers().iter().any(Transfer::is_open)
            }
            InTransfer::Answer => {
                let reads = op.kind == OpKind::Add && Answered::from_value(&op.value).is_some();
                if !reads {
                    return Err(Refusal::NeedsUpdate);
                }
                known.is_some()
            }
            InTransfer::Revoked => {
                if op.kind != OpKind::Set || op.value.as_text().is_none() {
                    return Err(Refusal::NeedsUpdate);
                }
                match known {
                    Some(known) => known.state == TransferState::Proposed,
                    // The word of another centre about what has not come from there yet, and may never come.
                    None => self.number().is_empty() && self.interviews().next().is_none(),
                }
            }
            InTransfer::Settled => {
                if op.kind != OpKind::Set || settled_of(&op.value).is_none() {
                    return Err(Refusal::NeedsUpdate);
                }
                known.is_some_and(|known| known.state == TransferState::Unsettled)
            }
        };
        if holds { Ok(()) } else { Err(Refusal::OutOfTurn) }
    }

    /// A case that was taken in bears the one name that follows from the handing over. Which centre is ours no event says: the
    /// store asks for that where it takes it in.
    fn of_origin(&self, event: &Event<'_>, op: &Op) -> Result<(), Refusal> {
        let reads = op.kind == OpKind::Set && CaseOrigin::from_value(&op.value).is_some();
        if !reads || event.body.kind != EventKind::Create {
            return Err(Refusal::NeedsUpdate);
        }
        if self.interviews().next().is_some() || self.taken_from().is_some() {
            return Err(Refusal::OutOfTurn);
        }
        Ok(())
    }

    /// Is this the case as which that centre takes in what it says it took?
    pub fn is_named_by(&self, origin: &CaseOrigin, centre: CentreId) -> bool {
        self.subject == case_of(origin.transfer, centre)
    }
}

/// What of the states somebody can say holds.
fn settled_of(value: &Value) -> Option<TransferState> {
    let state: TransferState = value.as_text()?.parse().ok()?;
    matches!(state, TransferState::Accepted | TransferState::Revoked | TransferState::Declined).then_some(state)
}

fn at(id: TransferId, within: InTransfer) -> String {
    LogPath::Transfer { id, within }.to_string()
}
