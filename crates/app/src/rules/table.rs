//! A table of rules on this computer, and as it is kept.

use std::ffi::OsStr;
use std::path::Path;

use pana_forms::workbook::Workbook;
use pana_forms::{Problem, ProblemCode, Severity};
use pana_rules::{RuleProblem, RuleSet, Vocabulary, only_rules};
use pana_store::RULES_BYTES;

use super::guard::unguarded;
use crate::contract::AppError;
use crate::needs::{shipped_rules, shipped_workbook, vocabulary};
use crate::questionnaire::bytes_of;

/// The name of the sheet, and of the file within the store.
const RULES: &str = "rules";

/// What came of reading a file.
pub(super) struct Found {
    /// Its name, without the way to it.
    pub(super) file: String,
    /// Its cells, as they stand in it.
    pub(super) workbook: Workbook,
    /// The table alone, as it is kept; nothing where it cannot be used.
    pub(super) table: Option<Vec<u8>>,
    /// Its rules; nothing where they cannot be used.
    pub(super) rules: Option<RuleSet>,
    /// All that is wrong.
    pub(super) problems: Vec<Said>,
}

/// One thing that is wrong: with the file, or with the rules in it.
pub(super) enum Said {
    OfFile(Problem),
    OfRules(RuleProblem),
}

impl Said {
    pub(super) const fn severity(&self) -> Severity {
        match self {
            Self::OfFile(problem) => problem.severity,
            Self::OfRules(problem) => problem.severity,
        }
    }
}

/// Reads a spreadsheet with the sheet `rules`, or a CSV file. What protects a person in the rules that ship must be in it too.
///
/// # Errors
/// `file-unreadable` where there is nothing to read.
pub(super) fn read(path: &Path, names: &Vocabulary) -> Result<Found, AppError> {
    let file = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
    let bytes = bytes_of(path)?;
    let ending = path.extension().and_then(OsStr::to_str).unwrap_or_default();
    let is_csv = ["csv", "tsv"].iter().any(|known| ending.eq_ignore_ascii_case(known));
    let workbook = if is_csv {
        Workbook::from_csv(&file, &[(RULES, bytes.as_slice())]).map(unguarded)
    } else {
        Workbook::from_file(&file, &bytes)
    };
    let workbook = match workbook {
        Ok(workbook) => workbook,
        Err(problems) => {
            let problems = problems.into_iter().map(Said::OfFile).collect();
            return Ok(Found { file, workbook: Workbook::default(), table: None, rules: None, problems });
        }
    };
    let reading = RuleSet::read_in_place_of(&workbook, names, shipped_rules());
    let mut problems: Vec<Said> = reading.problems.into_iter().map(Said::OfRules).collect();
    let mut table =
        reading.rules.is_some().then(|| only_rules(&workbook)).flatten().and_then(|book| bytes_as_kept(&book));
    if table.as_ref().is_some_and(|bytes| bytes.len() > RULES_BYTES) {
        problems.push(Said::OfFile(too_large(&file)));
        table = None;
    }
    // What is published is what will be read again, so that is what is looked at.
    let rules = table.as_ref().and_then(|table| kept(table, names));
    let table = table.filter(|_| rules.is_some());
    Ok(Found { file, workbook, table, rules, problems })
}

fn too_large(file: &str) -> Problem {
    Problem {
        file: file.to_owned(),
        sheet: String::new(),
        cell: None,
        severity: Severity::Error,
        code: ProblemCode::FileTooLarge,
        args: [("limit".to_owned(), RULES_BYTES.to_string())].into(),
    }
}

/// A table as it is kept: CSV with commas, in UTF-8.
fn bytes_as_kept(book: &Workbook) -> Option<Vec<u8>> {
    book.to_csv().into_iter().next().map(|(_, bytes)| bytes)
}

/// The cells of a table that is kept.
pub(super) fn workbook_of(table: &[u8]) -> Option<Workbook> {
    Workbook::from_own_csv(RULES, &[(RULES, table)]).ok()
}

/// The table of the rules that ship, as one of a centre's own would be kept.
pub(super) fn shipped_table() -> Option<Vec<u8>> {
    bytes_as_kept(&only_rules(&shipped_workbook()?)?)
}

/// The rules of a table that is kept; nothing where this program cannot use them.
fn kept(table: &[u8], names: &Vocabulary) -> Option<RuleSet> {
    RuleSet::read_in_place_of(&workbook_of(table)?, names, shipped_rules()).rules
}

/// The same for whoever asks them: a question that a questionnaire no longer has leaves a rule not known, and no table unusable.
pub(super) fn rules_of(table: &[u8]) -> Option<RuleSet> {
    kept(table, &vocabulary([]))
}
