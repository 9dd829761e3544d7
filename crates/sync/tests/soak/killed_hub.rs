//! The hub's own program, killed again and again while laptops give to it and read from it, and started again on the same database:
//! what it confirmed is there. PostgreSQL's server is killed with it, and by itself.

use std::collections::BTreeSet;
use std::io::{BufRead as _, BufReader};
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Condvar, Mutex, RwLock};
use std::time::Instant;

use pana_casework::{Grant, Role};
use pana_hub::db::Postgres;
use pana_store::InviteFor;
use pana_sync::{Answer, Ask, HubLine, LineFault, MeetFault, Next, register_at_hub, registered_at_hub};
use pana_wire::hub::{PushReply, entry_id, read_items};

use crate::kit::{Laptop, Time, first_laptop};
use crate::postgres::Cluster;
use crate::storm::Dice;
use crate::world::{Lies, are_alike, is_well, items, items_of, places_are_true};
use crate::{Effort, effort, tried};

const LAPTOPS: usize = 4;

/// The program, which lies above the test.
fn program() -> PathBuf {
    let here = std::env::current_exe().unwrap();
    let name = format!("pana-hub{}", std::env::consts::EXE_SUFFIX);
    let found = here.ancestors().map(|folder| folder.join(&name)).find(|path| path.is_file());
    found.expect("pana-hub is built: `cargo build --workspace --bin pana-hub`")
}

/// Where a hub keeps what it has: a folder, and a server of PostgreSQL where one is said.
struct Keeps {
    folder: tempfile::TempDir,
    server: Option<Cluster>,
}

impl Keeps {
    fn program(&self) -> Command {
        let mut command = Command::new(program());
        command.arg("--data").arg(self.folder.path());
        command.args(self.server.iter().flat_map(|server| ["--db".to_owned(), server.address()]));
        command
    }

    fn items(&self) -> Vec<Lies> {
        match &self.server {
            Some(server) => items_of(&mut Postgres::open(&server.address()).unwrap()),
            None => items(self.folder.path()),
        }
    }

    /// The server of the database ends as it is, with whatever it was doing, and is started again.
    fn kill_server(&self) {
        if let Some(server) = &self.server {
            server.run("pg_ctl", &["-D", &server.data(), "-l", "/dev/null", "-m", "immediate", "-w", "restart"]);
        }
    }
}

/// A hub that serves, until it is killed.
struct Serving {
    child: Child,
    address: String,
}

impl Serving {
    fn start(keeps: &Keeps, listen: &str) -> Self {
        let mut command = keeps.program();
        command.args(["serve", "--listen", listen]);
        let mut child = command.stderr(Stdio::piped()).spawn().unwrap();
        let mut lines = BufReader::new(child.stderr.take().unwrap()).lines();
        let address = loop {
            let line = lines.next().expect("it says where it serves").unwrap();
            if let Some((_, at)) = line.split_once("at=").filter(|_| line.contains("serving")) {
                break at.split_whitespace().next().unwrap().to_owned();
            }
        };
        // What it says later is read to its end, so that it never waits for whoever reads.
        std::thread::spawn(move || lines.for_each(drop));
        Self { child, address }
    }

    /// Nothing is told to it: it is gone.
    fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

/// What those who give and whoever kills share.
struct Shared {
    address: String,
    key: [u8; 32],
    /// Held for writing while the hub is down.
    up: RwLock<()>,
    begun: Mutex<u64>,
    more: Condvar,
    is_over: AtomicBool,
    broke: AtomicU64,
    confirmed: Mutex<BTreeSet<[u8; 32]>>,
}

impl Shared {
    /// One question of a laptop; nothing where the line broke.
    fn ask(&self, line: &mut HubLine, ask: &Ask) -> Option<Answer> {
        drop(self.up.read().unwrap());
        *self.begun.lock().unwrap() += 1;
        self.more.notify_all();
        match line.ask(ask, &mut || ControlFlow::Continue(())) {
            Ok(answer) => {
                self.note(ask, &answer);
                Some(answer)
            }
            Err(LineFault::Broke(_) | LineFault::Unreached(_)) => {
                self.broke.fetch_add(1, Ordering::Relaxed);
                None
            }
            Err(other) => panic!("{other}"),
        }
    }

    fn note(&self, ask: &Ask, answer: &Answer) {
        if ask.path != "/v1/push" || answer.status != 200 {
            return;
        }
        let (given, stop) = (read_items(&ask.body).unwrap(), PushReply::from_bytes(&answer.body).unwrap().stop);
        let taken = stop.map_or(given.len(), |stop| usize::try_from(stop.item).unwrap());
        self.confirmed.lock().unwrap().extend(given.iter().take(taken).map(|item| entry_id(item)));
    }

    fn meet(&self, laptop: &mut Laptop, line: &mut HubLine) {
        let mut meeting = laptop.meeting();
        loop {
            match meeting.next(&mut laptop.store, laptop.time.now()).unwrap() {
                Next::Done(_) => return,
                Next::Ask(ask) => match self.ask(line, &ask) {
                    None => meeting.broke(),
                    Some(answer) => match meeting.answer(&mut laptop.store, &answer, laptop.time.now()) {
                        Ok(()) => {}
                        // It was asked too often, or too much waits there.
                        Err(MeetFault::Later) => return,
                        Err(fault) => panic!("{fault}"),
                    },
                },
            }
        }
    }

