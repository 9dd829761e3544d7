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
    let recovery = roll::recovery_at(store.context(), now()).unwrap().unwrap();
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
