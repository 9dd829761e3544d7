//! What two laptops wrote apart: listed on both after they have met, settled on one and gone on both.

use pana_casework::path::LogPath;
use pana_model::{CaseId, EventRef, InterviewId};

use super::laptops::{amend, exchange, open_case, talk};
use super::*;
use crate::testing::finish;
use crate::{ConflictKind, Finish, PutBack, Said, SettleFact, SettleInterview, StandingConflict, StoredAnswer, Wrote};

fn paths(store: &Store) -> Vec<String> {
    store.conflicts().unwrap().into_iter().map(|one| one.conflict.path).collect()
}

fn all_seen(store: &Store, one: &StandingConflict) -> BTreeSet<EventRef> {
    let sides = store.conflict_sides(one.stream, one.case, &one.conflict.path).unwrap();
    sides.into_iter().flat_map(|side| side.events).collect()
}

/// Chooses between what stands at the given name of an interview.
fn choose(
    store: &mut Store,
    one: &StandingConflict,
    seen: &BTreeSet<EventRef>,
    year: u8,
) -> Result<EventRef, StoreError> {
    let interview = LogPath::of(&one.conflict.path).interview().unwrap();
    let finish = finish(&[(0, year)]);
    let settle = SettleInterview {
        stream: one.stream,
        case: one.case,
        interview,
        path: &one.conflict.path,
        seen,
        places: BTreeSet::from(["/f/given_name".to_owned()]),
        instance: None,
        finish: &finish,
        words: "екінші рет сұралды",
    };
    store.settle_interview(&settle, now())
}

/// A centre on two laptops with one interview that both have changed.
fn changed_apart(stream: Stream) -> (Vec<tempfile::TempDir>, Store, Store, CaseId, InterviewId) {
    let (dir, mut one) = centre();
    let case = open_case(&mut one);
    let interview = talk(&mut one, 1, stream, case, &[(0, 4)]);
    let (dir2, mut two) = second_device(dir.path(), &mut one, 2);
    amend(&mut one, interview, &[(0, 5)]);
    amend(&mut two, interview, &[(0, 6)]);
    exchange(&mut one, &mut two);
    (vec![dir, dir2], one, two, case, interview)
}

#[test]
fn what_is_settled_on_one_laptop_is_gone_on_both_and_its_reason_and_both_answers_stay_in_the_history() {
    let (_dirs, mut one, mut two, case, interview) = changed_apart(Stream::Centre);
    for store in [&one, &two] {
        let found = store.conflicts().unwrap();
        assert_eq!(found.iter().map(|one| one.conflict.kind).collect::<Vec<_>>(), [ConflictKind::Answer]);
        assert_eq!((store.conflicts_count().unwrap(), store.conflicts_of(case).unwrap()), (1, found));
    }
    let standing = one.conflicts().unwrap().remove(0);
    let seen = all_seen(&one, &standing);
    let settled = choose(&mut one, &standing, &seen, 5).unwrap();
    exchange(&mut one, &mut two);
    for store in [&one, &two] {
        assert_eq!(paths(store), Vec::<String>::new());
        let read = store.interview(interview).unwrap();
        assert_eq!((read.apart.len(), read.answers), (0, finish(&[(0, 5)]).answers));
        let person = store.person(case).unwrap();
        assert!(person.profile.iter().all(|fact| !fact.conflict), "the fact is settled with its answer");
        let line = person.history.into_iter().find(|line| !line.words.is_empty()).unwrap();
        assert_eq!(line.words, "екінші рет сұралды");
        assert_eq!(reasons(store), Vec::<String>::new());
    }
    assert_eq!(seen_views(&one), seen_views(&two));
    // It is undone by choosing once more, with the first choice among what was seen; the other answer is found in the log.
    let other = seen.iter().find(|event| {
        let said = Wrote::Answer(Some(StoredAnswer::Value("1986-03".to_owned())));
        one.wrote(Stream::Centre, case, &standing.conflict.path, **event).unwrap() == said
    });
    assert!(other.is_some());
    let mut again = seen;
    assert!(
        matches!(choose(&mut two, &standing, &again, 6), Err(StoreError::ConflictChanged)),
        "what stands was not shown"
    );
    again.insert(settled);
    choose(&mut two, &standing, &again, 6).unwrap();
    assert_eq!(two.interview(interview).unwrap().answers, finish(&[(0, 6)]).answers);
}

fn seen_views(store: &Store) -> Seen {
    seen(store)
}

#[test]
fn settled_otherwise_on_both_it_is_to_be_settled_again() {
    let (_dirs, mut one, mut two, ..) = changed_apart(Stream::Centre);
    let standing = one.conflicts().unwrap().remove(0);
    for (store, year) in [(&mut one, 5), (&mut two, 6)] {
        let seen = all_seen(store, &standing);
        choose(store, &standing, &seen, year).unwrap();
        assert_eq!(paths(store), Vec::<String>::new());
    }
    exchange(&mut one, &mut two);
    for store in [&one, &two] {
        assert_eq!(paths(store), std::slice::from_ref(&standing.conflict.path));
    }
}

