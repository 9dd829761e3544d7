//! What would change the rules is looked for within one number of trials, whatever the table.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, missing_docs)]

use std::fmt::Write as _;

use pana_forms::workbook::Workbook;
use pana_model::Moment;
use pana_rules::{Differentiation, History, Record, RuleSet, Urgency, Vocabulary, differentiate};

/// The most rules that a table may have, and the most questions that a rule may read.
const RULES: usize = 1_000;
const NAMES: usize = 24;

fn now() -> Moment {
    Moment::parse("2024-06-15T10:00:00+05:00").unwrap()
}

/// A table of so many rules that hold together, each reading so many questions of six answers; every tenth is critical.
fn table(rules: usize, names: usize) -> RuleSet {
    let mut table =
        String::from("rule_id,form,condition,needs,urgency,services,level,sphere,actor_first,explanation_en\n");
    let condition: Vec<String> = (0..names).map(|name| format!("${{q{name}}} = 'a'")).collect();
    for nth in 0..rules {
        let urgency = if nth % 10 == 9 { "critical" } else { "normal" };
        let condition = condition.join(" or ");
        writeln!(table, "R{nth},intake,{condition},,{urgency},,individual,territorial,self,Why").unwrap();
    }
    let workbook = Workbook::from_csv("rules", &[("rules", table.as_bytes())]).unwrap();
    RuleSet::read(&workbook, &Vocabulary::default()).rules.unwrap()
}

fn vocabulary(names: usize) -> Vocabulary {
    let mut survey = String::from("type,name,label\n");
    (0..names).for_each(|name| writeln!(survey, "select_one six,q{name},Q").unwrap());
    let choices = "list_name,name,label\nsix,a,A\nsix,b,B\nsix,c,C\nsix,d,D\nsix,e,E\nsix,f,F\n";
    let sheets: [(&str, &[u8]); 3] =
        [("survey", survey.as_bytes()), ("choices", choices.as_bytes()), ("settings", b"form_id\nintake\n")];
    Vocabulary::of([pana_forms::read(&Workbook::from_csv("intake", &sheets).unwrap()).form.unwrap().as_ref()])
}

/// Everybody answered everything so that every rule holds by the first `holding` questions.
fn history(names: usize, holding: usize) -> History {
    let answer = |name: usize| if name < holding { "a" } else { "b" };
    let answers: Vec<(String, &str)> = (0..names).map(|name| (format!("q{name}"), answer(name))).collect();
    History::of([Record::new("intake", now(), answers)])
}

fn searched(found: &Differentiation<'_>) -> Vec<bool> {
    found.lines.iter().map(|line| line.searched).collect()
}

#[test]
fn the_greatest_table_of_rules_that_all_hold_is_gone_through_within_the_number_of_trials() {
    let (rules, vocabulary, history) = (table(RULES, NAMES), vocabulary(NAMES), history(NAMES, NAMES));
    let found = differentiate(&rules, &vocabulary, &history, now());
    assert_eq!(found.lines.len(), RULES);
    assert!(found.trials <= Differentiation::TRIALS_MOST, "{}", found.trials);
    assert!(found.lines.iter().all(|line| line.because.len() == NAMES), "on what a line rests is said of each");
    assert!(searched(&found).iter().all(|whole| !whole), "none was gone through, and each says so");
}

#[test]
fn the_most_urgent_lines_are_gone_through_first_and_those_after_them_say_that_they_were_not() {
    // Each of three answers is enough, so that all three have to change: 15 ways by one, 75 by two, and then the first.
    let (rules, vocabulary, history) = (table(RULES, 8), vocabulary(8), history(8, 3));
    let found = differentiate(&rules, &vocabulary, &history, now());
    let whole = searched(&found);
    let urgent = found.lines.iter().filter(|line| line.rule.urgency == Urgency::Critical).count();
    assert_eq!(urgent, RULES / 10);
    let first = whole.iter().take_while(|whole| **whole).count();
    assert!(first > 20 && first < RULES, "{first} lines are gone through before one is not");
    assert!(found.lines[..first].iter().all(|line| line.changes.len() == 1 && line.changes[0].answers.len() == 3));
    assert!(whole[first..].iter().filter(|whole| !**whole).count() > 0);
    assert!(found.trials <= Differentiation::TRIALS_MOST, "{}", found.trials);
    let again = differentiate(&rules, &vocabulary, &history, now());
    assert_eq!((searched(&again), again.trials), (whole, found.trials), "a count and no clock");
    for (one, other) in found.lines.iter().zip(&again.lines) {
        assert_eq!((&one.rule.id, &one.changes), (&other.rule.id, &other.changes));
    }
}

#[test]
fn a_table_of_a_usual_size_is_gone_through_in_whole() {
    let (rules, vocabulary, history) = (table(200, 4), vocabulary(4), history(4, 2));
    let found = differentiate(&rules, &vocabulary, &history, now());
    assert!(searched(&found).iter().all(|whole| *whole));
    assert!(found.lines.iter().all(|line| line.changes.len() == 1 && line.changes[0].answers.len() == 2));
}
