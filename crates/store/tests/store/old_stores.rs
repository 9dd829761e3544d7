//! Stores of earlier programs open for ever: what they held is read as it was written, and goes on.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use pana_casework::Role;
use pana_keys::Keyring;
use pana_model::{InterviewId, Secret};
use pana_store::{AddMember, Authorised, Locked, Store, StoreError, Stream};
use rusqlite::types::ValueRef;

use crate::support::{KDF, now, secret};

/// The passphrase of the stories, under which they were made.
const PASSPHRASE: &str = "төрт тырна көлге қонды";

fn old_stores() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/data/stores");
    let mut found: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    found.sort();
    found
}

fn copied(from: &Path) -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    for entry in std::fs::read_dir(from).unwrap().flatten() {
        std::fs::copy(entry.path(), dir.path().join(entry.file_name())).unwrap();
    }
    dir
}

fn unlock(dir: &Path) -> Store {
    let locked = Locked::open(dir).unwrap();
    let member = locked.members().unwrap()[0].id;
    locked.unlock(member, &Secret::new(PASSPHRASE.to_owned()), now()).unwrap()
}

#[test]
fn stores_of_the_first_layout_open_are_whole_and_go_on() {
    assert!(!old_stores().is_empty());
    for old in old_stores() {
        let dir = copied(&old);
        let mut store = unlock(dir.path());
        assert_eq!(store.doctor(now()).unwrap().findings, [], "{old:?}");
        assert_eq!(store.set_aside().unwrap(), [], "{old:?}");
        let people = store.people_search("", 100).unwrap().people;
        assert!(!people.is_empty(), "{old:?}");
        let before = store.view_hashes().unwrap();
        store.rebuild_views(now()).unwrap();
        assert_eq!(store.view_hashes().unwrap(), before, "{old:?}");
        let shown: Vec<String> = people.iter().map(|hit| format!("{:?}", store.person(hit.case).unwrap())).collect();
        drop(store);
        let store = unlock(dir.path());
        assert_eq!(store.notices(), [], "{old:?}: what was seen at the first look is here");
        let again: Vec<String> = people.iter().map(|hit| format!("{:?}", store.person(hit.case).unwrap())).collect();
        assert_eq!(again, shown);
    }
}

/// A row of a view as text: ids as they are written, times in milliseconds.
fn cells(row: &rusqlite::Row<'_>, many: usize) -> String {
    let cell = |at| match row.get_ref(at).unwrap() {
        ValueRef::Integer(number) => number.to_string(),
        ValueRef::Text(text) => String::from_utf8_lossy(text).into_owned(),
        ValueRef::Blob(id) => id.iter().map(|byte| format!("{byte:02x}")).collect(),
        other => panic!("{other:?}"),
    };
    (0..many).map(cell).collect::<Vec<_>>().join(" | ")
}

