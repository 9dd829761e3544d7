//! A whole interview from a document of answers by question name: for scripts, tests and load.
//!
//! Answers are set through the same session as on the screen. Groups are not spelled out; a repeat is a list of objects.

use std::collections::BTreeMap;
use std::sync::Arc;

use pana_forms::{
    Answer, AnswerProblem, Expected, Form, Node, QuestionType, Role, Session, SetError, Value as SessionValue,
};
use pana_model::{CaseId, InstanceId, InterviewId, Moment, PartialDate};
use serde::Serialize;
use serde_json::{Map, Value, json};

use super::open_interview::OpenInterview;
use super::start::start;
use crate::app::App;
use crate::app_log;
use crate::attachment::{Taken, attach, take};
use crate::contract::interview::{FinishRequest, StartInterviewRequest, Status};
use crate::contract::word::words;
use crate::contract::{AppError, Id, Texts, Word, named};
use crate::convert::Several;
use crate::desk::Desk;
use crate::error::ErrorCode;
use crate::questionnaire::AskedForm;
use crate::random::make_bytes;

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

words! {
    /// What is wrong with an answer, in one word.
    RunProblemKind {
        /// There has to be one.
        Required = "required",
        /// It does not fit the constraint.
        Constraint = "constraint",
        /// It is not of the question's type.
        Type = "type",
        /// The questionnaire lacks a question of this name.
        Unknown = "unknown",
        /// It was given to something that the app fills.
        Fixed = "fixed",
    }
}

words! {
    /// A state in place of an answer.
    RunState {
        /// Does not wish to answer.
        Declined = "declined",
        /// Does not know.
        Unknown = "unknown",
        /// Ask later.
        Later = "later",
    }
}

/// What is wrong with an answer.
#[derive(Debug, Clone, Serialize)]
pub struct RunProblem {
    /// Question.
    pub name: String,
    /// Its place, with the instance it stands in.
    pub at: String,
    /// What kind of thing.
    pub kind: RunProblemKind,
    /// The questionnaire's own message by language; empty where it has none.
    #[serde(skip)]
    pub texts: Texts,
    /// Of a wrong type: which one was expected.
    #[serde(skip)]
    pub code: Option<Word<Expected>>,
    /// The message in the language asked for.
    pub message: String,
}

/// Leads an interview. When it cannot be finished it stays as a draft, and the view says why.
///
/// # Errors
/// As `interview_start`, and those of reading files. `answer-unknown` when it is to be finished and a name is not the
/// questionnaire's.
pub fn interview_run(app: &App, request: &RunRequest) -> Result<RunView, AppError> {
    app_log::command("interview_run", || app.desk(|desk, now| run(desk, request, now)))
}

fn run(desk: &mut Desk, request: &RunRequest, now: Moment) -> Result<RunView, AppError> {
    let asked = desk.current_form(&request.form)?;
    let mut reader = Reader { asked, now, steps: Vec::new(), files: Vec::new(), problems: Vec::new() };
    reader.scope("", "", &request.answers)?;
    if let (Some(_), Some(unknown)) =
        (request.finish, reader.problems.iter().find(|problem| problem.kind == RunProblemKind::Unknown))
    {
        return Err(AppError::of(ErrorCode::AnswerUnknown).with("name", &unknown.name));
    }
    let begin = StartInterviewRequest { form: request.form.clone(), case: request.case };
    let id = start(desk, &begin, now)?.id;
    let Reader { steps, files, mut problems, .. } = reader;
    desk.change_much(id, now, |session| {
        for step in steps {
            problems.extend(step.apply(session));
        }
    })?;
    for (at, taken) in files {
        attach(desk, id, &at, taken, now)?;
    }
    let mut view = view(desk.draft(id, now)?, problems);
    if let Some(finishing) = request.finish {
        let allow_incomplete = finishing == Finishing::Incomplete;
        match super::finish::finish(desk, &FinishRequest { interview: Id(id), allow_incomplete }, now) {
            Ok(_) => view.status = Status::Finished,
            Err(error) if error.is(ErrorCode::InterviewIncomplete) || error.is(ErrorCode::InterviewInvalid) => {
                view.refused = Some(error);
            }
            Err(error) => return Err(error),
        }
    }
    Ok(view)
}

