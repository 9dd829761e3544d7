//! What a centre says of the directory of services: editions that were taken in, services entered or corrected by hand, and
//! what services told us. It is about no person, and everybody at the centre may know it.
//!
//! An edition's rows lie beside the log, by their hash. An entry holds the rows of one service, in a form that whoever writes
//! it reads back; here they are a text.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use pana_model::EventRef;
use pana_record::{Hlc, Value};

use crate::editions::Editions;
pub use crate::editions::Said;
use crate::word::words;

words! {
    /// Whether a service has a place, by what it said.
    pub enum Places {
        /// It has.
        Has = "has",
        /// One waits for a place.
        Waiting = "waiting",
        /// It has none.
        None = "none",
        /// It could not say, which is not the same as none.
        NotKnown = "not_known",
    }
}

/// An id of a service has so many bytes at most, and at least one.
pub const SERVICE_ID_BYTES: usize = 256;
/// The rows of an entry have so many bytes at most.
pub const ENTRY_BYTES: usize = 96 * 1024;
/// Words of a check have so many bytes at most.
pub const CHECK_BYTES: usize = 4 * 1024;
/// Of each service so many checks are kept in mind, the latest; the log has all.
pub const CHECKS_KEPT: usize = 20;

/// What was taken in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edition {
    /// The hash of its rows, by which they are kept.
    pub hash: [u8; 32],
    /// The name of the file that it came from.
    pub file: String,
    /// How many services it has.
    pub services: u32,
}

/// What a service told us.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ServiceCheck {
    /// Is there a place? Nothing where that was not asked.
    pub places: Option<Places>,
    /// How many are free.
    pub free: Option<u32>,
    /// How long one waits, in words; may be empty.
    pub wait: String,
    /// Is all right that the directory says? Nothing where that was not asked.
    pub is_right: Option<bool>,
    /// What was said; may be empty.
    pub words: String,
}

/// All that is said of the directory. Equal sets of events give equal ones, in whatever order they came.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DirectoryState {
    editions: Editions<Edition>,
    /// Rows that stand, by service.
    entries: BTreeMap<String, BTreeMap<EventRef, Said<Arc<str>>>>,
    /// By entry that stands, the editions that whoever made it had seen.
    seen: BTreeMap<EventRef, BTreeSet<EventRef>>,
    /// The latest checks, by service.
    checks: BTreeMap<String, BTreeMap<(Hlc, EventRef), Said<ServiceCheck>>>,
}

impl DirectoryState {
    /// The edition in use: of those that no other replaces, the one published last by the log's order.
    pub fn in_use(&self) -> Option<&Said<Edition>> {
        self.editions.in_use()
    }

    /// Those that stand beside the one in use, since they were published apart, the latest first.
    pub fn apart(&self) -> Vec<&Said<Edition>> {
        self.editions.apart(|one, other| one.hash == other.hash)
    }

    /// Every edition that was ever published, the latest first. One that was published twice stands twice.
    pub fn editions(&self) -> Vec<&Said<Edition>> {
        self.editions.all()
    }

    /// The services entered or corrected by hand, by id.
    pub fn entered(&self) -> impl Iterator<Item = &str> {
        self.entries.keys().map(String::as_str)
    }

    /// The entries of a service that stand, the one that counts first: the latest. Several were made apart.
    pub fn entries(&self, service: &str) -> Vec<&Said<Arc<str>>> {
        let mut all: Vec<_> = self.entries.get(service).into_iter().flat_map(BTreeMap::values).collect();
        all.sort_by_key(|said| std::cmp::Reverse((said.hlc, said.event)));
        all
    }

    /// Had whoever made an entry that stands seen this edition? What it says against the edition is then meant.
    pub fn saw_edition(&self, entry: EventRef, edition: EventRef) -> bool {
        self.seen.get(&entry).is_some_and(|seen| seen.contains(&edition))
    }

    /// What a service told us, the latest first.
    pub fn checks(&self, service: &str) -> impl Iterator<Item = &Said<ServiceCheck>> {
        self.checks.get(service).into_iter().flat_map(|checks| checks.values().rev())
    }

    /// The services that told us something, by id.
    pub fn checked(&self) -> impl Iterator<Item = &str> {
        self.checks.keys().map(String::as_str)
    }

    /// `saw`: had the writer seen this event?
    pub(crate) fn publish(&mut self, said: Said<Edition>, saw: impl Fn(&EventRef) -> bool) {
        self.editions.publish(said, saw);
    }

    pub(crate) fn enter(&mut self, service: &str, said: Said<Arc<str>>, saw: impl Fn(&EventRef) -> bool) {
        let entries = self.entries.entry(service.to_owned()).or_default();
        let seen = &mut self.seen;
        entries.retain(|earlier, _| {
            let stands = !saw(earlier);
            if !stands {
                seen.remove(earlier);
            }
            stands
        });
        seen.insert(said.event, self.editions.events().filter(|edition| saw(edition)).copied().collect());
        entries.insert(said.event, said);
    }

    pub(crate) fn check(&mut self, service: &str, said: Said<ServiceCheck>) {
        let checks = self.checks.entry(service.to_owned()).or_default();
        checks.insert((said.hlc, said.event), said);
        // The latest of a set, whatever the order in which it grew.
        while checks.len() > CHECKS_KEPT {
            checks.pop_first();
        }
    }
}

/// Is it an id under which a service is written down?
pub fn is_service_id(id: &str) -> bool {
    !id.trim().is_empty() && id.len() <= SERVICE_ID_BYTES
}

impl Edition {
    pub(crate) fn value(&self) -> Value {
        let hash = Value::Bytes(self.hash.to_vec());
        Value::List(vec![hash, Value::text(&self.file), Value::Int(i64::from(self.services))])
    }

    pub(crate) fn read(value: &Value) -> Option<Self> {
        let [hash, file, services, ..] = value.as_list()? else { return None };
        Some(Self {
            hash: hash.as_bytes()?.try_into().ok()?,
            file: file.as_text()?.to_owned(),
            services: u32::try_from(services.as_int()?).ok()?,
        })
    }
}

impl ServiceCheck {
    pub(crate) fn value(&self) -> Value {
        Value::List(vec![
            self.places.map_or(Value::Null, |places| Value::text(places.as_str())),
            self.free.map_or(Value::Null, |free| Value::Int(i64::from(free))),
            Value::text(&self.wait),
            self.is_right.map_or(Value::Null, Value::Bool),
            Value::text(&self.words),
        ])
    }

    /// A word of places that a newer program knows is read as not known.
    pub(crate) fn read(value: &Value) -> Option<Self> {
        let [places, free, wait, is_right, words, ..] = value.as_list()? else { return None };
        let check = Self {
            places: match places {
                Value::Null => None,
                places => Some(places.as_text()?.parse().unwrap_or(Places::NotKnown)),
            },
            free: match free {
                Value::Null => None,
                free => Some(u32::try_from(free.as_int()?).ok()?),
            },
            wait: wait.as_text()?.to_owned(),
            is_right: match is_right {
                Value::Null => None,
                Value::Bool(right) => Some(*right),
                _ => return None,
            },
            words: words.as_text()?.to_owned(),
        };
        check.fits().then_some(check)
    }

    /// Are its words no longer than one may be?
    pub const fn fits(&self) -> bool {
        self.wait.len().saturating_add(self.words.len()) <= CHECK_BYTES
    }
}
