//! One answer in a file.

use std::borrow::Cow;

/// What stands in place of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Does not wish to answer.
    Declined,
    /// Does not know.
    Unknown,
    /// Ask later.
    Later,
}

impl State {
    /// Its word in every export.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Declined => "declined",
            Self::Unknown => "unknown",
            Self::Later => "later",
        }
    }

    /// Its word as a cell of CSV holds it.
    pub(crate) const fn marked(self) -> &'static str {
        match self {
            Self::Declined => "[declined]",
            Self::Unknown => "[unknown]",
            Self::Later => "[later]",
        }
    }

    fn from_word(word: &str) -> Option<Self> {
        [Self::Declined, Self::Unknown, Self::Later].into_iter().find(|state| state.word() == word)
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
pub fn write_cell<'c>(cell: Option<&'c Cell<'_>>) -> Cow<'c, str> {
    match cell {
        None => Cow::Borrowed(""),
        Some(Cell::State(state)) => Cow::Borrowed(state.marked()),
        Some(Cell::Value(value)) => guarded(value),
    }
}

/// A value as CSV holds it, before quoting.
pub(crate) fn guarded(value: &str) -> Cow<'_, str> {
    if needs_guard(value) { Cow::Owned(format!("'{value}")) } else { Cow::Borrowed(value) }
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

/// Would a spreadsheet run it, or a reader take it for something else?
fn needs_guard(value: &str) -> bool {
    let guarded = value.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '[', '\'']);
    guarded && !is_negative_number(value)
}

fn is_negative_number(value: &str) -> bool {
    let Some(rest) = value.strip_prefix('-') else { return false };
    let (whole, fraction) = rest.split_once('.').unwrap_or((rest, "0"));
    [whole, fraction].iter().all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(value: &str, written: &str) {
        let cell = Cell::Value(value.into());
        assert_eq!(write_cell(Some(&cell)), written);
        assert!(read_cell(written) == Some(cell), "{written} must read back as the answer");
    }

    #[test]
    fn what_a_spreadsheet_would_run_is_guarded_and_reads_back() {
        check("=HYPERLINK(\"http://x\")", "'=HYPERLINK(\"http://x\")");
        check("+7 701 000 00 00", "'+7 701 000 00 00");
        check("-1+cmd|' /C calc'!A0", "'-1+cmd|' /C calc'!A0");
        check("@SUM(A1)", "'@SUM(A1)");
        check("\t=1", "'\t=1");
        check("'қосымша", "''қосымша");
        check("[declined]", "'[declined]");
    }

    #[test]
    fn ordinary_answers_are_written_as_they_are() {
        for value in ["Айша", "-5", "-5.25", "2024-06-15", "kazakh russian", "a = b", "a,b\"c\"\r\nd"] {
            check(value, value);
        }
    }

    #[test]
    fn a_state_is_no_value() {
        for state in [State::Declined, State::Unknown, State::Later] {
            let cell = Cell::State(state);
            let written = write_cell(Some(&cell));
            assert_eq!(written, format!("[{}]", state.word()));
            assert!(read_cell(&written) == Some(Cell::State(state)));
        }
        assert!(read_cell(&write_cell(None)).is_none());
    }
}
