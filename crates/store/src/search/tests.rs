use super::*;
use crate::testing::{centre, people};
use crate::{Store, Stream};

const PEOPLE: [&[(&str, &str)]; 6] = [
    &[("family_name", "Ибраева"), ("given_name", "Әсел"), ("birth_date", "1987-03-14"), ("phone", "+7 701 123 45 67")],
    &[("family_name", "Ибраев"), ("given_name", "Нұрлан"), ("birth_date", "1987")],
    &[("family_name", "Ким"), ("given_name", "Ольга"), ("birth_date", "1990-03")],
    &[("family_name", "Zhumabayev"), ("given_name", "Khan"), ("birth_year", "1955")],
    &[("full_name", "Мария-Луиза фон Штраус")],
    &[("family_name", "Асылбеков"), ("given_name", "Ибраһим")],
];

fn with_people() -> (tempfile::TempDir, Store) {
    let (dir, mut store) = centre();
    people(&mut store, Stream::Centre, &PEOPLE).unwrap();
    (dir, store)
}

fn check(store: &Store, text: &str, expected: &[&str]) {
    let found = store.people_search(text, 20).unwrap();
    let mut names: Vec<&str> = found.people.iter().map(|hit| hit.name.as_str()).collect();
    names.sort_unstable();
    let mut expected = expected.to_vec();
    expected.sort_unstable();
    assert_eq!(names, expected, "“{text}”");
    assert_eq!(found.total, u32::try_from(expected.len()).ok(), "“{text}”");
}

#[test]
fn people_are_found_by_what_a_worker_types() {
    let (_dir, store) = with_people();
    check(&store, "ибр", &["Ибраева Әсел", "Ибраев Нұрлан", "Асылбеков Ибраһим"]);
    check(&store, "Асель", &["Ибраева Әсел"]);
    check(&store, "асел ибр", &["Ибраева Әсел"]);
    check(&store, "ИБРАЕВА, ас", &["Ибраева Әсел"]);
    check(&store, "nurlan", &["Ибраев Нұрлан"]);
    check(&store, "жумабаев хан", &["Zhumabayev Khan"]);
    check(&store, "k", &["Ким Ольга", "Zhumabayev Khan"]);
    check(&store, "луиза штр", &["Мария-Луиза фон Штраус"]);
    check(&store, "1987", &["Ибраева Әсел", "Ибраев Нұрлан"]);
    check(&store, "14.03.1987", &["Ибраева Әсел"]);
    check(&store, "ибр 1987", &["Ибраева Әсел", "Ибраев Нұрлан"]);
    check(&store, "1955", &["Zhumabayev Khan"]);
    check(&store, "8 701 123", &["Ибраева Әсел"]);
    check(&store, "ибр ольга", &[]);
    check(&store, "!!!", &[]);
}

#[test]
fn a_case_number_finds_its_case_and_a_slip_is_told() {
    let (_dir, store) = with_people();
    let number = store.people_search("Ольга", 1).unwrap().people[0].number.clone();
    check(&store, &number, &["Ким Ольга"]);
    check(&store, &number.to_lowercase().replace('-', ""), &["Ким Ольга"]);
    let last = if number.ends_with('A') { "B" } else { "A" };
    let slip: String = number.chars().take(number.len() - 1).chain(last.chars()).collect();
    let found = store.people_search(&slip, 10).unwrap();
    assert!(found.number_typo && found.people.is_empty());
    assert!(!store.people_search("Ольга", 1).unwrap().number_typo);
    assert!(store.people_search("K7-00", 10).unwrap().people.len() >= PEOPLE.len(), "the beginning of a number");
}

#[test]
fn a_whole_word_comes_before_the_beginning_of_a_longer_one() {
    let (_dir, store) = with_people();
    let found = store.people_search("ибраев", 10).unwrap();
    let names: Vec<&str> = found.people.iter().map(|hit| hit.name.as_str()).collect();
    assert_eq!(names, ["Ибраев Нұрлан", "Ибраева Әсел"]);
    assert!(found.people[0].why.contains(&Matched::Name));
}

#[test]
fn an_empty_text_gives_those_changed_last() {
    let (_dir, store) = with_people();
    let found = store.people_search(" ", 2).unwrap();
    assert_eq!((found.people.len(), found.total), (2, Some(6)));
    assert_eq!(found.people[0].name, "Асылбеков Ибраһим");
}
