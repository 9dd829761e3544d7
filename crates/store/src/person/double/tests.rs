use pana_casework::Act;
use pana_casework::same::Sign;
use pana_model::InterviewId;

use crate::testing::{centre, now, people};
use crate::{Asked, DraftSave, ForWhom, StartInterview, Store, Stream};
use pana_model::CaseId;

type Facts<'f> = &'f [(&'f str, &'f str)];

const ZEIDAN: Facts<'_> = &[
    ("family_name", "Зәйдан"),
    ("given_name", "Мұхаммед"),
    ("birth_date", "1985-03-14"),
    ("phone", "+7 701 123 01 47"),
];
const AGAIN: Facts<'_> = &[
    ("family_name", "محمد"),
    ("given_name", "زيدان"),
    ("birth_about", "1983-06-01/1986-05-31"),
    ("phone", "87011230147"),
];
const STRANGERS: [Facts<'_>; 3] = [
    &[("family_name", "Оспан"), ("given_name", "Айгүл"), ("birth_date", "1990-11-02")],
    &[("family_name", "Зәйдан"), ("given_name", "Омар"), ("birth_date", "2012-05-09"), ("phone", "+7 701 123 01 47")],
    &[("family_name", "Ким"), ("given_name", "Мұхаммед"), ("birth_date", "1985-03-14")],
];

fn case_of(store: &Store, text: &str) -> CaseId {
    store.people_search(text, 1).unwrap().people[0].case
}

#[test]
fn the_same_person_is_found_with_what_speaks_for_it_and_nobody_else() {
    let (_dir, mut store) = centre();
    people(&mut store, Stream::Centre, &[&STRANGERS[..], &[ZEIDAN, AGAIN]].concat()).unwrap();
    let named = |name: &str| {
        let all = store.people_search("", 9).unwrap().people;
        all.iter().find(|hit| hit.name == name).unwrap().case
    };
    let (one, other) = (named("Зәйдан Мұхаммед"), named("محمد زيدان"));
    let all = store.doubles(10).unwrap();
    assert_eq!(all.len(), 1, "{all:?}");
    let pair = [all[0].0, all[0].1.case];
    assert!(pair.contains(&one) && pair.contains(&other), "{pair:?}");
    for (asked, found) in [(one, other), (other, one)] {
        let doubles = store.doubles_of(asked).unwrap();
        assert_eq!(doubles.iter().map(|double| double.case).collect::<Vec<_>>(), [found]);
        let signs: Vec<Sign> = doubles[0].compared.for_one().map(|weighed| weighed.sign).collect();
        assert!(signs.contains(&Sign::PhoneSame) && signs.contains(&Sign::NamesSwapped), "{signs:?}");
        assert!(!format!("{:?}", doubles[0]).contains("айдан"));
    }
    // Views made anew hold the same keys.
    let before = store.view_hashes().unwrap();
    store.rebuild_views(now()).unwrap();
    assert_eq!(store.view_hashes().unwrap(), before);
}

#[test]
fn somebody_of_whom_there_is_only_an_unfinished_interview_is_found_and_finds() {
    let (_dir, mut store) = centre();
    people(&mut store, Stream::Centre, &[ZEIDAN]).unwrap();
    let known = case_of(&store, "Зәйдан");
    let (interview, case) = (InterviewId::from_random([5; 16]), CaseId::from_random([6; 16]));
    let whom = ForWhom::New(case);
    let start = StartInterview { interview, form_id: "intake", form_hash: [7; 32], stream: Stream::Centre, whom };
    store.interview_start(&start, now()).unwrap();
    assert!(store.doubles_of(case).unwrap().is_empty(), "nothing is said yet");
    let person = AGAIN.iter().map(|(property, value)| ((*property).to_owned(), (*value).to_owned())).collect();
    store.draft_save(interview, &DraftSave { person: Some(person), ..DraftSave::default() }, now()).unwrap();
    let found = store.doubles_of(known).unwrap();
    assert_eq!(found.iter().map(|double| (double.case, double.draft)).collect::<Vec<_>>(), [(case, true)]);
    assert_eq!(found[0].name, "محمد زيدان");
    assert_eq!(store.doubles_of(case).unwrap().iter().map(|double| double.case).collect::<Vec<_>>(), [known]);
}

#[test]
fn a_fact_that_is_said_otherwise_is_looked_for_under_its_new_keys_alone() {
    let (_dir, mut store) = centre();
    people(&mut store, Stream::Centre, &[ZEIDAN, STRANGERS[0]]).unwrap();
    let case = case_of(&store, "Оспан");
    let keys = |store: &Store| -> i64 {
        store.connection().query_row("SELECT count(*) FROM view_same", [], |row| row.get(0)).unwrap()
    };
    let before = keys(&store);
    let interview = store.person(case).unwrap().interviews[0].interview;
    let finish = |facts: Facts<'_>| {
        let facts: Vec<crate::Fact> = facts
            .iter()
            .map(|(property, value)| crate::Fact {
                household: None,
                property: (*property).to_owned(),
                value: (*value).to_owned(),
                source: format!("/f/{property}"),
            })
            .collect();
        let answers =
            facts.iter().map(|fact| (fact.source.clone(), crate::StoredAnswer::Value(fact.value.clone()))).collect();
        crate::Finish { answers, facts, ..crate::Finish::default() }
    };
    store.interview_amend(interview, now()).unwrap();
    store.interview_finish(interview, &finish(&ZEIDAN[..3]), now()).unwrap();
    assert_eq!(store.doubles_of(case).unwrap().len(), 1);
    store.interview_amend(interview, now()).unwrap();
    store.interview_finish(interview, &finish(STRANGERS[0]), now()).unwrap();
    assert_eq!((keys(&store), store.doubles_of(case).unwrap().len()), (before, 0));
}

#[test]
fn of_many_who_may_be_the_same_five_are_shown() {
    let (_dir, mut store) = centre();
    store.transact(&Asked::of(Act::OpenCase), now(), |_| Ok(())).unwrap();
    people(&mut store, Stream::Centre, &[ZEIDAN; 9]).unwrap();
    assert_eq!(store.doubles_of(case_of(&store, "Зәйдан")).unwrap().len(), 5);
    assert_eq!(store.doubles(3).unwrap().len(), 3);
}
