//! The same work done by several builds of `pana` in turns, so that a machine that is now slower and now faster is so to all of
//! them. Only what every build's terminal has is used: a centre made, opened, exported, examined.

use crate::computer::Computer;
use anyhow::{Context, Result, bail};
use serde_json::Value;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// How often each work is done, after each other build has done it as often.
const ROUNDS: usize = 5;
/// How often a process is asked for its memory.
const ASKED: Duration = Duration::from_millis(5);

/// A build, and the centre that it made.
struct Build {
    name: String,
    program: PathBuf,
    computer: Computer,
    people: u64,
    interviews: u64,
}

/// A whole process, from its start to its end.
struct Run {
    seconds: f64,
    mib: f64,
    reply: Value,
}

/// Of one kind of work by one build: what the runs took.
#[derive(Default)]
struct Runs {
    seconds: Vec<f64>,
    mib: Vec<f64>,
    reply: Value,
}

/// Measures the builds, given by a name and their program `pana`, on `people` that each of them makes. Gives name, value and
/// unit of each figure; the sizes are those that the stores themselves tell.
///
/// # Errors
/// If a build cannot do it, or their stores are not of one size.
pub fn in_turns(builds: Vec<(String, PathBuf)>, people: u32) -> Result<Vec<(String, f64, &'static str)>> {
    let builds = builds.into_iter().map(|(name, program)| Build::make(name, program, people));
    let builds = builds.collect::<Result<Vec<_>>>()?;
    let sizes = |build: &Build| (build.people, build.interviews);
    if let Some(other) = builds.iter().find(|build| builds.iter().any(|any| sizes(any) != sizes(build))) {
        bail!("the stores are of different sizes: {} has {:?}", other.name, sizes(other));
    }
    let mut figures = Vec::new();
    let of = builds.first().map(|build| format!("{} people, {} interviews", build.people, build.interviews));
    let of = of.context("no build is named")?;
    let opened = each(&builds, ROUNDS, |build| build.run(&["people", "search", "planted"]))?;
    for (build, runs) in builds.iter().zip(&opened) {
        figures.push((format!("{}: opened, with Argon2, of {of}", build.name), middle(&runs.seconds), "s"));
    }
    for format in ["csv", "json"] {
        let runs = each(&builds, ROUNDS, |build| build.export(format))?;
        for ((build, runs), opened) in builds.iter().zip(&runs).zip(&opened) {
            let took = middle(&runs.seconds) - middle(&opened.seconds);
            let name = format!("{}: export to {format}, less the opening, of {of}", build.name);
            let interviews = u32::try_from(told(&runs.reply, "interviews")?)?;
            figures.push((name, f64::from(interviews) / took, "interviews/s"));
            figures.push((format!("{}: export to {format}, memory at its peak", build.name), middle(&runs.mib), "MiB"));
        }
    }
    // The doctor replays the whole log and compares what that gives with what is there.
    let examined = each(&builds, 1, |build| build.run(&["doctor"]))?;
    for ((build, runs), opened) in builds.iter().zip(&examined).zip(&opened) {
        let took = middle(&runs.seconds) - middle(&opened.seconds);
        figures.push((format!("{}: examined and replayed, of {of}", build.name), took, "s"));
    }
    Ok(figures)
}

/// Lets every build do the work, then every build again.
fn each(builds: &[Build], rounds: usize, work: impl Fn(&Build) -> Result<Run>) -> Result<Vec<Runs>> {
    let mut all: Vec<Runs> = builds.iter().map(|_| Runs::default()).collect();
    for _ in 0..rounds {
        for (build, runs) in builds.iter().zip(&mut all) {
            let run = work(build)?;
            runs.seconds.push(run.seconds);
            runs.mib.push(run.mib);
            runs.reply = run.reply;
        }
    }
    Ok(all)
}

impl Build {
    fn make(name: String, program: PathBuf, people: u32) -> Result<Self> {
        let mut build = Self { name, program, computer: Computer::new()?, people: 0, interviews: 0 };
        let made = build.started(&["demo", "--people", &people.to_string(), "--seed", "7"])?.reply;
        std::fs::write(
            build.passphrase(),
            made.get("passphrase").and_then(Value::as_str).context("no passphrase was told")?,
        )?;
        build.people = told(&made, "people")?;
        build.interviews = told(&made, "interviews")?;
        Ok(build)
    }

    fn passphrase(&self) -> PathBuf {
        self.computer.everything().join("run/passphrase")
    }

    fn export(&self, format: &str) -> Result<Run> {
        let file = self.computer.out().join(format!("intake.{format}"));
        let file = file.to_str().context("the folder has a name that is no text")?;
        self.run(&["export", "intake", "--format", format, "--out", file, "--purpose", "care"])
    }

    fn run(&self, words: &[&str]) -> Result<Run> {
        let file = self.passphrase();
        let file = file.to_str().context("the folder has a name that is no text")?;
        self.started(&[words, &["--passphrase-file", file]].concat())
    }

    fn started(&self, words: &[&str]) -> Result<Run> {
        let mut command = Command::new(&self.program);
        command.arg("--json").args(words).envs(self.computer.variables());
        let out = self.computer.everything().join("run/reply");
        command.stdin(Stdio::null()).stdout(std::fs::File::create(&out)?).stderr(Stdio::null());
        let begun = Instant::now();
        let mut child = command.spawn().with_context(|| format!("{} could not be started", self.program.display()))?;
        let mut mib = 0.0_f64;
        let ended = loop {
            if let Some(ended) = child.try_wait()? {
                break ended;
            }
            mib = mib.max(peak(child.id()).unwrap_or_default());
            std::thread::sleep(ASKED);
        };
        let seconds = begun.elapsed().as_secs_f64();
        if !ended.success() {
            bail!("{} {} ended with {ended}", self.name, words.join(" "));
        }
        Ok(Run { seconds, mib, reply: serde_json::from_slice(&std::fs::read(&out)?)? })
    }
}

fn told(reply: &Value, what: &str) -> Result<u64> {
    reply.get(what).and_then(Value::as_u64).with_context(|| format!("no number of {what} was told"))
}

/// What a process held at most, where the system tells it.
fn peak(process: u32) -> Option<f64> {
    let text = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.split_whitespace().next()?.parse::<f64>().ok().map(|kib| kib / 1024.0)
}

fn middle(values: &[f64]) -> f64 {
    let mut values = values.to_vec();
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}
