//! Reading exported files back.

use pana_tests::app::App;
use pana_tests::computer::Computer;
use pana_tests::interview::{self, Said, Told};
use pana_tests::poll::until;
use pana_tests::scan;
use pana_tests::story;
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

/// What the newcomer and the member are called, how they are reached, and the day of birth, as [`story::newcomer`] has them.
const PLANTED: [&str; 8] =
    ["Жанболатов", "Ерасыл", "Қанатұлы", "Айсұлу", "700 000 00 00", "7000000000", "1987-03-14", "2024-02-02"];

#[tokio::test]
async fn an_export_for_statistics_holds_nothing_that_tells_who_somebody_is() {
    let computer = Computer::new().unwrap();
    let app = story::new_centre(&computer).await.unwrap();
    app.click("start-intake").await.unwrap();
    let person = story::newcomer().picks("consent_sharing", &["yes"]);
    interview::answer_until(&app, &person, |_| false).await.unwrap();
    story::finish(&app).await.unwrap();
    let planted = scan::Markers::new(&PLANTED);
    for (purpose, format, tells) in [
        ("care", "json", true),
        ("statistics", "json", false),
        ("statistics", "csv", false),
        ("report-to-donor", "csv", false),
    ] {
        let files = export_for(&app, &computer, format, purpose).await;
        let found: Vec<String> = files
            .iter()
            .flat_map(|file| {
                planted.within(&std::fs::read(file).unwrap()).into_iter().map(str::to_owned).collect::<Vec<_>>()
            })
            .collect();
        assert_eq!(!found.is_empty(), tells, "{purpose} as {format}: {found:?}");
        // What the screen shows of the rows before and after tells no more; where they have names it shows none.
        app.see(if tells { "export-rows-named" } else { "export-rows" }).await.unwrap();
        if !tells {
            let shown = app.text("export-rows").await.unwrap();
            assert!(shown.contains("30–44") && planted.within(shown.as_bytes()).is_empty(), "{purpose}: {shown}");
        }
    }
}

/// Exports the intake to help the people in it, and waits for the end.
pub(crate) async fn export(app: &App, computer: &Computer, format: &str) -> Vec<PathBuf> {
    export_for(app, computer, format, "care").await
}

/// The same for a purpose.
async fn export_for(app: &App, computer: &Computer, format: &str, purpose: &str) -> Vec<PathBuf> {
    let folder = computer.out().join(format!("{format}-{purpose}"));
    std::fs::create_dir_all(&folder).unwrap();
    app.click("nav-export").await.unwrap();
    app.choose("export-form", "intake").await.unwrap();
    app.click(&format!("export-format-{format}")).await.unwrap();
    app.click(&format!("export-purpose-{purpose}")).await.unwrap();
    // Tables speak words by themselves; what was told is compared as it is stored.
    app.choose("export-labels", "").await.unwrap();
    app.write("export-folder", folder.to_str().unwrap()).await.unwrap();
    app.click("export-go").await.unwrap();
    // What an export before this one left on the screen is no sign that this one is done.
    until("the files", || async {
        let running = "return document.querySelector('[data-testid=export-go]').getAttribute('aria-disabled')";
        let running = app.script(running, vec![]).await.ok()?;
        (running.as_str() != Some("true") && !scan::files(&folder).is_empty()).then_some(())
    })
    .await
    .unwrap();
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
