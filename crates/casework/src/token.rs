//! Under which keys a person is found.

use crate::name::{cleaned_number, of_household};
use crate::{name_keys, phone_keys, profile};

/// What a person was found by.
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
    /// The name of somebody in the household. No kind of key: such a key is a name's.
    Household = 4,
}

/// Search keys of one property of a person.
pub fn tokens_of(property: &str, value: &str) -> Vec<(Matched, String)> {
    match property {
        name if profile::NAMES.contains(&name) => {
            name_keys(value).into_iter().map(|key| (Matched::Name, key)).collect()
        }
        profile::BIRTH_DATE | profile::BIRTH_YEAR => {
            vec![(Matched::Birth, cleaned_number(value).trim().to_owned())]
        }
        profile::PHONE => phone_keys(value).into_iter().map(|key| (Matched::Phone, key)).collect(),
        _ => Vec::new(),
    }
}

/// Search keys of one property of somebody in the household: whoever asks for a child finds the mother's case.
pub(crate) fn tokens_of_household(property: &str, value: &str) -> Vec<(Matched, String)> {
    if !profile::NAMES.contains(&property) {
        return Vec::new();
    }
    name_keys(value).iter().map(|key| (Matched::Name, of_household(key))).collect()
}
