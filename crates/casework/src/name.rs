//! Names: how one is shown, and how it is found.
//!
//! What is stored is cut ([`clean`]) and folded ([`fold`]) exactly as what is asked for. A key of a store is a word's
//! *head*, the one spelling that all are brought to, and behind it the word as it was written: so one range of keys holds
//! all spellings of a name, and how well each fits what was typed is seen from the key alone. Words of one *frame*
//! ([`frame`]) are one name with other vowels; words that are [`near`] one another are slips of the finger. A fit is a
//! number ([`fit`]), and less is better: the name itself, one that is written otherwise, one in another script, the
//! beginning of one, one with other vowels, a slip.

mod alike;
mod clean;
mod fold;
mod frame;
mod letters;
mod near;
mod phone;
mod table;

use std::collections::BTreeSet;

use crate::profile;

pub(crate) use clean::cleaned_number;
pub use clean::{cleaned, is_invisible};
pub use frame::{frames, kinship};
pub use near::{Looked, Near};
pub use phone::{phone_keys, phone_queries};
pub use table::{SpellingTable, spelling_table};

/// The name for display: family name, given name, patronymic; or the name in one piece; or the preferred name. Empty
/// when nothing was given.
pub fn display_name<'a>(value: impl Fn(&str) -> Option<&'a str>) -> String {
    let given = |property: &str| value(property).map(str::trim).filter(|text| !text.is_empty());
    let parts: Vec<&str> =
        [profile::FAMILY_NAME, profile::GIVEN_NAME, profile::PATRONYMIC].into_iter().filter_map(given).collect();
    if parts.is_empty() {
        given(profile::NAME).or_else(|| given(profile::PREFERRED_NAME)).unwrap_or_default().to_owned()
    } else {
        parts.join(" ")
    }
}

/// The name for display where several values of a part of it may stand that were written apart, what holds first: each name that
/// comes of it, with a stroke between, since none of them is to be chosen. `values` gives all that stands of a property.
pub fn display_names<'a>(values: impl Fn(&str) -> Vec<&'a str>) -> String {
    const PARTS: [&str; 5] =
        [profile::FAMILY_NAME, profile::GIVEN_NAME, profile::PATRONYMIC, profile::NAME, profile::PREFERRED_NAME];
    let mut names = vec![display_name(|property| values(property).first().copied())];
    for part in PARTS {
        for other in values(part).into_iter().skip(1) {
            let name =
                display_name(|property| if property == part { Some(other) } else { values(property).first().copied() });
            if !names.contains(&name) {
                names.push(name);
            }
        }
    }
    names.retain(|name| !name.is_empty());
    names.join(" / ")
}

/// How well a key fits a word that was asked for. Less is better.
pub mod fit {
    /// The word itself.
    pub const EXACT: u16 = 0;
    /// The same name, written otherwise.
    pub const FOLDED: u16 = 1;
    /// The same name in another script.
    pub const OTHER_SCRIPT: u16 = 2;
    /// A longer word that begins so.
    pub const BEGINNING: u16 = 4;
    /// Other vowels between the same consonants; how far apart is added.
    pub const KIN: u16 = 10;
    /// A name of somebody in the person's household; the fit itself is added.
    pub const OF_HOUSEHOLD: u16 = 100;
    /// A slip of the finger, or two; times their number.
    pub const SLIP: u16 = 1_000;
}

/// Ends the head in a key.
const AFTER_HEAD: char = '\u{1}';
/// Stands at the end of a key of somebody in the household.
const OF_HOUSEHOLD: char = '\u{2}';

/// The keys under which a name is stored, one for each head of each word.
pub fn name_keys(name: &str) -> Vec<String> {
    let pieces = clean::cut(name);
    let words = pieces.iter().flat_map(|piece| std::iter::once(&piece.word).chain(&piece.parts));
    let joined = joined(&pieces);
    let mut keys: Vec<String> = words.chain(&joined).flat_map(|word| keys_of(word)).collect();
    keys.sort();
    keys.dedup();
    keys
}

fn keys_of(word: &str) -> Vec<String> {
    let small = fold::small(word);
    let plain = fold::plain(&small);
    let key = |head: String| {
        let shown = if head == plain { "" } else { plain.as_str() };
        format!("{head}{AFTER_HEAD}{shown}")
    };
    fold::heads(&small).into_iter().map(key).collect()
}

/// The key of a name of somebody in the household.
pub(crate) fn of_household(key: &str) -> String {
    format!("{key}{OF_HOUSEHOLD}")
}

/// The head of a key of a name.
pub fn head_of(key: &str) -> &str {
    key.split_once(AFTER_HEAD).map_or(key, |(head, _)| head)
}

/// Is it the key of a name of somebody in the household?
pub fn is_of_household(key: &str) -> bool {
    key.ends_with(OF_HOUSEHOLD)
}

/// What all keys of a head begin with.
pub fn key_of_head(head: &str) -> String {
    format!("{head}{AFTER_HEAD}")
}

/// First words of two that may be one are this long at most, and both together so.
const JOINED_FIRST: usize = 5;
const JOINED_BOTH: usize = 16;

/// Words in one that were written apart: Abdul Rahman, Jean-Pierre, Гүл Жан.
fn joined(pieces: &[clean::Piece]) -> Vec<String> {
    pieces.windows(2).filter_map(join).collect()
}

fn join(pair: &[clean::Piece]) -> Option<String> {
    let [first, second] = pair else { return None };
    let letters = |piece: &clean::Piece| piece.word.chars().count();
    let short = letters(first) <= JOINED_FIRST && letters(first).saturating_add(letters(second)) <= JOINED_BOTH;
    let names = [first, second].iter().all(|piece| !piece.word.contains(|c: char| c.is_ascii_digit()));
    (short && names).then(|| format!("{}{}", first.word, second.word))
}

