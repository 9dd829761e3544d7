//! Many laptops of many centres that give a hub one small change after the other.
//!
//! They come as people do, not one after the other's answer: each push is due at a time of its own, and is late from then on,
//! however long the one before it took. Keys and events are made beforehand.

use std::ops::ControlFlow;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use ed25519_dalek::{Signer as _, SigningKey};
use pana_model::{CentreId, DeviceId, KeyId, StreamName};
use pana_sync::{Ask, HubLine};
use pana_wire::bundle::{Item, Slot};
use pana_wire::hub::{
    Challenge, DEED_CONTEXT, Deed, DeedWrite, Nonce, OpenSession, PushReply, RegisterCentre, SESSION_CONTEXT, Session,
    session_statement, write_entry,
};
use pana_wire::{
    Envelope, EpochId, EventId, GenerationId, Header, Layout, StreamId, header_message, statement_message,
};
use serde_json::{Value, json};

use crate::random;

/// The body of an interview of some twenty answers, sealed.
const BODY: usize = 1_300;
/// So many are waited for at once.
const WAITING: usize = 32;

struct Laptop {
    line: HubLine,
    authorization: String,
    /// One body for each push, made beforehand.
    pushes: std::vec::IntoIter<Vec<u8>>,
}

struct Seat {
    centre: CentreId,
    device: DeviceId,
    key: SigningKey,
}

impl Seat {
    fn make(centre: CentreId) -> Self {
        Self { centre, device: DeviceId::from_bytes(random()), key: SigningKey::from_bytes(&random()) }
    }

    fn admit(&self, coordinator: bool) -> DeedWrite {
        DeedWrite::Admit { dev: self.device, key: self.key.verifying_key().to_bytes(), coordinator }
    }

    fn deed(&self, past: &[&Deed], acts: &[DeedWrite]) -> Deed {
        let past = past.iter().map(|deed| deed.id()).collect();
        let statement = Deed::statement(self.centre, self.device, &past, acts);
        let sig = self.key.sign(&statement_message(DEED_CONTEXT, &statement)).to_bytes();
        Deed::new(statement, sig).unwrap()
    }

    fn session(&self, line: &mut HubLine, hub: &[u8; 32]) -> String {
        let (org, dev) = (self.centre, self.device);
        let answer = ask(line, "/v1/challenge", Challenge { org, dev }.to_bytes(), None);
        let nonce = Nonce::from_bytes(&answer).unwrap().nonce;
        let statement = session_statement(hub, org, dev, &nonce);
        let sig = self.key.sign(&statement_message(SESSION_CONTEXT, &statement)).to_bytes();
        let answer = ask(line, "/v1/session", OpenSession { org, dev, nonce, sig }.to_bytes(), None);
        format!("Pana {}.{}", hex(org.as_bytes()), Session::from_bytes(&answer).unwrap().key.to_hex())
    }

    /// An event of somebody new with its key, so many times: each goes on from the one before it.
    fn pushes(&self, many: usize) -> Vec<Vec<u8>> {
        let stream = StreamId::derive(self.centre, StreamName::Centre);
        let mut end = (0, EventId::NONE);
        let push = |_| {
            let ct: Vec<u8> = (0..BODY / 20).flat_map(|_| random::<20>()).collect();
            let header = Header {
                layout: Layout::Two,
                org: self.centre,
                stream,
                dev: self.device,
                dseq: end.0 + 1,
                prev: end.1,
                epoch: EpochId::new(1, [1; 12]),
                addr: random(),
                nonce: random(),
                ct_len: u64::try_from(ct.len()).unwrap(),
                ct_hash: *blake3::hash(&ct).as_bytes(),
            };
            let header = header.to_bytes();
            let sig = self.key.sign(&header_message(EventId::of_header(&header))).to_bytes();
            let event = Envelope::from_parts(header, sig, Some(ct)).unwrap();
            end = (end.0 + 1, event.id());
            let generation = GenerationId::new(1, [3; 12]);
            let wrapped = [random::<36>(), random()].concat().try_into().unwrap();
            let slot = Slot { stream, slot: random(), key: KeyId::from_bytes(random()), generation, wrapped };
            body(&[Item::Slot(slot).to_bytes().unwrap(), Item::Event(event.to_bytes()).to_bytes().unwrap()])
        };
        (0..many).map(push).collect()
    }
}

