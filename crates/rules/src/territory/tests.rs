//! Each figure against its definition, worked out the long way.

use proptest::prelude::*;

use super::*;
use crate::{RuleSet, TERRITORY, Vocabulary, differentiate};
use pana_forms::workbook::Workbook;

const MAY: &str = "2024-05";

fn month() -> Month {
    MAY.parse().unwrap()
}

fn at(day: &str) -> Moment {
    Moment::parse(&format!("{day}T10:00:00+05:00")).unwrap()
}

fn record<const N: usize>(form: &str, day: &str, said: [(&str, &str); N]) -> Record {
    Record::new(form, at(day), said)
}

fn value(tally: &Tally, variable: Variable) -> Result<i64, Unknown> {
    tally.figures().into_iter().find(|figure| figure.variable == variable).unwrap().value
}

fn of_case<const N: usize>(records: [Record; N]) -> Tally {
    let mut tally = Tally::new(month(), None);
    tally.open_case(&History::of(records), &[]);
    tally
}

fn of_places(region: Option<&str>, records: &[Record]) -> Tally {
    let mut tally = Tally::new(month(), region);
    records.iter().for_each(|record| tally.place(record));
    tally
}

/// The same in five cases, the fewest of which a share is made.
fn of_five<const N: usize>(records: &[Record; N]) -> Tally {
    let mut tally = Tally::new(month(), None);
    (0..5).for_each(|_| tally.open_case(&History::of(records.clone()), &[]));
    tally
}

fn sent(day: &str, is_refused_or_waits: bool) -> Passed {
    Passed { sent: Some(day.parse().unwrap()), is_refused_or_waits, helped: None }
}

#[test]
fn what_nobody_was_asked_is_not_known_and_only_the_share_of_none_sent_is_nought() {
    let tally = Tally::new(month(), None);
    for figure in tally.figures() {
        let expected = match figure.variable {
            Variable::RefusedShare => Ok(0),
            Variable::ToleranceIndex | Variable::NetMigration | Variable::WorkerDemand => Err(Unknown::NothingInMonth),
            _ => Err(Unknown::NobodyAsked),
        };
        assert_eq!(figure.value, expected, "{:?}", figure.variable);
        assert_eq!(figure.asked, 0);
    }
    let known = territory_record(&tally.figures(), at("2024-06-01"));
    assert_eq!(known.value("terr_refused_share"), Some("0"));
    assert_eq!(known.value("terr_distress"), None);
}

#[test]
fn a_number_over_those_who_were_asked_is_one_nought_too() {
    let tally = of_case([
        record("intake", "2024-05-02", [("children_out_of_school", "0"), ("origin_country", "kaz")]),
        record(
            "needs",
            "2024-05-03",
            [
                ("need_domestic", "0"),
                ("need_economic", "1"),
                ("self_help_ready", "no"),
                ("job_status", "employed"),
                ("distress_score", "1"),
            ],
        ),
    ]);
    for variable in [
        Variable::SchoolOut,
        Variable::UnmetMaterial,
        Variable::SelfHelpReady,
        Variable::Unemployed,
        Variable::Distress,
    ] {
        assert_eq!(value(&tally, variable), Ok(0), "{variable:?}");
    }
    assert_eq!(value(&tally, Variable::SameOrigin), Ok(1));
}

#[test]
fn of_the_referrals_sent_in_the_month_those_refused_or_waiting_are_a_share() {
    let mut tally = Tally::new(month(), None);
    let all = [
        sent("2024-05-01", true),
        sent("2024-05-02", true),
        sent("2024-05-31", false),
        sent("2024-05-15", false),
        sent("2024-05-15", false),
        sent("2024-05-15", false),
        sent("2024-04-30", true),
        sent("2024-06-01", true),
        Passed { sent: None, is_refused_or_waits: false, helped: None },
    ];
    tally.referrals(&all);
    assert_eq!(value(&tally, Variable::RefusedShare), Ok(33), "two of six, rounded down");
    assert_eq!(tally.open(), 0, "a closed case is none of the open ones");
}

