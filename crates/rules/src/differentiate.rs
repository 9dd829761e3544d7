//! Every rule asked about one case, and what follows.

use std::borrow::Cow;
use std::collections::BTreeMap;

use pana_forms::Truth;
use pana_model::{Moment, Urgency};

use crate::because::{Asked, Change, Looked, TRIED_IN_ALL, Trials};
use crate::history::{History, Record};
use crate::rule::{Rule, RuleSet, Stops};
use crate::vocabulary::Vocabulary;
use crate::words::Actor;

/// What the answers mean.
#[derive(Debug, Clone)]
pub struct Differentiation<'r> {
    /// Type, kind, form, cause, stage and category, as they were answered.
    pub typology: Typology,
    /// Rules that hold, the most urgent first, and those of one urgency in the order of the table.
    pub lines: Vec<Line<'r>>,
    /// Rules that hold and say that nothing need be done, beside others that say something is.
    pub gave_way: Vec<Line<'r>>,
    /// Rules of which nobody can tell, in the order of the table.
    pub not_known: Vec<NotKnown<'r>>,
    /// Needs, the most urgent first; each once, with the rules that name it.
    pub needs: Vec<Need>,
    /// Services that fit, each once, those of the most urgent rules first.
    pub services: Vec<Proposed>,
    /// Categories that the rules which hold are about.
    pub categories: Vec<String>,
    /// Questionnaires to lead next.
    pub next_forms: Vec<String>,
    /// What must not be done whatever the lines say. Nothing else opens it: no urgency, no wish of a worker.
    pub stops: Option<Stops>,
    /// How many ways were tried to find what would change the lines; at most [`Differentiation::TRIALS_MOST`].
    pub trials: usize,
}

/// What kind of migration it is, as far as it was answered.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Typology {
    /// Internal, international, external.
    pub migration_type: Option<String>,
    /// For good, for a season, …
    pub migration_kind: Option<String>,
    /// Organised or not.
    pub migration_form: Option<String>,
    /// The main cause.
    pub main_cause: Option<String>,
    /// Decision, movement, adaptation.
    pub movement_stage: Option<String>,
    /// The main category.
    pub main_category: Option<String>,
}

/// A rule that holds.
#[derive(Debug, Clone)]
pub struct Line<'r> {
    /// The rule.
    pub rule: &'r Rule,
    /// The answers that it rests on: names and values of the record of its form.
    pub because: Vec<(String, String)>,
    /// The least that would change it, each by itself; none where nothing of that size would.
    pub changes: Vec<Change>,
    /// Was all gone through for what would change it? Else the trials did not suffice, and there may be more than was found.
    pub searched: bool,
}

/// A rule that neither holds nor does not.
#[derive(Debug, Clone)]
pub struct NotKnown<'r> {
    /// The rule.
    pub rule: &'r Rule,
    /// What was not asked or not said, of what it reads.
    pub missing: Vec<String>,
}

/// A need.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Need {
    /// Its code.
    pub code: String,
    /// The most urgent of the rules that name it.
    pub urgency: Urgency,
    /// The ids of the rules that name it.
    pub rules: Vec<String>,
}

/// A service that fits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposed {
    /// Its code in the taxonomy.
    pub code: String,
    /// The most urgent of the rules that propose it.
    pub urgency: Urgency,
    /// Who acts first: the nearest to the person of those that the rules name. For what is critical nobody waits for an order.
    pub actor_first: Actor,
    /// The ids of the rules that propose it.
    pub rules: Vec<String>,
}

/// Asks every rule about the newest record of its form, and one that stops something about what stands by all of them. What would
/// change a rule is looked for among the choices that the vocabulary has of a question, and without it among the values that the
/// condition compares with: for the rules in the order in which they are shown, with one number of trials for all of them.
///
/// O(rules) evaluations of a condition, for each that holds O(names²) more, and [`Differentiation::TRIALS_MOST`] at most in all.
pub fn differentiate<'r>(
    rules: &'r RuleSet,
    vocabulary: &Vocabulary,
    history: &History,
    now: Moment,
) -> Differentiation<'r> {
    let mut found = Differentiation {
        typology: typology_of(history.newest("intake")),
        lines: Vec::new(),
        gave_way: Vec::new(),
        not_known: Vec::new(),
        needs: Vec::new(),
        services: Vec::new(),
        categories: Vec::new(),
        next_forms: Vec::new(),
        stops: None,
        trials: 0,
    };
    let mut unanswered: Vec<&Rule> = Vec::new();
    for rule in rules.rules() {
        let Some(record) = record_of(rule, history, now) else { continue };
        let asked = Asked { condition: &rule.condition, record: &record, now };
        match asked.truth() {
            Truth::False => {}
            Truth::NotKnown => {
                let names = rule.condition.names().iter();
                let missing = names.filter(|name| record.value(name).is_none()).cloned().collect();
                if rule.stops.is_some() && rule.condition.names().iter().any(|name| record.is_open(name)) {
                    unanswered.push(rule);
                }
                found.not_known.push(NotKnown { rule, missing });
            }
            Truth::True => {
                let because = asked.because();
                found.lines.push(Line { rule, because, changes: Vec::new(), searched: false });
            }
        }
    }
    let is_acted = found.lines.iter().any(|line| !line.rule.yields && line.rule.urgency < Urgency::Low);
    (found.gave_way, found.lines) = found.lines.into_iter().partition(|line| is_acted && line.rule.yields);
    found.lines.sort_by_key(|line| line.rule.urgency);
    found.look_for_changes(vocabulary, history, now);
    found.follow();
    found.stops = found.stops.or_else(|| stopped_until_known(&unanswered));
    found
}

