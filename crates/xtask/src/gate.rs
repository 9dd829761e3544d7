//! `cargo xtask test`: the only gate, the same at the desk and anywhere else.
//!
//! Every step runs even if one before it failed, so that one run tells all; only a step that later ones stand on ends the run.
//! One feature set: every cargo command takes the whole workspace. One compilation: what is linted is what is tested.
//! Steps that do not stand on each other run side by side: most of them wait for a disk, a window or one long test.

use crate::display::Virtual;
use crate::lanes::{Lane, Table, lane};
use crate::shell::{CLIPPY_ARGUMENTS, Count, Out, ask, at_root, cargo, checked_cargo, root, target};
use crate::system::Purpose;
use crate::{bench, durability, fmt, soak, system, tidy, tools, ui};
use anyhow::{Context, Result, bail};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// The folder whose files the tests write anew; a difference means that somebody forgot to commit them.
const GENERATED: &str = "ui/src/lib/backend/contract";

/// Integration tests that have steps of their own.
const APART: [&str; 3] = ["desktop", "durability", "soak"];

/// Runs every check of the project.
///
/// # Errors
/// If any step failed.
pub(crate) fn test() -> Result<()> {
    let before = generated();
    let mut table = Table::default();
    table.must("system packages", |_| system::ready(Purpose::Tests).map(|()| Count::ONE))?;
    table.must("ui packages and build", |_| ui::build().map(|()| Count::ONE))?;
    let texts = lane()
        .then("tidy and layers", |out| tidy::report(out).map(|()| Count::ONE))
        .then("format", |out| fmt::check(out).map(|()| Count::ONE))
        .then("lints bite", lints_bite)
        .then("ui check", |out| ui::check(out).map(|()| Count::ONE))
        .then("ui lint", |out| ui::lint(out).map(|()| Count::ONE))
        .then("ui tests", ui::test)
        .then("licences and sources", deny);
    table.beside(vec![lane().then("clippy and build", build), texts]);
    if table.failed("clippy and build") {
        return table.close();
    }
    table.beside(tests()?);
    table.step("generated files", |_| same(&before));
    table.close()
}

/// Everything at once: library, programs, tests, examples and benchmarks.
fn build(out: &mut Out) -> Result<Count> {
    out.run(checked_cargo().args(["build", "--quiet", "--workspace", "--all-targets"]))?;
    // Not among all targets, since plain `cargo test` does not run it.
    out.run(checked_cargo().args(["build", "--quiet", "--workspace", "--test", "desktop"]))?;
    Ok(Count::ONE)
}

/// How the driver is told to take a warning for an error is between it and cargo, so it is tried: if it were passed over, no
/// lint would say so.
fn lints_bite(out: &mut Out) -> Result<Count> {
    let probe = target().join("lint_probe.rs");
    std::fs::write(&probe, "//! A lint has something to say of this.\nfn nobody_calls_this() {}\n")?;
    let driver = checked_cargo();
    let told = |name: &str| driver.get_envs().find_map(|(key, value)| (key == name).then_some(value?));
    let program = told("RUSTC_WORKSPACE_WRAPPER").context("no driver is set")?;
    let mut command = at_root(program);
    command.args(["--crate-type", "lib", "--emit", "metadata", "--out-dir"]).arg(target()).arg(&probe);
    let accepted = ask(&mut command).is_some();
    command.env(CLIPPY_ARGUMENTS, told(CLIPPY_ARGUMENTS).context("warnings are no errors")?);
    let refused = ask(&mut command).is_none();
    out.say(&format!("a warning alone is accepted: {accepted}; as an error it is refused: {refused}"));
    if !(accepted && refused) {
        bail!("clippy's driver no longer takes warnings for errors the way it is told to");
    }
    Ok(Count::ONE)
}

/// The lanes of tests, about as long as each other.
fn tests() -> Result<Vec<Lane>> {
    let names = integration_tests()?;
    let unit = lane()
        .then("unit tests", |out| out.run_counted(tested().args(["--lib", "--bins"])))
        .then("examples in docs", |out| out.run_counted(tested().arg("--doc")))
        .then("durability, moderate", durability::moderate)
        .then("soak, moderate", soak::moderate);
    let integration = lane()
        .then("integration tests", move |out| {
            let chosen = names.iter().flat_map(|name| ["--test", name.as_str()]);
            out.run_counted(tested().args(chosen))
        })
        .then("vectors", |out| out.run(at_root("python3").arg("tests/vectors/read.py")).map(|()| Count::ONE));
    let window = lane().then("desktop", desktop).then("bench, smallest", bench::smallest);
    Ok(vec![unit, integration, window])
}

fn tested() -> std::process::Command {
    let mut command = checked_cargo();
    command.args(["test", "--quiet", "--workspace", "--no-fail-fast"]);
    command
}

/// The names of all integration tests but those that have steps of their own.
fn integration_tests() -> Result<BTreeSet<String>> {
    let told = ask(cargo().args(["metadata", "--no-deps", "--format-version", "1"]));
    let mut names = test_targets(&told.context("cargo tells nothing of the workspace")?);
    for apart in APART {
        if !names.remove(apart) {
            bail!("there is no integration test `{apart}`");
        }
    }
    Ok(names)
}

/// The names of the targets that are tests, out of what `cargo metadata` writes.
fn test_targets(metadata: &str) -> BTreeSet<String> {
    let targets = metadata.split("{\"kind\":[\"test\"]").skip(1);
    let names = targets.filter_map(|target| target.split_once("\"name\":\"")?.1.split_once('"'));
    names.map(|(name, _)| name.to_owned()).collect()
}

fn deny(out: &mut Out) -> Result<Count> {
    let tool = tools::CARGO_DENY.path(out)?;
    out.run(at_root(tool).args(["--log-level", "error", "check", "bans", "licenses", "sources"]))?;
    Ok(Count::ONE)
}

/// The tests that drive the built app by WebDriver, one after the other: keys sent to one window have come to nothing while
/// another one was on the display.
fn desktop(out: &mut Out) -> Result<Count> {
    let display = Virtual::start()?;
    let mut command = tested();
    command.args(["--test", "desktop", "--", "--test-threads", "1"]);
    out.run_counted(display.show(&mut command))
}

/// The text of every generated file.
fn generated() -> BTreeMap<PathBuf, Vec<u8>> {
    let mut files = BTreeMap::new();
    read_into(&root().join(GENERATED), &mut files);
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_integration_test_of_the_workspace_is_found() {
        let names = integration_tests().unwrap();
        for name in ["attacks", "conformance", "incremental", "scenarios", "vectors"] {
            assert!(names.contains(name), "{name} is not among {names:?}");
        }
        assert!(APART.iter().all(|apart| !names.contains(*apart)));
    }
}
