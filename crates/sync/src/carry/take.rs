//! From a bundle into a store.
//!
//! Each part is read twice: to its end, which says whether it is whole and who signed it, and once more for what it holds, so
//! that nothing of a large part has to be kept in memory. What is no event counts only with the proof of the first reading.

use std::ops::ControlFlow;

use pana_keys::{ParcelKeys, PublicKeys};
use pana_model::{DeviceId, Moment};
use pana_store::{Arrived, Have, SealedKey, Source as Kept, Store, StoreError, TakenIn};
use pana_wire::bundle::{Ending, Found, Item, Proof, SourceKind, Whole};
use pana_wire::{Envelope, EventId, StreamId};

use crate::open::NoPart;
use crate::{FoundBundle, FoundPart, Place, open_part};

/// So many events are taken in as one change.
const AT_ONCE: usize = 2_000;
/// And no more than so many bytes.
const BYTES_AT_ONCE: usize = 8 * 1024 * 1024;

/// Why a bundle is not read on.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A file that was there a moment ago.
    #[error(transparent)]
    Part(#[from] NoPart),
    /// What is read the second time is not what was read the first.
    #[error("the files changed while they were read")]
    Changed,
    /// The caller stopped it. What was taken in stays.
    #[error("stopped")]
    Stopped,
}

/// What came of a bundle.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct TakenBundle {
    /// What became of its events.
    pub events: TakenIn,
    /// Was all there that it was written with, under the signature of a device that is known here?
    pub complete: bool,
}

/// Takes a bundle in, part by part. What is here already changes nothing. `watch` is told how many events were read.
///
/// # Errors
/// As each says; what was taken in until then stays, and the next try goes on.
pub fn take_bundle<P: Place>(
    store: &mut Store,
    place: &P,
    bundle: &FoundBundle,
    keys: &ParcelKeys,
    now: Moment,
    watch: &mut dyn FnMut(u64) -> ControlFlow<()>,
) -> Result<TakenBundle, ReadError> {
    let mut taken = TakenBundle { complete: true, ..TakenBundle::default() };
    let mut have = None;
    for part in &bundle.parts {
        let FoundPart::Here(here) = part else {
            taken.complete = false;
            continue;
        };
        let root = root(store);
        let ending = open_part(place, &here.name, keys, root)?.finish();
        let mut reading = Reading { place, name: &here.name, keys, root, watch: &mut *watch, read: 0 };
        let Ending::Whole(whole) = ending else {
            taken.complete = false;
            reading.take(store, None, now, &mut taken.events)?;
            continue;
        };
        let device = whole.head().device;
        let known = store.signs_by(device);
        reading.take(store, proof(&whole, known).as_ref(), now, &mut taken.events)?;
        // Its device may have come with it.
        let Some(proof) = proof(&whole, store.signs_by(device)) else {
            taken.complete = false;
            continue;
        };
        if known.is_none() {
            reading.take(store, Some(&proof), now, &mut taken.events)?;
        }
        have = Some((device, have_of(store, &proof), proof.head().written_ms));
    }
    if let Some((device, have, said_ms)) = have {
        note(store, device, &have, said_ms, now)?;
    }
    Ok(taken)
}

/// What a device said that it has is noted of those that belong to the centre.
fn note(store: &mut Store, device: DeviceId, have: &Have, said_ms: u64, now: Moment) -> Result<(), StoreError> {
    if store.peer_devices()?.iter().all(|peer| peer.id != device) {
        return Ok(());
    }
    store.note_met(device, have, i64::try_from(said_ms).unwrap_or(i64::MAX), now)
}

fn proof(whole: &Whole, keys: Option<PublicKeys>) -> Option<Proof<'_>> {
    let key = keys?.verifying_key().ok()?;
    whole.prove(&key).ok()
}

fn have_of(store: &Store, proof: &Proof<'_>) -> Have {
    let mut have = Have::default();
    for (stream, held) in proof.have().all() {
        if let Some(stream) = stream.name(store.centre()) {
            have.0.insert((stream, held.device), (held.number, held.event));
        }
    }
    have
}

/// One part that is being taken in.
struct Reading<'r, P> {
    place: &'r P,
    name: &'r str,
    keys: &'r ParcelKeys,
    root: EventId,
    watch: &'r mut dyn FnMut(u64) -> ControlFlow<()>,
    read: u64,
}

impl<P: Place> Reading<'_, P> {
    fn take(
        &mut self,
        store: &mut Store,
        proof: Option<&Proof<'_>>,
        now: Moment,
        taken: &mut TakenIn,
    ) -> Result<(), ReadError> {
        let mut part = open_part(self.place, self.name, self.keys, self.root)?;
        let (mut batch, mut bytes, mut sources) = (Arrived::default(), 0_usize, Vec::new());
        for found in part.by_ref() {
            match found {
                Found::Event(event) => {
                    bytes = bytes.saturating_add(event.len());
                    batch.events.push(event);
                    self.read = self.read.saturating_add(1);
                }
                Found::Beside(beside) => {
                    let Some(proof) = proof else { continue };
                    let item = beside.release(proof).map_err(|_| ReadError::Changed)?;
                    match kept(store, item) {
                        Some(Beside::Key(key)) => batch.keys.push(key),
                        Some(Beside::Source(source)) => {
                            bytes = bytes.saturating_add(source_len(&source));
                            sources.push(source);
                        }
                        None => {}
                    }
                }
            }
            if batch.events.len() >= AT_ONCE || bytes >= BYTES_AT_ONCE {
                batch.sources = std::mem::take(&mut sources);
                add(taken, store.take_arrived(&std::mem::take(&mut batch), now)?);
                bytes = 0;
                if (self.watch)(self.read).is_break() {
                    return Err(ReadError::Stopped);
                }
            }
        }
        batch.sources = sources;
        add(taken, store.take_arrived(&batch, now)?);
        if (self.watch)(self.read).is_break() { Err(ReadError::Stopped) } else { Ok(()) }
    }
}

