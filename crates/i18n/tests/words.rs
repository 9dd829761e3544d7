//! What must hold of the words as a whole: that faults in them are found, that every code of the app has its two
//! sentences, and that no word is kept that nobody says.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    missing_docs
)]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::{env, fs};

use pana_i18n::{Words, keys, languages, source};

#[allow(dead_code)]
#[path = "../build/check.rs"]
mod check;
#[path = "words/kazakh.rs"]
mod kazakh;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn read_all(folder: &Path, endings: &[&str], into: &mut String) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for path in entries.map(|entry| entry.unwrap().path()) {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if path.is_dir() && !["target", "node_modules", "dist", "i18n"].contains(&name.as_str()) {
            read_all(&path, endings, into);
        // What is made of the texts names all of them, whoever says them.
        } else if name != "keys.ts" && endings.iter().any(|ending| name.ends_with(ending)) {
            into.push_str(&fs::read_to_string(&path).unwrap());
        }
    }
}

fn faults(en: &str, kk: &str) -> Vec<String> {
    let mut problems = Vec::new();
    let (mut base, mut other) = (check::Units::new(), check::Units::new());
    check::read("en/home.ftl", en, &mut base, &mut problems);
    check::read("kk/home.ftl", kk, &mut other, &mut problems);
    check::check_references(&base, &mut problems);
    check::check_references(&other, &mut problems);
    check::compare(&base, &other, "kk", &mut problems);
    problems.iter().map(ToString::to_string).collect()
}

#[test]
fn a_missing_an_extra_and_a_differing_text_are_named_with_file_and_line() {
    let found = faults("home-a = A { $n }\nhome-b = B\n", "home-c = C\nhome-a = А { $m }\n");
    assert_eq!(
        found,
        [
            "locales/kk/home.ftl:2: `home-a` uses $m, but en/home.ftl uses $n",
            "locales/en/home.ftl:2: `home-b` is missing in kk",
            "locales/kk/home.ftl:1: `home-c` is only here: remove it or add it to the others",
        ]
    );
}

#[test]
fn duplicates_junk_and_references_to_nothing_are_named() {
    let found = faults("home-a = A\nhome-a = B\n", "home-a = { home-z }\n");
    assert_eq!(
        found,
        [
            "locales/en/home.ftl:2: `home-a` is already in en/home.ftl:1: remove one",
            "locales/kk/home.ftl:1: `home-a` uses `home-z`, which does not exist",
        ]
    );
    let junk = faults("home-a = A\nhome-b = { $n\n", "home-a = A\n");
    assert!(junk.iter().any(|problem| problem.contains("cannot be read")), "{junk:?}");
    let function = faults("home-a = { SHOUT($n) }\n", "home-a = { $n }\n");
    assert!(function.iter().any(|problem| problem.contains("SHOUT()")), "{function:?}");
}

#[test]
fn equal_words_have_no_faults() {
    let en = "home-a =\n    { $n ->\n        [one] One\n       *[other] { $n }\n    }\n    .label = { $who }\n";
    assert_eq!(faults(en, "home-a = { $n }\n    .label = { $who }\n"), [""; 0]);
}

#[test]
fn every_language_says_every_key() {
    for language in languages() {
        let words = Words::of(language.tag);
        assert_eq!(words.language().tag, language.tag);
        let own = source(language.tag).expect("a language that is offered has its words embedded");
        for key in keys::ALL {
            assert!(
                own.lines().any(|line| line.starts_with(&format!("{} =", key.name))),
                "{} lacks {}",
                language.tag,
                key.name
            );
        }
    }
}

/// Codes and their arguments as the app declares them in a file: `Variant = "code" ("argument", …);`.
fn codes_of(path: &str) -> Vec<(String, Vec<String>)> {
    let text = fs::read_to_string(root().join(path)).unwrap();
    let table = text.split("\ncodes! {").nth(1).expect("the table of codes").split("\n}").next().unwrap();
    let quoted = |text: &str| text.split('"').skip(1).step_by(2).map(str::to_owned).collect::<Vec<_>>();
    let rows = table.lines().map(str::trim).filter(|line| line.contains(" = \"") && !line.starts_with("//"));
    rows.map(|row| {
        let mut words = quoted(row);
        (words.remove(0), words)
    })
    .collect()
}

