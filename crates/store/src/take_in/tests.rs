use pana_keys::{EventKeys, EventPlace, SubjectKey, SystemEntropy, seal_event};
use pana_model::DeviceId;
use pana_record::{Body, EventKind, Hlc};
use pana_wire::EventId;
use proptest::prelude::*;

use super::*;
use crate::fold::gate::Gate;
use crate::testing::{Deed, centre, deeds, do_it_on, now, people, second_device};

mod brought_in;
mod closing;
mod conflict;
mod day;
mod directory;
mod follow_up;
mod forge;
mod forked;
mod laptops;
mod linked;
mod meeting;
mod newer;
mod referrals;
mod roles;
mod rolled_apart;
mod room;
mod rule_set;
mod waiting_sheets;

/// Every envelope that a store holds.
fn envelopes(store: &Store) -> Vec<Vec<u8>> {
    let named = event::named(store.connection()).unwrap();
    named
        .into_iter()
        .map(|(position, ..)| event::at(store.connection(), position).unwrap().envelope().unwrap().to_bytes())
        .collect()
}

/// Puts envelopes into an order that depends on `seed` alone, some of them twice.
fn shuffled(mut envelopes: Vec<Vec<u8>>, seed: u64) -> Vec<Vec<u8>> {
    let mut state = seed | 1;
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state % 1_000_003).unwrap()
    };
    let again: Vec<Vec<u8>> = envelopes.iter().filter(|_| next() % 5 == 0).cloned().collect();
    envelopes.extend(again);
    for at in (1..envelopes.len()).rev() {
        let other = next() % (at + 1);
        envelopes.swap(at, other);
    }
    envelopes
}

/// Sealed keys travel beside the events.
fn copy_keys(from: &Store, to: &Store) {
    for (table, columns) in [
        ("subject_slot", "stream, slot_id, key_id, generation, wrapped"),
        ("key_box", "stream, generation, number, epoch, wrapped"),
        ("seat_grant", "stream, epoch, seat, sealed"),
    ] {
        let mut statement = from.connection().prepare(&format!("SELECT {columns} FROM {table}")).unwrap();
        let many = columns.split(',').count();
        let values = vec!["?"; many].join(", ");
        let insert = format!("INSERT OR IGNORE INTO {table} ({columns}) VALUES ({values})");
        let mut rows = statement.query([]).unwrap();
        while let Some(row) = rows.next().unwrap() {
            let cells = (0..many).map(|at| row.get::<_, rusqlite::types::Value>(at).unwrap());
            to.connection().execute(&insert, rusqlite::params_from_iter(cells)).unwrap();
        }
    }
}

/// What somebody without a device's keys can make of the events that travel: copies with spoiled signatures, copies without
/// bodies, and events in the name of each device, after its last one and far ahead.
fn noise(stores: &[Store], all: &BTreeSet<Vec<u8>>) -> Vec<Vec<u8>> {
    let mut noise = Vec::new();
    for (number, envelope) in all.iter().enumerate() {
        match number % 3 {
            0 => noise.push(spoiled(envelope)),
            1 => noise.push(erased(envelope)),
            _ => {}
        }
    }
    for (number, store) in stores.iter().enumerate() {
        let by = &stores[(number + 1) % stores.len()];
        for stream in [Stream::Control, Stream::Centre] {
            let end = event::chain_end(store.connection(), stream, store.device()).unwrap();
            noise.push(written_at(by, stream, (store.device(), end.dseq + 1, *end.id.as_bytes())));
            noise.push(written_at(by, stream, (store.device(), end.dseq + 900, [9; 32])));
        }
    }
    noise
}

