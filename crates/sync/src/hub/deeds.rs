//! What a hub has to be told of who may speak: the difference between what the centre says and what the hub knows.

use std::collections::BTreeSet;

use pana_model::{CentreId, DeviceId, Moment};
use pana_store::{ErasedItem, HubPlace, Speaker, Store, StoreError, Stream};
use pana_wire::hub::{
    DEED_CONTEXT, Deed, DeedDevice, DeedErased, DeedId, DeedWrite, Deeds, DeedsHead, MAX_ACTS, MessageFault,
    split_items, write_entry,
};
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

/// The deeds that count, each after what it has seen, without those that are there.
pub(super) fn lacking(
    store: &Store,
    key: &[u8; 32],
    root: &[u8],
    there: &BTreeSet<DeedId>,
) -> Result<Vec<Deed>, StoreError> {
    let Some(known) = known(store, key, root)? else { return Ok(Vec::new()) };
    let allowed = known.allowed();
    Ok(known.in_order().filter(|deed| allowed.contains(&deed.id()) && !there.contains(&deed.id())).cloned().collect())
}

/// So many bytes of deeds, about, in one request.
const PAGE: usize = 256 * 1024;

/// What tells a hub of deeds, of many the first, and how many of them it tells.
pub(super) fn telling(org: CentreId, deeds: &[Deed]) -> (Vec<u8>, usize) {
    let (mut body, mut many) = (Vec::new(), 0_usize);
    write_entry(&mut body, org.as_bytes());
    for deed in deeds {
        let bytes = deed.to_bytes();
        if many > 0 && body.len().saturating_add(bytes.len()) > PAGE {
            break;
        }
        write_entry(&mut body, &bytes);
        many = many.saturating_add(1);
    }
    (body, many)
}

/// What asks a hub for the deeds that are not known here.
pub(super) fn asking(known: &Deeds) -> Vec<u8> {
    let mut body = Vec::new();
    known.all().for_each(|deed| write_entry(&mut body, deed.id().as_bytes()));
    body
}

/// What a hub gave of deeds, and which of those that are known here it does not have.
pub(super) fn given(body: &[u8], known: &Deeds) -> Result<(Vec<Deed>, BTreeSet<DeedId>), MessageFault> {
    let parts = split_items(body)?;
    let head = parts.first().and_then(|first| DeedsHead::from_bytes(first).ok());
    let deeds = parts.into_iter().skip(usize::from(head.is_some()));
    let came: Vec<Deed> = deeds.map(Deed::from_bytes).collect::<Result<_, _>>()?;
    let lacks = match head {
        Some(head) => head.lacks.into_iter().collect(),
        // An older hub gives all that it has.
        None => {
            let there: BTreeSet<DeedId> = came.iter().map(Deed::id).collect();
            known.all().map(Deed::id).filter(|id| !there.contains(id)).collect()
        }
    };
    Ok((came, lacks))
}

/// A deed that says what the hub does not know yet; `None` where there is nothing to say, or this laptop may not.
pub(super) fn next(store: &Store, deeds: &Deeds, tell: Tell, now: Moment) -> Option<Deed> {
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
    }
    // What is of erasures alone goes by itself: a hub that is full of it still hears who may speak.
    if acts.is_empty() {
        acts = match tell {
            // Before anything is given, so that what the hub takes again is given in the same meeting.
            Tell::Admitted => erased_no_more(store, deeds),
            Tell::All => erased(store, deeds, now),
        };
    }
    acts.truncate(MAX_ACTS);
    if acts.is_empty() {
        return None;
    }
    sign(store, store.centre(), &deeds.ends(), &acts)
}

/// What was erased here for good and the hub has not been told of. What does not go into one deed goes into the next.
fn erased(store: &Store, deeds: &Deeds, now: Moment) -> Vec<DeedWrite> {
    let (told, here) = (deeds.erased(), store.erased_items(now).unwrap_or_default());
    let named = here.into_iter().map(|item| named(store.centre(), item));
    let new = named.filter(|erased| !told.contains(erased));
    new.map(|(stream, item)| DeedWrite::Erase { stream, item }).collect()
}

/// What the hub was told to erase and is to take again.
fn erased_no_more(store: &Store, deeds: &Deeds) -> Vec<DeedWrite> {
    let told = deeds.erased();
    let told: BTreeSet<_> = told.iter().filter_map(|(stream, item)| here(store.centre(), *stream, *item)).collect();
    let again = store.erased_no_more(&told).unwrap_or_default();
    let named = again.into_iter().map(|item| named(store.centre(), item));
    named.map(|(stream, item)| DeedWrite::TakeBack { stream, item }).collect()
}

/// What deeds say is taken again, as it is called here.
pub(super) fn taken_back<'d>(centre: CentreId, deeds: impl Iterator<Item = &'d Deed>) -> Vec<ErasedItem> {
    let acts = deeds.flat_map(|deed| &deed.acts);
    let item = |act: &DeedWrite| match act {
        DeedWrite::TakeBack { stream, item } => here(centre, *stream, *item).map(|(_, item)| item),
        _ => None,
    };
    acts.filter_map(item).collect()
}

fn named(centre: CentreId, (stream, item): (Stream, ErasedItem)) -> (StreamId, DeedErased) {
    let item = match item {
        ErasedItem::Event(id) => DeedErased::Event(EventId::from_bytes(id)),
        ErasedItem::Slot(slot) => DeedErased::Slot(slot),
        ErasedItem::File(root) => DeedErased::File(root),
    };
    (StreamId::derive(centre, stream), item)
}

fn here(centre: CentreId, stream: StreamId, item: DeedErased) -> Option<(Stream, ErasedItem)> {
    let item = match item {
        DeedErased::Event(event) => ErasedItem::Event(*event.as_bytes()),
        DeedErased::Slot(slot) => ErasedItem::Slot(slot),
        DeedErased::File(root) => ErasedItem::File(root),
    };
    Some((stream.name(centre)?, item))
}

const fn removes(act: &DeedWrite) -> Option<DeviceId> {
    match act {
        DeedWrite::Remove { dev } => Some(*dev),
        _ => None,
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
