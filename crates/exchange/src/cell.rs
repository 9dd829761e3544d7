//! One answer in a file.

use std::borrow::Cow;

use crate::guard::{Separator, needs_guard};

/// What stands in place of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Does not wish to answer.
    Declined,
    /// Does not know.
    Unknown,
    /// Ask later.
    Later,
    /// Answered, and not for whoever the file is for.
    Withheld,
    /// Answered otherwise on two computers, and nobody has said yet which is right: none of the answers is chosen for the file.
    Apart,
}

impl State {
    /// All of them.
    const ALL: [Self; 5] = [Self::Declined, Self::Unknown, Self::Later, Self::Withheld, Self::Apart];
}

impl State {
    /// Its word in every export.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Declined => "declined",
            Self::Unknown => "unknown",
            Self::Later => "later",
            Self::Withheld => "withheld",
            Self::Apart => "two_answers",
        }
    }

    /// Its word as a cell of CSV holds it.
    pub(crate) const fn marked(self) -> &'static str {
        match self {
            Self::Declined => "[declined]",
            Self::Unknown => "[unknown]",
            Self::Later => "[later]",
            Self::Withheld => "[withheld]",
            Self::Apart => "[two_answers]",
        }
    }

    fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.word() == word)
    }
}

/// An answer as it is exported.
#[derive(Clone, PartialEq, Eq)]
pub enum Cell<'a> {
    /// The value as stored; several choices have spaces between them.
    Value(Cow<'a, str>),
    /// A state instead of a value.
    State(State),
}

/// Says which kind it is and never what was answered.
impl std::fmt::Debug for Cell<'_> {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Value(_) => out.write_str("Value(…)"),
            Self::State(state) => write!(out, "State({})", state.word()),
        }
    }
}

/// The cell as CSV holds it, before quoting.
pub fn write_cell<'c>(cell: Option<&'c Cell<'_>>, separator: Separator) -> Cow<'c, str> {
    match cell {
        None => Cow::Borrowed(""),
        Some(Cell::State(state)) => Cow::Borrowed(state.marked()),
        Some(Cell::Value(value)) => guarded(value, separator),
    }
}

/// A value as CSV holds it, before quoting.
pub(crate) fn guarded(value: &str, separator: Separator) -> Cow<'_, str> {
    if needs_guard(value, separator) { Cow::Owned(format!("'{value}")) } else { Cow::Borrowed(value) }
}

/// What [`write_cell`] wrote, exactly. An empty cell is no answer.
pub fn read_cell(text: &str) -> Option<Cell<'_>> {
    let state = || State::from_word(text.strip_prefix('[')?.strip_suffix(']')?);
    match text.strip_prefix('\'') {
        Some(guarded) => Some(Cell::Value(guarded.into())),
        None if text.is_empty() => None,
        None => Some(state().map_or_else(|| Cell::Value(text.into()), Cell::State)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_is_written_reads_back() {
        for separator in [Separator::Comma, Separator::Semicolon] {
            for value in ["=1", "'қосымша", "[declined]", "007", "Айша", "12.5", "a = b", "\n=1", "2024-06-15"]
            {
                let cell = Cell::Value(value.into());
                let written = write_cell(Some(&cell), separator).into_owned();
                assert!(read_cell(&written) == Some(cell), "{written} must read back as the answer");
            }
        }
    }

    #[test]
    fn a_state_is_no_value() {
        for state in State::ALL {
            let cell = Cell::State(state);
            let written = write_cell(Some(&cell), Separator::Comma).into_owned();
            assert_eq!(written, format!("[{}]", state.word()));
            assert!(read_cell(&written) == Some(Cell::State(state)));
        }
        assert!(read_cell(&write_cell(None, Separator::Comma)).is_none());
    }
}
