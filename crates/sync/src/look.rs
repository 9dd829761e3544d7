//! Looking into a folder: which bundles lie there, and what of each.
//!
//! All of each part is read, and nothing of it kept but counts. Nobody knows yet who wrote it: a device's keys are known to
//! the store alone.

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use pana_keys::{ParcelKeys, is_broken};
use pana_wire::EventId;
use pana_wire::bundle::{Counts, Ending, Head, Holds, MAX_PART, Tear};

use crate::fault::DiskFault;
use crate::file_name;
use crate::open::{NoPart, begin};
use crate::place::{Entry, Place};
use crate::sink::Spring;

/// Files that are looked at, at most.
const MOST_FILES: usize = 10_000;

/// What lies in a folder.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Look {
    /// Bundles of this centre that are for us, the one written last first (by the clocks of those who wrote them).
    pub bundles: Vec<FoundBundle>,
    /// Files with the ending of parts that are none here, by name.
    pub others: Vec<OtherFile>,
    /// Whether there are more files than are looked at.
    pub more: bool,
}

/// A bundle of which at least one part can be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundBundle {
    /// What its parts say of it; `part` and `before` are those of one of them.
    pub head: Head,
    /// All of its parts in their order.
    pub parts: Vec<FoundPart>,
}

/// A part of a bundle.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FoundPart {
    /// No file here is this part, or none that can be read; the other parts say what it holds.
    Missing(Holds),
    /// It is here.
    Here(PartHere),
}

/// A part that is here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartHere {
    /// The file's name.
    pub name: String,
    /// What it holds by its head.
    pub holds: Holds,
    /// What can be read of it.
    pub state: PartState,
    /// Whether it is the file that the next part names.
    pub exchange: Exchange,
    /// Further files that say they are this part: copies of it, and others.
    pub beside: Vec<String>,
}

/// What can be read of a part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PartState {
    /// All of it.
    Whole(Counts),
    /// What came before a break; of that the events count.
    Torn(Counts),
    /// The disk failed while it was read; what came before counts as in a torn one, and another try may give more.
    Unread(Counts, DiskFault),
}

/// Whether a part is the file that the next part names as the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exchange {
    /// It is.
    No,
    /// It is whole, and another file: this one or the next was put in somebody's place. Who signed each is to be asked.
    Yes,
    /// The next part is not here, or there is none; or this one is not whole, and so another file than it was.
    NotKnown,
}

/// A file that is no part for us.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OtherFile {
    /// Its name.
    pub name: String,
    /// Why.
    pub why: NoPart,
}

/// Why a folder cannot be looked into.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum LookError {
    /// The disk.
    #[error(transparent)]
    Disk(#[from] DiskFault),
    /// The caller stopped it.
    #[error("stopped")]
    Stopped,
}

/// Looks into a folder for bundles of the centre that descends from `root`. `watch` is told how many files were looked at
/// and of how many, also within a file; whoever says [`ControlFlow::Break`] stops it.
///
/// # Errors
/// As each says; a single file that cannot be read is among the [`Look::others`].
pub fn look<P: Place>(
    place: &P,
    keys: &ParcelKeys,
    root: EventId,
    watch: &mut dyn FnMut(usize, usize) -> ControlFlow<()>,
) -> Result<Look, LookError> {
    let names = place.names(&file_name::may_be_part, MOST_FILES).map_err(|error| DiskFault::of(&error))?;
    let mut found = Look { more: names.more, ..Look::default() };
    let mut bundles: BTreeMap<Vec<u8>, Vec<Candidate>> = BTreeMap::new();
    let all = names.entries.len();
    for (at, entry) in names.entries.into_iter().enumerate() {
        let mut go_on = || watch(at, all).is_continue();
        match read(place, &entry, keys, root, &mut go_on) {
            Ok(Some(candidate)) => bundles.entry(bundle_of(&candidate.head)).or_default().push(candidate),
            Ok(None) => return Err(LookError::Stopped),
            Err(why) => found.others.push(OtherFile { name: entry.name, why }),
        }
    }
    found.bundles = bundles.into_values().filter_map(together).collect();
    found.bundles.sort_by_key(|bundle| std::cmp::Reverse((bundle.head.written_ms, bundle.head.bundle)));
    Ok(found)
}

