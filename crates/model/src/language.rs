//! Which language a text is in, and which way it runs.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A BCP 47 tag in lower case, without script or region as far as we use it: `kk`, `ru`, `en`, `ar`, `x-rtl`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Language(String);

/// Why a text is not a language tag.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a language tag: expected letters, digits and hyphens, as in “kk” or “pt-br”")]
pub struct LanguageError;

/// Which way a line runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// From the left.
    LeftToRight,
    /// From the right.
    RightToLeft,
}

/// Languages written from the right, and `x-rtl`, the pseudo-language of the tests.
const RIGHT_TO_LEFT: [&str; 10] = ["ar", "fa", "prs", "ps", "ur", "ug", "ku-arab", "ckb", "he", "x-rtl"];

impl Language {
    /// The tag.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Which way a line in this language runs.
    pub fn direction(&self) -> Direction {
        let own = self.0.as_str();
        let base = own.split('-').next().unwrap_or(own);
        if RIGHT_TO_LEFT.iter().any(|tag| *tag == own || *tag == base) {
            Direction::RightToLeft
        } else {
            Direction::LeftToRight
        }
    }
}

impl Direction {
    /// As HTML's `dir` names it.
    pub const fn as_html(self) -> &'static str {
        match self {
            Self::LeftToRight => "ltr",
            Self::RightToLeft => "rtl",
        }
    }
}

impl FromStr for Language {
    type Err = LanguageError;
    fn from_str(text: &str) -> Result<Self, LanguageError> {
        let tag = text.trim().to_ascii_lowercase().replace('_', "-");
        let fits = |part: &str| (1..=8).contains(&part.len()) && part.chars().all(|c| c.is_ascii_alphanumeric());
        if tag.split('-').all(fits) { Ok(Self(tag)) } else { Err(LanguageError) }
    }
}

impl fmt::Display for Language {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arabic_and_the_test_language_run_from_the_right() {
        let direction = |tag: &str| tag.parse::<Language>().unwrap().direction();
        assert_eq!(direction("ar"), Direction::RightToLeft);
        assert_eq!(direction("ar-SY"), Direction::RightToLeft);
        assert_eq!(direction("x-rtl"), Direction::RightToLeft);
        assert_eq!(direction("kk"), Direction::LeftToRight);
        assert!("".parse::<Language>().is_err());
        assert!("Kazakh (kk)".parse::<Language>().is_err());
    }
}
