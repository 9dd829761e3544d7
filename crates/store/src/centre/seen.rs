//! What a member last saw, kept sealed under that member's own key outside of the database.
//!
//! Whoever holds the database key can take the newest events away, or put an older database back; they cannot write this.
//! It names the last event of every chain that the chain's device signed, and is written when the store is opened and when
//! it is locked. It lags after a kill, and never goes back: a store that lacks what it names is *behind*, and what it names of
//! a chain stays until the event is there again. So do the prefixes of case numbers.
//!
//! It also says up to where this member's sessions have checked signatures, which is another thing: an event that was here
//! may have been put here by anybody. A chain's hashes answer for all that lies before such an event.

use std::collections::BTreeSet;

use minicbor::{Decode, Encode};
use pana_keys::{Keyring, SeenForRecovery, SystemEntropy};
use pana_model::DeviceId;
use pana_wire::ChainEnd;

use super::keyring::{keyring, write};
use super::notice::{GoesOn, Notice};
use crate::disk::{StoreError, crypt_fault};
use crate::fold::gate::public;
use crate::log::stream::{code, from_code};
use crate::log::{Stream, chain, event, own};
use crate::store::Store;

#[derive(Encode, Decode)]
#[cbor(array)]
struct Seen {
    #[n(0)]
    ends: Vec<LastSeen>,
    #[n(1)]
    checked: Option<Vec<LastSeen>>,
    /// What this installation's case numbers have begun with.
    #[n(2)]
    prefixes: Option<Vec<String>>,
}

/// What a member saw here and is not here.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Lacking {
    /// How many chains end before what was seen.
    pub(crate) chains: u32,
    /// Whose they are.
    pub(crate) devices: BTreeSet<DeviceId>,
    /// What this installation's case numbers have begun with, also in what is not here.
    pub(crate) prefixes: BTreeSet<String>,
}

impl Lacking {
    /// As a person is told; `None` where nothing lacks.
    pub(crate) fn notice(&self, goes_on: GoesOn) -> Option<Notice> {
        (self.chains > 0).then_some(Notice::Behind { chains: self.chains, goes_on })
    }
}

#[derive(Clone, Encode, Decode)]
#[cbor(array)]
struct LastSeen {
    #[n(0)]
    stream: i64,
    #[cbor(n(1), with = "minicbor::bytes")]
    device: [u8; 16],
    #[n(2)]
    seq: u64,
    #[cbor(n(3), with = "minicbor::bytes")]
    event: [u8; 32],
}

/// Compares what is here with what the member last saw. O(chains).
pub(crate) fn compare(store: &Store, keyring: &Keyring) -> Result<Lacking, StoreError> {
    let Some(seen) = read(store, keyring)? else { return Ok(Lacking::default()) };
    lacking(store, seen)
}

/// Takes over what everyone last saw, as the sheets open it, for a member who comes in by them with new keys: what a seat
/// that the log does not know has signed says nothing.
pub(crate) fn of_all(store: &Store, keyring: &mut Keyring, all: &[SeenForRecovery]) -> Result<Lacking, StoreError> {
    let state = store.state();
    let is_true = |seen: &&SeenForRecovery| {
        state.seats_of(seen.member).filter_map(|seat| public(&seat.keys)).any(|keys| seen.is_by(&keys))
    };
    let mut together = Seen { ends: Vec::new(), checked: None, prefixes: None };
    for seen in all.iter().filter(is_true).filter_map(|seen| minicbor::decode::<Seen>(&seen.bytes).ok()) {
        together.ends.extend(seen.ends);
        together.prefixes.get_or_insert_default().extend(seen.prefixes.into_iter().flatten());
    }
    let gone = gone(store, &together)?;
    together.ends = gone;
    let bytes = minicbor::to_vec(&together).map_err(|error| StoreError::Internal(error.to_string()))?;
    seal(store, keyring, &bytes)?;
    lacking(store, together)
}

fn lacking(store: &Store, seen: Seen) -> Result<Lacking, StoreError> {
    let gone = gone(store, &seen)?;
    let chains: BTreeSet<(i64, [u8; 16])> = gone.iter().map(|end| (end.stream, end.device)).collect();
    let chains = u32::try_from(chains.len()).unwrap_or(u32::MAX);
    let devices = gone.iter().map(|end| DeviceId::from_bytes(end.device)).collect();
    Ok(Lacking { chains, devices, prefixes: seen.prefixes.into_iter().flatten().collect() })
}

