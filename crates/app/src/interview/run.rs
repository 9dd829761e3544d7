//! A whole interview from a document of answers by question name: for scripts, tests and load.
//!
//! Answers are set through the same session as on the screen. Groups are not spelled out; a repeat is a list of objects.

use std::collections::BTreeMap;
use std::sync::Arc;

use pana_forms::{Answer, Context, Node, Role, Session, Value as SessionValue};
use pana_model::{CaseId, InstanceId, InterviewId, Moment};
use serde::Serialize;
use serde_json::{Map, Value, json};

use super::given::{Given, longer_names, nearest_repeat};
use super::open_interview::OpenInterview;
use super::run_problem::{RunProblem, RunProblemKind, RunState};
use super::start::start;
use crate::app::App;
use crate::app_log;
use crate::attachment::attach;
use crate::contract::interview::{FinishRequest, StartInterviewRequest, Status};
use crate::contract::{AppError, Id};
use crate::convert::Several;
use crate::desk::Desk;
use crate::error::ErrorCode;
use crate::questionnaire::AskedForm;

/// An interview to be led in one go.
#[derive(Debug)]
pub struct RunRequest {
    /// `form_id`.
    pub form: String,
    /// The person; `None` opens a new case.
    pub case: Option<Id<CaseId>>,
    /// `{name: value}`; a file as `{name: {"file": path}}`.
    pub answers: Map<String, Value>,
    /// Finish it, or keep it as a draft.
    pub finish: Option<Finishing>,
}

/// How strict finishing is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Finishing {
    /// Required answers must be there.
    Complete,
    /// They may be missing; the interview is marked so.
    Incomplete,
}

/// What came of it. The names are what scripts rely on.
#[derive(Debug, Clone, Serialize)]
pub struct RunView {
    /// `form_id`.
    pub form: String,
    /// Version.
    pub version: String,
    /// By question name: the value, a list for several choices, `{"state": …}`, or `null`.
    pub values: Map<String, Value>,
    /// By the repeat's name: an object for each instance.
    pub repeats: Map<String, Value>,
    /// Questions that do not apply.
    pub irrelevant: Vec<String>,
    /// What is wrong.
    pub problems: Vec<RunProblem>,
    /// Case id.
    pub case: Option<Id<CaseId>>,
    /// Case number.
    pub number: Option<String>,
    /// Interview id.
    pub interview: Option<Id<InterviewId>>,
    /// [`Status::Draft`] or [`Status::Finished`].
    pub status: Status,
    /// Why it was not finished although that was asked for; the draft is kept.
    pub refused: Option<AppError>,
}

/// Leads an interview. When it cannot be finished it stays as a draft, and the view says why.
///
/// # Errors
/// As `interview_start`, and those of reading files. When it is to be finished, `answer-unknown` where a name is not the
/// questionnaire's, and `answer-ambiguous` where several questions have it.
pub fn interview_run(app: &App, request: &RunRequest) -> Result<RunView, AppError> {
    app_log::command("interview_run", || app.desk(|desk, now| run(desk, request, now)))
}

fn run(desk: &mut Desk, request: &RunRequest, now: Moment) -> Result<RunView, AppError> {
    let asked = desk.current_form(&request.form)?;
    let given = Given::read(asked, now, &request.answers)?;
    if request.finish.is_some() {
        refuse_unplaced(&given)?;
    }
    let begin = StartInterviewRequest { form: request.form.clone(), case: request.case, has: None };
    let id = start(desk, &begin, now)?.id;
    let (mut files, mut problems) = (Vec::new(), Vec::new());
    desk.change_much(id, now, |session| (files, problems) = given.answer(session))?;
    for (at, taken) in files {
        attach(desk, id, &at, taken, now)?;
    }
    let mut view = view(desk.draft(id, now)?, problems);
    if let Some(finishing) = request.finish {
        let allow_incomplete = finishing == Finishing::Incomplete;
        match super::finish::finish(desk, &FinishRequest { interview: Id(id), allow_incomplete }, now) {
            Ok(done) => {
                view.status = Status::Finished;
                (view.interview, view.case) = (Some(done.interview), done.case);
                let number = done.case.map(|case| desk.store.person_name(case.0)).transpose()?;
                view.number = number.map(|(number, _)| number);
            }
            Err(error) if error.is(ErrorCode::InterviewIncomplete) || error.is(ErrorCode::InterviewInvalid) => {
                view.refused = Some(error);
            }
            Err(error) => return Err(error),
        }
    }
    Ok(view)
}

/// Fails where it cannot be told which question was meant.
fn refuse_unplaced(given: &Given) -> Result<(), AppError> {
    let code = |kind| match kind {
        RunProblemKind::Unknown => Some(ErrorCode::AnswerUnknown),
        RunProblemKind::Ambiguous => Some(ErrorCode::AnswerAmbiguous),
        _ => None,
    };
    let refused = given.problems().iter().find_map(|problem| Some((code(problem.kind)?, &problem.name)));
    refused.map_or(Ok(()), |(code, name)| Err(AppError::of(code).with("name", name)))
}

