//! What was erased goes from the hub, and nobody brings it back.

use pana_hub::Limits;
use pana_hub::db::DbPlace;
use pana_model::StreamName;
use pana_wire::Envelope;
use pana_wire::bundle::Item;
use pana_wire::hub::{Deed, DeedErased, DeedWrite, Entry, PushReply, Session, entry_id, write_entry};

use crate::devices::{Asked, Chains, ORG, admit, body, deed, erase_event, item, slot, stream};

const MARK: &[u8] = b"a body that nobody else has";

fn add(hub: &Asked, deed: &Deed) -> u16 {
    let mut body = Vec::new();
    write_entry(&mut body, ORG.as_bytes());
    write_entry(&mut body, &deed.to_bytes());
    hub.ask("/v1/deeds/add", body, None).0
}

fn push(hub: &Asked, items: &[Vec<u8>], session: &Session) -> PushReply {
    PushReply::from_bytes(&hub.ask("/v1/push", body(items), Some(session)).1).unwrap()
}

/// The events of a list that have a body, and those of which the header lies there.
fn events(list: &[Vec<u8>]) -> (Vec<Envelope>, Vec<Envelope>) {
    let read = list.iter().filter_map(|entry| match Item::from_bytes(entry) {
        Ok(Some(Item::Event(bytes))) => Envelope::from_bytes(&bytes).ok(),
        _ => None,
    });
    read.partition(|event| event.ct().is_some())
}

#[test]
fn of_what_was_erased_the_hub_keeps_a_header_and_takes_no_body_again() {
    let folder = tempfile::tempdir().unwrap();
    let hub = Asked::at(&DbPlace::Sqlite(folder.path().join("hub.db")), Limits::default());
    let root = deed(1, &[], &[admit(1, true)]);
    hub.register(&root);
    let more = deed(1, &[root.id()], &[admit(2, false), admit(3, false)]);
    assert_eq!(add(&hub, &more), 200);
    let [one, two, three] = [1, 2, 3].map(|n| hub.session(n).unwrap());
    let (centre, mut chains) = (stream(StreamName::Centre), Chains::default());
    let marked = chains.event(centre, 1, MARK);
    let (after, other) = (chains.event(centre, 1, b"after"), chains.event(centre, 2, b"other"));
    let keys = [slot(centre, 4), slot(centre, 5)];
    let given = [item(&marked), keys[0].clone(), keys[1].clone(), item(&after), item(&other)];
    assert_eq!(push(&hub, &given, &one).stop, None);
    let before = hub.list(centre, &two);
    assert_eq!((before.len(), events(&before).0.len()), (5, 3));

    let key = DeedWrite::Erase { stream: centre, item: DeedErased::Slot([4; 16]) };
    let acts = [erase_event(&marked), key];
    assert_ne!(add(&hub, &deed(2, &[more.id()], &acts)), 200, "who works on the second laptop may not");
    assert_eq!(events(&hub.list(centre, &two)).0.len(), 3);
    let erased = deed(1, &[more.id()], &acts);
    assert_eq!((add(&hub, &erased), add(&hub, &erased)), (200, 200), "also twice");
    for session in [&two, &three] {
        let list = hub.list(centre, session);
        assert_eq!(list.len(), 6);
        assert_eq!(list[0], Entry::gone(&entry_id(&given[0])), "that something lay there stays");
        assert_eq!(list[1], Entry::gone(&entry_id(&given[1])));
        assert_eq!(list[2], given[2], "what else lay there stays");
        let (whole, headers) = events(&list);
        assert_eq!(whole, [after.clone(), other.clone()]);
        assert_eq!(headers, [marked.clone().erased()], "whoever comes later gets the header");
    }
    // Neither the same, nor another key in the slot, nor a later event of the chain is a gap.
    let again = [item(&marked), slot(centre, 4), item(&chains.event(centre, 1, b"later"))];
    assert_eq!(push(&hub, &again, &three).stop, None);
    let list = hub.list(centre, &two);
    assert_eq!((list.len(), events(&list).0.len()), (7, 3));
    drop(hub);
    let file = std::fs::read(folder.path().join("hub.db")).unwrap();
    assert!(!file.windows(MARK.len()).any(|part| part == MARK), "and no byte of it lies in the file");
}

