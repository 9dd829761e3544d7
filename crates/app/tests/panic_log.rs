//! A fault of our own leaves its place in the log, and nothing of what it was about. Alone in its program: a process has
//! one log.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test")]

#[test]
fn a_panic_leaves_its_place_and_not_its_message() {
    let data = tempfile::tempdir().unwrap();
    pana_app::app_log::begin(data.path(), "test");
    let ended = std::thread::spawn(|| panic!("{} could not be read", "Айгүл")).join();
    assert!(ended.is_err());
    let log = std::fs::read_to_string(data.path().join("pana.log")).unwrap();
    let line = log.lines().find(|line| line.contains("panic")).unwrap();
    assert!(line.contains("panic_log.rs"), "it says where: {line}");
    assert!(!log.contains("Айгүл"), "it does not say about whom: {line}");
}
