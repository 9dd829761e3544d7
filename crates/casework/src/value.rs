//! Answers and facts as values of the log, and back.

use pana_model::{InstanceId, InterviewId, MemberId};
use pana_record::{Dot, Head, Heads, Op, OpKind, Shown, State, Value};

use crate::answer::{Answers, Instances, StoredAnswer};
use crate::path::{self, InInterview};

mod gone;
mod seen;
mod sides;

pub use gone::{Gone, places_within, says_something};
pub use seen::{SeenAnswer, SeenInterview};
pub use sides::{AnswerSide, Apart, answer_sides, answer_written, apart, is_apart};

const PARTIAL: &str = "partial";

/// What the log says of an interview as a whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Meta {
    /// `form_id`.
    pub form_id: String,
    /// Version.
    pub form_hash: [u8; 32],
    /// Who led it.
    pub member: MemberId,
    /// When it was begun, milliseconds since 1970.
    pub started_ms: i64,
    /// When it was finished, as logical time.
    pub finished_hlc: i64,
    /// Finished although required answers were missing.
    pub incomplete: bool,
}

impl Meta {
    /// As the log keeps it.
    pub fn to_value(&self) -> Value {
        Value::List(vec![
            Value::text(&*self.form_id),
            Value::Bytes(self.form_hash.to_vec()),
            Value::Bytes(self.member.as_bytes().to_vec()),
            Value::Int(self.started_ms),
            Value::Int(self.finished_hlc),
            Value::Bool(self.incomplete),
        ])
    }

    /// Reads what the log keeps; `None` for what is no such value.
    pub fn from_value(value: &Value) -> Option<Self> {
        let [form_id, form_hash, member, started, finished, incomplete, ..] = value.as_list()? else { return None };
        Some(Self {
            form_id: form_id.as_text()?.to_owned(),
            form_hash: form_hash.as_bytes()?.try_into().ok()?,
            member: MemberId::from_bytes(member.as_bytes()?.try_into().ok()?),
            started_ms: started.as_int()?,
            finished_hlc: finished.as_int()?,
            incomplete: *incomplete == Value::Bool(true),
        })
    }

    /// The meta of an interview's heads; `None` while its first event has not come. Where it was changed apart, answers are
    /// missing as long as one of those who changed it says so.
    pub fn of(doc: &Heads) -> Option<Self> {
        let shown = Self::from_value(&latest(doc, path::META)?.value)?;
        let says = |head: &Head| Self::from_value(&head.value).is_some_and(|meta| meta.incomplete);
        let incomplete = doc.heads(path::META).any(|(_, head)| says(head));
        Some(Self { incomplete, ..shown })
    }
}

/// The head to be shown at `path`: the latest by the clocks where several stand.
pub fn latest<'h>(doc: &'h Heads, path: &str) -> Option<&'h Head> {
    match doc.shown(path) {
        Shown::Nothing => None,
        Shown::One(head) => Some(head),
        Shown::Conflict(heads) => heads.first().copied(),
    }
}

/// A fact's value: what, from which interview, from which answer.
#[derive(Clone, PartialEq, Eq)]
pub struct FactValue {
    /// The value as stored.
    pub value: String,
    /// The interview that says so.
    pub interview: InterviewId,
    /// Place of the answer in it that says so.
    pub source: String,
}

impl FactValue {
    /// As the log keeps it.
    pub fn to_value(&self) -> Value {
        Value::List(vec![
            Value::text(&*self.value),
            Value::Bytes(self.interview.as_bytes().to_vec()),
            Value::text(&*self.source),
        ])
    }

    /// Reads what the log keeps; `None` where there is nothing any more.
    pub fn from_value(value: &Value) -> Option<Self> {
        let [text, interview, source, ..] = value.as_list()? else { return None };
        Some(Self {
            value: text.as_text()?.to_owned(),
            interview: InterviewId::from_bytes(interview.as_bytes()?.try_into().ok()?),
            source: source.as_text()?.to_owned(),
        })
    }
}

impl std::fmt::Debug for FactValue {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "FactValue(… of {})", self.interview)
    }
}

/// The answers an interview's heads show.
pub fn answers(doc: &Heads) -> Answers {
    let places = doc.paths_under(path::ANSWERS).filter_map(|path| InInterview::of(path).answer());
    places.filter_map(|at| answer(doc, at).map(|answer| (at.to_owned(), answer))).collect()
}

