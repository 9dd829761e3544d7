//! A change of the database key that is cut off between its steps, on a whole store.

use super::*;
use crate::testing::people;

const FILES: [&str; 2] = ["keyring.json", "pana.db"];

/// What it is called, the two files, and what is left half written beside them.
type Step<'s> = (&'s str, [&'s [u8]; 2], Option<(&'s str, Vec<u8>)>);

/// The folder's files, each as it was at some step.
fn folder(files: [&[u8]; 2]) -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    FILES.into_iter().zip(files).for_each(|(name, bytes)| std::fs::write(dir.path().join(name), bytes).unwrap());
    dir
}

fn files_of(dir: &tempfile::TempDir) -> [Vec<u8>; 2] {
    FILES.map(|name| std::fs::read(dir.path().join(name)).unwrap())
}

fn keys_of(dir: &tempfile::TempDir, member: MemberId) -> usize {
    let keyring = Keyring::from_bytes(&std::fs::read(dir.path().join("keyring.json")).unwrap()).unwrap();
    keyring.unlock(member, &word()).unwrap().db_keys().count()
}

#[test]
fn a_kill_between_any_steps_of_a_change_of_the_key_leaves_a_store_that_whoever_opens_it_finishes() {
    let (dir, mut store) = centre();
    let coordinator = store.member().id;
    let kdf = KdfParams { memory_kib: 64, passes: 1, lanes: 1 };
    let mut add = |name: &str, grants: Vec<Grant>| {
        let name = name.to_owned();
        store
            .member_add(
                AddMember { name, role: Role::Worker, grants, passphrase: word(), kdf },
                &Authorised::Alone,
                now(),
            )
            .unwrap()
            .id
    };
    let (worker, leaves) = (add("Серік", vec![Grant::Protected]), add("Болат", vec![Grant::Protected]));
    // For whom nothing else is due than the end of the change.
    let other = add("Дана", Vec::new());
    for stream in [Stream::Centre, Stream::Protected] {
        people(&mut store, stream, &[&[("given_name", "Әсел")]]).unwrap();
    }
    drop(store);
    let before = files_of(&dir);
    let mut store = Locked::open(dir.path()).unwrap().unlock(coordinator, &word(), now()).unwrap();
    let in_the_way = dir.path().join("pana.db.new");
    std::fs::create_dir(&in_the_way).unwrap();
    assert!(store.member_remove(leaves, &Authorised::Alone, now()).is_err());
    drop(store);
    let begun = files_of(&dir);
    assert_eq!(keys_of(&dir, worker), 2, "the keyring opens to both");
    std::fs::remove_dir(&in_the_way).unwrap();
    drop(Locked::open(dir.path()).unwrap().unlock(other, &word(), now()).unwrap());
    let ended = files_of(&dir);
    assert_eq!((keys_of(&dir, worker), before[1] == ended[1], begun[0] == ended[0]), (1, false, false));
    // A kill while the keyring, while the database is written; before and after either is renamed.
    let half = |bytes: &[u8]| bytes[..bytes.len() / 2].to_vec();
    let steps: [Step<'_>; 5] = [
        ("the keyring half written", [&before[0], &begun[1]], Some(("keyring.json.new", half(&begun[0])))),
        ("the keyring written", [&begun[0], &begun[1]], None),
        ("the database half written", [&begun[0], &begun[1]], Some(("pana.db.new", half(&ended[1])))),
        ("the database renamed", [&begun[0], &ended[1]], None),
        ("the keyring half written again", [&begun[0], &ended[1]], Some(("keyring.json.new", half(&ended[0])))),
    ];
    for (step, files, left) in steps {
        for order in [[coordinator, worker, other], [other, worker, coordinator]] {
            let dir = folder(files);
            left.iter().for_each(|(name, bytes)| std::fs::write(dir.path().join(name), bytes).unwrap());
            for member in order.into_iter().chain([coordinator]) {
                let store = Locked::open(dir.path()).unwrap().unlock(member, &word(), now()).expect(step);
                assert_eq!(keys_of(&dir, member), 1, "{step}");
                assert_eq!(store.people_count().unwrap(), 2, "{step}");
                assert_eq!(store.opens(Stream::Protected), member != other, "{step}");
            }
            let mut store = Locked::open(dir.path()).unwrap().unlock(coordinator, &word(), now()).unwrap();
            assert_eq!(store.doctor(now()).unwrap().findings, [], "{step}");
            drop(store);
            assert_eq!(key_of(&dir, coordinator), key_of(&dir, worker), "{step}");
            let gone = Locked::open(dir.path()).unwrap().unlock(leaves, &word(), now());
            assert!(gone.is_err(), "{step}");
        }
    }
}
