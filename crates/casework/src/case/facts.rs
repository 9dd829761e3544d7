//! What a case says of the person and the household, and how it is found.

use std::collections::{BTreeMap, BTreeSet};

use pana_model::{InstanceId, InterviewId};
use pana_record::{Dot, Head, Hlc, Mark, OpKind};

use super::{CaseFile, Event};
use crate::consent::Consent;
use crate::path::{InReferral, LogPath, NUMBER};
use crate::profile::{self, Protective};
use crate::referral::{ReferralStep, read_step};
use crate::token::tokens_of_household;
use crate::value::{FactValue, latest};
use crate::{CaseNumber, Matched, display_names, tokens_of};

/// A fact that stands.
#[derive(Clone, PartialEq, Eq)]
pub struct CaseFact {
    /// What holds. Empty where the most protective of several is that nothing is known.
    pub value: String,
    /// The interview that says so.
    pub interview: InterviewId,
    /// LogPath of the answer in it that says so.
    pub source: String,
    /// How many different answers stand there; more than one is for a person to settle.
    pub standing: u32,
    /// What the others of them say. One that says nothing is not among them.
    pub others: Vec<String>,
}

impl CaseFact {
    /// All that stands there and says something, what holds first.
    pub fn all(&self) -> Vec<&str> {
        let all = std::iter::once(&self.value).chain(&self.others).map(String::as_str);
        all.filter(|value| !value.is_empty()).collect()
    }
}

/// Facts by whose they are (`None`: the person) and which property.
pub type Facts = BTreeMap<(Option<InstanceId>, String), CaseFact>;

/// One of the things that stand at the path of a fact.
pub(super) struct FactSide {
    /// What it says; `None` is that nothing is said any more.
    pub(super) said: Option<FactValue>,
    /// The answers that say it.
    pub(super) sources: Vec<(InterviewId, String)>,
    /// The writes.
    pub(super) dots: Vec<Dot>,
    /// Who said it last, and when by their clock.
    pub(super) mark: Mark,
}

impl std::fmt::Debug for CaseFact {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "CaseFact(… of {}, {} standing)", self.interview, self.standing)
    }
}

impl CaseFile {
    /// Everything that is known of the person and the household.
    pub fn facts(&self) -> Facts {
        let mut facts = Facts::new();
        for (path, _) in self.heads.paths() {
            let LogPath::Fact { household, property } = LogPath::of(path) else { continue };
            if let Some(fact) = self.fact_at(path, property) {
                facts.insert((household, property.to_owned()), fact);
            }
        }
        self.protect(&mut facts);
        facts
    }

    /// What the person says of a property, without what waits for its past: what is judged in this case file had not seen
    /// that.
    pub(super) fn person_says(&self, property: &str) -> Option<CaseFact> {
        let path = LogPath::Fact { household: None, property }.to_string();
        self.fact_at(&path, property)
    }

    fn fact_at(&self, path: &str, property: &str) -> Option<CaseFact> {
        let mut heads = self.heads.heads(path).filter(|(_, head)| is_set(head));
        if let (Some((_, only)), None) = (heads.next(), heads.next()) {
            let FactValue { value, interview, source } = FactValue::from_value(&only.value)?;
            return Some(CaseFact { value, interview, source, standing: 1, others: Vec::new() });
        }
        let sides = self.fact_sides(path, property);
        let standing = u32::try_from(sides.len()).unwrap_or(u32::MAX);
        let all: Vec<String> =
            sides.iter().filter_map(|side| side.said.as_ref()).map(|said| said.value.clone()).collect();
        let fact = |said: FactValue| {
            let FactValue { value, interview, source } = said;
            let others = all.iter().filter(|other| **other != value).cloned().collect();
            CaseFact { value, interview, source, standing, others }
        };
        let protects_by_silence = Protective::of(property).is_some();
        let said = sides.iter().find_map(|side| side.said.clone())?;
        match sides.into_iter().next()?.said {
            Some(first) => Some(fact(first)),
            // That nothing is said any more is no reason to show nothing of what stands beside it.
            None if standing > 1 && !protects_by_silence => Some(fact(said)),
            None if standing > 1 => Some(fact(FactValue { value: String::new(), ..said })),
            None => None,
        }
    }

    /// The different things that stand at the path of a fact: the one that holds first, which is the most protective where some
    /// protect, and else the latest by the clocks. What two interviews say alike is one.
    pub(super) fn fact_sides(&self, path: &str, property: &str) -> Vec<FactSide> {
        let mut heads: Vec<(Dot, &Head)> = self.heads.heads(path).filter(|(_, head)| is_set(head)).collect();
        heads.sort_by_key(|(dot, head)| std::cmp::Reverse((head.mark.hlc, *dot)));
        let mut sides: Vec<FactSide> = Vec::new();
        for (dot, head) in heads {
            let said = FactValue::from_value(&head.value);
            let text = |said: &Option<FactValue>| said.as_ref().map(|said| said.value.clone());
            let side = match sides.iter_mut().find(|side| text(&side.said) == text(&said)) {
                Some(side) => side,
                None => {
                    let new = FactSide { said: said.clone(), sources: Vec::new(), dots: Vec::new(), mark: head.mark };
                    sides.push(new);
                    let Some(side) = sides.last_mut() else { continue };
                    side
                }
            };
            side.dots.push(dot);
            side.sources.extend(said.map(|said| (said.interview, said.source)));
        }
        if let Some(rule) = Protective::of(property) {
            sides.sort_by_key(|side| rule.rank(side.said.as_ref().map(|said| said.value.as_str())));
        }
        sides
    }

