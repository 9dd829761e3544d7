//! Erasures. What is shown of one is a certificate: a number, why, when, by whom and on which laptops, and nobody's
//! name who was erased.

use std::collections::BTreeSet;
use std::path::Path;

use pana_casework::Act;
use pana_casework::authority::ErasureState;
use pana_model::{CaseId, InterviewId, Moment};
use pana_store::{Authorised, Certificate, CopiesClosed, ElsewhereHas, ErasingElsewhere, Stream};

use crate::app::App;
use crate::centre::authorised;
use crate::contract::centre::ErasuresWait;
use crate::contract::erase::{
    ElsewhereStanding, ElsewhereView, EraseCancelRequest, EraseRequest, ErasedRevoked, ErasedView, ErasingCase,
    ErasingRequest, ErasingView, ErasureDeviceView, ErasureStanding, ErasureView, ErasuresView,
};
use crate::contract::{AppError, Id, Word};
use crate::desk::Desk;
use crate::error::ErrorCode;

/// Orders a case to be erased on every laptop. Where two coordinators stand both agree, and it is done here at once; of
/// one alone, or where it is more than twenty in a day, it is closed to all for seven days, in which it can be
/// cancelled. What another centre may still take in is revoked first where that is asked for: the word that tells it is written
/// before the order, since afterwards nothing is left to write it from.
///
/// # Errors
/// `no-right`, `case-unknown`, `erasure-changed`, `erase-unanswered`, `needs-second`, `store-behind`, `wrong-passphrase`, `unlock-wait`,
/// as the disk says of the word, and as any write.
pub(crate) fn erase_case(app: &App, request: &EraseRequest) -> Result<ErasedView, AppError> {
    let by = authorised(app, &request.agreed)?;
    app.desk(|desk, now| {
        desk.ask(Act::Erase, now)?;
        let cases = cases(desk, request.case.0, request.joined)?;
        if let Some(shown) = &request.shown {
            // Something came meanwhile, somebody was joined with it, or it would not wait any more.
            let were: BTreeSet<CaseId> = shown.cases.iter().map(|case| case.0).collect();
            let waits = desk.store.erasure_asks(&cases, now).waits;
            let stood: Vec<ElsewhereStanding> = shown.elsewhere.iter().map(|one| one.0).collect();
            let stands = desk.store.erasing_elsewhere(&cases, now)?.into_iter().map(|one| elsewhere(one).has.0);
            let is_same = stood == stands.collect::<Vec<_>>() && shown.waits == waits && were == cases;
            if !is_same || shown.counts != counts(desk, &cases)? {
                return Err(ErrorCode::ErasureChanged.into());
            }
        }
        let revoked = revoked(desk, &cases, (request.revoke.as_deref(), &by), now)?;
        let order = desk.store.erase_all(&cases, request.reason.0, &by, now)?;
        desk.forget_what_was_erased();
        let made = desk.store.certificates(now)?.into_iter().find(|made| made.order == order);
        let made = made.map(|made| view(desk, &made)).ok_or(ErrorCode::ErasureUnknown)?;
        Ok(ErasedView { made, revoked })
    })
}

/// Revokes what other centres may still take in, each with the word that tells it. Of what was revoked before the word is written
/// again: it may be that a try before this one was cut off between the two.
fn revoked(
    desk: &mut Desk,
    cases: &BTreeSet<CaseId>,
    (out, by): (Option<&Path>, &Authorised),
    now: Moment,
) -> Result<Vec<ErasedRevoked>, AppError> {
    let all = desk.store.erasing_elsewhere(cases, now)?;
    let Some(out) = out else {
        let waits = all.into_iter().find_map(|one| match one.has {
            ElsewhereHas::NotYet { until } => Some((one.centre, until)),
            _ => None,
        });
        let Some((centre, until)) = waits else { return Ok(Vec::new()) };
        let until = if until.is_empty() { "none".to_owned() } else { until };
        return Err(AppError::of(ErrorCode::EraseUnanswered).with("centre", centre).with("until", until));
    };
    // Nothing is revoked for an order that could not be given.
    desk.store.erase_may(by, now)?;
    let mut revoked = Vec::new();
    for one in all.into_iter().filter(|one| is_revoked(&one.has)) {
        let file = crate::transfer::revoke(desk, (one.transfer, ""), out, now)?;
        revoked.push(ErasedRevoked { centre: one.centre, file: file.map(|file| file.display().to_string()) });
    }
    Ok(revoked)
}

