//! The steps by which rules become needs and services.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, missing_docs)]

use pana_forms::workbook::Workbook;
use pana_model::Moment;
use pana_rules::{
    Actor, Change, Differentiation, History, Record, RuleSet, Stops, Urgency, Vocabulary, case_record, differentiate,
};
use proptest::prelude::*;

const TABLE: &str = "rule_id,form,condition,category,needs,urgency,services,level,sphere,actor_first,explanation_en,next_form,yields,stops\n\
    A,intake,${a} = 'no',any,housing,normal,s1 s2,individual,territorial,state,Why,needs,,\n\
    B,intake,${b} = 'no',child,housing food,critical,s2 s3,individual,territorial,self,Why,safety,,\n\
    C,intake,${c} = 'fine',any,none,low,s4,individual,territorial,self,Why,none,yes,\n\
    D,intake,${a} = 'no' or ${b} = 'no',any,income,low,s5,individual,professional,self,Why,needs,,\n\
    S,safety,\"selected(${may_tell}, 'nobody')\",any,safety,low,,individual,territorial,self,Why,none,,referrals\n\
    V,safety,\"selected(${may_tell}, 'nobody') and ${safety_band} = 3\",any,safety,critical,,individual,territorial,self,Why,none,,referrals_but_vital\n";

fn rules() -> RuleSet {
    RuleSet::read(&Workbook::from_csv("rules", &[("rules", TABLE.as_bytes())]).unwrap(), &Vocabulary::default())
        .rules
        .unwrap()
}

fn at(text: &str) -> Moment {
    Moment::parse(text).unwrap()
}

fn now() -> Moment {
    at("2024-06-15T10:00:00+05:00")
}

fn found<'r>(rules: &'r RuleSet, records: &[(&str, &[(&str, &str)])]) -> Differentiation<'r> {
    let records = records.iter().map(|(form, values)| Record::new(*form, now(), values.iter().copied()));
    differentiate(rules, &Vocabulary::default(), &History::of(records), now())
}

fn ids(found: &Differentiation<'_>) -> Vec<String> {
    found.lines.iter().map(|line| line.rule.id.clone()).collect()
}

#[test]
fn what_is_critical_comes_first_and_needs_and_services_come_once_with_all_that_name_them() {
    let rules = rules();
    let found = found(&rules, &[("intake", &[("a", "no"), ("b", "no")])]);
    assert_eq!(ids(&found), ["B", "A", "D"]);
    assert_eq!(found.urgency(), Some(Urgency::Critical));
    let needs: Vec<_> =
        found.needs.iter().map(|need| (need.code.as_str(), need.urgency, need.rules.join(" "))).collect();
    assert_eq!(
        needs,
        [
            ("housing", Urgency::Critical, "B A".to_owned()),
            ("food", Urgency::Critical, "B".to_owned()),
            ("income", Urgency::Low, "D".to_owned())
        ]
    );
    let services: Vec<_> =
        found.services.iter().map(|one| (one.code.as_str(), one.actor_first, one.rules.join(" "))).collect();
    assert_eq!(
        services,
        [
            ("s2", Actor::Person, "B A".to_owned()),
            ("s3", Actor::Person, "B".to_owned()),
            ("s1", Actor::State, "A".to_owned()),
            ("s5", Actor::Person, "D".to_owned())
        ]
    );
    assert_eq!(
        (found.categories.join(" "), found.next_forms.join(" ")),
        ("child".to_owned(), "safety needs".to_owned())
    );
}

#[test]
fn that_nothing_need_be_done_is_not_said_beside_what_must_be_done() {
    let rules = rules();
    let alone = found(&rules, &[("intake", &[("a", "yes"), ("b", "yes"), ("c", "fine")])]);
    assert_eq!((ids(&alone), alone.gave_way.len()), (vec!["C".to_owned()], 0));
    let beside = found(&rules, &[("intake", &[("a", "no"), ("b", "yes"), ("c", "fine")])]);
    assert_eq!((ids(&beside), beside.gave_way[0].rule.id.as_str()), (vec!["A".to_owned(), "D".to_owned()], "C"));
    assert!(!beside.services.iter().any(|service| service.code == "s4"));
}

