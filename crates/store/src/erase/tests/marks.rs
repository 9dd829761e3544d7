//! Marks planted wherever something of a person may lie: after the erasure none is left, in clear or sealed.

use rusqlite::types::ValueRef;

use super::*;

/// Words that only this person said.
const NAME: &str = "Қарлығашмарк";
const KIN: &str = "Бауырымарк";
const PHONE: &str = "87779990001";
const PRIVATE: &str = "құпиямарк";
const DRAFT: &str = "аяқталмағанмарк";
const FILE: &str = "суретмарк.jpg";
const MARKS: [&str; 6] = [NAME, KIN, PHONE, PRIVATE, DRAFT, FILE];

/// All values of all tables.
fn cells(store: &Store) -> Vec<(String, Vec<u8>)> {
    let sql = store.connection();
    let mut statement = sql.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").unwrap();
    let tables: Vec<String> = statement.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
    let mut found = Vec::new();
    for table in tables {
        let mut statement = sql.prepare(&format!("SELECT * FROM {table}")).unwrap();
        let names: Vec<String> = statement.column_names().map(str::to_owned).collect();
        let mut rows = statement.query([]).unwrap();
        while let Some(row) = rows.next().unwrap() {
            for (column, name) in names.iter().enumerate() {
                if let ValueRef::Blob(bytes) | ValueRef::Text(bytes) = row.get_ref(column).unwrap() {
                    found.push((format!("{table}.{name}"), bytes.to_vec()));
                }
            }
        }
    }
    found
}

/// What holds one of these: columns of tables, and files of the folder.
fn holding(store: &Store, dir: &std::path::Path, needles: &BTreeSet<Vec<u8>>) -> BTreeSet<String> {
    let is_in = |bytes: &[u8]| needles.iter().any(|needle| bytes.windows(needle.len()).any(|part| part == needle));
    let cells = cells(store).into_iter().filter(|(_, bytes)| is_in(bytes)).map(|(place, _)| place);
    let mut found: BTreeSet<String> = cells.collect();
    for file in std::fs::read_dir(dir).unwrap() {
        let path = file.unwrap().path();
        if is_in(&std::fs::read(&path).unwrap()) {
            found.insert(path.file_name().unwrap().to_string_lossy().into_owned());
        }
    }
    found
}

/// A case with something in each kind of place. Its bodies, rows of drafts, pieces of files and keys, as they lie
/// sealed.
fn planted(store: &mut Store) -> (CaseId, BTreeSet<Vec<u8>>) {
    let before: BTreeSet<Vec<u8>> = cells(store).into_iter().map(|(_, bytes)| bytes).collect();
    let case = CaseId::from_random(crate::random().unwrap());
    let interview = begin(store, Stream::Centre, ForWhom::New(case));
    let name = attach(store, interview);
    let kin = InstanceId::from_time(7, [3; 10]);
    let facts = vec![said("given_name", NAME, None), said("phone", PHONE, None), said("given_name", KIN, Some(kin))];
    let answers = [("/f/photo", name.as_str()), ("/f/given_name", NAME), ("/f/phone", PHONE)];
    let answers = answers.map(|(at, answer)| (at.to_owned(), StoredAnswer::Value(answer.to_owned()))).into();
    let instances = [("/f/member".to_owned(), vec![kin])].into();
    store.interview_finish(interview, &Finish { answers, facts, instances, ..Finish::default() }, now()).unwrap();
    talk(store, case, PRIVATE);
    for stream in [Stream::Centre, Stream::Protected] {
        let draft = begin(store, stream, ForWhom::Known(case));
        attach(store, draft);
        let person = (stream == Stream::Centre).then(|| [("given_name".to_owned(), DRAFT.to_owned())].into());
        let answers = [("/f/note".to_owned(), Some(StoredAnswer::Value(DRAFT.to_owned())))].into();
        store.draft_save(draft, &DraftSave { answers, person, ..DraftSave::default() }, now()).unwrap();
    }
    let places = ["event.sealed", "draft_row.sealed", "blob_chunk.sealed", "blob.about", "subject_slot.wrapped"];
    let is_new = |(place, bytes): &(String, Vec<u8>)| {
        places.contains(&place.as_str()) && bytes.len() > 16 && !before.contains(bytes)
    };
    let new = cells(store).into_iter().filter(is_new).map(|(_, bytes)| bytes);
    (case, new.collect())
}

fn attach(store: &mut Store, interview: InterviewId) -> String {
    let file = NewFile {
        blob: BlobId::from_random(crate::random().unwrap()),
        name: "1.jpg".to_owned(),
        media_type: "image/jpeg".to_owned(),
        title: FILE.to_owned(),
        content: Secret::new(FILE.as_bytes().repeat(300)),
    };
    let answers = [("/f/photo".to_owned(), Some(StoredAnswer::Value(file.name.clone())))].into();
    store.draft_attach(interview, &file, &DraftSave { answers, ..DraftSave::default() }, now()).unwrap();
    file.name
}

fn needles(sealed: &BTreeSet<Vec<u8>>) -> BTreeSet<Vec<u8>> {
    let marks = MARKS.iter().map(|mark| mark.as_bytes().to_vec());
    let keys = ["given_name", "phone"].into_iter().zip([NAME, PHONE]);
    let keys = keys.flat_map(|(property, value)| pana_casework::tokens_of(property, value)).map(|(_, key)| key);
    let keys = keys.map(|key| key.as_bytes().to_vec()).filter(|key| key.len() > 5);
    marks.chain(keys).chain(sealed.iter().cloned()).collect()
}