    /// What waiting events say that protects.
    fn protect(&self, facts: &mut Facts) {
        for op in self.waiting.values().flat_map(|waiting| &waiting.protects) {
            let LogPath::Fact { household, property } = LogPath::of(&op.path) else { continue };
            let (Some(rule), Some(said)) = (Protective::of(property), FactValue::from_value(&op.value)) else {
                continue;
            };
            let FactValue { value, interview, source } = said;
            let said = CaseFact { value, interview, source, standing: 1, others: Vec::new() };
            let held = facts.entry((household, property.to_owned())).or_insert_with(|| said.clone());
            if held.value == said.value {
                continue;
            }
            let standing = held.standing.saturating_add(1);
            let mut others = std::mem::take(&mut held.others);
            if rule.rank(Some(&said.value)) < rule.rank(Some(&held.value)) {
                let before = std::mem::replace(held, said);
                others.push(before.value);
            } else {
                others.push(said.value);
            }
            (held.standing, held.others) = (standing, others);
        }
    }

    /// The case number; empty while it is not known.
    pub fn number(&self) -> &str {
        latest(&self.heads, NUMBER).and_then(|head| head.value.as_text()).unwrap_or_default()
    }

    /// When the case was opened.
    pub fn opened(&self) -> Option<Hlc> {
        latest(&self.heads, NUMBER).map(|head| head.mark.hlc)
    }

    /// The keys under which the person is found, by what is known of them and by names of the household: every value that
    /// stands is found, also those in conflict.
    pub fn tokens(&self) -> BTreeSet<(Matched, String)> {
        let mut tokens = BTreeSet::new();
        for (path, heads) in self.heads.paths() {
            match LogPath::of(path) {
                LogPath::Number => tokens.extend(
                    heads
                        .values()
                        .map(|head| (Matched::Number, CaseNumber::query_key(head.value.as_text().unwrap_or_default()))),
                ),
                LogPath::Fact { household, property } => {
                    let keys = if household.is_none() { tokens_of } else { tokens_of_household };
                    let facts = heads.values().filter_map(|head| FactValue::from_value(&head.value));
                    facts.for_each(|fact| tokens.extend(keys(property, &fact.value)));
                }
                LogPath::Interview { .. }
                | LogPath::FollowUp
                | LogPath::Status
                | LogPath::Worker
                | LogPath::Offer(_)
                | LogPath::Told(_)
                | LogPath::Link(_)
                | LogPath::Need(_)
                | LogPath::Consent(_)
                | LogPath::From
                | LogPath::Quoted(_)
                | LogPath::Transfer { .. }
                | LogPath::Referral { .. }
                | LogPath::Access(_)
                | LogPath::Witness { .. }
                | LogPath::Control(_)
                | LogPath::Unknown(_) => {}
            }
        }
        tokens
    }
}

/// The person's name for display; may be empty. Of names that were written apart all.
pub fn name_of(facts: &Facts) -> String {
    display_names(|property| of_person(facts, property).map(CaseFact::all).unwrap_or_default())
}

/// The person's date or year of birth; empty where none is known, and where two stand that were written apart.
pub fn birth_of(facts: &Facts) -> &str {
    let properties = [profile::BIRTH_DATE, profile::BIRTH_YEAR];
    let known = properties.into_iter().find_map(|property| of_person(facts, property));
    known.filter(|fact| fact.others.is_empty()).map_or("", |fact| fact.value.as_str())
}

fn of_person<'f>(facts: &'f Facts, property: &str) -> Option<&'f CaseFact> {
    facts.get(&(None, property.to_owned()))
}

/// What an event says that protects, so that it holds before its past is here.
pub(super) fn protecting(event: &Event<'_>) -> Vec<pana_record::Op> {
    let ops = event.ops().filter(|(_, op, path)| {
        let protects = match path {
            LogPath::Fact { property, .. } => {
                let said = FactValue::from_value(&op.value);
                Protective::of(property).zip(said).is_some_and(|(rule, said)| rule.protects(&said.value))
            }
            LogPath::Consent(_) => Consent::from_value(&op.value).is_some_and(|said| said.protects()),
            LogPath::Referral { within: InReferral::Step, .. } => {
                return read_step(&op.value, event.mark()).is_some_and(|made| made.step == ReferralStep::Withdraw);
            }
            _ => false,
        };
        op.kind == OpKind::Set && protects
    });
    ops.map(|(_, op, _)| op.clone()).collect()
}

fn is_set(head: &Head) -> bool {
    matches!(head.kind, OpKind::Set | OpKind::Other(_))
}

/// The fact that a head holds.
pub(super) fn fact_of(head: &Head) -> Option<FactValue> {
    FactValue::from_value(&head.value)
}
