//! This laptop serves: who may speak follows its own log, what others give is taken in at once, and nothing of it stays.

use std::collections::BTreeSet;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::sync::{Arc, Condvar, Mutex};
use std::time::{Duration, Instant};

use pana_casework::Act;
use pana_model::{DeviceId, Moment};
use pana_store::{HubPlace, InviteState};
use pana_sync::serves_here;

use super::super::course::{Course, Ended};
use super::super::hub::{Pieces, meet_at};
use crate::app::App;
use crate::app_log;
use crate::contract::AppError;
use crate::contract::meet::{MeetDoing, MeetProgress};
use crate::contract::room::{RoomDevice, RoomLaptop, RoomOpenRequest, RoomServeRequest, RoomStands};
use crate::desk::Desk;
use crate::error::ErrorCode;
use crate::hold::hold;
use crate::in_room::{Said, Serving};
use crate::job::Job;
use crate::room_folder;
use crate::rooms::{RoomFault, RoomOf};

/// So often it is looked who asked, and taken in what they gave.
const TURN: Duration = Duration::from_secs(2);
/// So often at least what is written here meanwhile is there for the others.
const OWN: Duration = Duration::from_secs(10);
/// So long after somebody asked they may ask again: the screen does not lock meanwhile.
const BUSY: Duration = Duration::from_secs(60);
/// Where laptops are asked, if it is free; others are told the port with the address.
const PORT: u16 = 7470;

/// Begins to serve the others of this centre.
///
/// # Errors
/// As [`room_serve`].
pub(crate) fn room_open(app: &App, request: &RoomOpenRequest) -> Result<RoomStands, AppError> {
    let any = |port| SocketAddr::from((Ipv4Addr::UNSPECIFIED, port));
    open(app, request.minutes, &[any(PORT), any(0)], None)
}

/// The same at an address of the caller's.
///
/// # Errors
/// `no-right`, `data-folder`, `room-listen`, and as any read. What goes wrong later is told by [`room_look`].
pub(crate) fn room_serve(app: &App, request: &RoomServeRequest) -> Result<RoomStands, AppError> {
    open(app, request.minutes, &[request.listen], request.address.clone())
}

fn open(app: &App, minutes: u16, listen: &[SocketAddr], address: Option<String>) -> Result<RoomStands, AppError> {
    let minutes = minutes.clamp(1, RoomOpenRequest::LONGEST);
    let _alone = hold(&app.in_room().opening);
    if let Some(before) = app.in_room().serving() {
        if !hold(&before.said).stop {
            return before.view().ok_or_else(|| ErrorCode::Locked.into());
        }
        before.wait_gone();
    }
    let (centre, devices) = app.desk(|desk, now| {
        desk.ask(Act::ReadBundle, now)?;
        dead_invites_end(desk, now, |_| true)?;
        Ok((*desk.store.centre().as_bytes(), devices(desk)))
    })?;
    let made = || -> std::io::Result<PathBuf> {
        room_folder::delete(app.root())?;
        let folder = room_folder::of(app.root());
        std::fs::create_dir(&folder)?;
        Ok(folder)
    };
    let folder = made().map_err(|_| ErrorCode::DataFolder)?;
    let said = |key: &[u8; 32]| {
        let said = app.desk(|desk, _| Ok(serves_here(&desk.store, key).to_bytes()));
        // Locked meanwhile: nobody is answered in its name.
        said.unwrap_or_default()
    };
    let room = RoomOf { centre, devices: &devices, folder: &folder, listen, said: &said };
    let opened = app.rooms().open(&room).map_err(|fault| {
        let _ = room_folder::delete(app.root());
        match fault {
            RoomFault::Folder => ErrorCode::DataFolder,
            RoomFault::Listen => ErrorCode::RoomListen,
        }
    })?;
    let long = Duration::from_secs(u64::from(minutes) * 60);
    let until = app.now().unix_ms().saturating_add(i64::from(minutes) * 60_000);
    let view = RoomStands {
        // Whoever listens everywhere and is found nowhere is on no network.
        alone: address.is_none()
            && opened.at().ip().is_loopback()
            && listen.first().is_some_and(|at| at.ip().is_unspecified()),
        address: address.unwrap_or_else(|| opened.at().to_string()),
        ready: false,
        over: false,
        until: crate::clock::moment(until),
        came: 0,
        people: 0,
        laptops: Vec::new(),
        fault: None,
    };
    let place = HubPlace { address: opened.own().to_string(), key: opened.key(), root_deed: Vec::new() };
    let said = Said { stop: false, hidden: false, gone: false, busy: None, view: view.clone() };
    let first = Job::new(MeetProgress::Running { doing: MeetDoing::Reaching, done: 0, total: 0, people: 0 });
    let served = devices.iter().filter(|device| device.stands).map(|device| device.device).collect();
    let (served, open, said, turned) = (Mutex::new(served), Mutex::new(Some(opened)), Mutex::new(said), Condvar::new());
    let serving = Arc::new(Serving { place, served, open, first, said, turned });
    *hold(&app.in_room().serving) = Some(Arc::clone(&serving));
    let app = app.clone();
    let spawned = std::thread::Builder::new().spawn(move || {
        let begun = Instant::now();
        let ends = Ends(&serving);
        let ended = serve(&app, &serving, begun.checked_add(long));
        app_log::ended("room", begun.elapsed(), ended.as_ref().err());
        // Whoever is being answered is answered to the end.
        drop(hold(&serving.open).take());
        let _ = room_folder::delete(app.root());
        if let Err(fault) = ended {
            serving.tell(|said| said.view.fault = Some(fault));
        }
        drop(ends);
    });
    spawned.map_err(|_| AppError::internal("room"))?;
    Ok(view)
}

