//! What is passed on of those who live with a person: how many they are, how many of them are children, and who they are.

use pana_casework::profile;
use pana_store::{HouseholdEntry, Stream};

use super::facts::{Known, Part, age_of, value_in, values_in};
use super::source::{From, Source, sources};
use crate::contract::Texts;
use crate::contract::referral::SharedField;
use crate::paper::{Say, TAGS, said};

impl Known<'_> {
    /// Of those who live with the person the ones who are here.
    fn here(&self) -> impl Iterator<Item = &HouseholdEntry> {
        self.person.household.iter().filter(|entry| value_in(&entry.facts, profile::HERE) != Some("no"))
    }

    /// How many live together and how many of them are children, as the person was asked; what is not known of the two is said to be so.
    /// Nothing where neither is known, and where all of them are named anyway.
    pub(super) fn people(&self, people: &Source) -> Option<Part> {
        let children = sources().iter().find(|other| other.field == people.field && other.from == From::Children)?;
        let (all, children) = (self.count(people), self.count(children));
        let named = u32::try_from(self.here().count()).unwrap_or(u32::MAX);
        if named > 0 && all.is_none_or(|all| all == named.saturating_add(1)) {
            return None;
        }
        counted(all, children)
    }

    /// A number that was answered in the newest interview of a questionnaire.
    fn count(&self, source: &Source) -> Option<u32> {
        let of_form = |led: &&crate::needs::Led| led.stream == Stream::Centre && led.record.form() == source.form;
        let led = self.led.iter().find(of_form)?;
        // Of two numbers that stand side by side neither is told.
        let is_apart = led.apart.keys().any(|path| path.rsplit('/').next() == Some(source.name.as_str()));
        if is_apart { None } else { led.record.value(&source.name)?.trim().parse().ok() }
    }

    /// Of those who live with the person and are here: what they are to them, and how old.
    pub(super) fn household(&self) -> Option<Part> {
        let source = Source {
            field: SharedField::Household,
            from: From::Profile,
            form: String::new(),
            name: profile::RELATION.to_owned(),
            only: Vec::new(),
            says: String::new(),
            is_else: false,
        };
        let members: Vec<(Option<Part>, Option<Part>)> = self
            .here()
            .map(|entry| {
                let age = age_of(&entry.facts, self.now);
                let told = || Part::all_of(values_in(&entry.facts, profile::AGE).into_iter().map(Part::same));
                (self.profile(&entry.facts, &source), age.or_else(told))
            })
            .filter(|(relation, age)| relation.is_some() || age.is_some())
            .collect();
        let said = |parts: &(Option<Part>, Option<Part>)| {
            [&parts.0, &parts.1].into_iter().flatten().map(|part| part.said.as_str()).collect::<Vec<_>>().join(" ")
        };
        let in_language = |tag: &str| {
            let (comma, semicolon) = if tag == "ar" { ("، ", "؛ ") } else { (", ", "; ") };
            let one = |parts: &(Option<Part>, Option<Part>)| {
                let both = [&parts.0, &parts.1].into_iter().flatten().filter_map(|part| part.value.get(tag));
                both.map(String::as_str).collect::<Vec<_>>().join(comma)
            };
            members.iter().map(one).collect::<Vec<_>>().join(semicolon)
        };
        let value = TAGS.iter().map(|tag| ((*tag).to_owned(), in_language(tag))).collect();
        let said = members.iter().map(said).collect::<Vec<_>>().join(";");
        Some(Part { said, value }).filter(|_| !members.is_empty())
    }
}

/// "5, of whom children: 2".
fn counted(all: Option<u32>, children: Option<u32>) -> Option<Part> {
    if all.is_none() && children.is_none() {
        return None;
    }
    // Whoever lives alone has no children with them, whether it was asked or not.
    let is_alone = all == Some(1);
    let in_language = |tag: &str| {
        let number = |count: Option<u32>| count.map_or_else(|| said(Say::NotKnown, tag), |count| count.to_string());
        let part = |say: Say, count: Option<u32>| said(say, tag).replace("{count}", &number(count));
        let people = part(Say::HouseholdPeople, all);
        let comma = if tag == "ar" { "، " } else { ", " };
        if is_alone { people } else { [people, part(Say::HouseholdChildren, children)].join(comma) }
    };
    let code = |count: Option<u32>| count.map_or_else(|| "?".to_owned(), |count| count.to_string());
    let says = if is_alone { code(all) } else { format!("{} {}", code(all), code(children)) };
    let value: Texts = TAGS.iter().map(|tag| ((*tag).to_owned(), in_language(tag))).collect();
    Some(Part { said: says, value })
}
