//! An interview as a screen sees it.

use pana_forms::{AnswerProblem, Delta};

use super::alike::fold;
use super::open_interview::OpenInterview;
use crate::contract::form::FormView;
use crate::contract::interview::{InterviewDelta, InterviewView, NodeState, ProblemView, Status};
use crate::contract::{Id, Word};
use crate::convert::to_view;
use crate::questionnaire::{choice_view, form_name, form_view, path_of};

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
    let order = open.session.order();
    InterviewView {
        interview: Id(open.id),
        case: (open.status != Status::Trial).then_some(Id(open.case)),
        number: Some(open.number.clone()).filter(|number| !number.is_empty()),
        person: open.name(),
        form,
        nodes: order.iter().filter_map(|at| node_state(open, at)).collect(),
        place: open.place.clone(),
        status: open.status,
        saved_at: open.saved.to_rfc3339(),
        may_amend: false,
    }
}

/// What changed.
pub(crate) fn delta_view(open: &OpenInterview, delta: &Delta) -> InterviewDelta {
    let shown = |at: &String| node_state(open, at);
    let mut order: Option<Vec<String>> = delta.order_changed.then(|| {
        let order = open.session.order();
        order.into_iter().filter(|at| open.asked.shape.role(&path_of(at)).is_some()).collect()
    });
    let mut changed: Vec<NodeState> = delta.changed.iter().filter_map(shown).collect();
    let alike = fold(&mut changed, order.as_mut());
    InterviewDelta {
        changed,
        gone: delta.gone.clone(),
        order,
        alike: Some(alike).filter(|alike| !alike.is_empty()),
        person: open.name(),
        saved_at: open.saved.to_rfc3339(),
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
        file: open.file(at, state.answer).cloned(),
        problem: state.problem.as_ref().map(problem_view),
        label: state.label,
        hint: state.hint,
        guidance: state.guidance,
        choices: open.session.choices_vary(at).then(|| open.session.choices(at).iter().map(choice_view).collect()),
        path: state.path.to_owned(),
    })
}

fn problem_view(problem: &AnswerProblem) -> ProblemView {
    match problem {
        AnswerProblem::Required { message } => ProblemView::Required { message: message.clone() },
        AnswerProblem::Constraint { message } => ProblemView::Constraint { message: message.clone() },
        AnswerProblem::Type { code } => ProblemView::Type { code: Word(*code) },
    }
}
