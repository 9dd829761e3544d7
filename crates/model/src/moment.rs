//! A point in time as a device's clock told it.

use chrono::{DateTime, FixedOffset, NaiveDate, SecondsFormat, TimeZone, Utc};

/// What the clock of this device said, with its offset from UTC. Clocks may be wrong: a moment is shown and written
/// down, it never decides what is kept. Read only in `app`, `cli` and the shell; everything else is given one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment(DateTime<FixedOffset>);

impl Moment {
    /// The moment with this date, time and offset.
    pub const fn new(at: DateTime<FixedOffset>) -> Self {
        Self(at)
    }

    /// The moment `unix_ms` milliseconds after 1970-01-01T00:00Z, in UTC. `None` outside of about ±262,000 years.
    pub fn from_unix_ms(unix_ms: i64) -> Option<Self> {
        Utc.timestamp_millis_opt(unix_ms).single().map(|at| Self(at.fixed_offset()))
    }

    /// Reads RFC 3339, as `--now` and the exports write it.
    pub fn parse(text: &str) -> Option<Self> {
        DateTime::parse_from_rfc3339(text).ok().map(Self)
    }

    /// Milliseconds since 1970-01-01T00:00Z.
    pub fn unix_ms(self) -> i64 {
        self.0.timestamp_millis()
    }

    /// The day at this place.
    pub fn date(self) -> NaiveDate {
        self.0.date_naive()
    }

    /// With the offset, for calculations.
    pub const fn date_time(self) -> DateTime<FixedOffset> {
        self.0
    }

    /// RFC 3339 with milliseconds and offset.
    pub fn to_rfc3339(self) -> String {
        self.0.to_rfc3339_opts(SecondsFormat::Millis, false)
    }
}
