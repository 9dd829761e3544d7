//! The table `view_case`: one narrow row for each case, because lists read it.

use std::collections::BTreeSet;

use pana_casework::case::{ClosedFor, FollowUp, Meeting};
use pana_model::{CaseId, Moment};
use pana_record::Hlc;
use rusqlite::{Connection, OptionalExtension as _, Row, Transaction, params};

use super::{draft, thrown_away, view_history};
use crate::disk::StoreError;

pub(super) const NAME: &str = "view_case";

/// What lists say of a case.
pub(crate) struct CaseRow {
    pub(crate) number: String,
    pub(crate) name: String,
    pub(crate) birth: String,
    pub(crate) opened_hlc: i64,
    pub(crate) changed_hlc: i64,
    pub(crate) meeting: Option<Meeting>,
    /// When the person is to be asked again; nothing where nobody is to ask.
    pub(crate) follow_up: Option<FollowUp>,
    /// Why it is closed and since when; nothing where it is open.
    pub(crate) closed: Option<ClosedFor>,
}

/// The columns of a meeting, in the order of [`meeting_of`].
const MEETING: &str = "meet_by, meet_private, meet_asked_hlc, meet_met";

pub(crate) fn put(sql: &Transaction<'_>, case: CaseId, row: &CaseRow) -> Result<(), StoreError> {
    sql.prepare_cached(
        "INSERT INTO view_case (subject, number, name, birth, opened_hlc, changed_hlc, follow_up_on, closed,
             closed_on)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
         ON CONFLICT (subject) DO UPDATE SET number = excluded.number, name = excluded.name, birth = excluded.birth,
             opened_hlc = excluded.opened_hlc, changed_hlc = excluded.changed_hlc, follow_up_on = excluded.follow_up_on,
             closed = excluded.closed, closed_on = excluded.closed_on",
    )?
    .execute(params![
        case.as_bytes(),
        row.number,
        row.name,
        row.birth,
        row.opened_hlc,
        row.changed_hlc,
        row.follow_up.and_then(FollowUp::day).map(|day| day.to_string()).unwrap_or_default(),
        row.closed.map_or("", |closed| closed.reason.as_str()),
        row.closed.map(|closed| closed.on.to_string()).unwrap_or_default(),
    ])?;
    set_meeting(sql, case, row.meeting)
}

/// Notes the meeting that is asked for, or that none is.
pub(crate) fn set_meeting(sql: &Transaction<'_>, case: CaseId, meeting: Option<Meeting>) -> Result<(), StoreError> {
    let by = meeting.map(|meeting| meeting.by.to_string()).unwrap_or_default();
    let asked = meeting.map_or(0, |meeting| meeting.asked.to_u64().cast_signed());
    let (private, met) = meeting.map_or((false, false), |meeting| (meeting.private, meeting.met));
    sql.prepare_cached(
        "UPDATE view_case SET meet_by = ?2, meet_private = ?3, meet_asked_hlc = ?4, meet_met = ?5 WHERE subject = ?1",
    )?
    .execute(params![case.as_bytes(), by, private, asked, met])?;
    Ok(())
}

/// Notes a later change. A case whose opening has not come yet has no row, and gets none by this.
pub(crate) fn set_changed(sql: &Transaction<'_>, case: CaseId, hlc: i64) -> Result<(), StoreError> {
    sql.prepare_cached("UPDATE view_case SET changed_hlc = ?2 WHERE subject = ?1")?
        .execute(params![case.as_bytes(), hlc])?;
    Ok(())
}

pub(crate) fn read(sql: &Connection, case: CaseId) -> Result<Option<CaseRow>, StoreError> {
    let mut statement = sql.prepare_cached(&format!(
        "SELECT number, name, birth, opened_hlc, changed_hlc, {MEETING}, follow_up_on, {CLOSED} FROM view_case WHERE subject = ?1"
    ))?;
    let row = statement.query_row([case.as_bytes()], |row| {
        Ok(CaseRow {
            number: row.get(0)?,
            name: row.get(1)?,
            birth: row.get(2)?,
            opened_hlc: row.get(3)?,
            changed_hlc: row.get(4)?,
            meeting: meeting_of(row, 5)?,
            follow_up: Some(FollowUp::said(&row.get::<_, String>(9)?)).filter(|plan| plan.day().is_some()),
            closed: closed_of(row, 10)?,
        })
    });
    Ok(row.optional()?)
}

fn meeting_of(row: &Row<'_>, first: usize) -> rusqlite::Result<Option<Meeting>> {
    let by: String = row.get(first)?;
    let Some(by) = Meeting::day(&by) else { return Ok(None) };
    let asked: i64 = row.get(first.saturating_add(2))?;
    let (private, met) = (row.get(first.saturating_add(1))?, row.get(first.saturating_add(3))?);
    Ok(Some(Meeting { by, private, asked: Hlc::from_u64(asked.cast_unsigned()), met }))
}

/// The columns that say why a case is closed, in the order of [`closed_of`].
const CLOSED: &str = "closed, closed_on";

fn closed_of(row: &Row<'_>, first: usize) -> rusqlite::Result<Option<ClosedFor>> {
    let (reason, on): (String, String) = (row.get(first)?, row.get(first.saturating_add(1))?);
    Ok(ClosedFor::said(&reason, &on))
}

