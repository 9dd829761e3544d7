//! How someone who does not exist answers a questionnaire of which the generator knows nothing.
use crate::questionnaire::AskedForm;

use std::collections::BTreeSet;

use chrono::{Datelike as _, Days};
use pana_casework::case::Meeting;
use pana_casework::profile;
use pana_forms::{Answer, Choice, Node, NodeState, QuestionType, Role, Session};
use pana_model::{InstanceId, Moment};

use super::chance::Chance;
use super::persona::{Data, Persona};

/// How often another answer is tried when one does not fit.
const TRIES: u32 = 6;
/// Instances of a repeat at most, less one.
const INSTANCES: usize = 4;

/// Of a hundred people, so many are to be met soon: a first screen on which everybody is in need shows nothing.
const TO_MEET: usize = 8;

/// An interview with someone who does not exist.
pub(super) struct Talk<'a> {
    session: &'a mut Session,
    asked: &'a AskedForm,
    data: &'a Data,
    chance: &'a mut Chance,
    now: Moment,
    /// The row that says by when the person is to be met, where that is to stay empty.
    calm: Option<&'a str>,
}

impl<'a> Talk<'a> {
    pub(super) fn new(
        session: &'a mut Session,
        asked: &'a AskedForm,
        data: &'a Data,
        chance: &'a mut Chance,
        now: Moment,
    ) -> Self {
        let says = |node: &&Node| node.save_to.iter().any(|save| save.property == profile::MEET_BY);
        let row = asked.form.nodes().iter().find(says).map(|node| node.path.as_str());
        let calm = row.filter(|_| !chance.percent(TO_MEET));
        Self { session, asked, data, chance, now, calm }
    }
}

impl Talk<'_> {
    /// Answers what applies, in order, as a worker would type it: all of it, or what comes first.
    pub(super) fn answer(&mut self, who: &Persona, most: usize) {
        let mut met = BTreeSet::new();
        let mut others: Vec<(String, Persona)> = Vec::new();
        while let Some(state) = self.next(&met).filter(|_| met.len() < most) {
            met.insert(state.at.clone());
            let Some((_, node)) = self.asked.form.find(&state.path) else { continue };
            match node.role {
                Role::Repeat if !state.at.ends_with(']') => self.add_instances(&state.at),
                Role::Question if !state.is_given() && state.answer.is_blank() => {
                    let teller = self.teller(&state.at, who, &mut others);
                    let told = node.save_to.iter().find_map(|save| teller.facts.get(&save.property)).cloned();
                    self.answer_one(node, &state, told.as_deref().filter(|told| !told.is_empty()));
                }
                _ => {}
            }
        }
    }

    /// The first place that applies and was not met yet.
    fn next(&self, met: &BTreeSet<String>) -> Option<NodeState> {
        let new = self.session.order().into_iter().filter(|at| !met.contains(at));
        new.filter_map(|at| self.session.state(&at)).find(|state| state.relevant)
    }

    fn add_instances(&mut self, at: &str) {
        let unix_ms = u64::try_from(self.now.unix_ms()).unwrap_or_default();
        for _ in 0..self.chance.below(INSTANCES) {
            let instance = InstanceId::from_time(unix_ms, self.chance.bytes());
            if self.session.add_instance(at, instance).is_err() {
                return;
            }
        }
    }

    /// Of whom a place tells: the person asked, or in an instance someone of their own.
    fn teller<'p>(&mut self, at: &str, who: &'p Persona, others: &'p mut Vec<(String, Persona)>) -> &'p Persona {
        let Some((instance, _)) = at.rsplit_once(']') else { return who };
        if !others.iter().any(|(known, _)| known == instance) {
            others.push((instance.to_owned(), self.data.persona(self.chance, self.now.date().year())));
        }
        others.iter().find(|(known, _)| known == instance).map_or(who, |(_, other)| other)
    }

    fn answer_one(&mut self, node: &Node, state: &NodeState, told: Option<&str>) {
        let at = state.at.as_str();
        if let Some(told) = told
            && self.choices(node).is_none_or(|choices| choices.iter().any(|choice| *choice.name == *told))
            && self.fits(at, Answer::from_text(told))
        {
            return;
        }
        if told.is_none() && !state.required && self.chance.percent(4) {
            let states = [Answer::Declined, Answer::Unknown, Answer::Later];
            let drawn = self.chance.pick(&states).cloned().unwrap_or_default();
            if self.fits(at, drawn) {
                return;
            }
        }
        for _ in 0..TRIES {
            let invented = self.invent(node, at);
            let left_out = invented.is_blank() && !state.required;
            if left_out || (!invented.is_blank() && self.fits(at, invented)) {
                return;
            }
        }
        // Nothing that fits was found.
        let last = if state.required { Answer::Unknown } else { Answer::Blank };
        drop(self.session.set(at, last));
        if self.is_alarming() {
            self.calm = None;
        }
    }

    /// Sets the answer, and says whether the questionnaire finds nothing wrong with it and it is as calm as is wanted.
    fn fits(&mut self, at: &str, answer: Answer) -> bool {
        self.session.set(at, answer).is_ok()
            && self.session.state(at).is_some_and(|state| state.problem.is_none())
            && !self.is_alarming()
    }

    /// Is the person to be met soon, though that is not wanted?
    fn is_alarming(&self) -> bool {
        let says = self.calm.and_then(|row| self.session.state(row));
        says.is_some_and(|state| matches!(state.answer, Answer::Value(value) if Meeting::day(&value).is_some()))
    }

    fn invent(&mut self, node: &Node, at: &str) -> Answer {
        Answer::from_text(match node.question_type {
            QuestionType::SelectOne => self.choose(node, at),
            QuestionType::SelectMultiple => {
                let many = self.chance.below(3).saturating_add(1);
                let chosen: BTreeSet<String> = (0..many).map(|_| self.choose(node, at)).collect();
                chosen.into_iter().collect::<Vec<_>>().join(" ")
            }
            QuestionType::Integer | QuestionType::Range => self.chance.below(7).to_string(),
            QuestionType::Decimal => format!("{}.5", self.chance.below(40)),
            QuestionType::Date => {
                let back = Days::new(u64::try_from(self.chance.below(900)).unwrap_or(0));
                self.now.date().checked_sub_days(back).unwrap_or(self.now.date()).to_string()
            }
            QuestionType::Acknowledge => "OK".to_owned(),
            // A sentence is an answer in own words and no part of anybody's name.
            QuestionType::Text if self.chance.percent(40) && node.save_to.is_empty() => {
                self.chance.pick(&self.data.texts).cloned().unwrap_or_default()
            }
            _ => String::new(),
        })
    }

    /// One of the choices offered now; of a few, the first is the likeliest.
    fn choose(&mut self, node: &Node, at: &str) -> String {
        let Some(all) = self.choices(node) else { return String::new() };
        let offered: Vec<&Choice> = match self.session.state(at).and_then(|state| state.choices) {
            Some(indices) => indices.iter().filter_map(|index| all.get(*index)).collect(),
            None => all.iter().collect(),
        };
        let likely = offered.len() <= 3 && self.chance.percent(75);
        let chosen = if likely { offered.first() } else { self.chance.pick(&offered) };
        chosen.map(|choice| choice.name.to_string()).unwrap_or_default()
    }
}

impl<'a> Talk<'a> {
    fn choices(&self, node: &Node) -> Option<&'a [Choice]> {
        self.asked.form.choices(node.list.as_deref()?)
    }
}
