use crate::Authorised;
use pana_model::{BlobId, CaseId, InterviewId, Secret};

use super::*;
use crate::testing::{centre, now};
use crate::{FileFault, Finding, Finish, ForWhom, Locked, StartInterview};

const AT: &str = "/f/photo";

fn start(store: &mut Store, stream: Stream) -> InterviewId {
    let interview = InterviewId::from_random(crate::random().unwrap());
    let whom = ForWhom::New(CaseId::from_random(crate::random().unwrap()));
    let start = StartInterview { interview, form_id: "intake", form_hash: [7; 32], stream, whom };
    store.interview_start(&start, now()).unwrap();
    interview
}

fn content(mark: u8) -> Vec<u8> {
    [b"plantedmarker".repeat(100_000).as_slice(), &[mark]].concat()
}

fn says(name: &str) -> StoredAnswer {
    StoredAnswer::Value(name.to_owned())
}

fn save(answer: Option<StoredAnswer>) -> DraftSave {
    DraftSave { answers: [(AT.to_owned(), answer)].into(), ..DraftSave::default() }
}

fn attach(store: &mut Store, interview: InterviewId, name: &str, mark: u8) -> Result<(), StoreError> {
    let file = NewFile {
        blob: BlobId::from_random(crate::random()?),
        name: name.to_owned(),
        media_type: "image/jpeg".to_owned(),
        title: "құжат.jpg".to_owned(),
        content: Secret::new(content(mark)),
    };
    store.draft_attach(interview, &file, &save(Some(says(name))), now())
}

fn finish(store: &mut Store, interview: InterviewId, answer: &str) {
    let answers = [(AT.to_owned(), says(answer))].into();
    store.interview_finish(interview, &Finish { answers, ..Finish::default() }, now()).unwrap();
}

fn read(store: &Store, interview: InterviewId, name: &str) -> Result<Vec<u8>, StoreError> {
    store.file_content(interview, name).map(|content| content.expose().clone())
}

/// Rows of blobs, and of their chunks.
fn rows(store: &Store) -> (u32, u32) {
    let count = |table| store.connection().query_row(&format!("SELECT count(*) FROM {table}"), [], |row| row.get(0));
    (count("blob").unwrap(), count("blob_chunk").unwrap())
}

fn reopen(dir: &tempfile::TempDir, store: Store) -> Store {
    let member = store.member().id;
    drop(store);
    Locked::open(dir.path()).unwrap().unlock(member, &Secret::new("сөз".to_owned()), now()).unwrap()
}

#[test]
fn a_file_is_there_with_its_answer_as_a_draft_and_finished() {
    for stream in [Stream::Centre, Stream::Protected] {
        let (dir, mut store) = centre();
        let interview = start(&mut store, stream);
        attach(&mut store, interview, "1.jpg", 1).unwrap();
        let mut store = reopen(&dir, store);
        let kept = &store.files(interview).unwrap()["1.jpg"];
        assert_eq!((&*kept.title, &*kept.media_type, kept.length), ("құжат.jpg", "image/jpeg", 1_300_001));
        assert!(read(&store, interview, "1.jpg").unwrap() == content(1));
        assert_eq!(rows(&store), (1, 2));
        finish(&mut store, interview, "1.jpg");
        let mut store = reopen(&dir, store);
        assert!(read(&store, interview, "1.jpg").unwrap() == content(1));
        assert!(matches!(read(&store, interview, "2.jpg"), Err(StoreError::UnknownFile)));
        let before = store.view_hashes().unwrap();
        store.rebuild_views(now()).unwrap();
        assert_eq!(store.view_hashes().unwrap(), before);
        assert!(read(&store, interview, "1.jpg").unwrap() == content(1), "the log alone says which file it is");
        let found = store.doctor(now()).unwrap();
        assert_eq!((found.findings, found.files), (vec![], 1));
    }
}

#[test]
fn what_no_answer_of_a_draft_names_any_more_is_deleted() {
    let (_dir, mut store) = centre();
    let interview = start(&mut store, Stream::Centre);
    attach(&mut store, interview, "1.jpg", 1).unwrap();
    attach(&mut store, interview, "2.jpg", 2).unwrap();
    assert_eq!(rows(&store), (1, 2), "replaced");
    store.draft_save(interview, &save(Some(StoredAnswer::Declined)), now()).unwrap();
    assert_eq!(rows(&store), (0, 0), "declined");
    attach(&mut store, interview, "3.jpg", 3).unwrap();
    store.draft_save(interview, &save(None), now()).unwrap();
    assert_eq!(rows(&store), (0, 0), "taken back");
    attach(&mut store, interview, "4.jpg", 4).unwrap();
    store.draft_save(interview, &DraftSave { place: Some(AT.to_owned()), ..DraftSave::default() }, now()).unwrap();
    assert_eq!(rows(&store), (1, 2), "another place is no other answer");
    store.draft_discard(interview, now()).unwrap();
    assert_eq!(rows(&store), (0, 0), "thrown away");
}