/// One thing to do to a session.
enum Step {
    Set { name: String, at: String, answer: Answer },
    Add { name: String, at: String, instance: InstanceId },
}

impl Step {
    /// Does it; says what was wrong.
    fn apply(self, session: &mut Session) -> Option<RunProblem> {
        let (name, at, done) = match self {
            Self::Set { name, at, answer } => (name, at.clone(), session.set(&at, answer)),
            Self::Add { name, at, instance } => (name, at.clone(), session.add_instance(&at, instance)),
        };
        let kind = match done {
            Ok(_) => return None,
            Err(SetError::NoSuchNode) => RunProblemKind::Unknown,
            Err(_) => RunProblemKind::Fixed,
        };
        Some(RunProblem::of(&name, &at, kind))
    }
}

/// Reads a document of answers against a questionnaire.
struct Reader {
    asked: Arc<AskedForm>,
    now: Moment,
    steps: Vec<Step>,
    /// Files by the place of the question that they answer.
    files: Vec<(String, Taken)>,
    problems: Vec<RunProblem>,
}

impl Reader {
    /// Reads one object: the root (`repeat` and `at` are empty), or an instance of a repeat.
    fn scope(&mut self, repeat: &str, at: &str, answers: &Map<String, Value>) -> Result<(), AppError> {
        for (name, value) in answers {
            let asked = Arc::clone(&self.asked);
            let Some(node) = find(&asked.form, repeat, name) else {
                self.problems.push(RunProblem::of(name, name, RunProblemKind::Unknown));
                continue;
            };
            let place = format!("{at}{}", node.path.strip_prefix(repeat).unwrap_or(&node.path));
            match (node.role, value) {
                (Role::Repeat, Value::Array(instances)) => self.instances(node, &place, instances)?,
                (Role::Question, Value::Object(file)) if node.question_type.is_file() && file.contains_key("file") => {
                    match file.get("file").and_then(Value::as_str) {
                        Some(path) => self.files.push((place, take(path)?)),
                        None => self.problems.push(RunProblem::of(name, &place, RunProblemKind::Type)),
                    }
                }
                (Role::Question | Role::Hidden, value) => match read(node, value) {
                    Some(answer) => self.steps.push(Step::Set { name: name.clone(), at: place, answer }),
                    None => self.problems.push(RunProblem::of(name, &place, RunProblemKind::Type)),
                },
                _ => self.problems.push(RunProblem::of(name, &place, RunProblemKind::Type)),
            }
        }
        Ok(())
    }

    fn instances(&mut self, repeat: &Node, at: &str, instances: &[Value]) -> Result<(), AppError> {
        let unix_ms = u64::try_from(self.now.unix_ms()).unwrap_or_default();
        for (number, answers) in (0_u64..).zip(instances) {
            // A millisecond apart, so that they sort as they were given.
            let instance = InstanceId::from_time(unix_ms.saturating_add(number), make_bytes()?);
            self.steps.push(Step::Add { name: repeat.name.clone(), at: at.to_owned(), instance });
            match answers {
                Value::Object(answers) => self.scope(&repeat.path, &format!("{at}[{instance}]"), answers)?,
                _ => self.problems.push(RunProblem::of(&repeat.name, at, RunProblemKind::Type)),
            }
        }
        Ok(())
    }
}

/// The row of this name whose nearest repeat is `repeat`.
fn find<'f>(form: &'f Form, repeat: &str, name: &str) -> Option<&'f Node> {
    let answerable = |node: &&Node| matches!(node.role, Role::Question | Role::Hidden | Role::Repeat);
    let here = |node: &&Node| node.name == name && nearest_repeat(form, node).unwrap_or_default() == repeat;
    form.nodes().iter().filter(answerable).find(here)
}

/// Path of the repeat a row stands in.
fn nearest_repeat<'f>(form: &'f Form, node: &Node) -> Option<&'f str> {
    let mut above = node.parent;
    while let Some(parent) = above.and_then(|index| form.node(index)) {
        if parent.role == Role::Repeat {
            return Some(&parent.path);
        }
        above = parent.parent;
    }
    None
}

