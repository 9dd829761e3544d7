//! The table `view_case_doc`: the heads of what belongs to the case itself, beside the narrow row.

use pana_model::CaseId;
use pana_record::Heads;
use rusqlite::{Connection, OptionalExtension as _, Transaction, params};

use super::packed::{self, Packed};
use crate::disk::StoreError;

pub(super) const NAME: &str = "view_case_doc";

/// The heads of a case; none of one that is not known.
pub(crate) fn read(sql: &Connection, case: CaseId) -> Result<Heads, StoreError> {
    let mut statement = sql.prepare_cached("SELECT doc, parked FROM view_case_doc WHERE subject = ?1")?;
    let row = statement.query_row([case.as_bytes()], |row| Ok((row.get::<_, Vec<u8>>(0)?, row.get::<_, Vec<u8>>(1)?)));
    row.optional()?.map_or_else(|| Ok(Heads::new()), |(doc, parked)| packed::unpack(&doc, &parked))
}

pub(crate) fn put(sql: &Transaction<'_>, case: CaseId, row: &Packed) -> Result<(), StoreError> {
    sql.prepare_cached(
        "INSERT INTO view_case_doc (subject, doc, parked) VALUES (?1, ?2, ?3)
         ON CONFLICT (subject) DO UPDATE SET doc = excluded.doc, parked = excluded.parked",
    )?
    .execute(params![case.as_bytes(), row.doc, row.parked])?;
    Ok(())
}

pub(crate) fn delete(sql: &Transaction<'_>, case: CaseId) -> Result<(), StoreError> {
    sql.prepare_cached("DELETE FROM view_case_doc WHERE subject = ?1")?.execute([case.as_bytes()])?;
    Ok(())
}
