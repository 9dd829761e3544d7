//! A laptop that serves is met: by its address alone. That it is one of the centre's it shows by its signature.

use std::time::{Duration, Instant};

use pana_casework::Act;
use pana_model::{DeviceId, Moment};
use pana_store::HubPlace;
use pana_sync::{HubLine, LineFault, served_by, who_serves};

use super::super::course::{Course, Ended};
use super::super::exchange::begin;
use super::super::hub::{Pieces, address, gone_is_locked, meet_at, of_line, of_meeting};
use crate::app::App;
use crate::contract::AppError;
use crate::contract::meet::{MeetDoing, MeetProgress, SyncView};
use crate::contract::room::RoomVisitRequest;
use crate::error::ErrorCode;

/// What is known of a room is of use as long as people are in it.
const KNOWN_MS: i64 = 24 * 60 * 60 * 1000;
/// So long the other laptop is given to take in what it was given, so many times.
const WAITS: Duration = Duration::from_millis(1500);
const TRIES: u32 = 4;
/// So often whoever waits is asked whether to go on.
const TURN: Duration = Duration::from_millis(100);

/// Meets a laptop that serves, to the end.
///
/// # Errors
/// `no-right`, `hub-address`, `room-unreached`, `room-other`, `room-broke`, `room-unknown`, `hub-busy`, and as any write. What was given
/// and taken until then stays.
pub(crate) fn room_visit(app: &App, request: &RoomVisitRequest) -> Result<SyncView, AppError> {
    let met = visit(&Course { app, job: None }, &allowed(app, request)?)?;
    gone_is_locked(app)?;
    Ok(met)
}

/// Begins to meet it, and names the job.
///
/// # Errors
/// `no-right`, `hub-address`, `meet-running`. What goes wrong later is told by its progress.
pub(crate) fn meet_room(app: &App, request: &RoomVisitRequest) -> Result<String, AppError> {
    let at = allowed(app, request)?;
    begin(app, "meet_room", move |course| {
        let met = visit(course, &at).and_then(|met| {
            gone_is_locked(course.app)?;
            Ok(MeetProgress::AtHub { met })
        });
        (met, None)
    })
}

fn allowed(app: &App, request: &RoomVisitRequest) -> Result<String, AppError> {
    let at = address(&request.address)?;
    app.desk(|desk, now| {
        desk.ask(Act::ReadBundle, now)?;
        desk.store.rooms_forget(Moment::from_unix_ms(now.unix_ms().saturating_sub(KNOWN_MS)).unwrap_or(now), now)?;
        Ok(at)
    })
}

fn visit(course: &Course<'_>, at: &str) -> Result<SyncView, Ended> {
    let met = place(course, at).and_then(|(place, by)| {
        let met = meet_at(course, Some(place.clone()), Pieces::AsLarge)?;
        Ok(if met.given > 0 { acknowledged(course, &place, by, met) } else { met })
    });
    met.map_err(|ended| match ended {
        Ended::Fault(error) => Ended::Fault(in_room(error)),
        Ended::Stopped => Ended::Stopped,
    })
}

/// What was given lies where the other laptop fetches it: met again a moment later it says that it has. Where the line breaks now or
/// somebody stops, it says so the next time.
fn acknowledged(course: &Course<'_>, place: &HubPlace, by: DeviceId, mut met: SyncView) -> SyncView {
    let mut again = || -> Result<bool, Ended> {
        let until = Instant::now() + WAITS;
        while Instant::now() < until {
            if course.told(MeetDoing::Awaiting, 0, 0, 0).is_break() {
                return Ok(true);
            }
            std::thread::sleep(TURN);
        }
        let next = meet_at(course, Some(place.clone()), Pieces::AsLarge)?;
        met.read.events = met.read.events.saturating_add(next.read.events);
        met.read.people = met.read.people.saturating_add(next.read.people);
        met.read.files = met.read.files.saturating_add(next.read.files);
        met.given = met.given.saturating_add(next.given);
        course.desk(|desk| Ok(desk.store.lacking(&desk.store.peer_has(by)?)?.is_empty()))
    };
    for _ in 0..TRIES {
        // Whatever goes wrong now, all of it is there.
        if again().unwrap_or(true) {
            break;
        }
    }
    met
}

/// A hub is spoken of in other words.
fn in_room(error: AppError) -> AppError {
    match error.code {
        ErrorCode::HubUnreached => ErrorCode::RoomUnreached.into(),
        ErrorCode::HubOther | ErrorCode::HubUnknownCentre => ErrorCode::RoomOther.into(),
        ErrorCode::HubBroke => ErrorCode::RoomBroke.into(),
        ErrorCode::HubUnknownDevice | ErrorCode::HubRemoved => ErrorCode::RoomUnknown.into(),
        _ => error,
    }
}

/// Who answers there under which key. Nothing of this laptop is said before it is known to be one of the centre's.
fn place(course: &Course<'_>, at: &str) -> Result<(HubPlace, DeviceId), Ended> {
    let mut line = HubLine::to_any(at).map_err(of_line)?;
    let answer = line.ask(&who_serves(), &mut || course.told(MeetDoing::Reaching, 0, 0, 0));
    let answer = answer.map_err(|fault| match fault {
        LineFault::Stopped => Ended::Stopped,
        fault => of_line(fault).into(),
    })?;
    // Without TLS nobody has shown that the key is theirs.
    let key = line.seen_key().ok_or(ErrorCode::RoomOther)?;
    let by = course.desk(|desk| served_by(&desk.store, &answer, &key).map_err(of_meeting))?;
    Ok((HubPlace { address: at.to_owned(), key, root_deed: Vec::new() }, by))
}
