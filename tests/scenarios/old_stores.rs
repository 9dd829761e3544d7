//! Every store of an earlier release opens for ever.

use pana_tests::computer::Computer;
use pana_tests::scan;
use pana_tests::terminal::pana;
use std::path::Path;

/// The folder of old stores: one folder each, named after what made it. Their people are invented, their passphrase is that of the stories.
fn data() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/data/stores"))
}

#[test]
fn every_old_store_opens_and_is_whole() {
    let mut opened = 0;
    for entry in std::fs::read_dir(data()).unwrap().flatten() {
        let computer = Computer::new().unwrap();
        for file in scan::files(&entry.path()) {
            let to = computer.data().join(file.strip_prefix(entry.path()).unwrap());
            std::fs::create_dir_all(to.parent().unwrap()).unwrap();
            std::fs::copy(&file, &to).unwrap();
        }
        let name = entry.file_name();
        let doctor = pana(&computer, ["doctor"]).unwrap();
        assert_eq!(doctor.code, 0, "{name:?}: {}", doctor.said);
        assert_eq!(doctor.reply["views_equal_replay"], true, "{name:?}");
        let found = pana(&computer, ["people", "search", "жанболатов"]).unwrap();
        assert_eq!(found.reply.as_array().map(Vec::len), Some(1), "{name:?}: the person of the story is found");
        opened += 1;
    }
    assert!(opened > 0, "there is at least one old store");
}
