//! Instances in the order of an interview, where all that is known of them are their ids.
//!
//! Whoever keeps the ids of a repeat may keep them as a set. Nothing is lost by it: the id of an instance that the form makes
//! follows from its place, or from the choice that it is about, and those that somebody adds come after them, with ids in the
//! order in which they were made.

use std::collections::HashMap;

use pana_model::InstanceId;

use super::aside::Subject;
use super::instances::counted_id;
use crate::form::{Form, QuestionType};

/// Instances that somebody took away may leave gaps among the first ones.
const GAPS: usize = 8;

impl Form {
    /// Puts the ids of a repeat's instances in the order in which a session has them. `repeat_at`: the place of the repeat.
    /// Those that the form did not make keep their order, behind the others. In O(instances + choices).
    pub fn put_in_order(&self, repeat_at: &str, ids: &mut [InstanceId]) {
        if ids.len() < 2 {
            return;
        }
        let places = (0..ids.len().saturating_add(GAPS)).map(Subject::Place);
        let subjects = self.subjects_of(repeat_at).into_iter().chain(places);
        let order: HashMap<InstanceId, usize> =
            subjects.enumerate().map(|(nth, subject)| (counted_id(repeat_at, &subject), nth)).collect();
        ids.sort_by_key(|id| order.get(id).copied().unwrap_or(usize::MAX));
    }

    /// The choices that the instances of a repeat are about, in the order of their list: so are the answers to a question
    /// with several. A ranking has an order of its own.
    fn subjects_of(&self, repeat_at: &str) -> Vec<Subject> {
        let row = self.by_path.find(repeat_at).map(|named| named.row);
        let follows = row.and_then(|row| self.logic.rows.get(row)?.follows.as_ref());
        let question = follows.and_then(|follows| self.nodes.get(follows.list.target));
        let several = question.filter(|node| node.question_type == QuestionType::SelectMultiple);
        let choices = several.and_then(|node| self.choices(node.list.as_deref()?)).unwrap_or_default();
        choices.iter().map(|choice| Subject::Choice(choice.name.to_string(), 0)).collect()
    }
}
