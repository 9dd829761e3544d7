//! Which laptop somebody means.

use pana_model::DeviceId;
use pana_store::{CentreDevice, PeerDevice};

use crate::contract::AppError;
use crate::error::ErrorCode;

/// The laptop that is called so, or has this id. Of two that are called alike neither is chosen.
pub(crate) fn one_of<D: Called>(devices: Vec<D>, named: &str) -> Result<D, AppError> {
    let mut found = devices.into_iter().filter(|device| device.name() == named || device.id().to_string() == named);
    let first = found.next().ok_or_else(|| AppError::of(ErrorCode::DeviceUnknown).with("name", named))?;
    let others: Vec<D> = found.collect();
    if others.is_empty() {
        return Ok(first);
    }
    let ids: Vec<String> = std::iter::once(&first).chain(&others).map(|device| device.id().to_string()).collect();
    Err(AppError::of(ErrorCode::DeviceAmbiguous).with("name", named).with("ids", ids.join(", ")))
}

/// A laptop that somebody can mean.
pub(crate) trait Called {
    /// Which it is.
    fn id(&self) -> DeviceId;
    /// What people call it.
    fn name(&self) -> &str;
}

impl Called for PeerDevice {
    fn id(&self) -> DeviceId {
        self.id
    }

    fn name(&self) -> &str {
        &self.name
    }
}

impl Called for CentreDevice {
    fn id(&self) -> DeviceId {
        self.id
    }

    fn name(&self) -> &str {
        &self.name
    }
}
