//! The tables `erasure` and `erasure_item`: what was ordered to be erased, as far as it was carried out here, and what
//! of it a hub may hold. No views: a replay leaves them.

use std::collections::BTreeMap;

use pana_model::CaseId;
use rusqlite::{Connection, Transaction, params};

use crate::disk::StoreError;
use crate::log::Stream;
use crate::log::stream::{code, from_code};

/// How far an order was carried out here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stage {
    /// The case is closed until it is erased.
    Closed,
    /// It is erased.
    Erased {
        /// In the protected stream too: somebody who opens it was there.
        protected: bool,
    },
}

/// Something of an erased case that a hub may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ErasedItem {
    /// An event.
    Event([u8; 32]),
    /// The keys in a slot.
    Slot([u8; 16]),
    /// A file, by its root.
    File([u8; 32]),
}

/// How far each order was carried out.
pub(crate) fn all(sql: &Connection) -> Result<BTreeMap<CaseId, Stage>, StoreError> {
    let mut statement = sql
        .prepare_cached("SELECT subject, stage, protected FROM erasure WHERE length(subject) = 16 ORDER BY subject")?;
    let rows = statement.query_map([], |row| {
        let stage = if row.get::<_, i64>(1)? == 0 { Stage::Closed } else { Stage::Erased { protected: row.get(2)? } };
        Ok((CaseId::from_bytes(row.get(0)?), stage))
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Notes how far an order was carried out.
pub(crate) fn put(sql: &Transaction<'_>, case: CaseId, stage: Stage) -> Result<(), StoreError> {
    let (stage, protected) = match stage {
        Stage::Closed => (0, false),
        Stage::Erased { protected } => (1, protected),
    };
    sql.prepare_cached(
        "INSERT INTO erasure (subject, stage, protected) VALUES (?1, ?2, ?3)
         ON CONFLICT (subject) DO UPDATE SET stage = excluded.stage, protected = excluded.protected",
    )?
    .execute(params![case.as_bytes(), stage, protected])?;
    Ok(())
}

/// No order stands against the case any more.
pub(crate) fn delete(sql: &Transaction<'_>, case: CaseId) -> Result<(), StoreError> {
    sql.prepare_cached("DELETE FROM erasure WHERE subject = ?1")?.execute([case.as_bytes()])?;
    Ok(())
}

/// One more event came of a case that is erased.
pub(crate) fn count_later(sql: &Transaction<'_>, subject: &[u8; 16]) -> Result<(), StoreError> {
    sql.prepare_cached("UPDATE erasure SET later = later + 1 WHERE subject = ?1")?.execute([subject])?;
    Ok(())
}

/// How many events came of a case after it was erased here.
pub(crate) fn later(sql: &Connection, case: CaseId) -> Result<u64, StoreError> {
    let mut statement = sql.prepare_cached("SELECT coalesce(sum(later), 0) FROM erasure WHERE subject = ?1")?;
    Ok(statement.query_row([case.as_bytes()], |row| row.get::<_, i64>(0))?.cast_unsigned())
}

/// Notes what a hub may hold.
pub(crate) fn put_item(sql: &Transaction<'_>, stream: Stream, named: &ErasedItem) -> Result<(), StoreError> {
    let (kind, id) = match named {
        ErasedItem::Event(id) => (1, id.as_slice()),
        ErasedItem::Slot(id) => (2, id.as_slice()),
        ErasedItem::File(root) => (3, root.as_slice()),
    };
    sql.prepare_cached("INSERT OR IGNORE INTO erasure_item (stream, kind, id) VALUES (?1, ?2, ?3)")?
        .execute(params![code(stream), kind, id])?;
    Ok(())
}

/// Was this file erased?
pub(crate) fn is_file(sql: &Connection, root: &[u8; 32]) -> Result<bool, StoreError> {
    Ok(sql.prepare_cached("SELECT 1 FROM erasure_item WHERE kind = 3 AND id = ?1")?.exists([root])?)
}

/// What hubs may hold.
pub(crate) fn items(sql: &Connection) -> Result<Vec<(Stream, ErasedItem)>, StoreError> {
    let mut statement = sql.prepare("SELECT stream, kind, id FROM erasure_item ORDER BY stream, kind, id")?;
    let mut rows = statement.query([])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let named = match row.get::<_, i64>(1)? {
            1 => ErasedItem::Event(row.get(2)?),
            3 => ErasedItem::File(row.get(2)?),
            _ => ErasedItem::Slot(row.get(2)?),
        };
        found.push((from_code(row.get(0)?)?, named));
    }
    Ok(found)
}
