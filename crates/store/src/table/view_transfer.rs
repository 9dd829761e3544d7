//! The table `view_transfer`: which cases are handed over to other centres, and which were taken in from one.

use pana_casework::case::CaseFile;
use pana_casework::transfer::TransferState;
use pana_model::{CaseId, TransferId};
use pana_record::Hlc;
use rusqlite::{Connection, Transaction, params};

use crate::disk::StoreError;

pub(super) const NAME: &str = "view_transfer";

/// Instead of a state: the case was taken in.
const TAKEN: &str = "taken";

/// A row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct TransferRow {
    pub(crate) transfer: TransferId,
    /// `None`: the case was taken in by it.
    pub(crate) state: Option<TransferState>,
    /// Since when: when it was proposed, or taken in.
    pub(crate) since: Hlc,
}

/// The rows of a case.
pub(crate) fn rows(file: &CaseFile) -> Vec<TransferRow> {
    let given = file.transfers().into_iter().map(|given| TransferRow {
        transfer: given.id,
        state: Some(given.state),
        since: given.mark.hlc,
    });
    let since = file.opened().unwrap_or_default();
    let taken = file.taken_from().map(|from| TransferRow { transfer: from.transfer, state: None, since });
    given.chain(taken).collect()
}

pub(crate) fn insert(sql: &Transaction<'_>, case: CaseId, rows: &[TransferRow]) -> Result<(), StoreError> {
    let mut insert =
        sql.prepare_cached("INSERT INTO view_transfer (subject, transfer, state, hlc) VALUES (?1, ?2, ?3, ?4)")?;
    for row in rows {
        let state = row.state.map_or(TAKEN, TransferState::as_str);
        let since = row.since.to_u64().cast_signed();
        insert.execute(params![case.as_bytes(), row.transfer.as_bytes(), state, since])?;
    }
    Ok(())
}

pub(crate) fn delete(sql: &Transaction<'_>, case: CaseId) -> Result<(), StoreError> {
    sql.prepare_cached("DELETE FROM view_transfer WHERE subject = ?1")?.execute([case.as_bytes()])?;
    Ok(())
}

/// Was the case ever accepted by another centre? From the key of the table alone.
pub(crate) fn is_accepted(sql: &Connection, case: CaseId) -> Result<bool, StoreError> {
    let mut statement =
        sql.prepare_cached("SELECT count(*) FROM view_transfer WHERE subject = ?1 AND state = 'accepted'")?;
    let many: i64 = statement.query_row([case.as_bytes()], |row| row.get(0))?;
    Ok(many > 0)
}

/// All that there are, by case. O(their number). What somebody else wrote there is none; the doctor names it.
pub(crate) fn all(sql: &Connection) -> Result<Vec<(CaseId, TransferRow)>, StoreError> {
    let mut statement =
        sql.prepare_cached("SELECT subject, transfer, state, hlc FROM view_transfer ORDER BY subject, transfer")?;
    let mut rows = statement.query([])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let state: String = row.get(2)?;
        let state = if state == TAKEN { Some(None) } else { state.parse().ok().map(Some) };
        let transfer = TransferId::from_bytes(row.get(1)?);
        let since = Hlc::from_u64(row.get::<_, i64>(3)?.cast_unsigned());
        let case = CaseId::from_bytes(row.get(0)?);
        found.extend(state.map(|state| (case, TransferRow { transfer, state, since })));
    }
    Ok(found)
}
