//! Languages of a sheet, and a text in each of them.

use crate::print::LetterError;

/// Which way a language is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// From left to right.
    LeftToRight,
    /// From right to left.
    RightToLeft,
}

impl Direction {
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::LeftToRight => "ltr",
            Self::RightToLeft => "rtl",
        }
    }
}

/// A language of a sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Language {
    /// Its tag: `kk`, `fa-AF`.
    pub tag: String,
    /// Which way it is written.
    pub direction: Direction,
}

impl Language {
    /// The language itself, and the region where the tag names one.
    pub(crate) fn parts(&self) -> Option<(&str, Option<&str>)> {
        let mut parts = self.tag.split(['-', '_']);
        let code = parts.next().filter(|code| matches!(code.len(), 2 | 3) && is_ascii_word(code))?;
        Some((code, parts.find(|part| part.len() == 2 && is_ascii_word(part))))
    }
}

fn is_ascii_word(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_alphabetic())
}

/// The languages of a sheet: one, or two side by side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Languages(Vec<Language>);

impl Languages {
    /// One language.
    ///
    /// # Errors
    /// [`LetterError::Language`] where the tag is none.
    pub fn one(language: Language) -> Result<Self, LetterError> {
        Self::checked(vec![language])
    }

    /// Two languages, the reader's first.
    ///
    /// # Errors
    /// [`LetterError::Language`] where a tag is none.
    pub fn two(first: Language, second: Language) -> Result<Self, LetterError> {
        Self::checked(vec![first, second])
    }

    fn checked(languages: Vec<Language>) -> Result<Self, LetterError> {
        match languages.iter().find(|language| language.parts().is_none()) {
            Some(language) => Err(LetterError::Language { tag: language.tag.clone() }),
            None => Ok(Self(languages)),
        }
    }

    pub(crate) fn each(&self) -> &[Language] {
        &self.0
    }
}

/// One text in each language of the sheet, in their order. Where one is missing, the first stands for it.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Texts(Vec<String>);

impl Texts {
    /// The text in each language.
    pub fn new<T: Into<String>>(texts: impl IntoIterator<Item = T>) -> Self {
        Self(texts.into_iter().map(Into::into).collect())
    }

    /// A text that is the same in all languages: a number, a code.
    pub fn same(text: impl Into<String>) -> Self {
        Self(vec![text.into()])
    }

    /// Is there nothing to print?
    pub fn is_empty(&self) -> bool {
        self.0.iter().all(|text| text.trim().is_empty())
    }

    /// What is said in the language of this index among those of the sheet; the first where it says nothing of its own.
    pub fn in_language(&self, index: usize) -> &str {
        let own = self.0.get(index).filter(|text| !text.trim().is_empty());
        own.or_else(|| self.0.first()).map_or("", String::as_str)
    }

    pub(crate) fn each(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(String::as_str)
    }
}

/// Texts may be about a person: how many there are is all that is told.
impl std::fmt::Debug for Texts {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "Texts({})", self.0.len())
    }
}
