//! An erasure travels by a hub, and the hub forgets whom it was about.

use pana_casework::erasure::EraseReason;
use pana_casework::{Grant, Role};
use pana_store::{AddMember, Authorised, InviteFor, Stream};

use crate::kit::{KDF, Laptop, TestHub, Time, alike, first_laptop};
use pana_model::{CaseId, Secret};

const DAY_MS: i64 = 24 * 60 * 60 * 1000;

fn worker() -> InviteFor {
    InviteFor::New { name: "Отабек".to_owned(), role: Role::Worker, grants: vec![Grant::Protected] }
}

/// Another coordinator on the same laptop, whose agreement is given.
pub(crate) fn second(laptop: &mut Laptop) -> Authorised {
    let passphrase = || Secret::new("сөз".to_owned());
    let (name, role, grants) = ("Сәния".to_owned(), Role::Coordinator, vec![Grant::Protected]);
    let new = AddMember { name, role, grants, passphrase: passphrase(), kdf: KDF };
    let member = laptop.store.member_add(new, &Authorised::Alone, laptop.time.now()).unwrap().id;
    Authorised::Second { member, passphrase: passphrase() }
}

pub(crate) fn erase(laptop: &mut Laptop, case: CaseId, by: &Authorised) {
    laptop.store.erase(case, EraseReason::Asked, by, laptop.time.now()).unwrap();
}

#[test]
fn an_erasure_goes_to_every_laptop_by_the_hub_which_hands_on_headers_alone() {
    let time = Time::new();
    let hub = TestHub::new(&time);
    let mut one = first_laptop(&time);
    let by = second(&mut one);
    one.register(&hub).unwrap();
    let (mut two, mut late) = (one.join("2", &worker()), one.join("3", &worker()));
    let (case, other) = (one.person("Мәдина"), one.person("Әсел"));
    let (private, talk) = one.person_in(Stream::Protected, "Құпия");
    for laptop in [&mut one, &mut two, &mut late] {
        laptop.meet(&hub).unwrap();
    }
    assert!(two.knows(case) && late.knows(case) && two.store.interview(talk).is_ok());
    // The late one goes on with them, where nobody has heard of it.
    let before = hub.runtime.block_on(hub.hub.totals()).unwrap().2;
    erase(&mut one, case, &by);
    erase(&mut one, private, &by);
    one.meet(&hub).unwrap();
    let still = hub.runtime.block_on(hub.hub.totals()).unwrap().2;
    assert!(still >= before, "for seven days it is told nothing");
    time.pass(8 * DAY_MS);
    one.meet(&hub).unwrap();
    let after = hub.runtime.block_on(hub.hub.totals()).unwrap().2;
    assert!(after < before, "bodies and keys are gone from the hub: {before} and then {after}");
    two.meet(&hub).unwrap();
    assert!(!two.knows(case) && two.knows(other) && two.store.interview(talk).is_err());
    time.pass(31 * DAY_MS);
    late.person("Дана");
    late.meet(&hub).unwrap();
    assert!(!late.knows(case) && late.store.interview(talk).is_err());
    for laptop in [&mut two, &mut one, &mut late] {
        laptop.meet(&hub).unwrap();
    }
    two.meet(&hub).unwrap();
    alike(&[&one, &two, &late]);
    let certificates = one.store.certificates(time.now()).unwrap();
    assert!(certificates.iter().flat_map(|one| &one.devices).all(|device| device.done.is_some()));
    // Whoever joins now and has all of it from the hub knows of none of them, and lacks nothing.
    let mut new = one.join("4", &worker());
    one.meet(&hub).unwrap();
    new.meet(&hub).unwrap();
    one.meet(&hub).unwrap();
    assert!(!new.knows(case) && new.knows(other));
    let diagnosis = new.store.doctor(time.now()).unwrap();
    assert!(diagnosis.findings.is_empty(), "{:?}", diagnosis.findings);
}

#[test]
fn a_hub_that_goes_back_to_a_copy_from_before_is_told_again_and_brings_nobody_back() {
    let time = Time::new();
    let mut hub = TestHub::new(&time);
    let mut one = first_laptop(&time);
    let by = second(&mut one);
    one.register(&hub).unwrap();
    let mut two = one.join("2", &worker());
    let case = one.person("Мәдина");
    for laptop in [&mut one, &mut two] {
        laptop.meet(&hub).unwrap();
    }
    let copy = hub.backup();
    erase(&mut one, case, &by);
    time.pass(8 * DAY_MS);
    for laptop in [&mut one, &mut two] {
        laptop.meet(&hub).unwrap();
    }
    one.meet(&hub).unwrap();
    let erased = hub.runtime.block_on(hub.hub.totals()).unwrap().2;
    hub.restore(&copy);
    let with_them = hub.runtime.block_on(hub.hub.totals()).unwrap().2;
    for _ in 0..2 {
        for laptop in [&mut two, &mut one] {
            laptop.meet(&hub).unwrap();
            assert!(!laptop.knows(case));
        }
    }
    let again = hub.runtime.block_on(hub.hub.totals()).unwrap().2;
    assert!(erased > 0 && again != with_them);
    alike(&[&one, &two]);
}

