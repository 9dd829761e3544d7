//! The table of rules by which needs are found: which is in force, and what another one would change.

use std::collections::BTreeMap;

pub use pana_forms::{ProblemCode, Severity};
pub use pana_rules::RuleProblemCode;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::questionnaire::CellsView;
use super::word::words;
use super::{Texts, Word};

words! {
    /// Where rules come from.
    RulesOrigin {
        /// They came with Pana.
        Shipped = "shipped",
        /// The centre took them in.
        Own = "own",
    }
}

words! {
    /// Why the rules that ship are asked in place of the centre's own.
    RulesInstead {
        /// The table was taken in on another laptop, and is not on this one.
        Missing = "missing",
        /// What is kept is not what was taken in.
        Altered = "altered",
        /// This version of Pana cannot use it: a newer one made it, or it lacks what protects people.
        Unusable = "unusable",
    }
}

/// Which rules are asked now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct RulesInForce {
    /// Where they come from.
    pub origin: RulesOrigin,
    /// The hash of their table: 64 hexadecimal digits.
    pub version: String,
    /// How many they are.
    pub rules: u32,
    /// The file that the centre's own came from; empty for those that ship.
    pub file: String,
    /// Since when they are asked, RFC 3339, by the clock of whoever said so; nothing where nobody ever chose.
    pub since: Option<String>,
    /// Who said so; empty where nobody ever chose.
    pub member: String,
    /// Why those that ship are asked in place of the centre's own; `file`, `since` and `member` are those of its own then.
    pub instead: Option<RulesInstead>,
}

/// The rules at a centre.
#[derive(Debug, Clone, Serialize, TS)]
pub struct RulesView {
    /// Which are asked.
    pub set: RulesInForce,
    /// What was said apart on another laptop and stands beside it, the latest first.
    pub apart: Vec<RulesApart>,
    /// May this member change them?
    pub may_publish: bool,
    /// May this member read a table from a file and look through it?
    pub may_read: bool,
}

/// What was said of the rules apart.
#[derive(Debug, Clone, Serialize, TS)]
pub struct RulesApart {
    /// Which were meant.
    pub origin: RulesOrigin,
    /// The file; empty for those that ship.
    pub file: String,
    /// When, RFC 3339.
    pub since: String,
    /// Who.
    pub member: String,
}

/// Names what is to be looked through.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct RulesReadRequest {
    /// The path of a file; nothing for the rules that ship.
    pub path: Option<String>,
}

/// What a table would change. It can be published by [`RulesReading::reading`] until another is read or the app is locked.
#[derive(Debug, Clone, Serialize, TS)]
pub struct RulesReading {
    /// Names what was read.
    pub reading: String,
    /// Where the rules come from.
    pub origin: RulesOrigin,
    /// The file's name, without the way to it; empty for the rules that ship.
    pub file: String,
    /// May this member publish it?
    pub may_publish: bool,
    /// Can it be used?
    pub ok: bool,
    /// Does it say what is asked now, cell by cell, so that there is nothing to take in? Where others were taken in apart, or
    /// those in force cannot be used, taking the same in settles that.
    pub same: bool,
    /// The hash of the table; nothing where it cannot be used.
    pub version: Option<String>,
    /// How many rules it has; 0 where it cannot be used.
    pub rules: u32,
    /// Rules that are new.
    pub added: Vec<RuleName>,
    /// Rules that say something else.
    pub changed: Vec<RuleChanged>,
    /// Rules that are gone.
    pub gone: Vec<RuleName>,
    /// How many say what they said.
    pub unchanged: u32,
    /// All that is wrong, what stops it first, then by cell. No more than [`Self::PROBLEMS`]; `errors` and `warnings` count all.
    pub problems: Vec<RulesProblemRow>,
    /// How many problems stop it.
    pub errors: u32,
    /// How many are worth a look.
    pub warnings: u32,
}

impl RulesReading {
    /// So many problems are shown; nobody mends more in one go.
    pub const PROBLEMS: usize = 200;
}

/// A rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct RuleName {
    /// Its id.
    pub rule: String,
    /// What it says.
    pub explanation: Texts,
}

/// A rule that says something else.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct RuleChanged {
    /// Its id.
    pub rule: String,
    /// What it says now in the table.
    pub explanation: Texts,
    /// Its cells that say something else.
    pub cells: Vec<RuleCell>,
}

/// A cell that says something else.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct RuleCell {
    /// The column, as the table calls it.
    pub column: String,
    /// What it said; empty where it said nothing.
    pub before: String,
    /// What it says; empty where it says nothing.
    pub after: String,
}

/// One thing that is wrong with a table of rules.
#[derive(Debug, Clone, Serialize, TS)]
pub struct RulesProblemRow {
    /// The sheet; empty where it is about the whole file.
    pub sheet: String,
    /// The cell, `C12`.
    pub cell: Option<String>,
    /// Does it stop it?
    pub severity: Word<Severity>,
    /// What is wrong with the rules: its words are `rules-problem-<code>` and `rules-remedy-<code>`.
    pub rules: Option<Word<RuleProblemCode>>,
    /// What is wrong with the file itself: its words are `form-problem-<code>` and `form-remedy-<code>`.
    pub in_file: Option<Word<ProblemCode>>,
    /// Their variables.
    pub args: BTreeMap<String, String>,
    /// The cell among its neighbours.
    pub around: Option<CellsView>,
}

/// Names what was read.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct RulesPublishRequest {
    /// [`RulesReading::reading`].
    pub reading: String,
}

/// Saves the rules in force as a spreadsheet.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct RulesSaveRequest {
    /// An existing folder.
    pub folder: String,
}
