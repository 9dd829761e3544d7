//! Interviews that are not finished: one durable row per answer.
//!
//! A row is sealed under the key its subject has in the interview's stream, and its place is a keyed hash, so a draft
//! of the protected stream is closed to a member without the grant even though the database is open. The row exists in
//! the same transaction that reports it saved; an answer that is taken back deletes its row.

use std::collections::BTreeMap;

use pana_casework::{profile, search_keys};
use pana_keys::{SubjectKey, SystemEntropy, local_row_id, open_local, seal_local};
use pana_model::{CaseId, InterviewId, MemberId, Moment};
use pana_wire::EpochId;
use rusqlite::{OptionalExtension as _, params};
use serde::{Deserialize, Serialize};

use crate::StoreError;
use crate::answer::{Answers, Instances, StoredAnswer};
use crate::context::Context;
use crate::search::Matched;
use crate::store::{Action, Store, Tx};
use crate::stream::{Stream, code, from_code};

/// Whom an interview is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ForWhom {
    /// Someone we know.
    Known(CaseId),
    /// Someone new: a case is opened under this id, with a number of its own.
    New(CaseId),
}

/// A new interview.
#[derive(Debug, Clone)]
pub struct StartInterview<'a> {
    /// Its id, drawn by the caller.
    pub interview: InterviewId,
    /// `form_id`.
    pub form_id: &'a str,
    /// Hash of the version in use.
    pub form_hash: [u8; 32],
    /// Where it will be written down.
    pub stream: Stream,
    /// Whom it is about.
    pub whom: ForWhom,
}

/// A begun interview.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Started {
    /// Interview.
    pub interview: InterviewId,
    /// Case.
    pub case: CaseId,
    /// Case number.
    pub number: String,
}

/// What is to be made durable. Everything in it goes into one transaction.
#[derive(Debug, Clone, Default)]
pub struct DraftSave {
    /// Changed answers; `None` takes one back.
    pub answers: BTreeMap<String, Option<StoredAnswer>>,
    /// Changed lists of instances, by the repeat's place.
    pub instances: Instances,
    /// Where the worker is now.
    pub place: Option<String>,
    /// Questions that apply, and how many of them have an answer.
    pub progress: Option<(u32, u32)>,
    /// The person's properties so far, for lists and search. Of a protected interview they stay in the sealed head.
    pub person: Option<BTreeMap<String, String>>,
}

/// What a draft is, without its answers.
#[derive(Clone, PartialEq, Eq)]
pub struct DraftHead {
    /// Interview.
    pub interview: InterviewId,
    /// Case.
    pub case: CaseId,
    /// Case number.
    pub number: String,
    /// Stream.
    pub stream: Stream,
    /// `form_id`.
    pub form_id: String,
    /// Version in use.
    pub form_hash: [u8; 32],
    /// Who leads it.
    pub member: MemberId,
    /// When it was begun, milliseconds since 1970.
    pub started_ms: i64,
    /// When it was last made durable.
    pub changed_ms: i64,
    /// Where the worker was.
    pub place: Option<String>,
    /// Questions that apply, and how many of them have an answer.
    pub progress: (u32, u32),
    /// The person's properties so far.
    pub person: BTreeMap<String, String>,
    /// Is it a draft of changes to a finished interview?
    pub amends: bool,
}

/// A draft with its answers.
#[derive(Clone)]
pub struct Draft {
    /// What it is.
    pub head: DraftHead,
    /// Answers so far.
    pub answers: Answers,
    /// Instances so far.
    pub instances: Instances,
}

impl std::fmt::Debug for DraftHead {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "DraftHead({})", self.interview)
    }
}

impl std::fmt::Debug for Draft {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "Draft({}, {} answers)", self.head.interview, self.answers.len())
    }
}

impl Store {
    /// Begins an interview; opens a case for it when it has none. The draft and the case are durable afterwards.
    ///
    /// # Errors
    /// [`StoreError::NoRight`] for the protected stream without the grant, [`StoreError::UnknownCase`],
    /// [`StoreError::NumbersUsedUp`], and as any write.
    pub fn interview_start(&mut self, start: &StartInterview<'_>, now: Moment) -> Result<Started, StoreError> {
        self.transact(Action::InterviewStart, now, |tx| tx.interview_start(start))
    }

