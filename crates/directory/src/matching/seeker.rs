//! Whom a service is looked for, and what for.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use pana_model::Ages;
use pana_rules::Urgency;

use crate::crosswalk::{Sex, Trait};
use crate::model::{Position, language_code};

/// What is known of a person that services ask about. What is not known is no answer of any kind.
#[derive(Clone, Default)]
pub struct Seeker {
    /// The age, as far as it is known. Not known is not adult.
    pub ages: Option<Ages>,
    /// The sex.
    pub sex: Option<Sex>,
    /// Family, status and papers.
    pub facts: Facts,
    /// Languages that are spoken, the best first.
    pub languages: Vec<String>,
    /// Where they stay.
    pub position: Option<Position>,
    /// The town, the region where they stay.
    pub places: Vec<String>,
}

/// Says that there is somebody, and nothing of them.
impl std::fmt::Debug for Seeker {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("Seeker")
    }
}

/// What is true of somebody, and what is not; of all else nobody knows.
#[derive(Clone, Default)]
pub struct Facts(BTreeMap<(Trait, String), bool>);

impl Facts {
    /// With a code of which it is known whether it is true.
    #[must_use]
    pub fn with(mut self, of: Trait, code: &str, is: Truthful) -> Self {
        self.0.insert((of, code.to_owned()), is == Truthful::Yes);
        self
    }

    /// Is it true? `None` where nobody knows.
    pub fn is(&self, of: Trait, code: &str) -> Option<bool> {
        self.0.get(&(of, code.to_owned())).copied()
    }
}

/// What is known of a fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Truthful {
    /// It is so.
    Yes,
    /// It is not.
    No,
}

/// A kind of service that somebody needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// Our code.
    pub kind: String,
    /// How soon.
    pub urgency: Urgency,
}

/// What our own referrals say of a service.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Experience {
    /// How many were sent.
    pub tried: u32,
    /// How many were answered.
    pub answered: u32,
    /// In how many days, half of them.
    pub days: Option<u32>,
    /// When it last refused this very person as not eligible. What was known of them then has not changed since.
    pub refused: Option<NaiveDate>,
    /// Is a referral of this person to it open?
    pub is_open: bool,
}

/// Somebody, with what is made of them once for all candidates.
pub(super) struct Asking<'a> {
    pub(super) seeker: &'a Seeker,
    /// Their languages, as Pana writes them.
    pub(super) languages: Vec<String>,
}

impl<'a> Asking<'a> {
    pub(super) fn of(seeker: &'a Seeker) -> Self {
        Self { seeker, languages: seeker.languages.iter().map(|own| language_code(own)).collect() }
    }
}
