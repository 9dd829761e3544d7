//! Which answers a rule rests on, and the least that would change it.

use pana_forms::{Condition, Given, Truth};
use pana_model::Moment;

use crate::history::Record;

/// At most so many answers are changed together when it is looked for what would change a rule.
const TOGETHER: usize = 3;
/// At most so many ways are tried for one rule: what takes more is not said.
const TRIED: usize = 4_000;
/// At most so many ways are tried for all rules that hold together: somebody sits opposite while they are.
pub(crate) const TRIED_IN_ALL: usize = 40_000;
/// Of what is left one rule takes no more than one part in so many, unless an equal share is more: those that come first,
/// the most urgent, are gone into further, and none takes it all.
const PART: usize = 8;

/// If these questions were answered so, the rule would not hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Names with the values that do it, each other than what was answered. Where one question is enough these are all that
    /// it offers and that do; where several must change together, one for each.
    pub answers: Vec<(String, Vec<String>)>,
}

/// What was found that would change a rule.
pub(crate) struct Looked {
    pub(crate) changes: Vec<Change>,
    /// Was all tried that is to be? Else there may be others.
    pub(crate) whole: bool,
}

/// How many ways may still be tried. A count and no clock, so that the same answers say the same on every machine.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Trials {
    left: usize,
}

impl Trials {
    pub(crate) const fn in_all() -> Self {
        Self { left: TRIED_IN_ALL }
    }

    /// How many were made.
    pub(crate) const fn made(self) -> usize {
        TRIED_IN_ALL.saturating_sub(self.left)
    }

    /// For the next of so many rules that come.
    pub(crate) fn share(self, rules: usize) -> Self {
        Self { left: (self.left / rules.max(1)).max(self.left / PART).min(TRIED) }
    }

    /// Takes away what was used of a share.
    pub(crate) const fn used(&mut self, share: Self, rest: Self) {
        self.left = self.left.saturating_sub(share.left.saturating_sub(rest.left));
    }
}

