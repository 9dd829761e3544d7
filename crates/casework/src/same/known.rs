//! What is known of somebody, as far as it is compared.

use std::collections::BTreeSet;
use std::fmt;

use super::birth::Birth;
use super::numbers::document_numbers;
use crate::name::AskedName;
use crate::{born_of, cleaned, phone_keys, profile};

/// What is known of somebody, as far as it is compared.
#[derive(Clone, Default)]
pub struct Known {
    pub(super) called: Vec<Called>,
    pub(super) birth: Option<Birth>,
    pub(super) sex: String,
    pub(super) phones: BTreeSet<String>,
    pub(super) documents: BTreeSet<String>,
    pub(super) country: String,
    pub(super) language: String,
    /// The names of those who live with them.
    pub(super) household: Vec<Vec<Called>>,
}

/// How much is known; what it is is a person's.
impl fmt::Debug for Known {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Known({} words of names, {} in the household)", self.called.len(), self.household.len())
    }
}

/// A word of a name.
#[derive(Clone)]
pub struct Called {
    pub(super) role: Role,
    pub(super) asked: AskedName,
    pub(super) keys: Vec<String>,
    pub(super) frames: BTreeSet<String>,
}

impl fmt::Debug for Called {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Called({:?})", self.role)
    }
}

/// Where a word stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Role {
    Family,
    Given,
    Patronymic,
    /// In a name of one piece.
    Any,
    /// In a name that somebody had, or wishes to be called by: it may agree, and says nothing where it does not.
    Aside,
}

const ROLES: [(&str, Role); 6] = [
    (profile::FAMILY_NAME, Role::Family),
    (profile::GIVEN_NAME, Role::Given),
    (profile::PATRONYMIC, Role::Patronymic),
    (profile::NAME, Role::Any),
    (profile::PREFERRED_NAME, Role::Aside),
    (profile::FORMER_NAME, Role::Aside),
];
/// Words of a name that are compared at most.
const WORDS: usize = 8;
/// Of a household.
const HOUSEHOLD: usize = 20;

impl Known {
    /// By what a property holds, and the names of those who live with them.
    pub fn of<'f>(fact: impl Fn(&str) -> Option<&'f str>, household: impl IntoIterator<Item = &'f str>) -> Self {
        let said = |property: &str| fact(property).map(str::trim).unwrap_or_default().to_owned();
        let mut called: Vec<Called> = ROLES
            .iter()
            .filter_map(|(property, role)| Some(called(fact(property)?, *role)))
            .flatten()
            .take(WORDS)
            .collect();
        // Where the name is given in parts, one in one piece says nothing more.
        if called.iter().any(|word| word.role == Role::Family) && called.iter().any(|word| word.role == Role::Given) {
            called.retain(|word| word.role != Role::Any);
        }
        let household = household.into_iter().take(HOUSEHOLD).map(|name| self::called(name, Role::Any));
        Self {
            called,
            birth: born_of(&fact).map(Birth::of),
            sex: said(profile::SEX),
            phones: fact(profile::PHONE).map(phones).unwrap_or_default(),
            documents: fact(profile::DOCUMENT_NUMBER).map(document_numbers).unwrap_or_default(),
            country: said(profile::CITIZENSHIP),
            language: said(profile::NATIVE_LANGUAGE),
            household: household.filter(|words| !words.is_empty()).collect(),
        }
    }

    /// The words of their names: how many people have each is for whoever holds the store to count.
    pub fn called(&self) -> &[Called] {
        &self.called
    }

    /// Their telephones, as search keys: the shortest of each, within the country.
    pub const fn phones(&self) -> &BTreeSet<String> {
        &self.phones
    }
}

impl Called {
    /// The heads of the word, as keys of names begin with them.
    pub fn heads(&self) -> &[String] {
        self.asked.heads()
    }

    /// The frames of the word.
    pub const fn frames(&self) -> &BTreeSet<String> {
        &self.frames
    }

    /// Is this head the same name with other vowels?
    pub fn is_kin(&self, head: &str) -> bool {
        self.asked.kinship(head).is_some()
    }

    pub(super) fn of(asked: AskedName, role: Role) -> Self {
        Self { role, keys: asked.exact().collect(), frames: asked.frames(), asked }
    }
}

/// Each number by the shortest of its keys, which is the one within its country.
fn phones(text: &str) -> BTreeSet<String> {
    let keys = phone_keys(text);
    let is_shortest = |key: &String| !keys.iter().any(|other| other.len() < key.len() && key.ends_with(other.as_str()));
    keys.iter().filter(|key| is_shortest(key)).cloned().collect()
}

fn called(text: &str, role: Role) -> Vec<Called> {
    let text = if matches!(role, Role::Patronymic | Role::Any) { without_endings(text) } else { text.to_owned() };
    let asked = AskedName::all_of(&text).into_iter().filter(|word| !word.is_article);
    asked.map(|asked| Called::of(asked, role)).collect()
}

/// What makes a father's name of a name, as a word of its own or behind it, the longest first.
const ENDINGS: [&str; 38] = [
    "инична",
    "овична",
    "ovich",
    "evich",
    "ovych",
    "ovna",
    "evna",
    "ivna",
    "ович",
    "евич",
    "йович",
    "овна",
    "евна",
    "івна",
    "ївна",
    "o'g'li",
    "og'li",
    "oʻgʻli",
    "оглы",
    "огли",
    "оғли",
    "oglu",
    "oğlu",
    "oghli",
    "ogli",
    "кызы",
    "қызы",
    "қизи",
    "гызы",
    "kyzy",
    "qyzy",
    "qizi",
    "qızı",
    "gizi",
    "ұлы",
    "улы",
    "uly",
    "zoda",
];
/// What is left is a name.
const STEM: usize = 3;

fn without_endings(text: &str) -> String {
    let text = cleaned(text);
    let words = text.split_whitespace().map(str::to_lowercase);
    let stems = words.filter(|word| !ENDINGS.contains(&word.as_str())).map(|word| {
        let stem = ENDINGS.iter().find_map(|ending| word.strip_suffix(ending));
        stem.filter(|stem| stem.chars().count() >= STEM).map_or_else(|| word.clone(), str::to_owned)
    });
    stems.collect::<Vec<_>>().join(" ")
}
