//! From a bundle into a store.
//!
//! Each part is read twice: to its end, which says whether it is whole and who signed it, and once more for what it holds, so
//! that nothing of a large part has to be kept in memory. What is no event counts only with the proof of the first reading.

use std::collections::BTreeSet;
use std::ops::ControlFlow;

use pana_keys::{ParcelKeys, PublicKeys};
use pana_model::{CentreId, DeviceId, Moment};
use pana_store::{
    Arrived, AsideRoom, FileChunk, Have, NamedAt, SealedKey, Source as Kept, Store, StoreError, Stream, TakenIn,
};
use pana_wire::bundle::{Ending, Found, Item, Proof, SourceKind, Whole};
use pana_wire::{Envelope, EventId, StreamId};

use super::reach::Reach;
use crate::open::NoPart;
use crate::{FoundBundle, FoundPart, Place, open_part};

/// So many events are taken in as one change: whoever works here meanwhile waits for one of them at most.
const AT_ONCE: usize = 500;
/// And no more than so many bytes.
const BYTES_AT_ONCE: usize = 8 * 1024 * 1024;

/// Why a bundle is not read on.
#[derive(Debug, thiserror::Error)]
pub enum ReadError<E> {
    /// The store, or the way to it.
    #[error("what came cannot be kept")]
    Store(E),
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

/// Takes a bundle in, part by part. What is here already changes nothing. `room`: what the meeting has left for what has no
/// place in the log; what is left then is said in [`TakenIn::room`]. `watch` is told how many of its events were
/// read, and how many of those were new.
///
/// # Errors
/// As each says; what was taken in until then stays, and the next try goes on.
pub fn take_bundle<P: Place, R: Reach>(
    reach: &R,
    place: &P,
    (bundle, room): (&FoundBundle, AsideRoom),
    keys: &ParcelKeys,
    now: Moment,
    watch: &mut dyn FnMut(u64, u32) -> ControlFlow<()>,
) -> Result<TakenBundle, ReadError<R::Error>> {
    let mut taken = TakenBundle { complete: true, ..TakenBundle::default() };
    taken.events.room = room;
    let (mut have, mut before) = (None, 0_u64);
    let (root, centre) = reach.with(|store| Ok((root(store), store.centre()))).map_err(ReadError::Store)?;
    for part in &bundle.parts {
        let FoundPart::Here(here) = part else {
            taken.complete = false;
            continue;
        };
        let ending = open_part(place, &here.name, keys, root)?.finish();
        let watch = &mut *watch;
        let mut reading = Reading { reach, place, name: &here.name, keys, root, centre, now, watch, read: before };
        before = before.saturating_add(u64::from(here.holds.events));
        let Ending::Whole(whole) = ending else {
            taken.complete = false;
            reading.take(None, &mut taken.events)?;
            continue;
        };
        let device = whole.head().device;
        let known = signs_by(reach, device)?;
        reading.take(proof(&whole, known).as_ref(), &mut taken.events)?;
        // Its device may have come with it.
        let Some(proof) = proof(&whole, signs_by(reach, device)?) else {
            taken.complete = false;
            continue;
        };
        if known.is_none() {
            reading.take(Some(&proof), &mut taken.events)?;
        }
        let lacks: BTreeSet<_> = proof.lacks().all().copied().collect();
        have = Some((device, have_of(centre, &proof), lacks, proof.head().written_ms));
    }
    if let Some((device, have, lacks, said_ms)) = have {
        reach.with(|store| note(store, device, (&have, &lacks), said_ms, now)).map_err(ReadError::Store)?;
    }
    Ok(taken)
}

fn signs_by<R: Reach>(reach: &R, device: DeviceId) -> Result<Option<PublicKeys>, ReadError<R::Error>> {
    reach.with(|store| Ok(store.signs_by(device))).map_err(ReadError::Store)
}

/// What a device said that it has and lacks is noted of those that belong to the centre.
fn note(
    store: &mut Store,
    device: DeviceId,
    (have, lacks): (&Have, &BTreeSet<[u8; 32]>),
    said_ms: u64,
    now: Moment,
) -> Result<(), StoreError> {
    if store.peer_devices()?.iter().all(|peer| peer.id != device) {
        return Ok(());
    }
    store.note_met(device, have, Some(lacks), i64::try_from(said_ms).unwrap_or(i64::MAX), now)
}

fn proof(whole: &Whole, keys: Option<PublicKeys>) -> Option<Proof<'_>> {
    let key = keys?.verifying_key().ok()?;
    whole.prove(&key).ok()
}

