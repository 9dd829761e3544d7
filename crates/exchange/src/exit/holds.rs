//! What the answers of a column are, as far as it matters to who may have them.

/// What the answers of a column are. A column that is more than one of these is the one that says most of a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Holds {
    /// A name of somebody.
    Name,
    /// A telephone, a mail address, another way to reach somebody.
    Contact,
    /// Where somebody lives or was, as a point or a line on the map.
    Place,
    /// Something in own words: whatever the question asks, anything may stand in it.
    Text,
    /// A date of birth.
    BirthDate,
    /// A year of birth.
    BirthYear,
    /// An age in years, asked or worked out.
    Age,
    /// A day on which something happened.
    Date,
    /// A day with a time.
    Moment,
    /// A time of day.
    Time,
    /// The name of a file that lies beside.
    File,
    /// What tells one person from another: a number of a document, what was asked for identity's sake.
    Identity,
    /// What was asked to keep somebody safe.
    Protection,
    /// What was said about consent.
    Consent,
    /// One or several of ready answers.
    Choice,
    /// A number that was typed.
    Number,
    /// One of some values that the questionnaire itself names, by a condition.
    Flag,
    /// Worked out of ready answers and numbers.
    Computed,
    /// A number of days or months, worked out of days.
    Span,
    /// Worked out of what must not leave.
    Derived,
    /// Filled in by the program: the number of the case, who works, which device.
    Program,
    /// Nobody has said what it is.
    Unplaced,
}

impl Holds {
    /// All of them, in the order in which a list of them makes sense.
    pub const ALL: &'static [Self] = &[
        Self::Name,
        Self::Contact,
        Self::Place,
        Self::Text,
        Self::BirthDate,
        Self::BirthYear,
        Self::Age,
        Self::Date,
        Self::Moment,
        Self::Time,
        Self::File,
        Self::Identity,
        Self::Protection,
        Self::Consent,
        Self::Choice,
        Self::Number,
        Self::Flag,
        Self::Computed,
        Self::Span,
        Self::Derived,
        Self::Program,
        Self::Unplaced,
    ];

    /// Of two versions of a question the one that says more of a person; what cannot be compared is placed by nobody.
    #[must_use]
    pub fn with(self, other: Self) -> Self {
        if self == other { self } else { Self::Unplaced }
    }
}
