//! People: found, and shown on their page.

mod labels;
mod open;
mod search;

pub(crate) use open::person_open;
pub(crate) use search::moment;
pub(crate) use search::people_search;