/// The cases whose meeting may still be due, the one that is due first before the others; with whether they are closed.
pub(crate) fn to_meet(sql: &Connection) -> Result<Vec<(CaseId, Meeting, Option<ClosedFor>)>, StoreError> {
    let mut statement = sql.prepare_cached(&format!(
        "SELECT subject, {MEETING}, {CLOSED} FROM view_case WHERE meet_by <> '' AND (meet_met = 0 OR meet_private = 1)
         ORDER BY meet_by, subject"
    ))?;
    let rows = statement
        .query_map([], |row| Ok((CaseId::from_bytes(row.get(0)?), meeting_of(row, 1)?, closed_of(row, 5)?)))?;
    let found: Vec<(CaseId, Option<Meeting>, Option<ClosedFor>)> = rows.collect::<Result<_, _>>()?;
    Ok(found.into_iter().filter_map(|(case, meeting, closed)| Some((case, meeting?, closed))).collect())
}

/// Why a case is closed; nothing where it is open, or has no row.
pub(crate) fn closed(sql: &Connection, case: CaseId) -> Result<Option<ClosedFor>, StoreError> {
    let mut statement = sql.prepare_cached(&format!("SELECT {CLOSED} FROM view_case WHERE subject = ?1"))?;
    Ok(statement.query_row([case.as_bytes()], |row| closed_of(row, 0)).optional()?.flatten())
}

/// All cases: since when each is there, and why it is closed.
pub(crate) fn all(sql: &Connection) -> Result<Vec<(CaseId, i64, Option<ClosedFor>)>, StoreError> {
    let mut statement = sql.prepare_cached(&format!("SELECT subject, opened_hlc, {CLOSED} FROM view_case"))?;
    let rows = statement.query_map([], |row| Ok((CaseId::from_bytes(row.get(0)?), row.get(1)?, closed_of(row, 2)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The closed cases, those changed last before the others.
pub(crate) fn closed_cases(sql: &Connection) -> Result<Vec<CaseId>, StoreError> {
    let mut statement =
        sql.prepare_cached("SELECT subject FROM view_case WHERE closed <> '' ORDER BY changed_hlc DESC, subject DESC")?;
    let rows = statement.query_map([], |row| row.get(0).map(CaseId::from_bytes))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Those of whom somebody is to ask by a day. The days are texts of one length, and sort as they follow each other.
pub(crate) const FOLLOW_UP_DUE: &str = "FROM view_case WHERE follow_up_on <> '' AND follow_up_on <= ?1";

/// Who is to be asked by the day of that time, the one who is due first before the others, at most so many, and how many there are.
pub(crate) fn follow_ups_due(
    sql: &Connection,
    by: Moment,
    limit: usize,
) -> Result<(Vec<(CaseId, FollowUp)>, usize), StoreError> {
    let day = by.date().to_string();
    let many: i64 =
        sql.prepare_cached(&format!("SELECT count(*) {FOLLOW_UP_DUE}"))?.query_row([&day], |row| row.get(0))?;
    let mut statement = sql.prepare_cached(&format!(
        "SELECT subject, follow_up_on {FOLLOW_UP_DUE} ORDER BY follow_up_on, subject LIMIT ?2"
    ))?;
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let rows = statement
        .query_map(params![day, limit], |row| Ok((CaseId::from_bytes(row.get(0)?), row.get::<_, String>(1)?)))?;
    let found: Vec<(CaseId, String)> = rows.collect::<Result<_, _>>()?;
    let due = found.into_iter().map(|(case, day)| (case, FollowUp::said(&day))).collect();
    Ok((due, usize::try_from(many).unwrap_or(usize::MAX)))
}

/// In a query of rows `held` that name their case: its number, where it has a row.
pub(crate) const NUMBER_OF_HELD: &str = "(SELECT number FROM view_case WHERE view_case.subject = held.subject)";

/// The cases that were opened and got nothing more that lies in clear, and of which a draft was thrown away here.
pub(crate) fn only_thrown_away(sql: &Connection) -> Result<BTreeSet<CaseId>, StoreError> {
    const CASE: &str = "view_case.subject";
    let (thrown, draft, opened) = (thrown_away::holds(CASE), draft::names_not(CASE), view_history::only_opened(CASE));
    let mut statement = sql.prepare_cached(&format!(
        "SELECT subject FROM view_case WHERE {thrown} AND name = '' AND {draft} AND {opened}"
    ))?;
    let rows = statement.query_map([], |row| row.get(0).map(CaseId::from_bytes))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The cases changed last, the latest first.
pub(crate) fn recent(sql: &Connection, limit: usize) -> Result<Vec<CaseId>, StoreError> {
    let mut statement =
        sql.prepare_cached("SELECT subject FROM view_case ORDER BY changed_hlc DESC, subject LIMIT ?1")?;
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let rows = statement.query_map([limit], |row| row.get(0).map(CaseId::from_bytes))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The numbers of all cases.
pub(crate) fn all_numbers(sql: &Connection) -> Result<Vec<String>, StoreError> {
    let mut statement = sql.prepare("SELECT number FROM view_case")?;
    let rows = statement.query_map([], |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// How many cases there are, whether somebody is behind them or not.
pub(crate) fn count(sql: &Connection) -> Result<u32, StoreError> {
    Ok(sql.query_row("SELECT count(*) FROM view_case", [], |row| row.get(0))?)
}

pub(crate) fn delete(sql: &Transaction<'_>, case: CaseId) -> Result<(), StoreError> {
    sql.prepare_cached("DELETE FROM view_case WHERE subject = ?1")?.execute([case.as_bytes()])?;
    Ok(())
}
