//! Triggers, views, tables and indexes of a stranger.

use pana_store::{Access, Finding, Look, Notice, Stream};

use crate::house::{House, finds, house, later};

/// What was put into the schema is taken out at the next opening, and named then and by the doctor.
fn check_taken_out(house: &House, batch: &str, name: &str) {
    house.hand().sql.execute_batch(batch).unwrap();
    let mut store = house.open(house.vol);
    assert_eq!(store.notices(), [Notice::TakenOut(vec![name.to_owned()])]);
    let diagnosis = store.doctor(later(63)).unwrap();
    assert!(finds(&diagnosis, |finding| *finding == Finding::TakenOut(name.to_owned())));
}

#[test]
fn a_trigger_that_hides_someone_from_the_access_log_hides_nobody() {
    let house = house();
    check_taken_out(
        &house,
        "CREATE TRIGGER unseen AFTER INSERT ON view_access BEGIN DELETE FROM view_access; END",
        "unseen",
    );
    let mut store = house.open(house.vol);
    let cases = [house.asel.case];
    let look = Look { cases: &cases, access: Access::PersonOpened, interview: None, stream: Stream::Centre, note: "" };
    store.record_access(&look, later(63)).unwrap();
    let log = store.access_log(house.asel.case).unwrap();
    assert_eq!(log.iter().map(|entry| entry.member).collect::<Vec<_>>(), [house.vol.id]);
    drop(store);
    house.goes_on();
    assert_eq!(house.doctor(house.coordinator).findings, []);
}

#[test]
fn a_trigger_that_drops_events_drops_none() {
    let house = house();
    check_taken_out(&house, "CREATE TRIGGER swallow BEFORE INSERT ON event BEGIN SELECT raise(IGNORE); END", "swallow");
    let person = house.person(&mut house.open(house.worker), &[("given_name", "Арман")]);
    assert_eq!(house.open(house.coordinator).person(person.case).unwrap().name, "Арман");
    house.goes_on();
    assert_eq!(house.doctor(house.coordinator).findings, []);
}

#[test]
fn a_view_of_a_stranger_is_taken_out() {
    let house = house();
    check_taken_out(&house, "CREATE VIEW view_member AS SELECT 'coordinator' AS role", "view_member");
    house.goes_on();
}

#[test]
fn tables_and_indexes_that_are_not_ours_or_are_missing_are_named() {
    let house = house();
    house
        .hand()
        .sql
        .execute_batch("CREATE TABLE notes (what TEXT); DROP INDEX view_case_recent; CREATE INDEX more ON event (seq);")
        .unwrap();
    let names = ["more", "notes", "view_case_recent"].map(str::to_owned);
    let mut store = house.open(house.worker);
    assert_eq!(store.notices(), [Notice::Schema(names.to_vec())]);
    let diagnosis = store.doctor(later(63)).unwrap();
    for name in names {
        assert!(finds(&diagnosis, |finding| *finding == Finding::Schema(name.clone())));
    }
    drop(store);
    house.goes_on();
}
