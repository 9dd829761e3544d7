//! A request as it comes from a screen: what it is read as, and what is wrong with one that cannot be read.

use std::fmt;
use std::str::FromStr;

use pana_casework::case::CloseReason;
use pana_casework::consent::{ConsentAnswer, ConsentHow, LegalBasis};
use pana_casework::need::{AsideReason, Decision};
use pana_casework::referral::{Detail, EntryKind, ReferralState, ReferralStep};
use pana_casework::{Grant, Role};
use pana_directory::ServiceStatus;
use pana_exchange::{Format, Purpose, Separator};
use pana_model::Urgency;
use pana_store::Whose;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer};

use super::erase::{ElsewhereStanding, EraseReason};
use super::error::{AppError, ErrorCode};
use super::id::{Id, Kind};
use super::letter::{Bring, LetterTo};
use super::service::{Places, WeekDay};
use super::standing::Fate;
use super::transfer::TransferState;
use super::word::{Vocabulary, Word, named};
use super::work::WorkWhose;

/// A request, or what is wrong with it, said as the app says everything else: a word that is none of its set and a text
/// that is no id have codes of their own. Reading one never fails, so that no screen is told in another program's words.
#[derive(Debug, Clone)]
pub struct Asked<T>(pub Result<T, AppError>);

/// A closed set of words that requests hold.
pub trait AskedBy: Vocabulary {
    /// What is wrong with another word.
    const UNKNOWN: ErrorCode;
}

impl AskedBy for ElsewhereStanding {
    // Nothing of another word was shown.
    const UNKNOWN: ErrorCode = ErrorCode::ErasureChanged;
}

impl AskedBy for Role {
    const UNKNOWN: ErrorCode = ErrorCode::RoleUnknown;
}

impl AskedBy for Grant {
    const UNKNOWN: ErrorCode = ErrorCode::GrantUnknown;
}

impl AskedBy for Format {
    const UNKNOWN: ErrorCode = ErrorCode::ExportFormat;
}

impl AskedBy for Purpose {
    const UNKNOWN: ErrorCode = ErrorCode::ExportPurpose;
}

impl AskedBy for Separator {
    const UNKNOWN: ErrorCode = ErrorCode::ExportSeparator;
}

impl AskedBy for Decision {
    const UNKNOWN: ErrorCode = ErrorCode::NeedDecision;
}

impl AskedBy for AsideReason {
    const UNKNOWN: ErrorCode = ErrorCode::NeedReason;
}

impl AskedBy for EraseReason {
    const UNKNOWN: ErrorCode = ErrorCode::EraseReason;
}

impl AskedBy for TransferState {
    const UNKNOWN: ErrorCode = ErrorCode::TransferMoved;
}

impl AskedBy for Urgency {
    const UNKNOWN: ErrorCode = ErrorCode::UrgencyUnknown;
}

macro_rules! asked_of_referrals {
    ($($name:ident)*) => {
        $(impl AskedBy for $name {
            const UNKNOWN: ErrorCode = ErrorCode::ReferralWord;
        })*
    };
}

asked_of_referrals! {
    Bring ConsentAnswer ConsentHow Detail EntryKind LegalBasis LetterTo ReferralState ReferralStep
}

macro_rules! asked_of_cases {
    ($($name:ident)*) => {
        $(impl AskedBy for $name {
            const UNKNOWN: ErrorCode = ErrorCode::CaseWord;
        })*
    };
}

asked_of_cases! { CloseReason Fate Whose WorkWhose }

macro_rules! asked_of_services {
    ($($name:ident)*) => {
        $(impl AskedBy for $name {
            const UNKNOWN: ErrorCode = ErrorCode::ServiceWord;
        })*
    };
}

asked_of_services! { Places ServiceStatus WeekDay }

/// Reads a word that somebody typed.
impl<T: AskedBy> FromStr for Word<T> {
    type Err = ErrorCode;

    fn from_str(text: &str) -> Result<Self, ErrorCode> {
        named(text).map(Self).ok_or(T::UNKNOWN)
    }
}

/// Reads an id that somebody typed, with or without hyphens.
impl<T: Kind> FromStr for Id<T> {
    type Err = ErrorCode;

    fn from_str(text: &str) -> Result<Self, ErrorCode> {
        text.parse().map(Self).map_err(|_| T::UNKNOWN)
    }
}

impl<'de, T: AskedBy> Deserialize<'de> for Word<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        typed(deserializer)
    }
}

impl<'de, T: Kind> Deserialize<'de> for Id<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        typed(deserializer)
    }
}

/// The message of the error is a code, which [`refused`] knows again.
fn typed<'de, T: FromStr<Err = ErrorCode>, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    String::deserialize(deserializer)?.parse().map_err(|unknown: ErrorCode| D::Error::custom(unknown.code()))
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Asked<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Self(T::deserialize(deserializer).map_err(|error| refused(&error))))
    }
}

/// What a message says: it is the code of a set of words or of a kind of id, else the request has another shape.
fn refused(error: &impl fmt::Display) -> AppError {
    match named::<ErrorCode>(&error.to_string()) {
        Some(code) if code.args().is_empty() => code.into(),
        _ => AppError::internal("bridge"),
    }
}
