//! Interviews that are not finished: one durable row per answer.
//!
//! A row is sealed under the key its subject has in the interview's stream, and its place is a keyed hash, so a draft
//! of the protected stream is closed to a member without the grant even though the database is open. The row exists in
//! the same transaction that reports it saved; an answer that is taken back deletes its row.

mod read;
mod row;
mod save;
mod start;

use std::collections::BTreeMap;

use pana_model::{CaseId, InterviewId, MemberId, Moment};

use crate::asked::Asked;
use crate::disk::StoreError;
use crate::interview::InterviewClaim;
use crate::log::Stream;
use crate::store::Store;
use crate::table;
use pana_casework::{Act, Answers, Instances, StoredAnswer};

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
    /// The person's properties so far, for lists and search. Of a protected interview they stay in the sealed part.
    pub person: Option<BTreeMap<String, String>>,
}

/// What a draft is, without its answers.
#[derive(Clone, PartialEq, Eq)]
pub struct DraftSummary {
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
    pub summary: DraftSummary,
    /// Answers so far.
    pub answers: Answers,
    /// Instances so far.
    pub instances: Instances,
}

impl std::fmt::Debug for DraftSummary {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "DraftSummary({})", self.interview)
    }
}

impl std::fmt::Debug for Draft {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "Draft({}, {} answers)", self.summary.interview, self.answers.len())
    }
}

impl Store {
    /// Begins an interview; opens a case for it when it has none. The draft and the case are durable afterwards.
    ///
    /// # Errors
    /// [`StoreError::NoRight`] for the protected stream without the grant, [`StoreError::UnknownCase`],
    /// [`StoreError::NumbersUsedUp`], and as any write.
    pub fn interview_start(&mut self, start: &StartInterview<'_>, now: Moment) -> Result<Started, StoreError> {
        let act = Act::Lead { stream: start.stream };
        self.transact(&Asked::of(act), now, |tx| tx.interview_start(start))
    }

    /// Makes answers durable. When this returns, they survive a loss of power.
    ///
    /// # Errors
    /// [`StoreError::UnknownInterview`], and as any write.
    pub fn draft_save(&mut self, interview: InterviewId, save: &DraftSave, now: Moment) -> Result<(), StoreError> {
        // Nobody else writes into the store while it is held: what is read for the question of rights is what is written on.
        let opened = self.reader().draft_opened(interview)?;
        let asked = self.asked_of(opened.owner(interview), Act::AnswerDraft);
        self.transact(&asked, now, |tx| tx.draft_save(interview, opened, save))
    }

    /// A draft with all its answers. Whether the member may open it is asked by [`Store::may_open_draft`].
    ///
    /// # Errors
    /// [`StoreError::UnknownInterview`] when there is none, or it is protected and the member has no grant.
    pub fn draft(&self, interview: InterviewId) -> Result<Draft, StoreError> {
        self.reader().draft(interview)
    }

    /// Is there a draft of this interview (of a new one, or of changes)? One of another case than was asked for is none.
    ///
    /// # Errors
    /// As any read.
    pub fn is_draft(&self, claim: impl Into<InterviewClaim>) -> Result<bool, StoreError> {
        let InterviewClaim { interview, case } = claim.into();
        if !table::draft::exists(self.connection(), interview)? {
            return Ok(false);
        }
        match case.map(|case| Ok((case, self.reader().draft_location(interview)?.case))).transpose() {
            Ok(places) => Ok(places.is_none_or(|(asked, lies)| asked == lies)),
            // Closed to this member: so much is told, and no more.
            Err(StoreError::UnknownInterview) => Ok(true),
            Err(error) => Err(error),
        }
    }

    /// All drafts this member may open, the one changed last first.
    ///
    /// # Errors
    /// As any read.
    pub fn drafts(&self) -> Result<Vec<DraftSummary>, StoreError> {
        self.reader().drafts()
    }

    /// Throws a draft away. A case that was opened for it and got nothing more is in no list
    /// afterwards of a member who knows of nothing more. A finished interview that it was to change stays as it is.
    ///
    /// # Errors
    /// [`StoreError::UnknownInterview`], and as any write.
    pub fn draft_discard(&mut self, interview: InterviewId, now: Moment) -> Result<(), StoreError> {
        let (case, of) = self.reader().draft_owner(interview)?;
        // What else there is of the person is asked by each who looks (`Store::nobodies`): whoever throws it away may not know.
        let is_first = of.amends.is_none() && of.stream == Stream::Centre;
        let asked = self.asked_of((case, of), Act::DiscardDraft);
        self.transact(&asked, now, |tx| {
            table::draft::delete(tx.sql(), interview)?;
            if is_first { table::thrown_away::note(tx.sql(), case) } else { Ok(()) }
        })
    }
}
