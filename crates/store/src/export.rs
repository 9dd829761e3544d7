//! A questionnaire's interviews in the order in which they were finished, a page at a time: an export holds neither all
//! of them in memory nor the store while a worker is typing.

use pana_model::InterviewId;

use crate::disk::StoreError;
use crate::interview::{Interview, interview_of};
use crate::store::Store;
use crate::table::view_interview::{self, After, InterviewHead};

/// How far an export is. Interviews finished after it began come at its end.
#[derive(Debug, Clone)]
pub struct ExportCursor {
    form_id: String,
    after: After,
    protected: Option<Vec<InterviewId>>,
}

impl Store {
    /// How many finished interviews of a questionnaire this member may read.
    ///
    /// # Errors
    /// As any read.
    pub fn interviews_count(&self, form_id: &str) -> Result<u32, StoreError> {
        let clear = view_interview::count_of_form(self.connection(), form_id)?;
        let closed = self.protected().heads_of_form(form_id)?.len();
        Ok(clear.saturating_add(u32::try_from(closed).unwrap_or(u32::MAX)))
    }

    /// The heads of all of them, in the order in which an export reads them.
    ///
    /// # Errors
    /// As any read.
    pub fn interview_heads(&self, form_id: &str) -> Result<Vec<InterviewHead>, StoreError> {
        let mut heads = view_interview::of_form(self.connection(), form_id)?;
        heads.extend(self.protected().heads_of_form(form_id)?);
        Ok(heads)
    }

    /// A cursor before the first interview of a questionnaire.
    pub fn interviews_of_form(&self, form_id: &str) -> ExportCursor {
        ExportCursor { form_id: form_id.to_owned(), after: (i64::MIN, [0; 16]), protected: None }
    }

    /// The next interviews, at most `many`; empty at the end. The protected ones come last, and only for a member with
    /// the grant.
    ///
    /// # Errors
    /// As any read.
    pub fn export_next(&self, cursor: &mut ExportCursor, many: usize) -> Result<Vec<Interview>, StoreError> {
        let mut page = Vec::new();
        if cursor.protected.is_none() {
            for (place, head, doc) in view_interview::page(self.connection(), &cursor.form_id, cursor.after, many)? {
                cursor.after = place;
                page.push(interview_of(head, &doc));
            }
            if !page.is_empty() {
                return Ok(page);
            }
            let closed = self.protected().heads_of_form(&cursor.form_id)?;
            cursor.protected = Some(closed.into_iter().rev().map(|head| head.interview).collect());
        }
        while page.len() < many
            && let Some(interview) = cursor.protected.as_mut().and_then(Vec::pop)
        {
            page.push(self.interview_with_doc(interview)?.0);
        }
        Ok(page)
    }
}
