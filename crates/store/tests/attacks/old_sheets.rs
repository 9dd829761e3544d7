//! The sheets of a centre of the first layout: they open it as before, and sign once both were typed in.

use std::path::{Path, PathBuf};

use pana_casework::Role;
use pana_keys::{Keyring, Recovered, SystemEntropy};
use pana_model::MemberId;
use pana_store::{AddMember, Authorised, Locked, Store, StoreError};
use serde_json::{Value, json};

use crate::hand::{nothing_starts, run};
use crate::house::{KDF, now, secret};

/// The passphrase under which the old stores were made.
const WORD: &str = "төрт тырна көлге қонды";

struct Old {
    dir: tempfile::TempDir,
    member: MemberId,
    sheets: [String; 2],
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn locked(dir: &Path) -> Locked {
    let starting = nothing_starts();
    let locked = Locked::open(dir);
    drop(starting);
    locked.unwrap()
}

fn stores() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/data/stores");
    std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect()
}

/// A copy of an old store whose sheets are at hand. Nobody kept those of the stores, so its slot is written anew.
fn old(from: &Path) -> Old {
    let dir = tempfile::tempdir().unwrap();
    for entry in std::fs::read_dir(from).unwrap().flatten() {
        std::fs::copy(entry.path(), dir.path().join(entry.file_name())).unwrap();
    }
    let path = dir.path().join("keyring.json");
    let bytes = std::fs::read(&path).unwrap();
    let keyring = Keyring::from_bytes(&bytes).unwrap();
    let member = keyring.members()[0].id;
    let unlocked = keyring.unlock(member, &secret(WORD)).unwrap();
    let (_, sheets) = Recovered::make(&mut SystemEntropy).unwrap();
    let sheets = sheets.map(|sheet| sheet.to_text().expose().clone());
    let mut file: Value = serde_json::from_slice(&bytes).unwrap();
    let slot = &mut file["members"][0];
    let salt = [7; 16];
    let made = run(
        "old_slot.py",
        &json!({
            "centre": hex(keyring.centre.as_bytes()), "member": hex(member.as_bytes()),
            "key": hex(KDF.derive(&secret(WORD), &salt).unwrap().expose()),
            "db_key": hex(unlocked.db_key().expose()), "secrets": hex(unlocked.secrets().to_secret_bytes().expose()),
            "sheet_a": sheets[0], "sheet_b": sheets[1],
        }),
    );
    slot["params"] = json!({ "memory_kib": KDF.memory_kib, "passes": KDF.passes, "lanes": KDF.lanes });
    slot["salt"] = json!(hex(&salt));
    for part in ["sealed", "sealed_for_recovery"] {
        slot[part] = made[part].clone();
    }
    file["recovery"]["public"] = made["public"].clone();
    std::fs::write(&path, file.to_string()).unwrap();
    Old { dir, member, sheets }
}

fn second(store: &mut Store) -> MemberId {
    let (name, role, passphrase) = ("Серік".to_owned(), Role::Coordinator, secret("бірінші сөз"));
    store
        .member_add(AddMember { name, role, grants: Vec::new(), passphrase, kdf: KDF }, &Authorised::Alone, now())
        .unwrap()
        .id
}

#[test]
fn the_sheets_of_an_old_centre_agree_to_nothing_until_both_were_typed_in_and_then_to_a_removal() {
    for from in stores() {
        let Old { dir, member, sheets } = old(&from);
        let by = || Authorised::Sheets(sheets.clone().map(|sheet| secret(&sheet)));
        let mut store = locked(dir.path()).unlock(member, &secret(WORD), now()).unwrap();
        let people = store.people_count().unwrap();
        let leaves = second(&mut store);
        let unknown = store.member_remove(leaves, &by(), now());
        assert!(matches!(unknown, Err(StoreError::NeedsSecond)), "{from:?}: {unknown:?}");
        drop(store);
        let recover = |word: &str| {
            locked(dir.path()).recover([&sheets[0], &sheets[1]], member, &secret(word), KDF, now()).unwrap()
        };
        let mut store = recover("жаңа құпия сөз");
        assert_eq!((store.people_count().unwrap(), store.notices()), (people, &[][..]), "{from:?}");
        store.member_remove(leaves, &by(), now()).unwrap();
        assert_eq!(store.doctor(now()).unwrap().findings, [], "{from:?}");
        drop(store);
        let gone = locked(dir.path()).unlock(leaves, &secret("бірінші сөз"), now());
        assert!(matches!(gone, Err(StoreError::UnknownMember)), "{from:?}: {gone:?}");
        // From now on they hold nobody's keys, and open the centre all the same.
        let mut store = recover("тағы бір құпия сөз");
        assert_eq!(store.people_count().unwrap(), people, "{from:?}");
        assert_eq!(store.doctor(now()).unwrap().findings, [], "{from:?}");
    }
}
