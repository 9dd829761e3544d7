//! Writes down many invented people with real events and measures: `bulk_people DIR PEOPLE`. Prints JSON lines.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, missing_docs)]
#![allow(clippy::print_stdout)]

use std::collections::BTreeMap;
use std::path::Path;
use std::time::{Duration, Instant};

use pana_model::{CaseId, InterviewId, Moment, Secret};
use pana_store::{
    Asked, DraftSave, Fact, Finish, ForWhom, FormSource, KdfParams, NewCentre, NewInterview, StartInterview, Store,
    StoredAnswer, Stream,
};

const FAMILY: [&str; 24] = [
    "Ибраев",
    "Оспанов",
    "Жұмабаев",
    "Сейітов",
    "Ким",
    "Иванов",
    "Әбдіров",
    "Қасымов",
    "Нұрланов",
    "Төлегенов",
    "Рахимов",
    "Юсупов",
    "Цой",
    "Ахметов",
    "Бекова",
    "Ғалиев",
    "Дүйсенов",
    "Ермеков",
    "Шәріпов",
    "Мұратов",
    "Петров",
    "Хан",
    "Өмірбек",
    "Іскаков",
];
const GIVEN: [&str; 20] = [
    "Әсел",
    "Данияр",
    "Айгүл",
    "Нұрлан",
    "Ольга",
    "Ержан",
    "Сәуле",
    "Тимур",
    "Жанна",
    "Қайрат",
    "Мадина",
    "Руслан",
    "Гүлнәр",
    "Олжас",
    "Перизат",
    "Шынар",
    "Виктор",
    "Зарина",
    "Ұлан",
    "Ботагөз",
];

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let [_, dir, people] = arguments.as_slice() else { panic!("bulk_people DIR PEOPLE") };
    let people: usize = people.parse().unwrap();
    let now = Moment::from_unix_ms(1_772_420_400_000).unwrap();
    let new = NewCentre {
        name: "Өлшем".to_owned(),
        member: "Айжан".to_owned(),
        passphrase: Secret::new("сөз".to_owned()),
        kdf: KdfParams { memory_kib: 32, passes: 1, lanes: 1 },
        device: "өлшем".to_owned(),
        prefix: None,
        offset_minutes: 300,
        purpose: pana_store::Purpose::Work,
    };
    let (mut store, _) = Store::create(Path::new(dir), new, now).unwrap();
    let form = FormSource { form_id: "bench", hash: [7; 32], version: "1", source: b"" };
    store.form_publish(&form, now).unwrap();
    let begun = Instant::now();
    for from in (0..people).step_by(2_000) {
        let until = (from + 2_000).min(people);
        store
            .transact(&Asked::of(pana_casework::Act::OpenCase), now, |tx| {
                (from..until).try_for_each(|n| person(tx, n, now))
            })
            .unwrap();
    }
    let seconds = begun.elapsed().as_secs_f64();
    println!("{{\"people\":{people},\"seconds\":{seconds:.2},\"per_second\":{:.0}}}", people as f64 / seconds);
    let bytes: u64 = std::fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().metadata().unwrap().len()).sum();
    println!("{{\"bytes_per_person\":{}}}", bytes / people.max(1) as u64);
    for text in [
        "ибр",
        "Айгүл",
        "асел ибр",
        "1987",
        "ибр 1990",
        "K",
        "а б",
        "8 701 000",
        "14.03.1987",
        "жұм қай",
        "zhum",
        "",
        "Әсел Ибраев 1987-03",
    ] {
        let times: Vec<Duration> = (0..40).map(|_| timed(|| drop(store.people_search(text, 50).unwrap()))).collect();
        report(&format!("search “{text}”"), times);
    }
    let started = start(&mut store, now);
    let saves = (0..200).map(|n| {
        let save = DraftSave {
            answers: [(format!("/bench/q{n}"), Some(StoredAnswer::Value("жауап".to_owned())))].into(),
            place: Some(format!("/bench/q{n}")),
            progress: Some((200, n)),
            ..DraftSave::default()
        };
        timed(|| store.draft_save(started, &save, now).unwrap())
    });
    let times = saves.collect();
    report("answer to durable", times);
    let file = std::fs::File::create(Path::new(dir).join("fsync")).unwrap();
    let syncs = (0..200).map(|_| {
        std::io::Write::write_all(&mut &file, &[7; 4096]).unwrap();
        timed(|| file.sync_all().unwrap())
    });
    let times = syncs.collect();
    report("bare fsync of 4 KiB", times);
    let begun = Instant::now();
    let (mut unpacker, mut read) = (pana_store::Unpacker::new().unwrap(), 0);
    let locations: Vec<_> = store.interviews_due("bench").unwrap().into_iter().map(|due| due.location).collect();
    for page in locations.chunks(50) {
        for packed in store.interviews_packed(page).unwrap() {
            unpacker.see(&packed).unwrap();
            read += 1;
        }
    }
    println!("{{\"export_per_second\":{:.0}}}", f64::from(read) / begun.elapsed().as_secs_f64());
    let begun = Instant::now();
    assert!(store.doctor(now).unwrap().is_well());
    println!("{{\"doctor_seconds\":{:.2}}}", begun.elapsed().as_secs_f64());
}

