use super::*;
use crate::{SheetError, SystemEntropy};

const SMALL: KdfParams = KdfParams { memory_kib: 32, passes: 1, lanes: 1 };

fn id(n: u8) -> MemberId {
    MemberId::from_bytes([n; 16])
}

fn pass(text: &str) -> Secret<String> {
    Secret::new(text.to_owned())
}

fn new(n: u8, passphrase: &str) -> NewMember {
    let (name, role) = (format!("Member {n}"), String::from("worker"));
    NewMember { id: id(n), name, role, grants: Vec::new(), passphrase: pass(passphrase) }
}

fn make() -> (Keyring, Unlocked, [RecoverySheet; 2]) {
    Keyring::make(CentreId::from_bytes([9; 16]), new(1, "one"), SMALL, &mut SystemEntropy).unwrap()
}

fn secret_of(unlocked: &Unlocked) -> ([u8; 32], [u8; 64]) {
    (*unlocked.db_key().expose(), *unlocked.secrets().to_secret_bytes().expose())
}

fn typed(sheet: &RecoverySheet) -> RecoverySheet {
    RecoverySheet::from_text(sheet.to_text().expose()).unwrap()
}

#[test]
fn the_right_passphrase_opens_after_a_restart_and_a_wrong_one_does_not() {
    let (keyring, made, _) = make();
    let read = Keyring::from_bytes(&keyring.to_bytes().unwrap()).unwrap();
    assert_eq!(read, keyring);
    assert_eq!(secret_of(&read.unlock(id(1), &pass("one")).unwrap()), secret_of(&made));
    assert_eq!(read.unlock(id(1), &pass("One")).unwrap_err(), KeysError::WrongKey);
    assert_eq!(read.unlock(id(2), &pass("one")).unwrap_err(), KeysError::Member);
}

#[test]
fn members_share_the_database_and_nothing_else() {
    let (mut keyring, first, _) = make();
    let public = keyring.add_member(&first, new(2, "two"), SMALL, &mut SystemEntropy).unwrap();
    let second = keyring.unlock(id(2), &pass("two")).unwrap();
    assert_eq!(first.db_key().expose(), second.db_key().expose());
    assert_ne!(secret_of(&first).1, secret_of(&second).1);
    assert_eq!(second.secrets().public(), public);
    assert_eq!(keyring.unlock(id(2), &pass("one")).unwrap_err(), KeysError::WrongKey);
    assert_eq!(keyring.add_member(&first, new(2, "x"), SMALL, &mut SystemEntropy).unwrap_err(), KeysError::Member);
}

#[test]
fn a_changed_passphrase_closes_the_old_one_and_keeps_the_keys() {
    let (mut keyring, first, _) = make();
    keyring.set_passphrase(&first, &pass("new"), SMALL, &mut SystemEntropy).unwrap();
    assert_eq!(keyring.unlock(id(1), &pass("one")).unwrap_err(), KeysError::WrongKey);
    assert_eq!(secret_of(&keyring.unlock(id(1), &pass("new")).unwrap()), secret_of(&first));
}

#[test]
fn parameters_are_raised_and_never_lowered() {
    let (mut keyring, first, _) = make();
    let stronger = KdfParams { passes: 2, ..SMALL };
    assert_eq!(keyring.raise_params(&first, &pass("one"), stronger, &mut SystemEntropy), Ok(true));
    assert_eq!(keyring.raise_params(&first, &pass("one"), SMALL, &mut SystemEntropy), Ok(false));
    assert_eq!(keyring.member(id(1)).unwrap().params, stronger);
    assert!(keyring.unlock(id(1), &pass("one")).is_ok());
}

#[test]
fn both_sheets_open_every_member_added_since_and_one_opens_none() {
    let (mut keyring, first, [a, b]) = make();
    keyring.add_member(&first, new(2, "two"), SMALL, &mut SystemEntropy).unwrap();
    let second = keyring.unlock(id(2), &pass("two")).unwrap();
    let recovered = keyring.recover(&typed(&b), &typed(&a)).unwrap();
    let opened = keyring.unlock_recovered(id(2), &recovered).unwrap();
    assert_eq!(secret_of(&opened), secret_of(&second));
    keyring.set_passphrase(&opened, &pass("found again"), SMALL, &mut SystemEntropy).unwrap();
    assert_eq!(secret_of(&keyring.unlock(id(2), &pass("found again")).unwrap()), secret_of(&second));
    assert_eq!(keyring.recover(&a, &a).unwrap_err(), KeysError::Sheet(SheetError::Twice(crate::SheetName::A)));
}

#[test]
fn sheets_of_another_centre_are_told_from_mistyped_ones() {
    let (keyring, _, [a, _]) = make();
    let (_, _, [_, other_b]) = make();
    assert_eq!(keyring.recover(&a, &other_b).unwrap_err(), KeysError::OtherSheets);
}

