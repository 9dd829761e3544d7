//! What a member last saw, kept sealed under that member's own key outside of the database.
//!
//! Whoever holds the database key can take the newest events away, or put an older database back; they cannot write this.
//! It names the last event of every chain, and a chain's hashes answer for all that lies before: so it also says up to where
//! this member's sessions have checked signatures. It lags after a kill, and never goes back: a store that lacks what it
//! names is *behind*, and what it names stays until the events are there again.

use std::collections::BTreeMap;

use minicbor::{Decode, Encode};
use pana_keys::{Keyring, SystemEntropy};
use pana_model::DeviceId;

use super::keyring::{keyring, write};
use crate::disk::{StoreError, crypt_fault};
use crate::log::stream::{code, from_code};
use crate::log::{Stream, event};
use crate::store::Store;

/// Something that opening found and a person should know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Notice {
    /// The store lacks events that this member has seen here: it was put back from an older copy, or they were taken out.
    Behind {
        /// How many chains end before what was seen.
        chains: u32,
    },
    /// Triggers or views of a stranger were in the database and were taken out.
    TakenOut(Vec<String>),
    /// Tables or indexes are not as this program makes them.
    Schema(Vec<String>),
    /// Events stand aside and do not count.
    SetAside(u32),
}

#[derive(Encode, Decode)]
#[cbor(array)]
struct Seen {
    #[n(0)]
    heads: Vec<Head>,
}

#[derive(Encode, Decode)]
#[cbor(array)]
struct Head {
    #[n(0)]
    stream: i64,
    #[cbor(n(1), with = "minicbor::bytes")]
    device: [u8; 16],
    #[n(2)]
    seq: u64,
    #[cbor(n(3), with = "minicbor::bytes")]
    event: [u8; 32],
}

/// Compares what is here with what the member last saw, and notes which heads were seen. O(chains): what lies before a head
/// is for whoever relies on it to follow by its hashes.
pub(crate) fn compare(store: &Store, keyring: &Keyring) -> Result<Option<Notice>, StoreError> {
    let Some(seen) = read(store, keyring)? else { return Ok(None) };
    let (mut behind, mut vouched) = (0_u32, BTreeMap::new());
    for head in seen.heads {
        let stream = from_code(head.stream)?;
        let device = DeviceId::from_bytes(head.device);
        let row = event::by_id(store.connection(), &head.event)?;
        match row {
            Some(row) if (row.stream, row.device, row.seq) == (stream, device, head.seq) => {
                vouched.insert((stream, device), (head.seq, head.event));
            }
            _ => behind = behind.saturating_add(1),
        }
    }
    store.session().vouched.replace(vouched);
    Ok((behind > 0).then_some(Notice::Behind { chains: behind }))
}

fn read(store: &Store, keyring: &Keyring) -> Result<Option<Seen>, StoreError> {
    // One that does not open was written by somebody else: as if there were none.
    let bytes = keyring.open_seen(store.unlocked()).ok().flatten();
    Ok(bytes.and_then(|bytes| minicbor::decode(&bytes).ok()))
}

impl Store {
    /// Seals what is here now for the member, unless that would go back behind what was seen before.
    ///
    /// # Errors
    /// As any write of a file.
    pub fn remember_seen(&self) -> Result<(), StoreError> {
        let mut keyring = keyring(self.folder())?;
        if matches!(compare(self, &keyring)?, Some(Notice::Behind { .. })) {
            return Ok(());
        }
        let heads = event::chain_heads(self.connection())?;
        let heads: Vec<Head> =
            heads.into_iter().map(|(stream, device, head)| self.head(stream, device, head)).collect();
        let bytes = minicbor::to_vec(Seen { heads }).map_err(|error| StoreError::Internal(error.to_string()))?;
        keyring.seal_seen(self.unlocked(), &bytes, &mut SystemEntropy).map_err(crypt_fault)?;
        write(self.folder(), &keyring)
    }

    fn head(&self, stream: Stream, device: DeviceId, head: pana_wire::ChainHead) -> Head {
        Head { stream: code(stream), device: *device.as_bytes(), seq: head.dseq, event: *head.id.as_bytes() }
    }
}
