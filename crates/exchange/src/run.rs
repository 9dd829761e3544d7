//! One export from its first row to its files.

use std::io;
use std::path::{Path, PathBuf};

use pana_model::Secret;

use crate::atomic::Files;
use crate::csv_file::CsvSink;
use crate::json_file::JsonSink;
use crate::layout::{Layout, Row};

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

/// Shall the export go on?
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Go {
    /// Yes.
    On,
    /// No: it is to leave nothing.
    Stop,
}

/// Why there are no files. In every case nothing was left in the folder.
#[derive(Debug, thiserror::Error)]
pub enum ExportError<E> {
    /// It was told to stop.
    #[error("the export was cancelled")]
    Cancelled,
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
    /// The rows could not be read.
    #[error("reading the interviews failed")]
    Source(E),
}

/// What takes the rows.
pub(crate) trait Sink {
    fn row(&mut self, files: &mut Files, row: &Row) -> io::Result<()>;
    fn end(&mut self, files: &mut Files) -> io::Result<()>;
}

/// Writes all `rows`, and the files that they name, whose `content` is asked for one by one; after each row, `progress` is
/// told how many there are by now and says whether to go on. Gives the paths of what was written, the folder of files as
/// one, all of it durable then.
///
/// # Errors
/// See [`ExportError`].
pub fn export<E>(
    layout: &Layout,
    format: Format,
    target: Target<'_>,
    rows: impl Iterator<Item = Result<Row, E>>,
    mut content: impl FnMut(&Row, &str) -> Result<Secret<Vec<u8>>, E>,
    mut progress: impl FnMut(u32) -> Go,
) -> Result<Vec<PathBuf>, ExportError<E>> {
    if !target.folder.is_dir() {
        return Err(ExportError::FolderMissing);
    }
    let mut files = Files::new(target.folder);
    let mut sink: Box<dyn Sink + '_> = match format {
        Format::Csv => Box::new(CsvSink::begin(layout, target.stem, &mut files).map_err(of_disk)?),
        Format::Json => Box::new(JsonSink::begin(layout, target.stem, &mut files).map_err(of_disk)?),
    };
    let mut done: u32 = 0;
    for row in rows {
        let row = row.map_err(ExportError::Source)?;
        sink.row(&mut files, &row).map_err(of_disk)?;
        for name in &row.files {
            let content = content(&row, name).map_err(ExportError::Source)?;
            // EXPOSE: an export is what leaves the store.
            files.put_beside(&format!("{}-files", target.stem), name, content.expose()).map_err(of_disk)?;
        }
        done = done.saturating_add(1);
        if progress(done) == Go::Stop {
            return Err(ExportError::Cancelled);
        }
    }
    sink.end(&mut files).map_err(of_disk)?;
    drop(sink);
    files.publish().map_err(of_disk)
}

fn of_disk<E>(error: io::Error) -> ExportError<E> {
    match error.kind() {
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => ExportError::ReadOnly,
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => ExportError::DiskFull,
        io::ErrorKind::NotFound => ExportError::FolderMissing,
        _ => ExportError::Io(error),
    }
}
