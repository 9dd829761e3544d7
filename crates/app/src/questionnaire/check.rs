//! Reading a questionnaire from a file or a folder, and saying all that is wrong with it at once.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use pana_forms::workbook::Workbook;
use pana_forms::{Form, Kind, Problem, ProblemCode, Reading, Severity};
use serde::Serialize;

use super::Shape;
use super::media;
use crate::contract::{AppError, Word};
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
    /// How it is answered.
    pub kind: Option<Word<Kind>>,
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
    /// Does it stop the questionnaire?
    pub severity: Word<Severity>,
    /// Its words are `form-problem-<code>` and `form-remedy-<code>`.
    pub code: Word<ProblemCode>,
    /// Their variables.
    #[serde(skip)]
    pub args: BTreeMap<String, String>,
}

/// Reads a questionnaire: a spreadsheet, an XForm, or a folder of CSV sheets; and the lists, pictures, sounds and films it names, where they
/// lie beside it.
///
/// # Errors
/// `file-unreadable` when there is nothing to read. What is wrong with a questionnaire is no error of this function.
pub fn form_check(path: &Path) -> Result<FormCheck, AppError> {
    let found = read(path)?;
    Ok(check_of(found.form.as_deref(), found.problems))
}

/// What is in a file or folder.
pub(super) struct Found {
    /// The questionnaire, when nothing stops it.
    pub(super) form: Option<Arc<Form>>,
    /// All that is wrong.
    pub(super) problems: Vec<Problem>,
    /// Its cells.
    pub(super) workbook: Workbook,
}

pub(super) fn check_of(form: Option<&Form>, problems: Vec<Problem>) -> FormCheck {
    FormCheck {
        ok: form.is_some(),
        form: form.map(|form| form.id().to_owned()),
        kind: form.map(|form| Word(form.kind())),
        questions: form.map_or(0, |form| Shape::of(form).questions()),
        languages: form.into_iter().flat_map(Form::languages).map(|language| language.tag.clone()).collect(),
        problems: problems.into_iter().map(problem_row).collect(),
    }
}

pub(super) fn read(path: &Path) -> Result<Found, AppError> {
    let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
    let workbook = if path.is_dir() {
        let sheets = sheets_of(path)?;
        let sheets: Vec<(&str, &[u8])> = sheets.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
        Workbook::from_csv(&name, &sheets)
    } else {
        Workbook::from_file(&name, &bytes_of(path)?)
    };
    let mut workbook = match workbook {
        Ok(workbook) => workbook,
        Err(problems) => return Ok(Found { form: None, problems, workbook: Workbook::default() }),
    };
    let reading = pana_forms::read(&workbook);
    let beside = if path.is_dir() { Some(path) } else { path.parent() };
    let stem = path.file_stem().unwrap_or_default();
    let media = reading.form.as_ref().zip(beside).map(|(form, folder)| media::beside(form, folder, stem));
    let lists = lists_beside(beside, &reading.problems)?;
    if lists.is_empty() && media.as_ref().is_none_or(BTreeMap::is_empty) {
        return Ok(found(reading, workbook));
    }
    workbook.files.extend(lists);
    workbook.files.extend(media.unwrap_or_default());
    let reading = pana_forms::read(&workbook);
    Ok(found(reading, workbook))
}

/// Says of a form without a version by which it is known: it is published all the same, and its next edit too.
fn name_version(form: &Form, file: &str, problems: &mut Vec<Problem>) {
    if form.setting("version").is_some_and(|version| !version.is_empty()) {
        return;
    }
    problems.push(Problem {
        file: file.to_owned(),
        sheet: "settings".to_owned(),
        cell: None,
        severity: Severity::Warning,
        code: ProblemCode::VersionMissing,
        args: BTreeMap::from([("version".to_owned(), form.version().to_owned())]),
    });
}

/// What calculates and asks nothing is a form to the engine, and no questionnaire to ask anyone by.
fn found(mut reading: Reading, workbook: Workbook) -> Found {
    for problem in reading.problems.iter_mut().filter(|problem| problem.code == ProblemCode::FormEmpty) {
        problem.severity = Severity::Error;
        reading.form = None;
    }
    if let Some(form) = &reading.form {
        name_version(form, &workbook.file, &mut reading.problems);
    }
    Found { form: reading.form, problems: reading.problems, workbook }
}

/// The files that a questionnaire misses, as far as they lie in its folder.
fn lists_beside(folder: Option<&Path>, problems: &[Problem]) -> Result<BTreeMap<String, Vec<u8>>, AppError> {
    let missing = problems.iter().filter(|problem| problem.code == ProblemCode::FileMissing);
    let mut lists = BTreeMap::new();
    for name in missing.filter_map(|problem| problem.args.get("name")) {
        // A name, and not a way out of the folder.
        let plain = Path::new(name).file_name() == Some(OsStr::new(name));
        let path = folder.filter(|_| plain).map(|folder| folder.join(name)).filter(|path| path.is_file());
        if let Some(path) = path {
            lists.insert(name.clone(), bytes_of(&path)?);
        }
    }
    Ok(lists)
}

