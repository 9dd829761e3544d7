//! Ways by which what one laptop wrote comes to another: a stick, the hub, a laptop that serves in one room, in turn, and in the
//! hands of whoever is there.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use pana_casework::{Grant, Role};
use pana_model::Secret;
use pana_store::{Arrived, Authorised, Have, InviteFor, Joining, Locked, NewJoin, StoredAnswer, Stream};
use pana_sync::{FoundPart, Recipients};

use crate::kit::{KDF, Laptop, TestHub, Time, alike, copy_files, first_laptop, passphrase};
use crate::world::{events, is_well, is_well_but_cut_off, look_at, read_stick, write_stick, write_stick_for};

pub(crate) fn volunteer() -> InviteFor {
    InviteFor::New { name: "Отабек".to_owned(), role: Role::Volunteer, grants: Vec::new() }
}

pub(crate) fn coordinator() -> InviteFor {
    InviteFor::New { name: "Сәуле".to_owned(), role: Role::Coordinator, grants: vec![Grant::Protected] }
}

/// From one laptop to another.
fn carried(from: &mut Laptop, to: &mut Laptop) -> usize {
    let stick = tempfile::tempdir().unwrap();
    write_stick(from, stick.path()).unwrap();
    read_stick(to, stick.path()).unwrap()
}

#[test]
fn what_a_volunteer_wrote_reaches_a_third_laptop_by_a_stick_and_the_hub_when_their_own_is_gone() {
    let time = Time::new();
    let hub = TestHub::new(&time);
    let mut one = first_laptop(&time);
    one.register(&hub).unwrap();
    let (mut two, mut three) = (one.join("2", &volunteer()), one.join("3", &coordinator()));
    one.meet(&hub).unwrap();
    three.meet(&hub).unwrap();
    let (case, interview) = two.person_in(Stream::Centre, "Мадина");
    let wrote = two.store.member().id;
    // A stick is all that is left of that laptop, which never met the hub.
    assert_eq!(carried(&mut two, &mut one), 1);
    drop(two);
    one.meet(&hub).unwrap();
    three.meet(&hub).unwrap();
    assert!(three.knows(case));
    let read = three.store.interview(interview).unwrap();
    assert_eq!(read.summary.member, wrote, "it is theirs, whoever brought it and whoever reads it");
    let lines = three.store.person(case).unwrap().history;
    assert!(!lines.is_empty() && lines.iter().all(|line| line.member == wrote));
    one.meet(&hub).unwrap();
    three.meet(&hub).unwrap();
    alike(&[&one, &three]);
    is_well(&mut three).unwrap();
}

#[test]
fn a_talk_in_private_is_carried_by_who_cannot_open_it_to_who_can() {
    let time = Time::new();
    let hub = TestHub::new(&time);
    let mut one = first_laptop(&time);
    one.register(&hub).unwrap();
    let (mut two, mut three) = (one.join("2", &volunteer()), one.join("3", &coordinator()));
    one.meet(&hub).unwrap();
    let (_, talk) = one.person_in(Stream::Protected, "Құпия");
    assert_eq!(carried(&mut one, &mut two), 1);
    drop(one);
    assert!(two.store.interview(talk).is_err());
    assert_eq!(two.store.set_aside().unwrap(), [], "to them it is not even something that does not count");
    two.meet(&hub).unwrap();
    three.meet(&hub).unwrap();
    assert!(three.store.interview(talk).is_ok());
    is_well(&mut three).unwrap();
    // The same by a stick.
    let (_, another) = three.person_in(Stream::Protected, "Жасырын");
    let mut four = three.join("4", &coordinator());
    three.person_in(Stream::Protected, "Тағы");
    assert_eq!(carried(&mut three, &mut two), 1);
    assert_eq!(carried(&mut two, &mut four), 1);
    assert!([talk, another].into_iter().all(|talk| four.store.interview(talk).is_ok()));
    assert_eq!(events(&four.store), events(&two.store));
    assert_eq!(four.store.set_aside().unwrap(), []);
}

#[test]
fn a_stick_that_lacks_its_end_gives_its_events_and_nobody_counts_as_having_said_what_it_does_not_say() {
    let time = Time::new();
    let (mut one, stick) = (first_laptop(&time), tempfile::tempdir().unwrap());
    let mut two = one.join("2", &coordinator());
    let people: Vec<_> = (0..120).map(|number| one.person(&format!("Адам {number}"))).collect();
    write_stick(&mut one, stick.path()).unwrap();
    let part = std::fs::read_dir(stick.path()).unwrap().next().unwrap().unwrap().path();
    let whole = std::fs::read(&part).unwrap();
    std::fs::write(&part, &whole[..whole.len() - 20]).unwrap();
    let (before, heard) = (events(&two.store), two.store.peer_has(one.store.device()).unwrap());
    assert_eq!(read_stick(&mut two, stick.path()), Ok(0));
    assert!(events(&two.store).len() > before.len(), "what is authentic of it is here");
    assert_eq!(two.store.peer_has(one.store.device()).unwrap(), heard, "the end was not there, nor what it says");
    // What it says for itself is what it can read: the keys lay in what nobody could prove.
    assert!(people.iter().any(|case| !two.knows(*case)));
    assert_eq!(carried(&mut two, &mut one), 1);
    assert_eq!(carried(&mut one, &mut two), 1);
    assert!(people.iter().all(|case| two.knows(*case)));
    alike(&[&one, &two]);
    is_well(&mut two).unwrap();
}

