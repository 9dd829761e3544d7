//! The closed vocabularies of a questionnaire.

/// How free the answers are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// In own words.
    Open,
    /// Ready answers with a place for another.
    SemiClosed,
    /// Ready answers, numbers and dates only.
    Closed,
    /// A form with questions of several kinds.
    Mixed,
}

/// How carefully answers are handled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Sensitivity {
    /// Says nothing of a person.
    #[default]
    Normal,
    /// Says something of a person.
    Personal,
    /// Could harm a person.
    Sensitive,
}

/// Who may read the interviews.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Stream {
    /// The centre's workers.
    #[default]
    Centre,
    /// Only those with the grant.
    Protected,
}

/// What a row is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// Holds other rows.
    Group,
    /// Holds other rows, any number of times.
    Repeat,
    /// Is asked.
    Question,
    /// Is read out.
    Note,
    /// Is neither asked nor shown: calculated, preloaded, hidden.
    Hidden,
}
