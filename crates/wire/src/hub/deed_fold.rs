//! Which deeds count, and what they come to: a function of the set, in whatever order they came.
//!
//! - The first deed is the one that the centre was registered with; everything descends from it.
//! - A deed's maker must have been a coordinator's laptop in what the deed had seen, or the recovery key.
//! - A removal that its past allows always counts, also when its maker is removed beside it. So of two who removed each other
//!   both are out, until a third coordinator or the recovery key lets one in again.
//! - What else somebody did who was removed counts only where the removal had seen it, and with it what rests on it.
//! - Who was let in again by a deed that had seen the removal stands.

use std::collections::{BTreeMap, BTreeSet};

use pana_model::{CentreId, DeviceId, StreamName};

use super::deed::{BY_RECOVERY, Deed, DeedErased, DeedId, DeedWrite};
use crate::StreamId;

/// More deeds than any centre makes.
pub const MAX_DEEDS: usize = 4096;

/// The deeds of a centre. O(deeds²) to fold, of which a centre has some dozens.
#[derive(Debug, Clone, Default)]
pub struct Deeds {
    root: Option<DeedId>,
    deeds: BTreeMap<DeedId, Deed>,
}

/// A device, as the deeds give it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DeedDevice {
    /// The key by which it signs; of one that was removed too.
    pub key: [u8; 32],
    /// Does it belong to the centre?
    pub stands: bool,
    /// May it sign deeds?
    pub coordinator: bool,
}

/// One deed and all that it had seen.
struct Placed<'d> {
    deed: &'d Deed,
    past: BTreeSet<DeedId>,
    allowed: bool,
}

impl Deeds {
    /// The deeds that descend from the one with which a centre was registered. Others than those of the centre are left out.
    pub fn new(org: CentreId, root: DeedId, deeds: impl IntoIterator<Item = Deed>) -> Self {
        let deeds = deeds.into_iter().filter(|deed| deed.org == org).map(|deed| (deed.id(), deed)).collect();
        Self { root: Some(root), deeds }
    }

    /// Is this a first deed: one that admits its own maker as a coordinator's laptop, and is signed by it?
    pub fn is_root(deed: &Deed) -> bool {
        let admits_itself = |act: &DeedWrite| match act {
            DeedWrite::Admit { dev, key, coordinator: true } => *dev == deed.by && deed.is_signed_by(key),
            _ => false,
        };
        deed.past.is_empty() && deed.acts.iter().any(admits_itself)
    }

    /// Over the ids of all of them.
    pub fn digest(&self) -> [u8; 32] {
        let mut hasher = blake3::Hasher::new();
        hasher.update(b"pana/deeds/1");
        self.deeds.keys().for_each(|id| {
            hasher.update(id.as_bytes());
        });
        *hasher.finalize().as_bytes()
    }

    /// All of them, by id.
    pub fn all(&self) -> impl Iterator<Item = &Deed> {
        self.deeds.values()
    }

    /// Those that no other one has seen: a new deed names these.
    pub fn ends(&self) -> BTreeSet<DeedId> {
        let seen: BTreeSet<DeedId> = self.deeds.values().flat_map(|deed| deed.past.iter().copied()).collect();
        self.placed().into_keys().filter(|id| !seen.contains(id)).collect()
    }

    /// Does this deed of theirs count so far that its maker may have made it?
    pub fn allows(&self, id: DeedId) -> bool {
        self.placed().get(&id).is_some_and(|placed| placed.allowed)
    }

    /// The devices, those removed too.
    pub fn devices(&self) -> BTreeMap<DeviceId, DeedDevice> {
        let placed = self.placed();
        let all: BTreeSet<DeedId> = placed.keys().copied().collect();
        fold_devices(&placed, &all).0
    }

    /// Those whose makers may have made them ([`Self::allows`]), worked out once.
    pub fn allowed(&self) -> BTreeSet<DeedId> {
        self.placed().into_iter().filter(|(_, placed)| placed.allowed).map(|(id, _)| id).collect()
    }

    /// The deeds that take this device out, those last that had seen most.
    pub fn removals_of(&self, dev: DeviceId) -> Vec<&Deed> {
        let placed = self.placed();
        let takes_out = |placed: &&Placed<'_>| {
            placed.allowed
                && placed.deed.acts.iter().any(|act| matches!(act, DeedWrite::Remove { dev: out } if *out == dev))
        };
        let mut all: Vec<_> =
            placed.values().filter(takes_out).map(|placed| (placed.past.len(), placed.deed)).collect();
        all.sort_by_key(|(seen, deed)| (*seen, deed.id()));
        all.into_iter().map(|(_, deed)| deed).collect()
    }

    /// These deeds with all that they had seen.
    pub fn with_past(&self, of: &[&Deed]) -> Vec<&Deed> {
        let placed = self.placed();
        let mut ids: BTreeSet<DeedId> = of.iter().map(|deed| deed.id()).collect();
        ids.extend(of.iter().filter_map(|deed| placed.get(&deed.id())).flat_map(|placed| placed.past.iter().copied()));
        ids.iter().filter_map(|id| self.deeds.get(id)).collect()
    }

    /// What was erased, by deeds that count. Of the control stream nothing is erased: whoever joins needs all of it.
    pub fn erased(&self) -> BTreeSet<(StreamId, DeedErased)> {
        let placed = self.placed();
        let all: BTreeSet<DeedId> = placed.keys().copied().collect();
        let mut erased = fold(&placed, &all).2;
        if let Some(root) = self.root.and_then(|root| self.deeds.get(&root)) {
            let control = StreamId::derive(root.org, StreamName::Control);
            erased.retain(|(stream, _)| *stream != control);
        }
        erased
    }

    /// Every deed that hangs together with the first one, each after what it has seen.
    fn placed(&self) -> BTreeMap<DeedId, Placed<'_>> {
        let mut placed: BTreeMap<DeedId, Placed<'_>> = BTreeMap::new();
        let Some(root) = self.root.and_then(|root| self.deeds.get(&root)) else { return placed };
        let allowed = Self::is_root(root);
        placed.insert(root.id(), Placed { deed: root, past: BTreeSet::new(), allowed });
        loop {
            let mut new = Vec::new();
            for deed in self.deeds.values().filter(|deed| !placed.contains_key(&deed.id())) {
                let is_ready = !deed.past.is_empty() && deed.past.iter().all(|id| placed.contains_key(id));
                if !is_ready {
                    continue;
                }
                let mut past = deed.past.clone();
                past.extend(
                    deed.past.iter().filter_map(|id| placed.get(id)).flat_map(|seen| seen.past.iter().copied()),
                );
                let (devices, recovery) = fold_devices(&placed, &past);
                let allowed = if deed.by == BY_RECOVERY {
                    recovery.iter().any(|key| deed.is_signed_by(key))
                } else {
                    let by = devices.get(&deed.by).filter(|by| by.stands && by.coordinator);
                    by.is_some_and(|by| deed.is_signed_by(&by.key))
                };
                new.push((deed.id(), Placed { deed, past, allowed }));
            }
            if new.is_empty() {
                return placed;
            }
            placed.extend(new);
        }
    }
}

