use super::*;

/// Two members, and what the log says of their seats.
fn make_two() -> (Keyring, Unlocked, [RecoverySheet; 2], BTreeMap<MemberId, PublicKeys>) {
    let (mut keyring, first, sheets) = make();
    keyring.add_member(&first, new(2, "two"), SMALL, &mut SystemEntropy).unwrap();
    let seats = keyring.members.iter().map(|slot| (slot.id, slot.public)).collect();
    (keyring, first, sheets, seats)
}

fn restarted(keyring: &Keyring) -> Keyring {
    Keyring::from_bytes(&keyring.to_bytes().unwrap()).unwrap()
}

fn recovered_keys(keyring: &Keyring, n: u8, by: &Recovered) -> Vec<[u8; 32]> {
    keys_of(keyring.open_recovered(id(n), by).unwrap()).db_keys().map(|key| *key.expose()).collect()
}

#[test]
fn a_changed_database_key_reaches_everyone_without_their_passphrases() {
    let (mut keyring, mut first, sheets, seats) = make_two();
    let recovered = keyring.recover(&sheets[0], &sheets[1]).unwrap();
    let old = *first.db_key().expose();
    keyring.begin_db_key(&mut first, &seats, &mut SystemEntropy).unwrap();
    let new = *first.db_key().expose();
    assert_ne!(new, old);
    let keyring_between = restarted(&keyring);
    for (n, passphrase) in [(1, "one"), (2, "two")] {
        assert_eq!(db_keys(&unlock(&keyring_between, n, passphrase)), [new, old], "cut between, both open");
        assert_eq!(recovered_keys(&keyring_between, n, &recovered), [new, old]);
    }
    assert_eq!(keyring.finish_db_key(&mut first, &Secret::new(new)), Ok(true));
    for (n, passphrase) in [(1, "one"), (2, "two")] {
        assert_eq!(db_keys(&unlock(&keyring, n, passphrase)), [new]);
        assert_eq!(recovered_keys(&keyring, n, &recovered), [new]);
    }
    assert_eq!(db_keys(&first), [new]);
}

#[test]
fn a_change_that_was_cut_off_is_finished_by_whoever_unlocks_next() {
    let (mut keyring, mut first, _, seats) = make_two();
    let old = first.db_key().clone();
    keyring.begin_db_key(&mut first, &seats, &mut SystemEntropy).unwrap();
    let mut keyring = restarted(&keyring);
    let mut second = unlock(&keyring, 2, "two");
    assert_eq!(keyring.begin_db_key(&mut second, &seats, &mut SystemEntropy), Err(KeysError::Unfinished));
    assert_eq!(keyring.finish_db_key(&mut second, &old), Err(KeysError::Unfinished), "the file is under the old one");
    assert_eq!(db_keys(&second).len(), 2);
    let new = second.db_key().clone();
    assert_eq!(keyring.finish_db_key(&mut second, &new), Ok(true));
    assert_eq!(keyring.finish_db_key(&mut second, &new), Ok(false));
    assert_eq!(db_keys(&unlock(&keyring, 1, "one")), [*new.expose()]);
}

#[test]
fn a_member_added_during_a_change_gets_both_keys() {
    let (mut keyring, mut first, _, seats) = make_two();
    keyring.begin_db_key(&mut first, &seats, &mut SystemEntropy).unwrap();
    keyring.add_member(&first, new(3, "three"), SMALL, &mut SystemEntropy).unwrap();
    assert_eq!(db_keys(&unlock(&keyring, 3, "three")), db_keys(&first));
    keyring.set_passphrase(&mut first, &pass("new"), SMALL, &mut SystemEntropy).unwrap();
    assert_eq!(db_keys(&unlock(&keyring, 1, "new")), db_keys(&first));
}

#[test]
fn public_keys_slipped_into_the_file_are_sealed_no_database_key() {
    let (mut keyring, mut first, _, seats) = make_two();
    let thief = MemberSecrets::make(&mut SystemEntropy).unwrap();
    for slot in &mut keyring.members {
        slot.public = thief.public();
    }
    keyring.begin_db_key(&mut first, &seats, &mut SystemEntropy).unwrap();
    for slot in &keyring.members {
        let opened = super::super::db_key::open(&slot.db_key, &keyring.place(slot.id), &thief);
        assert_eq!(opened.err(), Some(KeysError::WrongKey));
    }
    assert_eq!(db_keys(&unlock(&keyring, 2, "two")), db_keys(&first));
}

