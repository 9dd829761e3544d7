//! `cargo xtask test`: the only gate, the same at the desk and anywhere else.
//!
//! Every step runs even if one before it failed, so that one run tells all; only a step that later ones stand on ends the run.
//! One feature set: every cargo command takes the whole workspace, so that nothing is built twice.

use crate::display::Virtual;
use crate::shell::{Count, at_root, cargo, root, run, run_counted};
use crate::system::Purpose;
use crate::{durability, fmt, system, tidy, tools, ui};
use anyhow::{Result, bail};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// The folders whose files the tests write anew; a difference means that somebody forgot to commit them.
const GENERATED: &[&str] = &["ui/src/lib/backend/contract", "ui/src/lib/text/generated"];

/// One line of the closing table.
struct Line {
    name: &'static str,
    took: Duration,
    count: Count,
}

/// Runs every check of the project.
///
/// # Errors
/// If any step failed.
pub(crate) fn test() -> Result<()> {
    let mut gate = Gate::default();
    gate.must("system packages", || system::ready(Purpose::Tests).map(|()| Count::ONE))?;
    gate.step("tidy and layers", || tidy::report().map(|()| Count::ONE));
    gate.must("ui packages", || ui::packages().map(|()| Count::ONE))?;
    gate.step("format", || fmt::check().map(|()| Count::ONE));
    gate.step("ui check", || ui::check().map(|()| Count::ONE));
    gate.step("ui lint", || ui::lint().map(|()| Count::ONE));
    gate.step("ui tests", ui::test);
    gate.must("ui build", || ui::build().map(|()| Count::ONE))?;
    gate.step("clippy", || {
        run(cargo().args(["clippy", "--quiet", "--workspace", "--all-targets", "--", "-D", "warnings"]))?;
        // Not among all targets, since plain `cargo test` does not run it.
        run(cargo().args(["clippy", "--quiet", "--workspace", "--test", "desktop", "--", "-D", "warnings"]))?;
        Ok(Count::ONE)
    });
    let before = generated();
    gate.must("build", || {
        run(cargo().args(["build", "--quiet", "--workspace", "--all-targets"])).map(|()| Count::ONE)
    })?;
    gate.step("rust tests", || run_counted(cargo().args(["test", "--quiet", "--workspace", "--no-fail-fast"])));
    gate.step("generated files", || same(&before));
    gate.step("durability, moderate", durability::moderate);
    gate.step("vectors", || run(at_root("python3").arg("tests/vectors/read.py")).map(|()| Count::ONE));
    gate.step("licences and sources", deny);
    gate.step("desktop", desktop);
    gate.close()
}

fn deny() -> Result<Count> {
    let tool = tools::CARGO_DENY.path()?;
    run(at_root(tool).args(["--log-level", "error", "check", "bans", "licenses", "sources"]))?;
    Ok(Count::ONE)
}

/// The tests that drive the built app by WebDriver.
fn desktop() -> Result<Count> {
    let driver = tools::TAURI_DRIVER.path()?;
    let display = Virtual::start()?;
    run_counted(
        display
            .show(&mut cargo())
            .args(["test", "--quiet", "--workspace", "--test", "desktop", "--no-fail-fast"])
            .args(["--", "--test-threads", "1"])
            .env("PANA_TAURI_DRIVER", driver),
    )
}

/// The text of every generated file.
fn generated() -> BTreeMap<PathBuf, Vec<u8>> {
    let mut files = BTreeMap::new();
    for folder in GENERATED {
        read_into(&root().join(folder), &mut files);
    }
    files
}

fn read_into(folder: &Path, files: &mut BTreeMap<PathBuf, Vec<u8>>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            read_into(&path, files);
        } else if let Ok(bytes) = std::fs::read(&path) {
            files.insert(path, bytes);
        }
    }
}

fn same(before: &BTreeMap<PathBuf, Vec<u8>>) -> Result<Count> {
    let after = generated();
    let names = before.keys().chain(after.keys()).collect::<std::collections::BTreeSet<_>>();
    let changed: Vec<String> = names
        .into_iter()
        .filter(|name| before.get(*name) != after.get(*name))
        .map(|name| name.display().to_string())
        .collect();
    if !changed.is_empty() {
        bail!("the tests wrote these anew, commit them: {}", changed.join(", "));
    }
    Ok(Count::ONE)
}

#[derive(Default)]
struct Gate {
    lines: Vec<Line>,
}

impl Gate {
    /// A step after which the run goes on whatever happened.
    fn step(&mut self, name: &'static str, work: impl FnOnce() -> Result<Count>) -> bool {
        println!("\n== {name}");
        let start = Instant::now();
        let count = work().unwrap_or_else(|error| {
            println!("{name}: {error:#}");
            Count { passed: 0, failed: 1 }
        });
        let took = start.elapsed();
        println!("== {name}: {} s", took.as_secs());
        self.lines.push(Line { name, took, count });
        count.failed == 0
    }

    /// A step that the later ones stand on.
    fn must(&mut self, name: &'static str, work: impl FnOnce() -> Result<Count>) -> Result<()> {
        if self.step(name, work) { Ok(()) } else { self.close() }
    }

    /// Prints the seconds of each step and the closing line.
    fn close(&self) -> Result<()> {
        println!("\nseconds  passed  failed  step");
        let mut all = Count::default();
        let mut took = Duration::ZERO;
        for line in &self.lines {
            println!("{:>7}  {:>6}  {:>6}  {}", line.took.as_secs(), line.count.passed, line.count.failed, line.name);
            all.passed += line.count.passed;
            all.failed += line.count.failed;
            took += line.took;
        }
        println!("{:>7}  in all\n", took.as_secs());
        println!("{} passed, {} failed", all.passed, all.failed);
        if all.failed > 0 {
            let names: Vec<&str> =
                self.lines.iter().filter(|line| line.count.failed > 0).map(|line| line.name).collect();
            bail!("failed: {}", names.join(", "));
        }
        Ok(())
    }
}
