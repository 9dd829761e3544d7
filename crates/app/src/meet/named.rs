//! Which laptop somebody means.

use pana_store::PeerDevice;

use crate::contract::AppError;
use crate::error::ErrorCode;

/// The laptop that is called so, or has this id. Of two that are called alike neither is chosen.
pub(crate) fn one_of(peers: Vec<PeerDevice>, named: &str) -> Result<PeerDevice, AppError> {
    let mut found = peers.into_iter().filter(|peer| peer.name == named || peer.id.to_string() == named);
    let first = found.next().ok_or_else(|| AppError::of(ErrorCode::DeviceUnknown).with("name", named))?;
    let others: Vec<PeerDevice> = found.collect();
    if others.is_empty() {
        return Ok(first);
    }
    let ids: Vec<String> = std::iter::once(&first).chain(&others).map(|peer| peer.id.to_string()).collect();
    Err(AppError::of(ErrorCode::DeviceAmbiguous).with("name", named).with("ids", ids.join(", ")))
}
