//! Views edited, members taken out of the database, and folders of which one half is older.

use pana_casework::Role;
use pana_store::{AddMember, Authorised, Finding, Locked, Notice, StoreError};

use crate::house::{House, KDF, Who, finds, house, later, reasons, secret};

/// What can be written into each view: it is named, the rebuild mends it, and then all is well.
#[test]
fn a_view_that_was_edited_is_named_by_its_name_and_mended_by_a_rebuild() {
    let house = house();
    house
        .open(house.worker)
        .record_access(
            &pana_store::Look {
                cases: &[house.asel.case],
                access: pana_store::Access::PersonOpened,
                interview: None,
                stream: pana_store::Stream::Centre,
                note: "",
            },
            later(62),
        )
        .unwrap();
    let edits = [
        ("view_access", "DELETE FROM view_access"),
        (
            "view_access_many",
            "INSERT INTO view_access_many
                 VALUES (zeroblob(16), zeroblob(16), zeroblob(16), 1, 'a', zeroblob(16), zeroblob(16), '', zeroblob(16))",
        ),
        ("view_case", "UPDATE view_case SET name = 'Басқа'"),
        ("view_case", "DELETE FROM view_case"),
        ("view_case_doc", "DELETE FROM view_case_doc"),
        ("view_history", "UPDATE view_history SET member = zeroblob(16)"),
        ("view_history", "DELETE FROM view_history"),
        (
            "view_household",
            "INSERT INTO view_household VALUES (zeroblob(16), zeroblob(16), 'a', 'b', zeroblob(16), 'c', 1, '')",
        ),
        ("view_conflict", "INSERT INTO view_conflict VALUES (zeroblob(16), 'person/phone', 'fact', 'other')"),
        ("view_interview", "UPDATE view_interview SET member = zeroblob(16)"),
        ("view_interview", "UPDATE view_interview SET doc = x'00'"),
        ("view_profile", "UPDATE view_profile SET value = 'Басқа'"),
        ("view_token", "UPDATE view_token SET token = token || 'x' WHERE kind = 0"),
        ("view_token", "DELETE FROM view_token"),
        ("view_verdict", "INSERT INTO view_verdict VALUES (zeroblob(32), 'no-right', x'')"),
        ("view_waiting", "INSERT INTO view_waiting SELECT subject, zeroblob(16), x'' FROM view_case"),
    ];
    let kept = house.keep();
    for (view, edit) in edits {
        kept.put_back(&house.path());
        assert!(house.hand().run(edit, []) > 0, "{edit}");
        let mut store = house.open(house.worker);
        let diagnosis = store.doctor(later(63)).unwrap();
        assert!(finds(&diagnosis, |finding| *finding == Finding::View(view.to_owned())), "{edit}: {diagnosis:?}");
        store.rebuild_views(later(63)).unwrap();
        assert_eq!(store.doctor(later(63)).unwrap().findings, [], "{edit}");
        house.works(&mut store);
    }
}

#[test]
fn a_role_comes_from_no_table() {
    let house = house();
    let hand = house.hand();
    hand.sql
        .execute_batch(
            "CREATE TABLE view_member (member BLOB PRIMARY KEY, name TEXT NOT NULL, role TEXT NOT NULL,
                 grants TEXT NOT NULL, signing BLOB NOT NULL, sealing BLOB NOT NULL, added_hlc INTEGER NOT NULL)
                 STRICT, WITHOUT ROWID",
        )
        .unwrap();
    hand.run(
        "INSERT INTO view_member VALUES (?1, 'Вол', 'coordinator', 'protected', zeroblob(32), zeroblob(32), 0)",
        [house.vol.id.as_bytes()],
    );
    drop(hand);
    let mut store = house.open(house.vol);
    assert_eq!(store.member().role, Role::Volunteer);
    assert_eq!(store.notices(), [Notice::Schema(vec!["view_member".to_owned()])]);
    let new = AddMember {
        name: "Бөтен".to_owned(),
        role: Role::Coordinator,
        grants: Vec::new(),
        passphrase: secret("бірінші сөз"),
        kdf: KDF,
    };
    assert!(matches!(store.member_add(new, &Authorised::Alone, later(63)), Err(StoreError::Refused(_))));
    drop(store);
    let named = |finding: &Finding| *finding == Finding::Schema("view_member".to_owned());
    assert!(finds(&house.doctor(house.coordinator), named));
    house.goes_on();
}

