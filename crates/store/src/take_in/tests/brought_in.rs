//! Whoever was brought in by somebody who was being removed elsewhere meanwhile, and what they and others wrote then.

use std::collections::BTreeMap;
use std::path::Path;

use pana_casework::authority::ControlWrite;
use pana_casework::{Act, Role};
use pana_model::MemberId;
use pana_wire::StreamId;

use super::laptops::{amend, open_case, talk};
use super::roles::{copy_folder, differ};
use super::settled::{add, opened};
use super::*;
use crate::testing::second_device_of;
use crate::{Asked, Authorised};

/// A laptop on which a coordinator brought a worker in who wrote, and a colleague after them; and another one on which a
/// second coordinator has removed the first. They have not met.
struct Apart {
    here: tempfile::TempDir,
    there: tempfile::TempDir,
    /// Who removed, on the laptop that is there.
    remover: MemberId,
    /// The third coordinator.
    third: MemberId,
    colleague: MemberId,
    /// The events by which the removed one brought somebody in.
    bring_in: BTreeSet<[u8; 32]>,
    /// What that one wrote.
    theirs: BTreeSet<[u8; 32]>,
}

fn apart() -> Apart {
    let (here, mut one) = centre();
    let first = one.member().id;
    let remover = add(&mut one, "Болат", Role::Coordinator);
    let third = add(&mut one, "Дана", Role::Coordinator);
    let colleague = add(&mut one, "Серік", Role::Supervisor);
    let case = open_case(&mut one);
    let (there, mut two) = second_device_of(here.path(), &mut one, 2, remover);
    let before = ids(&one);
    let new = add(&mut one, "Нұрлан", Role::Worker);
    let bring_in = &ids(&one) - &before;
    drop(one);
    let mut store = opened(here.path(), new).unwrap();
    let before = ids(&store);
    let begun = [(1, Stream::Centre), (2, Stream::Protected)]
        .map(|(number, stream)| talk(&mut store, number, stream, case, &[(0, 4)]));
    let theirs = &ids(&store) - &before;
    drop(store);
    let mut store = opened(here.path(), colleague).unwrap();
    begun.into_iter().for_each(|interview| amend(&mut store, interview, &[(0, 5)]));
    for (number, stream) in [(3, Stream::Centre), (4, Stream::Protected)] {
        talk(&mut store, number, stream, case, &[(1, 6)]);
    }
    drop(store);
    two.member_remove(first, &Authorised::Alone, now()).unwrap();
    Apart { here, there, remover, third, colleague, bring_in, theirs }
}

fn ids(store: &Store) -> BTreeSet<[u8; 32]> {
    envelopes(store).iter().map(|envelope| *Envelope::from_bytes(envelope).unwrap().id().as_bytes()).collect()
}

/// What a store shows of everything, and what stands aside with the reasons.
type Shown = (Vec<(String, [u8; 32])>, Vec<String>, BTreeMap<[u8; 32], String>);

fn shown(store: &Store) -> Shown {
    let protected = store.protected().summaries().unwrap().into_iter().map(|summary| format!("{summary:?}")).collect();
    let aside = store.set_aside().unwrap().into_iter().map(|aside| (aside.event, aside.reason)).collect();
    (store.view_hashes().unwrap(), protected, aside)
}

/// Opens a folder and takes the envelopes in, one by one.
fn takes_in(dir: &Path, member: MemberId, from: &Store, envelopes: &[Vec<u8>]) -> Store {
    let mut store = opened(dir, member).unwrap();
    copy_keys(from, &store);
    for envelope in envelopes {
        store.take_in(std::slice::from_ref(envelope), now()).unwrap();
    }
    store
}

/// The events of the control stream before all others, after them, and in some orders between.
fn orders(control: &StreamId, news: &[Vec<u8>]) -> Vec<Vec<Vec<u8>>> {
    let is_control = |envelope: &Vec<u8>| Envelope::from_bytes(envelope).unwrap().header().stream == *control;
    let (first, last): (Vec<_>, Vec<_>) = news.iter().cloned().partition(is_control);
    let mut orders = vec![[first.clone(), last.clone()].concat(), [last, first].concat()];
    orders.extend([3, 7].map(|seed| shuffled(news.to_vec(), seed)));
    orders
}

#[test]
fn what_was_written_by_one_whose_bringing_in_does_not_count_stands_aside_alike_in_whatever_order_it_comes() {
    let Apart { here, there, remover, third, colleague, theirs, .. } = apart();
    // Two find before the meeting that it counts, and have checked its signatures; the third has checked them alone.
    for member in [third, colleague] {
        let mut store = opened(here.path(), member).unwrap();
        store.rebuild_views(now()).unwrap();
        assert_eq!(store.set_aside().unwrap(), []);
    }
    let (one, two) = (opened(here.path(), third).unwrap(), opened(there.path(), remover).unwrap());
    let control = one.session().stream_id(Stream::Control);
    let (from_here, from_there) = (orders(&control, &news(&one, &two)), orders(&control, &news(&two, &one)));
    let mut all = Vec::new();
    for (dir, members, from, orders) in
        [(&here, [third, colleague], &two, &from_there), (&there, [remover; 2], &one, &from_here)]
    {
        for (number, order) in orders.iter().enumerate() {
            let dir = copy_folder(dir.path());
            let [member, other] = members;
            let mut store = takes_in(dir.path(), member, from, order);
            all.push((format!("{number}"), shown(&store)));
            store.rebuild_views(now()).unwrap();
            all.push((format!("{number}, rebuilt"), shown(&store)));
            drop(store);
            let mut store = opened(dir.path(), other).unwrap();
            store.rebuild_views(now()).unwrap();
            all.push((format!("{number}, rebuilt by another"), shown(&store)));
        }
    }
    let (_, first) = &all[0];
    for (how, shown) in &all {
        assert_eq!(differ(&first.2, &shown.2), [], "{how}");
        assert_eq!(shown, first, "{how}");
    }
    let of_theirs: BTreeMap<_, _> = first.2.iter().filter(|(event, _)| theirs.contains(*event)).collect();
    assert_eq!(of_theirs.len(), theirs.len());
    assert!(of_theirs.values().all(|reason| *reason == "rests-on-refused"), "{of_theirs:?}");
}