/// What was seen and is not here.
fn gone(store: &Store, seen: &Seen) -> Result<Vec<LastSeen>, StoreError> {
    let mut gone = Vec::new();
    for end in &seen.ends {
        let stream = from_code(end.stream)?;
        if !event::stands_at(store.connection(), stream, DeviceId::from_bytes(end.device), end.seq, &end.event)? {
            gone.push(end.clone());
        }
    }
    Ok(gone)
}

/// Takes over how far the member's sessions had checked signatures, where this session has not read the log itself.
pub(crate) fn take_over(store: &Store, keyring: &Keyring) -> Result<(), StoreError> {
    let checked = read(store, keyring)?.and_then(|seen| seen.checked).unwrap_or_default();
    let mut vouched = store.session().vouched.borrow_mut();
    if vouched.is_empty() {
        for end in checked {
            let stream = from_code(end.stream)?;
            vouched.insert((stream, DeviceId::from_bytes(end.device)), (end.seq, end.event));
        }
    }
    Ok(())
}

fn seal(store: &Store, keyring: &mut Keyring, bytes: &[u8]) -> Result<(), StoreError> {
    keyring.seal_seen(store.unlocked(), bytes, &mut SystemEntropy).map_err(crypt_fault)?;
    keyring.seal_seen_for_recovery(store.unlocked(), bytes, &mut SystemEntropy).map_err(crypt_fault)
}

fn read(store: &Store, keyring: &Keyring) -> Result<Option<Seen>, StoreError> {
    // One that does not open was written by somebody else: as if there were none.
    let bytes = keyring.open_seen(store.unlocked()).ok().flatten();
    Ok(bytes.and_then(|bytes| minicbor::decode(&bytes).ok()))
}

impl Store {
    /// Seals what is here now for the member; of a chain that lacks what was seen before, that.
    ///
    /// # Errors
    /// As any write of a file.
    pub fn remember_seen(&mut self) -> Result<(), StoreError> {
        let here = self.ends_of_chains()?;
        let mut keyring = keyring(self.folder())?;
        let before = read(self, &keyring)?;
        let mut ends = before.as_ref().map(|seen| gone(self, seen)).transpose()?.unwrap_or_default();
        let lacks: BTreeSet<(i64, [u8; 16])> = ends.iter().map(|end| (end.stream, end.device)).collect();
        let here = here.into_iter().map(|(stream, device, last)| end(stream, device, (last.dseq, *last.id.as_bytes())));
        ends.extend(here.filter(|end| !lacks.contains(&(end.stream, end.device))));
        let mut prefixes: BTreeSet<String> = before.and_then(|seen| seen.prefixes).into_iter().flatten().collect();
        prefixes.insert(own::prefix(self.connection())?);
        let vouched = self.session().vouched.borrow();
        let checked = vouched.iter().map(|((stream, device), last)| end(*stream, *device, *last));
        let checked = Some(checked.collect());
        let seen = Seen { ends, checked, prefixes: Some(prefixes.into_iter().collect()) };
        let bytes = minicbor::to_vec(seen).map_err(|error| StoreError::Internal(error.to_string()))?;
        seal(self, &mut keyring, &bytes)?;
        write(self.folder(), &keyring)
    }

    /// What its device did not sign is no loss when it is gone. Whether it did is told by rows; where one of them lies on a
    /// damaged page, the index alone is asked.
    fn ends_of_chains(&mut self) -> Result<Vec<(Stream, DeviceId, ChainEnd)>, StoreError> {
        match chain::sound_ends(self.connection(), self.session()) {
            Err(error) if error.is_damage() => {
                self.reopen()?;
                event::chain_ends(self.connection())
            }
            found => found,
        }
    }
}

/// The lock: which events are here is written down for all, and what was seen last is kept for the member.
impl Drop for Store {
    fn drop(&mut self) {
        if self.settled().is_some() {
            // A full disk, or a right that was lost, keeps nobody from locking: the records lag then, as after a kill. A page
            // that does not read keeps nobody either, and has stopped the connection.
            if self.witness().is_err_and(|error| error.is_damage()) {
                let _ = self.reopen();
            }
            let _ = self.remember_seen();
        }
    }
}

fn end(stream: Stream, device: DeviceId, (seq, event): (u64, [u8; 32])) -> LastSeen {
    LastSeen { stream: code(stream), device: *device.as_bytes(), seq, event }
}
