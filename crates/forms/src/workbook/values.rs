//! What a cell of a spreadsheet says, as text.

use calamine::{Data, ExcelDateTime};
use chrono::Timelike;

/// Numbers without `.0`, `TRUE` and `FALSE`, dates as ISO 8601; `None` where it says nothing.
pub(super) fn text(data: &Data) -> Option<String> {
    Some(match data {
        Data::Empty | Data::Error(_) => return None,
        Data::Int(number) => number.to_string(),
        Data::Float(number) => number.to_string(),
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => text.clone(),
        Data::Bool(value) => if *value { "TRUE" } else { "FALSE" }.to_owned(),
        Data::DateTime(value) => date_time(value)?,
    })
}

/// A day, a moment or a time of day, by the calendar of the workbook: Excel counts from 1900, or from 1904.
fn date_time(value: &ExcelDateTime) -> Option<String> {
    let days = value.as_f64();
    if !days.is_finite() || !(0.0..3e6).contains(&days) {
        return None;
    }
    // A day and its seconds, and no thousandths: the nearest whole second is meant.
    let (year, month, day, hour, minute, second, milli) = value.to_ymd_hms_milli();
    let date = chrono::NaiveDate::from_ymd_opt(i32::from(year), u32::from(month), u32::from(day))?;
    let time = date.and_hms_opt(u32::from(hour), u32::from(minute), u32::from(second))?;
    let up = chrono::TimeDelta::seconds(i64::from(milli >= 500));
    let at = time.checked_add_signed(up)?;
    let written = match (days < 1.0, at.time().num_seconds_from_midnight()) {
        (true, _) => "%H:%M:%S",
        (false, 0) => "%Y-%m-%d",
        (false, _) => "%Y-%m-%dT%H:%M:%S",
    };
    Some(at.format(written).to_string())
}

#[cfg(test)]
mod tests {
    use calamine::{Data, ExcelDateTime, ExcelDateTimeType};

    #[test]
    fn a_date_is_read_by_the_calendar_of_its_workbook() {
        let read = |days, from_1904| {
            let value = ExcelDateTime::new(days, ExcelDateTimeType::DateTime, from_1904);
            super::text(&Data::DateTime(value)).unwrap_or_default()
        };
        assert_eq!(read(41255.0, false), "2012-12-12");
        assert_eq!(read(39793.0, true), "2012-12-12");
        assert_eq!(read(41255.5, false), "2012-12-12T12:00:00");
        assert_eq!(read(0.75, false), "18:00:00", "a time of day has no day");
    }

    #[test]
    fn a_whole_number_stays_whole() {
        for (number, expected) in
            [(101.0, "101"), (1.0, "1"), (20_260_101.0, "20260101"), (0.5, "0.5"), (1e15, "1000000000000000")]
        {
            assert_eq!(super::text(&Data::Float(number)).as_deref(), Some(expected));
        }
        assert_eq!(super::text(&Data::Int(7)).as_deref(), Some("7"));
    }
}
