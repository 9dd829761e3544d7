//! The table `view_case_doc`: the heads of what belongs to the case itself, beside the narrow row.

use pana_model::CaseId;
use pana_record::Heads;
use rusqlite::{Connection, OptionalExtension as _, Transaction, params};

use super::packed;
use crate::disk::StoreError;

pub(super) const NAME: &str = "view_case_doc";

/// The heads of a case; none of one that is not known.
pub(crate) fn read(sql: &Connection, case: CaseId) -> Result<Heads, StoreError> {
    let mut statement = sql.prepare_cached("SELECT doc FROM view_case_doc WHERE subject = ?1")?;
    packed::unpack_or_none(statement.query_row([case.as_bytes()], |row| row.get(0)).optional()?)
}

pub(crate) fn put(sql: &Transaction<'_>, case: CaseId, doc: &Heads) -> Result<(), StoreError> {
    sql.prepare_cached(
        "INSERT INTO view_case_doc (subject, doc) VALUES (?1, ?2)
         ON CONFLICT (subject) DO UPDATE SET doc = excluded.doc",
    )?
    .execute(params![case.as_bytes(), packed::pack(doc)?])?;
    Ok(())
}
