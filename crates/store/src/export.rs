//! A questionnaire's interviews in the order in which they were finished, a page at a time and as they lie in the store: an
//! export holds neither all of them in memory nor the store while a worker is typing. They are unpacked when the store is
//! free again, and looked at in the unpacked bytes: nothing is built that only a change would need.

use std::fmt;

use pana_casework::value::SeenInterview;

use crate::disk::StoreError;
use crate::interview::{Interview, InterviewClaim};
use crate::store::Store;
use crate::table::view_interview::{self, DueInterview, InterviewLocation, InterviewSummary, PackedRow};
use crate::table::{packed, view_case};

/// An interview as it lies in the store.
pub struct PackedInterview {
    /// What lists say of it.
    pub summary: InterviewSummary,
    /// The number of its case.
    pub number: String,
    body: Body,
}

enum Body {
    /// Heads, packed.
    Heads(Vec<u8>),
    /// What no table holds was opened from the log.
    Opened(Box<Interview>),
}

/// Unpacks one interview after another, each in the place of the one before.
pub struct Unpacker(packed::Unpacker);

impl Store {
    /// How many finished interviews of a questionnaire this member may read.
    ///
    /// # Errors
    /// As any read.
    pub fn interviews_count(&self, form_id: &str) -> Result<u32, StoreError> {
        let clear = view_interview::count_of_form(self.connection(), form_id)?;
        let closed = self.protected().summaries_of_form(form_id)?.len();
        Ok(clear.saturating_add(u32::try_from(closed).unwrap_or(u32::MAX)))
    }

    /// What has to be known of each of them before an export begins: in the order in which they were finished, the protected
    /// ones last, and only for a member with the grant. O(their number); no row is read for it.
    ///
    /// # Errors
    /// As any read.
    pub fn interviews_due(&self, form_id: &str) -> Result<Vec<DueInterview>, StoreError> {
        let mut due = view_interview::due(self.connection(), form_id)?;
        due.extend(self.protected().summaries_of_form(form_id)?.into_iter().map(|summary| DueInterview {
            location: InterviewLocation { interview: summary.interview, case: summary.case, row: 0 },
            member: summary.member,
            form_hash: summary.form_hash,
            finished_ms: summary.finished_ms,
        }));
        Ok(due)
    }

    /// The same of the centre's stream alone, whatever grant the member has: what everybody at the centre may read.
    ///
    /// # Errors
    /// As any read.
    pub fn interviews_due_to_all(&self, form_id: &str) -> Result<Vec<DueInterview>, StoreError> {
        view_interview::due(self.connection(), form_id)
    }

    /// These interviews as they lie in the store, to be unpacked when the store is free again. O(`due`), whatever else is in
    /// the store.
    ///
    /// # Errors
    /// [`StoreError::UnknownInterview`] when one is not there, or is protected and the member has no grant; and as any
    /// read.
    pub fn interviews_packed(&self, due: &[InterviewLocation]) -> Result<Vec<PackedInterview>, StoreError> {
        let sql = self.connection();
        let rows: Vec<i64> = due.iter().map(|due| due.row).collect();
        let mut rows = view_interview::at_rows(sql, &rows)?.into_iter().peekable();
        let mut page = Vec::with_capacity(due.len());
        for due in due {
            // Where no row is, or another interview's by now, it is looked for by its key.
            let is_it = |row: &PackedRow| (row.summary.interview, row.summary.case) == (due.interview, due.case);
            let there = match rows.next_if(is_it) {
                Some(there) => Some(there),
                None => view_interview::packed_in_case(sql, due.case, due.interview)?,
            };
            let (summary, number, body) = match there {
                Some(PackedRow { summary, doc, number }) => (summary, number, Body::Heads(doc)),
                None => {
                    let opened = self.interview(InterviewClaim { interview: due.interview, case: Some(due.case) })?;
                    let number = view_case::read(sql, due.case)?.map(|case| case.number);
                    (opened.summary.clone(), number, Body::Opened(Box::new(opened)))
                }
            };
            page.push(PackedInterview { summary, number: number.ok_or(StoreError::UnknownCase)?, body });
        }
        Ok(page)
    }
}

impl Unpacker {
    /// One that has unpacked nothing yet.
    ///
    /// # Errors
    /// [`StoreError::Internal`] when there is no memory for it.
    pub fn new() -> Result<Self, StoreError> {
        packed::Unpacker::new().map(Self)
    }

    /// What an interview says.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] when its row cannot be read.
    pub fn see<'s>(&'s mut self, packed: &'s PackedInterview) -> Result<SeenInterview<'s>, StoreError> {
        match &packed.body {
            Body::Heads(doc) => SeenInterview::of_bytes(self.0.raw(doc)?).map_err(|_| packed::damaged()),
            Body::Opened(opened) => Ok(SeenInterview::of_read(&opened.answers, &opened.instances, &opened.apart)),
        }
    }
}

impl fmt::Debug for PackedInterview {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "PackedInterview({})", self.summary.interview)
    }
}

impl fmt::Debug for Unpacker {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Unpacker")
    }
}
