use pana_casework::{Grant, Role};
use pana_store::{AddMember, Authorised, Locked, Store, StoreError};

use crate::support::{KDF, PASSPHRASE, centre, later, new_centre, now, secret};

#[test]
fn a_folder_without_a_centre_says_so_and_is_not_touched() {
    let dir = tempfile::tempdir().unwrap();
    assert!(matches!(Locked::open(dir.path()), Err(StoreError::NoCentre)));
    assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 0);
}

#[test]
fn what_was_created_unlocks_again() {
    let centre = centre().reopen();
    assert_eq!(centre.store.centre_name(), "Қабылдау орталығы");
    assert_eq!(centre.store.member().role, Role::Coordinator);
    assert_eq!(centre.store.member().name, "Айжан");
}

#[test]
fn a_second_program_is_told_that_the_store_is_open() {
    let centre = centre();
    assert!(matches!(Locked::open(centre.dir.path()), Err(StoreError::AlreadyOpen)));
    assert!(matches!(Store::create(centre.dir.path(), new_centre(), now()), Err(StoreError::AlreadyOpen)));
}

#[test]
fn a_second_centre_does_not_replace_the_first() {
    let centre = centre();
    drop(centre.store);
    assert!(matches!(Store::create(centre.dir.path(), new_centre(), now()), Err(StoreError::CentreExists)));
}

#[test]
fn wrong_passphrases_slow_down_and_destroy_nothing() {
    let centre = centre();
    let id = centre.coordinator;
    drop(centre.store);
    let locked = Locked::open(centre.dir.path()).unwrap();
    let mut waits = 0;
    for _ in 0..6 {
        match locked.unlock(id, &secret("wrong"), now()) {
            Err(StoreError::WrongPassphrase) => {}
            Err(StoreError::Wait { seconds }) => {
                waits += 1;
                assert!(seconds > 0 && locked.wait_seconds(id, now()).unwrap() == seconds);
            }
            other => panic!("{other:?}"),
        }
    }
    assert!(waits > 0, "after some tries one waits");
    assert!(locked.unlock(id, &secret(PASSPHRASE), later(10)).is_ok());
    assert_eq!(locked.wait_seconds(id, now()).unwrap(), 0, "the right passphrase forgets the tries");
}

#[test]
fn both_recovery_sheets_open_the_store_and_one_does_not() {
    let centre = centre();
    let id = centre.coordinator;
    let [a, b] = centre.sheets.clone().map(|sheet| sheet.to_text().expose().clone());
    drop(centre.store);
    let locked = Locked::open(centre.dir.path()).unwrap();
    let fresh = secret("жаңа құпия сөз");
    assert!(matches!(locked.recover([&a, &a], id, &fresh, KDF, now()), Err(StoreError::WrongSheets(_))));
    drop(locked.recover([&b, &a], id, &fresh, KDF, now()).unwrap());
    assert!(matches!(locked.unlock(id, &secret(PASSPHRASE), now()), Err(StoreError::WrongPassphrase)));
    assert!(locked.unlock(id, &fresh, now()).is_ok());
}

#[test]
fn members_are_added_by_a_coordinator_alone() {
    let mut centre = centre();
    let new = |name: &str| AddMember {
        name: name.to_owned(),
        role: Role::Worker,
        grants: Vec::new(),
        passphrase: secret("бірінші сөз"),
        kdf: KDF,
    };
    let worker = centre.store.member_add(new("Серік"), &Authorised::Alone, now()).unwrap();
    assert_eq!(centre.store.members().unwrap().len(), 2);
    drop(centre.store);
    let locked = Locked::open(centre.dir.path()).unwrap();
    assert_eq!(locked.members().unwrap()[1], worker);
    let mut store = locked.unlock(worker.id, &secret("бірінші сөз"), now()).unwrap();
    assert!(matches!(store.member_add(new("Болат"), &Authorised::Alone, now()), Err(StoreError::Refused(_))));
    assert!(!store.member().has(Grant::Protected) && !store.opens(pana_store::Stream::Protected));
}

#[test]
fn a_member_changes_their_passphrase_with_the_old_one() {
    let mut centre = centre();
    let fresh = secret("жаңа құпия сөз");
    let wrong = centre.store.member_passphrase(&secret("other"), &fresh, KDF, now());
    assert!(matches!(wrong, Err(StoreError::WrongPassphrase)));
    centre.store.member_passphrase(&secret(PASSPHRASE), &fresh, KDF, now()).unwrap();
    centre.store.verify_passphrase(centre.coordinator, &fresh, now()).unwrap();
}

#[test]
fn a_clock_set_back_a_year_is_noticed_and_blocks_nothing() {
    let mut centre = centre();
    let a_year_ago = later(-365 * 24 * 60);
    assert_eq!(centre.store.clock_behind(now()).unwrap(), None);
    let known = centre.store.clock_behind(a_year_ago).unwrap().unwrap();
    assert_eq!(known.unix_ms(), now().unix_ms());
    let case = pana_model::CaseId::from_random([9; 16]);
    centre.store.case_open(case, a_year_ago).unwrap();
    assert!(centre.store.clock_behind(a_year_ago).unwrap().is_some());
    assert!(centre.store.doctor(a_year_ago).unwrap().is_well());
}

