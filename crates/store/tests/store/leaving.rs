//! What takes rights away: removed members, withdrawn grants, new sheets; and what is left to whom.

use pana_casework::{Grant, Role};
use pana_model::{CaseId, MemberId};
use pana_store::{AddMember, Authorised, Locked, Member, Purpose, Store, StoreError, Stream};

use crate::support::{Centre, KDF, PASSPHRASE, centre, finish, later, new_centre, now, secret, value};

const WORD: &str = "бірінші сөз";

fn add(store: &mut Store, name: &str, role: Role, grants: &[Grant]) -> Member {
    let new = AddMember { name: name.to_owned(), role, grants: grants.to_vec(), passphrase: secret(WORD), kdf: KDF };
    store.member_add(new, &Authorised::Alone, now()).unwrap()
}

fn database_key(centre: &Centre, member: MemberId, passphrase: &str) -> [u8; 32] {
    let file = std::fs::read(centre.dir.path().join("keyring.json")).unwrap();
    let keyring = pana_keys::Keyring::from_bytes(&file).unwrap();
    *keyring.unlock(member, &secret(passphrase)).unwrap().db_key().expose()
}

#[test]
fn a_removed_member_unlocks_no_more_and_the_database_has_another_key() {
    let mut centre = centre();
    let worker = add(&mut centre.store, "Серік", Role::Worker, &[]);
    let other = add(&mut centre.store, "Болат", Role::Volunteer, &[]);
    let case = CaseId::from_random([9; 16]);
    centre.store.case_open(case, now()).unwrap();
    let known = database_key(&centre, worker.id, WORD);
    let old_keyring = std::fs::read(centre.dir.path().join("keyring.json")).unwrap();
    centre.store.member_remove(worker.id, &Authorised::Alone, now()).unwrap();
    assert_eq!(centre.store.members().unwrap().len(), 2);
    assert_eq!(centre.store.member_name(worker.id).as_deref(), Some("Серік"), "what they wrote keeps its name");
    centre.store.case_open(CaseId::from_random([10; 16]), now()).unwrap();
    assert_eq!(centre.store.doctor(now()).unwrap().findings, []);
    let centre = centre.hand_over(other.id, WORD);
    assert_eq!(centre.store.people_count().unwrap(), 2);
    assert_ne!(database_key(&centre, other.id, WORD), known);
    let path = centre.dir.path().to_owned();
    let coordinator = centre.coordinator;
    drop(centre.store);
    let _dir = centre.dir;
    let locked = Locked::open(&path).unwrap();
    assert!(matches!(locked.unlock(worker.id, &secret(WORD), now()), Err(StoreError::UnknownMember)));
    drop(locked.unlock(coordinator, &secret(PASSPHRASE), now()).unwrap());
    // With the keyring that they had kept, the database is closed to them.
    std::fs::write(path.join("keyring.json"), old_keyring).unwrap();
    drop(locked);
    let kept = Locked::open(&path).unwrap();
    assert!(matches!(kept.unlock(worker.id, &secret(WORD), now()), Err(StoreError::Damaged(_))));
}

#[test]
fn a_withdrawn_grant_closes_what_is_written_from_then_on() {
    let mut centre = centre();
    let worker = add(&mut centre.store, "Серік", Role::Worker, &[Grant::Protected]);
    let mut centre = centre.hand_over(worker.id, WORD);
    assert!(centre.store.opens(Stream::Protected));
    let refused = centre.store.grant_withdraw(worker.id, Grant::Protected, &Authorised::Alone, now());
    assert!(matches!(refused, Err(StoreError::Refused(_))), "a worker withdraws nothing");
    let coordinator = centre.coordinator;
    let mut centre = centre.hand_over(coordinator, PASSPHRASE);
    centre.store.grant_withdraw(worker.id, Grant::Protected, &Authorised::Alone, now()).unwrap();
    assert_eq!(centre.store.doctor(now()).unwrap().findings, []);
    let centre = centre.hand_over(worker.id, WORD);
    assert!(!centre.store.member().has(Grant::Protected));
    let mut centre = centre.hand_over(coordinator, PASSPHRASE);
    centre.store.grant_give(worker.id, Grant::Protected, &Authorised::Alone, now()).unwrap();
    let centre = centre.hand_over(worker.id, WORD);
    assert!(centre.store.opens(Stream::Protected), "and given again");
}

