//! The tables `peer` and `peer_end`: other devices of the centre as they were last met, and what each said that it has. It is
//! no view: the log does not say who holds what.

use std::collections::{BTreeMap, BTreeSet};

use pana_model::{DeviceId, EventRef};
use rusqlite::{Connection, OptionalExtension as _, Transaction, params};

use crate::disk::StoreError;
use crate::log::Stream;
use crate::log::stream::{code, from_code};

/// The end of a chain: its number, and the event.
pub(crate) type End = (u64, EventRef);

/// What another device has, by chain.
pub(crate) type Ends = BTreeMap<(Stream, DeviceId), End>;

/// When a device was last met, by our clock, and when it had said what it has, by its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Met {
    pub(crate) met_ms: i64,
    pub(crate) said_ms: i64,
}

/// Puts what a device has in the place of what it had before.
pub(crate) fn put(sql: &Transaction<'_>, peer: DeviceId, met: Met, ends: &Ends) -> Result<(), StoreError> {
    sql.execute("DELETE FROM peer WHERE device = ?1", [peer.as_bytes()])?;
    sql.execute("DELETE FROM peer_end WHERE peer = ?1", [peer.as_bytes()])?;
    sql.execute(
        "INSERT INTO peer (device, met_ms, said_ms) VALUES (?1, ?2, ?3)",
        params![peer.as_bytes(), met.met_ms, met.said_ms],
    )?;
    let mut insert =
        sql.prepare_cached("INSERT INTO peer_end (peer, stream, device, seq, event) VALUES (?1, ?2, ?3, ?4, ?5)")?;
    for ((stream, device), (seq, event)) in ends {
        insert.execute(params![
            peer.as_bytes(),
            code(*stream),
            device.as_bytes(),
            seq.cast_signed(),
            event.as_bytes()
        ])?;
    }
    Ok(())
}

/// Puts the files that a device lacks in the place of those that it lacked before, by their roots.
pub(crate) fn put_lacks(sql: &Transaction<'_>, peer: DeviceId, roots: &BTreeSet<[u8; 32]>) -> Result<(), StoreError> {
    sql.execute("DELETE FROM peer_lacks WHERE peer = ?1", [peer.as_bytes()])?;
    let mut insert = sql.prepare_cached("INSERT INTO peer_lacks (peer, root) VALUES (?1, ?2)")?;
    for root in roots {
        insert.execute(params![peer.as_bytes(), root])?;
    }
    Ok(())
}

/// The files that a device said that it lacks.
pub(crate) fn lacks(sql: &Connection, peer: DeviceId) -> Result<BTreeSet<[u8; 32]>, StoreError> {
    let mut statement = sql.prepare_cached("SELECT root FROM peer_lacks WHERE peer = ?1")?;
    let rows = statement.query_map([peer.as_bytes()], |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// When a device was last met.
pub(crate) fn met(sql: &Connection, peer: DeviceId) -> Result<Option<Met>, StoreError> {
    let mut statement = sql.prepare_cached("SELECT met_ms, said_ms FROM peer WHERE device = ?1")?;
    let row = |row: &rusqlite::Row<'_>| Ok(Met { met_ms: row.get(0)?, said_ms: row.get(1)? });
    Ok(statement.query_row([peer.as_bytes()], row).optional()?)
}

/// What a device said that it has; nothing where it was never met.
pub(crate) fn ends(sql: &Connection, peer: DeviceId) -> Result<Ends, StoreError> {
    let mut statement = sql.prepare_cached("SELECT stream, device, seq, event FROM peer_end WHERE peer = ?1")?;
    let mut rows = statement.query([peer.as_bytes()])?;
    let mut ends = Ends::new();
    while let Some(row) = rows.next()? {
        let (stream, device) = (from_code(row.get(0)?)?, DeviceId::from_bytes(row.get(1)?));
        let seq = row.get::<_, i64>(2)?.cast_unsigned();
        ends.insert((stream, device), (seq, EventRef::from_bytes(row.get(3)?)));
    }
    Ok(ends)
}
