//! What lies in a member's slot under the passphrase.
//!
//! ```text
//! layout 2: 2 || signing secret || sealing secret || device(16) || root || recovery key to seal to || … to verify with
//! layout 1: 1 || DB key || signing secret || sealing secret || recovery key to seal to
//! ```
//! Each part has 32 bytes but the first and the device. A root, or a key to verify with, that is not known is zeros.

use pana_model::{DeviceId, Secret};
use pana_wire::EventId;

use crate::{KeysError, MemberSecrets, RecoveryPublic};

const CUT: KeysError = KeysError::Damaged("a member slot");
const LENGTH: usize = 1 + 64 + 16 + 32 + 32 + 32;

#[derive(Clone)]
pub(super) struct Bundle {
    pub(super) secrets: MemberSecrets,
    pub(super) recovery: RecoveryPublic,
    pub(super) inside: Inside,
}

/// What the layouts have of their own.
#[derive(Clone)]
pub(super) enum Inside {
    One { db_key: Secret<[u8; 32]> },
    Two { device: DeviceId, root: Option<EventId> },
}

impl Bundle {
    pub(super) fn to_bytes(&self) -> Secret<Vec<u8>> {
        let secrets = self.secrets.to_secret_bytes();
        let mut bytes = Vec::with_capacity(LENGTH);
        match &self.inside {
            Inside::One { db_key } => {
                bytes.push(1);
                // EXPOSE: to be sealed with the rest.
                bytes.extend_from_slice(db_key.expose());
                // EXPOSE: as above.
                bytes.extend_from_slice(secrets.expose());
                bytes.extend_from_slice(&self.recovery.seal);
            }
            Inside::Two { device, root } => {
                bytes.push(2);
                // EXPOSE: to be sealed with the rest.
                bytes.extend_from_slice(secrets.expose());
                bytes.extend_from_slice(device.as_bytes());
                bytes.extend_from_slice(root.unwrap_or(EventId::NONE).as_bytes());
                bytes.extend_from_slice(&self.recovery.seal);
                bytes.extend_from_slice(&self.recovery.sign.unwrap_or_default());
            }
        }
        Secret::new(bytes)
    }

    pub(super) fn from_bytes(bytes: &Secret<Vec<u8>>) -> Result<Self, KeysError> {
        // EXPOSE: to take it apart into secrets.
        let (version, rest) = bytes.expose().split_first().ok_or(CUT)?;
        match version {
            1 => Self::first_layout(rest),
            2 => Self::second_layout(rest),
            _ => Err(KeysError::Newer("a member slot")),
        }
    }

    fn first_layout(bytes: &[u8]) -> Result<Self, KeysError> {
        let (db_key, rest) = bytes.split_first_chunk::<32>().ok_or(CUT)?;
        let (secrets, rest) = rest.split_first_chunk::<64>().ok_or(CUT)?;
        let recovery = RecoveryPublic { seal: rest.try_into().map_err(|_| CUT)?, sign: None };
        let secrets = MemberSecrets::from_secret_bytes(&Secret::new(*secrets));
        Ok(Self { secrets, recovery, inside: Inside::One { db_key: Secret::new(*db_key) } })
    }

    fn second_layout(bytes: &[u8]) -> Result<Self, KeysError> {
        let (secrets, rest) = bytes.split_first_chunk::<64>().ok_or(CUT)?;
        let (device, rest) = rest.split_first_chunk::<16>().ok_or(CUT)?;
        let (root, rest) = rest.split_first_chunk::<32>().ok_or(CUT)?;
        let (seal, rest) = rest.split_first_chunk::<32>().ok_or(CUT)?;
        let sign = rest.try_into().map_err(|_| CUT)?;
        let secrets = MemberSecrets::from_secret_bytes(&Secret::new(*secrets));
        let recovery = RecoveryPublic { seal: *seal, sign: (sign != [0; 32]).then_some(sign) };
        let inside = Inside::Two { device: DeviceId::from_bytes(*device), root: known_root(*root) };
        Ok(Self { secrets, recovery, inside })
    }
}

/// A root as it is written down: zeros are none.
pub(super) fn known_root(bytes: [u8; 32]) -> Option<EventId> {
    let root = EventId::from_bytes(bytes);
    (root != EventId::NONE).then_some(root)
}