#[test]
fn every_error_of_the_app_says_what_happened_and_what_to_do() {
    check_pairs("crates/app/src/contract/error.rs", 40, ["err-", "rec-"]);
}

#[test]
fn everything_that_may_not_be_as_written_says_what_it_is_and_what_to_do() {
    check_pairs("crates/app/src/contract/finding.rs", 15, ["doctor-problem-", "doctor-remedy-"]);
}

/// Each code of the table in a file has its pair of texts with no other variables than the code gives, and no text is
/// there without a code.
fn check_pairs(path: &str, least: usize, kinds: [&str; 2]) {
    let codes = codes_of(path);
    assert!(codes.len() > least, "the table was not read: {}", codes.len());
    for (code, arguments) in &codes {
        for kind in kinds {
            let name = format!("{kind}{code}");
            let key = keys::ALL.iter().find(|key| key.name == name).unwrap_or_else(|| panic!("no text {name}"));
            for variable in key.variables {
                assert!(
                    arguments.iter().any(|given| given == variable),
                    "{name} uses ${variable}, which {code} does not give"
                );
            }
        }
    }
    for kind in kinds {
        for code in keys::ALL.iter().filter_map(|key| key.name.strip_prefix(kind)) {
            assert!(codes.iter().any(|(known, _)| known == code), "{kind}{code} belongs to no code");
        }
    }
}

#[test]
fn every_problem_of_a_questionnaire_says_what_is_wrong_and_how_to_mend_it() {
    let text = fs::read_to_string(root().join("crates/forms/src/problem.rs")).unwrap();
    let table = text.split("\ncodes! {").nth(1).expect("the table of codes").split("\n}").next().unwrap();
    let codes: Vec<&str> = table.split('"').skip(1).step_by(2).collect();
    assert!(codes.len() > 30, "the table was not read: {}", codes.len());
    for code in &codes {
        for kind in ["problem", "remedy"] {
            let name = format!("form-{kind}-{code}");
            assert!(keys::ALL.iter().any(|key| key.name == name), "no text {name}");
        }
    }
    for key in keys::ALL.iter().filter(|key| key.name.starts_with("form-problem-")) {
        let code = key.name.trim_start_matches("form-problem-");
        assert!(codes.contains(&code), "{} belongs to no problem", key.name);
    }
}

#[test]
fn every_problem_of_a_table_of_rules_says_what_is_wrong_and_how_to_mend_it() {
    let text = fs::read_to_string(root().join("crates/rules/src/problem.rs")).unwrap();
    let table =
        text.split("fn as_str").nth(1).and_then(|rest| rest.split("\n    }").next()).expect("the table of codes");
    let codes: Vec<&str> = table.split('"').skip(1).step_by(2).collect();
    assert!(codes.len() > 10, "the table was not read: {}", codes.len());
    let keys_of = |kind: &str| {
        let keys = keys::ALL.iter().filter_map(|key| key.name.strip_prefix(&format!("rules-{kind}-")));
        keys.collect::<BTreeSet<_>>()
    };
    let codes: BTreeSet<&str> = codes.into_iter().collect();
    assert_eq!(keys_of("problem"), codes);
    assert_eq!(keys_of("remedy"), codes);
}

/// Codes of a table in a source of the directory, and what their sentences may name: `Args: …` in the lines above each.
fn codes_of_the_directory(path: &str, table: &str) -> Vec<(String, Vec<String>)> {
    let text = fs::read_to_string(root().join(path)).unwrap();
    let table = text.split(&format!("\n{table}! {{")).nth(1).expect("the table of codes").split("\n}").next().unwrap();
    let (mut codes, mut arguments) = (Vec::new(), Vec::new());
    for line in table.lines().map(str::trim) {
        if let Some(said) = line.strip_prefix("///") {
            let named = said.split_once("Args:").map(|(_, named)| named).unwrap_or_default();
            arguments.extend(named.split('`').skip(1).step_by(2).map(str::to_owned));
        } else if let Some(code) = line.split('"').nth(1) {
            codes.push((code.to_owned(), std::mem::take(&mut arguments)));
        }
    }
    codes
}

