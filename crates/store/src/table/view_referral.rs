//! What lists say of referrals of the centre stream.

use pana_casework::referral::{Awaits, Course, DeclineReason, Outcome, ReferralSummary, Standing};
use pana_model::{CaseId, MemberId, Moment, ReferralId, Urgency};
use pana_record::Hlc;
use rusqlite::types::Type;
use rusqlite::{Connection, OptionalExtension as _, Row, Transaction, params};

use crate::disk::StoreError;

pub(crate) const NAME: &str = "view_referral";

const COLUMNS: &str =
    "referral, standing, error, open_card, receiver_untold, consent_gone, urgency, sensitive, service, recipient,
    respond_by, appointment, review_on, begun_by, begun, changed, directory, sent, answered, accepted, decline_reason,
    outcome, person_untold, case_closed";

pub(crate) fn insert(sql: &Transaction<'_>, case: CaseId, summary: &ReferralSummary) -> Result<(), StoreError> {
    let ms = |moment: Option<Moment>| moment.map(Moment::unix_ms);
    sql.prepare_cached(&format!(
        "INSERT INTO view_referral (subject, {COLUMNS}, due_from)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22,
             ?23, ?24, ?25, ?26)"
    ))?
    .execute(params![
        case.as_bytes(),
        summary.id.as_bytes(),
        summary.standing.as_str(),
        summary.is_error,
        summary.is_open_card,
        summary.is_receiver_untold,
        summary.is_consent_gone,
        summary.urgency.as_str(),
        summary.is_sensitive,
        summary.service,
        summary.recipient,
        ms(summary.respond_by),
        ms(summary.appointment),
        summary.review_on.map(|day| day.to_string()),
        summary.begun_by.as_bytes(),
        summary.begun.to_u64().cast_signed(),
        summary.changed.to_u64().cast_signed(),
        summary.directory,
        ms(summary.course.sent),
        ms(summary.course.answered),
        summary.course.is_accepted,
        summary.course.declined.map_or("", DeclineReason::as_str),
        summary.course.outcome.map_or("", Outcome::as_str),
        summary.is_person_untold,
        summary.is_case_closed,
        summary.due_from_ms(),
    ])?;
    Ok(())
}

/// Deletes those of a case, and gives how many there were.
pub(crate) fn delete(sql: &Transaction<'_>, case: CaseId) -> Result<usize, StoreError> {
    Ok(sql.prepare_cached("DELETE FROM view_referral WHERE subject = ?1")?.execute([case.as_bytes()])?)
}

/// Of which something may be due by a time.
pub(crate) const DUE: &str = "FROM view_referral WHERE due_from <= ?1";
/// At which the person is to be there from one time until another.
pub(crate) const AWAITED: &str = "FROM view_referral
    WHERE appointment IS NOT NULL AND standing = 'accepted' AND error = 0 AND case_closed = 0
        AND appointment >= ?1 AND appointment < ?2";

/// What orders those of which something may be due, with the columns of [`DUE`]'s index alone.
pub(crate) const DUE_COLUMNS: &str =
    "subject, referral, urgency, open_card, receiver_untold, person_untold, consent_gone,
    respond_by, review_on, appointment, standing, error, case_closed";
/// The same of [`AWAITED`], where the index holds those that were accepted and no others.
pub(crate) const AWAITED_COLUMNS: &str = "subject, referral, urgency, open_card, receiver_untold, person_untold,
    consent_gone, respond_by, review_on, appointment";
/// Of which an answer is awaited that is not late yet, the one first that will be late first.
pub(crate) const UNANSWERED: &str = "FROM view_referral
    WHERE due_from >= ?1 AND standing IN ('sent', 'acknowledged') ORDER BY due_from";
/// What services did with those that were handed over to them.
pub(crate) const COURSES: &str =
    "SELECT directory, sent, answered, respond_by FROM view_referral WHERE directory <> '' AND sent IS NOT NULL AND error = 0
     ORDER BY directory";

/// A referral that was handed over to a service of the directory.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HandedOver {
    /// When, in milliseconds.
    pub sent_ms: i64,
    /// When it was first answered.
    pub answered_ms: Option<i64>,
    /// Until when an answer is awaited.
    pub respond_by_ms: Option<i64>,
}

/// A referral as far as lists order it.
#[derive(Clone, Copy)]
pub(crate) struct Brief {
    pub(crate) case: CaseId,
    pub(crate) id: ReferralId,
    pub(crate) urgency: Urgency,
    pub(crate) awaits: Awaits,
}

