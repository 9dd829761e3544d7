//! A process that is killed, a power that goes and a disk that is full, at each write of what laptops do when they meet.
//!
//! Kills and power losses are rebuilt from one recording of a whole deed: of each side's folder what the disk may hold when it ended
//! at a call, the other side being killed there too or having gone on. A full disk is injected into the running child, which tries
//! again in the same process.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use crate::deeds::{Deed, base, say};
use crate::kit::copy_files;
use crate::trace::{self, Call, TRACED, Unsynced};
use crate::{points, tried};

/// Files that are written in place or beside their place, and no pipe and no terminal among them.
const FILES: [&str; 8] = [
    "pana.db",
    "pana.db-wal",
    "pana.db-journal",
    "keyring.json.new",
    "joining.json.new",
    "hub.db",
    "hub.db-wal",
    "hub.db-journal",
];

/// The child: does what the environment asks for, and tries again where it was refused.
#[test]
fn child() {
    let Ok(work) = std::env::var("PANA_CHILD") else { return };
    let named = std::env::var("PANA_CHILD_DO").unwrap();
    let deed = Deed::ALL.into_iter().find(|deed| deed.name() == named).unwrap();
    // A file of its own: the test harness would hold lines of stdout back.
    let mut out = std::fs::OpenOptions::new().append(true).open(std::env::var("PANA_CHILD_OUT").unwrap()).unwrap();
    for _ in 0..3 {
        match deed.run(Path::new(&work), &mut out) {
            Ok(()) => std::process::exit(0),
            Err(error) => say(&mut out, &format!("refused: {error}")),
        }
    }
    std::process::exit(3);
}

/// A folder for one trial: what is worked in, what the child said, what strace saw.
struct Trial {
    dir: tempfile::TempDir,
}

impl Trial {
    fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        std::fs::write(dir.path().join("said"), "").unwrap();
        Self { dir }
    }

    fn of(base: &Path) -> Self {
        let trial = Self::new();
        copy(base, &trial.work());
        trial
    }

    fn work(&self) -> PathBuf {
        self.dir.path().join("work")
    }

    fn said_file(&self) -> PathBuf {
        self.dir.path().join("said")
    }

    fn said(&self) -> String {
        std::fs::read_to_string(self.said_file()).unwrap()
    }

    fn log(&self) -> String {
        std::fs::read_to_string(self.dir.path().join("strace")).unwrap()
    }

    /// The child's end under strace with these arguments.
    fn child(&self, deed: Deed, strace: &[&str]) -> Option<i32> {
        let mut command = Command::new("strace");
        command.args(["-f", "-qq", "-o"]).arg(self.dir.path().join("strace")).args(strace);
        command
            .arg(std::env::current_exe().unwrap())
            .args(["kills::child", "--exact", "--test-threads", "1"])
            .env("PANA_CHILD", self.work())
            .env("PANA_CHILD_DO", deed.name())
            .env("PANA_CHILD_OUT", self.said_file())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        command.status().unwrap().code()
    }
}

/// A folder of folders.
fn copy(from: &Path, to: &Path) {
    copy_files(from, to);
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        if entry.file_type().unwrap().is_dir() {
            copy_files(&entry.path(), &to.join(entry.file_name()));
        }
    }
}

fn before(deed: Deed) -> Trial {
    let before = Trial::new();
    base(&before.work(), deed);
    if deed == Deed::Join {
        // A laptop that has nothing yet: its folder alone.
        std::fs::create_dir(before.work().join("three")).unwrap();
    }
    before
}

fn strace_is_here() -> bool {
    let here = Command::new("strace").arg("-V").stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok();
    if !here {
        eprintln!("strace is missing: faults at single writes are not tried");
    }
    here
}

/// What was done in a folder, of all that was done before a point.
fn of(calls: &[Call], folder: &Path) -> Vec<Call> {
    let inside = |path: &str| Path::new(path).starts_with(folder);
    let is_here = |call: &&Call| match call {
        Call::Create { path }
        | Call::Write { path, .. }
        | Call::Truncate { path, .. }
        | Call::Sync { path }
        | Call::Remove { path }
        | Call::Rename { from: path, .. } => inside(path),
        Call::Say { .. } => false,
    };
    calls.iter().filter(is_here).cloned().collect()
}

