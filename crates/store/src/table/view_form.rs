//! The table `view_form`: which versions of questionnaires were published, and when. Their sources lie in `form`.

use rusqlite::{Connection, Row, Transaction, params};

use crate::disk::StoreError;

pub(super) const NAME: &str = "view_form";

/// A version and when it was last published.
pub(crate) struct Published {
    pub(crate) form_id: String,
    /// As the event gives it, of whatever length.
    pub(crate) hash: Vec<u8>,
    pub(crate) hlc: i64,
}

/// Notes that a version was published. What was published again keeps the later time.
pub(crate) fn put(sql: &Transaction<'_>, form_id: &str, hash: &[u8], hlc: i64) -> Result<(), StoreError> {
    sql.execute(
        "INSERT INTO view_form (form_id, hash, published_hlc) VALUES (?1, ?2, ?3)
         ON CONFLICT (form_id, hash) DO UPDATE SET published_hlc = max(published_hlc, excluded.published_hlc)",
        params![form_id, hash, hlc],
    )?;
    Ok(())
}

/// Of each questionnaire what was published last; several when the clocks do not tell them apart.
pub(crate) fn last(sql: &Connection) -> Result<Vec<Published>, StoreError> {
    let mut statement = sql.prepare_cached(
        "SELECT form_id, hash, published_hlc FROM view_form AS v
         WHERE published_hlc = (SELECT max(published_hlc) FROM view_form AS w WHERE w.form_id = v.form_id)
         ORDER BY form_id, hash",
    )?;
    let rows = statement.query_map([], of_row)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// All that was ever published, by questionnaire, the latest first.
pub(crate) fn all(sql: &Connection) -> Result<Vec<Published>, StoreError> {
    let mut statement = sql.prepare_cached(
        "SELECT form_id, hash, published_hlc FROM view_form ORDER BY form_id, published_hlc DESC, hash",
    )?;
    let rows = statement.query_map([], of_row)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn of_row(row: &Row<'_>) -> rusqlite::Result<Published> {
    Ok(Published { form_id: row.get(0)?, hash: row.get(1)?, hlc: row.get(2)? })
}
