//! What each kind of file does with the rows.

use std::io;

use crate::atomic::Files;
use crate::layout::Row;

/// What takes the rows.
pub(crate) trait Sink {
    fn row(&mut self, files: &mut Files, row: &Row<'_>) -> io::Result<()>;
    fn end(&mut self, files: &mut Files) -> io::Result<()>;
}
