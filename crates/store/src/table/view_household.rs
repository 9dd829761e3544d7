//! The table `view_household`: what interviews said of those who live with the person, a row for each property of each.

use pana_casework::case::CaseFact;
use pana_model::{CaseId, InstanceId};
use rusqlite::{Connection, Transaction, params};

use super::view_profile::{self, ProfileFact};
use crate::disk::StoreError;

pub(super) const NAME: &str = "view_household";

pub(crate) fn delete(sql: &Transaction<'_>, case: CaseId) -> Result<(), StoreError> {
    sql.prepare_cached("DELETE FROM view_household WHERE subject = ?1")?.execute([case.as_bytes()])?;
    Ok(())
}

/// Writes one fact about someone.
pub(crate) fn insert(
    sql: &Transaction<'_>,
    case: CaseId,
    instance: InstanceId,
    property: &str,
    fact: &CaseFact,
) -> Result<(), StoreError> {
    sql.prepare_cached(
        "INSERT INTO view_household (subject, instance, property, value, interview, source, heads, others)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    )?
    .execute(params![
        case.as_bytes(),
        instance.as_bytes(),
        property,
        fact.value,
        fact.interview.as_bytes(),
        fact.source,
        fact.standing,
        view_profile::others_of(fact)?
    ])?;
    Ok(())
}

/// The household's facts, by instance, then by property.
pub(crate) fn read(sql: &Connection, case: CaseId) -> Result<Vec<(InstanceId, ProfileFact)>, StoreError> {
    let mut statement = sql.prepare_cached(
        "SELECT property, value, interview, source, heads, others, instance FROM view_household
         WHERE subject = ?1 ORDER BY instance, property",
    )?;
    let rows = statement
        .query_map([case.as_bytes()], |row| Ok((InstanceId::from_bytes(row.get(6)?), view_profile::of_row(row)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}
