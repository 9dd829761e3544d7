//! Interviews out into files: asked for with a purpose, which decides what may leave; shown before it is written, done in the
//! background, noted in each case's access log.

mod code;
mod columns;
mod draw;
mod formula;
mod peek;
mod placing;
mod preview;
mod progress;
mod rows;
mod sharing;
mod start;
mod whose;
mod words;

pub(crate) use draw::Draw;
pub(crate) use preview::export_preview;
pub(crate) use progress::{export_cancel, export_progress};
pub use start::{Exported, export_now};
pub(crate) use start::{export_start, may_export};
