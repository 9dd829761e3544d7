//! A rule, and a set of them.

use std::collections::BTreeMap;

use pana_forms::Condition;

use crate::words::{Actor, Level, Sphere};
use pana_model::Urgency;

/// One row of the table: if its condition holds, this follows.
#[derive(Debug, Clone)]
pub struct Rule {
    /// `D001`, fixed for ever.
    pub id: String,
    /// The questionnaire whose newest record is asked, [`CASE`](crate::CASE) or [`TERRITORY`](crate::TERRITORY).
    pub form: String,
    /// The condition.
    pub condition: Condition,
    /// The condition as it was written.
    pub formula: String,
    /// Categories of migrants that it is about; none where it is about anybody.
    pub categories: Vec<String>,
    /// Needs that follow; none where none does.
    pub needs: Vec<String>,
    /// How soon.
    pub urgency: Urgency,
    /// Services that fit, by the taxonomy.
    pub services: Vec<String>,
    /// Level of work.
    pub level: Level,
    /// Sphere of life.
    pub sphere: Sphere,
    /// The lowest actor that may meet it.
    pub actor_first: Actor,
    /// The questionnaire to lead next.
    pub next_form: Option<String>,
    /// Why, by language.
    pub explanation: BTreeMap<String, String>,
    /// Where the literature says so.
    pub grounding: String,
    /// Says that nothing need be done: it is not shown beside a rule that says something more urgent than [`Urgency::Low`].
    pub yields: bool,
    /// What it stops.
    pub stops: Option<Stops>,
    /// What it says is for the person and the worker alone: a screen shows it when it is asked for, and not before.
    pub apart: bool,
}

/// What a rule stops when it holds, and while nobody can tell whether it does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stops {
    /// Every referral but one in a vital interest, with a second member, after the person was told.
    ReferralsButVital,
    /// Every referral.
    Referrals,
}

impl Stops {
    /// As tables have it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::ReferralsButVital => "referrals_but_vital",
            Self::Referrals => "referrals",
        }
    }
}

/// Rules as they were read, in the order of the table.
#[derive(Debug, Clone)]
pub struct RuleSet {
    rules: Vec<Rule>,
    version: [u8; 32],
}

impl RuleSet {
    pub(crate) const fn new(rules: Vec<Rule>, version: [u8; 32]) -> Self {
        Self { rules, version }
    }

    /// The rules, in the order of the table.
    pub fn rules(&self) -> &[Rule] {
        &self.rules
    }

    /// The rule of this id.
    pub fn rule(&self, id: &str) -> Option<&Rule> {
        self.rules.iter().find(|rule| rule.id == id)
    }

    /// The BLAKE3 of the table as it was read: kept with what was decided by it, so that the same answers give the same again.
    pub const fn version(&self) -> [u8; 32] {
        self.version
    }
}
