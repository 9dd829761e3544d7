//! A replay whose second thread ends before its work is done, or with the whole process: the views stay as they were.

use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::mpsc::{Receiver, Sender, channel};

use pana_model::Secret;

use super::*;
use crate::disk::StoreError;
use crate::fold::apart::{Job, Made};
use crate::log::Stream;
use crate::testing::{centre, now, people};
use crate::{Asked, Locked, Store};

/// Enough people that several batches are under way at once.
const PEOPLE: usize = 400;

fn with_people() -> (tempfile::TempDir, Store) {
    let (dir, mut store) = centre();
    let answers: &[(&str, &str)] = &[("given_name", "Әсел"), ("family_name", "Ибраева")];
    people(&mut store, Stream::Centre, &vec![answers; PEOPLE]).unwrap();
    (dir, store)
}

/// Works as ever on the first so many jobs, and then does this.
fn until(job: usize, then: impl Fn() + Sync) -> impl Fn(Receiver<Job>, &Sender<Made>) + Sync {
    move |jobs, made| {
        for one in jobs.iter().take(job) {
            let (alone, only) = channel();
            alone.send(one).unwrap();
            drop(alone);
            apart::work(only, made);
        }
        then();
    }
}

/// The replay fails and leaves no trace, and the next one is as ever.
fn check_fails(store: &mut Store, work: &Work) {
    let before = store.view_hashes().unwrap();
    let failed = store.transact(&Asked::nothing(), now(), |tx| replay_with(tx.sql(), tx.session(), work));
    assert!(matches!(&failed, Err(StoreError::Internal(why)) if why.contains("second thread")), "{failed:?}");
    assert_eq!(store.view_hashes().unwrap(), before);
    store.rebuild_views(now()).unwrap();
    assert_eq!(store.view_hashes().unwrap(), before);
    people(store, Stream::Centre, &[&[("given_name", "Дана")]]).unwrap();
}

#[test]
fn a_second_thread_that_ends_early_costs_the_replay_and_nothing_else() {
    let (_dir, mut store) = with_people();
    for job in [0, 1, 2, 5] {
        check_fails(&mut store, &until(job, || {}));
    }
    assert!(store.doctor(now()).unwrap().is_well());
}

#[test]
fn a_second_thread_that_panics_costs_the_replay_and_nothing_else() {
    let (_dir, mut store) = with_people();
    for job in [0, 3] {
        check_fails(&mut store, &until(job, || panic!("as a fault of a library would")));
    }
    assert!(store.doctor(now()).unwrap().is_well());
}

const CHILD: &str = "PANA_REPLAY_CHILD";

/// The child: begins a replay, in whose second thread the process ends.
#[test]
fn child() {
    let Ok(said) = std::env::var(CHILD) else { return };
    let (job, dir) = said.split_once(' ').unwrap();
    let mut store = open(Path::new(dir));
    let cut = until(job.parse().unwrap(), || std::process::abort());
    let done = store.transact(&Asked::nothing(), now(), |tx| replay_with(tx.sql(), tx.session(), &cut));
    panic!("the process goes on: {done:?}");
}

fn open(dir: &Path) -> Store {
    let locked = Locked::open(dir).unwrap();
    let member = locked.members().unwrap()[0].id;
    locked.unlock(member, &Secret::new("сөз".to_owned()), now()).unwrap()
}

#[test]
fn a_process_that_ends_in_the_second_thread_of_a_replay_leaves_the_views_as_they_were() {
    let (dir, store) = with_people();
    let before = store.view_hashes().unwrap();
    drop(store);
    for job in [0, 1, 3, 6] {
        let mut child = Command::new(std::env::current_exe().unwrap());
        child.args(["fold::replay::tests::child", "--exact", "--test-threads", "1"]);
        child.env(CHILD, format!("{job} {}", dir.path().display())).stdout(Stdio::null()).stderr(Stdio::null());
        let ended = child.status().unwrap();
        assert_eq!(ended.code(), None, "it ended by itself: {ended}");
        let mut store = open(dir.path());
        assert_eq!(store.view_hashes().unwrap(), before);
        assert!(store.doctor(now()).unwrap().is_well());
    }
}
