//! From events to views: what one event changes.
//!
//! The same function is called when an event is appended and when the log is replayed, so the two cannot part ways. A
//! row is derived from heads (which do not mind the order of events) and from values that only grow (the latest
//! change, the history), so an event that arrives late gives the same rows as one that arrived in time.

use std::collections::{BTreeMap, BTreeSet};

use pana_casework::{CaseNumber, display_name, profile};
use pana_model::{CaseId, DeviceId, InterviewId};
use pana_record::{Body, Dot, EventKind, Heads, Mark, Op, Value};
use rusqlite::{Connection, OptionalExtension as _, params};

use crate::StoreError;
use crate::draft::tokens_of;
use crate::path::{self, Place};
use crate::search::Matched;
use crate::value::{self, FactValue, Meta};

/// An event whose body is open, with its name.
#[derive(Debug, Clone)]
pub(crate) struct Opened {
    pub(crate) device: DeviceId,
    pub(crate) seq: u64,
    pub(crate) body: Body,
}

impl Opened {
    fn mark(&self) -> Mark {
        Mark { member: self.body.member, hlc: self.body.hlc }
    }

    pub(crate) fn hlc(&self) -> i64 {
        self.body.hlc.to_u64().cast_signed()
    }

    /// The operations with their dots.
    pub(crate) fn ops(&self) -> impl Iterator<Item = (Dot, &Op)> {
        (0_u32..).zip(&self.body.ops).map(|(index, op)| (Dot::new(self.device, self.seq, index), op))
    }

    /// The first interview that the event writes to.
    pub(crate) fn interview(&self) -> Option<InterviewId> {
        self.body.ops.iter().find_map(|op| match path::place(&op.path) {
            Place::Interview(interview, _) => Some(interview),
            _ => None,
        })
    }

    /// The word for the history.
    pub(crate) fn action(&self) -> &'static str {
        match (self.body.kind, self.interview()) {
            (EventKind::Create, None) => "case-opened",
            (EventKind::Create, Some(_)) => "interview-finished",
            (EventKind::Edit, _) => "interview-amended",
            (kind, _) => kind.name(),
        }
    }

    /// Applies what the event writes to `interview` to its heads.
    pub(crate) fn apply_to_interview(&self, interview: InterviewId, doc: &mut Heads) {
        for (dot, op) in self.ops() {
            if let Place::Interview(id, rest) = path::place(&op.path)
                && id == interview
            {
                doc.apply(dot, &Op { path: rest.to_owned(), ..op.clone() }, self.mark());
            }
        }
    }

    /// The interviews the event writes to.
    pub(crate) fn interviews(&self) -> BTreeSet<InterviewId> {
        let places = self.body.ops.iter().map(|op| path::place(&op.path));
        places.filter_map(|place| if let Place::Interview(id, _) = place { Some(id) } else { None }).collect()
    }
}

