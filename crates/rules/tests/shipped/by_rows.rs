//! What the literature asks of rules and services, row by row of `docs/coverage/rows.md`, where no worked case shows it.

use std::collections::{BTreeMap, BTreeSet};

use pana_forms::workbook::Workbook;
use pana_forms::{Answer, Context, Session};
use pana_model::{Moment, Urgency};
use pana_rules::{Actor, History, Level, Record, Sphere, Vocabulary, differentiate};

use super::{form_in, root, rules, table, taxonomy};

/// The day of the talk.
const TODAY: &str = "2026-10-15T10:00:00+05:00";

/// An intake with these answers, and nothing else.
fn intake(answers: &[(&str, &str)]) -> Session {
    let form = form_in(&root().join("questionnaires/intake"));
    let now = Moment::parse(TODAY).unwrap();
    let context = Context { now, properties: BTreeMap::default(), last_saved: BTreeMap::default(), seed: 1 };
    let at: BTreeMap<&str, &str> = form.nodes().iter().map(|node| (node.name.as_str(), node.path.as_str())).collect();
    let mut session = Session::new(form.clone(), context);
    for (name, value) in [("consent", "agree"), ("depth", "full")].iter().chain(answers) {
        session.set(at[name], Answer::from_text(*value)).unwrap();
    }
    session
}

/// The rules that hold for an intake of which this is known.
fn holding(answers: &[(&str, &str)]) -> BTreeSet<String> {
    let now = Moment::parse(TODAY).unwrap();
    let history = History::of([Record::new("intake", now, answers.iter().copied())]);
    let rules = rules();
    let found = differentiate(&rules, &Vocabulary::default(), &history, now);
    found.lines.iter().chain(&found.gave_way).map(|line| line.rule.id.clone()).collect()
}

#[test]
fn a_stay_of_more_than_seven_days_is_migration_and_commuting_never_is() {
    let counts = |arrived: &str, kind: &str, class: &str| {
        let session = intake(&[
            ("departure_date", "2026-01-01"),
            ("arrival_date", arrived),
            ("migration_kind", kind),
            ("flow_class", class),
            ("integration_goal", "undecided"),
            ("stay_months", "0"),
        ]);
        Record::of(&session, Moment::parse(TODAY).unwrap()).value("counts_as_migrant").map(str::to_owned)
    };
    assert_eq!(counts("2026-10-08", "episodic", "tourist").as_deref(), Some("0"), "seven days");
    assert_eq!(counts("2026-10-07", "episodic", "tourist").as_deref(), Some("1"), "eight");
    assert_eq!(counts("2026-02-01", "pendulum", "longterm_labour").as_deref(), Some("0"), "each day, for months");
    assert_eq!(counts("2026-02-01", "temporary_long", "nearby_hired").as_deref(), Some("0"), "over a near border");
    assert!(holding(&[("migration_kind", "pendulum"), ("flow_class", "nearby_hired")]).contains("D030"));
}

#[test]
fn a_season_is_never_longer_than_a_year() {
    let refused = |kind: &str, months: &str| {
        let session = intake(&[("migration_kind", kind), ("stay_months", months)]);
        let problems = session.finish_check();
        problems
            .iter()
            .any(|(at, problem)| at.ends_with("/stay_months") && format!("{problem:?}").contains("Constraint"))
    };
    assert!(refused("seasonal", "13"));
    assert!(!refused("seasonal", "12") && !refused("temporary_long", "13"));
}

#[test]
fn whoever_was_forced_to_move_begins_with_the_territorial_sphere_and_papers_come_before_culture() {
    let rules = rules();
    let forced: Vec<_> = rules
        .rules()
        .iter()
        .filter(|rule| rule.condition.names().iter().any(|name| name == "migration_will"))
        .collect();
    assert_eq!(forced.iter().map(|rule| rule.id.as_str()).collect::<Vec<_>>(), ["D012", "D026"]);
    for id in ["D008", "D010", "D012", "D026", "D138"] {
        assert_eq!(rules.rule(id).unwrap().sphere, Sphere::Territorial, "{id}");
    }
    let (papers, culture) = (rules.rule("D010").unwrap(), rules.rule("D011").unwrap());
    assert!(papers.urgency < culture.urgency && papers.needs == ["documents", "housing"]);
    let resettler = [("categories", "forced_resettler"), ("shelter_tonight", "yes")];
    let of = |more: [(&str, &str); 2]| holding(&resettler.into_iter().chain(more).collect::<Vec<_>>());
    let without = of([("documents", "none"), ("address_registered", "no")]);
    assert!(without.contains("D010") && !without.contains("D011"));
    let with = of([("documents", "passport"), ("address_registered", "yes")]);
    assert!(with.contains("D011") && !with.contains("D010"));
}

