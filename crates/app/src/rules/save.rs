//! The rules in force as a table to be edited.

use std::io::ErrorKind;
use std::path::Path;

use pana_casework::Act;
use pana_exchange::{write_file, write_new_file};
use pana_model::Moment;

use super::current::in_force;
use super::guard::guarded;
use super::table::workbook_of;
use crate::app::App;
use crate::app_log;
use crate::contract::AppError;
use crate::contract::rules::RulesSaveRequest;
use crate::desk::Desk;
use crate::error::ErrorCode;

/// Saves the rules in force as a spreadsheet, and gives its path. Nothing is written over.
///
/// # Errors
/// `locked`, `no-right`, `folder-empty`, `folder-missing`, `folder-read-only`, `disk-full`.
pub(crate) fn rules_save(app: &App, request: &RulesSaveRequest) -> Result<String, AppError> {
    let (table, stem) = app.desk(prepared)?;
    let folder = crate::folder::existing(&request.folder)?;
    let path = write_file(&folder, &stem, "xlsx", &spreadsheet(&table)?).map_err(|error| code_of(&error))?;
    Ok(path.to_string_lossy().into_owned())
}

/// The same into a file of this name, which is not there yet: CSV where it ends so, else a spreadsheet.
///
/// # Errors
/// As [`rules_save`]; `folder-taken` where it is there.
pub fn rules_to_file(app: &App, path: &Path) -> Result<(), AppError> {
    app_log::command("rules_to_file", || {
        let (table, _) = app.desk(prepared)?;
        let is_csv = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("csv"));
        let bytes = if is_csv { separated(&table)? } else { spreadsheet(&table)? };
        write_new_file(path, &bytes).map_err(|error| code_of(&error).into())
    })
}

fn prepared(desk: &mut Desk, now: Moment) -> Result<(Vec<u8>, String), AppError> {
    desk.ask(Act::TryForm, now)?;
    let asked = in_force(desk)?;
    let table = asked.table().ok_or_else(|| AppError::internal("rules"))?;
    Ok((table, format!("rules-{}", now.date())))
}

fn spreadsheet(table: &[u8]) -> Result<Vec<u8>, AppError> {
    let book = workbook_of(table).ok_or_else(|| AppError::internal("rules"))?;
    book.to_xlsx().map_err(|_| AppError::internal("spreadsheet"))
}

/// A spreadsheet opens it too, and runs nothing in it.
fn separated(table: &[u8]) -> Result<Vec<u8>, AppError> {
    let book = workbook_of(table).ok_or_else(|| AppError::internal("rules"))?;
    let sheets = guarded(book).to_csv();
    sheets.into_iter().next().map(|(_, bytes)| bytes).ok_or_else(|| AppError::internal("rules"))
}

fn code_of(error: &std::io::Error) -> ErrorCode {
    match error.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => ErrorCode::DiskFull,
        ErrorKind::AlreadyExists => ErrorCode::FolderTaken,
        ErrorKind::NotFound => ErrorCode::FolderMissing,
        _ => ErrorCode::FolderReadOnly,
    }
}