/// Rights in a case are asked of the case file as the log gives it, so that an edited view opens nothing.
#[test]
fn an_edited_view_lets_nobody_change_what_another_wrote() {
    let house = house();
    let refused = |done: Result<(), StoreError>| assert!(matches!(done, Err(StoreError::Refused(_))));
    refused(house.open(house.vol).interview_amend(house.asel.interview, later(63)));
    let listed = |who: Who, minute: i64| {
        let store = house.open(who);
        [&house.asel, &house.dana].map(|of| {
            let listed = store.person(of.case).unwrap().interviews;
            let listed = listed.iter().find(|listed| listed.interview == of.interview).unwrap();
            store.may_amend_listed(listed, later(minute)).unwrap()
        })
    };
    let tomorrow = 24 * 60;
    assert_eq!(listed(house.vol, 63), [false, true]);
    assert_eq!(listed(house.vol, tomorrow), [false, false]);
    assert_eq!(listed(house.worker, 63), [false, false]);
    assert_eq!(listed(house.coordinator, tomorrow), [true, true]);
    let hand = house.hand();
    // Әсел's interview becomes the one that vol led: the heads of vol's own interview under its id.
    hand.run(
        "UPDATE view_interview SET (member, doc, finished_hlc) =
             (SELECT member, doc, finished_hlc FROM view_interview WHERE interview = ?2) WHERE interview = ?1",
        [house.asel.interview.as_bytes(), house.dana.interview.as_bytes()],
    );
    drop(hand);
    assert_eq!(listed(house.vol, 63), [false, true]);
    let mut store = house.open(house.vol);
    refused(store.interview_amend(house.asel.interview, later(63)));
    assert!(!store.is_draft(house.asel.interview).unwrap());
    drop(store);
    let diagnosis = house.doctor(house.coordinator);
    assert!(finds(&diagnosis, |finding| *finding == Finding::View("view_interview".to_owned())));
    let mut store = house.open(house.coordinator);
    store.rebuild_views(later(65)).unwrap();
    assert_eq!(reasons(&store).len(), 0);
    assert_eq!(store.person(house.asel.case).unwrap().history.len(), 2);
    house.works(&mut store);
}

fn members(house: &House) -> usize {
    Locked::open(house.dir.path()).unwrap().members().unwrap().len()
}

#[test]
fn whoever_is_taken_out_of_the_database_keeps_their_slot_and_works_again_when_it_is_put_right() {
    let house = house();
    let kept = house.keep();
    let hand = house.hand();
    let added: i64 = hand
        .sql
        .query_row("SELECT position FROM event WHERE stream = 0 ORDER BY position LIMIT 1 OFFSET 2", [], |row| {
            row.get(0)
        })
        .unwrap();
    // All that adds people, and what follows.
    hand.run("DELETE FROM event WHERE stream = 0 AND position >= ?1", [added]);
    drop(hand);
    for who in [house.coordinator, house.worker, house.vol] {
        drop(house.try_open(who));
    }
    assert_eq!(members(&house), 4);
    kept.put_back_one(&house.path(), "pana.db");
    house.goes_on();
    assert_eq!(house.doctor(house.worker).findings, []);
    // The coordinator was in the store without the others, which left a line there that is gone with it.
    assert_eq!(house.doctor(house.coordinator).findings, [Finding::Behind(1)]);
}

#[test]
fn whoever_was_added_since_an_older_database_keeps_their_slot() {
    let house = house();
    let older = house.keep();
    let mut store = house.open(house.coordinator);
    let new = AddMember {
        name: "Болат".to_owned(),
        role: Role::Worker,
        grants: Vec::new(),
        passphrase: secret("бірінші сөз"),
        kdf: KDF,
    };
    let added =
        Who { id: store.member_add(new, &Authorised::Alone, later(61)).unwrap().id, word: "бірінші сөз" };
    drop(store);
    let newer = house.keep();
    older.put_back_one(&house.path(), "pana.db");
    house.goes_on();
    assert!(matches!(house.try_open(added), Err(StoreError::UnknownMember)));
    newer.put_back_one(&house.path(), "pana.db");
    assert_eq!(house.open(added).member().name, "Болат");
    house.goes_on();
}
