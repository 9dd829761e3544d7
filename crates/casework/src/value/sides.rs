//! What stands side by side at the place of an answer, because it was answered apart.

use std::collections::BTreeMap;

use pana_record::{Dot, Heads, Hlc, Mark, Op, OpKind, State, Value};

use super::PARTIAL;
use crate::answer::StoredAnswer;
use crate::path::InInterview;

/// One of the answers that stand at a place.
#[derive(Clone, PartialEq, Eq)]
pub struct AnswerSide {
    /// The answer; `None` is that it was taken back.
    pub answer: Option<StoredAnswer>,
    /// The writes that say so.
    pub dots: Vec<Dot>,
    /// Who said it last, and when by their clock.
    pub mark: Mark,
}

impl std::fmt::Debug for AnswerSide {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "AnswerSide({:?}, {} writes)", self.answer, self.dots.len())
    }
}

/// The answers that stand side by side, by place, where more than one does.
pub type Apart = BTreeMap<String, Vec<Option<StoredAnswer>>>;

/// What stands at the path of an answer, each different thing once, the latest by the clocks first. The options of a choice of
/// several that were taken apart are one thing, since none of them says anything against another; beside a refusal they are two.
pub fn answer_sides(doc: &Heads, path: &str) -> Vec<AnswerSide> {
    let mut sides: Vec<(Option<&Value>, (Hlc, Dot), AnswerSide)> = Vec::new();
    for (dot, head) in doc.heads(path) {
        let (key, answer) = match head.kind {
            OpKind::Set | OpKind::Other(_) => (Some(&head.value), single(&head.value)),
            OpKind::Add => (None, chosen(doc, path)),
            OpKind::Remove | OpKind::InstanceAdd | OpKind::InstanceRemove | OpKind::Append => continue,
        };
        let order = (head.mark.hlc, dot);
        match sides.iter_mut().find(|(known, ..)| *known == key) {
            Some((_, latest, side)) => {
                side.dots.push(dot);
                if order > *latest {
                    (*latest, side.mark) = (order, head.mark);
                }
            }
            None => sides.push((key, order, AnswerSide { answer, dots: vec![dot], mark: head.mark })),
        }
    }
    sides.sort_by_key(|(_, order, _)| std::cmp::Reverse(*order));
    sides.into_iter().map(|(.., side)| side).collect()
}

/// Do several things stand at the path of an answer? Mostly there is one write at most, and nothing is built for that.
pub fn is_apart(doc: &Heads, path: &str) -> bool {
    doc.heads(path).nth(1).is_some() && answer_sides(doc, path).len() > 1
}

/// The answers that stand side by side in an interview, by place.
pub fn apart(doc: &Heads) -> Apart {
    let places = doc.paths().filter(|(path, at)| at.len() > 1 && is_apart(doc, path));
    places
        .filter_map(|(path, _)| {
            let at = InInterview::of(path).answer()?;
            Some((at.to_owned(), answer_sides(doc, path).into_iter().map(|side| side.answer).collect()))
        })
        .collect()
}

/// What the writes of one event say at the path of an answer; `None` where they say nothing there.
#[allow(clippy::option_option, reason = "that an answer is taken back and that nothing is said of it are two things")]
pub fn answer_written(ops: &[&Op]) -> Option<Option<StoredAnswer>> {
    let set = ops.iter().find(|op| matches!(op.kind, OpKind::Set | OpKind::Other(_)));
    if let Some(op) = set {
        return Some(single(&op.value));
    }
    let added = ops.iter().filter(|op| op.kind == OpKind::Add);
    let choices: Vec<String> = added.filter_map(|op| op.value.as_text().map(str::to_owned)).collect();
    (!choices.is_empty()).then_some(Some(StoredAnswer::Choices(choices)))
}

/// What the value of a single answer says; `None` for nothing, and for what is no answer.
pub(super) fn single(value: &Value) -> Option<StoredAnswer> {
    Some(match value {
        Value::Text(text) => StoredAnswer::Value(text.clone()),
        Value::State(State::Declined) => StoredAnswer::Declined,
        Value::State(State::Unknown) => StoredAnswer::Unknown,
        Value::State(State::Later) => StoredAnswer::Later,
        Value::List(parts) => match parts.as_slice() {
            [kind, Value::Text(date)] if kind.as_text() == Some(PARTIAL) => StoredAnswer::Partial(date.clone()),
            _ => return None,
        },
        _ => return None,
    })
}

/// The options that stand; `None` where there are none.
pub(super) fn chosen(doc: &Heads, path: &str) -> Option<StoredAnswer> {
    let elements = doc.elements(path).into_iter();
    let choices: Vec<String> = elements.filter_map(|value| value.as_text().map(str::to_owned)).collect();
    (!choices.is_empty()).then_some(StoredAnswer::Choices(choices))
}

#[cfg(test)]
mod tests {
    use pana_model::{EventRef, MemberId};

    use super::*;

    const AT: &str = "answer/f/q";

    fn written(ops: &[(u64, Op)]) -> Heads {
        let mut heads = Heads::new();
        for (number, (hlc, op)) in (1_u8..).zip(ops) {
            let mark = Mark { member: MemberId::from_random([number; 16]), hlc: Hlc::at(*hlc) };
            heads.apply(Dot::new(EventRef::from_random([number; 16]), 0), op, mark);
        }
        heads
    }

    fn set(value: Value) -> Op {
        Op::set(AT, value, Vec::new())
    }

    fn add(option: &str) -> Op {
        Op::new(AT, OpKind::Add, Value::text(option), Vec::new())
    }

    fn check(ops: &[(u64, Op)], expected: &[Option<StoredAnswer>]) {
        let doc = written(ops);
        let found: Vec<_> = answer_sides(&doc, AT).into_iter().map(|side| side.answer).collect();
        assert_eq!(found, expected);
        assert_eq!(is_apart(&doc, AT), expected.len() > 1);
        let by_place: Apart =
            (expected.len() > 1).then(|| ("/f/q".to_owned(), expected.to_vec())).into_iter().collect();
        assert_eq!(apart(&doc), by_place);
    }

    #[test]
    fn each_different_answer_stands_once_the_latest_first() {
        let value = |text: &str| Some(StoredAnswer::Value(text.to_owned()));
        check(&[], &[]);
        check(&[(1, set(Value::text("a")))], &[value("a")]);
        check(&[(1, set(Value::text("a"))), (2, set(Value::text("a")))], &[value("a")]);
        check(&[(1, set(Value::text("a"))), (2, set(Value::text("b")))], &[value("b"), value("a")]);
        check(&[(2, set(Value::Null)), (1, set(Value::text("b")))], &[None, value("b")]);
        check(
            &[(1, set(Value::text("a"))), (2, set(Value::State(State::Declined)))],
            &[Some(StoredAnswer::Declined), value("a")],
        );
    }

    #[test]
    fn options_taken_apart_are_one_answer_and_stand_beside_a_refusal() {
        let both = Some(StoredAnswer::Choices(vec!["a".to_owned(), "b".to_owned()]));
        check(&[(1, add("a")), (2, add("b"))], std::slice::from_ref(&both));
        let refused = set(Value::State(State::Declined));
        check(&[(1, add("a")), (3, refused), (2, add("b"))], &[Some(StoredAnswer::Declined), both]);
    }
}