#[test]
fn a_slot_nobody_knows_gets_no_database_key() {
    let (mut keyring, mut first, _, mut seats) = make_two();
    let stranger = seats.remove(&id(2)).unwrap();
    let (before, old) = (keyring.members[1].clone(), *first.db_key().expose());
    keyring.begin_db_key(&mut first, &seats, &mut SystemEntropy).unwrap();
    let new = first.db_key().clone();
    keyring.finish_db_key(&mut first, &new).unwrap();
    assert_eq!(keyring.members[1], before);
    assert_eq!(db_keys(&unlock(&keyring, 2, "two")), [old], "what it opened to is what it knows");
    assert_eq!(db_keys(&unlock(&keyring, 1, "one")), [*new.expose()]);

    let without_oneself = BTreeMap::from([(id(2), stranger)]);
    let before = keyring.clone();
    assert_eq!(keyring.begin_db_key(&mut first, &without_oneself, &mut SystemEntropy), Err(KeysError::Member));
    assert_eq!((&keyring, db_keys(&first).len()), (&before, 1));
}

#[test]
fn a_session_that_missed_a_change_does_not_undo_it() {
    let (mut keyring, mut first, _, seats) = make_two();
    let mut late = unlock(&keyring, 2, "two");
    keyring.begin_db_key(&mut first, &seats, &mut SystemEntropy).unwrap();
    let old = late.db_key().clone();
    assert_eq!(keyring.begin_db_key(&mut late, &seats, &mut SystemEntropy), Err(KeysError::Stale));
    assert_eq!(keyring.finish_db_key(&mut late, &old), Ok(false));
    assert_eq!(db_keys(&unlock(&keyring, 2, "two")), db_keys(&first));
}

#[test]
fn a_database_key_moved_to_another_member_or_centre_does_not_open() {
    let (mut keyring, first, ..) = make_two();
    let own = keyring.members[0].clone();
    let place = keyring.place(id(2));
    assert!(super::super::db_key::open(&own.db_key, &place, first.secrets()).is_err());
    keyring.centre = CentreId::from_bytes([1; 16]);
    assert!(super::super::db_key::open(&own.db_key, &keyring.place(id(1)), first.secrets()).is_err());
}

#[test]
fn one_damaged_key_of_two_does_not_hide_the_other() {
    let (mut keyring, mut first, _, seats) = make_two();
    keyring.begin_db_key(&mut first, &seats, &mut SystemEntropy).unwrap();
    let [new, old] = db_keys(&first)[..] else { panic!("two keys") };
    for (damaged, left) in [(0, old), (1, new)] {
        let mut keyring = keyring.clone();
        keyring.members[0].db_key[damaged][40] ^= 1;
        assert_eq!(db_keys(&unlock(&keyring, 1, "one")), [left]);
    }
    keyring.members[0].db_key.clear();
    assert!(matches!(keyring.unlock(id(1), &pass("one")), Err(KeysError::Damaged(_))));
}

#[test]
fn a_change_reaches_slots_of_the_first_layout_too() {
    let (mut keyring, sheets) = make_first_layout();
    let recovered = keyring.recover(&sheets[0], &sheets[1]).unwrap();
    let mut session = unlock(&keyring, 1, "one");
    let (old, seats) = (*session.db_key().expose(), BTreeMap::from([(id(1), session.secrets().public())]));
    keyring.begin_db_key(&mut session, &seats, &mut SystemEntropy).unwrap();
    let new = session.db_key().clone();
    assert_eq!(db_keys(&unlock(&keyring, 1, "one")), [*new.expose(), old]);
    assert_eq!(recovered_keys(&keyring, 1, &recovered), [*new.expose(), old]);
    keyring.finish_db_key(&mut session, &new).unwrap();
    let mut again = unlock(&keyring, 1, "one");
    assert_eq!(db_keys(&again), [*new.expose()], "the one in the bundle is not meant any more");
    keyring.upgrade_slot(&mut again, DEVICE, ROOT, &mut SystemEntropy).unwrap();
    assert_eq!(db_keys(&unlock(&keyring, 1, "one")), [*new.expose()]);
}
