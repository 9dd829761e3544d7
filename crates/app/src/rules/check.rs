//! Reading a table of rules from a file, and saying all that is wrong with it at once.

use std::collections::BTreeMap;
use std::path::Path;

use pana_forms::{ProblemCode, Severity};
use pana_rules::RuleProblemCode;
use serde::Serialize;

use super::table::{Said, read};
use crate::contract::{AppError, Word};
use crate::needs::vocabulary;
use crate::questionnaire::{hexadecimal, shipped_forms};

/// What came of reading a table of rules.
#[derive(Debug, Clone, Serialize)]
pub struct RulesCheck {
    /// Can it be used?
    pub ok: bool,
    /// How many rules it has; 0 where it cannot be used.
    pub rules: usize,
    /// What it is known by, in hexadecimal digits; `None` where it cannot be used.
    pub version: Option<String>,
    /// All that is wrong, by sheet and cell.
    pub problems: Vec<RulesProblem>,
}

/// One thing that is wrong with a table of rules.
#[derive(Debug, Clone, Serialize)]
pub struct RulesProblem {
    /// The file.
    pub file: String,
    /// The sheet.
    pub sheet: String,
    /// The cell, `C12`.
    pub cell: Option<String>,
    /// Does it keep the table from being used?
    pub severity: Word<Severity>,
    /// What it is.
    pub code: RulesProblemCode,
    /// What its sentence names.
    #[serde(skip)]
    pub args: BTreeMap<String, String>,
}

/// What is wrong: with the file itself, or with the rules in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum RulesProblemCode {
    /// Its words are `form-problem-<code>` and `form-remedy-<code>`.
    File(Word<ProblemCode>),
    /// Its words are `rules-problem-<code>` and `rules-remedy-<code>`.
    Rules(Word<RuleProblemCode>),
}

/// Reads a table of rules: a spreadsheet with the sheet `rules`, or a CSV file. It is looked at beside the questionnaires, needs
/// and kinds of services that ship, and what protects a person in the rules that ship must be in it too.
///
/// # Errors
/// `file-unreadable` when there is nothing to read. What is wrong with the table is no error of this function.
pub fn rules_check(path: &Path) -> Result<RulesCheck, AppError> {
    let forms: Vec<_> = shipped_forms().collect();
    let found = read(path, &vocabulary(forms.iter().map(AsRef::as_ref)))?;
    let version = found.rules.as_ref().map(|rules| hexadecimal(&rules.version()));
    let rules = found.rules.as_ref().map_or(0, |rules| rules.rules().len());
    let problems = found.problems.into_iter().map(|problem| row(&found.file, problem)).collect();
    Ok(RulesCheck { ok: found.rules.is_some(), rules, version, problems })
}

fn row(name: &str, problem: Said) -> RulesProblem {
    match problem {
        Said::OfFile(problem) => RulesProblem {
            file: problem.file,
            sheet: problem.sheet,
            cell: problem.cell,
            severity: Word(problem.severity),
            code: RulesProblemCode::File(Word(problem.code)),
            args: problem.args,
        },
        Said::OfRules(problem) => RulesProblem {
            file: name.to_owned(),
            sheet: problem.sheet,
            cell: problem.cell,
            severity: Word(problem.severity),
            code: RulesProblemCode::Rules(Word(problem.code)),
            args: problem.args,
        },
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test")]

    use super::*;

    const SHIPPED: &str = include_str!("../../../../differentiation/rules.csv");

    fn said(table: &str) -> (RulesCheck, Vec<String>) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("rules.csv");
        std::fs::write(&path, table).unwrap();
        let check = rules_check(&path).unwrap();
        let said =
            check.problems.iter().map(|each| format!("{} {:?}", each.cell.clone().unwrap_or_default(), each.code));
        let said = said.collect();
        (check, said)
    }

    #[test]
    fn the_rules_that_ship_can_be_taken_out_and_read_again() {
        let (check, said) = said(SHIPPED);
        assert_eq!(said, Vec::<String>::new());
        assert!(check.ok && check.rules > 150, "{}", check.rules);
        assert_eq!(check.version.unwrap().len(), 64);
    }

    #[test]
    fn a_table_without_a_rule_that_protects_somebody_is_not_used() {
        let stops = |line: &&str| !line.contains(",referrals,");
        let table: String = SHIPPED.lines().filter(stops).flat_map(|line| [line, "\n"]).collect();
        assert!(table.len() < SHIPPED.len(), "a rule that stops ships");
        let (check, said) = said(&table);
        assert!(!check.ok);
        assert!(said.iter().any(|line| line.contains("StopsMissing")), "{said:?}");
    }

    #[test]
    fn a_file_that_is_no_table_is_told_as_a_questionnaires_would_be() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("rules.xlsx");
        std::fs::write(&path, "no spreadsheet").unwrap();
        let check = rules_check(&path).unwrap();
        assert!(!check.ok && check.version.is_none());
        assert_eq!(check.problems[0].code, RulesProblemCode::File(Word(ProblemCode::FileUnreadable)));
    }
}
