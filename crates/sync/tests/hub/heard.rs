//! What others say that they have read, heard at the right time; and two meetings of one laptop at once.

use pana_casework::{Grant, Role};
use pana_store::{InviteFor, Stream};
use pana_sync::{Answer, Ask, Next};

use crate::kit::{Laptop, TestHub, Time, alike, first_laptop};

fn coordinator() -> InviteFor {
    InviteFor::New { name: "Отабек".to_owned(), role: Role::Coordinator, grants: vec![Grant::Protected] }
}

/// Three laptops that have met by the hub until all of them know what each has.
fn three(time: &Time) -> (TestHub, Laptop, Laptop, Laptop) {
    let hub = TestHub::new(time);
    let mut one = first_laptop(time);
    one.register(&hub).unwrap();
    let (mut two, mut other) = (one.join("2", &coordinator()), one.join("3", &coordinator()));
    for _ in 0..3 {
        for laptop in [&mut one, &mut two, &mut other] {
            laptop.meet(&hub).unwrap();
        }
    }
    assert_eq!(lacks(&one, &two), 0);
    (hub, one, two, other)
}

/// How many events the other one lacks, as far as this one knows.
fn lacks(laptop: &Laptop, other: &Laptop) -> usize {
    let has = laptop.store.peer_has(other.store.device()).unwrap();
    laptop.store.lacking(&has).unwrap().len()
}

/// Goes on with a meeting, in small pieces, until a request to this path was answered.
fn until(laptop: &mut Laptop, hub: &TestHub, path: &str) -> pana_sync::Meeting {
    let (mut meeting, now) = (laptop.meeting(), laptop.time.now());
    meeting.in_small_pieces();
    loop {
        let Next::Ask(ask) = meeting.next(&mut laptop.store, now).unwrap() else {
            panic!("it asked nothing of {path}")
        };
        meeting.answer(&mut laptop.store, &hub.ask(&ask), now).unwrap();
        if ask.path == path {
            return meeting;
        }
    }
}

#[test]
fn who_has_read_less_than_lies_there_is_not_taken_to_have_what_was_given_behind_it() {
    let time = Time::new();
    let (hub, mut one, mut two, mut other) = three(&time);
    // What the third gave the second has read and said so; the first has not read it.
    other.person("Әсел");
    other.meet(&hub).unwrap();
    two.meet(&hub).unwrap();
    one.person("Арман");
    let before = lacks(&one, &two);
    assert!(before > 0);
    // What the first gives lies behind it; then the line breaks.
    drop(until(&mut one, &hub, "/v1/push"));
    // What the second had said is said again at the next meeting.
    drop(until(&mut one, &hub, "/v1/meet"));
    assert_eq!(lacks(&one, &two), before, "the second has not read it");
    one.meet(&hub).unwrap();
    two.meet(&hub).unwrap();
    one.meet(&hub).unwrap();
    assert_eq!(lacks(&one, &two), 0, "and is heard when it has");
}

#[test]
fn what_others_said_before_all_was_read_is_heard_when_it_is() {
    let time = Time::new();
    let (hub, mut one, mut two, mut other) = three(&time);
    other.person("Әсел");
    other.meet(&hub).unwrap();
    two.meet(&hub).unwrap();
    one.meet(&hub).unwrap();
    assert_eq!(lacks(&one, &two), 0, "in one meeting");
}

#[test]
fn what_was_said_while_a_meeting_ended_is_heard_at_the_next_one() {
    let time = Time::new();
    let (hub, mut one, mut two, mut other) = three(&time);
    one.person("Арман");
    let (mut meeting, mut met) = (one.meeting(), 0);
    let end = one.go_on(&mut meeting, &mut |ask: &Ask| -> Option<Answer> {
        met += usize::from(ask.path == "/v1/meet");
        if ask.path == "/v1/meet" && met == 2 {
            // Before the first one says how far it has read, the others meet to the end.
            other.person("Әсел");
            other.meet(&hub).unwrap();
            two.meet(&hub).unwrap();
        }
        Some(hub.ask(ask))
    });
    end.unwrap();
    assert_eq!(met, 2);
    assert!(lacks(&one, &two) > 0, "more lies there than the first has read");
    one.meet(&hub).unwrap();
    assert_eq!(lacks(&one, &two), 0);
}

#[test]
fn of_two_meetings_at_once_the_later_answer_takes_the_laptop_back_nowhere() {
    let time = Time::new();
    let (hub, mut one, mut two, _other) = three(&time);
    for number in 0..400 {
        two.person(&format!("Адам {number}"));
    }
    two.meet(&hub).unwrap();
    let place = |laptop: &Laptop| {
        let known = laptop.store.hub_known(&hub.hub.public_key()).unwrap();
        known.places.get(&Stream::Centre).copied()
    };
    let now = time.now();
    // The first meeting asks for a page of the list, and its answer is on the way.
    let mut slow = until(&mut one, &hub, "/v1/pull");
    let Next::Ask(asked) = slow.next(&mut one.store, now).unwrap() else { panic!("the list has more pages") };
    assert_eq!(asked.path, "/v1/pull");
    let answer = hub.ask(&asked);
    // A second one reads two pages meanwhile.
    let mut quick = until(&mut one, &hub, "/v1/pull");
    let Next::Ask(more) = quick.next(&mut one.store, now).unwrap() else { panic!("the list has more pages still") };
    assert_eq!(more.path, "/v1/pull");
    quick.answer(&mut one.store, &hub.ask(&more), now).unwrap();
    let read = place(&one);
    let Next::Ask(still) = quick.next(&mut one.store, now).unwrap() else { panic!("it asks nothing") };
    assert_eq!(still.path, "/v1/pull", "there is more to be read");
    slow.answer(&mut one.store, &answer, now).expect("it is the answer to what was asked");
    assert_eq!(place(&one), read);
    one.go_on(&mut slow, &mut |ask| Some(hub.ask(ask))).unwrap();
    one.go_on(&mut quick, &mut |ask| Some(hub.ask(ask))).unwrap();
    two.meet(&hub).unwrap();
    alike(&[&one, &two]);
}
