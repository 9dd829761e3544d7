//! The words of the interface.
//!
//! Every text lies in `locales/<language>/<area>.ftl` and is embedded when the program is built; the build stops where a
//! key is missing in a language, differs in its variables, stands twice or cannot be read. So at run time a text is
//! there, and [`keys`] names each by a function that asks for exactly the variables it uses. Questionnaires bring their
//! own words; none of them are here.
//!
//! Isolation marks (U+2068, U+2069) around what is put into a text stay on: a name in another script must not turn the
//! sentence around it.

mod join_words;
mod language;
mod words;

pub use fluent::FluentValue as Value;
pub use join_words::{JOIN_WORDS, JoinList, JoinWordsFault, join_list, join_lists, read_join_words};
pub use language::{Language, PSEUDO, choose, from_environment, languages};
pub use words::Words;

/// A key of the words, for tests that look for forgotten ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Key {
    /// As in the files: `err-wrong-passphrase`.
    pub name: &'static str,
    /// File without ending: `err`.
    pub area: &'static str,
    /// Function in [`keys`]: `err_wrong_passphrase`.
    pub function: &'static str,
    /// Variables it uses.
    pub variables: &'static [&'static str],
}

/// The keys as functions, one module per area. Written by the build from `locales/en`.
pub mod keys {
    include!(concat!(env!("OUT_DIR"), "/keys.rs"));
}

include!(concat!(env!("OUT_DIR"), "/sources.rs"));

/// The words of a language as Fluent source, all areas in one piece: what another Fluent runtime loads.
pub fn source(tag: &str) -> Option<&'static str> {
    SOURCES.iter().find(|(known, _)| *known == tag).map(|(_, text)| *text)
}
