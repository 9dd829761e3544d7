//! Steps of a referral, and what is written beside them.

use chrono::NaiveDate;
use pana_casework::Act;
use pana_casework::referral::{Channel, Detail, Details, EntryKind, NextStep, Referral, ReferralStep, SlipCode};
use pana_model::{CaseId, Moment, Urgency};
use pana_store::ReferralWrite;

use super::find::{Found, referral};
use super::letter::prints;
use super::show::shown;
use super::slip::by_slip;
use crate::app::App;
use crate::contract::referral::{DetailRow, ReferralEntryRequest, ReferralRequest, ReferralStepRequest, ReferralView};
use crate::contract::{AppError, Word};
use crate::desk::Desk;
use crate::error::ErrorCode;
use crate::needs::stops;

/// Makes a step. By when an answer is awaited follows from the urgency, and what rests on time that ran out says so by itself.
///
/// # Errors
/// `referral-unknown`, `referral-step`, `referral-detail`, `referral-to-come`, `referral-attempts`, `referral-no-consent`, `referral-stopped`,
/// `no-right`, and as any write.
pub(crate) fn referral_step(app: &App, request: &ReferralStepRequest) -> Result<ReferralView, AppError> {
    app.desk(|desk, now| {
        let (case, id, Word(step)) = (request.case.0, request.referral.0, request.step);
        if step == ReferralStep::ReRefer || step == ReferralStep::Create {
            // These begin a new one.
            return Err(ErrorCode::ReferralStep.into());
        }
        desk.ask(Act::ReadPerson, now)?;
        let found = referral(desk, (case, id), now)?;
        let mut said = details(&request.details);
        has_come(desk, &said, now)?;
        if step == ReferralStep::Deliver {
            // What stops a letter stops a telephone call as well.
            let permit = desk.store.permit((found.stream, case), id, now)?;
            stops(desk, case, permit.basis(), now)?;
            said = delivered(said, &found, now);
        }
        said = by_slip(said, step, &found.referral)?;
        let next = NextStep { step, expired: rests_on_time(&found.referral, step, now), details: said };
        desk.store.refer((found.stream, case), &[ReferralWrite::Step { id, next }], now)?;
        shown(desk, &ReferralRequest { case: request.case, referral: request.referral }, now)
    })
}

/// Writes something beside the steps: an attempt to reach the person, a note, that the receiver was told. That the person was called
/// or written to, who said that it is not safe, is written only once somebody has said that they mean it: a slip of the finger
/// on a list is no call.
///
/// # Errors
/// `contact-unsafe`, `referral-unknown`, `referral-detail`, `referral-to-come`, `no-right`, and as any write.
pub(crate) fn referral_entry(app: &App, request: &ReferralEntryRequest) -> Result<ReferralView, AppError> {
    app.desk(|desk, now| {
        let (case, id, Word(kind)) = (request.case.0, request.referral.0, request.entry);
        desk.ask(Act::ReadPerson, now)?;
        if kind == EntryKind::Printed {
            // The letter itself writes that it was made.
            return Err(ErrorCode::ReferralStep.into());
        }
        let found = referral(desk, (case, id), now)?;
        let said = details(&request.details);
        has_come(desk, &said, now)?;
        if reaches(kind, &said) && !request.despite_unsafe && is_unsafe(desk, case)? {
            return Err(ErrorCode::ContactUnsafe.into());
        }
        let write = ReferralWrite::Entry { id, kind, details: said };
        desk.store.refer((found.stream, case), &[write], now)?;
        shown(desk, &ReferralRequest { case: request.case, referral: request.referral }, now)
    })
}

/// What is written down of a day was: a day that is still to come is a slip of the finger, and would stand in the history as if it
/// had been. Of two places the one where it is later tells.
fn has_come(desk: &Desk, said: &Details, now: Moment) -> Result<(), AppError> {
    let today = desk.today(now).max(now.date());
    let is_to_come = said.read::<NaiveDate>(Detail::On).is_some_and(|on| on > today);
    if is_to_come { Err(ErrorCode::ReferralToCome.into()) } else { Ok(()) }
}

/// Does it say that the person was called or written to?
fn reaches(kind: EntryKind, said: &Details) -> bool {
    let with_person = matches!(kind, EntryKind::Attempt | EntryKind::Informed);
    with_person && matches!(said.read(Detail::Channel), Some(Channel::Phone | Channel::Email))
}

fn is_unsafe(desk: &Desk, case: CaseId) -> Result<bool, AppError> {
    crate::people::contact_is_unsafe(desk, case)
}

/// Closing, or going on elsewhere, while an answer is awaited rests on time that ran out.
pub(super) fn rests_on_time(referral: &Referral, step: ReferralStep, now: Moment) -> bool {
    matches!(step, ReferralStep::Close | ReferralStep::ReRefer) && referral.is_late(now)
}

pub(super) fn details(rows: &[DetailRow]) -> Details {
    rows.iter()
        .fold(Details::new(), |details, DetailRow { detail: Word(detail), value }| details.with(*detail, value.trim()))
}

/// By when an answer is awaited, of what is handed over now.
pub(super) fn respond_by(urgency: Urgency, now: Moment) -> String {
    let by = now.unix_ms().saturating_add(i64::from(urgency.hours()).saturating_mul(3_600_000));
    Moment::from_unix_ms(by).unwrap_or(now).to_rfc3339()
}

/// What is handed over carries by when an answer is awaited; a letter has a slip with a code, by which an answer is found
/// without a name, and the number of its print shows that it went.
fn delivered(said: Details, found: &Found, now: Moment) -> Details {
    let said = said.with(Detail::RespondBy, respond_by(found.referral.urgency(), now));
    if said.read(Detail::Channel) != Some(Channel::Letter) {
        return said;
    }
    let print = Some(prints(found)).filter(|prints| *prints > 0).map(|prints| prints.to_string());
    let shown = said.get(Detail::Proof).map(str::to_owned).or(print).unwrap_or_default();
    said.with(Detail::Proof, shown).with(Detail::Slip, SlipCode::of(found.referral.id).to_string())
}
