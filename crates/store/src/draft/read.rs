//! Reading drafts. What is closed to the member is not there for them.

use std::collections::BTreeSet;

use pana_casework::OfDraft;
use pana_keys::SubjectKey;
use pana_model::{CaseId, InterviewId};

use super::row::{self, Row, SealedSummary};
use super::{Draft, DraftSummary};
use crate::disk::StoreError;
use crate::log::{LogReader, Stream};
use crate::table::{draft, view_case};
use pana_casework::{Answers, Instances};

/// Where a draft lies.
pub(crate) struct DraftLocation {
    pub(crate) stream: Stream,
    pub(crate) case: CaseId,
    pub(crate) changed_ms: i64,
    key_id: Vec<u8>,
}

/// A draft's location, key and summary: what rights in it are asked by, and what writing into it needs.
pub(crate) struct OpenedDraft {
    pub(super) location: DraftLocation,
    pub(super) key: SubjectKey,
    pub(super) summary: SealedSummary,
}

/// Heads as they were shown, and what is parked beside them.
pub(crate) type Shown = (Vec<u8>, Vec<u8>);

impl OpenedDraft {
    /// Of which case it is and whose, as rights are asked.
    pub(crate) fn owner(&self, interview: InterviewId) -> (CaseId, OfDraft) {
        let Self { location, summary, .. } = self;
        let amends = summary.amends.then_some(interview);
        (location.case, OfDraft { led_by: summary.member, amends, stream: location.stream })
    }
}

