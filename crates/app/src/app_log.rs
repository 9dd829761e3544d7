//! The app's log, `pana.log` in the data folder: what Pana did and how it ended, for whoever is asked for help.
//!
//! This is the only door to it, and it takes fixed words, codes and durations: nothing that somebody said, typed or is
//! called can be handed in. `PANA_LOG` says how much is written: `off`, `error`, `warn`, `info` (unless told otherwise:
//! starts, and what failed), `debug` (every command); `trace` adds nothing. Lines of other people's code are never
//! taken: what they write cannot be vouched for. The file holds at most [`LIMIT`] bytes, and one older file as much.

use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::panic::PanicHookInfo;
use std::path::{Path, PathBuf};
use std::str::FromStr as _;
use std::sync::Mutex;
use std::time::{Duration, Instant};

use tracing::Level;
use tracing_subscriber::filter::{LevelFilter, Targets};
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;

use crate::contract::AppError;

const FILE: &str = "pana.log";
const OLDER: &str = "pana.log.1";
/// Bytes of a file before it becomes the older one.
const LIMIT: u64 = 1_000_000;
/// What all lines of this app have as their target.
const TARGET: &str = "pana";
/// A command that takes longer than this is worth a line.
const SLOW: Duration = Duration::from_secs(1);

/// Begins the log in a data folder, once for a process. From here on a panic leaves its place there, and says nothing
/// on stderr, where its message could hold an answer. A folder that is not there yet is not made: the lines before are
/// dropped.
pub fn begin(data: &Path, program: &'static str) {
    let level = std::env::var("PANA_LOG").ok().and_then(|word| LevelFilter::from_str(&word).ok());
    let level = level.unwrap_or(LevelFilter::INFO);
    let lines = tracing_subscriber::fmt::layer()
        .with_ansi(false)
        .with_target(false)
        .with_writer(Mutex::new(Bounded { folder: data.to_owned(), open: None }));
    let only_ours = Targets::new().with_target(TARGET, level);
    if tracing_subscriber::registry().with(lines).with(only_ours).try_init().is_ok() {
        std::panic::set_hook(Box::new(panicked));
    }
    tracing::info!(target: TARGET, program, version = env!("CARGO_PKG_VERSION"), system = std::env::consts::OS, "start");
}

/// Runs a command and notes how it ended.
pub(crate) fn command<T>(name: &'static str, work: impl FnOnce() -> Result<T, AppError>) -> Result<T, AppError> {
    let begun = Instant::now();
    let result = work();
    ended(name, begun.elapsed(), result.as_ref().err());
    result
}

/// Notes how something ended.
pub(crate) fn ended(name: &'static str, took: Duration, error: Option<&AppError>) {
    let ms = u64::try_from(took.as_millis()).unwrap_or(u64::MAX);
    match error {
        Some(error) => tracing::warn!(target: TARGET, command = name, ms, code = error.code.code(), "failed"),
        None if took > SLOW => tracing::info!(target: TARGET, command = name, ms, "slow"),
        None => tracing::debug!(target: TARGET, command = name, ms, "done"),
    }
}

/// Notes where a panic came from. Its message may hold what somebody said, so it is left out.
fn panicked(panic: &PanicHookInfo<'_>) {
    if !tracing::enabled!(target: TARGET, Level::ERROR) {
        return;
    }
    let (file, line) = panic.location().map_or(("unknown", 0), |place| (place.file(), place.line()));
    tracing::error!(target: TARGET, file, line, "panic");
}

/// A file that begins anew when it is full. It is opened at the first line for which the folder is there.
struct Bounded {
    folder: PathBuf,
    open: Option<(File, u64)>,
}

impl Bounded {
    fn file(&mut self, more: u64) -> io::Result<&mut (File, u64)> {
        let full = self.open.as_ref().is_some_and(|(_, length)| length.saturating_add(more) > LIMIT);
        if full || self.open.is_none() {
            self.open = None;
            let path = self.folder.join(FILE);
            let length = std::fs::metadata(&path).map_or(0, |about| about.len());
            let length = if length.saturating_add(more) > LIMIT {
                std::fs::rename(&path, self.folder.join(OLDER))?;
                0
            } else {
                length
            };
            self.open = Some((private(&path)?, length));
        }
        self.open.as_mut().ok_or_else(|| io::ErrorKind::NotFound.into())
    }
}

impl Write for Bounded {
    /// A line that cannot be written is dropped: the log must never stop the work.
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        let more = u64::try_from(line.len()).unwrap_or(u64::MAX);
        if let Ok((file, length)) = self.file(more)
            && file.write_all(line).is_ok()
        {
            *length = length.saturating_add(more);
        }
        Ok(line.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Opens the file for adding to, for its owner only.
fn private(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.create(true).append(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contract::error::ErrorCode;
    use crate::contract::named;

    #[test]
    fn a_full_log_begins_anew_and_keeps_one_older_file() {
        let folder = tempfile::tempdir().unwrap();
        let mut log = Bounded { folder: folder.path().to_owned(), open: None };
        let line = vec![b'x'; 400_000];
        for _ in 0..7 {
            log.write_all(&line).unwrap();
        }
        let length = |name: &str| std::fs::metadata(folder.path().join(name)).unwrap().len();
        assert_eq!((length(FILE), length(OLDER)), (400_000, 800_000));
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 2);
    }

    #[test]
    fn a_folder_that_is_not_there_is_not_made_for_the_log() {
        let folder = tempfile::tempdir().unwrap();
        let missing = folder.path().join("missing");
        let mut log = Bounded { folder: missing.clone(), open: None };
        log.write_all(b"before\n").unwrap();
        assert!(!missing.exists());
        std::fs::create_dir(&missing).unwrap();
        log.write_all(b"after\n").unwrap();
        assert_eq!(std::fs::read_to_string(missing.join(FILE)).unwrap(), "after\n");
    }

    #[test]
    fn a_code_that_is_not_ours_is_not_written_down() {
        assert_eq!(named::<ErrorCode>("disk-full"), Some(ErrorCode::DiskFull));
        assert_eq!(named::<ErrorCode>("Айгүл"), None, "an error of this code cannot be made");
    }
}
