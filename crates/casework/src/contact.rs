//! How a centre is reached: what stands on its papers, so that whoever receives one can answer. It is about no person, and
//! everybody at the centre may know it.
//!
//! Whether a paper may say it is not asked here: a letter that must not name the centre says nothing of this either.

use std::collections::BTreeMap;

use pana_record::Value;

use crate::editions::{Editions, Said};

/// All texts of a contact have so many bytes together at most.
pub const CONTACT_BYTES: usize = 4 * 1024;
/// A centre says so many telephones at most.
pub const PHONES_MOST: usize = 4;
/// An address, or the hours, are said in so many languages at most.
pub const LANGUAGES_MOST: usize = 16;

/// How a centre is reached. With nothing in it, the centre says nothing of it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Contact {
    /// The address, by the tag of the language that it is written in.
    pub address: BTreeMap<String, String>,
    /// Telephones, the first one first.
    pub phones: Vec<String>,
    /// When somebody answers, in words, by the tag of their language.
    pub hours: BTreeMap<String, String>,
    /// An e-mail address; may be empty.
    pub email: String,
}

/// What somebody sees of a text: without signs that nobody does, such as marks of direction or a joiner outside a word. Spaces and
/// line ends stay.
pub fn seen_part(text: &str) -> String {
    let is_hidden = |sign: char| {
        matches!(sign,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
            | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{2800}' | '\u{3164}'
            | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}')
            || (sign.is_control() && !sign.is_whitespace())
    };
    let signs: Vec<char> = text.chars().filter(|sign| !is_hidden(*sign)).collect();
    let is_joiner = |sign: char| matches!(sign, '\u{200c}' | '\u{200d}');
    let is_word = |at: Option<usize>| at.and_then(|at| signs.get(at)).is_some_and(|sign| sign.is_alphabetic());
    let kept = |(at, sign): (usize, &char)| {
        let is_kept = !is_joiner(*sign) || (is_word(at.checked_sub(1)) && is_word(at.checked_add(1)));
        is_kept.then_some(*sign)
    };
    signs.iter().enumerate().filter_map(kept).collect()
}

/// All that was said of how the centre is reached. Equal sets of events give equal ones, in whatever order they came.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ContactState(Editions<Contact>);

impl ContactState {
    /// What holds: of those that no other replaces, what was said last by the log's order. Nothing where nobody ever said it.
    pub fn in_use(&self) -> Option<&Said<Contact>> {
        self.0.in_use()
    }

    /// What stands beside it, since it was said apart, the latest first.
    pub fn apart(&self) -> Vec<&Said<Contact>> {
        self.0.apart(PartialEq::eq)
    }

    pub(crate) const fn editions(&mut self) -> &mut Editions<Contact> {
        &mut self.0
    }
}

impl Contact {
    /// Does it say nothing?
    pub fn is_empty(&self) -> bool {
        self.texts().next().is_none()
    }

    /// Is it no larger than one may be, each text in one line that somebody sees?
    pub fn fits(&self) -> bool {
        let bytes = self.texts().fold(0_usize, |bytes, text| bytes.saturating_add(text.len()));
        let languages = self.address.len().max(self.hours.len());
        let says = |text: &String| !text.contains(char::is_control) && !seen_part(text).trim().is_empty();
        bytes <= CONTACT_BYTES
            && languages <= LANGUAGES_MOST
            && self.phones.len() <= PHONES_MOST
            && self.address.values().chain(self.hours.values()).chain(&self.phones).all(says)
            && (self.email.is_empty() || says(&self.email))
    }

    fn texts(&self) -> impl Iterator<Item = &str> {
        let by_language = self.address.iter().chain(&self.hours).flat_map(|(tag, text)| [tag.as_str(), text.as_str()]);
        let email = Some(self.email.as_str()).filter(|email| !email.is_empty());
        by_language.chain(self.phones.iter().map(String::as_str)).chain(email)
    }

    pub(crate) fn value(&self) -> Value {
        if self.is_empty() {
            return Value::Null;
        }
        let by_language = |texts: &BTreeMap<String, String>| {
            let pair = |(tag, text): (&String, &String)| Value::List(vec![Value::text(tag), Value::text(text)]);
            Value::List(texts.iter().map(pair).collect())
        };
        Value::List(vec![
            by_language(&self.address),
            Value::List(self.phones.iter().map(Value::text).collect()),
            by_language(&self.hours),
            Value::text(&self.email),
        ])
    }

    /// What is larger than a contact may be, or says a language twice, is none.
    pub(crate) fn read(value: &Value) -> Option<Self> {
        if *value == Value::Null {
            return Some(Self::default());
        }
        let [address, phones, hours, email, ..] = value.as_list()? else { return None };
        let text = |value: &Value| value.as_text().map(str::to_owned);
        let by_language = |value: &Value| {
            let list = value.as_list()?;
            let pair = |pair: &Value| match pair.as_list()? {
                [tag, said, ..] => Some((text(tag)?, text(said)?)),
                _ => None,
            };
            let texts: BTreeMap<String, String> = list.iter().map(pair).collect::<Option<_>>()?;
            (texts.len() == list.len()).then_some(texts)
        };
        let contact = Self {
            address: by_language(address)?,
            phones: phones.as_list()?.iter().map(text).collect::<Option<_>>()?,
            hours: by_language(hours)?,
            email: text(email)?,
        };
        contact.fits().then_some(contact)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_nobody_sees_or_is_more_than_one_line_is_no_contact() {
        let phone = |phone: &str| Contact { phones: vec![phone.to_owned()], ..Contact::default() };
        assert!(phone("112").fits() && phone("می\u{200c}روم").fits());
        for wrong in ["", " ", "\u{200b}", "\u{2800}\u{feff}", "\u{200c}", "112\n113", "1\u{1}"] {
            assert!(!phone(wrong).fits(), "{wrong:?}");
        }
        assert!(!Contact { email: "a@b\nc".to_owned(), ..Contact::default() }.fits());
    }
}
