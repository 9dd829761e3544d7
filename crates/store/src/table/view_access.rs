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

/// Is there a look at this case alone with this note, however many came since? O(looks at the case).
pub(crate) fn is_noted(sql: &Connection, case: CaseId, note: &str) -> Result<bool, StoreError> {
    let mut statement = sql.prepare_cached("SELECT 1 FROM view_access WHERE subject = ?1 AND note = ?2 LIMIT 1")?;
    Ok(statement.exists(params![case.as_bytes(), note])?)
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

#[cfg(test)]
mod tests {
    use pana_model::EventRef;

    use super::*;
    use crate::Asked;
    use crate::testing::{centre, now};

    #[test]
    fn what_a_look_noted_is_found_however_many_looks_came_since() {
        let (_dir, mut store) = centre();
        let case = CaseId::from_random([7; 16]);
        let member = store.member().id;
        let acts = Asked::of(pana_casework::Act::Look);
        let most = i64::try_from(LATEST).unwrap();
        store
            .transact(&acts, now(), |tx| {
                (0..=most).try_for_each(|at_ms| {
                    let note = if at_ms == 0 { "7K2M-9QXA".to_owned() } else { String::new() };
                    let entry = AccessEntry { at_ms, member, action: "printed".to_owned(), interview: None, note };
                    let dot = Dot::new(EventRef::from_random([1; 16]), u32::try_from(at_ms).unwrap());
                    insert(tx.sql(), case, dot, &entry)
                })
            })
            .unwrap();
        let shown = read(store.connection(), case).unwrap();
        assert!(shown.len() == LATEST && shown.iter().all(|look| look.note.is_empty()));
        assert!(store.is_access_noted(case, "7K2M-9QXA").unwrap());
        assert!(!store.is_access_noted(case, "7K2M-9QXB").unwrap());
        assert!(!store.is_access_noted(CaseId::from_random([8; 16]), "7K2M-9QXA").unwrap());
    }
}
