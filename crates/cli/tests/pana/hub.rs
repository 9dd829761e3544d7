//! Laptops of one centre that meet by a hub: the programs themselves, over TLS, on ports of this computer.

use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use serde_json::json;

use super::Desk;
use super::meet::{joined, people, person};

/// The hub's program, which is built beside this one by `cargo test --workspace`.
fn program() -> PathBuf {
    let program = Path::new(env!("CARGO_BIN_EXE_pana")).with_file_name("pana-hub");
    assert!(program.is_file(), "{} is not built: `cargo build -p pana-hub`", program.display());
    program
}

pub(crate) struct Hub {
    pub(crate) folder: tempfile::TempDir,
    child: Child,
    pub(crate) address: String,
}

impl Hub {
    pub(crate) fn start() -> Self {
        Self::start_in(tempfile::tempdir().unwrap(), "127.0.0.1:0")
    }

    pub(crate) fn start_in(folder: tempfile::TempDir, listen: &str) -> Self {
        let mut command = Command::new(program());
        command.arg("--data").arg(folder.path()).args(["serve", "--listen", listen]);
        let mut child = command.stderr(Stdio::piped()).spawn().unwrap();
        let mut lines = BufReader::new(child.stderr.take().unwrap()).lines();
        let address = loop {
            let line = lines.next().expect("it says where it serves").unwrap();
            if let Some((_, at)) = line.split_once("at=").filter(|_| line.contains("serving")) {
                let end = at.find(|sign: char| sign != '.' && sign != ':' && !sign.is_ascii_digit());
                break at.get(..end.unwrap_or(at.len())).unwrap().to_owned();
            }
        };
        std::thread::spawn(move || lines.for_each(drop));
        Self { folder, child, address }
    }

    pub(crate) fn token(&self) -> String {
        let made = Command::new(program()).arg("--data").arg(self.folder.path()).arg("token").output().unwrap();
        assert!(made.status.success());
        String::from_utf8(made.stdout).unwrap().trim().to_owned()
    }

    /// Killed, as a machine that loses its power; begun again on the same port.
    pub(crate) fn killed_and_begun_again(mut self) -> Self {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
        let folder = std::mem::replace(&mut self.folder, tempfile::tempdir().unwrap());
        let address = self.address.clone();
        drop(self);
        Self::start_in(folder, &address)
    }
}

impl Drop for Hub {
    fn drop(&mut self) {
        // It may have been killed before.
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

#[test]
fn laptops_meet_by_a_hub_and_it_holds_nothing_that_anybody_can_read() {
    let hub = Hub::start();
    let (one, two) = (Desk::with_centre(), Desk::new());
    let marker = "Жасырынбек";
    person(&one, marker);
    assert!(one.fails(1, &["sync"]).contains("no hub"));
    let token = hub.token();
    let shown = one.ok(&["hub", "join", &hub.address, "--token", &token]);
    assert_eq!((&shown["address"], &shown["met"], &shown["apart"]), (&json!(hub.address), &json!(null), &json!(false)));
    assert!(shown["waits"].as_u64().unwrap() > 5);
    // The other laptop learns of the hub with what it joins by.
    joined(&one, &two, "2-ноутбук");
    assert!(two.fails(1, &["sync"]).contains("not told of this laptop"));
    let met = one.ok(&["sync"]);
    assert!(met["given"].as_u64().unwrap() > 5, "{met}");
    assert_eq!((&met["left"], &met["full"], &met["forks"]), (&json!(0), &json!(false), &json!(0)));
    person(&two, "Дана");
    let met = two.ok(&["sync"]);
    assert!(met["given"].as_u64().unwrap() > 1, "{met}");
    let hub = hub.killed_and_begun_again();
    let met = one.ok(&["sync"]);
    assert_eq!((&met["people"], &met["quarantined"], &met["waiting"]), (&json!(1), &json!(0), &json!(0)));
    assert_eq!(people(&one), 2);
    two.ok(&["sync"]);
    let shown = one.ok(&["hub", "show"]);
    assert!(shown["met"].as_str().is_some());
    for desk in [&one, &two] {
        assert_eq!(desk.ok(&["doctor"])["problems"], json!([]));
    }
    // Nothing of what was written lies there in the clear: no name, no centre, no laptop, no questionnaire.
    for word in [marker, "Дана", "2-ноутбук", "intake", "interview", "coordinator"] {
        for entry in std::fs::read_dir(hub.folder.path()).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                continue;
            }
            let bytes = std::fs::read(&path).unwrap();
            let holds = bytes.windows(word.len()).any(|window| window == word.as_bytes());
            assert!(!holds, "{word} lies in {}", path.display());
        }
    }
}

#[test]
fn a_centre_that_leaves_its_hub_goes_on_without_one() {
    let hub = Hub::start();
    let one = Desk::with_centre();
    assert!(one.fails(1, &["hub", "join", &hub.address, "--token", "panahub-1"]).contains("does not take this secret"));
    let token = hub.token();
    assert!(one.fails(1, &["hub", "join", "no port: here", "--token", &token]).contains("no address"));
    one.ok(&["hub", "join", &format!("http://{}", hub.address), "--token", &token]);
    one.ok(&["sync"]);
    drop(hub);
    let refused = one.fails(1, &["sync"]);
    assert!(refused.contains("cannot be reached"), "{refused}");
    one.ok(&["hub", "leave"]);
    assert_eq!(one.ok(&["hub", "show"]), json!(null));
    assert!(one.fails(1, &["hub", "leave"]).contains("no hub"));
}

