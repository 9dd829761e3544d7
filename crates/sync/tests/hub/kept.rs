//! A hub that was stopped, that went back to a backup, and whose lines break.

use pana_casework::{Grant, Role};
use pana_store::InviteFor;
use pana_sync::MeetFault;

use crate::kit::{Laptop, TestHub, Time, alike, copy_files, first_laptop};

fn worker() -> InviteFor {
    InviteFor::New { name: "Отабек".to_owned(), role: Role::Worker, grants: vec![Grant::Protected] }
}

#[test]
fn an_answer_that_is_lost_after_any_request_loses_nothing_and_doubles_nothing() {
    let time = Time::new();
    let hub = TestHub::new(&time);
    let mut one = first_laptop(&time);
    one.register(&hub).unwrap();
    let mut two = one.join("2", &worker());
    one.meet(&hub).unwrap();
    for lost in 0.. {
        let (a, b) = (format!("Бірінші {lost}"), format!("Екінші {lost}"));
        let (a, b) = (one.person(&a), two.person(&b));
        let mut reached = false;
        for laptop in [&mut one, &mut two] {
            let mut request = 0;
            let mut meeting = laptop.meeting();
            let end = laptop.go_on(&mut meeting, &mut |ask| {
                let answer = hub.ask(ask);
                request += 1;
                reached |= request == lost + 1;
                // The hub has done it, and nobody heard.
                (request != lost + 1).then_some(answer)
            });
            end.unwrap();
        }
        one.meet(&hub).unwrap();
        two.meet(&hub).unwrap();
        one.meet(&hub).unwrap();
        assert!(one.knows(b) && two.knows(a), "answer {lost} was lost");
        alike(&[&one, &two]);
        if !reached {
            assert!(lost > 5, "a meeting has more requests than {lost}");
            return;
        }
    }
}

#[test]
fn a_meeting_that_is_given_up_after_any_request_is_gone_on_with_by_the_next() {
    let time = Time::new();
    let mut hub = TestHub::new(&time);
    let mut one = first_laptop(&time);
    one.register(&hub).unwrap();
    for number in 0..40 {
        one.person(&format!("Адам {number}"));
    }
    for stop in 0..14 {
        let (mut request, mut meeting) = (0, one.meeting());
        while let pana_sync::Next::Ask(ask) = meeting.next(&mut one.store, time.now()).unwrap() {
            if request == stop {
                break;
            }
            request += 1;
            meeting.answer(&mut one.store, &hub.ask(&ask), time.now()).unwrap();
        }
        hub.restart();
    }
    let mut two = one.join("2", &worker());
    one.meet(&hub).unwrap();
    two.meet(&hub).unwrap();
    one.meet(&hub).unwrap();
    alike(&[&one, &two]);
}

#[test]
fn a_hub_that_went_back_to_a_backup_is_noticed_and_filled_again() {
    let time = Time::new();
    let mut hub = TestHub::new(&time);
    let mut one = first_laptop(&time);
    one.register(&hub).unwrap();
    let mut two = one.join("2", &worker());
    one.meet(&hub).unwrap();
    let backup = hub.backup();
    let (arman, otabek) = (one.person("Арман"), two.person("Отабек"));
    one.meet(&hub).unwrap();
    two.meet(&hub).unwrap();
    hub.restore(&backup);
    let dana = one.person("Дана");
    let end = one.meet(&hub).unwrap();
    assert!(end.anew);
    assert!(end.given >= 2, "what the backup lacks is brought again: {end:?}");
    two.meet(&hub).unwrap();
    one.meet(&hub).unwrap();
    alike(&[&one, &two]);
    assert!(two.knows(arman) && two.knows(dana) && one.knows(otabek));
    // A laptop that never met the hub of before finds all of it, too.
    let mut three = one.join("3", &worker());
    one.meet(&hub).unwrap();
    three.meet(&hub).unwrap();
    assert!(three.knows(otabek));
}

/// Three laptops that have met by a hub, its copy of then, and what one of them gave since and another has read.
fn before_it_grew() -> (Time, TestHub, tempfile::TempDir, [Laptop; 3], pana_model::CaseId) {
    let time = Time::new();
    let hub = TestHub::new(&time);
    let mut one = first_laptop(&time);
    one.register(&hub).unwrap();
    let (mut two, mut late) = (one.join("2", &worker()), one.join("3", &worker()));
    for _ in 0..2 {
        for laptop in [&mut one, &mut two, &mut late] {
            laptop.meet(&hub).unwrap();
        }
    }
    let backup = hub.backup();
    let lost = one.person("Арман");
    one.meet(&hub).unwrap();
    two.meet(&hub).unwrap();
    (time, hub, backup, [one, two, late], lost)
}

/// How far a laptop has read the list of cases, and how long that list is.
fn read_and_lies(laptop: &Laptop, hub: &TestHub) -> (u64, u64) {
    let stream = pana_store::Stream::Centre;
    let known = laptop.store.hub_known(&hub.hub.public_key()).unwrap();
    let id = pana_wire::StreamId::derive(laptop.store.centre(), stream);
    let lies = crate::world::items(hub.folder.path()).into_iter().filter(|lies| lies.stream == id);
    (known.places[&stream].0, lies.map(|lies| lies.seq).max().unwrap_or_default())
}

