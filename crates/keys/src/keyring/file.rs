//! The file's bytes.

use serde::Deserialize;

use super::{Keyring, VERSION};
use crate::KeysError;

impl Keyring {
    /// The file's bytes, in the newest version.
    pub fn to_bytes(&self) -> Result<Vec<u8>, KeysError> {
        let mut bytes = serde_json::to_vec_pretty(self).map_err(|error| KeysError::Keyring(error.to_string()))?;
        bytes.push(b'\n');
        Ok(bytes)
    }

    /// Reads the file's bytes, of this version or an earlier one.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, KeysError> {
        #[derive(Deserialize)]
        struct Version {
            version: u32,
        }
        let unreadable = |error: serde_json::Error| KeysError::Keyring(error.to_string());
        let Version { version } = serde_json::from_slice(bytes).map_err(unreadable)?;
        if version > VERSION {
            return Err(KeysError::Newer("the keyring"));
        }
        let keyring: Self = serde_json::from_slice(bytes).map_err(unreadable)?;
        Ok(Self { version: VERSION, ..keyring })
    }
}
