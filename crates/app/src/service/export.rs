//! The directory as a package for others: HSDS 3.1, in a folder. Nothing is written over.

use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};

use pana_casework::Act;
use pana_directory::write;
use pana_model::Moment;

use super::current::opened;
use super::opened::ids;
use crate::app::App;
use crate::contract::AppError;
use crate::contract::service::{LeftOutRow, ServiceExportRequest, ServiceExportView};
use crate::desk::Desk;
use crate::error::ErrorCode;

/// Writes the directory, what was entered by hand with it, as a package: all its files, or none. An empty folder is written into,
/// one that is not there is made, and in one that has something a folder of its own is made.
///
/// # Errors
/// `no-right`, `folder-missing`, `folder-read-only`, `folder-taken`, `disk-full`, `directory-altered`, and as any read.
pub(crate) fn service_export(app: &App, request: &ServiceExportRequest) -> Result<ServiceExportView, AppError> {
    let (written, services, now) = app.desk(prepared)?;
    let asked = Path::new(request.folder.trim());
    let (folder, is_made) = folder(asked, now)?;
    let names: Vec<String> = written.files.keys().cloned().collect();
    let mut done: Vec<PathBuf> = Vec::new();
    for (name, bytes) in &written.files {
        if let Err(error) = create(&folder.join(name), bytes, &mut done) {
            // Half a package would be taken for a whole one.
            done.iter().for_each(|path| drop(std::fs::remove_file(path)));
            if is_made {
                drop(std::fs::remove_dir(&folder));
            }
            return Err(code_of(&error).into());
        }
    }
    let left_out = written.left_out.into_iter();
    Ok(ServiceExportView {
        folder: folder.to_string_lossy().into_owned(),
        files: names,
        services,
        left_out: left_out.map(|row| LeftOutRow { table: row.table, row: row.row, column: row.column }).collect(),
    })
}

fn prepared(desk: &mut Desk, now: Moment) -> Result<(pana_directory::Written, u32, Moment), AppError> {
    desk.ask(Act::Publish, now)?;
    let opened = opened(desk)?;
    let services = u32::try_from(ids(&opened.merged).len()).unwrap_or(u32::MAX);
    Ok((write(&opened.merged), services, now))
}

/// The folder to write into, and whether it was made for that.
fn folder(asked: &Path, now: Moment) -> Result<(PathBuf, bool), AppError> {
    let make = |path: &Path| match std::fs::create_dir(path) {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(false),
        Err(error) if error.kind() == ErrorKind::NotFound => Err(AppError::from(ErrorCode::FolderMissing)),
        Err(error) => Err(code_of(&error).into()),
    };
    if asked.as_os_str().is_empty() {
        return Err(ErrorCode::FolderEmpty.into());
    }
    if make(asked)? {
        return Ok((asked.to_owned(), true));
    }
    let mut entries = std::fs::read_dir(asked).map_err(|_| AppError::from(ErrorCode::FolderMissing))?;
    if entries.next().is_none() {
        return Ok((asked.to_owned(), false));
    }
    let name = format!("services-{}", now.date());
    let numbered = (2..1_000_u32).map(|number| format!("{name}-{number}"));
    for name in std::iter::once(name.clone()).chain(numbered) {
        let path = asked.join(name);
        if make(&path)? {
            return Ok((path, true));
        }
    }
    Err(ErrorCode::FolderTaken.into())
}

/// Writes a file that is not there yet, to the disk.
fn create(path: &Path, bytes: &[u8], done: &mut Vec<PathBuf>) -> std::io::Result<()> {
    let mut file = std::fs::OpenOptions::new().write(true).create_new(true).open(path)?;
    done.push(path.to_owned());
    file.write_all(bytes)?;
    file.sync_all()
}

fn code_of(error: &std::io::Error) -> ErrorCode {
    match error.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => ErrorCode::DiskFull,
        ErrorKind::AlreadyExists => ErrorCode::FolderTaken,
        _ => ErrorCode::FolderReadOnly,
    }
}
