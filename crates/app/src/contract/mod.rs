//! What crosses between the app and a screen: requests in, views out. Plain data without behaviour; the TypeScript
//! types in `ui/src/lib/backend/contract/` are generated from here, and a test fails when they differ.
//!
//! Texts of a questionnaire come in every language it has, as `{"kk": …, "en": …}`, because two languages may stand on
//! one screen. Everything the shell itself says is a code with arguments: its words are in `locales/`.

pub mod centre;
pub mod doctor;
pub mod export;
pub mod file;
pub mod form;
pub mod interview;
pub mod people;
pub mod questionnaire;

use std::collections::BTreeMap;

use pana_model::Secret;
use serde::{Deserialize, Deserializer, Serialize};
use ts_rs::TS;

/// What went wrong, for the screen: the words are `err-<code>` (what happened) and `rec-<code>` (what to do now).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS, thiserror::Error)]
#[error("{code}")]
pub struct AppError {
    /// Kebab-case, stable: scripts and translations rely on it.
    pub code: String,
    /// Variables of the two sentences. Never a person's answer or name.
    pub args: BTreeMap<String, String>,
}

/// One text in each language that has it. Key: language tag, or `default` where a questionnaire names no language.
pub type Texts = BTreeMap<String, String>;

/// Reads a passphrase or a recovery sheet straight into a [`Secret`], which no log can print.
fn secret<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Secret<String>, D::Error> {
    String::deserialize(deserializer).map(Secret::new)
}
