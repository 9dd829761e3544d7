//! Hours as a form of a few lines has them: plain weeks, each row on days of the week. All other rows (a season, every second
//! week, the first Monday of a month, a day on which it is shut) are not for such a form, and stay as they were.

use chrono::NaiveDate;
use pana_directory::{ClockTime, Row, Service, Tables, made_id};

use super::hours::{by_day, clock};
use super::opened::Opened;
use crate::contract::Word;
use crate::contract::service::{HoursInput, WeekDay};

const WEEK: [WeekDay; 7] = [
    WeekDay::Monday,
    WeekDay::Tuesday,
    WeekDay::Wednesday,
    WeekDay::Thursday,
    WeekDay::Friday,
    WeekDay::Saturday,
    WeekDay::Sunday,
];
/// What a plain row says nothing in.
const NOT_PLAIN: [&str; 7] = ["valid_from", "valid_to", "until", "count", "bymonthday", "byweekno", "byyearday"];

/// By which column and id rows are somebody's.
type Owner = (&'static str, String);

/// The plain hours of a service, at its first place.
pub(super) fn hours_of(opened: &Opened, service: &Service, today: NaiveDate) -> Vec<HoursInput> {
    let (owner, _) = owners(opened, Some(service), service.id.as_str());
    let rows = opened.merged.get("schedule").into_iter().flat_map(|table| table.rows());
    rows.filter(|row| is_of(*row, &owner)).filter_map(|row| plain(row, today)).collect()
}

/// Puts plain hours in the place of those that stand; a row that is as it was stays with all that it says besides.
pub(super) fn put_hours(rows: &mut Tables, opened: &Opened, id: &str, after: &[HoursInput], today: NaiveDate) {
    let after: Vec<HoursInput> = after.iter().map(written).collect();
    let (from, to) = owners(opened, opened.service(id).ok(), id);
    let table = rows.table("schedule");
    if from == to {
        table.retain(|row| !is_of(row, &from) || plain(row, today).is_none_or(|hours| after.contains(&hours)));
    } else {
        // The place is that of others as well: what is the service's own there stands before what is the place's.
        let others = table.rows().filter(|row| is_of(*row, &from) && plain(*row, today).is_none());
        let copies: Vec<Vec<(String, String)>> = others.map(|row| copy(row, &to)).collect();
        for cells in &copies {
            let cells: Vec<(&str, &str)> = cells.iter().map(|(name, cell)| (name.as_str(), cell.as_str())).collect();
            table.put(&cells);
        }
    }
    let standing: Vec<HoursInput> =
        table.rows().filter(|row| is_of(*row, &to)).filter_map(|row| plain(row, today)).collect();
    for hours in after.iter().filter(|hours| !standing.contains(hours)) {
        let days = hours.days.iter().map(|day| by_day(day.0)).collect::<Vec<_>>().join(",");
        table.put(&[
            ("id", &made_id(["schedule", id, &days, &hours.opens, &hours.closes])),
            (to.0, &to.1),
            ("freq", "WEEKLY"),
            ("byday", &days),
            ("opens_at", &hours.opens),
            ("closes_at", &hours.closes),
        ]);
    }
}

/// Whose rows count at the first place of a service, and whose a corrected row is.
fn owners(opened: &Opened, service: Option<&Service>, id: &str) -> (Owner, Owner) {
    let own = || ("service_id", id.to_owned());
    let Some((service, site)) = service.and_then(|service| Some((service, service.sites.first()?))) else {
        return (own(), own());
    };
    let there = || ("service_at_location_id", site.id.as_str().to_owned());
    let place = opened.catalog.directory().location(site.location.as_str());
    match place.filter(|place| !place.schedules.is_empty()) {
        _ if !site.schedules.is_empty() => (there(), there()),
        Some(place) if service.schedules.is_empty() => (("location_id", place.id.as_str().to_owned()), there()),
        _ => (own(), own()),
    }
}

fn is_of(row: Row<'_>, (column, id): &Owner) -> bool {
    // A row that names several is that of the narrowest.
    let narrower: &[&str] = match *column {
        "service_id" => &["service_at_location_id"],
        "location_id" => &["service_at_location_id", "service_id"],
        _ => &[],
    };
    row.get(column).trim() == id && narrower.iter().all(|column| row.get(column).trim().is_empty())
}

/// A row as a form has it; `None` where a plain week does not say all that it says.
fn plain(row: Row<'_>, today: NaiveDate) -> Option<HoursInput> {
    let cell = |name: &str| row.get(name).trim();
    let starts = cell("dtstart");
    let has_begun = starts.is_empty() || starts.parse::<NaiveDate>().is_ok_and(|starts| starts <= today);
    let is_every = matches!(cell("interval"), "" | "1");
    if !has_begun || !is_every || NOT_PLAIN.iter().any(|name| !cell(name).is_empty()) {
        return None;
    }
    let named: Vec<String> = cell("byday")
        .split([',', ';', ' '])
        .map(|day| day.trim().to_ascii_uppercase())
        .filter(|day| !day.is_empty())
        .collect();
    let is_known = named.iter().all(|day| WEEK.iter().any(|known| by_day(*known) == day));
    let is_daily = cell("freq").eq_ignore_ascii_case("DAILY");
    let is_weekly = cell("freq").is_empty() || cell("freq").eq_ignore_ascii_case("WEEKLY");
    if !is_known || !(is_daily || is_weekly && !named.is_empty()) {
        return None;
    }
    let is_meant = |day: &&WeekDay| named.is_empty() || named.iter().any(|name| name == by_day(**day));
    Some(HoursInput {
        days: WEEK.iter().filter(is_meant).map(|day| Word(*day)).collect(),
        opens: clock(ClockTime::parse(cell("opens_at"))?.minutes),
        closes: clock(ClockTime::parse(cell("closes_at"))?.minutes),
    })
}

/// As a row is written: days in the order of the week, times with two figures each.
fn written(hours: &HoursInput) -> HoursInput {
    let time = |text: &str| ClockTime::parse(text).map(|time| clock(time.minutes)).unwrap_or_default();
    let is_meant = |day: &&WeekDay| hours.days.iter().any(|named| named.0 == **day);
    HoursInput {
        days: WEEK.iter().filter(is_meant).map(|day| Word(*day)).collect(),
        opens: time(&hours.opens),
        closes: time(&hours.closes),
    }
}

/// A row of a place as one of a service there.
fn copy(row: Row<'_>, (column, id): &Owner) -> Vec<(String, String)> {
    let own = made_id(["schedule", id, row.get("id")]);
    let kept = row.cells().filter(|(name, _)| !["id", "location_id", *column].contains(name));
    let mut cells: Vec<(String, String)> = kept.map(|(name, cell)| (name.to_owned(), cell.to_owned())).collect();
    cells.extend([("id".to_owned(), own), ((*column).to_owned(), id.clone())]);
    cells
}
