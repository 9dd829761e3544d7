//! The state of a run, as the recordings write it: `ref` → node, with positions instead of ids.

use std::collections::{BTreeMap, HashMap};

use pana_forms::{Answer, AnswerProblem, Choice, Form, Node, NodeState, QuestionType, Role, Session, Texts};
use pana_model::InstanceId;
use serde_json::{Map, Value, json};

use crate::peer;

/// Every node there is.
pub(crate) struct Observed {
    /// Nodes by positional path; the line of a repeat ends with ` (repeat)`.
    pub(crate) nodes: BTreeMap<String, Value>,
    names: HashMap<String, String>,
}

/// How the form is looked at.
#[derive(Debug, Clone, Copy)]
pub(crate) struct View<'a> {
    /// The language, as the form writes it.
    pub(crate) language: &'a str,
    /// How many languages the recorded engine found in the form.
    pub(crate) languages: usize,
    /// Does a repeat counted by an expression have a node beside it that says the number?
    pub(crate) counters: bool,
}

impl Observed {
    /// What the session calls the node of a positional path.
    pub(crate) fn name(&self, reference: &str) -> Option<&str> {
        self.names.get(reference).map(String::as_str)
    }

    /// Looks at every node.
    pub(crate) fn of(session: &Session, view: View<'_>) -> Self {
        let View { language, languages, counters } = view;
        let form = session.form();
        let mut seen = Self { nodes: BTreeMap::new(), names: HashMap::new() };
        let mut places = Places::default();
        let tag = form.languages().iter().find(|known| known.name == language);
        let tag = tag.or_else(|| form.languages().first()).filter(|_| tag.is_some() || language != "default");
        let tag = tag.map_or("default", |known| known.tag.as_str());
        for at in session.order() {
            let reference = places.positional(&at);
            let (Some((_, node)), Some(state)) = (form.find(&at), session.state(&at)) else { continue };
            // What is noted of the interview's course is the app's.
            if node.question_type == QuestionType::Audit {
                continue;
            }
            let instance = at.ends_with(']');
            let line = Line { session, form, tag, languages, node, state: &state, at: &at };
            if node.role == Role::Repeat && !instance {
                let instances = line.instances();
                let count = instances.len();
                if let Some(counted) = line.counter(count).filter(|_| counters) {
                    seen.nodes.insert(format!("{reference}_count"), counted);
                }
                // Where each instance is asked whether it applies, it is asked of the repeat as of its first.
                let first = instances.first().and_then(|id| session.state(&format!("{at}[{id}]")));
                let line = Line { state: first.as_ref().unwrap_or(&state), ..line };
                seen.nodes.insert(format!("{reference} (repeat)"), line.repeat(count));
            } else {
                seen.nodes.insert(reference.clone(), line.node(instance));
            }
            seen.names.insert(reference, at);
        }
        seen
    }
}

/// Gives instances their positions, in the order in which they come.
#[derive(Default)]
struct Places {
    known: HashMap<String, usize>,
    counts: HashMap<String, usize>,
}

impl Places {
    fn positional(&mut self, at: &str) -> String {
        let mut out = String::new();
        let mut read = 0_usize;
        while let Some((before, after)) = at.get(read..).and_then(|rest| rest.split_once('[')) {
            let inside = after.split_once(']').map_or(after, |(inside, _)| inside);
            let repeat = read.saturating_add(before.len());
            let end = repeat.saturating_add(inside.len()).saturating_add(2);
            let instance = at.get(..end).unwrap_or_default().to_owned();
            let place = *self.known.entry(instance).or_insert_with(|| {
                let count = self.counts.entry(at.get(..repeat).unwrap_or_default().to_owned()).or_default();
                *count = count.saturating_add(1);
                *count
            });
            out.push_str(&format!("{before}[{place}]"));
            read = end;
        }
        out.push_str(at.get(read..).unwrap_or_default());
        out
    }
}

struct Line<'s> {
    session: &'s Session,
    form: &'s Form,
    tag: &'s str,
    languages: usize,
    node: &'s Node,
    state: &'s NodeState,
    at: &'s str,
}

