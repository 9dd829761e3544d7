//! What the facts say that may be passed on: exactly what the person is asked about, and what a letter then holds.
//!
//! They are taken from the profile and from the newest interviews that the member may read. Nothing of a talk in private is
//! looked at, but for a referral that rests on one.

use std::collections::BTreeMap;
use std::sync::Arc;

use pana_casework::referral::Detail;
use pana_casework::{born_of_all, profile};
use pana_forms::Form;
use pana_letter::FieldKind;
use pana_model::{CaseId, Moment};
use pana_store::{Person, ProfileFact, Stream};

use super::find::Found;
use super::source::{From, Source, sources};
use crate::contract::letter::FactHeld;
use crate::contract::referral::SharedField;
use crate::contract::{AppError, Texts, Vocabulary};
use crate::desk::Desk;
use crate::needs::{Led, named, readable_in};
use crate::paper::{TAGS, name_of};
use crate::people::names_of;

/// A fact, with what it says.
pub(super) struct Fact {
    pub(super) field: SharedField,
    pub(super) held: FactHeld,
    pub(super) kind: FieldKind,
    /// What it says in no language: by this it is the same or another than the person agreed to.
    pub(super) said: String,
    /// What it says, in each language of letters.
    pub(super) value: Texts,
}

/// A part of a fact: what it says in no language, and in each.
pub(super) struct Part {
    pub(super) said: String,
    pub(super) value: Texts,
}

impl Part {
    /// What is the same in all languages: a name, a number, what somebody typed.
    pub(super) fn same(text: &str) -> Option<Self> {
        let text = text.trim();
        let value = TAGS.iter().map(|tag| ((*tag).to_owned(), text.to_owned())).collect();
        Some(Self { said: text.to_owned(), value }).filter(|part| !part.said.is_empty())
    }

    /// Of several that were written apart, and of which nobody has said yet which is right, all, with a stroke between: whoever
    /// gets the letter is told neither alone. Nothing where none says anything.
    pub(super) fn all_of(parts: impl Iterator<Item = Option<Self>>) -> Option<Self> {
        let mut parts = parts.flatten();
        let first = parts.next()?;
        Some(parts.fold(first, |mut both, part| {
            if both.said.split(APART).any(|known| known == part.said) {
                return both;
            }
            both.said.push_str(APART);
            both.said.push_str(&part.said);
            for (tag, text) in &mut both.value {
                text.push_str(APART);
                text.push_str(part.value.get(tag).map_or("", String::as_str));
            }
            both
        }))
    }

    /// What codes are called; nothing for none.
    fn of_codes(codes: &[&str], called: impl Fn(&str, &str) -> String) -> Option<Self> {
        let comma = |tag: &str| if tag == "ar" { "، " } else { ", " };
        let all = |tag: &str| codes.iter().map(|code| called(code, tag)).collect::<Vec<_>>().join(comma(tag));
        let value = TAGS.iter().map(|tag| ((*tag).to_owned(), all(tag))).collect();
        Some(Self { said: codes.join(" "), value }).filter(|part| !part.said.is_empty())
    }
}

/// What all of them say, in the order in which they are offered.
///
/// # Errors
/// As any read.
pub(super) fn facts(desk: &mut Desk, found: &Found, case: CaseId, now: Moment) -> Result<Vec<Fact>, AppError> {
    let in_private = found.stream == Stream::Protected;
    let streams: &[Stream] = if in_private { &[Stream::Centre, Stream::Protected] } else { &[Stream::Centre] };
    let led = readable_in(desk, case, streams, now)?;
    let person = desk.store.person(case)?;
    let forms = forms_of(desk, &person)?;
    let contact_unsafe = crate::people::contact_is_unsafe(desk, case)?;
    let known = Known { found, led: &led, person: &person, forms: &forms, contact_unsafe, now };
    Ok(SharedField::ALL.iter().map(|field| known.fact(*field)).collect())
}

