//! What a meeting with a hub costs a laptop, for `compare sync`. Each command prints one line of JSON.
//!
//! - `load FOLDER RECORDS`: makes a centre and writes down one person with one interview for each line of JSON.
//! - `register FOLDER ADDRESS KEY TOKEN`: brings the centre to the hub at this address with this key.
//! - `join FOLDER FROM`: makes a second laptop out of the control stream alone; the people come from the hub.
//! - `meet FOLDER [TIMES]`: opens the store and meets its hub; after the first time in the same session.
//! - `crowd ADDRESS KEY RATE SECONDS TOKEN...`: twenty laptops for each secret, that give so many small changes a second.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::indexing_slicing,
    reason = "a command for the terminal"
)]

mod crowd;

use std::collections::BTreeMap;
use std::io::BufRead as _;
use std::ops::ControlFlow;
use std::path::Path;
use std::time::Instant;

use pana_model::{CaseId, InterviewId, Moment, Secret};
use pana_store::{
    Arrived, Asked, Authorised, Fact, Finish, FormSource, Have, InviteFor, Joining, KdfParams, Locked, NewCentre,
    NewInterview, NewJoin, Purpose, Store, StoredAnswer, Stream, Tx,
};
use pana_sync::{HubLine, Meeting, MeetingEnd, meet_hub, register_at_hub, registered_at_hub};
use serde_json::{Value, json};

/// The least there is: what a passphrase costs is the same with any way to meet.
const KDF: KdfParams = KdfParams { memory_kib: 32, passes: 1, lanes: 1 };
/// So many changes are more people than a screen has.
const SCREENFUL: u64 = 200;
const FORM: [u8; 32] = [7; 32];

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let said = match arguments.as_slice() {
        ["load", folder, records] => load(Path::new(folder), Path::new(records)),
        ["register", folder, address, key, token] => register(Path::new(folder), address, key, token),
        ["join", folder, from] => join(Path::new(folder), Path::new(from)),
        ["meet", folder] => meet(Path::new(folder), 1),
        ["meet", folder, times] => meet(Path::new(folder), times.parse().unwrap()),
        ["crowd", address, key, rate, seconds, tokens @ ..] => {
            crowd::crowd(address, &key_of(key), tokens, rate.parse().unwrap(), seconds.parse().unwrap())
        }
        _ => panic!("load, register, join, meet or crowd"),
    };
    println!("{said}");
}

fn passphrase() -> Secret<String> {
    Secret::new("сөз".to_owned())
}

fn now() -> Moment {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap();
    Moment::from_unix_ms(i64::try_from(since.as_millis()).unwrap()).unwrap()
}

fn open(folder: &Path) -> Store {
    let locked = Locked::open(folder).unwrap();
    let member = locked.members().unwrap().first().unwrap().id;
    locked.unlock(member, &passphrase(), now()).unwrap()
}

fn load(folder: &Path, records: &Path) -> Value {
    let new = NewCentre {
        name: "Өлшем".to_owned(),
        member: "Айжан".to_owned(),
        passphrase: passphrase(),
        kdf: KDF,
        device: "1-ноутбук".to_owned(),
        prefix: None,
        offset_minutes: 300,
        purpose: Purpose::Work,
    };
    let (mut store, _) = Store::create(folder, new, now()).unwrap();
    let form = FormSource { form_id: "intake", hash: FORM, version: "3", source: b"survey" };
    store.form_publish(&form, now()).unwrap();
    let lines = std::io::BufReader::new(std::fs::File::open(records).unwrap()).lines();
    let records: Vec<Value> = lines.map(|line| serde_json::from_str(&line.unwrap()).unwrap()).collect();
    for some in records.chunks(500) {
        let at = now();
        store
            .transact(&Asked::of(pana_casework::Act::OpenCase), at, |tx| {
                some.iter().try_for_each(|record| person(tx, record, at))
            })
            .unwrap();
    }
    json!({ "people": records.len(), "events": store.lacking(&Have::default()).unwrap().len() })
}

