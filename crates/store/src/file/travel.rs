//! Files on their way from one laptop to another: which lack here, which others lack, and what came of them.
//!
//! An event names a file by its root, which follows from the hashes of its sealed chunks. So a chunk that comes with all of
//! these is bound to the event, whoever brings it, and who cannot open the event can carry it and still tell that it is
//! whole. What comes of a file that no event names which opens here is kept for others, up to [`CARRIED_MOST`].

use std::collections::{BTreeMap, BTreeSet};

use pana_model::{BlobId, CaseId, DeviceId, EventRef, Moment};
use pana_wire::bundle::file_root;

use crate::asked::Asked;
use crate::disk::StoreError;
use crate::log::{Stream, event};
use crate::store::{Store, Tx};
use crate::table::blob::{self, FileRow};
use crate::table::{blob_begun, blob_chunk, erasure, view_file};
use crate::travel::Have;
use pana_casework::Act;

/// So many chunks, of 1 MiB each, are carried for others at most. The rest waits where it is.
const CARRIED_MOST: usize = 1024;

/// Where the event stands that names a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NamedAt {
    /// Its stream.
    pub stream: Stream,
    /// Whose chain.
    pub device: DeviceId,
    /// Its number in it.
    pub number: u64,
}

/// A sealed chunk of a file.
#[derive(Clone, PartialEq, Eq)]
pub struct FileChunk {
    /// The hashes of all chunks of the file, in their order.
    pub hashes: Vec<[u8; 32]>,
    /// Which chunk, from 0.
    pub number: u32,
    /// Which event names the file, as its sender says.
    pub named: NamedAt,
    /// Its bytes.
    pub sealed: Vec<u8>,
}

/// A file to be sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OutgoingFile {
    /// Its root.
    pub root: [u8; 32],
    /// How many chunks it has.
    pub chunks: u32,
    /// Which event names it.
    pub named: NamedAt,
}

/// What is here of a chunk that is on its way by a hub.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ChunkHere {
    /// Which chunk.
    pub number: u32,
    /// So many bytes of it.
    pub bytes: u64,
    /// Is it here whole, by its hash?
    pub whole: bool,
}

impl std::fmt::Debug for FileChunk {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "FileChunk({} of {}, {} bytes)", self.number, self.hashes.len(), self.sealed.len())
    }
}

impl Store {
    /// The files that events name which open here, and that are not here whole, by their roots. O(files).
    ///
    /// # Errors
    /// As any read.
    pub fn lacks_files(&self) -> Result<BTreeSet<[u8; 32]>, StoreError> {
        let mut named = view_file::all(self.connection())?;
        named.extend(self.protected().files()?);
        for row in blob::whole(self.connection())? {
            named.remove(&row.root);
        }
        Ok(named.into_keys().collect())
    }

    /// The files that somebody lacks who has these events, and who says to lack these files besides. Small ones first, so that
    /// what a torn stick or a short meeting brings is as many as can be. O(files).
    ///
    /// # Errors
    /// As any read.
    pub fn files_lacking(&self, have: &Have, lacks: &BTreeSet<[u8; 32]>) -> Result<Vec<OutgoingFile>, StoreError> {
        let mut found = Vec::new();
        for row in blob::whole(self.connection())? {
            let Some(file) = self.outgoing_file(&row)? else { continue };
            let NamedAt { stream, device, number } = file.named;
            let has_event = have.0.get(&(stream, device)).is_some_and(|(end, _)| *end >= number);
            if !has_event || lacks.contains(&file.root) {
                found.push(file);
            }
        }
        found.sort_by_key(|file| (file.chunks, file.named.number, file.root));
        Ok(found)
    }

    /// `None`: no event is known that names it, so nobody could open it.
    fn outgoing_file(&self, row: &FileRow) -> Result<Option<OutgoingFile>, StoreError> {
        let Some(named) = self.file_named_at(row)? else { return Ok(None) };
        let chunks = match row.hashes.len() {
            0 => blob_chunk::numbers(self.connection(), row.blob)?.len(),
            many => many,
        };
        Ok(Some(OutgoingFile { root: row.root, chunks: u32::try_from(chunks).unwrap_or(u32::MAX), named }))
    }

