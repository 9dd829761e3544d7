use super::*;

#[test]
fn a_slot_of_the_first_layout_unlocks_and_is_upgraded_without_its_passphrase() {
    let (mut keyring, sheets) = make_first_layout();
    let mut session = unlock(&keyring, 1, "one");
    assert_eq!((session.device(), session.root(), session.seat()), (None, None, None));
    assert_eq!(session.recovery().sign, None, "its sheets could not sign");
    let before = (secret_of(&session), db_keys(&session));
    assert_eq!(
        keyring.pin_root(&mut session, ROOT, &mut SystemEntropy),
        Err(KeysError::OlderSlot),
        "the device is not known yet"
    );
    let refused = keyring.add_member(&session, new(2, "two"), SMALL, &mut SystemEntropy);
    assert_eq!(refused.unwrap_err(), KeysError::OlderSlot);

    assert_eq!(keyring.upgrade_slot(&mut session, DEVICE, ROOT, &mut SystemEntropy), Ok(true));
    assert_eq!(keyring.upgrade_slot(&mut session, DEVICE, ROOT, &mut SystemEntropy), Ok(false));
    let mut keyring = Keyring::from_bytes(&keyring.to_bytes().unwrap()).unwrap();
    let mut upgraded = unlock(&keyring, 1, "one");
    assert_eq!((secret_of(&upgraded), db_keys(&upgraded)), before, "keys and passphrase stay");
    assert_eq!((upgraded.device(), upgraded.root()), (Some(DEVICE), Some(ROOT)));
    let recovered = keyring.recover(&sheets[0], &sheets[1]).unwrap();
    let opened = whole(keyring.open_recovered(id(1), &recovered).unwrap());
    assert_eq!(secret_of(&opened), before.0, "the sheets open what they opened, while nothing else is sealed to them");
    assert_eq!(keyring.pin_recovery(&mut upgraded, recovered.public(), &mut SystemEntropy), Ok(true));
    let keys = keys_of(keyring.open_recovered(id(1), &recovered).unwrap());
    assert_eq!((keys.root(), *keys.db_keys().next().unwrap().expose()), (Some(ROOT), before.1[0]));
    assert_eq!(keyring.members[0].sealed_for_recovery.len(), 1);
    assert_eq!(keyring.members[0].first_recovery, None, "the bundle sealed for recovery is gone");
}

#[test]
fn the_sheets_open_a_slot_of_the_first_layout_whole() {
    let (mut keyring, sheets) = make_first_layout();
    let session = unlock(&keyring, 1, "one");
    let recovered = keyring.recover(&sheets[0], &sheets[1]).unwrap();
    let mut opened = whole(keyring.open_recovered(id(1), &recovered).unwrap());
    assert_eq!((secret_of(&opened), db_keys(&opened)), (secret_of(&session), db_keys(&session)));
    assert_eq!(*opened.recovery(), recovered.public(), "the sheets say both halves");
    assert_eq!(
        keyring.upgrade_slot(&mut opened, DEVICE, ROOT, &mut SystemEntropy),
        Err(KeysError::Stale),
        "there is no passphrase to seal it under"
    );
    keyring.set_passphrase(&mut opened, &pass("found again"), SMALL, &mut SystemEntropy).unwrap();
    assert_eq!(secret_of(&unlock(&keyring, 1, "found again")), secret_of(&session));
    assert_eq!(keyring.upgrade_slot(&mut opened, DEVICE, ROOT, &mut SystemEntropy), Ok(true));
    let upgraded = unlock(&keyring, 1, "found again");
    assert_eq!((secret_of(&upgraded), *upgraded.recovery()), (secret_of(&session), recovered.public()));
}

#[test]
fn a_recovery_key_slipped_into_a_file_of_the_first_layout_is_sealed_nothing() {
    let (mut keyring, _) = make_first_layout();
    let (thief, thiefs_sheets) = thief();
    keyring.recovery.set(&thief.public());
    let mut session = unlock(&keyring, 1, "one");
    keyring.set_passphrase(&mut session, &pass("new"), SMALL, &mut SystemEntropy).unwrap();
    keyring.upgrade_slot(&mut session, DEVICE, ROOT, &mut SystemEntropy).unwrap();
    let recovered = keyring.recover(&thiefs_sheets[0], &thiefs_sheets[1]).unwrap();
    assert_eq!(keyring.open_recovered(id(1), &recovered).unwrap_err(), KeysError::WrongKey);
}

#[test]
fn public_keys_slipped_into_the_file_are_sealed_nothing_at_the_upgrade() {
    let (mut keyring, _) = make_first_layout();
    let thief = MemberSecrets::make(&mut SystemEntropy).unwrap();
    keyring.members[0].public = thief.public();
    let mut session = unlock(&keyring, 1, "one");
    keyring.upgrade_slot(&mut session, DEVICE, ROOT, &mut SystemEntropy).unwrap();
    let slot = &keyring.members[0];
    assert_eq!(slot.public, session.secrets().public(), "and the file says them right again");
    assert_eq!(
        super::super::db_key::open(&slot.db_key, &keyring.place(id(1)), &thief).err(),
        Some(KeysError::WrongKey)
    );
}
