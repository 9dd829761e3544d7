//! Which table of rules a centre asks about people: one of its own, or the one that ships. It is about no person.
//!
//! The table itself lies beside the log, by its hash. What it says is nothing to this crate.

use pana_record::Value;

use crate::editions::{Editions, Said};

/// A table of rules that was taken in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleTable {
    /// The hash of its bytes, by which they are kept.
    pub hash: [u8; 32],
    /// The name of the file that it came from.
    pub file: String,
    /// How many rules it has.
    pub rules: u32,
}

/// What was said of the rules: which are asked from then on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RuleChoice {
    /// Those that ship with the program, whichever version of it.
    Shipped,
    /// Those of a table.
    Own(RuleTable),
}

/// All that is said of the rules. Equal sets of events give equal ones, in whatever order they came.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RulesState(Editions<RuleChoice>);

impl RulesState {
    /// What is in force: of those that no other replaces, what was said last by the log's order. Nothing where nobody ever
    /// chose, and then the rules that ship are.
    pub fn in_force(&self) -> Option<&Said<RuleChoice>> {
        self.0.in_use()
    }

    /// What stands beside it, since it was said apart, the latest first.
    pub fn apart(&self) -> Vec<&Said<RuleChoice>> {
        self.0.apart(RuleChoice::is_same)
    }

    /// All that was ever said, the latest first.
    pub fn all(&self) -> Vec<&Said<RuleChoice>> {
        self.0.all()
    }

    pub(crate) const fn editions(&mut self) -> &mut Editions<RuleChoice> {
        &mut self.0
    }
}

impl RuleChoice {
    /// The hash of the table; nothing for the rules that ship.
    pub const fn hash(&self) -> Option<[u8; 32]> {
        match self {
            Self::Shipped => None,
            Self::Own(table) => Some(table.hash),
        }
    }

    fn is_same(&self, other: &Self) -> bool {
        self.hash() == other.hash()
    }

    pub(crate) fn value(&self) -> Value {
        match self {
            Self::Shipped => Value::Null,
            Self::Own(table) => {
                let hash = Value::Bytes(table.hash.to_vec());
                Value::List(vec![hash, Value::text(&table.file), Value::Int(i64::from(table.rules))])
            }
        }
    }

    pub(crate) fn read(value: &Value) -> Option<Self> {
        if *value == Value::Null {
            return Some(Self::Shipped);
        }
        let [hash, file, rules, ..] = value.as_list()? else { return None };
        Some(Self::Own(RuleTable {
            hash: hash.as_bytes()?.try_into().ok()?,
            file: file.as_text()?.to_owned(),
            rules: u32::try_from(rules.as_int()?).ok()?,
        }))
    }
}
