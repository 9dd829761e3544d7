use pana_casework::Role;
use pana_store::{AddMember, Authorised, DraftSave, Locked, StoreError, StoredAnswer, Stream};

use crate::support::{KDF, PASSPHRASE, centre, finish, later, now, secret, value};

fn save(answers: &[(&str, Option<StoredAnswer>)]) -> DraftSave {
    let answers = answers.iter().map(|(at, answer)| ((*at).to_owned(), answer.clone())).collect();
    DraftSave { answers, ..DraftSave::default() }
}

#[test]
fn an_answer_is_there_after_the_store_was_closed() {
    let mut centre = centre();
    let started = centre.start(Stream::Centre, None);
    centre.store.draft_save(started.interview, &save(&[("/f/a", Some(value("бір")))]), later(1)).unwrap();
    let place = DraftSave {
        place: Some("/f/b".to_owned()),
        progress: Some((9, 1)),
        person: Some([("given_name".to_owned(), "Әсел".to_owned())].into()),
        ..save(&[("/f/b", Some(StoredAnswer::Later))])
    };
    centre.store.draft_save(started.interview, &place, later(2)).unwrap();
    let mut centre = centre.reopen();
    let draft = centre.store.draft(started.interview).unwrap();
    assert_eq!(draft.answers["/f/a"], value("бір"));
    assert_eq!(draft.answers["/f/b"], StoredAnswer::Later);
    assert_eq!(draft.summary.place.as_deref(), Some("/f/b"));
    assert_eq!((draft.summary.progress, draft.summary.number.clone()), ((9, 1), started.number));
    assert_eq!(draft.summary.changed_ms, later(2).unix_ms());
    let found = centre.store.people_search("асе", 10).unwrap();
    assert_eq!((found.people.len(), found.people[0].draft, &*found.people[0].name), (1, true, "Әсел"));
    centre.store.draft_save(started.interview, &save(&[("/f/a", None)]), later(3)).unwrap();
    assert!(!centre.store.draft(started.interview).unwrap().answers.contains_key("/f/a"), "taken back is gone");
    assert!(centre.store.doctor(now()).unwrap().is_well());
}

#[test]
fn a_discarded_draft_is_gone_and_no_longer_found() {
    let mut centre = centre();
    let started = centre.start(Stream::Centre, None);
    let named = DraftSave { person: Some([("given_name".to_owned(), "Әсел".to_owned())].into()), ..save(&[]) };
    centre.store.draft_save(started.interview, &named, later(1)).unwrap();
    centre.store.draft_discard(started.interview, later(2)).unwrap();
    assert!(matches!(centre.store.draft(started.interview), Err(StoreError::UnknownInterview)));
    assert!(centre.store.people_search("Әсел", 10).unwrap().people.is_empty());
    assert!(matches!(centre.store.draft_discard(started.interview, now()), Err(StoreError::UnknownInterview)));
}

#[test]
fn a_protected_draft_is_closed_without_the_grant() {
    let mut centre = centre();
    let started = centre.start(Stream::Protected, None);
    let told = DraftSave {
        person: Some([("given_name".to_owned(), "Plantedmarker".to_owned())].into()),
        ..save(&[("/s/told", Some(value("plantedmarker")))])
    };
    centre.store.draft_save(started.interview, &told, later(1)).unwrap();
    assert_eq!(centre.store.drafts().unwrap().len(), 1);
    assert!(centre.store.people_search("planted", 10).unwrap().people.is_empty(), "no search key of it");
    let worker = AddMember {
        name: "Серік".to_owned(),
        role: Role::Supervisor,
        grants: Vec::new(),
        passphrase: secret("бірінші сөз"),
        kdf: KDF,
    };
    let worker = centre.store.member_add(worker, &Authorised::Alone, now()).unwrap();
    drop(centre.store);
    let mut store =
        Locked::open(centre.dir.path()).unwrap().unlock(worker.id, &secret("бірінші сөз"), later(2)).unwrap();
    assert!(store.drafts().unwrap().is_empty());
    assert!(matches!(store.draft(started.interview), Err(StoreError::UnknownInterview)));
    assert!(store.person(started.case).unwrap().drafts.is_empty());
    assert!(store.doctor(now()).unwrap().is_well());
    drop(store);
    let store = Locked::open(centre.dir.path()).unwrap().unlock(centre.coordinator, &secret(PASSPHRASE), later(3));
    assert_eq!(store.unwrap().draft(started.interview).unwrap().answers["/s/told"], value("plantedmarker"));
}

/// Is the person in the list, found by their number, and counted?
fn is_there(store: &pana_store::Store, number: &str) -> [bool; 3] {
    let counted = store.people_search("", 10).unwrap();
    let found = |text: &str| store.people_search(text, 10).unwrap().people.iter().any(|hit| hit.number == number);
    [found(""), found(number), counted.total != Some(0)]
}

