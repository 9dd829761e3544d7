//! The table of rules: looked through by whoever writes one.

mod check;

pub use check::{RulesCheck, RulesProblem, RulesProblemCode, rules_check};