fn meet(stores: &mut [Store], seed: u64) {
    for from in 0..stores.len() {
        (0..stores.len()).for_each(|to| copy_keys(&stores[from], &stores[to]));
    }
    let mut all: Vec<Vec<Vec<u8>>> = stores.iter().map(envelopes).collect();
    let noise = noise(stores, &all.iter().flatten().cloned().collect());
    // Every store gets it, in an order of its own.
    all.push(noise);
    for (number, store) in stores.iter_mut().enumerate() {
        let others = all.iter().enumerate().filter(|(from, _)| *from != number).flat_map(|(_, held)| held.clone());
        let others = shuffled(others.collect(), seed.wrapping_mul(31).wrapping_add(number as u64));
        // In pieces, so that some events come long before what they follow.
        for piece in others.chunks(7) {
            store.take_in(piece, now()).unwrap();
        }
    }
}

/// The hashes of the views, and what is set aside with the reasons.
type Seen = (Vec<(String, [u8; 32])>, Vec<(u64, String)>);

fn seen(store: &Store) -> Seen {
    let mut aside: Vec<(u64, String)> =
        store.set_aside().unwrap().into_iter().map(|event| (event.seq, event.reason)).collect();
    aside.extend(store.kept_aside().unwrap().into_iter().map(|kept| (u64::from(kept.id[0]), kept.reason)));
    aside.sort();
    (store.view_hashes().unwrap(), aside)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 10, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn devices_that_hold_the_same_events_show_the_same(
        first in deeds(), second in deeds(), third in deeds(), later in deeds(), seed: u64,
    ) {
        let (dir, mut one) = centre();
        people(&mut one, Stream::Centre, &[&[("given_name", "Әсел")]]).unwrap();
        let (_dir2, two) = second_device(dir.path(), &mut one, 2);
        let (_dir3, three) = second_device(dir.path(), &mut one, 3);
        let mut stores = [one, two, three];
        for (device, (store, deeds)) in (0..).zip(stores.iter_mut().zip([&first, &second, &third])) {
            deeds.iter().for_each(|deed: &Deed| do_it_on(store, deed, device).unwrap());
        }
        meet(&mut stores, seed);
        later.iter().for_each(|deed: &Deed| do_it_on(&mut stores[1], deed, 1).unwrap());
        meet(&mut stores, seed ^ 0x5555);
        let shown: Vec<_> = stores.iter().map(seen).collect();
        let spoiled_alone = shown[0].1.iter().all(|(_, reason)| reason == "device-signature");
        prop_assert!(spoiled_alone, "nothing true stands aside: {:?}", shown[0].1);
        prop_assert_eq!(&shown[0], &shown[1]);
        prop_assert_eq!(&shown[0], &shown[2]);
        for store in &mut stores {
            store.rebuild_views(now()).unwrap();
            prop_assert_eq!(&seen(store), &shown[0], "a replay gives the same");
        }
    }
}

#[test]
fn what_is_no_envelope_of_this_centre_is_kept_as_it_came() {
    let (_dir, mut store) = centre();
    let (_other_dir, other) = centre();
    let before = store.view_hashes().unwrap();
    let mut foreign = envelopes(&other);
    foreign.push(b"not an envelope".to_vec());
    let taken = store.take_in(&foreign, now()).unwrap();
    assert_eq!((taken.events, usize::try_from(taken.foreign).unwrap()), (0, foreign.len()));
    assert_eq!(store.view_hashes().unwrap(), before);
    assert_eq!(usize::try_from(set_aside::count(store.connection()).unwrap()).unwrap(), foreign.len());
    let kept = store.kept_aside().unwrap();
    let bytes: BTreeSet<Vec<u8>> = kept.iter().map(|kept| store.kept_bytes(&kept.id).unwrap().unwrap()).collect();
    assert_eq!(bytes, foreign.iter().cloned().collect(), "each can be had as it came");
    assert!(kept.iter().all(|kept| ["other-centre", "no-envelope"].contains(&kept.reason.as_str())));
    let findings = store.doctor(now()).unwrap().findings;
    let named = findings.iter().filter(|finding| matches!(finding, crate::Finding::KeptAside { .. }));
    assert_eq!(named.count(), foreign.len());
}

