//! The running app: one data folder, and at any time no centre, a locked one or an open one.
//!
//! Everything that a session holds in memory lies in the [`Desk`]; to lock is to drop it. One lock guards it all: a use-case
//! is short, and a second one waits. Long work (an export, a meeting) takes the lock for each piece anew.

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, OnceLock};
use std::time::Duration;

use pana_model::{CaseId, InterviewId, MemberId, Moment};
use pana_store::{KdfParams, calibrate};

use crate::clock::Clock;
use crate::contract::AppError;
use crate::contract::export::ExportProgress;
use crate::contract::meet::MeetProgress;
use crate::desk::Desk;
use crate::error::ErrorCode;
use crate::hold::hold;
use crate::in_room::InRoom;
use crate::job::Jobs;
use crate::rooms::{NoRooms, Rooms};
use crate::turns::ByItself;

/// The folder of the demo centre, inside the data folder.
const DEMO_FOLDER: &str = "demo";
/// How long a passphrase takes to be tried.
const UNLOCK_TAKES: Duration = Duration::from_millis(500);

/// What the app needs of whoever shows it.
pub trait Surface: Send + Sync {
    /// The app has locked: what is on the screen must go, and with it all that the screen remembers.
    fn locked(&self);

    /// Asks for a folder by the system's own dialog; nothing when it was closed without a choice, or when there is none.
    fn pick_folder(&self) -> Option<String>;

    /// Asks for a file in the same way.
    fn pick_file(&self) -> Option<String>;

    /// The printers to which this system's own program takes bytes, the usual one first; none where there is no such program.
    fn printers(&self) -> Vec<String> {
        Vec::new()
    }

    /// Gives a PDF to one of them, without a file of ours on the way. Did its program take it?
    fn print(&self, _printer: &str, _pdf: &[u8]) -> bool {
        false
    }

    /// Shows everything at so many hundredths of the ordinary size.
    fn scale(&self, percent: u32);
}

/// Nobody looks: the terminal and the tests.
#[derive(Debug, Clone, Copy)]
pub struct NoSurface;

impl Surface for NoSurface {
    fn locked(&self) {}

    fn pick_folder(&self) -> Option<String> {
        None
    }

    fn pick_file(&self) -> Option<String> {
        None
    }

    fn scale(&self, _: u32) {}
}

impl<T: Surface + ?Sized> Surface for Arc<T> {
    fn locked(&self) {
        (**self).locked();
    }

    fn pick_folder(&self) -> Option<String> {
        (**self).pick_folder()
    }

    fn pick_file(&self) -> Option<String> {
        (**self).pick_file()
    }

    fn printers(&self) -> Vec<String> {
        (**self).printers()
    }

    fn print(&self, printer: &str, pdf: &[u8]) -> bool {
        (**self).print(printer, pdf)
    }

    fn scale(&self, percent: u32) {
        (**self).scale(percent);
    }
}

/// Which centre the app begins with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Start {
    /// The device's own.
    Own,
    /// The marked demo centre, made when it is missing.
    Demo,
}

/// The running app. Clones are the same app.
#[derive(Clone)]
pub struct App {
    inner: Arc<Inner>,
}

struct Inner {
    root: PathBuf,
    clock: Clock,
    surface: Box<dyn Surface>,
    seat: Mutex<Seat>,
    /// How many wait for the seat, and the news that nobody does.
    waiting: (Mutex<u32>, Condvar),
    jobs: Jobs<ExportProgress>,
    meetings: Jobs<MeetProgress>,
    by_itself: ByItself,
    rooms: OnceLock<Box<dyn Rooms>>,
    in_room: InRoom,
    kdf: OnceLock<KdfParams>,
}

/// Which centre, and where it stands.
pub(crate) struct Seat {
    pub(crate) start: Start,
    pub(crate) phase: Phase,
    /// What was on the screen before the last lock.
    pub(crate) left: Option<Left>,
}

/// What stood on whose screen.
pub(crate) struct Left {
    pub(crate) start: Start,
    pub(crate) member: MemberId,
    pub(crate) interview: InterviewId,
    pub(crate) case: Option<CaseId>,
    /// Did it begin on that screen? Known once the centre is locked over it.
    pub(crate) fresh: bool,
}

/// Where a centre stands.
pub(crate) enum Phase {
    /// Not looked at yet, or it could not be opened when it was.
    Closed,
    /// A passphrase opens it.
    Locked(pana_store::Locked),
    /// Open.
    Open(Box<Desk>),
}

