//! Items are given to the hub.
//!
//! Anyone of a centre may carry anything of it: an event is checked under the key of the device that wrote it, whoever brings
//! it. It is taken where what it follows is here; of two that bear one number both are kept, and it is told.

use std::collections::BTreeMap;
use std::sync::Arc;

use pana_model::{CentreId, DeviceId, StreamName};
use pana_wire::bundle::Item;
use pana_wire::hub::{Cursor, DeedErased, ForkAt, Heads, HubItem, PushReply, Stop, StopWhy, entry_id};
use pana_wire::{Envelope, EventId, StreamId, verify_envelope};

use crate::HubError;
use crate::act::{Speaker, erase};
use crate::db::Sql;
use crate::hub::{Inner, Known};
use crate::table;
use crate::table::item::{Lies, NewItem};

/// An item that was looked at: all but what the database must be asked for.
struct Checked {
    stream: StreamId,
    id: [u8; 32],
    is_whole: bool,
    event: Option<OfEvent>,
    /// A key of what was erased: it is not kept, and whoever brings it is not told so.
    is_erased: bool,
    bytes: Vec<u8>,
}

#[derive(Clone, Copy)]
struct OfEvent {
    dev: DeviceId,
    dseq: u64,
    prev: EventId,
    id: EventId,
}

/// Keeps items, in their order, up to the first that it does not take. What the answer names is durable.
pub(crate) async fn push(hub: &Arc<Inner>, speaker: Speaker, items: Vec<Vec<u8>>) -> Result<PushReply, HubError> {
    let inner = Arc::clone(hub);
    let known = hub.pool.read(move |sql| super::session::check(&inner, sql, speaker)).await?;
    // Signatures are checked before the database is held.
    let checking = tokio::task::spawn_blocking(move || check_all(&known, speaker.org, items));
    let (checked, stop) = checking.await.map_err(|_| HubError::Stopped)?;
    let checked = Arc::new(checked);
    let inner = Arc::clone(hub);
    hub.pool
        .write(move |sql| {
            super::session::check(&inner, sql, speaker)?;
            put_all(&inner, sql, speaker, &checked, stop)
        })
        .await
}

fn check_all(known: &Known, org: CentreId, items: Vec<Vec<u8>>) -> (Vec<Checked>, Option<Stop>) {
    let streams: Vec<StreamId> = StreamName::ALL.into_iter().map(|name| StreamId::derive(org, name)).collect();
    let mut checked = Vec::with_capacity(items.len());
    for (number, bytes) in (0..).zip(items) {
        match check(known, org, &streams, bytes) {
            Ok(item) => checked.push(item),
            Err(why) => return (checked, Some(Stop { item: number, why })),
        }
    }
    (checked, None)
}

fn check(known: &Known, org: CentreId, streams: &[StreamId], bytes: Vec<u8>) -> Result<Checked, StopWhy> {
    let envelope = match HubItem::read(&bytes).ok_or(StopWhy::NotOurs)? {
        HubItem::Event(envelope) => envelope,
        HubItem::Key(stream) if !streams.contains(&stream) => return Err(StopWhy::NotOurs),
        // What the control stream names by its hash goes where that goes.
        HubItem::SealedSource => return Ok(beside(StreamId::derive(org, StreamName::Control), bytes)),
        HubItem::Key(stream) => {
            let slot = erase::slot_of(&bytes).map(|slot| (stream, DeedErased::Slot(slot)));
            let is_erased = slot.is_some_and(|slot| known.erased.contains(&slot));
            return Ok(Checked { is_erased, ..beside(stream, bytes) });
        }
    };
    let (envelope, bytes) = without_erased(known, *envelope, bytes);
    let header = envelope.header();
    if header.org != org || !streams.contains(&header.stream) {
        return Err(StopWhy::NotOurs);
    }
    let key = known.key_of(header.dev).ok_or(StopWhy::UnknownDevice)?;
    verify_envelope(&envelope, key).map_err(|_| StopWhy::Signature)?;
    Ok(Checked {
        stream: header.stream,
        id: entry_id(&bytes),
        is_whole: envelope.ct().is_some(),
        event: Some(OfEvent { dev: header.dev, dseq: header.dseq, prev: header.prev, id: envelope.id() }),
        is_erased: false,
        bytes,
    })
}