#[test]
fn an_event_before_its_predecessor_waits_and_then_counts() {
    let (dir, mut one) = centre();
    let (_dir2, mut two) = second_device(dir.path(), &mut one, 2);
    people(&mut two, Stream::Centre, &[&[("given_name", "Данияр")]]).unwrap();
    let mut new = envelopes(&two);
    copy_keys(&two, &one);
    let held: BTreeSet<Vec<u8>> = envelopes(&one).into_iter().collect();
    new.retain(|envelope| !held.contains(envelope));
    let last = new.pop().unwrap();
    assert_eq!(one.take_in(&[last], now()).unwrap().set_aside, 1);
    assert_eq!(one.people_count().unwrap(), 0);
    assert_eq!(one.take_in(&new, now()).unwrap().set_aside, 0);
    assert_eq!(one.people_count().unwrap(), 1);
}

/// The same envelope under a signature of which one bit is another.
fn spoiled(envelope: &[u8]) -> Vec<u8> {
    let read = Envelope::from_bytes(envelope).unwrap();
    let mut signature = *read.sig();
    signature[3] ^= 0x10;
    Envelope::from_parts(read.header_bytes().to_vec(), signature, read.ct().map(<[u8]>::to_vec)).unwrap().to_bytes()
}

/// The same envelope without its body.
fn erased(envelope: &[u8]) -> Vec<u8> {
    Envelope::from_bytes(envelope).unwrap().erased().to_bytes()
}

/// What `from` holds and `to` does not.
fn news(from: &Store, to: &Store) -> Vec<Vec<u8>> {
    let held: BTreeSet<Vec<u8>> = envelopes(to).into_iter().collect();
    envelopes(from).into_iter().filter(|envelope| !held.contains(envelope)).collect()
}

/// An event about nobody at this place, signed by the member and device of `by` as they sign all.
fn written_at(by: &Store, stream: Stream, (device, dseq, prev): (DeviceId, u64, [u8; 32])) -> Vec<u8> {
    let session = by.session();
    let subject = [0x77; 16];
    let body = Body::new(subject, Hlc::at(1), session.member.id, session.seat, EventKind::Edit).to_bytes().unwrap();
    let place = EventPlace { org: session.centre, stream, dev: device, dseq, prev: EventId::from_bytes(prev) };
    let keys = EventKeys {
        epoch: session.epoch(stream).unwrap(),
        subject: &SubjectKey::make(&mut SystemEntropy).unwrap(),
        member: session.unlocked.secrets(),
        device: &session.device_secrets,
    };
    seal_event(&place, &subject, &body, keys, &mut SystemEntropy).unwrap().to_bytes()
}

fn reasons(store: &Store) -> Vec<String> {
    seen(store).1.into_iter().map(|(_, reason)| reason).collect()
}

#[test]
fn a_copy_with_a_spoiled_signature_takes_no_events_place() {
    let (dir, mut one) = centre();
    let (_dir2, mut two) = second_device(dir.path(), &mut one, 2);
    people(&mut two, Stream::Centre, &[&[("given_name", "Данияр")]]).unwrap();
    copy_keys(&two, &one);
    let new = news(&two, &one);
    let copies: Vec<Vec<u8>> = new.iter().map(|envelope| spoiled(envelope)).collect();
    assert_eq!(one.take_in(&copies, now()).unwrap().events, 0);
    assert_eq!(usize::try_from(one.take_in(&new, now()).unwrap().events).unwrap(), new.len());
    assert_eq!(one.people_count().unwrap(), 1);
    one.take_in(&copies, now()).unwrap();
    assert_eq!(one.people_count().unwrap(), 1);
    assert!(reasons(&one).iter().all(|reason| reason == "device-signature"), "{:?}", reasons(&one));
    assert_eq!(reasons(&one).len(), copies.len(), "each is kept once");
}