#[test]
fn somebody_waits_from_the_day_of_the_application_to_the_end_of_the_month_until_it_is_settled() {
    let applied = |on: &str| record("intake", "2024-01-10", [("status_applied", "yes"), ("status_applied_on", on)]);
    assert_eq!(value(&of_five(&[applied("2023-11-30")]), Variable::WaitingShare), Ok(100));
    assert_eq!(value(&of_five(&[applied("2023-12-01")]), Variable::WaitingShare), Ok(0), "five whole months");
    let settled = record("follow_up", "2024-05-10", [("status_now", "citizen")]);
    assert_eq!(value(&of_five(&[applied("2023-01-01"), settled]), Variable::WaitingShare), Ok(0));
    let never = record("intake", "2024-01-10", [("status_applied", "no")]);
    assert_eq!(value(&of_case([never]), Variable::WaitingShare), Err(Unknown::NobodyAsked), "who did not apply");
    let since_when = record("intake", "2024-01-10", [("status_applied", "yes")]);
    assert_eq!(value(&of_case([since_when]), Variable::WaitingShare), Err(Unknown::NobodyAsked), "nobody knows when");
}

#[test]
fn a_share_of_fewer_than_five_is_not_known_and_no_rule_hears_of_it() {
    let mut tally = Tally::new(month(), None);
    tally.referrals(&[sent("2024-05-01", true); 4]);
    assert_eq!(value(&tally, Variable::RefusedShare), Err(Unknown::TooFew));
    assert_eq!(territory_record(&tally.figures(), at("2024-06-01")).value("terr_refused_share"), None);
    tally.referrals(&[sent("2024-05-02", false)]);
    assert_eq!(value(&tally, Variable::RefusedShare), Ok(80));
}

#[test]
fn of_a_count_of_one_to_four_rules_hear_that_there_are_some_and_of_five_how_many() {
    let given = |strained: usize| {
        let mut tally = Tally::new(month(), None);
        let score = |strained: bool| if strained { "2" } else { "1" };
        for at in 0..20 {
            let needs = record("needs", "2024-05-02", [("distress_score", score(at < strained))]);
            tally.open_case(&History::of([needs]), &[]);
        }
        territory_record(&tally.figures(), self::at("2024-06-01")).value("terr_distress").map(str::to_owned)
    };
    let all = [0, 1, 2, 4, 5].map(|strained| given(strained).unwrap());
    assert_eq!(all, ["0", "1", "1", "1", "5"]);
}

#[test]
fn children_of_fewer_than_five_households_are_of_few_however_many_they_are() {
    let mut tally = Tally::new(month(), None);
    let of = |out: &str| {
        let wishes = [("ch_contest", "yes"), ("ch_contest", "yes")];
        let family = record("family", "2024-05-03", [("children", "2")]).with_each(wishes);
        History::of([record("intake", "2024-05-02", [("children_out_of_school", out)]), family])
    };
    for households in 1..=6 {
        tally.open_case(&of("2"), &[]);
        for variable in [Variable::SchoolOut, Variable::ChildContest] {
            let figure = tally.figure(variable);
            assert_eq!(figure.value, Ok(2 * households));
            assert_eq!(figure.is_of_few(), households < 5, "{variable:?} of {households} households");
        }
    }
    let mut tally = Tally::new(month(), None);
    (0..9).for_each(|_| tally.open_case(&of("0"), &[]));
    assert!(!tally.figure(Variable::SchoolOut).is_of_few(), "none of nine households");
    tally.open_case(&of("7"), &[]);
    assert!(tally.figure(Variable::SchoolOut).is_of_few(), "all seven are of one household");
}

#[test]
fn a_material_need_is_unmet_until_a_referral_is_completed_and_has_helped() {
    let unmet = |helped: Option<&str>| {
        let mut tally = Tally::new(month(), None);
        let passed = Passed { helped: helped.map(at), ..sent("2024-05-03", false) };
        tally.open_case(&History::of([record("needs", "2024-05-02", [("need_economic", "2")])]), &[passed]);
        value(&tally, Variable::UnmetMaterial)
    };
    assert_eq!(unmet(None), Ok(1), "the other need was not asked about, and need not be");
    assert_eq!(unmet(Some("2024-05-31")), Ok(0));
    assert_eq!(unmet(Some("2024-06-01")), Ok(1), "when the month ended it was not completed");
    assert_eq!(unmet(Some("2024-05-01")), Ok(1), "the need was said after it");
    let half = of_case([record("needs", "2024-05-02", [("need_economic", "1")])]);
    assert_eq!(value(&half, Variable::UnmetMaterial), Err(Unknown::NobodyAsked), "the other may be strong");
    let later = [
        record("needs", "2024-05-02", [("need_economic", "3"), ("need_domestic", "0")]),
        record("follow_up", "2024-05-20", [("need_economic", "0"), ("need_domestic", "1")]),
        // Nobody was reached: that takes nothing back.
        record("follow_up", "2024-05-25", [("reached", "no")]),
    ];
    assert_eq!(value(&of_case(later), Variable::UnmetMaterial), Ok(0));
}