/// The record that a rule is asked about.
fn record_of<'h>(rule: &Rule, history: &'h History, now: Moment) -> Option<Cow<'h, Record>> {
    let decides = |record: &Record| Asked { condition: &rule.condition, record, now }.truth() != Truth::NotKnown;
    match rule.stops {
        Some(_) => history.standing(&rule.form, decides).map(Cow::Owned),
        None => history.newest(&rule.form).map(Cow::Borrowed),
    }
}

/// What must not be done while nobody can tell: it was asked whether it may be, and declined. What nobody asked, since the
/// talk ended before, went another way or was not agreed to, stops nothing: that person would get no help for want of a question.
/// A rule that opens a stop and is as little known opens this one: nobody is left in danger of life for want of an answer.
fn stopped_until_known(unanswered: &[&Rule]) -> Option<Stops> {
    let mut stopping = unanswered.iter().filter(|rule| rule.stops == Some(Stops::Referrals)).peekable();
    stopping.peek()?;
    let opens =
        |form: &str| unanswered.iter().any(|rule| rule.stops == Some(Stops::ReferralsButVital) && rule.form == form);
    let each = stopping.map(|rule| if opens(&rule.form) { Stops::ReferralsButVital } else { Stops::Referrals });
    each.max()
}

fn typology_of(intake: Option<&Record>) -> Typology {
    let value = |name: &str| intake.and_then(|record| record.value(name)).map(str::to_owned);
    Typology {
        migration_type: value("migration_type"),
        migration_kind: value("migration_kind"),
        migration_form: value("migration_form"),
        main_cause: value("main_cause"),
        movement_stage: value("movement_stage"),
        main_category: value("main_category"),
    }
}

impl Differentiation<'_> {
    /// So many ways are tried at most to find what would change the lines.
    pub const TRIALS_MOST: usize = TRIED_IN_ALL;

    /// Looks for what would change each line, the first of them first, and last what is not shown beside others.
    fn look_for_changes(&mut self, vocabulary: &Vocabulary, history: &History, now: Moment) {
        let mut trials = Trials::in_all();
        let mut left = self.lines.len().saturating_add(self.gave_way.len());
        for line in self.lines.iter_mut().chain(&mut self.gave_way) {
            let rule = line.rule;
            let Some(record) = record_of(rule, history, now) else { continue };
            let asked = Asked { condition: &rule.condition, record: &record, now };
            let answered: Vec<_> =
                line.because.iter().filter(|(name, _)| vocabulary.is_asked(&rule.form, name)).cloned().collect();
            let choices = |name: &str| vocabulary.choices(&rule.form, name).unwrap_or_default();
            let share = trials.share(left);
            let mut rest = share;
            Looked { changes: line.changes, whole: line.searched } = asked.changes(&answered, choices, &mut rest);
            trials.used(share, rest);
            left = left.saturating_sub(1);
        }
        self.trials = trials.made();
    }

    /// What follows of the rules that hold.
    fn follow(&mut self) {
        let mut at_need: BTreeMap<&str, usize> = BTreeMap::new();
        let mut at_service: BTreeMap<&str, usize> = BTreeMap::new();
        for Line { rule, .. } in &self.lines {
            for code in &rule.needs {
                match at_need.get(code.as_str()).and_then(|at| self.needs.get_mut(*at)) {
                    Some(need) => need.rules.push(rule.id.clone()),
                    None => {
                        at_need.insert(code, self.needs.len());
                        let rules = vec![rule.id.clone()];
                        self.needs.push(Need { code: code.clone(), urgency: rule.urgency, rules });
                    }
                }
            }
            for code in &rule.services {
                match at_service.get(code.as_str()).and_then(|at| self.services.get_mut(*at)) {
                    Some(service) => {
                        service.rules.push(rule.id.clone());
                        service.actor_first = service.actor_first.min(rule.actor_first);
                    }
                    None => {
                        at_service.insert(code, self.services.len());
                        self.services.push(Proposed {
                            code: code.clone(),
                            urgency: rule.urgency,
                            actor_first: rule.actor_first,
                            rules: vec![rule.id.clone()],
                        });
                    }
                }
            }
            each_once(&mut self.categories, &rule.categories);
            each_once(&mut self.next_forms, rule.next_form.as_slice());
        }
        let stopping = self.lines.iter().chain(&self.gave_way).filter_map(|line| line.rule.stops);
        // A rule by which a vital interest may open one says so by itself, beside the one that stops them all.
        self.stops = stopping.min();
    }

    /// The most urgent that there is; `None` where no rule holds.
    pub fn urgency(&self) -> Option<Urgency> {
        self.lines.first().map(|line| line.rule.urgency)
    }
}

fn each_once(all: &mut Vec<String>, more: &[String]) {
    for one in more {
        if !all.contains(one) {
            all.push(one.clone());
        }
    }
}
