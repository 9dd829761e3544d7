//! What is wrong in the rows, cell by cell and row against row.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use crate::problem::{At, DirectoryProblemCode as Code, Report};
use crate::schema::{Kind, POINTED_TO, Shape};
use crate::table::{Row, Table, Tables};
use crate::value::{ClockTime, count, date, is_email, is_id, is_uri, made_id, moment, number};

/// Ids of every table.
pub(super) struct Ids<'t> {
    by_table: BTreeMap<&'t str, HashSet<&'t str>>,
    /// Tables whose file could not be read: what points there says nothing of itself.
    unread: &'t BTreeSet<String>,
}

impl<'t> Ids<'t> {
    pub(super) fn of(tables: &'t Tables, unread: &'t BTreeSet<String>) -> Self {
        let ids = |table: &'t Table| table.each(["id"]).map(|[id]| id).collect();
        Self { by_table: tables.iter().map(|(name, table)| (name, ids(table))).collect(), unread }
    }

    fn has(&self, table: &str, id: &str) -> bool {
        self.unread.contains(table) || self.by_table.get(table).is_some_and(|ids| ids.contains(id))
    }
}

/// The cells of a table, each by what its column takes, and what they point to.
pub(super) fn cells(file: &str, shape: &Shape, table: &Table, ids: &Ids<'_>, report: &mut Report) {
    let at = At::file(file);
    let columns = shape.columns.iter();
    for column in columns.clone().filter(|column| column.needed && table.column(column.name).is_none()) {
        report.say(at.column(column.name), Code::ColumnMissing, &[("name", column.name)]);
    }
    let placed: Vec<_> = columns.filter_map(|column| Some((column, table.column(column.name)?))).collect();
    for row in table.rows() {
        for (column, place) in &placed {
            let value = row.at(*place).trim();
            let at = at.row(row.line()).column(column.name);
            if value.is_empty() {
                let named = column.name == "name" && matches!(shape.name, "service" | "organization");
                match column.needed && column.name != "id" {
                    true if named => report.say(at, Code::NameMissing, &[]),
                    true => report.say(at, Code::CellMissing, &[]),
                    false => {}
                }
                continue;
            }
            if let Some((code, words)) = wrong(column.kind, value) {
                let args = [("value", value), ("words", words)];
                report.say(at, code, if words.is_empty() { &args[..1] } else { &args });
            }
            if let Some(other) = column.refers
                && !ids.has(other, value)
            {
                report.say(at, Code::ReferenceBroken, &[("value", value), ("table", other)]);
            }
        }
    }
}

/// What is wrong with a cell.
fn wrong(kind: Kind, value: &str) -> Option<(Code, &'static str)> {
    let (fits, code) = match kind {
        Kind::Id => (is_id(value), Code::IdOdd),
        Kind::Text => return None,
        Kind::Number => (number(value).is_some(), Code::NumberWrong),
        Kind::Date => (date(value).is_some(), Code::DateWrong),
        Kind::DateTime => (moment(value).is_some() || date(value).is_some(), Code::DateWrong),
        Kind::Time => (ClockTime::parse(value).is_some(), Code::TimeWrong),
        Kind::Email => (is_email(value), Code::EmailWrong),
        Kind::Uri => (is_uri(value), Code::UriWrong),
        Kind::Words(words) => {
            return (!words.split('|').any(|word| word == value)).then_some((Code::WordUnknown, words));
        }
    };
    (!fits).then_some((code, ""))
}

/// What the cells of one row say against each other.
pub(super) fn rows(file: &str, name: &str, table: &Table, ids: &Ids<'_>, report: &mut Report) {
    for row in table.rows() {
        let at = At::file(file).row(row.line());
        match name {
            "schedule" => hours(at, row, report),
            "service" => {
                let (least, greatest) = (row.get("minimum_age"), row.get("maximum_age"));
                if is_over(least, greatest) {
                    report.say(at, Code::AgesBackwards, &[("least", least), ("greatest", greatest)]);
                }
            }
            "service_capacity" => {
                let (available, maximum) = (row.get("available"), row.get("maximum"));
                if is_over(available, maximum) {
                    report.say(at, Code::CapacityOver, &[("available", available), ("maximum", maximum)]);
                } else if number(available).is_some() && count(available).is_none() {
                    report.say(at.column("available"), Code::NumberWrong, &[("value", available)]);
                }
            }
            "location" => {
                let (latitude, longitude) = (row.get("latitude"), row.get("longitude"));
                let given = !latitude.is_empty() || !longitude.is_empty();
                if given && crate::model::Position::of(latitude, longitude).is_none() {
                    report.say(at, Code::PositionWrong, &[("latitude", latitude), ("longitude", longitude)]);
                }
            }
            "phone" => {
                let number = row.get("number");
                let odd = number.contains(['"', '“', '”']) || !number.chars().any(char::is_numeric);
                if odd && !number.is_empty() {
                    report.say(at.column("number"), Code::PhoneOdd, &[("value", number)]);
                }
            }
            "attribute" => {
                let (entity, link) = (row.get("link_entity").trim(), row.get("link_id").trim());
                if !entity.is_empty() && !ids.has(entity, link) {
                    report.say(at.column("link_id"), Code::ReferenceBroken, &[("value", link), ("table", entity)]);
                }
            }
            _ => {}
        }
    }
}

