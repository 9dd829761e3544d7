//! A hub that lies from the beginning: it has its key and signs what it likes, so that its lists hang together and are none.

use pana_casework::{Grant, Role};
use pana_hub::HubKey;
use pana_model::{CentreId, DeviceId};
use pana_store::{InviteFor, StoredAnswer, Stream};
use pana_sync::{Answer, Ask, MeetFault, MeetingEnd};
use pana_wire::bundle::{Item, Slot};
use pana_wire::hub::{
    Cursor, Entries, Entry, HEADS_CONTEXT, MeetReply, MeetRequest, PullHead, PullRequest, SignedSaid, entry_id,
    sealed_source, write_entry,
};
use pana_wire::{Envelope, Header, StreamId, VerifyingKey};

use crate::kit::{Laptop, TestHub, Time, alike, copy_files, first_laptop};
use crate::world::{is_well, read_stick, write_stick};

struct Liar {
    key: HubKey,
    /// What it signs with: its own key, but for one that does not have it.
    signs: HubKey,
    org: CentreId,
}

impl Liar {
    fn of(hub: &TestHub, laptop: &Laptop) -> Self {
        let secret = std::fs::read(hub.folder.path().join("hub.key")).unwrap().try_into().unwrap();
        let key = || HubKey::from_secret(&secret);
        Self { key: key(), signs: key(), org: laptop.store.centre() }
    }

    fn public(&self) -> VerifyingKey {
        VerifyingKey::from_bytes(&self.key.public()).unwrap()
    }

    /// A page in which others stand in the place of each item; its head is right.
    fn page(&self, ask: &Ask, answer: Answer, change: &mut dyn FnMut(Item) -> Vec<Item>) -> Answer {
        if ask.path != "/v1/pull" || answer.status != 200 {
            return answer;
        }
        let asked = PullRequest::from_bytes(&ask.body).unwrap();
        let page = Entries::from_bytes(&answer.body, self.org, &asked, &self.public()).unwrap();
        let (mut to, mut entries) = (asked.after, Vec::new());
        for entry in page.entries {
            let others: Vec<(Vec<u8>, [u8; 32])> = match entry {
                Entry::Gone(id) => vec![(Entry::gone(&id), id)],
                Entry::SealedSource(sealed) => vec![sealed_source(&sealed)].into_iter().map(with_id).collect(),
                Entry::Item(item) => change(item).iter().map(|item| with_id(item.to_bytes().unwrap())).collect(),
            };
            for (bytes, id) in others {
                to = to.after(&id);
                entries.push(bytes);
            }
        }
        let statement = PullHead::statement(self.org, page.incarnation, asked.stream, to);
        let head = PullHead { incarnation: page.incarnation, to, sig: self.signs.sign(HEADS_CONTEXT, &statement) };
        let mut body = Vec::new();
        write_entry(&mut body, &head.to_bytes());
        entries.iter().for_each(|entry| write_entry(&mut body, entry));
        Answer { status: 200, body }
    }

    /// Another answer to what opens a meeting, signed.
    fn reply(&self, ask: &Ask, answer: Answer, change: &mut dyn FnMut(&mut MeetReply)) -> Answer {
        if ask.path != "/v1/meet" || answer.status != 200 {
            return answer;
        }
        let mut reply = MeetReply::from_bytes(&answer.body, self.org, &self.public()).unwrap();
        change(&mut reply);
        let sig = self.signs.sign(HEADS_CONTEXT, &reply.statement(self.org));
        Answer { status: 200, body: reply.to_bytes(&sig) }
    }
}

/// What was read hung together; when the laptop then says how far it has read, the honest list is another one.
#[track_caller]
fn is_told(met: &Result<MeetingEnd, MeetFault>) {
    assert!(matches!(met, Err(MeetFault::Differs)), "{met:?}");
}

fn with_id(bytes: Vec<u8>) -> (Vec<u8>, [u8; 32]) {
    let id = entry_id(&bytes);
    (bytes, id)
}

/// A centre on two laptops that have met by the hub, and somebody whom one of them wrote down since.
fn met() -> (Time, TestHub, Laptop, Laptop, pana_model::CaseId) {
    let time = Time::new();
    let hub = TestHub::new(&time);
    let mut one = first_laptop(&time);
    one.register(&hub).unwrap();
    let whom =
        InviteFor::New { name: "Отабек".to_owned(), role: Role::Coordinator, grants: vec![Grant::Protected] };
    let mut two = one.join("2", &whom);
    for _ in 0..2 {
        one.meet(&hub).unwrap();
        two.meet(&hub).unwrap();
    }
    let case = one.person("Арман");
    (time, hub, one, two, case)
}

