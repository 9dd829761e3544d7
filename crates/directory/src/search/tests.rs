//! What is found, and in which order.

use pana_casework::{AskedName, name_keys};
use pana_model::Moment;
use proptest::prelude::*;

use super::*;
use crate::hours::{Calendar, Zone};
use crate::table::{Table, Tables};
use crate::testing::{crosswalk, kinds, table};

fn catalog() -> Catalog {
    let mut tables = Tables::default();
    tables.insert("organization", table(&["id|name", "o1|Жылы үй", "o2|Lantern Aid"]));
    tables.insert(
        "service",
        table(&[
            "id|organization_id|name|description|status",
            "a|o1|Ыстық тамақ|Күн сайын түскі ас|active",
            "b|o2|Night shelter|Beds for women, hot food too|active",
            "c|o2|Crisis line|Түнде де|active",
            "d|o2|Old kitchen|Hot meals|defunct",
            "e|o1|Ыстық душ||active",
        ]),
    );
    tables.insert("location", table(&["id|name", "l1|Орталық", "l2|Станция"]));
    tables.insert("address", table(&["id|location_id|city|state_province", "1|l1|Қызылорда|n/a", "2|l2|Алматы|n/a"]));
    tables.insert("service_at_location", table(&["id|service_id|location_id", "1|a|l1", "2|b|l2", "3|b|l1", "4|c|l2"]));
    tables.insert("language", table(&["id|service_id|code|name", "1|a|kk|", "2|b|prs|Dari", "3|c|ru|", "4|c|kaz|"]));
    tables.insert(
        "schedule",
        table(&[
            "id|service_id|byday|opens_at|closes_at",
            "1|a|MO,TU,WE|12:00|14:00",
            "2|b|MO,TU,WE,TH,FR,SA,SU|20:00|08:00",
        ]),
    );
    tables.insert("taxonomy", table(&["id|name", "t|Own"]));
    tables.insert(
        "taxonomy_term",
        table(&["id|code|name|taxonomy_id", "1|food|Food|t", "2|shelter|Shelter|t", "3|crisis|Crisis|t"]),
    );
    tables.insert(
        "attribute",
        table(&[
            "id|link_id|link_entity|taxonomy_term_id",
            "1|a|service|1",
            "2|b|service|2",
            "3|b|service|1",
            "4|c|service|3",
            "5|d|service|1",
        ]),
    );
    Catalog::of(Directory::of(&tables), &crosswalk(), &kinds())
}

#[track_caller]
fn check(query: &Query<'_>, expected: &str) {
    let catalog = catalog();
    let found = catalog.search(&Query { limit: 10, ..*query });
    let ids: String = found.services.iter().map(|service| service.id.as_str()).collect();
    assert_eq!(ids, expected, "{query:?}");
    assert_eq!(found.total, expected.len());
}

fn words(words: &str) -> Query<'_> {
    Query { words, ..Query::default() }
}

#[test]
fn words_are_found_by_their_beginnings_in_whichever_letters() {
    check(&words("ыстық"), "ea");
    check(&words("ыстык тамак"), "a");
    check(&words("тама"), "ab");
    check(&words("hot food"), "b");
    check(&words("SHELT"), "b");
    check(&words("lantern"), "cb");
    check(&words("zhyly"), "ea");
    check(&words("nothing of it"), "");
    check(&words("..."), "");
    check(&words("kitchen"), "");
    check(&Query { which: Which::All, ..words("kitchen") }, "d");
}

#[test]
fn a_word_in_the_name_comes_before_one_in_the_description() {
    check(&words("crisis"), "c");
    check(&words("food"), "ba");
}

#[test]
fn a_kind_its_group_a_place_and_a_language_each_narrow() {
    check(&Query { kind: Some("dom_essentials"), ..Query::default() }, "ba");
    check(&Query { kind: Some("dom"), ..Query::default() }, "ba");
    check(&Query { kind: Some("psy"), ..Query::default() }, "c");
    check(&Query { kind: Some("none"), ..Query::default() }, "");
    check(&Query { place: "Кызыл", ..Query::default() }, "ba");
    check(&Query { place: "kyzylorda", kind: Some("dom_urgent"), ..Query::default() }, "b");
    check(&Query { language: Some("kk"), ..Query::default() }, "ca");
    check(&Query { language: Some("fa"), ..Query::default() }, "b");
    check(&Query { language: Some("kk"), place: "алматы", ..words("line") }, "c");
}

#[test]
fn what_is_open_now_is_known_to_be_open() {
    let calendar = Calendar::new(Zone::named("Asia/Almaty").unwrap());
    let noon = calendar.at(Moment::parse("2026-11-30T12:30:00+05:00").unwrap());
    let night = calendar.at(Moment::parse("2026-12-01T02:00:00+05:00").unwrap());
    check(&Query { open: Some(&noon), ..Query::default() }, "a");
    check(&Query { open: Some(&night), ..Query::default() }, "b");
}