#[test]
fn what_was_not_asked_is_neither_yes_nor_no_and_what_is_decided_without_it_stands() {
    let rules = rules();
    let found = found(&rules, &[("intake", &[("a", "no")])]);
    assert_eq!(ids(&found), ["A", "D"], "one of two is enough for D");
    let unknown: Vec<_> = found.not_known.iter().map(|one| (one.rule.id.as_str(), one.missing.join(" "))).collect();
    assert_eq!(unknown, [("B", "b".to_owned()), ("C", "c".to_owned())]);
    assert!(found.not_known.iter().all(|one| one.rule.form == "intake"), "there was no talk of the other kind");
    let nothing = differentiate(&rules, &Vocabulary::default(), &History::default(), now());
    assert_eq!((nothing.lines.len(), nothing.needs.len(), nothing.not_known.len(), nothing.urgency()), (0, 0, 0, None));
}

#[test]
fn nobody_may_be_told_stops_every_referral_and_a_danger_to_life_opens_one_kind_alone() {
    let rules = rules();
    let stops =
        |answers: &[(&str, &str)]| found(&rules, &[("intake", &[("a", "no"), ("b", "no")]), ("safety", answers)]).stops;
    assert_eq!(stops(&[("may_tell", "nobody"), ("safety_band", "1")]), Some(Stops::Referrals));
    assert_eq!(stops(&[("may_tell", "nobody")]), Some(Stops::Referrals), "how great the danger is was not asked");
    assert_eq!(stops(&[("may_tell", "nobody"), ("safety_band", "3")]), Some(Stops::ReferralsButVital));
    assert_eq!(stops(&[("may_tell", "doctor"), ("safety_band", "3")]), None);
    assert_eq!(found(&rules, &[("intake", &[("a", "no")])]).stops, None);
}

/// What was answered in a talk, and what was asked and not answered.
type Talk<'t> = (&'t [(&'t str, &'t str)], &'t [&'t str]);

