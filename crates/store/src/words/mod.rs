//! Lowest floor: the words of events. How answers, facts and places are written in an operation, and read back; no
//! table, no key, no input or output.

pub(crate) mod answer;
pub(crate) mod path;
pub(crate) mod value;
