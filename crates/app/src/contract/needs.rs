//! What the answers mean for a person.

pub use pana_casework::need::{AsideReason, Decision};
use pana_model::{CaseId, Urgency};
use pana_rules::{Actor, Level, Sphere, Stops};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::rules::RulesInForce;
use super::{Id, Texts, Word};

/// What the finished interviews of a person mean. Nothing of it is decided: a worker decides.
#[derive(Debug, Clone, Serialize, TS)]
pub struct NeedsView {
    /// The person's name; empty when none was given.
    pub person: String,
    /// In how many places different things stand that were written apart: what is found rests on what is shown of them.
    pub conflicts: u32,
    /// Which version of the rules says so: the hash of their table.
    pub rules: String,
    /// Which rules these are, since when, and by whom.
    pub set: RulesInForce,
    /// The most urgent; nothing where no rule holds.
    pub urgency: Option<Word<Urgency>>,
    /// What must not be done, whatever else stands here.
    pub stops: Option<Word<Stops>>,
    /// Type, kind, form, cause, stage and category, as far as they were answered.
    pub typology: Vec<SaidRow>,
    /// How far each sphere of life is the person's own again; none where nobody asked.
    pub spheres: Vec<SphereRow>,
    /// Categories that the rules which hold are about.
    pub categories: Vec<CategoryRow>,
    /// Needs, the most urgent first: those that rules name, and those about which somebody decided.
    pub needs: Vec<NeedRow>,
    /// Needs that may be added by hand: those that are not among these.
    pub others: Vec<NeedChoice>,
    /// Rules that hold, the most urgent first.
    pub lines: Vec<RuleRow>,
    /// Kinds of services that fit.
    pub services: Vec<ProposedRow>,
    /// Rules of which nobody can tell, because something was not asked or not said.
    pub not_known: Vec<NotKnownRow>,
    /// Questionnaires to lead next.
    pub next_forms: Vec<NextForm>,
}

/// Decides about a need, or takes a decision back.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct NeedDecideRequest {
    /// Case id.
    pub case: Id<CaseId>,
    /// The need's code.
    pub need: String,
    /// What; nothing takes back what was decided.
    pub decision: Option<Word<Decision>>,
    /// Why it is set aside; nothing for all other decisions.
    pub reason: Option<Word<AsideReason>>,
    /// In the worker's words; may be empty.
    pub words: String,
    /// How soon, of a need that is added by hand; of others the rules say it.
    pub urgency: Option<Word<Urgency>>,
}

/// What was decided about a need.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct DecisionRow {
    /// What.
    pub decision: Word<Decision>,
    /// Why it was set aside.
    pub reason: Option<Word<AsideReason>>,
    /// In the worker's words.
    pub words: String,
    /// How soon, by whoever decided.
    pub urgency: Word<Urgency>,
    /// Who decided.
    pub member: String,
    /// When, by their clock, RFC 3339.
    pub at: String,
    /// By which version of the rules it was decided: the hash of their table. It stays when others are taken in.
    pub rule_set: Option<String>,
    /// Do the answers say otherwise now than when it was decided: other rules name the need, or none does?
    pub is_overtaken: bool,
}

/// A need that may be added by hand.
#[derive(Debug, Clone, Serialize, TS)]
pub struct NeedChoice {
    /// Its code.
    pub code: String,
    /// Its name.
    pub label: Texts,
}

/// How far a sphere of life is the person's own again, as they say.
#[derive(Debug, Clone, Copy, Serialize, TS)]
pub struct SphereRow {
    /// Which.
    pub sphere: Word<Sphere>,
    /// 0 to 100 by the newest needs assessment; nothing where it was not asked or not said.
    pub restored: Option<u8>,
    /// By the assessment before it.
    pub before: Option<u8>,
}

/// A category of migrants.
#[derive(Debug, Clone, Serialize, TS)]
pub struct CategoryRow {
    /// Its code.
    pub code: String,
    /// Its name.
    pub label: Texts,
}

/// A need.
#[derive(Debug, Clone, Serialize, TS)]
pub struct NeedRow {
    /// Its code.
    pub code: String,
    /// Its name.
    pub label: Texts,
    /// How soon.
    pub urgency: Word<Urgency>,
    /// Ids of the rules that name it; none where only a decision does.
    pub rules: Vec<String>,
    /// All that names it is for the person and the worker alone: to be shown when it is asked for.
    pub apart: bool,
    /// What was decided; several where members decided apart, and then nothing is settled.
    pub decided: Vec<DecisionRow>,
}

/// A rule that holds.
#[derive(Debug, Clone, Serialize, TS)]
pub struct RuleRow {
    /// Its id.
    pub rule: String,
    /// What it says.
    pub explanation: Texts,
    /// What it says is for the person and the worker alone: to be shown when it is asked for.
    pub apart: bool,
    /// How soon.
    pub urgency: Word<Urgency>,
    /// Level of work.
    pub level: Word<Level>,
    /// Sphere of life.
    pub sphere: Word<Sphere>,
    /// Who acts first.
    pub actor_first: Word<Actor>,
    /// The answers that it rests on.
    pub because: Vec<SaidRow>,
    /// The least that would change it, each by itself.
    pub changes: Vec<OtherwiseRow>,
    /// Was all gone through for what would change it? Else there may be more than was found: there were too many to try.
    pub searched: bool,
}

/// A question of a questionnaire.
#[derive(Debug, Clone, Serialize, TS)]
pub struct QuestionRow {
    /// Its name.
    pub name: String,
    /// How it is asked; empty for what is worked out and has no words.
    pub label: Texts,
}

/// An answer to a question, or several that are possible.
#[derive(Debug, Clone, Serialize, TS)]
pub struct SaidRow {
    /// The question.
    pub question: QuestionRow,
    /// As it is stored.
    pub values: Vec<String>,
    /// The words of the choices in it.
    pub labels: Vec<Texts>,
}

/// Answers that would have to be others together.
#[derive(Debug, Clone, Serialize, TS)]
pub struct OtherwiseRow {
    /// Each question with the answers that would do.
    pub answers: Vec<SaidRow>,
}

/// A kind of service that fits.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ProposedRow {
    /// Its code.
    pub code: String,
    /// Its name.
    pub label: Texts,
    /// How soon.
    pub urgency: Word<Urgency>,
    /// Who acts first, the nearest to the person.
    pub actor_first: Word<Actor>,
    /// Codes of the needs under which it is offered; none where the rules that propose it name none.
    pub needs: Vec<String>,
    /// Ids of the rules that propose it.
    pub rules: Vec<String>,
}

/// A rule of which nobody can tell.
#[derive(Debug, Clone, Serialize, TS)]
pub struct NotKnownRow {
    /// Its id.
    pub rule: String,
    /// What it would say.
    pub explanation: Texts,
    /// What it says is for the person and the worker alone.
    pub apart: bool,
    /// How soon it would be.
    pub urgency: Word<Urgency>,
    /// What was not asked or not said.
    pub missing: Vec<QuestionRow>,
}

/// A questionnaire to lead next.
#[derive(Debug, Clone, Serialize, TS)]
pub struct NextForm {
    /// Its id.
    pub id: String,
    /// Its title; nothing where the centre does not have it.
    pub title: Option<Texts>,
}
