//! What a newer program wrote comes to a laptop that has not been updated yet.

use super::laptops::{open_case, talk};
use super::*;
use crate::testing::{finish, second_device};

/// The next event of a device's chain about a subject, sealed as it seals all, in a layout that no program of today writes.
fn of_a_newer_program(by: &Store, subject: [u8; 16]) -> Vec<u8> {
    let session = by.session();
    let mut body = Body::new(subject, Hlc::at(1), session.member.id, session.seat, EventKind::Edit).to_bytes().unwrap();
    assert_eq!(body[1], 2, "the layout stands there");
    body[1] = 3;
    let end = event::chain_end(by.connection(), Stream::Centre, by.device()).unwrap();
    let place =
        EventPlace { org: session.centre, stream: Stream::Centre, dev: by.device(), dseq: end.dseq + 1, prev: end.id };
    let keys = EventKeys {
        epoch: session.epoch(Stream::Centre).unwrap(),
        subject: &by.reader().subject_keys(Stream::Centre, &subject).unwrap()[0],
        member: session.unlocked.secrets(),
        device: &session.device_secrets,
    };
    seal_event(&place, &subject, &body, keys, &mut SystemEntropy).unwrap().to_bytes()
}

#[test]
fn what_a_newer_program_wrote_is_kept_and_named_stops_nothing_and_goes_on_as_it_came() {
    let (dir, mut one) = centre();
    let case = open_case(&mut one);
    let (_dir2, two) = second_device(dir.path(), &mut one, 2);
    let (_dir3, mut three) = second_device(dir.path(), &mut one, 3);
    let newer = of_a_newer_program(&two, *case.as_bytes());
    one.take_in(std::slice::from_ref(&newer), now()).unwrap();
    assert_eq!(reasons(&one), ["needs-update"]);
    // The case is worked on all the same, and what is written there replaces nothing of it.
    let here = talk(&mut one, 1, Stream::Centre, case, &[(0, 4)]);
    assert_eq!(one.interview(here).unwrap().answers, finish(&[(0, 4)]).answers);
    // It is had: nobody sends it again, and whoever lacks it is given it byte for byte.
    let has = one.have().unwrap().0[&(Stream::Centre, two.device())];
    assert_eq!(has.1, Envelope::from_bytes(&newer).unwrap().id().to_ref());
    let sent = crate::travel::tests::sent(&one, &three.have().unwrap());
    assert!(sent.events.contains(&newer));
    three.take_arrived(&sent, now()).unwrap();
    assert_eq!(reasons(&three), ["needs-update"]);
    assert_eq!(three.interview(here).unwrap().answers, finish(&[(0, 4)]).answers);
    for store in [&mut one, &mut three] {
        let before = seen(store);
        store.rebuild_views(now()).unwrap();
        assert_eq!(seen(store), before);
    }
    assert!(two.people_count().is_ok());
}
