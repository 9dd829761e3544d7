//! Reading a table of rules from a file, and saying all that is wrong with it at once.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::path::Path;
use std::sync::Arc;

use pana_forms::workbook::Workbook;
use pana_forms::{Form, Problem, ProblemCode, Severity};
use pana_rules::{RuleProblem, RuleProblemCode, RuleSet};
use serde::Serialize;

use crate::contract::{AppError, Word};
use crate::needs::{shipped_rules, vocabulary};
use crate::questionnaire::{bytes_of, shipped_forms};

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
    let forms: Vec<Arc<Form>> = shipped_forms().collect();
    let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
    let bytes = bytes_of(path)?;
    let is_csv = path
        .extension()
        .and_then(OsStr::to_str)
        .is_some_and(|ending| ["csv", "tsv"].iter().any(|known| ending.eq_ignore_ascii_case(known)));
    let workbook = if is_csv {
        Workbook::from_csv(&name, &[("rules", bytes.as_slice())])
    } else {
        Workbook::from_file(&name, &bytes)
    };
    let workbook = match workbook {
        Ok(workbook) => workbook,
        Err(problems) => {
            let problems = problems.into_iter().map(of_file).collect();
            return Ok(RulesCheck { ok: false, rules: 0, version: None, problems });
        }
    };
    let reading = RuleSet::read_in_place_of(&workbook, &vocabulary(forms.iter().map(AsRef::as_ref)), shipped_rules());
    let problems = reading.problems.into_iter().map(|problem| of_rules(&name, problem)).collect();
    let version = reading.rules.as_ref().map(|rules| hex(&rules.version()));
    let rules = reading.rules.as_ref().map_or(0, |rules| rules.rules().len());
    Ok(RulesCheck { ok: reading.rules.is_some(), rules, version, problems })
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn of_file(problem: Problem) -> RulesProblem {
    let Problem { file, sheet, cell, severity, code, args } = problem;
    RulesProblem { file, sheet, cell, severity: Word(severity), code: RulesProblemCode::File(Word(code)), args }
}

fn of_rules(file: &str, problem: RuleProblem) -> RulesProblem {
    let RuleProblem { sheet, cell, severity, code, args } = problem;
    let file = file.to_owned();
    RulesProblem { file, sheet, cell, severity: Word(severity), code: RulesProblemCode::Rules(Word(code)), args }
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
