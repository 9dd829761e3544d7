//! The line itself: TLS under the hub's key, and lines that are bad.

use std::io::{Read as _, Write as _};
use std::net::TcpListener;
use std::ops::ControlFlow;
use std::sync::atomic::Ordering;
use std::time::Duration;

use pana_casework::Role;
use pana_hub::{Hub, HubKey};
use pana_store::InviteFor;
use pana_sync::{HubLine, LineFault, Meeting, MeetingEnd, meet_hub, register_at_hub, registered_at_hub};

use crate::kit::{Laptop, TestHub, Time, alike, first_laptop};
use crate::weak::{Weak, weak_line};

/// A hub that serves over TLS on a port of this computer, in threads of its own.
struct Served {
    address: String,
    stop: Option<tokio::sync::oneshot::Sender<()>>,
    thread: Option<std::thread::JoinHandle<()>>,
}

impl Drop for Served {
    fn drop(&mut self) {
        drop(self.stop.take());
        self.thread.take().unwrap().join().unwrap();
    }
}

fn serve(hub: Hub) -> Served {
    let (told, address) = std::sync::mpsc::channel();
    let (stop, stopped) = tokio::sync::oneshot::channel();
    let thread = std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
            told.send(listener.local_addr().unwrap().to_string()).unwrap();
            pana_hub::serve(&hub, listener, None, async { drop(stopped.await) }).await.unwrap();
        });
    });
    Served { address: address.recv().unwrap(), stop: Some(stop), thread: Some(thread) }
}

fn go_on() -> ControlFlow<()> {
    ControlFlow::Continue(())
}

fn meet_at(laptop: &mut Laptop, address: &str) -> Result<MeetingEnd, LineFault> {
    let place = laptop.store.hub().unwrap();
    let mut line = HubLine::new(address, &place.key)?;
    let mut meeting = Meeting::new(&laptop.store, place, None)?;
    let time = laptop.time.clone();
    meet_hub(&mut laptop.store, &mut meeting, &mut line, &|| time.now(), &mut |_| go_on())
}

fn register(laptop: &mut Laptop, hub: &TestHub, address: &str) {
    let (key, now) = (hub.hub.public_key(), laptop.time.now());
    let (ask, first) = register_at_hub(&mut laptop.store, &key, &hub.token(), now).unwrap();
    let answer = HubLine::new(address, &key).unwrap().ask(&ask, &mut go_on).unwrap();
    registered_at_hub(&mut laptop.store, (address, &key), &first, &answer, now).unwrap();
}

#[test]
fn two_laptops_meet_by_a_hub_over_tls_and_a_line_that_is_cut_again_and_again_ends_complete() {
    let time = Time::new();
    let hub = TestHub::new(&time);
    let served = serve(hub.hub.clone());
    let mut one = first_laptop(&time);
    register(&mut one, &hub, &served.address);
    let whom = InviteFor::New { name: "Отабек".to_owned(), role: Role::Worker, grants: Vec::new() };
    let mut two = one.join("2", &whom);
    for number in 0..60 {
        one.person(&format!("Адам {number}"));
    }
    // What a request needs to get through at all: the handshake, and a few events.
    let (cut, cuts) = weak_line(&served.address, Weak { bytes: 24_000, ..Weak::NOT });
    for _ in 0..40 {
        if meet_at(&mut one, &cut).is_ok() {
            break;
        }
    }
    assert!(cuts.load(Ordering::Relaxed) > 2, "the line was cut");
    let end = meet_at(&mut one, &served.address).unwrap();
    assert_eq!(end.given, 0, "all of it had come through");
    meet_at(&mut two, &served.address).unwrap();
    meet_at(&mut one, &served.address).unwrap();
    alike(&[&one, &two]);
}

/// A centre with a hub, a first laptop with so many people, and a second one to which they are to come.
fn with_people(time: &Time, people: u16) -> (TestHub, Served, Laptop, Laptop) {
    let hub = TestHub::new(time);
    let served = serve(hub.hub.clone());
    let mut one = first_laptop(time);
    register(&mut one, &hub, &served.address);
    let whom = InviteFor::New { name: "Отабек".to_owned(), role: Role::Worker, grants: Vec::new() };
    let two = one.join("2", &whom);
    for number in 0..people {
        one.person(&format!("Адам {number}"));
    }
    (hub, served, one, two)
}

