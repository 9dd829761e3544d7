//! Which envelopes are known to be signed by their devices, while they are taken in: each is asked about where it arrives, where
//! it takes its place, and where it is folded, and a signature costs as much as all the rest of a small event.

use std::cell::RefCell;
use std::collections::{BTreeMap, HashSet};
use std::num::NonZero;
use std::thread;

use pana_keys::PublicKeys;
use pana_wire::{Envelope, VerifyingKey, verify_envelope};

/// So many are held at most, which is some more than a page of a hub's list has.
const MOST: usize = 16 * 1024;

/// So many are worth another thread.
const LEAST: usize = 32;

/// What was found lately.
#[derive(Default)]
pub(crate) struct ByDevice {
    /// The keys under which was asked; none for one that would verify anything.
    keys: RefCell<BTreeMap<[u8; 32], Option<VerifyingKey>>>,
    /// Hashes over key, event and signature of those that hold.
    hold: RefCell<HashSet<[u8; 32]>>,
}

impl ByDevice {
    /// Did the device that has these keys sign the envelope?
    pub(crate) fn is_by(&self, envelope: &Envelope, keys: &PublicKeys) -> bool {
        let named = named(envelope, keys);
        if self.hold.borrow().contains(&named) {
            return true;
        }
        let key = *self.keys.borrow_mut().entry(keys.sign).or_insert_with(|| keys.verifying_key().ok());
        let holds = key.is_some_and(|key| verify_envelope(envelope, &key).is_ok());
        let mut hold = self.hold.borrow_mut();
        if holds && hold.len() < MOST {
            hold.insert(named);
        }
        holds
    }

    /// The same of many, on as many threads as the machine has; `None` where no keys are known.
    pub(crate) fn are_by(&self, all: &[(&Envelope, Option<PublicKeys>)]) -> Vec<Option<bool>> {
        let threads = thread::available_parallelism().map_or(1, NonZero::get);
        let each = all.len().div_ceil(threads).max(LEAST);
        if all.len() > LEAST {
            let found: Vec<[u8; 32]> = thread::scope(|scope| {
                let parts: Vec<_> = all.chunks(each).map(|part| scope.spawn(|| that_hold(part))).collect();
                parts.into_iter().filter_map(|part| part.join().ok()).flatten().collect()
            });
            let mut hold = self.hold.borrow_mut();
            let room = MOST.saturating_sub(hold.len());
            hold.extend(found.into_iter().take(room));
        }
        // What was found is at hand, and what a thread left out is asked here.
        all.iter().map(|(envelope, keys)| keys.as_ref().map(|keys| self.is_by(envelope, keys))).collect()
    }

    /// What was taken in is not asked about again.
    pub(crate) fn forget(&self) {
        self.keys.borrow_mut().clear();
        self.hold.borrow_mut().clear();
    }
}

/// Those of which a signature holds.
fn that_hold(part: &[(&Envelope, Option<PublicKeys>)]) -> Vec<[u8; 32]> {
    let mut known: BTreeMap<[u8; 32], Option<VerifyingKey>> = BTreeMap::new();
    let hold = part.iter().filter_map(|(envelope, keys)| {
        let keys = keys.as_ref()?;
        let key = (*known.entry(keys.sign).or_insert_with(|| keys.verifying_key().ok()))?;
        verify_envelope(envelope, &key).ok().map(|()| named(envelope, keys))
    });
    hold.collect()
}

fn named(envelope: &Envelope, keys: &PublicKeys) -> [u8; 32] {
    let mut hasher = blake3::Hasher::new();
    hasher.update(&keys.sign).update(envelope.id().as_bytes()).update(envelope.sig());
    *hasher.finalize().as_bytes()
}
