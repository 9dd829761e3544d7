//! Reading finished interviews: of the centre stream from their row, of the protected stream from the log.

use pana_model::InterviewId;
use pana_record::Heads;

use super::Interview;
use crate::disk::StoreError;
use crate::fold::interview::{fold, protected_head};
use crate::store::Store;
use crate::table::view_interview::{self, InterviewHead};
use crate::words::{path, value};

impl Store {
    pub(crate) fn interview_with_doc(&self, interview: InterviewId) -> Result<(Interview, Heads), StoreError> {
        if let Some((head, doc)) = view_interview::read(self.connection(), interview)? {
            return Ok((interview_of(head, &doc), doc));
        }
        let (case, events) = self.protected().interview(interview)?;
        let doc = fold(interview, &events);
        let head = protected_head(interview, case, &doc, &events).ok_or(StoreError::UnknownInterview)?;
        Ok((interview_of(head, &doc), doc))
    }
}

pub(crate) fn interview_of(head: InterviewHead, doc: &Heads) -> Interview {
    Interview {
        interview: head.interview,
        case: head.case,
        stream: head.stream,
        form_id: head.form_id.clone(),
        form_hash: head.form_hash,
        answers: value::answers(doc),
        instances: value::instances(doc),
        conflicts: doc.conflicts().filter_map(|path| path.strip_prefix(path::ANSWER)).map(str::to_owned).collect(),
        head,
    }
}
