//! From a store into a bundle.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::ops::ControlFlow;

use pana_keys::{PublicKeys, SystemEntropy};
use pana_model::{KeyId, Moment, SeatId};
use pana_store::{
    FileChunk, Have, Outgoing as Event, OutgoingFile, PeerDevice, SealedKey, Source as Kept, Store, StoreError, Stream,
};
use pana_wire::bundle::{
    Chunk, Grant, Have as Said, Held, Item, ItemKind, KeyBox, Lacks, MAX_CHUNK, MAX_SOURCE, Named, Slot, Source,
    SourceKind,
};
use pana_wire::{EpochId, GenerationId, StreamId};

use super::reach::Reach;
use crate::{DEFAULT_PART_SIZE, Outgoing, Place, Progress, WriteBundleError, Written, write_bundle};

/// To whom a bundle goes.
#[derive(Debug, Clone, Default)]
pub struct Recipients {
    keys: Vec<PublicKeys>,
    /// What all of them have, as far as is known.
    have: Have,
    /// Which files one of them said to lack.
    lacks: BTreeSet<[u8; 32]>,
    /// How large parts are to be, in bytes; [`DEFAULT_PART_SIZE`] where nothing is said.
    part_size: Option<u64>,
}

impl Recipients {
    /// These devices, with what each last said that it has.
    ///
    /// # Errors
    /// As any read.
    pub fn of(store: &Store, devices: &[PeerDevice]) -> Result<Self, StoreError> {
        let (mut have, mut lacks): (Option<Have>, BTreeSet<_>) = (None, BTreeSet::new());
        for device in devices {
            let theirs = store.peer_has(device.id)?;
            have = Some(have.map_or(theirs.clone(), |common| common.common(&theirs)));
            lacks.extend(store.peer_lacks(device.id)?);
        }
        let keys = devices.iter().map(|device| device.keys).collect();
        Ok(Self { keys, have: have.unwrap_or_default(), lacks, part_size: None })
    }

    /// In parts of so many bytes each, up to [`MAX_PART_SIZE`](crate::MAX_PART_SIZE).
    #[must_use]
    pub fn in_parts_of(self, bytes: u64) -> Self {
        Self { part_size: Some(bytes), ..self }
    }
}

/// What a bundle from a store holds: the control stream first, then the keys and what is named by hashes, then the other events,
/// last the files that they name.
#[derive(Debug)]
struct StoreContents<'r, R> {
    reach: &'r R,
    lacked: &'r Lacked,
    /// Files that could not be read, by their roots.
    unread: &'r RefCell<BTreeSet<[u8; 32]>>,
}

/// What some devices lack: events and files by where they lie, keys and sources whole.
#[derive(Debug)]
struct Lacked {
    control: Vec<Event>,
    beside: Vec<Item>,
    others: Vec<Event>,
    files: Vec<OutgoingFile>,
}

impl Lacked {
    fn by(store: &Store, to: &Recipients) -> Result<Self, StoreError> {
        let events = store.lacking(&to.have)?;
        let mut beside: Vec<Item> = Vec::new();
        for key in store.sealed_keys(&events)? {
            beside.extend(key_item(store, key));
        }
        let (control, others): (Vec<_>, Vec<_>) = events.into_iter().partition(|event| event.stream == Stream::Control);
        if !control.is_empty() {
            beside.extend(store.sources()?.into_iter().filter_map(source_item));
        }
        Ok(Self { control, beside, others, files: store.files_lacking(&to.have, &to.lacks)? })
    }
}

impl<R: Reach> crate::Contents for StoreContents<'_, R> {
    type Error = R::Error;

    fn sizes(&mut self) -> impl Iterator<Item = Result<(ItemKind, usize), R::Error>> {
        let size = |event: &Event| (ItemKind::Event, usize::try_from(event.bytes).unwrap_or(usize::MAX));
        let Lacked { control, beside, others, files } = self.lacked;
        let beside = beside.iter().map(|item| (item.kind(), item.length()));
        let chunks = files.iter().flat_map(|file| (0..file.chunks).map(|_| (ItemKind::Chunk, MAX_CHUNK)));
        control.iter().map(size).chain(beside).chain(others.iter().map(size)).chain(chunks).map(Ok)
    }

    fn items(&mut self) -> impl Iterator<Item = Result<Item, R::Error>> {
        let (reach, unread, Lacked { control, beside, others, files }) = (self.reach, self.unread, self.lacked);
        let event = move |event: &Event| reach.with(|store| store.outgoing_bytes(event)).map(Item::Event);
        let chunks = files.iter().flat_map(move |file| {
            let chunk = move |number| {
                reach.with(|store| {
                    chunk_item(store, &file.root, number).inspect_err(|_| {
                        unread.borrow_mut().insert(file.root);
                    })
                })
            };
            (0..file.chunks).map(chunk)
        });
        control.iter().map(event).chain(beside.iter().cloned().map(Ok)).chain(others.iter().map(event)).chain(chunks)
    }
}

