//! A person's page, put together.

use std::collections::BTreeMap;

use pana_casework::profile;
use pana_model::{CaseId, InstanceId};
use rusqlite::Connection;

use super::{HouseholdEntry, Person, ProfileFact, history};
use crate::disk::StoreError;
use crate::store::Store;
use crate::table::{access_log, view_case, view_household, view_interview, view_profile};

impl Store {
    /// A person's page.
    ///
    /// # Errors
    /// [`StoreError::UnknownCase`], and as any read.
    pub fn person(&self, case: CaseId) -> Result<Person, StoreError> {
        let (sql, closed) = (self.connection(), self.protected());
        let row = view_case::read(sql, case)?.ok_or(StoreError::UnknownCase)?;
        let mut interviews = view_interview::of_case(sql, case)?;
        interviews.extend(closed.summaries_of(case)?);
        interviews.sort_by_key(|summary| (std::cmp::Reverse(summary.finished_ms), summary.interview));
        let history = history::read(self.reader(), closed, case)?;
        let mut access = access_log::read(sql, case)?;
        access.extend(closed.access(case)?);
        access.sort_by_key(|entry| std::cmp::Reverse(entry.at_ms));
        let drafts = self.reader().drafts_of(case)?;
        let name = if row.name.is_empty() { self.reader().draft_name(case)? } else { row.name };
        Ok(Person {
            case,
            number: row.number,
            name,
            profile: profile(sql, case)?,
            household: household(sql, case)?,
            interviews,
            drafts,
            history,
            access,
        })
    }
}

impl Store {
    /// What is known of the person, in the order in which profiles are shown. O(facts).
    ///
    /// # Errors
    /// As any read.
    pub fn profile_of(&self, case: CaseId) -> Result<Vec<ProfileFact>, StoreError> {
        profile(self.connection(), case)
    }
}

fn profile(sql: &Connection, case: CaseId) -> Result<Vec<ProfileFact>, StoreError> {
    let mut facts = view_profile::read(sql, case)?;
    facts.sort_by_key(|fact| profile::rank(&fact.property));
    Ok(facts)
}

fn household(sql: &Connection, case: CaseId) -> Result<Vec<HouseholdEntry>, StoreError> {
    let mut entries: BTreeMap<InstanceId, Vec<ProfileFact>> = BTreeMap::new();
    for (instance, fact) in view_household::read(sql, case)? {
        entries.entry(instance).or_default().push(fact);
    }
    Ok(entries.into_iter().map(|(id, facts)| HouseholdEntry { id, facts }).collect())
}
