//! What an event says when an interview is finished or amended, as operations. No table is read here.

use std::collections::{BTreeMap, BTreeSet};

use pana_model::{EventRef, InstanceId, InterviewId};
use pana_record::{Dot, Head, Heads, Op, OpKind, Value};

use super::Finish;
use super::settle::{PutBack, SettleInterview};
use pana_casework::path::{InInterview, LogPath, META};
use pana_casework::value::{self, FactValue, Gone, Meta, answer_ops};
use pana_casework::{Answers, Fact, Instances, StoredAnswer};

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
    let mut ops = Vec::new();
    for at in changed(shown, &finish.answers) {
        ops.extend(change(interview, shown, &at, (before.get(&at), finish.answers.get(&at))));
    }
    ops.extend(instance_changes(interview, shown, &finish.instances));
    ops
}

/// The places at which something else is answered than was shown. Somebody who is in the list no more was not shown: what a
/// colleague wrote of them stays until somebody says what becomes of it.
pub(super) fn changed(shown: &Heads, after: &Answers) -> BTreeSet<String> {
    let (before, gone) = (value::answers(shown), Gone::of(shown));
    let places: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    let is_changed = |at: &&String| before.get(*at) != after.get(*at) && !gone.holds(at);
    places.into_iter().filter(is_changed).cloned().collect()
}

/// The writes that change one answer, over all that was shown there.
fn change(
    interview: InterviewId,
    shown: &Heads,
    at: &str,
    (before, after): (Option<&StoredAnswer>, Option<&StoredAnswer>),
) -> Vec<Op> {
    let rest = InInterview::Answer(at).to_string();
    answer_ops(&within(interview, InInterview::Answer(at)), before, after, &shown.over(&rest), |choice| {
        shown.over_element(&rest, &Value::text(choice))
    })
}

/// What a choice between answers that stand side by side writes into the interview: the answers that are settled over what was
/// shown of them, and what follows from them elsewhere. Other places where different answers stand are left alone.
pub(crate) fn settled_interview(doc: &Heads, settle: &SettleInterview<'_>) -> Vec<Op> {
    let (interview, finish) = (settle.interview, settle.finish);
    let shown = |rest: &str| -> Vec<Dot> {
        doc.heads(rest).filter(|(dot, _)| settle.seen.contains(&dot.event)).map(|(dot, _)| dot).collect()
    };
    let mut ops = Vec::new();
    for at in &settle.places {
        let path = within(interview, InInterview::Answer(at));
        let over = shown(&InInterview::Answer(at).to_string());
        // Answers of somebody who is put back may have been taken back by the removal alone.
        match finish.answers.get(at) {
            _ if over.is_empty() => {}
            None => ops.push(Op::set(path, Value::Null, over)),
            some => ops.extend(answer_ops(&path, None, some, &over, |_| Vec::new())),
        }
    }
    let before = value::answers(doc);
    for at in changed(doc, &finish.answers) {
        let rest = InInterview::Answer(&at).to_string();
        if !settle.places.contains(&at) && !value::is_apart(doc, &rest) {
            ops.extend(change(interview, doc, &at, (before.get(&at), finish.answers.get(&at))));
        }
    }
    if let Some((list, instance, PutBack::Yes)) = &settle.instance {
        let (rest, id) = (InInterview::Repeat(list).to_string(), Value::Bytes(instance.as_bytes().to_vec()));
        let removals = doc.heads(&rest).filter(|(_, head)| head.kind == OpKind::InstanceRemove && head.value == id);
        let over = removals.filter(|(dot, _)| settle.seen.contains(&dot.event)).map(|(dot, _)| dot).collect();
        ops.push(Op::new(within(interview, InInterview::Repeat(list)), OpKind::InstanceAdd, id, over));
    }
    if let Some(meta) = Meta::of(doc).filter(|meta| meta.incomplete != finish.incomplete) {
        let meta = Meta { incomplete: finish.incomplete, ..meta };
        ops.push(Op::set(within(interview, InInterview::Meta), meta.to_value(), doc.over(META)));
    }
    ops
}

/// What the same choice writes of the person and the household.
pub(crate) fn settled_facts(
    doc: &Heads,
    settle: &SettleInterview<'_>,
    own: &BTreeSet<EventRef>,
    gone: &Gone,
) -> Vec<Op> {
    let joins = Joins::Settled(&settle.places, settle.seen);
    facts(doc, settle.interview, &settle.finish.facts, &joins, own, gone)
}

/// How what an interview says of the person joins what the case holds.
pub(super) enum Joins<'j> {
    /// It is finished: all that it says was said anew.
    New,
    /// It was amended at these places, and what it said elsewhere was not said anew.
    At(&'j BTreeSet<String>),
    /// At these places it was chosen between what stood, and these events were shown.
    Settled(&'j BTreeSet<String>, &'j BTreeSet<EventRef>),
}

impl Joins<'_> {
    fn says_anew(&self, source: &str) -> bool {
        match self {
            Self::New => true,
            Self::At(places) | Self::Settled(places, _) => places.contains(source),
        }
    }
}

/// Do different things stand anywhere that say something of the person or the household?
pub(super) fn facts_apart(doc: &Heads) -> bool {
    let facts = doc.paths().filter(|(path, heads)| heads.len() > 1 && is_fact(path));
    facts.into_iter().any(|(path, _)| texts(doc, path).len() > 1)
}