    fn file_named_at(&self, row: &FileRow) -> Result<Option<NamedAt>, StoreError> {
        match row.named {
            Some((stream, device, number)) => Ok(Some(NamedAt { stream, device, number })),
            None => self.naming_event(&row.root),
        }
    }

    /// Where an event stands that names a file and opens here.
    fn naming_event(&self, root: &[u8; 32]) -> Result<Option<NamedAt>, StoreError> {
        let naming = match view_file::naming(self.connection(), root)? {
            Some(event) => Some(event),
            None => self.protected().files()?.get(root).copied(),
        };
        let Some(naming) = naming else { return Ok(None) };
        let row = event::by_name(self.connection(), naming)?;
        Ok(row.map(|row| NamedAt { stream: row.stream, device: row.device, number: row.seq }))
    }

    /// How many files were made here that lie neither at the centre's hub nor with another device that said so by a bundle, of the
    /// streams that are open to the member. What a hub tells of others' reading says nothing of files. O(files made here).
    pub(crate) fn files_unsent(&self) -> Result<u64, StoreError> {
        let (own, hub, mut unsent) = (self.device(), self.hub().map(|place| place.key), 0_u64);
        let mut peers = Vec::new();
        for peer in self.peer_devices()?.iter().filter(|_| hub.is_none()) {
            peers.push((self.peer_has(peer.id)?, self.peer_lacks(peer.id)?));
        }
        for (stream, number, root) in blob::named_by(self.connection(), own)? {
            if !self.opens(stream) {
                continue;
            }
            let is_at_hub = match &hub {
                Some(key) => self.hub_holds(key, root.first_chunk().unwrap_or(&[0; 16]))?,
                None => false,
            };
            let is_with_another = peers.iter().any(|(have, lacks)| {
                let has_event = have.0.get(&(stream, own)).is_some_and(|(end, _)| *end >= number);
                has_event && !lacks.contains(&root)
            });
            unsent = unsent.saturating_add(u64::from(!is_at_hub && !is_with_another));
        }
        Ok(unsent)
    }

    /// Is this file here whole?
    ///
    /// # Errors
    /// As any read.
    pub fn holds_file(&self, root: &[u8; 32]) -> Result<bool, StoreError> {
        Ok(blob::by_root(self.connection(), root)?.is_some_and(|row| row.whole))
    }

    /// A chunk of a file that is here, as it is sent.
    ///
    /// # Errors
    /// [`StoreError::UnknownFile`] where it is not here any more; [`StoreError::Damaged`] where it is not what it was.
    pub fn outgoing_chunk(&self, root: &[u8; 32], number: u32) -> Result<FileChunk, StoreError> {
        let row = blob::by_root(self.connection(), root)?.ok_or(StoreError::UnknownFile)?;
        let named = self.file_named_at(&row)?.ok_or(StoreError::UnknownFile)?;
        let damaged = || StoreError::Damaged(format!("file {}", row.blob));
        let chunk = |number| blob_chunk::read(self.connection(), row.blob, number);
        let mut hashes = row.hashes.clone();
        if hashes.is_empty() {
            for number in blob_chunk::numbers(self.connection(), row.blob)? {
                hashes.push(*blake3::hash(&chunk(number)?.ok_or_else(damaged)?).as_bytes());
            }
        }
        let sealed = chunk(number)?.ok_or_else(damaged)?;
        let is_it = hashes.get(usize::try_from(number).unwrap_or(usize::MAX)) == Some(blake3::hash(&sealed).as_bytes());
        if !is_it || file_root(&hashes) != *root {
            return Err(damaged());
        }
        Ok(FileChunk { hashes, number, named, sealed })
    }