/// What is stopped after these talks in private, the oldest first.
fn stopped(talks: &[Talk<'_>]) -> Option<Stops> {
    let rules = rules();
    let days = ["2024-01-01", "2024-02-01", "2024-03-01", "2024-04-01"];
    let records = talks.iter().zip(days).map(|((answers, open), day)| {
        let finished = at(&format!("{day}T10:00:00+05:00"));
        Record::new("safety", finished, answers.iter().copied()).with_open(open.iter().copied())
    });
    differentiate(&rules, &Vocabulary::default(), &History::of(records), now()).stops
}

#[test]
fn that_nobody_may_be_told_stands_until_somebody_is_named() {
    let nobody: (&[_], &[_]) = (&[("may_tell", "nobody"), ("safety_band", "1")], &[]);
    let declined: (&[_], &[_]) = (&[("safety_band", "1")], &["may_tell"]);
    let unasked: (&[_], &[_]) = (&[], &[]);
    let doctor: (&[_], &[_]) = (&[("may_tell", "doctor"), ("safety_band", "1")], &[]);
    assert_eq!(stopped(&[nobody, declined]), Some(Stops::Referrals));
    assert_eq!(stopped(&[nobody, unasked]), Some(Stops::Referrals));
    assert_eq!(stopped(&[nobody, declined, unasked, declined]), Some(Stops::Referrals), "however many talks ago");
    assert_eq!(stopped(&[nobody, doctor]), None, "who named somebody said otherwise");
    assert_eq!(stopped(&[nobody, doctor, declined]), None, "and that stands as well");
    let danger: (&[_], &[_]) = (&[("safety_band", "3")], &["may_tell"]);
    assert_eq!(
        stopped(&[nobody, danger]),
        Some(Stops::ReferralsButVital),
        "a danger of today opens what it would open"
    );
}

#[test]
fn who_was_asked_whom_to_tell_and_did_not_say_is_told_of_to_nobody_and_who_was_not_asked_gets_help() {
    assert_eq!(stopped(&[(&[("safety_band", "1")], &["may_tell"])]), Some(Stops::Referrals));
    assert_eq!(stopped(&[(&[("safety_band", "3")], &["may_tell"])]), Some(Stops::ReferralsButVital));
    assert_eq!(stopped(&[(&[], &["may_tell", "safety_band"])]), Some(Stops::ReferralsButVital));
    assert_eq!(stopped(&[(&[("safety_band", "1")], &[])]), None, "the talk went another way");
    assert_eq!(stopped(&[]), None);
}

#[test]
fn a_talk_kept_for_what_it_stops_speaks_of_nothing_else() {
    let rules = rules();
    let old = Record::new("safety", at("2024-01-01T10:00:00+05:00"), [("may_tell", "nobody")]).for_stops_alone();
    let intake = Record::new("intake", at("2024-01-01T10:00:00+05:00"), [("a", "no")]).for_stops_alone();
    let history = History::of([old, intake]);
    let found = differentiate(&rules, &Vocabulary::default(), &history, now());
    assert_eq!((ids(&found), found.stops), (vec!["S".to_owned()], Some(Stops::Referrals)));
    assert!(history.newest("safety").is_none() && history.newest("intake").is_none());
}

#[test]
fn a_line_says_on_what_it_rests_and_what_would_change_it() {
    let rules = rules();
    let both = found(&rules, &[("intake", &[("a", "no"), ("b", "no")])]);
    let line = &both.lines[2];
    assert_eq!(line.rule.id, "D");
    let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    assert_eq!(line.because, [pair("a", "no"), pair("b", "no")], "each alone would be enough");
    let one = found(&rules, &[("intake", &[("a", "no"), ("b", "yes")])]);
    let line = one.lines.iter().find(|line| line.rule.id == "D").unwrap();
    assert_eq!(line.because, [pair("a", "no")], "the other answer does not matter");
    assert_eq!(line.changes, [], "nothing is offered that could be answered instead");
}

/// A questionnaire in which `a` and `b` are yes or no, and several things may be ticked.
fn vocabulary() -> Vocabulary {
    let sheets: [(&str, &[u8]); 3] = [
        ("survey", b"type,name,label\nselect_one yn,a,A\nselect_one yn,b,B\nselect_multiple who,may_tell,T\ninteger,safety_band,N\n"),
        ("choices", b"list_name,name,label\nyn,yes,Y\nyn,no,N\nwho,nobody,N\nwho,doctor,D\n"),
        ("settings", b"form_id\nintake\n"),
    ];
    let reading = pana_forms::read(&Workbook::from_csv("intake", &sheets).unwrap());
    Vocabulary::of([reading.form.unwrap().as_ref()])
}

#[test]
fn the_least_that_would_change_a_line_is_named_by_what_can_be_answered() {
    let (rules, vocabulary) = (rules(), vocabulary());
    let changes = |answers: &[(&str, &str)], id: &str| {
        let history = History::of([Record::new("intake", now(), answers.iter().copied())]);
        let found = differentiate(&rules, &vocabulary, &history, now());
        let line = found.lines.into_iter().find(|line| line.rule.id == id).unwrap();
        let said = |(name, values): &(String, Vec<String>)| format!("{name}={}", values.join("|"));
        let change = |change: &Change| change.answers.iter().map(said).collect::<Vec<_>>().join("&");
        line.changes.iter().map(change).collect::<Vec<_>>()
    };
    assert_eq!(changes(&[("a", "no"), ("b", "yes")], "D"), ["a=yes"]);
    assert_eq!(changes(&[("a", "no"), ("b", "no")], "D"), ["a=yes&b=yes"], "both must change");
    assert_eq!(changes(&[("b", "no")], "B"), ["b=yes"]);
}

#[test]
fn what_nobody_can_answer_is_offered_as_no_change() {
    let table = b"rule_id,form,condition,needs,urgency,services,level,sphere,actor_first,explanation_en\n\
        N,intake,${left} > 0,,low,,individual,territorial,self,Why\n\
        W,intake,${made} = 1 and ${left} > 0,,low,,individual,territorial,self,Why\n";
    let rules = RuleSet::read(&Workbook::from_csv("rules", &[("rules", table)]).unwrap(), &Vocabulary::default());
    let sheets: [(&str, &[u8]); 2] = [
        ("survey", b"type,name,label,calculation\ninteger,left,L,\ncalculate,made,,1\n"),
        ("settings", b"form_id\nintake\n"),
    ];
    let form = pana_forms::read(&Workbook::from_csv("intake", &sheets).unwrap()).form.unwrap();
    let (rules, vocabulary) = (rules.rules.unwrap(), Vocabulary::of([form.as_ref()]));
    let history = History::of([Record::new("intake", now(), [("left", "2"), ("made", "1")])]);
    let found = differentiate(&rules, &vocabulary, &history, now());
    for line in &found.lines {
        let answers: Vec<_> = line.changes.iter().flat_map(|change| &change.answers).collect();
        assert_eq!(answers, [&("left".to_owned(), vec!["0".to_owned()])], "{}: no less than none", line.rule.id);
    }
    assert_eq!(found.lines.len(), 2);
}

#[test]
fn a_question_is_changed_to_what_the_condition_compares_it_with_and_to_nothing_that_others_are() {
    let table = b"rule_id,form,condition,needs,urgency,services,level,sphere,actor_first,explanation_en\n\
        N,intake,${rooms} < 3 and ${people} > 7 and ${town} = 'Oral' and ${street} != 'Abai',,low,,individual,territorial,self,Why\n";
    let rules = RuleSet::read(&Workbook::from_csv("rules", &[("rules", table)]).unwrap(), &Vocabulary::default());
    let rules = rules.rules.unwrap();
    let given = [("rooms", "1"), ("people", "9"), ("town", "Oral"), ("street", "Satpaev")];
    let found = found(&rules, &[("intake", &given)]);
    let answers: Vec<_> = found.lines[0].changes.iter().flat_map(|change| &change.answers).cloned().collect();
    let change =
        |name: &str, values: &[&str]| (name.to_owned(), values.iter().map(|value| (*value).to_owned()).collect());
    assert_eq!(answers, [change("rooms", &["3", "4"]), change("people", &["6", "7"]), change("street", &["Abai"])]);
}

#[test]
fn a_newer_interview_of_the_same_kind_takes_the_place_of_the_older_and_no_other() {
    let rules = rules();
    let old = Record::new("intake", at("2024-01-01T10:00:00+05:00"), [("a", "no"), ("b", "yes")]);
    let new = Record::new("intake", at("2024-05-01T10:00:00+05:00"), [("a", "yes"), ("b", "yes")]);
    let talk = Record::new("safety", at("2024-02-01T10:00:00+05:00"), [("may_tell", "nobody")]);
    let history = History::of([new, talk, old]);
    let found = differentiate(&rules, &Vocabulary::default(), &history, now());
    assert_eq!(ids(&found), ["S"]);
    assert_eq!(history.before("intake").and_then(|record| record.value("a")), Some("no"));
}

#[test]
fn what_an_older_questionnaire_called_otherwise_is_asked_under_the_name_of_now() {
    let minor = |answers: &[(&str, &str)]| {
        Record::new("intake", now(), answers.iter().copied()).value("minor").map(str::to_owned)
    };
    assert_eq!(minor(&[("is_minor", "1")]).as_deref(), Some("yes"));
    assert_eq!(minor(&[("is_minor", "0")]).as_deref(), Some("no"));
    assert_eq!(
        minor(&[("is_minor", "0"), ("minor", "unknown")]).as_deref(),
        Some("unknown"),
        "what is said now counts"
    );
    assert_eq!(minor(&[("is_minor", "")]), None, "nobody knew then");
    assert_eq!(Record::new("needs", now(), [("is_minor", "1")]).value("minor"), None);
}

#[test]
fn what_is_asked_of_a_case_is_gathered_from_where_it_stands() {
    let record = |form: &str, day: &str, values: &[(&str, &str)]| {
        Record::new(form, at(&format!("{day}T10:00:00+05:00")), values.iter().copied())
    };
    let history = History::of([
        record(
            "intake",
            "2024-01-10",
            &[
                ("integration_goal", "season"),
                ("arrival_date", "2024-01-01"),
                ("main_category", "refugee"),
                ("children_count", "2"),
                ("status_applied", "yes"),
                ("status_applied_on", "2023-10-20"),
            ],
        ),
        record("adaptation", "2024-02-01", &[("score_total", "60")]),
        record("adaptation", "2024-05-01", &[("score_total", "45"), ("score_cc", "30")]),
        record("needs", "2024-03-01", &[("need_medical", "3"), ("need_legal", "1")]),
        record("follow_up", "2024-04-01", &[("need_legal", "2"), ("goal_now", "citizenship")]),
        record("safety", "2024-04-02", &[("safety_band", "2")]),
    ]);
    let case = case_record(&history, Some(1), now());
    for (name, value) in [
        ("case_goal", "citizenship"),
        ("case_days_here", "166"),
        ("case_category", "refugee"),
        ("case_children", "2"),
        ("case_months_waiting", "7"),
        ("case_need_max", "2"),
        ("case_score_total", "45"),
        ("case_prev_score_total", "60"),
        ("case_score_cc", "30"),
        ("case_safety_band", "2"),
        ("case_referrals_open", "1"),
    ] {
        assert_eq!(case.value(name), Some(value), "{name}");
    }
    assert_eq!(case.value("case_labour_band"), None, "nobody asked");
    let settled = [
        record("intake", "2024-01-10", &[("status_applied", "yes"), ("status_applied_on", "2023-10-20")]),
        record("follow_up", "2024-04-01", &[("status_now", "citizen")]),
    ];
    assert_eq!(case_record(&History::of(settled), None, now()).value("case_months_waiting"), Some("0"));
    let nothing = case_record(&History::default(), None, now());
    assert_eq!((nothing.value("case_months_waiting"), nothing.value("case_need_max")), (None, None));
}

proptest! {
    #[test]
    fn the_same_answers_give_the_same_in_the_same_order_however_they_come(
        answers in proptest::collection::btree_map("[abc]", prop_oneof!["yes", "no", "fine"], 0..4),
        told in proptest::collection::btree_map(prop_oneof!["may_tell", "safety_band"], prop_oneof!["nobody", "3", "1"], 0..3),
    ) {
        let rules = rules();
        let records = [Record::new("intake", now(), answers), Record::new("safety", now(), told)];
        let forwards = differentiate(&rules, &Vocabulary::default(), &History::of(records.clone()), now());
        let backwards = differentiate(&rules, &Vocabulary::default(), &History::of(records.into_iter().rev()), now());
        prop_assert_eq!(format!("{forwards:?}"), format!("{backwards:?}"));
    }

    #[test]
    fn to_learn_more_takes_back_nothing_that_held_and_nothing_that_did_not(
        known in proptest::collection::btree_map("[abc]", prop_oneof!["yes", "no", "fine"], 0..4),
        more in proptest::collection::btree_map("[abc]", prop_oneof!["yes", "no", "fine"], 0..4),
    ) {
        let rules = rules();
        let of = |answers: &std::collections::BTreeMap<String, String>| {
            let history = History::of([Record::new("intake", now(), answers.clone())]);
            let found = differentiate(&rules, &Vocabulary::default(), &history, now());
            let all = found.lines.iter().chain(&found.gave_way);
            let holding: std::collections::BTreeSet<String> = all.map(|line| line.rule.id.clone()).collect();
            let open: std::collections::BTreeSet<String> = found.not_known.iter().map(|one| one.rule.id.clone()).collect();
            (holding, open)
        };
        let mut wider = more;
        wider.extend(known.clone());
        let ((holding, open), (later, still_open)) = (of(&known), of(&wider));
        prop_assert!(holding.is_subset(&later) && still_open.is_subset(&open));
        prop_assert!(later.difference(&holding).all(|id| open.contains(id)));
    }
}
