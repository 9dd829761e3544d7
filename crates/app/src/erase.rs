//! Erasures. What is shown of one is a certificate: a number, why, when, by whom and on which laptops, and nobody's
//! name who was erased.

use std::collections::BTreeSet;

use pana_casework::Act;
use pana_casework::authority::ErasureState;
use pana_model::{CaseId, InterviewId, Moment};
use pana_store::{Certificate, CopiesClosed, Stream};

use crate::app::App;
use crate::centre::authorised;
use crate::contract::centre::ErasuresWait;
use crate::contract::erase::{
    EraseCancelRequest, EraseRequest, ErasingCase, ErasingRequest, ErasingView, ErasureDeviceView, ErasureStanding,
    ErasureView, ErasuresView,
};
use crate::contract::{AppError, Id, Word};
use crate::desk::Desk;
use crate::error::ErrorCode;

/// Orders a case to be erased on every laptop. Where two coordinators stand both agree, and it is done here at once; of
/// one alone, or where it is more than twenty in a day, it is closed to all for seven days, in which it can be
/// cancelled.
///
/// # Errors
/// `no-right`, `case-unknown`, `needs-second`, `store-behind`, `wrong-passphrase`, `unlock-wait`, and as any write.
pub(crate) fn erase_case(app: &App, request: &EraseRequest) -> Result<ErasureView, AppError> {
    let by = authorised(app, &request.agreed)?;
    app.desk(|desk, now| {
        desk.ask(Act::Erase, now)?;
        let cases = cases(desk, request.case.0, request.joined)?;
        let order = desk.store.erase_all(&cases, request.reason.0, &by, now)?;
        desk.forget_what_was_erased();
        let made = desk.store.certificates(now)?.into_iter().find(|made| made.order == order);
        made.map(|made| view(desk, &made)).ok_or_else(|| ErrorCode::ErasureUnknown.into())
    })
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
        let (mut interviews, mut drafts, mut referrals, mut household) = (0, 0, 0, 0);
        for case in &all {
            let person = desk.store.person(*case)?;
            interviews = person.interviews.len().saturating_add(interviews);
            drafts = person.drafts.len().saturating_add(drafts);
            household = person.household.len().saturating_add(household);
            let file = desk.store.case_file(Stream::Centre, *case)?;
            referrals = file.referral_summaries().len().saturating_add(referrals);
        }
        Ok(ErasingView {
            number,
            name,
            joined,
            interviews: count(interviews),
            drafts: count(drafts),
            referrals: count(referrals),
            household: count(household),
            second: asks.second,
            waits: asks.waits,
        })
    })
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