#[test]
fn a_laptop_that_was_added_by_one_removed_elsewhere_signed_what_it_signed() {
    let (here, mut one) = centre();
    let first = one.member().id;
    let remover = add(&mut one, "Болат", Role::Coordinator);
    add(&mut one, "Дана", Role::Coordinator);
    let case = open_case(&mut one);
    let (_there, mut two) = second_device_of(here.path(), &mut one, 2, remover);
    let new = add(&mut one, "Нұрлан", Role::Worker);
    let (_dir, mut three) = second_device_of(here.path(), &mut one, 3, new);
    talk(&mut three, 1, Stream::Centre, case, &[(0, 4)]);
    two.member_remove(first, &Authorised::Alone, now()).unwrap();
    copy_keys(&one, &two);
    copy_keys(&three, &two);
    let news = news(&three, &two);
    two.take_in(&news, now()).unwrap();
    let chain = two.set_aside().unwrap().into_iter().filter(|aside| aside.device == three.device());
    let reasons: Vec<String> = chain.map(|aside| aside.reason).collect();
    assert!(!reasons.is_empty() && reasons.iter().all(|reason| reason == "rests-on-refused"), "{reasons:?}");
    let findings = two.doctor(now()).unwrap().findings;
    let damaged = findings.iter().find(|finding| !matches!(finding, crate::Finding::SetAside { .. }));
    assert_eq!(damaged, None, "nothing is damaged");
}

#[test]
fn an_event_whose_seat_nobody_here_claims_any_more_stands_aside_alike_for_who_had_checked_it_and_who_had_not() {
    let Apart { here, third, colleague, bring_in, theirs, .. } = apart();
    opened(here.path(), third).unwrap().rebuild_views(now()).unwrap();
    let shown = [third, colleague].map(|member| {
        let dir = copy_folder(here.path());
        let mut store = opened(dir.path(), member).unwrap();
        for event in &bring_in {
            store.connection().execute("DELETE FROM event WHERE event_id = ?1", [event]).unwrap();
        }
        control::reload(store.reader()).unwrap();
        store.rebuild_views(now()).unwrap();
        shown(&store)
    });
    let of_theirs: Vec<&String> = theirs.iter().filter_map(|event| shown[0].2.get(event)).collect();
    assert!(!of_theirs.is_empty() && of_theirs.iter().all(|reason| *reason == "unknown-seat"), "{of_theirs:?}");
    assert_eq!(differ(&shown[0].2, &shown[1].2), []);
    assert_eq!(shown[0], shown[1]);
}

#[test]
fn what_waits_for_a_seat_is_judged_anew_when_an_own_event_says_its_keys() {
    let (here, mut one) = centre();
    let first = one.member().id;
    let case = open_case(&mut one);
    let (_there, mut two) = second_device_of(here.path(), &mut one, 2, first);
    let new = add(&mut one, "Нұрлан", Role::Worker);
    let seat = *one.state().seats_of(new).next().unwrap();
    drop(one);
    let mut one = opened(here.path(), new).unwrap();
    let before = ids(&one);
    for (number, stream) in [(1, Stream::Centre), (2, Stream::Protected)] {
        talk(&mut one, number, stream, case, &[(0, 4)]);
    }
    let theirs = &ids(&one) - &before;
    copy_keys(&one, &two);
    let control = one.session().stream_id(Stream::Control);
    let stream = |envelope: &Vec<u8>| Envelope::from_bytes(envelope).unwrap().header().stream;
    let without: Vec<_> = news(&one, &two).into_iter().filter(|envelope| stream(envelope) != control).collect();
    two.take_in(&without, now()).unwrap();
    let reasons_of = |store: &Store| -> Vec<String> {
        let theirs = store.set_aside().unwrap().into_iter().filter(|aside| theirs.contains(&aside.event));
        theirs.map(|aside| aside.reason).collect()
    };
    assert_eq!(reasons_of(&two), vec!["unknown-seat"; theirs.len()]);
    // Somebody else gives the same person the same seat.
    let member = ControlWrite::Member {
        id: new,
        name: "Нұрлан".to_owned(),
        role: Role::Worker,
        grants: BTreeSet::new(),
        keys: None,
    };
    let seat = ControlWrite::Seat { id: seat.id, member: new, device: seat.device, keys: seat.keys };
    let gives = [member, seat];
    two.transact(&Asked::of(Act::Devices), now(), |tx| tx.control(EventKind::MemberAdd, &gives, None)).unwrap();
    assert_eq!(reasons_of(&two), vec!["waiting"; theirs.len()], "for what its author had seen");
    let before = shown(&two);
    two.rebuild_views(now()).unwrap();
    assert_eq!(shown(&two), before);
}
