//! Finished interviews: written down in one event, read back, amended with their history kept.

mod finish;
mod ops;
mod read;
mod settle;

pub(crate) use ops::{settled_facts, settled_interview};
use pana_model::{CaseId, InterviewId, MemberId, Moment};
use pana_record::Hlc;
pub use settle::{PutBack, SettleInterview};

use crate::asked::Asked;
use crate::disk::StoreError;
use crate::log::Stream;
use crate::store::Store;
use crate::table::view_interview::{self, InterviewSummary};
use crate::table::{packed, view_worker};
use pana_casework::case::FollowUp;
use pana_casework::value::Apart;
use pana_casework::{Act, Answers, CaseRights, Fact, Instances, Led, OfInterview, depends_on_case};

/// An interview as it is asked for. Ids are drawn at random, but whoever writes by hand can claim one for another case; so who
/// knows the case says it, and is shown that case's and no other's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InterviewClaim {
    /// Its id.
    pub interview: InterviewId,
    /// The case it is looked for in. `None`: the one that claims it, if no second one does.
    pub case: Option<CaseId>,
}

impl From<InterviewId> for InterviewClaim {
    fn from(interview: InterviewId) -> Self {
        Self { interview, case: None }
    }
}

impl From<&InterviewSummary> for InterviewClaim {
    fn from(summary: &InterviewSummary) -> Self {
        Self { interview: summary.interview, case: Some(summary.case) }
    }
}

/// A case as lists tell of it.
struct Listed<'a> {
    store: &'a Store,
    summary: &'a InterviewSummary,
}

impl CaseRights for Listed<'_> {
    fn led(&self, interview: InterviewId) -> Option<Led> {
        let finished = Hlc::at(u64::try_from(self.summary.finished_ms).unwrap_or(0));
        (interview == self.summary.interview).then_some(Led { member: self.summary.member, finished })
    }

    fn is_own_case(&self, member: MemberId) -> bool {
        // Where the lists do not answer, the log is asked.
        let summaries = match self.summary.stream {
            Stream::Protected => self.store.protected().summaries_of(self.summary.case),
            Stream::Centre | Stream::Control => view_interview::of_case(self.store.connection(), self.summary.case),
        };
        let led = summaries.map_or(true, |summaries| summaries.iter().any(|summary| summary.member == member));
        let is_open = self.summary.stream == Stream::Centre;
        led || (is_open
            && view_worker::workers(self.store.connection(), self.summary.case)
                .map_or(true, |all| all.contains(&member)))
    }
}

/// What a finished interview consists of.
#[derive(Debug, Clone, Default)]
pub struct Finish {
    /// Every answer to be kept.
    pub answers: Answers,
    /// Every repeat's instances.
    pub instances: Instances,
    /// What it says about the person and the household. Not kept apart for an interview of the protected stream.
    pub facts: Vec<Fact>,
    /// Are required answers missing?
    pub incomplete: bool,
    /// When the person is to be asked again. Nothing leaves what is planned; nor does an interview of the protected stream, or a
    /// change to one that was finished, plan anything.
    pub follow_up: Option<FollowUp>,
}

/// An interview that is written down as a whole, without a draft: synthetic people, later imports.
#[derive(Debug, Clone)]
pub struct NewInterview<'a> {
    /// Its id, drawn by the caller.
    pub interview: InterviewId,
    /// `form_id`.
    pub form_id: &'a str,
    /// Version.
    pub form_hash: [u8; 32],
    /// Stream.
    pub stream: Stream,
    /// Case.
    pub case: CaseId,
    /// When it was begun.
    pub started: Moment,
}

/// A finished interview.
#[derive(Clone, PartialEq, Eq)]
pub struct Interview {
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
    /// What lists say of it.
    pub summary: InterviewSummary,
    /// Its answers; where several stand, the latest by the clocks.
    pub answers: Answers,
    /// Its instances.
    pub instances: Instances,
    /// The answers that stand side by side, by place, where more than one does.
    pub apart: Apart,
}

impl std::fmt::Debug for Interview {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "Interview({}, {} answers)", self.interview, self.answers.len())
    }
}

impl Store {
    /// Finishes a draft: appends one event with everything in it, brings the views up to date and removes the draft,
    /// all in one transaction. A draft of changes becomes an event that replaces exactly what was shown; without any
    /// change it is only removed.
    ///
    /// # Errors
    /// [`StoreError::UnknownInterview`], [`StoreError::TooLarge`], and as any write; the draft is there then as before.
    pub fn interview_finish(
        &mut self,
        interview: InterviewId,
        finish: &Finish,
        now: Moment,
    ) -> Result<CaseId, StoreError> {
        let asked = self.asked_of(self.reader().draft_owner(interview)?, Act::FinishDraft);
        self.transact(&asked, now, |tx| tx.interview_finish(interview, finish))
    }

    /// Begins a draft of changes to a finished interview, under the same id. If there is one already, it stays.
    ///
    /// # Errors
    /// [`StoreError::UnknownInterview`], [`StoreError::Refused`] when the member may not, and as any write.
    pub fn interview_amend(&mut self, named: impl Into<InterviewClaim>, now: Moment) -> Result<(), StoreError> {
        let named: InterviewClaim = named.into();
        let interview = named.interview;
        if self.is_draft(interview)? {
            return Ok(());
        }
        let (of, doc) = self.interview_with_doc(named)?;
        let shown = (packed::pack_to_last(&doc)?, doc.parked_to_bytes());
        let act = Act::AmendInterview(OfInterview { id: interview, stream: of.stream });
        self.transact(&Asked::in_case(act, of.case), now, |tx| tx.draft_of_changes(&of, shown))
    }

    /// May this member change an interview that a list names? The list is asked first: it allows nothing, but what it denies
    /// the log, which costs the case's events, need not be asked; nor where the answer is the same in every case.
    ///
    /// # Errors
    /// As any read.
    pub fn may_amend_listed(&self, listed: &InterviewSummary, now: Moment) -> Result<bool, StoreError> {
        let act = Act::AmendInterview(OfInterview { id: listed.interview, stream: listed.stream });
        let yes = |asked: Result<(), StoreError>| match asked {
            Ok(()) => Ok(true),
            Err(StoreError::Refused(_)) => Ok(false),
            Err(error) => Err(error),
        };
        let told = Listed { store: self, summary: listed };
        if !yes(self.may(&act, &told, Hlc::default(), now))? {
            return Ok(false);
        }
        let by_log = depends_on_case(self.member().role, &act);
        if by_log { yes(self.ask(&Asked::in_case(act, listed.case), now)) } else { Ok(true) }
    }

    /// A finished interview.
    ///
    /// # Errors
    /// [`StoreError::UnknownInterview`] when there is none, or it is protected and the member has no grant; and where two
    /// cases claim it and `named` does not say which.
    pub fn interview(&self, named: impl Into<InterviewClaim>) -> Result<Interview, StoreError> {
        self.interview_with_doc(named.into()).map(|(interview, _)| interview)
    }

    /// Finished interviews with answers marked “ask later”, the latest first.
    ///
    /// # Errors
    /// As any read.
    pub fn ask_later(&self, limit: usize) -> Result<Vec<InterviewSummary>, StoreError> {
        let mut summaries = view_interview::ask_later(self.connection(), limit)?;
        summaries.extend(self.protected().summaries()?.into_iter().filter(|summary| summary.later > 0));
        summaries.sort_by_key(|summary| (std::cmp::Reverse(summary.finished_ms), summary.interview));
        summaries.truncate(limit);
        Ok(summaries)
    }
}
