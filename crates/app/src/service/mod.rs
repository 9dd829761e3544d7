//! The directory of services: looked through, taken in and written out, entered by hand, checked, and what of it fits a person.

mod check;
mod current;
mod edition;
mod experience;
mod export;
mod hours;
mod hours_input;
mod import;
mod input;
mod input_rows;
mod opened;
mod package;
mod parts;
mod row;
mod save;
mod search;
mod seeker;
mod show;
mod suggest;
mod take;
mod tried;

pub(crate) use check::service_check;
pub(crate) use current::opened;
pub(crate) use export::service_export;
pub(crate) use import::service_read;
pub(crate) use input::is_email;
pub(crate) use opened::Opened;
pub(crate) use package::Package;
pub(crate) use row::{first_phone, is_hidden, one_line};
pub(crate) use save::service_save;
pub(crate) use search::{hex, service_search};
pub(crate) use show::service_show;
pub(crate) use suggest::service_suggest;
pub(crate) use take::service_take;
pub(crate) use tried::Tried;
