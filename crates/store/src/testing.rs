//! A centre with invented people, for tests inside the crate.

use std::collections::BTreeMap;

use pana_casework::authority::{ControlWrite, Keys};
use pana_keys::{DeviceSecrets, Seat, SystemEntropy, device_id};
use pana_model::{CaseId, InstanceId, InterviewId, MemberId, Moment, Secret};
use pana_record::EventKind;
use proptest::prelude::*;

use crate::{
    Answers, Asked, DraftSave, Fact, Finish, ForWhom, FormSource, KdfParams, Locked, NewCentre, NewInterview, Purpose,
    StartInterview, Store, StoreError, StoredAnswer, Stream,
};

pub(crate) const KDF: KdfParams = KdfParams { memory_kib: 32, passes: 1, lanes: 1 };

pub(crate) fn now() -> Moment {
    Moment::from_unix_ms(1_772_420_400_000).unwrap()
}

pub(crate) fn centre() -> (tempfile::TempDir, Store) {
    let (dir, store, _) = centre_with_sheets();
    (dir, store)
}

/// The same, with the texts of its sheets.
pub(crate) fn centre_with_sheets() -> (tempfile::TempDir, Store, [Secret<String>; 2]) {
    let dir = tempfile::tempdir().unwrap();
    let new = NewCentre {
        name: "Сынақ".to_owned(),
        member: "Айжан".to_owned(),
        passphrase: Secret::new("сөз".to_owned()),
        kdf: KDF,
        device: "сынақ".to_owned(),
        prefix: Some("K7".parse().unwrap()),
        offset_minutes: 300,
        purpose: Purpose::Work,
    };
    let (mut store, sheets) = Store::create(dir.path(), new, now()).unwrap();
    let form = FormSource { form_id: "intake", hash: [7; 32], version: "1", source: b"" };
    store.form_publish(&form, now()).unwrap();
    (dir, store, sheets.map(|sheet| sheet.to_text()))
}

/// Writes down people with these properties, each with one interview, in one transaction.
pub(crate) fn people(store: &mut Store, stream: Stream, people: &[&[(&str, &str)]]) -> Result<(), StoreError> {
    store.transact(&Asked::of(pana_casework::Act::OpenCase), now(), |tx| {
        for person in people {
            let case = CaseId::from_random(crate::random()?);
            tx.case_open(case)?;
            let new = NewInterview {
                interview: InterviewId::from_random(crate::random()?),
                form_id: "intake",
                form_hash: [7; 32],
                stream,
                case,
                started: now(),
            };
            let said = |(property, value): &(&str, &str)| Fact {
                household: None,
                property: (*property).to_owned(),
                value: (*value).to_owned(),
                source: format!("/f/{property}"),
            };
            let facts: Vec<Fact> = person.iter().map(said).collect();
            let answers: BTreeMap<_, _> =
                facts.iter().map(|fact| (fact.source.clone(), StoredAnswer::Value(fact.value.clone()))).collect();
            tx.interview_record(&new, &Finish { answers, facts, ..Finish::default() })?;
        }
        Ok(())
    })
}

/// The centre on a second device of the same member: a copy that was given keys of its own by the first.
pub(crate) fn second_device(from: &std::path::Path, first: &mut Store, number: u8) -> (tempfile::TempDir, Store) {
    let member = first.member().id;
    second_device_of(from, first, number, member)
}

/// The same for another member, with the grant `protected` and the passphrase that all have in these tests.
pub(crate) fn second_device_of(
    from: &std::path::Path,
    first: &mut Store,
    number: u8,
    member: MemberId,
) -> (tempfile::TempDir, Store) {
    let secrets = DeviceSecrets::make(&mut SystemEntropy).unwrap();
    let device = device_id(first.centre(), &secrets.public());
    let keys = first.state().seats_of(member).find_map(|seat| crate::fold::gate::public(&seat.keys)).unwrap();
    let seat = Seat { centre: first.centre(), member, device, keys };
    first
        .transact(&Asked::of(pana_casework::Act::Devices), now(), |tx| {
            let keys = Keys(secrets.public().to_bytes());
            let mut writes = vec![ControlWrite::Device { id: device, name: number.to_string(), keys }];
            writes.extend(tx.seat(&seat)?);
            tx.control(EventKind::DeviceAdd, &writes, None)
        })
        .unwrap();
    pana_sqlite::checkpoint(first.connection()).unwrap();
    let dir = tempfile::tempdir().unwrap();
    for name in ["pana.db", "keyring.json"] {
        std::fs::copy(from.join(name), dir.path().join(name)).unwrap();
    }
    let locked = Locked::open(dir.path()).unwrap();
    let mut second = locked.unlock(member, &Secret::new("сөз".to_owned()), now()).unwrap();
    crate::log::own::become_device(second.connection(), device, &secrets, format!("K{number}").parse().unwrap())
        .unwrap();
    let session = second.session_mut();
    (session.device, session.seat, session.device_secrets) = (device, seat.id(), secrets);
    (dir, second)
}

