//! The table `view_profile`: what interviews said of the person a case is about, a row for each property.

use std::fmt;

use pana_casework::case::CaseFact;
use pana_model::{CaseId, InterviewId};
use rusqlite::{Connection, Row, Transaction, params};

use crate::disk::StoreError;

pub(super) const NAME: &str = "view_profile";

/// One fact.
#[derive(Clone, PartialEq, Eq)]
pub struct ProfileFact {
    /// Property.
    pub property: String,
    /// Value as stored.
    pub value: String,
    /// The interview that says so.
    pub interview: InterviewId,
    /// The answer in it that says so.
    pub source: String,
    /// Do other values stand beside it?
    pub conflict: bool,
    /// Those of them that say something.
    pub others: Vec<String>,
}

impl ProfileFact {
    /// All that stands there and says something, what holds first.
    pub fn all(&self) -> Vec<&str> {
        let all = std::iter::once(&self.value).chain(&self.others).map(String::as_str);
        all.filter(|value| !value.is_empty()).collect()
    }
}

/// Its value is an answer.
impl fmt::Debug for ProfileFact {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "ProfileFact({})", self.property)
    }
}

pub(crate) fn delete(sql: &Transaction<'_>, case: CaseId) -> Result<(), StoreError> {
    sql.prepare_cached("DELETE FROM view_profile WHERE subject = ?1")?.execute([case.as_bytes()])?;
    Ok(())
}

/// Writes one fact.
pub(crate) fn insert(sql: &Transaction<'_>, case: CaseId, property: &str, fact: &CaseFact) -> Result<(), StoreError> {
    sql.prepare_cached(
        "INSERT INTO view_profile (subject, property, value, interview, source, heads, others)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?
    .execute(params![
        case.as_bytes(),
        property,
        fact.value,
        fact.interview.as_bytes(),
        fact.source,
        fact.standing,
        others_of(fact)?
    ])?;
    Ok(())
}

/// The person's facts, by property.
pub(crate) fn read(sql: &Connection, case: CaseId) -> Result<Vec<ProfileFact>, StoreError> {
    let mut statement = sql.prepare_cached(
        "SELECT property, value, interview, source, heads, others FROM view_profile WHERE subject = ?1 ORDER BY property",
    )?;
    let rows = statement.query_map([case.as_bytes()], of_row)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// What stands beside a fact, as its row has it.
pub(super) fn others_of(fact: &CaseFact) -> Result<String, StoreError> {
    if fact.others.is_empty() {
        return Ok(String::new());
    }
    serde_json::to_string(&fact.others).map_err(|error| StoreError::Internal(error.to_string()))
}

/// A fact from a row that begins with property, value, interview, source, heads, others.
pub(super) fn of_row(row: &Row<'_>) -> rusqlite::Result<ProfileFact> {
    Ok(ProfileFact {
        property: row.get(0)?,
        value: row.get(1)?,
        interview: InterviewId::from_bytes(row.get(2)?),
        source: row.get(3)?,
        conflict: row.get::<_, u32>(4)? > 1,
        // What somebody else wrote there is no list.
        others: serde_json::from_str(&row.get::<_, String>(5)?).unwrap_or_default(),
    })
}
