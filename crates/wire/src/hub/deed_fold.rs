//! Which deeds count, and what they come to: a function of the set, in whatever order they came.
//!
//! - The first deed is the one that the centre was registered with; everything descends from it.
//! - A deed's maker must have been a coordinator's laptop in what the deed had seen, or the recovery key.
//! - A removal that its past allows always counts, also when its maker is removed beside it. So of two who removed each other
//!   both are out, until a third coordinator or the recovery key lets one in again.
//! - What else somebody did who was removed counts only where the removal had seen it, and with it what rests on it.
//! - Who was let in again by a deed that had seen the removal stands.
//! - What a deed says to be erased is, unless a deed that had seen it takes it back.
//!
//! **Adding one deed to a set.** Most sets are not folded anew. Let a set hold with each deed its past, and a deed come
//! whose past lies in it. Nothing in the set has seen the deed, so none rests on it; and it strikes none, unless it
//! removes somebody and there is something in the set that it had not seen. So the deed is asked for alone, and what it
//! says is put beside what is there. A history in which each deed had seen those before it, which is what laptops make
//! that meet at one hub, is folded in one pass.

use std::collections::{BTreeMap, BTreeSet};

use pana_model::{CentreId, DeviceId, StreamName};

use super::deed::{BY_RECOVERY, Deed, DeedErased, DeedId, DeedWrite, MAX_PAST};
use super::deed_set::DeedSet;
use crate::StreamId;

/// Most deeds of a centre. What each had seen takes one bit for each one before it: 16 MiB at this number. A centre that
/// erases has one for some hundred events and keys, so this is for some hundred thousand people.
pub const MAX_DEEDS: usize = 16_384;

/// So many of them are kept free of erasures: whoever is removed has to be told of at any time.
pub const DEEDS_KEPT_FREE: usize = 1024;

/// How many folds of pasts are kept while deeds are placed.
const KEPT: usize = 16;

