//! The rules themselves, as tables.

use super::holds::Holds;

/// What somebody exports for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Purpose {
    /// To help these people.
    Care,
    /// For figures.
    Statistics,
    /// To tell a donor.
    Donor,
    /// For something else, said in own words.
    Other,
}

impl Purpose {
    /// All of them.
    pub const ALL: &'static [Self] = &[Self::Care, Self::Statistics, Self::Donor, Self::Other];

    /// May its files name the people in them? Nothing but help needs that.
    pub const fn names_people(self) -> bool {
        match self {
            Self::Care => true,
            Self::Statistics | Self::Donor | Self::Other => false,
        }
    }
}

/// What a person said to what they said being passed on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sharing {
    /// No, or they took a yes back, or they did not consent to be asked at all.
    Refused,
    /// They were asked, and it is not known what they said.
    Unanswered,
    /// No questionnaire asked them.
    NotAsked,
    /// Yes.
    Agreed,
}

/// May a column leave?
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// It may, in this way.
    Leaves(Way),
    /// It stays.
    Stays,
}

/// How a column leaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Way {
    /// As it was answered.
    Whole,
    /// An age in bands in place of a birth or an age.
    AgeBand,
    /// The month in place of the day.
    Month,
    /// Only choices that the questionnaire has.
    Choices,
    /// Only numbers too short to be a telephone or a document.
    Short,
    /// Only numbers of days, never a day itself.
    Span,
}

/// May a column of this kind leave for this purpose?
pub const fn of_column(purpose: Purpose, holds: Holds) -> Verdict {
    match purpose {
        Purpose::Care => Verdict::Leaves(Way::Whole),
        Purpose::Statistics | Purpose::Donor | Purpose::Other => match holds {
            Holds::BirthDate | Holds::BirthYear | Holds::Age => Verdict::Leaves(Way::AgeBand),
            Holds::Date | Holds::Moment => Verdict::Leaves(Way::Month),
            Holds::Choice => Verdict::Leaves(Way::Choices),
            Holds::Number | Holds::Flag | Holds::Computed => Verdict::Leaves(Way::Short),
            Holds::Span => Verdict::Leaves(Way::Span),
            Holds::Name
            | Holds::Contact
            | Holds::Place
            | Holds::Text
            | Holds::Time
            | Holds::File
            | Holds::Identity
            | Holds::Protection
            | Holds::Consent
            | Holds::Derived
            | Holds::Program
            | Holds::Unplaced => Verdict::Stays,
        },
    }
}

/// May the row of a person who said this leave for this purpose?
///
/// To help them it may: their no is to passing on, and whoever helps them here has to be able to. The file says who said
/// no, and the screen how many. For every other purpose only a no that was never asked for, or a yes, lets a row out.
pub const fn of_person(purpose: Purpose, sharing: Sharing) -> bool {
    match (purpose, sharing) {
        (Purpose::Care, _) | (_, Sharing::Agreed | Sharing::NotAsked) => true,
        (_, Sharing::Refused | Sharing::Unanswered) => false,
    }
}

/// How a questionnaire's interviews are led.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Led {
    /// Like any.
    Openly,
    /// Apart: they lie in the protected stream, and not even their number is for others.
    Apart,
}

/// May anything of a questionnaire leave for this purpose?
pub const fn of_questionnaire(purpose: Purpose, led: Led) -> bool {
    match led {
        Led::Openly => true,
        Led::Apart => purpose.names_people(),
    }
}
