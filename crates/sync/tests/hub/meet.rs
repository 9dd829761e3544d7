//! What a meeting with a hub comes to.

use pana_casework::{Grant, Role};
use pana_hub::db::{Database as _, Sqlite};
use pana_store::{InviteFor, Stream};
use pana_sync::{Answer, MeetFault, Next, taken_out_by};
use pana_wire::hub::{DEED_CONTEXT, Deed, DeedWrite, Deeds, RemovedFault};
use proptest::prelude::*;

use crate::kit::{Laptop, TestHub, Time, alike, first_laptop};

fn volunteer() -> InviteFor {
    InviteFor::New { name: "Отабек".to_owned(), role: Role::Volunteer, grants: Vec::new() }
}

fn coordinator() -> InviteFor {
    InviteFor::New { name: "Сәуле".to_owned(), role: Role::Coordinator, grants: vec![Grant::Protected] }
}

#[test]
fn laptops_that_never_met_each_other_end_with_the_same_people() {
    let time = Time::new();
    let hub = TestHub::new(&time);
    let mut one = first_laptop(&time);
    one.register(&hub).unwrap();
    let (mut two, mut three) = (one.join("2", &volunteer()), one.join("3", &coordinator()));
    let cases = [one.person("Арман"), two.person("Отабек"), three.person("Мадина")];
    let (_, secret) = three.person_in(Stream::Protected, "Құпия");
    let first = one.meet(&hub).unwrap();
    assert!(first.anew && first.given > 0 && first.left == 0 && !first.full);
    for laptop in [&mut two, &mut three, &mut one] {
        laptop.meet(&hub).unwrap();
    }
    two.meet(&hub).unwrap();
    alike(&[&one, &two, &three]);
    for laptop in [&one, &two, &three] {
        assert!(cases.iter().all(|case| laptop.knows(*case)));
    }
    let opens = |laptop: &crate::kit::Laptop| laptop.store.interview(secret).is_ok();
    assert_eq!((opens(&one), opens(&two)), (true, false), "what was not given does not open");
    // Who has all of it is known without having been met.
    let lacks = |id| one.store.hub_lacks(&hub.hub.public_key()).map(|lacks| (id, lacks.len())).unwrap();
    assert_eq!(lacks("hub"), ("hub", 0));
}

#[test]
fn what_others_have_taken_in_is_known_when_they_have_said_so_and_not_before() {
    let time = Time::new();
    let hub = TestHub::new(&time);
    let mut one = first_laptop(&time);
    one.register(&hub).unwrap();
    let mut two = one.join("2", &coordinator());
    let lacks = |one: &crate::kit::Laptop| {
        let two = one.store.peer_devices().unwrap().pop().unwrap();
        one.store.lacking(&one.store.peer_has(two.id).unwrap()).unwrap().len()
    };
    two.meet(&hub).expect_err("nobody told the hub of it");
    one.person("Арман");
    one.meet(&hub).unwrap();
    assert!(lacks(&one) > 0, "it lies at the hub, and with nobody else");
    two.meet(&hub).unwrap();
    assert!(lacks(&one) > 0, "it has not been heard yet");
    time.pass(60_000);
    one.meet(&hub).unwrap();
    assert_eq!(lacks(&one), 0);
    // While one goes on writing, what had been taken in stays told.
    one.person("Дана");
    one.meet(&hub).unwrap();
    assert!(lacks(&one) > 0 && lacks(&one) < 6, "{}", lacks(&one));
}

#[test]
fn with_nothing_to_do_a_meeting_in_a_session_is_one_request_of_less_than_a_kilobyte() {
    let time = Time::new();
    let hub = TestHub::new(&time);
    let mut one = first_laptop(&time);
    one.register(&hub).unwrap();
    let mut two = one.join("2", &volunteer());
    one.person("Арман");
    one.meet(&hub).unwrap();
    two.meet(&hub).unwrap();
    let mut meeting = one.meeting();
    one.go_on(&mut meeting, &mut |ask| Some(hub.ask(ask))).unwrap();
    let session = meeting.session();
    let mut meeting = pana_sync::Meeting::new(&one.store, one.store.hub().unwrap(), session).unwrap();
    let (mut requests, mut bytes) = (0, 0);
    let end = one.go_on(&mut meeting, &mut |ask| {
        let answer = hub.ask(ask);
        requests += 1;
        // What HTTP puts around them is some three hundred.
        bytes +=
            ask.path.len() + ask.body.len() + ask.authorization.as_ref().map_or(0, String::len) + answer.body.len();
        Some(answer)
    });
    assert_eq!((requests, end.unwrap().given), (1, 0));
    assert!(bytes < 700, "{bytes}");
}

