//! What is under way while streams get new epochs and the database another key.

use pana_casework::{Grant, Role};
use pana_model::{BlobId, CaseId, InterviewId, MemberId};
use pana_store::{
    Access, AddMember, Authorised, DraftSave, Finish, Locked, Look, NewFile, Started, Store, StoreError, Stream,
};

use crate::support::{Centre, KDF, PASSPHRASE, centre, later, now, secret, value};

const WORD: &str = "бірінші сөз";

fn add(store: &mut Store, name: &str, role: Role) -> MemberId {
    let grants = vec![Grant::Protected];
    let new = AddMember { name: name.to_owned(), role, grants, passphrase: secret(WORD), kdf: KDF };
    store.member_add(new, &Authorised::Alone, now()).unwrap().id
}

fn attach(store: &mut Store, interview: InterviewId, mark: u8) {
    let file = NewFile {
        blob: BlobId::from_random([mark; 16]),
        name: format!("{mark}.jpg"),
        media_type: "image/jpeg".to_owned(),
        title: "құжат.jpg".to_owned(),
        content: pana_model::Secret::new(vec![mark; 70_000]),
    };
    let answers = [(format!("/f/photo{mark}"), Some(value(&file.name)))].into();
    store.draft_attach(interview, &file, &DraftSave { answers, ..DraftSave::default() }, now()).unwrap();
}

fn look(store: &mut Store, started: &Started, stream: Stream, minutes: i64) {
    let cases = [started.case];
    let interview = Some(started.interview);
    let look = Look { cases: &cases, access: Access::InterviewOpened, interview, stream, note: "" };
    store.record_access(&look, later(minutes)).unwrap();
}

fn files(centre: &Centre, interview: InterviewId, marks: [u8; 2]) {
    for mark in marks {
        let read = centre.store.file_content(interview, &format!("{mark}.jpg")).unwrap();
        assert_eq!(*read.expose(), vec![mark; 70_000]);
    }
}

#[test]
fn a_draft_a_file_and_a_look_that_are_open_while_the_streams_are_rolled_go_on() {
    let mut centre = centre();
    let leaves = add(&mut centre.store, "Серік", Role::Worker);
    let known = centre.person("Ибраева", "Әсел", "1990");
    let begun = [Stream::Centre, Stream::Protected].map(|stream| (stream, centre.start(stream, Some(known.case))));
    for (at, (stream, started)) in (1_u8..).zip(&begun) {
        attach(&mut centre.store, started.interview, at);
        look(&mut centre.store, started, *stream, 21);
    }
    centre.store.member_remove(leaves, &Authorised::Alone, now()).unwrap();
    for (at, (stream, started)) in (1_u8..).zip(&begun) {
        let interview = started.interview;
        attach(&mut centre.store, interview, at + 10);
        let draft = centre.store.draft(interview).unwrap();
        assert_eq!(draft.answers.len(), 2, "what was answered before and after");
        files(&centre, interview, [at, at + 10]);
        look(&mut centre.store, started, *stream, 40);
    }
    // Once more, with what was answered under two keys of the person.
    let by = Authorised::Sheets(centre.sheets.clone().map(|sheet| sheet.to_text()));
    centre.sheets = centre.store.sheets_make(&by, now()).unwrap();
    for (at, (_, started)) in (1_u8..).zip(&begun) {
        let answers = centre.store.draft(started.interview).unwrap().answers;
        let finish = Finish { answers, ..Finish::default() };
        centre.store.interview_finish(started.interview, &finish, later(50)).unwrap();
        files(&centre, started.interview, [at, at + 10]);
    }
    let mut centre = centre.reopen();
    for (at, (stream, started)) in (1_u8..).zip(&begun) {
        assert_eq!(centre.store.interview(started.interview).unwrap().answers.len(), 2);
        files(&centre, started.interview, [at, at + 10]);
        let looks = centre.store.access_log(started.case).unwrap();
        let own = looks.iter().filter(|entry| entry.interview == Some(started.interview)).count();
        assert_eq!(own, 2, "{stream:?}: one look before and one after");
    }
    assert_eq!(centre.store.drafts().unwrap(), []);
    assert_eq!(centre.store.doctor(now()).unwrap().findings, []);
}

#[test]
fn whoever_came_in_by_the_sheets_removes_a_member_and_everyone_else_goes_on() {
    let mut centre = centre();
    let (leaves, stays) = (add(&mut centre.store, "Серік", Role::Worker), add(&mut centre.store, "Дана", Role::Worker));
    centre.start(Stream::Protected, None);
    let (coordinator, sheets) = (centre.coordinator, centre.sheets.clone());
    let typed = sheets.map(|sheet| sheet.to_text().expose().clone());
    drop(centre.store);
    let locked = Locked::open(centre.dir.path()).unwrap();
    let recover = |word: &str| locked.recover([&typed[0], &typed[1]], coordinator, &secret(word), KDF, now());
    let mut store = recover("жаңа құпия сөз").unwrap();
    store.member_remove(leaves, &Authorised::Alone, now()).unwrap();
    assert_eq!(store.doctor(now()).unwrap().findings, []);
    drop(store);
    assert!(matches!(locked.unlock(leaves, &secret(WORD), now()), Err(StoreError::UnknownMember)));
    assert!(matches!(locked.unlock(coordinator, &secret(PASSPHRASE), now()), Err(StoreError::WrongPassphrase)));
    for (member, word) in [(stays, WORD), (coordinator, "жаңа құпия сөз")] {
        let mut store = locked.unlock(member, &secret(word), now()).unwrap();
        assert!(store.opens(Stream::Protected));
        assert_eq!(store.notices(), []);
        store.case_open(CaseId::from_random(*member.as_bytes()), now()).unwrap();
    }
    // The sheets open what was written since, too.
    let mut store = recover("тағы бір құпия сөз").unwrap();
    assert_eq!(store.people_count().unwrap(), 3);
    assert_eq!(store.doctor(now()).unwrap().findings, []);
    drop(store);
    let events = [(); 2].map(|()| {
        let mut store = locked.unlock(coordinator, &secret("тағы бір құпия сөз"), now()).unwrap();
        store.doctor(now()).unwrap().events
    });
    assert_eq!(events[0], events[1], "where nothing is left undone, neither opening nor locking writes anything");
}

#[test]
fn what_was_seen_lags_after_a_kill_and_raises_no_notice() {
    let mut centre = centre();
    let worker = add(&mut centre.store, "Серік", Role::Worker);
    centre.person("Оспанова", "Дана", "1992");
    let mut centre = centre.reopen();
    let keyring = centre.dir.path().join("keyring.json");
    let before = std::fs::read(&keyring).unwrap();
    for _ in 0..3 {
        // Another process finds the files as a kill leaves them, the write-ahead log too.
        centre.person("Ибраева", "Әсел", "1990");
        let killed = tempfile::tempdir().unwrap();
        for entry in std::fs::read_dir(centre.dir.path()).unwrap().flatten() {
            std::fs::copy(entry.path(), killed.path().join(entry.file_name())).unwrap();
        }
        let locked = Locked::open(killed.path()).unwrap();
        for (member, word) in [(centre.coordinator, PASSPHRASE), (worker, WORD)] {
            let store = locked.unlock(member, &secret(word), now()).unwrap();
            assert_eq!(store.notices(), []);
            assert_eq!(store.people_count().unwrap(), centre.store.people_count().unwrap());
        }
    }
    assert_eq!(std::fs::read(&keyring).unwrap(), before, "nothing was sealed since the store was opened");
}
