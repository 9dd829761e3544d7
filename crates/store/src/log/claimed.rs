//! Keys that events of the control stream claim, whether those events count or not.
//!
//! Whether a signature holds must not turn on who belongs to the centre at this moment: that changes with what is taken in, and
//! an event would have other verdicts by the way in which it came. The name of a seat, and since layout 2 that of a device, is
//! made of its keys, so a claim says nothing but which keys a name was made of: whoever claims others claims another name.
//! Whether somebody may speak is asked of the centre, once it is known that they spoke.

use std::collections::{BTreeMap, BTreeSet};

use pana_casework::authority::{ControlWrite, Keys};
use pana_keys::{PublicKeys, device_id};
use pana_model::{CentreId, DeviceId, SeatId};

/// The keys of devices and seats under the names that are made of them, and the signing halves of recovery keys.
/// O(devices + seats) of memory.
#[derive(Debug, Default)]
pub(crate) struct Claimed {
    pub(crate) devices: BTreeMap<DeviceId, Keys>,
    pub(crate) seats: BTreeMap<SeatId, Keys>,
    pub(crate) recovery: BTreeSet<[u8; 32]>,
}

impl Claimed {
    /// Of how many devices and seats keys are claimed. It grows alone.
    pub(crate) fn many(&self) -> usize {
        self.devices.len().saturating_add(self.seats.len())
    }

    /// What these writes claim. Seats and successors must be what their names say, as `fold::control` reads them; a device
    /// whose name was drawn, as in layout 1, is passed over.
    pub(crate) fn note<'w>(&mut self, centre: CentreId, writes: impl IntoIterator<Item = &'w ControlWrite>) {
        for write in writes {
            match write {
                ControlWrite::Device { id, keys, .. } if is_named(centre, *id, keys) => {
                    self.devices.insert(*id, *keys);
                }
                ControlWrite::Successor(new) => drop(self.devices.insert(new.id, new.keys)),
                ControlWrite::Member { keys: Some((keys, seat)), .. } | ControlWrite::Seat { id: seat, keys, .. } => {
                    self.seats.insert(*seat, *keys);
                }
                ControlWrite::Recovery(sheets) => drop(self.recovery.insert(sheets.sign)),
                _ => {}
            }
        }
    }
}

fn is_named(centre: CentreId, device: DeviceId, keys: &Keys) -> bool {
    PublicKeys::from_bytes(&keys.0).is_some_and(|keys| device_id(centre, &keys) == device)
}