#[test]
fn what_came_meanwhile_stays_beside_the_choice_and_what_was_settled_meanwhile_is_not_chosen_again() {
    let (dirs, mut one, mut two, _, interview) = changed_apart(Stream::Centre);
    let (_dir3, mut three) = second_device(dirs[0].path(), &mut one, 3);
    let standing = one.conflicts().unwrap().remove(0);
    let seen = all_seen(&one, &standing);
    // A third laptop changes it too, and is met while the first has both answers on its screen.
    amend(&mut three, interview, &[(0, 7)]);
    let mut late = three;
    exchange(&mut two, &mut late);
    choose(&mut one, &standing, &seen, 5).unwrap();
    let before = paths(&one);
    exchange(&mut one, &mut late);
    assert_eq!((before.len(), paths(&one)), (0, vec![standing.conflict.path.clone()]), "two answers stand again");
    let refused = choose(&mut one, &standing, &seen, 6);
    assert!(matches!(refused, Err(StoreError::ConflictChanged)));
}

#[test]
fn amending_something_else_settles_nothing_and_a_later_talk_replaces_only_what_this_laptop_had_said() {
    let (_dirs, mut one, mut two, case, interview) = changed_apart(Stream::Centre);
    let before = paths(&one);
    let shown = if one.interview(interview).unwrap().answers == finish(&[(0, 5)]).answers { 5 } else { 6 };
    let phone = [(0, shown), (3, 4)];
    // The screen showed the later answer; the worker wrote a telephone and left the name alone.
    amend(&mut one, interview, &phone);
    assert_eq!(paths(&one), before);
    let fact = |store: &Store| {
        let facts = store.profile_of(case).unwrap();
        facts.into_iter().find(|fact| fact.property == "given_name").unwrap()
    };
    assert!(fact(&one).conflict, "the fact is not settled by the way");
    assert_eq!(fact(&one).all().len(), 2);
    talk(&mut one, 7, Stream::Centre, case, &[(0, 8)]);
    // The answer is still to be settled, and beside it what the later talk says against it.
    assert_eq!(paths(&one), ["person/given_name".to_owned(), before[0].clone()]);
    let all: BTreeSet<String> = fact(&one).all().into_iter().map(str::to_owned).collect();
    assert!(all.contains("1988-03") && all.contains("1986-03"), "{all:?}");
    exchange(&mut one, &mut two);
    assert_eq!(paths(&one), paths(&two));
}

#[test]
fn facts_of_two_talks_led_apart_are_settled_by_choosing_and_what_protects_also_by_asking_again() {
    let (dir, mut one) = centre();
    let case = open_case(&mut one);
    let (_dir2, mut two) = second_device(dir.path(), &mut one, 2);
    talk(&mut one, 1, Stream::Centre, case, &[(3, 4)]);
    talk(&mut two, 2, Stream::Centre, case, &[(3, 5)]);
    exchange(&mut one, &mut two);
    let standing = one.conflicts().unwrap().remove(0);
    assert_eq!((standing.conflict.kind, standing.conflict.path.as_str()), (ConflictKind::Fact, "person/phone"));
    let sides = one.conflict_sides(Stream::Centre, case, "person/phone").unwrap();
    let Said::Fact(fact) = sides[1].said.clone() else { panic!("{sides:?}") };
    let seen = all_seen(&one, &standing);
    let settle = |asked_again| SettleFact {
        case,
        path: "person/phone",
        seen: &seen,
        fact: fact.clone(),
        asked_again,
        words: "қайта сұрадым",
    };
    assert!(matches!(one.settle_fact(&settle(true), now()), Err(StoreError::Refused(_))), "a telephone is no consent");
    one.settle_fact(&settle(false), now()).unwrap();
    exchange(&mut one, &mut two);
    assert_eq!((paths(&one), paths(&two)), (Vec::new(), Vec::new()));
    let held = two.profile_of(case).unwrap();
    assert_eq!(
        held.iter().find(|held| held.property == "phone").map(|held| held.value.clone()),
        fact.map(|fact| fact.value)
    );
}

