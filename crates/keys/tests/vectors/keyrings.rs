//! The keyring of layout 2, at rest and while its database key is changed.

use std::collections::BTreeMap;

use pana_keys::{KdfParams, Keyring, NewMember, RecoveredSlot, RecoverySheet, Unlocked};
use pana_model::{CentreId, Secret};
use pana_wire::EventId;
use serde_json::{Value, json};

use crate::centre::{DEVICE, MEMBER};
use crate::file::{Scripted, bytes, check, hex, stored};

const PASSPHRASE: &str = "қоңыр қаз 7";
const ROOT: EventId = EventId::from_bytes([0x07; 32]);
const SEEN: &[u8] = b"what the session saw";
const STATEMENT: &[u8] = b"what the sheets agree to";

fn passphrase() -> Secret<String> {
    Secret::new(String::from(PASSPHRASE))
}

fn make(entropy: &mut Scripted) -> (Keyring, Unlocked, [RecoverySheet; 2]) {
    let first = NewMember {
        id: MEMBER,
        name: String::from("Coordinator One"),
        role: String::from("coordinator"),
        grants: vec![String::from("protected")],
        passphrase: passphrase(),
    };
    let params = KdfParams { memory_kib: 64, passes: 2, lanes: 1 };
    let centre = CentreId::from_bytes([0xCE; 16]);
    let (mut keyring, mut unlocked, sheets) = Keyring::make(centre, DEVICE, first, params, entropy).unwrap();
    keyring.pin_root(&mut unlocked, ROOT, entropy).unwrap();
    keyring.seal_seen(&unlocked, SEEN, entropy).unwrap();
    (keyring, unlocked, sheets)
}

fn vector(about: &str, keyring: &Keyring, unlocked: &Unlocked, [a, b]: &[RecoverySheet; 2]) -> Value {
    let file: Value = serde_json::from_slice(&keyring.to_bytes().unwrap()).unwrap();
    let signature = keyring.recover(a, b).unwrap().sign_statement("pana/sheets/1", STATEMENT);
    json!({
        "kind": "keyring2",
        "about": about,
        "keyring": file,
        "passphrase": PASSPHRASE,
        "sheet_a": a.to_text().expose(),
        "sheet_b": b.to_text().expose(),
        "db_keys": unlocked.db_keys().map(|key| hex(key.expose())).collect::<Vec<_>>(),
        "device": hex(DEVICE.as_bytes()),
        "root": hex(ROOT.as_bytes()),
        "seen": hex(SEEN),
        "statement": hex(STATEMENT),
        "signature": hex(&signature),
    })
}

#[test]
fn keyrings_and_sheets_are_written_as_ever() {
    let mut entropy = Scripted::new("keyring2");
    let (mut keyring, mut unlocked, sheets) = make(&mut entropy);
    let about = "a keyring with one member, its passphrase and its two sheets, which also sign";
    check("keyring2", &vector(about, &keyring, &unlocked, &sheets));
    let seats = BTreeMap::from([(MEMBER, unlocked.secrets().public())]);
    keyring.begin_db_key(&mut unlocked, &seats, &mut entropy).unwrap();
    let about = "the same keyring while its database key is changed: it opens to both";
    check("keyring2-changing", &vector(about, &keyring, &unlocked, &sheets));
}

/// The stored vectors, not those just made: these must open whatever later programs write.
#[test]
fn stored_keyrings_open_by_passphrase_and_by_sheets() {
    for (name, keys) in [("keyring2", 1), ("keyring2-changing", 2)] {
        let vector = stored(name);
        let keyring = Keyring::from_bytes(vector["keyring"].to_string().as_bytes()).unwrap();
        let expected: Vec<Vec<u8>> = vector["db_keys"].as_array().unwrap().iter().map(bytes).collect();
        assert_eq!(expected.len(), keys);
        let unlocked = keyring.unlock(MEMBER, &passphrase()).unwrap();
        assert_eq!(unlocked.db_keys().map(|key| key.expose().to_vec()).collect::<Vec<_>>(), expected);
        assert_eq!((unlocked.device(), unlocked.root()), (Some(DEVICE), Some(ROOT)));
        assert_eq!(keyring.open_seen(&unlocked).unwrap().as_deref(), Some(SEEN));

        let sheet = |name: &str| RecoverySheet::from_text(vector[name].as_str().unwrap()).unwrap();
        let recovered = keyring.recover(&sheet("sheet_a"), &sheet("sheet_b")).unwrap();
        assert_eq!(*unlocked.recovery(), recovered.public());
        let RecoveredSlot::Keys(by_sheets) = keyring.open_recovered(MEMBER, &recovered).unwrap() else {
            panic!("no secrets of a member are sealed for recovery")
        };
        assert_eq!(by_sheets.db_keys().map(|key| key.expose().to_vec()).collect::<Vec<_>>(), expected);
        assert_eq!(by_sheets.root(), Some(ROOT));
        let signature: [u8; 64] = bytes(&vector["signature"]).try_into().unwrap();
        let key = recovered.public().verifying_key().unwrap().unwrap();
        pana_wire::verify_statement("pana/sheets/1", STATEMENT, &signature, &key).unwrap();
    }
}
