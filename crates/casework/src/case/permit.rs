//! The gate to a named recipient: what of a person may be passed on, to whom, at this moment.
//!
//! A [`Permit`] is made here and nowhere else. What is set on paper, or sent to somebody who is named, takes one as its
//! argument and keeps of the person only what it covers: so no screen and no command can pass on what nobody agreed to.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use pana_model::{ConsentId, ReferralId};
use pana_record::Hlc;

use super::CaseFile;
use super::passing_on::{centre_day, recipient};
use crate::Refusal;
use crate::consent::{ConsentPurpose, LegalBasis};
use crate::referral::{Detail, Referral, Standing};

/// What may be passed on: these fields, as they were when the person agreed, to this recipient, for this purpose.
#[derive(Clone, PartialEq, Eq)]
pub struct Permit {
    referral: ReferralId,
    recipient: String,
    purpose: ConsentPurpose,
    fields: BTreeSet<String>,
    agreed: BTreeMap<String, String>,
    consent: ConsentId,
    basis: LegalBasis,
    until: Option<NaiveDate>,
}

/// Which referral and how many fields: what they are is a person's.
impl std::fmt::Debug for Permit {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "Permit({}, {} fields)", self.referral, self.fields.len())
    }
}

impl Permit {
    /// The referral.
    pub const fn referral(&self) -> ReferralId {
        self.referral
    }

    /// What the recipient is known by.
    pub fn recipient(&self) -> &str {
        &self.recipient
    }

    /// For what.
    pub const fn purpose(&self) -> ConsentPurpose {
        self.purpose
    }

    /// The codes of exactly those fields that were agreed to for this referral.
    pub fn fields(&self) -> impl Iterator<Item = &str> {
        self.fields.iter().map(String::as_str)
    }

    /// The consent on which it rests.
    pub const fn consent(&self) -> ConsentId {
        self.consent
    }

    /// What that consent rests on.
    pub const fn basis(&self) -> LegalBasis {
        self.basis
    }

    /// The last day on which it holds.
    pub const fn until(&self) -> Option<NaiveDate> {
        self.until
    }

    /// May this field be passed on as it is now? Not one that nobody agreed to, and not one that says something else than
    /// it did when the person agreed: they agreed to what was read to them. `said`: what it says in no language.
    pub fn covers(&self, field: &str, said: &str) -> bool {
        self.fields.contains(field) && self.agreed.get(field).is_some_and(|agreed| *agreed == digest(field, said))
    }
}

/// What fields say now, as a step keeps it under [`Detail::Agreed`]: by their codes, each with what it says in no language.
pub fn agreed<'f>(fields: impl IntoIterator<Item = (&'f str, &'f str)>) -> String {
    let each: Vec<String> =
        fields.into_iter().map(|(field, said)| format!("{field}:{}", digest(field, said))).collect();
    each.join(" ")
}

/// Half of a hash: it keeps nobody from trying what a short answer may have been, and lies where the answer itself does.
fn digest(field: &str, said: &str) -> String {
    let mut hasher = blake3::Hasher::new_derive_key("pana 2026 what a person agreed to");
    hasher.update(field.as_bytes()).update(&[0]).update(said.as_bytes());
    hasher.finalize().to_hex().chars().take(32).collect()
}

impl CaseFile {
    /// What may be passed on by a referral at this moment, at a centre so many minutes from UTC. `beside`: the case in the other stream, as far as it may be read:
    /// what the person took back there holds here as well.
    ///
    /// Stricter than the step that made it ready: the consent must hold now, and what waits for its past protects.
    ///
    /// # Errors
    /// [`Refusal::OutOfTurn`] where the referral is not ready and not handed over without an answer, or was entered in error;
    /// [`Refusal::NoConsent`].
    pub fn permit(&self, referral: ReferralId, beside: &Self, at: Hlc, offset_minutes: i32) -> Result<Permit, Refusal> {
        let known = self.known(referral).ok_or(Refusal::OutOfTurn)?;
        if !matches!(known.standing(), Some(Standing::Ready | Standing::Sent)) || known.is_error() {
            return Err(Refusal::OutOfTurn);
        }
        let says = &known.made_ready().ok_or(Refusal::NoConsent)?.details;
        let consent = says.read::<ConsentId>(Detail::Consent).ok_or(Refusal::NoConsent)?;
        let (fields, to, today) = (says.codes(Detail::Fields), recipient(known), centre_day(at, offset_minutes));
        let taken_back = self.is_taken_back_meanwhile(referral)
            || !beside.may_be_asked_about_sharing()
            || beside.consents().values().any(|held| {
                let same = held.consent.purpose == ConsentPurpose::Referral && held.consent.recipient == to;
                same && held.consent.protects()
            });
        if taken_back || !self.covers(consent, to, fields, today) {
            return Err(Refusal::NoConsent);
        }
        let held = self.consents().remove(&consent).ok_or(Refusal::NoConsent)?.consent;
        Ok(Permit {
            referral,
            recipient: to.to_owned(),
            purpose: held.purpose,
            fields: says.codes(Detail::Fields).map(str::to_owned).collect(),
            agreed: agreed_of(known),
            consent,
            basis: held.basis,
            until: held.until,
        })
    }
}

fn agreed_of(known: &Referral) -> BTreeMap<String, String> {
    let said = known.made_ready().map(|ready| &ready.details);
    let each = said.into_iter().flat_map(|details| details.codes(Detail::Agreed));
    each.filter_map(|each| each.split_once(':')).map(|(field, digest)| (field.to_owned(), digest.to_owned())).collect()
}