/// A chunk as it travels.
pub(crate) fn chunk_item(store: &Store, root: &[u8; 32], number: u32) -> Result<Item, StoreError> {
    let FileChunk { hashes, number, named, sealed } = store.outgoing_chunk(root, number)?;
    let stream = StreamId::derive(store.centre(), named.stream);
    let named = Named { stream, device: named.device, number: named.number };
    Ok(Item::Chunk(Chunk { hashes, number, named, sealed }))
}

/// A key as it travels; `None` for one that no program of ours sealed.
pub(crate) fn key_item(store: &Store, key: SealedKey) -> Option<Item> {
    let id = |stream: Stream| StreamId::derive(store.centre(), stream);
    Some(match key {
        SealedKey::Grant { stream, epoch, seat, sealed } => Item::Grant(Grant {
            stream: id(stream),
            epoch: EpochId::from_bytes(epoch),
            seat: SeatId::from_bytes(seat),
            sealed: sealed.try_into().ok()?,
        }),
        SealedKey::Box { stream, generation, number, epoch, wrapped } => Item::KeyBox(KeyBox {
            stream: id(stream),
            generation: GenerationId::from_bytes(generation),
            number,
            epoch: EpochId::from_bytes(epoch),
            wrapped: wrapped.try_into().ok()?,
        }),
        SealedKey::Slot { stream, slot, key, generation, wrapped } => Item::Slot(Slot {
            stream: id(stream),
            slot,
            key: KeyId::from_bytes(key),
            generation: GenerationId::from_bytes(generation),
            wrapped: wrapped.try_into().ok()?,
        }),
    })
}

/// A source as it travels; `None` for one that is larger than any that travels.
pub(crate) fn source_item(source: Kept) -> Option<Item> {
    let (kind, name, hash, bytes) = match source {
        Kept::Form { form_id, hash, source } => (SourceKind::Form, form_id, hash, source),
        Kept::Directory(rows) => (SourceKind::Directory, String::new(), pana_store::rows_hash(&rows), rows),
        Kept::Rules(rows) => (SourceKind::Rules, String::new(), pana_store::rows_hash(&rows), rows),
    };
    (bytes.len() <= MAX_SOURCE).then_some(Item::Source(Source { kind, name, hash, bytes }))
}

/// Writes what these devices lack into a folder, with a word of what is here. What is had and what they lack is said of one
/// moment; the events are then fetched one by one, so that others may work meanwhile.
///
/// # Errors
/// As each says.
pub fn write_for<P: Place, R: Reach>(
    reach: &R,
    to: &Recipients,
    place: &P,
    now: Moment,
    watch: &mut dyn FnMut(Progress) -> ControlFlow<()>,
) -> Result<Written, WriteBundleError<R::Error>> {
    let begun = reach.with(|store| {
        let ids = (store.centre(), super::take::root(store), store.device());
        // The device signs each part when it is written, so its secrets are at hand until all are.
        Ok((said(store)?, lacks(store)?, Lacked::by(store, to)?, ids, store.device_secrets().clone()))
    });
    let (said, lacks, lacked, (org, root, device), secrets) = begun.map_err(WriteBundleError::Contents)?;
    let (mut lacked, unread) = (lacked, RefCell::default());
    let what = Outgoing {
        org,
        root,
        device,
        secrets: &secrets,
        written_ms: u64::try_from(now.unix_ms()).unwrap_or_default(),
        have: &said,
        lacks: &lacks,
        recipients: &to.keys,
        part_size: to.part_size.unwrap_or(DEFAULT_PART_SIZE),
    };
    loop {
        let mut contents = StoreContents { reach, lacked: &lacked, unread: &unread };
        let written = write_bundle(place, &what, &mut contents, &mut SystemEntropy, watch);
        // One file that is damaged here, or was erased meanwhile, keeps nothing else back.
        let is_by_a_file = matches!(written, Err(WriteBundleError::Contents(_))) && !unread.borrow().is_empty();
        if !is_by_a_file {
            return written;
        }
        lacked.files.retain(|file| !unread.borrow().contains(&file.root));
        unread.borrow_mut().clear();
    }
}

/// The files that lack here, as a bundle says it.
fn lacks(store: &Store) -> Result<Lacks, StoreError> {
    let mut lacks = Lacks::default();
    store.lacks_files()?.into_iter().for_each(|root| lacks.add(root));
    Ok(lacks)
}

/// What a store has, as a bundle says it.
fn said(store: &Store) -> Result<Said, StoreError> {
    let mut said = Said::default();
    for ((stream, device), (number, event)) in store.have()?.0 {
        // What does not fit is asked for again.
        said.add(StreamId::derive(store.centre(), stream), Held { device, number, event });
    }
    Ok(said)
}
