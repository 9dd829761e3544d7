//! Who lives with a person.

use std::collections::BTreeMap;

use pana_model::InstanceId;

use crate::{display_name, profile};

/// Someone of a household, as the instance of a questionnaire's repeat gave it. Facts by property of [`profile`].
#[derive(Clone, PartialEq, Eq)]
pub struct HouseholdMember {
    /// The repeat instance; sorts by the time it was added.
    pub id: InstanceId,
    /// What is known, by property.
    pub facts: BTreeMap<String, String>,
}

impl HouseholdMember {
    /// The name for display; empty when none was given.
    pub fn name(&self) -> String {
        display_name(|property| self.facts.get(property).map(String::as_str))
    }

    /// Age in whole years, if it was given as one.
    pub fn age(&self) -> Option<u16> {
        self.facts.get(profile::AGE)?.trim().parse().ok()
    }
}

/// In the order in which a household is listed: as its members were added.
pub fn in_order(mut members: Vec<HouseholdMember>) -> Vec<HouseholdMember> {
    members.sort_by_key(|member| member.id);
    members
}

impl std::fmt::Debug for HouseholdMember {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "HouseholdMember({}, {} facts)", self.id, self.facts.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn member(ms: u64, facts: &[(&str, &str)]) -> HouseholdMember {
        let facts = facts.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect();
        HouseholdMember { id: InstanceId::from_time(ms, [0; 10]), facts }
    }

    #[test]
    fn a_household_is_listed_as_it_was_told() {
        let listed = in_order(vec![member(9, &[("full_name", "Б")]), member(3, &[("full_name", "А"), ("age", " 7 ")])]);
        assert_eq!(listed.iter().map(HouseholdMember::name).collect::<Vec<_>>(), ["А", "Б"]);
        assert_eq!(listed.first().and_then(HouseholdMember::age), Some(7));
    }

    #[test]
    fn debug_shows_no_answer() {
        assert!(!format!("{:?}", member(1, &[("full_name", "marker")])).contains("marker"));
    }
}
