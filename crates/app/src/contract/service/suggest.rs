//! Which services fit what somebody needs.

use std::collections::BTreeMap;

use pana_directory::{ReasonCode, Verdict};
use pana_model::{CaseId, Urgency};
use pana_rules::Stops;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::list::{ServiceKindName, ServiceRow};
use super::words::SuggestState;
use crate::contract::{Id, Texts, Word};

/// For whom services are suggested.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct SuggestRequest {
    /// Case id.
    pub case: Id<CaseId>,
}

/// Which services fit a person, for each need. Advice: a worker and the person decide.
#[derive(Debug, Clone, Serialize, TS)]
pub struct SuggestView {
    /// Are services suggested?
    pub state: SuggestState,
    /// What must not be done, by what the person said; `needs` is empty where nobody may be told at all.
    pub stops: Option<Word<Stops>>,
    /// Each need that stands, the most urgent first.
    pub needs: Vec<SuggestedNeed>,
}

/// A need, and which services fit.
#[derive(Debug, Clone, Serialize, TS)]
pub struct SuggestedNeed {
    /// Its code.
    pub need: String,
    /// Its name.
    pub label: Texts,
    /// How soon.
    pub urgency: Word<Urgency>,
    /// All that names it is for the person and the worker alone: to be shown when it is asked for.
    pub apart: bool,
    /// Kinds of services that would meet it.
    pub kinds: Vec<ServiceKindName>,
    /// Services that fit or may fit, the best first; no more than [`Self::SHOWN`].
    pub services: Vec<SuggestedService>,
    /// Services of these kinds that do not fit, with why; no more than [`Self::SHOWN`].
    pub others: Vec<SuggestedService>,
    /// How many do not fit, of the first hundreds that were looked at.
    pub others_count: u32,
    /// How many fit or may fit, of the first hundreds that were looked at.
    pub count: u32,
}

impl SuggestedNeed {
    /// So many services are shown.
    pub const SHOWN: usize = 10;
}

/// A service that is suggested, or not.
#[derive(Debug, Clone, Serialize, TS)]
pub struct SuggestedService {
    /// What lists say of it.
    pub row: ServiceRow,
    /// The kind for which it is suggested, a code: what a referral to it names.
    pub kind: String,
    /// Does it fit?
    pub verdict: Word<Verdict>,
    /// Points: more come first among those that fit alike. They compare services of one answer, and mean nothing else.
    pub score: i32,
    /// What speaks for it.
    pub why: Vec<ReasonRow>,
    /// What speaks against it, and what is not known.
    pub why_not: Vec<ReasonRow>,
    /// Does it go the protected way, by its kind: a supervisor makes the referral ready?
    pub is_sensitive: bool,
}

/// A reason, for or against.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ReasonRow {
    /// Its words are `service-reason-<code>`.
    pub code: Word<ReasonCode>,
    /// Their variables: days `YYYY-MM-DD`, moments in RFC 3339, codes and numbers as they are, `none` for a number that there
    /// is not. What is shown in their place is for the screen: a day as it is written, `label` for a code.
    pub args: BTreeMap<String, String>,
    /// What the code among them is called, where it has a name.
    pub label: Texts,
}
