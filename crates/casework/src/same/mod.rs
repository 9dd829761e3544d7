//! Whether two records may be of one person: what of them agrees, what does not, and how much that weighs.
//!
//! In the manner of Fellegi and Sunter (1969): each comparison ends in one of a few signs, and each sign weighs the logarithm of
//! how often it is met among records of one person (`m`) over how often among those of two (`u`). The weights are a table
//! (`differentiation/same.csv`), so that whoever knows the people better than we do can change them without a program. What a
//! name weighs depends on how many people of this store have it: the same rare name says more than the same common one.
//!
//! Nothing is joined here: people are shown a few pairs, with what speaks for it and against it, and decide.
//!
//! Relatives share a family name, a telephone, a household and, as twins, a day of birth; and there are more of them here than of
//! those who are here twice. So a pair must be unlike strangers by all that agrees, and unlike relatives by what these do not share.

mod birth;
mod block;
mod known;
mod links;
mod names;
mod numbers;
#[cfg(test)]
mod tests;
mod weights;

use crate::word::words;

pub use block::{asked_keys, kept_keys};
pub use known::{Called, Known};
pub use links::{joined_with, sets};
pub use weights::{SameWeights, WeightsError};

words! {
    /// What a comparison ends in.
    pub enum Sign {
        /// The same family name, letter by letter.
        FamilySame = "family_same",
        /// The same family name with other letters.
        FamilyWritten = "family_written",
        /// The same family name in another script.
        FamilyScript = "family_script",
        /// A family name that a slip of the finger makes the same.
        FamilySlip = "family_slip",
        /// One family name is the beginning of the other, or a part of it.
        FamilyShort = "family_short",
        /// Another family name.
        FamilyOther = "family_other",
        /// The same given name, letter by letter.
        GivenSame = "given_same",
        /// The same given name with other letters.
        GivenWritten = "given_written",
        /// The same given name in another script.
        GivenScript = "given_script",
        /// A given name that a slip of the finger makes the same.
        GivenSlip = "given_slip",
        /// One given name is the beginning of the other, or a part of it.
        GivenShort = "given_short",
        /// Another given name.
        GivenOther = "given_other",
        /// The same father's name.
        PatronymicSame = "patronymic_same",
        /// The same father's name, written otherwise.
        PatronymicWritten = "patronymic_written",
        /// Another father's name.
        PatronymicOther = "patronymic_other",
        /// Family name and given name stand in each other's place.
        NamesSwapped = "names_swapped",
        /// The same day of birth.
        BirthSame = "birth_same",
        /// Day and month of birth stand in each other's place.
        BirthSwapped = "birth_swapped",
        /// One digit of the day of birth differs, or two that stand side by side are swapped.
        BirthSlip = "birth_slip",
        /// The same month of birth; of one of them the day is not known.
        BirthMonth = "birth_month",
        /// The same year of birth; of one of them no more is known.
        BirthYear = "birth_year",
        /// A guessed age fits.
        BirthAbout = "birth_about",
        /// A guessed age fits within two years.
        BirthNear = "birth_near",
        /// The same year of birth, but another day.
        BirthYearOnly = "birth_year_only",
        /// Another time of birth.
        BirthOther = "birth_other",
        /// The same sex.
        SexSame = "sex_same",
        /// The other sex.
        SexOther = "sex_other",
        /// The same telephone.
        PhoneSame = "phone_same",
        /// One digit of the telephone differs, or two are swapped.
        PhoneSlip = "phone_slip",
        /// Another telephone.
        PhoneOther = "phone_other",
        /// The same number of a document.
        DocumentSame = "document_same",
        /// One sign of the number of a document differs, or two are swapped.
        DocumentSlip = "document_slip",
        /// Another number of a document.
        DocumentOther = "document_other",
        /// The same citizenship.
        CountrySame = "country_same",
        /// Another citizenship.
        CountryOther = "country_other",
        /// The same native language.
        LanguageSame = "language_same",
        /// Another native language.
        LanguageOther = "language_other",
        /// Somebody of the same name lives with both.
        HouseholdSame = "household_same",
        /// Of those who live with them none has the same name.
        HouseholdOther = "household_other",
    }
}

/// What a sign is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Family,
    Given,
    Patronymic,
    Birth,
    Sex,
    Phone,
    Document,
    Country,
    Language,
    Household,
}

impl Sign {
    const fn kind(self) -> Kind {
        match self {
            Self::FamilySame
            | Self::FamilyWritten
            | Self::FamilyScript
            | Self::FamilySlip
            | Self::FamilyShort
            | Self::FamilyOther => Kind::Family,
            Self::GivenSame
            | Self::GivenWritten
            | Self::GivenScript
            | Self::GivenSlip
            | Self::GivenShort
            | Self::GivenOther
            | Self::NamesSwapped => Kind::Given,
            Self::PatronymicSame | Self::PatronymicWritten | Self::PatronymicOther => Kind::Patronymic,
            Self::BirthSame
            | Self::BirthSwapped
            | Self::BirthSlip
            | Self::BirthMonth
            | Self::BirthYear
            | Self::BirthAbout
            | Self::BirthNear
            | Self::BirthYearOnly
            | Self::BirthOther => Kind::Birth,
            Self::SexSame | Self::SexOther => Kind::Sex,
            Self::PhoneSame | Self::PhoneSlip | Self::PhoneOther => Kind::Phone,
            Self::DocumentSame | Self::DocumentSlip | Self::DocumentOther => Kind::Document,
            Self::CountrySame | Self::CountryOther => Kind::Country,
            Self::LanguageSame | Self::LanguageOther => Kind::Language,
            Self::HouseholdSame | Self::HouseholdOther => Kind::Household,
        }
    }
}