/// Of an event that was erased the header alone is looked at.
fn without_erased(known: &Known, came: Envelope, bytes: Vec<u8>) -> (Envelope, Vec<u8>) {
    let is_erased = known.erased.contains(&(came.header().stream, DeedErased::Event(came.id())));
    if !is_erased || came.ct().is_none() {
        return (came, bytes);
    }
    let header = came.erased();
    let bytes = Item::Event(header.to_bytes()).to_bytes().unwrap_or(bytes);
    (header, bytes)
}

/// What is no event.
fn beside(stream: StreamId, bytes: Vec<u8>) -> Checked {
    Checked { stream, id: entry_id(&bytes), is_whole: true, event: None, is_erased: false, bytes }
}

fn put_all(
    hub: &Inner,
    sql: &mut dyn Sql,
    speaker: Speaker,
    items: &[Checked],
    mut stop: Option<Stop>,
) -> Result<PushReply, HubError> {
    let org = speaker.org;
    let mut room = hub.limits.centre_bytes.saturating_sub(table::centre::get(sql, org)?.map_or(0, |row| row.bytes));
    let (mut heads, mut forks, mut added) = (BTreeMap::<StreamId, Cursor>::new(), Vec::new(), 0_u64);
    // All rows are held in one order, so that two that write to the same streams cannot wait for each other.
    let mut streams: Vec<StreamId> = items.iter().map(|item| item.stream).collect();
    streams.sort_unstable();
    streams.dedup();
    for stream in streams {
        heads.insert(stream, table::stream::hold(sql, org, stream)?);
    }
    let mut before = None;
    for (number, item) in (0..).zip(items) {
        let head = heads.entry(item.stream).or_default();
        let length = u64::try_from(item.bytes.len()).unwrap_or(u64::MAX);
        match put(sql, speaker, (item, before), (head, length <= room), &mut forks)? {
            Put::New => {
                room = room.saturating_sub(length);
                added = added.saturating_add(length);
            }
            Put::Known => (),
            Put::Not(why) => {
                stop = Some(Stop { item: number, why });
                break;
            }
        }
        before = item.event.map(|event| (item.stream, event));
    }
    for (stream, head) in &heads {
        table::stream::put(sql, org, *stream, *head)?;
    }
    table::centre::add_bytes(sql, org, added)?;
    let heads: Heads = heads;
    Ok(PushReply { incarnation: hub.incarnation, heads, forks, stop })
}

enum Put {
    New,
    Known,
    Not(StopWhy),
}

fn put(
    sql: &mut dyn Sql,
    speaker: Speaker,
    (item, before): (&Checked, Option<(StreamId, OfEvent)>),
    (head, fits): (&mut Cursor, bool),
    forks: &mut Vec<ForkAt>,
) -> Result<Put, HubError> {
    let key = (speaker.org, item.stream);
    if item.event.is_none() && (item.is_erased || table::item::is_held(sql, key, &item.id)?) {
        return Ok(Put::Known);
    }
    if let Some(event) = &item.event {
        let chain = |dseq| (event.dev, dseq);
        let here = table::item::numbered(sql, key, chain(event.dseq))?;
        match here.get(&event.id) {
            Some(Lies::Whole) => return Ok(Put::Known),
            Some(Lies::Stub) if !item.is_whole => return Ok(Put::Known),
            _ => (),
        }
        let is_first = event.dseq == 1 && event.prev == EventId::NONE;
        // What came just before it in the same request is there.
        let goes_on = |(stream, before): (StreamId, OfEvent)| {
            (stream, before.dev, before.dseq.checked_add(1), before.id)
                == (item.stream, event.dev, Some(event.dseq), event.prev)
        };
        let follows = is_first
            || before.is_some_and(goes_on)
            || table::item::numbered(sql, key, chain(event.dseq.saturating_sub(1)))?.contains_key(&event.prev);
        if !follows {
            return Ok(Put::Not(StopWhy::Gap));
        }
        if here.keys().any(|id| *id != event.id) {
            forks.push(ForkAt { stream: item.stream, dev: event.dev, dseq: event.dseq });
        }
    }
    if !fits {
        return Ok(Put::Not(StopWhy::Quota));
    }
    *head = head.after(&item.id);
    let event = item.event.as_ref().map(|event| (event.id, event.dev, event.dseq));
    let (to, giver) = (*head, &speaker.session);
    let new = NewItem { to, id: &item.id, giver, is_whole: item.is_whole, event, bytes: &item.bytes };
    table::item::insert(sql, key, &new)?;
    Ok(Put::New)
}