fn sheets_of(folder: &Path) -> Result<Vec<(String, Vec<u8>)>, AppError> {
    let entries = std::fs::read_dir(folder).map_err(|_| unreadable(folder))?;
    let mut paths: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    let is_csv = |path: &Path| {
        let ending = path.extension().map(OsStr::to_ascii_lowercase);
        ending.is_some_and(|ending| ending == "csv" || ending == "tsv")
    };
    paths.retain(|path| is_csv(path) && is_sheet(path));
    paths.sort();
    let stem = |path: &Path| path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    paths.iter().map(|path| Ok((stem(path), bytes_of(path)?))).collect()
}

/// Is it a sheet, or could it be one misspelt? Other files of the folder are lists.
fn is_sheet(path: &Path) -> bool {
    let stem = path.file_stem().map(|stem| stem.to_string_lossy().to_lowercase()).unwrap_or_default();
    pana_forms::SHEETS.iter().any(|sheet| stem.starts_with(sheet.get(..4).unwrap_or(sheet)))
}

/// What is in a file of at most so many bytes as a questionnaire may have.
pub(crate) fn bytes_of(path: &Path) -> Result<Vec<u8>, AppError> {
    // What is no file, as a pipe or a device, may never end.
    let about = std::fs::metadata(path).map_err(|_| unreadable(path))?;
    if !about.is_file() || about.len() > FILE_MAX {
        return Err(unreadable(path));
    }
    let mut bytes = Vec::new();
    let file = std::fs::File::open(path).map_err(|_| unreadable(path))?;
    file.take(FILE_MAX).read_to_end(&mut bytes).map_err(|_| unreadable(path))?;
    Ok(bytes)
}

fn unreadable(path: &Path) -> AppError {
    AppError::of(ErrorCode::FileUnreadable).with("file", path.display())
}

fn problem_row(problem: Problem) -> FormProblem {
    FormProblem {
        file: problem.file,
        sheet: problem.sheet,
        cell: problem.cell,
        severity: Word(problem.severity),
        code: Word(problem.code),
        args: problem.args,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test")]

    use super::{ProblemCode, form_check};

    #[test]
    fn a_list_beside_the_questionnaire_is_read_with_it() {
        let folder = tempfile::tempdir().unwrap();
        let survey = "type,name,label\nselect_one_from_file towns.csv,town,Town\n";
        std::fs::write(folder.path().join("survey.csv"), survey).unwrap();
        std::fs::write(folder.path().join("settings.csv"), "form_id,version\nhome,1\n").unwrap();
        let said = |folder: &std::path::Path| {
            let check = form_check(folder).unwrap();
            (check.ok, check.problems.iter().map(|problem| problem.code.to_string()).collect::<Vec<_>>())
        };
        assert_eq!(said(folder.path()), (true, vec!["file-missing".to_owned()]));
        std::fs::write(folder.path().join("towns.csv"), "name,label\nast,Astana\n").unwrap();
        assert_eq!(said(folder.path()), (true, Vec::new()));
    }

    #[test]
    fn what_asks_nothing_is_no_questionnaire() {
        let folder = tempfile::tempdir().unwrap();
        let said = |survey: &str| {
            std::fs::write(folder.path().join("survey.csv"), survey).unwrap();
            let check = form_check(folder.path()).unwrap();
            let row = |row: &super::FormProblem| format!("{} {}", row.severity, row.code);
            (check.ok, check.problems.iter().map(row).collect::<Vec<_>>())
        };
        std::fs::write(folder.path().join("settings.csv"), "form_id,version\nhome,1\n").unwrap();
        for survey in ["type,name,label\n", "type,name,label,calculation\ncalculate,two,,1 + 1\n"] {
            assert_eq!(said(survey), (false, vec!["error form-empty".to_owned()]), "{survey}");
        }
        assert_eq!(said("type,name,label\nnote,hello,Hello\n"), (true, Vec::new()));
    }

    #[test]
    fn an_xform_is_read_as_a_spreadsheet_is() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("visit.xml");
        let xform = r#"<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"><h:head>
            <h:title>Visit</h:title><model><instance><data id="visit"><age/></data></instance>
            <bind nodeset="/data/age" type="int" constraint=". &gt; 0"/></model></h:head>
            <h:body><input ref="/data/age"><label>Age</label></input></h:body></h:html>"#;
        std::fs::write(&path, xform).unwrap();
        let check = form_check(&path).unwrap();
        assert_eq!((check.ok, check.form.as_deref(), check.questions), (true, Some("visit"), 1));
        std::fs::write(&path, "<html><body>").unwrap();
        let check = form_check(&path).unwrap();
        assert_eq!((check.ok, check.problems[0].code.0), (false, ProblemCode::XmlInvalid));
    }
}
