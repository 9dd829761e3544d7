//! Files of HSDS 1 and 2, brought under the names of today. They are read and never written so.

use crate::table::Table;

/// What was read under another name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mapped {
    /// The file.
    pub file: String,
    /// The table it is today.
    pub table: &'static str,
    /// Columns that are called otherwise today: then, and now.
    pub columns: Vec<(String, String)>,
}

/// A file of then.
struct Older {
    file: &'static str,
    table: &'static str,
    /// Columns: then, and now.
    columns: &'static [(&'static str, &'static str)],
    /// Cells that today's table has besides.
    beside: &'static [(&'static str, &'static str)],
}

const fn older(
    file: &'static str,
    table: &'static str,
    columns: &'static [(&'static str, &'static str)],
    beside: &'static [(&'static str, &'static str)],
) -> Older {
    Older { file, table, columns, beside }
}

const HOURS: &[(&str, &str)] = &[("weekday", "byday"), ("opens", "opens_at"), ("closes", "closes_at")];
const OF_SERVICE: &[(&str, &str)] = &[("link_entity", "service")];

const OLDER: [Older; 19] = [
    older("services_at_location.csv", "service_at_location", &[], &[]),
    older("services_at_locations.csv", "service_at_location", &[], &[]),
    older("service_at_locations.csv", "service_at_location", &[], &[]),
    older("physical_addresses.csv", "address", &[], &[("address_type", "physical")]),
    older("postal_addresses.csv", "address", &[], &[("address_type", "postal")]),
    older("regular_schedules.csv", "schedule", HOURS, &[("freq", "WEEKLY")]),
    older("regular_schedule.csv", "schedule", HOURS, &[("freq", "WEEKLY")]),
    older("holiday_schedules.csv", "schedule", &[("start_date", "valid_from"), ("end_date", "valid_to")], &[]),
    older("holiday_schedule.csv", "schedule", &[("start_date", "valid_from"), ("end_date", "valid_to")], &[]),
    older(
        "services_taxonomy.csv",
        "attribute",
        &[("service_id", "link_id"), ("taxonomy_id", "taxonomy_term_id")],
        OF_SERVICE,
    ),
    older(
        "service_taxonomy.csv",
        "attribute",
        &[("service_id", "link_id"), ("taxonomy_id", "taxonomy_term_id")],
        OF_SERVICE,
    ),
    older("service_attributes.csv", "attribute", &[("service_id", "link_id")], OF_SERVICE),
    older("other_attributes.csv", "attribute", &[], &[]),
    older("taxonomy.csv", "taxonomy_term", &[("vocabulary", "taxonomy"), ("parent", "parent_id")], &[]),
    older("accessibility_for_disabilities.csv", "accessibility", &[("accessibility", "description")], &[]),
    older("eligibility.csv", "eligibility", &[], &[]),
    older("eligibilities.csv", "eligibility", &[], &[]),
    older("capacities.csv", "service_capacity", &[], &[]),
    older("service_capacities.csv", "service_capacity", &[], &[]),
];

/// Columns that were called otherwise in tables that kept their names: table, then, now.
const COLUMNS: [(&str, &str, &str); 6] = [
    ("language", "language", "name"),
    ("phone", "department", "description"),
    ("organization", "url", "website"),
    ("schedule", "opens", "opens_at"),
    ("schedule", "closes", "closes_at"),
    ("required_document", "required_document", "document"),
];

/// The table that a file of then is, by its name in small letters.
pub(super) fn table_of(file: &str) -> Option<&'static str> {
    OLDER.iter().find(|older| older.file == file).map(|older| older.table)
}

/// Brings a table under the names of today, and says what it has changed; `None` where nothing.
pub(super) fn bring_up_to_date(file: &str, table_name: &'static str, table: Table) -> (Table, Option<Mapped>) {
    let older = OLDER.iter().find(|older| older.file == file.to_lowercase());
    let now = |column: &str| {
        let own = older.and_then(|older| older.columns.iter().find(|(then, _)| *then == column));
        let own = own.copied().or_else(|| {
            let of_table = |(of, then, _): &&(&str, &str, &str)| *of == table_name && *then == column;
            COLUMNS.iter().find(of_table).map(|(_, then, now)| (*then, *now))
        });
        own.map(|(_, now)| now).filter(|now| table.column(now).is_none())
    };
    let renamed: Vec<(String, String)> =
        table.columns().iter().filter_map(|then| Some((then.clone(), now(then)?.to_owned()))).collect();
    if older.is_none() && renamed.is_empty() {
        return (table, None);
    }
    let mut columns: Vec<String> =
        table.columns().iter().map(|column| now(column).map_or_else(|| column.clone(), str::to_owned)).collect();
    let beside = older.map_or(&[][..], |older| older.beside);
    let beside: Vec<(&str, &str)> = beside.iter().copied().filter(|(name, _)| table.column(name).is_none()).collect();
    let width = columns.len();
    columns.extend(beside.iter().map(|(name, _)| (*name).to_owned()));
    let days = columns.iter().position(|column| column == "byday").filter(|_| table_name == "schedule");
    let mut today = Table::new(columns);
    for row in table.rows() {
        let cell = |place| {
            let cell = row.at(place);
            if days == Some(place) { weekday(cell).unwrap_or(cell) } else { cell }
        };
        today.push(row.line(), (0..width).map(cell).chain(beside.iter().map(|(_, value)| *value)));
    }
    (today, Some(Mapped { file: file.to_owned(), table: table_name, columns: renamed }))
}

/// Days of the week as they were written: names, or numbers from Monday on.
fn weekday(text: &str) -> Option<&'static str> {
    const DAYS: [&str; 7] = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];
    let text = text.trim().to_ascii_uppercase();
    if let Ok(number) = text.parse::<usize>() {
        return number.checked_sub(1).and_then(|at| DAYS.get(at)).copied();
    }
    let short = text.get(..2)?;
    let long = text.len() == 2 || text.len() == 3 || text.ends_with("DAY");
    DAYS.iter().copied().find(|day| *day == short && long)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_of_then_is_read_under_the_names_of_now() {
        let mut table = Table::new(["id", "service_id", "weekday", "opens_at", "closes_at"]);
        table.push(2, ["h1", "s1", "Monday", "09:00", "17:00"]);
        table.push(3, ["h2", "s1", "7", "09:00", "17:00"]);
        table.push(4, ["h3", "s1", "someday", "09:00", "17:00"]);
        let (table, mapped) = bring_up_to_date("Regular_Schedules.csv", "schedule", table);
        assert_eq!(mapped.unwrap().columns, [("weekday".to_owned(), "byday".to_owned())]);
        let days: Vec<[&str; 2]> = table.each(["byday", "freq"]).collect();
        assert_eq!(days, [["MO", "WEEKLY"], ["SU", "WEEKLY"], ["someday", "WEEKLY"]]);
    }

    #[test]
    fn a_file_of_now_is_left_as_it_is() {
        let table = Table::new(["id", "name", "url"]);
        assert_eq!(bring_up_to_date("services.csv", "service", table).1, None);
    }
}
