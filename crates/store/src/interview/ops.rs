//! What an event says when an interview is finished or amended, as operations. No table is read here.

use std::collections::{BTreeMap, BTreeSet};

use pana_model::{InstanceId, InterviewId};
use pana_record::{Head, Heads, Op, OpKind, Value};

use super::Finish;
use pana_casework::path::{InInterview, LogPath};
use pana_casework::value::{self, FactValue, Meta, answer_ops};
use pana_casework::{Fact, Instances};

/// All of a new interview but its files and facts.
pub(super) fn first(interview: InterviewId, meta: &Meta, finish: &Finish) -> Vec<Op> {
    let mut ops = vec![Op::set(within(interview, InInterview::Meta), meta.to_value(), Vec::new())];
    for (at, answer) in &finish.answers {
        ops.extend(answer_ops(&within(interview, InInterview::Answer(at)), None, Some(answer), &[], |_| Vec::new()));
    }
    for (at, instances) in &finish.instances {
        let path = within(interview, InInterview::Repeat(at));
        ops.extend(instances.iter().map(|id| instance_add(&path, *id)));
    }
    ops
}

/// What is different in answers and instances from what was shown, naming exactly that as replaced.
pub(super) fn changes(interview: InterviewId, shown: &Heads, finish: &Finish) -> Vec<Op> {
    let before = value::answers(shown);
    let places: BTreeSet<&String> = before.keys().chain(finish.answers.keys()).collect();
    let mut ops = Vec::new();
    for at in places {
        let rest = InInterview::Answer(at).to_string();
        ops.extend(answer_ops(
            &within(interview, InInterview::Answer(at)),
            before.get(at),
            finish.answers.get(at),
            &shown.over(&rest),
            |choice| shown.over_element(&rest, &Value::text(choice)),
        ));
    }
    ops.extend(instance_changes(interview, shown, &finish.instances));
    ops
}

/// What the interview says now, in place of what the case holds; and what it said before and says no more.
pub(super) fn facts(doc: &Heads, interview: InterviewId, facts: &[Fact]) -> Vec<Op> {
    let mut said = BTreeMap::new();
    for fact in facts {
        let value = FactValue { value: fact.value.clone(), interview, source: fact.source.clone() };
        let path = LogPath::Fact { household: fact.household, property: &fact.property };
        said.insert(path.to_string(), value);
    }
    let mut ops = Vec::new();
    for (path, fact) in &said {
        let held = value::latest(doc, path).and_then(|head| FactValue::from_value(&head.value));
        let over = doc.over(path);
        if over.len() != 1 || held.is_none_or(|held| held.value != fact.value) {
            ops.push(Op::set(&**path, fact.to_value(), over));
        }
    }
    for (path, _) in
        doc.paths().filter(|(path, _)| matches!(LogPath::of(path), LogPath::Fact { .. }) && !said.contains_key(*path))
    {
        let held = value::latest(doc, path).and_then(|head| FactValue::from_value(&head.value));
        if held.is_some_and(|held| held.interview == interview) {
            ops.push(Op::set(path, Value::Null, doc.over(path)));
        }
    }
    ops
}

/// The path of something in an interview.
pub(super) fn within(interview: InterviewId, within: InInterview<'_>) -> String {
    LogPath::Interview { id: interview, within }.to_string()
}

fn instance_add(path: &str, id: InstanceId) -> Op {
    Op::new(path, OpKind::InstanceAdd, Value::Bytes(id.as_bytes().to_vec()), Vec::new())
}

fn instance_changes(interview: InterviewId, shown: &Heads, now: &Instances) -> Vec<Op> {
    let before = value::instances(shown);
    let mut ops = Vec::new();
    let places: BTreeSet<&String> = before.keys().chain(now.keys()).collect();
    for at in places {
        let rest = InInterview::Repeat(at).to_string();
        let path = within(interview, InInterview::Repeat(at));
        let held = before.get(at).map_or(&[][..], Vec::as_slice);
        let kept = now.get(at).map_or(&[][..], Vec::as_slice);
        for gone in held.iter().filter(|id| !kept.contains(id)) {
            let value = Value::Bytes(gone.as_bytes().to_vec());
            let is_it = |head: &Head| head.kind == OpKind::InstanceAdd && head.value == value;
            let over = shown.heads(&rest).filter(|(_, head)| is_it(head)).map(|(dot, _)| dot).collect();
            ops.push(Op::new(path.clone(), OpKind::InstanceRemove, value, over));
        }
        ops.extend(kept.iter().filter(|id| !held.contains(id)).map(|id| instance_add(&path, *id)));
    }
    ops
}