/// A word of a name that is looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AskedName {
    plain: String,
    heads: Vec<String>,
    beginnings: fold::Beginnings,
    /// Heads of this word in one with the one before or after it.
    joined: Vec<String>,
    /// Other words must be found, and this one need not: the article of an Arabic name, which some write and some leave
    /// out.
    pub is_article: bool,
}

/// The articles, in the spellings of those who write them apart.
const ARTICLES: [&str; 8] = ["al", "el", "ul", "ال", "ал", "эл", "аль", "эль"];

impl AskedName {
    /// The words of a text that is asked for.
    pub fn all_of(text: &str) -> Vec<Self> {
        let pieces = clean::cut(text);
        let mut asked: Vec<Self> = pieces.iter().map(|piece| Self::of(&piece.word)).collect();
        for (at, pair) in pieces.windows(2).enumerate() {
            let Some(word) = join(pair) else { continue };
            let heads = fold::heads(&fold::small(&word));
            for word in asked.iter_mut().skip(at).take(2) {
                word.joined.extend(heads.iter().cloned());
            }
        }
        let alone = asked.iter().filter(|word| !word.is_article).count() == 0;
        asked.iter_mut().for_each(|word| word.is_article &= !alone);
        asked.retain(|word| !word.heads.is_empty());
        asked
    }

    fn of(word: &str) -> Self {
        let small = fold::small(word);
        let plain = fold::plain(&small);
        let is_article = ARTICLES.contains(&small.as_str());
        Self { heads: fold::heads(&small), beginnings: fold::beginnings(&small), joined: Vec::new(), plain, is_article }
    }

    /// Letters as typed.
    pub fn letters(&self) -> usize {
        self.plain.chars().count()
    }

    /// The word's own heads.
    pub fn heads(&self) -> &[String] {
        &self.heads
    }

    /// Heads that are this name: its own, and those of the word in one with a neighbour.
    pub fn whole(&self) -> impl Iterator<Item = &str> {
        self.heads.iter().chain(&self.joined).map(String::as_str)
    }

    /// Is it written in the script of the other?
    pub(crate) fn is_of_script_of(&self, other: &Self) -> bool {
        script(&self.plain) == script(&other.plain)
    }

    /// What the keys begin with that are this very word.
    pub fn exact(&self) -> impl Iterator<Item = String> {
        let shown = |head: &String| if *head == self.plain { "" } else { self.plain.as_str() };
        self.heads.iter().map(move |head| format!("{head}{AFTER_HEAD}{}", shown(head)))
    }

    /// What the head of a key may begin with that is this name or begins with it.
    pub fn beginnings(&self) -> impl Iterator<Item = &str> {
        self.beginnings.sure.iter().chain(&self.beginnings.maybe).map(String::as_str)
    }

    /// How well a key fits by itself; `None` where it does not.
    pub fn fit(&self, key: &str) -> Option<u16> {
        let (head, shown) = key.split_once(AFTER_HEAD)?;
        let (shown, added) = match shown.strip_suffix(OF_HOUSEHOLD) {
            Some(shown) => (shown, fit::OF_HOUSEHOLD),
            None => (shown, 0),
        };
        let plain = if shown.is_empty() { head } else { shown };
        let is = |known: &String| known == head;
        let by_itself = if plain == self.plain {
            fit::EXACT
        } else if self.heads.iter().chain(&self.joined).any(is) {
            if script(plain) == script(&self.plain) { fit::FOLDED } else { fit::OTHER_SCRIPT }
        } else if plain.starts_with(&self.plain)
            || self.beginnings.sure.iter().any(|sure| head.starts_with(sure.as_str()))
        {
            fit::BEGINNING
        } else {
            return None;
        };
        Some(by_itself.saturating_add(added))
    }

    /// Frames whose heads may be this name with other vowels. Of a word with one consonant there are none.
    pub fn frames(&self) -> BTreeSet<String> {
        let heads = self.heads.iter().cloned().chain(self.heard_otherwise());
        heads.flat_map(|head| frames(&head)).filter(|frame| frame.chars().count() >= 2).collect()
    }

    /// How far a head is from this name, where it is the same with other vowels.
    pub fn kinship(&self, head: &str) -> Option<u16> {
        let own = self.heads.iter().filter_map(|own| kinship(own, head));
        let otherwise =
            self.heard_otherwise().filter_map(|own| kinship(&own, head)).map(|apart| apart.saturating_add(3));
        own.chain(otherwise).min()
    }

    /// The г of Ukrainian and Belarusian is h in a passport, and the h of others г in Russian: Hnatiuk, Гасан.
    fn heard_otherwise(&self) -> impl Iterator<Item = String> {
        let swapped = |head: &String| {
            let bare = head.replace("sh", "S").replace("ch", "C").replace("zh", "Z");
            let swapped: Vec<String> = [('h', "g"), ('g', "h")]
                .into_iter()
                .filter(|(letter, _)| bare.contains(*letter))
                .map(|(letter, other)| bare.replace(letter, other))
                .map(|head| head.replace('S', "sh").replace('C', "ch").replace('Z', "zh"))
                .collect();
            swapped
        };
        self.heads.iter().flat_map(swapped)
    }
}

/// In which script a word is written, by its first letter.
fn script(word: &str) -> u32 {
    match word.chars().next() {
        Some(letter) if letters::is_arabic(letter) => 0x600,
        Some('\u{400}'..='\u{52F}') => 0x400,
        Some(letter) if u32::from(letter) < 0x370 || matches!(letter, '\u{1E00}'..='\u{1EFF}') => 0,
        Some(letter) => u32::from(letter) & !0xFF,
        None => 0,
    }
}

#[cfg(test)]
mod tests;
