//! The chains of devices as a replay meets them: what was checked before answers for what its hashes lead to.

use std::collections::BTreeMap;

use pana_model::DeviceId;

use crate::log::{Stream, Vouched};

/// The chains as a replay meets them.
pub(super) struct Links {
    /// How far the signatures of each chain were checked before.
    pub(super) ends: Vouched,
    /// Events whose signatures were checked now, or lie before such an end.
    pub(super) events: BTreeMap<(Stream, DeviceId, u64), Vec<Link>>,
}

pub(super) struct Link {
    pub(super) id: [u8; 32],
    pub(super) prev: [u8; 32],
}

impl Links {
    /// How far each chain leads from its beginning, number by number and hash by hash.
    pub(super) fn reach(&self) -> Vouched {
        let mut reach = Vouched::new();
        for ((stream, device, seq), links) in &self.events {
            let (last, id) = reach.get(&(*stream, *device)).copied().unwrap_or((0, [0; 32]));
            if let [link] = links.as_slice()
                && last.checked_add(1) == Some(*seq)
                && link.prev == id
            {
                reach.insert((*stream, *device), (*seq, link.id));
            }
        }
        reach
    }

    /// Do the chains lead to the ends up to which signatures were checked?
    pub(super) fn hold(&self, reach: &Vouched) -> bool {
        self.ends.iter().all(|((stream, device), (seq, id))| {
            let leads = reach.get(&(*stream, *device)).is_some_and(|(last, _)| last >= seq);
            let links = self.events.get(&(*stream, *device, *seq)).map(Vec::as_slice);
            leads && matches!(links, Some([link]) if link.id == *id)
        })
    }
}