const fn is_revoked(has: &ElsewhereHas) -> bool {
    matches!(has, ElsewhereHas::NotYet { .. } | ElsewhereHas::Perhaps)
}

/// What an order to erase would do, which other records the person has, and who has to agree. Nothing changes.
///
/// # Errors
/// `no-right`, `case-unknown`, and as any read.
pub(crate) fn case_erasing(app: &App, request: &ErasingRequest) -> Result<ErasingView, AppError> {
    app.desk(|desk, now| {
        desk.ask(Act::Erase, now)?;
        let case = request.case.0;
        let (number, name) = desk.store.person_name(case)?;
        let mut joined = Vec::new();
        for other in cases(desk, case, true)?.into_iter().filter(|other| *other != case) {
            let (number, name) = desk.store.person_name(other)?;
            joined.push(ErasingCase { case: Id(other), number, name });
        }
        let all = cases(desk, case, request.joined)?;
        let asks = desk.store.erasure_asks(&all, now);
        let [interviews, drafts, referrals, household] = counts(desk, &all)?;
        Ok(ErasingView {
            number,
            name,
            joined,
            interviews,
            drafts,
            referrals,
            household,
            second: asks.second,
            waits: asks.waits,
            elsewhere: desk.store.erasing_elsewhere(&all, now)?.into_iter().map(elsewhere).collect(),
        })
    })
}

fn elsewhere(one: ErasingElsewhere) -> ElsewhereView {
    let (has, until) = match one.has {
        ElsewhereHas::NotYet { until } => (ElsewhereStanding::NotYet, until),
        ElsewhereHas::Yes => (ElsewhereStanding::Yes, String::new()),
        ElsewhereHas::Perhaps => (ElsewhereStanding::Perhaps, String::new()),
        ElsewhereHas::First => (ElsewhereStanding::First, String::new()),
    };
    ElsewhereView { centre: one.centre, number: one.number, has: Word(has), until }
}

/// How many interviews, drafts, referrals and members of households these cases have.
fn counts(desk: &Desk, cases: &BTreeSet<CaseId>) -> Result<[u32; 4], AppError> {
    let (mut interviews, mut drafts, mut referrals, mut household) = (0, 0, 0, 0);
    for case in cases {
        let person = desk.store.person(*case)?;
        interviews = person.interviews.len().saturating_add(interviews);
        drafts = person.drafts.len().saturating_add(drafts);
        household = person.household.len().saturating_add(household);
        let file = desk.store.case_file(Stream::Centre, *case)?;
        referrals = file.referral_summaries().len().saturating_add(referrals);
    }
    Ok([interviews, drafts, referrals, household].map(count))
}

/// The case, and where that is asked for all that are joined with it.
fn cases(desk: &Desk, case: CaseId, joined: bool) -> Result<BTreeSet<CaseId>, AppError> {
    Ok(if joined { desk.store.joined_with(case)? } else { [case].into() })
}

fn count(many: usize) -> u32 {
    u32::try_from(many).unwrap_or(u32::MAX)
}

/// All orders to erase, the latest first.
///
/// # Errors
/// `no-right`, and as any read.
pub(crate) fn erasure_list(app: &App, &(): &()) -> Result<ErasuresView, AppError> {
    app.desk(|desk, now| list(desk, now))
}

