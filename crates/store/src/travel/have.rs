//! What a device has: of each chain the event up to which nothing lacks.

use std::collections::BTreeMap;

use pana_model::{DeviceId, EventRef};

use crate::disk::StoreError;
use crate::fold::gate::{KEY_MISSING, NO_KEY};
use crate::log::{Stream, event};
use crate::store::Store;
use crate::table::view_verdict;

/// The ends of chains, by stream and writing device: the number of the last event before which nothing lacks, and that event.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Have(pub BTreeMap<(Stream, DeviceId), (u64, EventRef)>);

impl Have {
    /// What both have: where one has less, or another history under the same number, that is what counts.
    #[must_use]
    pub fn common(&self, other: &Self) -> Self {
        let less = |(chain, ours): (&(Stream, DeviceId), &(u64, EventRef))| {
            let theirs = other.0.get(chain)?;
            let end = if theirs.0 < ours.0 { theirs } else { ours };
            // Two histories of one number: that there are two is told by sending both from their beginning.
            (theirs.0 != ours.0 || theirs.1 == ours.1).then_some((*chain, *end))
        };
        Self(self.0.iter().filter_map(less).collect())
    }
}

/// Of each chain the greater end of two that are both had.
pub(super) fn greater(one: &Have, other: &Have) -> Have {
    let mut all = one.clone();
    for (chain, end) in &other.0 {
        let held = all.0.entry(*chain).or_insert(*end);
        if held.0 < end.0 {
            *held = *end;
        }
    }
    all
}

impl Store {
    /// What is here. O(events), of the index alone.
    ///
    /// # Errors
    /// As any read.
    pub fn have(&self) -> Result<Have, StoreError> {
        let (mut have, lacking_keys) = (BTreeMap::new(), self.first_without_key()?);
        for (stream, device, _) in event::chain_ends(self.connection())? {
            let before = lacking_keys.get(&(stream, device)).copied().unwrap_or(u64::MAX);
            if let Some(end) = event::unbroken_end(self.connection(), (stream, device), before)? {
                have.insert((stream, device), end);
            }
        }
        if self.lacks_source()? {
            // They go where the control stream goes, so it is asked for once more.
            have.retain(|(stream, _), _| *stream != Stream::Control);
        }
        Ok(Have(have))
    }

    /// Of each chain the first event that no key here opens: it is had with its key alone. Its subject may have others here, since a
    /// roll gives each subject another. Of the protected stream whoever lacks the grant cannot know, and carries it as it came.
    fn first_without_key(&self) -> Result<BTreeMap<(Stream, DeviceId), u64>, StoreError> {
        let lacks_key = |reason: &str| [KEY_MISSING, NO_KEY].contains(&reason);
        let protected = self.protected().set_aside()?.into_iter().filter(|(_, reason)| lacks_key(reason));
        let mut lacking: Vec<[u8; 32]> = protected.map(|(id, _)| id).collect();
        for reason in [KEY_MISSING, NO_KEY] {
            lacking.extend(view_verdict::with(self.connection(), reason)?);
        }
        let mut first = BTreeMap::new();
        for id in lacking {
            let Some(row) = event::by_id(self.connection(), &id)? else { continue };
            let least: &mut u64 = first.entry((row.stream, row.device)).or_insert(row.seq);
            *least = row.seq.min(*least);
        }
        Ok(first)
    }
}