impl LogReader<'_> {
    /// Where a draft lies; [`StoreError::UnknownInterview`] when there is none, its stream is closed to the member, or
    /// its case is closed to all until it is erased.
    pub(crate) fn draft_location(&self, interview: InterviewId) -> Result<DraftLocation, StoreError> {
        let location = self.draft_location_of_any(interview)?;
        let is_hidden = self.session.hides(location.case.as_bytes());
        if is_hidden { Err(StoreError::UnknownInterview) } else { Ok(location) }
    }

    /// The same, also of a case that is closed until it is erased.
    pub(crate) fn draft_location_of_any(&self, interview: InterviewId) -> Result<DraftLocation, StoreError> {
        let row = draft::read(self.sql, interview)?.ok_or(StoreError::UnknownInterview)?;
        let mut epochs = self.session.epochs_to_read(row.stream, row.epoch).peekable();
        epochs.peek().ok_or(StoreError::UnknownInterview)?;
        let subject = epochs
            .find_map(|epoch| epoch.open_subject(&address_aad(interview), &row.address).ok())
            .ok_or_else(|| StoreError::Damaged(format!("draft {interview}")))?;
        Ok(DraftLocation {
            stream: row.stream,
            case: CaseId::from_bytes(subject),
            changed_ms: row.changed_ms,
            key_id: row.key_id,
        })
    }

    /// The key under which a draft lies.
    pub(crate) fn draft_key(&self, interview: InterviewId) -> Result<SubjectKey, StoreError> {
        self.key_of(&self.draft_location(interview)?)
    }

    pub(crate) fn key_of(&self, location: &DraftLocation) -> Result<SubjectKey, StoreError> {
        let key = self.subject_key_named(location.stream, location.case.as_bytes(), &location.key_id)?;
        key.ok_or(StoreError::UnknownInterview)
    }

    /// Of which case a draft is and whose, as rights are asked.
    pub(crate) fn draft_owner(&self, interview: InterviewId) -> Result<(CaseId, OfDraft), StoreError> {
        Ok(self.draft_opened(interview)?.owner(interview))
    }

    /// What rights in a draft are asked by, and what writing into it needs.
    pub(crate) fn draft_opened(&self, interview: InterviewId) -> Result<OpenedDraft, StoreError> {
        let location = self.draft_location(interview)?;
        let key = self.key_of(&location)?;
        let summary = row::summary(self.sql, interview, &key)?;
        Ok(OpenedDraft { location, key, summary })
    }

    pub(crate) fn draft(&self, interview: InterviewId) -> Result<Draft, StoreError> {
        let location = self.draft_location(interview)?;
        let key = self.key_of(&location)?;
        let (mut summary, mut answers, mut instances) = (None, Answers::new(), Instances::new());
        for row in row::all(self.sql, interview, &key)? {
            match row {
                Row::Summary(found) => summary = Some(*found),
                Row::Answer(at, answer) => drop(answers.insert(at, answer)),
                Row::Instances(at, list) => drop(instances.insert(at, list)),
                Row::Shown(..) | Row::FirstShown(_) => {}
            }
        }
        let summary = summary.ok_or_else(|| StoreError::Damaged(format!("draft {interview}: head")))?;
        Ok(Draft { summary: self.draft_summary_shown(interview, &location, summary)?, answers, instances })
    }

    /// The heads that were shown when changes were begun, with what is parked beside them; `None` in a draft of layout 1.
    pub(crate) fn draft_shown(&self, interview: InterviewId, key: &SubjectKey) -> Result<Option<Shown>, StoreError> {
        let rows = row::all(self.sql, interview, key)?;
        let shown = rows.into_iter().find_map(|row| match row {
            Row::Shown(shown, parked) => Some(Some((shown, parked))),
            Row::FirstShown(_) => Some(None),
            _ => None,
        });
        shown.ok_or_else(|| StoreError::Damaged(format!("draft {interview}: shown")))
    }

    pub(crate) fn drafts(&self) -> Result<Vec<DraftSummary>, StoreError> {
        let interviews = draft::all(self.sql)?;
        let mut summaries = Vec::with_capacity(interviews.len());
        for interview in interviews {
            match self.listed(interview) {
                Ok(summary) => summaries.push(summary),
                // Closed to the member; or damaged, which costs this draft alone: the doctor names it.
                Err(StoreError::UnknownInterview | StoreError::Damaged(_)) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(summaries)
    }

    fn listed(&self, interview: InterviewId) -> Result<DraftSummary, StoreError> {
        let location = self.draft_location(interview)?;
        let summary = row::summary(self.sql, interview, &self.key_of(&location)?)?;
        self.draft_summary_shown(interview, &location, summary)
    }

    /// The cases of all drafts this member may open, of those that are damaged too.
    pub(crate) fn draft_cases(&self) -> Result<BTreeSet<CaseId>, StoreError> {
        let mut cases = BTreeSet::new();
        for interview in draft::all(self.sql)? {
            match self.draft_location(interview) {
                Ok(location) => drop(cases.insert(location.case)),
                Err(StoreError::UnknownInterview | StoreError::Damaged(_)) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(cases)
    }

    pub(crate) fn drafts_of(&self, case: CaseId) -> Result<Vec<DraftSummary>, StoreError> {
        // There are few drafts at any time, and those of the protected stream name their case only when opened.
        Ok(self.drafts()?.into_iter().filter(|summary| summary.case == case).collect())
    }

    fn draft_summary_shown(
        &self,
        interview: InterviewId,
        location: &DraftLocation,
        summary: SealedSummary,
    ) -> Result<DraftSummary, StoreError> {
        let form_hash = summary
            .form_hash
            .as_slice()
            .try_into()
            .map_err(|_| StoreError::Damaged(format!("draft {interview}: head")))?;
        Ok(DraftSummary {
            interview,
            case: location.case,
            number: view_case::read(self.sql, location.case)?.map(|row| row.number).unwrap_or_default(),
            stream: location.stream,
            form_id: summary.form_id,
            form_hash,
            member: summary.member,
            started_ms: summary.started_ms,
            changed_ms: location.changed_ms,
            place: summary.place,
            progress: summary.progress,
            person: summary.person,
            amends: summary.amends,
        })
    }
}

pub(super) fn address_aad(interview: InterviewId) -> Vec<u8> {
    [b"pana/draft subject/1".as_slice(), interview.as_bytes()].concat()
}
