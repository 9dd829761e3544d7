//! One run of a questionnaire.

use std::sync::Arc;

use pana_model::InstanceId;

use crate::answer::{Answer, AnswerProblem, CarryReport, Context, Delta, EntityWrite, NodeState, SetError, Snapshot, Value};
use crate::form::Form;

#[derive(Debug, Default)]
pub(crate) struct Logic {}

/// One run of a questionnaire: answers go in, states come out.
pub struct Session {
    form: Arc<Form>,
}

impl Session {
    /// Begins a run: defaults and preloads are filled in. Repeats begin without instances.
    pub fn new(form: Arc<Form>, _context: Context) -> Self {
        Self { form }
    }
    /// Begins a run as other ODK clients do: every repeat that is not counted has one instance.
    pub fn new_with_first_instances(form: Arc<Form>, context: Context) -> Self {
        Self::new(form, context)
    }
    /// Goes on with a run.
    pub fn restore(form: Arc<Form>, context: Context, _snapshot: &Snapshot) -> (Self, CarryReport) {
        (Self::new(form, context), CarryReport::default())
    }
    /// The form.
    pub const fn form(&self) -> &Arc<Form> {
        &self.form
    }
    /// Sets one answer.
    ///
    /// # Errors
    /// When there is no such node, or it takes no answer.
    pub fn set(&mut self, _at: &str, _answer: Answer) -> Result<Delta, SetError> {
        Err(SetError::NoSuchNode)
    }
    /// Adds an instance at the end of a repeat.
    ///
    /// # Errors
    /// When there is no such repeat, or the form itself counts its instances.
    pub fn add_instance(&mut self, _repeat_at: &str, _id: InstanceId) -> Result<Delta, SetError> {
        Err(SetError::NoSuchNode)
    }
    /// Removes an instance with all its answers.
    ///
    /// # Errors
    /// When there is no such instance, or the form itself counts them.
    pub fn remove_instance(&mut self, _at: &str) -> Result<Delta, SetError> {
        Err(SetError::NoSuchNode)
    }
    /// The state of a node now.
    pub fn state(&self, _at: &str) -> Option<NodeState> {
        None
    }
    /// Every node there is now in document order: a repeat, then each of its instances, then what is in it.
    pub fn order(&self) -> Vec<String> {
        Vec::new()
    }
    /// The value expressions see: blank for what does not apply and for every state.
    pub fn value_of(&self, _at: &str) -> Option<&str> {
        None
    }
    /// All that must be kept.
    pub fn snapshot(&self) -> Snapshot {
        Snapshot::default()
    }
    /// Answers of every question, calculated ones included.
    pub fn values(&self) -> impl Iterator<Item = Value> {
        std::iter::empty()
    }
    /// What the entities are to get.
    pub fn entities(&self) -> Vec<EntityWrite> {
        Vec::new()
    }
    /// What stands in the way of finishing, in document order.
    pub fn finish_check(&self) -> Vec<(String, AnswerProblem)> {
        Vec::new()
    }
}
