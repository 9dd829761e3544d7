//! What a table says in a cell: values and states, or their words.

use std::borrow::Cow;

use crate::cell::{Cell, State};
use crate::exit::{Keys, Leaving, Out};
use crate::layout::{ColumnKind, Row, Words, month_of};

/// What is written of a choice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Labels {
    Written,
    NamesAlone,
}

impl Labels {
    pub(crate) const fn of(leaving: &Leaving) -> Self {
        if leaving.labels.is_some() { Self::Written } else { Self::NamesAlone }
    }
}

/// One heading: the name that scripts know, and its words.
pub(crate) type Heading<'l> = (&'l str, &'l str);

/// How this export's tables say what they say.
#[derive(Debug)]
pub(crate) struct Said<'l> {
    labels: Labels,
    words: &'l Words,
    keys: Keys,
    practice: bool,
    declined: String,
    unknown: String,
    later: String,
    withheld: String,
    apart: String,
}

/// A cell as a table has it.
pub(crate) enum Shown<'c> {
    /// What was answered: it may be anything.
    Answer(Cow<'c, str>),
    /// A state, marked as such.
    State(&'c str),
}

impl<'l> Said<'l> {
    pub(crate) fn of(leaving: &'l Leaving) -> Self {
        let labels = Labels::of(leaving);
        let words = &leaving.words;
        let state = |state: State, word: &str| match labels {
            Labels::Written if !word.is_empty() => format!("[{word}]"),
            _ => state.marked().to_owned(),
        };
        Self {
            labels,
            words,
            keys: leaving.keys,
            practice: leaving.practice,
            declined: state(State::Declined, &words.declined),
            unknown: state(State::Unknown, &words.unknown),
            later: state(State::Later, &words.later),
            withheld: state(State::Withheld, &words.withheld),
            apart: state(State::Apart, &words.apart),
        }
    }

    pub(crate) fn cell<'c>(&'c self, out: &'c Out, cell: &'c Cell<'_>) -> Shown<'c> {
        match cell {
            Cell::State(State::Declined) => Shown::State(&self.declined),
            Cell::State(State::Unknown) => Shown::State(&self.unknown),
            Cell::State(State::Later) => Shown::State(&self.later),
            Cell::State(State::Withheld) => Shown::State(&self.withheld),
            Cell::State(State::Apart) => Shown::State(&self.apart),
            Cell::Value(value) => Shown::Answer(match (self.labels, out.column.kind) {
                (Labels::NamesAlone, _) => Cow::Borrowed(value.as_ref()),
                (Labels::Written, ColumnKind::Single) => out.column.label(value).into(),
                (Labels::Written, ColumnKind::Multiple) => {
                    value.split(' ').map(|name| out.column.label(name)).collect::<Vec<_>>().join("; ").into()
                }
            }),
        }
    }

    fn yes(&self) -> &'l str {
        self.word(&self.words.yes, "yes")
    }

    fn no(&self) -> &'l str {
        self.word(&self.words.no, "no")
    }

    fn word(&self, word: &'l str, plain: &'static str) -> &'l str {
        if self.labels == Labels::Written && !word.is_empty() { word } else { plain }
    }

    /// Headings before the questions of an interview.
    pub(crate) fn interview_headings(&self) -> Vec<Heading<'l>> {
        let words = self.words;
        let mut headings = match self.keys {
            Keys::Named => vec![
                ("interview", words.interview.as_str()),
                ("case", words.case.as_str()),
                ("version", words.version.as_str()),
                ("member", words.member.as_str()),
                ("started", words.started.as_str()),
                ("finished", words.finished.as_str()),
                ("incomplete", words.incomplete.as_str()),
            ],
            Keys::Coded => vec![
                ("code", words.code.as_str()),
                ("version", words.version.as_str()),
                ("finished_month", words.finished_month.as_str()),
                ("incomplete", words.incomplete.as_str()),
            ],
        };
        self.add_practice_heading(&mut headings);
        headings
    }

    /// Headings before the questions of a repeat: `parent` is the instance of the repeat around it, or the interview.
    pub(crate) fn instance_headings(&self) -> Vec<Heading<'l>> {
        let words = self.words;
        let mut headings = match self.keys {
            Keys::Named => vec![("interview", words.interview.as_str()), ("case", words.case.as_str())],
            Keys::Coded => vec![("code", words.code.as_str())],
        };
        headings.extend([("parent", words.parent.as_str()), ("instance", words.instance.as_str())]);
        self.add_practice_heading(&mut headings);
        headings
    }

    /// Stands after those, with `yes` in every row, in an export of a practice centre.
    fn add_practice_heading(&self, headings: &mut Vec<Heading<'l>>) {
        if self.practice {
            headings.push(("practice", &self.words.practice));
        }
    }

    /// What stands under the headings of an interview.
    pub(crate) fn interview_keys<'r>(&'r self, row: &Row<'r>) -> Vec<&'r str> {
        let incomplete = if row.incomplete { self.yes() } else { self.no() };
        let mut keys = match self.keys {
            Keys::Named => {
                vec![row.interview, row.case, row.version, row.member, row.started, row.finished, incomplete]
            }
            Keys::Coded => vec![row.code, row.version, month_of(row.finished), incomplete],
        };
        self.add_practice(&mut keys);
        keys
    }

    /// What stands under the headings of a repeat.
    pub(crate) fn instance_keys<'r>(&'r self, row: &Row<'r>, parent: &'r str, instance: &'r str) -> Vec<&'r str> {
        let mut keys = match self.keys {
            Keys::Named => vec![row.interview, row.case, parent, instance],
            Keys::Coded => vec![row.code, parent, instance],
        };
        self.add_practice(&mut keys);
        keys
    }

    fn add_practice<'r>(&'r self, keys: &mut Vec<&'r str>) {
        if self.practice {
            keys.push(self.yes());
        }
    }

    /// What rows of repeats name as the interview itself.
    pub(crate) fn root<'r>(&self, row: &Row<'r>) -> &'r str {
        match self.keys {
            Keys::Named => row.interview,
            Keys::Coded => row.code,
        }
    }

    /// What an instance is called in the files. Its own id leads back to the centre; the code of what is around it and
    /// its place there do not.
    pub(crate) fn instance<'i>(&self, parent: &str, place: usize, id: &'i str) -> Cow<'i, str> {
        match self.keys {
            Keys::Named => Cow::Borrowed(id),
            Keys::Coded => Cow::Owned(format!("{parent}-{}", place.saturating_add(1))),
        }
    }
}
