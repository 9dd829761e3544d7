//! The page that says where each row of the domain document lives names nothing that is not there.

use std::collections::BTreeSet;
use std::path::Path;

use pana_forms::workbook::Workbook;

use super::{forms, root, rules, table};

/// Questionnaires that rows wait for. One that ships is waited for no longer.
const AWAITED: [&str; 11] = [
    "adaptation",
    "biography",
    "documents",
    "expert",
    "family",
    "follow_up",
    "host_community",
    "inspection",
    "labour",
    "leitmotif",
    "movement",
];

/// One line of the page: its cells.
struct Row {
    number: String,
    kind: String,
    place: String,
    shown: String,
}

fn page() -> Vec<Row> {
    let page = std::fs::read_to_string(root().join("docs/coverage/rows.md")).unwrap();
    let lines = page.lines().filter(|line| line.starts_with("| R"));
    let rows = lines.map(|line| {
        let cells: Vec<&str> = line.trim_matches('|').split(" | ").map(str::trim).collect();
        let [number, says, kind, place, shown] = cells[..] else { panic!("{line}") };
        assert!(![number, says, kind, place, shown].contains(&""), "{line}");
        let [number, kind, place, shown] = [number, kind, place, shown].map(str::to_owned);
        Row { number, kind, place, shown }
    });
    rows.collect()
}

/// What stands in code letters.
fn in_code(text: &str) -> impl Iterator<Item = &str> {
    text.split('`').skip(1).step_by(2)
}

/// The sources below a folder, by their ending.
fn sources(folder: &Path, ending: &str, into: &mut String) {
    for path in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if path.is_dir() && !["target", "node_modules", "dist", "data"].contains(&name.as_str()) {
            sources(&path, ending, into);
        } else if path.extension().is_some_and(|own| own == ending) {
            into.push_str(&std::fs::read_to_string(&path).unwrap());
        }
    }
}

/// Names of tests as the sources have them: functions without arguments, and what the window's tests are called.
fn tests() -> BTreeSet<String> {
    let (mut rust, mut window) = (String::new(), String::new());
    ["crates", "tests"].iter().for_each(|folder| sources(&root().join(folder), "rs", &mut rust));
    sources(&root().join("ui/src"), "ts", &mut window);
    let functions = rust.split("fn ").filter_map(|rest| Some(rest.split_once("()")?.0.to_owned()));
    let called = window.split("test(\"").filter_map(|rest| Some(rest.split_once('"')?.0.to_owned()));
    functions.chain(called).collect()
}

/// Codes, names and columns of the tables and questionnaires that ship.
fn words() -> BTreeSet<String> {
    let mut words = BTreeSet::new();
    for form in forms() {
        words.insert(form.id().to_owned());
        for node in form.nodes() {
            words.insert(node.name.clone());
            let list = node.list.as_deref().unwrap_or_default();
            words.insert(list.to_owned());
            let choices = form.choices(list).into_iter().flatten();
            words.extend(choices.map(|choice| choice.name.to_string()));
        }
    }
    for name in ["services", "codes"] {
        let sheet = Workbook::from_csv(name, &[(name, &table(name))]).unwrap();
        let rows = sheet.sheets[0].rows.iter().enumerate();
        // The heads of all columns, and of each row the codes that it begins with.
        let cells = rows.flat_map(|(at, row)| row.cells.iter().take(if at == 0 { row.cells.len() } else { 2 }));
        words.extend(cells.map(|cell| cell.text.to_string()));
    }
    words
}

/// Ids of rules in a text: a D and three digits.
fn rule_ids(text: &str) -> impl Iterator<Item = &str> {
    text.split(|sign: char| !sign.is_ascii_alphanumeric()).filter(|word| {
        word.len() == 4 && word.starts_with('D') && word.chars().skip(1).all(|sign| sign.is_ascii_digit())
    })
}

#[test]
fn the_page_of_rows_names_each_row_once_and_nothing_that_is_not_there() {
    let (rows, rules, tests, words) = (page(), rules(), tests(), words());
    let numbers: Vec<&str> = rows.iter().map(|row| row.number.as_str()).collect();
    let expected: Vec<String> = (1..=174).map(|number| format!("R{number}")).collect();
    assert_eq!(numbers, expected);
    let shipped: BTreeSet<String> = forms().iter().map(|form| form.id().to_owned()).collect();
    let mut wrong = Vec::new();
    for Row { number, kind, place, shown } in &rows {
        let mut say = |what: String| wrong.push(format!("{number}: {what}"));
        if kind.len() != 1 || !"FLUPGXESN".contains(kind.as_str()) {
            say(format!("kind {kind}"));
        }
        for id in rule_ids(place).chain(rule_ids(shown)).filter(|id| rules.rule(id).is_none()) {
            say(format!("no rule {id}"));
        }
        for name in in_code(place).filter(|name| !words.contains(*name) && !root().join(name).exists()) {
            say(format!("nothing is called {name}"));
        }
        for name in in_code(shown) {
            if AWAITED.contains(&name) {
                if shipped.contains(name) {
                    say(format!("{name} ships, and is said to be waited for"));
                }
            } else if !tests.contains(name) {
                say(format!("no test {name}"));
            }
        }
        let shows = in_code(shown).filter(|name| tests.contains(*name)).count();
        if "US".contains(kind.as_str()) && shows == 0 {
            say("a rule or a service that no test shows".to_owned());
        }
        if shows == 0 && !shown.contains("not yet: ") && kind != "N" {
            say("is neither shown nor said to be missing".to_owned());
        }
    }
    assert!(wrong.is_empty(), "{} wrong\n{}", wrong.len(), wrong.join("\n"));
}
