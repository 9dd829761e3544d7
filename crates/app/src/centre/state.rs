//! Where the app stands.

use pana_casework::Act;
use pana_store::{Locked, StoreError};

use super::back::back;
use super::demo_note;
use crate::app::{App, Phase, Seat, Start};
use crate::contract::centre::{AppState, BackView};
use crate::contract::meet::JoinView;
use crate::contract::{AppError, Id};
use crate::demo::make_beside;
use crate::desk::{Desk, member_view};
use crate::questionnaire::read_shipped_meanwhile;
use crate::waiting::waiting;

/// Where the app stands. When nothing is open yet it looks into the data folder, so that an app that could not start
/// (another instance, a folder that cannot be written) can be asked again.
///
/// # Errors
/// `store-in-use`, `store-newer`, `store-damaged`, `store-read-only`, `data-folder`.
pub(crate) fn state(app: &App, &(): &()) -> Result<AppState, AppError> {
    let mut seat = app.seat();
    if matches!(seat.phase, Phase::Closed) && !look(app, &mut seat)? {
        return nobody(app, &seat);
    }
    stands(app, &seat)
}

/// The view of a folder without a centre: nothing is here, or a laptop that waits to be let in.
pub(super) fn nobody(app: &App, seat: &Seat) -> Result<AppState, AppError> {
    Ok(match waiting(&app.folder(seat.start))? {
        Some(JoinView { check, device, online, .. }) => AppState::Joining { check, device, online },
        None => AppState::FirstRun,
    })
}

/// Looks whether there is a centre. Makes the demo centre when it is asked for and missing.
pub(crate) fn look(app: &App, seat: &mut Seat) -> Result<bool, AppError> {
    let folder = app.folder(seat.start);
    match Locked::open(&folder) {
        Ok(locked) => seat.phase = Phase::Locked(locked),
        Err(StoreError::NoCentre) if seat.start == Start::Demo => {
            make_beside(app, &folder)?;
            seat.phase = Phase::Locked(Locked::open(&folder)?);
        }
        Err(StoreError::NoCentre) => return Ok(false),
        Err(error) => return Err(error.into()),
    }
    // Whoever opens it needs them; until then a passphrase has to be typed.
    read_shipped_meanwhile();
    Ok(true)
}

/// The view of a phase that has a centre.
pub(crate) fn stands(app: &App, seat: &Seat) -> Result<AppState, AppError> {
    let demo = seat.start == Start::Demo;
    match &seat.phase {
        Phase::Closed => nobody(app, seat),
        Phase::Open(desk) => Ok(open_view(app, desk, back(seat))),
        Phase::Locked(locked) => locked_view(app, locked, demo),
    }
}

/// Nothing but who works here: grants are told only to those who are in.
fn locked_view(app: &App, locked: &Locked, demo: bool) -> Result<AppState, AppError> {
    let (members, last) = (locked.members()?, app.preferences().last_member);
    let last = members.iter().find(|member| member.id.to_string() == last).or(members.first());
    let wait_seconds = last.map(|last| locked.wait_seconds(last.id, app.clock().of_tries())).transpose()?.unwrap_or(0);
    Ok(AppState::Locked {
        last: last.map(|member| Id(member.id)),
        members: members.iter().map(|member| member_view(member.id, &member.name, member.role, [])).collect(),
        demo_passphrase: demo.then(|| demo_note::passphrase(&app.folder(Start::Demo))).flatten(),
        wait_seconds,
    })
}

fn open_view(app: &App, desk: &Desk, back: Option<BackView>) -> AppState {
    let member = desk.member();
    AppState::Open {
        member: member_view(member.id, &member.name, member.role, member.grants.iter().copied()),
        centre: desk.store.centre_name(),
        demo: desk.demo,
        practice: desk.store.is_practice(),
        may_export: crate::export::may_export(desk, app.clock().now()),
        may_add_members: desk.may(Act::AddMember, app.clock().now()),
        notices: crate::meet::taken_out_notice(desk)
            .into_iter()
            .chain(crate::doctor::notices(desk.store.notices()))
            .collect(),
        idle_minutes: app.preferences().idle_minutes,
        back,
    }
}
