//! Who is found that is here twice: `doubles_found DIR FILE`, where FILE is what `make.py` wrote and DIR a new folder for the
//! centre. Everybody is asked about, as the person's page does. Prints JSON: the pairs that somebody would be shown, by their
//! places in FILE, each with its weight in tenths of a bit, and the milliseconds of each question; then what the keys cost.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, missing_docs)]
#![allow(clippy::print_stdout)]

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Instant;

use pana_model::{CaseId, InstanceId, InterviewId, Moment, Secret};
use pana_store::{
    Asked, Fact, Finish, FormSource, KdfParams, NewCentre, NewInterview, Purpose, Store, StoreError, StoredAnswer,
    Stream, Tx,
};
use serde::Deserialize;

/// People written in one transaction.
const AT_ONCE: usize = 2_000;

#[derive(Deserialize)]
struct Made {
    people: Vec<Said>,
}

#[derive(Deserialize)]
struct Said {
    family: String,
    given: String,
    father: Option<String>,
    #[serde(default)]
    household: Vec<String>,
    sex: String,
    birth: Option<String>,
    about: Option<String>,
    phone: Option<String>,
    document: Option<String>,
    country: Option<String>,
}

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let [_, dir, file] = arguments.as_slice() else { panic!("doubles_found DIR FILE") };
    let made: Made = serde_json::from_slice(&std::fs::read(file).unwrap()).unwrap();
    let mut store = centre(Path::new(dir));
    for (chunk, people) in made.people.chunks(AT_ONCE).enumerate() {
        store
            .transact(&Asked::of(pana_casework::Act::OpenCase), now(), |tx| {
                people.iter().enumerate().try_for_each(|(n, said)| person(tx, chunk * AT_ONCE + n, said))
            })
            .unwrap();
    }
    let (mut pairs, mut milliseconds) = (BTreeMap::new(), Vec::new());
    for at in 0..made.people.len() {
        let begun = Instant::now();
        let found = store.doubles_of(CaseId::from_random(id(at, 1))).unwrap();
        milliseconds.push(begun.elapsed().as_secs_f64() * 1_000.0);
        for double in found {
            let other = place_of(double.case);
            let weight = pairs.entry((at.min(other), at.max(other))).or_insert(0);
            *weight = double.compared.tenths.max(*weight);
        }
    }
    let pairs: Vec<(usize, usize, i32)> =
        pairs.into_iter().map(|((one, other), weight)| (one, other, weight)).collect();
    let bytes: u64 = std::fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().metadata().unwrap().len()).sum();
    println!("{}", serde_json::json!({ "pairs": pairs, "milliseconds": milliseconds, "bytes_of_store": bytes }));
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

fn person(tx: &mut Tx<'_>, n: usize, said: &Said) -> Result<(), StoreError> {
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
    let all = [
        ("family_name", Some(&said.family)),
        ("given_name", Some(&said.given)),
        ("patronymic", said.father.as_ref()),
        ("sex", Some(&said.sex)),
        ("birth_date", said.birth.as_ref()),
        ("birth_about", said.about.as_ref()),
        ("phone", said.phone.as_ref()),
        ("document_number", said.document.as_ref()),
        ("citizenship", said.country.as_ref()),
    ];
    let mut facts: Vec<Fact> = all
        .into_iter()
        .filter_map(|(property, value)| {
            Some(Fact {
                household: None,
                property: property.to_owned(),
                value: value?.clone(),
                source: format!("/bench/{property}"),
            })
        })
        .collect();
    facts.extend(said.household.iter().enumerate().map(|(at, name)| Fact {
        household: Some(InstanceId::from_time(at as u64 + 1, [7; 10])),
        property: "full_name".to_owned(),
        value: name.clone(),
        source: format!("/bench/member[{at}]/name"),
    }));
    let answers: BTreeMap<String, StoredAnswer> =
        facts.iter().map(|fact| (fact.source.clone(), StoredAnswer::Value(fact.value.clone()))).collect();
    tx.interview_record(&new, &Finish { answers, facts, ..Finish::default() })
}
