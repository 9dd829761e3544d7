//! The protected stream. Nothing of it lies in a table in clear, not even which case an event is about. A member with
//! the grant has, in memory and until the lock, an index of ids: which events belong to which case, and which interview
//! to which case. Answers are opened from the log each time.

use std::collections::{BTreeMap, BTreeSet};

use pana_model::{CaseId, InterviewId};
use pana_record::EventKind;
use rusqlite::params;

use crate::StoreError;
use crate::access::AccessEntry;
use crate::context::Context;
use crate::fold::Opened;
use crate::interview::{InterviewHead, fold_interview, protected_head};
use crate::log::{COLUMNS, EventRow};
use crate::path::{self, Place};
use crate::stream::{Stream, code};

/// Ids only.
#[derive(Default)]
pub(crate) struct ProtectedIndex {
    last: i64,
    events: BTreeMap<CaseId, Vec<i64>>,
    interviews: BTreeMap<InterviewId, CaseId>,
    access: BTreeMap<CaseId, Vec<AccessEntry>>,
    /// What lists say of a case's interviews, once it was asked for; no answers.
    heads: BTreeMap<CaseId, Vec<InterviewHead>>,
}

impl Context<'_> {
    /// Brings the index up to the end of the log.
    fn index_protected(&self) -> Result<(), StoreError> {
        if !self.session.opens(Stream::Protected) {
            return Ok(());
        }
        let mut index = self.session.protected.borrow_mut();
        let mut statement = self.sql.prepare_cached(&format!(
            "SELECT {COLUMNS}, position FROM event WHERE stream = ?1 AND position > ?2 ORDER BY position"
        ))?;
        let rows = statement.query_map(params![code(Stream::Protected), index.last], EventRow::of)?;
        for row in rows {
            let (position, row) = row?;
            index.last = position;
            let Some((_, _, event)) = self.open(&row)? else { continue };
            if event.body.kind == EventKind::ViewAudit {
                note_access(&mut index, &event);
                continue;
            }
            let case = CaseId::from_bytes(event.body.subject);
            index.events.entry(case).or_default().push(position);
            index.heads.remove(&case);
            for interview in event.interviews() {
                index.interviews.insert(interview, case);
            }
        }
        Ok(())
    }

    /// The protected events of a case, in the order in which they came.
    pub(crate) fn protected_of(&self, case: CaseId) -> Result<Vec<Opened>, StoreError> {
        self.index_protected()?;
        let positions = self.session.protected.borrow().events.get(&case).cloned().unwrap_or_default();
        let mut statement =
            self.sql.prepare_cached(&format!("SELECT {COLUMNS}, position FROM event WHERE position = ?1"))?;
        let mut events = Vec::with_capacity(positions.len());
        for position in positions {
            let (_, row) = statement.query_row([position], EventRow::of)?;
            events.extend(self.open(&row)?.map(|(_, _, event)| event));
        }
        Ok(events)
    }

    /// The case and the events of a protected interview.
    pub(crate) fn protected_interview(&self, interview: InterviewId) -> Result<(CaseId, Vec<Opened>), StoreError> {
        self.index_protected()?;
        let case = self.session.protected.borrow().interviews.get(&interview).copied();
        let case = case.ok_or(StoreError::UnknownInterview)?;
        Ok((case, self.protected_of(case)?))
    }

    /// What lists say of all protected interviews; empty without the grant.
    pub(crate) fn protected_heads(&self) -> Result<Vec<InterviewHead>, StoreError> {
        self.index_protected()?;
        let cases: Vec<CaseId> = self.session.protected.borrow().events.keys().copied().collect();
        let mut heads = Vec::new();
        for case in cases {
            heads.extend(self.protected_heads_of(case)?);
        }
        Ok(heads)
    }

    /// What lists say of a case's protected interviews; empty without the grant.
    pub(crate) fn protected_heads_of(&self, case: CaseId) -> Result<Vec<InterviewHead>, StoreError> {
        self.index_protected()?;
        if let Some(heads) = self.session.protected.borrow().heads.get(&case) {
            return Ok(heads.clone());
        }
        let events = self.protected_of(case)?;
        let interviews: BTreeSet<InterviewId> = events.iter().flat_map(Opened::interviews).collect();
        let heads: Vec<InterviewHead> = interviews
            .into_iter()
            .filter_map(|id| protected_head(id, case, &fold_interview(id, &events), &events))
            .collect();
        self.session.protected.borrow_mut().heads.insert(case, heads.clone());
        Ok(heads)
    }

    pub(crate) fn protected_access(&self, case: CaseId) -> Result<Vec<AccessEntry>, StoreError> {
        self.index_protected()?;
        Ok(self.session.protected.borrow().access.get(&case).cloned().unwrap_or_default())
    }
}

fn note_access(index: &mut ProtectedIndex, event: &Opened) {
    for (_, op) in event.ops() {
        let Place::Access(case) = path::place(&op.path) else { continue };
        let Some([action, interview, note, ..]) = op.value.as_list() else { continue };
        let interview = interview.as_bytes().and_then(|bytes| bytes.try_into().ok()).map(InterviewId::from_bytes);
        index.access.entry(case).or_default().push(AccessEntry {
            at_ms: event.body.hlc.unix_ms().cast_signed(),
            member: event.body.member,
            action: action.as_text().unwrap_or_default().to_owned(),
            interview,
            note: note.as_text().unwrap_or_default().to_owned(),
        });
    }
}
