//! A laptop that serves in one room, and how the others of its centre know that it is one of theirs.

use pana_model::DeviceId;
use pana_store::Store;
use pana_wire::VerifyingKey;
use pana_wire::hub::{MessageFault, ROOM_CONTEXT, RoomSaid, room_statement};

use super::mailbox::well;
use super::{Answer, Ask, MeetFault};

/// What whoever answers under `key` says, where this laptop serves: its own signature that it does.
pub fn serves_here(store: &Store, key: &[u8; 32]) -> RoomSaid {
    let statement = room_statement(store.centre(), key);
    RoomSaid { sig: store.device_secrets().sign_statement(ROOM_CONTEXT, &statement) }
}

/// Asks whoever answers by what it is to be known.
pub const fn who_serves() -> Ask {
    Ask { path: "/v1/room", body: Vec::new(), authorization: None }
}

/// Which other laptop of the centre it is that answered under `key`. One that was taken out counts no more.
///
/// # Errors
/// [`MeetFault::NoHub`] where it is none of them, or nothing that serves in a room; what it said else.
pub fn served_by(store: &Store, answer: &Answer, key: &[u8; 32]) -> Result<DeviceId, MeetFault> {
    let none = || MeetFault::NoHub(MessageFault::Signature);
    // A hub, or anything else that speaks HTTP.
    if answer.status == 404 {
        return Err(MessageFault::Shape("no laptop that serves").into());
    }
    let said = RoomSaid::from_bytes(well(answer)?)?;
    let own = store.device();
    let others = store.speakers().into_iter().filter(|speaker| speaker.stands && speaker.device != own);
    let known = others.filter_map(|speaker| Some((speaker.device, VerifyingKey::from_bytes(&speaker.key).ok()?)));
    said.by(store.centre(), key, &known.collect::<Vec<_>>()).ok_or_else(none)
}