#[test]
fn a_laptop_that_the_hub_was_not_told_of_waits_and_one_that_was_removed_is_refused() {
    let time = Time::new();
    let hub = TestHub::new(&time);
    let mut one = first_laptop(&time);
    one.register(&hub).unwrap();
    let mut two = one.join("2", &volunteer());
    let before = two.person("Отабек");
    assert!(matches!(two.meet(&hub), Err(MeetFault::UnknownDevice)));
    one.meet(&hub).unwrap();
    two.meet(&hub).unwrap();
    one.meet(&hub).unwrap();
    let device = two.store.device();
    one.store.device_remove(device, &pana_store::Authorised::Alone, time.now()).unwrap();
    two.person("Кейін");
    two.meet(&hub).unwrap();
    one.meet(&hub).unwrap();
    let place = two.store.hub().unwrap();
    assert_eq!(taken_out_by(&two.store, &place).unwrap(), None);
    assert!(matches!(two.meet(&hub), Err(MeetFault::TakenOut)));
    assert_eq!(taken_out_by(&two.store, &place).unwrap(), Some(one.store.device()), "it is shown by whom, and kept");
    assert!(one.knows(before), "what it had written before it was removed is here");
}

#[test]
fn a_hub_alone_takes_no_laptop_out_whatever_it_shows() {
    let time = Time::new();
    let hub = TestHub::new(&time);
    let mut one = first_laptop(&time);
    one.register(&hub).unwrap();
    let (mut two, three) = (one.join("2", &volunteer()), one.join("3", &volunteer()));
    one.meet(&hub).unwrap();
    two.meet(&hub).unwrap();
    let place = two.store.hub().unwrap();
    let (org, out) = (two.store.centre(), DeedWrite::Remove { dev: two.store.device() });
    let past = two.store.hub_deeds(&place.key).unwrap();
    let mut seen: Vec<Deed> = past.iter().map(|deed| Deed::from_bytes(deed).unwrap()).collect();
    seen.push(Deed::from_bytes(&place.root_deed).unwrap());
    let ends = seen.iter().map(Deed::id).collect();
    // By a volunteer's laptop in its own name, and in that of a coordinator's.
    let forged = [three.store.device(), one.store.device()].map(|by| {
        let statement = Deed::statement(org, by, &ends, &[out]);
        let sig = three.store.device_secrets().sign_statement(DEED_CONTEXT, &statement);
        Deed::new(statement, sig).unwrap().to_bytes()
    });
    let word = pana_wire::hub::HubFault(pana_wire::hub::HubWord::DeviceRemoved).to_bytes();
    let shown = |deeds: &[Vec<u8>]| RemovedFault { deeds: deeds.to_vec() }.to_bytes();
    for body in [word, shown(&[]), shown(&forged), shown(&past), shown(&[vec![0; 9]])] {
        let mut meeting = two.meeting();
        let told = two.go_on(&mut meeting, &mut |_| Some(Answer { status: 403, body: body.clone() }));
        assert!(matches!(told, Err(MeetFault::Removed)), "{told:?}");
        assert_eq!(taken_out_by(&two.store, &place).unwrap(), None);
    }
    two.meet(&hub).unwrap();
}

#[test]
fn a_centre_is_registered_once_by_a_secret_that_is_used_up() {
    let time = Time::new();
    let hub = TestHub::new(&time);
    let token = hub.token();
    let (mut one, mut other) = (first_laptop(&time), first_laptop(&time));
    assert!(matches!(one.register_with(&hub, "panahub-0000"), Err(MeetFault::Token)));
    assert_eq!(one.store.hub(), None, "what the hub refused is not said");
    one.register_with(&hub, &token).unwrap();
    // An answer that was lost: the second try is the same.
    one.register_with(&hub, &token).unwrap();
    assert!(matches!(other.register_with(&hub, &token), Err(MeetFault::Token)));
    let mut two = one.join("2", &coordinator());
    assert!(matches!(two.register_with(&hub, &hub.token()), Err(MeetFault::Registered)));
    let mut volunteer = one.join("3", &volunteer());
    assert!(matches!(volunteer.register(&hub), Err(MeetFault::UnknownDevice)));
}