#[test]
fn keys_that_a_hub_exchanged_open_nothing_close_nothing_and_give_way_to_those_that_open() {
    let (time, hub, mut one, mut two, case) = met();
    let before = two.person("Дана");
    two.meet(&hub).unwrap();
    one.meet(&hub).unwrap();
    let liar = Liar::of(&hub, &two);
    // Also those that are here already come again, exchanged.
    two.store.hub_begin(&hub.hub.public_key(), &[1; 16], time.now()).unwrap();
    let mut exchanged = 0;
    let mut meeting = two.meeting();
    let met = two.go_on(&mut meeting, &mut |ask| {
        Some(liar.page(ask, hub.ask(ask), &mut |item| {
            exchanged += usize::from(!matches!(item, Item::Event(_)));
            vec![match item {
                Item::Slot(mut slot) => {
                    slot.wrapped[7] ^= 1;
                    Item::Slot(slot)
                }
                Item::KeyBox(mut key) => {
                    key.wrapped[7] ^= 1;
                    Item::KeyBox(key)
                }
                Item::Grant(mut grant) => {
                    grant.sealed[7] ^= 1;
                    Item::Grant(grant)
                }
                other => other,
            }]
        }))
    });
    is_told(&met);
    assert!(exchanged > 2, "{exchanged}");
    assert!(!two.knows(case), "its key was exchanged");
    assert!(two.knows(before), "what opened goes on to open");
    assert!(matches!(two.meet(&hub), Err(MeetFault::Differs)), "an honest list is another one");
    // The keys come by another way.
    two.store.take_arrived(&one.all(), time.now()).unwrap();
    assert!(two.knows(case));
    one.store.take_arrived(&two.all(), time.now()).unwrap();
    alike(&[&one, &two]);
    assert_eq!(two.store.doctor(time.now()).unwrap().findings, []);
}

#[test]
fn slots_that_a_hub_leaves_out_exchanges_or_keeps_of_old_lose_nothing_that_opened_and_a_stick_brings_what_lacks() {
    for stream in [Stream::Centre, Stream::Protected] {
        for lie in ["left out", "exchanged", "of old"] {
            let (time, hub, mut one, mut two, _) = met();
            let (_, before) = two.person_in(stream, "Дана");
            two.meet(&hub).unwrap();
            one.meet(&hub).unwrap();
            two.meet(&hub).unwrap();
            let after = ["Әсел", "Сәуле"].map(|name| one.person_in(stream, name).1);
            one.meet(&hub).unwrap();
            let (liar, id) = (Liar::of(&hub, &two), StreamId::derive(two.store.centre(), stream));
            // All comes again from its beginning, so that old slots come before those that are new.
            two.store.hub_begin(&hub.hub.public_key(), &[1; 16], time.now()).unwrap();
            let (mut seen, mut lied) = (Vec::new(), 0);
            let mut meeting = two.meeting();
            let met = two.go_on(&mut meeting, &mut |ask| {
                Some(liar.page(ask, hub.ask(ask), &mut |item| {
                    let Item::Slot(slot) = &item else { return vec![item] };
                    let other = seen.last().cloned();
                    if slot.stream != id {
                        return vec![item];
                    }
                    seen.push(slot.clone());
                    lied += 1;
                    match (lie, other) {
                        ("left out", _) => vec![],
                        // What another subject's slot holds, under this one's name.
                        ("exchanged", Some(other)) => {
                            vec![Item::Slot(Slot { wrapped: other.wrapped, ..slot.clone() })]
                        }
                        // The first that was ever given, in the place of each.
                        (_, Some(_)) => vec![Item::Slot(seen[0].clone())],
                        (_, None) => vec![item],
                    }
                }))
            });
            is_told(&met);
            assert!(lied > 2, "{stream:?} {lie}");
            assert!(two.store.interview(before).is_ok(), "{stream:?} {lie}: what opened goes on to open");
            let closed = after.iter().filter(|interview| two.store.interview(**interview).is_err()).count();
            assert!(closed > 0, "{stream:?} {lie}");
            // It does not say that it has what it cannot open: whoever gave it is asked for it once more.
            assert_ne!(two.store.have().unwrap().common(&one.store.have().unwrap()), one.store.have().unwrap());
            let stick = tempfile::tempdir().unwrap();
            for (from, to) in [(1, 0), (0, 1)] {
                let laptops = [&mut one, &mut two];
                write_stick(laptops[from], stick.path()).unwrap();
                read_stick(laptops[to], stick.path()).unwrap();
            }
            assert!(after.iter().all(|interview| two.store.interview(*interview).is_ok()), "{stream:?} {lie}");
            alike(&[&one, &two]);
            is_well(&mut two).unwrap();
        }
    }
}

