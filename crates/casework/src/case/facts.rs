//! What a case says of the person and the household, and how it is found.

use std::collections::{BTreeMap, BTreeSet};

use pana_model::{InstanceId, InterviewId};
use pana_record::{Head, Heads, Hlc, OpKind, Value};

use super::{CaseFile, Event};
use crate::consent::Consent;
use crate::path::{InReferral, LogPath, NUMBER};
use crate::profile::{self, Protective};
use crate::referral::{ReferralStep, read_step};
use crate::token::tokens_of_household;
use crate::value::{FactValue, latest};
use crate::{CaseNumber, Matched, display_name, tokens_of};

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
}

/// Facts by whose they are (`None`: the person) and which property.
pub type Facts = BTreeMap<(Option<InstanceId>, String), CaseFact>;

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
        let heads = || self.heads.heads(path).map(|(_, head)| head);
        let chosen = match Protective::of(property) {
            Some(rule) if heads().nth(1).is_some() => most_protective(&self.heads, path, rule),
            _ => latest(&self.heads, path).and_then(|head| FactValue::from_value(&head.value)),
        };
        let FactValue { value, interview, source } = chosen?;
        let different: BTreeSet<&Value> = heads().map(|head| &head.value).collect();
        let standing = u32::try_from(different.len()).unwrap_or(u32::MAX);
        Some(CaseFact { value, interview, source, standing })
    }

    /// What waiting events say that protects.
    fn protect(&self, facts: &mut Facts) {
        for op in self.waiting.values().flat_map(|waiting| &waiting.protects) {
            let LogPath::Fact { household, property } = LogPath::of(&op.path) else { continue };
            let (Some(rule), Some(said)) = (Protective::of(property), FactValue::from_value(&op.value)) else {
                continue;
            };
            let FactValue { value, interview, source } = said;
            let said = CaseFact { value, interview, source, standing: 1 };
            let held = facts.entry((household, property.to_owned())).or_insert_with(|| said.clone());
            if held.value == said.value {
                continue;
            }
            let standing = held.standing.saturating_add(1);
            if rule.rank(Some(&said.value)) < rule.rank(Some(&held.value)) {
                *held = said;
            }
            held.standing = standing;
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

/// The person's name for display; may be empty.
pub fn name_of(facts: &Facts) -> String {
    display_name(|property| of_person(facts, property))
}

/// The person's date or year of birth; may be empty.
pub fn birth_of(facts: &Facts) -> &str {
    let properties = [profile::BIRTH_DATE, profile::BIRTH_YEAR];
    properties.into_iter().find_map(|property| of_person(facts, property)).unwrap_or_default()
}

fn of_person<'f>(facts: &'f Facts, property: &str) -> Option<&'f str> {
    facts.get(&(None, property.to_owned())).map(|fact| fact.value.as_str())
}

/// The answer that protects most; of equal ones the latest by the clocks. That nothing is known is an answer, too.
fn most_protective(heads: &Heads, path: &str, rule: &Protective) -> Option<FactValue> {
    let sets = heads.heads(path).filter(|(_, head)| matches!(head.kind, OpKind::Set | OpKind::Other(_)));
    let ranked = sets.map(|(dot, head)| {
        let said = FactValue::from_value(&head.value);
        let rank = rule.rank(said.as_ref().map(|said| said.value.as_str()));
        ((rank, std::cmp::Reverse((head.mark.hlc, dot))), said)
    });
    let mut ranked: Vec<_> = ranked.collect();
    ranked.sort_by_key(|(order, _)| *order);
    let said = ranked.iter().find_map(|(_, said)| said.clone())?;
    match ranked.into_iter().next()? {
        (_, None) => Some(FactValue { value: String::new(), ..said }),
        (_, chosen) => chosen,
    }
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

/// The fact that a head holds.
pub(super) fn fact_of(head: &Head) -> Option<FactValue> {
    FactValue::from_value(&head.value)
}
