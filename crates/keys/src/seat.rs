//! Seats: a member's keys are made for one device, so that they end with it.

use pana_model::{CentreId, DeviceId, MemberId, SeatId};

use crate::PublicKeys;

/// A member's place on a device, with the public halves of its keys. Its id follows from all of it: whoever holds the id
/// cannot be given other keys for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seat {
    /// The centre.
    pub centre: CentreId,
    /// Who.
    pub member: MemberId,
    /// On which device.
    pub device: DeviceId,
    /// The seat's keys. Those a member had in layout 1 are the seat on the first device.
    pub keys: PublicKeys,
}

impl Seat {
    /// The seat's id.
    pub fn id(&self) -> SeatId {
        seat_id(self.centre, self.member, self.device, &self.keys)
    }
}

/// The id of a seat with these keys.
pub fn seat_id(centre: CentreId, member: MemberId, device: DeviceId, keys: &PublicKeys) -> SeatId {
    SeatId::from_bytes(named(b"pana/seat/1", &[centre.as_bytes(), member.as_bytes(), device.as_bytes()], keys))
}

/// The id of a device with these keys. Ids of layout 1 are random: only a device that was added since can be told from
/// its id not to have other keys.
pub fn device_id(centre: CentreId, keys: &PublicKeys) -> DeviceId {
    DeviceId::from_bytes(named(b"pana/device/1", &[centre.as_bytes()], keys))
}

fn named(context: &[u8], ids: &[&[u8; 16]], keys: &PublicKeys) -> [u8; 16] {
    let mut hasher = blake3::Hasher::new();
    hasher.update(context);
    for id in ids {
        hasher.update(*id);
    }
    let mut name = [0; 16];
    hasher.update(&keys.to_bytes()).finalize_xof().fill(&mut name);
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seat_is_told_by_each_part_of_it() {
        let keys = PublicKeys { sign: [4; 32], seal: [5; 32] };
        let (centre, member, device) =
            (CentreId::from_bytes([1; 16]), MemberId::from_bytes([2; 16]), DeviceId::from_bytes([3; 16]));
        let seat = Seat { centre, member, device, keys };
        let others = [
            Seat { centre: CentreId::from_bytes([9; 16]), ..seat },
            Seat { member: MemberId::from_bytes([9; 16]), ..seat },
            Seat { device: DeviceId::from_bytes([9; 16]), ..seat },
            Seat { keys: PublicKeys { sign: [9; 32], ..keys }, ..seat },
            Seat { keys: PublicKeys { seal: [9; 32], ..keys }, ..seat },
        ];
        assert_eq!(seat.id(), seat_id(centre, member, device, &keys));
        for other in others {
            assert_ne!(other.id(), seat.id(), "{other:?}");
        }
        let swapped = PublicKeys { sign: keys.seal, seal: keys.sign };
        assert_ne!(device_id(centre, &keys), device_id(centre, &swapped));
        assert_ne!(device_id(centre, &keys), device_id(CentreId::from_bytes([9; 16]), &keys));
    }
}