/// A laptop that serves the others in one room.
struct Serving {
    child: Child,
    address: String,
}

impl Serving {
    fn start(desk: &Desk, listen: &str) -> Self {
        let mut command = desk.command("pass", &["serve", "--listen", listen, "--lang", "en", "--now", super::NOW]);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let mut said = String::new();
        let shown: serde_json::Value = loop {
            said.push_str(&lines.next().expect("it says where it is").unwrap());
            if let Ok(shown) = serde_json::from_str(&said) {
                break shown;
            }
        };
        let text = |name: &str| shown[name].as_str().unwrap().to_owned();
        Self { child, address: text("address") }
    }

    fn met_by(&self, desk: &Desk) -> serde_json::Value {
        desk.ok(&["sync", "--at", &self.address])
    }

    /// Ctrl+C.
    fn stop(mut self) {
        assert!(Command::new("kill").args(["-INT", &self.child.id().to_string()]).status().unwrap().success());
        let ended = self.child.wait().unwrap();
        assert!(ended.success(), "{ended}");
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

#[test]
fn laptops_in_one_room_meet_by_one_of_them_that_serves_and_nothing_of_it_stays() {
    let (one, two, three) = (Desk::with_centre(), Desk::new(), Desk::new());
    joined(&one, &two, "2-ноутбук");
    joined(&one, &three, "3-ноутбук");
    person(&one, "Арман");
    person(&two, "Дана");
    let serving = Serving::start(&one, "127.0.0.1:0");
    let met = serving.met_by(&two);
    assert_eq!((&met["people"], &met["left"], &met["full"]), (&json!(1), &json!(0), &json!(false)), "{met}");
    let met = serving.met_by(&three);
    assert_eq!((&met["people"], &met["waiting"]), (&json!(2), &json!(0)), "{met}");
    assert_eq!(serving.met_by(&three)["events"], json!(0));
    // Whoever does not belong there does not know who answers, and says nothing to it.
    let stranger = Desk::with_centre();
    let said = stranger.fails(1, &["sync", "--at", &serving.address]);
    assert!(said.contains("no laptop of this centre"), "{said}");
    // Nor is a hub a laptop.
    let hub = Hub::start();
    assert!(two.fails(1, &["sync", "--at", &hub.address]).contains("no laptop of this centre"));
    let address = serving.address.clone();
    serving.stop();
    assert_eq!([people(&one), people(&two), people(&three)], [2, 2, 2]);
    assert!(!one.path("data").join("room").exists());
    assert!(two.fails(1, &["sync", "--at", &address]).contains("does not answer"));
    for desk in [&one, &two, &three] {
        assert_eq!(desk.ok(&["doctor"])["problems"], json!([]));
    }
}

#[test]
fn a_laptop_that_was_taken_out_is_served_nothing_and_one_that_was_killed_leaves_nothing_to_the_next() {
    let (one, two) = (Desk::with_centre(), Desk::new());
    joined(&one, &two, "2-ноутбук");
    drop(Serving::start(&one, "127.0.0.1:0"));
    assert!(one.path("data").join("room").exists(), "it was killed");
    one.ok(&["device", "revoke", "2-ноутбук"]);
    person(&one, "Кейін");
    let serving = Serving::start(&one, "127.0.0.1:0");
    two.fails(1, &["sync", "--at", &serving.address]);
    assert_eq!(people(&two), 0);
    serving.stop();
    assert!(!one.path("data").join("room").exists());
}

#[test]
fn a_laptop_that_was_taken_out_says_by_whom_and_keeps_what_it_has() {
    let hub = Hub::start();
    let (one, two) = (Desk::with_centre(), Desk::new());
    one.ok(&["hub", "join", &hub.address, "--token", &hub.token()]);
    joined(&one, &two, "2-ноутбук");
    one.ok(&["sync"]);
    two.ok(&["sync"]);
    one.ok(&["device", "revoke", "2-ноутбук"]);
    one.ok(&["sync"]);
    person(&two, "Дана");
    let told = two.fails(1, &["sync"]).replace(['\u{2068}', '\u{2069}'], "");
    assert!(told.contains("taken out of the centre by Айгүл") && told.contains("on a stick"), "{told}");
    // It says so at each opening, and works on: what is written waits for a review.
    let output = two.run(&["people", "search", ""]);
    let said = String::from_utf8_lossy(&output.stderr).replace(['\u{2068}', '\u{2069}'], "");
    assert!(output.status.success() && said.contains("taken out of the centre by Айгүл"), "{said}");
    person(&two, "Кейін");
    let stick = tempfile::tempdir().unwrap();
    let folder = stick.path().to_str().unwrap();
    two.ok(&["bundle", "write", "--out", folder]);
    assert!(one.ok(&["bundle", "read", folder])["quarantined"].as_u64().unwrap() > 0);
    assert_eq!((people(&one), people(&two)), (0, 2));
}