/// It is locked and unlocked again.
fn reopened(laptop: Laptop, time: &Time) -> Laptop {
    let Laptop { folder, store, .. } = laptop;
    drop(store);
    Laptop::open(folder, time)
}

#[test]
fn what_the_hub_erased_it_takes_again_where_the_order_was_cancelled_in_time() {
    let time = Time::new();
    let hub = TestHub::new(&time);
    let mut one = first_laptop(&time);
    one.register(&hub).unwrap();
    let mut two = one.join("2", &InviteFor::Member(one.store.member().id));
    let mut third = one.join("3", &worker());
    let (case, other) = (one.person("Мәдина"), one.person("Әсел"));
    let private = one.person_in(Stream::Protected, "Құпия").1;
    for laptop in [&mut one, &mut two, &mut third] {
        laptop.meet(&hub).unwrap();
    }
    let order = one.store.erase(case, EraseReason::Asked, &Authorised::Alone, time.now()).unwrap();
    for laptop in [&mut one, &mut two, &mut third] {
        laptop.meet(&hub).unwrap();
    }
    // The second laptop cancels it in time and meets nobody for weeks.
    time.pass(3 * DAY_MS);
    two.store.erase_cancel(&[order], time.now()).unwrap();
    time.pass(5 * DAY_MS);
    let mut one = reopened(one, &time);
    one.meet(&hub).unwrap();
    third.meet(&hub).unwrap();
    time.pass(8 * DAY_MS);
    assert!(!one.store.erased_items(time.now()).unwrap().is_empty());
    let before = hub.runtime.block_on(hub.hub.totals()).unwrap().2;
    one.meet(&hub).unwrap();
    let after = hub.runtime.block_on(hub.hub.totals()).unwrap().2;
    assert!(
        after < before && !one.knows(case) && !third.knows(case),
        "it counts for all who have heard: {before} {after}"
    );
    // Who has heard of it only now brings the cancellation and what they have.
    two.meet(&hub).unwrap();
    for _ in 0..2 {
        for laptop in [&mut one, &mut third, &mut two] {
            laptop.meet(&hub).unwrap();
        }
    }
    for laptop in [&mut one, &mut two, &mut third] {
        assert!(laptop.knows(case) && laptop.knows(other) && laptop.store.interview(private).is_ok());
        assert_eq!(laptop.store.erased_items(time.now()).unwrap(), []);
        let diagnosis = laptop.store.doctor(time.now()).unwrap();
        assert!(diagnosis.findings.is_empty(), "{:?}", diagnosis.findings);
    }
    alike(&[&one, &two, &third]);
    // The hub has it as before: who joins now and has all of it from there knows them.
    let mut new = one.join("4", &worker());
    one.meet(&hub).unwrap();
    new.meet(&hub).unwrap();
    assert!(new.knows(case) && new.knows(other));
}

#[test]
fn an_erasure_of_many_events_is_told_in_one_meeting() {
    let time = Time::new();
    let hub = TestHub::new(&time);
    let mut one = first_laptop(&time);
    let by = second(&mut one);
    one.register(&hub).unwrap();
    let people: Vec<CaseId> = (0..4).map(|n| one.person(&format!("Әсел {n}"))).collect();
    for case in &people {
        for _ in 0..160 {
            let (now, case) = (time.now(), *case);
            let interview = pana_model::InterviewId::from_random(crate::kit::random());
            let new = pana_store::NewInterview {
                interview,
                form_id: "intake",
                form_hash: [7; 32],
                stream: Stream::Centre,
                case,
                started: now,
            };
            let asked = pana_store::Asked::of(pana_casework::Act::OpenCase);
            one.store.transact(&asked, now, |tx| tx.interview_record(&new, &pana_store::Finish::default())).unwrap();
        }
    }
    one.meet(&hub).unwrap();
    people.iter().for_each(|case| erase(&mut one, *case, &by));
    one.meet(&hub).unwrap();
    time.pass(8 * DAY_MS);
    let items = one.store.erased_items(time.now()).unwrap().len();
    assert!(items > pana_wire::hub::MAX_ACTS, "more than one deed tells of: {items}");
    one.meet(&hub).unwrap();
    let key = hub.hub.public_key();
    let deeds = one.store.hub_deeds(&key).unwrap();
    let deeds: Vec<_> = deeds.iter().map(|deed| pana_wire::hub::Deed::from_bytes(deed).unwrap()).collect();
    let root = deeds.iter().find(|deed| deed.past.is_empty()).unwrap().id();
    assert_eq!(pana_wire::hub::Deeds::new(one.store.centre(), root, deeds).erased().len(), items);
}
