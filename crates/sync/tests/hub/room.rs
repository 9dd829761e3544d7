//! Who serves in one room is known by the signature of its laptop, whatever answers there.

use pana_model::DeviceId;
use pana_store::Authorised;
use pana_sync::{Answer, MeetFault, served_by, who_serves};

use crate::kit::{TestHub, Time, first_laptop};
use crate::ways::{coordinator, volunteer};

fn is_nobody(said: &Result<DeviceId, MeetFault>) -> bool {
    matches!(said, Err(MeetFault::NoHub(_)))
}

#[test]
fn what_answers_in_a_room_is_known_by_the_signature_of_a_laptop_of_the_centre_over_its_key() {
    let time = Time::new();
    let mut one = first_laptop(&time);
    let (three, two) = (one.join("3", &coordinator()), one.join("2", &volunteer()));
    let room = TestHub::in_room(&two);
    let (key, answer) = (room.hub.public_key(), room.ask(&who_serves()));
    assert_eq!(served_by(&three.store, &answer, &key).ok(), None, "the two have not met since it joined");
    assert_eq!(served_by(&one.store, &answer, &key).unwrap(), two.store.device());
    // Another one that has heard it, and answers the same under a key of its own.
    let other = TestHub::in_room(&one).hub.public_key();
    assert!(is_nobody(&served_by(&one.store, &answer, &other)));
    assert!(is_nobody(&served_by(&two.store, &answer, &key)), "itself is nobody else");
    assert!(is_nobody(&served_by(&first_laptop(&time).store, &answer, &key)), "of another centre");
    // What a hub says, and any bytes.
    let hub = TestHub::new(&time);
    assert!(is_nobody(&served_by(&one.store, &hub.ask(&who_serves()), &key)));
    for at in 0..answer.body.len() {
        let mut body = answer.body.clone();
        body[at] ^= 1;
        assert!(is_nobody(&served_by(&one.store, &Answer { body, ..answer.clone() }, &key)), "{at}");
    }
    let short = answer.body.get(..answer.body.len() - 1).unwrap().to_vec();
    assert!(is_nobody(&served_by(&one.store, &Answer { body: short, ..answer.clone() }, &key)));
    // It was taken out.
    let now = one.time.now();
    one.store.device_remove(two.store.device(), &Authorised::Alone, now).unwrap();
    assert!(is_nobody(&served_by(&one.store, &answer, &key)));
}

#[test]
fn a_stranger_who_asks_who_serves_learns_neither_the_centre_nor_the_laptop() {
    let one = first_laptop(&Time::new());
    let answer = TestHub::in_room(&one).ask(&who_serves());
    let holds = |what: &[u8]| answer.body.windows(what.len()).any(|window| window == what);
    assert!(!holds(one.store.centre().as_bytes()) && !holds(one.store.device().as_bytes()));
    assert_eq!(answer.body.len(), 68, "a version and a signature");
}
