//! Opening the store with a member's passphrase.

use pana_model::{MemberId, Secret};

use super::back::forget_others;
use super::demo_note;
use super::state::{look, stands};
use crate::app::{App, Phase, Seat, Start};
use crate::contract::AppError;
use crate::contract::centre::{AppState, UnlockRequest};
use crate::desk::Desk;
use crate::error::ErrorCode;
use crate::questionnaire::publish_shipped;

/// Opens the store. A wrong passphrase makes the next try wait longer; it never destroys anything.
///
/// # Errors
/// `wrong-passphrase`, `unlock-wait`, `member-unknown`, `no-centre`, `lease-over`, and what opening a damaged store gives.
pub(crate) fn unlock(app: &App, request: &UnlockRequest) -> Result<AppState, AppError> {
    opened(app, request.member.0, &request.passphrase, None)
}

/// The same, with the code that renews a lease where one was read aloud.
///
/// # Errors
/// As [`unlock`]; `lease-over`, `lease-typo`, `lease-code`.
pub(super) fn opened(
    app: &App,
    member: MemberId,
    passphrase: &Secret<String>,
    code: Option<&Secret<String>>,
) -> Result<AppState, AppError> {
    let mut seat = app.seat();
    if matches!(seat.phase, Phase::Closed) && !look(app, &mut seat)? {
        return Err(ErrorCode::NoCentre.into());
    }
    let Phase::Locked(locked) = &seat.phase else { return stands(app, &seat) };
    let tried = locked.unlock_renewing(member, passphrase, code, app.clock().of_tries());
    let store = tried.map_err(|error| {
        let wait = locked.wait_seconds(member, app.clock().of_tries()).unwrap_or_default();
        let error = AppError::from(error);
        if error.is(ErrorCode::WrongPassphrase) { error.with("seconds", wait) } else { error }
    })?;
    // What a laptop that served others left behind when it lost its power is not wanted any more.
    drop(crate::room_folder::delete(app.root()));
    enter(app, &mut seat, store)?;
    stands(app, &seat)
}

/// Puts an opened store on the desk, with the questionnaires that this version ships.
///
/// # Errors
/// `clock-asked` when the clock was set by whoever asks and people who exist are in the centre; nothing is written then.
pub(crate) fn enter(app: &App, seat: &mut Seat, mut store: pana_store::Store) -> Result<(), AppError> {
    let demo = seat.start == Start::Demo || demo_note::is_demo(&app.folder(seat.start));
    if app.clock().is_asked() && !demo && !store.is_practice() {
        return Err(ErrorCode::ClockAsked.into());
    }
    if demo {
        // Its people are of a day long past, about which nobody has to be asked. A disk that refuses is no failure.
        drop(store.confirm_date(app.now()));
    }
    match publish_shipped(&mut store, app.now()) {
        Err(error) if !error.is(ErrorCode::NoRight) => return Err(error),
        _ => {}
    }
    let mut desk = Desk::new(store, demo);
    remember(app, &desk);
    forget_others(seat, &mut desk);
    seat.phase = Phase::Open(Box::new(desk));
    app.clock().awake();
    app.by_itself().begin();
    Ok(())
}

/// Remembers who unlocked, for the next time. Nothing depends on it, so a disk that refuses is no failure.
pub(super) fn remember(app: &App, desk: &Desk) {
    let mut preferences = app.preferences();
    let id = desk.member().id.to_string();
    if preferences.last_member != id {
        preferences.last_member = id;
        drop(preferences.save(app.root()));
    }
}
