//! The table of rules: which is asked, looked through by whoever writes one, taken in and taken out.

mod candidate;
mod check;
mod current;
mod guard;
mod in_force;
mod reading;
mod save;
mod table;

pub(crate) use candidate::RulesCandidate;
pub use check::{RulesCheck, RulesProblem, RulesProblemCode, rules_check};
pub(crate) use current::{in_force, rules_show, set_in_force};
pub(crate) use in_force::InForce;
pub(crate) use reading::{rules_publish, rules_read};
pub(crate) use save::rules_save;
pub use save::rules_to_file;

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests;