/// However it ended, it has: the next one would wait for ever.
struct Ends<'a>(&'a Serving);

impl Drop for Ends<'_> {
    fn drop(&mut self) {
        self.0.tell(|said| (said.stop, said.gone, said.view.over) = (true, true, true));
    }
}

/// Serves until it is told to stop, or the time is over.
fn serve(app: &App, serving: &Serving, until: Option<Instant>) -> Result<(), AppError> {
    // What is here comes first, so that who meets this laptop finds all of it.
    let mut own = Instant::now();
    match take_in(&Course { app, job: Some(&serving.first) }, serving) {
        Ok(()) => serving.tell(|said| said.view.ready = true),
        Err(Ended::Stopped) => return Ok(()),
        Err(Ended::Fault(error)) => return Err(error),
    }
    let mut seen = Vec::new();
    loop {
        let left = until.map_or(TURN, |until| until.saturating_duration_since(Instant::now()).min(TURN));
        let is_over = serving.wait(left, |said| said.stop) || until.is_some_and(|until| until <= Instant::now());
        // What others were told is taken is taken in here before it ends: nobody gives anything any more then.
        let asked = serve_known(app, serving, !is_over)?;
        let anybody = asked != seen;
        if anybody {
            let names = app.desk(|desk, _| Ok(desk.store.peer_devices()?))?;
            let name = |id: &[u8; 16]| names.iter().find(|peer| peer.id.as_bytes() == id).map(|peer| peer.name.clone());
            let laptop = |(device, at): &([u8; 16], u64)| RoomLaptop {
                name: name(device).unwrap_or_default(),
                asked: crate::clock::moment(i64::try_from(*at).unwrap_or(i64::MAX)),
            };
            let laptops = asked.iter().map(laptop).collect();
            serving.tell(|said| {
                (said.busy, said.view.laptops) = (Instant::now().checked_add(BUSY), laptops);
            });
            seen = asked;
        }
        if is_over || anybody || own.elapsed() >= OWN {
            own = Instant::now();
            match take_in(&Course { app, job: None }, serving).map_err(AppError::from) {
                Ok(()) => serving.tell(|said| said.view.fault = None),
                // A disk that is full for a moment, for one: what others gave lies here until it is taken in.
                Err(error) if is_over || error.is(ErrorCode::Locked) => return Err(error),
                Err(error) => serving.tell(|said| said.view.fault = Some(error)),
            }
        }
        if is_over {
            let key = serving.place.key;
            return app.desk(|desk, now| dead_invites_end(desk, now, |of| *of == key));
        }
    }
}

/// Serves whoever belongs to the centre now, or this laptop alone: who of the others asked and when, the last one first.
///
/// A laptop that was let in is answered once what lets it in lies there: it reads that first, and would take itself for refused.
fn serve_known(app: &App, serving: &Serving, others: bool) -> Result<Vec<([u8; 16], u64)>, AppError> {
    let (known, me) = app.desk(|desk, _| Ok((devices(desk), *desk.store.device().as_bytes())))?;
    let standing: BTreeSet<[u8; 16]> =
        known.iter().filter(|device| device.stands).map(|device| device.device).collect();
    let is_new = !standing.is_subset(&hold(&serving.served));
    let is_told = !is_new || take_in(&Course { app, job: None }, serving).is_ok();
    let mut before = hold(&serving.served);
    if is_told {
        *before = standing;
    }
    let may = |of: &RoomDevice| of.device == me || (of.stands && others && before.contains(&of.device));
    let served = known.iter().map(|device| RoomDevice { stands: may(device), ..*device });
    let open = hold(&serving.open);
    let Some(open) = open.as_deref() else { return Ok(Vec::new()) };
    open.serve(&served.collect::<Vec<_>>());
    let mut asked = open.asked();
    asked.retain(|(device, _)| *device != me);
    asked.sort_unstable_by_key(|(device, at)| (std::cmp::Reverse(*at), *device));
    Ok(asked)
}

/// A laptop was let in. Is it served from now on?
pub(in super::super) fn let_in(app: &App, device: DeviceId) -> bool {
    let serving = app.in_room().serving().filter(|serving| !hold(&serving.said).stop);
    serving.is_some_and(|serving| {
        serve_known(app, &serving, true).is_ok() && hold(&serving.served).contains(device.as_bytes())
    })
}

