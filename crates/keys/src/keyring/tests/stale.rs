use super::*;

/// Every way to seal a slot anew.
fn try_all(keyring: &mut Keyring, session: &mut Unlocked) -> Vec<Result<(), KeysError>> {
    let e = &mut SystemEntropy;
    let (stronger, sheets) = (KdfParams { passes: 9, ..SMALL }, thief().0.public());
    vec![
        keyring.pin_root(session, ROOT, e).map(drop),
        keyring.move_slot(session, DeviceId::from_bytes([6; 16]), e).map(drop),
        keyring.pin_recovery(session, sheets, e).map(drop),
        keyring.raise_params(session, &pass("one"), stronger, e).map(drop),
        keyring.set_passphrase(session, &pass("again"), SMALL, e),
    ]
}

#[test]
fn a_session_that_missed_a_new_passphrase_does_not_bring_back_the_old_one() {
    let (mut keyring, mut session, _) = make_unpinned();
    let mut other = unlock(&keyring, 1, "one");
    keyring.set_passphrase(&mut other, &pass("new"), SMALL, &mut SystemEntropy).unwrap();
    let before = keyring.clone();
    assert!(try_all(&mut keyring, &mut session).iter().all(|tried| *tried == Err(KeysError::Stale)));
    assert_eq!(keyring, before);
    assert_eq!(keyring.pin_root(&mut other, ROOT, &mut SystemEntropy), Ok(true), "who set it goes on");
    assert_eq!(unlock(&keyring, 1, "new").root(), Some(ROOT));
}

#[test]
fn a_slot_put_back_during_a_session_is_not_sealed_over() {
    let (mut keyring, mut session, _) = make_unpinned();
    let old = keyring.members[0].clone();
    let sheets = thief().0.public();
    keyring.pin_recovery(&mut session, sheets, &mut SystemEntropy).unwrap();
    keyring.members[0] = old;
    assert!(try_all(&mut keyring, &mut session).iter().all(|tried| *tried == Err(KeysError::Stale)));
}

#[test]
fn another_members_sealed_bundle_in_the_slot_is_not_sealed_over() {
    let (mut keyring, mut session, _) = make();
    keyring.add_member(&session, new(2, "one"), SMALL, &mut SystemEntropy).unwrap();
    keyring.members[0].sealed = keyring.members[1].sealed.clone();
    let refused = keyring.set_passphrase(&mut session, &pass("new"), SMALL, &mut SystemEntropy);
    assert_eq!(refused, Err(KeysError::Stale));
}