#[test]
fn who_means_to_go_home_is_not_proposed_a_house_for_good() {
    let forced = [("migration_will", "forced"), ("housing_now", "rented")];
    let of = |goal| holding(&forced.into_iter().chain([("integration_goal", goal)]).collect::<Vec<_>>());
    assert!(of("permanent_home").contains("D012") && of("citizenship").contains("D012"));
    assert!(!of("return_when_possible").contains("D012"));
}

#[test]
fn an_ecological_cause_alone_is_no_disaster() {
    let of = |will| holding(&[("main_cause", "ecological"), ("migration_will", will), ("categories", "other")]);
    assert!(of("forced").contains("D026"));
    assert!(!of("voluntary").contains("D026"), "who moved for clean air needs no bed in a gymnasium");
}

#[test]
fn who_has_work_and_a_home_is_not_told_that_both_come_first() {
    let of = |capacities| holding(&[("categories", "labour_migrant"), ("capacities", capacities)]);
    assert!(of("health_good").contains("D013") && of("job_found").contains("D013") && of("none").contains("D013"));
    assert!(!of("job_found housing_found").contains("D013"), "what is lacking is the language");
}

#[test]
fn who_expects_nothing_and_something_is_not_left_alone() {
    let calm = [("favourable", "1"), ("critical_flag", "0")];
    let of = |expects| holding(&calm.into_iter().chain([("expectations", expects)]).collect::<Vec<_>>());
    assert!(of("nothing").contains("D046"));
    assert!(!of("money_help nothing").contains("D046"));
}

#[test]
fn what_is_needed_at_once_is_not_left_for_a_fortnight() {
    let (now, rules) = (Moment::parse(TODAY).unwrap(), rules());
    for group in ["domestic", "medical", "psychological", "pedagogical", "economic", "legal"] {
        let history = History::of([Record::new("needs", now, [(format!("need_{group}"), "3")])]);
        let found = differentiate(&rules, &Vocabulary::default(), &history, now);
        assert!(found.urgency().unwrap() <= Urgency::Urgent, "{group}");
        let needs = found.needs.iter().filter(|need| need.urgency <= Urgency::Urgent);
        assert!(needs.count() > 0, "{group}: it is said what is needed");
    }
}

#[test]
fn a_season_asks_for_the_most_necessary_and_citizenship_for_work_of_both_sides() {
    let rules = rules();
    let (season, citizen) = (rules.rule("D015").unwrap(), rules.rule("D016").unwrap());
    assert!(season.services.iter().all(|code| !citizen.services.contains(code)));
    assert_eq!((season.level, citizen.level), (Level::Individual, Level::GroupCommunity));
    assert!(citizen.services.iter().any(|code| code == "pub_host_work"), "the people around work too");
    assert!(season.services.iter().any(|code| code == "dom_essentials"));
}

#[test]
fn what_a_person_can_do_comes_before_what_a_state_does() {
    let order = [Actor::Person, Actor::FamilyGroup, Actor::CommunityOrg, Actor::Municipality, Actor::State];
    assert_eq!(Actor::ALL, order);
    let rules = rules();
    for id in ["D046", "D048", "D052", "D077"] {
        let rule = rules.rule(id).unwrap();
        assert!(rule.yields && rule.actor_first == Actor::Person, "{id} does not interfere");
    }
    assert_eq!(rules.rule("D051").unwrap().actor_first, Actor::Municipality, "what neither person nor family can");
}

#[test]
fn each_sphere_of_life_has_services_and_a_rule_that_restores_it() {
    let sheet = Workbook::from_csv("services", &[("services", &table("services"))]).unwrap();
    let head: Vec<String> = sheet.sheets[0].rows[0].cells.iter().map(|cell| cell.text.to_string()).collect();
    let column = |name: &str| u32::try_from(head.iter().position(|cell| cell == name).unwrap()).unwrap();
    let spheres: BTreeMap<String, String> = sheet.sheets[0]
        .rows
        .iter()
        .skip(1)
        .map(|row| (row.text(column("code")).to_owned(), row.text(column("sphere")).to_owned()))
        .collect();
    let rules = rules();
    for (id, sphere) in [("D072", "territorial"), ("D073", "cultural"), ("D074", "professional")] {
        let rule = rules.rule(id).unwrap();
        assert_eq!(rule.sphere.as_str(), sphere);
        assert!(rule.services.iter().any(|code| spheres[code] == sphere), "{id}");
        assert!(spheres.values().filter(|own| *own == sphere).count() > 10, "{sphere}");
    }
}

