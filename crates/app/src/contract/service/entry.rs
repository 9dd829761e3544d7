//! What is entered, corrected and checked by hand.

use pana_directory::ServiceStatus;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::words::{Places, WeekDay};
use crate::contract::Word;

/// What is entered of a service by hand. What is empty is not known.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct ServiceInput {
    /// Its name; has to be said.
    pub name: String,
    /// Who gives it; may be empty.
    pub provider: String,
    /// Does it run?
    pub status: Word<ServiceStatus>,
    /// Of which kinds, codes; at least one for one that is suggested.
    pub kinds: Vec<String>,
    /// What it is.
    pub description: String,
    /// What everybody who is sent there has to know first.
    pub alert: String,
    /// Telephones.
    pub phones: Vec<String>,
    /// An address of e-mail.
    pub email: String,
    /// An address on the web.
    pub url: String,
    /// Street and house.
    pub address: String,
    /// The town.
    pub city: String,
    /// How one gets there.
    pub transport: String,
    /// When it is open.
    pub hours: Vec<HoursInput>,
    /// Languages spoken, tags.
    pub languages: Vec<String>,
    /// Interpreters, in words.
    pub interpretation: String,
    /// For whom it is, in words.
    pub eligibility: String,
    /// The least age, in whole years up to 150.
    pub least_age: Option<u32>,
    /// The greatest, among those it is for.
    pub greatest_age: Option<u32>,
    /// Papers asked for.
    pub papers: Vec<String>,
    /// What it costs, in words.
    pub cost: String,
    /// How one comes to it, in words.
    pub application: String,
    /// May a paper name it? Nothing: nobody said.
    pub safe_to_name: Option<bool>,
}

/// Hours on days of the week.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct HoursInput {
    /// On which days; one at least.
    pub days: Vec<Word<WeekDay>>,
    /// It opens, `HH:MM`.
    pub opens: String,
    /// It closes, `HH:MM`; before it opens means the next day.
    pub closes: String,
}

/// Enters a service, or corrects one. Only what differs from what stands is written down.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct ServiceSaveRequest {
    /// Which; nothing for a new one.
    pub service: Option<String>,
    /// What it is.
    pub input: ServiceInput,
}

/// Writes down what a service said, today.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct ServiceCheckRequest {
    /// Which.
    pub service: String,
    /// Is there a place? Nothing where that was not asked.
    pub places: Option<Word<Places>>,
    /// How many are free, where there are.
    pub free: Option<u32>,
    /// How long one waits, in words; may be empty.
    pub wait: String,
    /// Is all right that the directory says? A no says in `words` what is otherwise.
    pub is_right: Option<bool>,
    /// What was said; may be empty. Nobody's name.
    pub words: String,
}