/// Says the order, as a device that was cut off right behind it.
fn say_alone(store: &mut Store, case: CaseId, by: &Authorised) {
    let sign = store.sign(by, now()).unwrap();
    let write = [ControlWrite::Erase { case, reason: EraseReason::Asked }];
    store.transact(&Asked::of(Act::Erase), now(), |tx| tx.say(EventKind::Erase, &write, sign)).unwrap();
}

fn is_said(store: &Store) -> bool {
    store.certificates(now()).unwrap().iter().all(|one| one.devices[0].done.is_some())
}

#[test]
fn of_an_erased_person_no_byte_is_left_in_the_folder() {
    let (dir, mut store) = centre();
    let other = person(&mut store, "Әсел");
    let by = second(&mut store);
    let (case, sealed) = planted(&mut store);
    store.cases_join(case, other, "", now()).unwrap();
    // What waits outside of the log: an event of theirs with a spoiled signature, and something that is none.
    let last = store.lacking(&Have::default()).unwrap().into_iter().rfind(|event| event.stream == Stream::Protected);
    let read = pana_wire::Envelope::from_bytes(&store.outgoing_bytes(&last.unwrap()).unwrap()).unwrap();
    let body = read.ct().map(<[u8]>::to_vec);
    let spoiled = pana_wire::Envelope::from_parts(read.header_bytes().to_vec(), [9; 64], body).unwrap().to_bytes();
    store.take_in(&[spoiled, b"no envelope".to_vec()], now()).unwrap();
    // And what a change of the database's key left that was cut off: a whole copy beside it.
    std::fs::write(dir.path().join("pana.db.new"), NAME).unwrap();
    let needles = needles(&sealed);
    let places = holding(&store, dir.path(), &needles);
    for place in [
        "event.sealed",
        "draft_row.sealed",
        "draft_token.token",
        "blob.about",
        "blob_chunk.sealed",
        "subject_slot.wrapped",
        "set_aside.raw",
        "view_case.name",
        "view_profile.value",
        "view_household.value",
        "view_token.token",
        "pana.db.new",
    ] {
        assert!(places.contains(place), "nothing was planted in {place}: {places:?}");
    }
    store.erase(case, EraseReason::Asked, &by, now()).unwrap();
    assert_eq!(holding(&store, dir.path(), &needles), BTreeSet::new());
    let wal = std::fs::metadata(dir.path().join("pana.db-wal")).map_or(0, |data| data.len());
    assert!(wal < 128 * 1024, "the log of changes was cut to nothing, and holds the device's word alone: {wal}");
    check_well(&mut store);
    let mut store = reopened(&dir, store, now());
    assert_eq!(holding(&store, dir.path(), &needles), BTreeSet::new());
    check_well(&mut store);
    assert_eq!((found(&store, "Әсел"), store.kept_aside().unwrap().len()), (1, 1), "what is not theirs stays");
}

#[test]
fn an_erasure_that_was_cut_off_anywhere_is_finished_at_the_next_opening() {
    let (dir, mut store) = centre();
    let by = second(&mut store);
    let (case, sealed) = planted(&mut store);
    let needles = needles(&sealed);
    say_alone(&mut store, case, &by);
    assert!(!holding(&store, dir.path(), &needles).is_empty() && !is_said(&store));
    let mut store = reopened(&dir, store, now());
    assert!(is_said(&store));
    assert_eq!(holding(&store, dir.path(), &needles), BTreeSet::new());
    // Erased, and cut off before the file was cut and the device said so.
    let (again, _) = planted(&mut store);
    say_alone(&mut store, again, &by);
    store.carry_out_erasures(now()).unwrap();
    std::fs::write(dir.path().join("pana.db.new"), NAME).unwrap();
    assert!(!is_said(&store));
    let mut store = reopened(&dir, store, now());
    assert!(is_said(&store) && !dir.path().join("pana.db.new").exists());
    check_well(&mut store);
}

#[test]
fn an_erasure_that_fails_at_any_write_leaves_all_of_it_and_is_done_the_next_time() {
    let (dir, mut store) = centre();
    let by = second(&mut store);
    let (case, sealed) = planted(&mut store);
    let needles = needles(&sealed);
    say_alone(&mut store, case, &by);
    let (before, hashes) = (holding(&store, dir.path(), &needles), store.view_hashes().unwrap());
    for write in [
        "UPDATE ON main.event",
        "DELETE ON main.blob",
        "DELETE ON main.draft",
        "DELETE ON main.subject_slot",
        "INSERT ON main.erasure_item",
        "INSERT ON main.erasure",
        "DELETE ON main.view_case",
    ] {
        let fails = format!("CREATE TEMP TRIGGER fails BEFORE {write} BEGIN SELECT RAISE(ABORT, 'full'); END");
        store.connection().execute_batch(&fails).unwrap();
        assert!(store.follow_erasures(now()).is_err(), "{write}");
        store.connection().execute_batch("DROP TRIGGER temp.fails").unwrap();
        assert_eq!(holding(&store, dir.path(), &needles), before, "{write}");
        assert!(!is_said(&store) && store.view_hashes().unwrap() == hashes, "{write}: taken back as a whole");
    }
    store.follow_erasures(now()).unwrap();
    assert_eq!(holding(&store, dir.path(), &needles), BTreeSet::new());
    assert!(is_said(&store));
    check_well(&mut store);
}