#[test]
fn every_problem_of_a_directory_and_every_reason_of_a_suggestion_has_its_words() {
    let problems = codes_of_the_directory("crates/directory/src/problem.rs", "codes");
    let reasons = codes_of_the_directory("crates/directory/src/matching/reason.rs", "reasons");
    assert!(problems.len() > 40 && reasons.len() > 30, "{} problems, {} reasons", problems.len(), reasons.len());
    let kinds = [("service-problem-", &problems), ("service-remedy-", &problems), ("service-reason-", &reasons)];
    for (kind, codes) in kinds {
        for (code, arguments) in codes {
            let name = format!("{kind}{code}");
            let key = keys::ALL.iter().find(|key| key.name == name).unwrap_or_else(|| panic!("no text {name}"));
            for variable in key.variables {
                let given = arguments.iter().any(|given| given == variable);
                assert!(given, "{name} uses ${variable}, which {code} does not give");
            }
        }
        for code in keys::ALL.iter().filter_map(|key| key.name.strip_prefix(kind)) {
            assert!(codes.iter().any(|(known, _)| known == code), "{kind}{code} belongs to no code");
        }
    }
}

/// Names of lists, what is to be done, what is said of a referral, days of birth that an age was turned into, and an answer: no list of facts shows them.
const NO_FACTS: [&str; 11] = [
    "person",
    "household",
    "referral",
    "received",
    "outcome",
    "meet_by",
    "follow_up_on",
    "closing_reason",
    "private_talk",
    "birth_about",
    "yes",
];

/// Words that cross from data into keys: each that the sources name has its text.
#[test]
fn every_word_of_the_data_has_its_text() {
    let text_of = |path: &str| fs::read_to_string(root().join(path)).unwrap();
    let has = |key: String| assert!(keys::ALL.iter().any(|known| known.name == key), "no text {key}");
    let constants = text_of("crates/casework/src/profile.rs");
    let values = constants.lines().filter(|line| line.starts_with("pub const ") && line.contains(": &str = \""));
    for value in values.filter_map(|line| line.split('"').nth(1)).filter(|value| !NO_FACTS.contains(value)) {
        has(format!("profile-{}", value.replace('_', "-")));
    }
    for questionnaire in fs::read_dir(root().join("questionnaires")).unwrap() {
        let survey = fs::read_to_string(questionnaire.unwrap().path().join("survey.csv")).unwrap_or_default();
        let saved = survey
            .split(',')
            .filter_map(|cell| cell.split_once('#'))
            .filter(|(list, _)| ["person", "household"].contains(list));
        for (_, property) in saved.filter(|(_, property)| !NO_FACTS.contains(property)) {
            has(format!("profile-{}", property.replace('_', "-")));
        }
    }
    let rights = text_of("crates/casework/src/rights.rs");
    for (list, family) in [("words!(Role {", "role"), ("words!(Grant {", "grant")] {
        let words = rights.split(list).nth(1).and_then(|rest| rest.split('}').next()).expect("the table of words");
        words.split('"').skip(1).step_by(2).for_each(|word| has(format!("{family}-{word}")));
    }
    for (path, family) in [("crates/casework/src/case/history.rs", "history"), ("crates/store/src/access.rs", "access")]
    {
        let text = text_of(path);
        let arms = text.lines().map(str::trim).filter(|line| line.ends_with("\",") && line.contains(" => \""));
        arms.filter_map(|line| line.split('"').nth(1)).for_each(|word| has(format!("{family}-{word}")));
    }
}

#[test]
fn every_key_begins_with_its_area() {
    for key in keys::ALL {
        let starts: &[&str] = match key.area {
            "err" => &["err-", "rec-"],
            "erase" => &["erase-", "erasures-", "certificate-"],
            "forms" => &["form-", "interview-type-"],
            "profile" => &["profile-", "role-", "grant-"],
            "history" => &["history-", "access-"],
            "service_problem" => &["service-problem-", "service-remedy-"],
            "service_reason" => &["service-reason-"],
            area => &[&format!("{area}-")],
        };
        assert!(
            starts.iter().any(|start| key.name.starts_with(start)),
            "{} does not belong into {}.ftl",
            key.name,
            key.area
        );
    }
}

