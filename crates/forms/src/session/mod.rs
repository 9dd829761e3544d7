//! One run of a questionnaire.
//!
//! A change goes into a slot; whoever reads that slot is put on a queue that is ordered as the form was sorted when it
//! was read, so that each unit runs once and after all it depends on. There is no recursion: a chain of five thousand
//! questions needs a queue of one. What depends on what is known per row; which instance that means follows from the
//! repeats both have in common, so instances need no graph of their own.

mod anew;
mod aside;
mod check;
mod chosen;
mod feeds;
mod in_order;
mod instances;
mod journal;
mod kept;
mod labels;
mod names;
mod offer;
mod opened;
mod out;
mod place;
mod progress;
mod rounds;
mod row_sums;
mod settle;
mod slot;
mod state;
mod tally;
mod totals;
mod tree;
mod view;
mod work;

use std::sync::Arc;

use pana_model::{InstanceId, Moment};

use feeds::Feeds;
use journal::Journal;
use state::{ROOT, State};
pub use view::NodeView;
use work::Work;

use crate::answer::{Answer, CarryReport, Context, Delta, SetError, Snapshot};
use crate::form::{Form, Preload, QuestionType, Role};
use crate::index::NodeIndex;

/// One run of a questionnaire: answers go in, states come out.
pub struct Session {
    form: Arc<Form>,
    state: State,
    feeds: Feeds,
    /// Are defaults filled in? Not when a run is gone on with.
    fresh: bool,
    /// Is it run as other ODK clients run forms?
    as_others: bool,
    /// The room that the work of the last call took, for the next.
    spare: Option<Box<Work>>,
}

/// Says which form it runs and nothing of the answers.
impl std::fmt::Debug for Session {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Session").field("form", &self.form.id).finish_non_exhaustive()
    }
}

impl Session {
    /// Begins a run: defaults and preloads are filled in. Repeats begin without instances, so that a person who lives
    /// alone is not asked for the name of a first family member.
    pub fn new(form: Arc<Form>, context: Context) -> Self {
        Self::begin(form, context, false, true).0
    }

    /// Begins a run as other ODK clients do: every repeat that is not counted has one instance, and an instance that a
    /// count takes away is gone with its answers.
    pub fn new_with_first_instances(form: Arc<Form>, context: Context) -> Self {
        Self::begin(form, context, true, true).0
    }

    fn begin(form: Arc<Form>, context: Context, as_others: bool, fresh: bool) -> (Self, Box<Work>) {
        let (state, feeds) = (State::new(&form, context), Feeds::of(&form));
        let mut session = Self { form, state, feeds, fresh, as_others, spare: None };
        let form = Arc::clone(&session.form);
        let mut work = Box::<Work>::default();
        session.begin_block(&form, ROOT, &mut work);
        if fresh {
            session.begin_instances(&form, &mut work);
            session.settle(&form, &mut work);
            session.opened(&form, &mut work);
            session.begun();
        }
        (session, work)
    }

    /// Goes on with a run as it was left: nothing is filled in anew. Answers the form no longer has a place for are handed
    /// back, not dropped.
    pub fn restore(form: Arc<Form>, context: Context, snapshot: &Snapshot) -> (Self, CarryReport) {
        let (mut session, mut work) = Self::begin(form, context, false, false);
        let form = Arc::clone(&session.form);
        let mut report = CarryReport::default();
        // A repeat sorts before the repeats in its instances, since its name begins theirs.
        for (at, ids) in &snapshot.instances {
            let place = session.state.find(&form, at);
            let repeat = place.filter(|(_, row)| form.logic.rows.get(*row).is_some_and(|logic| logic.size > 0));
            let Some((scope, repeat)) = repeat else {
                if session.may_come(&form, at) {
                    session.state.aside.instances.insert(at.clone(), ids.clone());
                    continue;
                }
                report.lost_instances.insert(at.clone(), ids.clone());
                continue;
            };
            let mut ids = ids.clone();
            let follows = form.logic.rows.get(repeat).is_some_and(|logic| logic.follows.is_some());
            // Whoever kept them may have kept a set. Those that follow a list find their places by it.
            if !follows {
                form.put_in_order(at, &mut ids);
            }
            let left = session.make_instances(&form, scope, repeat, &ids, &mut work);
            if !left.is_empty() {
                report.lost_instances.insert(at.clone(), left);
            }
        }
        for (at, text) in &snapshot.calculated {
            if let Some((scope, row)) = session.state.find(&form, at) {
                session.put(&form, scope, row, Answer::from_text(text.as_str()), &mut work);
            }
        }
        let mut over = Vec::new();
        for (at, answer) in &snapshot.answers {
            match session.state.find(&form, at) {
                Some((scope, row)) if form.logic.rows.get(row).is_some_and(|logic| logic.is_calculated()) => {
                    over.push((scope, row, answer.clone()));
                }
                Some((scope, row)) => {
                    let answer = check::as_listed(&form, row, answer.clone());
                    session.put(&form, scope, row, answer, &mut work);
                }
                None if session.may_come(&form, at) => {
                    session.state.aside.answers.insert(at.clone(), answer.clone());
                }
                None => {
                    report.lost.insert(at.clone(), answer.clone());
                }
            }
        }
        session.settle(&form, &mut work);
        // What was typed over a calculation comes after it.
        for (scope, row, answer) in over {
            session.state.type_over(&form, scope, row);
            session.put(&form, scope, row, answer, &mut work);
        }
        session.settle(&form, &mut work);
        session.fresh = true;
        session.begun();
        (session, report)
    }

