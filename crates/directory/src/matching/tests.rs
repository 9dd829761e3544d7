//! What is suggested to whom, why, and why not.

use chrono::NaiveDate;
use pana_model::{Ages, Born, Minor, Moment};
use proptest::prelude::*;

use super::*;
use crate::crosswalk::{Sex, Trait};
use crate::hours::{Calendar, Zone};
use crate::model::{AgeLimits, Directory, Position};
use crate::table::Tables;
use crate::testing::{crosswalk, kinds, table};

const NOW: &str = "2026-11-30T12:30:00+05:00";

/// A catalogue of services, each with its columns and the terms that are said of it: `a|active|18||…; shelter women`.
fn catalog(services: &[(&str, &str)], rest: &[(&str, &[&str])]) -> Catalog {
    let mut tables = Tables::default();
    let mut rows = vec!["id|status|minimum_age|maximum_age|assured_date|safe_to_name|name".to_owned()];
    let mut terms: Vec<&str> = Vec::new();
    let mut links = vec!["id|link_id|link_entity|taxonomy_term_id".to_owned()];
    for (row, said) in services {
        let id = row.split('|').next().unwrap();
        rows.push(format!("{row}|{id}"));
        for term in said.split(' ').filter(|term| !term.is_empty()) {
            terms.push(term);
            links.push(format!("{id}{term}|{id}|service|{term}"));
        }
    }
    terms.sort_unstable();
    terms.dedup();
    let terms: Vec<String> = terms.iter().map(|term| format!("{term}|{term}|{term}|t")).collect();
    let terms: Vec<&str> =
        std::iter::once("id|code|name|taxonomy_id").chain(terms.iter().map(String::as_str)).collect();
    tables.insert("service", table(&rows.iter().map(String::as_str).collect::<Vec<_>>()));
    tables.insert("attribute", table(&links.iter().map(String::as_str).collect::<Vec<_>>()));
    tables.insert("taxonomy_term", table(&terms));
    tables.insert("taxonomy", table(&["id|name", "t|Own"]));
    rest.iter().for_each(|(name, rows)| tables.insert(*name, table(rows)));
    Catalog::of(Directory::of(&tables), &crosswalk(), &kinds())
}

fn calendar() -> Calendar {
    Calendar::new(Zone::named("Asia/Almaty").unwrap())
}

fn wanted(kind: &str, urgency: Urgency) -> Wanted {
    Wanted { kind: kind.to_owned(), urgency }
}

