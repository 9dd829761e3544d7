//! Who is found by what is typed: `names_found DIR FILE`, where FILE is what `make.py` wrote and DIR a new folder for the
//! centre. Prints JSON: for each query the people found, at most twenty, by their place in FILE, and its milliseconds;
//! then what the names cost in the store.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, missing_docs)]
#![allow(clippy::print_stdout)]

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Instant;

use pana_model::{CaseId, InterviewId, Moment, Secret};
use pana_store::{
    Asked, Fact, Finish, FormSource, KdfParams, NewCentre, NewInterview, Purpose, Store, StoreError, StoredAnswer,
    Stream, Tx,
};
use serde::Deserialize;

/// As many as are looked at before one types more.
const ROWS: usize = 20;
/// People written in one transaction.
const AT_ONCE: usize = 2_000;

#[derive(Deserialize)]
struct Asking {
    people: Vec<Named>,
    queries: Vec<Query>,
}

#[derive(Deserialize)]
struct Named {
    family: String,
    given: String,
}

#[derive(Deserialize)]
struct Query {
    text: String,
}

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let [_, dir, file] = arguments.as_slice() else { panic!("names_found DIR FILE") };
    let asking: Asking = serde_json::from_slice(&std::fs::read(file).unwrap()).unwrap();
    let mut store = centre(Path::new(dir));
    for (chunk, people) in asking.people.chunks(AT_ONCE).enumerate() {
        store
            .transact(&Asked::of(pana_casework::Act::OpenCase), now(), |tx| {
                people.iter().enumerate().try_for_each(|(n, named)| person(tx, chunk * AT_ONCE + n, named))
            })
            .unwrap();
    }
    let found: Vec<serde_json::Value> = asking.queries.iter().map(|query| ask(&store, &query.text)).collect();
    let keys = |named: &Named| {
        let family = pana_casework::tokens_of("family_name", &named.family);
        let given = pana_casework::tokens_of("given_name", &named.given);
        family.into_iter().chain(given).map(|(_, key)| key.len()).collect::<Vec<_>>()
    };
    let lengths: Vec<usize> = asking.people.iter().flat_map(keys).collect();
    let bytes: u64 = std::fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().metadata().unwrap().len()).sum();
    let cost = serde_json::json!({
        "people": asking.people.len(),
        "keys": lengths.len(),
        "bytes_of_keys": lengths.iter().sum::<usize>(),
        "bytes_of_store": bytes,
    });
    println!("{}", serde_json::json!({ "found": found, "cost": cost }));
}

fn now() -> Moment {
    Moment::from_unix_ms(1_772_420_400_000).unwrap()
}

fn centre(dir: &Path) -> Store {
    let new = NewCentre {
        name: "Өлшем".to_owned(),
        member: "Айжан".to_owned(),
        passphrase: Secret::new("сөз".to_owned()),
        kdf: KdfParams { memory_kib: 32, passes: 1, lanes: 1 },
        device: "өлшем".to_owned(),
        prefix: None,
        offset_minutes: 300,
        purpose: Purpose::Work,
    };
    let (mut store, _) = Store::create(dir, new, now()).unwrap();
    store.form_publish(&FormSource { form_id: "bench", hash: [7; 32], version: "1", source: b"" }, now()).unwrap();
    store
}

fn ask(store: &Store, text: &str) -> serde_json::Value {
    let begun = Instant::now();
    let found = store.people_search(text, ROWS).unwrap();
    let milliseconds = begun.elapsed().as_secs_f64() * 1_000.0;
    let people: Vec<usize> = found.people.iter().map(|hit| place_of(hit.case)).collect();
    serde_json::json!({ "people": people, "milliseconds": milliseconds })
}

/// A number that says which of the people it is, in an order that has nothing to do with theirs.
fn id(n: usize, kind: u8) -> [u8; 16] {
    let mut id = [kind; 16];
    id[..8].copy_from_slice(&(n as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15).to_be_bytes());
    id[8..].copy_from_slice(&(n as u64).to_be_bytes());
    id
}

fn place_of(case: CaseId) -> usize {
    // The two bytes where the kind of an id stands lie before these.
    let number: [u8; 4] = case.as_bytes()[12..].try_into().unwrap();
    u32::from_be_bytes(number) as usize
}

fn person(tx: &mut Tx<'_>, n: usize, named: &Named) -> Result<(), StoreError> {
    let case = CaseId::from_random(id(n, 1));
    tx.case_open(case)?;
    let new = NewInterview {
        interview: InterviewId::from_random(id(n, 2)),
        form_id: "bench",
        form_hash: [7; 32],
        stream: Stream::Centre,
        case,
        started: now(),
    };
    let said = |property: &str, value: &str| Fact {
        household: None,
        property: property.to_owned(),
        value: value.to_owned(),
        source: format!("/bench/{property}"),
    };
    let facts = vec![said("family_name", &named.family), said("given_name", &named.given)];
    let answers: BTreeMap<String, StoredAnswer> =
        facts.iter().map(|fact| (fact.source.clone(), StoredAnswer::Value(fact.value.clone()))).collect();
    tx.interview_record(&new, &Finish { answers, facts, ..Finish::default() })
}