/// A row, its services, and the group and the level that they are of.
const SERVICES: [(&str, &str, &str, Option<Level>); 20] = [
    ("R90", "dom_material_help", "social_domestic", Some(Level::Individual)),
    ("R90", "med_first_aid", "social_medical", Some(Level::Individual)),
    ("R91", "int_national_needs int_language", "integration_help", Some(Level::GroupCommunity)),
    ("R94", "psy_rehab", "social_psychological", Some(Level::Individual)),
    ("R94", "leg_rehabilitation", "social_legal", Some(Level::Individual)),
    ("R94", "eco_credit eco_individual_training", "social_economic", Some(Level::Individual)),
    (
        "R95",
        "slf_self_help slf_mutual_help slf_community slf_resettler_org slf_compatriots slf_public_org slf_peer",
        "self_help",
        Some(Level::GroupCommunity),
    ),
    ("R96", "pub_policy_proposal pub_state_programme pub_council", "public_action", Some(Level::PublicState)),
    ("R97", "sup_fund sup_meeting sup_newspaper", "support_measures", Some(Level::GroupCommunity)),
    ("R98", "sup_radio sup_child_contest sup_concert", "support_measures", Some(Level::GroupCommunity)),
    ("R109", "ped_school_place ped_preschool_place", "social_pedagogical", Some(Level::Individual)),
    ("R110", "int_museum int_culture_course int_cultural_centre", "integration_help", Some(Level::GroupCommunity)),
    ("R111", "eco_job_help eco_qualification eco_work_record", "social_economic", Some(Level::Individual)),
    ("R115", "psy_group_therapy psy_family_therapy", "social_psychological", Some(Level::GroupCommunity)),
    ("R115", "med_complex_rehab", "social_medical", Some(Level::Individual)),
    ("R115", "ped_upbringing", "social_pedagogical", Some(Level::Individual)),
    ("R116", "pub_coop_base pub_territory_plan", "public_action", Some(Level::GroupCommunity)),
    ("R144", "slf_enterprise", "self_help", Some(Level::GroupCommunity)),
    ("R147", "int_counsel int_information int_care", "integration_help", Some(Level::Individual)),
    ("R152", "pub_state_programme pub_regional_programme pub_regulation", "public_action", Some(Level::PublicState)),
];

#[test]
fn the_services_of_each_row_are_of_their_group_and_their_level() {
    let taxonomy = taxonomy();
    for (row, codes, group, level) in SERVICES {
        for code in codes.split(' ') {
            let kind = taxonomy.service(code).unwrap_or_else(|| panic!("{row}: no {code}"));
            assert_eq!((kind.group.as_deref(), kind.level), (Some(group), level), "{row} {code}");
        }
    }
    let groups = taxonomy.services().filter(|kind| kind.group.is_none());
    let standard: Vec<&str> = groups.filter(|kind| kind.in_state_standard).map(|kind| kind.code.as_str()).collect();
    assert_eq!(
        standard,
        [
            "social_domestic",
            "social_economic",
            "social_legal",
            "social_medical",
            "social_pedagogical",
            "social_psychological"
        ],
        "R104, R146"
    );
    for (row, code) in [("R105", "int_language"), ("R147", "int_counsel"), ("R147", "int_care")] {
        assert!(!taxonomy.service(code).unwrap().in_state_standard, "{row} {code} is besides the list");
    }
    let support = taxonomy.services().filter(|kind| kind.group.as_deref() == Some("support_measures"));
    assert_eq!(support.count(), 15, "R148");
    let own = taxonomy.services().filter(|kind| kind.group.as_deref() == Some("self_help"));
    assert_eq!(own.count(), 9, "R149");
}

#[test]
fn no_kind_of_the_state_standard_hangs_on_a_status_alone() {
    let (rules, taxonomy) = (rules(), taxonomy());
    let standard = taxonomy.services().filter(|kind| kind.in_state_standard && kind.group.is_some());
    let mut groups = BTreeSet::new();
    for kind in standard {
        let mut proposing = rules.rules().iter().filter(|rule| rule.services.contains(&kind.code));
        let asks_no_status =
            |rule: &pana_rules::Rule| !rule.condition.names().iter().any(|name| name == "legal_status");
        assert!(proposing.any(asks_no_status), "{}", kind.code);
        groups.insert(kind.group.clone());
    }
    assert_eq!(groups.len(), 6, "something of each of the six is proposed");
}
