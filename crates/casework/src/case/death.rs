//! That a person has died: who says so where everybody reads, and who of those that lead talks in private confirms it.
//!
//! Whoever closes a case where everybody reads need not know of a talk that is to be held, or of a referral that rests on one. What
//! ends those is written in the protected stream, and names the closings that it confirms: so neither a grant that is given later nor
//! a clock changes what it ends, a closing that comes after it is confirmed anew, and nobody without the grant reads of it.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use pana_model::{EventRef, MemberId};
use pana_record::{EventKind, Op, OpKind, Value};

use super::status::ids;
use super::{CaseFile, CloseReason, Closing, Event, StatusSaid};
use crate::Refusal;
use crate::path::{LogPath, STATUS};

/// That the person is said to have died.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Death {
    /// On which day; the day of the closing that says so.
    pub on: NaiveDate,
    /// Who said so, by closing the case.
    pub by: MemberId,
    /// The closing.
    pub closing: EventRef,
}

/// As the log keeps it that a death is confirmed: which closings say so, in `case/status` of the protected stream.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Confirmed {
    closings: BTreeSet<EventRef>,
}

const DIED: &str = "died";

impl Confirmed {
    fn to_value(&self) -> Value {
        let closings = self.closings.iter().map(|event| Value::Bytes(event.as_bytes().to_vec())).collect();
        Value::List(vec![Value::text(DIED), Value::List(closings)])
    }

    /// `None` for what is no such value, or confirms nothing.
    pub(super) fn from_value(value: &Value) -> Option<Self> {
        match value.as_list()? {
            [word, closings, ..] if word.as_text() == Some(DIED) => {
                let closings = ids(closings, EventRef::from_bytes)?;
                (!closings.is_empty()).then_some(Self { closings })
            }
            _ => None,
        }
    }
}

impl CaseFile {
    /// What the closings that stand say of the person's death, the earliest day first; none where none says so.
    pub fn deaths(&self) -> Vec<Death> {
        let heads = self.heads.heads(STATUS);
        let says = heads.filter_map(|(dot, head)| match StatusSaid::from_value(&head.value) {
            Some(StatusSaid::Closed(Closing { reason: CloseReason::Deceased, on, .. })) => {
                Some(Death { on, by: head.mark.member, closing: dot.event })
            }
            _ => None,
        });
        let mut deaths: Vec<Death> = says.collect();
        deaths.sort_unstable();
        deaths
    }

    /// In the protected stream: is one of these deaths confirmed?
    pub fn confirms(&self, deaths: &[Death]) -> bool {
        let said = self.heads.heads(STATUS).filter_map(|(_, head)| Confirmed::from_value(&head.value));
        said.flat_map(|said| said.closings).any(|closing| deaths.iter().any(|death| death.closing == closing))
    }

    /// The write, in the protected stream, that confirms these deaths, of which there is one at least.
    pub fn confirm_op(&self, deaths: &[Death]) -> Op {
        let closings = deaths.iter().map(|death| death.closing).collect();
        Op::set(STATUS, Confirmed { closings }.to_value(), self.heads.over(STATUS))
    }

    /// Nothing closes or opens a case in the protected stream: of its status nothing is said there but that a death is confirmed.
    pub(super) fn of_death(event: &Event<'_>) -> Result<(), Refusal> {
        let confirms = |op: &Op, path: &LogPath<'_>| {
            *path == LogPath::Status && op.kind == OpKind::Set && Confirmed::from_value(&op.value).is_some()
        };
        let is_known = event.body.kind != EventKind::Status || event.ops().all(|(_, op, path)| confirms(op, path));
        if is_known { Ok(()) } else { Err(Refusal::NeedsUpdate) }
    }
}
