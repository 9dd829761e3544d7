//! New sheets, and what comes between them and the new keys.

use super::*;
use crate::testing::centre_with_sheets;

/// The texts of sheets, as somebody types them.
fn typed(sheets: &[Secret<String>; 2]) -> [String; 2] {
    // EXPOSE: they are typed.
    sheets.clone().map(|sheet| sheet.expose().clone())
}

fn recovers(dir: &tempfile::TempDir, sheets: &[Secret<String>; 2], member: MemberId) -> Result<Store, StoreError> {
    let [a, b] = typed(sheets);
    let kdf = KdfParams { memory_kib: 64, passes: 1, lanes: 1 };
    Locked::open(dir.path()).unwrap().recover([&a, &b], member, &word(), kdf, now())
}

fn opened(dir: &tempfile::TempDir, member: MemberId) -> Store {
    Locked::open(dir.path()).unwrap().unlock(member, &word(), now()).unwrap()
}

/// Is anything still sealed to other sheets than those that count?
fn is_settled(store: &Store) -> bool {
    let recovery = roll::recovery(&store.state()).unwrap();
    !store.is_any_roll_due(now()) && by_sheets::is_sealed(store.session(), &recovery)
}

#[test]
fn new_sheets_that_were_cut_off_before_the_keys_changed_are_finished_at_the_next_opening() {
    for pinned in [false, true] {
        let (dir, mut store, old) = centre_with_sheets();
        let coordinator = store.member().id;
        let before = key_of(&dir, coordinator);
        let by = store.sign(&Authorised::Sheets(old.clone()), now()).unwrap();
        let (recovered, new) = by_sheets::make().unwrap();
        store.set_recovery(recovered.public(), by, now()).unwrap();
        if pinned {
            let mut keyring = keyring(store.folder()).unwrap();
            let unlocked = &mut store.session_mut().unlocked;
            keyring.pin_recovery(unlocked, recovered.public(), &mut SystemEntropy).unwrap();
            write(store.folder(), &keyring).unwrap();
        }
        let epochs = |store: &Store| Stream::ALL.map(|stream| store.state().epochs_of(stream).count());
        assert_eq!(epochs(&store), [1; 3]);
        drop(store);
        assert_eq!(key_of(&dir, coordinator), before, "cut off here");
        let store = opened(&dir, coordinator);
        assert!(is_settled(&store));
        assert_eq!(epochs(&store), [2; 3], "every stream has new keys");
        drop(store);
        let after = key_of(&dir, coordinator);
        assert_ne!(after, before, "pinned: {pinned}");
        let store = opened(&dir, coordinator);
        assert_eq!((key_of(&dir, coordinator), epochs(&store)), (after, [2; 3]), "once");
        drop(store);
        assert!(matches!(recovers(&dir, &old, coordinator), Err(StoreError::WrongSheets(_))));
        let mut store = recovers(&dir, &new.map(|sheet| sheet.to_text()), coordinator).unwrap();
        assert!(store.opens(Stream::Protected));
        assert_eq!(store.doctor(now()).unwrap().findings, []);
    }
}

#[test]
fn sheets_that_count_are_given_though_the_keyring_or_the_database_cannot_be_written() {
    for in_the_way in ["keyring.json.new", "pana.db.new"] {
        let (dir, mut store, old) = centre_with_sheets();
        let coordinator = store.member().id;
        let before = key_of(&dir, coordinator);
        let obstacle = dir.path().join(in_the_way);
        std::fs::create_dir(&obstacle).unwrap();
        let new = store.sheets_make(&Authorised::Sheets(old.clone()), now()).unwrap();
        assert!(!is_settled(&store));
        drop(store);
        std::fs::remove_dir(&obstacle).unwrap();
        let store = opened(&dir, coordinator);
        assert!(is_settled(&store), "{in_the_way}");
        drop(store);
        assert_ne!(key_of(&dir, coordinator), before);
        assert!(matches!(recovers(&dir, &old, coordinator), Err(StoreError::WrongSheets(_))));
        let mut store = recovers(&dir, &new.map(|sheet| sheet.to_text()), coordinator).unwrap();
        assert_eq!(store.doctor(now()).unwrap().findings, []);
    }
}