/// Are nothing but these facts asked about that are there?
pub(super) fn all_known<'f>(facts: &[Fact], fields: impl IntoIterator<Item = &'f str>) -> Result<(), &'f str> {
    fields.into_iter().try_for_each(|field| {
        let held = facts.iter().any(|fact| fact.field.word() == field && fact.held == FactHeld::Known);
        if held { Ok(()) } else { Err(field) }
    })
}

/// The questionnaires behind the facts of a profile, by interview.
fn forms_of(desk: &mut Desk, person: &Person) -> Result<BTreeMap<pana_model::InterviewId, Arc<Form>>, AppError> {
    let mut forms = BTreeMap::new();
    for summary in person.interviews.iter().filter(|summary| summary.stream == Stream::Centre) {
        if let Some(asked) = desk.form_if_sound(&summary.form_id, &summary.form_hash)? {
            forms.insert(summary.interview, Arc::clone(&asked.form));
        }
    }
    Ok(forms)
}

pub(super) struct Known<'k> {
    found: &'k Found,
    /// The newest first.
    pub(super) led: &'k [Led],
    pub(super) person: &'k Person,
    forms: &'k BTreeMap<pana_model::InterviewId, Arc<Form>>,
    /// Did the person say in any of their records that it is not safe to contact them?
    contact_unsafe: bool,
    pub(super) now: Moment,
}

impl Known<'_> {
    fn fact(&self, field: SharedField) -> Fact {
        let mut parts: Vec<Part> = Vec::new();
        for source in sources().iter().filter(|source| source.field == field) {
            if !source.is_else || parts.is_empty() {
                parts.extend(self.part(source));
            }
        }
        let in_language = |tag: &str| {
            let each = parts.iter().filter_map(|part| part.value.get(tag).map(String::as_str));
            each.collect::<Vec<_>>().join("\n")
        };
        let held = match (parts.is_empty(), field) {
            (false, _) => FactHeld::Known,
            (true, SharedField::Contact) if self.contact_unsafe => FactHeld::Unsafe,
            (true, _) => FactHeld::Nothing,
        };
        let value = TAGS.iter().filter(|_| held == FactHeld::Known).map(|tag| ((*tag).to_owned(), in_language(tag)));
        Fact {
            field,
            held,
            kind: if field == SharedField::Name { FieldKind::Name } else { FieldKind::Words },
            said: parts.iter().map(|part| part.said.as_str()).collect::<Vec<_>>().join("\n"),
            value: value.collect(),
        }
    }

    fn part(&self, source: &Source) -> Option<Part> {
        match source.from {
            From::Name => Part::same(&names_of(&self.person.profile)),
            From::Age => age_of(&self.person.profile, self.now),
            From::Profile => self.profile(&self.person.profile, source),
            From::People => self.people(source),
            // Said with how many they are in all.
            From::Children => None,
            From::Household => self.household(),
            From::Phone if self.contact_unsafe => None,
            From::Phone => Part::all_of(values_in(&self.person.profile, profile::PHONE).into_iter().map(Part::same)),
            From::Need => self.need(),
            From::Answer => self.answer(source, Stream::Centre),
            From::Private => self.answer(source, Stream::Protected),
        }
    }

    pub(super) fn profile(&self, facts: &[ProfileFact], source: &Source) -> Option<Part> {
        let fact = facts.iter().find(|fact| fact.property == source.name)?;
        let form = self.forms.get(&fact.interview);
        let list = form.and_then(|form| Some((form, form.find(&fact.source)?.1.list.as_deref()?)));
        Part::all_of(fact.all().into_iter().map(|value| match list {
            Some((form, list)) => chosen(form, list, value, source),
            None => Part::same(value),
        }))
    }

    /// What the referral is for: the needs, and what was said of it when it was begun.
    fn need(&self) -> Option<Part> {
        let begun = &self.found.referral.created()?.details;
        let codes: Vec<&str> = begun.codes(Detail::Needs).collect();
        let called = |code: &str, tag: &str| {
            let shipped = named("need_code", code).get(tag).cloned();
            shipped.or_else(|| name_of("need_code", code, tag)).unwrap_or_else(|| code.to_owned())
        };
        let needs = Part::of_codes(&codes, called)?;
        let Some(words) = begun.get(Detail::Words).and_then(Part::same) else { return Some(needs) };
        let both = |(tag, text): (String, String)| {
            let words = words.value.get(&tag).cloned().unwrap_or_default();
            (tag, format!("{text}\n{words}"))
        };
        Some(Part {
            said: format!("{}\n{}", needs.said, words.said),
            value: needs.value.into_iter().map(both).collect(),
        })
    }

    /// What was said in the newest interview of a questionnaire.
    fn answer(&self, source: &Source, stream: Stream) -> Option<Part> {
        let of_form = |led: &&Led| led.stream == stream && led.record.form() == source.form;
        let led = self.led.iter().find(of_form)?;
        let node = led.asked.form.nodes().iter().find(|node| node.name == source.name)?;
        let said = |value: &str| match node.list.as_deref() {
            Some(list) => chosen(&led.asked.form, list, value, source),
            None => Part::same(value),
        };
        match led.apart.get(&node.path) {
            Some(values) => Part::all_of(values.iter().map(|value| said(value))),
            None => said(led.record.value(&source.name)?),
        }
    }
}