#[test]
fn one_centre_reads_nothing_of_another() {
    let time = Time::new();
    let hub = TestHub::new(&time);
    let (mut one, mut other) = (first_laptop(&time), first_laptop(&time));
    one.register(&hub).unwrap();
    other.register(&hub).unwrap();
    one.person("Арман");
    one.meet(&hub).unwrap();
    other.meet(&hub).unwrap();
    // The other's session, with the name of this centre, is no session.
    let mut meeting = other.meeting();
    other.go_on(&mut meeting, &mut |ask| Some(hub.ask(ask))).unwrap();
    let session = meeting.session();
    let mut meeting = pana_sync::Meeting::new(&other.store, other.store.hub().unwrap(), session).unwrap();
    let Next::Ask(mut ask) = meeting.next(&mut other.store, time.now()).unwrap() else { panic!("it asks") };
    assert_eq!(hub.ask(&ask).status, 200);
    let hex = |laptop: &crate::kit::Laptop| {
        laptop.store.centre().as_bytes().iter().map(|byte| format!("{byte:02x}")).collect::<String>()
    };
    ask.authorization = ask.authorization.map(|said| said.replace(&hex(&other), &hex(&one)));
    assert_eq!(hub.ask(&ask).status, 401);
    ask.authorization = None;
    assert_eq!(hub.ask(&ask).status, 401);
}

#[test]
fn a_copied_device_is_found_and_both_its_histories_are_kept() {
    let time = Time::new();
    let hub = TestHub::new(&time);
    let mut one = first_laptop(&time);
    one.register(&hub).unwrap();
    let mut two = one.join("2", &volunteer());
    one.meet(&hub).unwrap();
    two.meet(&hub).unwrap();
    // The folder is copied; a store that notices takes another device. One that does not is written to by two.
    let copy = tempfile::tempdir().unwrap();
    drop(two.store);
    crate::kit::copy_files(two.folder.path(), copy.path());
    let mut apart = crate::kit::Laptop::open(copy, &time);
    let mut two = crate::kit::Laptop::open(two.folder, &time);
    let cases = [two.person("Бірінші"), apart.person("Екінші")];
    let forks = two.meet(&hub).unwrap().forks + apart.meet(&hub).unwrap().forks;
    for laptop in [&mut two, &mut apart, &mut one] {
        laptop.meet(&hub).unwrap();
    }
    assert!(cases.iter().all(|case| one.knows(*case)), "{forks} forks");
    let is_same_device = two.store.device() == apart.store.device();
    assert_eq!(forks > 0, is_same_device);
}

#[test]
fn a_hub_that_is_full_takes_no_more_and_what_waits_stays_here() {
    let time = Time::new();
    let limits = pana_hub::Limits { centre_bytes: 60_000, ..pana_hub::Limits::default() };
    let hub = TestHub::with(&time, limits);
    let mut one = first_laptop(&time);
    one.register(&hub).unwrap();
    for number in 0..60 {
        one.person(&format!("Адам {number}"));
    }
    let end = one.meet(&hub).unwrap();
    assert!(end.full && end.given > 0);
    assert!(!one.store.hub_lacks(&hub.hub.public_key()).unwrap().is_empty());
}

#[test]
fn what_the_centre_publishes_crosses_sealed_and_a_hub_refuses_what_is_not() {
    let time = Time::new();
    let hub = TestHub::new(&time);
    let mut one = first_laptop(&time);
    one.register(&hub).unwrap();
    let mut two = one.join("2", &volunteer());
    let source = b"a questionnaire in words".as_slice();
    let form = pana_store::FormSource { form_id: "needs", hash: [8; 32], version: "1", source };
    one.store.form_publish(&form, time.now()).unwrap();
    one.meet(&hub).unwrap();
    two.meet(&hub).unwrap();
    assert!(!two.store.lacks_sources().unwrap());
    assert_eq!(two.store.sources().unwrap(), one.store.sources().unwrap());
    // The hub's own file says nothing of it.
    for entry in std::fs::read_dir(hub.folder.path()).unwrap() {
        let path = entry.unwrap().path();
        let bytes = if path.is_file() { std::fs::read(path).unwrap() } else { Vec::new() };
        assert!(!bytes.windows(source.len()).any(|window| window == source));
    }
    let mut meeting = one.meeting();
    one.go_on(&mut meeting, &mut |ask| Some(hub.ask(ask))).unwrap();
    let mut again = pana_sync::Meeting::new(&one.store, one.store.hub().unwrap(), meeting.session()).unwrap();
    let Next::Ask(ask) = again.next(&mut one.store, time.now()).unwrap() else { panic!("it asks") };
    let clear = pana_wire::bundle::Source {
        kind: pana_wire::bundle::SourceKind::Form,
        name: "needs".to_owned(),
        hash: [8; 32],
        bytes: source.to_vec(),
    };
    let mut body = Vec::new();
    pana_wire::hub::write_entry(&mut body, &pana_wire::bundle::Item::Source(clear).to_bytes().unwrap());
    let answer = hub.ask(&pana_sync::Ask { path: "/v1/push", body, authorization: ask.authorization });
    let reply = pana_wire::hub::PushReply::from_bytes(&answer.body).unwrap();
    assert_eq!(reply.stop.map(|stop| stop.why), Some(pana_wire::hub::StopWhy::NotOurs));
}

