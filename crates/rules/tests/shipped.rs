//! The rules that ship: read without a word, about questions that are asked, and each shown to hold and not to hold.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::print_stderr,
    clippy::panic,
    missing_docs
)]

#[path = "shipped/by_rows.rs"]
mod by_rows;
#[path = "shipped/cases.rs"]
mod cases;
#[path = "shipped/every_rule.rs"]
mod every_rule;
#[path = "shipped/page.rs"]
mod page;
#[path = "shipped/people.rs"]
mod people;
#[path = "shipped/territory.rs"]
mod territory;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use pana_forms::workbook::Workbook;
use pana_forms::{Form, read};
use pana_rules::{RuleReading, RuleSet, Taxonomy, Vocabulary};

/// Questionnaires and records that are about one person.
const INDIVIDUAL: [&str; 9] =
    ["intake", "needs", "adaptation", "leitmotif", "labour", "safety", "family", "follow_up", "case"];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn table(name: &str) -> Vec<u8> {
    std::fs::read(root().join("differentiation").join(name).with_extension("csv")).unwrap()
}

fn workbook(name: &str) -> Workbook {
    Workbook::from_csv(name, &[(name, &table(name))]).unwrap()
}

fn taxonomy() -> Taxonomy {
    Taxonomy::read(&workbook("services"), &workbook("codes"))
}

/// A questionnaire out of a folder of CSV sheets.
fn form_in(folder: &Path) -> Arc<Form> {
    let sheet =
        |name: &str| std::fs::read(folder.join(name).with_extension("csv")).ok().map(|bytes| (name.to_owned(), bytes));
    let sheets: Vec<(String, Vec<u8>)> =
        ["survey", "choices", "settings", "entities"].into_iter().filter_map(sheet).collect();
    let borrowed: Vec<(&str, &[u8])> = sheets.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    read(&Workbook::from_csv("form", &borrowed).unwrap()).form.unwrap()
}

/// The questionnaires that ship.
fn forms() -> Vec<Arc<Form>> {
    let folders = std::fs::read_dir(root().join("questionnaires")).unwrap().map(|entry| entry.unwrap().path());
    let forms: Vec<_> = folders.filter(|folder| folder.is_dir()).map(|folder| form_in(&folder)).collect();
    assert!(forms.len() >= 3);
    forms
}

fn reading(forms: &[Arc<Form>]) -> RuleReading {
    let taxonomy = taxonomy();
    let vocabulary = Vocabulary::of(forms.iter().map(AsRef::as_ref))
        .with_services(taxonomy.services().filter(|kind| kind.group.is_some()).map(|kind| kind.code.clone()))
        .with_needs(taxonomy.codes("need_code").map(str::to_owned))
        .with_answers(taxonomy.services().filter(|kind| kind.group.is_some()));
    RuleSet::read(&workbook("rules"), &vocabulary)
}

fn rules() -> RuleSet {
    reading(&forms()).rules.unwrap()
}

#[test]
fn the_rules_that_ship_are_read_without_a_problem() {
    let reading = reading(&forms());
    let said: Vec<String> = reading.problems.iter().map(ToString::to_string).collect();
    assert_eq!(said, Vec::<String>::new());
    assert!(reading.rules.unwrap().rules().len() > 150);
}

#[test]
fn every_rule_that_ships_is_explained_in_every_language_and_says_where_it_comes_from() {
    for rule in rules().rules() {
        for language in ["kk", "en", "ru"] {
            assert!(rule.explanation.get(language).is_some_and(|text| !text.is_empty()), "{} {language}", rule.id);
        }
        assert!(!rule.grounding.is_empty(), "{}", rule.id);
    }
}

#[test]
fn no_rule_that_ships_asks_about_origin_faith_or_people() {
    for rule in rules().rules() {
        for name in ["citizenship", "native_language", "ethnicity", "origin_country", "faith", "religion"] {
            assert!(!rule.condition.names().iter().any(|read| read == name), "{} reads {name}", rule.id);
        }
    }
}

#[test]
fn every_code_that_ships_has_a_name_in_every_language() {
    let taxonomy = taxonomy();
    let lists = ["need_code", "urgency", "work_level", "sphere", "actor", "service_group", "migrant_category"];
    let names = lists.iter().flat_map(|list| taxonomy.codes(list).map(move |code| (*list, code)));
    let named = names.map(|(list, code)| (code, taxonomy.name(list, code).unwrap()));
    let services = taxonomy.services().map(|kind| (kind.code.as_str(), &kind.label));
    let all: Vec<_> = named.chain(services).collect();
    assert!(all.len() > 180);
    for (code, label) in all {
        for language in ["kk", "en", "ru"] {
            assert!(label.get(language).is_some_and(|text| !text.is_empty()), "{code} {language}");
        }
    }
    let rules = rules();
    for code in rules.rules().iter().flat_map(|rule| &rule.categories) {
        assert!(taxonomy.name("migrant_category", code).is_some() || code == "child", "{code}");
    }
}

