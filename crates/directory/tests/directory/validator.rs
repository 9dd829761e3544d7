//! What is written, before a validator that nobody here wrote.

use std::path::Path;
use std::process::Command;

use pana_directory::{Contacts, Tables, read, write};

use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;

use crate::anything::tables;
use crate::shared::{folder, shared};
use crate::writing::odd;

/// A Python with frictionless: `PANA_PYTHON`, else `python3`.
fn python() -> Option<String> {
    let python = std::env::var("PANA_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let there =
        Command::new(&python).args(["-c", "import frictionless"]).output().is_ok_and(|out| out.status.success());
    if !there {
        eprintln!("no Python with frictionless is here (PANA_PYTHON): no validator is asked");
    }
    there.then_some(python)
}

fn verdict(python: &str, tables: &Tables, typed: Option<&Path>) -> String {
    let written = write(tables);
    let place = tempfile::tempdir().unwrap();
    for (name, bytes) in &written.files {
        std::fs::write(place.path().join(name), bytes).unwrap();
    }
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/directory/validator.py");
    let out = Command::new(python).arg(script).arg(place.path()).args(typed).output().unwrap();
    format!("{}{}", String::from_utf8_lossy(&out.stdout), String::from_utf8_lossy(&out.stderr))
}

#[test]
fn frictionless_takes_what_is_written_with_the_typed_descriptor() {
    let Some(python) = python() else { return };
    let typed = shared("hsds-3.0-datapackage.json");
    assert_eq!(verdict(&python, &odd(), None).trim_end(), "valid 25 tables");
    assert_eq!(verdict(&python, &Tables::default(), typed.as_deref()).trim_end(), "valid 24 tables");
    assert_eq!(verdict(&python, &odd(), typed.as_deref()).trim_end(), "valid 25 tables");
    let Some(small) = shared("hsds-small") else { return };
    let tables = read(&folder(&small), Contacts::Take).tables.unwrap();
    assert_eq!(verdict(&python, &tables, typed.as_deref()).trim_end(), "valid 24 tables");
}

#[test]
fn frictionless_takes_any_rows_that_we_do() {
    let Some(python) = python() else { return };
    let typed = shared("hsds-3.0-datapackage.json");
    let mut runner = TestRunner::deterministic();
    for _ in 0..3 {
        let mut any = tables(300).new_tree(&mut runner).unwrap().current();
        // One provider has one programme: the standard says so by mistake, and its validators keep to it.
        any.remove("program");
        assert_eq!(verdict(&python, &any, typed.as_deref()).trim_end(), "valid 24 tables");
    }
}