/// How many epochs of the protected stream have a key here.
fn protected_epochs(sql: &rusqlite::Connection) -> i64 {
    let query = "SELECT count(DISTINCT epoch) FROM seat_grant WHERE stream = 2";
    sql.query_row(query, [], |row| row.get(0)).unwrap()
}

#[test]
fn the_next_holder_of_whatever_role_rolls_a_stream_that_the_coordinator_does_not_hold() {
    for role in [Role::Volunteer, Role::Worker, Role::Supervisor] {
        let mut centre = centre();
        let closed = add(&mut centre.store, "Бақыт", Role::Coordinator, &[]);
        let holder = add(&mut centre.store, "Серік", role, &[Grant::Protected]);
        let removed = add(&mut centre.store, "Болат", Role::Worker, &[Grant::Protected]);
        let person = centre.person("Ибраева", "Әсел", "1985-03");
        let mut centre = centre.hand_over(closed.id, WORD);
        centre.store.member_remove(removed.id, &Authorised::Alone, now()).unwrap();
        let (epochs, centre) = centre.look(WORD, protected_epochs);
        assert_eq!(epochs, 1, "whoever does not hold it cannot");
        let (epochs, mut centre) = centre.hand_over(holder.id, WORD).look(WORD, protected_epochs);
        assert_eq!(epochs, 2, "{role}");
        let talk = centre.start(Stream::Protected, Some(person.case));
        let answers = finish(&[("/f/told", value("x"))], &[]);
        centre.store.interview_finish(talk.interview, &answers, later(20)).unwrap();
        let coordinator = centre.coordinator;
        let mut centre = centre.hand_over(coordinator, PASSPHRASE);
        assert_eq!(centre.store.interview(talk.interview).unwrap().answers, answers.answers);
        assert_eq!(centre.store.doctor(now()).unwrap().findings, []);
        assert_eq!(centre.look(PASSPHRASE, protected_epochs).0, 2, "and once is enough");
    }
}

#[test]
fn new_sheets_open_the_store_and_the_old_ones_do_not() {
    let mut centre = centre();
    let [old_a, old_b] = centre.sheets.clone().map(|sheet| sheet.to_text().expose().clone());
    let by = Authorised::Sheets([secret(&old_a), secret(&old_b)]);
    let new = centre.store.sheets_make(&by, now()).unwrap();
    let [a, b] = new.map(|sheet| sheet.to_text().expose().clone());
    let id = centre.coordinator;
    drop(centre.store);
    let locked = Locked::open(centre.dir.path()).unwrap();
    let fresh = secret("жаңа құпия сөз");
    let refused = locked.recover([&old_a, &old_b], id, &fresh, KDF, now());
    assert!(matches!(refused, Err(StoreError::WrongSheets(_))), "{refused:?}");
    let mut store = locked.recover([&a, &b], id, &fresh, KDF, now()).unwrap();
    assert!(store.opens(Stream::Protected));
    assert_eq!(store.doctor(now()).unwrap().findings, []);
    store.case_open(CaseId::from_random([9; 16]), now()).unwrap();
    drop(store);
    assert!(matches!(locked.unlock(id, &secret(PASSPHRASE), now()), Err(StoreError::WrongPassphrase)));
    assert_eq!(locked.unlock(id, &fresh, now()).unwrap().people_count().unwrap(), 1);
}

#[test]
fn new_sheets_of_one_coordinator_alone_count_after_a_week() {
    let mut centre = centre();
    let old = centre.sheets.clone().map(|sheet| sheet.to_text().expose().clone());
    let new = centre.store.sheets_make(&Authorised::Alone, now()).unwrap();
    let new = new.map(|sheet| sheet.to_text().expose().clone());
    assert!(centre.store.sheets_wait_until().is_some());
    let (id, fresh, week) = (centre.coordinator, secret("жаңа құпия сөз"), later(8 * 24 * 60));
    drop(centre.store);
    let locked = Locked::open(centre.dir.path()).unwrap();
    assert!(matches!(locked.recover([&new[0], &new[1]], id, &fresh, KDF, now()), Err(StoreError::WrongSheets(_))));
    drop(locked.recover([&old[0], &old[1]], id, &fresh, KDF, now()).unwrap());
    let store = locked.unlock(id, &fresh, week).unwrap();
    assert_eq!(store.sheets_wait_until(), None);
    drop(store);
    let last = secret("тағы бір жаңа сөз");
    assert!(matches!(locked.recover([&old[0], &old[1]], id, &last, KDF, week), Err(StoreError::WrongSheets(_))));
    assert!(locked.recover([&new[0], &new[1]], id, &last, KDF, week).unwrap().opens(Stream::Protected));
}

