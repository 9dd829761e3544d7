//! Each rule about a territory holds at its threshold and not one below it, over people asked by the questionnaires that ship.

use std::collections::BTreeMap;
use std::sync::Arc;

use pana_forms::Form;
use pana_model::Moment;
use pana_rules::{
    History, Month, Passed, Record, RuleSet, TERRITORY, Tally, Vocabulary, differentiate, territory_record,
};
use serde_json::{Value, json};

use super::cases::played;
use super::{forms, rules};

/// What became of the rules.
#[derive(Debug, PartialEq, Eq, Clone, Copy)]
enum Became {
    Holds,
    Fails,
    NotKnown,
}
use Became::{Fails, Holds, NotKnown};

/// The month of May of a centre.
struct May {
    forms: BTreeMap<String, Arc<Form>>,
    rules: RuleSet,
    tally: Tally,
}

fn may() -> Month {
    "2024-05".parse().unwrap()
}

fn at(day: &str) -> Moment {
    Moment::parse(&format!("{day}T10:00:00+05:00")).unwrap()
}

fn passed(is_refused_or_waits: bool, has_helped: bool) -> Passed {
    let helped = has_helped.then(|| at("2024-05-30"));
    Passed { sent: "2024-05-20".parse().ok(), is_refused_or_waits, helped }
}

impl May {
    fn new() -> Self {
        let forms = forms().into_iter().map(|form| (form.id().to_owned(), form)).collect();
        Self { forms, rules: rules(), tally: Tally::new(may(), None) }
    }

    /// An interview by a questionnaire that ships.
    fn led(&self, form: &str, answers: &Value) -> Record {
        let mut all = json!({"consent": "agree"});
        let more = answers.as_object().unwrap().clone();
        all.as_object_mut().unwrap().extend(more);
        played(&self.forms[form], &json!({"id": form, "today": "2024-05-10", "answers": all}))
    }

    fn intake(&self, answers: &Value) -> Record {
        let mut all = json!({"depth": "full"});
        all.as_object_mut().unwrap().extend(answers.as_object().unwrap().clone());
        self.led("intake", &all)
    }

    /// So many people with this interview.
    fn people(mut self, count: usize, record: &Record, referrals: &[Passed]) -> Self {
        for _ in 0..count {
            self.tally.open_case(&History::of([record.clone()]), referrals);
        }
        self
    }

    fn place(mut self, form: &str, said: &[(&str, &str)]) -> Self {
        self.tally.place(&Record::new(form, at("2024-05-15"), said.iter().copied()));
        self
    }

    fn became(&self, id: &str) -> Became {
        let now = at("2024-06-01");
        let history = History::of([territory_record(&self.tally.figures(), now)]);
        let found = differentiate(&self.rules, &Vocabulary::default(), &history, now);
        assert!(self.rules.rule(id).is_some_and(|rule| rule.form == TERRITORY), "{id}");
        if found.lines.iter().any(|line| line.rule.id == id) {
            Holds
        } else if found.not_known.iter().any(|open| open.rule.id == id) {
            NotKnown
        } else {
            Fails
        }
    }
}

#[test]
fn before_anybody_is_asked_every_rule_about_a_territory_but_that_of_refusals_is_not_known() {
    let may = May::new();
    let all = may.rules.rules().iter().filter(|rule| rule.form == TERRITORY).map(|rule| rule.id.clone());
    let all: Vec<String> = all.collect();
    assert_eq!(all.len(), 10);
    for id in all {
        // None that was sent is refused.
        assert_eq!(may.became(&id), if id == "D140" { Fails } else { NotKnown }, "{id}");
    }
}

#[test]
fn a_quarter_of_the_referrals_refused_or_waiting_is_taken_to_a_council_and_a_fifth_is_not() {
    let with = |refused: usize, sent: usize| {
        let mut all = vec![passed(false, false); sent - refused];
        all.extend(vec![passed(true, false); refused]);
        let mut may = May::new();
        may.tally.referrals(&all);
        may.became("D140")
    };
    assert_eq!((with(2, 8), with(2, 10)), (Holds, Fails));
    assert_eq!(with(1, 1), NotKnown, "what became of one referral is nobody's business");
}

#[test]
fn a_fifth_of_status_cases_waiting_half_a_year_asks_for_an_inspection_and_a_sixth_does_not() {
    let with = |others: usize| {
        let may = May::new();
        let applied = |on: &str| may.intake(&json!({"status_applied": "yes", "status_applied_on": on}));
        let (long, short) = (applied("2023-11-01"), applied("2024-04-01"));
        may.people(1, &long, &[]).people(others, &short, &[]).became("D141")
    };
    assert_eq!((with(4), with(5)), (Holds, Fails));
}

