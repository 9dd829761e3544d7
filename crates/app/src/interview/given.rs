//! A document of answers, read against a questionnaire and then given to a session.
//!
//! It is read whole before anything is done, so that a file that cannot be read leaves no draft behind. What stands in a
//! counted repeat waits for the instances that the answers to the count make, wherever either stands in the document.

use std::collections::BTreeMap;
use std::sync::Arc;

use pana_forms::{Answer, Form, Node, QuestionType, Role, Session, SetError};
use pana_model::{InstanceId, Moment, PartialDate};
use serde_json::{Map, Value};

use super::run_problem::{RunProblem, RunProblemKind, RunState};
use crate::attachment::{Taken, take};
use crate::contract::{AppError, named};
use crate::convert::given;
use crate::questionnaire::AskedForm;
use crate::random::make_bytes;

/// Files by the place of the question that they answer.
type Files = Vec<(String, Taken)>;

/// Answers on their way into a session.
pub(super) struct Given {
    steps: Vec<Step>,
    counted: Vec<Counted>,
    files: Files,
    problems: Vec<RunProblem>,
}

/// One thing to do to a session.
enum Step {
    Set { name: String, at: String, answer: Answer },
    Add { name: String, at: String, instance: InstanceId },
}

/// What was given for the so manieth instance of a counted repeat.
struct Counted {
    name: String,
    /// The repeat.
    at: String,
    nth: usize,
    /// Stands in the places of the steps and files until the instance is known.
    instance: InstanceId,
    steps: Vec<Step>,
}

impl Given {
    /// Reads a document of answers.
    ///
    /// # Errors
    /// Those of reading files.
    pub(super) fn read(asked: Arc<AskedForm>, now: Moment, answers: &Map<String, Value>) -> Result<Self, AppError> {
        let given = Self { steps: Vec::new(), counted: Vec::new(), files: Vec::new(), problems: Vec::new() };
        let mut reader = Reader { asked, now, given };
        reader.scope("", "", answers)?;
        Ok(reader.given)
    }

    /// What was wrong with the document itself.
    pub(super) fn problems(&self) -> &[RunProblem] {
        &self.problems
    }

    /// Gives the answers to a session, those of counted instances as these come to be there. Hands back the files, by
    /// their places, and what was wrong.
    pub(super) fn answer(self, session: &mut Session) -> (Files, Vec<RunProblem>) {
        let Self { steps, counted, mut files, mut problems } = self;
        let mut known = Known::default();
        problems.extend(steps.into_iter().filter_map(|step| step.apply(session, &known)));
        let mut waiting = counted;
        loop {
            let instances = session.instances();
            let here = |one: &Counted, known: &Known| {
                instances.get(&known.place(&one.at)).and_then(|ids| ids.get(one.nth)).copied()
            };
            let (mut later, before) = (Vec::new(), waiting.len());
            for one in waiting {
                match here(&one, &known) {
                    Some(instance) => {
                        known.0.insert(one.instance.to_string(), instance.to_string());
                        problems.extend(one.steps.into_iter().filter_map(|step| step.apply(session, &known)));
                    }
                    None => later.push(one),
                }
            }
            // What was just answered may be what counts another repeat.
            let (done, more) = (before.saturating_sub(later.len()), !later.is_empty());
            waiting = later;
            if done == 0 || !more {
                break;
            }
        }
        // There are fewer instances than were answered for.
        let beyond = waiting.into_iter().filter(|one| !one.steps.is_empty());
        problems.extend(beyond.map(|one| RunProblem::of(&one.name, &known.place(&one.at), RunProblemKind::Fixed)));
        files.iter_mut().for_each(|(at, _)| *at = known.place(at));
        (files, problems)
    }
}

/// The instances of counted repeats by what stands for them in places.
#[derive(Default)]
struct Known(BTreeMap<String, String>);

impl Known {
    /// A place with the instances that are meant.
    fn place(&self, at: &str) -> String {
        let mut place = String::with_capacity(at.len());
        for part in at.split_inclusive(['[', ']']) {
            match part.strip_suffix(']').and_then(|id| self.0.get(id)) {
                Some(id) => place.extend([id.as_str(), "]"]),
                None => place.push_str(part),
            }
        }
        place
    }
}

