//! No confirmed answer is lost: not by a killed process, not by a full disk, not by a loss of power.
//!
//! The child process is this test binary itself, called with `PANA_CHILD`. How much is tried follows `PANA_DURABILITY`:
//! unset = a few of each, `moderate` = what the gate runs, `full` = 200 kills at random points and every single write.
//! `PANA_KILLS` sets the number of random kills. Where strace is missing, what needs it says so and is passed over.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, missing_docs)]
#![allow(clippy::string_slice)]
#![allow(clippy::print_stderr, unreachable_pub)]

mod script;
mod trace;

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use trace::Unsynced;

/// How much is tried.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Effort {
    Few,
    Moderate,
    Full,
}

fn effort() -> Effort {
    match std::env::var("PANA_DURABILITY").as_deref() {
        Ok("full") => Effort::Full,
        Ok("moderate") => Effort::Moderate,
        _ => Effort::Few,
    }
}

/// Of `all` points, those that are tried: all of them, or some spread over the whole.
fn points(all: usize, few: usize, moderate: usize) -> Vec<usize> {
    let many = match effort() {
        Effort::Few => few,
        Effort::Moderate => moderate,
        Effort::Full => all,
    };
    let step = all.div_ceil(many.max(1)).max(1);
    (1..=all).step_by(step).collect()
}

/// The child: leads the scripted interview that the environment asks for.
#[test]
fn child() {
    let Ok(dir) = std::env::var("PANA_CHILD") else { return };
    let seed: u64 = std::env::var("PANA_CHILD_SEED").unwrap().parse().unwrap();
    // A file of its own: the test harness would hold lines of stdout back.
    let mut out = std::fs::OpenOptions::new().append(true).open(std::env::var("PANA_CHILD_OUT").unwrap()).unwrap();
    let done = if seed == 0 {
        script::create(Path::new(&dir), &mut out)
    } else {
        script::run(Path::new(&dir), seed, 2, &mut out)
    };
    if let Err(error) = done {
        script::say(&mut out, &format!("refused: {error}"));
        std::process::exit(3);
    }
    std::process::exit(0);
}

/// A folder for one trial: `store`, what the child said, what strace saw.
struct Trial {
    dir: tempfile::TempDir,
}

impl Trial {
    fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        std::fs::write(dir.path().join("said"), "").unwrap();
        Self { dir }
    }

    /// With a centre in it, copied from `base`.
    fn of(base: &Path) -> Self {
        let trial = Self::new();
        copy(base, &trial.store());
        trial
    }

    fn store(&self) -> PathBuf {
        self.dir.path().join("store")
    }

    fn said_file(&self) -> PathBuf {
        self.dir.path().join("said")
    }

    fn said(&self) -> String {
        std::fs::read_to_string(self.said_file()).unwrap()
    }

    fn log(&self) -> PathBuf {
        self.dir.path().join("strace")
    }

    /// The child, under strace with these arguments when there are any.
    fn child(&self, seed: u64, strace: &[&str]) -> Command {
        let own = std::env::current_exe().unwrap();
        let mut command = if strace.is_empty() {
            Command::new(own)
        } else {
            let mut command = Command::new("strace");
            command.args(["-f", "-qq", "-o"]).arg(self.log()).args(strace).arg(own);
            command
        };
        command
            .args(["child", "--exact", "--test-threads", "1"])
            .env("PANA_CHILD", self.store())
            .env("PANA_CHILD_SEED", seed.to_string())
            .env("PANA_CHILD_OUT", self.said_file())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        command
    }

    fn verify(&self, what: &str) -> usize {
        script::verify(&self.store(), &self.said()).unwrap_or_else(|problem| panic!("{what}: {problem}"))
    }
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        std::fs::copy(entry.path(), to.join(entry.file_name())).unwrap();
    }
}

fn base() -> Trial {
    let base = Trial::new();
    script::create(&base.store(), &mut Vec::new()).unwrap();
    base
}

fn strace_is_here() -> bool {
    let here = Command::new("strace").arg("-V").stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok();
    if !here {
        eprintln!("strace is missing: faults at single writes are not tried");
    }
    here
}

/// How many of `calls` the child makes when nothing happens to it.
fn count(base: &Path, seed: u64, calls: &str) -> usize {
    let trial = if seed == 0 { Trial::new() } else { Trial::of(base) };
    assert!(trial.child(seed, &["-e", &format!("trace={calls}")]).status().unwrap().success());
    let log = std::fs::read_to_string(trial.log()).unwrap();
    log.lines().filter(|line| line.contains(") = ")).count()
}

