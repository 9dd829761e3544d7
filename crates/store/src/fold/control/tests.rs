use pana_casework::authority::{ControlWrite, Keys, Successor};
use pana_keys::{DeviceSecrets, MemberSecrets, SystemEntropy, device_id, seat_id};
use pana_model::{CentreId, DeviceId, EventRef, MemberId, SeatId};
use pana_record::{Body, EventKind, Hlc, Op, Value};

use super::{SUCCESSION, by_second, by_sheets, statement, succession, writes};
use crate::log::{Claimed, Opened, Stream};

const CENTRE: CentreId = CentreId::from_bytes([1; 16]);
const OLD: DeviceId = DeviceId::from_bytes([2; 16]);

fn signed(secrets: &DeviceSecrets, of: DeviceId) -> Successor {
    let id = device_id(CENTRE, &secrets.public());
    Successor {
        id,
        of,
        name: "ноутбук 1".to_owned(),
        keys: Keys(secrets.public().to_bytes()),
        proof: secrets.sign_statement(SUCCESSION, &succession(CENTRE, of, id)),
        held: Vec::new(),
    }
}

fn read(new: Successor) -> Vec<ControlWrite> {
    read_write(&ControlWrite::Successor(new))
}

/// What an event that says this is read as.
fn read_write(write: &ControlWrite) -> Vec<ControlWrite> {
    let (member, seat) = (MemberId::from_bytes([3; 16]), SeatId::from_bytes([4; 16]));
    let mut body = Body::new(*CENTRE.as_bytes(), Hlc::at(1), member, seat, EventKind::DeviceSucceed);
    body.ops.extend(write.to_op());
    let opened = Opened {
        id: EventRef::from_bytes([5; 16]),
        full_id: [5; 32],
        prev: [0; 32],
        stream: Stream::Control,
        device: OLD,
        seq: 1,
        body,
    };
    writes(CENTRE, &opened)
}

#[test]
fn a_successor_says_something_only_by_its_own_keys_and_signature() {
    let [secrets, others] = [0; 2].map(|_| DeviceSecrets::make(&mut SystemEntropy).unwrap());
    let new = signed(&secrets, OLD);
    assert_eq!(read(new.clone()), [ControlWrite::Successor(new.clone())]);
    let other = signed(&others, OLD);
    for forged in [
        // Somebody else's device, claimed by who cannot sign for it.
        Successor { proof: other.proof, ..new.clone() },
        // What it signed for another old device.
        Successor { of: DeviceId::from_bytes([9; 16]), ..new.clone() },
        // Keys of which its name is not made.
        Successor { keys: other.keys, ..new.clone() },
        Successor { keys: other.keys, proof: other.proof, ..new },
    ] {
        assert_eq!(read(forged), [ControlWrite::Unknown]);
    }
}

#[test]
fn nobody_claims_other_keys_under_the_name_of_a_seat_or_a_device() {
    let [secrets, others] = [0; 2].map(|_| DeviceSecrets::make(&mut SystemEntropy).unwrap());
    let [of_member, of_other] = [0; 2].map(|_| MemberSecrets::make(&mut SystemEntropy).unwrap().public());
    let member = MemberId::from_bytes([6; 16]);
    let (device, seat) = (device_id(CENTRE, &secrets.public()), seat_id(CENTRE, member, OLD, &of_member));
    let [keys, other] = [&secrets, &others].map(|secrets| Keys(secrets.public().to_bytes()));
    let [of_member, of_other] = [of_member, of_other].map(|keys| Keys(keys.to_bytes()));
    let says_device = |id, keys| ControlWrite::Device { id, name: "x".to_owned(), keys };
    let says_seat = |member, keys| ControlWrite::Seat { id: seat, member, device: OLD, keys };
    let mut claimed = Claimed::default();
    for write in [
        says_device(device, other),
        // This device's own name, which was drawn.
        says_device(OLD, other),
        says_seat(member, of_other),
        says_seat(MemberId::from_bytes([7; 16]), of_member),
        ControlWrite::Successor(Successor { keys: other, ..signed(&secrets, OLD) }),
    ] {
        claimed.note(CENTRE, &read_write(&write));
        assert!(claimed.devices.is_empty() && claimed.seats.is_empty(), "{write:?}");
    }
    for write in [says_device(device, keys), says_seat(member, of_member)] {
        claimed.note(CENTRE, &read_write(&write));
    }
    assert_eq!((claimed.devices, claimed.seats), ([(device, keys)].into(), [(seat, of_member)].into()));
}

#[test]
fn no_signature_covers_another_nor_what_stands_in_the_place_of_one() {
    let (member, seat) = (MemberId::from_bytes([3; 16]), SeatId::from_bytes([4; 16]));
    let mut body = Body::new(*CENTRE.as_bytes(), Hlc::at(1), member, seat, EventKind::CentreChange);
    body.ops.extend(ControlWrite::Centre("Орталық".to_owned()).to_op());
    let said = statement(&body).unwrap();
    body.ops.extend([by_sheets(&[1; 64]), by_second(seat, &[2; 64])]);
    body.ops.push(Op::set("second/nobody", Value::Bytes(vec![3; 64]), Vec::new()));
    assert_eq!(statement(&body).unwrap(), said);
    body.ops.push(Op::set("sheets/more", Value::Bytes(vec![4; 64]), Vec::new()));
    assert_ne!(statement(&body).unwrap(), said, "what is no signature is signed, known here or not");
}
