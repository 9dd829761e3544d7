//! The sets of words that lower crates have, as they cross: each is written down in its crate alone, or, where it has no
//! words there, here.

use pana_casework::case::{CloseReason, ConflictKind, Harm, Linked, Told};
use pana_casework::consent::{ConsentAnswer, ConsentHow, ConsentPurpose, LegalBasis};
use pana_casework::erasure::EraseReason;
use pana_casework::need::{AsideReason, Decision};
use pana_casework::referral::{
    CancelReason, Channel, DeclineReason, Deleted, Detail, EntryKind, Learned, Outcome, Received, ReferralState,
    ReferralStep, Task, Wait,
};
use pana_casework::same::Sign;
use pana_casework::{Grant, Role};
use pana_directory::{DirectoryProblemCode, ReasonCode, ServiceStatus, Verdict};
use pana_exchange::{Format, Holds, Purpose, Separator};
use pana_forms::{Expected, Kind, ProblemCode, QuestionType, Sensitivity, Severity};
use pana_model::{Direction, Minor};
use pana_rules::{Actor, Level, RuleProblemCode, Sphere, Stops, Unit, Urgency, Variable};
use pana_store::{Matched, TransferState, Whose};

use super::word::{Vocabulary, words_for};

impl Vocabulary for Role {
    const NAME: &'static str = "Role";
    const ALL: &'static [Self] = Self::ALL;

    fn word(self) -> &'static str {
        self.as_str()
    }
}

impl Vocabulary for Grant {
    const NAME: &'static str = "Grant";
    const ALL: &'static [Self] = Self::ALL;

    fn word(self) -> &'static str {
        self.as_str()
    }
}

/// Sets whose crate gives them `ALL` and `as_str`.
macro_rules! words_of_rules {
    ($($name:ident)*) => {
        $(
            impl Vocabulary for $name {
                const NAME: &'static str = stringify!($name);
                const ALL: &'static [Self] = Self::ALL;

                fn word(self) -> &'static str {
                    self.as_str()
                }
            }
        )*
    };
}

words_of_rules! {
    Actor AsideReason CancelReason Channel CloseReason ConflictKind ConsentAnswer ConsentHow ConsentPurpose Decision DeclineReason
    Deleted Detail EntryKind EraseReason Harm Learned LegalBasis Level Linked Outcome ReasonCode Received ReferralState ReferralStep Sign Sphere Task Told TransferState Urgency Wait
}

impl Vocabulary for QuestionType {
    const NAME: &'static str = "QuestionType";
    const ALL: &'static [Self] = Self::ALL;

    fn word(self) -> &'static str {
        self.as_str()
    }
}

impl Vocabulary for Expected {
    const NAME: &'static str = "Expected";
    const ALL: &'static [Self] = Self::ALL;

    fn word(self) -> &'static str {
        self.as_str()
    }
}

impl Vocabulary for RuleProblemCode {
    const NAME: &'static str = "RuleProblemCode";
    const ALL: &'static [Self] = Self::ALL;

    fn word(self) -> &'static str {
        self.as_str()
    }
}

impl Vocabulary for ProblemCode {
    const NAME: &'static str = "FormProblemCode";
    const ALL: &'static [Self] = Self::ALL;

    fn word(self) -> &'static str {
        self.as_str()
    }
}

impl Vocabulary for DirectoryProblemCode {
    const NAME: &'static str = "DirectoryProblemCode";
    const ALL: &'static [Self] = Self::ALL;

    fn word(self) -> &'static str {
        self.as_str()
    }
}

impl Vocabulary for Variable {
    const NAME: &'static str = "TerritoryVariable";
    const ALL: &'static [Self] = Self::ALL;

    fn word(self) -> &'static str {
        self.as_str()
    }
}

impl Vocabulary for Unit {
    const NAME: &'static str = "FigureUnit";
    const ALL: &'static [Self] = Self::ALL;

    fn word(self) -> &'static str {
        self.as_str()
    }
}

// In tables of the standard the word for a service that will run again has a blank in it.
words_for!(ServiceStatus as "ServiceStatus" {
    Active = "active",
    TemporarilyClosed = "temporarily_closed",
    Inactive = "inactive",
    Defunct = "defunct",
});
words_for!(Verdict as "Verdict" { Fits = "fits", MayFit = "may_fit", DoesNotFit = "does_not_fit", });
words_for!(Stops as "Stops" { Referrals = "referrals", ReferralsButVital = "referrals_but_vital", });
words_for!(Kind as "FormKind" { Open = "open", SemiClosed = "semi_closed", Closed = "closed", Mixed = "mixed", });
words_for!(Severity as "Severity" { Error = "error", Warning = "warning", });
words_for!(Sensitivity as "Sensitivity" { Normal = "normal", Personal = "personal", Sensitive = "sensitive", });
words_for!(Direction as "Direction" { LeftToRight = "ltr", RightToLeft = "rtl", });
words_for!(Minor as "Minor" { Yes = "yes", No = "no", Unknown = "unknown", });
words_for!(Matched as "Matched" { Name = "name", Number = "number", Birth = "birth", Phone = "phone", Household = "household", });
words_for!(Whose as "WhoseCases" { All = "all", Mine = "mine", Closed = "closed", });
words_for!(Format as "ExportFormat" { Csv = "csv", Json = "json", Xlsx = "xlsx", });
words_for!(Separator as "Separator" { Comma = "comma", Semicolon = "semicolon", });
words_for!(Purpose as "Purpose" {
    Care = "care",
    Statistics = "statistics",
    Donor = "report-to-donor",
    Other = "other",
});
words_for!(Holds as "Holds" {
    Name = "name",
    Contact = "contact",
    Place = "place",
    Text = "text",
    BirthDate = "birth-date",
    BirthYear = "birth-year",
    Age = "age",
    Date = "date",
    Moment = "moment",
    Time = "time",
    File = "file",
    Identity = "identity",
    Protection = "protection",
    Consent = "consent",
    Choice = "choice",
    Number = "number",
    Flag = "flag",
    Computed = "computed",
    Span = "span",
    Derived = "derived",
    Program = "program",
    Unplaced = "unplaced",
});
