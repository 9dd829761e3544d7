//! Building the UI when its sources are newer than what was built.

use crate::shell::{Count, Out, at_root, root, run};
use anyhow::Result;
use std::path::Path;
use std::process::Command;
use std::time::SystemTime;

/// What the built UI is made of.
const SOURCES: &[&str] = &[
    "ui/src",
    "ui/public",
    "ui/index.html",
    "ui/package.json",
    "ui/package-lock.json",
    "ui/vite.config.ts",
    "locales",
];

/// Installs the UI's packages when the lock file is newer than what is installed.
pub(crate) fn packages() -> Result<()> {
    let lock = newest(&root().join("ui/package-lock.json"));
    let there = newest(&root().join("ui/node_modules/.package-lock.json"));
    if there.is_some() && there >= lock {
        return Ok(());
    }
    run(npm().args(["ci", "--no-audit", "--no-fund"]))
}

/// Builds `ui/dist` when a source is newer than it.
pub(crate) fn build() -> Result<()> {
    packages()?;
    let built = newest(&root().join("ui/dist/index.html"));
    let source = SOURCES.iter().filter_map(|path| newest(&root().join(path))).max();
    if built.is_some() && built > source {
        return Ok(());
    }
    run(npm().args(["run", "build"]))
}

/// Types and Svelte's own checks.
pub(crate) fn check(out: &mut Out) -> Result<()> {
    out.run(npm().args(["run", "check"]))
}

/// What eslint says of the sources.
pub(crate) fn lint(out: &mut Out) -> Result<()> {
    out.run(npm().args(["run", "lint"]))
}

/// Lays the sources out by prettier, which must be installed.
pub(crate) fn format() -> Result<()> {
    run(npm().args(["run", "format"]))
}

/// Whether the sources lie as prettier lays them out.
///
/// # Errors
/// If any file does not.
pub(crate) fn formatted(out: &mut Out) -> Result<()> {
    out.run(npm().args(["run", "format:check"]))
}

/// The UI's own tests.
pub(crate) fn test(out: &mut Out) -> Result<Count> {
    out.run_counted(npm().args(["run", "test"]).env("NO_COLOR", "1"))
}

fn npm() -> Command {
    let mut command = at_root(if cfg!(windows) { "npm.cmd" } else { "npm" });
    command.args(["--prefix", "ui"]);
    command
}

/// The newest time of change in a file or a folder's files.
fn newest(path: &Path) -> Option<SystemTime> {
    let found = std::fs::metadata(path).ok()?;
    if !found.is_dir() {
        return found.modified().ok();
    }
    std::fs::read_dir(path).ok()?.flatten().filter_map(|entry| newest(&entry.path())).max()
}
