//! A hub in one room: a laptop serves the others of its centre for a while, with no hub between. Who may speak it knows from its
//! own control stream, so there are no deeds; all else is as with any hub.

use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, Mutex, PoisonError};

use pana_model::{CentreId, DeviceId};
use pana_wire::VerifyingKey;
use pana_wire::hub::{DeedDevice, DeedId, Deeds, RoomSaid};

use crate::HubError;
use crate::hub::Known;

/// A device of the centre that is served.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RoomDevice {
    /// Which.
    pub device: DeviceId,
    /// The Ed25519 key by which it signs.
    pub key: [u8; 32],
    /// Does it belong to the centre? Of one that does not any more what it wrote before is handed on.
    pub stands: bool,
}

/// The one centre that is served, and who may speak for it.
#[derive(Debug)]
pub(crate) struct Room {
    pub(crate) org: CentreId,
    /// What whoever asks is told: that one of the centre's laptops serves.
    pub(crate) said: RoomSaid,
    known: Mutex<Arc<Known>>,
    asked: Mutex<HashMap<DeviceId, u64>>,
}

impl Room {
    pub(crate) fn new(org: CentreId, devices: &[RoomDevice], said: RoomSaid) -> Self {
        Self { org, said, known: Mutex::new(Arc::new(of(devices))), asked: Mutex::default() }
    }

    /// A device asks. It is known: there are no more of them than the centre has.
    pub(crate) fn asks(&self, device: DeviceId, now_ms: u64) {
        self.asked.lock().unwrap_or_else(PoisonError::into_inner).insert(device, now_ms);
    }

    pub(crate) fn asked(&self) -> Vec<(DeviceId, u64)> {
        self.asked.lock().unwrap_or_else(PoisonError::into_inner).iter().map(|(device, at)| (*device, *at)).collect()
    }

    pub(crate) fn known(&self) -> Arc<Known> {
        Arc::clone(&self.known.lock().unwrap_or_else(PoisonError::into_inner))
    }

    pub(crate) fn set(&self, devices: &[RoomDevice]) {
        *self.known.lock().unwrap_or_else(PoisonError::into_inner) = Arc::new(of(devices));
    }
}

fn of(devices: &[RoomDevice]) -> Known {
    let usable = |device: &RoomDevice| {
        let known = DeedDevice { key: device.key, stands: device.stands, coordinator: false };
        VerifyingKey::from_bytes(&device.key).ok().map(|key| (device.device, (known, key)))
    };
    let devices: HashMap<DeviceId, (DeedDevice, VerifyingKey)> = devices.iter().filter_map(usable).collect();
    let (erased, erased_files) = (BTreeSet::new(), BTreeSet::new());
    Known { rev: 0, root: DeedId::from_bytes([0; 32]), deeds: Deeds::default(), erased, erased_files, devices }
}

/// Of no other centre anything is known.
pub(crate) fn known_in(room: &Room, org: CentreId) -> Result<Arc<Known>, HubError> {
    if org == room.org { Ok(room.known()) } else { Err(HubError::No(pana_wire::hub::HubWord::UnknownCentre)) }
}
