//! The lists.

use std::collections::BTreeMap;

use pana_model::{CentreId, DeviceId};
use pana_wire::bundle::{Have, Held};
use pana_wire::hub::Cursor;
use pana_wire::{EventId, StreamId};

use crate::db::{DbError, Row, Sql, Value};

/// How many rows are asked for at a time.
const PAGE: u64 = 256;

/// How an event lies in a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Lies {
    /// An event without its body.
    Stub,
    /// As it should be.
    Whole,
}

/// An item to be put at a place.
#[derive(Debug)]
pub(crate) struct NewItem<'i> {
    pub(crate) to: Cursor,
    pub(crate) id: &'i [u8; 32],
    /// The hash of the key of the session in which it is given.
    pub(crate) giver: &'i [u8],
    pub(crate) is_whole: bool,
    pub(crate) event: Option<(EventId, DeviceId, u64)>,
    pub(crate) bytes: &'i [u8],
}

/// An item of a list.
#[derive(Debug)]
pub(crate) struct ItemRow {
    pub(crate) to: Cursor,
    pub(crate) id: [u8; 32],
    /// In which session it was given.
    pub(crate) giver: Vec<u8>,
    pub(crate) bytes: Option<Vec<u8>>,
}

type Key = (CentreId, StreamId);

/// Does this very item lie there?
pub(crate) fn is_held(sql: &mut dyn Sql, (org, stream): Key, id: &[u8; 32]) -> Result<bool, DbError> {
    let row = sql.one(
        "SELECT 1 FROM item WHERE org = $1 AND stream = $2 AND id = $3 AND item IS NOT NULL",
        &[org.as_bytes().into(), stream.as_bytes().into(), id.into()],
    )?;
    Ok(row.is_some())
}

/// The events that bear a number of a chain: one, but where its device was copied. Of each, how it lies there: of one
/// that was erased no more than its header does.
pub(crate) fn numbered(
    sql: &mut dyn Sql,
    (org, stream): Key,
    (dev, dseq): (DeviceId, u64),
) -> Result<BTreeMap<EventId, Lies>, DbError> {
    let rows = sql.all(
        "SELECT event, CASE WHEN item IS NULL THEN 0 ELSE whole END FROM item
         WHERE org = $1 AND stream = $2 AND dev = $3 AND dseq = $4",
        &[org.as_bytes().into(), stream.as_bytes().into(), dev.as_bytes().into(), dseq.into()],
    )?;
    let mut found = BTreeMap::new();
    for row in rows {
        let lies = if row.int(1)? == 0 { Lies::Stub } else { Lies::Whole };
        let known = found.entry(EventId::from_bytes(row.fixed(0)?)).or_insert(lies);
        // It lies there twice where it came without its body first.
        *known = (*known).max(lies);
    }
    Ok(found)
}

pub(crate) fn insert(sql: &mut dyn Sql, (org, stream): Key, new: &NewItem<'_>) -> Result<(), DbError> {
    let (event, dev, dseq) = new.event.map_or((Value::Null, Value::Null, Value::Null), |(event, dev, dseq)| {
        (event.as_bytes().into(), dev.as_bytes().into(), dseq.into())
    });
    sql.run(
        "INSERT INTO item (org, stream, seq, hash, id, giver, event, whole, dev, dseq, item)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        &[
            org.as_bytes().into(),
            stream.as_bytes().into(),
            new.to.seq.into(),
            (&new.to.hash).into(),
            new.id.into(),
            new.giver.into(),
            event,
            u64::from(new.is_whole).into(),
            dev,
            dseq,
            new.bytes.into(),
        ],
    )
    .map(drop)
}

/// How an event lies there, with and without its body.
pub(crate) fn of_event(sql: &mut dyn Sql, (org, stream): Key, event: EventId) -> Result<Vec<ItemRow>, DbError> {
    let rows = sql.all(
        "SELECT seq, hash, id, giver, item FROM item WHERE org = $1 AND stream = $2 AND event = $3 ORDER BY seq",
        &[org.as_bytes().into(), stream.as_bytes().into(), event.as_bytes().into()],
    )?;
    rows.iter().map(read).collect()
}