/// An answer as JSON has it; nothing for a shape that is none.
fn read(node: &Node, value: &Value) -> Option<Answer> {
    Some(match value {
        Value::Null => Answer::Blank,
        // A name alone brings no file.
        _ if node.question_type.is_file() && !value.is_object() => return None,
        Value::String(text) => match text.parse() {
            Ok(date @ (PartialDate::Year(_) | PartialDate::Month(..))) if node.question_type == QuestionType::Date => {
                Answer::Partial(date)
            }
            _ => Answer::from_text(text.as_str()),
        },
        Value::Number(number) => Answer::from_text(number.to_string()),
        Value::Bool(yes) => Answer::from_text(if *yes { "true" } else { "false" }),
        Value::Array(names) => {
            let names: Option<Vec<&str>> = names.iter().map(Value::as_str).collect();
            Answer::from_text(names?.join(" "))
        }
        Value::Object(state) => match named(state.get("state")?.as_str()?)? {
            RunState::Declined => Answer::Declined,
            RunState::Unknown => Answer::Unknown,
            RunState::Later => Answer::Later,
        },
    })
}

impl RunProblem {
    fn of(name: &str, at: &str, kind: RunProblemKind) -> Self {
        let (name, at) = (name.to_owned(), at.to_owned());
        Self { name, at, kind, texts: Texts::new(), code: None, message: String::new() }
    }

    fn of_answer(name: &str, at: &str, problem: &AnswerProblem) -> Self {
        match problem {
            AnswerProblem::Required { message } => {
                Self { texts: message.clone(), ..Self::of(name, at, RunProblemKind::Required) }
            }
            AnswerProblem::Constraint { message } => {
                Self { texts: message.clone(), ..Self::of(name, at, RunProblemKind::Constraint) }
            }
            AnswerProblem::Type { code } => {
                Self { code: Some(Word(*code)), ..Self::of(name, at, RunProblemKind::Type) }
            }
        }
    }
}

fn view(open: &OpenInterview, mut problems: Vec<RunProblem>) -> RunView {
    for (at, problem) in open.session.finish_check() {
        let name = open.asked.form.find(&at).map(|(_, node)| node.name.as_str()).unwrap_or_default();
        problems.push(RunProblem::of_answer(name, &at, &problem));
    }
    let values: BTreeMap<String, SessionValue> = open.session.values().map(|value| (value.at.clone(), value)).collect();
    let collector = Collector { open, values, instances: open.session.instances() };
    let (mut top, mut repeats) = (Map::new(), Map::new());
    collector.scope("", "", &mut top, &mut repeats);
    let applies = |node: &Node| open.session.state(&node.path).is_none_or(|state| state.relevant);
    let outside = open.asked.form.nodes().iter().filter(|node| nearest_repeat(&open.asked.form, node).is_none());
    let irrelevant = outside.filter(|node| node.role != Role::Group && !applies(node)).map(|node| node.name.clone());
    RunView {
        form: open.asked.form.id().to_owned(),
        version: open.asked.form.version().to_owned(),
        values: top,
        repeats,
        irrelevant: irrelevant.collect(),
        problems,
        case: Some(Id(open.case)),
        number: Some(open.number.clone()),
        interview: Some(Id(open.id)),
        status: open.status,
        refused: None,
    }
}

/// Puts a session's values into a document.
struct Collector<'a> {
    open: &'a OpenInterview,
    values: BTreeMap<String, SessionValue>,
    instances: BTreeMap<String, Vec<InstanceId>>,
}

impl Collector<'_> {
    fn scope(&self, repeat: &str, at: &str, values: &mut Map<String, Value>, repeats: &mut Map<String, Value>) {
        let form = &self.open.asked.form;
        for node in form.nodes().iter().filter(|node| nearest_repeat(form, node).unwrap_or_default() == repeat) {
            let place = format!("{at}{}", node.path.strip_prefix(repeat).unwrap_or(&node.path));
            match node.role {
                Role::Question | Role::Hidden => {
                    values.insert(node.name.clone(), self.value(node, &place));
                }
                Role::Repeat => {
                    let ids = self.instances.get(&place).map(Vec::as_slice).unwrap_or_default();
                    let list = ids.iter().map(|id| self.instance(node, &format!("{place}[{id}]")));
                    repeats.insert(node.name.clone(), Value::Array(list.collect()));
                }
                Role::Group | Role::Note => {}
            }
        }
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
            Answer::Value(text) if self.open.asked.shape.several(&node.path) == Several::Yes => {
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