impl Step {
    /// Does it; says what was wrong.
    fn apply(self, session: &mut Session, known: &Known) -> Option<RunProblem> {
        let (name, at, done) = match self {
            Self::Set { name, at, answer } => {
                let at = known.place(&at);
                let done = session.set(&at, answer);
                (name, at, done)
            }
            Self::Add { name, at, instance } => {
                let at = known.place(&at);
                let done = session.add_instance(&at, instance);
                (name, at, done)
            }
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
    given: Given,
}

impl Reader {
    /// Reads one object: the root (`repeat` and `at` are empty), or an instance of a repeat.
    fn scope(&mut self, repeat: &str, at: &str, answers: &Map<String, Value>) -> Result<(), AppError> {
        for (name, value) in answers {
            let asked = Arc::clone(&self.asked);
            let node = match find(&asked.form, repeat, name) {
                Ok(node) => node,
                Err(kind) => {
                    self.wrong(name, name, kind);
                    continue;
                }
            };
            let place = format!("{at}{}", node.path.strip_prefix(repeat).unwrap_or(&node.path));
            match (node.role, value) {
                (Role::Repeat, Value::Array(instances)) => self.instances(node, &place, instances)?,
                (Role::Question, Value::Object(file)) if node.question_type.is_file() && file.contains_key("file") => {
                    match file.get("file").and_then(Value::as_str) {
                        Some(path) => self.given.files.push((place, take(path)?)),
                        None => self.wrong(name, &place, RunProblemKind::Type),
                    }
                }
                (Role::Question | Role::Hidden, value) => match read(node, value) {
                    Some(answer) => self.given.steps.push(Step::Set { name: name.clone(), at: place, answer }),
                    None => self.wrong(name, &place, RunProblemKind::Type),
                },
                _ => self.wrong(name, &place, RunProblemKind::Type),
            }
        }
        Ok(())
    }

    fn instances(&mut self, repeat: &Node, at: &str, instances: &[Value]) -> Result<(), AppError> {
        let unix_ms = u64::try_from(self.now.unix_ms()).unwrap_or_default();
        let is_counted = repeat.expressions.contains_key("repeat_count");
        for (nth, answers) in instances.iter().enumerate() {
            // A millisecond apart, so that they sort as they were given.
            let later = u64::try_from(nth).unwrap_or_default();
            let instance = InstanceId::from_time(unix_ms.saturating_add(later), make_bytes()?);
            let Value::Object(answers) = answers else {
                self.wrong(&repeat.name, at, RunProblemKind::Type);
                continue;
            };
            let (name, at, within) = (repeat.name.clone(), at.to_owned(), format!("{at}[{instance}]"));
            if is_counted {
                let around = std::mem::take(&mut self.given.steps);
                self.scope(&repeat.path, &within, answers)?;
                let steps = std::mem::replace(&mut self.given.steps, around);
                self.given.counted.push(Counted { name, at, nth, instance, steps });
            } else {
                self.given.steps.push(Step::Add { name, at, instance });
                self.scope(&repeat.path, &within, answers)?;
            }
        }
        Ok(())
    }

    fn wrong(&mut self, name: &str, at: &str, kind: RunProblemKind) {
        self.given.problems.push(RunProblem::of(name, at, kind));
    }
}

/// The row of this name whose nearest repeat is `repeat`. Where several have it, their groups stand before it.
fn find<'f>(form: &'f Form, repeat: &str, name: &str) -> Result<&'f Node, RunProblemKind> {
    let mut found = named_in(form, repeat, name);
    let node = found.next().ok_or(RunProblemKind::Unknown)?;
    if found.next().is_some() { Err(RunProblemKind::Ambiguous) } else { Ok(node) }
}

/// What may be answered in `repeat`, and in none inside it, under this name, with groups before it or without.
fn named_in<'f>(form: &'f Form, repeat: &str, name: &str) -> impl Iterator<Item = &'f Node> {
    let is_named = move |node: &&Node| {
        is_answerable(node)
            && node.path.strip_suffix(name).is_some_and(|before| before.ends_with('/'))
            && nearest_repeat(form, node).unwrap_or_default() == repeat
    };
    form.nodes().iter().filter(is_named)
}

fn is_answerable(node: &Node) -> bool {
    matches!(node.role, Role::Question | Role::Hidden | Role::Repeat)
}

/// What a document calls the rows that are not called by their name alone, because others beside them have it too, by their
/// paths: with as many groups before the name as tell them apart.
pub(super) fn longer_names(form: &Form) -> BTreeMap<&str, &str> {
    let mut count: BTreeMap<(&str, &str), Vec<&Node>> = BTreeMap::new();
    for node in form.nodes().iter().filter(|node| is_answerable(node)) {
        count.entry((nearest_repeat(form, node).unwrap_or_default(), &node.name)).or_default().push(node);
    }
    let several = count.into_iter().filter(|(_, nodes)| nodes.len() > 1);
    several
        .flat_map(|((repeat, _), nodes)| nodes.into_iter().map(move |node| longer_name(form, repeat, node)))
        .collect()
}

fn longer_name<'f>(form: &'f Form, repeat: &str, node: &'f Node) -> (&'f str, &'f str) {
    let path = node.path.trim_start_matches('/');
    let mut names = path.rmatch_indices('/').filter_map(|(at, _)| path.get(at.saturating_add(1)..));
    (&node.path, names.find(|name| named_in(form, repeat, name).nth(1).is_none()).unwrap_or(path))
}

/// Path of the repeat a row stands in.
pub(super) fn nearest_repeat<'f>(form: &'f Form, node: &Node) -> Option<&'f str> {
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
            _ => given(text),
        },
        Value::Number(number) => Answer::from_text(number.to_string()),
        Value::Bool(yes) => Answer::from_text(if *yes { "true" } else { "false" }),
        Value::Array(names) => {
            let names: Option<Vec<String>> = names.iter().map(name).collect();
            Answer::from_text(names?.join(" "))
        }
        Value::Object(state) => match named(state.get("state")?.as_str()?)? {
            RunState::Declined => Answer::Declined,
            RunState::Unknown => Answer::Unknown,
            RunState::Later => Answer::Later,
        },
    })
}

/// One of several answers: a code that is a number may be written as one.
fn name(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}
