//! The time of a place. The table of zones is bundled: the same directory is open at the same moments on every computer.

use chrono::{DateTime, Datelike, FixedOffset, NaiveDate, TimeDelta, Timelike};
use jiff::Timestamp;
use jiff::tz::{Offset, TimeZone, TimeZoneDatabase};
use pana_model::Moment;

use crate::value::DAY;

/// A day and a minute of it, somewhere.
#[derive(Debug, Clone, Copy)]
pub(super) struct Local {
    pub(super) day: NaiveDate,
    pub(super) minute: u16,
}

/// A time zone, by its name in the IANA's table or by an offset.
#[derive(Debug, Clone)]
pub struct Zone(TimeZone);

/// Which of two moments is meant where a clock shows one time twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Edge {
    /// The first.
    Opening,
    /// The second: it is open through both.
    Closing,
}

impl Zone {
    /// `Asia/Almaty`; `None` where there is none of this name.
    pub fn named(name: &str) -> Option<Self> {
        TimeZoneDatabase::bundled().get(name).ok().map(Self)
    }

    /// So many minutes east of Greenwich.
    pub fn fixed(minutes: i16) -> Self {
        Self(Offset::from_seconds(i32::from(minutes).saturating_mul(60)).map_or(TimeZone::UTC, TimeZone::fixed))
    }

    /// What the clocks there show.
    pub(super) fn local(&self, moment: Moment) -> Local {
        let here = self.with_offset(moment.unix_ms()).unwrap_or_else(|| moment.date_time());
        let minute = here.hour().saturating_mul(60).saturating_add(here.minute());
        Local { day: here.date_naive(), minute: u16::try_from(minute).unwrap_or_default() }
    }

    /// The moment when they show so many minutes after the midnight with which a day begins.
    pub(super) fn moment(&self, day: NaiveDate, minutes: u16, edge: Edge) -> Option<Moment> {
        let day = day.checked_add_signed(TimeDelta::days(i64::from(minutes / DAY)))?;
        let minutes = minutes % DAY;
        let (year, month) = (i16::try_from(day.year()).ok()?, i8::try_from(day.month()).ok()?);
        let number = i8::try_from(day.day()).ok()?;
        let (hour, minute) = (i8::try_from(minutes / 60).ok()?, i8::try_from(minutes % 60).ok()?);
        let shown = jiff::civil::DateTime::new(year, month, number, hour, minute, 0, 0).ok()?;
        let found = self.0.to_ambiguous_timestamp(shown);
        let found = match edge {
            Edge::Opening => found.compatible(),
            Edge::Closing => found.later(),
        };
        self.with_offset(found.ok()?.as_millisecond()).map(Moment::new)
    }

    fn with_offset(&self, unix_ms: i64) -> Option<DateTime<FixedOffset>> {
        let offset = self.0.to_offset(Timestamp::from_millisecond(unix_ms).ok()?).seconds();
        Some(Moment::from_unix_ms(unix_ms)?.date_time().with_timezone(&FixedOffset::east_opt(offset)?))
    }
}