/// Applies an event of the centre stream to the views.
pub(crate) fn apply(sql: &Connection, event: &Opened) -> Result<(), StoreError> {
    if event.body.kind == EventKind::ViewAudit {
        return apply_access(sql, event);
    }
    let case = CaseId::from_bytes(event.body.subject);
    let interview = event.interview();
    sql.prepare_cached(
        "INSERT OR IGNORE INTO view_history (subject, hlc, device, seq, action, member, interview)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?
    .execute(params![
        case.as_bytes().as_slice(),
        event.hlc(),
        event.device.as_bytes().as_slice(),
        event.seq.cast_signed(),
        event.action(),
        event.body.member.as_bytes().as_slice(),
        interview.map_or([0; 16], |id| *id.as_bytes()).as_slice(),
    ])?;
    let mut doc = case_doc(sql, case)?;
    let mut touched = false;
    for (dot, op) in event.ops() {
        if path::place(&op.path) == Place::Case {
            doc.apply(dot, op, event.mark());
            touched = true;
        }
    }
    write_case(sql, case, &doc, touched)?;
    for interview in event.interviews() {
        let mut doc = interview_doc(sql, interview)?;
        event.apply_to_interview(interview, &mut doc);
        write_interview(sql, case, interview, &doc)?;
    }
    Ok(())
}

fn apply_access(sql: &Connection, event: &Opened) -> Result<(), StoreError> {
    let mut insert = sql.prepare_cached(
        "INSERT OR IGNORE INTO view_access (subject, at_ms, device, seq, op, action, member, interview, note)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
    )?;
    for (dot, op) in event.ops() {
        let Place::Access(case) = path::place(&op.path) else { continue };
        let Some([action, interview, note, ..]) = op.value.as_list() else { continue };
        insert.execute(params![
            case.as_bytes().as_slice(),
            event.body.hlc.unix_ms().cast_signed(),
            event.device.as_bytes().as_slice(),
            event.seq.cast_signed(),
            dot.op,
            action.as_text().unwrap_or_default(),
            event.body.member.as_bytes().as_slice(),
            interview.as_bytes().unwrap_or(&[0; 16]),
            note.as_text().unwrap_or_default(),
        ])?;
    }
    Ok(())
}

/// Heads of what belongs to the case itself.
pub(crate) fn case_doc(sql: &Connection, case: CaseId) -> Result<Heads, StoreError> {
    let mut statement = sql.prepare_cached("SELECT doc FROM view_case_doc WHERE subject = ?1")?;
    let doc: Option<Vec<u8>> = statement.query_row([case.as_bytes().as_slice()], |row| row.get(0)).optional()?;
    doc.map_or_else(|| Ok(Heads::new()), |bytes| unpack(&bytes))
}

/// Heads of an interview of the centre stream.
pub(crate) fn interview_doc(sql: &Connection, interview: InterviewId) -> Result<Heads, StoreError> {
    let mut statement = sql.prepare_cached("SELECT doc FROM view_interview WHERE interview = ?1")?;
    let doc: Option<Vec<u8>> = statement.query_row([interview.as_bytes().as_slice()], |row| row.get(0)).optional()?;
    doc.map_or_else(|| Ok(Heads::new()), |bytes| unpack(&bytes))
}

fn write_case(sql: &Connection, case: CaseId, doc: &Heads, touched: bool) -> Result<(), StoreError> {
    let subject = case.as_bytes().as_slice();
    if !touched {
        sql.prepare_cached(
            "UPDATE view_case SET changed_hlc = (SELECT max(hlc) FROM view_history WHERE view_history.subject = ?1)
             WHERE subject = ?1",
        )?
        .execute([subject])?;
        sql.prepare_cached(
            "UPDATE view_token SET changed_hlc = (SELECT changed_hlc FROM view_case WHERE view_case.subject = ?1)
             WHERE (kind, token, subject) IN
                 (SELECT kind, token, subject FROM view_token INDEXED BY view_token_by_subject WHERE subject = ?1)",
        )?
        .execute([subject])?;
        return Ok(());
    }
    let facts = facts_shown(doc);
    let person: BTreeMap<&str, &str> = facts
        .iter()
        .filter(|((household, _), _)| household.is_none())
        .map(|((_, property), (fact, _))| (property.as_str(), fact.value.as_str()))
        .collect();
    let number = value::latest(doc, path::NUMBER);
    let birth =
        [profile::BIRTH_DATE, profile::BIRTH_YEAR].into_iter().find_map(|property| person.get(property).copied());
    sql.prepare_cached(
        "INSERT INTO view_case (subject, number, name, birth, opened_hlc, changed_hlc) VALUES (?1, ?2, ?3, ?4, ?5,
             (SELECT max(hlc) FROM view_history WHERE view_history.subject = ?1))
         ON CONFLICT (subject) DO UPDATE SET number = excluded.number, name = excluded.name, birth = excluded.birth,
             opened_hlc = excluded.opened_hlc, changed_hlc = excluded.changed_hlc",
    )?
    .execute(params![
        subject,
        number.and_then(|head| head.value.as_text()).unwrap_or_default(),
        display_name(|property| person.get(property).copied()),
        birth.unwrap_or_default(),
        number.map_or(0, |head| head.mark.hlc.to_u64().cast_signed()),
    ])?;
    sql.prepare_cached(
        "INSERT INTO view_case_doc (subject, doc) VALUES (?1, ?2)
         ON CONFLICT (subject) DO UPDATE SET doc = excluded.doc",
    )?
    .execute(params![subject, pack(doc)?])?;
    write_facts(sql, subject, &facts)?;
    write_tokens(sql, subject, doc)
}

type Facts = BTreeMap<(Option<pana_model::InstanceId>, String), (FactValue, u32)>;

/// The facts that the heads show, with how many different values stand there.
fn facts_shown(doc: &Heads) -> Facts {
    let mut facts = Facts::new();
    for (path, heads) in doc.paths() {
        let Some((household, property)) = path::fact_of(path) else { continue };
        let values: BTreeSet<&Value> = heads.values().map(|head| &head.value).collect();
        let Some(fact) = value::latest(doc, path).and_then(|head| FactValue::from_value(&head.value)) else { continue };
        let many = u32::try_from(values.len()).unwrap_or(u32::MAX);
        facts.insert((household, property.to_owned()), (fact, many));
    }
    facts
}