#[test]
fn a_recovery_key_slipped_into_the_file_is_sealed_nothing() {
    let (keyring, ..) = make();
    let (thief, thiefs_sheets) = recovery::make_sheets(&mut SystemEntropy).unwrap();
    let mut tampered = keyring.clone();
    tampered.recovery.public = pair::public_of(&thief);
    let session = tampered.unlock(id(1), &pass("one")).unwrap();
    tampered.set_passphrase(&session, &pass("new"), SMALL, &mut SystemEntropy).unwrap();
    tampered.add_member(&session, new(2, "two"), SMALL, &mut SystemEntropy).unwrap();
    let recovered = tampered.recover(&thiefs_sheets[0], &thiefs_sheets[1]).unwrap();
    for member in [1, 2] {
        assert_eq!(tampered.unlock_recovered(id(member), &recovered).unwrap_err(), KeysError::WrongKey);
    }
}

#[test]
fn the_right_sheets_open_although_the_public_half_was_damaged() {
    let (mut keyring, first, [a, b]) = make();
    keyring.recovery.public = [0; 32];
    let recovered = keyring.recover(&a, &b).unwrap();
    assert_eq!(secret_of(&keyring.unlock_recovered(id(1), &recovered).unwrap()), secret_of(&first));
}

#[test]
fn a_slot_moved_to_another_member_does_not_open() {
    let (mut keyring, first, _) = make();
    keyring.add_member(&first, new(2, "two"), SMALL, &mut SystemEntropy).unwrap();
    let stolen = keyring.members[0].clone();
    keyring.members[1] = MemberSlot { id: id(2), ..stolen };
    assert_eq!(keyring.unlock(id(2), &pass("one")).unwrap_err(), KeysError::WrongKey);
}

#[test]
fn wrong_tries_slow_down_survive_a_restart_and_end_with_success() {
    let (mut keyring, ..) = make();
    for now in 0..3 {
        keyring.begin_try(id(1), now).unwrap();
    }
    let mut keyring = Keyring::from_bytes(&keyring.to_bytes().unwrap()).unwrap();
    assert!(matches!(keyring.begin_try(id(1), 3), Err(KeysError::Wait(wait)) if wait.ms == 1_999));
    keyring.begin_try(id(1), 2_002).unwrap();
    assert!(keyring.unlock(id(1), &pass("one")).is_ok(), "nothing was destroyed");
    keyring.clear_tries(id(1)).unwrap();
    assert_eq!(keyring.member(id(1)).unwrap().tries, Tries::default());
}

#[test]
fn one_flipped_bit_in_what_is_sealed_opens_nothing() {
    let (keyring, _, [a, b]) = make();
    let recovered = keyring.recover(&a, &b).unwrap();
    let slot = &keyring.members[0];
    for at in 0..slot.sealed.len() {
        let mut damaged = keyring.clone();
        damaged.members[0].sealed[at] ^= 1;
        assert!(damaged.unlock(id(1), &pass("one")).is_err(), "byte {at}");
        assert!(damaged.unlock_recovered(id(1), &recovered).is_ok(), "the other copy still opens");
    }
    for at in 0..slot.sealed_for_recovery.len() {
        let mut damaged = keyring.clone();
        damaged.members[0].sealed_for_recovery[at] ^= 1;
        assert!(damaged.unlock_recovered(id(1), &recovered).is_err(), "byte {at}");
    }
}

#[test]
fn damaged_and_newer_files_are_told_apart() {
    let (keyring, ..) = make();
    let text = String::from_utf8(keyring.to_bytes().unwrap()).unwrap();
    let read = |text: &str| Keyring::from_bytes(text.as_bytes()).unwrap_err();
    assert_eq!(read(&text.replace("\"version\": 1", "\"version\": 2")), KeysError::Newer("the keyring"));
    assert!(matches!(read(text.split_at(text.len() / 2).0), KeysError::Keyring(_)));
    assert!(matches!(read(&text.replace("\"salt\": \"", "\"salt\": \"zz")), KeysError::Keyring(_)));
    assert!(matches!(read(""), KeysError::Keyring(_)));
}

#[test]
fn the_file_and_debug_output_hold_no_secret() {
    let (keyring, first, _) = make();
    let (db_key, secrets) = secret_of(&first);
    let file = String::from_utf8(keyring.to_bytes().unwrap()).unwrap();
    for secret in [db_key.as_slice(), &secrets[..32], &secrets[32..]] {
        assert!(!file.contains(&hex::encode(secret)));
    }
    assert_eq!(format!("{first:?}"), format!("Unlocked({}, …)", id(1)));
    assert_eq!(format!("{:?}", first.secrets()), "MemberSecrets(…)");
}