#[test]
fn somebody_removed_and_changed_apart_is_neither_lost_nor_back_before_somebody_says_so() {
    let (dir, mut one) = centre();
    let case = open_case(&mut one);
    let member = pana_model::InstanceId::from_time(7, [7; 10]);
    let who = format!("/f/member[{member}]");
    let with = |said: &[(&str, &str)], here: bool| {
        let mut told = finish(&[(0, 4)]);
        told.instances.insert("/f/member".to_owned(), if here { vec![member] } else { Vec::new() });
        let answers =
            said.iter().map(|(name, value)| (format!("{who}/{name}"), StoredAnswer::Value((*value).to_owned())));
        told.answers.extend(answers);
        told
    };
    let write = |store: &mut Store, interview: InterviewId, told: &Finish| {
        store.interview_amend(interview, now()).unwrap();
        store.interview_finish(interview, told, now()).unwrap();
    };
    let interview = talk(&mut one, 1, Stream::Centre, case, &[(0, 4)]);
    write(&mut one, interview, &with(&[("name", "Айша"), ("age", "6")], true));
    let (_dir2, mut two) = second_device(dir.path(), &mut one, 2);
    write(&mut one, interview, &with(&[], false));
    write(&mut two, interview, &with(&[("name", "Айша"), ("age", "7")], true));
    exchange(&mut one, &mut two);
    let standing = one.conflicts().unwrap().remove(0);
    assert_eq!(standing.conflict.kind, ConflictKind::Removed);
    // Somebody amends another answer of the interview: what was written of who is gone stays.
    amend(&mut one, interview, &[(0, 5)]);
    assert_eq!(paths(&one), std::slice::from_ref(&standing.conflict.path));
    let seen = all_seen(&one, &standing);
    let back = with(&[("name", "Айша"), ("age", "7")], true);
    let places = ["name", "age"].map(|name| format!("{who}/{name}")).into();
    let settle = SettleInterview {
        stream: Stream::Centre,
        case,
        interview,
        path: &standing.conflict.path,
        seen: &seen,
        places,
        instance: Some(("/f/member".to_owned(), member, PutBack::Yes)),
        finish: &Finish { answers: back.answers.clone(), ..back.clone() },
        words: "үйде тұрады",
    };
    one.settle_interview(&settle, now()).unwrap();
    exchange(&mut one, &mut two);
    for store in [&one, &two] {
        assert_eq!(paths(store), Vec::<String>::new());
        let read = store.interview(interview).unwrap();
        assert_eq!(read.instances["/f/member"], [member]);
        assert_eq!(read.answers[&format!("{who}/name")], StoredAnswer::Value("Айша".to_owned()));
        assert_eq!(read.answers[&format!("{who}/age")], StoredAnswer::Value("7".to_owned()));
    }
}

#[test]
fn who_lacks_the_grant_learns_nothing_of_what_stands_apart_in_a_private_talk() {
    let (_dirs, mut one, mut two, case, _) = changed_apart(Stream::Protected);
    let found = one.conflicts().unwrap();
    assert_eq!(found.iter().map(|one| one.stream).collect::<Vec<_>>(), [Stream::Protected]);
    assert_eq!(one.conflicts_count().unwrap(), 0, "in no table");
    let rows: i64 = one.connection().query_row("SELECT count(*) FROM view_conflict", [], |row| row.get(0)).unwrap();
    assert_eq!(rows, 0);
    let seen = all_seen(&one, &found[0]);
    choose(&mut one, &found[0], &seen, 5).unwrap();
    exchange(&mut one, &mut two);
    assert_eq!((paths(&one), paths(&two)), (Vec::new(), Vec::new()));
    let dropped = |store: &mut Store| {
        store.session_mut().member.grants.clear();
        store.reset_protected();
    };
    dropped(&mut two);
    assert!(two.opens(Stream::Protected) || two.conflicts_of(case).unwrap().is_empty());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 8, failure_persistence: None, ..ProptestConfig::default() })]

    /// Two laptops change what they like apart and meet: both list the same, and each place of an interview where more than one
    /// answer is read.
    #[test]
    fn both_laptops_list_each_place_where_more_than_one_answer_is_read(first in deeds(), second in deeds(), later in deeds()) {
        let (dir, mut one) = centre();
        people(&mut one, Stream::Centre, &[&[("given_name", "Әсел")]]).unwrap();
        let begin = |store: &mut Store| (0..4).for_each(|who| {
            do_it_on(store, &Deed::Begin(who), 0).unwrap();
            do_it_on(store, &Deed::Finish(who, vec![(0, 4), (3, 5)]), 0).unwrap();
        });
        begin(&mut one);
        let (_dir2, mut two) = second_device(dir.path(), &mut one, 2);
        for (store, deeds) in [(&mut one, &first), (&mut two, &second)] {
            deeds.iter().filter(|deed| matches!(deed, Deed::Amend(..))).for_each(|deed| do_amend(store, deed));
        }
        exchange(&mut one, &mut two);
        later.iter().filter(|deed| matches!(deed, Deed::Amend(..))).for_each(|deed| do_amend(&mut two, deed));
        exchange(&mut one, &mut two);
        prop_assert_eq!(paths(&one), paths(&two));
        let read: BTreeSet<String> = (0..4_u8).map(|who| InterviewId::from_random([who; 16])).flat_map(|id| {
            let read = one.interview(id).unwrap();
            read.apart.into_keys().map(move |at| format!("interview/{id}/answer{at}"))
        }).collect();
        let listed: BTreeSet<String> =
            paths(&one).into_iter().filter(|path| path.contains("/answer")).collect();
        prop_assert_eq!(listed, read);
        let grown = one.view_hashes().unwrap();
        one.rebuild_views(now()).unwrap();
        prop_assert_eq!(grown, one.view_hashes().unwrap());
    }
}

/// Amends what is there already, without asking that the answers read afterwards are the amended ones: where answers stand apart and
/// the later was left as it is, nothing is written.
fn do_amend(store: &mut Store, deed: &Deed) {
    let Deed::Amend(who, said) = deed else { return };
    amend(store, InterviewId::from_random([*who; 16]), said);
}
