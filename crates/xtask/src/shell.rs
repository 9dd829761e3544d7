//! Starting other programs, and where things lie.

use anyhow::{Context, Result, bail};
use std::ffi::OsStr;
use std::io::{BufRead, BufReader, PipeReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

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

/// Cargo with clippy's driver in the compiler's place for our own crates: what is linted is what is tested, compiled once.
/// A warning is an error. Plain cargo compiles our own crates anew after it, and nothing of others.
pub(crate) fn checked_cargo() -> Command {
    let mut command = cargo();
    let home = ask(at_root("rustc").args(["--print", "sysroot"])).unwrap_or_default();
    let driver = Path::new(&home).join("bin").join(format!("clippy-driver{}", std::env::consts::EXE_SUFFIX));
    command.env("RUSTC_WORKSPACE_WRAPPER", driver).env(CLIPPY_ARGUMENTS, "-Dwarnings");
    // It mostly runs on a clean clone, where what is kept for a next compilation is only written.
    command.env("CARGO_INCREMENTAL", "0");
    command
}

/// So many lines are said of why a test failed, each of so many letters.
const WHY_LINES: usize = 8;
const WHY_LETTERS: usize = 600;

/// What the driver adds to its own arguments, as `cargo clippy` tells it.
pub(crate) const CLIPPY_ARGUMENTS: &str = "CLIPPY_ARGS";

/// A program started in the root folder.
pub(crate) fn at_root(program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(program);
    command.current_dir(root());
    command
}

/// Runs a command whose output goes to the terminal; a non-zero end is an error that names it.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    Out::Terminal.run(command)
}

/// Runs a command without showing it; its standard output, or nothing if it failed or is not there.
pub(crate) fn ask(command: &mut Command) -> Option<String> {
    let output = command.stderr(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// Where what is said goes: to the terminal as it comes, or kept until what goes on beside it has had its say.
#[derive(Debug)]
pub(crate) enum Out {
    Terminal,
    Kept(Vec<u8>),
}

impl Out {
    /// Says a line.
    pub(crate) fn say(&mut self, line: &str) {
        match self {
            Self::Terminal => println!("{line}"),
            Self::Kept(kept) => kept.extend_from_slice(format!("{line}\n").as_bytes()),
        }
    }

    /// Prints what was kept.
    pub(crate) fn print(&self) {
        if let Self::Kept(kept) = self {
            print!("{}", String::from_utf8_lossy(kept));
        }
    }

    /// Of what was kept: why tests failed, each with its name and the lines before its stack.
    pub(crate) fn whys(&self) -> Vec<String> {
        match self {
            Self::Terminal => Vec::new(),
            Self::Kept(kept) => whys(&plain(&String::from_utf8_lossy(kept))),
        }
    }

    /// Runs a command; a non-zero end is an error that names it.
    pub(crate) fn run(&mut self, command: &mut Command) -> Result<()> {
        let shown = shown(command);
        self.say(&format!("$ {shown}"));
        let could = || format!("{shown} could not be started");
        let status = match self {
            Self::Terminal => command.status().with_context(could)?,
            Self::Kept(kept) => {
                let mut child = joined(command, could)?;
                child.1.read_to_end(kept)?;
                child.0.wait()?
            }
        };
        if !status.success() {
            bail!("{shown} ended with {status}");
        }
        Ok(())
    }

    /// Runs a test command, shows its lines, and adds up what its runner counted.
    pub(crate) fn run_counted(&mut self, command: &mut Command) -> Result<Count> {
        let shown = shown(command);
        self.say(&format!("$ {shown}"));
        let (mut child, output) = joined(command, || format!("{shown} could not be started"))?;
        let (mut count, mut reader, mut bytes) = (Count::default(), BufReader::new(output), Vec::new());
        while reader.read_until(b'\n', &mut bytes)? > 0 {
            match self {
                Self::Terminal => std::io::stdout().write_all(&bytes)?,
                Self::Kept(kept) => kept.extend_from_slice(&bytes),
            }
            let line = plain(&String::from_utf8_lossy(&bytes));
            if let Some(more) = counted(&line) {
                count.passed += more.passed;
                count.failed += more.failed;
            }
            bytes.clear();
        }
        let status = child.wait()?;
        if !status.success() {
            count.failed = count.failed.max(1);
            self.say(&format!("{shown} ended with {status}"));
        }
        Ok(count)
    }
}

/// Starts a command whose standard output and standard error come out of one pipe, so that they stay in their order.
fn joined(command: &mut Command, could: impl FnOnce() -> String) -> Result<(Child, PipeReader)> {
    let (reader, writer) = std::io::pipe()?;
    let child = command.stdin(Stdio::null()).stdout(writer.try_clone()?).stderr(writer).spawn().with_context(could);
    // The command holds its ends of the pipe: the reader would wait for ever for what cannot come any more.
    command.stdout(Stdio::null()).stderr(Stdio::null());
    Ok((child?, reader))
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

/// Reads what cargo's test runner says of each test that failed: its name, and what it said before its stack.
fn whys(said: &str) -> Vec<String> {
    let mut lines = said.lines();
    let mut found = Vec::new();
    while let Some(line) = lines.next() {
        let Some(name) = line.strip_prefix("---- ").and_then(|line| line.strip_suffix(" stdout ----")) else {
            continue;
        };
        let is_stack = |line: &&str| line.trim().eq_ignore_ascii_case("stack backtrace:");
        let why = lines.by_ref().take_while(|line| !is_stack(line)).filter(|line| !line.trim().is_empty());
        let why: Vec<String> = why.take(WHY_LINES).map(|line| line.chars().take(WHY_LETTERS).collect()).collect();
        found.push(format!("{name}:\n{}", why.join("\n")));
    }
    found
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
    fn of_each_test_that_failed_its_name_and_what_it_said_are_found_and_no_stack() {
        let said = "..\nfailures:\n\n---- room::one stdout ----\n\nthread 'room::one' (7) panicked at a.rs:1:2:\nwaited in vain\n\n\
                    Stack backtrace:\n   0: anyhow\n\n---- room::two stdout ----\nError: no\n";
        let first = "room::one:\nthread 'room::one' (7) panicked at a.rs:1:2:\nwaited in vain";
        assert_eq!(whys(said), [first, "room::two:\nError: no"]);
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