    /// The form.
    pub const fn form(&self) -> &Arc<Form> {
        &self.form
    }

    /// Sets one answer. What is typed over a calculation stands until the calculation comes to something else. A
    /// refusal of a question that has `declined_as` is recorded as that choice; several choices are kept in the order of
    /// their list, whatever the order in which they were ticked, once each and with one space between.
    ///
    /// # Errors
    /// When there is no such node, or it takes no answer.
    pub fn set(&mut self, at: &str, answer: Answer) -> Result<Delta, SetError> {
        let form = Arc::clone(&self.form);
        let (scope, row) = self.state.find(&form, at).ok_or(SetError::NoSuchNode)?;
        let (node, logic) = form.nodes.get(row).zip(form.logic.rows.get(row)).ok_or(SetError::NoSuchNode)?;
        let readonly = self.state.readonly(&form, scope, row);
        let computed = logic.calculation.is_some() && !logic.triggered;
        // What is worked out or filled in by itself is nobody's to answer, unless it is shown.
        let given = computed || logic.preload.is_some();
        // The head of a table of selects is one itself: nobody is asked, but an answer has its place.
        let head = node.role == Role::Note && node.list.is_some();
        let asked = node.role == Role::Question || head || (node.role == Role::Hidden && !given);
        if readonly || !asked {
            return Err(SetError::NotAnswerable);
        }
        let answer = match answer {
            Answer::Value(text) if text.is_empty() => Answer::Blank,
            Answer::Declined | Answer::Unknown if node.declined_as.is_some() => {
                node.declined_as.clone().map_or(Answer::Blank, Answer::Value)
            }
            Answer::Value(text) if node.question_type == QuestionType::SelectMultiple => {
                Answer::from_text(check::in_list_order(&form, node, &text))
            }
            Answer::Value(text) if node.question_type == QuestionType::Rank => {
                Answer::from_text(check::once_each(&text))
            }
            Answer::Value(text) if node.question_type == QuestionType::SelectOne => {
                Answer::from_text(check::one_of_list(&form, node, &text))
            }
            Answer::Value(text) if node.attributes.get("bind::type").is_some_and(|kind| kind == "boolean") => {
                Answer::Value(match text.as_str() {
                    "true" => "1".to_owned(),
                    "false" => "0".to_owned(),
                    _ => text,
                })
            }
            other => other,
        };
        let mut work = self.live();
        if computed {
            self.state.type_over(&form, scope, row);
        }
        self.put(&form, scope, row, answer, &mut work);
        self.settle(&form, &mut work);
        Ok(self.delta(&form, work))
    }

    /// Adds an instance at the end of a repeat.
    ///
    /// # Errors
    /// When there is no such repeat, or the form itself counts its instances.
    pub fn add_instance(&mut self, repeat_at: &str, id: InstanceId) -> Result<Delta, SetError> {
        let form = Arc::clone(&self.form);
        let (scope, row) = self.state.find(&form, repeat_at).ok_or(SetError::NoSuchNode)?;
        let logic = form.logic.rows.get(row).filter(|logic| logic.size > 0).ok_or(SetError::NoSuchNode)?;
        if self.state.scopes.get(scope).and_then(|block| block.repeat) == Some(row) {
            return Err(SetError::NoSuchNode);
        }
        if logic.count.is_some() {
            return Err(SetError::Counted);
        }
        if !self.state.has_room(&form, scope, row) {
            return Err(SetError::TooMany);
        }
        if self.state.instance(scope, row, id).is_some() {
            return Err(SetError::InstanceTwice);
        }
        let mut work = self.live();
        self.make_instances(&form, scope, row, &[id], &mut work);
        if let Some(made) = self.state.instance(scope, row, id) {
            self.begin_added(&form, made, &mut work);
        }
        self.settle(&form, &mut work);
        Ok(self.delta(&form, work))
    }

