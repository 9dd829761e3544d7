//! The table `view_history`: what was done to a case, a row for each event of it.

use pana_model::{CaseId, DeviceId, InterviewId, MemberId};
use rusqlite::{Connection, Transaction, params};

use crate::disk::StoreError;

pub(super) const NAME: &str = "view_history";

/// One thing that was done.
pub(crate) struct HistoryRow {
    pub(crate) hlc: i64,
    pub(crate) device: DeviceId,
    pub(crate) seq: u64,
    pub(crate) action: String,
    pub(crate) member: MemberId,
    pub(crate) interview: Option<InterviewId>,
}

/// Writes a line; the same event again changes nothing.
pub(crate) fn insert(sql: &Transaction<'_>, case: CaseId, row: &HistoryRow) -> Result<(), StoreError> {
    sql.prepare_cached(
        "INSERT OR IGNORE INTO view_history (subject, hlc, device, seq, action, member, interview)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?
    .execute(params![
        case.as_bytes(),
        row.hlc,
        row.device.as_bytes(),
        row.seq.cast_signed(),
        row.action,
        row.member.as_bytes(),
        row.interview.map_or([0; 16], |id| *id.as_bytes()),
    ])?;
    Ok(())
}

/// When the case was changed last, by the logical clocks.
pub(crate) fn last_change(sql: &Connection, case: CaseId) -> Result<i64, StoreError> {
    let mut statement = sql.prepare_cached("SELECT max(hlc) FROM view_history WHERE subject = ?1")?;
    Ok(statement.query_row([case.as_bytes()], |row| row.get(0))?)
}

/// How often an interview of the case was amended.
pub(crate) fn count_amendments(sql: &Connection, case: CaseId, interview: InterviewId) -> Result<u32, StoreError> {
    let mut statement = sql.prepare_cached(
        "SELECT count(*) FROM view_history
         WHERE subject = ?1 AND interview = ?2 AND action = 'interview-amended'",
    )?;
    Ok(statement.query_row(params![case.as_bytes(), interview.as_bytes()], |row| row.get(0))?)
}

/// The case's history, the latest first.
pub(crate) fn read(sql: &Connection, case: CaseId) -> Result<Vec<HistoryRow>, StoreError> {
    let mut statement = sql.prepare_cached(
        "SELECT hlc, device, seq, action, member, interview FROM view_history WHERE subject = ?1
         ORDER BY hlc DESC, device, seq",
    )?;
    let rows = statement.query_map([case.as_bytes()], |row| {
        let interview: [u8; 16] = row.get(5)?;
        Ok(HistoryRow {
            hlc: row.get(0)?,
            device: DeviceId::from_bytes(row.get(1)?),
            seq: row.get::<_, i64>(2)?.cast_unsigned(),
            action: row.get(3)?,
            member: MemberId::from_bytes(row.get(4)?),
            interview: (interview != [0; 16]).then(|| InterviewId::from_bytes(interview)),
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}
