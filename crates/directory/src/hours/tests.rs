//! Hours on the days that are easy to get wrong.

use std::collections::{BTreeMap, BTreeSet};

use chrono::Weekday;
use proptest::prelude::*;

use super::*;
use crate::model::Directory;
use crate::table::{Table, Tables};

const COLUMNS: [&str; 12] = [
    "service_id",
    "valid_from",
    "valid_to",
    "dtstart",
    "until",
    "count",
    "interval",
    "freq",
    "byday",
    "bymonthday",
    "opens_at",
    "closes_at",
];

/// Rows of hours as `column=value` pairs with blanks between.
fn rows(rows: &[&str]) -> Vec<Schedule> {
    let mut table = Table::new(COLUMNS.iter().copied().chain(["timezone", "wkst"]));
    for row in rows {
        let mut cells = vec![("service_id", "s")];
        cells.extend(row.split_whitespace().map(|cell| cell.split_once('=').unwrap()));
        let columns = table.columns().to_vec();
        let value = |name: &str| cells.iter().find(|(of, _)| *of == name).map_or("", |(_, value)| value);
        let values: Vec<&str> = columns.iter().map(|name| value(name)).collect();
        table.push(2, values);
    }
    let mut tables = Tables::default();
    let mut services = Table::new(["id", "name"]);
    services.push(2, ["s", "S"]);
    tables.insert("service", services);
    tables.insert("schedule", table);
    Directory::of(&tables).service("s").unwrap().schedules.clone()
}

fn almaty() -> Calendar {
    Calendar::new(Zone::named("Asia/Almaty").unwrap())
}

/// `open 18:00`, `shut`, `holiday`, `not known` at a moment there.
fn at(schedules: &[Schedule], calendar: &Calendar, moment: &str) -> String {
    match open_at(schedules, &calendar.at(Moment::parse(moment).unwrap())) {
        Opening::Open { until } => format!("open {}", until.date_time().format("%d %H:%M%:z")),
        Opening::Shut => "shut".to_owned(),
        Opening::Holiday => "holiday".to_owned(),
        Opening::NotKnown => "not known".to_owned(),
    }
}

#[track_caller]
fn check(rows: &[&str], cases: &[(&str, &str)]) {
    let schedules = self::rows(rows);
    for (moment, expected) in cases {
        assert_eq!(at(&schedules, &almaty(), &format!("{moment}:00+05:00")), *expected, "{rows:?} at {moment}");
    }
}

#[test]
fn days_of_the_week_are_open_between_their_hours() {
    let row = "freq=WEEKLY byday=MO,WE opens_at=09:00 closes_at=18:00";
    check(
        &[row],
        &[
            ("2026-11-30T08:59", "shut"),
            ("2026-11-30T09:00", "open 30 18:00+05:00"),
            ("2026-11-30T17:59", "open 30 18:00+05:00"),
            ("2026-11-30T18:00", "shut"),
            ("2026-12-01T12:00", "shut"),
            ("2026-12-02T12:00", "open 02 18:00+05:00"),
        ],
    );
    let split = "byday=MO opens_at=14:00 closes_at=18:00";
    check(
        &["byday=MO opens_at=09:00 closes_at=13:00", split],
        &[
            ("2026-11-30T10:00", "open 30 13:00+05:00"),
            ("2026-11-30T13:30", "shut"),
            ("2026-11-30T14:00", "open 30 18:00+05:00"),
        ],
    );
}

#[test]
fn a_night_reaches_into_the_next_day() {
    check(
        &["byday=FR opens_at=22:00 closes_at=06:00"],
        &[
            ("2026-11-27T23:00", "open 28 06:00+05:00"),
            ("2026-11-28T05:59", "open 28 06:00+05:00"),
            ("2026-11-28T06:00", "shut"),
            ("2026-11-27T05:00", "shut"),
        ],
    );
    check(&["freq=DAILY opens_at=00:00 closes_at=24:00"], &[("2026-11-28T23:59", "open 29 00:00+05:00")]);
}

