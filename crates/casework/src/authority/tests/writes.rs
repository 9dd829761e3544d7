use std::collections::BTreeSet;

use pana_model::{CaseId, DeviceId, EventRef, MemberId, SeatId, StreamName};
use pana_record::{Op, Value};

use super::super::{ControlWrite, Cut, EpochRef, GrantTo, Keys, Layout, Sheets, Successor, TIPS_AT_MOST};
use crate::contact::{CONTACT_BYTES, Contact, LANGUAGES_MOST, PHONES_MOST};
use crate::directory::{Edition, Places, ServiceCheck};
use crate::erasure::EraseReason;
use crate::hub::HubPlace;
use crate::rule_set::{RuleChoice, RuleTable};
use crate::{Grant, Role};

fn seat_of(_: MemberId, keys: &Keys) -> SeatId {
    SeatId::from_bytes([keys.0[0]; 16])
}

fn check(write: &ControlWrite, layout: Layout) {
    let op = write.to_op().unwrap();
    assert_eq!(ControlWrite::read(&op, layout, &seat_of), *write, "{}", op.path);
}

#[test]
fn every_write_reads_back() {
    let (member, device, seat) =
        (MemberId::from_bytes([1; 16]), DeviceId::from_bytes([2; 16]), SeatId::from_bytes([3; 16]));
    let (event, keys, epoch) = (EventRef::from_bytes([4; 16]), Keys([5; 64]), EpochRef([0xab; 16]));
    let stream = StreamName::Protected;
    let cuts = vec![Cut { stream, device, event: [6; 32] }];
    let grants = BTreeSet::from([Grant::Protected, Grant::Expert]);
    let name = "Ә".to_owned();
    let described = |keys| ControlWrite::Member {
        id: member,
        name: name.clone(),
        role: Role::Worker,
        grants: grants.clone(),
        keys,
    };
    for write in [
        ControlWrite::Centre(name.clone()),
        ControlWrite::Offset(-300),
        ControlWrite::Practice,
        ControlWrite::Recovery(Sheets { seal: [1; 32], sign: [2; 32] }),
        ControlWrite::Device { id: device, name: name.clone(), keys },
        described(None),
        ControlWrite::Seat { id: seat, member, device, keys },
        ControlWrite::Grant { stream, epoch, to: GrantTo::Seat(seat), hash: [7; 32] },
        ControlWrite::Epoch {
            stream,
            epoch,
            commitment: [8; 32],
            generation: [9; 16],
            seats: BTreeSet::from([seat]),
            digest: [10; 32],
        },
        ControlWrite::Successor(Successor {
            id: device,
            of: DeviceId::from_bytes([12; 16]),
            name: name.clone(),
            keys,
            proof: [13; 64],
            held: cuts.clone(),
        }),
        ControlWrite::RemoveMember { id: member, cuts: cuts.clone() },
        ControlWrite::RemoveDevice { id: device, cuts: cuts.clone() },
        ControlWrite::WithdrawGrant { grant: Grant::Protected, member, cuts: cuts.clone() },
        ControlWrite::LowerRole { member, cuts },
        ControlWrite::Admit(event),
        ControlWrite::Confirm(event),
        ControlWrite::Form { form_id: "intake".to_owned(), hash: [11; 32], version: "3".to_owned() },
        ControlWrite::Form { form_id: "../course".to_owned(), hash: [11; 32], version: "../1".to_owned() },
        ControlWrite::Directory(Edition { hash: [14; 32], file: "қызметтер.zip".to_owned(), services: 3 }),
        ControlWrite::Rules(RuleChoice::Own(RuleTable {
            hash: [15; 32],
            file: "ережелер.xlsx".to_owned(),
            rules: 176,
        })),
        ControlWrite::Rules(RuleChoice::Shipped),
        ControlWrite::Contact(Contact {
            address: [("kk".to_owned(), "Абай көшесі, 1".to_owned()), ("ar".to_owned(), "شارع أباي ١".to_owned())]
                .into(),
            phones: vec!["+7 727 000 00 00".to_owned(), "112".to_owned()],
            hours: [("kk".to_owned(), "дүйсенбі–жұма, 9:00–18:00".to_owned())].into(),
            email: "a@example.org".to_owned(),
        }),
        ControlWrite::Contact(Contact { phones: vec!["112".to_owned()], ..Contact::default() }),
        ControlWrite::Contact(Contact::default()),
        ControlWrite::Service { service: "a/b:1".to_owned(), rows: "{}".into() },
        ControlWrite::Check { service: "a/b:1".to_owned(), check: ServiceCheck::default() },
        ControlWrite::Check {
            service: "s".to_owned(),
            check: ServiceCheck {
                places: Some(Places::Has),
                free: Some(2),
                wait: "1–3 ай".to_owned(),
                is_right: Some(false),
                words: "жаңа нөмір".to_owned(),
            },
        },
    ] {
        check(&write, Layout::Two);
    }
    check(&described(Some((keys, seat_of(member, &keys)))), Layout::One);
    check(&ControlWrite::Grant { stream, epoch, to: GrantTo::Member(member), hash: [7; 32] }, Layout::One);
}