/// The answer that an interview's heads show at a place; where several stand, the latest by the clocks ([`apart`] has all).
pub fn answer(doc: &Heads, at: &str) -> Option<StoredAnswer> {
    let path = InInterview::Answer(at).to_string();
    let shown = latest(doc, &path).and_then(|head| sides::single(&head.value));
    shown.or_else(|| sides::chosen(doc, &path))
}

/// The instances an interview's heads show.
pub fn instances(doc: &Heads) -> Instances {
    let places = doc.paths_under(path::REPEATS).filter_map(|path| InInterview::of(path).repeat());
    places
        .map(|at| {
            let alive = doc.instances(&InInterview::Repeat(at).to_string()).into_iter();
            let ids = alive.filter_map(|value| Some(InstanceId::from_bytes(value.as_bytes()?.try_into().ok()?)));
            (at.to_owned(), ids.collect())
        })
        .collect()
}

/// The writes that make `at` hold `answer`, naming as replaced what was shown there. `path` is the whole path,
/// `before` the answer that was shown.
pub fn answer_ops(
    path: &str,
    before: Option<&StoredAnswer>,
    answer: Option<&StoredAnswer>,
    shown: &[Dot],
    over_choice: impl Fn(&str) -> Vec<Dot>,
) -> Vec<Op> {
    if before == answer {
        return Vec::new();
    }
    let single = |value| vec![Op::set(path, value, shown.to_vec())];
    match answer {
        None => single(Value::Null),
        Some(StoredAnswer::Value(text)) => single(Value::text(&**text)),
        Some(StoredAnswer::Partial(date)) => single(Value::List(vec![Value::text(PARTIAL), Value::text(&**date)])),
        Some(StoredAnswer::Declined) => single(Value::State(State::Declined)),
        Some(StoredAnswer::Unknown) => single(Value::State(State::Unknown)),
        Some(StoredAnswer::Later) => single(Value::State(State::Later)),
        Some(StoredAnswer::Choices(chosen)) => {
            let held: &[String] = if let Some(StoredAnswer::Choices(held)) = before { held } else { &[] };
            let mut ops: Vec<Op> = Vec::new();
            for gone in held.iter().filter(|choice| !chosen.contains(choice)) {
                ops.push(Op::new(path, OpKind::Remove, Value::text(&**gone), over_choice(gone)));
            }
            // What was no choice (a state, a single value) is replaced by the first choice that joins.
            let mut replaced = if held.is_empty() { shown.to_vec() } else { Vec::new() };
            for joined in chosen.iter().filter(|choice| !held.contains(choice)) {
                ops.push(Op::new(path, OpKind::Add, Value::text(&**joined), std::mem::take(&mut replaced)));
            }
            ops
        }
    }
}

#[cfg(test)]
mod tests {
    use pana_model::EventRef;
    use pana_record::{Hlc, Mark};

    use super::*;

    /// Writes one answer after another into one place and reads what stands there.
    fn check(written: &[Option<StoredAnswer>]) {
        let (mut doc, mut seq, mut before) = (Heads::new(), 0_u8, None);
        let mark = Mark { member: MemberId::from_random([2; 16]), hlc: Hlc::at(1) };
        for next in written {
            let path = InInterview::Answer("/q").to_string();
            let over = doc.over(&path);
            let ops = answer_ops(&path, before.as_ref(), next.as_ref(), &over, |choice| {
                doc.over_element(&path, &Value::text(choice))
            });
            seq += 1;
            for (index, op) in (0..).zip(&ops) {
                doc.apply(Dot::new(EventRef::from_random([seq; 16]), index), op, mark);
            }
            assert_eq!(answer(&doc, "/q"), *next, "after {written:?}");
            before = next.clone();
        }
    }

    #[test]
    fn any_answer_may_follow_any_other() {
        let chosen = |names: &[&str]| Some(StoredAnswer::Choices(names.iter().map(|n| (*n).to_owned()).collect()));
        let all = [
            Some(StoredAnswer::Value("a b".to_owned())),
            Some(StoredAnswer::Partial("1987-03".to_owned())),
            Some(StoredAnswer::Declined),
            Some(StoredAnswer::Unknown),
            Some(StoredAnswer::Later),
            chosen(&["a"]),
            chosen(&["a", "b"]),
            chosen(&["b", "c"]),
            None,
        ];
        for first in &all {
            for second in &all {
                for third in &all {
                    check(&[first.clone(), second.clone(), third.clone()]);
                }
            }
        }
    }
}