#[test]
fn whoever_has_a_talk_in_private_stays_when_their_other_interview_is_thrown_away() {
    for finished in [false, true] {
        let mut centre = centre();
        let intake = centre.start(Stream::Centre, None);
        let talk = centre.start(Stream::Protected, Some(intake.case));
        centre.store.draft_save(intake.interview, &save(&[("/f/a", Some(value("бір")))]), later(1)).unwrap();
        centre.store.draft_save(talk.interview, &save(&[("/s/a", Some(value("екі")))]), later(1)).unwrap();
        if finished {
            let told = finish(&[("/s/a", value("екі"))], &[]);
            centre.store.interview_finish(talk.interview, &told, later(2)).unwrap();
        }
        centre.store.draft_discard(intake.interview, later(3)).unwrap();
        assert_eq!(is_there(&centre.store, &intake.number), [true; 3], "finished: {finished}");
        let centre = centre.reopen();
        assert_eq!(is_there(&centre.store, &intake.number), [true; 3], "finished: {finished}, after unlocking");
    }
}

#[test]
fn nobody_is_left_of_the_only_interview_when_it_is_thrown_away() {
    let mut centre = centre();
    let intake = centre.start(Stream::Centre, None);
    centre.store.draft_save(intake.interview, &save(&[("/f/a", Some(value("бір")))]), later(1)).unwrap();
    assert_eq!(is_there(&centre.store, &intake.number), [true; 3]);
    centre.store.draft_discard(intake.interview, later(3)).unwrap();
    assert_eq!(is_there(&centre.store, &intake.number), [false; 3]);
}

/// A worker of the centre, who may not know of talks in private.
fn worker(store: &mut pana_store::Store) -> pana_model::MemberId {
    let worker = AddMember {
        name: "Серік".to_owned(),
        role: Role::Supervisor,
        grants: Vec::new(),
        passphrase: secret("бірінші сөз"),
        kdf: KDF,
    };
    store.member_add(worker, &Authorised::Alone, now()).unwrap().id
}

#[test]
fn whoever_may_not_know_of_a_talk_in_private_hides_nobody_from_those_who_may() {
    let gone_for_the_worker = [false, false, true];
    for (told, finished) in [(true, false), (true, true), (false, false)] {
        let mut centre = centre();
        let worker = worker(&mut centre.store);
        let intake = centre.start(Stream::Centre, None);
        centre.store.draft_save(intake.interview, &save(&[("/f/a", Some(value("бір")))]), later(1)).unwrap();
        if told {
            let talk = centre.start(Stream::Protected, Some(intake.case));
            centre.store.draft_save(talk.interview, &save(&[("/s/a", Some(value("екі")))]), later(1)).unwrap();
            if finished {
                let told = finish(&[("/s/a", value("екі"))], &[]);
                centre.store.interview_finish(talk.interview, &told, later(2)).unwrap();
            }
        }
        let other = centre.person("Ибраева", "Әсел", "1987");
        let mut centre = centre.hand_over(worker, "бірінші сөз");
        centre.store.draft_discard(intake.interview, later(3)).unwrap();
        // For the worker it is the same whether there is a talk or not.
        assert_eq!(is_there(&centre.store, &intake.number), gone_for_the_worker, "{told} {finished}");
        assert_eq!(centre.store.people_count().unwrap(), 1);
        let centre = centre.hand_over(worker, "бірінші сөз");
        assert_eq!(centre.store.people_count().unwrap(), 1);
        let mut centre = centre.reopen();
        let stands = |store: &pana_store::Store| {
            (is_there(store, &intake.number), store.people_count().unwrap(), store.people_search("", 1).unwrap().total)
        };
        let people = if told { 2 } else { 1 };
        let expected = ([told, told, true], people, Some(people));
        assert_eq!(stands(&centre.store), expected, "told: {told}, finished: {finished}");
        centre.store.rebuild_views(now()).unwrap();
        assert_eq!(stands(&centre.store), expected, "from the log, told: {told}, finished: {finished}");
        assert!(is_there(&centre.store, &other.number)[0]);
    }
}

#[test]
fn a_talk_that_comes_after_the_other_interview_was_thrown_away_brings_the_person_back() {
    let mut centre = centre();
    let worker = worker(&mut centre.store);
    let intake = centre.start(Stream::Centre, None);
    let mut centre = centre.hand_over(worker, "бірінші сөз");
    centre.store.draft_discard(intake.interview, later(3)).unwrap();
    let mut centre = centre.reopen();
    assert_eq!(is_there(&centre.store, &intake.number), [false; 3]);
    let talk = centre.start(Stream::Protected, Some(intake.case));
    assert_eq!(is_there(&centre.store, &intake.number), [true; 3], "held");
    centre.store.interview_finish(talk.interview, &finish(&[("/s/a", value("екі"))], &[]), later(40)).unwrap();
    assert_eq!(is_there(&centre.store, &intake.number), [true; 3], "written down");
    let centre = centre.hand_over(worker, "бірінші сөз");
    assert_eq!(is_there(&centre.store, &intake.number), [false; 3], "nothing tells the worker of it");
}
