use super::*;

fn typed(sheet: &RecoverySheet) -> RecoverySheet {
    RecoverySheet::from_text(sheet.to_text().expose()).unwrap()
}

#[test]
fn both_sheets_open_the_database_for_every_member_and_hold_nobodys_keys() {
    let (mut keyring, first, [a, b]) = make();
    keyring.add_member(&first, new(2, "two"), SMALL, &mut SystemEntropy).unwrap();
    let second = unlock(&keyring, 2, "two");
    let recovered = keyring.recover(&typed(&b), &typed(&a)).unwrap();
    for member in [id(1), id(2)] {
        let keys = keys_of(keyring.open_recovered(member, &recovered).unwrap());
        assert_eq!((keys.member(), keys.root()), (member, Some(ROOT)));
        assert_eq!(keys.db_keys().map(|key| *key.expose()).collect::<Vec<_>>(), db_keys(&first));
    }
    // The longest thing that both sheets open holds a DB key and a root, and no room for more.
    let sealed = &keyring.members[1].sealed_for_recovery;
    assert_eq!(sealed.iter().map(Vec::len).collect::<Vec<_>>(), [32 + 1 + 32 + 32 + 16]);
    assert_ne!(secret_of(&second).1, secret_of(&first).1);
    assert_eq!(keyring.recover(&a, &a).unwrap_err(), KeysError::Sheet(SheetError::Twice(crate::SheetName::A)));
}

#[test]
fn whoever_comes_in_by_the_sheets_takes_a_new_seat() {
    let (mut keyring, first, [a, b]) = make();
    keyring.add_member(&first, new(2, "two"), SMALL, &mut SystemEntropy).unwrap();
    let second = unlock(&keyring, 2, "two");
    keyring.seal_seen(&second, b"heads", &mut SystemEntropy).unwrap();
    let recovered = keyring.recover(&a, &b).unwrap();
    let keys = keys_of(keyring.open_recovered(id(2), &recovered).unwrap());
    let reseat = |keyring: &mut Keyring, root| {
        keyring.reseat(&keys, DEVICE, root, &pass("found again"), SMALL, &mut SystemEntropy)
    };
    assert_eq!(reseat(&mut keyring, EventId::from_bytes([6; 32])).unwrap_err(), KeysError::OtherRoot);
    assert_eq!(secret_of(&unlock(&keyring, 2, "two")), secret_of(&second), "nothing was changed");

    let seated = reseat(&mut keyring, ROOT).unwrap();
    assert_ne!(seated.seat().unwrap().id(), second.seat().unwrap().id());
    assert_eq!(keyring.unlock(id(2), &pass("two")).unwrap_err(), KeysError::WrongKey);
    let read = Keyring::from_bytes(&keyring.to_bytes().unwrap()).unwrap();
    let opened = unlock(&read, 2, "found again");
    assert_eq!((opened.seat(), db_keys(&opened)), (seated.seat(), db_keys(&first)));
    assert_eq!((opened.root(), *opened.recovery()), (Some(ROOT), recovered.public()));
    assert_eq!(read.member(id(2)).unwrap().public, opened.secrets().public());
    assert_eq!(read.open_seen(&opened), Ok(None), "what the old seat saw opens under its key alone");
}

#[test]
fn what_everyone_saw_opens_by_the_sheets_and_only_what_a_seat_signed_is_theirs() {
    let (mut keyring, first, [a, b]) = make();
    keyring.add_member(&first, new(2, "two"), SMALL, &mut SystemEntropy).unwrap();
    let second = unlock(&keyring, 2, "two");
    let recovered = keyring.recover(&a, &b).unwrap();
    assert_eq!(keyring.seen_by_all(&recovered), []);
    keyring.seal_seen_for_recovery(&first, b"heads", &mut SystemEntropy).unwrap();
    keyring.seal_seen_for_recovery(&second, b"other heads", &mut SystemEntropy).unwrap();
    let mut read = Keyring::from_bytes(&keyring.to_bytes().unwrap()).unwrap();
    let seen = read.seen_by_all(&recovered);
    let said: Vec<_> = seen.iter().map(|seen| (seen.member, seen.bytes.as_slice())).collect();
    assert_eq!(said, [(id(1), b"heads".as_slice()), (id(2), b"other heads")]);
    assert!(seen[0].is_by(&first.secrets().public()) && seen[1].is_by(&second.secrets().public()));
    assert!(!seen[0].is_by(&second.secrets().public()), "nobody else says it for them");
    // In another slot it does not open; of another centre's sheets neither.
    read.members[0].seen_for_recovery = read.members[1].seen_for_recovery.clone();
    assert_eq!(read.seen_by_all(&recovered).len(), 1);
    let (_, other_sheets) = thief();
    let [other_a, other_b] = &other_sheets;
    assert_eq!(keyring.seen_by_all(&Recovered::join(other_a, other_b).unwrap()), []);
}

#[test]
fn sheets_of_another_centre_are_told_from_mistyped_ones() {
    let (keyring, _, [a, _]) = make();
    let (_, _, [_, other_b]) = make();
    assert_eq!(keyring.recover(&a, &other_b).unwrap_err(), KeysError::OtherSheets);
}

