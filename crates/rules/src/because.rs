//! Which answers a rule rests on, and the least that would change it.

use pana_forms::{Condition, Given, Truth};
use pana_model::Moment;

use crate::history::Record;

/// At most so many answers are changed together when it is looked for what would change a rule.
const TOGETHER: usize = 3;
/// At most so many ways are tried: what takes more is not said.
const TRIED: usize = 4_000;

/// If these questions were answered so, the rule would not hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Names with the values that do it, each other than what was answered. Where one question is enough these are all that
    /// it offers and that do; where several must change together, one for each.
    pub answers: Vec<(String, Vec<String>)>,
}

/// A condition about one record.
pub(crate) struct Asked<'a> {
    pub(crate) condition: &'a Condition,
    pub(crate) record: &'a Record,
    pub(crate) now: Moment,
}

impl Asked<'_> {
    pub(crate) fn truth(&self) -> Truth {
        self.condition.evaluate(self.now, |name| self.record.given(name))
    }

    /// What comes of the answers to these questions alone.
    fn truth_of(&self, names: &[&str]) -> Truth {
        let given = |name: &str| if names.contains(&name) { self.record.given(name) } else { Given::NotKnown };
        self.condition.evaluate(self.now, given)
    }

    /// The answers that a condition that holds rests on: each is part of some set of answers that is enough for it, and of
    /// which none can be left out. In the order in which the condition reads them; O(n²) evaluations for n names.
    pub(crate) fn because(&self) -> Vec<(String, String)> {
        let known: Vec<&str> = self
            .condition
            .names()
            .iter()
            .map(String::as_str)
            .filter(|name| self.record.value(name).is_some())
            .collect();
        let rests_on = |name: &&&str| {
            let mut enough = known.clone();
            // Whatever else can be left out is left out first: what remains with it is enough, and no less is.
            for other in known.iter().filter(|other| *other != *name) {
                let without: Vec<&str> = enough.iter().copied().filter(|one| one != other).collect();
                if self.truth_of(&without) == Truth::True {
                    enough = without;
                }
            }
            enough.retain(|one| *one != **name);
            self.truth_of(&enough) != Truth::True
        };
        let value = |name: &&str| ((*name).to_owned(), self.record.value(name).unwrap_or_default().to_owned());
        known.iter().filter(rests_on).map(value).collect()
    }

    /// The least changes after which the condition would not hold: each set of the fewest questions that do it. `choices` are
    /// what may be answered; where a question offers none, values near those that the condition compares with are tried.
    pub(crate) fn changes(&self, because: &[(String, String)], choices: impl Fn(&str) -> Vec<String>) -> Vec<Change> {
        let candidates: Vec<(&str, Vec<String>)> =
            because.iter().map(|(name, now)| (name.as_str(), self.candidates(name, now, choices(name)))).collect();
        let single = |(name, values): &(&str, Vec<String>)| {
            let works = |value: &&String| self.fails_with(&[(*name, value.as_str())]);
            let values: Vec<String> = values.iter().filter(works).cloned().collect();
            (!values.is_empty()).then(|| Change { answers: vec![((*name).to_owned(), values)] })
        };
        let singles: Vec<Change> = candidates.iter().filter_map(single).collect();
        if !singles.is_empty() {
            return singles;
        }
        let mut left = TRIED;
        for count in 2..=TOGETHER.min(candidates.len()) {
            let mut found = Vec::new();
            for names in sets_of(candidates.len(), count) {
                let these: Vec<_> = names.iter().filter_map(|at| candidates.get(*at)).collect();
                found.extend(self.together(&these, &mut Vec::new(), &mut left));
            }
            if !found.is_empty() {
                return found;
            }
        }
        Vec::new()
    }

    /// The first values of these questions, one for each, with which the condition does not hold.
    fn together<'c>(
        &self,
        rest: &[&'c (&'c str, Vec<String>)],
        chosen: &mut Vec<(&'c str, &'c str)>,
        left: &mut usize,
    ) -> Option<Change> {
        let Some(((name, values), rest)) = rest.split_first() else {
            *left = left.checked_sub(1)?;
            let answers =
                || chosen.iter().map(|(name, value)| ((*name).to_owned(), vec![(*value).to_owned()])).collect();
            return self.fails_with(chosen).then(|| Change { answers: answers() });
        };
        for value in values {
            chosen.push((name, value));
            let found = self.together(rest, chosen, left);
            chosen.pop();
            if found.is_some() {
                return found;
            }
        }
        None
    }

    /// Does the condition not hold once these were answered so, and all else as it was?
    fn fails_with(&self, changed: &[(&str, &str)]) -> bool {
        let value = |name: &str| changed.iter().find(|(known, _)| *known == name).map(|(_, value)| *value);
        let given = |name: &str| value(name).map_or_else(|| self.record.given(name), Given::Value);
        self.condition.evaluate(self.now, given) == Truth::False
    }

    /// What else may be answered: one of the choices, of several ticked all but one, or a value near what is compared.
    fn candidates(&self, name: &str, now: &str, choices: Vec<String>) -> Vec<String> {
        let ticked: Vec<&str> = now.split_whitespace().collect();
        let all_but = |left_out: &&str| {
            let rest: Vec<&str> = ticked.iter().copied().filter(|one| one != left_out).collect();
            rest.join(" ")
        };
        let mut values: Vec<String> =
            if choices.len() > 1 && ticked.len() > 1 { ticked.iter().map(all_but).collect() } else { Vec::new() };
        values.extend(if choices.is_empty() { self.near(name) } else { choices });
        values.retain(|value| value != now && !value.is_empty());
        values
    }

    /// Values near what the condition compares the question with: each constant, and of numbers one less and one more than it.
    fn near(&self, name: &str) -> Vec<String> {
        let mut values: Vec<String> = Vec::new();
        let number = self.record.number(name);
        for constant in self.condition.compared_with(name) {
            match (constant.parse::<f64>(), number) {
                (Ok(constant), Some(_)) => {
                    // What is counted is never below nought.
                    let around = [constant - 1.0, constant, constant + 1.0].into_iter();
                    values.extend(around.filter(|value| *value >= 0.0).map(|value| value.to_string()));
                }
                (Err(_), None) => values.push(constant),
                _ => {}
            }
        }
        values.sort();
        values.dedup();
        values
    }
}

/// Every set of `count` places below `of`, in order.
fn sets_of(of: usize, count: usize) -> Vec<Vec<usize>> {
    let mut sets = vec![Vec::new()];
    for _ in 0..count {
        let longer = sets.iter().flat_map(|set: &Vec<usize>| {
            let from = set.last().map_or(0, |last| last.saturating_add(1));
            (from..of).map(move |next| set.iter().copied().chain([next]).collect())
        });
        sets = longer.collect();
    }
    sets
}
