//! The protected stream. Nothing of it lies in a table in clear, not even which case an event is about. A member with
//! the grant has, in memory and until the lock, an index of ids: which events belong to which case, and which interview
//! to which case. Answers are opened from the log each time.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use pana_model::{CaseId, InterviewId};
use pana_record::EventKind;

use super::access::looks;
use super::interview::{self, protected_head};
use crate::disk::StoreError;
use crate::log::{Context, Opened, Stream, event};
use crate::table::view_access::AccessEntry;
use crate::table::view_interview::InterviewHead;

/// Ids only. It grows by what is committed and is thrown away with the session.
#[derive(Default)]
pub(crate) struct ProtectedIndex {
    last: i64,
    events: BTreeMap<CaseId, Vec<i64>>,
    interviews: BTreeMap<InterviewId, CaseId>,
    access: BTreeMap<CaseId, Vec<AccessEntry>>,
    /// What lists say of a case's interviews, once it was asked for; no answers.
    heads: BTreeMap<CaseId, Vec<InterviewHead>>,
}

/// Reads of the protected stream.
#[derive(Clone, Copy)]
pub(crate) struct Protected<'p> {
    context: Context<'p>,
    index: &'p RefCell<ProtectedIndex>,
}

impl<'p> Protected<'p> {
    pub(crate) const fn new(context: Context<'p>, index: &'p RefCell<ProtectedIndex>) -> Self {
        Self { context, index }
    }

    /// The events of a case, in the order in which they came; none without the grant.
    pub(crate) fn events_of(&self, case: CaseId) -> Result<Vec<Opened>, StoreError> {
        self.bring_up_to_date()?;
        let positions = self.index.borrow().events.get(&case).cloned().unwrap_or_default();
        let mut events = Vec::with_capacity(positions.len());
        for position in positions {
            events.extend(self.context.open(&event::at(self.context.sql, position)?)?);
        }
        Ok(events)
    }

    /// The case of an interview and that case's events.
    pub(crate) fn interview(&self, interview: InterviewId) -> Result<(CaseId, Vec<Opened>), StoreError> {
        self.bring_up_to_date()?;
        let case = self.index.borrow().interviews.get(&interview).copied().ok_or(StoreError::UnknownInterview)?;
        Ok((case, self.events_of(case)?))
    }

    /// What lists say of all interviews; empty without the grant.
    pub(crate) fn heads(&self) -> Result<Vec<InterviewHead>, StoreError> {
        self.bring_up_to_date()?;
        let cases: Vec<CaseId> = self.index.borrow().events.keys().copied().collect();
        let mut heads = Vec::new();
        for case in cases {
            heads.extend(self.heads_of(case)?);
        }
        Ok(heads)
    }

    /// What lists say of a case's interviews; empty without the grant.
    pub(crate) fn heads_of(&self, case: CaseId) -> Result<Vec<InterviewHead>, StoreError> {
        self.bring_up_to_date()?;
        if let Some(heads) = self.index.borrow().heads.get(&case) {
            return Ok(heads.clone());
        }
        let events = self.events_of(case)?;
        let interviews: BTreeSet<InterviewId> = events.iter().flat_map(Opened::interviews).collect();
        let heads: Vec<InterviewHead> = interviews
            .into_iter()
            .filter_map(|id| protected_head(id, case, &interview::fold(id, &events), &events))
            .collect();
        self.index.borrow_mut().heads.insert(case, heads.clone());
        Ok(heads)
    }

    /// What lists say of a questionnaire's interviews, in the order in which they were finished.
    pub(crate) fn heads_of_form(&self, form_id: &str) -> Result<Vec<InterviewHead>, StoreError> {
        let mut heads = self.heads()?;
        heads.retain(|head| head.form_id == form_id);
        heads.sort_by_key(|head| (head.finished_ms, head.interview));
        Ok(heads)
    }

    /// Looks at a case's protected interviews, in the order in which they came.
    pub(crate) fn access(&self, case: CaseId) -> Result<Vec<AccessEntry>, StoreError> {
        self.bring_up_to_date()?;
        Ok(self.index.borrow().access.get(&case).cloned().unwrap_or_default())
    }

    /// Brings the index up to the end of the log.
    fn bring_up_to_date(&self) -> Result<(), StoreError> {
        if !self.context.session.opens(Stream::Protected) {
            return Ok(());
        }
        let mut index = self.index.borrow_mut();
        let last = index.last;
        event::each_after(self.context.sql, Stream::Protected, last, |row| {
            index.last = row.position;
            if let Some(event) = self.context.open(&row)? {
                index.add(row.position, &event);
            }
            Ok(())
        })
    }
}

impl ProtectedIndex {
    fn add(&mut self, position: i64, event: &Opened) {
        if event.body.kind == EventKind::ViewAudit {
            for (case, _, entry) in looks(event) {
                self.access.entry(case).or_default().push(entry);
            }
            return;
        }
        let case = CaseId::from_bytes(event.body.subject);
        self.events.entry(case).or_default().push(position);
        self.heads.remove(&case);
        for interview in event.interviews() {
            self.interviews.insert(interview, case);
        }
    }
}