#[test]
fn a_file_whose_question_no_longer_applies_is_not_written_down() {
    let (_dir, mut store) = centre();
    let interview = start(&mut store, Stream::Centre);
    attach(&mut store, interview, "1.jpg", 1).unwrap();
    store.interview_finish(interview, &Finish::default(), now()).unwrap();
    assert_eq!(rows(&store), (0, 0));
    assert!(store.files(interview).unwrap().is_empty());
    assert!(store.doctor(now()).unwrap().is_well());
}

#[test]
fn an_amendment_leaves_the_old_file_readable_and_one_thrown_away_leaves_nothing() {
    for stream in [Stream::Centre, Stream::Protected] {
        let (_dir, mut store) = centre();
        let interview = start(&mut store, stream);
        attach(&mut store, interview, "1.jpg", 1).unwrap();
        finish(&mut store, interview, "1.jpg");
        store.interview_amend(interview, now()).unwrap();
        attach(&mut store, interview, "2.jpg", 2).unwrap();
        assert!(read(&store, interview, "1.jpg").unwrap() == content(1));
        store.draft_discard(interview, now()).unwrap();
        assert_eq!(rows(&store), (1, 2));
        store.interview_amend(interview, now()).unwrap();
        attach(&mut store, interview, "3.jpg", 3).unwrap();
        finish(&mut store, interview, "3.jpg");
        assert_eq!(store.files(interview).unwrap().into_keys().collect::<Vec<_>>(), ["1.jpg", "3.jpg"]);
        for (name, mark) in [("1.jpg", 1), ("3.jpg", 3)] {
            assert!(read(&store, interview, name).unwrap() == content(mark));
        }
        let found = store.doctor(now()).unwrap();
        assert_eq!((found.findings, found.files), (vec![], 2));
    }
}

#[test]
fn nothing_of_a_file_lies_in_clear_in_the_folder() {
    let (dir, mut store) = centre();
    let interview = start(&mut store, Stream::Centre);
    attach(&mut store, interview, "1.jpg", 1).unwrap();
    finish(&mut store, interview, "1.jpg");
    let mut looked = 0;
    for entry in std::fs::read_dir(dir.path()).unwrap() {
        let bytes = std::fs::read(entry.unwrap().path()).unwrap();
        for marker in [&b"plantedmarker"[..], "құжат".as_bytes(), b"1.jpg"] {
            assert!(!bytes.windows(marker.len()).any(|window| window == marker));
        }
        looked += bytes.len();
    }
    assert!(looked > 1_300_000, "the file is in what was looked at");
    let chunk: Vec<u8> = store.connection().query_row("SELECT sealed FROM blob_chunk", [], |row| row.get(0)).unwrap();
    assert!(!chunk.windows(13).any(|window| window == b"plantedmarker"), "sealed under the key of its case too");
}

#[test]
fn a_file_that_cannot_be_kept_changes_nothing() {
    let (_dir, mut store) = centre();
    let interview = start(&mut store, Stream::Centre);
    attach(&mut store, interview, "1.jpg", 1).unwrap();
    let file = NewFile {
        blob: BlobId::from_random([1; 16]),
        name: "2.jpg".to_owned(),
        media_type: String::new(),
        title: String::new(),
        content: Secret::new(vec![0; pana_keys::MAX_BLOB + 1]),
    };
    let refused = store.draft_attach(interview, &file, &save(Some(says("2.jpg"))), now());
    assert!(matches!(refused, Err(StoreError::TooLarge)));
    let unknown = attach(&mut store, InterviewId::from_random([9; 16]), "3.jpg", 3);
    assert!(matches!(unknown, Err(StoreError::UnknownInterview)));
    assert_eq!(rows(&store), (1, 2));
    assert_eq!(store.draft(interview).unwrap().answers[AT], says("1.jpg"));
}

