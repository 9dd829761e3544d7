use std::cmp::Reverse;

use pana_model::InterviewId;
use proptest::prelude::*;
use proptest::test_runner::TestRunner;

use super::*;
use crate::testing::{centre, now, people};
use crate::{Asked, DraftSave, Finish, ForWhom, NewInterview, StartInterview, Store, Stream};
use pana_casework::tokens_of;

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
    // Of him only the year is known: it may be he.
    check(&store, "14.03.1987", &["Ибраева Әсел", "Ибраев Нұрлан"]);
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
    assert!(found.number_typo);
    let near: Vec<(&str, bool)> = found.people.iter().map(|hit| (hit.name.as_str(), hit.is_near)).collect();
    assert_eq!(near, [("Ким Ольга", true)], "the one that was meant is offered");
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

#[test]
fn of_many_with_one_name_those_changed_last_come_first() {
    let (_dir, mut store) = centre();
    let one: &[(&str, &str)] = &[("given_name", "Әсел")];
    people(&mut store, Stream::Centre, &[one; 300]).unwrap();
    let last: Vec<CaseId> = store.people_search("", 40).unwrap().people.iter().map(|hit| hit.case).collect();
    let found: Vec<CaseId> = store.people_search("әс", 40).unwrap().people.iter().map(|hit| hit.case).collect();
    assert_eq!(found, last);
}

#[test]
fn a_new_interview_brings_an_old_case_to_the_top() {
    let (_dir, mut store) = with_people();
    let old = store.people_search("нұрлан", 1).unwrap().people[0].case;
    let new = NewInterview {
        interview: InterviewId::from_random([5; 16]),
        form_id: "intake",
        form_hash: [7; 32],
        stream: Stream::Centre,
        case: old,
        started: now(),
    };
    store
        .transact(&Asked::of(pana_casework::Act::OpenCase), now(), |tx| tx.interview_record(&new, &Finish::default()))
        .unwrap();
    let found = store.people_search("ибр", 10).unwrap();
    assert_eq!(found.people[0].case, old);
}

const NAMES: [&str; 8] = ["Әсел", "Асель", "Ибраев", "Ибраева", "Хан", "Ханов", "Мария-Луиза", "Ли"];

type Keys = Vec<(CaseId, Vec<(Matched, String)>)>;

/// People with the names of their unfinished interviews, so few different that words meet often.
fn crowd() -> (tempfile::TempDir, Store, Keys) {
    let (dir, mut store) = centre();
    let mut keys = Vec::new();
    for n in 0..64_usize {
        let facts = [
            ("family_name", NAMES[n % 8].to_owned()),
            ("given_name", NAMES[(n / 8) % 8].to_owned()),
            ("birth_date", format!("19{:02}-0{}-11", 80 + n % 7, 1 + n % 3)),
        ];
        let shown: Vec<(&str, &str)> = facts.iter().map(|(property, value)| (*property, value.as_str())).collect();
        people(&mut store, Stream::Centre, &[&shown]).unwrap();
        let case = store.people_search("", 1).unwrap().people[0].case;
        let mut of_case: Vec<_> = shown.iter().flat_map(|(property, value)| tokens_of(property, value)).collect();
        if n % 9 == 0 {
            let interview = InterviewId::from_random([u8::try_from(n).unwrap().wrapping_add(100); 16]);
            let whom = ForWhom::Known(case);
            let start =
                StartInterview { interview, form_id: "intake", form_hash: [7; 32], stream: Stream::Centre, whom };
            store.interview_start(&start, now()).unwrap();
            let person: BTreeMap<String, String> = [("given_name".to_owned(), "Хан Ибраһим".to_owned())].into();
            of_case.extend(person.iter().flat_map(|(property, value)| tokens_of(property, value)));
            store.draft_save(interview, &DraftSave { person: Some(person), ..DraftSave::default() }, now()).unwrap();
        }
        keys.push((case, of_case));
    }
    (dir, store, keys)
}

/// How well the words fit: the worst and all together; `None` when a word fits none of the keys.
fn naive(words: &[Word], keys: &[(Matched, String)]) -> Option<(u16, u16)> {
    let best = |word: &Word| keys.iter().filter_map(|(kind, key)| word.fit(*kind, key)).min();
    words.iter().try_fold((0, 0), |(worst, sum), word| best(word).map(|fit| (fit.max(worst), sum + fit)))
}

#[test]
fn the_index_finds_whom_a_look_at_everybody_finds_and_in_that_order() {
    let (_dir, store, keys) = crowd();
    let changed: BTreeMap<CaseId, u64> =
        store.people_search("", 100).unwrap().people.iter().map(|hit| (hit.case, hit.changed_hlc)).collect();
    let name = || {
        (proptest::sample::select(&NAMES[..]), 1..9_usize)
            .prop_map(|(name, length)| name.chars().take(length).collect::<String>())
    };
    let word = prop_oneof![4 => name(), 1 => Just("1983".to_owned()), 1 => Just("1985-02".to_owned())];
    let mut runner = TestRunner::default();
    runner
        .run(&proptest::collection::vec(word, 1..4), |words| {
            let text = words.join(" ");
            let words = word::words(store.reader().sql, &text).unwrap();
            let mut expected: Vec<_> = keys
                .iter()
                .filter_map(|(case, keys)| Some((naive(&words, keys)?, Reverse(changed[case]), *case)))
                .collect();
            // With few people found, slips of the finger are looked for as well.
            prop_assume!(expected.len() >= FEW);
            expected.sort();
            let expected: Vec<CaseId> = expected.into_iter().map(|(_, _, case)| case).collect();
            let found = store.people_search(&text, 100).unwrap();
            prop_assert_eq!(found.total, u32::try_from(expected.len()).ok());
            let found: Vec<CaseId> = found.people.iter().map(|hit| hit.case).collect();
            prop_assert_eq!(found, expected, "{}", text);
            Ok(())
        })
        .unwrap();
}

mod names;

#[test]
fn of_more_people_than_are_counted_no_closed_case_is_left_out_and_the_total_is_of_those() {
    let (_dir, mut store) = centre();
    let all: Vec<&[(&str, &str)]> = vec![&[("family_name", "Ким")]; 1_030];
    people(&mut store, Stream::Centre, &all).unwrap();
    let mut cases: Vec<CaseId> = view_case::recent(store.connection(), 2_000).unwrap();
    cases.sort();
    let last = cases.split_off(cases.len() - 2);
    let closed = pana_casework::case::ClosedFor { reason: CloseReason::Moved, on: now().date() };
    for case in &last {
        store.case_close(*case, (closed, ""), &[], now()).unwrap();
    }
    for text in ["", "Ким", "к"] {
        let found = store.people_search_of(Whose::Closed, text, 20).unwrap();
        let cases: BTreeSet<CaseId> = found.people.iter().map(|hit| hit.case).collect();
        assert_eq!(cases, last.iter().copied().collect(), "“{text}”");
        assert_eq!(found.total, Some(2), "“{text}”");
    }
    let found = store.people_search_of(Whose::Mine, "", 20).unwrap();
    assert_eq!((found.people.len(), found.total), (20, Some(1_028)));
}