fn ages(least: u16, greatest: u16) -> Option<Ages> {
    Some(Ages { least, greatest })
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// The suggestions for shelter, each as `id verdict: codes / codes against`.
fn told(catalog: &Catalog, seeker: &Seeker, experience: impl Fn(&ServiceId) -> Experience) -> Vec<String> {
    let calendar = calendar();
    let now = calendar.at(Moment::parse(NOW).unwrap());
    let asked = Asked { seeker, wanted: &[wanted("dom_urgent", Urgency::Critical)], now: &now, limit: 20 };
    let codes = |reasons: &[Reason]| reasons.iter().map(Reason::code).collect::<Vec<_>>().join(" ");
    catalog
        .suggest(&asked, experience)
        .iter()
        .map(|one| {
            let verdict = match one.verdict {
                Verdict::Fits => "fits",
                Verdict::MayFit => "may fit",
                Verdict::DoesNotFit => "does not",
            };
            format!("{} {verdict}: {} / {}", one.service.id, codes(&one.whys), codes(&one.why_nots))
        })
        .collect()
}

fn none(_: &ServiceId) -> Experience {
    Experience::default()
}

/// The verdict on one service with these columns and terms.
fn verdict(row: &str, terms: &str, seeker: &Seeker) -> String {
    let told = told(&catalog(&[(row, terms)], &[]), seeker, none);
    told[0]
        .split(" / ")
        .map(|side| {
            side.split_whitespace()
                .filter(|code| !["serves", "never-checked", "places-not-known", "hours-not-known"].contains(code))
                .collect::<Vec<_>>()
                .join(" ")
        })
        .collect::<Vec<_>>()
        .join(" / ")
}

#[test]
fn an_age_that_is_not_known_is_never_adult_and_never_a_child() {
    let adults = "a|active|18||||";
    let of = |ages| Seeker { ages, ..Seeker::default() };
    assert_eq!(verdict(adults, "shelter", &of(ages(18, 18))), "a fits: age-fits / ");
    assert_eq!(verdict(adults, "shelter", &of(ages(17, 18))), "a may fit: / age-not-known");
    assert_eq!(verdict(adults, "shelter", &of(None)), "a may fit: / age-not-known");
    assert_eq!(verdict(adults, "shelter", &of(ages(16, 17))), "a does not: / age-not");
    let children = "a|active||17|||";
    assert_eq!(verdict(children, "shelter", &of(ages(17, 17))), "a fits: age-fits / ");
    assert_eq!(verdict(children, "shelter", &of(ages(17, 18))), "a may fit: / age-not-known");
    assert_eq!(verdict(children, "shelter", &of(None)), "a may fit: / age-not-known");
    assert_eq!(verdict(children, "shelter", &of(ages(18, 19))), "a does not: / age-not");
    assert_eq!(verdict("a|active|||||", "shelter children old", &of(ages(61, 61))), "a fits: age-fits / ");
    assert_eq!(verdict("a|active|||||", "shelter children old", &of(ages(30, 31))), "a does not: / age-not");
}

#[test]
fn sex_family_status_and_papers_are_asked_and_what_is_not_known_is_named() {
    let row = "a|active|||||";
    let nothing = Seeker::default();
    let woman = Seeker { sex: Some(Sex::Female), ..Seeker::default() };
    let man = Seeker { sex: Some(Sex::Male), ..Seeker::default() };
    assert_eq!(verdict(row, "shelter women", &woman), "a fits: sex-fits / ");
    assert_eq!(verdict(row, "shelter women", &man), "a does not: / sex-not");
    assert_eq!(verdict(row, "shelter women", &nothing), "a may fit: / sex-not-known");
    let with = |of, code, is| Seeker { facts: Facts::default().with(of, code, is), ..Seeker::default() };
    let single = with(Trait::Family, "single_parent", Truthful::Yes);
    assert_eq!(verdict(row, "shelter pregnant single", &single), "a fits: trait-fits / ", "one of the two is enough");
    assert_eq!(
        verdict(row, "shelter single", &with(Trait::Family, "single_parent", Truthful::No)),
        "a does not: / trait-not"
    );
    assert_eq!(verdict(row, "shelter pregnant", &single), "a may fit: / trait-not-known");
    assert_eq!(verdict(row, "shelter card no-papers", &nothing), "a fits: no-registration / ");
    assert_eq!(verdict(row, "shelter card", &nothing), "a may fit: / trait-not-known");
    let card = with(Trait::Registration, "asylum_card", Truthful::Yes);
    assert_eq!(verdict(row, "shelter card refugee", &card), "a may fit: trait-fits / trait-not-known");
}

#[test]
fn a_service_that_does_not_run_or_has_refused_them_comes_last_with_the_reason() {
    let catalog = catalog(
        &[
            ("a|defunct|||||", "shelter"),
            ("b|active|||||", "shelter"),
            ("c|active|||||", "shelter"),
            ("d|active|||||", "shelter"),
        ],
        &[],
    );
    let experience = |id: &ServiceId| match id.as_str() {
        "b" => Experience { tried: 3, answered: 3, days: Some(2), refused: Some(day("2026-11-01")), is_open: false },
        "c" => Experience { is_open: true, ..Experience::default() },
        _ => Experience::default(),
    };
    let told = told(&catalog, &Seeker::default(), experience);
    let short: Vec<String> = told.iter().map(|line| line.split(':').next().unwrap().to_owned()).collect();
    assert_eq!(short, ["d fits", "b does not", "a does not", "c does not"]);
    assert!(told[1].contains("refused") && told[2].contains("not-running") && told[3].contains("referred-already"));
}

#[test]
fn how_many_places_are_free_when_nobody_knows_is_not_none() {
    let rows: &[&str] = &[
        "id|service_id|unit_id|available|maximum|updated",
        "1|a|u|0|10|2026-11-28",
        "2|b|u|||2026-11-28",
        "3|c|u|0|10|2026-01-01",
        "4|d|u|3|10|2026-11-28",
        "5|e|u|12|10|2026-11-28",
    ];
    let services: Vec<String> =
        ["a", "b", "c", "d", "e"].iter().map(|id| format!("{id}|active|||2026-11-01||")).collect();
    let services: Vec<(&str, &str)> = services.iter().map(|row| (row.as_str(), "shelter")).collect();
    let told = told(&catalog(&services, &[("service_capacity", rows)]), &Seeker::default(), none);
    let about = |id: &str| told.iter().find(|line| line.starts_with(id)).unwrap().clone();
    assert!(about("a").contains("full"));
    for id in ["b", "c", "e"] {
        assert!(about(id).contains("places-not-known") && !about(id).contains("full"), "{}", about(id));
    }
    assert!(about("d").contains("places-free"));
    let order: String = told.iter().map(|line| line.split(' ').next().unwrap()).collect();
    assert_eq!(order, "dbcea", "free places first, a full one last");
}

#[test]
fn place_language_hours_freshness_and_experience_decide_the_order() {
    let rest: &[(&str, &[&str])] = &[
        ("location", &["id|name|latitude|longitude", "l1|Near|43.24|76.95", "l2|Far|51.17|71.45"]),
        ("address", &["id|location_id|city", "1|l1|Алматы", "2|l2|Астана"]),
        ("service_at_location", &["id|service_id|location_id", "1|a|l1", "2|b|l2", "3|c|l1"]),
        ("language", &["id|service_id|code", "1|a|prs", "2|b|ru", "3|c|kk"]),
        (
            "schedule",
            &[
                "id|service_id|byday|opens_at|closes_at",
                "1|a|MO|12:00|14:00",
                "2|b|TU|09:00|10:00",
                "3|c|MO|12:00|14:00",
            ],
        ),
    ];
    let services = [
        ("a|active|||2026-11-01||", "shelter"),
        ("b|active|||2024-11-01||", "shelter"),
        ("c|active|||2026-11-01||", "shelter"),
    ];
    let seeker = Seeker {
        languages: vec!["fa".to_owned()],
        position: Position::of("43.238", "76.945"),
        places: vec!["Almaty".to_owned()],
        ..Seeker::default()
    };
    let experience = |id: &ServiceId| match id.as_str() {
        "c" => Experience { tried: 4, answered: 0, ..Experience::default() },
        "a" => Experience { tried: 4, answered: 3, days: Some(2), ..Experience::default() },
        _ => Experience::default(),
    };
    assert_eq!(
        told(&catalog(&services, rest), &seeker, experience),
        [
            "a fits: serves in-place near language-spoken checked answered open-now / places-not-known",
            "c fits: serves in-place near checked open-now / language-not places-not-known not-answered",
            "b fits: serves opens / far language-not places-not-known checked-long-ago",
        ]
    );
}

#[test]
fn a_service_for_two_needs_is_one_line_with_the_more_urgent_first() {
    let catalog =
        catalog(&[("a|active|||||", "food shelter"), ("b|active|||||", "shelter"), ("c|active|||||", "food")], &[]);
    let calendar = calendar();
    let now = calendar.at(Moment::parse(NOW).unwrap());
    let wanted = [wanted("dom_essentials", Urgency::Normal), wanted("dom_urgent", Urgency::Critical)];
    let asked = Asked { seeker: &Seeker::default(), wanted: &wanted, now: &now, limit: 10 };
    let suggestions = catalog.suggest(&asked, none);
    let order: String = suggestions.iter().map(|one| one.service.id.as_str()).collect();
    assert_eq!(order, "abc");
    let kinds: Vec<_> = suggestions[0].whys.iter().take(2).flat_map(Reason::args).collect();
    assert_eq!(kinds, [("kind", "dom_essentials".to_owned()), ("kind", "dom_urgent".to_owned())]);
    assert_eq!(catalog.suggest(&Asked { limit: 1, ..asked }, none).len(), 1);
}

#[test]
fn conditions_that_are_said_in_words_have_to_be_read() {
    let services = [
        "id|status|name|eligibility_description|minimum_age",
        "a|active|A|only with a letter|",
        "b|active|B|adults|18",
    ];
    let terms = ["id|link_id|link_entity|taxonomy_term_id", "1|a|service|shelter", "2|b|service|shelter"];
    let catalog = catalog(&[("x|active|||||", "shelter")], &[("service", &services), ("attribute", &terms)]);
    let told = told(&catalog, &Seeker { ages: ages(30, 30), ..Seeker::default() }, none);
    assert!(told[0].starts_with("a fits") && told[0].contains("conditions-in-words"), "{told:?}");
    assert!(told[1].starts_with("b fits") && !told[1].contains("conditions-in-words"), "{told:?}");
}

#[test]
fn one_service_is_explained_whether_it_is_of_a_kind_wanted_or_not() {
    let catalog = catalog(&[("a|active|18||||", "shelter"), ("b|active|||||", "food")], &[]);
    let calendar = calendar();
    let now = calendar.at(Moment::parse(NOW).unwrap());
    let seeker = Seeker { ages: ages(10, 10), ..Seeker::default() };
    let asked = Asked { seeker: &seeker, wanted: &[wanted("dom_urgent", Urgency::Critical)], now: &now, limit: 10 };
    let explained = |id: &str| catalog.explain(&id.into(), &asked, Experience::default());
    let first = explained("a").unwrap();
    assert_eq!((first.verdict, first.urgency), (Verdict::DoesNotFit, Urgency::Critical));
    assert_eq!(first.why_nots[0].args(), [("least", "18".to_owned()), ("greatest", String::new())]);
    let other = explained("b").unwrap();
    assert!(other.verdict == Verdict::Fits && !other.whys.iter().any(|reason| matches!(reason, Reason::Serves(_))));
    assert!(explained("none").is_none());
}

#[test]
fn what_is_unsafe_to_name_is_not_named_unless_somebody_said_it_may_be() {
    let catalog = catalog(
        &[
            ("a|active|||||", "shelter"),
            ("b|active|||||", "haven"),
            ("c|active||||no|", "shelter"),
            ("d|active||||yes|", "haven"),
        ],
        &[],
    );
    let may = |id: &str| catalog.may_be_named(catalog.directory().service(id).unwrap());
    assert_eq!(["a", "b", "c", "d"].map(may), [true, false, false, true]);
}

#[test]
fn every_reason_has_a_code_of_its_own() {
    let mut codes = Reason::CODES.to_vec();
    codes.sort_unstable();
    codes.dedup();
    assert_eq!(codes.len(), Reason::CODES.len());
}

proptest! {
    #[test]
    fn the_order_does_not_depend_on_the_order_in_which_needs_are_named(turn in 0_usize..3, seed in 0_u16..40) {
        let rows: Vec<String> = (0..12).map(|at| {
            let least = (seed + at * 7) % 40;
            format!("s{at:02}|active|{least}||2026-0{}-01||", 1 + (seed + at) % 9)
        }).collect();
        let terms = ["shelter", "food", "shelter food", "crisis women", "food children"];
        let services: Vec<(&str, &str)> =
            rows.iter().enumerate().map(|(at, row)| (row.as_str(), terms[(at + usize::from(seed)) % terms.len()])).collect();
        let catalog = catalog(&services, &[]);
        let calendar = calendar();
        let now = calendar.at(Moment::parse(NOW).unwrap());
        let seeker = Seeker { ages: ages(seed, seed + 2), sex: Some(Sex::Female), ..Seeker::default() };
        let kinds = ["dom_urgent", "dom_essentials", "psy_crisis"];
        let mut needs: Vec<Wanted> = kinds.iter().zip(Urgency::ALL).map(|(kind, urgency)| wanted(kind, *urgency)).collect();
        let order = |needs: &[Wanted]| {
            let asked = Asked { seeker: &seeker, wanted: needs, now: &now, limit: 20 };
            catalog.suggest(&asked, none).iter().map(|one| (one.service.id.clone(), one.verdict)).collect::<Vec<_>>()
        };
        let first = order(&needs);
        needs.rotate_left(turn);
        prop_assert_eq!(&first, &order(&needs));
        prop_assert_eq!(first.len(), 12);
        prop_assert!(first.windows(2).all(|pair| pair[0].1 <= pair[1].1), "what fits comes before what may, and that before what does not");
        let fewer = catalog.suggest(&Asked { seeker: &seeker, wanted: &needs, now: &now, limit: 5 }, none);
        prop_assert!(fewer.iter().zip(&first).all(|(one, (id, _))| one.service.id == *id));

        // Asked for one after the other at once, each want has what it has by itself.
        let wants: Vec<Vec<Wanted>> = needs.iter().map(|one| vec![one.clone()]).chain([needs.clone()]).collect();
        let asked = Asked { seeker: &seeker, wanted: &[], now: &now, limit: 20 };
        let told = |some: &[Suggestion<'_>]| some.iter().map(|one| format!("{one:?}")).collect::<Vec<_>>();
        for (apart, wanted) in catalog.suggest_for_each(&asked, &wants, 20, none).iter().zip(&wants) {
            let alone = told(&catalog.suggest(&Asked { wanted, ..asked }, none));
            prop_assert_eq!(&[told(&apart.fitting), told(&apart.others)].concat(), &alone);
            prop_assert_eq!(apart.fitting_count + apart.others_count, alone.len());
        }
    }

    #[test]
    fn who_may_be_a_child_is_never_sent_where_only_adults_go(from in 0_i64..9_000, days in 0_i64..1_500, least in 0_u16..30) {
        let first = day("2000-01-01") + chrono::TimeDelta::days(from);
        let born = Born::between(first, first + chrono::TimeDelta::days(days)).unwrap();
        let ages = born.ages_on(day("2026-11-30"));
        let holds = eligible::age_holds(AgeLimits { least: Some(18.0), greatest: None }, ages);
        prop_assert_eq!(holds == Holds::Yes, Minor::of(ages) == Minor::No);
        prop_assert_eq!(holds == Holds::No, Minor::of(ages) == Minor::Yes);
        // A limit is kept for every age that is possible, and refused only where none is.
        let limits = AgeLimits { least: Some(f64::from(least)), greatest: Some(f64::from(least) + 5.0) };
        let Some(known) = ages else { return Ok(()) };
        let possible: Vec<bool> = (known.least..=known.greatest).map(|age| age >= least && age <= least + 5).collect();
        let expected = match (possible.iter().all(|fits| *fits), possible.iter().any(|fits| *fits)) {
            (true, _) => Holds::Yes,
            (_, true) => Holds::NotKnown,
            _ => Holds::No,
        };
        // Ages on both sides of the limits and none within cannot be told apart from some within by their ends alone.
        let straddles = known.least < least && known.greatest > least + 5;
        prop_assert!(holds_or(straddles, eligible::age_holds(limits, ages), expected));
    }
}

fn holds_or(straddles: bool, found: Holds, expected: Holds) -> bool {
    found == expected || (straddles && found == Holds::NotKnown)
}
