//! What the answers mean for a person: needs, and the services that fit.

mod behind;
mod decide;
mod decided;
mod means;
mod shipped;
mod show;
mod spheres;
mod wanted;

pub(crate) use behind::{
    Basis, is_service, need_label, needs_behind, service_kinds, service_label, stops, urgency_said,
};
pub(crate) use decide::need_decide;
pub(crate) use means::{Led, readable_in, values_apart};
pub(crate) use shipped::{
    is_sensitive, named, read_table, rules as shipped_rules, rules_workbook as shipped_workbook, taxonomy, vocabulary,
};
pub use show::needs_of;
pub(crate) use show::needs_show;
pub(crate) use wanted::{WantedNeed, wanted};

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests;
