//! What of a service is otherwise, as a reader knows its parts: tables and columns of the standard stay beside, for who knows
//! them.

use pana_directory::{Change, Changed, Tables};

use crate::contract::service::{PartChange, PartRow, ServicePart};

/// What is otherwise, each change with its part. `tables`: where the rows that came or went are, the newer first.
pub(super) fn parts<'c>(changes: impl IntoIterator<Item = &'c Change>, tables: [&Tables; 2]) -> Vec<PartRow> {
    let mut rows: Vec<PartRow> = changes.into_iter().map(|change| part_row(change, tables)).collect();
    rows.sort_by_key(|row| row.part);
    rows
}

/// Does a change say where a service is: its address, or what hangs on a place, as a telephone does?
pub(super) fn is_of_place(change: &Change, tables: [&Tables; 2]) -> bool {
    let row = |tables: &Tables| {
        let table = tables.get(&change.table)?;
        let row = table.rows().find(|row| row.get("id").trim() == change.row)?;
        Some(["location_id", "service_at_location_id"].iter().any(|name| !row.get(name).trim().is_empty()))
    };
    part_of(&change.table, "") == ServicePart::Address || tables.into_iter().filter_map(row).any(|of_place| of_place)
}

fn part_row(change: &Change, [newer, older]: [&Tables; 2]) -> PartRow {
    let row = |column: &str, what, before: String, after: String| PartRow {
        part: part_of(&change.table, column),
        what,
        table: change.table.clone(),
        column: column.to_owned(),
        before,
        after,
    };
    match &change.what {
        Changed::Added => row("", PartChange::Added, String::new(), words(newer, change)),
        Changed::Removed => row("", PartChange::Removed, words(older, change), String::new()),
        Changed::Cell { column, before, after } => {
            row(column, PartChange::Altered, named(older, column, before), named(newer, column, after))
        }
    }
}

/// What a cell says; an id of a provider or a place as what it is called, since nobody knows ids.
fn named(tables: &Tables, column: &str, cell: &str) -> String {
    let find = |table: &str, by: &str, columns: &[&str]| {
        let row = tables.get(table)?.rows().find(|row| row.get(by).trim() == cell.trim())?;
        let said: Vec<&str> =
            columns.iter().map(|column| row.get(column).trim()).filter(|said| !said.is_empty()).collect();
        (!said.is_empty()).then(|| said.join(", "))
    };
    let called = match column {
        "organization_id" => find("organization", "id", &["name"]),
        "location_id" => find("address", "location_id", &["city", "address_1", "address_2"])
            .or_else(|| find("location", "id", &["name"])),
        _ => None,
    };
    called.unwrap_or_else(|| cell.to_owned())
}

/// What a row says, in the order of its columns, without ids.
fn words(tables: &Tables, change: &Change) -> String {
    let row = tables.get(&change.table).and_then(|table| table.rows().find(|row| row.get("id").trim() == change.row));
    let is_said = |name: &str| name != "id" && !name.ends_with("_id") && name != "link_entity" && name != "link_type";
    let cells = row.into_iter().flat_map(|row| row.cells().collect::<Vec<_>>());
    cells.filter(|(name, _)| is_said(name)).map(|(_, cell)| cell.trim()).collect::<Vec<_>>().join(" ")
}

fn part_of(table: &str, column: &str) -> ServicePart {
    match table {
        "service" => match column {
            "name" | "alternate_name" => ServicePart::Name,
            "organization_id" | "program_id" => ServicePart::Provider,
            "description" => ServicePart::Description,
            "alert" => ServicePart::Alert,
            "status" => ServicePart::Status,
            "url" | "email" | "additional_urls" => ServicePart::Contact,
            "minimum_age" | "maximum_age" | "eligibility_description" => ServicePart::Conditions,
            "fees_description" | "fees" => ServicePart::Cost,
            "application_process" => ServicePart::Application,
            "interpretation_services" => ServicePart::Languages,
            "assured_date" | "last_modified" | "assurer_email" => ServicePart::Checked,
            "safe_to_name" => ServicePart::Naming,
            _ => ServicePart::Other,
        },
        "phone" => ServicePart::Phone,
        "contact" | "url" => ServicePart::Contact,
        "service_at_location" | "location" | "address" | "accessibility" => ServicePart::Address,
        "schedule" => ServicePart::Hours,
        "language" => ServicePart::Languages,
        "required_document" => ServicePart::Papers,
        "service_capacity" | "unit" => ServicePart::Places,
        "cost_option" => ServicePart::Cost,
        "service_area" => ServicePart::Area,
        "attribute" | "taxonomy_term" | "taxonomy" => ServicePart::Kind,
        "organization" => ServicePart::Provider,
        _ => ServicePart::Other,
    }
}
