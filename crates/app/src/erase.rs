//! Erasures. What is shown of one is a certificate: a number, why, when, by whom and on which laptops, and nobody's
//! name who was erased.

use pana_casework::Act;
use pana_casework::authority::ErasureState;
use pana_model::{InterviewId, Moment};
use pana_store::{Certificate, CopiesClosed};

use crate::app::App;
use crate::centre::authorised;
use crate::contract::erase::{
    EraseCancelRequest, EraseRequest, ErasureDeviceView, ErasureStanding, ErasureView, ErasuresView,
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
        let order = desk.store.erase(request.case.0, request.reason.0, &by, now)?;
        desk.forget_what_was_erased();
        let made = desk.store.certificates(now)?.into_iter().find(|made| made.order == order);
        made.map(|made| view(desk, &made)).ok_or_else(|| ErrorCode::ErasureUnknown.into())
    })
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
    let count = |many: usize| u32::try_from(many).unwrap_or(u32::MAX);
    ErasureView {
        number: made.number.clone(),
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
