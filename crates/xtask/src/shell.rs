//! Starting other programs, and where things lie.

use anyhow::{Context, Result, bail};
use std::ffi::OsStr;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// What a step counted: tests where a test runner said so, else one for the step itself.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Count {
    pub(crate) passed: u64,
    pub(crate) failed: u64,
}

impl Count {
    pub(crate) const ONE: Self = Self { passed: 1, failed: 0 };
}

/// The root folder of the workspace.
pub(crate) fn root() -> &'static Path {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().nth(2).unwrap_or(here)
}

/// The folder cargo builds into.
pub(crate) fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from)
}

/// The same cargo that runs us.
pub(crate) fn cargo() -> Command {
    at_root(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

/// A program started in the root folder.
pub(crate) fn at_root(program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(program);
    command.current_dir(root());
    command
}

/// Runs a command whose output goes to the terminal; a non-zero end is an error that names it.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    let shown = shown(command);
    println!("$ {shown}");
    let status = command.status().with_context(|| format!("{shown} could not be started"))?;
    if !status.success() {
        bail!("{shown} ended with {status}");
    }
    Ok(())
}

/// Runs a command without showing it; its standard output, or nothing if it failed or is not there.
pub(crate) fn ask(command: &mut Command) -> Option<String> {
    let output = command.stderr(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// Runs a test command, shows its lines, and adds up what its runner counted.
pub(crate) fn run_counted(command: &mut Command) -> Result<Count> {
    let shown = shown(command);
    println!("$ {shown}");
    let mut child = command.stdout(Stdio::piped()).spawn().with_context(|| format!("{shown} could not be started"))?;
    let mut count = Count::default();
    if let Some(output) = child.stdout.take() {
        let mut reader = BufReader::new(output);
        let mut bytes = Vec::new();
        while reader.read_until(b'\n', &mut bytes)? > 0 {
            std::io::stdout().write_all(&bytes)?;
            let line = plain(&String::from_utf8_lossy(&bytes));
            if let Some(more) = counted(&line) {
                count.passed += more.passed;
                count.failed += more.failed;
            }
            bytes.clear();
        }
    }
    let status = child.wait()?;
    if !status.success() {
        count.failed = count.failed.max(1);
        eprintln!("{shown} ended with {status}");
    }
    Ok(count)
}

fn shown(command: &Command) -> String {
    let program = Path::new(command.get_program()).file_name().unwrap_or_default().to_string_lossy().into_owned();
    let arguments = command.get_args().map(|word| word.to_string_lossy().into_owned());
    std::iter::once(program).chain(arguments).collect::<Vec<_>>().join(" ")
}

/// The line without the terminal's colour codes.
fn plain(line: &str) -> String {
    let mut out = String::new();
    let mut letters = line.chars();
    while let Some(letter) = letters.next() {
        if letter == '\u{1b}' {
            for skipped in letters.by_ref() {
                if skipped.is_ascii_alphabetic() {
                    break;
                }
            }
        } else {
            out.push(letter);
        }
    }
    out
}

/// Reads the closing line of cargo's test runner or of vitest.
fn counted(line: &str) -> Option<Count> {
    let line = line.trim();
    let tail = line.strip_prefix("test result:").or_else(|| line.strip_prefix("Tests "))?;
    let before = |word: &str| {
        let mut last = 0;
        for piece in tail.split([' ', ';', '|', '.']).filter(|piece| !piece.is_empty()) {
            if piece == word {
                return last;
            }
            last = piece.parse().unwrap_or(0);
        }
        0
    };
    Some(Count { passed: before("passed"), failed: before("failed") })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(line: &str, expected: Option<(u64, u64)>) {
        let found = counted(&plain(line)).map(|count| (count.passed, count.failed));
        assert_eq!(found, expected, "closing line {line:?}");
    }

    #[test]
    fn closing_lines_of_both_runners_are_read() {
        check("test result: ok. 12 passed; 0 failed; 0 ignored; 0 measured", Some((12, 0)));
        check("test result: FAILED. 3 passed; 2 failed; 0 ignored", Some((3, 2)));
        check("      Tests  7 passed (7)", Some((7, 0)));
        check(
            "\u{1b}[2m      Tests \u{1b}[22m \u{1b}[31m1 failed\u{1b}[39m | \u{1b}[32m6 passed\u{1b}[39m (7)",
            Some((6, 1)),
        );
        check(" Test Files  2 passed (2)", None);
        check("running 3 tests", None);
    }
}
