//! What stands side by side because it was written apart: listed, shown, settled by a person.
//!
//! What another screen settles already (asking for consent again, the next step of a referral, deciding about a need, planning,
//! giving a case) is settled there, and the list leads to it; what no screen settles is settled here, by choosing.

mod list;
mod settle;
mod show;

use std::collections::BTreeMap;

use pana_model::DeviceId;
use pana_store::Side;

use crate::clock::moment;
use crate::contract::AppError;
use crate::contract::conflict::ConflictBy;
use crate::desk::Desk;

pub(crate) use list::{conflict_list, conflicts_count, conflicts_of};
pub(crate) use settle::conflict_settle;
pub(crate) use show::conflict_show;

/// What the computers of the centre are called.
struct Devices(BTreeMap<DeviceId, String>);

impl Devices {
    fn of(desk: &Desk) -> Result<Self, AppError> {
        Ok(Self(desk.store.devices()?.into_iter().map(|device| (device.id, device.name)).collect()))
    }

    /// Who said what a side says.
    fn by(&self, desk: &Desk, side: &Side) -> ConflictBy {
        let device = side.device.and_then(|device| self.0.get(&device));
        ConflictBy {
            member: desk.member_name(side.mark.member),
            at: moment(side.mark.hlc.unix_ms().cast_signed()),
            is_dated: side.is_dated,
            device: device.cloned().unwrap_or_default(),
        }
    }
}