/// Words of the sources, and beginnings of words that are put together there, as `home-kind-${kind}` is.
fn said(sources: &str) -> (BTreeSet<&str>, BTreeSet<&str>) {
    let is_part = |letter: char| letter.is_ascii_alphanumeric() || letter == '-' || letter == '_';
    let whole = sources.split(|letter| !is_part(letter)).filter(|word| !word.is_empty());
    let built = sources.split('{').filter_map(|before| {
        let before = before.strip_suffix('$').unwrap_or(before);
        before.rsplit(|letter| !is_part(letter)).next().filter(|word| word.ends_with('-'))
    });
    (whole.collect(), built.collect())
}

#[test]
fn no_word_is_kept_that_nobody_says() {
    let mut sources = String::new();
    for (folder, endings) in
        [("crates", &[".rs"][..]), ("src-tauri", &[".rs"][..]), ("ui/src", &[".ts", ".svelte"][..])]
    {
        read_all(&root().join(folder), endings, &mut sources);
    }
    let (whole, built) = said(&sources);
    let is_said = |key: &pana_i18n::Key| {
        let mut starts = key.name.match_indices('-').filter_map(|(at, _)| key.name.get(..=at));
        whole.contains(key.name) || whole.contains(key.function) || starts.any(|start| built.contains(start))
    };
    let unsaid: Vec<&str> = keys::ALL.iter().filter(|key| !is_said(key)).map(|key| key.name).collect();
    assert!(unsaid.is_empty(), "nobody says these: use or remove them: {unsaid:?}");
}

/// What is passed to a function of a text, argument by argument.
fn arguments(rest: &str) -> Vec<String> {
    let (mut all, mut depth) = (vec![String::new()], 0_usize);
    for letter in rest.chars() {
        match letter {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' if depth == 0 => break,
            ')' | ']' | '}' => depth -= 1,
            ',' if depth == 0 => {
                all.push(String::new());
                continue;
            }
            _ => {}
        }
        all.last_mut().unwrap().push(letter);
    }
    all.into_iter().map(|each| each.split_whitespace().collect()).filter(|each: &String| !each.is_empty()).collect()
}

/// The name of what is passed: `number` of `taken.number.as_str()`.
fn named(argument: &str) -> &str {
    let path = argument.split(['(', '?']).next().unwrap_or_default();
    let path = [".as_str", ".to_string", ".display", ".clone", ".as_deref", ".unwrap_or_default"]
        .iter()
        .fold(path, |path, ending| path.strip_suffix(ending).unwrap_or(path));
    path.trim_start_matches('&').rsplit(['.', ':']).next().unwrap_or_default()
}

fn swapped(code: &str) -> Vec<String> {
    let mut found = Vec::new();
    for key in keys::ALL.iter().filter(|key| key.variables.len() > 1) {
        for (at, call) in code.match_indices(&format!("{}(", key.function)) {
            let given = arguments(&code[at + call.len()..]);
            for (index, argument) in given.iter().skip(1).enumerate() {
                let name = named(argument);
                if key.variables.get(index) != Some(&name) && key.variables.contains(&name) {
                    found.push(format!(
                        "{}: {argument} stands in the place of {:?}",
                        key.name,
                        key.variables.get(index)
                    ));
                }
            }
        }
    }
    found
}

#[test]
fn nothing_is_said_in_the_place_of_something_else() {
    assert_eq!(swapped("cli::cli_transfer_again(words, taken.number.as_str(), answer)").len(), 2);
    assert_eq!(swapped("cli::cli_transfer_again(words, answer, taken.number.as_str())"), Vec::<String>::new());
    let mut code = String::new();
    for folder in ["crates", "src-tauri", "tests"] {
        read_all(&root().join(folder), &[".rs"], &mut code);
    }
    assert_eq!(swapped(&code), Vec::<String>::new());
}
