//! What people said to passing on what they said: asked for in some questionnaires, true for all of them.
//!
//! Of all that a person said, in whichever interview, the most protective holds.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use pana_casework::profile::{self, Protective};
use pana_casework::value::{SeenAnswer, SeenInterview};
use pana_exchange::Sharing;
use pana_forms::{Form, Node};
use pana_model::CaseId;
use pana_store::{InterviewLocation, Stream, Unpacker};

use crate::app::App;
use crate::contract::AppError;
use crate::desk::Desk;

/// Interviews read at once.
const PAGE: usize = 100;

/// Where a questionnaire asks.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Questions {
    /// Whether it may go to others.
    sharing: Vec<String>,
    /// Whether it may be asked and kept at all.
    consent: Vec<String>,
}

impl Questions {
    /// Nothing where it does not ask.
    fn of(form: &Form) -> Option<Self> {
        let those = |property: &str| {
            let asks = |node: &&Node| {
                let kept_as = node.save_to.iter().any(|save| save.property == property);
                kept_as || (node.purpose.as_deref() == Some("consent") && node.name == property)
            };
            form.nodes().iter().filter(asks).map(|node| node.path.clone()).collect::<Vec<_>>()
        };
        let questions = Self { sharing: those(profile::SHARING), consent: those(profile::CONSENT) };
        (!questions.sharing.is_empty() || !questions.consent.is_empty()).then_some(questions)
    }

    /// What one interview says.
    fn said(&self, seen: &SeenInterview<'_>) -> Sharing {
        let answer = |paths: &[String], property: &str| {
            let rule = Protective::of(property);
            let one = |answer: &SeenAnswer<'_>| match (rule, answer) {
                (Some(rule), SeenAnswer::Value(value)) if rule.protects(value) => Sharing::Refused,
                (Some(rule), SeenAnswer::Value(value)) if rule.permits.contains(value) => Sharing::Agreed,
                _ => Sharing::Unanswered,
            };
            let asked = |path: &String| {
                match seen.answers.iter().find(|(at, _)| *at == path.as_str()).map(|(_, answer)| answer) {
                    // Of answers that stand side by side a no holds, and a yes does not.
                    Some(SeenAnswer::Apart(sides)) if sides.iter().any(|side| one(side) == Sharing::Refused) => {
                        Sharing::Refused
                    }
                    Some(answer) => one(answer),
                    None => Sharing::Unanswered,
                }
            };
            paths.iter().map(asked).reduce(together).unwrap_or(Sharing::NotAsked)
        };
        let consent = answer(&self.consent, profile::CONSENT);
        match (consent, answer(&self.sharing, profile::SHARING)) {
            (Sharing::Refused, _) => Sharing::Refused,
            // Who was asked only whether to be asked at all has said nothing of passing on.
            (Sharing::Agreed, Sharing::NotAsked) => Sharing::NotAsked,
            (_, Sharing::NotAsked) => consent,
            (_, sharing) => sharing,
        }
    }
}

/// Of two answers of one person: a no holds, a yes holds where nobody knows what else was said.
fn together(one: Sharing, other: Sharing) -> Sharing {
    let rank = |sharing: &Sharing| match sharing {
        Sharing::Refused => 0,
        Sharing::Agreed => 1,
        Sharing::Unanswered => 2,
        Sharing::NotAsked => 3,
    };
    std::cmp::min_by_key(one, other, rank)
}

/// What each of these people said; who was not asked is not in it. Reads every interview of theirs in a questionnaire that asks,
/// a page at a time: O(interviews of the centre).
pub(crate) fn of_people(app: &App, people: &BTreeSet<CaseId>) -> Result<BTreeMap<CaseId, Sharing>, AppError> {
    let asked = app.desk(|desk, _| interviews_that_ask(desk, people))?;
    let mut said: BTreeMap<CaseId, Sharing> = BTreeMap::new();
    let mut unpacker = Unpacker::new()?;
    for (questions, interviews) in &asked {
        for page in interviews.chunks(PAGE) {
            let packed = app.desk_after_others(|desk, _| Ok(desk.store.interviews_packed(page)?))?;
            for interview in &packed {
                let sharing = questions.said(&unpacker.see(interview)?);
                let person = said.entry(interview.summary.case).or_insert(sharing);
                *person = together(*person, sharing);
            }
        }
    }
    Ok(said)
}

/// Of these people the interviews of every questionnaire that asks, in each of its versions. What is kept in the protected stream
/// is not looked at: it is not for every member, and does not ask this.
fn interviews_that_ask(
    desk: &mut Desk,
    people: &BTreeSet<CaseId>,
) -> Result<Vec<(Questions, Vec<InterviewLocation>)>, AppError> {
    let mut found: BTreeMap<Questions, Vec<InterviewLocation>> = BTreeMap::new();
    for form in desk.store.forms()? {
        let mut versions: BTreeMap<[u8; 32], Option<Questions>> = BTreeMap::new();
        for due in desk.store.interviews_due(&form.form_id)? {
            if !people.contains(&due.location.case) {
                continue;
            }
            let questions = match versions.entry(due.form_hash) {
                Entry::Occupied(known) => known.into_mut(),
                Entry::Vacant(new) => {
                    let asked = desk.form_if_sound(&form.form_id, &due.form_hash)?;
                    let open = asked.filter(|asked| asked.stream() == Stream::Centre);
                    new.insert(open.and_then(|asked| Questions::of(&asked.form)))
                }
            };
            if let Some(questions) = questions {
                match found.get_mut(questions) {
                    Some(interviews) => interviews.push(due.location),
                    None => drop(found.insert(questions.clone(), vec![due.location])),
                }
            }
        }
    }
    Ok(found.into_iter().collect())
}

#[cfg(test)]
mod tests;