#[test]
fn a_missing_a_damaged_and_an_orphaned_file_are_named() {
    let (_dir, mut store) = centre();
    let interview = start(&mut store, Stream::Centre);
    attach(&mut store, interview, "1.jpg", 1).unwrap();
    let found = |store: &mut Store| store.doctor(now()).unwrap().findings;
    let blob = store.files(interview).unwrap()["1.jpg"].blob;
    let is = |fault| vec![Finding::File { blob, fault }];
    store.connection().execute_batch("UPDATE blob_chunk SET sealed = zeroblob(300) WHERE number = 1").unwrap();
    assert_eq!(found(&mut store), is(FileFault::Damaged), "of a draft");
    assert!(matches!(read(&store, interview, "1.jpg"), Err(StoreError::Damaged(_))));
    attach(&mut store, interview, "2.jpg", 2).unwrap();
    assert_eq!(found(&mut store), [], "replaced, the damaged one is gone");

    finish(&mut store, interview, "2.jpg");
    let blob = store.files(interview).unwrap()["2.jpg"].blob;
    let is = |fault| vec![Finding::File { blob, fault }];
    store.connection().execute_batch("UPDATE blob_chunk SET number = 2 WHERE number = 0").unwrap();
    assert_eq!(found(&mut store), is(FileFault::Damaged), "a chunk at another place");
    store.connection().execute_batch("UPDATE blob_chunk SET number = 0 WHERE number = 2").unwrap();
    assert_eq!(found(&mut store), []);
    store.connection().execute("DELETE FROM blob", []).unwrap();
    assert_eq!(found(&mut store), is(FileFault::Missing));

    store.connection().execute("INSERT INTO blob (blob) VALUES (?1)", [[5_u8; 16].as_slice()]).unwrap();
    let orphan = Finding::File { blob: BlobId::from_bytes([5; 16]), fault: FileFault::Orphan };
    assert!(found(&mut store).contains(&orphan));
}

#[test]
fn a_member_without_the_grant_opens_no_protected_file_and_no_orphan_is_made_of_it() {
    let (dir, mut store) = centre();
    let (draft, finished) = (start(&mut store, Stream::Protected), start(&mut store, Stream::Protected));
    attach(&mut store, draft, "1.jpg", 1).unwrap();
    attach(&mut store, finished, "2.jpg", 2).unwrap();
    finish(&mut store, finished, "2.jpg");
    let worker = crate::AddMember {
        name: "Серік".to_owned(),
        role: pana_casework::Role::Supervisor,
        grants: Vec::new(),
        passphrase: Secret::new("бірінші сөз".to_owned()),
        kdf: crate::KdfParams { memory_kib: 32, passes: 1, lanes: 1 },
    };
    let worker = store.member_add(worker, &Authorised::Alone, now()).unwrap();
    drop(store);
    let locked = Locked::open(dir.path()).unwrap();
    let mut store = locked.unlock(worker.id, &Secret::new("бірінші сөз".to_owned()), now()).unwrap();
    for (interview, name) in [(draft, "1.jpg"), (finished, "2.jpg")] {
        assert!(matches!(read(&store, interview, name), Err(StoreError::UnknownInterview)));
    }
    let clear: u32 = store
        .connection()
        .query_row("SELECT count(*) FROM blob WHERE draft IS NULL AND about = x''", [], |row| row.get(0))
        .unwrap();
    assert_eq!(clear, 1, "no row says whose the finished one is");
    assert_eq!(store.doctor(now()).unwrap().findings, []);
}

#[test]
fn files_and_drafts_from_before_a_removal_are_sound_after_it() {
    let (_dir, mut store) = centre();
    let grants = vec![pana_casework::Grant::Protected];
    let kdf = pana_keys::KdfParams { memory_kib: 64, passes: 1, lanes: 1 };
    let passphrase = Secret::new("сөз".to_owned());
    let role = pana_casework::Role::Worker;
    let new = crate::AddMember { name: "Серік".to_owned(), role, grants, passphrase, kdf };
    let worker = store.member_add(new, &Authorised::Alone, now()).unwrap().id;
    let mut begun = Vec::new();
    for stream in [Stream::Centre, Stream::Protected] {
        let interview = start(&mut store, stream);
        attach(&mut store, interview, "1.jpg", 1).unwrap();
        let case = store.draft(interview).unwrap().summary.case;
        finish(&mut store, interview, "1.jpg");
        let draft = InterviewId::from_random(crate::random().unwrap());
        let whom = ForWhom::Known(case);
        let again = StartInterview { interview: draft, form_id: "intake", form_hash: [7; 32], stream, whom };
        store.interview_start(&again, now()).unwrap();
        attach(&mut store, draft, "2.jpg", 2).unwrap();
        begun.push((interview, draft, case, stream));
    }
    store.member_remove(worker, &crate::Authorised::Alone, now()).unwrap();
    for (interview, _, case, stream) in &begun {
        // The case gets a key under the new epoch.
        let third = InterviewId::from_random(crate::random().unwrap());
        let whom = ForWhom::Known(*case);
        let start = StartInterview { interview: third, form_id: "intake", form_hash: [7; 32], stream: *stream, whom };
        store.interview_start(&start, now()).unwrap();
        store.interview_finish(third, &Finish::default(), now()).unwrap();
        assert!(read(&store, *interview, "1.jpg").unwrap() == content(1));
    }
    assert_eq!(store.doctor(now()).unwrap().findings, []);
    for (_, draft, ..) in begun {
        finish(&mut store, draft, "2.jpg");
        assert!(read(&store, draft, "2.jpg").unwrap() == content(2));
    }
    assert_eq!(store.doctor(now()).unwrap().findings, []);
}