pub(crate) enum Beside {
    Key(SealedKey),
    Source(Kept),
}

fn source_len(source: &Kept) -> usize {
    match source {
        Kept::Form { source, .. } => source.len(),
        Kept::Directory(rows) | Kept::Rules(rows) => rows.len(),
    }
}

/// An item as the store takes it.
pub(crate) fn kept(store: &Store, item: Item) -> Option<Beside> {
    kept_of(&|stream: StreamId| stream.name(store.centre()), item)
}

/// An item as the store takes it; `None` for one of a stream that is none of this centre, and for what comes otherwise.
fn kept_of(name: &dyn Fn(StreamId) -> Option<pana_store::Stream>, item: Item) -> Option<Beside> {
    Some(match item {
        Item::Grant(grant) => Beside::Key(SealedKey::Grant {
            stream: name(grant.stream)?,
            epoch: *grant.epoch.as_bytes(),
            seat: *grant.seat.as_bytes(),
            sealed: grant.sealed.to_vec(),
        }),
        Item::KeyBox(key) => Beside::Key(SealedKey::Box {
            stream: name(key.stream)?,
            generation: *key.generation.as_bytes(),
            number: key.number,
            epoch: *key.epoch.as_bytes(),
            wrapped: key.wrapped.to_vec(),
        }),
        Item::Slot(slot) => Beside::Key(SealedKey::Slot {
            stream: name(slot.stream)?,
            slot: slot.slot,
            key: *slot.key.as_bytes(),
            generation: *slot.generation.as_bytes(),
            wrapped: slot.wrapped.to_vec(),
        }),
        Item::Source(source) => Beside::Source(match source.kind {
            SourceKind::Form => Kept::Form { form_id: source.name, hash: source.hash, source: source.bytes },
            SourceKind::Directory => Kept::Directory(source.bytes),
            SourceKind::Rules => Kept::Rules(source.bytes),
        }),
        Item::Event(_) | Item::Chunk(_) => return None,
    })
}

fn add(all: &mut TakenIn, more: TakenIn) {
    all.events = all.events.saturating_add(more.events);
    all.known = all.known.saturating_add(more.known);
    all.completed = all.completed.saturating_add(more.completed);
    all.foreign = all.foreign.saturating_add(more.foreign);
    (all.waiting, all.set_aside) = (more.waiting, more.set_aside);
}

/// What the first part of a bundle holds, for a laptop that waits to be let in: the control stream and the keys, if the device
/// that invited has signed it.
///
/// # Errors
/// As each says; [`ReadError::Changed`] where that device did not sign it.
pub fn first_part<P: Place>(
    place: &P,
    name: &str,
    keys: &ParcelKeys,
    root: EventId,
    (device, signs_by): (DeviceId, PublicKeys),
    centre: pana_model::CentreId,
) -> Result<Arrived, ReadError> {
    let Ending::Whole(whole) = open_part(place, name, keys, root)?.finish() else { return Err(ReadError::Changed) };
    let by_inviter = (whole.head().device == device).then_some(signs_by);
    let proof = proof(&whole, by_inviter).ok_or(ReadError::Changed)?;
    let mut arrived = Arrived::default();
    let stream = |stream: StreamId| stream.name(centre);
    for found in open_part(place, name, keys, root)?.by_ref() {
        match found {
            Found::Event(event) => arrived.events.push(event),
            Found::Beside(beside) => {
                let item = beside.release(&proof).map_err(|_| ReadError::Changed)?;
                match kept_of(&stream, item) {
                    Some(Beside::Key(key)) => arrived.keys.push(key),
                    Some(Beside::Source(source)) => arrived.sources.push(source),
                    None => {}
                }
            }
        }
    }
    Ok(arrived)
}

/// How many events the parts of a bundle hold that read, and how many of them are not here. Nothing is taken in.
///
/// # Errors
/// As each says.
pub fn newly<P: Place>(
    store: &Store,
    place: &P,
    bundle: &FoundBundle,
    keys: &ParcelKeys,
) -> Result<(u64, u64), ReadError> {
    let (mut all, mut new) = (0_u64, 0_u64);
    for part in &bundle.parts {
        let FoundPart::Here(here) = part else { continue };
        for found in open_part(place, &here.name, keys, root(store))?.by_ref() {
            let Found::Event(event) = found else { continue };
            all = all.saturating_add(1);
            let id = Envelope::from_bytes(&event).ok().map(|envelope| *envelope.id().as_bytes());
            let is_here = id.map(|id| store.holds_event(&id)).transpose()?.unwrap_or(false);
            new = new.saturating_add(u64::from(!is_here));
        }
    }
    Ok((all, new))
}

/// The event from which all that a store takes in must descend.
pub const fn root(store: &Store) -> EventId {
    EventId::from_bytes(store.root())
}

/// The keys with which a store opens what is sealed to it.
pub fn parcel_keys(store: &Store) -> ParcelKeys {
    keys_of_device(store.device_secrets())
}

/// The keys of a device.
pub fn keys_of_device(secrets: &pana_keys::DeviceSecrets) -> ParcelKeys {
    ParcelKeys::default().with_device(secrets)
}
