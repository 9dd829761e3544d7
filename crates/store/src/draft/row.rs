//! A draft's rows: what is in one, and how it is sealed.

use std::collections::BTreeMap;

use pana_keys::{SubjectKey, SystemEntropy, local_row_id, open_local, seal_local};
use pana_model::{InstanceId, InterviewId, MemberId};
use rusqlite::{Connection, Transaction};
use serde::{Deserialize, Serialize};

use crate::disk::{StoreError, crypt_fault};
use crate::table::draft_row;
use pana_casework::StoredAnswer;

/// The part of a draft's summary that is sealed.
#[derive(Serialize, Deserialize)]
pub(super) struct SealedSummary {
    pub(super) form_id: String,
    pub(super) form_hash: Vec<u8>,
    pub(super) member: MemberId,
    pub(super) started_ms: i64,
    pub(super) place: Option<String>,
    pub(super) progress: (u32, u32),
    pub(super) person: BTreeMap<String, String>,
    pub(super) amends: bool,
}

/// What the row of the summary is called, for ever: its id is made of it.
const SUMMARY: &str = "head";

/// One sealed row.
#[derive(Serialize, Deserialize)]
pub(super) enum Row {
    #[serde(rename = "h")]
    Summary(Box<SealedSummary>),
    #[serde(rename = "a")]
    Answer(String, StoredAnswer),
    #[serde(rename = "i")]
    Instances(String, Vec<InstanceId>),
    /// Heads shown when changes were begun, as bytes of `record`.
    #[serde(rename = "s2")]
    Shown(Vec<u8>, Vec<u8>),
    /// The same as a program of layout 1 kept it.
    #[serde(rename = "s")]
    FirstShown(Vec<u8>),
}

impl Row {
    /// What the row is about, unique in a draft.
    fn about(&self) -> String {
        match self {
            Self::Summary(_) => SUMMARY.to_owned(),
            Self::Answer(at, _) => answer_row(at),
            Self::Instances(at, _) => format!("instances {at}"),
            Self::Shown(..) | Self::FirstShown(_) => "shown".to_owned(),
        }
    }
}

pub(super) fn answer_row(at: &str) -> String {
    format!("answer {at}")
}

/// Seals a row and writes it, in place of the one about the same.
pub(super) fn put(
    sql: &Transaction<'_>,
    interview: InterviewId,
    key: &SubjectKey,
    row: &Row,
) -> Result<(), StoreError> {
    let row_id = local_row_id(key, row.about().as_bytes());
    let plain = serde_json::to_vec(row).map_err(|error| StoreError::Internal(error.to_string()))?;
    let sealed = seal_local(key, &row_aad(interview, row_id), &plain, &mut SystemEntropy).map_err(crypt_fault)?;
    draft_row::put(sql, interview, row_id, &sealed)
}

/// Takes an answer back.
pub(super) fn delete_answer(
    sql: &Transaction<'_>,
    interview: InterviewId,
    key: &SubjectKey,
    at: &str,
) -> Result<(), StoreError> {
    draft_row::delete(sql, interview, local_row_id(key, answer_row(at).as_bytes()))
}

pub(super) fn summary(sql: &Connection, interview: InterviewId, key: &SubjectKey) -> Result<SealedSummary, StoreError> {
    let damaged = || StoreError::Damaged(format!("draft {interview}: head"));
    let row_id = local_row_id(key, SUMMARY.as_bytes());
    let sealed = draft_row::read(sql, interview, row_id)?.ok_or_else(damaged)?;
    match open(interview, key, row_id, &sealed)? {
        Row::Summary(summary) => Ok(*summary),
        _ => Err(damaged()),
    }
}

pub(super) fn all(sql: &Connection, interview: InterviewId, key: &SubjectKey) -> Result<Vec<Row>, StoreError> {
    let rows = draft_row::all(sql, interview)?;
    rows.into_iter().map(|(row_id, sealed)| open(interview, key, row_id, &sealed)).collect()
}

fn open(interview: InterviewId, key: &SubjectKey, row_id: [u8; 16], sealed: &[u8]) -> Result<Row, StoreError> {
    let damaged = || StoreError::Damaged(format!("draft {interview}"));
    let plain = open_local(key, &row_aad(interview, row_id), sealed).map_err(|_| damaged())?;
    // EXPOSE: to decode it.
    serde_json::from_slice(plain.expose()).map_err(|_| damaged())
}

fn row_aad(interview: InterviewId, row_id: [u8; 16]) -> Vec<u8> {
    [b"pana/draft/1".as_slice(), interview.as_bytes(), &row_id].concat()
}
