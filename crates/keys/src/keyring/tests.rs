use std::collections::BTreeMap;

use pana_wire::EventId;

use super::*;
use crate::{SheetError, SystemEntropy, aead, pair};

mod db_key;
mod first_layout;
mod sheets;
mod stale;

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

const CENTRE: CentreId = CentreId::from_bytes([9; 16]);
const DEVICE: DeviceId = DeviceId::from_bytes([8; 16]);
const ROOT: EventId = EventId::from_bytes([7; 32]);

/// A centre on its first device, before its first event is made.
fn make_unpinned() -> (Keyring, Unlocked, [RecoverySheet; 2]) {
    Keyring::make(CENTRE, DEVICE, new(1, "one"), SMALL, &mut SystemEntropy).unwrap()
}

fn make() -> (Keyring, Unlocked, [RecoverySheet; 2]) {
    let (mut keyring, mut unlocked, sheets) = make_unpinned();
    keyring.pin_root(&mut unlocked, ROOT, &mut SystemEntropy).unwrap();
    (keyring, unlocked, sheets)
}

fn unlock(keyring: &Keyring, n: u8, passphrase: &str) -> Unlocked {
    keyring.unlock(id(n), &pass(passphrase)).unwrap()
}

/// A keyring as layout 1 had it, with one member and the passphrase "one".
fn make_first_layout() -> (Keyring, [RecoverySheet; 2]) {
    let (mut keyring, made, sheets) = make();
    let key = SMALL.derive(&pass("one"), &keyring.members[0].salt).unwrap();
    let bundle = Bundle { inside: Inside::One { db_key: made.db_key().clone() }, ..made.bundle.clone() }.to_bytes();
    let aad = keyring.slot_aad(id(1));
    let sealed = aead::seal_box(&key, &aad, bundle.expose(), &mut SystemEntropy).unwrap();
    let for_recovery =
        pair::seal_to(&made.recovery().seal, b"pana/recovery/1", &aad, bundle.expose(), &mut SystemEntropy).unwrap();
    let slot = &mut keyring.members[0];
    (slot.sealed, slot.db_key, slot.sealed_for_recovery) = (sealed, Vec::new(), vec![for_recovery]);
    keyring.recovery.sign = None;
    (keyring, sheets)
}

fn secret_of(unlocked: &Unlocked) -> ([u8; 32], [u8; 64]) {
    (*unlocked.db_key().expose(), *unlocked.secrets().to_secret_bytes().expose())
}

fn whole(slot: RecoveredSlot) -> Unlocked {
    let RecoveredSlot::Whole(unlocked) = slot else { panic!("a slot of layout 2") };
    unlocked
}

fn keys_of(slot: RecoveredSlot) -> RecoveredKeys {
    let RecoveredSlot::Keys(keys) = slot else { panic!("a slot of layout 1") };
    keys
}

/// The DB keys, newest first.
fn db_keys(unlocked: &Unlocked) -> Vec<[u8; 32]> {
    unlocked.db_keys().map(|key| *key.expose()).collect()
}

fn thief() -> (Recovered, [RecoverySheet; 2]) {
    Recovered::make(&mut SystemEntropy).unwrap()
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
    let seat = keyring.add_member(&first, new(2, "two"), SMALL, &mut SystemEntropy).unwrap();
    let second = keyring.unlock(id(2), &pass("two")).unwrap();
    assert_eq!(first.db_key().expose(), second.db_key().expose());
    assert_ne!(secret_of(&first).1, secret_of(&second).1);
    assert_eq!(second.seat(), Some(seat));
    assert_eq!((seat.member, seat.device, seat.keys), (id(2), DEVICE, second.secrets().public()));
    assert_eq!((second.device(), second.root(), second.recovery()), (Some(DEVICE), Some(ROOT), first.recovery()));
    assert_eq!(keyring.unlock(id(2), &pass("one")).unwrap_err(), KeysError::WrongKey);
    assert_eq!(keyring.add_member(&first, new(2, "x"), SMALL, &mut SystemEntropy).unwrap_err(), KeysError::Member);
}

#[test]
fn a_changed_passphrase_closes_the_old_one_and_keeps_the_keys() {
    let (mut keyring, mut first, _) = make();
    keyring.set_passphrase(&mut first, &pass("new"), SMALL, &mut SystemEntropy).unwrap();
    assert_eq!(keyring.unlock(id(1), &pass("one")).unwrap_err(), KeysError::WrongKey);
    assert_eq!(secret_of(&keyring.unlock(id(1), &pass("new")).unwrap()), secret_of(&first));
}

