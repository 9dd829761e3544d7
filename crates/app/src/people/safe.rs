//! Whether it is safe to be in touch with somebody, over all their records.

use pana_casework::profile::{self, Protective};
use pana_model::CaseId;

use crate::contract::AppError;
use crate::desk::Desk;

/// What the person said of whether they may be contacted: of all records that are said to be theirs the answer that protects them
/// most. Nothing where they were not asked, in one of them.
pub(crate) fn safe_contact(desk: &Desk, case: CaseId) -> Result<Option<String>, AppError> {
    let mut said = Vec::new();
    for one in desk.store.joined_with(case)? {
        let facts = desk.store.profile_of(one)?;
        let fact = facts.into_iter().find(|fact| fact.property == profile::SAFE_CONTACT);
        said.push(fact.map(|fact| fact.value).filter(|value| !value.is_empty()));
    }
    let rank =
        |value: &Option<String>| Protective::of(profile::SAFE_CONTACT).map_or(0, |rule| rule.rank(value.as_deref()));
    Ok(said.into_iter().min_by_key(rank).flatten())
}

/// Did the person say in any of their records that it is not safe to contact them?
///
/// # Errors
/// As any read.
pub(crate) fn contact_is_unsafe(desk: &Desk, case: CaseId) -> Result<bool, AppError> {
    let said = safe_contact(desk, case)?;
    Ok(profile::contact_is_unsafe(|property| said.as_deref().filter(|_| property == profile::SAFE_CONTACT)))
}
