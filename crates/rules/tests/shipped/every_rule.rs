//! Each rule that ships holds for some answers, does not for others, and is not known where nothing was said: found by trying
//! the answers that the questions offer and the values that the condition compares with.

use std::collections::BTreeMap;

use pana_forms::{Form, Given, Truth};
use pana_model::Moment;
use pana_rules::{History, Record, Rule, Vocabulary, differentiate};

use super::{forms, rules};

/// Tried at random until both were seen, at most so often.
const TRIES: u64 = 200_000;

/// A stream of numbers that look like chance, the same each time.
struct Draw(u64);

impl Draw {
    fn below(&mut self, count: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % count
    }
}

/// What may be answered to a question that a rule reads.
fn values(rule: &Rule, name: &str, forms: &[std::sync::Arc<Form>]) -> Vec<String> {
    let form = forms.iter().find(|form| form.id() == rule.form);
    let node = form.and_then(|form| form.nodes().iter().find(|node| node.name == name));
    let list = node.and_then(|node| form?.choices(node.list.as_deref()?));
    let mut values: Vec<String> = list.into_iter().flatten().map(|choice| choice.name.to_string()).collect();
    for constant in rule.condition.constants().into_iter().filter(|constant| !constant.is_empty()) {
        if let Ok(number) = constant.parse::<f64>() {
            // Far ones too: two scores may be compared with each other.
            values.extend([number - 1.0, number, number + 1.0, 0.0, 100.0].map(|number| number.to_string()));
        }
        values.push(constant);
    }
    // Answers that the condition does not name, and two numbers for those that are compared with each other.
    values.extend(["something_else", "3", "7"].map(str::to_owned));
    values
}

#[test]
fn every_rule_holds_for_some_answers_and_not_for_others() {
    let (forms, now) = (forms(), Moment::parse("2024-06-15T10:00:00+05:00").unwrap());
    for rule in rules().rules() {
        let offered: BTreeMap<&str, Vec<String>> =
            rule.condition.names().iter().map(|name| (name.as_str(), values(rule, name, &forms))).collect();
        let (mut held, mut failed, mut draw) = (false, false, Draw(1));
        for _ in 0..TRIES {
            let answers: BTreeMap<&str, String> = offered
                .iter()
                .map(|(name, values)| {
                    // Several answers at once, as a question of several choices has them.
                    let one = values[draw.below(values.len())].clone();
                    let two = values[draw.below(values.len())].clone();
                    (*name, if draw.below(4) == 0 { format!("{one} {two}") } else { one })
                })
                .collect();
            match rule.condition.evaluate(now, |name| Given::Value(&answers[name])) {
                Truth::True => held = true,
                Truth::False => failed = true,
                Truth::NotKnown => panic!("{}: everything is known", rule.id),
            }
            if held && failed {
                break;
            }
        }
        assert!(held, "{} never holds: {}", rule.id, rule.formula);
        assert!(failed, "{} always holds: {}", rule.id, rule.formula);
        let nothing = rule.condition.evaluate(now, |_| Given::NotKnown);
        assert_eq!(nothing, Truth::NotKnown, "{}: nobody was asked", rule.id);
    }
}

#[test]
fn a_rule_that_holds_rests_on_answers_that_are_enough_and_would_not_after_each_change() {
    let (forms, rules, now) = (forms(), rules(), Moment::parse("2024-06-15T10:00:00+05:00").unwrap());
    let vocabulary = Vocabulary::of(forms.iter().map(AsRef::as_ref));
    let mut draw = Draw(7);
    let (mut tried, mut changes) = (0_usize, 0_usize);
    for _ in 0..60 {
        for form in &forms {
            let closed = form.nodes().iter().filter_map(|node| {
                let choices = form.choices(node.list.as_deref()?)?;
                (draw.below(3) > 0).then(|| (node.name.clone(), choices[draw.below(choices.len())].name.to_string()))
            });
            let record = Record::new(form.id(), now, closed.collect::<Vec<_>>());
            let history = History::of([record.clone()]);
            for line in &differentiate(&rules, &vocabulary, &history, now).lines {
                tried += 1;
                let enough = |name: &str| line.because.iter().find(|(known, _)| known == name);
                let given = |name: &str| enough(name).map_or(Given::NotKnown, |(_, value)| Given::Value(value));
                assert_eq!(line.rule.condition.evaluate(now, given), Truth::True, "{}", line.rule.id);
                for change in &line.changes {
                    changes += 1;
                    let most = change.answers.iter().map(|(_, values)| values.len()).max().unwrap();
                    for nth in 0..most {
                        let changed = |name: &str| change.answers.iter().find(|(known, _)| known == name);
                        let given = |name: &str| match (changed(name), record.value(name)) {
                            (Some((_, values)), _) => Given::Value(&values[nth % values.len()]),
                            (None, Some(value)) => Given::Value(value),
                            (None, None) => Given::NotKnown,
                        };
                        assert_eq!(
                            line.rule.condition.evaluate(now, given),
                            Truth::False,
                            "{} {change:?}",
                            line.rule.id
                        );
                    }
                }
            }
        }
    }
    assert!(tried > 500 && changes > tried / 2, "{tried} lines, {changes} changes");
}

#[test]
fn help_that_is_needed_at_once_is_as_urgent_in_a_follow_up_as_where_the_needs_are_asked_about() {
    let (rules, now) = (rules(), Moment::parse("2024-06-15T10:00:00+05:00").unwrap());
    for need in ["domestic", "medical", "psychological", "pedagogical", "economic", "legal"] {
        let read = format!("need_{need}");
        let lines = |form: &str, level: &str| {
            let said = [("reached", "yes"), (read.as_str(), level)];
            let history = History::of([Record::new(form, now, said)]);
            let found = differentiate(&rules, &Vocabulary::default(), &history, now);
            let own = found.lines.into_iter().filter(|line| line.rule.form == form);
            let own = own.filter(|line| line.rule.formula.ends_with(&format!("${{{read}}} = 3")));
            own.map(|line| (line.rule.urgency, line.rule.needs.clone(), line.rule.services.clone())).collect::<Vec<_>>()
        };
        let needed = lines("follow_up", "3");
        assert_eq!(needed.len(), 1, "{need}");
        assert_eq!(needed, lines("needs", "3"), "{need}");
        assert!(lines("follow_up", "2").is_empty(), "{need}");
    }
}

#[test]
fn no_help_from_a_referral_leads_to_a_line_of_its_own() {
    let (rules, now) = (rules(), Moment::parse("2024-06-15T10:00:00+05:00").unwrap());
    let holds = |count: &str| {
        let history = History::of([Record::new("follow_up", now, [("referrals_without", count)])]);
        let found = differentiate(&rules, &Vocabulary::default(), &history, now);
        found.lines.iter().any(|line| line.rule.id == "D170" && line.rule.urgency == pana_model::Urgency::Urgent)
    };
    assert!(holds("1") && !holds("0"));
}