/// The deeds of a centre, and what they come to. O(deeds) to fold where they saw each other.
#[derive(Debug, Clone, Default)]
pub struct Deeds {
    deeds: BTreeMap<DeedId, Deed>,
    /// Those that hang together with the first one, each after what it has seen.
    placed: Vec<Placed>,
    all: Fold,
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
#[derive(Debug, Clone)]
struct Placed {
    id: DeedId,
    past: DeedSet,
    allowed: bool,
}

/// A set of deeds and what it comes to.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Fold {
    set: DeedSet,
    /// The removals that count, by whom they remove.
    removals: BTreeMap<DeviceId, DeedSet>,
    /// Who was let in by deeds that count, and by which: the one that had seen least first.
    admits: BTreeMap<DeviceId, BTreeMap<(usize, DeedId), Admit>>,
    recovery: BTreeSet<[u8; 32]>,
    counting: DeedSet,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Admit {
    by: usize,
    key: [u8; 32],
    coordinator: bool,
}

impl Deeds {
    /// The deeds that descend from the one with which a centre was registered. Others than those of the centre are left out.
    pub fn new(org: CentreId, root: DeedId, deeds: impl IntoIterator<Item = Deed>) -> Self {
        let deeds = deeds.into_iter().filter(|deed| deed.org == org).map(|deed| (deed.id(), deed)).collect();
        let mut placing = Self { deeds, ..Self::default() };
        placing.place_all(root);
        placing
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

    /// Those that hang together with the first one, each after what it has seen.
    pub fn in_order(&self) -> impl Iterator<Item = &Deed> {
        self.placed.iter().filter_map(|placed| self.deeds.get(&placed.id))
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.deeds.len()
    }

    /// Those that no other one has seen: a new deed names these. Where somebody made more of them apart than one may name, those
    /// that had seen most; the next deed names others.
    pub fn ends(&self) -> BTreeSet<DeedId> {
        let seen: BTreeSet<DeedId> = self.deeds.values().flat_map(|deed| deed.past.iter().copied()).collect();
        let mut ends: Vec<&Placed> = self.placed.iter().filter(|placed| !seen.contains(&placed.id)).collect();
        ends.sort_by_key(|placed| (std::cmp::Reverse(placed.past.len()), placed.id));
        ends.into_iter().take(MAX_PAST).map(|placed| placed.id).collect()
    }

    /// The devices, those removed too.
    pub fn devices(&self) -> BTreeMap<DeviceId, DeedDevice> {
        let device = |dev: &DeviceId| Some((*dev, self.device_in(&self.all, *dev)?));
        self.all.admits.keys().filter_map(device).collect()
    }

    /// Those whose makers may have made them.
    pub fn allowed(&self) -> BTreeSet<DeedId> {
        self.placed.iter().filter(|placed| placed.allowed).map(|placed| placed.id).collect()
    }

    /// The deeds that take this device out, those last that had seen most.
    pub fn removals_of(&self, dev: DeviceId) -> Vec<&Deed> {
        let takes_out =
            |deed: &Deed| deed.acts.iter().any(|act| matches!(act, DeedWrite::Remove { dev: out } if *out == dev));
        let allowed = self.placed.iter().filter(|placed| placed.allowed);
        let found = allowed.filter_map(|placed| Some((placed.past.len(), self.deeds.get(&placed.id)?)));
        let mut all: Vec<(usize, &Deed)> = found.filter(|(_, deed)| takes_out(deed)).collect();
        all.sort_by_key(|(seen, deed)| (*seen, deed.id()));
        all.into_iter().map(|(_, deed)| deed).collect()
    }

    /// These deeds with all that they had seen.
    pub fn with_past(&self, of: &[&Deed]) -> Vec<&Deed> {
        let mut ids: BTreeSet<DeedId> = of.iter().map(|deed| deed.id()).collect();
        for placed in self.placed.iter().filter(|placed| of.iter().any(|deed| deed.id() == placed.id)) {
            ids.extend(placed.past.all().filter_map(|number| Some(self.placed.get(number)?.id)));
        }
        ids.iter().filter_map(|id| self.deeds.get(id)).collect()
    }

    /// What was erased, by deeds that count. Of the control stream nothing is erased: whoever joins needs all of it.
    pub fn erased(&self) -> BTreeSet<(StreamId, DeedErased)> {
        let (mut said, mut taken_back) = (BTreeMap::<_, Vec<usize>>::new(), BTreeMap::<_, DeedSet>::new());
        for (number, placed) in self.placed.iter().enumerate().filter(|(number, _)| self.all.counting.has(*number)) {
            let Some(deed) = self.deeds.get(&placed.id) else { continue };
            let control = StreamId::derive(deed.org, StreamName::Control);
            for act in &deed.acts {
                match act {
                    DeedWrite::Erase { stream, item } if *stream != control => {
                        said.entry((*stream, *item)).or_default().push(number);
                    }
                    // It takes back what it had seen.
                    DeedWrite::TakeBack { stream, item } => {
                        taken_back.entry((*stream, *item)).or_default().add_all(&placed.past);
                    }
                    _ => {}
                }
            }
        }
        let is_taken_back = |what: &(StreamId, DeedErased), erase: usize| {
            taken_back.get(what).is_some_and(|had_seen| had_seen.has(erase))
        };
        let stands = |(what, by): (_, Vec<usize>)| {
            let stands = by.into_iter().any(|erase| !is_taken_back(&what, erase));
            stands.then_some(what)
        };
        said.into_iter().filter_map(stands).collect()
    }

    /// Places every deed that hangs together with the first one after what it has seen, and folds them.
    fn place_all(&mut self, root: DeedId) {
        let Some(first) = self.deeds.get(&root) else { return };
        let first = Placed { id: root, past: DeedSet::default(), allowed: Self::is_root(first) };
        let (mut numbers, mut kept) = (BTreeMap::new(), Vec::new());
        let mut children: BTreeMap<DeedId, Vec<DeedId>> = BTreeMap::new();
        let mut lacks: BTreeMap<DeedId, usize> = BTreeMap::new();
        for deed in self.deeds.values().filter(|deed| deed.id() != root && !deed.past.is_empty()) {
            lacks.insert(deed.id(), deed.past.len());
            deed.past.iter().for_each(|seen| children.entry(*seen).or_default().push(deed.id()));
        }
        let (mut ready, mut all) = (BTreeSet::from([root]), Some(Fold::default()));
        let mut first = Some(first);
        while let Some(id) = ready.pop_first() {
            let Some(placed) = first.take().or_else(|| self.place(id, &numbers, all.as_ref(), &mut kept)) else {
                continue;
            };
            let number = self.placed.len();
            self.placed.push(placed);
            numbers.insert(id, number);
            all = all.and_then(|mut all| self.extend(&mut all, number).then_some(all));
            for child in children.remove(&id).unwrap_or_default() {
                let left = lacks.get_mut(&child).map(|left| {
                    *left = left.saturating_sub(1);
                    *left
                });
                if left == Some(0) {
                    ready.insert(child);
                }
            }
        }
        self.all = all.unwrap_or_else(|| self.anew(&DeedSet::up_to(self.placed.len())));
    }

    /// The deed, whose past is placed, with what it had seen, judged there. `all`: the fold of all that are placed,
    /// where it is known.
    fn place(
        &self,
        id: DeedId,
        numbers: &BTreeMap<DeedId, usize>,
        all: Option<&Fold>,
        kept: &mut Vec<Fold>,
    ) -> Option<Placed> {
        let deed = self.deeds.get(&id)?;
        let mut past = DeedSet::default();
        for number in deed.past.iter().filter_map(|seen| numbers.get(seen)) {
            past.add(*number);
            past.add_all(&self.placed.get(*number)?.past);
        }
        let state = match all.filter(|all| all.set == past) {
            Some(all) => all,
            None => self.state(&past, all, kept)?,
        };
        let allowed = if deed.by == BY_RECOVERY {
            state.recovery.iter().any(|key| deed.is_signed_by(key))
        } else {
            let by = self.device_in(state, deed.by).filter(|by| by.stands && by.coordinator);
            by.is_some_and(|by| deed.is_signed_by(&by.key))
        };
        Some(Placed { id, past, allowed })
    }

    /// The fold of a past, kept for whoever has the same one.
    fn state<'k>(&self, past: &DeedSet, all: Option<&Fold>, kept: &'k mut Vec<Fold>) -> Option<&'k Fold> {
        if let Some(at) = kept.iter().position(|fold| fold.set == *past) {
            return kept.get(at);
        }
        let within = kept.iter().chain(all).filter(|fold| fold.set.is_within(past));
        let base = within.max_by_key(|fold| fold.set.len()).cloned();
        let extended = base.and_then(|mut fold| {
            let more = past.beyond(&fold.set);
            more.into_iter().all(|number| self.extend(&mut fold, number)).then_some(fold)
        });
        let fold = extended.unwrap_or_else(|| self.anew(past));
        if kept.len() >= KEPT {
            kept.remove(0);
        }
        kept.push(fold);
        kept.last()
    }

