//! What a month of a territory comes to, for those who answer for the centre.

use pana_model::Urgency;
use pana_rules::{Actor, Level, Sphere};
pub use pana_rules::{Unit, Variable};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::needs::NextForm;
use super::rules::RulesInForce;
use super::word::words;
use super::{Texts, Word};

words! {
    /// Why a figure is not known.
    FigureUnknown {
        /// Nobody of the open cases was asked, or said it.
        NobodyAsked = "nobody_asked",
        /// Nothing of this kind was written down in the month.
        NothingInMonth = "nothing_in_month",
        /// Too few residents answered for a mean.
        TooFewAnswers = "too_few_answers",
        /// The centre has no questionnaire that asks for it.
        NoQuestionnaire = "no_questionnaire",
        /// Nothing was handed over in the month.
        NothingSent = "nothing_sent",
        /// It would be made of one to four people or referrals.
        TooFew = "too_few",
    }
}

/// Asks what a month comes to.
#[derive(Debug, Clone, Default, Deserialize, TS)]
pub struct TerritoryRequest {
    /// `2024-05`; the month that ended last by the clock of the centre where nothing is said.
    pub month: Option<String>,
    /// The code of a region; the whole centre where none is named.
    pub region: Option<String>,
}

/// What a month comes to.
#[derive(Debug, Clone, Serialize, TS)]
pub struct TerritoryView {
    /// Which month, `2024-05`.
    pub month: String,
    /// The months that may be looked at, the latest first: at most 24, back to the one in which the first case was opened.
    pub months: Vec<String>,
    /// Which region; nothing for the whole.
    pub region: Option<String>,
    /// The regions that may be looked at by themselves, by their codes.
    pub regions: Vec<RegionRow>,
    /// Open cases that are in none of these regions: none, or five at least.
    pub elsewhere: u32,
    /// Open cases that were counted; nothing where they are fewer than five, and then no figure and no rule is shown.
    pub open: Option<u32>,
    /// Which rules are asked.
    pub set: RulesInForce,
    /// The rules that hold, the most urgent first, with the figures that each rests on.
    pub lines: Vec<TerritoryRule>,
    /// The rules that do not hold, in the order of the table, with the figures that each reads.
    pub fails: Vec<TerritoryRule>,
    /// The rules of which nobody can tell, in the order of the table, with the figures that are not known.
    pub not_known: Vec<TerritoryRule>,
    /// Every figure once.
    pub figures: Vec<FigureRow>,
}

/// A region.
#[derive(Debug, Clone, Serialize, TS)]
pub struct RegionRow {
    /// Its code.
    pub code: String,
    /// Its name.
    pub label: Texts,
    /// Cases that were open there when the month ended: five at least.
    pub open: u32,
}

/// A figure. Where it would tell of one to four people, here or in another part of the whole, no number is in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct FigureRow {
    /// Which.
    pub name: Word<Variable>,
    /// What it counts.
    pub unit: Word<Unit>,
    /// What it comes to; nothing where it is not known, or would tell of few.
    pub value: Option<i32>,
    /// It is known, and would tell of one to four people.
    pub few: bool,
    /// It is known and would not, but in a region, or in what is left of the whole, it would; so it is shown nowhere.
    pub few_elsewhere: bool,
    /// Of how many it is known; nothing where it, or the figure, would tell of one to four people, here or elsewhere.
    pub asked: Option<u32>,
    /// Why it is not known.
    pub unknown: Option<FigureUnknown>,
    /// Of people of one origin: from where; nothing where they are few.
    pub origin: Option<Texts>,
}

/// A rule about a territory.
#[derive(Debug, Clone, Serialize, TS)]
pub struct TerritoryRule {
    /// Its id.
    pub rule: String,
    /// What it says.
    pub explanation: Texts,
    /// How soon.
    pub urgency: Word<Urgency>,
    /// Level of work.
    pub level: Word<Level>,
    /// Sphere of life.
    pub sphere: Word<Sphere>,
    /// Who acts first.
    pub actor_first: Word<Actor>,
    /// What it proposes.
    pub services: Vec<TerritoryService>,
    /// The questionnaire to lead next.
    pub next_form: Option<NextForm>,
    /// The figures that matter for it: see where it stands.
    pub figures: Vec<Word<Variable>>,
}

/// A kind of service that a rule proposes.
#[derive(Debug, Clone, Serialize, TS)]
pub struct TerritoryService {
    /// Its code.
    pub code: String,
    /// Its name.
    pub label: Texts,
}