/// What the interview says now, in place of what the case holds; and what it said before and says no more. Where different things
/// stand that were said apart, nothing is replaced that was not shown: only what the interview says anew joins them, over what it
/// said itself and what this device had said (`own`: the events that it wrote), so that nobody has settled anything unawares.
pub(super) fn facts(
    doc: &Heads,
    interview: InterviewId,
    facts: &[Fact],
    joins: &Joins<'_>,
    own: &BTreeSet<EventRef>,
    gone: &Gone,
) -> Vec<Op> {
    let mut said = BTreeMap::new();
    for fact in facts {
        let value = FactValue { value: fact.value.clone(), interview, source: fact.source.clone() };
        let path = LogPath::Fact { household: fact.household, property: &fact.property };
        said.insert(path.to_string(), value);
    }
    let held_alone = |path: &str| value::latest(doc, path).and_then(|head| FactValue::from_value(&head.value));
    let is_gone = |path: &str| match LogPath::of(path) {
        LogPath::Fact { household: Some(instance), .. } => gone.is(instance),
        _ => false,
    };
    // Of somebody who is in the list no more nothing was shown, unless it was said what becomes of them.
    let is_shown = |path: &str, source: &str| {
        !is_gone(path) || matches!(joins, Joins::Settled(places, _) if places.contains(source))
    };
    let mut ops = Vec::new();
    for (path, fact) in &said {
        if texts(doc, path).len() > 1 {
            ops.extend(beside(doc, (path, interview), Some(fact), joins, own));
            continue;
        }
        let over = doc.over(path);
        if over.len() != 1 || held_alone(path).is_none_or(|held| held.value != fact.value) {
            ops.push(Op::set(&**path, fact.to_value(), over));
        }
    }
    for (path, _) in doc.paths().filter(|(path, _)| is_fact(path) && !said.contains_key(*path)) {
        if texts(doc, path).len() > 1 {
            ops.extend(beside(doc, (path, interview), None, joins, own));
        } else if held_alone(path).is_some_and(|held| held.interview == interview && is_shown(path, &held.source)) {
            ops.push(Op::set(path, Value::Null, doc.over(path)));
        }
    }
    ops
}

fn is_fact(path: &str) -> bool {
    matches!(LogPath::of(path), LogPath::Fact { .. })
}

/// The different things that stand at the path of a fact.
fn texts(doc: &Heads, path: &str) -> BTreeSet<Option<String>> {
    doc.heads(path).map(|(_, head)| FactValue::from_value(&head.value).map(|fact| fact.value)).collect()
}

/// The write by which an interview says something where different things stand; none where it says nothing anew.
fn beside(
    doc: &Heads,
    (path, interview): (&str, InterviewId),
    fact: Option<&FactValue>,
    joins: &Joins<'_>,
    own: &BTreeSet<EventRef>,
) -> Option<Op> {
    let of = |head: &Head| FactValue::from_value(&head.value);
    // What it said there before, by the answers that it says anew.
    let said_by_it =
        |head: &Head| of(head).is_some_and(|held| held.interview == interview && joins.says_anew(&held.source));
    let is_own = |dot: &Dot| own.contains(&dot.event);
    let is_anew = match fact {
        Some(fact) => joins.says_anew(&fact.source),
        None => doc.heads(path).any(|(_, head)| said_by_it(head)),
    };
    // What another interview said last is not for this one to take back.
    let of_other = |head: &Head| of(head).is_some_and(|held| held.interview != interview);
    let is_others = fact.is_none() && matches!(joins, Joins::At(_)) && value::latest(doc, path).is_some_and(of_other);
    if !is_anew || is_others {
        return None;
    }
    let over: Vec<Dot> = match joins {
        Joins::New => doc.heads(path).filter(|(dot, _)| is_own(dot)).map(|(dot, _)| dot).collect(),
        Joins::At(_) => {
            let replaced = |dot: &Dot, head: &Head| is_own(dot) || said_by_it(head);
            doc.heads(path).filter(|(dot, head)| replaced(dot, head)).map(|(dot, _)| dot).collect()
        }
        Joins::Settled(_, seen) => {
            let replaced =
                |dot: &Dot, head: &Head| seen.contains(&dot.event) && (said_by_it(head) || of(head).is_none());
            let over: Vec<Dot> =
                doc.heads(path).filter(|(dot, head)| replaced(dot, head)).map(|(dot, _)| dot).collect();
            // What this device said there by another interview still stands against it: that is settled by itself.
            let leaves_own = doc.heads(path).any(|(dot, _)| is_own(&dot) && !over.contains(&dot));
            if over.is_empty() || leaves_own {
                return None;
            }
            over
        }
    };
    let text = fact.map(|fact| fact.value.clone());
    let is_said =
        |(dot, head): (Dot, &Head)| (over.is_empty() || over.contains(&dot)) && of(head).map(|held| held.value) == text;
    // Said by it alone already, or by others where it said nothing.
    if (over.len() < 2 && doc.heads(path).any(is_said)) || (fact.is_none() && over.is_empty()) {
        return None;
    }
    Some(Op::set(path, fact.map_or(Value::Null, FactValue::to_value), over))
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