    /// Makes answers durable. When this returns, they survive a loss of power.
    ///
    /// # Errors
    /// [`StoreError::UnknownInterview`], and as any write.
    pub fn draft_save(&mut self, interview: InterviewId, save: &DraftSave, now: Moment) -> Result<(), StoreError> {
        self.transact(Action::Answer, now, |tx| tx.draft_save(interview, save))
    }

    /// A draft with all its answers.
    ///
    /// # Errors
    /// [`StoreError::UnknownInterview`] when there is none, or it is protected and the member has no grant.
    pub fn draft(&self, interview: InterviewId) -> Result<Draft, StoreError> {
        self.context().draft(interview)
    }

    /// Is there a draft of this interview (of a new one, or of changes)?
    ///
    /// # Errors
    /// As any read.
    pub fn is_draft(&self, interview: InterviewId) -> Result<bool, StoreError> {
        self.context().is_draft(interview)
    }

    /// All drafts this member may open, the one changed last first.
    ///
    /// # Errors
    /// As any read.
    pub fn drafts(&self) -> Result<Vec<DraftHead>, StoreError> {
        self.context().drafts()
    }

    /// Throws a draft away. A finished interview that it was to change stays as it is.
    ///
    /// # Errors
    /// [`StoreError::UnknownInterview`], and as any write.
    pub fn draft_discard(&mut self, interview: InterviewId, now: Moment) -> Result<(), StoreError> {
        self.transact(Action::InterviewDiscard, now, |tx| tx.draft_delete(interview))
    }
}

/// The part of a draft's head that is sealed.
#[derive(Serialize, Deserialize)]
struct Head {
    form_id: String,
    form_hash: Vec<u8>,
    member: MemberId,
    started_ms: i64,
    place: Option<String>,
    progress: (u32, u32),
    person: BTreeMap<String, String>,
    amends: bool,
}

/// One sealed row.
#[derive(Serialize, Deserialize)]
enum Row {
    #[serde(rename = "h")]
    Head(Box<Head>),
    #[serde(rename = "a")]
    Answer(String, StoredAnswer),
    #[serde(rename = "i")]
    Instances(String, Vec<pana_model::InstanceId>),
    /// Heads shown when changes were begun, as bytes of `record`.
    #[serde(rename = "s")]
    Shown(Vec<u8>),
}

impl Row {
    /// What the row is about, unique in a draft.
    fn about(&self) -> String {
        match self {
            Self::Head(_) => "head".to_owned(),
            Self::Answer(at, _) => answer_row(at),
            Self::Instances(at, _) => format!("instances {at}"),
            Self::Shown(_) => "shown".to_owned(),
        }
    }
}

fn answer_row(at: &str) -> String {
    format!("answer {at}")
}

/// Where a draft lies.
pub(crate) struct DraftPlace {
    pub(crate) stream: Stream,
    pub(crate) case: CaseId,
    pub(crate) changed_ms: i64,
}

