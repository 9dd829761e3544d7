//! The course of a meeting: the store is reached for one piece at a time, and each piece tells how far it is.

use std::ops::ControlFlow;

use pana_store::{Store, StoreError};
use pana_sync::Reach;

use crate::app::App;
use crate::contract::AppError;
use crate::contract::meet::{MeetDoing, MeetProgress};
use crate::desk::Desk;
use crate::error::ErrorCode;
use crate::job::{Go, Job, Progress};

impl Progress for MeetProgress {
    fn is_running(&self) -> bool {
        matches!(self, Self::Running { .. })
    }
}

/// Why a meeting ended before its end.
#[derive(Debug)]
pub(super) enum Ended {
    /// Somebody stopped it, or the app was locked.
    Stopped,
    /// It could not be done.
    Fault(AppError),
}

impl From<AppError> for Ended {
    fn from(error: AppError) -> Self {
        Self::Fault(error)
    }
}

impl From<ErrorCode> for Ended {
    fn from(code: ErrorCode) -> Self {
        Self::Fault(code.into())
    }
}

impl From<StoreError> for Ended {
    fn from(error: StoreError) -> Self {
        Self::Fault(error.into())
    }
}

/// Whoever waits for the end is stopped by nobody.
impl From<Ended> for AppError {
    fn from(ended: Ended) -> Self {
        match ended {
            Ended::Stopped => Self::internal("meet"),
            Ended::Fault(error) => error,
        }
    }
}

/// One meeting: of the window, which watches and stops it, or of the terminal, which waits.
pub(super) struct Course<'a> {
    pub(super) app: &'a App,
    pub(super) job: Option<&'a Job<MeetProgress>>,
}

impl Course<'_> {
    /// Tells how far it is, and learns whether to go on.
    pub(super) fn told(&self, doing: MeetDoing, done: u64, total: u64, people: u64) -> ControlFlow<()> {
        let Some(job) = self.job else { return ControlFlow::Continue(()) };
        match job.step(MeetProgress::Running { doing, done, total, people }) {
            Go::On => ControlFlow::Continue(()),
            Go::Stop => ControlFlow::Break(()),
        }
    }

    /// Does a piece of work at the desk, after whoever waits for it. Nothing is done any more once it was stopped: the desk
    /// may be somebody else's by then.
    pub(super) fn desk<T>(&self, work: impl FnOnce(&mut Desk) -> Result<T, AppError>) -> Result<T, Ended> {
        let is_stopped = || self.job.is_some_and(Job::is_stopped);
        let done = self.app.desk_after_others(|desk, _| if is_stopped() { Ok(None) } else { work(desk).map(Some) });
        done?.ok_or(Ended::Stopped)
    }
}

impl Reach for Course<'_> {
    type Error = Ended;

    fn with<T>(&self, work: impl FnOnce(&mut Store) -> Result<T, StoreError>) -> Result<T, Ended> {
        self.desk(|desk| Ok(work(&mut desk.store)?))
    }
}