/// No more may be tried.
struct Spent;

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
    /// which none can be left out. In the order in which the condition reads them. To know less makes nothing true, so what all
    /// must be, or one alone is enough, takes O(n) evaluations for n names, and anything else O(n²).
    pub(crate) fn because(&self) -> Vec<(String, String)> {
        let is_known = |name: &&str| self.record.value(name).is_some();
        let known: Vec<&str> = self.condition.names().iter().map(String::as_str).filter(is_known).collect();
        let mut rests = Vec::new();
        // Of the names before this one those that cannot be left out, and all that come after.
        let mut left = known.clone();
        for (at, name) in known.iter().enumerate() {
            let others = without(&left, name);
            let can_go = self.is_enough(&others);
            if !can_go || self.rests_on(name, &left, known.iter().skip(at.saturating_add(1))) {
                rests.push(((*name).to_owned(), self.record.value(name).unwrap_or_default().to_owned()));
            }
            if can_go {
                left = others;
            }
        }
        rests
    }

    fn is_enough(&self, names: &[&str]) -> bool {
        self.truth_of(names) == Truth::True
    }

    /// Does it rest on a name that can be left out of `left`? Whatever else can be left out is left out first: what remains with it is
    /// enough, and no less is.
    fn rests_on<'n>(&self, name: &str, left: &[&str], after: impl Iterator<Item = &'n &'n str>) -> bool {
        if self.is_enough(&[name]) {
            return !self.is_enough(&[]);
        }
        let mut enough = left.to_vec();
        for other in after {
            let fewer = without(&enough, other);
            if self.is_enough(&fewer) {
                enough = fewer;
            }
        }
        !self.is_enough(&without(&enough, name))
    }

    /// The least changes after which the condition would not hold: each set of the fewest questions that do it. `choices` are
    /// what may be answered; where a question offers none, values near those that the condition compares with are tried.
    /// At most as many ways as `trials` says.
    pub(crate) fn changes<'v>(
        &self,
        because: &[(String, String)],
        choices: impl Fn(&str) -> &'v [String],
        trials: &mut Trials,
    ) -> Looked {
        let mut candidates: Vec<(&str, Vec<String>)> = Vec::new();
        let mut singles = Vec::new();
        for (name, now) in because {
            let values = self.candidates(name, now, choices(name));
            let mut works = Vec::new();
            let tried = values.iter().try_for_each(|value| {
                works.extend(self.tried(&[(name.as_str(), value.as_str())], trials)?.then(|| value.clone()));
                Ok::<_, Spent>(())
            });
            singles.extend((!works.is_empty()).then(|| Change { answers: vec![(name.clone(), works)] }));
            if tried.is_err() {
                return Looked { changes: singles, whole: false };
            }
            // What nothing else can be said of changes nothing, together with others either.
            if !values.is_empty() {
                candidates.push((name.as_str(), values));
            }
        }
        if !singles.is_empty() {
            return Looked { changes: singles, whole: true };
        }
        for count in 2..=TOGETHER.min(candidates.len()) {
            let mut found = Vec::new();
            for names in sets_of(candidates.len(), count) {
                let these: Vec<_> = names.iter().filter_map(|at| candidates.get(*at)).collect();
                match self.together(&these, &mut Vec::new(), trials) {
                    Ok(change) => found.extend(change),
                    Err(Spent) => return Looked { changes: found, whole: false },
                }
            }
            if !found.is_empty() {
                return Looked { changes: found, whole: true };
            }
        }
        Looked { changes: Vec::new(), whole: true }
    }

    /// The first values of these questions, one for each, with which the condition does not hold.
    fn together<'c>(
        &self,
        rest: &[&'c (&'c str, Vec<String>)],
        chosen: &mut Vec<(&'c str, &'c str)>,
        trials: &mut Trials,
    ) -> Result<Option<Change>, Spent> {
        let Some(((name, values), rest)) = rest.split_first() else {
            let answers =
                || chosen.iter().map(|(name, value)| ((*name).to_owned(), vec![(*value).to_owned()])).collect();
            return Ok(self.tried(chosen, trials)?.then(|| Change { answers: answers() }));
        };
        for value in values {
            chosen.push((name, value));
            let found = self.together(rest, chosen, trials);
            chosen.pop();
            if !matches!(found, Ok(None)) {
                return found;
            }
        }
        Ok(None)
    }

    /// Does the condition not hold once these were answered so? One trial.
    fn tried(&self, changed: &[(&str, &str)], trials: &mut Trials) -> Result<bool, Spent> {
        trials.left = trials.left.checked_sub(1).ok_or(Spent)?;
        Ok(self.fails_with(changed))
    }

    /// Does the condition not hold once these were answered so, and all else as it was?
    fn fails_with(&self, changed: &[(&str, &str)]) -> bool {
        let value = |name: &str| changed.iter().find(|(known, _)| *known == name).map(|(_, value)| *value);
        let given = |name: &str| value(name).map_or_else(|| self.record.given(name), Given::Value);
        self.condition.evaluate(self.now, given) == Truth::False
    }

    /// What else may be answered: one of the choices, of several ticked all but one, or a value near what is compared.
    fn candidates(&self, name: &str, now: &str, choices: &[String]) -> Vec<String> {
        let ticked: Vec<&str> = now.split_whitespace().collect();
        let all_but = |left_out: &&str| {
            let rest: Vec<&str> = ticked.iter().copied().filter(|one| one != left_out).collect();
            rest.join(" ")
        };
        let mut values: Vec<String> =
            if choices.len() > 1 && ticked.len() > 1 { ticked.iter().map(all_but).collect() } else { Vec::new() };
        if choices.is_empty() {
            values.extend(self.near(name));
        } else {
            // One more than may be tried is enough to know that not all was, without the two that are left out below.
            values.extend(choices.iter().take(TRIED.saturating_add(3)).cloned());
        }
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

fn without<'n>(names: &[&'n str], out: &str) -> Vec<&'n str> {
    names.iter().copied().filter(|name| *name != out).collect()
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

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Conditions of five questions.
    fn condition() -> impl Strategy<Value = String> {
        let one =
            (0..5_u8, any::<bool>()).prop_map(|(name, is)| format!("${{q{name}}} {} 'a'", if is { "=" } else { "!=" }));
        one.prop_recursive(4, 16, 3, |inner| {
            let several = prop::collection::vec(inner, 2..4);
            (several, any::<bool>())
                .prop_map(|(parts, all)| format!("({})", parts.join(if all { " and " } else { " or " })))
        })
    }

    /// As the names are gone through one by one, each with all the others before it: O(n²) evaluations whatever the condition is.
    fn plainly(asked: &Asked<'_>) -> Vec<String> {
        let names = asked.condition.names().iter().map(String::as_str);
        let known: Vec<&str> = names.filter(|name| asked.record.value(name).is_some()).collect();
        let rests_on = |name: &&&str| {
            let mut enough = known.clone();
            for other in known.iter().filter(|other| *other != *name) {
                let fewer = without(&enough, other);
                if asked.is_enough(&fewer) {
                    enough = fewer;
                }
            }
            !asked.is_enough(&without(&enough, name))
        };
        known.iter().filter(rests_on).map(|name| (*name).to_owned()).collect()
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..Default::default() })]

        #[test]
        fn what_a_rule_rests_on_is_what_going_through_each_name_by_itself_finds(
            formula in condition(),
            answers in prop::collection::vec(0..3_u8, 5),
        ) {
            let condition = Condition::compile(&formula).unwrap();
            let now = Moment::parse("2024-06-15T10:00:00+05:00").unwrap();
            let said = answers.iter().enumerate().filter(|(_, answer)| **answer < 2);
            let record = Record::new("intake", now, said.map(|(at, answer)| (format!("q{at}"), if *answer == 0 { "a" } else { "b" })));
            let asked = Asked { condition: &condition, record: &record, now };
            prop_assume!(asked.truth() == Truth::True);
            let names: Vec<String> = asked.because().into_iter().map(|(name, _)| name).collect();
            prop_assert_eq!(names, plainly(&asked));
        }
    }
}
