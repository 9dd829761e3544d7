//! Questionnaires: those that ship, those a centre has, and how a screen sees them.

mod list;
mod shape;
mod shipped;
mod view;

pub use list::form_list;
pub(crate) use shape::{Shape, path_of};
pub(crate) use shipped::{publish_shipped, read_source};
pub use shipped::shipped_forms;
pub(crate) use view::{choice_view, form_view};
