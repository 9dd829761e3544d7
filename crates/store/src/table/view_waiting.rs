//! The table `view_waiting`: events of a case whose past is not here: what is missing, and what of them protects already.

use std::collections::{BTreeMap, BTreeSet};

use minicbor::{Decode, Encode};
use pana_casework::case::Waiting;
use pana_model::{CaseId, EventRef};
use pana_record::Op;
use rusqlite::{Connection, Transaction, params};

use crate::disk::StoreError;

pub(super) const NAME: &str = "view_waiting";

#[derive(Encode, Decode)]
#[cbor(array)]
struct Row {
    #[n(0)]
    missing: Vec<minicbor::bytes::ByteArray<16>>,
    #[n(1)]
    protects: Vec<Op>,
}

/// Replaces what waits for a case's sake.
pub(crate) fn replace(
    sql: &Transaction<'_>,
    case: CaseId,
    waiting: &BTreeMap<EventRef, Waiting>,
) -> Result<(), StoreError> {
    sql.prepare_cached("DELETE FROM view_waiting WHERE subject = ?1")?.execute([case.as_bytes()])?;
    for (event, waits) in waiting {
        let missing = waits.missing.iter().map(|event| (*event.as_bytes()).into()).collect();
        let row = Row { missing, protects: waits.protects.clone() };
        let bytes = minicbor::to_vec(&row).map_err(|error| StoreError::Internal(error.to_string()))?;
        sql.prepare_cached("INSERT INTO view_waiting (subject, event, waiting) VALUES (?1, ?2, ?3)")?
            .execute(params![case.as_bytes(), event.as_bytes(), bytes])?;
    }
    Ok(())
}

/// Does anything wait for the case's sake?
pub(crate) fn has(sql: &Connection, case: CaseId) -> Result<bool, StoreError> {
    let mut statement = sql.prepare_cached("SELECT EXISTS (SELECT 1 FROM view_waiting WHERE subject = ?1)")?;
    Ok(statement.query_row([case.as_bytes()], |row| row.get(0))?)
}

pub(crate) fn read(sql: &Connection, case: CaseId) -> Result<BTreeMap<EventRef, Waiting>, StoreError> {
    let mut statement = sql.prepare_cached("SELECT event, waiting FROM view_waiting WHERE subject = ?1")?;
    let rows = statement
        .query_map([case.as_bytes()], |row| Ok((EventRef::from_bytes(row.get(0)?), row.get::<_, Vec<u8>>(1)?)))?;
    let mut waiting = BTreeMap::new();
    for row in rows {
        let (event, bytes) = row?;
        let row: Row =
            minicbor::decode(&bytes).map_err(|_| StoreError::Damaged("a view; rebuild it from the log".to_owned()))?;
        let missing: BTreeSet<EventRef> = row.missing.into_iter().map(|id| EventRef::from_bytes(id.into())).collect();
        waiting.insert(event, Waiting { missing, protects: row.protects });
    }
    Ok(waiting)
}