/// This laptop meets what it serves.
fn take_in(course: &Course<'_>, serving: &Serving) -> Result<(), Ended> {
    let met = meet_at(course, Some(serving.place.clone()), Pieces::Small)?;
    if met.read.events > 0 || met.read.people > 0 {
        serving.tell(|said| {
            said.view.came = said.view.came.saturating_add(met.read.events);
            said.view.people = said.view.people.saturating_add(met.read.people);
        });
    }
    Ok(())
}

/// An invite in a room that is served no more can be answered by nobody.
fn dead_invites_end(desk: &mut Desk, now: Moment, is_dead: impl Fn(&[u8; 32]) -> bool) -> Result<(), AppError> {
    for id in desk.store.online_invites()? {
        let stands = desk.store.online_invite(&id, now)?;
        if stands.in_room && stands.state == InviteState::Open && is_dead(&stands.place.key) {
            desk.store.invite_revoke(&id, now)?;
        }
    }
    Ok(())
}

/// The devices of the centre that are known here.
fn devices(desk: &Desk) -> Vec<RoomDevice> {
    let device = |speaker: pana_store::Speaker| RoomDevice {
        device: *speaker.device.as_bytes(),
        key: speaker.key,
        stands: speaker.stands,
    };
    desk.store.speakers().into_iter().map(device).collect()
}

/// Where this laptop serves, and who came; nothing where it does not.
///
/// # Errors
/// None.
pub(crate) fn room_look(app: &App, &(): &()) -> Result<Option<RoomStands>, AppError> {
    Ok(app.in_room().serving().and_then(|serving| serving.view()))
}

/// Serves nobody any more. What the others gave is taken in before.
///
/// # Errors
/// None: by what it ended is told in what is given back; nothing where nothing was served.
pub(crate) fn room_close(app: &App, &(): &()) -> Result<Option<RoomStands>, AppError> {
    let Some(serving) = app.in_room().serving() else { return Ok(None) };
    serving.stop();
    serving.wait_gone();
    Ok(serving.view())
}

/// How this laptop reaches the room that it serves; nothing where it serves none.
pub(in super::super) fn place(app: &App) -> Option<HubPlace> {
    let serving = app.in_room().serving()?;
    let said = hold(&serving.said);
    (said.view.ready && !said.stop).then(|| serving.place.clone())
}

/// By which address others find the room that answers under this key, where it is served.
pub(in super::super) fn address_shown(app: &App, key: &[u8; 32]) -> Option<String> {
    let serving = app.in_room().serving().filter(|serving| serving.place.key == *key)?;
    Some(hold(&serving.said).view.address.clone())
}

#[cfg(test)]
mod tests {
    use pana_model::Secret;
    use pana_store::KdfParams;

    use super::*;
    use crate::contract::centre::CreateCentreRequest;
    use crate::{Clock, NoSurface, Start, usecase};

    #[test]
    fn an_idle_screen_stays_open_while_another_laptop_is_served_and_ends_the_room_once_it_locks() {
        let folder = tempfile::tempdir().unwrap();
        let cheap = KdfParams { memory_kib: 64, passes: 1, lanes: 1 };
        let app = App::start(folder.path(), Clock::system(), Start::Own, NoSurface).with_kdf(cheap);
        let passphrase = Secret::new("күн шуақты таңғы шай".to_owned());
        let (centre, member) = ("Сынақ".to_owned(), "Әлия".to_owned());
        usecase::centre_create(&app, &CreateCentreRequest { centre, member, passphrase, practice: false }).unwrap();
        let view = RoomStands {
            address: "192.0.2.7:7470".to_owned(),
            alone: false,
            ready: true,
            over: false,
            until: String::new(),
            came: 0,
            people: 0,
            laptops: Vec::new(),
            fault: None,
        };
        let busy = Instant::now().checked_add(BUSY);
        let said = Mutex::new(Said { stop: false, hidden: false, gone: false, busy, view });
        let first = Job::new(MeetProgress::Running { doing: MeetDoing::Reaching, done: 0, total: 0, people: 0 });
        let place = HubPlace { address: String::new(), key: [7; 32], root_deed: Vec::new() };
        let serving = Arc::new(Serving {
            place,
            served: Mutex::default(),
            open: Mutex::new(None),
            first,
            said,
            turned: Condvar::new(),
        });
        *hold(&app.in_room().serving) = Some(Arc::clone(&serving));
        app.clock().sleep(Duration::from_secs(60 * 60));
        app.lock_when_idle();
        assert!(usecase::home(&app, &()).is_ok(), "somebody exchanges");
        serving.tell(|said| said.busy = Some(Instant::now()));
        app.lock_when_idle();
        assert!(usecase::home(&app, &()).unwrap_err().is(ErrorCode::Locked));
        assert!(hold(&serving.said).stop && serving.first.is_stopped());
        assert_eq!(usecase::room_look(&app, &()).unwrap(), None);
    }
}