#[test]
fn a_laptop_that_lay_in_a_drawer_is_asked_once_whether_its_date_is_right() {
    let mut centre = centre();
    let case = |byte: u8| pana_model::CaseId::from_random([byte; 16]);
    centre.store.case_open(case(1), now()).unwrap();
    let (back, next) = (later(60 * 24 * 60), later(61 * 24 * 60));
    assert_eq!(centre.store.clock_ahead(back).unwrap(), Some(now()));
    centre.store.case_open(case(2), back).unwrap();
    assert_eq!(centre.store.clock_ahead(back).unwrap(), Some(now()), "what was written meanwhile says nothing");
    centre.store.confirm_date(back).unwrap();
    centre.store.case_open(case(3), back).unwrap();
    assert_eq!(centre.store.clock_ahead(next).unwrap(), None);
    let dated = [1, 2, 3].map(|byte| centre.store.person(case(byte)).unwrap().history[0].is_dated);
    assert_eq!(dated, [true, false, true]);
    let doubted = centre.store.person(case(2)).unwrap().history[0].at_ms;
    assert_eq!(doubted, back.unix_ms(), "and keeps its time");
    let before = centre.store.view_hashes().unwrap();
    centre.store.rebuild_views(next).unwrap();
    assert_eq!(centre.store.view_hashes().unwrap(), before);
}

#[test]
fn a_damaged_or_missing_file_is_told_and_nothing_is_made_in_its_place() {
    let centre = centre();
    let (dir, id) = (centre.dir, centre.coordinator);
    drop(centre.store);
    let unlock = || Locked::open(dir.path())?.unlock(id, &secret(PASSPHRASE), now()).map(drop);
    let told = |result| matches!(result, Err(StoreError::Damaged(_)));
    let (database, keyring) = (dir.path().join("pana.db"), dir.path().join("keyring.json"));
    let (held, keys) = (std::fs::read(&database).unwrap(), std::fs::read(&keyring).unwrap());

    std::fs::remove_file(&database).unwrap();
    assert!(told(unlock()));
    assert!(!database.exists());
    let mut flipped = held.clone();
    flipped[100] ^= 1;
    std::fs::write(&database, flipped).unwrap();
    assert!(told(unlock()));
    std::fs::write(&database, &held[..4096]).unwrap();
    assert!(told(unlock()));
    std::fs::write(&database, &held).unwrap();
    std::fs::write(&keyring, &keys[..keys.len() / 2]).unwrap();
    assert!(told(unlock()));
    std::fs::write(&keyring, &keys).unwrap();
    unlock().unwrap();
}

#[test]
fn a_database_of_another_centre_is_refused() {
    let (one, other) = (centre(), centre());
    let (dir, id) = (one.dir, one.coordinator);
    drop((one.store, other.store));
    std::fs::copy(other.dir.path().join("pana.db"), dir.path().join("pana.db")).unwrap();
    let opened = Locked::open(dir.path()).unwrap().unlock(id, &secret(PASSPHRASE), now());
    assert!(matches!(opened, Err(StoreError::Damaged(_))));
}

#[test]
#[cfg(target_os = "linux")]
fn a_folder_that_may_not_be_written_is_told() {
    // Also the system's own user may not make folders here.
    let made = Store::create(std::path::Path::new("/sys/kernel/pana"), new_centre(), now());
    assert!(matches!(made, Err(StoreError::ReadOnly)), "{made:?}");
}

#[test]
fn a_slot_that_the_log_does_not_know_opens_nothing_and_stays() {
    let mut centre = centre();
    let new = AddMember {
        name: "Серік".to_owned(),
        role: Role::Worker,
        grants: Vec::new(),
        passphrase: secret("бірінші сөз"),
        kdf: KDF,
    };
    let database = centre.dir.path().join("pana.db");
    drop(centre.store);
    let before = std::fs::read(&database).unwrap();
    let locked = Locked::open(centre.dir.path()).unwrap();
    centre.store = locked.unlock(centre.coordinator, &secret(PASSPHRASE), now()).unwrap();
    let added = centre.store.member_add(new, &Authorised::Alone, now()).unwrap();
    drop(centre.store);
    // The slot is there, the log does not know the member: their adding was cut off, or the database is an older one.
    std::fs::write(&database, before).unwrap();
    let lost = locked.unlock(added.id, &secret("бірінші сөз"), now());
    assert!(matches!(lost, Err(StoreError::UnknownMember)));
    drop(locked.unlock(centre.coordinator, &secret(PASSPHRASE), now()).unwrap());
    assert_eq!(locked.members().unwrap().len(), 2, "nobody loses a slot because a database lacks them");
}