#[test]
fn a_date_in_doubt_makes_no_waiting_sheets_count() {
    let mut centre = centre();
    let old = centre.sheets.clone().map(|sheet| sheet.to_text().expose().clone());
    let new = centre.store.sheets_make(&Authorised::Alone, now()).unwrap();
    let new = new.map(|sheet| sheet.to_text().expose().clone());
    let (id, far) = (centre.coordinator, later(40 * 24 * 60));
    drop(centre.store);
    let locked = Locked::open(centre.dir.path()).unwrap();
    let events = [(); 2].map(|()| {
        let mut store = locked.unlock(id, &secret(PASSPHRASE), far).unwrap();
        assert!(store.clock_ahead(far).unwrap().is_some());
        assert!(store.sheets_wait_until().is_some());
        store.doctor(far).unwrap().events
    });
    assert_eq!(events[0], events[1], "and nothing is made anew at each opening");
    let fresh = secret("жаңа құпия сөз");
    assert!(matches!(locked.recover([&new[0], &new[1]], id, &fresh, KDF, far), Err(StoreError::WrongSheets(_))));
    let mut store = locked.recover([&old[0], &old[1]], id, &fresh, KDF, far).unwrap();
    store.confirm_date(far).unwrap();
    drop(store);
    let store = locked.unlock(id, &fresh, far).unwrap();
    assert_eq!(store.sheets_wait_until(), None);
    drop(store);
    assert!(locked.recover([&new[0], &new[1]], id, &fresh, KDF, far).unwrap().opens(Stream::Protected));
}

#[test]
fn the_last_coordinator_stays_and_one_of_two_is_removed_by_the_sheets_alone() {
    let mut centre = centre();
    let last = centre.store.member_remove(centre.coordinator, &Authorised::Alone, now());
    assert!(matches!(last, Err(StoreError::LastCoordinator)));
    let second = add(&mut centre.store, "Серік", Role::Coordinator, &[]);
    let alone = centre.store.member_remove(second.id, &Authorised::Alone, now());
    assert!(matches!(alone, Err(StoreError::NeedsSecond)), "{alone:?}");
    let [a, b] = centre.sheets.clone().map(|sheet| sheet.to_text());
    centre.store.member_remove(second.id, &Authorised::Sheets([a, b]), now()).unwrap();
    assert_eq!(centre.store.members().unwrap().len(), 1);
    assert!(matches!(reopen_after(centre, second.id), Err(StoreError::UnknownMember)));
}

#[test]
fn nobody_removes_themselves() {
    let mut centre = centre();
    for name in ["Серік", "Дана"] {
        add(&mut centre.store, name, Role::Coordinator, &[]);
    }
    let own = centre.store.member_remove(centre.coordinator, &Authorised::Alone, now());
    assert!(matches!(own, Err(StoreError::Refused(_))), "{own:?}");
    assert_eq!(centre.reopen().store.members().unwrap().len(), 3);
}

fn reopen_after(centre: Centre, member: MemberId) -> Result<Store, StoreError> {
    let path = centre.dir.path().to_owned();
    drop(centre.store);
    let _kept = centre.dir;
    Locked::open(&path).unwrap().unlock(member, &secret(WORD), now())
}

#[test]
fn a_lowered_role_allows_less_at_once() {
    let mut centre = centre();
    let second = add(&mut centre.store, "Серік", Role::Supervisor, &[]);
    centre.store.member_change(second.id, Role::Volunteer, &Authorised::Alone, now()).unwrap();
    let centre = centre.hand_over(second.id, WORD);
    assert_eq!(centre.store.member().role, Role::Volunteer);
}

