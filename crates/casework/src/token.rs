//! Under which keys a person is found.

use crate::{phone_key, profile, search_keys};

/// Kinds of search keys, as stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum Matched {
    /// Part of a name.
    Name = 0,
    /// Case number.
    Number = 1,
    /// Date or year of birth.
    Birth = 2,
    /// Telephone.
    Phone = 3,
}

/// Search keys of one property of a person.
pub fn tokens_of(property: &str, value: &str) -> Vec<(Matched, String)> {
    match property {
        name if profile::NAMES.contains(&name) => {
            search_keys(value).into_iter().map(|key| (Matched::Name, key)).collect()
        }
        profile::BIRTH_DATE | profile::BIRTH_YEAR => vec![(Matched::Birth, value.trim().to_owned())],
        profile::PHONE => phone_key(value).map(|key| (Matched::Phone, key)).into_iter().collect(),
        _ => Vec::new(),
    }
}
