//! The tables of hubs: how far each was read, and what lies there. They are no views: the log does not say what a hub holds.

use std::collections::BTreeMap;

use pana_model::{DeviceId, EventRef};
use rusqlite::{Connection, OptionalExtension as _, Transaction, params};

use super::peer::{End, Ends};
use crate::disk::StoreError;
use crate::log::Stream;
use crate::log::stream::{code, from_code};

/// A hub's Ed25519 key, which is its name.
pub(crate) type Key = [u8; 32];

/// What is known of a hub.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct HubRow {
    pub(crate) incarnation: [u8; 16],
    pub(crate) said_after: u64,
    pub(crate) said: Option<[u8; 32]>,
    pub(crate) met_ms: Option<i64>,
    pub(crate) files: Option<[u8; 32]>,
}

pub(crate) fn get(sql: &Connection, key: &Key) -> Result<Option<HubRow>, StoreError> {
    let mut statement =
        sql.prepare_cached("SELECT incarnation, said_after, met_ms, said, files FROM hub WHERE key = ?1")?;
    let row = |row: &rusqlite::Row<'_>| {
        let said_after = row.get::<_, i64>(1)?.cast_unsigned();
        Ok(HubRow { incarnation: row.get(0)?, said_after, met_ms: row.get(2)?, said: row.get(3)?, files: row.get(4)? })
    };
    Ok(statement.query_row([key], row).optional()?)
}

/// Nothing of this hub is known but which life its lists are in; when it was last met stays. What hangs on its row goes with it.
pub(crate) fn begin(sql: &Transaction<'_>, key: &Key, incarnation: &[u8; 16]) -> Result<(), StoreError> {
    let met = get(sql, key)?.and_then(|row| row.met_ms);
    sql.execute("DELETE FROM hub WHERE key = ?1", [key])?;
    sql.execute(
        "INSERT INTO hub (key, incarnation, said_after, met_ms) VALUES (?1, ?2, 0, ?3)",
        params![key, incarnation, met],
    )?;
    Ok(())
}

pub(crate) fn put_met(sql: &Transaction<'_>, key: &Key, said_after: u64, met_ms: i64) -> Result<(), StoreError> {
    let mut statement = sql.prepare_cached("UPDATE hub SET said_after = ?2, met_ms = ?3 WHERE key = ?1")?;
    statement.execute(params![key, said_after.cast_signed(), met_ms])?;
    Ok(())
}

/// Where this installation last said that it has read to, as a hash.
pub(crate) fn put_said(sql: &Transaction<'_>, key: &Key, said: &[u8; 32]) -> Result<(), StoreError> {
    sql.prepare_cached("UPDATE hub SET said = ?2 WHERE key = ?1")?.execute(params![key, said])?;
    Ok(())
}

/// Forgets every hub but this one that was not met since; what hangs on their rows goes with them.
pub(crate) fn forget_others(sql: &Transaction<'_>, but: Option<&Key>, since_ms: i64) -> Result<(), StoreError> {
    sql.prepare_cached("DELETE FROM hub WHERE key IS NOT ?1 AND coalesce(met_ms, 0) < ?2")?
        .execute(params![but, since_ms])?;
    Ok(())
}

/// What it was last asked of files that lack here, as a hash.
pub(crate) fn put_files(sql: &Transaction<'_>, key: &Key, files: &[u8; 32]) -> Result<(), StoreError> {
    sql.prepare_cached("UPDATE hub SET files = ?2 WHERE key = ?1")?.execute(params![key, files])?;
    Ok(())
}

/// How far each list was read.
pub(crate) fn places(sql: &Connection, key: &Key) -> Result<BTreeMap<Stream, (u64, [u8; 32])>, StoreError> {
    let mut statement = sql.prepare_cached("SELECT stream, seq, hash FROM hub_place WHERE hub = ?1")?;
    let mut rows = statement.query([key])?;
    let mut places = BTreeMap::new();
    while let Some(row) = rows.next()? {
        places.insert(from_code(row.get(0)?)?, (row.get::<_, i64>(1)?.cast_unsigned(), row.get(2)?));
    }
    Ok(places)
}