#[test]
fn every_kind_of_service_is_proposed_by_a_rule_but_two_that_only_a_state_can_begin() {
    let (rules, taxonomy) = (rules(), taxonomy());
    let proposed = |code: &str| rules.rules().iter().any(|rule| rule.services.iter().any(|one| one == code));
    let kinds = taxonomy.services().filter(|kind| kind.group.is_some());
    let left: Vec<&str> = kinds.map(|kind| kind.code.as_str()).filter(|code| !proposed(code)).collect();
    assert_eq!(left, ["pub_regulation", "pub_social_standards"]);
}

#[test]
fn each_kind_of_service_answers_needs_that_there_are_and_a_group_of_them_none() {
    let taxonomy = taxonomy();
    let needs: Vec<&str> = taxonomy.codes("need_code").filter(|code| *code != "none").collect();
    let mut kinds = 0;
    for kind in taxonomy.services() {
        let strange: Vec<&String> = kind.needs.iter().filter(|need| !needs.contains(&need.as_str())).collect();
        assert!(strange.is_empty(), "{}: {strange:?}", kind.code);
        assert_eq!(kind.needs.is_empty(), kind.group.is_none(), "{}", kind.code);
        kinds += usize::from(kind.group.is_some());
    }
    assert_eq!(kinds, 121);
    for need in needs {
        assert!(taxonomy.services().any(|kind| kind.needs.contains(need)), "nothing answers {need}");
    }
}

#[test]
fn each_kind_of_each_rule_is_offered_under_a_need_of_the_rule_that_it_answers_and_no_need_is_left_without_one() {
    let (rules, taxonomy) = (rules(), taxonomy());
    let (mut offered, mut withheld) = (0, 0);
    for rule in rules.rules().iter().filter(|rule| !rule.needs.is_empty()) {
        for kind in &rule.services {
            let answered = &taxonomy.service(kind).unwrap().needs;
            let under = |need: &&String| taxonomy.offered(rule, need).any(|one| one == kind);
            let needs: Vec<&String> = rule.needs.iter().filter(under).collect();
            assert!(!needs.is_empty(), "{}: {kind} would vanish", rule.id);
            assert!(needs.iter().all(|need| answered.contains(*need)), "{}: {kind} under {needs:?}", rule.id);
            offered += needs.len();
            withheld += rule.needs.len() - needs.len();
        }
        // A rule that stops may propose nothing.
        for need in rule.needs.iter().filter(|_| !rule.services.is_empty()) {
            assert!(taxonomy.offered(rule, need).next().is_some(), "{}: nothing under {need}", rule.id);
        }
    }
    assert!(offered > 400 && withheld > 200, "{offered} offered, {withheld} not under another need");
}

#[test]
fn work_is_not_offered_to_whoever_needs_papers_nor_a_school_to_whoever_needs_a_roof() {
    let (rules, taxonomy) = (rules(), taxonomy());
    let offered =
        |rule: &str, need: &str| taxonomy.offered(rules.rule(rule).unwrap(), need).collect::<Vec<_>>().join(" ");
    // Who came back.
    assert_eq!(offered("D021", "documents"), "leg_documents eco_work_record");
    assert_eq!(offered("D021", "job"), "eco_job_help eco_work_record");
    assert_eq!(offered("D021", "contacts"), "slf_compatriots");
    // A family from the village.
    assert_eq!(offered("D024", "housing"), "int_first_help dom_housing_search");
    assert_eq!(offered("D024", "schooling"), "ped_school_place");
    // Who fled.
    assert_eq!(offered("D008", "income"), "dom_material_help eco_allowance");
    assert_eq!(offered("D008", "legal_status"), "leg_refugee");
    // Who was harmed: the shelter answers the danger, and not the rights.
    assert_eq!(offered("D022", "safety"), "dom_safe_place leg_trafficking");
    assert_eq!(offered("D022", "health"), "med_first_aid psy_trauma_care");
}

#[test]
fn what_would_tell_a_stranger_of_danger_or_violence_is_apart() {
    let telling =
        ["danger", "violence", "trafficking", "harmed", "persecuted", "not feel safe", "exploitation", "forced labour"];
    for rule in rules().rules() {
        let text = rule.explanation["en"].to_lowercase();
        let tells = telling.iter().any(|word| text.contains(word));
        assert!(!tells || rule.apart || !INDIVIDUAL.contains(&rule.form.as_str()), "{}: {text}", rule.id);
    }
    assert!(rules().rules().iter().filter(|rule| rule.form == "safety").all(|rule| rule.apart));
}
