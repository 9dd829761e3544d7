//! Reading finished interviews: of the centre stream from their row, of the protected stream from the case files in memory.

use pana_casework::value;
use pana_model::{CaseId, InterviewId};
use pana_record::Heads;

use super::{Interview, InterviewClaim};
use crate::disk::StoreError;
use crate::store::Store;
use crate::table::view_interview::{self, InterviewSummary};

impl Store {
    pub(crate) fn interview_with_doc(&self, named: InterviewClaim) -> Result<(Interview, Heads), StoreError> {
        let case = match named.case {
            Some(case) => case,
            None => self.only_claim(named.interview)?,
        };
        let found = match view_interview::read(self.connection(), case, named.interview)? {
            Some(found) => Some(found),
            None => self.protected().interview(case, named.interview)?,
        };
        let (summary, doc) = found.ok_or(StoreError::UnknownInterview)?;
        Ok((interview_of(summary, &doc), doc))
    }

    /// The case that claims an interview, where no second one does.
    fn only_claim(&self, interview: InterviewId) -> Result<CaseId, StoreError> {
        let mut claims = view_interview::claims(self.connection(), interview)?;
        claims.extend(self.protected().claims(interview)?);
        match claims.as_slice() {
            [only] => Ok(*only),
            _ => Err(StoreError::UnknownInterview),
        }
    }
}

fn interview_of(summary: InterviewSummary, doc: &Heads) -> Interview {
    Interview {
        interview: summary.interview,
        case: summary.case,
        stream: summary.stream,
        form_id: summary.form_id.clone(),
        form_hash: summary.form_hash,
        answers: value::answers(doc),
        instances: value::instances(doc),
        apart: value::apart(doc),
        summary,
    }
}