/// What the program that made the store had in its views, read before any other program opens it.
fn as_it_was(dir: &Path) -> BTreeSet<String> {
    let keyring = Keyring::from_bytes(&std::fs::read(dir.join("keyring.json")).unwrap()).unwrap();
    let member = Locked::open(dir).unwrap().members().unwrap()[0].id;
    let unlocked = keyring.unlock(member, &Secret::new(PASSPHRASE.to_owned())).unwrap();
    let sql = pana_sqlite::open_keyed(&dir.join("pana.db"), unlocked.db_key()).unwrap();
    let mut lines = BTreeSet::new();
    for (many, query) in [
        (4, "SELECT 'case', subject, number, name FROM view_case"),
        (6, "SELECT 'fact', subject, property, value, interview, source FROM view_profile"),
        (7, "SELECT 'of household', subject, instance, property, value, interview, source FROM view_household"),
        (
            11,
            "SELECT 'interview', interview, subject, form_id, form_hash, member, started_ms, finished_hlc >> 16, incomplete,
                 later, amended FROM view_interview",
        ),
        (6, "SELECT 'done', subject, hlc >> 16, action, member, interview FROM view_history"),
        (6, "SELECT 'look', subject, at_ms, action, member, interview FROM view_access"),
    ] {
        let mut statement = sql.prepare(query).unwrap();
        let mut rows = statement.query([]).unwrap();
        while let Some(row) = rows.next().unwrap() {
            lines.insert(cells(row, many));
        }
    }
    lines
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The same as the pages of this program show it.
fn as_it_is(store: &Store) -> BTreeSet<String> {
    let mut lines = BTreeSet::new();
    for hit in store.people_search("", 100).unwrap().people {
        let person = store.person(hit.case).unwrap();
        let case = hex(hit.case.as_bytes());
        let none = [0; 16];
        let id = |interview: Option<InterviewId>| hex(&interview.map_or(none, |id| *id.as_bytes()));
        // Of whom only a draft tells the name, the views do not have it.
        let name = if person.profile.is_empty() { "" } else { &person.name };
        lines.insert(format!("case | {case} | {} | {name}", person.number));
        for fact in &person.profile {
            let (by, source) = (hex(fact.interview.as_bytes()), &fact.source);
            lines.insert(format!("fact | {case} | {} | {} | {by} | {source}", fact.property, fact.value));
        }
        for (of, fact) in person.household.iter().flat_map(|entry| entry.facts.iter().map(move |fact| (entry.id, fact)))
        {
            let (of, by, source) = (hex(of.as_bytes()), hex(fact.interview.as_bytes()), &fact.source);
            lines
                .insert(format!("of household | {case} | {of} | {} | {} | {by} | {source}", fact.property, fact.value));
        }
        for summary in person.interviews.iter().filter(|summary| summary.stream == Stream::Centre) {
            lines.insert(format!(
                "interview | {} | {case} | {} | {} | {} | {} | {} | {} | {} | {}",
                hex(summary.interview.as_bytes()),
                summary.form_id,
                hex(&summary.form_hash),
                hex(summary.member.as_bytes()),
                summary.started_ms,
                summary.finished_ms,
                i64::from(summary.incomplete),
                summary.later,
                summary.amended
            ));
        }
        for line in &person.history {
            let (at, who) = (line.at_ms, hex(line.member.as_bytes()));
            lines.insert(format!("done | {case} | {at} | {} | {who} | {}", line.done.as_str(), id(line.interview)));
        }
        for look in &person.access {
            let who = hex(look.member.as_bytes());
            lines.insert(format!("look | {case} | {} | {} | {who} | {}", look.at_ms, look.action, id(look.interview)));
        }
    }
    lines
}

#[test]
fn an_old_store_shows_what_the_program_that_made_it_had_shown() {
    for old in old_stores() {
        let dir = copied(&old);
        let before = as_it_was(dir.path());
        for kind in ["case", "fact", "interview", "done"] {
            assert!(before.iter().any(|line| line.starts_with(kind)), "{old:?}: {kind}");
        }
        let mut store = unlock(dir.path());
        assert_eq!(as_it_is(&store), before, "{old:?}");
        store.rebuild_views(now()).unwrap();
        assert_eq!(as_it_is(&store), before, "{old:?}, built again");
    }
}

#[test]
fn rows_that_somebody_puts_beside_old_events_hide_and_change_nothing() {
    for old in old_stores() {
        let dir = copied(&old);
        let mut store = unlock(dir.path());
        let people = store.people_search("", 100).unwrap().people;
        let shown = |store: &Store| -> Vec<String> {
            let page = |hit: &pana_store::PersonHit| format!("{:?}", store.person(hit.case).unwrap());
            people.iter().map(page).collect()
        };
        let before = shown(&store);
        let hashes = store.view_hashes().unwrap();
        store.remember_seen().unwrap();
        drop(store);
        let keyring = Keyring::from_bytes(&std::fs::read(dir.path().join("keyring.json")).unwrap()).unwrap();
        let member = Locked::open(dir.path()).unwrap().members().unwrap()[0].id;
        let unlocked = keyring.unlock(member, &Secret::new(PASSPHRASE.to_owned())).unwrap();
        let sql = pana_sqlite::open_keyed(&dir.path().join("pana.db"), unlocked.db_key()).unwrap();
        for id in ["randomblob(32)", "randomblob(3)"] {
            let beside = format!(
                "INSERT INTO event (stream, device, seq, event_id, header, signature, sealed, subject)
                 SELECT stream, device, seq, {id}, x'00', x'00', x'00', NULL FROM event WHERE length(event_id) = 32"
            );
            assert!(sql.execute(&beside, []).unwrap() > 0);
        }
        drop(sql);
        let mut store = unlock(dir.path());
        store.rebuild_views(now()).unwrap();
        assert_eq!(shown(&store), before, "{old:?}");
        let of_cases = |hashes: Vec<(String, [u8; 32])>| -> Vec<(String, [u8; 32])> {
            hashes.into_iter().filter(|(table, _)| table != "view_verdict").collect()
        };
        assert_eq!(of_cases(store.view_hashes().unwrap()), of_cases(hashes), "{old:?}");
    }
}

#[test]
fn new_sheets_of_an_old_centre_count_at_once_and_then_agree_to_a_removal() {
    for old in old_stores() {
        let dir = copied(&old);
        let mut store = unlock(dir.path());
        let me = store.member().id;
        let new = AddMember {
            name: "Серік".to_owned(),
            role: Role::Coordinator,
            grants: Vec::new(),
            passphrase: secret("бірінші сөз"),
            kdf: KDF,
        };
        let second = store.member_add(new, &Authorised::Alone, now()).unwrap().id;
        let alone = store.member_remove(second, &Authorised::Alone, now());
        assert!(matches!(alone, Err(StoreError::NeedsSecond)), "{old:?}: {alone:?}");
        let sheets = store.sheets_make(&Authorised::Alone, now()).unwrap().map(|sheet| sheet.to_text());
        assert_eq!(store.sheets_wait_until(), None, "{old:?}: nothing names others");
        store.member_remove(second, &Authorised::Sheets(sheets.clone()), now()).unwrap();
        assert_eq!(store.doctor(now()).unwrap().findings, [], "{old:?}");
        let people = store.people_count().unwrap();
        drop(store);
        let locked = Locked::open(dir.path()).unwrap();
        assert!(locked.unlock(second, &secret("бірінші сөз"), now()).is_err());
        let [a, b] = sheets.map(|sheet| sheet.expose().clone());
        let mut store = locked.recover([&a, &b], me, &secret("жаңа құпия сөз"), KDF, now()).unwrap();
        assert_eq!(store.people_count().unwrap(), people, "{old:?}");
        assert_eq!(store.doctor(now()).unwrap().findings, [], "{old:?}");
    }
}