#[test]
fn ten_unmet_material_needs_ask_for_a_fund_and_one_that_was_helped_is_none_of_them() {
    let with = |unmet: usize, helped: usize| {
        let may = May::new();
        let needs = may.led("needs", &json!({"need_domestic": "2", "need_economic": "0"}));
        may.people(unmet, &needs, &[passed(false, false)]).people(helped, &needs, &[passed(false, true)]).became("D142")
    };
    assert_eq!((with(10, 0), with(9, 1)), (Holds, Fails));
}

#[test]
fn fifteen_of_one_origin_may_found_an_association() {
    let with = |count: usize| {
        let may = May::new();
        let intake = may.intake(&json!({"origin_country": "kaz", "origin_region": "turkistan"}));
        let other = may.intake(&json!({"origin_country": "kaz", "origin_region": "abai"}));
        may.people(count, &intake, &[]).people(14, &other, &[]).became("D143")
    };
    assert_eq!((with(15), with(14)), (Holds, Fails));
}

#[test]
fn five_children_who_want_to_take_part_ask_for_a_contest() {
    let with = |wishes: &[&str]| {
        wishes.iter().fold(May::new(), |may, wish| {
            let family = Record::new("family", at("2024-05-15"), [("children", "1")]);
            may.people(1, &family.with_each([("ch_contest", *wish)]), &[])
        })
    };
    assert_eq!(with(&["yes", "yes", "yes", "yes", "yes", "no"]).became("D144"), Holds);
    assert_eq!(with(&["yes", "yes", "yes", "yes", "no"]).became("D144"), Fails);
    let wishes = vec![("ch_contest", "yes"); 6];
    let family = Record::new("family", at("2024-05-15"), [("children", "6")]).with_each(wishes);
    assert_eq!(May::new().people(1, &family, &[]).became("D144"), Fails, "one household is not enough people");
}

#[test]
fn worry_that_prevails_among_ten_residents_asks_for_meetings_and_among_nine_nobody_knows() {
    let with = |count: usize, index: &str| {
        (0..count).fold(May::new(), |may, _| may.place("host_community", &[("tolerance_index", index)])).became("D145")
    };
    assert_eq!((with(10, "-1"), with(10, "0"), with(9, "-50")), (Holds, Fails, NotKnown));
}

#[test]
fn five_who_are_ready_found_a_self_help_group() {
    let with = |ready: usize| {
        let may = May::new();
        let said = |word: &str| may.led("needs", &json!({"self_help_ready": word}));
        let (yes, no) = (said("yes"), said("no"));
        may.people(ready, &yes, &[]).people(9, &no, &[]).became("D146")
    };
    assert_eq!((with(5), with(4)), (Holds, Fails));
}

#[test]
fn a_district_that_grows_with_a_child_out_of_school_plans_places_and_without_movements_nobody_knows() {
    let with = |studies: &str, moved: &[(&str, &str)]| {
        let may = May::new();
        let child = json!([{"hm_age": "10", "hm_here": "yes", "hm_studies": studies}]);
        let intake = may.intake(&json!({"_member": child}));
        let may = may.people(1, &intake, &[]);
        let events = moved.iter().fold(may, |may, (direction, persons)| {
            may.place("movement", &[("direction", *direction), ("persons", *persons), ("counted", "1")])
        });
        events.became("D147")
    };
    assert_eq!(with("no", &[("arrival", "3"), ("departure", "2")]), Holds);
    assert_eq!(with("no", &[("arrival", "2"), ("departure", "2")]), Fails);
    assert_eq!(with("yes", &[]), Fails, "whatever moved");
    assert_eq!(with("no", &[]), NotKnown);
}

#[test]
fn workplaces_that_need_workers_meet_somebody_without_work() {
    let with = |job: &str, needed: Option<&str>| {
        let may = May::new();
        let needs = may.led("needs", &json!({"job_status": job}));
        let may = may.people(1, &needs, &[]);
        let said = |needed| [("inspection_kind", "workplace"), ("wp_needed", needed)];
        needed.map_or(may.became("D148"), |needed| may.place("inspection", &said(needed)).became("D148"))
    };
    assert_eq!(with("unemployed", Some("1")), Holds);
    assert_eq!(with("unemployed", Some("0")), Fails);
    assert_eq!(with("self_employed", Some("1")), Fails);
    assert_eq!(with("unemployed", None), NotKnown);
}

#[test]
fn six_who_show_strain_ask_for_group_work() {
    let with = |count: usize| {
        let may = May::new();
        let strained = may.led("needs", &json!({"sleep_bad": "often", "worried": "always", "lonely": "never"}));
        let calm = may.led("needs", &json!({"sleep_bad": "never", "worried": "often", "lonely": "never"}));
        may.people(count, &strained, &[]).people(20, &calm, &[]).became("D149")
    };
    assert_eq!((with(6), with(5)), (Holds, Fails));
}
