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

    /// Is it no larger than one may be, without a text that says nothing?
    pub fn fits(&self) -> bool {
        let bytes = self.texts().fold(0_usize, |bytes, text| bytes.saturating_add(text.len()));
        let languages = self.address.len().max(self.hours.len());
        let says = |text: &String| !text.trim().is_empty();
        bytes <= CONTACT_BYTES
            && languages <= LANGUAGES_MOST
            && self.phones.len() <= PHONES_MOST
            && self.address.values().chain(self.hours.values()).chain(&self.phones).all(says)
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
