//! What a call changes of a [`Snapshot`](crate::Snapshot), noted while it works.
//!
//! The first time a call writes into a slot, or lets instances come or go, what a snapshot had there before is noted; at
//! the end that is compared with what it has there now. So what is to be saved is known by what was touched, and nobody
//! goes through all the answers to find it.
//!
//! A slot that is there is noted by its place. The block of an instance that goes is used again for another, so what was
//! noted of it, and what is set aside or taken back, is noted by name.

use std::collections::BTreeMap;

use pana_model::InstanceId;

use super::slot::Slot;
use crate::answer::{Answer, Changes};
use crate::form::Form;
use crate::index::{Indexed, NodeIndex, NoteIndex, ScopeId};

/// What a snapshot has of one node.
#[derive(Clone, PartialEq, Eq)]
pub(super) enum Kept {
    Answer(Answer),
    Calculated(String),
}

/// What a snapshot had before the call, of all that the call has touched.
#[derive(Default)]
pub(super) struct Journal {
    /// In the order in which they were touched; each slot knows its own. One that goes takes it along.
    pub(super) slots: Indexed<NoteIndex, Option<Noted>>,
    pub(super) names: BTreeMap<String, Option<Kept>>,
    pub(super) lists: BTreeMap<String, Option<Vec<InstanceId>>>,
}

/// What a snapshot had of one slot.
pub(super) struct Noted {
    pub(super) scope: ScopeId,
    pub(super) row: NodeIndex,
    pub(super) before: Option<Kept>,
}

impl Kept {
    /// What a snapshot has of a row with this answer.
    pub(super) fn of(form: &Form, row: NodeIndex, answer: Answer, typed_over: bool) -> Option<Self> {
        let logic = form.logic.rows.get(row).filter(|logic| logic.size == 0)?;
        match answer {
            Answer::Blank => None,
            Answer::Value(text) if logic.is_calculated() && !typed_over => Some(Self::Calculated(text)),
            _ if logic.is_calculated() && !typed_over => None,
            answer => Some(Self::Answer(answer)),
        }
    }

    pub(super) fn of_slot(form: &Form, row: NodeIndex, slot: &Slot) -> Option<Self> {
        Self::of(form, row, slot.answer.clone(), slot.typed_over)
    }
}

/// A node may have an answer before and a calculated value now, and the other way round.
pub(super) fn note(changes: &mut Changes, at: String, before: Option<&Kept>, now: Option<Kept>) {
    if now.as_ref() == before {
        return;
    }
    match before {
        Some(Kept::Answer(_)) => drop(changes.answers.insert(at.clone(), None)),
        Some(Kept::Calculated(_)) => drop(changes.calculated.insert(at.clone(), None)),
        None => {}
    }
    match now {
        Some(Kept::Answer(answer)) => drop(changes.answers.insert(at, Some(answer))),
        Some(Kept::Calculated(text)) => drop(changes.calculated.insert(at, Some(text))),
        None => {}
    }
}
