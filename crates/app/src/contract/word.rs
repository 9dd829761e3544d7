//! Closed sets of words. A field that can hold only one of some words is an enum here and a union in TypeScript, so that a
//! word which nobody handles does not compile on either side. A set that a lower crate has already is not written down a
//! second time: [`Word`] carries it as it is.

use std::fmt;
use std::path::PathBuf;

use serde::{Serialize, Serializer};
use ts_rs::{Config, TS};

/// A closed set of words.
pub trait Vocabulary: Copy + 'static {
    /// What the set is called in TypeScript.
    const NAME: &'static str;
    /// All of them.
    const ALL: &'static [Self];

    /// The word as it crosses, and as scripts and translations rely on it.
    fn word(self) -> &'static str;
}

/// The one of a set with this word; nothing for a word that is none of it.
pub fn named<T: Vocabulary>(word: &str) -> Option<T> {
    T::ALL.iter().copied().find(|each| each.word() == word)
}

/// One of a closed set that a lower crate has, on its way to or from a screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Word<T>(pub T);

impl<T> From<T> for Word<T> {
    fn from(of: T) -> Self {
        Self(of)
    }
}

impl<T: Vocabulary> fmt::Display for Word<T> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.0.word())
    }
}

impl<T: Vocabulary> Serialize for Word<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.0.word())
    }
}

impl<T: Vocabulary> TS for Word<T> {
    type WithoutGenerics = Self;
    type OptionInnerType = Self;

    fn name(_: &Config) -> String {
        T::NAME.to_owned()
    }

    fn inline(_: &Config) -> String {
        union::<T>()
    }

    fn decl(_: &Config) -> String {
        declared::<T>()
    }

    fn decl_concrete(_: &Config) -> String {
        declared::<T>()
    }

    fn output_path() -> Option<PathBuf> {
        Some(file::<T>())
    }
}

/// All words of a set as a TypeScript union.
pub(crate) fn union<T: Vocabulary>() -> String {
    T::ALL.iter().map(|each| format!("\"{}\"", each.word())).collect::<Vec<_>>().join(" | ")
}

pub(crate) fn declared<T: Vocabulary>() -> String {
    format!("type {} = {};", T::NAME, union::<T>())
}

pub(crate) fn file<T: Vocabulary>() -> PathBuf {
    PathBuf::from(format!("{}.ts", T::NAME))
}

/// A closed set of words of the contract's own: an enum that crosses as its words.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$each:meta])* $variant:ident = $word:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum $name { $($(#[$each])* $variant,)+ }

        impl $crate::contract::word::Vocabulary for $name {
            const NAME: &'static str = stringify!($name);
            const ALL: &'static [Self] = &[$(Self::$variant),+];

            fn word(self) -> &'static str {
                match self { $(Self::$variant => $word,)+ }
            }
        }

        $crate::contract::word::crosses!($name);
    };
}

/// How an enum of the contract's own crosses: as its word.
macro_rules! crosses {
    ($name:ident) => {
        impl std::fmt::Display for $name {
            fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                out.write_str($crate::contract::word::Vocabulary::word(*self))
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str($crate::contract::word::Vocabulary::word(*self))
            }
        }

        impl ts_rs::TS for $name {
            type WithoutGenerics = Self;
            type OptionInnerType = Self;

            fn name(_: &ts_rs::Config) -> String {
                stringify!($name).to_owned()
            }

            fn inline(_: &ts_rs::Config) -> String {
                $crate::contract::word::union::<Self>()
            }

            fn decl(_: &ts_rs::Config) -> String {
                $crate::contract::word::declared::<Self>()
            }

            fn decl_concrete(_: &ts_rs::Config) -> String {
                $crate::contract::word::declared::<Self>()
            }

            fn output_path() -> Option<std::path::PathBuf> {
                Some($crate::contract::word::file::<Self>())
            }
        }
    };
}

/// A closed set of codes, each with two sentences in `locales/` and the variables of them.
macro_rules! codes {
    ($(#[$doc:meta])* $name:ident { $($(#[$each:meta])* $variant:ident = $code:literal ($($arg:literal),*);)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum $name { $($(#[$each])* $variant,)* }

        impl $name {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The code as it crosses the boundary.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)* }
            }

            /// Variables of its two sentences.
            pub const fn args(self) -> &'static [&'static str] {
                match self { $(Self::$variant => &[$($arg),*],)* }
            }
        }

        impl $crate::contract::word::Vocabulary for $name {
            const NAME: &'static str = stringify!($name);
            const ALL: &'static [Self] = Self::ALL;

            fn word(self) -> &'static str {
                self.code()
            }
        }

        $crate::contract::word::crosses!($name);
    };
}

/// A closed set of a lower crate that has no words of its own there.
macro_rules! words_for {
    ($of:ty as $name:literal { $($variant:ident = $word:literal,)+ }) => {
        impl $crate::contract::word::Vocabulary for $of {
            const NAME: &'static str = $name;
            const ALL: &'static [Self] = &[$(Self::$variant),+];

            fn word(self) -> &'static str {
                match self { $(Self::$variant => $word,)+ }
            }
        }
    };
}

pub(crate) use {codes, crosses, words, words_for};