#[test]
fn of_two_lists_in_one_life_of_a_hub_whoever_is_shown_both_is_told_and_nobody_counts_as_having_read_the_other() {
    let (time, hub, mut one, mut two, case) = met();
    one.meet(&hub).unwrap();
    two.meet(&hub).unwrap();
    one.meet(&hub).unwrap();
    // The same hub twice, with one key.
    let folder = tempfile::tempdir().unwrap();
    let backup = hub.backup();
    copy_files(backup.path(), folder.path());
    let other = TestHub::at(folder, &time, pana_hub::Limits::default());
    let lacks = |one: &Laptop| {
        let two = one.store.peer_devices().unwrap().pop().unwrap();
        one.store.lacking(&one.store.peer_has(two.id).unwrap()).unwrap().len()
    };
    assert_eq!(lacks(&one), 0);
    one.person("Бірінші");
    one.meet(&hub).unwrap();
    two.person("Екінші");
    let (mut said, mut meeting) = (None, two.meeting());
    let end = two.go_on(&mut meeting, &mut |ask| {
        if ask.path == "/v1/meet" {
            said = MeetRequest::from_bytes(&ask.body).unwrap().said.or(said.take());
        }
        Some(other.ask(ask))
    });
    end.unwrap();
    let said: SignedSaid = said.expect("it says how far it has read");
    // It is told to the first as if it were of the same list.
    let (liar, mut meeting) = (Liar::of(&hub, &one), one.meeting());
    let end = one.go_on(&mut meeting, &mut |ask| {
        Some(liar.reply(ask, hub.ask(ask), &mut |reply| reply.said = vec![said.clone()]))
    });
    end.unwrap();
    assert!(lacks(&one) > 0, "what lies in another list has not reached it");
    let before = two.store.have().unwrap();
    assert!(matches!(two.meet(&hub), Err(MeetFault::Differs)));
    assert_eq!(two.store.have().unwrap(), before, "nothing is read from it");
    assert!(one.knows(case) && two.knows(case));
}

#[test]
fn what_a_device_wrote_that_nobody_let_in_is_kept_aside_and_does_not_count() {
    let (_time, hub, mut one, mut two, case) = met();
    one.meet(&hub).unwrap();
    let (liar, mut meeting) = (Liar::of(&hub, &two), two.meeting());
    let mut forged = 0;
    let met = two.go_on(&mut meeting, &mut |ask| {
        Some(liar.page(ask, hub.ask(ask), &mut |item| {
            let Item::Event(bytes) = &item else { return vec![item] };
            let event = Envelope::from_bytes(bytes).unwrap();
            let header = Header { dev: DeviceId::from_bytes([66; 16]), ..event.header().clone() }.to_bytes();
            let body = event.ct().map(<[u8]>::to_vec);
            let made_up = Envelope::from_parts(header, *event.sig(), body).unwrap();
            forged += 1;
            vec![Item::Event(made_up.to_bytes()), item]
        }))
    });
    is_told(&met);
    assert!(forged > 0 && two.knows(case));
    assert_eq!(two.store.set_aside_count().unwrap(), forged, "they wait for a device that nobody knows");
    assert_eq!(two.store.people_count().unwrap(), one.store.people_count().unwrap());
    assert_eq!(two.store.have().unwrap(), one.store.have().unwrap());
}

#[test]
fn what_a_hub_gives_a_hundred_times_is_one_thing() {
    let (_time, hub, mut one, mut two, case) = met();
    one.meet(&hub).unwrap();
    let (liar, mut meeting) = (Liar::of(&hub, &two), two.meeting());
    let met = two.go_on(&mut meeting, &mut |ask| Some(liar.page(ask, hub.ask(ask), &mut |item| vec![item; 100])));
    is_told(&met);
    assert!(two.knows(case));
    alike(&[&one, &two]);
}

#[test]
fn numbers_of_any_size_are_no_list_and_end_the_meeting() {
    let (_time, hub, mut one, mut two, case) = met();
    one.meet(&hub).unwrap();
    let liar = Liar::of(&hub, &two);
    let far = Cursor { seq: u64::MAX, hash: [7; 32] };
    for is_first in [false, true] {
        if is_first {
            // Also where the hub is met as if for the first time.
            two.store.hub_begin(&hub.hub.public_key(), &[1; 16], two.time.now()).unwrap();
        }
        let mut meeting = two.meeting();
        let met = two.go_on(&mut meeting, &mut |ask| {
            Some(liar.reply(ask, hub.ask(ask), &mut |reply| reply.heads.values_mut().for_each(|head| *head = far)))
        });
        assert!(matches!(met, Err(MeetFault::Later)), "{met:?}");
    }
    two.meet(&hub).unwrap();
    assert!(two.knows(case));
    one.meet(&hub).unwrap();
    alike(&[&one, &two]);
}

