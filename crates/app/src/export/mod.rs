//! Interviews out into files: asked for with a purpose, done in the background, noted in each case's access log.

mod columns;
mod job;
mod progress;
mod rows;
mod start;

pub(crate) use job::Jobs;
pub(crate) use progress::{export_cancel, export_progress};
pub use start::{Exported, export_now};
pub(crate) use start::{export_start, may_export};