/// Something a worker does.
#[derive(Debug, Clone)]
pub(crate) enum Deed {
    Begin(u8),
    Finish(u8, Vec<(u8, u8)>),
    Amend(u8, Vec<(u8, u8)>),
}

pub(crate) fn deeds() -> impl Strategy<Value = Vec<Deed>> {
    let answers = proptest::collection::vec((0_u8..5, 0_u8..8), 0..5);
    let deed = prop_oneof![
        (0_u8..4).prop_map(Deed::Begin),
        (0_u8..4, answers.clone()).prop_map(|(who, answers)| Deed::Finish(who, answers)),
        (0_u8..4, answers).prop_map(|(who, answers)| Deed::Amend(who, answers)),
    ];
    proptest::collection::vec(deed, 1..14)
}

pub(crate) fn finish(said: &[(u8, u8)]) -> Finish {
    let properties = ["given_name", "family_name", "birth_date", "phone", "sex"];
    let mut answers = Answers::new();
    let mut finish = Finish { incomplete: said.len() % 2 == 1, ..Finish::default() };
    for (which, what) in said {
        let property = properties[usize::from(*which)];
        let source = format!("/f/{property}");
        let answer = match what {
            0 => StoredAnswer::Declined,
            1 => StoredAnswer::Later,
            2 => StoredAnswer::Choices(vec!["a".to_owned(), "b".to_owned()]),
            3 => StoredAnswer::Choices(vec!["b".to_owned()]),
            n => StoredAnswer::Value(format!("198{n}-03")),
        };
        if let StoredAnswer::Value(value) = &answer {
            let household = (*what == 7).then(|| InstanceId::from_time(7, [*which; 10]));
            let fact = Fact { household, property: property.to_owned(), value: value.clone(), source: source.clone() };
            finish.facts.push(fact);
            finish.instances.insert("/f/member".to_owned(), household.into_iter().collect());
        }
        answers.insert(source, answer);
    }
    finish.answers = answers;
    finish
}

pub(crate) fn do_it(store: &mut Store, deed: &Deed) -> Result<(), StoreError> {
    do_it_on(store, deed, 0)
}

/// The same on one of several devices: each begins interviews of its own, and amends what it finds.
pub(crate) fn do_it_on(store: &mut Store, deed: &Deed, device: u8) -> Result<(), StoreError> {
    do_it_in(store, deed, device, Stream::Centre)
}

/// The same in one of the streams.
pub(crate) fn do_it_in(store: &mut Store, deed: &Deed, device: u8, stream: Stream) -> Result<(), StoreError> {
    let interview = |who: u8| InterviewId::from_random([who + 16 * device; 16]);
    match deed {
        Deed::Begin(who) => {
            if store.is_draft(interview(*who))? || store.interview(interview(*who)).is_ok() {
                return Ok(());
            }
            let case = CaseId::from_random([*who / 2; 16]);
            let whom = if store.person_name(case).is_ok() { ForWhom::Known(case) } else { ForWhom::New(case) };
            let start =
                StartInterview { interview: interview(*who), form_id: "intake", form_hash: [7; 32], stream, whom };
            store.interview_start(&start, now()).map(|_| ())?;
            store.draft_save(interview(*who), &DraftSave::default(), now())
        }
        Deed::Finish(who, said) => {
            if store.is_draft(interview(*who))? {
                store.interview_finish(interview(*who), &finish(said), now())?;
            }
            Ok(())
        }
        Deed::Amend(who, said) => {
            let all = (0..3).map(|device| InterviewId::from_random([who + 16 * device; 16]));
            let known = all.into_iter().find(|id| store.interview(*id).is_ok_and(|read| read.stream == stream));
            if let Some(known) = known {
                store.interview_amend(known, now())?;
                store.interview_finish(known, &finish(said), now())?;
                assert_eq!(store.interview(known)?.answers, finish(said).answers, "what was said is read");
            }
            Ok(())
        }
    }
}
