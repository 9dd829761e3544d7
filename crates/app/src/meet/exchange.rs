//! Meetings of the window: begun, watched and stopped, while everybody works on.

use std::sync::Arc;
use std::time::{Duration, Instant};

use pana_casework::Act;

use super::bundle::{finish, named, open, read_and_leave, show, there, write};
use super::course::{Course, Ended};
use super::device::{accept, checked};
use crate::app::App;
use crate::app_log;
use crate::contract::AppError;
use crate::contract::export::JobRequest;
use crate::contract::meet::{
    AcceptRequest, JoinFinishRequest, MeetDoing, MeetLookRequest, MeetProgress, MeetRequest, ReadView,
};
use crate::error::ErrorCode;
use crate::job::{Job, Progress as _};

/// So long whoever was removed elsewhere may read what is to be done with what their laptop has; then it locks.
const LEAVES_AFTER: Duration = Duration::from_secs(60);

/// Begins to look into a folder. Nothing is taken in or written.
///
/// # Errors
/// `no-right`, `folder-empty`, `folder-missing`, `meet-running`. What goes wrong later is told by its progress.
pub(crate) fn meet_look(app: &App, request: &MeetLookRequest) -> Result<String, AppError> {
    let (folder, file) = there(&request.folder)?;
    app.desk(|desk, now| desk.ask(Act::ReadBundle, now))?;
    begin(app, "meet_look", move |course| {
        let found = open(&folder, file.as_deref()).map_err(Ended::from).and_then(|place| show(course, &place));
        (found.map(|found| MeetProgress::Looked { found }), None)
    })
}

/// Begins to take in what lies in a folder, and then to write there what others lack.
///
/// # Errors
/// `no-right`, `folder-empty`, `folder-missing`, `device-unknown`, `meet-running`. What goes wrong later is told by its progress.
pub(crate) fn meet_start(app: &App, request: &MeetRequest) -> Result<String, AppError> {
    let (folder, file) = there(&request.folder)?;
    let to = app.desk(|desk, now| {
        if request.read {
            desk.ask(Act::ReadBundle, now)?;
        }
        if !request.to.is_empty() {
            desk.ask(Act::WriteBundle, now)?;
        }
        named(desk, &request.to)
    })?;
    let reads = request.read;
    begin(app, "meet_start", move |course| {
        let mut read = None;
        let mut exchanged = || -> Result<MeetProgress, Ended> {
            if reads {
                let view = read.insert(ReadView::default());
                read_and_leave(course, &folder, file.as_deref(), view)?;
                if view.left.is_some() {
                    return Ok(MeetProgress::Done { read: read.clone(), written: None });
                }
            }
            let written = if to.is_empty() { None } else { Some(write(course, &to, &folder)?) };
            Ok(MeetProgress::Done { read: read.clone(), written })
        };
        let ended = exchanged();
        (ended, read)
    })
}

/// Begins to let a laptop in. With other digits the invite is dead.
///
/// # Errors
/// `no-right`, `file-unreadable`, `folder-missing`, `meet-running`. What goes wrong later is told by its progress: `join-digits`,
/// `needs-second`, `join-unwritten` and whatever else letting in says.
pub(crate) fn meet_accept(app: &App, request: &AcceptRequest) -> Result<String, AppError> {
    app.desk(|desk, now| desk.ask(Act::Devices, now))?;
    let (file, request) = (checked(request)?, request.clone());
    begin(app, "meet_accept", move |course| {
        let accepted = accept(course, &file, &request);
        (accepted.map(|accepted| MeetProgress::Done { read: None, written: Some(accepted.bundle) }), None)
    })
}

/// Begins to join, on a laptop that waits to be let in, by what lies in a folder.
///
/// # Errors
/// `folder-empty`, `folder-missing`, `meet-running`. What goes wrong later is told by its progress.
pub(crate) fn meet_finish(app: &App, request: &JoinFinishRequest) -> Result<String, AppError> {
    there(&request.path)?;
    let request = request.clone();
    begin(app, "meet_finish", move |course| {
        let mut view = ReadView::default();
        let ended = finish(course, &request, &mut view);
        let read = Some(view).filter(|view| view.joined);
        (ended.map(|()| MeetProgress::Done { read: read.clone(), written: None }), read)
    })
}

/// How far it is.
///
/// # Errors
/// `meet-unknown`.
pub(crate) fn meet_progress(app: &App, request: &JobRequest) -> Result<MeetProgress, AppError> {
    Ok(app.meetings().find(&request.job).ok_or_else(|| AppError::of(ErrorCode::MeetUnknown))?.progress())
}

/// Stops it. What was taken in stays; what was written goes, unless all of it is there.
///
/// # Errors
/// `meet-unknown`.
pub(crate) fn meet_stop(app: &App, request: &JobRequest) -> Result<(), AppError> {
    app.meetings().find(&request.job).ok_or_else(|| AppError::of(ErrorCode::MeetUnknown))?.cancel();
    Ok(())
}

/// Does it in the background. `work` gives how it ended, and what was read until then.
pub(super) fn begin(
    app: &App,
    name: &'static str,
    work: impl FnOnce(&Course<'_>) -> (Result<MeetProgress, Ended>, Option<ReadView>) + Send + 'static,
) -> Result<String, AppError> {
    let first = MeetProgress::Running { doing: MeetDoing::Looking, done: 0, total: 0, people: 0 };
    let (job, watched) = app.meetings().begin_alone(first).ok_or_else(|| AppError::of(ErrorCode::MeetRunning))?;
    // Whoever asks for one does not wait for what nobody asked for.
    app.by_itself().stop();
    let app = app.clone();
    std::thread::spawn(move || {
        let (begun, _ends) = (Instant::now(), Ends(Arc::clone(&watched)));
        let (ended, read) = work(&Course { app: &app, job: Some(&watched) });
        let progress = match ended {
            Ok(progress) => progress,
            // Whoever locked has stopped it too.
            Err(_) if watched.is_stopped() => MeetProgress::Stopped { read },
            Err(Ended::Stopped) => MeetProgress::Stopped { read },
            Err(Ended::Fault(error)) => MeetProgress::Failed { error, read },
        };
        let fault = if let MeetProgress::Failed { error, .. } = &progress { Some(error) } else { None };
        app_log::ended(name, begun.elapsed(), fault);
        let leaves = matches!(&progress, MeetProgress::Done { read: Some(read), .. } if read.left.is_some());
        watched.report(progress);
        if leaves {
            std::thread::sleep(LEAVES_AFTER);
            // Once it was locked, somebody else may be at work.
            if !watched.is_stopped() {
                app.lock_now();
            }
        }
    });
    Ok(job)
}

/// Work that ended without a word has failed: it must not count as running for ever, since the app locks nothing meanwhile.
struct Ends(Arc<Job<MeetProgress>>);

impl Drop for Ends {
    fn drop(&mut self) {
        if self.0.progress().is_running() {
            self.0.report(MeetProgress::Failed { error: AppError::internal("meet"), read: None });
        }
    }
}

#[cfg(test)]
mod tests;