impl Kind {
    /// May it be one of the two without which nobody is told of a pair? A country or a sex is shared by half of all.
    const fn tells(self) -> bool {
        !matches!(self, Self::Sex | Self::Country | Self::Language)
    }
}

/// Among whom somebody is compared.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Crowd {
    /// How many people there are.
    pub people: u32,
    /// How many others have each word of the asked person's names, in the order of [`Known::called`].
    pub called: Vec<u32>,
    /// How many others have the asked person's telephone that most of them have.
    pub phone: u32,
}

/// A sign and how much it weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Weighed {
    /// What was found.
    pub sign: Sign,
    /// Tenths of a bit: less than nothing speaks against one person.
    pub tenths: i32,
}

/// What is found of a pair.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Compared {
    /// Each sign once, those of the most weight first.
    pub signs: Vec<Weighed>,
    /// All weights together, in tenths of a bit.
    pub tenths: i32,
    /// Those of them that relatives do not share.
    own: i32,
}

/// A sign that weighs no more than this, in tenths of a bit, is no signal of its own.
const SIGNAL: i32 = 20;
/// Given names that are only like each other weigh no more than this against relatives, in tenths of a bit.
const ALIKE: i32 = 20;
/// So many different signals are asked for before anybody is told of a pair.
const SIGNALS: usize = 2;

impl Compared {
    /// What speaks for one person, the heaviest first.
    pub fn for_one(&self) -> impl Iterator<Item = Weighed> {
        self.signs.iter().copied().filter(|weighed| weighed.tenths > 0)
    }

    /// What speaks against it, the heaviest first.
    pub fn against(&self) -> impl Iterator<Item = Weighed> {
        self.signs.iter().rev().copied().filter(|weighed| weighed.tenths < 0)
    }

    /// Is it worth asking somebody? Only where at least two different things speak for it, all together weigh enough among so
    /// many people, and what relatives do not share weighs enough by itself.
    pub fn is_perhaps(&self, weights: &SameWeights, people: u32) -> bool {
        let signals = self.for_one().filter(|weighed| weighed.sign.kind().tells() && weighed.tenths > SIGNAL).count();
        signals >= SIGNALS && self.tenths >= weights.limit(people) && self.own >= weights.limit_of_relatives()
    }
}

/// Compares two records. The crowd is that of the first. O(words of the names squared).
pub fn compare(one: &Known, other: &Known, crowd: &Crowd, weights: &SameWeights) -> Compared {
    let mut signs = names::compare(one, other, crowd, weights);
    let mut add = |sign: Option<Sign>| {
        signs.extend(sign.map(|sign| Weighed { sign, tenths: weights.tenths(sign) }));
    };
    add(one.birth.zip(other.birth).map(|(one, other)| birth::compare(one, other)));
    add(differ(&one.sex, &other.sex, Sign::SexSame, Sign::SexOther));
    add(differ(&one.country, &other.country, Sign::CountrySame, Sign::CountryOther));
    add(differ(&one.language, &other.language, Sign::LanguageSame, Sign::LanguageOther));
    add(numbers::documents(&one.documents, &other.documents));
    add(names::households(&one.household, &other.household));
    match numbers::phones(&one.phones, &other.phones) {
        Some(sign @ Sign::PhoneSame) => {
            signs.push(Weighed { sign, tenths: weights.common(sign, crowd.phone, crowd.people) });
        }
        sign => signs.extend(sign.map(|sign| Weighed { sign, tenths: weights.tenths(sign) })),
    }
    signs.sort_by_key(|weighed| (std::cmp::Reverse(weighed.tenths), weighed.sign));
    let tenths = signs.iter().fold(0_i32, |sum, weighed| sum.saturating_add(weighed.tenths));
    let own = signs.iter().fold(0_i32, |sum, weighed| sum.saturating_add(own_tenths(*weighed, weights)));
    Compared { signs, tenths, own }
}

/// What a sign weighs against the thought that they are relatives.
fn own_tenths(weighed: Weighed, weights: &SameWeights) -> i32 {
    match weighed.sign.kind() {
        // Brothers have names that are like each other, too.
        Kind::Given if matches!(weighed.sign, Sign::GivenSlip | Sign::GivenShort) => weighed.tenths.min(ALIKE),
        Kind::Given | Kind::Document | Kind::Sex => weighed.tenths,
        Kind::Birth => weighed.tenths.min(weights.birth_of_relatives()),
        Kind::Family | Kind::Patronymic | Kind::Phone | Kind::Country | Kind::Language | Kind::Household => 0,
    }
}

fn differ(one: &str, other: &str, same: Sign, different: Sign) -> Option<Sign> {
    (!one.is_empty() && !other.is_empty()).then_some(if one == other { same } else { different })
}
