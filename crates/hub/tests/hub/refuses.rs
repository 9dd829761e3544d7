//! What a hub does not take, whoever of the centre brings it, and what it gives back to whoever brought it.

use ed25519_dalek::Signer as _;
use pana_hub::Limits;
use pana_hub::db::DbPlace;
use pana_model::{CentreId, StreamName};
use pana_wire::hub::{ForkAt, PushReply, Stop, StopWhy, write_entry};
use pana_wire::{Envelope, EventId, StreamId, header_message};

use crate::devices::{Asked, Chains, ORG, admit, body, deed, dev, event, item, signing, slot, stream};

/// A hub of a centre with two devices.
fn hub(limits: Limits) -> (tempfile::TempDir, Asked) {
    let folder = tempfile::tempdir().unwrap();
    let hub = Asked::at(&DbPlace::Sqlite(folder.path().join("hub.db")), limits);
    let root = deed(1, &[], &[admit(1, true)]);
    hub.register(&root);
    let mut add = Vec::new();
    write_entry(&mut add, ORG.as_bytes());
    write_entry(&mut add, &deed(1, &[root.id()], &[admit(2, false)]).to_bytes());
    assert_eq!(hub.ask("/v1/deeds/add", add, None).0, 200);
    (folder, hub)
}

fn push(hub: &Asked, by: u8, items: &[Vec<u8>]) -> PushReply {
    let session = hub.session(by).unwrap();
    let (status, answer) = hub.ask("/v1/push", body(items), Some(&session));
    assert_eq!(status, 200);
    PushReply::from_bytes(&answer).unwrap()
}

/// The same event with another signature.
fn signed(event: &Envelope, sig: [u8; 64]) -> Envelope {
    Envelope::from_parts(event.header_bytes().to_vec(), sig, event.ct().map(<[u8]>::to_vec)).unwrap()
}

#[test]
fn what_is_not_signed_not_known_not_in_its_place_or_not_of_the_centre_is_refused_and_what_came_before_it_is_kept() {
    let at = stream(StreamName::Centre);
    let mut chains = Chains::default();
    let (first, second, third) = (chains.event(at, 2, b"1"), chains.event(at, 2, b"2"), chains.event(at, 2, b"3"));
    let by_another = signing(1).sign(&header_message(second.id())).to_bytes();
    let mut spoiled = *second.sig();
    spoiled[5] ^= 1;
    let elsewhere = StreamId::derive(CentreId::from_bytes([8; 16]), StreamName::Centre);
    let cases = [
        ("spoiled", signed(&second, spoiled), StopWhy::Signature),
        ("in another's name", signed(&second, by_another), StopWhy::Signature),
        ("nobody's", event(at, 9, (0, EventId::NONE), b"x"), StopWhy::UnknownDevice),
        ("after a gap", third.clone(), StopWhy::Gap),
        ("follows nothing", event(at, 2, (1, EventId::from_bytes([4; 32])), b"x"), StopWhy::Gap),
        ("of another centre", event(elsewhere, 2, (0, EventId::NONE), b"x"), StopWhy::NotOurs),
    ];
    for (what, wrong, why) in cases {
        let (_folder, hub) = hub(Limits::default());
        // Whoever brings it: the other device does.
        let reply = push(&hub, 1, &[item(&first), item(&wrong), item(&second)]);
        assert_eq!(reply.stop, Some(Stop { item: 1, why }), "{what}");
        let list = hub.list(at, &hub.session(2).unwrap());
        assert_eq!(list, [item(&first)], "{what}");
        assert_eq!(push(&hub, 2, &[item(&second), item(&third)]).stop, None, "{what}");
    }
}

#[test]
fn two_events_of_one_number_are_both_kept_and_told_and_one_twice_is_one() {
    let (_folder, hub) = hub(Limits::default());
    let at = stream(StreamName::Centre);
    let first = event(at, 2, (0, EventId::NONE), b"1");
    let (one, other) = (event(at, 2, (1, first.id()), b"one"), event(at, 2, (1, first.id()), b"other"));
    assert_eq!(push(&hub, 2, &[item(&first), item(&one)]).forks, []);
    assert_eq!(push(&hub, 1, &[item(&first), item(&one)]).forks, []);
    assert_eq!(push(&hub, 2, &[item(&other)]).forks, [ForkAt { stream: at, dev: dev(2), dseq: 2 }]);
    assert_eq!(hub.list(at, &hub.session(1).unwrap()), [item(&first), item(&one), item(&other)]);
}

#[test]
fn who_gives_reads_ids_alone_in_that_session_and_all_of_it_in_another() {
    let (_folder, hub) = hub(Limits::default());
    let at = stream(StreamName::Centre);
    let given = [item(&event(at, 2, (0, EventId::NONE), b"a body of some length")), slot(at, 4)];
    let session = hub.session(2).unwrap();
    assert_eq!(hub.ask("/v1/push", body(&given), Some(&session)).0, 200);
    let in_it = hub.list(at, &session);
    assert!(in_it.len() == 2 && in_it.iter().all(|entry| entry.len() < 48), "what it has needs no second way");
    // A copy of its folder, or the folder of the day before, has not given it.
    assert_eq!(hub.list(at, &hub.session(2).unwrap()), given);
}

#[test]
fn a_body_that_is_larger_than_any_is_not_read() {
    let (_folder, hub) = hub(Limits::default());
    let session = hub.session(2).unwrap();
    let (status, _) = hub.ask("/v1/push", vec![0; pana_wire::hub::MAX_BATCH + 1], Some(&session));
    assert_eq!(status, 413);
}