fn person(tx: &mut pana_store::Tx<'_>, n: usize, now: Moment) -> Result<(), pana_store::StoreError> {
    let id = |kind: u8| {
        let mut id = [kind; 16];
        id[..8].copy_from_slice(&(n as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15).to_be_bytes());
        id[8..].copy_from_slice(&(n as u64).to_be_bytes());
        id[15] ^= kind;
        id
    };
    let case = CaseId::from_random(id(1));
    tx.case_open(case)?;
    let mix = (n as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 20;
    let facts = [
        ("family_name", format!("{}{}", FAMILY[mix as usize % 24], ["", "а", "ұлы", "ский"][n % 4])),
        ("given_name", GIVEN[(mix >> 8) as usize % 20].to_owned()),
        ("birth_date", format!("{}-{:02}-{:02}", 1940 + mix % 80, 1 + n % 12, 1 + n % 28)),
        ("phone", format!("+7 701 {:07}", mix % 10_000_000)),
    ];
    let facts: Vec<Fact> = facts
        .into_iter()
        .map(|(property, value)| Fact {
            household: None,
            property: property.to_owned(),
            value,
            source: format!("/bench/{property}"),
        })
        .collect();
    let mut answers: BTreeMap<String, StoredAnswer> =
        facts.iter().map(|fact| (fact.source.clone(), StoredAnswer::Value(fact.value.clone()))).collect();
    answers
        .extend((0..40).map(|q| (format!("/bench/section/q{q}"), StoredAnswer::Value(format!("choice_{}", mix % 7)))));
    let new = NewInterview {
        interview: InterviewId::from_random(id(2)),
        form_id: "bench",
        form_hash: [7; 32],
        stream: Stream::Centre,
        case,
        started: now,
    };
    tx.interview_record(&new, &Finish { answers, facts, ..Finish::default() })
}

fn start(store: &mut Store, now: Moment) -> InterviewId {
    let interview = InterviewId::from_random([9; 16]);
    let whom = ForWhom::New(CaseId::from_random([9; 16]));
    let start = StartInterview { interview, form_id: "bench", form_hash: [7; 32], stream: Stream::Centre, whom };
    store.interview_start(&start, now).unwrap();
    interview
}

fn timed(work: impl FnOnce()) -> Duration {
    let begun = Instant::now();
    work();
    begun.elapsed()
}

fn report(what: &str, mut times: Vec<Duration>) {
    times.sort_unstable();
    let at = |share: usize| times[(times.len() * share / 100).min(times.len() - 1)].as_secs_f64() * 1_000.0;
    println!("{{\"what\":\"{what}\",\"p50_ms\":{:.3},\"p95_ms\":{:.3}}}", at(50), at(95));
}