/// What is no event and lies there, with its place.
pub(crate) fn beside_events(sql: &mut dyn Sql, (org, stream): Key) -> Result<Vec<(u64, Vec<u8>)>, DbError> {
    let rows = sql.all(
        "SELECT seq, item FROM item WHERE org = $1 AND stream = $2 AND event IS NULL AND item IS NOT NULL ORDER BY seq",
        &[org.as_bytes().into(), stream.as_bytes().into()],
    )?;
    rows.iter().map(|row| Ok((row.count(0)?, row.bytes(1)?.to_vec()))).collect()
}

/// Deletes what lies at a place. That something did, and its id, stay.
pub(crate) fn delete_at(sql: &mut dyn Sql, (org, stream): Key, seq: u64) -> Result<(), DbError> {
    sql.run(
        "UPDATE item SET item = NULL WHERE org = $1 AND stream = $2 AND seq = $3",
        &[org.as_bytes().into(), stream.as_bytes().into(), seq.into()],
    )
    .map(drop)
}

/// The hash of the place behind so many items; `None` where the list is shorter.
pub(crate) fn hash_at(sql: &mut dyn Sql, (org, stream): Key, seq: u64) -> Result<Option<[u8; 32]>, DbError> {
    if seq == 0 {
        return Ok(Some(Cursor::START.hash));
    }
    let row = sql.one(
        "SELECT hash FROM item WHERE org = $1 AND stream = $2 AND seq = $3",
        &[org.as_bytes().into(), stream.as_bytes().into(), seq.into()],
    )?;
    row.map(|row| row.fixed(0)).transpose()
}

/// The items behind a place, until they have so many bytes; one at least, where there is one.
pub(crate) fn after(sql: &mut dyn Sql, (org, stream): Key, seq: u64, most: u64) -> Result<Vec<ItemRow>, DbError> {
    let (mut found, mut at, mut bytes) = (Vec::new(), seq, 0_u64);
    loop {
        let (mut rows, mut is_full) = (0_u64, false);
        sql.each(
            "SELECT seq, hash, id, giver, item FROM item WHERE org = $1 AND stream = $2 AND seq > $3 ORDER BY seq LIMIT $4",
            &[org.as_bytes().into(), stream.as_bytes().into(), at.into(), PAGE.into()],
            &mut |row| {
                let item = read(&row)?;
                let length = u64::try_from(item.bytes.as_ref().map_or(40, Vec::len)).unwrap_or(u64::MAX);
                bytes = bytes.saturating_add(length);
                if bytes > most && !found.is_empty() {
                    is_full = true;
                    return Ok(false);
                }
                (at, rows) = (item.to.seq, rows.saturating_add(1));
                found.push(item);
                Ok(true)
            },
        )?;
        if is_full || rows < PAGE {
            return Ok(found);
        }
    }
}

fn read(row: &Row) -> Result<ItemRow, DbError> {
    let bytes = if row.is_null(4) { None } else { Some(row.bytes(4)?.to_vec()) };
    let to = Cursor { seq: row.count(0)?, hash: row.fixed(1)? };
    Ok(ItemRow { to, id: row.fixed(2)?, giver: row.bytes(3)?.to_vec(), bytes })
}

/// Of each chain of a stream its greatest number. O(events of the stream), of the index alone.
pub(crate) fn ends(sql: &mut dyn Sql, (org, stream): Key) -> Result<Have, DbError> {
    let rows = sql.all(
        "SELECT i.dev, i.dseq, i.event FROM item i JOIN
             (SELECT org, stream, dev, max(dseq) AS dseq FROM item
              WHERE org = $1 AND stream = $2 AND dev IS NOT NULL GROUP BY org, stream, dev) e
         ON i.org = e.org AND i.stream = e.stream AND i.dev = e.dev AND i.dseq = e.dseq",
        &[org.as_bytes().into(), stream.as_bytes().into()],
    )?;
    let mut have = Have::default();
    for row in rows {
        let event = EventId::from_bytes(row.fixed(2)?).to_ref();
        have.add(stream, Held { device: DeviceId::from_bytes(row.fixed(0)?), number: row.count(1)?, event });
    }
    Ok(have)
}

/// How many items there are.
pub(crate) fn count(sql: &mut dyn Sql) -> Result<u64, DbError> {
    sql.one("SELECT count(*) FROM item", &[])?.ok_or(DbError::Row)?.count(0)
}
