//! The table `view_interview`: finished interviews of the centre stream, with the heads of their answers.
//!
//! A row belongs to the case that claims the interview. Ids are random, so two cases claim one only where somebody wrote
//! it so: each has its row then, and who asks for the interview alone gets the one that was finished first.

use std::collections::BTreeMap;

use pana_model::{CaseId, InterviewId, MemberId};
use pana_record::Heads;
use rusqlite::{Connection, OptionalExtension as _, Params, Row, Transaction, params};

use super::packed::{self, Packed};
use super::view_case;
use crate::disk::StoreError;
use crate::log::{Stream, hlc_ms};

pub(super) const NAME: &str = "view_interview";

/// What lists say of a finished interview.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InterviewSummary {
    /// Interview.
    pub interview: InterviewId,
    /// Case.
    pub case: CaseId,
    /// Stream.
    pub stream: Stream,
    /// `form_id`.
    pub form_id: String,
    /// Version.
    pub form_hash: [u8; 32],
    /// Who led it.
    pub member: MemberId,
    /// When it was begun, milliseconds since 1970.
    pub started_ms: i64,
    /// When it was finished.
    pub finished_ms: i64,
    /// Finished although required answers were missing.
    pub incomplete: bool,
    /// Answers marked “ask later”.
    pub later: u32,
    /// How often it was amended.
    pub amended: u32,
}

/// What has to be known of an interview before an export begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DueInterview {
    /// Where it is.
    pub location: InterviewLocation,
    /// Who led it.
    pub member: MemberId,
    /// Version.
    pub form_hash: [u8; 32],
    /// When it was finished, milliseconds since 1970.
    pub finished_ms: i64,
}

/// An interview in the case that claims it, and where its row lay when it was looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InterviewLocation {
    /// Interview.
    pub interview: InterviewId,
    /// Case.
    pub case: CaseId,
    /// 0 for one that no table holds.
    pub(crate) row: i64,
}

/// Writes what lists say of an interview, and the heads of its answers.
pub(crate) fn put(
    sql: &Transaction<'_>,
    case: CaseId,
    summary: &pana_casework::case::InterviewSummary,
    heads: &Packed,
) -> Result<(), StoreError> {
    sql.prepare_cached(
        "INSERT INTO view_interview
             (interview, subject, form_id, form_hash, member, started_ms, finished_hlc, incomplete, later, amended, doc,
              parked)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)
         ON CONFLICT (subject, interview) DO UPDATE SET form_id = excluded.form_id, form_hash = excluded.form_hash,
             member = excluded.member, started_ms = excluded.started_ms, finished_hlc = excluded.finished_hlc,
             incomplete = excluded.incomplete, later = excluded.later, amended = excluded.amended, doc = excluded.doc,
             parked = excluded.parked",
    )?
    .execute(params![
        summary.interview.as_bytes(),
        case.as_bytes(),
        summary.form_id,
        summary.form_hash,
        summary.member.as_bytes(),
        summary.started_ms,
        summary.finished.to_u64().cast_signed(),
        summary.incomplete,
        summary.later,
        summary.amended,
        heads.doc,
        heads.parked,
    ])?;
    Ok(())
}

/// The heads of the answers of a case's interviews.
pub(crate) fn docs(sql: &Connection, case: CaseId) -> Result<BTreeMap<InterviewId, Heads>, StoreError> {
    let mut statement = sql.prepare_cached("SELECT interview, doc, parked FROM view_interview WHERE subject = ?1")?;
    let mut rows = statement.query([case.as_bytes()])?;
    let mut docs = BTreeMap::new();
    while let Some(row) = rows.next()? {
        let (doc, parked): (Vec<u8>, Vec<u8>) = (row.get(1)?, row.get(2)?);
        docs.insert(InterviewId::from_bytes(row.get(0)?), packed::unpack(&doc, &parked)?);
    }
    Ok(docs)
}

pub(crate) fn delete(sql: &Transaction<'_>, case: CaseId) -> Result<(), StoreError> {
    sql.prepare_cached("DELETE FROM view_interview WHERE subject = ?1")?.execute([case.as_bytes()])?;
    Ok(())
}