/// A file that says it is a part.
struct Candidate {
    name: String,
    head: Head,
    state: PartState,
    /// Of the whole file; none where the disk failed.
    hash: Option<[u8; 32]>,
}

/// All that the parts of a bundle say alike: who says something else of a bundle speaks of another one.
fn bundle_of(head: &Head) -> Vec<u8> {
    Head { part: 1, before: [0; 32], ..head.clone() }.to_bytes().unwrap_or_default()
}

/// Reads a file to its end. None when it was stopped.
fn read<P: Place>(
    place: &P,
    entry: &Entry,
    keys: &ParcelKeys,
    root: EventId,
    go_on: &mut dyn FnMut() -> bool,
) -> Result<Option<Candidate>, NoPart> {
    if entry.bytes > MAX_PART {
        return Err(NoPart::TooLarge);
    }
    let mut file = Spring::new(place.open(&entry.name).map_err(|error| NoPart::Disk(DiskFault::of(&error)))?);
    let mut part = begin(&mut file, keys, root)?;
    loop {
        if !go_on() {
            return Ok(None);
        }
        if part.next().is_none() {
            break;
        }
    }
    let (head, state) = match part.finish() {
        Ending::Whole(whole) => (whole.head().clone(), PartState::Whole(whole.counts())),
        Ending::Torn(torn) => {
            let state = match torn.why {
                Tear::Read(error) if !is_broken(&error) => PartState::Unread(torn.counts, DiskFault::of(&error)),
                _ => PartState::Torn(torn.counts),
            };
            (torn.head, state)
        }
    };
    // A torn part is read on, since the next one names it by all of its bytes.
    let hash = match file.sum(go_on) {
        Ok(Some((hash, _))) => Some(hash),
        Ok(None) => return Ok(None),
        Err(_) => None,
    };
    Ok(Some(Candidate { name: entry.name.clone(), head, state, hash }))
}

/// Puts the files of one bundle in their places, from the last to the first: each part names the file before it.
fn together(mut files: Vec<Candidate>) -> Option<FoundBundle> {
    let head = files.first()?.head.clone();
    let mut parts = Vec::with_capacity(head.holds.len());
    let mut named: Option<[u8; 32]> = None;
    for (number, holds) in (1..=head.parts()).rev().zip(head.holds.iter().rev()) {
        let (mut here, others) = files.into_iter().partition::<Vec<_>, _>(|file| file.head.part == number);
        files = others;
        here.sort_by_key(|file| (named.is_some() && file.hash != named, rank(&file.state)));
        let mut here = here.into_iter();
        let Some(first) = here.next() else {
            parts.push(FoundPart::Missing(*holds));
            named = None;
            continue;
        };
        let exchange = match named {
            None => Exchange::NotKnown,
            Some(named) if first.hash == Some(named) => Exchange::No,
            Some(_) if matches!(first.state, PartState::Whole(_)) => Exchange::Yes,
            Some(_) => Exchange::NotKnown,
        };
        named = Some(first.head.before);
        parts.push(FoundPart::Here(PartHere {
            name: first.name,
            holds: *holds,
            state: first.state,
            exchange,
            beside: here.map(|file| file.name).collect(),
        }));
    }
    parts.reverse();
    Some(FoundBundle { head, parts })
}

/// Of several files for one place, the better.
const fn rank(state: &PartState) -> u8 {
    match state {
        PartState::Whole(_) => 0,
        PartState::Torn(_) => 1,
        PartState::Unread(..) => 2,
    }
}
