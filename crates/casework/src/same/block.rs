//! Under which keys records are laid side by side: two that have none in common are not compared.
//!
//! A key is two words of a name by their consonants, in whatever order; or one of them with a year of birth; or a day of birth,
//! a telephone, a number of a document. So one mistake, wherever it is, leaves another key that is the same. A key is a hash:
//! rows of numbers are short, and nothing is looked for but the whole of it.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::birth::{Birth, OFF};
use super::known::{Called, Known};
use crate::name::frames;

/// Years that one record is kept under at most: a wider guess says nothing.
const YEARS: i32 = 12;

/// The keys under which a record is kept.
pub fn kept_keys(known: &Known) -> BTreeSet<i64> {
    let words: Vec<BTreeSet<String>> = known.called.iter().map(kept_word).collect();
    let years = known.birth.map(Birth::years);
    let mut keys = of_words(&words, years);
    keys.extend(known.birth.and_then(of_day));
    keys.extend(of_numbers(known));
    keys
}

/// The keys of records that may be this person's.
pub fn asked_keys(known: &Known) -> BTreeSet<i64> {
    let words: Vec<BTreeSet<String>> = known.called.iter().map(asked_word).collect();
    let years = known.birth.map(|birth| {
        let (first, last) = birth.years();
        (first.saturating_sub(OFF), last.saturating_add(OFF))
    });
    let mut keys = of_words(&words, years);
    if let Some(birth) = known.birth {
        keys.extend(of_day(birth));
        keys.extend(swapped(birth).and_then(of_day));
    }
    keys.extend(of_numbers(known));
    keys
}

fn kept_word(word: &Called) -> BTreeSet<String> {
    let of_heads = word.heads().iter().flat_map(|head| frames(head)).filter(|frame| frame.chars().count() >= 2);
    or_heads(word, of_heads.collect())
}

fn asked_word(word: &Called) -> BTreeSet<String> {
    or_heads(word, word.frames.clone())
}

/// A word of one consonant has no frame that would say anything.
fn or_heads(word: &Called, frames: BTreeSet<String>) -> BTreeSet<String> {
    if frames.is_empty() { word.heads().iter().map(|head| format!("={head}")).collect() } else { frames }
}

fn of_words(words: &[BTreeSet<String>], years: Option<(i32, i32)>) -> BTreeSet<i64> {
    let mut keys = BTreeSet::new();
    for (at, word) in words.iter().enumerate() {
        for other in words.iter().skip(at.saturating_add(1)) {
            for (one, two) in word.iter().flat_map(|one| other.iter().map(move |two| (one, two))) {
                keys.insert(hash(&["names", one.min(two), one.max(two)]));
            }
        }
        let Some((first, last)) = years.filter(|(first, last)| last.saturating_sub(*first) <= YEARS) else { continue };
        for frame in word {
            keys.extend((first..=last).map(|year| hash(&["year", frame, &year.to_string()])));
        }
    }
    keys
}

fn of_day(birth: Birth) -> Option<i64> {
    match birth {
        Birth::Day(day) => Some(hash(&["born", &day.to_string()])),
        Birth::Month(..) | Birth::Year(_) | Birth::About(..) => None,
    }
}

fn swapped(birth: Birth) -> Option<Birth> {
    use chrono::Datelike as _;
    let Birth::Day(day) = birth else { return None };
    NaiveDate::from_ymd_opt(day.year(), day.day(), day.month()).map(Birth::Day)
}

fn of_numbers(known: &Known) -> impl Iterator<Item = i64> {
    let phones = known.phones.iter().map(|phone| hash(&["phone", phone]));
    phones.chain(known.documents.iter().map(|document| hash(&["document", document])))
}

fn hash(parts: &[&str]) -> i64 {
    let mut hasher = blake3::Hasher::new_derive_key("pana 2026 who may be one person");
    for part in parts {
        hasher.update(part.as_bytes()).update(&[0]);
    }
    let mut bytes = [0; 8];
    hasher.finalize_xof().fill(&mut bytes);
    i64::from_be_bytes(bytes)
}