#[test]
fn who_was_removed_is_not_let_in_again_by_a_colleague_who_has_not_heard_of_it() {
    let time = Time::new();
    let hub = TestHub::new(&time);
    let mut one = first_laptop(&time);
    one.register(&hub).unwrap();
    let (mut two, mut three) = (one.join("2", &coordinator()), one.join("3", &volunteer()));
    for laptop in [&mut one, &mut two, &mut three] {
        laptop.meet(&hub).unwrap();
    }
    // What the hub is told of a removal comes after the log that says it: cut anywhere, the colleague never takes it back.
    one.store.device_remove(three.store.device(), &pana_store::Authorised::Alone, time.now()).unwrap();
    let mut was_refused = false;
    for cut in 0..16 {
        let mut meeting = one.meeting();
        let mut request = 0;
        while let Next::Ask(ask) = meeting.next(&mut one.store, time.now()).unwrap() {
            request += 1;
            if request > cut {
                break;
            }
            meeting.answer(&mut one.store, &hub.ask(&ask), time.now()).unwrap();
        }
        was_refused = matches!(three.meet(&hub), Err(MeetFault::TakenOut));
        two.meet(&hub).unwrap();
        let is_refused = matches!(three.meet(&hub), Err(MeetFault::TakenOut));
        assert!(is_refused || !was_refused, "let in again, cut after {cut}");
    }
    assert!(was_refused);
    assert_eq!(two.store.peer_devices().unwrap().len(), 1);
}

/// The deeds that lie at a hub.
fn deeds_of(hub: &TestHub) -> Vec<Deed> {
    let mut database = Sqlite::open(&hub.folder.path().join("hub.db")).unwrap();
    let rows = database.sql().all("SELECT deed FROM deed", &[]).unwrap();
    rows.iter().map(|row| Deed::from_bytes(row.bytes(0).unwrap()).unwrap()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 6, failure_persistence: None, ..ProptestConfig::default() })]

    /// Three coordinators take each other and a volunteer out, apart, before any of them has heard of the others.
    #[test]
    fn what_a_hub_is_told_comes_to_the_same_speakers_as_the_log(
        acts in proptest::collection::vec((0_usize..3, 0_usize..4), 1..5),
        by_stick in any::<bool>(),
        first in 0_usize..3,
    ) {
        let time = Time::new();
        let hub = TestHub::new(&time);
        let mut one = first_laptop(&time);
        one.register(&hub).unwrap();
        let other = InviteFor::New { name: "Дана".to_owned(), role: Role::Coordinator, grants: vec![Grant::Protected] };
        let (two, three) = (one.join("2", &coordinator()), one.join("3", &other));
        let four = one.join("4", &volunteer());
        let mut laptops = [one, two, three, four];
        for _ in 0..2 {
            for laptop in &mut laptops {
                laptop.meet(&hub).unwrap();
            }
        }
        for (who, whom) in acts {
            let device = laptops[whom].store.device();
            // Who may not, or takes out itself, does not.
            drop(laptops[who].store.device_remove(device, &pana_store::Authorised::Alone, time.now()));
        }
        if by_stick {
            let all: Vec<_> = laptops.iter().map(Laptop::all).collect();
            for all in &all {
                laptops[first].store.take_arrived(all, time.now()).unwrap();
            }
        }
        for _ in 0..4 {
            laptops.rotate_left(first);
            laptops.iter_mut().for_each(|laptop| drop(laptop.meet(&hub)));
        }
        let mut asked = 0;
        for laptop in &mut laptops {
            if laptop.meet(&hub).is_err() {
                continue;
            }
            let place = laptop.store.hub().unwrap();
            let root = Deed::from_bytes(&place.root_deed).unwrap().id();
            let deeds = Deeds::new(laptop.store.centre(), root, deeds_of(&hub)).devices();
            for speaker in laptop.store.speakers() {
                let told = deeds.get(&speaker.device).map(|told| (told.stands, told.stands && told.coordinator));
                let said = (speaker.stands, speaker.coordinator);
                prop_assert!(told == Some(said) || (told.is_none() && !speaker.stands), "{:?} {:?}", told, said);
                asked += 1;
            }
        }
        prop_assert!(asked >= 4);
    }
}