fn have_of(centre: CentreId, proof: &Proof<'_>) -> Have {
    let mut have = Have::default();
    for (stream, held) in proof.have().all() {
        if let Some(stream) = stream.name(centre) {
            have.0.insert((stream, held.device), (held.number, held.event));
        }
    }
    have
}

/// One part that is being taken in.
struct Reading<'r, R, P> {
    reach: &'r R,
    place: &'r P,
    name: &'r str,
    keys: &'r ParcelKeys,
    root: EventId,
    centre: CentreId,
    now: Moment,
    watch: &'r mut dyn FnMut(u64, u32) -> ControlFlow<()>,
    /// How many events of the parts before it were read.
    read: u64,
}

impl<R: Reach, P: Place> Reading<'_, R, P> {
    fn take(&mut self, proof: Option<&Proof<'_>>, taken: &mut TakenIn) -> Result<(), ReadError<R::Error>> {
        let mut read = self.read;
        let mut part = open_part(self.place, self.name, self.keys, self.root)?;
        let empty = || Arrived { for_others: proof.is_some(), ..Arrived::default() };
        let (mut batch, mut bytes, mut sources) = (empty(), 0_usize, Vec::new());
        for found in part.by_ref() {
            match found {
                Found::Event(event) => {
                    bytes = bytes.saturating_add(event.len());
                    batch.events.push(event);
                    read = read.saturating_add(1);
                }
                Found::Beside(beside) => {
                    let item = match proof {
                        Some(proof) => beside.release(proof).map_err(|_| ReadError::Changed)?,
                        // A chunk that an event asks for is what that event names, whoever wrote the part.
                        None => match beside.chunk() {
                            Some(chunk) => Item::Chunk(chunk.clone()),
                            None => continue,
                        },
                    };
                    match kept(self.centre, item) {
                        Some(Beside::Key(key)) => batch.keys.push(key),
                        Some(Beside::Source(source)) => {
                            bytes = bytes.saturating_add(source_len(&source));
                            sources.push(source);
                        }
                        Some(Beside::Chunk(chunk)) => {
                            bytes = bytes.saturating_add(chunk.sealed.len());
                            batch.chunks.push(chunk);
                        }
                        None => {}
                    }
                }
            }
            if batch.events.len() >= AT_ONCE || bytes >= BYTES_AT_ONCE {
                batch.sources = std::mem::take(&mut sources);
                self.arrived(std::mem::replace(&mut batch, empty()), read, taken)?;
                bytes = 0;
            }
        }
        batch.sources = sources;
        self.arrived(batch, read, taken)
    }

    /// One change. `read`: how many events were read with it.
    fn arrived(&mut self, batch: Arrived, read: u64, taken: &mut TakenIn) -> Result<(), ReadError<R::Error>> {
        let (now, batch) = (self.now, Arrived { room: taken.room, ..batch });
        taken.add(self.reach.with(|store| store.take_arrived(&batch, now)).map_err(ReadError::Store)?);
        if (self.watch)(read, taken.events).is_break() { Err(ReadError::Stopped) } else { Ok(()) }
    }
}

pub(crate) enum Beside {
    Key(SealedKey),
    Source(Kept),
    Chunk(FileChunk),
}

fn source_len(source: &Kept) -> usize {
    match source {
        Kept::Form { source, .. } => source.len(),
        Kept::Directory(rows) | Kept::Rules(rows) => rows.len(),
    }
}