/// The deed cut off after a call: what each of its sides may hold then.
fn rebuilt(trial: &Trial, base: &Path, calls: &[Call], deed: Deed, fates: &[Unsynced]) -> Trial {
    let again = Trial::of(base);
    for (side, fate) in deed.sides().iter().zip(fates.iter().cycle()) {
        let (folder, to) = (trial.work().join(side), again.work().join(side));
        std::fs::remove_dir_all(&to).unwrap();
        let done = of(calls, &folder);
        trace::rebuild(&done, done.len(), *fate, &folder, &base.join(side), &to);
    }
    again
}

fn cut_off_at_every_call(deed: Deed, few: usize, moderate: usize) {
    if !strace_is_here() {
        return;
    }
    let (base, begun) = (before(deed), Instant::now());
    let trial = Trial::of(&base.work());
    let record = ["-y", "-xx", "-s", "10000000", "-e", TRACED];
    assert_eq!(trial.child(deed, &record), Some(0), "{}", trial.said());
    let calls = trace::read(&trial.log(), &trial.work(), &trial.said_file());
    assert_eq!(trace::said(&calls, calls.len()), trial.said(), "the recording is whole");
    let writes = calls.iter().filter(|call| !matches!(call, Call::Say { .. })).count();
    assert!(writes > 10, "{writes} calls are no {deed:?}");
    let points = points(calls.len(), few, moderate);
    for cut in &points {
        let some = [*cut as u64 * 3, *cut as u64 * 7 + 1].map(Unsynced::Some);
        // Both killed; the power of either gone and the other alive; both gone.
        let ends = [[Unsynced::Kept; 2], [Unsynced::Lost, Unsynced::Kept], [Unsynced::Kept, Unsynced::Lost], some];
        for fates in &ends {
            let again = rebuilt(&trial, &base.work(), &calls[..*cut], deed, fates);
            let verified = deed.verify(&again.work(), &trace::said(&calls, *cut));
            assert!(verified.is_ok(), "{deed:?} cut off after call {cut} of {}, {fates:?}: {verified:?}", calls.len());
        }
    }
    tried(
        &format!("{} cut off", deed.name()),
        &format!("{} of {} calls, 4 ends each", points.len(), calls.len()),
        begun,
    );
}

/// The arguments by which strace sees the files of the sides alone.
fn files(trial: &Trial, deed: Deed) -> Vec<String> {
    let all = deed.sides().iter().flat_map(|side| FILES.iter().map(move |file| (side, file)));
    all.flat_map(|(side, file)| ["-P".to_owned(), trial.work().join(side).join(file).display().to_string()]).collect()
}

/// What a disk does at a call.
struct Fault {
    calls: &'static str,
    error: &'static str,
}

const FULL: Fault = Fault { calls: "pwrite64,write", error: "ENOSPC" };
const UNSYNCED: Fault = Fault { calls: "fsync,fdatasync", error: "EIO" };

impl Fault {
    /// The child's end, where its disk does nothing of the kind, or does it at these calls.
    fn run(&self, trial: &Trial, deed: Deed, when: Option<&str>) -> Option<i32> {
        let (mut arguments, trace) = (files(trial, deed), format!("trace={}", self.calls));
        arguments.extend(["-e".to_owned(), trace]);
        if let Some(when) = when {
            arguments.extend(["-e".to_owned(), format!("inject={}:error={}:when={when}", self.calls, self.error)]);
        }
        trial.child(deed, &arguments.iter().map(String::as_str).collect::<Vec<_>>())
    }
}

