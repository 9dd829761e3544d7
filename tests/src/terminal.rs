//! The terminal's program on a computer.

use crate::app::built;
use crate::computer::{Computer, LOGGING};
use anyhow::{Context, Result};
use serde_json::Value;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// How a command ended and what it said.
#[derive(Debug)]
pub struct Ended {
    /// 0 done, 1 cannot be met, 2 wrong usage, 3 wrong passphrase or no right.
    pub code: i32,
    /// The one JSON document on its standard output; null if there was none.
    pub reply: Value,
    /// What it said to the person.
    pub said: String,
}

/// Runs `pana` with `--json` and the passphrase of the stories.
///
/// # Errors
/// If the program is not there or was ended by force.
pub fn pana<Word: AsRef<OsStr>>(computer: &Computer, words: impl IntoIterator<Item = Word>) -> Result<Ended> {
    ended(command(computer, words)?)
}

/// Runs `pana` under `strace`, which lets the chosen system calls fail.
///
/// # Errors
/// As [`pana`].
pub fn pana_with_fault<Word: AsRef<OsStr>>(
    computer: &Computer,
    fault: &str,
    words: impl IntoIterator<Item = Word>,
) -> Result<Ended> {
    let inner = command(computer, words)?;
    let mut outer = Command::new("strace");
    outer.args(["-f", "-qq", "-o", "/dev/null", "-e"]).arg(format!("inject={fault}"));
    outer.arg(inner.get_program()).args(inner.get_args());
    outer.envs(computer.variables()).stdin(Stdio::null());
    ended(outer)
}

/// Runs `pana` where nothing can be written in a folder: it is mounted read-only for this program alone.
///
/// # Errors
/// As [`pana`], and where the system lets nobody mount anything.
pub fn pana_with_read_only<Word: AsRef<OsStr>>(
    computer: &Computer,
    folder: &Path,
    words: impl IntoIterator<Item = Word>,
) -> Result<Ended> {
    let inner = command(computer, words)?;
    let mut outer = Command::new("unshare");
    outer.args(["--map-root-user", "--mount", "sh", "-ec"]);
    outer.arg("mount --bind \"$0\" \"$0\"; mount -o remount,ro,bind \"$0\"; exec \"$@\"").arg(folder);
    outer.arg(inner.get_program()).args(inner.get_args());
    outer.envs(computer.variables()).envs(LOGGING).stdin(Stdio::null());
    ended(outer)
}

/// The file that holds the passphrase of the stories.
///
/// # Errors
/// If it cannot be written.
pub fn passphrase_file(computer: &Computer) -> Result<PathBuf> {
    let path = computer.everything().join("run/passphrase");
    std::fs::write(&path, crate::story::PASSPHRASE)?;
    Ok(path)
}

fn command<Word: AsRef<OsStr>>(computer: &Computer, words: impl IntoIterator<Item = Word>) -> Result<Command> {
    let mut command = Command::new(built("pana")?);
    command.args(words).args(["--json", "--passphrase-file"]).arg(passphrase_file(computer)?);
    command.envs(computer.variables()).envs(LOGGING).stdin(Stdio::null());
    Ok(command)
}

fn ended(mut command: Command) -> Result<Ended> {
    let output = command.output().context("pana could not be started")?;
    let code = output.status.code().context("pana was ended by force")?;
    let reply = serde_json::from_slice(&output.stdout).unwrap_or_default();
    Ok(Ended { code, reply, said: String::from_utf8_lossy(&output.stderr).into_owned() })
}
