//! Runs of XLSForms, step by step.

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::path::Path;

use pana_forms::{Answer, Context, Node, QuestionType, Session};
use pana_model::{InstanceId, Moment};
use serde_json::Value;

use crate::observe::{Observed, View};
use crate::peer;
use crate::report::Report;
use crate::source::Forms;

/// The clock of the recordings.
pub(crate) const NOW: &str = "2026-01-15T10:30:00-07:00";
/// What `or_other` adds, in English and in the other languages of recorded forms.
const OWN_OTHER: [&str; 15] = [
    "Other",
    "Басқа",
    "Другое",
    "Інше",
    "Башка",
    "Boshqa",
    "Дигар",
    "أخرى",
    "سایر",
    "دیگر",
    "نور",
    "دیگر",
    "Diğer",
    "Autre",
    "Otro",
];
const OWN_SPECIFY: [&str; 15] = [
    "Specify other.",
    "Нақтылап жазыңыз",
    "Уточните",
    "Уточніть",
    "Тактап жазыңыз",
    "Aniqlashtiring",
    "Муайян кунед",
    "يرجى التحديد",
    "لطفاً مشخص کنید",
    "لطفاً مشخص کنید",
    "مهرباني وکړئ روښانه یې کړئ",
    "وضاحت کریں",
    "Lütfen belirtin",
    "Précisez",
    "Especifique",
];
/// Differences named of one state.
const NAMED: usize = 3;

/// Runs the cases of a file.
///
/// # Errors
/// When a file cannot be read.
pub(crate) fn run(cases: &Path) -> Result<Report, Box<dyn Error>> {
    let folder = cases.parent().unwrap_or(Path::new("."));
    let forms = Forms::beside(folder);
    let text = std::fs::read_to_string(cases)?;
    let (mut report, mut states) = (Report::default(), (0_usize, 0_usize));
    for line in text.lines() {
        let case: Value = serde_json::from_str(line)?;
        let id = case["id"].as_str().unwrap_or_default();
        let form = match forms.of(&case) {
            None => {
                report.skip("its form is not among the files");
                continue;
            }
            Some(Err(problems)) => {
                let said: Vec<_> = problems
                    .iter()
                    .take(NAMED)
                    .map(|one| {
                        format!("{} at {}!{}", one.code.as_str(), one.sheet, one.cell.as_deref().unwrap_or_default())
                    })
                    .collect();
                report.case(id, Err(format!("a form that is read; {}", said.join("; "))));
                states.1 = states.1.saturating_add(steps(&case).len().saturating_add(1));
                continue;
            }
            Some(Ok(form)) => form,
        };
        let context = Context {
            now: Moment::parse(NOW).ok_or("the clock")?,
            properties: properties(),
            last_saved: BTreeMap::new(),
            seed: 1,
        };
        let session = Session::new_with_first_instances(form, context);
        let outcome = Run::new(session, &case, Recorded::XlsForm).play(&case);
        states.0 = states.0.saturating_add(outcome.same);
        states.1 = states.1.saturating_add(outcome.all);
        let (same, all) = (outcome.same, outcome.all);
        report.case(id, outcome.first.map_or(Ok(()), |said| Err(format!("{same} of {all} states, {said}"))));
    }
    report.states = Some(states);
    Ok(report)
}

/// What the recorded engine was told of the device.
pub(crate) fn properties() -> BTreeMap<String, String> {
    [("deviceid", "dev:1"), ("phonenumber", "+7700")].map(|(name, value)| (name.to_owned(), value.to_owned())).into()
}

fn steps(case: &Value) -> &[Value] {
    case["steps"].as_array().map_or(&[], Vec::as_slice)
}

/// What came of a run.
#[derive(Default)]
pub(crate) struct Played {
    /// States that are as recorded.
    pub(crate) same: usize,
    /// All states.
    pub(crate) all: usize,
    /// The first difference.
    pub(crate) first: Option<String>,
}

pub(crate) struct Run {
    session: Session,
    language: String,
    expected: BTreeMap<String, Value>,
    languages: usize,
    unsure: BTreeSet<String>,
    /// Nodes at which the recorded engine stumbled: what it shows of them is as old as that.
    stumbled: BTreeSet<String>,
    added: u128,
    from: Recorded,
}

/// What a run was recorded from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Recorded {
    /// An XLSForm, by the clock of [`NOW`]; what pyxform makes of it has nodes that count instances.
    XlsForm,
    /// An XForm in a test of the recorded engine, which opens it by the clock of its device.
    XForm,
}