#[test]
fn what_came_without_its_body_is_completed_by_a_whole_copy() {
    let (dir, mut one) = centre();
    let (_dir2, mut two) = second_device(dir.path(), &mut one, 2);
    people(&mut two, Stream::Centre, &[&[("given_name", "Данияр")]]).unwrap();
    copy_keys(&two, &one);
    let new = news(&two, &one);
    let bare: Vec<Vec<u8>> = new.iter().map(|envelope| erased(envelope)).collect();
    one.take_in(&bare, now()).unwrap();
    assert!(!reasons(&one).is_empty() && reasons(&one).iter().all(|reason| reason == "body-missing"));
    assert_eq!(one.people_count().unwrap(), 0);
    one.take_in(&new, now()).unwrap();
    assert_eq!((one.people_count().unwrap(), reasons(&one)), (1, Vec::new()));
    one.take_in(&bare, now()).unwrap();
    assert_eq!((one.people_count().unwrap(), reasons(&one)), (1, Vec::new()), "a body that is here stays");
    assert!(one.doctor(now()).unwrap().findings.is_empty());
}

#[test]
fn what_a_device_wrote_that_is_not_known_here_waits_until_it_is() {
    let (dir, mut one) = centre();
    let (dir2, mut two) = second_device(dir.path(), &mut one, 2);
    let (_dir3, mut three) = second_device(dir2.path(), &mut two, 3);
    people(&mut three, Stream::Centre, &[&[("given_name", "Данияр")]]).unwrap();
    copy_keys(&three, &one);
    let (makes_known, rest): (Vec<_>, Vec<_>) = news(&three, &one).into_iter().partition(|envelope| {
        let header = Envelope::from_bytes(envelope).unwrap().header().clone();
        header.stream.name(one.centre()) == Some(Stream::Control)
    });
    let copies: Vec<Vec<u8>> = rest.iter().flat_map(|envelope| [spoiled(envelope), envelope.clone()]).collect();
    let taken = one.take_in(&copies, now()).unwrap();
    assert_eq!((taken.events, usize::try_from(taken.waiting).unwrap()), (0, copies.len()));
    one.take_in(&makes_known, now()).unwrap();
    assert_eq!(one.people_count().unwrap(), 1, "what waited is taken in with the device");
    assert!(reasons(&one).iter().all(|reason| reason == "device-signature"));
    assert_eq!(reasons(&one).len(), rest.len());
}

#[test]
fn after_a_change_that_was_taken_back_what_waits_is_looked_at_again() {
    let (dir, mut one) = centre();
    let (_dir2, mut two) = second_device(dir.path(), &mut one, 2);
    people(&mut two, Stream::Centre, &[&[("given_name", "Данияр")]]).unwrap();
    copy_keys(&two, &one);
    // It waits though its device is known, as an earlier program left it, and nobody has looked since the store was opened.
    let left = news(&two, &one);
    let waits =
        |tx: &mut Tx<'_>| left.iter().try_for_each(|raw| set_aside::put(tx.sql(), raw, set_aside::UNKNOWN_DEVICE, 0));
    one.transact(&Asked::of(pana_casework::Act::ReadBundle), now(), waits).unwrap();
    one.session().aside_of.replace(None);
    let fails = |_: &mut Tx<'_>| Err(StoreError::DiskFull);
    one.take_in_noting(&[], AsideRoom::default(), now(), Some(fails)).unwrap_err();
    assert_eq!(one.people_count().unwrap(), 0);
    let taken = one.take_in(&[], now()).unwrap();
    assert_eq!((one.people_count().unwrap(), taken.waiting, reasons(&one).len()), (1, 0, 0));
}

