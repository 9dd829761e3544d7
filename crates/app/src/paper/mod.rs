//! What sheets of paper have in common: their languages, their words, days as they are written, and the way out.

mod days;
mod out;
mod reached;
mod words;

pub(crate) use days::{day, figures, moment};
pub(crate) use out::{Way, faults, give, printed};
pub(crate) use reached::{isolated, reached, reached_in};
pub(crate) use words::{Say, TAGS, is_known, languages, name_of, said};
