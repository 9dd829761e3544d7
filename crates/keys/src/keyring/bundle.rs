//! What lies in a member's slot: version 1, DB key, signing secret, sealing secret, recovery key's public half.

use pana_model::Secret;

use crate::{KeysError, MemberSecrets};

const VERSION: u8 = 1;
const LENGTH: usize = 1 + 32 + 64 + 32;

#[derive(Clone)]
pub(super) struct Bundle {
    pub(super) db_key: Secret<[u8; 32]>,
    pub(super) secrets: MemberSecrets,
    pub(super) recovery: [u8; 32],
}

impl Bundle {
    pub(super) fn to_bytes(&self) -> Secret<Vec<u8>> {
        let secrets = self.secrets.to_secret_bytes();
        let mut bytes = Vec::with_capacity(LENGTH);
        bytes.push(VERSION);
        // EXPOSE: to be sealed with the rest.
        bytes.extend_from_slice(self.db_key.expose());
        // EXPOSE: as above.
        bytes.extend_from_slice(secrets.expose());
        bytes.extend_from_slice(&self.recovery);
        Secret::new(bytes)
    }

    pub(super) fn from_bytes(bytes: &Secret<Vec<u8>>) -> Result<Self, KeysError> {
        // EXPOSE: to take it apart into secrets.
        let bytes = bytes.expose().as_slice();
        let (version, rest) = bytes.split_first().ok_or(KeysError::Damaged("a member slot"))?;
        if *version != VERSION {
            return Err(KeysError::Newer("a member slot"));
        }
        let cut = KeysError::Damaged("a member slot");
        let (db_key, rest) = rest.split_first_chunk::<32>().ok_or(cut.clone())?;
        let (secrets, rest) = rest.split_first_chunk::<64>().ok_or(cut.clone())?;
        Ok(Self {
            db_key: Secret::new(*db_key),
            secrets: MemberSecrets::from_secret_bytes(&Secret::new(*secrets)),
            recovery: rest.try_into().map_err(|_| cut)?,
        })
    }
}
