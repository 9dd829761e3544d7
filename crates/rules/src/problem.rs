//! What is wrong with a table of rules, said by sheet and cell.

use std::collections::BTreeMap;

use pana_forms::Severity;

/// One thing a coordinator should look at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleProblem {
    /// The sheet.
    pub sheet: String,
    /// The cell, `C12`; `None` where the whole sheet is meant.
    pub cell: Option<String>,
    /// Does it keep the table from being used?
    pub severity: Severity,
    /// What it is.
    pub code: RuleProblemCode,
    /// What the sentence about it names.
    pub args: BTreeMap<String, String>,
}

/// The kinds of problem.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RuleProblemCode {
    /// There is no sheet `rules`. No args.
    SheetMissing,
    /// A column that is needed is not there. Args: `column`.
    ColumnMissing,
    /// A column that no rule has: what stands in it would be left out, also where it says what must not be done. Args: `column`.
    ColumnUnknown,
    /// A column stands twice. Args: `column`.
    ColumnTwice,
    /// A cell that must say something is empty. Args: `column`.
    CellMissing,
    /// An id stands twice. Args: `name`, `cell` (where it stood first).
    IdTwice,
    /// The condition cannot be read. Args: those of the questionnaires' problem, and `code`, which it is.
    ConditionWrong,
    /// The condition reads more questions than can be gone through. Args: `count`, `limit`.
    ConditionLong,
    /// The condition asks what the questionnaire does not ask, or what nobody works out of a case or a territory. Args: `form`,
    /// `name`.
    QuestionUnknown,
    /// The condition compares with an answer that no question in it offers. Args: `value`.
    ChoiceUnknown,
    /// A word that is none of those the column takes. Args: `column`, `value`, `allowed`.
    WordUnknown,
    /// A service that the taxonomy lacks. Args: `value`.
    ServiceUnknown,
    /// A need that the list lacks. Args: `value`.
    NeedUnknown,
    /// A kind of service that answers none of the rule's needs; it is offered under each of them. Args: `value`, `needs` (those
    /// that it answers).
    ServiceElsewhere,
    /// An explanation is missing in a language in which others have one. Args: `language`.
    ExplanationMissing,
    /// A rule is explained in no language. No args.
    ExplanationNone,
    /// No questionnaire is known by this name: such a rule never holds. Args: `form`.
    FormUnknown,
    /// The condition reads no question: it holds for everybody, or for nobody. No args.
    ConditionConstant,
    /// A rule gives way that says that something must be done soon. Args: `name`.
    YieldsUrgent,
    /// There is not one rule. No args.
    Empty,
    /// There are more rules than are asked. Args: `limit`.
    TooMany,
    /// A rule that stops referrals is not there, or is not what it was: what protects a person is not taken away by a table.
    /// Args: `name`.
    StopsMissing,
    /// A rule opens what stops referrals, and is none of those that ship as they are. Args: `name`.
    StopsOpen,
    /// A rule is not, or no longer, for the person and the worker alone, and has to be. Args: `name`.
    ApartMissing,
    /// A rule that ships, critical or for the person and the worker alone, is gone. Args: `name`.
    UrgentMissing,
    /// Such a rule says that there is more time. Args: `name`, `before`, `after`.
    UrgentLower,
    /// Such a rule asks something else. Args: `name`.
    UrgentOtherwise,
}

impl RuleProblemCode {
    /// Every code.
    pub const ALL: &'static [Self] = &[
        Self::SheetMissing,
        Self::ColumnMissing,
        Self::ColumnUnknown,
        Self::ColumnTwice,
        Self::CellMissing,
        Self::IdTwice,
        Self::ConditionWrong,
        Self::ConditionLong,
        Self::QuestionUnknown,
        Self::ChoiceUnknown,
        Self::WordUnknown,
        Self::ServiceUnknown,
        Self::NeedUnknown,
        Self::ServiceElsewhere,
        Self::ExplanationMissing,
        Self::ExplanationNone,
        Self::FormUnknown,
        Self::ConditionConstant,
        Self::YieldsUrgent,
        Self::Empty,
        Self::TooMany,
        Self::StopsMissing,
        Self::StopsOpen,
        Self::ApartMissing,
        Self::UrgentMissing,
        Self::UrgentLower,
        Self::UrgentOtherwise,
    ];

    /// The code in kebab case.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::SheetMissing => "sheet-missing",
            Self::ColumnMissing => "column-missing",
            Self::ColumnUnknown => "column-unknown",
            Self::ColumnTwice => "column-twice",
            Self::CellMissing => "cell-missing",
            Self::IdTwice => "id-twice",
            Self::ConditionWrong => "condition-wrong",
            Self::ConditionLong => "condition-long",
            Self::QuestionUnknown => "question-unknown",
            Self::ChoiceUnknown => "choice-unknown",
            Self::WordUnknown => "word-unknown",
            Self::ServiceUnknown => "service-unknown",
            Self::NeedUnknown => "need-unknown",
            Self::ServiceElsewhere => "service-elsewhere",
            Self::ExplanationMissing => "explanation-missing",
            Self::ExplanationNone => "explanation-none",
            Self::FormUnknown => "form-unknown",
            Self::ConditionConstant => "condition-constant",
            Self::YieldsUrgent => "yields-urgent",
            Self::Empty => "empty",
            Self::TooMany => "too-many",
            Self::StopsMissing => "stops-missing",
            Self::StopsOpen => "stops-open",
            Self::ApartMissing => "apart-missing",
            Self::UrgentMissing => "urgent-missing",
            Self::UrgentLower => "urgent-lower",
            Self::UrgentOtherwise => "urgent-otherwise",
        }
    }

    /// Does it keep the table from being used? What is only odd does not.
    pub const fn severity(self) -> Severity {
        match self {
            Self::ChoiceUnknown
            | Self::ServiceElsewhere
            | Self::ExplanationMissing
            | Self::FormUnknown
            | Self::ConditionConstant
            | Self::UrgentMissing
            | Self::UrgentLower
            | Self::UrgentOtherwise => Severity::Warning,
            _ => Severity::Error,
        }
    }
}

/// For logs and tests: code, place and arguments.
impl std::fmt::Display for RuleProblem {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let cell = self.cell.as_deref().unwrap_or_default();
        write!(out, "{}!{cell} {}", self.sheet, self.code.as_str())?;
        self.args.iter().try_for_each(|(name, value)| write!(out, " {name}={value}"))
    }
}
