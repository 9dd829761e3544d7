//! Whatever bytes come, reading ends and says something; whatever rows there are, writing and reading give them again.

use pana_directory::{Contacts, Directory, Files, Table, Tables, compare, read, shapes, write};
use proptest::prelude::*;

use crate::package::{id, package, with_ids};
use crate::writing::{as_files, assert_same_rows};

/// Pieces that tables are made of, and that break them.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "id",
        ",",
        ",",
        "\n",
        "\n",
        "\"",
        "\"\"",
        ";",
        "\t",
        "#1",
        "#2",
        "name",
        "service_id",
        "09:00",
        "MO",
        "қ",
        "\u{FEFF}",
        "\r",
        "=1+1",
        "n/a",
        "{",
        "}",
        "[",
        "]",
        ":",
        "\"id\"",
        "\"contents\"",
        "\"status\"",
        "1e400",
        "-",
    ]);
    prop::collection::vec(piece, 0..40).prop_map(|pieces| with_ids(&pieces.concat()))
}

/// A cell of any kind.
fn cell() -> impl Strategy<Value = String> {
    prop_oneof![
        prop::sample::select(vec![
            "",
            "x",
            "10:00",
            "9:05",
            "24:00",
            "10:00Z",
            "2026-11-01",
            "2026-11-01T09:00:00Z",
            "12",
            "12.5",
            "1e3",
            "active",
            "a@b.org",
            "https://a.org/x",
            "n/a",
            "MO,TU",
            "\"q\"",
            "a,b",
            "қ",
            "a\nb",
            "=1+1",
            "WEEKLY",
            "physical",
        ])
        .prop_map(str::to_owned),
        (1_u32..6).prop_map(id),
    ]
}

/// Rows of some tables, with ids of their own and a column of nobody's standard.
pub(crate) fn tables(most: usize) -> impl Strategy<Value = Tables> {
    let rows = prop::collection::vec((0..shapes().len(), prop::collection::vec(cell(), 30)), 0..most);
    rows.prop_map(|rows| {
        let mut tables = Tables::default();
        let mut services = Table::new(["id", "name", "status", "x_own"]);
        services.push(2, [id(1).as_str(), "Beds", "active", "kept"]);
        tables.insert("service", services);
        for (number, (at, cells)) in (10..).zip(rows) {
            let shape = &shapes()[at];
            let own = [("id", id(number)), ("x_own", format!("own {number}")), ("name", format!("n {number}"))];
            let mut named: Vec<(&str, &str)> = own.iter().map(|(name, value)| (*name, value.as_str())).collect();
            let columns = shape.columns.iter().map(|column| column.name).filter(|name| !["id", "name"].contains(name));
            named.extend(columns.zip(cells.iter().map(|cell| cell.trim())));
            tables.table(shape.name).put(&named);
        }
        tables
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn any_bytes_are_read_to_an_end(table in pieces(), json in pieces(), bytes in prop::collection::vec(any::<u8>(), 0..64)) {
        for (name, content) in [("services.csv", table.as_bytes()), ("page.json", json.as_bytes()), ("schedules.csv", &bytes)] {
            let mut files = Files::default();
            files.add(name, content.to_vec()).unwrap();
            let reading = read(&files, Contacts::LeaveOut);
            prop_assert!(reading.tables.is_some() || !reading.problems.is_empty());
            if let Some(tables) = reading.tables {
                Directory::of(&tables);
            }
            let _ = Files::from_zip("a.zip", content);
        }
        let reading = read(&package("schedules.csv", &table), Contacts::Take);
        if let Some(tables) = reading.tables {
            Directory::of(&tables);
            write(&tables);
        }
    }

    #[test]
    fn any_rows_that_are_taken_in_are_written_and_read_again_as_they_were(tables in tables(20)) {
        let once = write(&tables);
        let Some(taken) = read(&as_files(&once), Contacts::Take).tables else { return Ok(()) };
        // What the standard cannot hold is left out once, and said; from then on nothing changes.
        let again = write(&taken);
        prop_assert_eq!(&again.left_out, &[]);
        let read_again = read(&as_files(&again), Contacts::Take).tables.unwrap();
        assert_same_rows(&taken, &read_again);
        let comparison = compare(&taken, &read_again, pana_directory::Extent::Whole, |_| false);
        prop_assert!(comparison.changed.is_empty() && comparison.added.is_empty() && comparison.vanished.is_empty());
        for (name, table) in tables.iter() {
            for row in table.rows() {
                let left = once.left_out.iter().any(|left| left.table == name && left.row == row.get("id"));
                let there = taken.get(name).unwrap().rows().find(|other| other.get("id") == row.get("id"));
                prop_assert!(left || there.is_some_and(|other| other.get("x_own") == row.get("x_own")), "{} {:?}", name, row.get("id"));
            }
        }
    }

    #[test]
    fn rows_that_are_kept_are_read_back_cell_by_cell(tables in tables(20)) {
        let files = tables.to_files();
        let kept = Tables::from_files(files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice()))).unwrap();
        let cells = |tables: &Tables| {
            let tables = tables.iter().filter(|(_, table)| !table.is_empty());
            tables.map(|(name, table)| {
                let rows = table.rows().map(|row| row.cells().map(|cell| format!("{cell:?}")).collect::<Vec<_>>());
                (name.to_owned(), rows.collect::<Vec<_>>())
            }).collect::<Vec<_>>()
        };
        prop_assert_eq!(cells(&tables), cells(&kept));
    }
}

#[test]
fn a_kept_file_that_is_not_as_it_was_written_is_no_directory() {
    for bytes in [&b"id,name\n1,\xFF\n"[..], b"id,name\n1,\"x\n", b"id,id\n1,2\n", b""] {
        assert!(Tables::from_files([("service", bytes)]).is_err(), "{bytes:?}");
    }
}
