use std::io::{Read as _, Seek as _, SeekFrom, Write as _};

use rusqlite::params;

use super::*;
use crate::Stream;
use crate::log::event::{self, Named};
use crate::testing::{centre, now, people};

const PEOPLE: [&[(&str, &str)]; 3] =
    [&[("given_name", "Әсел")], &[("given_name", "Данияр"), ("birth_date", "1987-03")], &[("full_name", "Ли Кім")]];

fn with_people() -> (tempfile::TempDir, Store) {
    let (dir, mut store) = centre();
    people(&mut store, Stream::Centre, &PEOPLE).unwrap();
    people(&mut store, Stream::Protected, &PEOPLE[..1]).unwrap();
    (dir, store)
}

fn events(store: &Store) -> Vec<Named> {
    event::named(store.connection()).unwrap()
}

#[test]
fn a_sound_store_is_well() {
    let (_dir, mut store) = with_people();
    let diagnosis = store.doctor(now()).unwrap();
    assert_eq!(diagnosis.findings, []);
    assert!(diagnosis.chain_ok && diagnosis.signatures_ok && diagnosis.bodies_ok && diagnosis.views_equal_replay);
    assert_eq!(diagnosis.events, 2 + 3 * 2 + 2);
    assert!(diagnosis.free_bytes.is_some_and(|bytes| bytes > 0));
}

#[test]
fn one_flipped_bit_in_any_event_is_named() {
    let (_dir, mut store) = with_people();
    for (position, stream, device, seq) in events(&store) {
        for column in ["header", "signature", "sealed", "event_id"] {
            let select = format!("SELECT {column} FROM event WHERE position = ?1");
            let right: Vec<u8> = store.connection().query_row(&select, [position], |row| row.get(0)).unwrap();
            let bits = right.len() * 8;
            for bit in [0, bits / 3, bits / 2, bits - 1] {
                let mut wrong = right.clone();
                wrong[bit / 8] ^= 1 << (bit % 8);
                let update = format!("UPDATE event SET {column} = ?2 WHERE position = ?1");
                store.connection().execute(&update, params![position, wrong]).unwrap();
                let mut diagnosis = Diagnosis {
                    events: 0,
                    closed: 0,
                    chain_ok: true,
                    signatures_ok: true,
                    bodies_ok: true,
                    views_equal_replay: true,
                    drafts: 0,
                    files: 0,
                    files_to_come: 0,
                    database_bytes: 0,
                    free_bytes: None,
                    findings: Vec::new(),
                };
                store.look_at_events(&mut diagnosis).unwrap();
                let named = diagnosis.findings.iter().any(|finding| {
                    matches!(finding, Finding::Event { stream: s, device: d, seq: n, .. }
                        if (*s, *d, *n) == (stream, device, seq))
                });
                assert!(named, "bit {bit} of {column} of {stream}/{seq}: {:?}", diagnosis.findings);
                store.connection().execute(&update, params![position, right]).unwrap();
            }
        }
    }
    assert!(store.doctor(now()).unwrap().is_well());
}

#[test]
fn an_event_taken_out_or_put_elsewhere_is_named() {
    let (_dir, mut store) = with_people();
    let (position, stream, _, seq) = events(&store)[7];
    store.connection().execute("DELETE FROM event WHERE position = ?1", [position]).unwrap();
    let diagnosis = store.doctor(now()).unwrap();
    assert!(!diagnosis.chain_ok);
    let after = |finding: &Finding| matches!(finding, Finding::Event { stream: s, seq: n, fault: Fault::Chain, .. } if *s == stream && *n == seq + 1);
    assert!(diagnosis.findings.iter().any(after), "{:?}", diagnosis.findings);
}

#[test]
fn a_view_that_says_something_else_is_named() {
    let (_dir, mut store) = with_people();
    store.connection().execute("UPDATE view_case SET name = name || '!' WHERE name <> ''", []).unwrap();
    let diagnosis = store.doctor(now()).unwrap();
    assert!(!diagnosis.views_equal_replay && diagnosis.chain_ok);
    assert_eq!(diagnosis.findings, [Finding::View("view_case".to_owned())]);
    store.rebuild_views(now()).unwrap();
    assert!(store.doctor(now()).unwrap().is_well());
}

#[test]
fn a_damaged_page_of_the_file_is_named_with_the_events_on_it() {
    let (dir, mut store) = with_people();
    let long = "ұзақ жауап ".repeat(4_000);
    people(&mut store, Stream::Centre, &[&[("given_name", &long)]]).unwrap();
    pana_sqlite::checkpoint(store.connection()).unwrap();
    let path = dir.path().join("pana.db");
    let pages = std::fs::metadata(&path).unwrap().len() / 4096;
    let mut with_events = 0;
    for page in 1..pages {
        let mut file = std::fs::OpenOptions::new().read(true).write(true).open(&path).unwrap();
        let mut byte = [0];
        let at = SeekFrom::Start(page * 4096 + 1_000);
        file.seek(at).unwrap();
        file.read_exact(&mut byte).unwrap();
        file.seek(at).unwrap();
        file.write_all(&[byte[0] ^ 4]).unwrap();
        let looked = store.reopen().and_then(|()| store.doctor(now()));
        match looked {
            Ok(diagnosis) => {
                assert!(diagnosis.findings.iter().any(|f| matches!(f, Finding::Page(_))), "page {page}: {diagnosis:?}");
                let unreadable = |f: &Finding| matches!(f, Finding::Event { fault: Fault::Unreadable, .. });
                with_events += u32::from(diagnosis.findings.iter().any(unreadable));
            }
            Err(error) => assert!(matches!(error, StoreError::Damaged(_) | StoreError::Io), "page {page}: {error}"),
        }
        file.seek(at).unwrap();
        file.write_all(&byte).unwrap();
        store.reopen().unwrap();
    }
    assert!(with_events > 0);
    assert!(store.doctor(now()).unwrap().is_well());
}