impl Run {
    pub(crate) fn new(session: Session, case: &Value, from: Recorded) -> Self {
        let mut session = session;
        let language = case["language"].as_str().unwrap_or_default();
        let tag = session.form().languages().iter().find(|known| known.name == language).map(|known| known.tag.clone());
        session.set_language(&tag.unwrap_or_default());
        let unsure = case["nondeterministic"].as_array().into_iter().flatten();
        Self {
            session,
            language: language.to_owned(),
            expected: BTreeMap::new(),
            languages: case["languages"].as_array().map_or(0, Vec::len),
            stumbled: BTreeSet::new(),
            unsure: unsure.filter_map(Value::as_str).map(str::to_owned).collect(),
            added: 0,
            from,
        }
    }

    pub(crate) fn play(mut self, case: &Value) -> Played {
        let mut played = Played::default();
        self.expect(&case["init"]);
        self.compare("at the beginning", &mut played);
        for (number, step) in (1_usize..).zip(steps(case)) {
            if !step["error"].is_null() {
                // The recorded engine stumbled here; what it shows is not to be matched, only what the step did.
                self.expect(&step["changed"]);
                self.stumbled.extend(step["ref"].as_str().map(str::to_owned));
                let _ = self.act(step);
                continue;
            }
            let outcome = self.act(step);
            self.expect(&step["changed"]);
            for gone in step["gone"].as_array().into_iter().flatten().filter_map(Value::as_str) {
                self.expected.remove(gone);
            }
            let what = format!("step {number} ({} {} {})", step["op"], step["ref"], step["value"]);
            if let Err(said) = &outcome {
                played.first.get_or_insert_with(|| format!("{what}: {said}"));
            }
            self.compare(&what, &mut played);
        }
        played
    }

    fn look(&self) -> Observed {
        let counters = self.from == Recorded::XlsForm;
        Observed::of(&self.session, View { language: &self.language, languages: self.languages, counters })
    }

    fn expect(&mut self, nodes: &Value) {
        for (reference, node) in nodes.as_object().into_iter().flatten() {
            self.stumbled.remove(reference);
            self.expected.insert(reference.clone(), node.clone());
        }
    }

    fn act(&mut self, step: &Value) -> Result<(), String> {
        if step["op"] == "set-language" {
            step["language"].as_str().unwrap_or_default().clone_into(&mut self.language);
            let tag = self.session.form().languages().iter().find(|known| known.name == self.language);
            let tag = tag.map_or_else(String::new, |known| known.tag.clone());
            self.session.set_language(&tag);
            return Ok(());
        }
        let reference = step["ref"].as_str().unwrap_or_default();
        let seen = self.look();
        let at = seen.name(reference).ok_or_else(|| format!("there is no {reference}"))?.to_owned();
        let done = match step["op"].as_str() {
            Some("add-repeat") => {
                self.added = self.added.saturating_add(1);
                self.session.add_instance(&at, InstanceId::from_bytes(self.added.to_be_bytes()))
            }
            Some("remove-repeat") => self.session.remove_instance(&at),
            _ => {
                let answer = match self.session.form().find(&at) {
                    Some((_, node)) => answer(node, step),
                    None => Answer::Blank,
                };
                self.session.set(&at, answer)
            }
        };
        done.map(drop).map_err(|error| error.to_string())
    }

    fn compare(&self, what: &str, played: &mut Played) {
        let seen = self.look();
        let mut differences = Vec::new();
        for (reference, node) in &self.expected {
            // What is said of the interview itself is the app's and no node of the form.
            let meta = reference.split('/').any(|name| matches!(name, "meta" | "orx:meta"));
            if self.unsure.contains(reference) || self.stumbled.contains(reference) || meta {
                continue;
            }
            let found = seen.name(reference).and_then(|at| self.session.form().find(at)).map(|(_, node)| node);
            let by_clock = self.from == Recorded::XForm && found.is_some_and(peer::by_clock);
            if by_clock || found.is_some_and(peer::by_chance) {
                continue;
            }
            let any_order = found.is_some_and(peer::in_any_order);
            match seen.nodes.get(reference) {
                None => differences.push(format!("{reference}: {node}, but it is not there")),
                Some(ours) if same(node, ours) || (any_order && same(&sorted(node), &sorted(ours))) => {}
                Some(ours) => differences.push(format!("{reference}: {node}, came {ours}")),
            }
        }
        let more = seen.nodes.keys().filter(|reference| !self.expected.contains_key(*reference));
        differences.extend(more.map(|reference| format!("{reference} is there")));
        played.all = played.all.saturating_add(1);
        if differences.is_empty() {
            played.same = played.same.saturating_add(1);
        } else {
            let count = differences.len();
            differences.truncate(NAMED);
            played.first.get_or_insert_with(|| format!("{what}: {count} differ: {}", differences.join("; ")));
        }
    }
}

