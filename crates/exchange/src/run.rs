//! One export from its first row to its files.

use std::io;
use std::path::{Path, PathBuf};

use pana_model::Secret;

use crate::atomic::Files;
use crate::csv_file::CsvSink;
use crate::exit::{Leaving, of_person};
use crate::guard::Separator;
use crate::json_file::JsonSink;
use crate::layout::Row;
use crate::sink::Sink;
use crate::workbook_file::WorkbookSink;

/// What kind of file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// A table for the interviews and one for each repeat.
    Csv,
    /// `{"form": …, "labels": …, "interviews": [{"interview", "case", "version", "member", "started", "finished",
    /// "incomplete", "answers": {name: "value" | ["a", "b"] | {"state": "declined"} | null | [{…}]}}]}`; of a practice centre
    /// also `"practice": true` beside the form. Where the files name nobody, an interview has `"code"`, `"version"` and
    /// `"finished_month"` instead.
    Json,
    /// One spreadsheet with a sheet for the interviews and one for each repeat.
    Xlsx,
}

/// The files that are to be written.
#[derive(Debug, Clone, Copy)]
pub struct Wanted {
    /// What kind of file.
    pub format: Format,
    /// Between the cells of CSV.
    pub separator: Separator,
    /// A spreadsheet as well, beside what `format` says.
    pub workbook: Workbook,
}

/// Is a spreadsheet written beside?
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Workbook {
    /// It is.
    Beside,
    /// What the format says and nothing more.
    No,
}

impl Wanted {
    /// This kind alone, for programs.
    pub const fn only(format: Format) -> Self {
        Self { format, separator: Separator::Comma, workbook: Workbook::No }
    }
}

/// Where the files go.
#[derive(Debug, Clone, Copy)]
pub struct Target<'a> {
    /// An existing folder.
    pub folder: &'a Path,
    /// Name without its ending: `intake` becomes `intake.csv` and `intake-member.csv`; files of answers go into the folder
    /// `intake-files`.
    pub stem: &'a str,
}

/// Why there are no files. In every case nothing was left in the folder.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// The folder is not there.
    #[error("the folder does not exist")]
    FolderMissing,
    /// The folder does not let itself be written to.
    #[error("the folder cannot be written to")]
    ReadOnly,
    /// There is no room left.
    #[error("the disk is full")]
    DiskFull,
    /// What was to be written does not leave for this purpose.
    #[error("it does not leave for this purpose")]
    Stays,
    /// Another failure of the disk.
    #[error("writing failed")]
    Io(#[source] io::Error),
}

/// An export under way. Dropped before [`Export::publish`], it leaves nothing in the folder.
pub struct Export<'a> {
    leaving: &'a Leaving,
    sinks: Vec<Box<dyn Sink + 'a>>,
    files: Files,
    beside: String,
}

impl std::fmt::Debug for Export<'_> {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("Export")
    }
}

impl<'a> Export<'a> {
    /// Begins the files under names that pass.
    ///
    /// # Errors
    /// See [`ExportError`]; here and below.
    pub fn begin(leaving: &'a Leaving, wanted: Wanted, target: Target<'_>) -> Result<Self, ExportError> {
        if !target.folder.is_dir() {
            return Err(ExportError::FolderMissing);
        }
        let mut files = Files::new(target.folder);
        let mut sinks: Vec<Box<dyn Sink + 'a>> = Vec::new();
        match wanted.format {
            Format::Csv => {
                let sink = CsvSink::begin(leaving, wanted.separator, target.stem, &mut files).map_err(of_disk)?;
                sinks.push(Box::new(sink));
            }
            Format::Json => sinks.push(Box::new(JsonSink::begin(leaving, target.stem, &mut files).map_err(of_disk)?)),
            Format::Xlsx => {}
        }
        if wanted.format == Format::Xlsx || wanted.workbook == Workbook::Beside {
            sinks.push(Box::new(WorkbookSink::begin(leaving, target.stem, &mut files).map_err(of_disk)?));
        }
        Ok(Self { leaving, sinks, files, beside: format!("{}-files", target.stem) })
    }

    /// Writes an interview.
    ///
    /// # Errors
    /// As of a disk; [`ExportError::Stays`] where the person did not agree to this purpose, and then nothing is written.
    pub fn row(&mut self, row: &Row<'_>) -> Result<(), ExportError> {
        person_allows(self.leaving, row)?;
        self.sinks.iter_mut().try_for_each(|sink| sink.row(&mut self.files, row)).map_err(of_disk)
    }

    /// Writes a file that an answer names.
    ///
    /// # Errors
    /// As of a disk, and when the name leads elsewhere or was there already; [`ExportError::Stays`] where files do not
    /// leave for this purpose.
    pub fn file(&mut self, name: &str, content: &Secret<Vec<u8>>) -> Result<(), ExportError> {
        if !self.leaving.with_files() {
            return Err(ExportError::Stays);
        }
        // EXPOSE: an export is what leaves the store.
        self.files.put_beside(&self.beside, name, content.expose()).map_err(of_disk)
    }

    /// Makes all of it durable, gives it its names, and tells the paths, that of the folder of files as one.
    ///
    /// # Errors
    /// As of a disk.
    pub fn publish(mut self) -> Result<Vec<PathBuf>, ExportError> {
        self.sinks.iter_mut().try_for_each(|sink| sink.end(&mut self.files)).map_err(of_disk)?;
        self.files.publish().map_err(of_disk)
    }
}

/// Whose row may leave for this purpose: asked of every row, wherever it goes.
pub(crate) fn person_allows(leaving: &Leaving, row: &Row<'_>) -> Result<(), ExportError> {
    if of_person(leaving.purpose(), row.sharing) { Ok(()) } else { Err(ExportError::Stays) }
}

pub(crate) fn of_disk(error: io::Error) -> ExportError {
    match error.kind() {
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => ExportError::ReadOnly,
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => ExportError::DiskFull,
        io::ErrorKind::NotFound => ExportError::FolderMissing,
        _ => ExportError::Io(error),
    }
}