fn fails_at_every_call(deed: Deed, fault: &Fault, few: usize, moderate: usize) {
    if !strace_is_here() {
        return;
    }
    let (base, begun) = (before(deed), Instant::now());
    let trial = Trial::of(&base.work());
    assert_eq!(fault.run(&trial, deed, None), Some(0), "{}", trial.said());
    let calls =
        trial.log().lines().filter(|line| line.rsplit_once(") ").is_some_and(|(_, end)| end.contains("= "))).count();
    assert!(calls > 10, "{calls} calls are no {deed:?}");
    let (points, mut said_so, mut went_on) = (points(calls, few, moderate), 0, 0);
    for call in &points {
        // For a moment, or from then on.
        for until in ["", "+"] {
            let trial = Trial::of(&base.work());
            let ended = fault.run(&trial, deed, Some(&format!("{call}{until}")));
            let said = trial.said();
            let what = format!("{deed:?}, {} at call {call}{until} of {calls}", fault.error);
            assert!(matches!(ended, Some(0 | 3)), "{what}: {ended:?} {said}");
            assert!(!said.contains("not well"), "{what}: {said}");
            said_so += said.lines().filter(|line| line.starts_with("refused")).count();
            went_on += usize::from(ended == Some(0) && said.contains("refused"));
            let verified = deed.verify(&trial.work(), &said);
            assert!(verified.is_ok(), "{what}: {verified:?} {said}");
        }
    }
    assert!(said_so > 0, "it is told");
    // Calls are counted by thread, and a hub that is begun again has new ones: a moment may come again. Not at each call.
    let is_all = points.len() == calls;
    assert!(!is_all || went_on > 0, "what was not done is done when the disk does its work again");
    let times = format!("{} of {calls} calls, for a moment and for good, {went_on} gone on with", points.len());
    tried(&format!("{}, {}", deed.name(), fault.error), &times, begun);
}

#[test]
fn a_meeting_cut_off_at_any_call_on_either_side_loses_nothing_and_is_ended_by_the_next() {
    cut_off_at_every_call(Deed::Meet, 3, 4);
}

#[test]
fn a_meeting_with_a_full_disk_at_any_write_on_either_side_loses_nothing_and_is_ended_by_the_next() {
    fails_at_every_call(Deed::Meet, &FULL, 2, 3);
}

#[test]
fn a_bundle_that_is_cut_off_at_any_call_while_it_is_written_is_there_whole_or_not_at_all() {
    cut_off_at_every_call(Deed::Write, 3, 3);
}

#[test]
fn a_bundle_that_is_cut_off_at_any_call_while_it_is_read_is_read_to_its_end_by_the_next_try() {
    cut_off_at_every_call(Deed::Read, 2, 3);
}

#[test]
fn a_bundle_that_is_read_with_a_full_disk_at_any_write_is_read_to_its_end_by_the_next_try() {
    fails_at_every_call(Deed::Read, &FULL, 2, 3);
}

#[test]
fn a_laptop_cut_off_at_any_call_while_it_joins_is_let_in_by_the_next_try() {
    cut_off_at_every_call(Deed::Join, 2, 3);
}

#[test]
fn a_laptop_with_a_full_disk_at_any_write_while_it_joins_is_let_in_by_the_next_try() {
    fails_at_every_call(Deed::Join, &FULL, 2, 3);
}

#[test]
fn a_meeting_with_a_disk_that_fails_to_sync_at_any_call_on_either_side_confirms_nothing_that_is_lost() {
    fails_at_every_call(Deed::Meet, &UNSYNCED, 2, 3);
}

#[test]
fn a_case_that_is_proposed_to_another_centre_and_cut_off_at_any_call_is_proposed_once_by_the_next_try() {
    cut_off_at_every_call(Deed::Propose, 3, 4);
}

#[test]
fn a_case_that_is_taken_in_and_cut_off_at_any_call_is_one_case_by_the_next_try() {
    cut_off_at_every_call(Deed::TakeIn, 3, 4);
}

#[test]
fn a_case_that_is_taken_in_with_a_full_disk_at_any_write_is_one_case_by_the_next_try() {
    fails_at_every_call(Deed::TakeIn, &FULL, 2, 3);
}

#[test]
fn the_word_of_another_centre_cut_off_at_any_call_closes_the_case_once_by_the_next_try() {
    cut_off_at_every_call(Deed::TakeWord, 3, 4);
}
