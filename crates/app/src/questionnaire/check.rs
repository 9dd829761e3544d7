//! Reading a questionnaire from a file or a folder, and saying all that is wrong with it at once.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use pana_forms::workbook::Workbook;
use pana_forms::{Form, Problem, Severity};
use serde::Serialize;

use super::Shape;
use super::view::kind_word;
use crate::contract::AppError;
use crate::error::ErrorCode;

/// A larger file is refused unread.
const FILE_MAX: u64 = 64 * 1024 * 1024;

/// What came of reading a questionnaire.
#[derive(Debug, Clone, Serialize)]
pub struct FormCheck {
    /// Can it be used?
    pub ok: bool,
    /// `form_id`, when that much could be read.
    pub form: Option<String>,
    /// `open`, `semi_closed`, `closed` or `mixed`.
    pub kind: Option<String>,
    /// Questions a person may be asked.
    pub questions: u32,
    /// Tags of its languages, the default one first.
    pub languages: Vec<String>,
    /// All that is wrong, by sheet and cell.
    pub problems: Vec<FormProblem>,
}

/// One thing that is wrong with a questionnaire.
#[derive(Debug, Clone, Serialize)]
pub struct FormProblem {
    /// The file or folder.
    pub file: String,
    /// The sheet.
    pub sheet: String,
    /// The cell, `B12`.
    pub cell: Option<String>,
    /// `error` or `warning`.
    pub severity: String,
    /// Its words are `form-problem-<code>` and `form-remedy-<code>`.
    pub code: String,
    /// Their variables.
    #[serde(skip)]
    pub args: BTreeMap<String, String>,
}

/// Reads a questionnaire: an `.xlsx`, or a folder of CSV sheets.
///
/// # Errors
/// `file-unreadable` when there is nothing to read. What is wrong with a questionnaire is no error of this function.
pub fn form_check(path: &Path) -> Result<FormCheck, AppError> {
    let (form, problems) = read(path)?;
    Ok(FormCheck {
        ok: form.is_some(),
        form: form.as_ref().map(|form| form.id().to_owned()),
        kind: form.as_ref().map(|form| kind_word(form.kind()).to_owned()),
        questions: form.as_ref().map_or(0, |form| Shape::of(form).questions()),
        languages: form.iter().flat_map(|form| form.languages()).map(|language| language.tag.clone()).collect(),
        problems: problems.into_iter().map(problem_row).collect(),
    })
}

fn read(path: &Path) -> Result<(Option<Arc<Form>>, Vec<Problem>), AppError> {
    let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
    let workbook = if path.is_dir() {
        let sheets = sheets_of(path)?;
        let sheets: Vec<(&str, &[u8])> = sheets.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
        Workbook::from_csv(&name, &sheets)
    } else {
        Workbook::from_xlsx(&name, &bytes_of(path)?)
    };
    Ok(match workbook {
        Ok(workbook) => {
            let reading = pana_forms::read(&workbook);
            (reading.form, reading.problems)
        }
        Err(problems) => (None, problems),
    })
}

fn sheets_of(folder: &Path) -> Result<Vec<(String, Vec<u8>)>, AppError> {
    let entries = std::fs::read_dir(folder).map_err(|_| unreadable(folder))?;
    let mut paths: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.retain(|path| path.extension() == Some(OsStr::new("csv")));
    paths.sort();
    let stem = |path: &Path| path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    paths.iter().map(|path| Ok((stem(path), bytes_of(path)?))).collect()
}

fn bytes_of(path: &Path) -> Result<Vec<u8>, AppError> {
    let size = std::fs::metadata(path).map_err(|_| unreadable(path))?.len();
    if size > FILE_MAX {
        return Err(unreadable(path));
    }
    std::fs::read(path).map_err(|_| unreadable(path))
}

fn unreadable(path: &Path) -> AppError {
    AppError::of(ErrorCode::FileUnreadable).with("file", path.display())
}

fn problem_row(problem: Problem) -> FormProblem {
    let severity = match problem.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    };
    FormProblem {
        file: problem.file,
        sheet: problem.sheet,
        cell: problem.cell,
        severity: severity.to_owned(),
        code: problem.code.as_str().to_owned(),
        args: problem.args,
    }
}