#[test]
fn those_of_one_region_or_else_of_one_country_are_of_one_origin_and_other_is_no_country() {
    let mut tally = Tally::new(month(), None);
    let mut from = |said: &[(&str, &str)]| {
        let intake = Record::new("intake", at("2024-05-02"), said.iter().copied());
        tally.open_case(&History::of([intake]), &[]);
    };
    from(&[("origin_country", "kaz"), ("origin_region", "abai")]);
    from(&[("origin_country", "kaz"), ("origin_region", "abai")]);
    from(&[("origin_country", "uzb")]);
    for _ in 0..3 {
        from(&[("origin_country", "other")]);
    }
    let figure = tally.same_origin();
    assert_eq!((figure.value, figure.asked), (Ok(2), 6));
    assert_eq!(figure.origin, Some(Origin::Region("abai".to_owned())));
}

#[test]
fn children_are_counted_in_the_newest_family_of_each_case() {
    let wish = |day: &str, each: &[&str]| {
        record("family", day, [("children", "2")]).with_each(each.iter().map(|wish| ("ch_contest", *wish)))
    };
    let tally = of_case([wish("2024-05-01", &["yes", "yes"]), wish("2024-05-09", &["yes", "no"])]);
    let figure = tally.figure(Variable::ChildContest);
    assert_eq!((figure.value, figure.asked), (Ok(1), 2));
    let childless = of_case([record("family", "2024-05-01", [("children", "0")])]);
    assert_eq!(value(&childless, Variable::ChildContest), Ok(0));
    let unasked = of_case([record("family", "2024-05-01", [("children", "2")])]);
    assert_eq!(value(&unasked, Variable::ChildContest), Err(Unknown::NobodyAsked));
}

#[test]
fn whichever_of_family_and_intake_said_last_how_many_children_do_not_study_is_gone_by() {
    let intake = |day: &str| record("intake", day, [("children_out_of_school", "3")]);
    let family = |day: &str| record("family", day, [("out_of_school", "1")]);
    assert_eq!(value(&of_case([intake("2024-04-01"), family("2024-05-01")]), Variable::SchoolOut), Ok(1));
    assert_eq!(value(&of_case([family("2024-04-01"), intake("2024-05-01")]), Variable::SchoolOut), Ok(3));
}

#[test]
fn strain_is_that_of_the_newest_needs_assessment_and_who_declined_there_is_not_known() {
    let asked = |day: &str, score: &str| record("needs", day, [("distress_score", score)]);
    let newest = |newer: Record| value(&of_case([asked("2024-05-02", "3"), newer]), Variable::Distress);
    assert_eq!(newest(asked("2024-05-12", "1")), Ok(0));
    assert_eq!(newest(record("needs", "2024-05-12", [("job_status", "employed")])), Err(Unknown::NobodyAsked));
}

#[test]
fn who_has_found_work_since_looks_for_none() {
    let asked = record("needs", "2024-05-02", [("job_status", "unemployed")]);
    let found = record("follow_up", "2024-05-12", [("job_now", "employed")]);
    assert_eq!(value(&of_case([asked.clone()]), Variable::Unemployed), Ok(1));
    assert_eq!(value(&of_case([asked, found]), Variable::Unemployed), Ok(0));
}

#[test]
fn of_nine_residents_no_mean_is_made_and_of_ten_one_of_the_month_and_the_region() {
    let said = |day: &str, region: &str, index: i64| {
        let index = index.to_string();
        record("host_community", day, [("region", region), ("tolerance_index", index.as_str())])
    };
    let mut tally = Tally::new(month(), Some("abai"));
    for index in 0..9 {
        tally.place(&said("2024-05-05", "abai", -index));
    }
    tally.place(&said("2024-05-05", "akmola", 100));
    tally.place(&said("2024-04-05", "abai", 100));
    let mean = |tally: &Tally| value(tally, Variable::ToleranceIndex);
    assert_eq!(mean(&tally), Err(Unknown::TooFewAnswers));
    tally.place(&said("2024-05-31", "abai", 35));
    assert_eq!(mean(&tally), Ok(-1), "a mean of -0.1 is below nought, and so is what it is rounded to");
}