#[test]
fn this_device_follows_nothing_that_it_did_not_sign() {
    let (dir, mut one) = centre();
    let (_dir2, mut two) = second_device(dir.path(), &mut one, 2);
    people(&mut one, Stream::Centre, &[&[("given_name", "Әсел")]]).unwrap();
    let end = event::chain_end(one.connection(), Stream::Centre, one.device()).unwrap();
    let next = (one.device(), end.dseq + 1, *end.id.as_bytes());
    let forged = written_at(&two, Stream::Centre, next);
    let far = written_at(&two, Stream::Centre, (one.device(), 900, [9; 32]));
    one.take_in(&[forged, far], now()).unwrap();
    people(&mut one, Stream::Centre, &[&[("given_name", "Дана")]]).unwrap();
    copy_keys(&one, &two);
    let new = news(&one, &two);
    two.take_in(&new, now()).unwrap();
    assert_eq!((two.people_count().unwrap(), reasons(&two)), (2, Vec::new()), "and no other device waits for it");
}

#[test]
fn this_device_follows_nothing_that_follows_nothing() {
    let (dir, mut one) = centre();
    let (_dir2, mut two) = second_device(dir.path(), &mut one, 2);
    people(&mut one, Stream::Centre, &[&[("given_name", "Әсел")]]).unwrap();
    // Of a copy of this device whose events between are not here: far ahead, and at the very end.
    let end = i64::MAX.cast_unsigned();
    let far = [900, end, u64::MAX].map(|at| written_at(&one, Stream::Centre, (one.device(), at, [9; 32])));
    one.take_in(&far, now()).unwrap();
    people(&mut one, Stream::Centre, &[&[("given_name", "Дана")]]).unwrap();
    copy_keys(&one, &two);
    let far: BTreeSet<Vec<u8>> = far.into_iter().collect();
    let new: Vec<Vec<u8>> = news(&one, &two).into_iter().filter(|envelope| !far.contains(envelope)).collect();
    two.take_in(&new, now()).unwrap();
    assert_eq!((two.people_count().unwrap(), reasons(&two)), (2, Vec::new()));
}

#[test]
fn a_number_that_no_chain_has_takes_no_place() {
    let (dir, mut one) = centre();
    let (_dir2, two) = second_device(dir.path(), &mut one, 2);
    let at = |dseq: u64, prev: [u8; 32]| written_at(&two, Stream::Centre, (two.device(), dseq, prev));
    let none = [at(0, [0; 32]), at(0, [9; 32]), at(1, [9; 32]), at(5, [0; 32]), at(1 << 60, [9; 32])];
    let taken = one.take_in(&none, now()).unwrap();
    assert_eq!((taken.events, taken.foreign), (0, 5));
    assert_eq!(reasons(&one), ["number"; 5]);
}

#[test]
fn both_histories_of_a_copied_device_are_kept_and_it_goes_on_from_one_of_them() {
    let (dir, mut one) = centre();
    people(&mut one, Stream::Centre, &[&[("given_name", "Әсел")]]).unwrap();
    let (member, copied) = (one.member().id, tempfile::tempdir().unwrap());
    one.remember_seen().unwrap();
    pana_sqlite::checkpoint(one.connection()).unwrap();
    for name in ["pana.db", "keyring.json"] {
        std::fs::copy(dir.path().join(name), copied.path().join(name)).unwrap();
    }
    let opened = crate::Locked::open(copied.path()).unwrap();
    let mut copy = opened.unlock(member, &pana_model::Secret::new("сөз".to_owned()), now()).unwrap();
    people(&mut one, Stream::Centre, &[&[("given_name", "Дана")]]).unwrap();
    people(&mut copy, Stream::Centre, &[&[("given_name", "Арман")], &[("given_name", "Серік")]]).unwrap();
    for round in 0..2 {
        copy_keys(&one, &copy);
        copy_keys(&copy, &one);
        let (to_copy, to_one) = (news(&one, &copy), news(&copy, &one));
        one.take_in(&shuffled(to_one, round + 5), now()).unwrap();
        copy.take_in(&shuffled(to_copy, round + 9), now()).unwrap();
        assert_eq!(seen(&one), seen(&copy));
        assert_eq!(reasons(&one), Vec::<String>::new());
        assert_eq!(u64::from(one.people_count().unwrap()), 4 + round);
        people(&mut one, Stream::Centre, &[&[("given_name", "Жаңа")]]).unwrap();
    }
}

mod settled;
