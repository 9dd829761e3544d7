//! Back to the interview that stood on the screen when the app locked. Only its ids are remembered, in memory and for its
//! member alone: whoever unlocks next and is somebody else finds nothing of it, nor does anyone after them.

use pana_model::InterviewId;

use crate::app::{App, Left, Phase, Seat};
use crate::contract::centre::{BackView, ScreenRequest};
use crate::contract::{AppError, Id};
use crate::desk::Desk;
use crate::error::ErrorCode;

/// Notes which interview is on the screen, or that none is. Whether it may be opened is asked when it is. The one that was
/// there before is left by it.
///
/// # Errors
/// `locked`: what was noted stays then. As any write where the one before is let go.
pub(crate) fn screen_note(app: &App, request: &ScreenRequest) -> Result<(), AppError> {
    let shown = request.interview.map(|interview| interview.0);
    let before = note(&mut app.seat(), shown, request)?;
    match before {
        Some(before) if shown != Some(before) => app.desk(|desk, now| desk.left(before, now)),
        _ => Ok(()),
    }
}

/// Notes it; says which was there before.
fn note(seat: &mut Seat, shown: Option<InterviewId>, request: &ScreenRequest) -> Result<Option<InterviewId>, AppError> {
    let Phase::Open(desk) = &seat.phase else { return Err(ErrorCode::Locked.into()) };
    let (start, member, case) = (seat.start, desk.member().id, request.case.map(|case| case.0));
    let before =
        std::mem::replace(&mut seat.left, shown.map(|interview| Left { start, member, interview, case, fresh: false }));
    Ok(before.map(|left| left.interview))
}

/// Forgets what stood on the screen of anybody but who is in now. Of their own it is known whether it began there: the lock
/// in between took nobody away from it.
pub(super) fn forget_others(seat: &mut Seat, desk: &mut Desk) {
    let (start, member) = (seat.start, desk.member().id);
    seat.left = seat.left.take().filter(|left| left.start == start && left.member == member);
    desk.fresh = seat.left.as_ref().filter(|left| left.fresh).map(|left| left.interview);
}

/// What the member who is in goes back to.
pub(super) fn back(seat: &Seat) -> Option<BackView> {
    seat.left.as_ref().map(|left| BackView { interview: Id(left.interview), case: left.case.map(Id) })
}