    /// What is here of a file that is on its way by a hub: of each of so many chunks, in their order.
    ///
    /// # Errors
    /// As any read.
    pub fn chunks_here(&self, root: &[u8; 32], lengths: &[u64]) -> Result<Vec<ChunkHere>, StoreError> {
        let row = blob::by_root(self.connection(), root)?;
        let whole: BTreeSet<u32> = match row {
            Some(row) => blob_chunk::numbers(self.connection(), row.blob)?.into_iter().collect(),
            None => BTreeSet::new(),
        };
        let mut found = Vec::with_capacity(lengths.len());
        for (number, length) in (0..).zip(lengths) {
            let begun = blob_begun::length(self.connection(), root, number)?;
            let whole = whole.contains(&number);
            found.push(ChunkHere { number, bytes: if whole { *length } else { begun }, whole });
        }
        Ok(found)
    }

    /// What has come of a chunk is not what another one has: it is asked for from its beginning.
    ///
    /// # Errors
    /// As any write.
    pub fn forget_begun(&mut self, root: &[u8; 32], number: u32, now: Moment) -> Result<(), StoreError> {
        self.transact(&Asked::nothing(), now, |tx| blob_begun::take(tx.sql(), root, number).map(drop))
    }

    /// Takes in what goes on from the beginning of a chunk that is here. With the last of it the chunk is here, if it is the
    /// one that its hash names; otherwise nothing of it is, and it is asked for from its beginning. Says which of both it was;
    /// `None` where more is to come.
    ///
    /// # Errors
    /// As any write.
    pub fn take_file_piece(
        &mut self,
        (hashes, number): (&[[u8; 32]], u32),
        (at, more, length): (u64, &[u8], u64),
        now: Moment,
    ) -> Result<Option<bool>, StoreError> {
        let root = file_root(hashes);
        let Some(named) = self.naming_event(&root)? else { return Ok(Some(false)) };
        let named_here = NamedHere::of(self)?;
        self.transact(&Asked::of(Act::ReadBundle), now, |tx| {
            if blob_begun::length(tx.sql(), &root, number)? != at {
                return Ok(None);
            }
            blob_begun::go_on(tx.sql(), &root, number, more)?;
            if blob_begun::length(tx.sql(), &root, number)? < length {
                return Ok(None);
            }
            let sealed = blob_begun::take(tx.sql(), &root, number)?;
            let at = usize::try_from(number).unwrap_or(usize::MAX);
            if hashes.get(at) != Some(blake3::hash(&sealed).as_bytes()) {
                return Ok(Some(false));
            }
            let chunk = FileChunk { hashes: hashes.to_vec(), number, named, sealed };
            tx.take_chunks(&[chunk], &named_here, false)?;
            Ok(Some(true))
        })
    }

    /// Takes in chunks: those of files that events name which open here, and, where `for_others`, those that are to be handed
    /// on. The caller has compared each with its hash.
    ///
    /// # Errors
    /// As any write.
    pub(crate) fn take_file_chunks(
        &mut self,
        chunks: &[FileChunk],
        for_others: bool,
        now: Moment,
    ) -> Result<u32, StoreError> {
        let named_here = NamedHere::of(self)?;
        self.transact(&Asked::of(Act::ReadBundle), now, |tx| tx.take_chunks(chunks, &named_here, for_others))
    }
}

/// The files of the protected stream that are named to whoever opens it.
struct NamedHere(BTreeMap<[u8; 32], EventRef>);

impl NamedHere {
    fn of(store: &Store) -> Result<Self, StoreError> {
        Ok(Self(store.protected().files()?))
    }
}

