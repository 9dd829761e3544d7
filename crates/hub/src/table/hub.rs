//! What a hub keeps for itself: which life of its lists it is in.

use pana_wire::hub::Incarnation;

use crate::db::{DbError, Sql};

/// The incarnation; one is begun where there is none yet.
pub(crate) fn incarnation(sql: &mut dyn Sql, new: Incarnation) -> Result<Incarnation, DbError> {
    sql.run("INSERT INTO hub (one, incarnation) VALUES (1, $1) ON CONFLICT DO NOTHING", &[new.as_bytes().into()])?;
    let row = sql.one("SELECT incarnation FROM hub WHERE one = 1", &[])?;
    Ok(Incarnation::from_bytes(row.ok_or(DbError::Row)?.fixed(0)?))
}

/// Begins another one: the lists are those of a backup.
pub(crate) fn begin_anew(sql: &mut dyn Sql, new: Incarnation) -> Result<(), DbError> {
    sql.run("UPDATE hub SET incarnation = $1 WHERE one = 1", &[new.as_bytes().into()]).map(drop)
}