    /// Adds one deed to a fold that holds its past, if that is the same as folding anew.
    fn extend(&self, fold: &mut Fold, number: usize) -> bool {
        let Some((placed, deed)) = self.at(number) else { return false };
        if placed.allowed {
            let removes = deed.acts.iter().any(|act| matches!(act, DeedWrite::Remove { .. }));
            if removes && !fold.set.is_within(&placed.past) {
                return false;
            }
            self.note_removals(fold, number);
            self.apply(fold, number);
        }
        fold.set.add(number);
        true
    }

    /// The fold of a set, by the rule alone.
    fn anew(&self, set: &DeedSet) -> Fold {
        #[cfg(test)]
        tests::FOLDED_ANEW.set(tests::FOLDED_ANEW.get().saturating_add(1));
        let mut fold = Fold { set: set.clone(), ..Fold::default() };
        let allowed = |number: &usize| self.placed.get(*number).is_some_and(|placed| placed.allowed);
        let mut numbers: Vec<usize> = set.all().filter(allowed).collect();
        numbers.sort_by_key(|number| self.placed.get(*number).map(|placed| (placed.past.len(), placed.id)));
        numbers.iter().for_each(|number| self.note_removals(&mut fold, *number));
        numbers.iter().for_each(|number| self.apply(&mut fold, *number));
        fold
    }