#[test]
fn a_list_and_its_head_count_under_the_hubs_own_signature_alone() {
    let (_time, hub, mut one, mut two, case) = met();
    one.meet(&hub).unwrap();
    let liar = Liar { signs: HubKey::from_secret(&[5; 32]), ..Liar::of(&hub, &two) };
    let before = two.store.have().unwrap();
    for is_page in [true, false] {
        let mut meeting = two.meeting();
        let met = two.go_on(&mut meeting, &mut |ask| {
            let answer = hub.ask(ask);
            Some(if is_page {
                liar.page(ask, answer, &mut |item| vec![item])
            } else {
                liar.reply(ask, answer, &mut |_| {})
            })
        });
        assert!(matches!(met, Err(MeetFault::NoHub(_))), "{met:?}");
        assert_eq!(two.store.have().unwrap(), before);
    }
    two.meet(&hub).unwrap();
    assert!(two.knows(case));
}

#[test]
fn what_a_hub_gives_without_its_body_is_named_is_not_had_and_comes_by_a_stick() {
    let (_time, hub, mut one, mut two, case) = met();
    let (_, known) = one.person_in(Stream::Centre, "Дана");
    one.meet(&hub).unwrap();
    two.meet(&hub).unwrap();
    // Somebody new, and a correction of what is known there.
    let new = one.person("Сәуле");
    one.rename(known, "Данагүл");
    one.meet(&hub).unwrap();
    let (liar, centre, mut stripped) = (Liar::of(&hub, &two), two.store.centre(), 0);
    let mut meeting = two.meeting();
    let met = two.go_on(&mut meeting, &mut |ask| {
        Some(liar.page(ask, hub.ask(ask), &mut |item| {
            let Item::Event(bytes) = &item else { return vec![item] };
            let event = Envelope::from_bytes(bytes).unwrap();
            if event.header().stream.name(centre) != Some(Stream::Centre) {
                return vec![item];
            }
            stripped += 1;
            vec![Item::Event(event.erased().to_bytes())]
        }))
    });
    is_told(&met);
    assert!(stripped >= 3 && two.knows(case) && !two.knows(new));
    // The older answer stands, and it is said that something lacks: nobody takes it for all there is.
    let aside = two.store.set_aside().unwrap();
    assert!(aside.len() == stripped && aside.iter().all(|event| event.reason == "body-missing"), "{aside:?}");
    assert!(!two.store.doctor(two.time.now()).unwrap().is_well());
    let name = |laptop: &Laptop| laptop.store.interview(known).unwrap().answers.remove("/f/given_name");
    let says = |name: &str| Some(StoredAnswer::Value(name.to_owned()));
    assert_eq!((name(&one), name(&two)), (says("Данагүл"), says("Дана")));
    // What it says that it has leaves them out, so that they are given to it wherever others are met.
    let stick = tempfile::tempdir().unwrap();
    for (from, to) in [(1, 0), (0, 1)] {
        let laptops = [&mut one, &mut two];
        write_stick(laptops[from], stick.path()).unwrap();
        read_stick(laptops[to], stick.path()).unwrap();
    }
    assert!(two.knows(new));
    assert_eq!(name(&two), says("Данагүл"));
    alike(&[&one, &two]);
    is_well(&mut two).unwrap();
}

#[test]
fn an_event_that_was_spoiled_is_refused_before_it_is_kept() {
    let (_time, hub, mut one, mut two, case) = met();
    one.meet(&hub).unwrap();
    let (liar, before) = (Liar::of(&hub, &two), two.store.have().unwrap());
    let (mut spoiled, mut meeting) = (0, two.meeting());
    let met = two.go_on(&mut meeting, &mut |ask| {
        Some(liar.page(ask, hub.ask(ask), &mut |item| {
            let Item::Event(bytes) = &item else { return vec![item] };
            let event = Envelope::from_bytes(bytes).unwrap();
            let (mut sig, body) = (*event.sig(), event.ct().map(<[u8]>::to_vec));
            sig[5] ^= 1;
            spoiled += 1;
            let other = Envelope::from_parts(event.header_bytes().to_vec(), sig, body).unwrap();
            vec![Item::Event(other.to_bytes())]
        }))
    });
    assert!(spoiled > 0 && matches!(met, Err(MeetFault::NoHub(_))), "{met:?}");
    assert_eq!((two.store.have().unwrap(), two.store.set_aside_count().unwrap()), (before, 0));
    two.meet(&hub).unwrap();
    assert!(two.knows(case));
    alike(&[&one, &two]);
}