/// Cancels an order that waits: the person's record is there again. One that counts is final.
///
/// # Errors
/// `no-right`, `erasure-unknown`, `store-behind`, and as any write.
pub(crate) fn erasure_cancel(app: &App, request: &EraseCancelRequest) -> Result<ErasuresView, AppError> {
    app.desk(|desk, now| {
        let named = desk.store.certificates(now)?.into_iter().find(|made| made.number == request.number.trim());
        let order = named.ok_or(AppError::of(ErrorCode::ErasureUnknown))?.order;
        desk.store.erase_cancel(&[order], now)?;
        list(desk, now)
    })
}

/// Changes the keys now, which else follows thirty days after an erasure: copies that were made before open nothing of it
/// for whoever has the new ones alone.
///
/// # Errors
/// `no-right`, and as any write.
pub(crate) fn erasure_roll(app: &App, &(): &()) -> Result<ErasuresView, AppError> {
    app.desk(|desk, now| {
        desk.ask(Act::Erase, now)?;
        desk.store.roll_for_erasures(now)?;
        list(desk, now)
    })
}

fn list(desk: &Desk, now: Moment) -> Result<ErasuresView, AppError> {
    let all = desk.store.certificates(now)?;
    Ok(ErasuresView { erasures: all.iter().map(|made| view(desk, made)).collect() })
}

/// What waits to be erased, for who may cancel it: they have seven days to notice.
pub(crate) fn waiting(desk: &Desk, now: Moment) -> Result<Option<ErasuresWait>, AppError> {
    let closed = desk.store.closed_by_erasure().len();
    if closed == 0 || !desk.may(Act::Erase, now) {
        return Ok(None);
    }
    let due = desk.store.certificates(now)?.into_iter().filter_map(|made| match made.state {
        ErasureState::Waits { due_ms } => i64::try_from(due_ms).ok(),
        _ => None,
    });
    let due = due.min().and_then(Moment::from_unix_ms).map(Moment::to_rfc3339);
    Ok(Some(ErasuresWait { cases: count(closed), due }))
}

fn view(desk: &Desk, made: &Certificate) -> ErasureView {
    let text = |at: Option<Moment>| at.map(Moment::to_rfc3339);
    let ms = |ms: u64| text(i64::try_from(ms).ok().and_then(Moment::from_unix_ms));
    let (state, at) = match made.state {
        ErasureState::Counts { since_ms } => (ErasureStanding::Counts, ms(since_ms)),
        ErasureState::Waits { due_ms } => (ErasureStanding::Waits, ms(due_ms)),
        ErasureState::Contested => (ErasureStanding::Contested, None),
        ErasureState::Cancelled => (ErasureStanding::Cancelled, None),
    };
    let device = |device: &pana_store::DeviceErased| ErasureDeviceView {
        id: Id(device.id),
        name: device.name.clone(),
        own: device.own,
        done: text(device.done),
        met: text(device.met),
    };
    ErasureView {
        number: made.number.clone(),
        cases: count(made.cases.len()),
        reason: Word(made.reason),
        by: made.by.iter().filter_map(|member| desk.store.member_name(*member)).collect(),
        ordered: text(made.ordered),
        state: Word(state),
        at,
        done: count(made.devices.iter().filter(|device| device.done.is_some()).count()),
        of: count(made.devices.len()),
        devices: made.devices.iter().map(device).collect(),
        copies_closed: made.copies_closed == Some(CopiesClosed::Done),
        copies_close: match made.copies_closed {
            Some(CopiesClosed::By(by)) => text(Some(by)),
            Some(CopiesClosed::Done) | None => None,
        },
        later: made.later,
    }
}

impl Desk {
    /// Interviews that lie open of people who are erased, or closed until they are, go from memory.
    pub(crate) fn forget_what_was_erased(&mut self) {
        let gone = |id: &InterviewId, desk: &Self| {
            let case = desk.interviews.get(id).map(|open| open.case);
            case.is_some_and(|case| desk.store.is_erased_or_closed(case))
        };
        let all: Vec<InterviewId> = self.interviews.keys().copied().collect();
        let gone: Vec<InterviewId> = all.into_iter().filter(|id| gone(id, self)).collect();
        for interview in gone {
            self.interviews.remove(&interview);
        }
    }
}
