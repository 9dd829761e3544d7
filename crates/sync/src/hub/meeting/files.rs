//! Files of answers, once all else is done: which lie at the hub, piece by piece what lacks here and what lacks there.
//!
//! A piece that was taken stays, on both sides, so a line that breaks costs one piece. What lacks here is asked for where it or
//! the hub's files are others than when it was last asked for.

use pana_store::ChunkHere;
use pana_wire::hub::{ChunkHeld, FileAsked, FileGiven, FilePiece, FilesAsked, FilesHeld};

use super::wanted::{Giving, Taking, Wanted};
use super::*;
use crate::hub::give::half;

/// About so many files are asked for at once.
const ASKED_AT_ONCE: usize = 256;
/// So often a chunk may turn out to be another one, or not go on, before its file is left for another time.
const PATIENCE: u8 = 2;

impl Meeting {
    /// The next request about files; `None` where there is nothing left to do.
    pub(super) fn file_to_ask(&mut self, store: &mut Store, now: Moment) -> Result<Option<Ask>, MeetFault> {
        if !self.files.planned {
            self.plan_files(store)?;
        }
        loop {
            if let Some(taking) = self.files.to_take.front() {
                if let Some(asked) = piece_to_take(store, taking, self.size, now)? {
                    return Ok(Some(self.ask("/v1/files/get", asked.to_bytes(), true)));
                }
                // Whole, or as far as it goes; what turned out to be something else is asked for again another time.
                if taking.impatience >= PATIENCE {
                    self.files.plan = None;
                }
                self.files.to_take.pop_front();
                continue;
            }
            if let Some(giving) = self.files.to_give.front() {
                if let Some(piece) = piece_to_give(store, giving, self.size)? {
                    return Ok(Some(self.ask("/v1/files/put", piece.to_bytes(), true)));
                }
                self.given_file(store, now)?;
                continue;
            }
            let many = self.files.to_ask.len().min(ASKED_AT_ONCE);
            if many == 0 {
                if let Some(plan) = self.files.plan.take() {
                    store.hub_asked_files(&self.place.key, &plan, now)?;
                }
                return Ok(None);
            }
            // Asked twice without an answer between, it is the same again.
            self.files.asked = self.files.to_ask.iter().take(many).copied().collect();
            let asked = FilesAsked { roots: self.files.asked.iter().map(Wanted::root).collect() };
            return Ok(Some(self.ask("/v1/files/held", asked.to_bytes(), true)));
        }
    }

    /// What an answer about files means.
    pub(super) fn file_answered(&mut self, store: &mut Store, body: &[u8], now: Moment) -> Result<(), MeetFault> {
        if !self.files.to_take.is_empty() {
            return self.took_piece(store, &FileGiven::from_bytes(body)?.bytes, now);
        }
        if !self.files.to_give.is_empty() {
            self.gave_piece(ChunkHeld::from_bytes(body)?);
            return Ok(());
        }
        let asked = std::mem::take(&mut self.files.asked);
        let FilesHeld { files } = FilesHeld::from_bytes(body, asked.len())?;
        self.files.to_ask.drain(..asked.len().min(self.files.to_ask.len()));
        let mut there = Vec::new();
        for (wanted, held) in asked.into_iter().zip(files) {
            match (wanted, held) {
                (Wanted::Here(root), Some(held)) if pana_wire::bundle::file_root(&held.hashes) == root => {
                    self.files.to_take.push_back(Taking { root, held, impatience: 0 });
                }
                (Wanted::Here(_), _) => self.progress.files_to_read = self.progress.files_to_read.saturating_sub(1),
                (Wanted::There(file), held) => {
                    let mut chunks = held.map(|held| held.chunks).unwrap_or_default();
                    chunks.resize(usize::try_from(file.chunks).unwrap_or_default(), ChunkHeld::default());
                    if chunks.iter().all(|chunk| chunk.whole) {
                        there.push(half(&file.root));
                        self.progress.files_to_give = self.progress.files_to_give.saturating_sub(1);
                        continue;
                    }
                    self.files.to_give.push_back(Giving { file, chunks, impatience: 0 });
                }
            }
        }
        // Small ones first: a short meeting brings as many as it can.
        self.files.to_take.make_contiguous().sort_by_key(|taking| taking.held.hashes.len());
        store.hub_has(&self.place.key, &[], &there, now)?;
        Ok(())
    }

    /// The hub has too much to do: all else is done, and files go on the next time.
    pub(super) fn files_later(&mut self) {
        self.files.plan = None;
        self.step = Step::Done;
    }

    /// The hub has as much of this centre as it may: nothing more is given.
    pub(super) fn files_full(&mut self) {
        self.end.full = true;
        self.files.to_give.clear();
        self.files.to_ask.retain(|wanted| matches!(wanted, Wanted::Here(_)));
    }

    fn plan_files(&mut self, store: &Store) -> Result<(), MeetFault> {
        self.files.planned = true;
        let Some(head) = self.files.head else { return Ok(()) };
        let (lacks, key) = (store.lacks_files()?, self.place.key);
        let mut hasher = blake3::Hasher::new();
        hasher.update(&head.to_be_bytes());
        lacks.iter().for_each(|root| {
            hasher.update(root);
        });
        let plan = *hasher.finalize().as_bytes();
        if !lacks.is_empty() && store.hub_known(&key)?.files != Some(plan) {
            self.files.plan = Some(plan);
            self.progress.files_to_read = u64::try_from(lacks.len()).unwrap_or(u64::MAX);
            self.files.to_ask.extend(lacks.into_iter().map(Wanted::Here));
        }
        for file in store.files_lacking(&pana_store::Have::default(), &BTreeSet::new())? {
            if !store.hub_holds(&key, &half(&file.root))? {
                self.files.to_ask.push_back(Wanted::There(file));
                self.progress.files_to_give = self.progress.files_to_give.saturating_add(1);
            }
        }
        Ok(())
    }