impl App {
    /// Takes its place at a data folder. Nothing is read or made yet: what is wrong with the folder is told by the first
    /// question where the app stands, so that it can be said on the screen.
    pub fn start(root: &Path, clock: Clock, start: Start, surface: impl Surface + 'static) -> Self {
        let seat = Mutex::new(Seat { start, phase: Phase::Closed, left: None });
        let (root, surface) = (root.to_owned(), Box::new(surface));
        let (jobs, meetings, kdf) = (Jobs::new("export"), Jobs::new("meet"), OnceLock::new());
        let (waiting, by_itself, rooms, in_room) = Default::default();
        // The questionnaires are read while someone types a passphrase.
        std::thread::spawn(|| crate::shipped_forms().count());
        Self {
            inner: Arc::new(Inner {
                root,
                clock,
                surface,
                seat,
                waiting,
                jobs,
                meetings,
                by_itself,
                rooms,
                in_room,
                kdf,
            }),
        }
    }

    /// The same with Argon2 parameters that were not measured: tests use small ones.
    #[must_use]
    pub fn with_kdf(self, kdf: KdfParams) -> Self {
        let _ = self.inner.kdf.set(kdf);
        self
    }

    /// The same with what serves in a room. Without it this laptop serves nobody.
    #[must_use]
    pub fn with_rooms(self, rooms: impl Rooms + 'static) -> Self {
        let _ = self.inner.rooms.set(Box::new(rooms));
        self
    }

    /// What serves in a room.
    pub(crate) fn rooms(&self) -> &dyn Rooms {
        self.inner.rooms.get().map_or(&NoRooms, AsRef::as_ref)
    }

    /// The room that this laptop serves.
    pub(crate) fn in_room(&self) -> &InRoom {
        &self.inner.in_room
    }

    /// How costly it is to try a passphrase: about half a second on this device, measured when first needed.
    pub(crate) fn kdf(&self) -> Result<KdfParams, AppError> {
        if let Some(known) = self.inner.kdf.get() {
            return Ok(*known);
        }
        let measured = calibrate(UNLOCK_TAKES).map_err(|_| AppError::internal("argon2"))?;
        Ok(*self.inner.kdf.get_or_init(|| measured))
    }

    /// Locks when no input was seen for as long as the device's preferences say. An export or a meeting that runs counts as
    /// input, but for a meeting that began by itself; a laptop that is served in this one's room, too.
    pub(crate) fn lock_when_idle(&self) {
        let minutes = u64::from(self.preferences().idle_minutes);
        let idle = self.inner.clock.idle().as_secs() >= minutes.saturating_mul(60);
        let open = matches!(self.seat().phase, Phase::Open(_));
        let is_busy = self.inner.jobs.any_running() || self.inner.meetings.any_running() || self.in_room().is_busy();
        if open && idle && !is_busy {
            self.lock_now();
        }
    }

    /// Drops the desk, and with it the keys. The drafts are on the disk.
    pub(crate) fn lock_now(&self) {
        // What runs gives the centre back sooner.
        self.cancel_jobs();
        let was_open = {
            let mut seat = self.seat();
            let Seat { phase, left, .. } = &mut *seat;
            let was_open = matches!(phase, Phase::Open(_));
            if let (Phase::Open(desk), Some(left)) = (phase, left) {
                left.fresh = desk.is_fresh(left.interview);
            }
            seat.phase = Phase::Closed;
            was_open
        };
        // And what began meanwhile.
        self.cancel_jobs();
        // What came of a meeting is for who was at work.
        self.inner.meetings.forget_ended();
        if was_open {
            self.inner.surface.locked();
        }
    }

    fn cancel_jobs(&self) {
        self.inner.jobs.cancel_all();
        self.inner.meetings.cancel_all();
        self.inner.by_itself.stop();
        self.inner.in_room.lock();
    }

    /// Calls `work` with the open centre and the time.
    pub(crate) fn desk<T>(&self, work: impl FnOnce(&mut Desk, Moment) -> Result<T, AppError>) -> Result<T, AppError> {
        let now = self.now();
        match &mut self.seat().phase {
            Phase::Open(desk) => work(desk, now),
            Phase::Closed | Phase::Locked(_) => Err(ErrorCode::Locked.into()),
        }
    }

    /// The same for work that takes many turns: whoever waits for the centre now has it first. Without that, one who gives
    /// a lock back and takes it again at once leaves hardly a turn to others.
    pub(crate) fn desk_after_others<T>(
        &self,
        work: impl FnOnce(&mut Desk, Moment) -> Result<T, AppError>,
    ) -> Result<T, AppError> {
        let (waiting, none) = &self.inner.waiting;
        let nobody = none.wait_while(hold(waiting), |waiting| *waiting > 0);
        drop(nobody.unwrap_or_else(std::sync::PoisonError::into_inner));
        self.desk(work)
    }