/// An item as the store takes it.
pub(crate) fn kept(centre: CentreId, item: Item) -> Option<Beside> {
    kept_of(&|stream: StreamId| stream.name(centre), item)
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
        Item::Chunk(chunk) => {
            let named =
                NamedAt { stream: name(chunk.named.stream)?, device: chunk.named.device, number: chunk.named.number };
            Beside::Chunk(FileChunk { hashes: chunk.hashes, number: chunk.number, named, sealed: chunk.sealed })
        }
        Item::Event(_) => return None,
    })
}

/// What the first part of a bundle holds of the control stream, with the keys and what is named by hashes, for a laptop that waits
/// to be let in; if the device that invited has signed it. The rest is taken in as ever once the laptop has joined.
///
/// # Errors
/// As each says; [`ReadError::Changed`] where that device did not sign it.
pub fn first_part<P: Place>(
    place: &P,
    name: &str,
    keys: &ParcelKeys,
    root: EventId,
    (device, signs_by): (DeviceId, PublicKeys),
    centre: CentreId,
) -> Result<Arrived, ReadError<StoreError>> {
    let Ending::Whole(whole) = open_part(place, name, keys, root)?.finish() else { return Err(ReadError::Changed) };
    let by_inviter = (whole.head().device == device).then_some(signs_by);
    let proof = proof(&whole, by_inviter).ok_or(ReadError::Changed)?;
    let mut arrived = Arrived::default();
    let stream = |stream: StreamId| stream.name(centre);
    for found in open_part(place, name, keys, root)?.by_ref() {
        match found {
            Found::Event(event) => {
                let of = Envelope::from_bytes(&event).ok().and_then(|envelope| stream(envelope.header().stream));
                if of == Some(Stream::Control) {
                    arrived.events.push(event);
                }
            }
            Found::Beside(beside) => {
                let item = beside.release(&proof).map_err(|_| ReadError::Changed)?;
                match kept_of(&stream, item) {
                    Some(Beside::Key(key)) => arrived.keys.push(key),
                    Some(Beside::Source(source)) => arrived.sources.push(source),
                    Some(Beside::Chunk(_)) | None => {}
                }
            }
        }
    }
    Ok(arrived)
}

/// How many events the parts of a bundle hold that read, and how many of them are not here. Nothing is taken in. `watch` is told
/// how many were read.
///
/// # Errors
/// As each says.
pub fn newly<P: Place, R: Reach>(
    reach: &R,
    place: &P,
    bundle: &FoundBundle,
    keys: &ParcelKeys,
    watch: &mut dyn FnMut(u64) -> ControlFlow<()>,
) -> Result<(u64, u64), ReadError<R::Error>> {
    let (mut all, mut new) = (0_u64, 0_u64);
    let root = reach.with(|store| Ok(root(store))).map_err(ReadError::Store)?;
    let mut ask = |ids: &mut Vec<Option<[u8; 32]>>| -> Result<(), ReadError<R::Error>> {
        all = all.saturating_add(u64::try_from(ids.len()).unwrap_or(u64::MAX));
        for id in ids.drain(..) {
            let is_here = id.map(|id| reach.with(|store| store.holds_event(&id))).transpose();
            new = new.saturating_add(u64::from(!is_here.map_err(ReadError::Store)?.unwrap_or(false)));
        }
        if watch(all).is_break() { Err(ReadError::Stopped) } else { Ok(()) }
    };
    for part in &bundle.parts {
        let FoundPart::Here(here) = part else { continue };
        let mut ids = Vec::new();
        for found in open_part(place, &here.name, keys, root)?.by_ref() {
            let Found::Event(event) = found else { continue };
            ids.push(Envelope::from_bytes(&event).ok().map(|envelope| *envelope.id().as_bytes()));
            if ids.len() >= AT_ONCE {
                ask(&mut ids)?;
            }
        }
        ask(&mut ids)?;
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
