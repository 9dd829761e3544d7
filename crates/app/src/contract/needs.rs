//! What the answers mean for a person.

use pana_rules::{Actor, Level, Sphere, Stops, Urgency};
use serde::Serialize;
use ts_rs::TS;

use super::{Texts, Word};

/// What the finished interviews of a person mean. Nothing of it is decided: a worker decides.
#[derive(Debug, Clone, Serialize, TS)]
pub struct NeedsView {
    /// The person's name; empty when none was given.
    pub person: String,
    /// Which version of the rules says so: the hash of their table.
    pub rules: String,
    /// The most urgent; nothing where no rule holds.
    pub urgency: Option<Word<Urgency>>,
    /// What must not be done, whatever else stands here.
    pub stops: Option<Word<Stops>>,
    /// Type, kind, form, cause, stage and category, as far as they were answered.
    pub typology: Vec<SaidRow>,
    /// Categories that the rules which hold are about.
    pub categories: Vec<CategoryRow>,
    /// Needs, the most urgent first.
    pub needs: Vec<NeedRow>,
    /// Rules that hold, the most urgent first.
    pub lines: Vec<RuleRow>,
    /// Kinds of services that fit.
    pub services: Vec<ProposedRow>,
    /// Rules of which nobody can tell, because something was not asked or not said.
    pub not_known: Vec<NotKnownRow>,
    /// Questionnaires to lead next.
    pub next_forms: Vec<NextForm>,
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
    /// Ids of the rules that name it.
    pub rules: Vec<String>,
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
