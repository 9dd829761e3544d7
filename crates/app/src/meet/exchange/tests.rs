use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use pana_model::Secret;
use pana_store::{AsideRoom, KdfParams};
use pana_sync::{Reach as _, Recipients, look, parcel_keys, take_bundle, write_for};

use super::*;
use crate::app::{NoSurface, Start};
use crate::clock::Clock;
use crate::contract::centre::{Agreed, CreateCentreRequest};
use crate::contract::meet::{InviteRequest, Invited, JoinRequest, WriteRequest};
use crate::usecase;

fn started(folder: &Path) -> App {
    let cheap = KdfParams { memory_kib: 64, passes: 1, lanes: 1 };
    App::start(folder, Clock::system(), Start::Own, NoSurface).with_kdf(cheap)
}

fn words() -> Secret<String> {
    Secret::new("a passphrase of many words".to_owned())
}

/// A centre with a second laptop that was let in, and the stick on which all of that lies.
fn two(folder: &Path, stick: &Path) -> App {
    let app = started(&folder.join("one"));
    let (centre, member) = ("C".to_owned(), "M".to_owned());
    let request = CreateCentreRequest { centre, member, passphrase: words(), practice: false };
    usecase::centre_create(&app, &request).unwrap();
    let invite = InviteRequest { whom: Invited::Me, file: stick.to_owned() };
    let invite = usecase::device_invite(&app, &invite).unwrap().file.into();
    let (device, member) = ("2".to_owned(), "M".to_owned());
    let join = JoinRequest { invite, device, member, passphrase: words(), file: None };
    let joins = usecase::device_join(&started(&folder.join("two")), &join).unwrap();
    let request = PathBuf::from(joins.file.unwrap());
    let accept = AcceptRequest { request, check: joins.check, folder: None, agreed: Agreed::Alone };
    usecase::device_accept(&app, &accept).unwrap();
    app
}

fn ended(app: &App, job: String) -> MeetProgress {
    let request = JobRequest { job };
    loop {
        let progress = meet_progress(app, &request).unwrap();
        if !matches!(progress, MeetProgress::Running { .. }) {
            return progress;
        }
        std::thread::park_timeout(Duration::from_millis(5));
    }
}

#[test]
fn a_meeting_that_is_stopped_leaves_nothing_on_the_stick_and_no_second_one_begins_beside_it() {
    let (folder, stick, out) =
        (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let app = two(folder.path(), stick.path());
    let into = out.path().to_owned();
    let job = begin(&app, "test", move |course| {
        let look = meet_look(course.app, &MeetLookRequest { folder: into.clone() });
        assert!(look.unwrap_err().is(ErrorCode::MeetRunning));
        let peers = course.desk(|desk| Ok(desk.store.peer_devices()?)).unwrap();
        // It is stopped by who watches it, between two items.
        let written = write(&Course { app: course.app, job: None }, &peers, &into);
        assert!(written.is_ok(), "nobody stops it: it is written");
        course.app.meetings().cancel_all();
        let again = write(course, &peers, &into);
        assert!(matches!(again, Err(Ended::Stopped)), "and the next is stopped at once");
        (again.map(|_| MeetProgress::Done { read: None, written: None }), None)
    });
    assert_eq!(ended(&app, job.unwrap()), MeetProgress::Stopped { read: None });
    let parts = |folder: &Path| std::fs::read_dir(folder).unwrap().count();
    assert_eq!(parts(out.path()), 1, "what was whole before stays, and nothing else is there");
}

/// Whoever reads and writes holds the centre for one piece at a time: between two, the window is answered.
#[test]
fn others_are_served_while_laptops_meet() {
    let (folder, stick, out) =
        (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let one = two(folder.path(), stick.path());
    let other = started(&folder.path().join("two"));
    let finish = JoinFinishRequest { path: stick.path().to_owned(), passphrase: words() };
    usecase::device_finish(&other, &finish).unwrap();
    let write = WriteRequest { to: Vec::new(), folder: out.path().to_owned() };
    usecase::bundle_write(&other, &write).unwrap();
    let (course, place) = (Course { app: &one, job: None }, open(out.path(), None).unwrap());
    let served = std::cell::Cell::new(0);
    let serve = || {
        usecase::foot(&one, &()).unwrap();
        served.set(served.get() + 1);
        ControlFlow::Continue(())
    };
    let (keys, root) = course.with(|store| Ok((parcel_keys(store), pana_sync::root(store)))).unwrap();
    let found = look(&place, &keys, root, &mut |_, _| serve()).unwrap();
    take_bundle(&course, &place, (&found.bundles[0], AsideRoom::default()), &keys, one.now(), &mut |_, _| serve())
        .unwrap();
    let read = served.replace(0);
    let peers = course.with(|store| store.peer_devices()).unwrap();
    let to = course.with(|store| Recipients::of(store, &peers)).unwrap();
    write_for(&course, &to, &place, one.now(), &mut |_| serve()).unwrap();
    assert!(read > 1 && served.get() > 1, "{read}, {}", served.get());
}

#[test]
fn whoever_locks_stops_what_runs() {
    let (folder, stick) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let app = two(folder.path(), stick.path());
    let job = begin(&app, "test", |course| {
        course.app.lock_now();
        (course.desk(|_| Ok(MeetProgress::Done { read: None, written: None })), None)
    });
    let job = job.unwrap();
    assert_eq!(ended(&app, job.clone()), MeetProgress::Stopped { read: None });
    app.lock_now();
    assert!(meet_progress(&app, &JobRequest { job }).unwrap_err().is(ErrorCode::MeetUnknown), "and told to nobody");
}