#[test]
fn arrivals_less_departures_of_counted_events_are_the_net_migration_of_a_region() {
    let event = |direction: &str, persons: &str, counted: &str, from: &str, to: &str| {
        let day = [("event_date", "2024-05-07"), ("direction", direction), ("persons", persons)];
        let said = day.into_iter().chain([("counted", counted), ("from_region", from), ("to_region", to)]);
        Record::new("movement", at("2024-06-02"), said)
    };
    let all = || {
        [
            event("arrival", "5", "1", "", "abai"),
            event("arrival", "4", "0", "", "abai"),
            event("departure", "2", "1", "abai", "akmola"),
            event("arrival", "2", "1", "abai", "akmola"),
        ]
    };
    assert_eq!(value(&of_places(Some("abai"), &all()), Variable::NetMigration), Ok(3));
    assert_eq!(value(&of_places(Some("akmola"), &all()), Variable::NetMigration), Ok(2));
    assert_eq!(value(&of_places(None, &all()), Variable::NetMigration), Ok(5));
    let uncounted = [event("arrival", "4", "0", "", "abai")];
    assert_eq!(value(&of_places(None, &uncounted), Variable::NetMigration), Err(Unknown::NothingInMonth));
}

#[test]
fn workers_are_needed_by_workplaces_that_were_inspected_in_the_month() {
    let seen = |kind: &str, day: &str| {
        let said = [("inspection_kind", kind), ("inspection_date", day), ("wp_needed", "7"), ("region", "abai")];
        record("inspection", "2024-06-03", said)
    };
    let tally = of_places(
        None,
        &[seen("workplace", "2024-05-30"), seen("housing", "2024-05-30"), seen("workplace", "2024-06-01")],
    );
    assert_eq!(value(&tally, Variable::WorkerDemand), Ok(7));
    assert_eq!(
        value(&of_places(Some("akmola"), &[seen("workplace", "2024-05-30")]), Variable::WorkerDemand),
        Err(Unknown::NothingInMonth)
    );
}

#[test]
fn a_rule_of_which_one_input_is_not_known_is_not_known_and_without_it_would_hold_or_not() {
    let head = "rule_id,form,condition,needs,urgency,services,level,sphere,actor_first,explanation_en\n";
    let row = "D147,territory,${terr_net_migration} > 0 and ${terr_school_out} > 0,schooling,normal,,public_state,cultural,municipality,Why\n";
    let table = format!("{head}{row}");
    let workbook = Workbook::from_csv("rules", &[("rules", table.as_bytes())]).unwrap();
    let rules = RuleSet::read(&workbook, &Vocabulary::default()).rules.unwrap();
    let asked = |known: &[(&str, &str)]| {
        let record = Record::new(TERRITORY, at("2024-06-01"), known.iter().copied());
        let found = differentiate(&rules, &Vocabulary::default(), &History::of([record]), at("2024-06-01"));
        (found.lines.len(), found.not_known.first().map(|open| open.missing.clone()))
    };
    let (school, grows) = (("terr_school_out", "3"), ("terr_net_migration", "2"));
    assert_eq!(asked(&[school]), (0, Some(vec!["terr_net_migration".to_owned()])));
    assert_eq!(asked(&[school, grows]), (1, None));
    assert_eq!(asked(&[("terr_school_out", "0")]), (0, None), "whatever the other one is, it does not hold");
}

#[test]
fn no_region_is_shown_whose_people_are_few_nor_one_that_leaves_few_of_the_whole() {
    let counts = |all: &[(&str, u32)]| -> BTreeMap<String, u32> {
        all.iter().map(|(region, count)| ((*region).to_owned(), *count)).collect()
    };
    let shown = |all: &[(&str, u32)], elsewhere| -> Vec<String> {
        regions_shown(&counts(all), elsewhere).into_iter().map(str::to_owned).collect()
    };
    assert_eq!(shown(&[("a", 30), ("b", 5)], 0), ["a", "b"]);
    assert_eq!(shown(&[("a", 30), ("b", 4)], 0), [""; 0], "what a leaves of the whole is b");
    assert_eq!(shown(&[("a", 30), ("b", 9), ("c", 4)], 0), ["a"], "with c, b is not few");
    assert_eq!(shown(&[("a", 30), ("b", 4)], 1), ["a"], "with one of no region, b is five");
    assert_eq!(shown(&[("a", 30)], 4), [""; 0]);
    assert_eq!(shown(&[("a", 4)], 0), [""; 0]);
    assert_eq!(shown(&[], 9), [""; 0]);
}