/// The devices, the recovery keys, and what was erased.
type Folded = (BTreeMap<DeviceId, DeedDevice>, BTreeSet<[u8; 32]>, BTreeSet<(StreamId, DeedErased)>);

/// Who speaks, and the recovery keys: what is asked for each deed.
fn fold_devices(
    placed: &BTreeMap<DeedId, Placed<'_>>,
    set: &BTreeSet<DeedId>,
) -> (BTreeMap<DeviceId, DeedDevice>, BTreeSet<[u8; 32]>) {
    let (devices, recovery, _) = fold_with(placed, set, false);
    (devices, recovery)
}

/// What a set of deeds comes to.
fn fold(placed: &BTreeMap<DeedId, Placed<'_>>, set: &BTreeSet<DeedId>) -> Folded {
    fold_with(placed, set, true)
}

/// `erasures`: also what was erased, of which there may be much.
fn fold_with(placed: &BTreeMap<DeedId, Placed<'_>>, set: &BTreeSet<DeedId>, erasures: bool) -> Folded {
    let those: Vec<(&DeedId, &Placed<'_>)> =
        placed.iter().filter(|(id, placed)| set.contains(id) && placed.allowed).collect();
    let mut removals: BTreeMap<DeviceId, Vec<DeedId>> = BTreeMap::new();
    for (id, placed) in &those {
        for act in &placed.deed.acts {
            if let DeedWrite::Remove { dev } = act {
                removals.entry(*dev).or_default().push(**id);
            }
        }
    }
    let past_of = |id: &DeedId| placed.get(id).map(|placed| &placed.past);
    // A removal of somebody leaves of what they did what it had seen, and what had seen it: they had been let in again.
    let is_cut = |by: DeviceId, deed: &DeedId| {
        removals.get(&by).into_iter().flatten().any(|removal| {
            let had_seen = |one: &DeedId, other: &DeedId| past_of(one).is_some_and(|past| past.contains(other));
            removal != deed && !had_seen(removal, deed) && !had_seen(deed, removal)
        })
    };
    // Let in again: the deed had seen the removal, or says both itself.
    let outlives = |dev: DeviceId, deed: &DeedId| {
        let mut removals = removals.get(&dev).into_iter().flatten();
        removals.all(|removal| removal == deed || past_of(deed).is_some_and(|past| past.contains(removal)))
    };
    let mut ordered = those;
    ordered.sort_by_key(|(id, placed)| (placed.past.len(), **id));
    let mut counting: BTreeMap<DeviceId, Vec<(DeedId, [u8; 32], bool)>> = BTreeMap::new();
    let (mut recovery, mut erased) = (BTreeSet::new(), BTreeSet::new());
    for (id, placed) in ordered {
        let by = placed.deed.by;
        let rests = placed.past.is_empty()
            || by == BY_RECOVERY
            || counting
                .get(&by)
                .is_some_and(|admits| admits.iter().any(|(admit, _, may)| *may && placed.past.contains(admit)));
        if !rests || (by != BY_RECOVERY && is_cut(by, id)) {
            continue;
        }
        for act in &placed.deed.acts {
            match act {
                DeedWrite::Admit { dev, key, coordinator } => {
                    counting.entry(*dev).or_default().push((*id, *key, *coordinator));
                }
                DeedWrite::Recovery { key } => {
                    recovery.insert(*key);
                }
                DeedWrite::Erase { stream, item } if erasures => {
                    erased.insert((*stream, *item));
                }
                DeedWrite::Erase { .. } | DeedWrite::Remove { .. } => (),
            }
        }
    }
    let mut devices = BTreeMap::new();
    for (dev, admits) in counting {
        let Some((_, key, _)) = admits.first().copied() else { continue };
        let standing: Vec<_> = admits.iter().filter(|(deed, at, _)| *at == key && outlives(dev, deed)).collect();
        let coordinator = standing.iter().any(|(_, _, coordinator)| *coordinator);
        devices.insert(dev, DeedDevice { key, stands: !standing.is_empty(), coordinator });
    }
    (devices, recovery, erased)
}

#[cfg(test)]
mod tests;
