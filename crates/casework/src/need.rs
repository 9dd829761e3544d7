//! What a worker decided about a need. The rules advise; a worker accepts, sets aside with a reason, or adds a need by
//! hand. A decision stays when a newer interview says otherwise, and keeps by which rules and answers it was made.

use std::collections::BTreeMap;

use pana_model::{InterviewId, Urgency};
use pana_record::{Heads, Mark, Op, Value};

use crate::path::LogPath;
use crate::word::words;

words! {
    /// What was decided.
    pub enum Decision {
        /// The need is there, and it is worked on.
        Accepted = "accepted",
        /// The rules name it; it is not worked on, for a reason.
        SetAside = "set_aside",
        /// No rule names it; the worker does.
        Added = "added",
    }
}

words! {
    /// Why a need is set aside.
    pub enum AsideReason {
        /// It is met already.
        Met = "met",
        /// Somebody else is seeing to it.
        Elsewhere = "elsewhere",
        /// The person wants no help with it.
        NotWanted = "not_wanted",
        /// The answers give a wrong picture.
        NotSo = "not_so",
        /// Not now: something else comes first.
        Later = "later",
        /// In the worker's words.
        Other = "other",
    }
}

/// A decision, with what it was made by.
#[derive(Clone, PartialEq, Eq)]
pub struct NeedDecision {
    /// What.
    pub decision: Decision,
    /// Why; there is one where a need is set aside, and nowhere else.
    pub reason: Option<AsideReason>,
    /// The worker's own words; may be empty, but not for [`AsideReason::Other`].
    pub words: String,
    /// How soon.
    pub urgency: Urgency,
    /// Ids of the rules that named the need then.
    pub rules: Vec<String>,
    /// The version of the rules: the hash of their table. None where no rule was asked.
    pub rule_set: Option<[u8; 32]>,
    /// The interviews whose answers were there.
    pub interviews: Vec<InterviewId>,
}

impl std::fmt::Debug for NeedDecision {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "NeedDecision({}, {} rules)", self.decision, self.rules.len())
    }
}

impl NeedDecision {
    /// Is it whole: a reason exactly where something is set aside, and words where the reason is none of the list?
    pub fn is_whole(&self) -> bool {
        let aside = self.decision == Decision::SetAside;
        self.reason.is_some() == aside && (self.reason != Some(AsideReason::Other) || !self.words.trim().is_empty())
    }

    /// As the log keeps it.
    pub fn to_value(&self) -> Value {
        Value::List(vec![
            Value::text(self.decision.as_str()),
            self.reason.map_or(Value::Null, |reason| Value::text(reason.as_str())),
            Value::text(&*self.words),
            Value::text(self.urgency.as_str()),
            Value::List(self.rules.iter().map(|rule| Value::text(&**rule)).collect()),
            self.rule_set.map_or(Value::Null, |hash| Value::Bytes(hash.to_vec())),
            Value::List(self.interviews.iter().map(|id| Value::Bytes(id.as_bytes().to_vec())).collect()),
        ])
    }

    /// Reads what the log keeps; `None` for what is no such value or not whole.
    pub fn from_value(value: &Value) -> Option<Self> {
        let [decision, reason, words, urgency, rules, rule_set, interviews, ..] = value.as_list()? else { return None };
        let reason = match reason {
            Value::Null => None,
            reason => Some(reason.as_text()?.parse().ok()?),
        };
        let rule_set = match rule_set {
            Value::Null => None,
            hash => Some(hash.as_bytes()?.try_into().ok()?),
        };
        let id = |value: &Value| Some(InterviewId::from_bytes(value.as_bytes()?.try_into().ok()?));
        let read = Self {
            decision: decision.as_text()?.parse().ok()?,
            reason,
            words: words.as_text()?.to_owned(),
            urgency: urgency.as_text()?.parse().ok()?,
            rules: rules.as_list()?.iter().map(|rule| rule.as_text().map(str::to_owned)).collect::<Option<_>>()?,
            rule_set,
            interviews: interviews.as_list()?.iter().map(id).collect::<Option<_>>()?,
        };
        read.is_whole().then_some(read)
    }

    /// The write that decides about a need, over what stands there. `None` takes a decision back.
    pub fn op(heads: &Heads, code: &str, decision: Option<&Self>) -> Op {
        let path = LogPath::Need(code).to_string();
        let over = heads.over(&path);
        Op::set(path, decision.map_or(Value::Null, Self::to_value), over)
    }
}

/// The decisions that stand about one need: several where members decided apart, and then nothing is settled until one
/// of them decides again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decided {
    /// Each once, the latest by the clocks first, with who decided and when.
    pub standing: Vec<(NeedDecision, Mark)>,
}

impl Decided {
    /// The one that holds; `None` while several stand.
    pub fn settled(&self) -> Option<&NeedDecision> {
        match self.standing.as_slice() {
            [(one, _)] => Some(one),
            _ => None,
        }
    }
}

/// The decisions that these heads hold, by the need's code.
pub(crate) fn decided(heads: &Heads) -> BTreeMap<String, Decided> {
    let mut all = BTreeMap::new();
    for (path, heads) in heads.paths() {
        let LogPath::Need(code) = LogPath::of(path) else { continue };
        let read =
            heads.iter().filter_map(|(dot, head)| Some((*dot, NeedDecision::from_value(&head.value)?, head.mark)));
        let mut read: Vec<_> = read.collect();
        read.sort_by_key(|(dot, _, mark)| std::cmp::Reverse((mark.hlc, *dot)));
        let mut standing: Vec<(NeedDecision, Mark)> = Vec::new();
        for (_, decision, mark) in read {
            if !standing.iter().any(|(known, _)| *known == decision) {
                standing.push((decision, mark));
            }
        }
        if !standing.is_empty() {
            all.insert(code.to_owned(), Decided { standing });
        }
    }
    all
}