#[test]
fn a_process_killed_at_any_moment_loses_nothing_it_confirmed() {
    let kills = std::env::var("PANA_KILLS").ok().and_then(|many| many.parse().ok()).unwrap_or(match effort() {
        Effort::Few => 20,
        Effort::Moderate => 40,
        Effort::Full => 200,
    });
    let base = base();
    let begun = Instant::now();
    assert!(Trial::of(&base.store()).child(1, &[]).status().unwrap().success());
    let whole = begun.elapsed().as_micros() as u64;
    let (mut trial, mut confirmed, mut noise) = (Trial::of(&base.store()), 0, 0x9E37_79B9_7F4A_7C15_u64);
    for kill in 1..=kills {
        noise ^= noise << 13;
        noise ^= noise >> 7;
        noise ^= noise << 17;
        let mut child = trial.child(kill, &[]).spawn().unwrap();
        std::thread::sleep(Duration::from_micros(noise % whole));
        child.kill().unwrap();
        child.wait().unwrap();
        confirmed += trial.verify(&format!("kill {kill}"));
        if kill % 20 == 0 {
            trial = Trial::of(&base.store());
        }
    }
    assert!(confirmed > 0, "some kills came after the first confirmed answer");
}

#[test]
fn a_process_killed_at_any_single_write_loses_nothing_it_confirmed() {
    if !strace_is_here() {
        return;
    }
    let base = base();
    for write in points(count(&base.store(), 1, "pwrite64"), 6, 40) {
        let trial = Trial::of(&base.store());
        let inject = format!("inject=pwrite64:signal=SIGKILL:when={write}");
        let ended = trial.child(1, &["-e", "trace=pwrite64", "-e", &inject]).status().unwrap();
        assert!(!ended.success(), "write {write}");
        trial.verify(&format!("killed at write {write}"));
    }
}

#[test]
fn a_creation_killed_at_any_single_call_leaves_a_centre_or_none() {
    if !strace_is_here() {
        return;
    }
    let base = base();
    let calls = "pwrite64,fsync,fdatasync,rename,ftruncate,unlink";
    for call in points(count(&base.store(), 0, calls), 4, 20) {
        let trial = Trial::new();
        let inject = format!("inject={calls}:signal=SIGKILL:when={call}");
        trial.child(0, &["-e", &format!("trace={calls}"), "-e", &inject]).status().unwrap();
        trial.verify(&format!("creation killed at call {call}"));
        if !trial.store().join("keyring.json").exists() {
            script::create(&trial.store(), &mut Vec::new()).unwrap();
            trial.verify("created after a creation that was cut off");
        }
    }
}

#[test]
fn a_disk_full_at_any_single_write_loses_nothing_and_says_so() {
    if !strace_is_here() {
        return;
    }
    let base = base();
    let mut said_so = 0;
    for write in points(count(&base.store(), 1, "pwrite64"), 6, 40) {
        let trial = Trial::of(&base.store());
        // Full for a moment, or from then on.
        let until = if write % 2 == 0 { "" } else { "+" };
        let inject = format!("inject=pwrite64:error=ENOSPC:when={write}{until}");
        let ended = trial.child(1, &["-e", "trace=pwrite64", "-e", &inject]).status().unwrap();
        let said = trial.said();
        let refused: Vec<&str> = said.lines().filter(|line| line.starts_with("refused")).collect();
        assert_eq!(ended.code() == Some(3), !refused.is_empty(), "write {write}");
        assert!(refused.iter().all(|line| *line == "refused: the disk is full"), "write {write}: {refused:?}");
        said_so += refused.len();
        trial.verify(&format!("full at write {write}{until}"));
    }
    assert!(said_so > 0, "a full disk is told");
}

#[test]
fn a_disk_that_fails_to_sync_confirms_nothing_it_lost() {
    if !strace_is_here() {
        return;
    }
    let base = base();
    for sync in points(count(&base.store(), 1, "fsync,fdatasync"), 3, 12) {
        let trial = Trial::of(&base.store());
        let inject = format!("inject=fsync,fdatasync:error=EIO:when={sync}");
        trial.child(1, &["-e", "trace=fsync,fdatasync", "-e", &inject]).status().unwrap();
        trial.verify(&format!("sync {sync} failed"));
    }
}

/// What a power loss may leave is built from a recording, for many points and several fates of what was not synced.
#[test]
fn a_power_loss_at_any_point_loses_nothing_that_was_confirmed() {
    if !strace_is_here() {
        return;
    }
    let base = base();
    for seed in [0, 1] {
        let trial = if seed == 0 { Trial::new() } else { Trial::of(&base.store()) };
        std::fs::create_dir_all(trial.store()).unwrap();
        let before = tempfile::tempdir().unwrap();
        copy(&trial.store(), before.path());
        let record = ["-y", "-xx", "-s", "10000000", "-e", trace::TRACED];
        assert!(trial.child(seed, &record).status().unwrap().success());
        let log = std::fs::read_to_string(trial.log()).unwrap();
        let calls = trace::read(&log, &trial.store(), &trial.said_file());
        assert_eq!(trace::said(&calls, calls.len()), trial.said(), "the recording is whole");
        for cut in points(calls.len(), 8, 60) {
            let some = [cut as u64 * 3, cut as u64 * 7 + 1].map(Unsynced::Some);
            for fate in [Unsynced::Lost, Unsynced::Kept].into_iter().chain(some) {
                let after = tempfile::tempdir().unwrap();
                trace::rebuild(&calls, cut, fate, &trial.store(), before.path(), after.path());
                let said = trace::said(&calls, cut);
                let verified = script::verify(after.path(), &said);
                assert!(verified.is_ok(), "power lost after call {cut} of {}, {fate:?}: {verified:?}", calls.len());
            }
        }
    }
}