/// Those of which something may be due by that time, as far as a list orders them. O(those that are due), from an index alone.
pub(crate) fn due_in_brief(sql: &Connection, now: Moment) -> Result<Vec<Brief>, StoreError> {
    let mut statement = sql.prepare_cached(&format!("SELECT {DUE_COLUMNS} {DUE}"))?;
    let rows = statement.query_map([now.unix_ms()], |row| brief(row, word(row, 10)?, [row.get(11)?, row.get(12)?]))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Those of which an answer is awaited that is not late by that time, as far as a list orders them. O(those of which something
/// will be due), from an index alone.
pub(crate) fn unanswered_in_brief(sql: &Connection, now: Moment) -> Result<Vec<Brief>, StoreError> {
    let mut statement = sql.prepare_cached(&format!("SELECT {DUE_COLUMNS} {UNANSWERED}"))?;
    let rows = statement.query_map([now.unix_ms()], |row| brief(row, word(row, 10)?, [row.get(11)?, row.get(12)?]))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Whose they are, one entry for each. Of those that will be due and were handed over, nothing but an answer is awaited, and no
/// other column need be read.
pub(crate) fn cases_unanswered(sql: &Connection, now: Moment) -> Result<Vec<CaseId>, StoreError> {
    let mut statement = sql.prepare_cached(&format!("SELECT subject {UNANSWERED}"))?;
    let rows = statement.query_map([now.unix_ms()], |row| row.get(0).map(CaseId::from_bytes))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Those that were accepted, with a time in this span at which the person is to be there, as far as a list orders them. O(those
/// there are in it), from an index alone.
pub(crate) fn awaited_in_brief(sql: &Connection, from: Moment, until: Moment) -> Result<Vec<Brief>, StoreError> {
    let mut statement = sql.prepare_cached(&format!("SELECT {AWAITED_COLUMNS} {AWAITED}"))?;
    let rows =
        statement.query_map([from.unix_ms(), until.unix_ms()], |row| brief(row, Standing::Accepted, [false, false]))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn brief(row: &Row<'_>, standing: Standing, [is_error, is_case_closed]: [bool; 2]) -> rusqlite::Result<Brief> {
    let moment = |at| Ok::<_, rusqlite::Error>(row.get::<_, Option<i64>>(at)?.and_then(Moment::from_unix_ms));
    Ok(Brief {
        case: CaseId::from_bytes(row.get(0)?),
        id: ReferralId::from_bytes(row.get(1)?),
        urgency: word(row, 2)?,
        awaits: Awaits {
            standing,
            is_error,
            is_case_closed,
            is_open_card: row.get(3)?,
            is_receiver_untold: row.get(4)?,
            is_person_untold: row.get(5)?,
            is_consent_gone: row.get(6)?,
            respond_by: moment(7)?,
            review_on: row.get_ref(8)?.as_str_or_null()?.and_then(|day| day.parse().ok()),
            appointment: moment(9)?,
        },
    })
}

/// One of a case.
pub(crate) fn read(sql: &Connection, case: CaseId, id: ReferralId) -> Result<Option<ReferralSummary>, StoreError> {
    let mut statement =
        sql.prepare_cached(&format!("SELECT {COLUMNS} FROM view_referral WHERE subject = ?1 AND referral = ?2"))?;
    Ok(statement.query_row([case.as_bytes(), id.as_bytes()], summary).optional()?)
}

/// When each referral that was handed over to a service of the directory was, and when it was first answered, service by
/// service. O(those that there are), from an index alone.
pub(crate) fn courses(sql: &Connection, mut each: impl FnMut(&str, HandedOver)) -> Result<(), StoreError> {
    let mut statement = sql.prepare_cached(COURSES)?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let service = row.get_ref(0)?.as_str().map_err(rusqlite::Error::from)?;
        each(service, HandedOver { sent_ms: row.get(1)?, answered_ms: row.get(2)?, respond_by_ms: row.get(3)? });
    }
    Ok(())
}

/// Those to one service of the directory. O(those that there are).
pub(crate) fn to_service(sql: &Connection, service: &str) -> Result<Vec<(CaseId, ReferralSummary)>, StoreError> {
    let mut statement = sql.prepare_cached(&format!(
        "SELECT {COLUMNS}, subject FROM view_referral WHERE directory = ?1 AND directory <> ''"
    ))?;
    let rows = statement.query_map([service], |row| Ok((CaseId::from_bytes(row.get(24)?), summary(row)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Those of which something may be due by that time. O(those that are due).
pub(crate) fn due(sql: &Connection, now: Moment) -> Result<Vec<(CaseId, ReferralSummary)>, StoreError> {
    let mut statement = sql.prepare_cached(&format!("SELECT {COLUMNS}, subject {DUE}"))?;
    let rows = statement.query_map([now.unix_ms()], |row| Ok((CaseId::from_bytes(row.get(24)?), summary(row)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Those to services of the directory. O(those that there are).
pub(crate) fn to_services(sql: &Connection) -> Result<Vec<(CaseId, ReferralSummary)>, StoreError> {
    let mut statement =
        sql.prepare_cached(&format!("SELECT {COLUMNS}, subject FROM view_referral WHERE directory <> ''"))?;
    let rows = statement.query_map([], |row| Ok((CaseId::from_bytes(row.get(24)?), summary(row)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Those that were handed over, with their cases; none that was entered in error.
pub(crate) fn handed_over(sql: &Connection) -> Result<Vec<(CaseId, ReferralSummary)>, StoreError> {
    let mut statement = sql.prepare_cached(&format!(
        "SELECT {COLUMNS}, subject FROM view_referral WHERE sent IS NOT NULL AND error = 0"
    ))?;
    let rows = statement.query_map([], |row| Ok((CaseId::from_bytes(row.get(24)?), summary(row)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The cases that have a referral of this id: more than one only where a hand gave one case the id of another's.
pub(crate) fn cases_of(sql: &Connection, referral: ReferralId) -> Result<Vec<CaseId>, StoreError> {
    let mut statement = sql.prepare_cached("SELECT subject FROM view_referral WHERE referral = ?1")?;
    let rows = statement.query_map([referral.as_bytes()], |row| Ok(CaseId::from_bytes(row.get(0)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// All of them, with their cases.
pub(crate) fn ids(sql: &Connection) -> Result<Vec<(CaseId, ReferralId)>, StoreError> {
    let mut statement = sql.prepare_cached("SELECT subject, referral FROM view_referral")?;
    let pair = |row: &Row<'_>| Ok((CaseId::from_bytes(row.get(0)?), ReferralId::from_bytes(row.get(1)?)));
    let rows = statement.query_map([], pair)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn summary(row: &Row<'_>) -> rusqlite::Result<ReferralSummary> {
    let moment = |at| Ok::<_, rusqlite::Error>(row.get::<_, Option<i64>>(at)?.and_then(Moment::from_unix_ms));
    let hlc = |at| Ok::<_, rusqlite::Error>(Hlc::from_u64(row.get::<_, i64>(at)?.cast_unsigned()));
    Ok(ReferralSummary {
        id: ReferralId::from_bytes(row.get(0)?),
        standing: word(row, 1)?,
        is_error: row.get(2)?,
        is_open_card: row.get(3)?,
        is_receiver_untold: row.get(4)?,
        is_consent_gone: row.get(5)?,
        urgency: word(row, 6)?,
        is_sensitive: row.get(7)?,
        service: row.get(8)?,
        recipient: row.get(9)?,
        respond_by: moment(10)?,
        appointment: moment(11)?,
        review_on: row.get::<_, Option<String>>(12)?.and_then(|day| day.parse().ok()),
        begun_by: MemberId::from_bytes(row.get(13)?),
        begun: hlc(14)?,
        changed: hlc(15)?,
        directory: row.get(16)?,
        course: Course {
            sent: moment(17)?,
            answered: moment(18)?,
            is_accepted: row.get(19)?,
            declined: said(row, 20)?,
            outcome: said(row, 21)?,
        },
        is_person_untold: row.get(22)?,
        is_case_closed: row.get(23)?,
    })
}

/// The same, where nothing is said by an empty text.
fn said<T: std::str::FromStr>(row: &Row<'_>, at: usize) -> rusqlite::Result<Option<T>>
where
    T::Err: std::error::Error + Send + Sync + 'static,
{
    if row.get_ref(at)?.as_str()?.is_empty() { Ok(None) } else { word(row, at).map(Some) }
}

/// A word of a closed set. Only the fold writes them, so one that is unknown is a view that somebody edited.
fn word<T: std::str::FromStr>(row: &Row<'_>, at: usize) -> rusqlite::Result<T>
where
    T::Err: std::error::Error + Send + Sync + 'static,
{
    let text = row.get_ref(at)?.as_str()?;
    text.parse().map_err(|error| rusqlite::Error::FromSqlConversionFailure(at, Type::Text, Box::new(error)))
}
