//! The program as its keeper uses it: started, asked whether it is well, copied, put back, stopped.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};

use crate::postgres::Cluster;

const PROGRAM: &str = env!("CARGO_BIN_EXE_pana-hub");

fn keep(arguments: &[&str]) -> Output {
    Command::new(PROGRAM).args(arguments).output().unwrap()
}

#[track_caller]
fn done(arguments: &[&str]) -> String {
    let output = keep(arguments);
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

struct Serving {
    child: Child,
    address: String,
    figures: String,
}

impl Serving {
    fn start(arguments: &[&str]) -> Self {
        let mut command = Command::new(PROGRAM);
        command.args(arguments).args(["serve", "--listen", "127.0.0.1:0", "--metrics", "127.0.0.1:0"]);
        let mut child = command.stderr(Stdio::piped()).spawn().unwrap();
        let mut lines = BufReader::new(child.stderr.take().unwrap()).lines();
        let mut next = |word: &str| {
            loop {
                let line = lines.next().expect("it says where it serves").unwrap();
                if line.contains(word) {
                    let at = line.split("at=").nth(1).expect("an address");
                    let end = at.find(|sign: char| sign != '.' && sign != ':' && !sign.is_ascii_digit());
                    return at.get(..end.unwrap_or(at.len())).unwrap().to_owned();
                }
            }
        };
        let (address, figures) = (next("serving"), next("figures"));
        // What it says later is read to its end, so that it never waits for whoever reads.
        std::thread::spawn(move || lines.for_each(drop));
        Self { child, address, figures }
    }

    fn get(address: &str, path: &str) -> String {
        let mut stream = TcpStream::connect(address).unwrap();
        write!(stream, "GET {path} HTTP/1.1\r\nhost: hub\r\nconnection: close\r\n\r\n").unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    }

    /// It is told to stop, and stops well.
    fn stop(mut self) {
        let told = Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status().unwrap();
        assert!(told.success());
        assert!(self.child.wait().unwrap().success());
    }
}

fn lives(database: &[&str]) {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data").display().to_string();
    let (copy, again) = (folder.path().join("copy").display().to_string(), folder.path().join("again"));
    let again = again.display().to_string();
    let with: Vec<&str> = ["--data", &data].into_iter().chain(database.iter().copied()).collect();
    let ask = |what: &[&str]| done(&[&with, what].concat());

    let serving = Serving::start(&with);
    assert!(Serving::get(&serving.address, "/healthz").ends_with("ok\n"));
    assert!(Serving::get(&serving.address, "/v1/time").starts_with("HTTP/1.1 200"));
    assert!(Serving::get(&serving.figures, "/metrics").contains("pana_hub_requests_total"));
    assert!(Serving::get(&serving.address, "/metrics").starts_with("HTTP/1.1 404"), "figures are the keeper's alone");
    // Beside the hub that serves.
    let token = ask(&["token"]);
    assert!(token.starts_with("panahub-") && token.trim().len() == 8 + 40 + 1 + 64, "{token}");
    assert!(ask(&["token", "--json"]).starts_with("{\"token\":\"panahub-"));
    assert!(ask(&["stats"]).starts_with("{\"centres\":0,\"items\":0,"));
    ask(&["backup", &copy]);
    assert!(!keep(&[&with[..], &["backup", &copy]].concat()).status.success(), "a copy is never written over");
    serving.stop();

    let key = |folder: &str| std::fs::read(Path::new(folder).join("hub.key")).unwrap();
    assert_eq!(key(&copy), key(&data));
    done(&["--data", &again, "restore", &copy]);
    assert_eq!(key(&again), key(&data));
    assert!(!keep(&["--data", &again, "restore", &copy]).status.success(), "a hub is never written over");
    Serving::start(&["--data", &again]).stop();
}

#[test]
fn a_hub_is_started_asked_copied_put_back_and_stopped() {
    lives(&[]);
}

#[test]
fn the_same_on_postgresql() {
    let Some(cluster) = Cluster::start() else { return };
    lives(&["--db", &cluster.address()]);
}