#[test]
fn a_figure_about_fewer_than_five_people_says_so_and_one_about_nobody_or_about_places_does_not() {
    let figure = |variable: Variable, value: i64, asked: u32, part: Option<u32>| Figure {
        variable,
        value: Ok(value),
        asked,
        part,
        cases: None,
        origin: None,
    };
    for (variable, value, asked, part, few) in [
        (Variable::Distress, 4, 40, None, true),
        (Variable::Distress, 5, 40, None, false),
        (Variable::Distress, 0, 40, None, false),
        (Variable::Distress, 0, 3, None, true),
        (Variable::SchoolOut, 1, 9, None, true),
        (Variable::RefusedShare, 50, 4, Some(2), true),
        (Variable::RefusedShare, 10, 40, Some(4), true),
        (Variable::RefusedShare, 25, 40, Some(10), false),
        (Variable::RefusedShare, 0, 0, Some(0), false),
        (Variable::NetMigration, 2, 1, None, false),
        (Variable::ToleranceIndex, -3, 12, None, false),
    ] {
        assert_eq!(figure(variable, value, asked, part).is_of_few(), few, "{variable:?} {value} of {asked}");
    }
}

/// Somebody as they may have answered: each thing said or not.
#[derive(Debug, Clone)]
struct Person {
    needs: [Option<u8>; 2],
    self_help: Option<bool>,
    unemployed: Option<bool>,
    strain: Option<u8>,
    out: Option<u8>,
    origin: Option<u8>,
    waits: Option<u8>,
    referrals: Vec<(u8, bool, bool)>,
}

fn person() -> impl Strategy<Value = Person> {
    let maybe = |most: u8| proptest::option::of(0..=most);
    let said = || proptest::option::of(any::<bool>());
    let referrals = proptest::collection::vec((1..=61_u8, any::<bool>(), any::<bool>()), 0..4);
    ([maybe(3), maybe(3)], said(), said(), maybe(3), maybe(4), maybe(3), maybe(12), referrals).prop_map(
        |(needs, self_help, unemployed, strain, out, origin, waits, referrals)| Person {
            needs,
            self_help,
            unemployed,
            strain,
            out,
            origin,
            waits,
            referrals,
        },
    )
}

impl Person {
    /// The day with this number, counted from the first of May: of May up to 31, of June after it.
    fn day(number: u8) -> NaiveDate {
        month().first() + chrono::Days::new(u64::from(number - 1))
    }

    fn history(&self) -> History {
        let yes_no = |said: bool| if said { "yes" } else { "no" }.to_owned();
        let mut needs: Vec<(&str, String)> = Vec::new();
        let names = ["need_domestic", "need_economic"];
        needs.extend(names.into_iter().zip(self.needs).filter_map(|(name, need)| Some((name, need?.to_string()))));
        needs.extend(self.self_help.map(|ready| ("self_help_ready", yes_no(ready))));
        let job = |none: bool| if none { "unemployed" } else { "employed" }.to_owned();
        needs.extend(self.unemployed.map(|none| ("job_status", job(none))));
        needs.extend(self.strain.map(|score| ("distress_score", score.to_string())));
        let mut intake: Vec<(&str, String)> = Vec::new();
        intake.extend(self.out.map(|children| ("children_out_of_school", children.to_string())));
        intake.extend(self.origin.map(|origin| ("origin_country", format!("c{origin}"))));
        if let Some(months) = self.waits {
            let since = month().last() - chrono::Months::new(u32::from(months));
            intake.extend([("status_applied", "yes".to_owned()), ("status_applied_on", since.to_string())]);
        }
        History::of([Record::new("intake", at("2024-05-01"), intake), Record::new("needs", at("2024-05-02"), needs)])
    }

