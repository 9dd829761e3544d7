//! Meetings that begin by themselves: while somebody works and the centre has a hub, what is written here goes there and what
//! others wrote comes, without anybody asking. In small pieces, after whoever waits for the centre; a meeting that somebody
//! began, an exchange by USB, the lock and an idle screen stop it, and the next one goes on from there.

use std::time::Instant;

use pana_casework::Act;

use super::course::{Course, Ended};
use super::hub;
use crate::app::App;
use crate::app_log;
use crate::contract::AppError;
use crate::contract::hub::{ByItselfRequest, HubTurn, HubView};
use crate::error::ErrorCode;
use crate::turns::Turn;

/// What is done without anybody asking, some times in a minute: the screen locks when it is idle, and the laptop meets the hub.
pub fn turn(app: &App) {
    app.lock_when_idle();
    meet_when_due(app);
}

/// Begins a meeting if one is due. Asked some times in a minute.
fn meet_when_due(app: &App) {
    if app.meetings().any_running() || !app.preferences().meets_by_itself {
        return;
    }
    let Some(job) = app.by_itself().take(Instant::now()) else { return };
    let its = app.clone();
    let spawned = std::thread::Builder::new().spawn(move || {
        let begun = Instant::now();
        let mut ends = Ends { app: &its, turn: Turn::Failed(AppError::internal("meet")) };
        let ended = hub::meet_gently(&Course { app: &its, job: Some(&job) }, its.by_itself().is_met_lately(begun));
        ends.turn = match ended {
            Ok(Some(came)) => Turn::Met { came },
            Ok(None) => Turn::Spared,
            // Whoever locked has stopped it too.
            Err(_) if job.is_stopped() => Turn::Stopped,
            Err(Ended::Stopped) => Turn::Stopped,
            Err(Ended::Fault(fault)) => {
                app_log::ended("meet_by_itself", begun.elapsed(), Some(&fault));
                Turn::Failed(fault)
            }
        };
    });
    // Whoever asked locks idle screens too, and must not end with what the system does not give.
    if spawned.is_err() {
        app.by_itself().end(Instant::now(), app.now().unix_ms(), Turn::Stopped);
    }
}

/// A turn that ended without a word has failed: the next one would never come.
struct Ends<'a> {
    app: &'a App,
    turn: Turn,
}

impl Drop for Ends<'_> {
    fn drop(&mut self) {
        let turn = std::mem::replace(&mut self.turn, Turn::Stopped);
        self.app.by_itself().end(Instant::now(), self.app.now().unix_ms(), turn);
    }
}

/// Whether a meeting runs by itself, and what became of the last. Nothing is read for it.
///
/// # Errors
/// None.
pub(crate) fn hub_turn(app: &App, &(): &()) -> Result<HubTurn, AppError> {
    Ok(app.by_itself().turn())
}

/// Shall this laptop meet the hub by itself?
///
/// # Errors
/// `locked`, `no-right`, `store-read-only`.
pub(crate) fn hub_by_itself(app: &App, request: &ByItselfRequest) -> Result<Option<HubView>, AppError> {
    app.desk(|desk, now| desk.ask(Act::ReadBundle, now))?;
    let mut preferences = app.preferences();
    preferences.meets_by_itself = request.on;
    preferences.save(app.root()).map_err(|_| AppError::of(ErrorCode::StoreReadOnly))?;
    if request.on {
        app.by_itself().begin();
    } else {
        app.by_itself().stop();
    }
    hub::hub_show(app, &())
}
