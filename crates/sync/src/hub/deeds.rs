//! What a hub has to be told of who may speak: the difference between what the centre says and what the hub knows.

use std::collections::BTreeSet;

use pana_model::{CentreId, DeviceId};
use pana_store::{ErasedItem, HubPlace, Speaker, Store, StoreError};
use pana_wire::hub::{DEED_CONTEXT, Deed, DeedDevice, DeedErased, DeedId, DeedWrite, Deeds, MAX_ACTS, write_entry};
use pana_wire::{EventId, StreamId};

/// What the hub is told of who may speak. Who was let in is told before anything is given, since what they wrote may be among it;
/// who was removed after the log that says so lies there: whoever has not heard of it would let them in again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tell {
    Admitted,
    All,
}

/// The deeds of a hub that are known here, if the first one is.
pub(super) fn known(store: &Store, key: &[u8; 32], root: &[u8]) -> Result<Option<Deeds>, StoreError> {
    let Ok(root) = Deed::from_bytes(root) else { return Ok(None) };
    let id = root.id();
    let held = store.hub_deeds(key)?;
    let held = held.iter().filter_map(|deed| Deed::from_bytes(deed).ok());
    Ok(Some(Deeds::new(store.centre(), id, held.chain([root]))))
}

/// Which laptop took this one out of the centre, as the deeds say that are known here; `None` where it stands.
///
/// # Errors
/// As any read.
pub fn taken_out_by(store: &Store, place: &HubPlace) -> Result<Option<DeviceId>, StoreError> {
    let own = store.device();
    let Some(known) = known(store, &place.key, &place.root_deed)? else { return Ok(None) };
    if known.devices().get(&own).is_none_or(|device| device.stands) {
        return Ok(None);
    }
    Ok(known.removals_of(own).last().map(|deed| deed.by))
}

/// The deeds that count, without those that are there.
pub(super) fn lacking(
    store: &Store,
    key: &[u8; 32],
    root: &[u8],
    there: &BTreeSet<DeedId>,
) -> Result<Vec<Deed>, StoreError> {
    let Some(known) = known(store, key, root)? else { return Ok(Vec::new()) };
    let allowed = known.allowed();
    Ok(known.all().filter(|deed| allowed.contains(&deed.id()) && !there.contains(&deed.id())).cloned().collect())
}

/// What tells a hub of deeds.
pub(super) fn telling<'d>(org: CentreId, deeds: impl IntoIterator<Item = &'d Deed>) -> Vec<u8> {
    let mut body = Vec::new();
    write_entry(&mut body, org.as_bytes());
    deeds.into_iter().for_each(|deed| write_entry(&mut body, &deed.to_bytes()));
    body
}

/// A deed that says what the hub does not know yet; `None` where there is nothing to say, or this laptop may not.
pub(super) fn next(store: &Store, deeds: &Deeds, tell: Tell) -> Option<Deed> {
    let (own, there) = (store.device(), deeds.devices());
    let here = store.speakers();
    let may = |speaker: &Speaker| speaker.device == own && speaker.coordinator;
    let is_known = there.get(&own).is_some_and(|known| known.stands && known.coordinator);
    if !is_known || !here.iter().any(may) {
        return None;
    }
    let mut acts: Vec<DeedWrite> =
        here.iter().flat_map(|speaker| acts_of(speaker, there.get(&speaker.device))).collect();
    if tell == Tell::Admitted {
        let removed: BTreeSet<DeviceId> = acts.iter().filter_map(removes).collect();
        acts.retain(|act| matches!(act, DeedWrite::Admit { dev, .. } if !removed.contains(dev)));
    } else {
        acts.extend(erased(store, deeds));
    }
    acts.truncate(MAX_ACTS);
    if acts.is_empty() {
        return None;
    }
    sign(store, store.centre(), &deeds.ends(), &acts)
}

/// What was erased here and the hub has not been told of. What does not go into one deed is told at the next meeting.
fn erased(store: &Store, deeds: &Deeds) -> Vec<DeedWrite> {
    let (told, here) = (deeds.erased(), store.erased_items().unwrap_or_default());
    let named = here.into_iter().map(|(stream, item)| {
        let item = match item {
            ErasedItem::Event(id) => DeedErased::Event(EventId::from_bytes(id)),
            ErasedItem::Slot(slot) => DeedErased::Slot(slot),
        };
        (StreamId::derive(store.centre(), stream), item)
    });
    let new = named.filter(|erased| !told.contains(erased));
    new.map(|(stream, item)| DeedWrite::Erase { stream, item }).collect()
}

const fn removes(act: &DeedWrite) -> Option<DeviceId> {
    match act {
        DeedWrite::Remove { dev } => Some(*dev),
        DeedWrite::Admit { .. } | DeedWrite::Recovery { .. } | DeedWrite::Erase { .. } => None,
    }
}

/// The first deed of a centre at a hub: all who may speak now.
pub(super) fn first(store: &Store) -> Option<Deed> {
    let speakers = store.speakers();
    let is_coordinators = speakers.iter().any(|speaker| speaker.device == store.device() && speaker.coordinator);
    let mut acts: Vec<DeedWrite> = speakers.iter().flat_map(|speaker| acts_of(speaker, None)).collect();
    // The rest is told at the first meeting.
    acts.sort_by_key(|act| !matches!(act, DeedWrite::Admit { dev, .. } if *dev == store.device()));
    acts.truncate(FIRST_ACTS);
    is_coordinators.then(|| sign(store, store.centre(), &BTreeSet::new(), &acts)).flatten()
}

/// So many acts of the first deed, which stands in an event, keep it small.
const FIRST_ACTS: usize = 32;

fn acts_of(speaker: &Speaker, known: Option<&DeedDevice>) -> Vec<DeedWrite> {
    let (dev, key, coordinator) = (speaker.device, speaker.key, speaker.coordinator);
    let admit = DeedWrite::Admit { dev, key, coordinator };
    match known {
        // One that was removed is told as well: what it wrote before goes on being carried.
        None if speaker.stands => vec![admit],
        None => vec![DeedWrite::Admit { dev, key, coordinator: false }, DeedWrite::Remove { dev }],
        Some(known) if known.stands && !speaker.stands => vec![DeedWrite::Remove { dev }],
        Some(known) if known.stands && known.coordinator && !coordinator => vec![DeedWrite::Remove { dev }, admit],
        Some(known) if speaker.stands && (!known.stands || known.coordinator != coordinator) => vec![admit],
        Some(_) => Vec::new(),
    }
}

fn sign(store: &Store, org: CentreId, past: &BTreeSet<DeedId>, acts: &[DeedWrite]) -> Option<Deed> {
    let statement = Deed::statement(org, store.device(), past, acts);
    let sig = store.device_secrets().sign_statement(DEED_CONTEXT, &statement);
    Deed::new(statement, sig).ok()
}