    fn works(&self, laptop: &mut Laptop, name: &str) {
        let working = Working(self);
        let mut line = HubLine::new(&self.address, &self.key).unwrap();
        let mut number = 0;
        while !self.is_over.load(Ordering::Relaxed) {
            laptop.person(&format!("{name} {number}"));
            number += 1;
            self.meet(laptop, &mut line);
        }
        drop(working);
    }

    /// Waits until so many more requests were begun.
    fn wait(&self, many: u64) {
        let begun = self.begun.lock().unwrap();
        let until = *begun + many;
        let waits = |begun: &mut u64| *begun < until && !self.is_over.load(Ordering::Relaxed);
        drop(self.more.wait_while(begun, waits).unwrap());
    }
}

/// A laptop that panics ends the whole: nobody waits for what it would have asked.
struct Working<'s>(&'s Shared);

impl Drop for Working<'_> {
    fn drop(&mut self) {
        self.0.is_over.store(true, Ordering::Relaxed);
        self.0.more.notify_all();
    }
}

#[test]
fn a_hub_killed_under_load_has_all_that_it_confirmed_and_all_end_with_the_same() {
    killed(&Keeps { folder: tempfile::tempdir().unwrap(), server: None }, "hub killed under load");
}

#[test]
fn a_hub_on_postgresql_killed_under_load_with_its_server_and_without_has_all_that_it_confirmed() {
    let Some(server) = Cluster::start() else { return };
    let keeps = Keeps { folder: tempfile::tempdir().unwrap(), server: Some(server) };
    killed(&keeps, "hub on PostgreSQL killed under load");
}

fn killed(keeps: &Keeps, what: &str) {
    let kills = match effort() {
        Effort::Few => 3,
        Effort::Moderate => 6,
        Effort::Full => 100,
    };
    let begun = Instant::now();
    let (time, mut dice) = (Time::of_this_computer(), Dice::new(kills));
    let mut hub = Serving::start(keeps, "127.0.0.1:0");
    let token = keeps.program().arg("token").output().unwrap();
    let token = String::from_utf8(token.stdout).unwrap().trim().to_owned();
    let mut one = first_laptop(&time);
    let digits = token.rsplit('-').next().unwrap();
    let key: [u8; 32] = std::array::from_fn(|at| u8::from_str_radix(&digits[at * 2..at * 2 + 2], 16).unwrap());
    let (ask, first) = register_at_hub(&mut one.store, &key, &token, time.now()).unwrap();
    let answer = HubLine::new(&hub.address, &key).unwrap().ask(&ask, &mut || ControlFlow::Continue(())).unwrap();
    registered_at_hub(&mut one.store, (&hub.address, &key), &first, &answer, time.now()).unwrap();
    let mut laptops = vec![one];
    for number in 1..LAPTOPS {
        let (role, grants) = (Role::Coordinator, vec![Grant::Protected]);
        let whom = InviteFor::New { name: format!("Қызметкер {number}"), role, grants };
        let new = laptops[0].join(&number.to_string(), &whom);
        laptops.push(new);
    }
    let shared = Shared {
        address: hub.address.clone(),
        key,
        up: RwLock::default(),
        begun: Mutex::default(),
        more: Condvar::default(),
        is_over: AtomicBool::default(),
        broke: AtomicU64::default(),
        confirmed: Mutex::default(),
    };
    // The hub is told of all before it is killed the first time.
    shared.meet(&mut laptops[0], &mut HubLine::new(&shared.address, &key).unwrap());
    let hub = std::thread::scope(|scope| {
        for (number, laptop) in laptops.iter_mut().enumerate() {
            let shared = &shared;
            scope.spawn(move || shared.works(laptop, &number.to_string()));
        }
        for number in 0..kills {
            shared.wait(1 + dice.below(24));
            if number % 3 == 2 {
                keeps.kill_server();
                shared.wait(1 + dice.below(24));
            }
            let down = shared.up.write().unwrap();
            let address = hub.address.clone();
            hub.kill();
            if number % 3 == 1 {
                keeps.kill_server();
            }
            hub = Serving::start(keeps, &address);
            drop(down);
        }
        shared.is_over.store(true, Ordering::Relaxed);
        hub
    });
    let confirmed = shared.confirmed.lock().unwrap().clone();
    let all = keeps.items();
    let lies: BTreeSet<[u8; 32]> = all.iter().map(|lies| lies.id).collect();
    assert!(confirmed.is_subset(&lies), "{} items were confirmed and are lost", confirmed.difference(&lies).count());
    for laptop in &laptops {
        places_are_true(laptop, &all).unwrap();
    }
    for _ in 0..2 {
        for laptop in &mut laptops {
            shared.meet(laptop, &mut HubLine::new(&shared.address, &key).unwrap());
        }
    }
    are_alike(&laptops.iter().collect::<Vec<_>>()).unwrap();
    laptops.iter_mut().for_each(|laptop| is_well(laptop).unwrap());
    let broke = shared.broke.load(Ordering::Relaxed);
    assert!(broke > 0, "requests were cut off");
    let times = format!("{kills} times, {} items confirmed, {broke} requests cut off", confirmed.len());
    tried(what, &times, begun);
    hub.kill();
}
