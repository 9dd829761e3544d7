//! An interview led by a document of answers, as `pana interview run` takes it: `{name: value}`, a repeat as a list of
//! objects, groups not spelled out.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use pana_forms::workbook::Workbook;
use pana_forms::{Answer, Context, Form, Node, Reading, Role, Session, read};
use pana_model::{InstanceId, Moment};
use serde_json::{Map, Value};

/// An interview after all answers were given.
pub(crate) struct Led {
    pub(crate) form: Arc<Form>,
    pub(crate) session: Session,
    /// Names of answers that found no place.
    pub(crate) refused: Vec<String>,
}

impl Led {
    /// Reads a form and gives the answers. What is wrong with the form is the error.
    pub(crate) fn by(path: &Path, answers: &Value, now: &str) -> Result<Self, String> {
        let Reading { form, problems } = reading(path);
        let form = form.ok_or_else(|| {
            let said: Vec<String> = problems.iter().take(3).map(ToString::to_string).collect();
            format!("the form is not read: {}", said.join("; "))
        })?;
        let session = Session::new(Arc::clone(&form), context(now));
        let mut led = Self { form, session, refused: Vec::new() };
        led.give("", "", answers.as_object().unwrap(), &mut 0);
        Ok(led)
    }

    fn give(&mut self, repeat: &str, at: &str, answers: &Map<String, Value>, added: &mut u128) {
        let form = Arc::clone(&self.form);
        // What counts instances is answered before what is asked in them.
        let (repeats, single): (Vec<_>, Vec<_>) = answers
            .iter()
            .partition(|(name, _)| find(&form, repeat, name).is_some_and(|node| node.role == Role::Repeat));
        for (name, value) in single {
            let place = find(&form, repeat, name).map(|node| place(node, repeat, at));
            let given = place.zip(answer(value)).map(|(place, answer)| self.session.set(&place, answer));
            if !matches!(given, Some(Ok(_))) {
                self.refused.push(name.clone());
            }
        }
        for (name, instances) in repeats {
            let Some(node) = find(&form, repeat, name) else { continue };
            let range = place(node, repeat, at);
            for (nth, instance) in instances.as_array().unwrap().iter().enumerate() {
                match self.instance(&range, nth, added) {
                    Some(id) => self.give(&node.path, &format!("{range}[{id}]"), instance.as_object().unwrap(), added),
                    None => self.refused.push(name.clone()),
                }
            }
        }
    }

    /// The so-manieth instance: one that is there because the form counts it, or a new one.
    fn instance(&mut self, range: &str, nth: usize, added: &mut u128) -> Option<InstanceId> {
        let there = self.session.instances().remove(range).unwrap_or_default();
        if let Some(id) = there.get(nth) {
            return Some(*id);
        }
        *added += 1;
        let id = InstanceId::from_bytes(added.to_be_bytes());
        self.session.add_instance(range, id).ok().map(|_| id)
    }
}

/// What an expression gives as a calculation of a form, at a time with its offset.
pub(crate) fn value_of(expression: &str, now: &str) -> String {
    let quoted = expression.replace('"', "\"\"");
    let survey = format!("type,name,label,calculation\nnote,n,N,\ncalculate,c,,\"{quoted}\"\n");
    let sheets = [("survey", survey.as_bytes()), ("settings", &b"form_id\nf\n"[..])];
    let form = read(&Workbook::from_csv("f", &sheets).unwrap()).form.unwrap();
    Session::new(form, context(now)).value_of("/f/c").unwrap().to_owned()
}

fn context(now: &str) -> Context {
    let now = Moment::parse(now).unwrap();
    Context { now, properties: BTreeMap::new(), last_saved: BTreeMap::new(), seed: 1 }
}

/// A workbook, a markdown table, an XForm, or a folder of CSV sheets.
pub(crate) fn reading(path: &Path) -> Reading {
    let name = path.file_name().unwrap().to_string_lossy();
    let workbook = if path.is_dir() {
        let files = std::fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path());
        let sheets: Vec<(String, Vec<u8>)> = files
            .map(|file| (file.file_stem().unwrap().to_string_lossy().into_owned(), std::fs::read(&file).unwrap()))
            .collect();
        let sheets: Vec<(&str, &[u8])> = sheets.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
        Workbook::from_csv(&name, &sheets)
    } else {
        Workbook::from_file(&name, &std::fs::read(path).unwrap())
    };
    match workbook {
        Ok(workbook) => read(&workbook),
        Err(problems) => Reading { form: None, problems },
    }
}

/// The row of this name whose nearest repeat is `repeat`.
pub(crate) fn find<'f>(form: &'f Form, repeat: &str, name: &str) -> Option<&'f Node> {
    let answers = |node: &&Node| matches!(node.role, Role::Question | Role::Hidden | Role::Repeat);
    form.nodes().iter().filter(answers).find(|node| node.name == name && nearest_repeat(form, node) == repeat)
}

/// Where a row stands in an instance of its repeat.
pub(crate) fn place(node: &Node, repeat: &str, at: &str) -> String {
    format!("{at}{}", node.path.strip_prefix(repeat).unwrap())
}

/// Path of the repeat a row stands in; empty outside.
pub(crate) fn nearest_repeat<'f>(form: &'f Form, node: &Node) -> &'f str {
    let mut above = node.parent;
    while let Some(parent) = above.and_then(|index| form.node(index)) {
        if parent.role == Role::Repeat {
            return &parent.path;
        }
        above = parent.parent;
    }
    ""
}

fn answer(value: &Value) -> Option<Answer> {
    Some(match value {
        Value::Null => Answer::Blank,
        Value::String(text) => Answer::from_text(text.as_str()),
        Value::Number(number) => Answer::from_text(number.to_string()),
        Value::Bool(yes) => Answer::from_text(yes.to_string()),
        Value::Array(names) => {
            let names: Option<Vec<&str>> = names.iter().map(Value::as_str).collect();
            Answer::from_text(names?.join(" "))
        }
        Value::Object(state) => match state.get("state")?.as_str()? {
            "declined" => Answer::Declined,
            "unknown" => Answer::Unknown,
            "later" => Answer::Later,
            _ => return None,
        },
    })
}