/// The same answers in memory alone.
///
/// # Errors
/// `answer-unknown` and `answer-ambiguous` where it cannot be told which question is meant, and those of reading files.
pub(crate) fn answered(asked: Arc<AskedForm>, answers: &Map<String, Value>, now: Moment) -> Result<Session, AppError> {
    let context = Context { now, properties: BTreeMap::new(), last_saved: BTreeMap::new(), seed: 1 };
    let mut session = Session::new(Arc::clone(&asked.form), context);
    let given = Given::read(asked, now, answers)?;
    refuse_unplaced(&given)?;
    given.answer(&mut session);
    Ok(session)
}

fn view(open: &OpenInterview, mut problems: Vec<RunProblem>) -> RunView {
    for (at, problem) in open.session.finish_check() {
        let name = open.asked.form.find(&at).map(|(_, node)| node.name.as_str()).unwrap_or_default();
        problems.push(RunProblem::of_answer(name, &at, &problem));
    }
    let values: BTreeMap<String, SessionValue> = open.session.values().map(|value| (value.at.clone(), value)).collect();
    let names = longer_names(&open.asked.form);
    let collector = Collector { open, values, instances: open.session.instances(), names };
    let (mut top, mut repeats) = (Map::new(), Map::new());
    collector.scope("", "", &mut top, &mut repeats);
    let applies = |node: &Node| open.session.state(&node.path).is_none_or(|state| state.relevant);
    let outside = open.asked.form.nodes().iter().filter(|node| nearest_repeat(&open.asked.form, node).is_none());
    let irrelevant = outside.filter(|node| node.role != Role::Group && !applies(node)).map(|node| collector.name(node));
    let begun = open.begins_for().is_none();
    RunView {
        form: open.asked.form.id().to_owned(),
        version: open.asked.form.version().to_owned(),
        values: top,
        repeats,
        irrelevant: irrelevant.collect(),
        problems,
        case: begun.then_some(Id(open.case)),
        number: begun.then(|| open.number.clone()),
        interview: begun.then_some(Id(open.id)),
        status: open.status,
        refused: None,
    }
}

/// Puts a session's values into a document.
struct Collector<'a> {
    open: &'a OpenInterview,
    values: BTreeMap<String, SessionValue>,
    instances: BTreeMap<String, Vec<InstanceId>>,
    /// Names that are longer than the row's own, by path.
    names: BTreeMap<&'a str, &'a str>,
}

impl Collector<'_> {
    fn scope(&self, repeat: &str, at: &str, values: &mut Map<String, Value>, repeats: &mut Map<String, Value>) {
        let form = &self.open.asked.form;
        for node in form.nodes().iter().filter(|node| nearest_repeat(form, node).unwrap_or_default() == repeat) {
            let place = format!("{at}{}", node.path.strip_prefix(repeat).unwrap_or(&node.path));
            match node.role {
                Role::Question | Role::Hidden => {
                    values.insert(self.name(node), self.value(node, &place));
                }
                Role::Repeat => {
                    let ids = self.instances.get(&place).map(Vec::as_slice).unwrap_or_default();
                    let list = ids.iter().map(|id| self.instance(node, &format!("{place}[{id}]")));
                    repeats.insert(self.name(node), Value::Array(list.collect()));
                }
                Role::Group | Role::Note => {}
            }
        }
    }

    /// What the document calls a row.
    fn name(&self, node: &Node) -> String {
        self.names.get(node.path.as_str()).map_or_else(|| node.name.clone(), |name| (*name).to_owned())
    }

    /// An instance: what is in it, the repeats inside it among its values.
    fn instance(&self, repeat: &Node, at: &str) -> Value {
        let (mut values, mut inner) = (Map::new(), Map::new());
        self.scope(&repeat.path, at, &mut values, &mut inner);
        values.extend(inner);
        Value::Object(values)
    }

    fn value(&self, node: &Node, at: &str) -> Value {
        let Some(value) = self.values.get(at).filter(|value| value.relevant) else { return Value::Null };
        match &value.answer {
            Answer::Blank => Value::Null,
            Answer::Value(text) if self.open.asked.shape.several(&node.path) != Several::No => {
                text.split_whitespace().collect()
            }
            Answer::Value(text) => Value::from(text.as_str()),
            Answer::Partial(date) => Value::from(date.to_string()),
            Answer::Declined => json!({ "state": RunState::Declined }),
            Answer::Unknown => json!({ "state": RunState::Unknown }),
            Answer::Later => json!({ "state": RunState::Later }),
        }
    }
}
