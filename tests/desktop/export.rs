//! Reading exported files back.

use pana_tests::app::App;
use pana_tests::computer::Computer;
use pana_tests::interview::{Said, Told};
use pana_tests::scan;
use serde_json::Value;
use std::path::PathBuf;

/// Exports the intake as JSON and as CSV to a typed path, reads the files back and compares every answer.
pub(crate) async fn both_ways_and_compare(app: &App, computer: &Computer, told: &[Told]) {
    let json = export(app, computer, "json").await;
    let document: Value = serde_json::from_slice(&std::fs::read(one(&json, "json")).unwrap()).unwrap();
    let mut compared = 0;
    for one in told.iter().filter(|told| told.said != Said::Nothing) {
        let name = one.at.rsplit('/').next().unwrap();
        let found = find(&document, name).unwrap_or_else(|| panic!("{name} is not in the export"));
        assert!(exported(found, &one.said), "{name}: told {:?}, exported {found}", one.said);
        compared += 1;
    }
    assert!(compared > 40, "the whole intake was compared, not {compared} answers");

    let csv = export(app, computer, "csv").await;
    let text: String = csv.iter().map(|path| std::fs::read_to_string(path).unwrap()).collect();
    for one in told {
        match &one.said {
            Said::Typed(words) => assert!(text.contains(words.as_str()), "{}: {words} is not in the CSV files", one.at),
            Said::Chosen(names) => {
                for name in names {
                    assert!(text.contains(name.as_str()), "{}: {name} is not in the CSV files", one.at);
                }
            }
            _ => {}
        }
    }
}

/// Exports the intake and waits for the end.
pub(crate) async fn export(app: &App, computer: &Computer, format: &str) -> Vec<PathBuf> {
    let folder = computer.out().join(format);
    std::fs::create_dir_all(&folder).unwrap();
    app.click("nav-export").await.unwrap();
    app.choose("export-form", "intake").await.unwrap();
    app.click(&format!("export-format-{format}")).await.unwrap();
    app.click("export-purpose-care").await.unwrap();
    // Tables speak words by themselves; what was told is compared as it is stored.
    app.choose("export-labels", "").await.unwrap();
    app.write("export-folder", folder.to_str().unwrap()).await.unwrap();
    app.click("export-go").await.unwrap();
    app.see("export-done").await.unwrap();
    let files = scan::files(&folder);
    assert!(!files.is_empty(), "the export left no file");
    files
}

fn one(files: &[PathBuf], extension: &str) -> PathBuf {
    files
        .iter()
        .find(|path| path.extension().is_some_and(|found| found == extension))
        .expect("a file of the format")
        .clone()
}

/// The value of the first key of that name, however deep.
fn find<'a>(value: &'a Value, name: &str) -> Option<&'a Value> {
    match value {
        Value::Object(map) => map.get(name).or_else(|| map.values().find_map(|inner| find(inner, name))),
        Value::Array(list) => list.iter().find_map(|inner| find(inner, name)),
        _ => None,
    }
}

fn exported(found: &Value, said: &Said) -> bool {
    match said {
        Said::Typed(text) => found.as_str().map_or_else(|| found.to_string(), str::to_owned) == *text,
        Said::Chosen(names) => match found {
            Value::Array(list) => list.iter().filter_map(Value::as_str).eq(names.iter().map(String::as_str)),
            other => other.as_str() == Some(names.join(" ").as_str()),
        },
        Said::Declined => found["state"] == "declined",
        Said::Unknown => found["state"] == "unknown",
        Said::Later => found["state"] == "later",
        Said::Nothing => true,
    }
}
