//! When a person is to be asked again how they are: planned with every interview, moved by hand, and over when whoever follows
//! the case says that nobody is to ask.

use chrono::NaiveDate;
use pana_record::{Dot, Heads, Op, Value};

use super::{CaseFile, Done};
use crate::path::{FOLLOW_UP, LogPath};

/// What is planned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum FollowUp {
    /// The person is to be asked on that day.
    On(NaiveDate),
    /// Nobody is to ask any more.
    Never,
}

impl FollowUp {
    /// What a property of a questionnaire says: a day `YYYY-MM-DD`, or else that nobody is to ask.
    pub fn said(text: &str) -> Self {
        text.parse().map_or(Self::Never, Self::On)
    }

    /// The day, where there is one.
    pub const fn day(self) -> Option<NaiveDate> {
        match self {
            Self::On(day) => Some(day),
            Self::Never => None,
        }
    }

    /// Reads what the log keeps; `None` for what is no such value.
    pub fn from_value(value: &Value) -> Option<Self> {
        match value {
            Value::Null => Some(Self::Never),
            day => day.as_text()?.parse().ok().map(Self::On),
        }
    }

    /// The write that plans it, over what stands there.
    pub fn op(self, heads: &Heads) -> Op {
        let path = LogPath::FollowUp.to_string();
        let value = self.day().map_or(Value::Null, |day| Value::text(day.to_string()));
        let over = heads.over(&path);
        Op::set(path, value, over)
    }
}

impl CaseFile {
    /// What is planned; `None` where nobody ever planned anything. While several stand that were planned apart the earliest day
    /// holds, and a day holds before none: nobody is left alone because two laptops did not know of each other.
    pub fn follow_up(&self) -> Option<FollowUp> {
        // The order of the enum is that rule.
        self.heads.heads(FOLLOW_UP).filter_map(|(_, head)| FollowUp::from_value(&head.value)).min()
    }

    /// Is who is spoken to now planned for as somebody new is? Nobody is to ask while a case is closed, and that was not the
    /// person's word: who comes back is not forgotten because of it.
    pub fn is_planned_anew(&self) -> bool {
        let by_closing = |dot: Dot| self.history.get(&dot.event).is_some_and(|line| line.what == Done::Closed);
        let mut heads = self.heads.heads(FOLLOW_UP).map(|(dot, _)| dot).peekable();
        self.status().is_closed() || (heads.peek().is_some() && heads.all(by_closing))
    }
}
