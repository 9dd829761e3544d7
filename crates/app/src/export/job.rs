//! Exports that run in the background.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use crate::contract::export::ExportProgress;
use crate::hold::hold;

/// Shall the export go on?
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Go {
    /// Yes.
    On,
    /// No: it is to leave nothing.
    Stop,
}

/// All exports since the app started, by their names.
#[derive(Default)]
pub(crate) struct Jobs {
    by_name: Mutex<BTreeMap<String, Arc<Job>>>,
}

/// One export.
pub(crate) struct Job {
    progress: Mutex<ExportProgress>,
    stop: AtomicBool,
}

impl Jobs {
    /// Notes a new export and names it.
    pub(crate) fn begin(&self, total: u32) -> (String, Arc<Job>) {
        let job = Arc::new(Job {
            progress: Mutex::new(ExportProgress::Running { done: 0, total }),
            stop: AtomicBool::new(false),
        });
        let mut by_name = hold(&self.by_name);
        let name = format!("export-{}", by_name.len().saturating_add(1));
        by_name.insert(name.clone(), Arc::clone(&job));
        (name, job)
    }

    pub(crate) fn find(&self, name: &str) -> Option<Arc<Job>> {
        hold(&self.by_name).get(name).map(Arc::clone)
    }

    pub(crate) fn any_running(&self) -> bool {
        hold(&self.by_name).values().any(|job| matches!(job.progress(), ExportProgress::Running { .. }))
    }

    pub(crate) fn cancel_all(&self) {
        hold(&self.by_name).values().for_each(|job| job.cancel());
    }
}

impl Job {
    pub(crate) fn progress(&self) -> ExportProgress {
        hold(&self.progress).clone()
    }

    pub(crate) fn report(&self, progress: ExportProgress) {
        *hold(&self.progress) = progress;
    }

    pub(crate) fn cancel(&self) {
        self.stop.store(true, Ordering::Relaxed);
    }

    /// Tells how far it is, and learns whether to go on.
    pub(crate) fn step(&self, done: u32, total: u32) -> Go {
        self.report(ExportProgress::Running { done, total });
        if self.stop.load(Ordering::Relaxed) { Go::Stop } else { Go::On }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cancelled_export_is_told_to_stop_at_its_next_step() {
        let jobs = Jobs::default();
        let (name, job) = jobs.begin(3);
        assert_eq!(job.step(1, 3), Go::On);
        assert!(jobs.any_running());
        jobs.find(&name).unwrap().cancel();
        assert_eq!(job.step(2, 3), Go::Stop);
        job.report(ExportProgress::Cancelled);
        assert!(!jobs.any_running());
    }
}