#[test]
fn a_recovery_key_slipped_into_the_file_is_sealed_nothing() {
    let (keyring, ..) = make_unpinned();
    let (thief, thiefs_sheets) = thief();
    let mut tampered = keyring.clone();
    tampered.recovery.set(&thief.public());
    let mut session = unlock(&tampered, 1, "one");
    assert_ne!(*session.recovery(), thief.public());
    tampered.set_passphrase(&mut session, &pass("new"), SMALL, &mut SystemEntropy).unwrap();
    tampered.pin_root(&mut session, ROOT, &mut SystemEntropy).unwrap();
    tampered.add_member(&session, new(2, "two"), SMALL, &mut SystemEntropy).unwrap();
    let seats = tampered.members.iter().map(|slot| (slot.id, slot.public)).collect();
    tampered.begin_db_key(&mut session, &seats, &mut SystemEntropy).unwrap();
    let recovered = tampered.recover(&thiefs_sheets[0], &thiefs_sheets[1]).unwrap();
    for member in [1, 2] {
        assert_eq!(tampered.open_recovered(id(member), &recovered).unwrap_err(), KeysError::WrongKey);
    }
    assert_eq!(unlock(&tampered, 2, "two").recovery(), session.recovery());
}

#[test]
fn the_right_sheets_open_although_the_public_half_was_damaged() {
    let (mut keyring, first, [a, b]) = make();
    keyring.recovery.public = [0; 32];
    let recovered = keyring.recover(&a, &b).unwrap();
    let keys = keys_of(keyring.open_recovered(id(1), &recovered).unwrap());
    assert_eq!(keys.db_keys().next().unwrap().expose(), first.db_key().expose());
}

#[test]
fn new_sheets_open_a_slot_once_its_member_took_them_over() {
    let (mut keyring, mut first, old_sheets) = make();
    keyring.add_member(&first, new(2, "two"), SMALL, &mut SystemEntropy).unwrap();
    let old = keyring.recover(&old_sheets[0], &old_sheets[1]).unwrap();
    let (new, _) = Recovered::make(&mut SystemEntropy).unwrap();
    assert_eq!(keyring.pin_recovery(&mut first, new.public(), &mut SystemEntropy), Ok(true));
    assert_eq!(keyring.pin_recovery(&mut first, new.public(), &mut SystemEntropy), Ok(false));
    let unsigned = RecoveryPublic { sign: None, ..new.public() };
    assert_eq!(keyring.pin_recovery(&mut first, unsigned, &mut SystemEntropy), Ok(false), "what is known stays");
    assert_eq!(*unlock(&keyring, 1, "one").recovery(), new.public());
    let opens = |member, by: &Recovered| keyring.open_recovered(id(member), by).is_ok();
    assert_eq!([opens(1, &new), opens(1, &old), opens(2, &new), opens(2, &old)], [true, false, false, true]);
}

#[test]
fn a_slot_opens_to_the_next_sheets_beside_those_that_count_until_they_are_pinned() {
    let (mut keyring, mut first, old_sheets) = make();
    let old = keyring.recover(&old_sheets[0], &old_sheets[1]).unwrap();
    let (new, _) = Recovered::make(&mut SystemEntropy).unwrap();
    let opens = |keyring: &Keyring| {
        [&old, &new].map(|by| {
            let keys = keyring.open_recovered(id(1), by).ok().map(keys_of);
            keys.map(|keys| (*keys.db_keys().next().unwrap().expose(), keys.root()))
        })
    };
    let known = Some((*first.db_key().expose(), first.root()));
    assert_eq!(opens(&keyring), [known, None]);
    for _ in 0..2 {
        keyring.seal_to_next_recovery(&first, &new.public(), &mut SystemEntropy).unwrap();
        assert_eq!(opens(&keyring), [known, known], "also once more");
        assert_eq!(*unlock(&keyring, 1, "one").recovery(), old.public(), "those count");
    }
    let mut pinned = keyring.clone();
    let mut session = unlock(&pinned, 1, "one");
    pinned.pin_recovery(&mut session, new.public(), &mut SystemEntropy).unwrap();
    assert_eq!(opens(&pinned), [None, known]);
    // While the database key is changed there is no room for it, and none for it is left by that.
    let seats = keyring.members.iter().map(|slot| (slot.id, slot.public)).collect();
    keyring.begin_db_key(&mut first, &seats, &mut SystemEntropy).unwrap();
    let refused = keyring.seal_to_next_recovery(&first, &new.public(), &mut SystemEntropy);
    assert_eq!(refused, Err(KeysError::Unfinished));
    assert_eq!(opens(&keyring)[1], None);
    let newest = first.db_key().clone();
    keyring.finish_db_key(&mut first, &newest).unwrap();
    assert_eq!(opens(&keyring), [Some((*newest.expose(), first.root())), None]);
    let stale = keyring.seal_to_next_recovery(&session, &new.public(), &mut SystemEntropy);
    assert_eq!(stale, Err(KeysError::Stale), "of a session that missed the change");
}
