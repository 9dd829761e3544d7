//! Answers as a case keeps them.

use std::collections::BTreeMap;
use std::fmt;

use pana_model::InstanceId;
use serde::{Deserialize, Serialize};

/// An answer, or the state that stands in its place. A blank is no entry.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", content = "value", rename_all = "snake_case")]
pub enum StoredAnswer {
    /// The value as XForms writes it.
    Value(String),
    /// Several choices. Kept apart from [`StoredAnswer::Value`] because two workers' choices are merged one by one.
    Choices(Vec<String>),
    /// A date whose day or month is not known.
    Partial(String),
    /// Does not wish to answer.
    Declined,
    /// Does not know.
    Unknown,
    /// Ask later.
    Later,
}

/// What was answered, by place (`/intake/person/sex`, `/intake/…/member[0190…]/hm_age`).
pub type Answers = BTreeMap<String, StoredAnswer>;

/// Instances of each repeat, by the repeat's place, in order.
pub type Instances = BTreeMap<String, Vec<InstanceId>>;

/// Something an interview says about the person or someone of the household.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fact {
    /// Of the household: which instance. `None`: the person.
    pub household: Option<InstanceId>,
    /// Property of the profile vocabulary.
    pub property: String,
    /// The value as stored.
    pub value: String,
    /// Place of the answer that says so.
    pub source: String,
}

impl fmt::Debug for StoredAnswer {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::Value(_) => "Value(…)",
            Self::Choices(_) => "Choices(…)",
            Self::Partial(_) => "Partial(…)",
            Self::Declined => "Declined",
            Self::Unknown => "Unknown",
            Self::Later => "Later",
        })
    }
}

impl fmt::Debug for Fact {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Fact({}, …)", self.property)
    }
}
