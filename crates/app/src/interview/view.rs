//! An interview as a screen sees it.

use pana_forms::{AnswerProblem, Delta, NodeView};

use super::alike::{Teller, Told, outermost};
use super::open_interview::OpenInterview;
use crate::contract::form::{ChoiceView, FormView};
use crate::contract::interview::{InterviewDelta, InterviewView, NodeState, ProblemView, Status};
use crate::contract::{Id, Word};
use crate::convert::{is_view_of, to_view};
use crate::questionnaire::{choice_view, form_name, form_view};

/// All of it.
pub(crate) fn interview_view(open: &OpenInterview) -> InterviewView {
    view_with(open, form_view(&open.asked.form, &open.asked.shape, open.asked.protected()))
}

/// All of it but what whoever asks has of the questionnaire, by its hash.
pub(crate) fn interview_view_beside(open: &OpenInterview, has: Option<&str>) -> InterviewView {
    let name = form_name(&open.asked.form, open.asked.protected());
    if has == Some(name.hash.as_str()) { view_with(open, name) } else { interview_view(open) }
}

fn view_with(open: &OpenInterview, form: FormView) -> InterviewView {
    let Told { nodes, alike } = Told::of(open, &shown(open), None);
    InterviewView {
        interview: Id(open.id),
        case: (open.status != Status::Trial).then_some(Id(open.case)),
        number: Some(open.number.clone()).filter(|number| !number.is_empty()),
        person: open.name(),
        form,
        nodes,
        alike: Some(alike).filter(|alike| !alike.is_empty()),
        apart: Vec::new(),
        place: open.place.clone(),
        status: open.status,
        saved_at: open.saved_at(),
        may_amend: false,
    }
}

/// What changed.
pub(crate) fn delta_view(open: &OpenInterview, delta: &Delta) -> InterviewDelta {
    let mut order = delta.order_changed.then(|| shown(open));
    let told = Told::of(open, &delta.changed, order.as_deref());
    order.iter_mut().for_each(|order| told.thin_out(order));
    InterviewDelta {
        changed: told.nodes,
        // With an instance goes all that is in it.
        gone: delta.gone.iter().filter(|at| at.ends_with(']')).cloned().collect(),
        order,
        alike: Some(told.alike).filter(|alike| !alike.is_empty()),
        person: open.name(),
        saved_at: open.saved_at(),
    }
}

/// The places of what a screen shows, in document order.
fn shown(open: &OpenInterview) -> Vec<String> {
    open.session.order_of(|node| open.asked.shape.role(&node.path).is_some())
}

impl Teller for OpenInterview {
    fn node(&self, at: &str) -> Option<NodeState> {
        node_state(self, at)
    }

    fn is_as(&self, at: &str, told: Option<&NodeState>) -> Option<bool> {
        let state = self.session.view(at)?;
        let Some(told) = told.filter(|told| told.path == state.path) else {
            return self.asked.shape.role(state.path).map(|_| false);
        };
        let inside = |at: &str| at.len().saturating_sub(outermost(at).len());
        let file = || if state.takes_file { self.file(at, state.answer) } else { None };
        let same = at.get(at.len().saturating_sub(inside(at))..)
            == told.at.get(told.at.len().saturating_sub(inside(&told.at))..)
            && (state.relevant, state.required, state.is_given()) == (told.relevant, told.required, told.readonly)
            && is_view_of(&told.answer, state.answer)
            && told.file.as_ref() == file()
            && told.problem == state.problem.as_ref().map(problem_view)
            && (&told.label, &told.hint, &told.guidance) == (&state.label, &state.hint, &state.guidance)
            && told.choices == choices(self, at, &state);
        Some(same)
    }
}

/// One node; nothing for a row that no screen shows.
pub(crate) fn node_state(open: &OpenInterview, at: &str) -> Option<NodeState> {
    let state = open.session.view(at)?;
    open.asked.shape.role(state.path)?;
    Some(NodeState {
        at: at.to_owned(),
        relevant: state.relevant,
        required: state.required,
        readonly: state.is_given(),
        answer: to_view(state.answer),
        file: if state.takes_file { open.file(at, state.answer).cloned() } else { None },
        problem: state.problem.as_ref().map(problem_view),
        choices: choices(open, at, &state),
        label: state.label,
        hint: state.hint,
        guidance: state.guidance,
        path: state.path.to_owned(),
    })
}

/// Choices, where they are others than the list says.
fn choices(open: &OpenInterview, at: &str, state: &NodeView<'_>) -> Option<Vec<ChoiceView>> {
    state.choices_vary.then(|| open.session.choices(at).iter().map(choice_view).collect())
}

fn problem_view(problem: &AnswerProblem) -> ProblemView {
    match problem {
        AnswerProblem::Required { message } => ProblemView::Required { message: message.clone() },
        AnswerProblem::Constraint { message } => ProblemView::Constraint { message: message.clone() },
        AnswerProblem::Type { code } => ProblemView::Type { code: Word(*code) },
    }
}
