//! Work that runs in the background: how far each piece of it is, and stopping it.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use crate::hold::hold;

/// How far a piece of work is, or how it ended.
pub(crate) trait Progress: Clone {
    /// Does it still run?
    fn is_running(&self) -> bool;
}

/// Shall the work go on?
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Go {
    /// Yes.
    On,
    /// No.
    Stop,
}

/// All work of one kind since the app started, by the names that it was given.
pub(crate) struct Jobs<P> {
    /// What the names begin with.
    kind: &'static str,
    known: Mutex<Known<P>>,
}

/// The work that is known by its name, and how many names were given.
struct Known<P> {
    names: u32,
    by_name: BTreeMap<String, Arc<Job<P>>>,
}

/// One piece of work.
pub(crate) struct Job<P> {
    progress: Mutex<P>,
    stop: AtomicBool,
}

impl<P: Progress> Jobs<P> {
    pub(crate) const fn new(kind: &'static str) -> Self {
        Self { kind, known: Mutex::new(Known { names: 0, by_name: BTreeMap::new() }) }
    }

    /// Notes a new piece of work and names it.
    pub(crate) fn begin(&self, first: P) -> (String, Arc<Job<P>>) {
        Self::noted(self.kind, &mut hold(&self.known), first)
    }

    /// The same of work of which one piece runs at a time; nothing where one runs.
    pub(crate) fn begin_alone(&self, first: P) -> Option<(String, Arc<Job<P>>)> {
        let mut known = hold(&self.known);
        let any = known.by_name.values().any(|job| job.progress().is_running());
        (!any).then(|| Self::noted(self.kind, &mut known, first))
    }

    fn noted(kind: &str, known: &mut Known<P>, first: P) -> (String, Arc<Job<P>>) {
        let job = Arc::new(Job::new(first));
        known.names = known.names.saturating_add(1);
        let name = format!("{kind}-{}", known.names);
        known.by_name.insert(name.clone(), Arc::clone(&job));
        (name, job)
    }

    pub(crate) fn find(&self, name: &str) -> Option<Arc<Job<P>>> {
        hold(&self.known).by_name.get(name).map(Arc::clone)
    }

    pub(crate) fn any_running(&self) -> bool {
        hold(&self.known).by_name.values().any(|job| job.progress().is_running())
    }

    pub(crate) fn cancel_all(&self) {
        hold(&self.known).by_name.values().for_each(|job| job.cancel());
    }

    /// How any of it ended is told to nobody any more. What still runs is known until it has ended.
    pub(crate) fn forget_ended(&self) {
        hold(&self.known).by_name.retain(|_, job| job.progress().is_running());
    }
}

impl<P: Progress> Job<P> {
    pub(crate) const fn new(first: P) -> Self {
        Self { progress: Mutex::new(first), stop: AtomicBool::new(false) }
    }

    pub(crate) fn progress(&self) -> P {
        hold(&self.progress).clone()
    }

    pub(crate) fn report(&self, progress: P) {
        *hold(&self.progress) = progress;
    }

    pub(crate) fn cancel(&self) {
        self.stop.store(true, Ordering::Relaxed);
    }

    pub(crate) fn is_stopped(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }

    /// Tells how far it is, and learns whether to go on.
    pub(crate) fn step(&self, progress: P) -> Go {
        self.report(progress);
        if self.is_stopped() { Go::Stop } else { Go::On }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Clone, PartialEq, Eq, Debug)]
    enum Counted {
        To(u32),
        End,
    }

    impl Progress for Counted {
        fn is_running(&self) -> bool {
            *self != Self::End
        }
    }

    #[test]
    fn cancelled_work_is_told_to_stop_at_its_next_step() {
        let jobs = Jobs::new("work");
        let (name, job) = jobs.begin(Counted::To(0));
        assert_eq!(job.step(Counted::To(1)), Go::On);
        assert!(jobs.any_running());
        jobs.find(&name).unwrap().cancel();
        assert_eq!(job.step(Counted::To(2)), Go::Stop);
        job.report(Counted::End);
        assert!(!jobs.any_running());
    }

    #[test]
    fn what_is_forgotten_gives_its_name_to_no_other() {
        let jobs = Jobs::new("work");
        let ((ended, job), (runs, _)) = (jobs.begin(Counted::To(0)), jobs.begin(Counted::To(0)));
        job.report(Counted::End);
        jobs.forget_ended();
        assert!(jobs.find(&ended).is_none() && jobs.find(&runs).is_some());
        assert_eq!(jobs.begin(Counted::To(0)).0, "work-3");
    }

    #[test]
    fn of_work_that_runs_alone_the_second_piece_waits_until_the_first_has_ended() {
        let jobs = Jobs::new("work");
        let (_, job) = jobs.begin_alone(Counted::To(0)).unwrap();
        assert!(jobs.begin_alone(Counted::To(0)).is_none());
        job.report(Counted::End);
        assert_eq!(jobs.begin_alone(Counted::To(0)).unwrap().0, "work-2");
    }
}
