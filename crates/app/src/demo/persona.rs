//! Someone who does not exist.

use std::collections::BTreeMap;

use pana_casework::profile;
use serde::Deserialize;

use super::chance::Chance;

/// What the generator knows, by the words of the profile.
#[derive(Debug, Deserialize)]
pub(super) struct Data {
    groups: Vec<Group>,
    /// More properties, whatever the group.
    profile: BTreeMap<String, Vec<String>>,
    /// What is said in own words.
    pub(super) texts: Vec<String>,
    pub(super) worker: String,
    pub(super) centre: String,
}

#[derive(Debug, Deserialize)]
struct Group {
    weight: usize,
    profile: BTreeMap<String, Vec<String>>,
    family: BTreeMap<String, Vec<String>>,
    given: BTreeMap<String, Vec<String>>,
    patronymic: BTreeMap<String, Vec<String>>,
}

/// What someone will say of themselves, by property.
#[derive(Debug)]
pub(super) struct Persona {
    pub(super) facts: BTreeMap<String, String>,
}

impl Data {
    pub(super) fn load() -> Result<Self, serde_json::Error> {
        serde_json::from_str(include_str!("people.json"))
    }

    /// Makes someone up, who lives in `year`.
    pub(super) fn persona(&self, chance: &mut Chance, year: i32) -> Persona {
        let mut facts = BTreeMap::new();
        let Some(group) = self.group(chance) else { return Persona { facts } };
        let sexes: Vec<&String> = group.given.keys().collect();
        let sex = chance.pick(&sexes).map(|sex| (*sex).clone()).unwrap_or_default();
        for (property, names) in [
            (profile::FAMILY_NAME, &group.family),
            (profile::GIVEN_NAME, &group.given),
            (profile::PATRONYMIC, &group.patronymic),
        ] {
            let name = names.get(&sex).and_then(|names| chance.pick(names)).cloned();
            facts.insert(property.to_owned(), name.unwrap_or_default());
        }
        facts.insert(profile::NAME.to_owned(), facts.get(profile::GIVEN_NAME).cloned().unwrap_or_default());
        facts.insert(profile::SEX.to_owned(), sex);
        let age = i32::try_from(chance.below(62)).unwrap_or(0).saturating_add(18);
        let born = year.saturating_sub(age);
        let (month, day) = (chance.below(12).saturating_add(1), chance.below(28).saturating_add(1));
        facts.insert(profile::BIRTH_YEAR.to_owned(), born.to_string());
        facts.insert(profile::BIRTH_DATE.to_owned(), format!("{born:04}-{month:02}-{day:02}"));
        facts.insert(profile::AGE.to_owned(), age.to_string());
        facts.insert(profile::PHONE.to_owned(), format!("+7 700 000 {:04}", chance.below(10_000)));
        for (property, values) in group.profile.iter().chain(&self.profile) {
            facts.insert(property.clone(), chance.pick(values).cloned().unwrap_or_default());
        }
        Persona { facts }
    }

    fn group(&self, chance: &mut Chance) -> Option<&Group> {
        let all = self.groups.iter().map(|group| group.weight).sum();
        let mut drawn = chance.below(all);
        self.groups.iter().find(|group| {
            let here = drawn < group.weight;
            drawn = drawn.saturating_sub(group.weight);
            here
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_makes_the_same_person() {
        let data = Data::load().unwrap();
        let make = |seed| data.persona(&mut Chance::new(seed), 2025).facts;
        assert_eq!(make(7), make(7));
        assert_ne!(make(7), make(8));
    }
}