    fn note_removals(&self, fold: &mut Fold, number: usize) {
        let Some((_, deed)) = self.at(number) else { return };
        for act in &deed.acts {
            if let DeedWrite::Remove { dev } = act {
                fold.removals.entry(*dev).or_default().add(number);
            }
        }
    }

    /// What a deed says goes into the fold, if it counts there.
    fn apply(&self, fold: &mut Fold, number: usize) {
        let Some((placed, deed)) = self.at(number) else { return };
        if !self.counts(fold, number, placed, deed) {
            return;
        }
        fold.counting.add(number);
        for act in &deed.acts {
            match act {
                // One deed lets a device in once: what it says first.
                DeedWrite::Admit { dev, key, coordinator } => {
                    let admit = Admit { by: number, key: *key, coordinator: *coordinator };
                    fold.admits.entry(*dev).or_default().entry((placed.past.len(), placed.id)).or_insert(admit);
                }
                DeedWrite::Recovery { key } => {
                    fold.recovery.insert(*key);
                }
                DeedWrite::Remove { .. } | DeedWrite::Erase { .. } | DeedWrite::TakeBack { .. } => {}
            }
        }
    }

    /// A removal of somebody leaves of what they did what it had seen, and what had seen it: they had been let in again.
    fn counts(&self, fold: &Fold, number: usize, placed: &Placed, deed: &Deed) -> bool {
        if placed.past.len() == 0 || deed.by == BY_RECOVERY {
            return true;
        }
        let mut admits = fold.admits.get(&deed.by).into_iter().flat_map(BTreeMap::values);
        let rests = admits.any(|admit| admit.coordinator && placed.past.has(admit.by));
        let unseen = fold.removals.get(&deed.by).map(|removals| removals.beyond(&placed.past)).unwrap_or_default();
        rests && unseen.into_iter().all(|removal| removal == number || self.had_seen(removal, number))
    }

    fn device_in(&self, fold: &Fold, dev: DeviceId) -> Option<DeedDevice> {
        let admits = fold.admits.get(&dev)?;
        let key = admits.values().next()?.key;
        // Let in again: the deed had seen the removal, or says both itself.
        let removals = fold.removals.get(&dev);
        let outlives = |admit: &&Admit| {
            let past = self.placed.get(admit.by).map(|placed| &placed.past);
            removals.is_none_or(|removals| past.is_some_and(|past| removals.is_within_but_for(past, admit.by)))
        };
        // Those that had seen most come first: mostly one of them says it all.
        let mut standing = admits.values().rev().filter(|admit| admit.key == key).filter(outlives);
        let Some(last) = standing.next() else { return Some(DeedDevice { key, stands: false, coordinator: false }) };
        let coordinator = last.coordinator || standing.any(|admit| admit.coordinator);
        Some(DeedDevice { key, stands: true, coordinator })
    }

    fn had_seen(&self, one: usize, other: usize) -> bool {
        self.placed.get(one).is_some_and(|placed| placed.past.has(other))
    }

    fn at(&self, number: usize) -> Option<(&Placed, &Deed)> {
        let placed = self.placed.get(number)?;
        Some((placed, self.deeds.get(&placed.id)?))
    }
}

#[cfg(test)]
mod tests;
