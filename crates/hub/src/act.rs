//! What a request does, one file each.

pub(crate) mod deeds;
mod erase;
pub(crate) mod files;
pub(crate) mod mailbox;
pub(crate) mod meet;
pub(crate) mod pull;
pub(crate) mod push;
pub(crate) mod register;
pub(crate) mod session;

use pana_model::{CentreId, DeviceId};

/// Who speaks: a device that has shown the key of a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Speaker {
    pub(crate) org: CentreId,
    pub(crate) dev: DeviceId,
    /// The hash of the session's key.
    pub(crate) session: [u8; 32],
}