#[test]
fn weeks_and_months_are_counted_from_where_the_rule_starts() {
    check(
        &["freq=WEEKLY interval=2 dtstart=2026-11-03 byday=TU opens_at=09:00 closes_at=12:00"],
        &[
            ("2026-11-03T10:00", "open 03 12:00+05:00"),
            ("2026-11-10T10:00", "shut"),
            ("2026-11-17T10:00", "open 17 12:00+05:00"),
            ("2026-10-20T10:00", "shut"),
        ],
    );
    // A week from Sunday on puts Sunday with the Monday after it.
    let from_sunday = "freq=WEEKLY interval=2 wkst=SU dtstart=2026-11-02 byday=SU opens_at=09:00 closes_at=12:00";
    check(&[from_sunday], &[("2026-11-08T10:00", "shut"), ("2026-11-15T10:00", "open 15 12:00+05:00")]);
    check(
        &["freq=WEEKLY interval=2 byday=TU opens_at=09:00 closes_at=12:00"],
        &[("2026-11-03T10:00", "not known"), ("2026-11-04T10:00", "shut")],
    );
    check(
        &["freq=MONTHLY byday=1MO,-1FR opens_at=09:00 closes_at=12:00"],
        &[
            ("2026-11-02T10:00", "open 02 12:00+05:00"),
            ("2026-11-09T10:00", "shut"),
            ("2026-11-27T10:00", "open 27 12:00+05:00"),
        ],
    );
    check(
        &["freq=MONTHLY bymonthday=15,-1 opens_at=09:00 closes_at=12:00"],
        &[
            ("2026-11-15T10:00", "open 15 12:00+05:00"),
            ("2028-02-29T10:00", "open 29 12:00+05:00"),
            ("2028-02-28T10:00", "shut"),
        ],
    );
    check(
        &["freq=WEEKLY dtstart=2026-11-02 count=2 byday=MO opens_at=09:00 closes_at=12:00"],
        &[("2026-11-09T10:00", "open 09 12:00+05:00"), ("2026-11-16T10:00", "shut")],
    );
    check(
        &["freq=WEEKLY byday=MO until=2026-11-09 opens_at=09:00 closes_at=12:00"],
        &[("2026-11-09T10:00", "open 09 12:00+05:00"), ("2026-11-16T10:00", "shut")],
    );
}

#[test]
fn a_season_stands_in_the_place_of_the_year_and_a_day_in_the_place_of_both() {
    let rows = [
        "byday=MO,TU,WE,TH,FR opens_at=09:00 closes_at=18:00",
        "byday=MO,TU,WE,TH,FR valid_from=2026-06-01 valid_to=2026-08-31 opens_at=10:00 closes_at=14:00",
        "valid_from=2026-07-06 valid_to=2026-07-06",
        "valid_from=2026-07-11 valid_to=2026-07-11 opens_at=10:00 closes_at=11:00",
    ];
    check(
        &rows,
        &[
            ("2026-05-29T17:00", "open 29 18:00+05:00"),
            ("2026-07-03T17:00", "shut"),
            ("2026-07-03T12:00", "open 03 14:00+05:00"),
            ("2026-07-06T12:00", "shut"),
            ("2026-07-11T10:30", "open 11 11:00+05:00"),
            ("2026-09-01T17:00", "open 01 18:00+05:00"),
        ],
    );
}

#[test]
fn rows_that_hold_for_longer_than_a_season_stand_beside_each_other() {
    let rows = [
        "byday=MO valid_from=2026-01-01 valid_to=2026-12-31 opens_at=09:00 closes_at=18:00",
        "byday=TU valid_from=2026-02-01 valid_to=2026-12-31 opens_at=09:00 closes_at=18:00",
        "byday=WE opens_at=09:00 closes_at=18:00",
    ];
    check(
        &rows,
        &[
            ("2026-11-30T10:00", "open 30 18:00+05:00"),
            ("2026-12-01T10:00", "open 01 18:00+05:00"),
            ("2026-12-02T10:00", "open 02 18:00+05:00"),
            ("2027-01-04T10:00", "shut"),
        ],
    );
}