    /// Removes an instance with all its answers.
    ///
    /// # Errors
    /// When there is no such instance, or the form itself counts them.
    pub fn remove_instance(&mut self, at: &str) -> Result<Delta, SetError> {
        let form = Arc::clone(&self.form);
        let (scope, row) = self.state.find(&form, at).ok_or(SetError::NoSuchNode)?;
        if self.state.scopes.get(scope).and_then(|block| block.repeat) != Some(row) {
            return Err(SetError::NoSuchNode);
        }
        if form.logic.rows.get(row).is_some_and(|logic| logic.count.is_some()) {
            return Err(SetError::Counted);
        }
        self.state.forget_aside(&form, at);
        let mut work = self.live();
        self.drop_instance(&form, scope, &mut work);
        self.settle(&form, &mut work);
        Ok(self.delta(&form, work))
    }

    /// Tells the session what time it is now: `today()` and `now()` move on and questions of type `end` are filled.
    pub fn set_now(&mut self, now: Moment) -> Delta {
        let form = Arc::clone(&self.form);
        let same_place = self.state.context.now.date_time().offset() == now.date_time().offset();
        self.state.context.now = now;
        if !same_place {
            // Dates are other numbers there.
            self.state.add_up_anew(&form);
        }
        let mut work = self.live();
        for (row, logic) in form.logic.rows.enumerate() {
            if logic.preload == Some(Preload::End) {
                let text = self.preload(&Preload::End);
                for scope in self.state.under(ROOT, &logic.chain) {
                    self.put(&form, scope, row, Answer::from_text(text.as_str()), &mut work);
                }
            }
        }
        self.wake_units(&form, &form.logic.clock, &mut work);
        self.settle(&form, &mut work);
        Delta { entities: true, ..self.delta(&form, work) }
    }

    /// Says in which language the form is shown: `jr:choice-name()` and `jr:itext()` give texts in it. A language the form
    /// does not have is its default one.
    pub fn set_language(&mut self, tag: &str) -> Delta {
        let form = Arc::clone(&self.form);
        self.state.language = Some(tag.to_owned()).filter(|tag| form.languages.iter().any(|known| known.tag == *tag));
        let mut work = self.live();
        self.wake_units(&form, &form.logic.in_words, &mut work);
        self.settle(&form, &mut work);
        Delta { entities: true, ..self.delta(&form, work) }
    }

    /// A run has begun, or goes on: from here on it is noted what calls change.
    fn begun(&mut self) {
        let form = Arc::clone(&self.form);
        for (scope, row) in self.walk() {
            self.state.recount(&form, scope, row);
        }
        self.state.journal = Some(Journal::default());
    }

    /// Work in which changed values set off triggers.
    fn live(&mut self) -> Box<Work> {
        let mut work = self.spare.take().unwrap_or_default();
        work.live = true;
        work
    }

    fn delta(&mut self, form: &Form, mut work: Box<Work>) -> Delta {
        let Work { changed, gone, order_changed, .. } = work.as_mut();
        changed.sort_unstable();
        changed.dedup();
        changed.retain(|(scope, _)| self.state.scopes.get(*scope).is_some_and(|block| block.alive));
        for (scope, row) in changed.iter() {
            self.state.recount(form, *scope, *row);
        }
        // In one block rows are in their order.
        if changed.first().map(|(scope, _)| scope) != changed.last().map(|(scope, _)| scope) {
            changed.sort_by(|left, right| self.state.order(*left, *right));
        }
        let delta = Delta {
            // Where instances come or go, the places of others are others.
            entities: *order_changed || changed.iter().any(|(_, row)| self.feeds.contains(*row)),
            changed: changed.iter().map(|(scope, row)| self.state.at(form, *scope, *row)).collect(),
            gone: std::mem::take(gone),
            order_changed: *order_changed,
            kept: self.state.take_changes(form),
        };
        work.empty();
        self.spare = Some(work);
        delta
    }

    fn is_repeat(&self, row: NodeIndex) -> bool {
        self.form.nodes.get(row).is_some_and(|node| node.question_type == QuestionType::Repeat)
    }
}

#[cfg(test)]
mod tests;
