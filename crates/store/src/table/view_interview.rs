//! The table `view_interview`: finished interviews of the centre stream, with the heads of their answers.
//!
//! A row belongs to the case that claims the interview. Ids are random, so two cases claim one only where somebody wrote
//! it so: each has its row then, and who asks for the interview alone gets the one that was finished first.

use std::collections::BTreeMap;

use pana_model::{CaseId, InterviewId, MemberId};
use pana_record::Heads;
use rusqlite::{Connection, Params, Row, Transaction, params};

use super::packed::{self, Packed};
use crate::disk::StoreError;
use crate::log::{Stream, hlc_ms};

pub(super) const NAME: &str = "view_interview";

/// What lists say of a finished interview.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InterviewHead {
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

/// Where a page of an export ends: logical time and interview of its last row.
pub(crate) type After = (i64, [u8; 16]);

/// Writes what lists say of an interview, and the heads of its answers.
pub(crate) fn put(
    sql: &Transaction<'_>,
    case: CaseId,
    head: &pana_casework::case::InterviewHead,
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
        head.interview.as_bytes(),
        case.as_bytes(),
        head.form_id,
        head.form_hash,
        head.member.as_bytes(),
        head.started_ms,
        head.finished.to_u64().cast_signed(),
        head.incomplete,
        head.later,
        head.amended,
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

pub(crate) fn read(sql: &Connection, interview: InterviewId) -> Result<Option<(InterviewHead, Heads)>, StoreError> {
    let mut statement = sql.prepare_cached(
        "SELECT interview, subject, form_id, form_hash, member, started_ms, finished_hlc, incomplete, later, amended,
             doc, parked
         FROM view_interview WHERE interview = ?1 ORDER BY finished_hlc, subject LIMIT 1",
    )?;
    let mut rows = statement.query([interview.as_bytes()])?;
    rows.next()?.map(with_doc).transpose()
}

/// Those of a case, the latest first.
pub(crate) fn of_case(sql: &Connection, case: CaseId) -> Result<Vec<InterviewHead>, StoreError> {
    let query = "SELECT interview, subject, form_id, form_hash, member, started_ms, finished_hlc, incomplete, later,
             amended
         FROM view_interview WHERE subject = ?1 ORDER BY finished_hlc DESC, interview";
    heads(sql, query, [case.as_bytes()])
}

/// Those with answers marked “ask later”, the latest first.
pub(crate) fn ask_later(sql: &Connection, limit: usize) -> Result<Vec<InterviewHead>, StoreError> {
    let query = "SELECT interview, subject, form_id, form_hash, member, started_ms, finished_hlc, incomplete, later,
             amended
         FROM view_interview WHERE later > 0 ORDER BY finished_hlc DESC LIMIT ?1";
    heads(sql, query, [i64::try_from(limit).unwrap_or(i64::MAX)])
}

/// Those of a questionnaire, in the order in which they were finished.
pub(crate) fn of_form(sql: &Connection, form_id: &str) -> Result<Vec<InterviewHead>, StoreError> {
    let query = "SELECT interview, subject, form_id, form_hash, member, started_ms, finished_hlc, incomplete, later,
             amended
         FROM view_interview WHERE form_id = ?1 ORDER BY finished_hlc, interview";
    heads(sql, query, [form_id])
}

/// Those of a questionnaire after a place, at most `many`, with the place of each.
pub(crate) fn page(
    sql: &Connection,
    form_id: &str,
    after: After,
    many: usize,
) -> Result<Vec<(After, InterviewHead, Heads)>, StoreError> {
    let mut statement = sql.prepare_cached(
        "SELECT interview, subject, form_id, form_hash, member, started_ms, finished_hlc, incomplete, later, amended,
             doc, parked
         FROM view_interview
         WHERE form_id = ?1 AND (finished_hlc, interview) > (?2, ?3)
         ORDER BY finished_hlc, interview LIMIT ?4",
    )?;
    let (hlc, interview) = after;
    let mut rows = statement.query(params![form_id, hlc, interview, i64::try_from(many).unwrap_or(i64::MAX)])?;
    let mut page = Vec::new();
    while let Some(row) = rows.next()? {
        let hlc = row.get("finished_hlc")?;
        let (head, doc) = with_doc(row)?;
        page.push(((hlc, *head.interview.as_bytes()), head, doc));
    }
    Ok(page)
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

fn heads(sql: &Connection, query: &str, params: impl Params) -> Result<Vec<InterviewHead>, StoreError> {
    let mut statement = sql.prepare_cached(query)?;
    let rows = statement.query_map(params, head)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn with_doc(row: &Row<'_>) -> Result<(InterviewHead, Heads), StoreError> {
    let (doc, parked): (Vec<u8>, Vec<u8>) = (row.get("doc")?, row.get("parked")?);
    Ok((head(row)?, packed::unpack(&doc, &parked)?))
}

fn head(row: &Row<'_>) -> rusqlite::Result<InterviewHead> {
    Ok(InterviewHead {
        interview: InterviewId::from_bytes(row.get("interview")?),
        case: CaseId::from_bytes(row.get("subject")?),
        stream: Stream::Centre,
        form_id: row.get("form_id")?,
        form_hash: row.get("form_hash")?,
        member: MemberId::from_bytes(row.get("member")?),
        started_ms: row.get("started_ms")?,
        finished_ms: hlc_ms(row.get("finished_hlc")?),
        incomplete: row.get("incomplete")?,
        later: row.get("later")?,
        amended: row.get("amended")?,
    })
}