    fn passed(&self) -> Vec<Passed> {
        let of = |(day, is_refused_or_waits, has_helped): &(u8, bool, bool)| Passed {
            sent: Some(Self::day(*day)),
            is_refused_or_waits: *is_refused_or_waits,
            helped: has_helped.then(|| Moment::parse(&format!("{}T11:00:00+05:00", Self::day(*day))).unwrap()),
        };
        self.referrals.iter().map(of).collect()
    }
}

fn tally_of(people: &[Person]) -> Tally {
    let mut tally = Tally::new(month(), None);
    people.iter().for_each(|person| tally.open_case(&person.history(), &person.passed()));
    tally
}

/// What each figure comes to, by counting over all of them again for each.
fn the_long_way(people: &[Person], variable: Variable) -> Option<i64> {
    let count = |said: &dyn Fn(&Person) -> Option<bool>| -> Option<i64> {
        let said: Vec<bool> = people.iter().filter_map(said).collect();
        (!said.is_empty()).then(|| i64::try_from(said.iter().filter(|yes| **yes).count()).unwrap())
    };
    let share = |said: Vec<bool>| {
        let yes = said.iter().filter(|yes| **yes).count();
        (said.len() >= 5).then(|| i64::try_from(100 * yes / said.len()).unwrap())
    };
    // The need is said on the second of May.
    let helped = |person: &Person| person.referrals.iter().any(|(day, _, helped)| *helped && (2..=31).contains(day));
    match variable {
        Variable::RefusedShare => {
            let all = people.iter().flat_map(|person| &person.referrals);
            let sent: Vec<bool> = all.filter(|(day, ..)| *day <= 31).map(|(_, refused, _)| *refused).collect();
            if sent.is_empty() { Some(0) } else { share(sent) }
        }
        Variable::WaitingShare => {
            share(people.iter().filter_map(|person| person.waits).map(|months| months >= 6).collect())
        }
        Variable::UnmetMaterial => count(&|person| match person.needs {
            [Some(one), _] | [_, Some(one)] if one >= 2 => Some(!helped(person)),
            [Some(_), Some(_)] => Some(false),
            _ => None,
        }),
        Variable::SameOrigin => {
            let of = |origin: u8| people.iter().filter(|person| person.origin == Some(origin)).count();
            (0..=3).map(of).max().filter(|most| *most > 0).map(|most| i64::try_from(most).unwrap())
        }
        Variable::SelfHelpReady => count(&|person| person.self_help),
        Variable::SchoolOut => {
            let said: Vec<i64> = people.iter().filter_map(|person| person.out.map(i64::from)).collect();
            (!said.is_empty()).then(|| said.iter().sum())
        }
        Variable::Unemployed => count(&|person| person.unemployed),
        Variable::Distress => count(&|person| person.strain.map(|score| score >= 2)),
        Variable::ChildContest | Variable::ToleranceIndex | Variable::NetMigration | Variable::WorkerDemand => None,
    }
}

proptest! {
    #[test]
    fn each_figure_is_what_its_definition_gives_the_long_way(people in proptest::collection::vec(person(), 0..12)) {
        let tally = tally_of(&people);
        for figure in tally.figures() {
            prop_assert_eq!(figure.value.ok(), the_long_way(&people, figure.variable), "{:?}", figure.variable);
        }
    }

    #[test]
    fn in_whatever_order_cases_come_a_month_comes_to_the_same(
        (people, mixed) in proptest::collection::vec(person(), 0..12)
            .prop_flat_map(|people| (Just(people.clone()), Just(people).prop_shuffle())),
    ) {
        prop_assert_eq!(tally_of(&people).figures(), tally_of(&mixed).figures());
    }

    #[test]
    fn what_is_shown_of_regions_never_leaves_few_of_the_whole(
        counts in proptest::collection::btree_map("[a-f]", 0..12_u32, 0..6),
        elsewhere in 0..8_u32,
    ) {
        let shown = regions_shown(&counts, elsewhere);
        let of_shown: u32 = shown.iter().map(|region| counts[*region]).sum();
        let left = counts.values().sum::<u32>() + elsewhere - of_shown;
        prop_assert!(shown.iter().all(|region| counts[*region] >= FEWEST_PEOPLE));
        prop_assert!(left == 0 || left >= FEWEST_PEOPLE || shown.is_empty(), "{} left", left);
    }
}