impl Tx<'_> {
    pub(crate) fn interview_start(&mut self, start: &StartInterview<'_>) -> Result<Started, StoreError> {
        if start.stream == Stream::Control {
            return Err(StoreError::NoRight);
        }
        let interview = start.interview;
        let (case, number) = match start.whom {
            ForWhom::Known(case) => (case, self.context().case_number(case)?.ok_or(StoreError::UnknownCase)?),
            ForWhom::New(case) => (case, self.case_open(case)?.to_string()),
        };
        let head = Head {
            form_id: start.form_id.to_owned(),
            form_hash: start.form_hash.to_vec(),
            member: self.session().member.id,
            started_ms: self.now().unix_ms(),
            place: None,
            progress: (0, 0),
            person: BTreeMap::new(),
            amends: false,
        };
        self.draft_insert(interview, start.stream, case, head)?;
        Ok(Started { interview, case, number })
    }

    fn draft_insert(
        &mut self,
        interview: InterviewId,
        stream: Stream,
        case: CaseId,
        head: Head,
    ) -> Result<(), StoreError> {
        let key = self.subject_key_or_make(stream, *case.as_bytes())?;
        let epoch = self.session().epoch(stream)?;
        let address = epoch
            .seal_subject(&address_place(interview), case.as_bytes(), &mut SystemEntropy)
            .map_err(crate::crypt_fault)?;
        let subject = (stream == Stream::Centre).then(|| case.as_bytes().as_slice());
        self.sql().execute(
            "INSERT INTO draft (interview, stream, subject, epoch, address, changed_ms, revision)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, 0)",
            params![
                interview.as_bytes().as_slice(),
                code(stream),
                subject,
                epoch.id().as_bytes().as_slice(),
                address,
                self.now().unix_ms()
            ],
        )?;
        self.draft_put(interview, &key, &Row::Head(Box::new(head)))
    }

    /// Begins a draft of changes to a finished interview, with its answers and the heads that are shown.
    pub(crate) fn draft_of_changes(&mut self, of: &crate::Interview, shown: Vec<u8>) -> Result<(), StoreError> {
        let head = Head {
            form_id: of.form_id.clone(),
            form_hash: of.form_hash.to_vec(),
            member: self.session().member.id,
            started_ms: self.now().unix_ms(),
            place: None,
            progress: (0, 0),
            person: BTreeMap::new(),
            amends: true,
        };
        self.draft_insert(of.interview, of.stream, of.case, head)?;
        let key = self.context().subject_key(of.stream, of.case.as_bytes())?.ok_or(StoreError::UnknownInterview)?;
        for (at, answer) in &of.answers {
            self.draft_put(of.interview, &key, &Row::Answer(at.clone(), answer.clone()))?;
        }
        for (at, instances) in &of.instances {
            self.draft_put(of.interview, &key, &Row::Instances(at.clone(), instances.clone()))?;
        }
        self.draft_put(of.interview, &key, &Row::Shown(shown))
    }

    pub(crate) fn draft_save(&mut self, interview: InterviewId, save: &DraftSave) -> Result<(), StoreError> {
        let place = self.context().draft_place(interview)?;
        let key =
            self.context().subject_key(place.stream, place.case.as_bytes())?.ok_or(StoreError::UnknownInterview)?;
        for (at, answer) in &save.answers {
            match answer {
                Some(answer) => self.draft_put(interview, &key, &Row::Answer(at.clone(), answer.clone()))?,
                None => self.draft_row_delete(interview, &key, &answer_row(at))?,
            }
        }
        for (at, instances) in &save.instances {
            self.draft_put(interview, &key, &Row::Instances(at.clone(), instances.clone()))?;
        }
        if save.place.is_some() || save.progress.is_some() || save.person.is_some() {
            let mut head = self.context().draft_head(interview, &key)?;
            let before = head.person.clone();
            head.place = save.place.clone().or(head.place);
            head.progress = save.progress.unwrap_or(head.progress);
            head.person = save.person.clone().unwrap_or(head.person);
            if place.stream == Stream::Centre && head.person != before {
                self.draft_tokens(interview, place.case, &head.person)?;
            }
            self.draft_put(interview, &key, &Row::Head(Box::new(head)))?;
        }
        self.sql()
            .prepare_cached("UPDATE draft SET changed_ms = ?2, revision = revision + 1 WHERE interview = ?1")?
            .execute(params![interview.as_bytes().as_slice(), self.now().unix_ms()])?;
        if save.answers.is_empty() { Ok(()) } else { self.files_unnamed_delete(interview, &key) }
    }

    fn draft_put(&mut self, interview: InterviewId, key: &SubjectKey, row: &Row) -> Result<(), StoreError> {
        let row_id = local_row_id(key, row.about().as_bytes());
        let plain = serde_json::to_vec(row).map_err(|error| StoreError::Internal(error.to_string()))?;
        let sealed =
            seal_local(key, &row_aad(interview, row_id), &plain, &mut SystemEntropy).map_err(crate::crypt_fault)?;
        self.sql()
            .prepare_cached(
                "INSERT INTO draft_row (interview, row_id, sealed) VALUES (?1, ?2, ?3)
                 ON CONFLICT (interview, row_id) DO UPDATE SET sealed = excluded.sealed",
            )?
            .execute(params![interview.as_bytes().as_slice(), row_id.as_slice(), sealed])?;
        Ok(())
    }

    fn draft_row_delete(&mut self, interview: InterviewId, key: &SubjectKey, about: &str) -> Result<(), StoreError> {
        self.sql()
            .prepare_cached("DELETE FROM draft_row WHERE interview = ?1 AND row_id = ?2")?
            .execute(params![interview.as_bytes().as_slice(), local_row_id(key, about.as_bytes()).as_slice()])?;
        Ok(())
    }

    fn draft_tokens(
        &mut self,
        interview: InterviewId,
        case: CaseId,
        person: &BTreeMap<String, String>,
    ) -> Result<(), StoreError> {
        self.sql()
            .prepare_cached("DELETE FROM draft_token WHERE interview = ?1")?
            .execute(params![interview.as_bytes().as_slice()])?;
        let mut insert = self.sql().prepare_cached(
            "INSERT OR IGNORE INTO draft_token (interview, kind, token, subject) VALUES (?1, ?2, ?3, ?4)",
        )?;
        for (kind, token) in person.iter().flat_map(|(property, value)| tokens_of(property, value)) {
            insert.execute(params![interview.as_bytes().as_slice(), kind as u8, token, case.as_bytes().as_slice()])?;
        }
        Ok(())
    }

    pub(crate) fn draft_delete(&mut self, interview: InterviewId) -> Result<(), StoreError> {
        let gone =
            self.sql().execute("DELETE FROM draft WHERE interview = ?1", params![interview.as_bytes().as_slice()])?;
        if gone == 0 { Err(StoreError::UnknownInterview) } else { Ok(()) }
    }
}

