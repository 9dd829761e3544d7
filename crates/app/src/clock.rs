//! The clock. It is read here and nowhere below: everything else is given a moment.

use std::path::PathBuf;
use std::sync::Mutex;
use std::time::{Duration, Instant};

use pana_model::Moment;

/// What time it is, and how long ago input was seen.
#[derive(Debug)]
pub struct Clock {
    /// A clock that does not go; `None`: the device's own.
    set: Option<Moment>,
    /// Who set it.
    by: SetBy,
    input: Mutex<Instant>,
}

/// Who says what time it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum SetBy {
    /// The device, or a test in its place.
    Device,
    /// Whoever asks (`--now`).
    Asked,
}

impl Clock {
    /// The device's clock.
    pub fn system() -> Self {
        Self { set: None, by: SetBy::Device, input: Mutex::new(Instant::now()) }
    }

    /// A clock that stands at `now`, as if it were the device's.
    pub fn set_to(now: Moment) -> Self {
        Self { set: Some(now), ..Self::system() }
    }

    /// A clock that stands where somebody asks it to (`--now`). Only the demo and practice centres take it.
    pub fn asked(now: Moment) -> Self {
        Self { by: SetBy::Asked, ..Self::set_to(now) }
    }

    /// Is it a clock that somebody asked for?
    pub(crate) fn is_asked(&self) -> bool {
        self.by == SetBy::Asked
    }

    /// The time by which wrong passphrases are counted: no clock that somebody asked for shortens those pauses.
    pub(crate) fn of_tries(&self) -> Moment {
        match self.by {
            SetBy::Device => self.now(),
            SetBy::Asked => Self::system().now(),
        }
    }

    /// Now, with the offset of this place.
    pub fn now(&self) -> Moment {
        self.set.unwrap_or_else(|| Moment::new(chrono::Local::now().fixed_offset()))
    }

    /// Input was seen.
    pub(crate) fn awake(&self) {
        *crate::hold::hold(&self.input) = Instant::now();
    }

    /// As if input had last been seen so long ago.
    #[cfg(test)]
    pub(crate) fn sleep(&self, long: Duration) {
        if let Some(then) = Instant::now().checked_sub(long) {
            *crate::hold::hold(&self.input) = then;
        }
    }

    /// Since input was last seen. A clock that was set back makes no difference to it.
    pub(crate) fn idle(&self) -> Duration {
        crate::hold::hold(&self.input).elapsed()
    }
}

/// The folder that this system gives to the data of an app, with `pana` at its end.
pub fn default_data_folder() -> Option<PathBuf> {
    let from = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let base = if cfg!(windows) {
        from("LOCALAPPDATA")
    } else if cfg!(target_os = "macos") {
        from("HOME").map(|home| home.join("Library/Application Support"))
    } else {
        from("XDG_DATA_HOME").or_else(|| from("HOME").map(|home| home.join(".local/share")))
    };
    base.map(|base| base.join("pana"))
}

/// A moment as screens are told it: RFC 3339, by this place's offset; empty where no calendar has it.
pub(crate) fn moment(unix_ms: i64) -> String {
    let here = |at: Moment| Moment::new(at.date_time().with_timezone(&chrono::Local).fixed_offset());
    Moment::from_unix_ms(unix_ms).map(|at| here(at).to_rfc3339()).unwrap_or_default()
}