/// Both meet by this line until it was ended well, each at most so often, as a laptop does by itself.
fn ends_complete(served: &Served, line: &Weak, times: u32, one: &mut Laptop, two: &mut Laptop) -> usize {
    let (weak, ends) = weak_line(&served.address, *line);
    for laptop in [&mut *one, &mut *two] {
        let met = (0..times).find_map(|_| meet_at(laptop, &weak).ok());
        assert!(met.is_some(), "it did not end in {times} times");
    }
    // What the second has said is heard.
    meet_at(one, &served.address).unwrap();
    alike(&[one, two]);
    ends.load(Ordering::Relaxed)
}

#[test]
fn over_a_line_of_the_second_generation_a_meeting_ends_complete_at_once() {
    let time = Time::new();
    let (_hub, served, mut one, mut two) = with_people(&time, 12);
    // Ten times as fast as one, so that nobody waits for two minutes.
    let slow = Weak { per_second: 37_500, delay: Duration::from_millis(10), ..Weak::NOT };
    assert_eq!(ends_complete(&served, &slow, 1, &mut one, &mut two), 0, "it did not break");
}

#[test]
fn where_six_of_ten_packets_are_lost_and_connections_die_of_it_meetings_end_complete() {
    let time = Time::new();
    let (_hub, served, mut one, mut two) = with_people(&time, 40);
    let lossy = Weak { loses: 60, ..Weak::NOT };
    assert!(ends_complete(&served, &lossy, 60, &mut one, &mut two) > 2, "connections died");
}

#[test]
fn behind_a_proxy_that_cuts_each_connection_after_a_time_meetings_end_complete() {
    let time = Time::new();
    let (_hub, served, mut one, mut two) = with_people(&time, 60);
    // Ten times as fast as a line of the second generation, and cut after a tenth of the thirty seconds and less.
    let cut = Weak { per_second: 37_500, lasts: Duration::from_secs(1), ..Weak::NOT };
    assert!(ends_complete(&served, &cut, 20, &mut one, &mut two) > 1, "connections were cut");
}

#[test]
fn what_answers_under_another_key_is_not_the_hub_and_hears_nothing() {
    let time = Time::new();
    let (hub, other) = (TestHub::new(&time), TestHub::new(&time));
    let served = serve(hub.hub.clone());
    let mut one = first_laptop(&time);
    register(&mut one, &hub, &served.address);
    let impostor = serve(other.hub.clone());
    assert!(matches!(meet_at(&mut one, &impostor.address), Err(LineFault::NotTheHub)));
    assert_ne!(HubKey::from_secret(&[1; 32]).public(), hub.hub.public_key());
}

#[test]
fn the_page_of_a_network_that_wants_a_login_is_no_hub() {
    let time = Time::new();
    let hub = TestHub::new(&time);
    let mut one = first_laptop(&time);
    one.register(&hub).unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap().to_string();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let Ok(mut stream) = stream else { return };
            drop(stream.read(&mut [0; 1024]));
            drop(
                stream.write_all(b"HTTP/1.1 302 Found\r\nlocation: http://login.example/\r\ncontent-length: 0\r\n\r\n"),
            );
        }
    });
    let met = meet_at(&mut one, &address);
    assert!(matches!(met, Err(LineFault::Unreached(_) | LineFault::NotTheHub)), "{met:?}");
}

#[test]
fn a_meeting_is_stopped_while_nothing_answers() {
    let time = Time::new();
    let hub = TestHub::new(&time);
    let mut one = first_laptop(&time);
    one.register(&hub).unwrap();
    // It takes the connection and says nothing.
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let place = one.store.hub().unwrap();
    let mut line = HubLine::new(&listener.local_addr().unwrap().to_string(), &place.key).unwrap();
    let mut meeting = Meeting::new(&one.store, place, None).unwrap();
    let mut turns = 0;
    let met = meet_hub(&mut one.store, &mut meeting, &mut line, &|| time.now(), &mut |_| {
        turns += 1;
        if turns > 2 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    });
    assert!(matches!(met, Err(LineFault::Stopped)), "{met:?}");
}