impl Context<'_> {
    pub(crate) fn is_draft(&self, interview: InterviewId) -> Result<bool, StoreError> {
        let mut statement = self.sql.prepare_cached("SELECT 1 FROM draft WHERE interview = ?1")?;
        Ok(statement.exists(params![interview.as_bytes().as_slice()])?)
    }

    /// Where a draft lies; [`StoreError::UnknownInterview`] when there is none or its stream is closed to the member.
    pub(crate) fn draft_place(&self, interview: InterviewId) -> Result<DraftPlace, StoreError> {
        let row = self
            .sql
            .prepare_cached("SELECT stream, epoch, address, changed_ms FROM draft WHERE interview = ?1")?
            .query_row(params![interview.as_bytes().as_slice()], |row| {
                Ok((row.get(0)?, row.get::<_, [u8; 16]>(1)?, row.get::<_, Vec<u8>>(2)?, row.get(3)?))
            })
            .optional()?;
        let (stream, epoch, address, changed_ms) = row.ok_or(StoreError::UnknownInterview)?;
        let stream = from_code(stream)?;
        let epoch = self.session.epoch_by_id(stream, EpochId::from_bytes(epoch)).ok_or(StoreError::UnknownInterview)?;
        let subject = epoch
            .open_subject(&address_place(interview), &address)
            .map_err(|_| StoreError::Damaged(format!("draft {interview}")))?;
        Ok(DraftPlace { stream, case: CaseId::from_bytes(subject), changed_ms })
    }

    fn draft_head(&self, interview: InterviewId, key: &SubjectKey) -> Result<Head, StoreError> {
        let row_id = local_row_id(key, b"head");
        let sealed: Vec<u8> = self
            .sql
            .prepare_cached("SELECT sealed FROM draft_row WHERE interview = ?1 AND row_id = ?2")?
            .query_row(params![interview.as_bytes().as_slice(), row_id.as_slice()], |row| row.get(0))
            .optional()?
            .ok_or_else(|| StoreError::Damaged(format!("draft {interview}: head")))?;
        match open_row(interview, key, row_id, &sealed)? {
            Row::Head(head) => Ok(*head),
            _ => Err(StoreError::Damaged(format!("draft {interview}: head"))),
        }
    }

    pub(crate) fn draft(&self, interview: InterviewId) -> Result<Draft, StoreError> {
        let place = self.draft_place(interview)?;
        let key = self.subject_key(place.stream, place.case.as_bytes())?.ok_or(StoreError::UnknownInterview)?;
        let (mut head, mut answers, mut instances) = (None, Answers::new(), Instances::new());
        for row in self.draft_rows(interview, &key)? {
            match row {
                Row::Head(found) => head = Some(*found),
                Row::Answer(at, answer) => drop(answers.insert(at, answer)),
                Row::Instances(at, list) => drop(instances.insert(at, list)),
                Row::Shown(_) => {}
            }
        }
        let head = head.ok_or_else(|| StoreError::Damaged(format!("draft {interview}: head")))?;
        Ok(Draft { head: self.draft_head_shown(interview, &place, head)?, answers, instances })
    }

    /// The heads that were shown when changes were begun.
    pub(crate) fn draft_shown(&self, interview: InterviewId, key: &SubjectKey) -> Result<Vec<u8>, StoreError> {
        let rows = self.draft_rows(interview, key)?;
        let shown = rows.into_iter().find_map(|row| if let Row::Shown(shown) = row { Some(shown) } else { None });
        shown.ok_or_else(|| StoreError::Damaged(format!("draft {interview}: shown")))
    }

    fn draft_rows(&self, interview: InterviewId, key: &SubjectKey) -> Result<Vec<Row>, StoreError> {
        let mut statement = self.sql.prepare_cached("SELECT row_id, sealed FROM draft_row WHERE interview = ?1")?;
        let rows = statement.query_map(params![interview.as_bytes().as_slice()], |row| {
            Ok((row.get::<_, [u8; 16]>(0)?, row.get::<_, Vec<u8>>(1)?))
        })?;
        rows.map(|row| {
            let (row_id, sealed) = row?;
            open_row(interview, key, row_id, &sealed)
        })
        .collect()
    }

    pub(crate) fn drafts(&self) -> Result<Vec<DraftHead>, StoreError> {
        let mut statement =
            self.sql.prepare_cached("SELECT interview FROM draft ORDER BY changed_ms DESC, interview")?;
        let interviews =
            statement.query_map([], |row| row.get(0).map(InterviewId::from_bytes))?.collect::<Result<Vec<_>, _>>()?;
        let mut heads = Vec::with_capacity(interviews.len());
        for interview in interviews {
            match self.draft_place(interview) {
                Ok(place) => {
                    let key =
                        self.subject_key(place.stream, place.case.as_bytes())?.ok_or(StoreError::UnknownInterview)?;
                    let head = self.draft_head(interview, &key)?;
                    heads.push(self.draft_head_shown(interview, &place, head)?);
                }
                Err(StoreError::UnknownInterview) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(heads)
    }

    fn draft_head_shown(
        &self,
        interview: InterviewId,
        place: &DraftPlace,
        head: Head,
    ) -> Result<DraftHead, StoreError> {
        let form_hash = head
            .form_hash
            .as_slice()
            .try_into()
            .map_err(|_| StoreError::Damaged(format!("draft {interview}: head")))?;
        Ok(DraftHead {
            interview,
            case: place.case,
            number: self.case_number(place.case)?.unwrap_or_default(),
            stream: place.stream,
            form_id: head.form_id,
            form_hash,
            member: head.member,
            started_ms: head.started_ms,
            changed_ms: place.changed_ms,
            place: head.place,
            progress: head.progress,
            person: head.person,
            amends: head.amends,
        })
    }
}

/// Search keys of one property of a person.
pub(crate) fn tokens_of(property: &str, value: &str) -> Vec<(Matched, String)> {
    match property {
        name if profile::NAMES.contains(&name) => {
            search_keys(value).into_iter().map(|key| (Matched::Name, key)).collect()
        }
        profile::BIRTH_DATE | profile::BIRTH_YEAR => vec![(Matched::Birth, value.trim().to_owned())],
        profile::PHONE => pana_casework::phone_key(value).map(|key| (Matched::Phone, key)).into_iter().collect(),
        _ => Vec::new(),
    }
}

fn address_place(interview: InterviewId) -> Vec<u8> {
    [b"pana/draft subject/1".as_slice(), interview.as_bytes()].concat()
}

fn row_aad(interview: InterviewId, row_id: [u8; 16]) -> Vec<u8> {
    [b"pana/draft/1".as_slice(), interview.as_bytes(), &row_id].concat()
}

fn open_row(interview: InterviewId, key: &SubjectKey, row_id: [u8; 16], sealed: &[u8]) -> Result<Row, StoreError> {
    let damaged = || StoreError::Damaged(format!("draft {interview}"));
    let plain = open_local(key, &row_aad(interview, row_id), sealed).map_err(|_| damaged())?;
    // EXPOSE: to decode it.
    serde_json::from_slice(plain.expose()).map_err(|_| damaged())
}
