//! One export from its first row to its files.

use std::io;
use std::path::{Path, PathBuf};

use pana_model::Secret;

use crate::atomic::Files;
use crate::csv_file::CsvSink;
use crate::json_file::JsonSink;
use crate::layout::{Layout, Row};
use crate::sink::Sink;

/// What kind of file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// A table for the interviews and one for each repeat.
    Csv,
    /// `{"form": …, "labels": …, "interviews": [{"interview", "case", "version", "member", "started", "finished",
    /// "incomplete", "answers": {name: "value" | ["a", "b"] | {"state": "declined"} | null | [{…}]}}]}`; of a practice centre
    /// also `"practice": true` beside the form.
    Json,
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
    /// Another failure of the disk.
    #[error("writing failed")]
    Io(#[source] io::Error),
}

/// An export under way. Dropped before [`Export::publish`], it leaves nothing in the folder.
pub struct Export<'a> {
    sink: Box<dyn Sink + 'a>,
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
    pub fn begin(layout: &'a Layout, format: Format, target: Target<'_>) -> Result<Self, ExportError> {
        if !target.folder.is_dir() {
            return Err(ExportError::FolderMissing);
        }
        let mut files = Files::new(target.folder);
        let sink: Box<dyn Sink + 'a> = match format {
            Format::Csv => Box::new(CsvSink::begin(layout, target.stem, &mut files).map_err(of_disk)?),
            Format::Json => Box::new(JsonSink::begin(layout, target.stem, &mut files).map_err(of_disk)?),
        };
        Ok(Self { sink, files, beside: format!("{}-files", target.stem) })
    }

    /// Writes an interview.
    ///
    /// # Errors
    /// As of a disk.
    pub fn row(&mut self, row: &Row<'_>) -> Result<(), ExportError> {
        self.sink.row(&mut self.files, row).map_err(of_disk)
    }

    /// Writes a file that an answer names.
    ///
    /// # Errors
    /// As of a disk, and when the name leads elsewhere or was there already.
    pub fn file(&mut self, name: &str, content: &Secret<Vec<u8>>) -> Result<(), ExportError> {
        // EXPOSE: an export is what leaves the store.
        self.files.put_beside(&self.beside, name, content.expose()).map_err(of_disk)
    }

    /// Makes all of it durable, gives it its names, and tells the paths, that of the folder of files as one.
    ///
    /// # Errors
    /// As of a disk.
    pub fn publish(mut self) -> Result<Vec<PathBuf>, ExportError> {
        self.sink.end(&mut self.files).map_err(of_disk)?;
        self.files.publish().map_err(of_disk)
    }
}

fn of_disk(error: io::Error) -> ExportError {
    match error.kind() {
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => ExportError::ReadOnly,
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => ExportError::DiskFull,
        io::ErrorKind::NotFound => ExportError::FolderMissing,
        _ => ExportError::Io(error),
    }
}