/// A store whose only coordinator printed new sheets, a moment when their days are over, and the texts of old and new ones.
fn waiting() -> (tempfile::TempDir, Store, Moment, [[Secret<String>; 2]; 2]) {
    let (dir, mut store, old) = centre_with_sheets();
    let new = store.sheets_make(&Authorised::Alone, now()).unwrap().map(|sheet| sheet.to_text());
    let due = i64::try_from(store.sheets_wait_until().unwrap()).unwrap();
    (dir, store, Moment::from_unix_ms(due).unwrap(), [old, new])
}

fn recovers_at(
    dir: &tempfile::TempDir,
    sheets: &[Secret<String>; 2],
    member: MemberId,
    at: Moment,
) -> Result<Store, StoreError> {
    let [a, b] = typed(sheets);
    let kdf = KdfParams { memory_kib: 64, passes: 1, lanes: 1 };
    Locked::open(dir.path()).unwrap().recover([&a, &b], member, &word(), kdf, at)
}

#[test]
fn wherever_it_is_cut_off_that_sheets_are_taken_up_the_pair_that_counts_opens_the_store() {
    for named in [false, true] {
        let (dir, mut store, due, [old, new]) = waiting();
        let coordinator = store.member().id;
        let sheets = roll::sheets_due(store.reader(), due).unwrap().unwrap();
        // The keyring is written and the database is not.
        store.connection().execute_batch("PRAGMA query_only = ON").unwrap();
        let cut = store.take_up_sheets(sheets, due);
        assert!(matches!(cut, Err(StoreError::ReadOnly)), "{cut:?}");
        store.connection().execute_batch("PRAGMA query_only = OFF").unwrap();
        if named {
            store.transact(&Asked::of(Act::Sheets), due, |tx| tx.take_up(sheets)).unwrap();
        }
        drop(store);
        let (counts, other) = if named { (&new, &old) } else { (&old, &new) };
        let refused = recovers_at(&dir, other, coordinator, due);
        assert!(matches!(refused, Err(StoreError::WrongSheets(_))), "{named}: {refused:?}");
        let mut store = recovers_at(&dir, counts, coordinator, due).unwrap();
        assert!(store.opens(Stream::Protected));
        assert!(is_settled(&store), "and the rest is done");
        assert_eq!(store.doctor(due).unwrap().findings, []);
        drop(store);
        let refused = recovers_at(&dir, &old, coordinator, due);
        assert!(matches!(refused, Err(StoreError::WrongSheets(_))), "{named}: {refused:?}");
        assert!(recovers_at(&dir, &new, coordinator, due).unwrap().opens(Stream::Protected));
    }
}

#[test]
fn sheets_are_taken_up_though_the_database_finds_no_room_for_another_key() {
    let (dir, store, due, [old, new]) = waiting();
    let coordinator = store.member().id;
    drop(store);
    let obstacle = dir.path().join("pana.db.new");
    std::fs::create_dir(&obstacle).unwrap();
    let store = Locked::open(dir.path()).unwrap().unlock(coordinator, &word(), due).unwrap();
    assert!(store.notices().contains(&crate::Notice::Unfinished));
    assert!(!is_settled(&store));
    drop(store);
    std::fs::remove_dir(&obstacle).unwrap();
    let refused = recovers_at(&dir, &old, coordinator, due);
    assert!(matches!(refused, Err(StoreError::WrongSheets(_))), "{refused:?}");
    let mut store = recovers_at(&dir, &new, coordinator, due).unwrap();
    assert!(is_settled(&store));
    assert_eq!(store.doctor(due).unwrap().findings, []);
}

#[test]
fn what_is_not_due_is_not_taken_up() {
    let (_dir, mut store, due, _) = waiting();
    let sooner = Moment::from_unix_ms(due.unix_ms() - 1).unwrap();
    assert_eq!(roll::sheets_due(store.reader(), sooner).unwrap(), None);
    let (before, sheets) = (store.sheets_wait_until(), store.state().pending_recovery().unwrap().sheets);
    let early = store.transact(&Asked::of(Act::Sheets), sooner, |tx| tx.take_up(sheets));
    assert!(matches!(early, Err(StoreError::Internal(_))), "{early:?}");
    assert_eq!(store.sheets_wait_until(), before, "and they do not wait anew");
}
