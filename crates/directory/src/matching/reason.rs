//! Why a service fits, and why it does not: codes with arguments, for a sentence in the worker's language.

use chrono::NaiveDate;
use pana_model::Moment;

use crate::crosswalk::{Sex, Trait};
use crate::model::{AgeLimits, ServiceStatus};

macro_rules! reasons {
    ($($(#[$doc:meta])* $name:ident $(($($field:ty),*))? = $code:literal,)*) => {
        /// One reason, for or against.
        #[derive(Debug, Clone, PartialEq)]
        pub enum Reason { $($(#[$doc])* $name $(($($field),*))?,)* }

        /// What a reason is, without what it names.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum ReasonCode { $($(#[$doc])* $name,)* }

        impl ReasonCode {
            /// Every code, for the check that each has its words.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// The code in kebab case.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $code,)* }
            }
        }

        impl Reason {
            /// Every code in kebab case.
            pub const CODES: &'static [&'static str] = &[$($code,)*];

            /// What it is.
            pub const fn kind(&self) -> ReasonCode {
                match self { $(Self::$name { .. } => ReasonCode::$name,)* }
            }

            /// The code in kebab case.
            pub const fn code(&self) -> &'static str {
                self.kind().as_str()
            }
        }
    };
}

reasons! {
    /// It is of a kind that is needed. Args: `kind`.
    Serves(String) = "serves",
    /// It is for this age. Args: `least`, `greatest`.
    AgeFits(AgeLimits) = "age-fits",
    /// It is for another age. Args: `least`, `greatest`.
    AgeNot(AgeLimits) = "age-not",
    /// It is for some ages, and the age is not known, or not well enough. Args: `least`, `greatest`.
    AgeNotKnown(AgeLimits) = "age-not-known",
    /// It is for this sex. Args: `sex`.
    SexFits(Sex) = "sex-fits",
    /// It is for the other sex. Args: `sex`.
    SexNot(Sex) = "sex-not",
    /// It is for one sex, and theirs is not known. Args: `sex`.
    SexNotKnown(Sex) = "sex-not-known",
    /// It is for people of whom this is true. Args: `of`, `code`.
    TraitFits(Trait, String) = "trait-fits",
    /// It is for people of whom something else is true. Args: `of`, `code` (the first of what it asks for).
    TraitNot(Trait, String) = "trait-not",
    /// It asks for what is not known of them. Args: `of`, `code`.
    TraitNotKnown(Trait, String) = "trait-not-known",
    /// Nobody is asked for papers. No args.
    NoRegistration = "no-registration",
    /// Whom it is for is said in words alone: they have to be read. No args.
    ConditionsInWords = "conditions-in-words",
    /// It is for the place where they stay. No args.
    InPlace = "in-place",
    /// It is for other places. No args.
    OutOfArea = "out-of-area",
    /// So far away. Args: `km`.
    Near(u32) = "near",
    /// As far, and that is far. Args: `km`.
    Far(u32) = "far",
    /// Their language is spoken. Args: `language`.
    LanguageSpoken(String) = "language-spoken",
    /// Interpreters come. No args.
    Interpreter = "interpreter",
    /// None of their languages is spoken. No args.
    LanguageNot = "language-not",
    /// What is spoken nobody said. No args.
    LanguageNotKnown = "language-not-known",
    /// It is open. Args: `until`.
    OpenNow(Moment) = "open-now",
    /// It opens then. Args: `at`.
    Opens(Moment) = "opens",
    /// It opens on no day that one can see. No args.
    NotOpen = "not-open",
    /// When it is open nobody said. No args.
    HoursNotKnown = "hours-not-known",
    /// So many places are free. Args: `count`, `on`.
    PlacesFree(u32, NaiveDate) = "places-free",
    /// None is. Args: `on`.
    Full(NaiveDate) = "full",
    /// How many are free is not known, or was long ago. Not full. No args.
    PlacesNotKnown = "places-not-known",
    /// Somebody made sure of it. Args: `on`, `days`.
    Checked(NaiveDate, u32) = "checked",
    /// That was long ago. Args: `on`, `days`.
    CheckedLongAgo(NaiveDate, u32) = "checked-long-ago",
    /// Nobody ever did. No args.
    NeverChecked = "never-checked",
    /// It answered us. Args: `answered`, `tried`, `days` (empty where not known).
    Answered(u32, u32, Option<u32>) = "answered",
    /// It did not. Args: `tried`.
    NotAnswered(u32) = "not-answered",
    /// It refused them as not eligible, and nothing has changed since. Args: `on`.
    Refused(NaiveDate) = "refused",
    /// They are referred to it already. No args.
    ReferredAlready = "referred-already",
    /// It does not run. Args: `status`.
    NotRunning(ServiceStatus) = "not-running",
}

impl Reason {
    /// What its sentence names.
    pub fn args(&self) -> Vec<(&'static str, String)> {
        let ages = |ages: &AgeLimits| {
            let end = |age: Option<f64>| age.map(|age| age.to_string()).unwrap_or_default();
            vec![("least", end(ages.least)), ("greatest", end(ages.greatest))]
        };
        match self {
            Self::Serves(kind) => vec![("kind", kind.clone())],
            Self::AgeFits(limits) | Self::AgeNot(limits) | Self::AgeNotKnown(limits) => ages(limits),
            Self::SexFits(sex) | Self::SexNot(sex) | Self::SexNotKnown(sex) => vec![("sex", sex.as_str().to_owned())],
            Self::TraitFits(of, code) | Self::TraitNot(of, code) | Self::TraitNotKnown(of, code) => {
                vec![("of", of.as_str().to_owned()), ("code", code.clone())]
            }
            Self::Near(km) | Self::Far(km) => vec![("km", km.to_string())],
            Self::LanguageSpoken(language) => vec![("language", language.clone())],
            Self::OpenNow(until) => vec![("until", until.to_rfc3339())],
            Self::Opens(at) => vec![("at", at.to_rfc3339())],
            Self::PlacesFree(count, on) => vec![("count", count.to_string()), ("on", on.to_string())],
            Self::Full(on) | Self::Refused(on) => vec![("on", on.to_string())],
            Self::Checked(on, days) | Self::CheckedLongAgo(on, days) => {
                vec![("on", on.to_string()), ("days", days.to_string())]
            }
            Self::Answered(answered, tried, days) => vec![
                ("answered", answered.to_string()),
                ("tried", tried.to_string()),
                ("days", days.map(|days| days.to_string()).unwrap_or_default()),
            ],
            Self::NotAnswered(tried) => vec![("tried", tried.to_string())],
            Self::NotRunning(status) => vec![("status", status.as_str().to_owned())],
            Self::NoRegistration
            | Self::ConditionsInWords
            | Self::InPlace
            | Self::OutOfArea
            | Self::Interpreter
            | Self::LanguageNot
            | Self::LanguageNotKnown
            | Self::NotOpen
            | Self::HoursNotKnown
            | Self::PlacesNotKnown
            | Self::NeverChecked
            | Self::ReferredAlready => Vec::new(),
        }
    }
}