#[test]
fn parameters_are_raised_and_never_lowered() {
    let (mut keyring, mut first, _) = make();
    let stronger = KdfParams { passes: 2, ..SMALL };
    assert_eq!(keyring.raise_params(&mut first, &pass("one"), stronger, &mut SystemEntropy), Ok(true));
    assert_eq!(keyring.raise_params(&mut first, &pass("one"), SMALL, &mut SystemEntropy), Ok(false));
    assert_eq!(keyring.member(id(1)).unwrap().params, stronger);
    assert!(keyring.unlock(id(1), &pass("one")).is_ok());
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
fn a_seat_keeps_its_root_and_takes_no_other() {
    let (mut keyring, mut made, _) = make_unpinned();
    assert_eq!((made.device(), made.root()), (Some(DEVICE), None));
    let refused = keyring.add_member(&made, new(2, "two"), SMALL, &mut SystemEntropy);
    assert_eq!(refused.unwrap_err(), KeysError::OlderSlot, "whoever joins must learn the root");
    assert_eq!(keyring.pin_root(&mut made, ROOT, &mut SystemEntropy), Ok(true));
    let mut read = unlock(&Keyring::from_bytes(&keyring.to_bytes().unwrap()).unwrap(), 1, "one");
    assert_eq!((read.root(), secret_of(&read)), (Some(ROOT), secret_of(&made)));
    assert_eq!(keyring.pin_root(&mut read, ROOT, &mut SystemEntropy), Ok(false));
    let other = EventId::from_bytes([6; 32]);
    assert_eq!(keyring.pin_root(&mut read, other, &mut SystemEntropy), Err(KeysError::OtherRoot));
    assert_eq!(unlock(&keyring, 1, "one").root(), Some(ROOT));
}

#[test]
fn what_a_session_saw_opens_for_its_member_alone() {
    let (mut keyring, first, _) = make();
    keyring.add_member(&first, new(2, "two"), SMALL, &mut SystemEntropy).unwrap();
    let second = unlock(&keyring, 2, "two");
    assert_eq!(keyring.open_seen(&first), Ok(None));
    keyring.seal_seen(&first, b"heads", &mut SystemEntropy).unwrap();
    keyring.seal_seen(&second, b"other heads", &mut SystemEntropy).unwrap();
    let mut read = Keyring::from_bytes(&keyring.to_bytes().unwrap()).unwrap();
    assert_eq!(read.open_seen(&unlock(&read, 1, "one")), Ok(Some(b"heads".to_vec())));
    read.members[0].seen = read.members[1].seen.clone();
    assert_eq!(read.open_seen(&first), Err(KeysError::WrongKey));
    for at in 0..keyring.members[0].seen.as_ref().unwrap().len() {
        let mut damaged = keyring.clone();
        damaged.members[0].seen.as_mut().unwrap()[at] ^= 1;
        assert_eq!(damaged.open_seen(&first), Err(KeysError::WrongKey), "byte {at}");
    }
    let elsewhere = Keyring { centre: CentreId::from_bytes([1; 16]), ..keyring.clone() };
    assert_eq!(elsewhere.open_seen(&first), Err(KeysError::WrongKey));
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
        assert!(damaged.open_recovered(id(1), &recovered).is_ok(), "the other copy still opens");
    }
    for at in 0..slot.db_key[0].len() {
        let mut damaged = keyring.clone();
        damaged.members[0].db_key[0][at] ^= 1;
        assert!(damaged.unlock(id(1), &pass("one")).is_err(), "byte {at}");
    }
    for at in 0..slot.sealed_for_recovery[0].len() {
        let mut damaged = keyring.clone();
        damaged.members[0].sealed_for_recovery[0][at] ^= 1;
        assert!(damaged.open_recovered(id(1), &recovered).is_err(), "byte {at}");
    }
}

#[test]
fn damaged_and_newer_files_are_told_apart() {
    let (keyring, ..) = make();
    let text = String::from_utf8(keyring.to_bytes().unwrap()).unwrap();
    let read = |text: &str| Keyring::from_bytes(text.as_bytes()).unwrap_err();
    assert_eq!(read(&text.replace("\"version\": 2", "\"version\": 3")), KeysError::Newer("the keyring"));
    assert!(matches!(read(text.split_at(text.len() / 2).0), KeysError::Keyring(_)));
    for field in ["salt", "sealed", "public"] {
        let broken = text.replacen(&format!("\"{field}\": \""), &format!("\"{field}\": \"zz"), 1);
        assert_ne!(broken, text, "{field}");
        assert!(matches!(read(&broken), KeysError::Keyring(_)), "{field}");
    }
    assert!(matches!(read(""), KeysError::Keyring(_)));
}

#[test]
fn what_a_newer_program_added_survives_a_rewrite() {
    let (keyring, ..) = make();
    let mut file: serde_json::Value = serde_json::from_slice(&keyring.to_bytes().unwrap()).unwrap();
    let (whole, part) = (serde_json::json!({"two": [2, null]}), serde_json::json!("three"));
    file["later"] = whole.clone();
    file["members"][0]["later"] = part.clone();
    file["recovery"]["later"] = part.clone();
    let mut read = Keyring::from_bytes(file.to_string().as_bytes()).unwrap();
    let mut session = unlock(&read, 1, "one");
    read.set_passphrase(&mut session, &pass("new"), SMALL, &mut SystemEntropy).unwrap();
    let written: serde_json::Value = serde_json::from_slice(&read.to_bytes().unwrap()).unwrap();
    assert_eq!([&written["later"], &written["members"][0]["later"]], [&whole, &part]);
    assert_eq!(written["recovery"]["later"], part);
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

#[test]
fn a_slot_that_moves_to_another_device_keeps_its_keys_and_what_was_seen() {
    let (mut keyring, mut session, _) = make();
    let (keys, db_key) = (session.secrets().public(), session.db_key().expose().to_owned());
    keyring.seal_seen(&session, b"heads", &mut SystemEntropy).unwrap();
    let other = DeviceId::from_bytes([6; 16]);
    assert_eq!(keyring.move_slot(&mut session, DEVICE, &mut SystemEntropy), Ok(false));
    assert_eq!(keyring.move_slot(&mut session, other, &mut SystemEntropy), Ok(true));
    let again = unlock(&keyring, 1, "one");
    assert_eq!((again.device(), again.root()), (Some(other), Some(ROOT)));
    assert_eq!((again.secrets().public(), again.db_key().expose().to_owned()), (keys, db_key));
    assert_eq!(keyring.open_seen(&again).unwrap().as_deref(), Some(&b"heads"[..]));
}
