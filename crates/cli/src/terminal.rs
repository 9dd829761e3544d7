//! What the terminal shows: documents on stdout, sentences on stderr.

use std::io::{IsTerminal as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use pana_app::contract::AppError;
use pana_app::error::ErrorCode;
use pana_app::{App, Clock, NoSurface, Start, default_data_folder};
use pana_i18n::Words;
use pana_model::Moment;
use serde::Serialize;

use crate::arguments::Arguments;

/// Codes that mean: who you are does not open this.
const REFUSED: [ErrorCode; 11] = [
    ErrorCode::WrongPassphrase,
    ErrorCode::UnlockWait,
    ErrorCode::LeaseOver,
    ErrorCode::LeaseCode,
    ErrorCode::NoRight,
    ErrorCode::NoGrant,
    ErrorCode::AmendRefused,
    ErrorCode::ExportSecondMember,
    ErrorCode::Refused,
    ErrorCode::LastCoordinator,
    ErrorCode::NeedsSecond,
];

/// Why a command ends early.
#[derive(Debug)]
pub(crate) enum Failure {
    /// A use-case says so.
    App(AppError),
    /// A sentence of our own, said already.
    Said,
    /// Wrong usage; the sentence is English as clap's are.
    Usage(&'static str),
}

impl From<AppError> for Failure {
    fn from(error: AppError) -> Self {
        Self::App(error)
    }
}

impl From<ErrorCode> for Failure {
    fn from(code: ErrorCode) -> Self {
        Self::App(code.into())
    }
}

/// Where a command speaks.
pub(crate) struct Terminal {
    pub(crate) words: Words,
    json: bool,
}

impl Terminal {
    pub(crate) fn new(arguments: &Arguments) -> Self {
        let read = |name: &str| std::env::var(name).ok();
        let language = pana_i18n::from_environment(arguments.lang.as_deref(), read);
        Self { words: Words::of(language.tag), json: arguments.json }
    }

    /// The document a script reads.
    pub(crate) fn document(&self, document: &impl Serialize) -> Result<(), Failure> {
        if self.json {
            self.print(document)?;
        }
        Ok(())
    }

    /// A document that is the answer itself, `--json` or not.
    pub(crate) fn print(&self, document: &impl Serialize) -> Result<(), Failure> {
        let text = serde_json::to_string_pretty(document).map_err(|_| AppError::internal("json"))?;
        // A reader that has gone away wants no more.
        let _ = writeln!(std::io::stdout().lock(), "{text}");
        Ok(())
    }

    /// A line on stdout, when no document is asked for.
    pub(crate) fn line(&self, text: &str) {
        if !self.json {
            let _ = writeln!(std::io::stdout().lock(), "{text}");
        }
    }

    /// A sentence.
    pub(crate) fn say(&self, text: &str) {
        let _ = writeln!(std::io::stderr().lock(), "{text}");
    }

    /// A sentence that is written over by the next, on a terminal only.
    pub(crate) fn progress(&self, text: &str) {
        let mut stderr = std::io::stderr().lock();
        if stderr.is_terminal() {
            let _ = write!(stderr, "\r{text}");
        }
    }

    /// Says what happened and what to do, and gives the exit code.
    pub(crate) fn fail(&self, failure: &Failure) -> ExitCode {
        match failure {
            Failure::Said => ExitCode::from(1),
            Failure::Usage(text) => {
                self.say(text);
                ExitCode::from(2)
            }
            Failure::App(error) => {
                let [what, now] = self.words.error(error.code.code(), &error.args);
                self.say(&what);
                self.say(&now);
                ExitCode::from(if REFUSED.iter().any(|code| error.is(*code)) { 3 } else { 1 })
            }
        }
    }
}

/// The app on the folder that the arguments name.
pub(crate) fn app(arguments: &Arguments) -> Result<App, Failure> {
    let data: PathBuf =
        arguments.data.clone().or_else(default_data_folder).ok_or(Failure::Usage("no folder for data: give --data"))?;
    pana_app::app_log::begin(&data, "terminal");
    Ok(App::start(&data, clock(arguments)?, Start::Own, NoSurface).with_rooms(pana_room::HubRooms))
}

fn clock(arguments: &Arguments) -> Result<Clock, Failure> {
    let Some(now) = &arguments.now else { return Ok(Clock::system()) };
    let now = Moment::parse(now).ok_or(Failure::Usage("--now is not RFC 3339, as in 2026-06-15T10:00:00+05:00"))?;
    Ok(Clock::asked(now))
}

/// A file as text.
pub(crate) fn read(path: &Path) -> Result<String, Failure> {
    std::fs::read_to_string(path)
        .map_err(|_| Failure::App(AppError::of(ErrorCode::FileUnreadable).with("file", path.display())))
}
