//! What a device has: of each chain the event up to which nothing lacks.

use std::collections::BTreeMap;

use pana_model::{DeviceId, EventRef};

use crate::disk::StoreError;
use crate::log::{Stream, event};
use crate::store::Store;

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

impl Store {
    /// What is here. O(events), of the index alone.
    ///
    /// # Errors
    /// As any read.
    pub fn have(&self) -> Result<Have, StoreError> {
        let mut have = BTreeMap::new();
        for (stream, device, _) in event::chain_ends(self.connection())? {
            if let Some(end) = event::unbroken_end(self.connection(), stream, device)? {
                have.insert((stream, device), end);
            }
        }
        Ok(Have(have))
    }
}