#[test]
fn a_room_and_the_hub_in_turn_give_each_what_came_by_the_other() {
    let time = Time::new();
    let hub = TestHub::new(&time);
    let mut one = first_laptop(&time);
    one.register(&hub).unwrap();
    let (mut two, mut three) = (one.join("2", &volunteer()), one.join("3", &coordinator()));
    for laptop in [&mut one, &mut two, &mut three] {
        laptop.meet(&hub).unwrap();
    }
    let mut people = Vec::new();
    for turn in 0..3 {
        // Each time another key, and nothing of the room before.
        let room = TestHub::in_room(&one);
        people.push(two.person(&format!("Бөлмеде {turn}")));
        for _ in 0..2 {
            for laptop in [&mut one, &mut two] {
                laptop.meet_in(&room).unwrap();
            }
        }
        assert!(people.iter().all(|case| one.knows(*case)));
        people.push(three.person(&format!("Хабта {turn}")));
        let met = one.meet(&hub).unwrap();
        assert!(!met.anew && met.given > 0, "the hub is where it was, and is given what came in the room: {met:?}");
        three.meet(&hub).unwrap();
        one.meet(&hub).unwrap();
        // Back in the same room the other one is given what came by the hub.
        for laptop in [&mut one, &mut two] {
            let met = laptop.meet_in(&room).unwrap();
            assert!(!met.anew, "{met:?}");
        }
        for laptop in [&one, &two, &three] {
            assert!(people.iter().all(|case| laptop.knows(*case)), "{turn}");
        }
    }
    for _ in 0..2 {
        for laptop in [&mut one, &mut two, &mut three] {
            laptop.meet(&hub).unwrap();
        }
    }
    alike(&[&one, &two, &three]);
    for laptop in [&mut one, &mut two, &mut three] {
        is_well(laptop).unwrap();
    }
}

/// Stores of earlier programs, as they were left: none of what they hold was ever given to anybody.
fn old_stores() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/data/stores");
    std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect()
}

/// Another laptop that joins by the control stream alone, as on line: all else has still to come.
fn joined_bare(one: &mut Laptop) -> Laptop {
    let (now, folder) = (one.time.now(), tempfile::tempdir().unwrap());
    let invite = one.store.invite(&coordinator(), now).unwrap();
    let new = NewJoin { device: "2".to_owned(), member: "Сәуле".to_owned(), passphrase: passphrase(), kdf: KDF };
    let (joining, answer) = Joining::begin(folder.path(), invite.expose(), &new, now).unwrap();
    one.store.join_accept(&answer.request, &answer.digits, &Authorised::Alone, now).unwrap();
    let all = one.store.lacking(&Have::default()).unwrap();
    let control: Vec<_> = all.into_iter().filter(|event| event.stream == Stream::Control).collect();
    let events = control.iter().map(|event| one.store.outgoing_bytes(event).unwrap()).collect();
    let arrived = Arrived { events, keys: one.store.sealed_keys(&control).unwrap(), ..Arrived::default() };
    let store = joining.unlock(&passphrase(), now).unwrap().join(&arrived, now).unwrap();
    Laptop { folder: folder.into(), store, time: one.time.clone() }
}

/// What is known of everybody: numbers, facts, and what they answered.
fn shown(laptop: &Laptop) -> BTreeSet<String> {
    let mut lines = BTreeSet::new();
    for hit in laptop.store.people_search("", 100).unwrap().people {
        let person = laptop.store.person(hit.case).unwrap();
        lines.insert(format!("{} with {} lines", person.number, person.history.len()));
        for fact in person.profile.iter().chain(person.household.iter().flat_map(|entry| &entry.facts)) {
            lines.insert(format!("{} {} {} {}", person.number, fact.property, fact.value, fact.source));
        }
        for summary in &person.interviews {
            for (at, answer) in laptop.store.interview(summary.interview).unwrap().answers {
                let said = match answer {
                    StoredAnswer::Value(value) => value,
                    StoredAnswer::Choices(choices) => choices.join(" "),
                    other => format!("{other:?}"),
                };
                lines.insert(format!("{} {at} {said}", summary.interview));
            }
        }
    }
    lines
}

