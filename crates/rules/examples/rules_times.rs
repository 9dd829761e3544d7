//! How long the rules about one person take, and what they give: people with made-up answers to everything that the rules of
//! three questionnaires ask. Prints JSON that `cargo xtask compare` hands to another engine, which must find the same.

#![allow(clippy::print_stdout, clippy::unwrap_used, clippy::indexing_slicing, missing_docs)]

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Instant;

use pana_forms::workbook::Workbook;
use pana_forms::{Given, Truth};
use pana_model::Moment;
use pana_rules::{History, Record, Rule, RuleSet, Vocabulary, differentiate};
use serde_json::json;

/// So many people.
const PEOPLE: u64 = 500;
/// Of these questionnaires.
const FORMS: [&str; 3] = ["intake", "needs", "safety"];

/// Numbers that look like chance, the same each time.
struct Draw(u64);

impl Draw {
    fn below(&mut self, count: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % count
    }
}

fn main() {
    let table = std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../differentiation/rules.csv")).unwrap();
    let workbook = Workbook::from_csv("rules", &[("rules", &table)]).unwrap();
    let start = Instant::now();
    let rules = RuleSet::read(&workbook, &Vocabulary::default()).rules.unwrap();
    let read_us = start.elapsed().as_secs_f64() * 1e6;
    let now = Moment::parse("2024-06-15T10:00:00+05:00").unwrap();
    let asked: Vec<_> = rules.rules().iter().filter(|rule| FORMS.contains(&rule.form.as_str())).collect();
    let mut draw = Draw(1);
    let people: Vec<BTreeMap<&str, BTreeMap<String, String>>> =
        (0..PEOPLE).map(|_| FORMS.iter().map(|form| (*form, answers(&asked, form, &mut draw))).collect()).collect();
    let (mut times, mut alone, mut found) = (Vec::new(), Vec::new(), Vec::new());
    for person in &people {
        // What the other engine gives: which rules hold, and nothing of why.
        let start = Instant::now();
        let given = |form: &str, name: &str| person[form].get(name).map_or(Given::NotKnown, |text| Given::Value(text));
        let holds = |rule: &&&Rule| rule.condition.evaluate(now, |name| given(&rule.form, name)) == Truth::True;
        std::hint::black_box(asked.iter().filter(holds).count());
        alone.push(start.elapsed().as_secs_f64() * 1e6);
        let records = person.iter().map(|(form, values)| Record::new(*form, now, values.clone()));
        let history = History::of(records);
        let start = Instant::now();
        let result = differentiate(&rules, &Vocabulary::default(), &history, now);
        times.push(start.elapsed().as_secs_f64() * 1e6);
        let all = result.lines.iter().chain(&result.gave_way);
        let mut ids: Vec<&str> = all.map(|line| line.rule.id.as_str()).collect();
        ids.sort_unstable();
        found.push(json!(ids));
    }
    let at = |times: &mut Vec<f64>, part: f64| {
        times.sort_by(f64::total_cmp);
        times[((times.len() as f64 - 1.0) * part) as usize]
    };
    let (alone, whole) = ([0.5, 0.95].map(|part| at(&mut alone, part)), [0.5, 0.95].map(|part| at(&mut times, part)));
    let conditions: Vec<_> =
        asked.iter().map(|rule| json!({"id": rule.id, "form": rule.form, "formula": rule.formula})).collect();
    println!(
        "{}",
        json!({"rules": conditions, "people": people, "found": found, "read_us": read_us, "alone_us": alone, "whole_us": whole})
    );
}

/// Something for everything that the rules of a questionnaire read: a value that one of them compares with, or another.
fn answers(asked: &[&Rule], form: &str, draw: &mut Draw) -> BTreeMap<String, String> {
    let mut values = BTreeMap::new();
    for rule in asked.iter().filter(|rule| rule.form == form) {
        let constants: Vec<String> = rule.condition.constants().into_iter().filter(|text| !text.is_empty()).collect();
        for name in rule.condition.names() {
            let value = match draw.below(3) {
                0 => constants.get(draw.below(constants.len().max(1))).cloned(),
                1 => Some(draw.below(5).to_string()),
                _ => Some("another".to_owned()),
            };
            values.entry(name.clone()).or_insert(value.unwrap_or_else(|| "another".to_owned()));
        }
    }
    values
}