fn is_over(first: &str, second: &str) -> bool {
    number(first).zip(number(second)).is_some_and(|(first, second)| first > second)
}

fn hours(at: At<'_>, row: Row<'_>, report: &mut Report) {
    let (opens, closes) = (row.get("opens_at"), row.get("closes_at"));
    if let Some((from, to)) = ClockTime::parse(opens).zip(ClockTime::parse(closes))
        && to.minutes <= from.minutes
    {
        report.say(at, Code::HoursBackwards, &[("opens", opens), ("closes", closes)]);
    }
    let one_alone = if opens.is_empty() { closes } else { opens };
    if opens.is_empty() != closes.is_empty() {
        report.say(at, Code::TimeWrong, &[("value", one_alone)]);
    }
    for (from, to) in [("valid_from", "valid_to"), ("dtstart", "until")] {
        let (from, to) = (row.get(from), row.get(to));
        if date(from).zip(date(to)).is_some_and(|(from, to)| to < from) {
            report.say(at, Code::SeasonBackwards, &[("from", from), ("to", to)]);
        }
    }
    let days = row.get("byday");
    if crate::model::recurrence_is_unread(row.get("freq"), days, row.get("bymonthday")) {
        let said = [row.get("freq"), days, row.get("bymonthday")];
        let said: Vec<&str> = said.into_iter().filter(|text| !text.is_empty()).collect();
        report.say(at.column("byday"), Code::DaysWrong, &[("value", &said.join(" "))]);
    }
}

/// Services that stand twice under different ids: one provider, one name, one telephone.
pub(super) fn services_twice(file: &str, tables: &Tables, report: &mut Report) {
    let Some(services) = tables.get("service") else { return };
    let phones = tables.get("phone").map(|phones| phones.each(["service_id", "number"]).collect::<Vec<_>>());
    let digits = |number: &str| number.chars().filter(char::is_ascii_digit).collect::<String>();
    let phones: HashMap<&str, String> =
        phones.unwrap_or_default().into_iter().map(|[id, no]| (id, digits(no))).collect();
    let mut first: HashMap<(&str, String, &str), u32> = HashMap::new();
    for row in services.rows() {
        let (id, name) = (row.get("id").trim(), row.get("name").trim());
        let Some(phone) = phones.get(id).filter(|phone| !phone.is_empty() && !name.is_empty()) else { continue };
        let key = (row.get("organization_id").trim(), name.to_lowercase(), phone.as_str());
        match first.get(&key) {
            Some(before) => {
                let args = [("row", before.to_string()), ("name", name.to_owned())];
                let args = args.each_ref().map(|(name, value)| (*name, value.as_str()));
                report.say(At::file(file).row(row.line()), Code::ServiceTwice, &args);
            }
            None => {
                first.insert(key, row.line());
            }
        }
    }
}

/// Gives each row an id of its own. Where others point to the row, an id that is missing or that stands twice cannot be
/// mended; elsewhere the row gets one made of what it says, so that the same file gives the same ids.
pub(super) fn with_ids(file: &str, name: &str, mut table: Table, report: &mut Report) -> Table {
    let place = table.with_column("id");
    let pointed_to = POINTED_TO.contains(&name);
    let columns = table.columns().to_vec();
    let mut first: HashMap<&str, Row<'_>> = HashMap::new();
    let mut out = Table::new(columns);
    for row in table.rows() {
        let at = At::file(file).row(row.line());
        let id = row.at(place).trim();
        let before = first.get(id).copied();
        if let Some(before) = before.filter(|before| !id.is_empty() && before.cells().eq(row.cells())) {
            report.say(at, Code::RowTwice, &[("row", &before.line().to_string())]);
            continue;
        }
        if !id.is_empty() && before.is_none() {
            first.insert(id, row);
            out.push(row.line(), cells_of(&table, row));
            continue;
        }
        match before {
            Some(before) if pointed_to => {
                report.say(at, Code::IdTwice, &[("id", id), ("row", &before.line().to_string())]);
            }
            _ if pointed_to => report.say(at, Code::IdMissing, &[]),
            _ => {
                let given = given_id(name, row, out.len());
                report.say(at, Code::IdGiven, &[("id", &given)]);
                let cells = cells_of(&table, row).enumerate();
                out.push(row.line(), cells.map(|(at, cell)| if at == place { given.as_str() } else { cell }));
            }
        }
    }
    out
}

fn cells_of<'t>(table: &'t Table, row: Row<'t>) -> impl Iterator<Item = &'t str> {
    (0..table.columns().len()).map(move |at| row.at(at))
}

/// An id made of what a row says, and of its place where several say the same.
fn given_id(table: &str, row: Row<'_>, place: usize) -> String {
    let place = place.to_string();
    made_id([table, &place].into_iter().chain(row.cells().flat_map(|(name, value)| [name, value])))
}