#[test]
fn a_practice_centre_is_one_for_ever() {
    let dir = tempfile::tempdir().unwrap();
    let new = pana_store::NewCentre { purpose: Purpose::Practice, ..new_centre() };
    let (store, _) = Store::create(dir.path(), new, now()).unwrap();
    assert!(store.is_practice());
    let id = store.member().id;
    drop(store);
    let store = Locked::open(dir.path()).unwrap().unlock(id, &secret(PASSPHRASE), now()).unwrap();
    assert!(store.is_practice());
}

#[test]
fn a_slot_that_a_cut_left_behind_keeps_nobody_from_being_removed() {
    let mut centre = centre();
    let worker = add(&mut centre.store, "Серік", Role::Worker, &[]);
    let (path, stray) = (centre.dir.path().join("keyring.json"), MemberId::from_random([3; 16]));
    let mut keyring = pana_keys::Keyring::from_bytes(&std::fs::read(&path).unwrap()).unwrap();
    let unlocked = keyring.unlock(centre.coordinator, &secret(PASSPHRASE)).unwrap();
    let slot = pana_keys::NewMember {
        id: stray,
        name: "Дана".to_owned(),
        role: "worker".to_owned(),
        grants: Vec::new(),
        passphrase: secret(WORD),
    };
    keyring.add_member(&unlocked, slot, KDF, &mut pana_keys::SystemEntropy).unwrap();
    std::fs::write(&path, keyring.to_bytes().unwrap()).unwrap();
    let known = database_key(&centre, stray, WORD);
    centre.store.member_remove(worker.id, &Authorised::Alone, now()).unwrap();
    assert_ne!(database_key(&centre, centre.coordinator, PASSPHRASE), known);
    assert_eq!(database_key(&centre, stray, WORD), known, "nobody tells it the new one");
    assert_eq!(centre.store.doctor(now()).unwrap().findings, []);
}

#[test]
fn a_protected_stream_that_the_coordinator_does_not_hold_is_rolled_by_the_next_holder_whoever_that_is() {
    let mut centre = centre();
    let leaves = add(&mut centre.store, "Серік", Role::Worker, &[Grant::Protected]);
    let holder = add(&mut centre.store, "Болат", Role::Worker, &[Grant::Protected]);
    let other = add(&mut centre.store, "Дана", Role::Coordinator, &[]);
    let mut centre = centre.hand_over(other.id, WORD);
    centre.store.member_remove(leaves.id, &Authorised::Alone, now()).unwrap();
    let before = database_key(&centre, holder.id, WORD);
    let centre = centre.hand_over(holder.id, WORD);
    let rolled = database_key(&centre, holder.id, WORD);
    assert_ne!(rolled, before);
    let mut centre = centre.hand_over(holder.id, WORD);
    assert_eq!(database_key(&centre, holder.id, WORD), rolled, "once");
    assert_eq!(centre.store.doctor(now()).unwrap().findings, []);
    centre.start(Stream::Protected, None);
}

#[test]
fn a_coordinator_who_lost_the_grant_prints_sheets_and_a_holder_seals_the_protected_stream_to_them() {
    let mut centre = centre();
    let second = add(&mut centre.store, "Серік", Role::Coordinator, &[Grant::Protected]);
    let talk = centre.start(Stream::Protected, None);
    centre.store.interview_finish(talk.interview, &crate::support::finish(&[], &[]), later(20)).unwrap();
    centre.store.grant_withdraw(second.id, Grant::Protected, &Authorised::Alone, now()).unwrap();
    let founder = centre.coordinator;
    let mut centre = centre.hand_over(second.id, WORD);
    let by = Authorised::Second { member: founder, passphrase: secret(PASSPHRASE) };
    let sheets = centre.store.sheets_make(&by, now()).unwrap().map(|sheet| sheet.to_text().expose().clone());
    let centre = centre.hand_over(second.id, WORD);
    let centre = centre.hand_over(founder, PASSPHRASE);
    drop(centre.store);
    let locked = Locked::open(centre.dir.path()).unwrap();
    let fresh = secret("жаңа құпия сөз");
    let mut store = locked.recover([&sheets[0], &sheets[1]], founder, &fresh, KDF, now()).unwrap();
    assert!(store.interview(talk.interview).is_ok(), "what was written before opens by the new sheets too");
    assert_eq!(store.doctor(now()).unwrap().findings, []);
}
