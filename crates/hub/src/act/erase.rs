//! What was erased goes from the lists: of an event its header stays, which holds its place in its chain, of a key
//! nothing. That something lay there stays in the list, as its id.

use std::collections::BTreeSet;

use pana_model::CentreId;
use pana_wire::bundle::Item;
use pana_wire::hub::{DeedErased, HubItem, entry_id};
use pana_wire::{EventId, StreamId};

use crate::HubError;
use crate::db::Sql;
use crate::table;
use crate::table::item::NewItem;

/// Deletes what is named. O(what is named; of streams in which keys were erased, all keys).
pub(super) fn erase(
    sql: &mut dyn Sql,
    org: CentreId,
    erased: &BTreeSet<(StreamId, DeedErased)>,
) -> Result<(), HubError> {
    let streams: BTreeSet<StreamId> = erased.iter().map(|(stream, _)| *stream).collect();
    for stream in streams {
        let (mut events, mut slots) = (Vec::new(), BTreeSet::new());
        for (_, item) in erased.iter().filter(|(of, _)| *of == stream) {
            match item {
                DeedErased::Event(event) => events.push(*event),
                DeedErased::File(root) => {
                    let bytes = table::file::delete(sql, (org, root))?;
                    table::centre::take_bytes(sql, org, bytes)?;
                }
                DeedErased::Slot(slot) => {
                    slots.insert(*slot);
                }
            }
        }
        for event in events {
            erase_event(sql, (org, stream), event)?;
        }
        if !slots.is_empty() {
            erase_slots(sql, (org, stream), &slots)?;
        }
    }
    Ok(())
}

/// An event's body goes. Its header is handed on as if it had come without its body, to whoever has not read it yet.
fn erase_event(sql: &mut dyn Sql, key: (CentreId, StreamId), event: EventId) -> Result<(), HubError> {
    let mut whole = Vec::new();
    let mut has_header = false;
    for row in table::item::of_event(sql, key, event)? {
        let Some(bytes) = row.bytes else { continue };
        match HubItem::read(&bytes) {
            Some(HubItem::Event(envelope)) if envelope.ct().is_some() => {
                whole.push((row.to.seq, row.giver, bytes.len(), envelope));
            }
            _ => has_header = true,
        }
    }
    for (seq, giver, length, envelope) in whole {
        table::item::delete_at(sql, key, seq)?;
        table::centre::take_bytes(sql, key.0, u64::try_from(length).unwrap_or_default())?;
        let (dev, dseq) = (envelope.header().dev, envelope.header().dseq);
        let Ok(header) = Item::Event(envelope.erased().to_bytes()).to_bytes() else { continue };
        if has_header {
            continue;
        }
        let id = entry_id(&header);
        let head = table::stream::hold(sql, key.0, key.1)?.after(&id);
        let new = NewItem {
            to: head,
            id: &id,
            giver: &giver,
            is_whole: false,
            event: Some((event, dev, dseq)),
            bytes: &header,
        };
        table::item::insert(sql, key, &new)?;
        table::stream::put(sql, key.0, key.1, head)?;
        table::centre::add_bytes(sql, key.0, u64::try_from(header.len()).unwrap_or_default())?;
        has_header = true;
    }
    Ok(())
}

fn erase_slots(sql: &mut dyn Sql, key: (CentreId, StreamId), slots: &BTreeSet<[u8; 16]>) -> Result<(), HubError> {
    for (seq, bytes) in table::item::beside_events(sql, key)? {
        if slot_of(&bytes).is_some_and(|slot| slots.contains(&slot)) {
            table::item::delete_at(sql, key, seq)?;
            table::centre::take_bytes(sql, key.0, u64::try_from(bytes.len()).unwrap_or_default())?;
        }
    }
    Ok(())
}

/// In which slot an item is a key, if it is one of a subject.
pub(super) fn slot_of(item: &[u8]) -> Option<[u8; 16]> {
    match Item::from_bytes(item).ok().flatten()? {
        Item::Slot(slot) => Some(slot.slot),
        _ => None,
    }
}
