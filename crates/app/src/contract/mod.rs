//! What crosses between the app and a screen: requests in, views out. Plain data without behaviour; the TypeScript
//! types in `ui/src/lib/backend/contract/` are generated from here, and a test fails when they differ.
//!
//! Texts of a questionnaire come in every language it has, as `{"kk": …, "en": …}`, because two languages may stand on
//! one screen. Everything the shell itself says is a code with arguments: its words are in `locales/`.

mod asked;
pub mod centre;
pub mod conflict;
pub mod contact;
pub mod doctor;
pub mod double;
pub mod erase;
pub mod error;
pub mod export;
pub mod file;
pub mod finding;
pub mod follow_up;
pub mod form;
pub mod hub;
pub mod id;
pub mod interview;
pub mod lease;
pub mod letter;
pub mod meet;
pub mod meeting;
pub mod needs;
pub mod online;
pub mod people;
pub mod questionnaire;
pub mod referral;
pub mod room;
pub mod rules;
pub mod service;
pub mod standing;
pub mod territory;
pub mod transfer;
pub mod word;
mod words;
pub mod work;

use std::collections::BTreeMap;

use pana_model::Secret;
use serde::{Deserialize, Deserializer};

pub use asked::{Asked, AskedBy};
pub use error::AppError;
pub use id::Id;
pub use word::{Vocabulary, Word, named};

/// One text in each language that has it. Key: language tag, or `default` where a questionnaire names no language.
pub type Texts = BTreeMap<String, String>;

/// Reads a passphrase or a recovery sheet straight into a [`Secret`], which no log can print.
fn secret<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Secret<String>, D::Error> {
    String::deserialize(deserializer).map(Secret::new)
}