fn write_facts(sql: &Connection, subject: &[u8], facts: &Facts) -> Result<(), StoreError> {
    sql.prepare_cached("DELETE FROM view_profile WHERE subject = ?1")?.execute([subject])?;
    sql.prepare_cached("DELETE FROM view_household WHERE subject = ?1")?.execute([subject])?;
    let mut person = sql.prepare_cached(
        "INSERT INTO view_profile (subject, property, value, interview, source, heads) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?;
    let mut household = sql.prepare_cached(
        "INSERT INTO view_household (subject, property, value, interview, source, heads, instance)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?;
    for ((instance, property), (fact, heads)) in facts {
        let interview = fact.interview.as_bytes().as_slice();
        match instance {
            None => person.execute(params![subject, property, fact.value, interview, fact.source, heads])?,
            Some(instance) => household.execute(params![
                subject,
                property,
                fact.value,
                interview,
                fact.source,
                heads,
                instance.as_bytes().as_slice()
            ])?,
        };
    }
    Ok(())
}

/// Every value that stands is found, also those in conflict.
fn write_tokens(sql: &Connection, subject: &[u8], doc: &Heads) -> Result<(), StoreError> {
    let mut tokens: BTreeSet<(Matched, String)> = BTreeSet::new();
    for (path, heads) in doc.paths() {
        for head in heads.values() {
            if path == path::NUMBER {
                let number = head.value.as_text().unwrap_or_default();
                tokens.insert((Matched::Number, CaseNumber::query_key(number)));
            } else if let (Some((None, property)), Some(fact)) =
                (path::fact_of(path), FactValue::from_value(&head.value))
            {
                tokens.extend(tokens_of(property, &fact.value));
            }
        }
    }
    sql.prepare_cached(
        "DELETE FROM view_token WHERE (kind, token, subject) IN
             (SELECT kind, token, subject FROM view_token INDEXED BY view_token_by_subject WHERE subject = ?1)",
    )?
    .execute([subject])?;
    let mut insert = sql.prepare_cached(
        "INSERT INTO view_token (kind, token, subject, changed_hlc)
         SELECT ?1, ?2, ?3, changed_hlc FROM view_case WHERE subject = ?3",
    )?;
    for (kind, token) in tokens {
        insert.execute(params![kind as u8, token, subject])?;
    }
    Ok(())
}

fn write_interview(sql: &Connection, case: CaseId, interview: InterviewId, doc: &Heads) -> Result<(), StoreError> {
    let meta = Meta::of(doc);
    let later = value::answers(doc).values().filter(|answer| **answer == crate::StoredAnswer::Later).count();
    let amended: i64 = sql
        .prepare_cached(
            "SELECT count(*) FROM view_history
             WHERE subject = ?1 AND interview = ?2 AND action = 'interview-amended'",
        )?
        .query_row(params![case.as_bytes().as_slice(), interview.as_bytes().as_slice()], |row| row.get(0))?;
    sql.prepare_cached(
        "INSERT INTO view_interview
             (interview, subject, form_id, form_hash, member, started_ms, finished_hlc, incomplete, later, amended, doc)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
         ON CONFLICT (interview) DO UPDATE SET form_id = excluded.form_id, form_hash = excluded.form_hash,
             member = excluded.member, started_ms = excluded.started_ms, finished_hlc = excluded.finished_hlc,
             incomplete = excluded.incomplete, later = excluded.later, amended = excluded.amended, doc = excluded.doc",
    )?
    .execute(params![
        interview.as_bytes().as_slice(),
        case.as_bytes().as_slice(),
        meta.as_ref().map_or("", |meta| meta.form_id.as_str()),
        meta.as_ref().map_or([0; 32], |meta| meta.form_hash).as_slice(),
        meta.as_ref().map_or([0; 16], |meta| *meta.member.as_bytes()).as_slice(),
        meta.as_ref().map_or(0, |meta| meta.started_ms),
        meta.as_ref().map_or(0, |meta| meta.finished_hlc),
        meta.as_ref().is_some_and(|meta| meta.incomplete),
        i64::try_from(later).unwrap_or(i64::MAX),
        amended,
        pack(doc)?,
    ])?;
    Ok(())
}

/// Heads as a view keeps them: packed, because dots and marks repeat in every line. The length goes before.
pub(crate) fn pack(doc: &Heads) -> Result<Vec<u8>, StoreError> {
    let bytes = doc.to_bytes();
    let length = u32::try_from(bytes.len()).map_err(|_| StoreError::TooLarge)?;
    let packed = zstd::bulk::compress(&bytes, 1).map_err(|error| StoreError::Internal(error.to_string()))?;
    Ok([length.to_be_bytes().as_slice(), &packed].concat())
}

pub(crate) fn unpack(packed: &[u8]) -> Result<Heads, StoreError> {
    const MOST: usize = 256 * 1024 * 1024;
    let damaged = || StoreError::Damaged("a view; rebuild it from the log".to_owned());
    let (length, packed) = packed.split_first_chunk().ok_or_else(damaged)?;
    let length = usize::try_from(u32::from_be_bytes(*length)).map_err(|_| damaged())?;
    if length > MOST {
        return Err(damaged());
    }
    let bytes = zstd::bulk::decompress(packed, length).map_err(|_| damaged())?;
    Heads::from_bytes(&bytes).map_err(|_| damaged())
}
