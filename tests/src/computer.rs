//! A computer of its own for each test: home, data, temporary files, all under one folder that goes away.

use anyhow::{Context, Result};
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// How the folder of every such computer is named.
pub const PREFIX: &str = "pana-test-";

/// The folders and variables that a program started here sees.
#[derive(Debug)]
pub struct Computer {
    folder: TempDir,
    /// By how many seconds its clock is ahead of the clock here.
    ahead: i64,
}

/// Variables that make Pana, the toolkit and the web view write all the logs they can.
pub const LOGGING: [(&str, &str); 4] =
    [("PANA_LOG", "trace"), ("RUST_LOG", "trace"), ("G_MESSAGES_DEBUG", "all"), ("WEBKIT_DEBUG", "all")];

/// Variables that name folders, and the folder of the computer that each names.
const FOLDERS: &[(&str, &str)] = &[
    ("HOME", "home"),
    ("XDG_DATA_HOME", "home/data"),
    ("XDG_CONFIG_HOME", "home/config"),
    ("XDG_CACHE_HOME", "home/cache"),
    ("XDG_STATE_HOME", "home/state"),
    ("XDG_RUNTIME_DIR", "run"),
    ("TMPDIR", "tmp"),
    ("PANA_DATA", "pana"),
];

/// The morning of 26 November 2026 at two, in UTC: the day after somebody counted the places in the small directory.
const SMALL_DIRECTORY: i64 = 1795658400;

/// Lines of the logs that are told of what failed.
const LINES_TOLD: usize = 40;

impl Computer {
    /// Makes the folders.
    ///
    /// # Errors
    /// If they cannot be made.
    pub fn new() -> Result<Self> {
        let folder = tempfile::Builder::new().prefix(PREFIX).tempdir()?;
        for (_, name) in FOLDERS {
            std::fs::create_dir_all(folder.path().join(name)).context("a folder of the computer cannot be made")?;
        }
        std::fs::create_dir_all(folder.path().join("out"))?;
        Ok(Self { folder, ahead: 0 })
    }

    /// Everything that a program started here could have written to.
    #[must_use]
    pub fn everything(&self) -> &Path {
        self.folder.path()
    }

    /// The app's own data folder.
    #[must_use]
    pub fn data(&self) -> PathBuf {
        self.folder.path().join("pana")
    }

    /// A folder for exports.
    #[must_use]
    pub fn out(&self) -> PathBuf {
        self.folder.path().join("out")
    }

    /// The logs of everything started here.
    #[must_use]
    pub fn log(&self) -> PathBuf {
        self.folder.path().join("log.txt")
    }

    /// The end of the logs, for messages.
    #[must_use]
    pub fn last_lines(&self) -> String {
        let text = std::fs::read(self.log()).map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
        let text = text.unwrap_or_default();
        let lines: Vec<&str> = text.lines().collect();
        let skipped = lines.len().saturating_sub(LINES_TOLD);
        lines.into_iter().skip(skipped).collect::<Vec<_>>().join("\n")
    }

    /// The variables of a program started here.
    #[must_use]
    pub fn variables(&self) -> Vec<(&'static str, PathBuf)> {
        FOLDERS.iter().map(|(name, folder)| (*name, self.folder.path().join(folder))).collect()
    }

    /// So many hours go by: whatever is started from now on sees them on the clock.
    pub fn later(&mut self, hours: u32) {
        self.ahead += i64::from(hours) * 3600;
    }

    /// Its clock shows the early morning after the day of the small directory: what is open then, and what counts as checked of
    /// late, is the same whenever the story is told.
    pub fn early_after_the_small_directory(&mut self) {
        let here = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default().as_secs();
        self.ahead = SMALL_DIRECTORY - i64::try_from(here).unwrap_or(SMALL_DIRECTORY);
    }

    /// What a program is started with so that it sees this computer's clock; nothing where that is the clock here.
    ///
    /// Only the time of day is another: waiting takes as long as it takes.
    #[must_use]
    pub fn clock(&self) -> Vec<String> {
        if self.ahead == 0 {
            return Vec::new();
        }
        let ahead = format!("{:+}s", self.ahead);
        ["faketime", "-m", "--exclude-monotonic", "-f", &ahead].map(str::to_owned).to_vec()
    }
}