#[test]
fn what_a_store_of_an_earlier_program_never_sent_goes_out_by_the_hub_and_by_a_stick_after_the_update() {
    assert!(old_stores().len() > 1);
    for from in old_stores() {
        let (time, folder) = (Time::of_this_computer(), tempfile::tempdir().unwrap());
        copy_files(&from, folder.path());
        let locked = Locked::open(folder.path()).unwrap();
        let member = locked.members().unwrap()[0].id;
        let words = Secret::new("төрт тырна көлге қонды".to_owned());
        let store = locked.unlock(member, &words, time.now()).unwrap();
        let mut old = Laptop { folder: folder.into(), store, time: time.clone() };
        assert!(old.store.unsent().unwrap() > 5 && shown(&old).len() > 9, "{from:?}: nobody else has any of it");
        // Before it asks another laptop in, it prints sheets that the log names.
        drop(old.store.sheets_make(&Authorised::Alone, time.now()).unwrap());
        let hub = TestHub::new(&time);
        old.register(&hub).unwrap();
        let mut by_hub = joined_bare(&mut old);
        assert_eq!(by_hub.store.people_count().unwrap(), 0);
        let met = old.meet(&hub).unwrap();
        assert_eq!((met.left, met.full), (0, false), "{from:?}");
        by_hub.meet(&hub).unwrap();
        let mut by_stick = joined_bare(&mut old);
        assert_eq!(carried(&mut old, &mut by_stick), 1);
        for laptop in [&mut by_hub, &mut by_stick] {
            assert_eq!(laptop.store.set_aside().unwrap(), [], "{from:?}");
            assert_eq!(shown(laptop), shown(&old), "{from:?}");
            // Grants of the first layout are sealed to a member of the old laptop, and lie there alone.
            is_well_but_cut_off(laptop).unwrap();
        }
        // It goes on as any other, and what it is given it reads.
        let case = by_hub.person("Жаңа");
        for laptop in [&mut by_hub, &mut old] {
            laptop.meet(&hub).unwrap();
        }
        assert!(old.knows(case));
        assert_eq!(old.store.set_aside().unwrap(), [], "{from:?}");
    }
}

#[test]
fn a_date_that_a_laptop_does_not_believe_is_right_once_whom_it_meets_has_the_same_and_no_other() {
    const DAY_MS: i64 = 24 * 60 * 60 * 1000;
    let (time, wrong) = (Time::new(), Time::new());
    let hub = TestHub::new(&time);
    let mut one = first_laptop(&time);
    one.register(&hub).unwrap();
    let whom = InviteFor::New { name: "Отабек".to_owned(), role: Role::Volunteer, grants: Vec::new() };
    let mut two = one.join("2", &whom);
    one.meet(&hub).unwrap();
    two.person("Дана");
    two.meet(&hub).unwrap();
    // A clock that is forty days ahead of everybody else's stays in doubt, whomever it meets.
    wrong.pass(40 * DAY_MS);
    two.time = wrong;
    two.person("Арман");
    assert!(two.store.clock_ahead(two.time.now()).unwrap().is_some());
    two.meet(&hub).unwrap();
    assert!(two.store.clock_ahead(two.time.now()).unwrap().is_some());
    // Away for forty days: its clock was right, and the hub's says the same.
    time.pass(40 * DAY_MS + 60_000);
    two.meet(&hub).unwrap();
    assert_eq!(two.store.clock_ahead(two.time.now()).unwrap(), None);
}

#[test]
fn of_a_bundle_in_parts_whose_last_is_not_there_what_came_before_it_is_taken_in_and_the_rest_is_asked_for() {
    let time = Time::new();
    let mut one = first_laptop(&time);
    let whom =
        InviteFor::New { name: "Отабек".to_owned(), role: Role::Coordinator, grants: vec![Grant::Protected] };
    let mut two = one.join("2", &whom);
    let people: Vec<_> = (0..40).map(|number| one.person(&format!("Арман {number}"))).collect();
    let stick = tempfile::tempdir().unwrap();
    let peers = one.store.peer_devices().unwrap();
    let to = Recipients::of(&one.store, &peers).unwrap().in_parts_of(16 * 1024);
    write_stick_for(&mut one, &to, stick.path()).unwrap();
    let found = look_at(&two, stick.path());
    let [bundle] = found.bundles.as_slice() else { panic!("{found:?}") };
    let Some(FoundPart::Here(last)) = bundle.parts.last() else { panic!("{found:?}") };
    assert!(bundle.parts.len() > 2);
    std::fs::remove_file(stick.path().join(&last.name)).unwrap();
    assert_eq!(read_stick(&mut two, stick.path()).unwrap(), 0, "it is not whole");
    let known = people.iter().filter(|case| two.knows(**case)).count();
    assert!(known > 0 && known < people.len(), "{known}");
    is_well_but_cut_off(&mut two).unwrap();
    // What it says that it has leaves the rest out, so that the answer to it brings that and no more.
    let back = tempfile::tempdir().unwrap();
    write_stick(&mut two, back.path()).unwrap();
    read_stick(&mut one, back.path()).unwrap();
    let theirs = one.store.peer_has(two.store.device()).unwrap();
    let lacking = one.store.lacking(&theirs).unwrap().len();
    assert!(lacking > 0 && lacking < one.store.lacking(&Have::default()).unwrap().len() / 2, "{lacking}");
    let stick = tempfile::tempdir().unwrap();
    write_stick(&mut one, stick.path()).unwrap();
    assert_eq!(read_stick(&mut two, stick.path()).unwrap(), 1);
    assert!(people.iter().all(|case| two.knows(*case)));
    alike(&[&one, &two]);
}