#[test]
fn holidays_are_those_that_the_coordinator_keeps() {
    let day = |text: &str| text.parse::<NaiveDate>().unwrap();
    let mut calendar = almaty();
    calendar.shut = BTreeSet::from([day("2026-03-23"), day("2026-03-24"), day("2026-01-01")]);
    calendar.works_as = BTreeMap::from([(day("2026-03-28"), Weekday::Tue)]);
    let rows = rows(&[
        "byday=MO,TU opens_at=09:00 closes_at=18:00",
        "valid_from=2026-01-01 valid_to=2026-01-01 opens_at=12:00 closes_at=13:00",
    ]);
    assert_eq!(at(&rows, &calendar, "2026-03-23T10:00:00+05:00"), "holiday");
    assert_eq!(
        at(&rows, &calendar, "2026-03-28T10:00:00+05:00"),
        "open 28 18:00+05:00",
        "a Saturday that is a Tuesday"
    );
    assert_eq!(at(&rows, &calendar, "2026-03-30T10:00:00+05:00"), "open 30 18:00+05:00");
    assert_eq!(at(&rows, &calendar, "2026-01-01T12:30:00+05:00"), "open 01 13:00+05:00", "a row for that very day");
}

#[test]
fn what_cannot_be_read_is_neither_open_nor_shut() {
    check(&[], &[("2026-11-30T10:00", "not known")]);
    check(
        &["byday=MO opens_at=morning closes_at=noon"],
        &[("2026-11-30T10:00", "not known"), ("2026-12-01T10:00", "shut")],
    );
    check(&["byday=Mondays opens_at=09:00 closes_at=18:00"], &[("2026-11-30T10:00", "not known")]);
    check(&["opens_at=09:00 closes_at=18:00"], &[("2026-11-30T10:00", "not known")]);
    check(&["byday=MO opens_at=09:00"], &[("2026-11-30T10:00", "not known")]);
    check(&["freq=YEARLY byday=MO opens_at=09:00 closes_at=18:00"], &[("2026-11-30T10:00", "not known")]);
    check(
        &["byday=MO opens_at=09:00 closes_at=18:00", "byday=MO opens_at=later closes_at=x"],
        &[("2026-11-30T10:00", "open 30 18:00+05:00"), ("2026-11-30T20:00", "not known")],
    );
}

#[test]
fn hours_with_an_offset_of_their_own_hold_in_it() {
    check(
        &["byday=MO opens_at=04:00Z closes_at=13:00Z"],
        &[("2026-11-30T08:59", "shut"), ("2026-11-30T09:00", "open 30 13:00+00:00"), ("2026-11-30T18:00", "shut")],
    );
    check(&["byday=MO timezone=6 opens_at=09:00 closes_at=18:00"], &[("2026-11-30T08:30", "open 30 18:00+06:00")]);
}

#[test]
fn rows_in_two_times_of_which_one_cannot_be_read_are_not_known_to_be_shut() {
    check(
        &["byday=TU opens_at=09:00 closes_at=18:00", "byday=MO timezone=6 opens_at=x closes_at=y"],
        &[("2026-11-30T10:00", "not known"), ("2026-12-01T10:00", "open 01 18:00+05:00"), ("2026-12-02T10:00", "shut")],
    );
}

#[test]
fn an_hour_that_comes_twice_is_open_both_times() {
    // The clocks of Almaty went back from midnight to 23:00 on 29 February 2024.
    let rows = rows(&["freq=DAILY opens_at=09:00 closes_at=23:30"]);
    let calendar = almaty();
    assert_eq!(at(&rows, &calendar, "2024-02-29T23:15:00+06:00"), "open 29 23:30+05:00");
    assert_eq!(at(&rows, &calendar, "2024-02-29T23:15:00+05:00"), "open 29 23:30+05:00");
    assert_eq!(at(&rows, &calendar, "2024-02-29T23:30:00+05:00"), "shut");
    assert_eq!(at(&rows, &calendar, "2024-02-29T10:00:00+06:00"), "open 29 23:30+05:00");
}