/// Every field of the record is an answer; those that say who it is are facts about the person.
fn person(tx: &mut Tx<'_>, record: &Value, now: Moment) -> Result<(), pana_store::StoreError> {
    let case = CaseId::from_random(random());
    tx.case_open(case)?;
    let (mut answers, mut facts) = (BTreeMap::new(), Vec::new());
    for (name, value) in record.as_object().unwrap() {
        let source = format!("/intake/{name}");
        let answer = match value {
            Value::String(text) => StoredAnswer::Value(text.clone()),
            Value::Array(chosen) => {
                StoredAnswer::Choices(chosen.iter().map(|code| code.as_str().unwrap().to_owned()).collect())
            }
            other => StoredAnswer::Value(other.to_string()),
        };
        let property = if name == "dob" { "birth_date" } else { name.as_str() };
        if let (StoredAnswer::Value(value), "given_name" | "family_name" | "birth_date" | "phone") = (&answer, property)
        {
            let (property, value) = (property.to_owned(), value.clone());
            facts.push(Fact { household: None, property, value, source: source.clone() });
        }
        answers.insert(source, answer);
    }
    let interview = InterviewId::from_random(random());
    let new =
        NewInterview { interview, form_id: "intake", form_hash: FORM, stream: Stream::Centre, case, started: now };
    tx.interview_record(&new, &Finish { answers, facts, ..Finish::default() })
}

fn register(folder: &Path, address: &str, key: &str, token: &str) -> Value {
    let mut store = open(folder);
    let key = key_of(key);
    let (ask, first) = register_at_hub(&mut store, &key, token, now()).unwrap();
    let answer = HubLine::new(address, &key).unwrap().ask(&ask, &mut || ControlFlow::Continue(())).unwrap();
    registered_at_hub(&mut store, (address, &key), &first, &answer, now()).unwrap();
    json!({ "ok": true })
}

fn key_of(hex: &str) -> [u8; 32] {
    let key: Vec<u8> = hex.as_bytes().chunks(2).map(hex_byte).collect();
    key.try_into().unwrap()
}

fn hex_byte(two: &[u8]) -> u8 {
    u8::from_str_radix(std::str::from_utf8(two).unwrap(), 16).unwrap()
}

fn join(folder: &Path, from: &Path) -> Value {
    let (mut first, at) = (open(from), now());
    let member = first.member().id;
    let invite = first.invite(&InviteFor::Member(member), at).unwrap();
    let new =
        NewJoin {
            device: "2-ноутбук".to_owned(), member: "Айжан".to_owned(), passphrase: passphrase(), kdf: KDF
        };
    let (joining, answer) = Joining::begin(folder, invite.expose(), &new, at).unwrap();
    first.join_accept(&answer.request, &answer.digits, &Authorised::Alone, at).unwrap();
    let mut events = first.lacking(&Have::default()).unwrap();
    events.retain(|event| event.stream == Stream::Control);
    let keys = first.sealed_keys(&events).unwrap();
    let bytes = events.iter().map(|event| first.outgoing_bytes(event).unwrap()).collect();
    let arrived = Arrived { events: bytes, keys, sources: first.sources().unwrap(), ..Arrived::default() };
    joining.unlock(&passphrase(), at).unwrap().join(&arrived, at).unwrap();
    json!({ "ok": true })
}

fn meet(folder: &Path, times: usize) -> Value {
    let mut store = open(folder);
    let place = store.hub().unwrap();
    let mut line = HubLine::new(&place.address, &place.key).unwrap();
    let (mut session, mut met) = (None, Vec::new());
    for _ in 0..times {
        let mut usable = None;
        let (begun, cpu) = (Instant::now(), cpu_ms());
        let mut meeting = Meeting::new(&store, place.clone(), session).unwrap();
        let end = meet_hub(&mut store, &mut meeting, &mut line, &now, &mut |at| {
            // What was taken in by then is in the list, is found and opens.
            if usable.is_none() && at.read >= SCREENFUL {
                usable = Some(begun.elapsed().as_millis());
            }
            ControlFlow::Continue(())
        });
        let MeetingEnd { given, taken, .. } = end.unwrap();
        session = meeting.session();
        met.push(json!({
            "ms": begun.elapsed().as_millis(), "cpu_ms": cpu_ms() - cpu, "given": given, "taken": taken.events,
            "usable_ms": usable,
        }));
    }
    let mut said = met.pop().unwrap();
    if let Some(said) = said.as_object_mut() {
        said.insert("people".to_owned(), json!(store.people_count().unwrap()));
    }
    said
}

/// The processor time of this process, of all its threads, in milliseconds: its kernel says it in hundredths of a second.
fn cpu_ms() -> u64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap();
    let after = stat.rsplit(')').next().unwrap();
    after.split_whitespace().skip(11).take(2).map(|ticks| ticks.parse::<u64>().unwrap()).sum::<u64>() * 10
}

fn random<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).unwrap();
    bytes
}
