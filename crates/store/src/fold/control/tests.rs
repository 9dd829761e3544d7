use pana_casework::authority::{ControlWrite, Keys, Successor};
use pana_keys::{DeviceSecrets, SystemEntropy, device_id};
use pana_model::{CentreId, DeviceId, EventRef, MemberId, SeatId};
use pana_record::{Body, EventKind, Hlc};

use super::{SUCCESSION, succession, writes};
use crate::log::{Opened, Stream};

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

/// What an event that says this is read as.
fn read(new: Successor) -> Vec<ControlWrite> {
    let (member, seat) = (MemberId::from_bytes([3; 16]), SeatId::from_bytes([4; 16]));
    let mut body = Body::new(*CENTRE.as_bytes(), Hlc::at(1), member, seat, EventKind::DeviceSucceed);
    body.ops.extend(ControlWrite::Successor(new).to_op());
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