#[test]
fn a_hub_that_went_back_and_has_grown_past_where_it_was_is_no_list_that_was_read_already() {
    let (_time, mut hub, backup, [mut one, mut two, mut late], lost) = before_it_grew();
    hub.restore(&backup);
    let more: Vec<_> = (0..9).map(|number| late.person(&format!("Адам {number}"))).collect();
    late.meet(&hub).unwrap();
    let (read, lies) = read_and_lies(&two, &hub);
    assert!(lies > read, "it is longer than what was read of it: {lies}, {read}");
    let met = two.meet(&hub).unwrap();
    assert!(met.anew, "{met:?}");
    assert!(more.iter().all(|case| two.knows(*case)), "none of them is passed over");
    // Whoever wrote what was lost is far away: who had read it brings it again.
    late.meet(&hub).unwrap();
    assert!(late.knows(lost));
    for _ in 0..2 {
        for laptop in [&mut one, &mut two, &mut late] {
            laptop.meet(&hub).unwrap();
        }
    }
    alike(&[&one, &two, &late]);
}

#[test]
fn a_hub_put_back_in_secret_that_has_grown_past_where_it_was_is_an_alarm_all_the_same() {
    let (_time, mut hub, backup, [_one, mut two, mut late], lost) = before_it_grew();
    hub.folder = backup.into();
    hub.restart();
    let more: Vec<_> = (0..9).map(|number| late.person(&format!("Адам {number}"))).collect();
    late.meet(&hub).unwrap();
    let (read, lies) = read_and_lies(&two, &hub);
    assert!(lies > read, "{lies}, {read}");
    let before = two.store.have().unwrap();
    assert!(matches!(two.meet(&hub), Err(MeetFault::Differs)));
    assert_eq!(two.store.have().unwrap(), before, "nothing is read from it");
    // By another way both have all of it.
    for (from, to) in [(0, 1), (1, 0)] {
        let laptops = [&mut two, &mut late];
        let all = laptops[from].all();
        laptops[to].store.take_arrived(&all, laptops[to].time.now()).unwrap();
    }
    assert!(late.knows(lost) && more.iter().all(|case| two.knows(*case)));
    alike(&[&two, &late]);
}

#[test]
fn a_hub_put_back_in_secret_is_an_alarm_and_nothing_is_read_from_it() {
    let time = Time::new();
    let mut hub = TestHub::new(&time);
    let mut one = first_laptop(&time);
    one.register(&hub).unwrap();
    one.person("Арман");
    one.meet(&hub).unwrap();
    let backup = hub.backup();
    one.person("Дана");
    one.meet(&hub).unwrap();
    // Somebody copies the file back and tells nobody.
    hub.folder = backup.into();
    hub.restart();
    assert!(matches!(one.meet(&hub), Err(MeetFault::Differs)));
}

#[test]
fn a_laptop_that_is_put_back_gets_back_what_it_had_given_and_goes_on_behind_it() {
    let time = Time::new();
    let hub = TestHub::new(&time);
    let mut one = first_laptop(&time);
    one.register(&hub).unwrap();
    let mut two = one.join("2", &worker());
    one.meet(&hub).unwrap();
    two.meet(&hub).unwrap();
    let folder = tempfile::tempdir().unwrap();
    drop(two.store);
    copy_files(two.folder.path(), folder.path());
    let mut before = Laptop::open(two.folder, &time);
    time.pass(60_000);
    let lost = [before.person("Арман"), before.person("Дана")];
    before.meet(&hub).unwrap();
    drop(before);
    // Its disk failed, and the folder of the day before is taken.
    let mut two = Laptop::open(folder, &time);
    assert!(!two.knows(lost[0]));
    two.meet(&hub).unwrap();
    assert!(lost.iter().all(|case| two.knows(*case)), "what it had given comes back");
    assert_eq!(two.store.doctor(time.now()).unwrap().findings, [], "its clock and its counter are behind nothing");
    two.person("Мадина");
    two.meet(&hub).unwrap();
    one.meet(&hub).unwrap();
    two.meet(&hub).unwrap();
    alike(&[&one, &two]);
}

#[test]
fn what_is_written_under_new_keys_after_a_laptop_was_lost_opens_where_it_should() {
    let time = Time::new();
    let hub = TestHub::new(&time);
    let mut one = first_laptop(&time);
    one.register(&hub).unwrap();
    let mut two = one.join("2", &worker());
    for _ in 0..2 {
        one.meet(&hub).unwrap();
        two.meet(&hub).unwrap();
    }
    let three = one.join("3", &worker());
    one.store.device_remove(three.store.device(), &pana_store::Authorised::Alone, time.now()).unwrap();
    let (arman, otabek) = (one.person("Арман"), two.person("Отабек"));
    for _ in 0..2 {
        one.meet(&hub).unwrap();
        two.meet(&hub).unwrap();
    }
    for (name, laptop) in [("one", &one), ("two", &two)] {
        assert_eq!(laptop.store.set_aside().unwrap(), [], "{name}");
        assert!(laptop.knows(arman) && laptop.knows(otabek), "{name}");
    }
    alike(&[&one, &two]);
}