impl Tx<'_> {
    /// How many files are whole with them.
    fn take_chunks(
        &mut self,
        chunks: &[FileChunk],
        named_here: &NamedHere,
        for_others: bool,
    ) -> Result<u32, StoreError> {
        let mut room = if for_others { CARRIED_MOST.saturating_sub(self.carried_chunks()?) } else { 0 };
        let mut whole = 0_u32;
        for chunk in chunks {
            let root = file_root(&chunk.hashes);
            let row = blob::by_root(self.sql(), &root)?;
            let named_at = self.named_at(&root, named_here)?;
            let is_named = named_at.is_some();
            if let (Some(row), Some(at)) = (&row, named_at)
                && row.carried
            {
                blob::set_not_carried(self.sql(), row.blob)?;
                blob::set_named(self.sql(), &root, (at.stream, at.device, at.number))?;
            }
            if row.as_ref().is_some_and(|row| row.whole) {
                continue;
            }
            if !is_named {
                if room == 0 || self.is_erased(&root, chunk.named)? {
                    continue;
                }
                room = room.saturating_sub(1);
            }
            whole = whole.saturating_add(u32::from(self.take_chunk(&root, chunk, row, named_at)?));
        }
        Ok(whole)
    }

    /// How many chunks lie here of files that no event names which opens here. O(those).
    fn carried_chunks(&self) -> Result<usize, StoreError> {
        let mut chunks = 0_usize;
        for (blob, root) in blob::carried(self.sql())? {
            if view_file::naming(self.sql(), &root)?.is_none() {
                chunks = chunks.saturating_add(blob_chunk::numbers(self.sql(), blob)?.len());
            }
        }
        Ok(chunks)
    }

    /// Is the file whole with it?
    fn take_chunk(
        &mut self,
        root: &[u8; 32],
        chunk: &FileChunk,
        row: Option<FileRow>,
        named_at: Option<NamedAt>,
    ) -> Result<bool, StoreError> {
        let row = match row {
            Some(row) => row,
            None => {
                // What an event here says goes before what a sender does.
                let NamedAt { stream, device, number } = named_at.unwrap_or(chunk.named);
                let carried = named_at.is_none();
                let (blob, hashes) = (local_name(root), chunk.hashes.clone());
                let named = Some((stream, device, number));
                let row = FileRow { blob, root: *root, hashes, named, whole: false, carried };
                blob::begin(self.sql(), &row)?;
                row
            }
        };
        blob_chunk::take(self.sql(), row.blob, chunk.number, &chunk.sealed)?;
        let is_whole = blob_chunk::numbers(self.sql(), row.blob)?.len() == chunk.hashes.len();
        if is_whole {
            blob::set_whole(self.sql(), row.blob)?;
            blob_begun::delete_of(self.sql(), root)?;
        }
        Ok(is_whole)
    }

    /// Where an event stands that opens here and names the file.
    fn named_at(&self, root: &[u8; 32], named_here: &NamedHere) -> Result<Option<NamedAt>, StoreError> {
        let naming = view_file::naming(self.sql(), root)?.or_else(|| named_here.0.get(root).copied());
        let Some(naming) = naming else { return Ok(None) };
        let row = event::by_name(self.sql(), naming)?;
        Ok(row.map(|row| NamedAt { stream: row.stream, device: row.device, number: row.seq }))
    }

    /// Was it erased, or the event that is said to name it?
    fn is_erased(&self, root: &[u8; 32], named: NamedAt) -> Result<bool, StoreError> {
        let at = (named.stream, named.device, named.number);
        Ok(erasure::is_file(self.sql(), root)? || event::is_erased_at(self.sql(), at)?)
    }

    /// Deletes these files and those that these events are said to name, and notes that they were. One that another case names
    /// stays: whoever writes its root into their own takes it from nobody.
    pub(crate) fn files_erase(
        &mut self,
        whose: &BTreeMap<[u8; 32], (Stream, [u8; 16])>,
        events: impl Iterator<Item = ((Stream, DeviceId, u64), [u8; 16])>,
        cases: &BTreeSet<CaseId>,
    ) -> Result<(), StoreError> {
        let mut all = whose.clone();
        for (at, subject) in events {
            all.extend(blob::named_at(self.sql(), at)?.into_iter().map(|root| (root, (at.0, subject))));
        }
        for (root, (stream, subject)) in &all {
            let is_anothers = view_file::cases(self.sql(), root)?.iter().any(|case| !cases.contains(case));
            if is_anothers || self.protected().is_file_of_another(root, cases)? {
                continue;
            }
            blob::delete_of(self.sql(), root)?;
            blob_begun::delete_of(self.sql(), root)?;
            erasure::put_item(self.sql(), *stream, &erasure::ErasedItem::File(*root), subject)?;
        }
        Ok(())
    }
}

/// Under which name a file of another laptop stands in the table: its own one is known to who can open the event alone.
fn local_name(root: &[u8; 32]) -> BlobId {
    BlobId::from_bytes(root.first_chunk().copied().unwrap_or_default())
}

#[cfg(test)]
mod tests;