fn answer(node: &Node, step: &Value) -> Answer {
    let ticked = node.question_type == QuestionType::Acknowledge;
    if let Some(text) = peer::written_down(step) {
        return Answer::from_text(text);
    }
    let text = match &step["value"] {
        Value::Null => String::new(),
        Value::Bool(true) if ticked => "OK".to_owned(),
        Value::Bool(_) if ticked => String::new(),
        Value::Array(items) => items.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(" "),
        Value::String(text) if ticked && text == "true" => "OK".to_owned(),
        Value::String(text) if ticked && text == "false" => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    Answer::from_text(peer::handed_on(node, text))
}

/// Are two nodes the same? Texts are compared without the white space that a screen would not show.
pub(crate) fn same(one: &Value, other: &Value) -> bool {
    let keys: BTreeSet<&String> =
        [one, other].into_iter().filter_map(Value::as_object).flat_map(|map| map.keys()).collect();
    keys.into_iter().all(|key| match key.as_str() {
        "label" if one[key] == "Specify other." => OWN_SPECIFY.contains(&other[key].as_str().unwrap_or_default()),
        "label" | "hint" | "msg" => squeezed(&one[key]) == squeezed(&other[key]),
        // A decimal is a number: 2 and 2.0 are the same.
        "value" if one["vt"] == "decimal" => number(&one[key]) == number(&other[key]),
        "value" if one["vt"].as_str().is_some_and(|vt| vt.starts_with("geo")) => {
            numbers(&one[key]) == numbers(&other[key])
        }
        "value" if one[key].as_str().is_some_and(|text| text.contains("<uuid>")) => {
            other[key].as_str().is_some_and(|text| text.starts_with("uuid:") && text.len() == 41)
        }
        "options" => same_options(&one[key], &other[key]),
        _ => one[key] == other[key],
    })
}

fn number(text: &Value) -> Option<f64> {
    text.as_str()?.parse().ok()
}

/// The numbers of a place, a line or an area.
fn numbers(text: &Value) -> Vec<Option<f64>> {
    let text = text.as_str().unwrap_or_default();
    text.split([' ', ';']).filter(|part| !part.is_empty()).map(|part| part.parse().ok()).collect()
}

fn same_options(one: &Value, other: &Value) -> bool {
    // What `or_other` adds is in the language of the form here, and always in English there.
    let pair = |option: &Value| {
        let own = option[0] == "other" && OWN_OTHER.contains(&option[1].as_str().unwrap_or_default());
        (option[0].clone(), if own { String::new() } else { squeezed(&option[1]) })
    };
    let Some(ours) = other.as_array() else { return one == other };
    match one.as_array() {
        Some(options) => options.iter().map(pair).eq(ours.iter().map(pair)),
        None => {
            one["n"].as_u64() == u64::try_from(ours.len()).ok()
                && ours.first().is_some_and(|first| pair(first) == pair(&one["first"]))
                && ours.last().is_some_and(|last| pair(last) == pair(&one["last"]))
        }
    }
}

/// A node with its choices in the order of their names.
fn sorted(node: &Value) -> Value {
    let mut node = node.clone();
    if let Some(options) = node["options"].as_array_mut() {
        options.sort_by_key(ToString::to_string);
    }
    node
}

/// A text as a screen shows it. A day that a cell of a sheet holds is written there with its midnight.
fn squeezed(text: &Value) -> String {
    let words: Vec<&str> = text.as_str().unwrap_or_default().split_whitespace().collect();
    let is_day = |word: &str| word.len() == 10 && word.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    let midnight = |at: usize| words.get(at.wrapping_sub(1)).is_some_and(|before| is_day(before));
    let shown = words.iter().enumerate().filter(|(at, word)| **word != "00:00:00" || !midnight(*at));
    shown.map(|(_, word)| *word).collect::<Vec<_>>().join(" ")
}