#[test]
fn what_was_erased_and_is_not_to_be_after_all_is_taken_again_at_a_new_place() {
    let folder = tempfile::tempdir().unwrap();
    let hub = Asked::at(&DbPlace::Sqlite(folder.path().join("hub.db")), Limits::default());
    let root = deed(1, &[], &[admit(1, true), admit(2, false)]);
    hub.register(&root);
    let (one, two) = (hub.session(1).unwrap(), hub.session(2).unwrap());
    let (centre, mut chains) = (stream(StreamName::Centre), Chains::default());
    let (marked, after) = (chains.event(centre, 1, MARK), chains.event(centre, 1, b"after"));
    let given = [item(&marked), slot(centre, 4), item(&after)];
    assert_eq!(push(&hub, &given, &one).stop, None);
    let acts = [erase_event(&marked), DeedWrite::Erase { stream: centre, item: DeedErased::Slot([4; 16]) }];
    let erased = deed(1, &[root.id()], &acts);
    assert_eq!(add(&hub, &erased), 200);
    assert_eq!(push(&hub, &given, &one).stop, None);
    assert_eq!(events(&hub.list(centre, &two)).0, std::slice::from_ref(&after));
    let acts = acts.map(|act| match act {
        DeedWrite::Erase { stream, item } => DeedWrite::TakeBack { stream, item },
        other => other,
    });
    let back = deed(1, &[erased.id()], &acts);
    assert_eq!(add(&hub, &back), 200);
    for _ in 0..2 {
        assert_eq!(push(&hub, &given, &one).stop, None);
        let list = hub.list(centre, &two);
        // Two that went, what stayed, the header, and behind them what came again: whoever has read on reads it too.
        assert_eq!(list.len(), 6, "and once");
        assert_eq!(list[4..], given[..2]);
        assert_eq!(events(&list).0, [after.clone(), marked.clone()]);
    }
    // And goes again.
    let again = deed(
        1,
        &[back.id()],
        &[erase_event(&marked), DeedWrite::Erase { stream: centre, item: DeedErased::Slot([4; 16]) }],
    );
    assert_eq!(add(&hub, &again), 200);
    let list = hub.list(centre, &two);
    assert_eq!((list.len(), events(&list).0, events(&list).1.len()), (6, vec![after], 1));
}

#[test]
fn deeds_are_asked_for_by_what_is_known_and_told_page_by_page() {
    let folder = tempfile::tempdir().unwrap();
    let hub = Asked::at(&DbPlace::Sqlite(folder.path().join("hub.db")), Limits::default());
    let root = deed(1, &[], &[admit(1, true)]);
    hub.register(&root);
    let session = hub.session(1).unwrap();
    let mut known = vec![root.id()];
    for n in 0..60_u8 {
        let acts: Vec<_> = (0..500_u16)
            .map(|k| {
                let mut slot = [n; 16];
                slot[..2].copy_from_slice(&k.to_be_bytes());
                DeedWrite::Erase { stream: stream(StreamName::Centre), item: DeedErased::Slot(slot) }
            })
            .collect();
        let new = deed(1, &known[known.len() - 1..], &acts);
        assert_eq!(add(&hub, &new), 200);
        known.push(new.id());
    }
    let stranger = pana_wire::hub::DeedId::from_bytes([3; 32]);
    let (mut have, mut pages) = (vec![root.id(), stranger], 0);
    loop {
        let asked = body(&have.iter().map(|id| id.as_bytes().to_vec()).collect::<Vec<_>>());
        let (status, answer) = hub.ask("/v1/deeds", asked, Some(&session));
        assert_eq!(status, 200);
        let parts = pana_wire::hub::split_items(&answer).unwrap();
        assert_eq!(pana_wire::hub::DeedsHead::from_bytes(parts[0]).unwrap().lacks, [stranger]);
        if parts.len() == 1 {
            break;
        }
        assert!(answer.len() < 1_100_000);
        have.extend(parts[1..].iter().map(|deed| Deed::from_bytes(deed).unwrap().id()));
        pages += 1;
    }
    have.remove(1);
    assert!(pages > 1 && have == known, "each after what it has seen");
    // Who names none is an older laptop, and is given deeds alone.
    let (_, answer) = hub.ask("/v1/deeds", Vec::new(), Some(&session));
    let parts = pana_wire::hub::split_items(&answer).unwrap();
    assert_eq!(Deed::from_bytes(parts[0]).unwrap().id(), root.id());
}

#[test]
fn what_is_erased_before_it_comes_is_taken_without_its_body() {
    let folder = tempfile::tempdir().unwrap();
    let hub = Asked::at(&DbPlace::Sqlite(folder.path().join("hub.db")), Limits::default());
    let root = deed(1, &[], &[admit(1, true)]);
    hub.register(&root);
    let session = hub.session(1).unwrap();
    let (centre, mut chains) = (stream(StreamName::Centre), Chains::default());
    let (marked, after) = (chains.event(centre, 1, MARK), chains.event(centre, 1, b"after"));
    assert_eq!(add(&hub, &deed(1, &[root.id()], &[erase_event(&marked)])), 200);
    assert_eq!(push(&hub, &[item(&marked), item(&after)], &session).stop, None);
    let other = deed(1, &[root.id()], &[admit(2, false)]);
    assert_eq!(add(&hub, &other), 200);
    let (whole, headers) = events(&hub.list(centre, &hub.session(2).unwrap()));
    assert_eq!((whole, headers), (vec![after], vec![marked.erased()]));
}
