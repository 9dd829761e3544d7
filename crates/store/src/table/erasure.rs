//! The tables `erasure`, `erasure_order` and `erasure_item`: what was ordered to be erased, as far as it was carried out
//! here, since when, and what of it a hub may hold. No views: a replay leaves them.

use std::collections::BTreeMap;

use pana_model::{CaseId, EventRef};
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

/// Since when an order is known here, by the clock of this device.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Since {
    /// Since when it is here.
    pub(crate) seen_ms: u64,
    /// Since when it counts; `None` where it does not.
    pub(crate) counts_ms: Option<u64>,
}

/// Since when each order is known here.
pub(crate) fn since(sql: &Connection) -> Result<BTreeMap<EventRef, Since>, StoreError> {
    let mut statement = sql.prepare_cached("SELECT event, seen_ms, counts_ms FROM erasure_order")?;
    let mut rows = statement.query([])?;
    let mut found = BTreeMap::new();
    while let Some(row) = rows.next()? {
        let counts_ms = Some(row.get::<_, i64>(2)?.cast_unsigned()).filter(|since| *since > 0);
        let since = Since { seen_ms: row.get::<_, i64>(1)?.cast_unsigned(), counts_ms };
        found.insert(EventRef::from_bytes(row.get(0)?), since);
    }
    Ok(found)
}

/// Notes since when an order is known here.
pub(crate) fn put_since(sql: &Transaction<'_>, order: EventRef, since: Since) -> Result<(), StoreError> {
    let counts_ms = since.counts_ms.unwrap_or_default().cast_signed();
    sql.prepare_cached("INSERT OR REPLACE INTO erasure_order (event, seen_ms, counts_ms) VALUES (?1, ?2, ?3)")?
        .execute(params![order.as_bytes(), since.seen_ms.cast_signed(), counts_ms])?;
    Ok(())
}

/// Notes what a hub may hold of a case.
pub(crate) fn put_item(
    sql: &Transaction<'_>,
    stream: Stream,
    named: &ErasedItem,
    subject: &[u8; 16],
) -> Result<(), StoreError> {
    let (kind, id) = named.parts();
    sql.prepare_cached("INSERT OR REPLACE INTO erasure_item (stream, kind, id, subject) VALUES (?1, ?2, ?3, ?4)")?
        .execute(params![code(stream), kind, id, subject])?;
    Ok(())
}

/// Was this file erased?
pub(crate) fn is_file(sql: &Connection, root: &[u8; 32]) -> Result<bool, StoreError> {
    Ok(sql.prepare_cached("SELECT 1 FROM erasure_item WHERE kind = 3 AND id = ?1")?.exists([root])?)
}

/// A case is not erased after all: a hub is not told of it any more.
pub(crate) fn delete_items(sql: &Transaction<'_>, case: CaseId) -> Result<(), StoreError> {
    sql.prepare_cached("DELETE FROM erasure_item WHERE subject = ?1")?.execute([case.as_bytes()])?;
    Ok(())
}

/// The same for one thing of it, as an older program noted it.
pub(crate) fn delete_item(sql: &Transaction<'_>, stream: Stream, named: &ErasedItem) -> Result<(), StoreError> {
    let (kind, id) = named.parts();
    sql.prepare_cached("DELETE FROM erasure_item WHERE stream = ?1 AND kind = ?2 AND id = ?3")?.execute(params![
        code(stream),
        kind,
        id
    ])?;
    Ok(())
}

/// What hubs may hold, and of which case: `None` in what an older program noted.
pub(crate) fn items(sql: &Connection) -> Result<Vec<(Stream, ErasedItem, Option<CaseId>)>, StoreError> {
    let mut statement = sql.prepare("SELECT stream, kind, id, subject FROM erasure_item ORDER BY stream, kind, id")?;
    let mut rows = statement.query([])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let named = match row.get::<_, i64>(1)? {
            1 => ErasedItem::Event(row.get(2)?),
            3 => ErasedItem::File(row.get(2)?),
            _ => ErasedItem::Slot(row.get(2)?),
        };
        let case = row.get::<_, Vec<u8>>(3)?.try_into().ok().map(CaseId::from_bytes);
        found.push((from_code(row.get(0)?)?, named, case));
    }
    Ok(found)
}

impl ErasedItem {
    const fn parts(&self) -> (i64, &[u8]) {
        match self {
            Self::Event(id) => (1, id.as_slice()),
            Self::Slot(id) => (2, id.as_slice()),
            Self::File(root) => (3, root.as_slice()),
        }
    }
}
