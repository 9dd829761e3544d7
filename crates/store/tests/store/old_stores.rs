//! Stores of earlier programs open for ever: what they held is read as it was written, and goes on.

use std::path::{Path, PathBuf};

use pana_model::Secret;
use pana_store::{Locked, Store};

use crate::support::now;

/// The passphrase of the stories, under which they were made.
const PASSPHRASE: &str = "төрт тырна көлге қонды";

fn old_stores() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/data/stores");
    let mut found: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    found.sort();
    found
}

fn copied(from: &Path) -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    for entry in std::fs::read_dir(from).unwrap().flatten() {
        std::fs::copy(entry.path(), dir.path().join(entry.file_name())).unwrap();
    }
    dir
}

fn unlock(dir: &Path) -> Store {
    let locked = Locked::open(dir).unwrap();
    let member = locked.members().unwrap()[0].id;
    locked.unlock(member, &Secret::new(PASSPHRASE.to_owned()), now()).unwrap()
}

#[test]
fn stores_of_the_first_layout_open_are_whole_and_go_on() {
    assert!(!old_stores().is_empty());
    for old in old_stores() {
        let dir = copied(&old);
        let mut store = unlock(dir.path());
        assert_eq!(store.doctor(now()).unwrap().findings, [], "{old:?}");
        assert_eq!(store.set_aside().unwrap(), [], "{old:?}");
        let people = store.people_search("", 100).unwrap().people;
        assert!(!people.is_empty(), "{old:?}");
        let before = store.view_hashes().unwrap();
        store.rebuild_views(now()).unwrap();
        assert_eq!(store.view_hashes().unwrap(), before, "{old:?}");
        let shown: Vec<String> = people.iter().map(|hit| format!("{:?}", store.person(hit.case).unwrap())).collect();
        drop(store);
        let store = unlock(dir.path());
        assert_eq!(store.notices(), [], "{old:?}: what was seen at the first look is here");
        let again: Vec<String> = people.iter().map(|hit| format!("{:?}", store.person(hit.case).unwrap())).collect();
        assert_eq!(again, shown);
    }
}