#[test]
fn the_next_opening_is_found_over_holidays_and_seasons() {
    let day = |text: &str| text.parse::<NaiveDate>().unwrap();
    let mut calendar = almaty();
    calendar.shut = BTreeSet::from([day("2026-11-30")]);
    let next = |rows: &[&str], moment: &str| {
        let rows = self::rows(rows);
        let now = Moment::parse(moment).unwrap();
        next_open(&rows, &calendar.at(now)).map(|moment| moment.date_time().format("%Y-%m-%d %H:%M").to_string())
    };
    let weekly = "byday=MO,TH opens_at=09:00 closes_at=18:00";
    assert_eq!(next(&[weekly], "2026-11-29T10:00:00+05:00").as_deref(), Some("2026-12-03 09:00"));
    assert_eq!(next(&[weekly], "2026-12-03T10:00:00+05:00").as_deref(), Some("2026-12-03 10:00"), "it is open");
    assert_eq!(next(&[weekly], "2026-12-03T19:00:00+05:00").as_deref(), Some("2026-12-07 09:00"));
    let yearly = "freq=MONTHLY interval=12 dtstart=2026-05-09 bymonthday=9 opens_at=09:00 closes_at=10:00";
    assert_eq!(next(&[yearly], "2026-11-29T10:00:00+05:00").as_deref(), Some("2027-05-09 09:00"));
    assert_eq!(next(&["byday=MO until=2026-01-01 opens_at=09:00 closes_at=10:00"], "2026-11-29T10:00:00+05:00"), None);
    assert_eq!(next(&["byday=MO opens_at=x closes_at=y"], "2026-11-29T10:00:00+05:00"), None);
}

/// A rule of any kind, with any hours.
fn any_row() -> impl Strategy<Value = String> {
    let day = prop::sample::select(vec!["MO", "TU", "WE", "TH", "FR", "SA", "SU"]);
    let days = prop::collection::vec(day, 0..4).prop_map(|days| days.join(","));
    let freq = prop::sample::select(vec!["", "WEEKLY", "MONTHLY", "DAILY"]);
    let valid = prop::option::of((0_u64..300, 0_u64..90));
    (freq, days, 1_u32..4, 0_u16..1440, 0_u16..1440, valid).prop_map(|(freq, days, interval, opens, closes, valid)| {
        let clock = |minutes: u16| format!("{:02}:{:02}", minutes / 60, minutes % 60);
        let first = NaiveDate::from_ymd_opt(2026, 1, 1).unwrap();
        let later = |days| first.checked_add_days(Days::new(days)).unwrap();
        let season = valid.map(|(from, days)| format!(" valid_from={} valid_to={}", later(from), later(from + days)));
        format!(
            "freq={freq} byday={days} interval={interval} dtstart=2026-01-05 opens_at={} closes_at={}{}",
            clock(opens),
            clock(closes),
            season.unwrap_or_default()
        )
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn at_the_next_opening_it_is_open_and_before_it_never(row in prop::collection::vec(any_row(), 1..4), hours in 0_i64..9_000) {
        let texts: Vec<&str> = row.iter().map(String::as_str).collect();
        let (schedules, calendar) = (rows(&texts), almaty());
        let now = Moment::from_unix_ms(1_767_225_600_000 + hours * 3_600_000).unwrap();
        let is_open = |moment: Moment| matches!(open_at(&schedules, &calendar.at(moment)), Opening::Open { .. });
        let Some(next) = next_open(&schedules, &calendar.at(now)) else {
            prop_assert!(!is_open(now));
            return Ok(());
        };
        prop_assert!(is_open(next), "{next:?}");
        if next > now {
            let before = Moment::from_unix_ms(next.unix_ms() - 60_000).unwrap();
            prop_assert!(!is_open(before) && !is_open(now));
        }
        if let Opening::Open { until } = open_at(&schedules, &calendar.at(next)) {
            prop_assert!(until > next);
            let last = Moment::from_unix_ms(until.unix_ms() - 60_000).unwrap();
            prop_assert!(is_open(last.max(next)));
        }
    }
}