#[test]
fn what_is_said_of_erasures_reads_back() {
    let (case, order) = (CaseId::from_bytes([18; 16]), EventRef::from_bytes([4; 16]));
    for reason in EraseReason::ALL {
        check(&ControlWrite::Erase { case, reason: *reason }, Layout::Two);
    }
    for write in [ControlWrite::EraseCancel(order), ControlWrite::EraseDue(order), ControlWrite::Erased(order)] {
        check(&write, Layout::Two);
    }
}

#[test]
fn which_hub_is_met_reads_back() {
    let address = "hub.example.org:7470".to_owned();
    let hub = HubPlace { address, key: [16; 32], root_deed: vec![17; 100] };
    for write in [ControlWrite::Hub(Some(hub)), ControlWrite::Hub(None)] {
        check(&write, Layout::Two);
    }
}

#[test]
fn what_is_not_as_it_should_be_is_unknown() {
    let read = |path: &str, value: Value| ControlWrite::read(&Op::set(path, value, Vec::new()), Layout::Two, &seat_of);
    let id = MemberId::from_bytes([1; 16]);
    assert_eq!(read("second/01", Value::Bytes(vec![0; 64])), ControlWrite::Unknown);
    assert_eq!(read(&format!("admit/{id}"), Value::Bool(false)), ControlWrite::Unknown);
    assert_eq!(read(&format!("member/{id}/more"), Value::List(vec![])), ControlWrite::Unknown);
    assert_eq!(read("centre/more", Value::text("x")), ControlWrite::Unknown);
    let short = Value::List(vec![Value::Bytes(vec![2; 16]), Value::text("n"), Value::Bytes(vec![5; 64])]);
    assert_eq!(read(&format!("successor/{id}"), short), ControlWrite::Unknown);
    for rules in [Value::Int(0), Value::List(vec![]), Value::List(vec![Value::Bytes(vec![0; 31]), Value::text("f")])] {
        assert_eq!(read("rules", rules), ControlWrite::Unknown);
    }
    let texts = |texts: &[(&str, &str)]| {
        Value::List(texts.iter().map(|(tag, text)| Value::List(vec![Value::text(*tag), Value::text(*text)])).collect())
    };
    let contact = |address: &[(&str, &str)], phones: &[&str]| {
        let phones = Value::List(phones.iter().map(|phone| Value::text(*phone)).collect());
        read("contact", Value::List(vec![texts(address), phones, texts(&[]), Value::text("")]))
    };
    assert_ne!(contact(&[("kk", "a")], &["1"; PHONES_MOST]), ControlWrite::Unknown);
    let (long, tags) = ("a".repeat(CONTACT_BYTES), ('a'..='z').map(String::from).collect::<Vec<_>>());
    let many: Vec<(&str, &str)> = tags.iter().take(LANGUAGES_MOST + 1).map(|tag| (tag.as_str(), "a")).collect();
    for (address, phones) in [
        (&[("kk", long.as_str())][..], &[][..]),
        (&[("kk", "a"), ("kk", "b")], &[]),
        (&[("kk", " ")], &[]),
        (&[], &["1"; PHONES_MOST + 1]),
        (&many, &[]),
    ] {
        assert_eq!(contact(address, phones), ControlWrite::Unknown, "{address:?} {phones:?}");
    }
    assert_eq!(read("contact", Value::text("Abai 1")), ControlWrite::Unknown);
    assert_eq!(read(&format!("erase/{id}"), Value::text("she is Aliya")), ControlWrite::Unknown);
    assert_eq!(read(&format!("erased/{id}"), Value::Bool(false)), ControlWrite::Unknown);
    // One epoch has one path.
    for epoch in ["AB", &"AB".repeat(16), &format!("+{}", "a".repeat(31))] {
        assert_eq!(read(&format!("grant/centre/{epoch}/{id}"), Value::Bytes(vec![0; 32])), ControlWrite::Unknown);
    }
    // A role of a newer program is read as the least.
    let newer = Value::List(vec![Value::text("n"), Value::text("director"), Value::List(vec![Value::text("vault")])]);
    let ControlWrite::Member { role, grants, .. } = read(&format!("member/{id}"), newer) else { panic!() };
    assert_eq!((role, grants.len()), (Role::Volunteer, 0));
}

#[test]
fn a_removal_names_several_histories_of_a_chain_and_no_absurd_number_of_them() {
    let cut = |stream, device: u8, at: usize| Cut {
        stream,
        device: DeviceId::from_bytes([device; 16]),
        event: [u8::try_from(at).unwrap(); 32],
    };
    let most = |stream, device| (0..TIPS_AT_MOST).map(move |at| cut(stream, device, at));
    let mut cuts: Vec<Cut> = most(StreamName::Centre, 1).chain(most(StreamName::Centre, 2)).collect();
    cuts.extend(most(StreamName::Protected, 1));
    let removal = |cuts: &[Cut]| ControlWrite::RemoveMember { id: MemberId::from_bytes([1; 16]), cuts: cuts.to_vec() };
    check(&removal(&cuts), Layout::Two);
    cuts.insert(3, cut(StreamName::Centre, 1, TIPS_AT_MOST));
    let op = removal(&cuts).to_op().unwrap();
    assert_eq!(ControlWrite::read(&op, Layout::Two, &seat_of), ControlWrite::Unknown);
}
