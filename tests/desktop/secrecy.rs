//! What a case holds must not lie anywhere outside the keyed store.

use pana_tests::app::{App, built, gone};
use pana_tests::computer::{Computer, LOGGING, PREFIX};
use pana_tests::interview;
use pana_tests::scan::{self, Markers};
use pana_tests::story;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

const NAME: &str = "Жүзімгүлбаева";
const GIVEN: &str = "Zqxmarkergiven";
const WORDS: &str = "Құпияәңгімебелгісі";
const LATIN: &str = "zqxplantedanswer";

#[tokio::test]
async fn nothing_of_a_case_lies_in_clear_outside_the_store() {
    let before = scan::common();
    let computer = Computer::new().unwrap();
    let markers = Markers::new(&[NAME, GIVEN, WORDS, LATIN, story::PASSPHRASE]);
    // The control: in each form, found where it lies in clear.
    let control = computer.everything().join("home/cache/control");
    let mut file = std::fs::File::create(&control).unwrap();
    file.write_all(LATIN.as_bytes()).unwrap();
    file.write_all(&NAME.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>()).unwrap();
    drop(file);
    assert_eq!(markers.under(computer.everything()).unwrap().len(), 2, "the scan finds the control in both forms");
    std::fs::remove_file(&control).unwrap();

    let person = story::hurried_newcomer()
        .types("family_name", NAME)
        .types("given_name", GIVEN)
        .types("phone", LATIN)
        .picks("special_needs", &["disability"])
        .types("special_details", WORDS);
    let app = story::new_centre(&computer).await.unwrap();
    app.click("start-intake").await.unwrap();
    interview::answer_until(&app, &person, |question| question.name() == "household_size").await.unwrap();
    clean(&computer, &markers, "in the middle of an interview");
    let title = app.script("return document.title", vec![]).await.unwrap().to_string();
    assert!(markers.within(title.as_bytes()).is_empty(), "the window's title names nobody");

    crash(&app);
    drop(app);
    clean(&computer, &markers, "after a crash in the middle of an interview");

    let app = App::open(&computer).await.unwrap();
    story::unlock(&app).await.unwrap();
    app.find("[data-testid^=\"draft-\"]").await.unwrap().click().await.unwrap();
    interview::answer_until(&app, &person, |_| false).await.unwrap();
    story::finish(&app).await.unwrap();
    app.click("nav-people").await.unwrap();
    app.write("people-search", NAME).await.unwrap();
    app.find("[data-testid=\"person-row\"]").await.unwrap().click().await.unwrap();
    app.see("screen-person").await.unwrap();
    let files = crate::export::export(&app, &computer, "json").await;
    let exported = std::fs::read(&files[0]).unwrap();
    assert!(markers.within(&exported).len() >= 4, "the export itself holds what was planted");
    std::fs::remove_dir_all(computer.out()).unwrap();
    clean(&computer, &markers, "after the whole story, while open");
    app.click("lock-now").await.unwrap();
    app.see("screen-unlock").await.unwrap();
    clean(&computer, &markers, "after locking");
    app.close().await.unwrap();
    terminal(&computer, &["people", "search", NAME]);
    terminal(&computer, &["doctor"]);
    clean(&computer, &markers, "after the terminal");
    let log = std::fs::read_to_string(computer.data().join("pana.log")).unwrap();
    for word in ["unlock", "interview_answer", "people_search", "export", "doctor"] {
        assert!(log.contains(word), "all logging was on, yet {word} is not in the log");
    }

    // The computers of tests that run beside this one lie there too, with what was typed at them.
    let is_computer = |path: &Path| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(PREFIX));
    for new in scan::common().difference(&before).filter(|path| !is_computer(path)) {
        let found = markers.under(new).unwrap();
        assert_eq!(found, Vec::<String>::new(), "in a folder common to all programs");
    }
}

fn clean(computer: &Computer, markers: &Markers, when: &str) {
    let found = markers.under(computer.everything()).unwrap();
    assert_eq!(found, Vec::<String>::new(), "{when}");
}

/// Ends the app as a fault in it would, with leave to write a core file.
fn crash(app: &App) {
    for id in app.processes().unwrap() {
        let done = Command::new("kill").args(["-ABRT", &id.to_string()]).status().unwrap();
        assert!(done.success(), "the app was there to crash");
        while !gone(id) {
            std::thread::yield_now();
        }
    }
}

/// Runs the terminal's program on the same store with all logging on; what it says on stderr goes to the log that is searched.
fn terminal(computer: &Computer, words: &[&str]) {
    let log = std::fs::OpenOptions::new().create(true).append(true).open(computer.log()).unwrap();
    let secret = computer.everything().join("run/passphrase");
    std::fs::write(&secret, story::PASSPHRASE).unwrap();
    let done = Command::new(built("pana").unwrap())
        .args(words)
        .args(["--json", "--passphrase-file"])
        .arg(&secret)
        .envs(computer.variables())
        .envs(LOGGING)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(log)
        .status()
        .unwrap();
    std::fs::remove_file(secret).unwrap();
    let log = std::fs::read_to_string(computer.log()).unwrap_or_default();
    let last: Vec<&str> = log.lines().rev().take(6).collect();
    assert!(done.success(), "pana {words:?} ended with {done}: {last:?}");
}