#[test]
fn a_limit_shows_the_best_and_counts_all() {
    let catalog = catalog();
    let found = catalog.search(&Query { limit: 2, ..Query::default() });
    let ids: String = found.services.iter().map(|service| service.id.as_str()).collect();
    assert_eq!((ids.as_str(), found.total), ("cb", 4));
    assert_eq!(catalog.search(&Query { limit: 0, ..Query::default() }).total, 4);
}

#[test]
fn a_service_at_two_places_is_one_line() {
    check(&words("night shelter"), "b");
}

/// Words in several scripts and spellings, some beginning as others do.
const VOCABULARY: [&str; 14] = [
    "Нан",
    "нанымен",
    "Нансыз",
    "Қызылорда",
    "Kyzylorda",
    "shelter",
    "Shelters",
    "She",
    "хлеб",
    "خبز",
    "Жан-Гүл",
    "O'Brien",
    "24",
    "2400",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn the_index_finds_what_looking_at_every_word_finds(
        names in prop::collection::vec(prop::collection::vec(prop::sample::select(VOCABULARY.to_vec()), 1..4), 1..12),
        asked in prop::collection::vec((prop::sample::select(VOCABULARY.to_vec()), 1_usize..9), 1..3),
    ) {
        let mut services = Table::new(["id", "name", "status"]);
        let names: Vec<String> = names.into_iter().map(|words| words.join(" ")).collect();
        for (at, name) in names.iter().enumerate() {
            services.push(2, [format!("{at:02}").as_str(), name, "active"]);
        }
        let mut tables = Tables::default();
        tables.insert("service", services);
        let catalog = Catalog::of(Directory::of(&tables), &Crosswalk::default(), &kinds());
        let query: Vec<String> = asked.iter().map(|(word, letters)| word.chars().take(*letters).collect()).collect();
        let query = query.join(" ");
        let asked = AskedName::all_of(&query);
        let has = |name: &str, word: &AskedName| {
            let keys = name.split_whitespace().flat_map(name_keys).collect::<Vec<_>>();
            keys.iter().any(|key| word.fit(key).is_some())
        };
        let expected: Vec<String> = names
            .iter()
            .enumerate()
            .filter(|(_, name)| {
                !asked.is_empty() && asked.iter().filter(|word| !word.is_article).all(|word| has(name, word))
            })
            .map(|(at, _)| format!("{at:02}"))
            .collect();
        let found = catalog.search(&Query { words: &query, limit: 100, ..Query::default() });
        let mut ids: Vec<String> = found.services.iter().map(|service| service.id.to_string()).collect();
        let again = catalog.search(&Query { words: &query, limit: 100, ..Query::default() });
        prop_assert!(found.services.iter().zip(&again.services).all(|(one, other)| one.id == other.id));
        ids.sort();
        prop_assert_eq!(ids, expected, "{}", query);
    }
}

#[test]
fn a_search_for_the_street_or_the_town_of_a_service_that_may_not_be_named_finds_nothing() {
    let found = |safe: &str, term: &str| {
        let mut tables = Tables::default();
        let service = format!("s||Үй|{safe}|active");
        tables.insert("service", table(&["id|organization_id|name|safe_to_name|status", &service]));
        tables.insert("location", table(&["id|name|latitude|longitude", "l|Абай көшесі 12|41.5|69.0"]));
        tables.insert("address", table(&["id|location_id|city|region|state_province", "1|l|Сарыағаш|Жібек|Түркістан"]));
        tables.insert("service_at_location", table(&["id|service_id|location_id", "1|s|l"]));
        tables.insert("taxonomy", table(&["id|name", "t|Own"]));
        tables.insert("taxonomy_term", table(&["id|code|name|taxonomy_id", &format!("1|{term}|x|t")]));
        tables.insert("attribute", table(&["id|link_id|link_entity|taxonomy_term_id", "1|s|service|1"]));
        let catalog = Catalog::of(Directory::of(&tables), &crosswalk(), &kinds());
        let queries = [
            words("Абай"),
            words("Сарыағаш"),
            Query { place: "Абай көшесі", ..Query::default() },
            Query { place: "Сарыағаш", ..Query::default() },
            Query { place: "Жібек", ..Query::default() },
            Query { place: "Түркістан", ..Query::default() },
        ];
        let found = queries.map(|query| catalog.search(&Query { limit: 9, ..query }).total);
        assert_eq!(catalog.search(&Query { limit: 9, ..words("үй") }).total, 1, "by its name it is found");
        let there = catalog.at_places(&["Сарыағаш".to_owned()]);
        let (_, _, profile) = catalog.at(0).unwrap();
        (found.iter().sum::<usize>(), there, profile.positions.len())
    };
    assert_eq!(found("yes", "haven"), (6, vec![true], 1));
    assert_eq!(found("no", "food"), (0, vec![false], 0));
    assert_eq!(found("", "haven"), (0, vec![false], 0), "unsafe by its kind, where nobody said");
}