    fn took_piece(&mut self, store: &mut Store, bytes: &[u8], now: Moment) -> Result<(), MeetFault> {
        let size = self.size;
        let Some(taking) = self.files.to_take.front_mut() else { return Ok(()) };
        let Some(asked) = piece_to_take(store, taking, size, now)? else { return Ok(()) };
        let at = usize::try_from(asked.number).unwrap_or(usize::MAX);
        let length = taking.held.chunks.get(at).map_or(0, |chunk| chunk.bytes);
        let bytes_len = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        let longer = asked.at.saturating_add(bytes_len) > length;
        let is_short = bytes.len() < size && asked.at.saturating_add(bytes_len) < length;
        if is_short {
            // Whoever gives a byte at a time keeps this laptop busy for nothing.
            taking.impatience = taking.impatience.saturating_add(1);
        }
        let taken = if bytes.is_empty() || longer {
            Some(false)
        } else {
            store.take_file_piece((&taking.held.hashes, asked.number), (asked.at, bytes, length), now)?
        };
        match taken {
            Some(false) => taking.impatience = taking.impatience.saturating_add(1),
            Some(true) if store.holds_file(&taking.root)? => {
                store.hub_has(&self.place.key, &[], &[half(&taking.root)], now)?;
                self.files.to_take.pop_front();
                self.end.taken.files = self.end.taken.files.saturating_add(1);
                self.progress.files_read = self.progress.files_read.saturating_add(1);
                self.progress.files_to_read = self.progress.files_to_read.saturating_sub(1);
            }
            Some(true) | None => {}
        }
        self.grow();
        Ok(())
    }

    fn gave_piece(&mut self, held: ChunkHeld) {
        if let Some(giving) = self.files.to_give.front_mut() {
            let number = giving.next();
            if let Some(chunk) = number.and_then(|number| giving.chunks.get_mut(number)) {
                if !held.whole && held.bytes <= chunk.bytes {
                    giving.impatience = giving.impatience.saturating_add(1);
                }
                *chunk = held;
            }
        }
        self.grow();
    }

    /// The first of those to be given is there, or is left for another time.
    fn given_file(&mut self, store: &mut Store, now: Moment) -> Result<(), MeetFault> {
        let Some(giving) = self.files.to_give.pop_front() else { return Ok(()) };
        self.progress.files_to_give = self.progress.files_to_give.saturating_sub(1);
        if giving.impatience >= PATIENCE || giving.next().is_some() {
            return Ok(());
        }
        self.progress.files_given = self.progress.files_given.saturating_add(1);
        self.end.files_given = self.end.files_given.saturating_add(1);
        Ok(store.hub_has(&self.place.key, &[], &[half(&giving.file.root)], now)?)
    }
}

/// The next piece of a file that lacks here; `None` where it goes no further.
fn piece_to_take(store: &mut Store, taking: &Taking, size: usize, now: Moment) -> Result<Option<FileAsked>, MeetFault> {
    if taking.impatience >= PATIENCE {
        return Ok(None);
    }
    let lengths: Vec<u64> = taking.held.chunks.iter().map(|chunk| chunk.bytes).collect();
    let here = store.chunks_here(&taking.root, &lengths)?;
    for (ChunkHere { number, bytes, whole }, held) in here.into_iter().zip(&taking.held.chunks) {
        if whole || !held.whole {
            continue;
        }
        // As much as that of another chunk has come from somebody who said otherwise.
        let is_of_another = bytes >= held.bytes;
        if is_of_another {
            store.forget_begun(&taking.root, number, now)?;
        }
        let (at, most) = (if is_of_another { 0 } else { bytes }, u64::try_from(size).unwrap_or(u64::MAX));
        return Ok(Some(FileAsked { root: taking.root, number, at, most }));
    }
    Ok(None)
}

/// The next piece of a file that lacks there.
fn piece_to_give(store: &Store, giving: &Giving, size: usize) -> Result<Option<FilePiece>, MeetFault> {
    let Some(number) = giving.next().filter(|_| giving.impatience < PATIENCE) else { return Ok(None) };
    let at = giving.chunks.get(number).map_or(0, |chunk| chunk.bytes);
    let chunk = match store.outgoing_chunk(&giving.file.root, u32::try_from(number).unwrap_or(u32::MAX)) {
        Ok(chunk) => chunk,
        // Erased meanwhile, or damaged here, whichever way that shows: the others go on.
        Err(_) => return Ok(None),
    };
    let from = usize::try_from(at).unwrap_or(usize::MAX).min(chunk.sealed.len());
    let to = from.saturating_add(size).min(chunk.sealed.len());
    let bytes = chunk.sealed.get(from..to).unwrap_or_default().to_vec();
    let length = u64::try_from(chunk.sealed.len()).unwrap_or(u64::MAX);
    let at = u64::try_from(from).unwrap_or(u64::MAX);
    Ok(Some(FilePiece { hashes: chunk.hashes, number: chunk.number, length, at, bytes }))
}
