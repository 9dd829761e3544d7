//! Questionnaires: those that ship, those a centre has, and how a screen sees them.

#[cfg(test)]
mod altered;
mod around;
mod asked;
mod candidate;
mod catalogue;
mod check;
mod compare;
mod import;
mod list;
mod media;
mod reading;
mod shape;
mod shipped;
mod view;

pub(crate) use around::around;
pub(crate) use asked::AskedForm;
pub(crate) use candidate::Candidate;
use catalogue::catalogue;
pub(crate) use catalogue::{form_again, form_catalogue, form_save};
pub(crate) use check::bytes_of;
pub use check::{FormCheck, FormProblem, form_check};
pub use import::{FormImport, form_import};
pub(crate) use list::{form_list, form_show};
pub(crate) use media::data_url;
pub(crate) use reading::{form_publish, form_read};
pub(crate) use shape::{Shape, path_of};
pub use shipped::shipped_forms;
pub(crate) use shipped::{publish_shipped, read_shipped_meanwhile, read_source};
pub(crate) use view::{choice_view, form_name, form_view, hexadecimal};