impl Line<'_> {
    fn instances(&self) -> Vec<InstanceId> {
        self.session.instances().remove(self.at).unwrap_or_default()
    }

    /// The node that other tools write beside a repeat counted by an expression.
    fn counter(&self, count: usize) -> Option<Value> {
        let by = self.node.expressions.get("repeat_count")?.trim();
        if by.starts_with(['/', '.']) {
            return None;
        }
        let reference = by.strip_prefix("${").and_then(|rest| rest.strip_suffix('}'));
        if reference.is_some_and(|name| !name.contains(['{', '}', ' '])) {
            return None;
        }
        let mut out = self.begin("model-value");
        out.insert("readonly".to_owned(), json!(true));
        // It stands beside the repeat: whether it applies is said by what holds both.
        let above = self.at.rsplit_once('/').map_or("", |(above, _)| above);
        let relevant = self.session.state(above).is_none_or(|state| state.relevant);
        out.remove("relevant");
        if !relevant {
            out.insert("relevant".to_owned(), json!(false));
        }
        out.insert("value".to_owned(), json!(if relevant { count.to_string() } else { String::new() }));
        Some(Value::Object(out))
    }

    fn repeat(&self, count: usize) -> Value {
        let kind = if self.node.expressions.contains_key("repeat_count") { "controlled" } else { "uncontrolled" };
        let mut out = self.begin(&format!("repeat-range:{kind}"));
        if self.state.readonly {
            out.insert("readonly".to_owned(), json!(true));
        }
        out.insert("count".to_owned(), json!(count));
        self.texts(&mut out);
        Value::Object(out)
    }

    fn node(&self, instance: bool) -> Value {
        let t = match (self.node.role, self.node.question_type) {
            _ if instance => "repeat-instance",
            _ if peer::is_text(self.node) => "input",
            _ if peer::is_upload(self.node) => "upload",
            (Role::Group | Role::Repeat, _) => "group",
            (Role::Hidden, _) => "model-value",
            (Role::Note, QuestionType::Note) => "note",
            (_, QuestionType::SelectOne | QuestionType::SelectMultiple) => "select",
            (_, QuestionType::Rank) => "rank",
            (_, QuestionType::Range) => "range",
            (_, QuestionType::Acknowledge) => "trigger",
            _ if self.node.expressions.get("read_only").is_some_and(|text| text == "true()") => "note",
            _ => "input",
        };
        let mut out = self.begin(t);
        if t == "note" || self.state.readonly {
            out.insert("readonly".to_owned(), json!(true));
        }
        if self.state.required {
            out.insert("required".to_owned(), json!(true));
        }
        if !matches!(self.node.role, Role::Group | Role::Repeat) {
            out.insert("value".to_owned(), json!(self.value()));
            if let Some(vt) = self.value_type() {
                out.insert("vt".to_owned(), json!(vt));
            }
        }
        let violation = match &self.state.problem {
            Some(AnswerProblem::Required { .. }) => Some("required"),
            Some(AnswerProblem::Constraint { .. }) => Some("constraint"),
            // The recorded engine misses an answer even where nobody can give one, and what is not of its type is none.
            _ if t != "group" && self.state.required && self.state.relevant => {
                self.value().is_empty().then_some("required")
            }
            _ => None,
        };
        if let Some(violation) = violation {
            out.insert("violation".to_owned(), json!(violation));
        }
        if t != "model-value" {
            self.texts(&mut out);
        }
        if let Some(options) = self.options() {
            out.insert("options".to_owned(), options);
        }
        Value::Object(out)
    }

    /// What other questions see of the answer; where the recorded engine knows no choices, what was typed. A file that
    /// was given it shows even where the question does not apply.
    fn value(&self) -> &str {
        match &self.state.answer {
            Answer::Value(text) if peer::is_text(self.node) && self.state.relevant => text,
            Answer::Value(text) if peer::is_upload(self.node) => text,
            _ => self.session.value_of(self.at).unwrap_or_default(),
        }
    }

    fn begin(&self, t: &str) -> Map<String, Value> {
        let mut out = Map::new();
        out.insert("t".to_owned(), json!(t));
        if !self.state.relevant {
            out.insert("relevant".to_owned(), json!(false));
        }
        out
    }

    fn texts(&self, out: &mut Map<String, Value>) {
        let nodes = self.form.nodes();
        let label = self.state.label.as_ref().unwrap_or(&self.node.label);
        // A label with a picture or a sound is kept apart in every language, and is `-` where one lacks it.
        let lacks = !self.node.media.is_empty() && self.languages > 1 && !label.contains_key(self.tag);
        let label_text = match self.in_language(label, nodes.iter().map(|node| &node.label)) {
            Some(_) if lacks => Some("-".to_owned()),
            other => other,
        };
        if let Some(text) = label_text {
            out.insert("label".to_owned(), json!(text + &peer::behind_label(&self.node.media, self.tag)));
        }
        // A group has no hint in other tools.
        if matches!(self.node.role, Role::Group | Role::Repeat) {
            return;
        }
        // The recorded engine writes a hint and the guidance behind it as one, where they are translated.
        let hint = self.state.hint.as_ref().unwrap_or(&self.node.hint);
        let hint = self.in_language(hint, nodes.iter().map(|node| &node.hint));
        let guidance = self.state.guidance.as_ref().unwrap_or(&self.node.guidance);
        let guidance = self.in_language(guidance, nodes.iter().map(|node| &node.guidance));
        if hint.is_some() || guidance.is_some() {
            out.insert("hint".to_owned(), json!([hint, guidance].into_iter().flatten().collect::<String>()));
        }
    }

    /// The text of a column. Where others of the same column have one in this language and this one has not, other tools
    /// write `-`, and so for a text of which they know the other languages; a column without any language is in all.
    fn in_language<'t>(&self, texts: &Texts, mut column: impl Iterator<Item = &'t Texts>) -> Option<String> {
        match texts.get(self.tag) {
            Some(text) => Some(text.clone()),
            None if texts.is_empty() => None,
            None if self.languages > 1 && !texts.contains_key("default") => Some("-".to_owned()),
            None if column.any(|texts| texts.contains_key(self.tag) || texts.len() > 1) => Some("-".to_owned()),
            None => texts.values().next().cloned(),
        }
    }

    fn options(&self) -> Option<Value> {
        use QuestionType as T;
        if !matches!(self.node.question_type, T::SelectOne | T::SelectMultiple | T::Rank) {
            return None;
        }
        if peer::is_text(self.node) {
            return None;
        }
        let offered = self.session.choices(self.at);
        let list = self.node.list.as_deref().and_then(|list| self.form.choices(list)).unwrap_or_default();
        let labels: Vec<Texts> = list.iter().map(|choice| Texts::from(&choice.label)).collect();
        let label = |choice: &Choice| self.in_language(&Texts::from(&choice.label), labels.iter());
        let text = |choice: &Choice| label(choice).unwrap_or_default() + &peer::behind_label(&choice.media, self.tag);
        let pair = |choice: &Choice| json!([&*choice.name, text(choice)]);
        Some(Value::Array(offered.iter().map(pair).collect()))
    }

    fn value_type(&self) -> Option<&'static str> {
        use QuestionType as T;
        Some(match self.node.value_type {
            T::Integer => "int",
            T::Decimal => "decimal",
            T::Range if peer::is_whole_scale(self.node) => "int",
            T::Range => "decimal",
            T::Date | T::Today => "date",
            T::Time => "time",
            T::DateTime | T::Start | T::End => "dateTime",
            T::Barcode => "barcode",
            T::Geopoint | T::StartGeopoint | T::BackgroundGeopoint => "geopoint",
            T::Image | T::Audio | T::Video | T::File | T::Osm | T::BackgroundAudio => "binary",
            T::Geotrace => "geotrace",
            T::Geoshape => "geoshape",
            _ if self.node.attributes.get("bind::type").is_some_and(|text| text == "boolean") => "boolean",
            _ => return None,
        })
    }
}
