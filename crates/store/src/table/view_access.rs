//! The table `view_access`: who looked at a case, in the centre stream; a row for each operation that says so, but for looks
//! at many cases at once ([`super::view_access_many`]).

use pana_model::{CaseId, InterviewId, MemberId};
use pana_record::Dot;
use rusqlite::{Connection, Row, Transaction, params};

use crate::disk::StoreError;

pub(super) const NAME: &str = "view_access";

/// Lines of a case that are read.
pub(super) const LATEST: usize = 1_000;

/// A line of the access log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccessEntry {
    /// When, milliseconds since 1970.
    pub at_ms: i64,
    /// Who.
    pub member: MemberId,
    /// `person-opened`, `interview-opened`, `exported`.
    pub action: String,
    /// Which interview.
    pub interview: Option<InterviewId>,
    /// Why.
    pub note: String,
}

/// Writes a line, named by the operation that says so; the same operation again changes nothing.
pub(crate) fn insert(sql: &Transaction<'_>, case: CaseId, dot: Dot, entry: &AccessEntry) -> Result<(), StoreError> {
    sql.prepare_cached(
        "INSERT OR IGNORE INTO view_access (subject, at_ms, event, op, action, member, interview, note)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    )?
    .execute(params![
        case.as_bytes(),
        entry.at_ms,
        dot.event.as_bytes(),
        dot.op,
        entry.action,
        entry.member.as_bytes(),
        interview_bytes(entry),
        entry.note,
    ])?;
    Ok(())
}

/// The latest looks at this case alone, the latest first.
pub(crate) fn read(sql: &Connection, case: CaseId) -> Result<Vec<AccessEntry>, StoreError> {
    let mut statement = sql.prepare_cached(
        "SELECT at_ms, member, action, interview, note FROM view_access WHERE subject = ?1
         ORDER BY at_ms DESC, event, op LIMIT ?2",
    )?;
    let rows = statement.query_map(params![case.as_bytes(), i64::try_from(LATEST).unwrap_or(i64::MAX)], entry)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// A line of a row that begins with time, member, action, interview and note.
pub(super) fn entry(row: &Row<'_>) -> rusqlite::Result<AccessEntry> {
    let interview: [u8; 16] = row.get(3)?;
    Ok(AccessEntry {
        at_ms: row.get(0)?,
        member: MemberId::from_bytes(row.get(1)?),
        action: row.get(2)?,
        interview: (interview != [0; 16]).then(|| InterviewId::from_bytes(interview)),
        note: row.get(4)?,
    })
}

/// The interview's id; zeros for none.
pub(super) fn interview_bytes(entry: &AccessEntry) -> [u8; 16] {
    entry.interview.map_or([0; 16], |id| *id.as_bytes())
}