fn ask(line: &mut HubLine, path: &'static str, body: Vec<u8>, authorization: Option<String>) -> Vec<u8> {
    let ask = Ask { path, body, authorization };
    let answer = line.ask(&ask, &mut || ControlFlow::Continue(())).unwrap();
    assert_eq!(answer.status, 200, "{path}");
    answer.body
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn body(items: &[Vec<u8>]) -> Vec<u8> {
    let mut all = Vec::new();
    items.iter().for_each(|item| write_entry(&mut all, item));
    all
}

/// A centre with so many laptops, each of which has a session.
fn centre((address, hub): (&str, &[u8; 32]), token: &str, laptops: usize, pushes: usize) -> Vec<Laptop> {
    let org = CentreId::from_bytes(random());
    let seats: Vec<Seat> = (0..laptops).map(|_| Seat::make(org)).collect();
    let mut line = HubLine::new(address, hub).unwrap();
    let root = seats[0].deed(&[], &[seats[0].admit(true)]);
    let asked = RegisterCentre { token: token.to_owned(), root_deed: root.to_bytes() };
    ask(&mut line, "/v1/centre", asked.to_bytes(), None);
    let acts: Vec<DeedWrite> = seats[1..].iter().map(|seat| seat.admit(false)).collect();
    let mut add = Vec::new();
    write_entry(&mut add, org.as_bytes());
    write_entry(&mut add, &seats[0].deed(&[&root], &acts).to_bytes());
    ask(&mut line, "/v1/deeds/add", add, None);
    let of = |seat: &Seat| {
        let mut line = HubLine::new(address, hub).unwrap();
        let authorization = seat.session(&mut line, hub);
        Laptop { line, authorization, pushes: seat.pushes(pushes).into_iter() }
    };
    seats.iter().map(of).collect()
}

/// So many laptops, in centres of twenty, give one change each at a time that chance chose, so many in a second.
pub(crate) fn crowd(address: &str, hub: &[u8; 32], tokens: &[&str], rate: f64, seconds: f64) -> Value {
    const LAPTOPS: usize = 20;
    let all = f64::from(u32::try_from(tokens.len() * LAPTOPS).unwrap());
    // Chance does not deal evenly: twice as many as each has to give on the average, and some.
    let pushes = (0..).find(|many| f64::from(*many) > 2.0 * rate * seconds / all + 12.0).unwrap();
    let pushes = usize::try_from(pushes).unwrap();
    let laptops: Vec<Mutex<Laptop>> =
        tokens.iter().flat_map(|token| centre((address, hub), token, LAPTOPS, pushes)).map(Mutex::new).collect();
    let mut due = Vec::new();
    let mut at = 0.0;
    while at < seconds {
        let [chance, who] = [random::<4>(), random()].map(u32::from_le_bytes);
        at -= (1.0 - f64::from(chance) / 4_294_967_296.0).ln() / rate;
        due.push((Duration::from_secs_f64(at), usize::try_from(who).unwrap() % laptops.len()));
    }
    let (next, took, begun) = (AtomicUsize::new(0), Mutex::new(Vec::new()), Instant::now());
    std::thread::scope(|scope| {
        for _ in 0..WAITING {
            scope.spawn(|| {
                while let Some((at, who)) = due.get(next.fetch_add(1, Ordering::Relaxed)) {
                    std::thread::sleep(at.saturating_sub(begun.elapsed()));
                    let mut laptop = laptops[*who].lock().unwrap();
                    let Some(push) = laptop.pushes.next() else { continue };
                    let authorization = Some(laptop.authorization.clone());
                    let reply = ask(&mut laptop.line, "/v1/push", push, authorization);
                    assert_eq!(PushReply::from_bytes(&reply).unwrap().stop, None);
                    took.lock().unwrap().push(begun.elapsed().saturating_sub(*at).as_secs_f64() * 1000.0);
                }
            });
        }
    });
    let wall = begun.elapsed().as_secs_f64();
    let mut took = took.into_inner().unwrap();
    took.sort_by(f64::total_cmp);
    let of = |share: usize| took.get(took.len() * share / 1000).copied().unwrap_or(f64::NAN);
    json!({
        "laptops": laptops.len(), "pushes": took.len(), "asked_a_second": rate, "a_second": f64::from(u32::try_from(took.len()).unwrap()) / wall,
        "p50_ms": of(500), "p95_ms": of(950), "p99_ms": of(990), "most_ms": took.last(),
    })
}