pub(crate) fn put_place(
    sql: &Transaction<'_>,
    key: &Key,
    stream: Stream,
    (seq, hash): (u64, [u8; 32]),
) -> Result<(), StoreError> {
    let mut statement =
        sql.prepare_cached("INSERT OR REPLACE INTO hub_place (hub, stream, seq, hash) VALUES (?1, ?2, ?3, ?4)")?;
    statement.execute(params![key, code(stream), seq.cast_signed(), hash])?;
    Ok(())
}

/// The ends of the chains that lie there.
pub(crate) fn ends(sql: &Connection, key: &Key) -> Result<Ends, StoreError> {
    let mut statement = sql.prepare_cached("SELECT stream, device, seq, event FROM hub_end WHERE hub = ?1")?;
    let mut rows = statement.query([key])?;
    let mut ends = Ends::new();
    while let Some(row) = rows.next()? {
        let (stream, device) = (from_code(row.get(0)?)?, DeviceId::from_bytes(row.get(1)?));
        ends.insert((stream, device), (row.get::<_, i64>(2)?.cast_unsigned(), EventRef::from_bytes(row.get(3)?)));
    }
    Ok(ends)
}

/// A chain goes so far there; a lesser number changes nothing.
pub(crate) fn raise(
    sql: &Transaction<'_>,
    key: &Key,
    (stream, device): (Stream, DeviceId),
    (seq, event): End,
) -> Result<(), StoreError> {
    let mut statement = sql.prepare_cached(
        "INSERT INTO hub_end (hub, stream, device, seq, event) VALUES (?1, ?2, ?3, ?4, ?5)
         ON CONFLICT (hub, stream, device) DO UPDATE SET seq = excluded.seq, event = excluded.event
         WHERE excluded.seq > hub_end.seq",
    )?;
    statement.execute(params![key, code(stream), device.as_bytes(), seq.cast_signed(), event.as_bytes()])?;
    Ok(())
}

/// A chain goes no further there than this; a lesser number stays.
pub(crate) fn lower(
    sql: &Transaction<'_>,
    key: &Key,
    (stream, device): (Stream, DeviceId),
    (seq, event): End,
) -> Result<(), StoreError> {
    let mut statement = sql.prepare_cached(
        "UPDATE hub_end SET seq = ?4, event = ?5 WHERE hub = ?1 AND stream = ?2 AND device = ?3 AND seq > ?4",
    )?;
    statement.execute(params![key, code(stream), device.as_bytes(), seq.cast_signed(), event.as_bytes()])?;
    sql.prepare_cached("DELETE FROM hub_end WHERE hub = ?1 AND seq = 0")?.execute([key])?;
    Ok(())
}

/// No item is known to lie there: each is given again beside what it belongs to.
pub(crate) fn forget_holds(sql: &Transaction<'_>, key: &Key) -> Result<(), StoreError> {
    sql.prepare_cached("DELETE FROM hub_holds WHERE hub = ?1")?.execute([key])?;
    Ok(())
}

/// Is this item known to lie there?
pub(crate) fn holds(sql: &Connection, key: &Key, item: &[u8; 16]) -> Result<bool, StoreError> {
    let mut statement = sql.prepare_cached("SELECT 1 FROM hub_holds WHERE hub = ?1 AND item = ?2")?;
    Ok(statement.exists(params![key, item])?)
}

pub(crate) fn put_holds(sql: &Transaction<'_>, key: &Key, item: &[u8; 16]) -> Result<(), StoreError> {
    let mut statement = sql.prepare_cached("INSERT OR IGNORE INTO hub_holds (hub, item) VALUES (?1, ?2)")?;
    statement.execute(params![key, item])?;
    Ok(())
}

pub(crate) fn deeds(sql: &Connection, key: &Key) -> Result<Vec<Vec<u8>>, StoreError> {
    let mut statement = sql.prepare_cached("SELECT deed FROM hub_deed WHERE hub = ?1 ORDER BY id")?;
    let rows = statement.query_map([key], |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

pub(crate) fn put_deed(sql: &Transaction<'_>, key: &Key, id: &[u8; 32], deed: &[u8]) -> Result<(), StoreError> {
    let mut statement = sql.prepare_cached("INSERT OR IGNORE INTO hub_deed (hub, id, deed) VALUES (?1, ?2, ?3)")?;
    statement.execute(params![key, id, deed])?;
    Ok(())
}