    pub(crate) fn seat(&self) -> MutexGuard<'_, Seat> {
        let (waiting, none) = &self.inner.waiting;
        let counted = |by: fn(u32) -> u32| {
            let mut waiting = hold(waiting);
            *waiting = by(*waiting);
            *waiting
        };
        counted(|waiting| waiting.saturating_add(1));
        let seat = hold(&self.inner.seat);
        if counted(|waiting| waiting.saturating_sub(1)) == 0 {
            none.notify_all();
        }
        seat
    }

    pub(crate) fn now(&self) -> Moment {
        self.inner.clock.now()
    }

    pub(crate) fn clock(&self) -> &Clock {
        &self.inner.clock
    }

    pub(crate) fn surface(&self) -> &dyn Surface {
        self.inner.surface.as_ref()
    }

    pub(crate) fn jobs(&self) -> &Jobs<ExportProgress> {
        &self.inner.jobs
    }

    /// What runs between this laptop and others.
    pub(crate) fn meetings(&self) -> &Jobs<MeetProgress> {
        &self.inner.meetings
    }

    /// Meetings that begin by themselves.
    pub(crate) fn by_itself(&self) -> &ByItself {
        &self.inner.by_itself
    }

    /// Where preferences lie, and the device's own centre.
    pub(crate) fn root(&self) -> &Path {
        &self.inner.root
    }

    /// Where the centre of `start` lies.
    pub(crate) fn folder(&self, start: Start) -> PathBuf {
        match start {
            Start::Own => self.inner.root.clone(),
            Start::Demo => self.inner.root.join(DEMO_FOLDER),
        }
    }

    pub(crate) fn preferences(&self) -> crate::preferences::Preferences {
        crate::preferences::Preferences::load(&self.inner.root)
    }
}

impl fmt::Debug for App {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("App")
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU32, Ordering};

    use pana_model::Secret;

    use super::*;
    use crate::contract::centre::{CreateCentreRequest, TextSizeRequest};
    use crate::usecase;

    #[derive(Default)]
    struct Screen {
        loaded_anew: AtomicU32,
        percent: AtomicU32,
    }

    impl Surface for Screen {
        fn locked(&self) {
            self.loaded_anew.fetch_add(1, Ordering::Relaxed);
        }

        fn pick_folder(&self) -> Option<String> {
            None
        }

        fn pick_file(&self) -> Option<String> {
            None
        }

        fn scale(&self, percent: u32) {
            self.percent.store(percent, Ordering::Relaxed);
        }
    }

    #[test]
    fn the_size_of_text_is_remembered_by_the_device_and_the_screen_is_brought_to_it() {
        let folder = tempfile::tempdir().unwrap();
        let start = || {
            let screen = Arc::new(Screen::default());
            (App::start(folder.path(), Clock::system(), Start::Own, Arc::clone(&screen)), screen)
        };
        let (app, screen) = start();
        let set = usecase::text_size_set(&app, &TextSizeRequest { percent: 150 }).unwrap();
        assert_eq!((set.percent, screen.percent.load(Ordering::Relaxed)), (150, 150));
        assert_eq!((set.sizes.first(), set.sizes.last()), (Some(&100), Some(&200)));
        let (again, screen) = start();
        assert_eq!(usecase::text_size_get(&again, &()).unwrap(), set);
        assert_eq!(screen.percent.load(Ordering::Relaxed), 150, "the new window too");
    }

    #[test]
    fn an_idle_app_locks_and_the_screen_is_loaded_anew() {
        let (folder, screen) = (tempfile::tempdir().unwrap(), Arc::new(Screen::default()));
        let app = App::start(folder.path(), Clock::system(), Start::Own, Arc::clone(&screen)).with_kdf(KdfParams {
            memory_kib: 64,
            passes: 1,
            lanes: 1,
        });
        let passphrase = Secret::new("a passphrase of many words".to_owned());
        let request =
            CreateCentreRequest { centre: "C".to_owned(), member: "M".to_owned(), passphrase, practice: false };
        usecase::centre_create(&app, &request).unwrap();
        app.clock().sleep(Duration::from_secs(9 * 60));
        app.lock_when_idle();
        assert!(usecase::home(&app, &()).is_ok(), "nine minutes are not ten");
        app.clock().sleep(Duration::from_secs(11 * 60));
        usecase::keep_awake(&app, &()).unwrap();
        app.lock_when_idle();
        assert!(usecase::home(&app, &()).is_ok(), "input was seen");
        app.clock().sleep(Duration::from_secs(11 * 60));
        app.lock_when_idle();
        assert!(usecase::home(&app, &()).unwrap_err().is(ErrorCode::Locked));
        app.lock_when_idle();
        assert_eq!(screen.loaded_anew.load(Ordering::Relaxed), 1, "once");
    }
}
