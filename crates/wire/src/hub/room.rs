//! A laptop that serves the others of its centre in one room says that it does. Its key is made for that hour and known to nobody, but
//! its own signature is: whoever knows the centre's laptops knows by it that what answers is one of them.

use pana_model::CentreId;

use super::{MessageFault, begin, read};
use crate::{VerifyingKey, cbor, verify_statement};

/// The context in which a device signs that it serves.
pub const ROOM_CONTEXT: &str = "pana/room/1";

/// What answers under a key is a laptop of a centre. Which one it is, and of which centre, does not stand in it: a stranger who asks
/// learns nothing, and whoever belongs there tries the laptops that it knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoomSaid {
    /// The device's signature of [`room_statement`] in [`ROOM_CONTEXT`].
    pub sig: [u8; 64],
}

/// What a device signs: for one centre, and the TLS key under which it answers.
pub fn room_statement(org: CentreId, key: &[u8; 32]) -> Vec<u8> {
    [org.as_bytes().as_slice(), key].concat()
}

impl RoomSaid {
    /// The message.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = begin(1);
        cbor::bytes(&mut out, &self.sig);
        out
    }

    /// Reads it.
    ///
    /// # Errors
    /// [`MessageFault`].
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, MessageFault> {
        read(bytes, 1, |from| Ok(Self { sig: from.fixed()? }))
    }

    /// Which of these laptops of the centre says it of whoever answers under `key`; `None` where none of them does.
    pub fn by<D: Copy>(&self, org: CentreId, key: &[u8; 32], laptops: &[(D, VerifyingKey)]) -> Option<D> {
        let statement = room_statement(org, key);
        let says = |by: &VerifyingKey| verify_statement(ROOM_CONTEXT, &statement, &self.sig, by).is_ok();
        laptops.iter().find(|(_, by)| says(by)).map(|(laptop, _)| *laptop)
    }
}