/// The cases that claim an interview, two at most.
pub(crate) fn claims(sql: &Connection, interview: InterviewId) -> Result<Vec<CaseId>, StoreError> {
    let mut statement =
        sql.prepare_cached("SELECT subject FROM view_interview WHERE interview = ?1 ORDER BY subject LIMIT 2")?;
    let rows = statement.query_map([interview.as_bytes()], |row| Ok(CaseId::from_bytes(row.get(0)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The interview as this case has it.
pub(crate) fn read(
    sql: &Connection,
    case: CaseId,
    interview: InterviewId,
) -> Result<Option<(InterviewSummary, Heads)>, StoreError> {
    let mut statement = sql.prepare_cached(
        "SELECT interview, subject, form_id, form_hash, member, started_ms, finished_hlc, incomplete, later, amended,
             doc, parked
         FROM view_interview WHERE subject = ?1 AND interview = ?2",
    )?;
    let mut rows = statement.query([case.as_bytes(), interview.as_bytes()])?;
    rows.next()?.map(with_doc).transpose()
}

/// By which questionnaire an interview of a case was led, and in which version.
pub(crate) fn form_of(
    sql: &Connection,
    case: CaseId,
    interview: InterviewId,
) -> Result<Option<(String, [u8; 32])>, StoreError> {
    let mut statement =
        sql.prepare_cached("SELECT form_id, form_hash FROM view_interview WHERE subject = ?1 AND interview = ?2")?;
    let row = statement.query_row([case.as_bytes(), interview.as_bytes()], |row| Ok((row.get(0)?, row.get(1)?)));
    Ok(row.optional()?)
}

/// Those of a case, the latest first.
pub(crate) fn of_case(sql: &Connection, case: CaseId) -> Result<Vec<InterviewSummary>, StoreError> {
    let query = "SELECT interview, subject, form_id, form_hash, member, started_ms, finished_hlc, incomplete, later,
             amended
         FROM view_interview WHERE subject = ?1 ORDER BY finished_hlc DESC, interview";
    summaries(sql, query, [case.as_bytes()])
}

/// Those with answers marked “ask later”, the latest first.
pub(crate) fn ask_later(sql: &Connection, limit: usize) -> Result<Vec<InterviewSummary>, StoreError> {
    let query = "SELECT interview, subject, form_id, form_hash, member, started_ms, finished_hlc, incomplete, later,
             amended
         FROM view_interview WHERE later > 0 ORDER BY finished_hlc DESC LIMIT ?1";
    summaries(sql, query, [i64::try_from(limit).unwrap_or(i64::MAX)])
}

/// Those of a questionnaire, in the order in which they were finished: O(their number), out of one index alone.
pub(crate) fn due(sql: &Connection, form_id: &str) -> Result<Vec<DueInterview>, StoreError> {
    let mut statement = sql.prepare_cached(
        "SELECT rowid, interview, subject, member, form_hash, finished_hlc FROM view_interview WHERE form_id = ?1
         ORDER BY finished_hlc, interview",
    )?;
    let rows = statement.query_map([form_id], |row| {
        Ok(DueInterview {
            location: InterviewLocation {
                row: row.get(0)?,
                interview: InterviewId::from_bytes(row.get(1)?),
                case: CaseId::from_bytes(row.get(2)?),
            },
            member: MemberId::from_bytes(row.get(3)?),
            form_hash: row.get(4)?,
            finished_ms: hlc_ms(row.get(5)?),
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// An interview as its row holds it, not unpacked, and the number of its case where that has a row.
pub(crate) struct PackedRow {
    pub(crate) summary: InterviewSummary,
    pub(crate) doc: Vec<u8>,
    pub(crate) number: Option<String>,
}

/// These rows, in the order in which they are named. A row that is gone is left out. O(rows named), each by its rowid, so that
/// no key but its case's has to be looked up; in one run, because at the end of each SQLite wipes and gives back what it held
/// a row in.
pub(crate) fn at_rows(sql: &Connection, rows: &[i64]) -> Result<Vec<PackedRow>, StoreError> {
    let mut statement = sql.prepare_cached(&packed_from(
        "json_each(?1) AS due CROSS JOIN view_interview AS held ON held.rowid = due.value",
    ))?;
    let rows: Vec<String> = rows.iter().map(i64::to_string).collect();
    let rows = statement.query_map([format!("[{}]", rows.join(","))], packed)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The row of an interview in the case that claims it, as [`at_rows`] gives one.
pub(crate) fn packed_in_case(
    sql: &Connection,
    case: CaseId,
    interview: InterviewId,
) -> Result<Option<PackedRow>, StoreError> {
    let mut statement =
        sql.prepare_cached(&packed_from("view_interview AS held WHERE held.subject = ?1 AND interview = ?2"))?;
    Ok(statement.query_row([case.as_bytes(), interview.as_bytes()], packed).optional()?)
}

fn packed_from(held: &str) -> String {
    format!(
        "SELECT interview, held.subject, form_id, form_hash, member, started_ms, finished_hlc, incomplete, later, amended, doc,
             {} FROM {held}",
        view_case::NUMBER_OF_HELD
    )
}

/// Some of those that were led in a version of a questionnaire.
pub(crate) fn of_form(
    sql: &Connection,
    form_id: &str,
    hash: [u8; 32],
) -> Result<Vec<(CaseId, InterviewId)>, StoreError> {
    let mut statement = sql.prepare_cached(
        "SELECT subject, interview FROM view_interview WHERE form_id = ?1 AND form_hash = ?2 ORDER BY subject, interview LIMIT 64",
    )?;
    let rows = statement.query_map(params![form_id, hash], |row| {
        Ok((CaseId::from_bytes(row.get(0)?), InterviewId::from_bytes(row.get(1)?)))
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

pub(crate) fn count_of_form(sql: &Connection, form_id: &str) -> Result<u32, StoreError> {
    Ok(sql.query_row("SELECT count(*) FROM view_interview WHERE form_id = ?1", [form_id], |row| row.get(0))?)
}

/// How many there are by each questionnaire.
pub(crate) fn counts(sql: &Connection) -> Result<BTreeMap<String, u32>, StoreError> {
    let mut statement = sql.prepare_cached("SELECT form_id, count(*) FROM view_interview GROUP BY form_id")?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The versions of questionnaires that interviews name.
pub(crate) fn versions(sql: &Connection) -> Result<Vec<(String, [u8; 32])>, StoreError> {
    let mut statement = sql.prepare("SELECT DISTINCT form_id, form_hash FROM view_interview ORDER BY form_id")?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn summaries(sql: &Connection, query: &str, params: impl Params) -> Result<Vec<InterviewSummary>, StoreError> {
    let mut statement = sql.prepare_cached(query)?;
    let rows = statement.query_map(params, summary)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn with_doc(row: &Row<'_>) -> Result<(InterviewSummary, Heads), StoreError> {
    let (doc, parked): (Vec<u8>, Vec<u8>) = (row.get(10)?, row.get(11)?);
    Ok((summary(row)?, packed::unpack(&doc, &parked)?))
}

fn packed(row: &Row<'_>) -> rusqlite::Result<PackedRow> {
    Ok(PackedRow { summary: summary(row)?, doc: row.get(10)?, number: row.get(11)? })
}

/// Every query here that gives summaries begins with these columns: by name they would be looked for in each row anew.
fn summary(row: &Row<'_>) -> rusqlite::Result<InterviewSummary> {
    Ok(InterviewSummary {
        interview: InterviewId::from_bytes(row.get(0)?),
        case: CaseId::from_bytes(row.get(1)?),
        stream: Stream::Centre,
        form_id: row.get(2)?,
        form_hash: row.get(3)?,
        member: MemberId::from_bytes(row.get(4)?),
        started_ms: row.get(5)?,
        finished_ms: hlc_ms(row.get(6)?),
        incomplete: row.get(7)?,
        later: row.get(8)?,
        amended: row.get(9)?,
    })
}
