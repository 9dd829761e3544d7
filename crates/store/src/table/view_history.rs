//! The table `view_history`: what was done to a case, a line for each event that counts, keyed by the subject and the event.

use std::collections::BTreeSet;

use pana_casework::case::{Done, HistoryLine};
use pana_model::{CaseId, DeviceId, EventRef, InterviewId, MemberId};
use pana_record::{EventKind, Hlc};
use rusqlite::{Connection, Transaction, params};

use crate::disk::StoreError;

pub(super) const NAME: &str = "view_history";

/// In a query of cases, of which `case` is the column: nothing was done to the case but that it was opened.
pub(super) fn only_opened(case: &str) -> String {
    format!("NOT EXISTS (SELECT 1 FROM view_history WHERE view_history.subject = {case} AND done <> 'case-opened')")
}

/// Writes a line; the same event again changes nothing. `newest`: no other event has seen it.
pub(crate) fn insert(sql: &Transaction<'_>, case: CaseId, line: &HistoryLine, newest: bool) -> Result<(), StoreError> {
    let number = |hlc: Hlc| hlc.to_u64().cast_signed();
    sql.prepare_cached(
        "INSERT OR IGNORE INTO view_history
             (subject, event, device, seq, hlc, at, depth, member, done, interview, newest)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
    )?
    .execute(params![
        case.as_bytes(),
        line.event.as_bytes(),
        line.device.as_bytes(),
        line.seq.cast_signed(),
        number(line.hlc),
        number(line.at),
        line.depth,
        line.member.as_bytes(),
        line.what.as_str(),
        line.interview.map_or([0; 16], |id| *id.as_bytes()),
        newest,
    ])?;
    Ok(())
}

/// Marks the events that no other one has seen.
pub(crate) fn set_newest(sql: &Transaction<'_>, case: CaseId, newest: &BTreeSet<EventRef>) -> Result<(), StoreError> {
    sql.prepare_cached("UPDATE view_history SET newest = 0 WHERE subject = ?1 AND newest = 1")?
        .execute([case.as_bytes()])?;
    let mut mark = sql.prepare_cached("UPDATE view_history SET newest = 1 WHERE subject = ?1 AND event = ?2")?;
    for event in newest {
        mark.execute(params![case.as_bytes(), event.as_bytes()])?;
    }
    Ok(())
}

/// The events of a case that a device wrote.
pub(crate) fn events_of(sql: &Connection, case: CaseId, device: DeviceId) -> Result<BTreeSet<EventRef>, StoreError> {
    let mut statement = sql.prepare_cached("SELECT event FROM view_history WHERE subject = ?1 AND device = ?2")?;
    let rows = statement
        .query_map(params![case.as_bytes(), device.as_bytes()], |row| Ok(EventRef::from_bytes(row.get(0)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Has the case any line?
pub(crate) fn has(sql: &Connection, case: CaseId) -> Result<bool, StoreError> {
    let mut statement = sql.prepare_cached("SELECT EXISTS (SELECT 1 FROM view_history WHERE subject = ?1)")?;
    Ok(statement.query_row([case.as_bytes()], |row| row.get(0))?)
}

pub(crate) fn delete(sql: &Transaction<'_>, case: CaseId) -> Result<(), StoreError> {
    sql.prepare_cached("DELETE FROM view_history WHERE subject = ?1")?.execute([case.as_bytes()])?;
    Ok(())
}

/// The case's lines, in no order, and which of them no other one has seen.
pub(crate) fn read(sql: &Connection, case: CaseId) -> Result<(Vec<HistoryLine>, BTreeSet<EventRef>), StoreError> {
    let mut statement = sql.prepare_cached(
        "SELECT event, device, seq, hlc, at, depth, member, done, interview, newest FROM view_history
         WHERE subject = ?1",
    )?;
    let hlc = |number: i64| Hlc::from_u64(number.cast_unsigned());
    let rows = statement.query_map([case.as_bytes()], |row| {
        let (interview, done): ([u8; 16], String) = (row.get(8)?, row.get(7)?);
        let line = HistoryLine {
            event: EventRef::from_bytes(row.get(0)?),
            device: DeviceId::from_bytes(row.get(1)?),
            seq: row.get::<_, i64>(2)?.cast_unsigned(),
            hlc: hlc(row.get(3)?),
            at: hlc(row.get(4)?),
            depth: row.get(5)?,
            member: MemberId::from_bytes(row.get(6)?),
            // A kind of a newer program has no word of its own: its number is in the event.
            what: done.parse().unwrap_or(Done::Other(EventKind::Other(0))),
            interview: (interview != [0; 16]).then(|| InterviewId::from_bytes(interview)),
        };
        Ok((line, row.get::<_, bool>(9)?))
    })?;
    let (mut lines, mut newest) = (Vec::new(), BTreeSet::new());
    for row in rows {
        let (line, is_newest) = row?;
        if is_newest {
            newest.insert(line.event);
        }
        lines.push(line);
    }
    Ok((lines, newest))
}