/// Between values that stand side by side.
const APART: &str = " / ";

/// All that stands of a property, what holds first.
pub(super) fn values_in<'f>(facts: &'f [ProfileFact], property: &str) -> Vec<&'f str> {
    facts.iter().find(|fact| fact.property == property).map(ProfileFact::all).unwrap_or_default()
}

pub(super) fn value_in<'f>(facts: &'f [ProfileFact], property: &str) -> Option<&'f str> {
    facts.iter().find(|fact| fact.property == property).map(|fact| fact.value.as_str())
}

/// How old somebody is today: from the least to the greatest where that is not known exactly. It says when they were born, so
/// that nobody agreed to something else because a birthday has passed; that day itself is never told.
pub(super) fn age_of(facts: &[ProfileFact], now: Moment) -> Option<Part> {
    let born = born_of_all(|property| values_in(facts, property))?;
    let ages = born.ages_on(now.date())?;
    let exact = ages.least == ages.greatest;
    let age = if exact { ages.least.to_string() } else { format!("{}–{}", ages.least, ages.greatest) };
    Some(Part { said: born.to_string(), ..Part::same(&age)? })
}

/// What was chosen from a list.
fn chosen(form: &Form, list: &str, value: &str, source: &Source) -> Option<Part> {
    let choices = form.choices(list)?;
    // One choice may have spaces in its name; several are kept with spaces between them.
    let whole = choices.iter().any(|choice| *choice.name == *value);
    let codes: Vec<&str> = if whole { vec![value] } else { value.split_whitespace().collect() };
    let taken = |code: &&str| source.only.is_empty() || source.only.iter().any(|only| only == code);
    let codes: Vec<&str> = codes.into_iter().filter(taken).collect();
    Part::of_codes(&codes, |code, tag| {
        if !source.says.is_empty() {
            return name_of("letter", &source.says, tag).unwrap_or_default();
        }
        let choice = choices.iter().find(|choice| *choice.name == *code);
        // What an answer stands in reads otherwise from interview to interview: it is not told here.
        let label = |tag: &str| choice.and_then(|choice| choice.label.get(tag)).filter(|text| !text.contains("${"));
        let own = label(tag).map(str::to_owned).or_else(|| name_of(list, code, tag));
        own.or_else(|| label("en").or_else(|| label("kk")).map(str::to_owned)).unwrap_or_else(|| code.to_owned())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_what_was_written_apart_a_letter_says_all_and_what_is_said_alike_once() {
        let all = |values: &[&str]| Part::all_of(values.iter().map(|value| Part::same(value)));
        let both = all(&["Омаров", "Омарова"]).unwrap();
        assert_eq!(both.said, "Омаров / Омарова");
        assert!(TAGS.iter().all(|tag| both.value[*tag] == both.said), "in every language of letters");
        assert_eq!(all(&["Омаров", " ", "Омаров"]).map(|part| part.said).as_deref(), Some("Омаров"));
        assert!(all(&["", " "]).is_none());
    }
}
