//! What a step says beside its name: words of a closed set, each with a value that is checked where it is a code.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use pana_model::{ConsentId, Moment, ReferralId, Urgency};
use pana_record::Value;

use super::ReferralStep;
use crate::word::words;

words! {
    /// What may be said of a step.
    pub enum Detail {
        /// Kind of service, a code of the taxonomy.
        Service = "service",
        /// What the recipient is known by: the id of an organisation of the directory, or the name typed by hand.
        Recipient = "recipient",
        /// The recipient's name, as it is shown.
        RecipientName = "recipient_name",
        /// Id of a service of the directory.
        DirectoryService = "directory_service",
        /// The hash of the edition of the directory in which it was seen.
        DirectoryVersion = "directory_version",
        /// The recipient's telephone.
        Phone = "phone",
        /// The recipient's e-mail.
        Email = "email",
        /// The recipient's place.
        Address = "address",
        /// `yes`: the recipient's place must not be known, and is said nowhere.
        HiddenAddress = "hidden_address",
        /// Codes of needs, with spaces between.
        Needs = "needs",
        /// Ids of the rules behind them, with spaces between.
        Rules = "rules",
        /// How soon: a word of [`Urgency`].
        Urgency = "urgency",
        /// `yes`: a supervisor makes it ready.
        Sensitive = "sensitive",
        /// The referral that this one takes up anew.
        Reopens = "reopens",
        /// The referral that this one goes on from, to another service.
        Replaces = "replaces",
        /// The new referral that goes on from this one.
        To = "to",
        /// The consent by which it may be passed on.
        Consent = "consent",
        /// Codes of the fields that are passed on, with spaces between.
        Fields = "fields",
        /// What each of these fields said when the person agreed, as `code:digest` with spaces between
        /// ([`crate::case::agreed`]).
        Agreed = "agreed",
        /// Languages of the letter, with spaces between.
        Languages = "languages",
        /// By when an answer is awaited, RFC 3339.
        RespondBy = "respond_by",
        /// By which way: a word of [`Channel`].
        Channel = "channel",
        /// What shows that it went: a print's number, who was spoken with.
        Proof = "proof",
        /// The code on the letter's slip, by which an answer is found without a name.
        Slip = "slip",
        /// How the answer was learned: a word of [`Learned`].
        Learned = "learned",
        /// Who said so.
        Who = "who",
        /// On which day, `YYYY-MM-DD`.
        On = "on",
        /// At which time, RFC 3339.
        At = "at",
        /// Where.
        Place = "place",
        /// How long the wait is: a word of [`Wait`].
        Wait = "wait",
        /// When to ask again, `YYYY-MM-DD`.
        ReviewOn = "review_on",
        /// Why it was declined: a word of [`DeclineReason`].
        DeclineReason = "decline_reason",
        /// Why it was cancelled: a word of [`CancelReason`].
        CancelReason = "cancel_reason",
        /// What was received: a word of [`Received`].
        Received = "received",
        /// What the person says of the need: a word of [`Outcome`].
        Outcome = "outcome",
        /// How content the person is, `1` to `5`.
        Satisfaction = "satisfaction",
        /// What the withdrawal is about: a word of [`Scope`].
        Scope = "scope",
        /// What the receiver answered to the request to delete: a word of [`Deleted`].
        Deleted = "deleted",
        /// In the member's words.
        Words = "words",
    }
}

words! {
    /// By which way something went.
    pub enum Channel {
        /// A letter in the person's hand.
        Letter = "letter",
        /// By telephone.
        Phone = "phone",
        /// By e-mail.
        Email = "email",
        /// On a stick.
        Stick = "stick",
        /// From laptop to laptop.
        Cable = "cable",
        /// Through the hub.
        Sync = "sync",
        /// Face to face.
        InPerson = "in_person",
    }
}

words! {
    /// How an answer was learned.
    pub enum Learned {
        /// By the letter's slip.
        Slip = "slip",
        /// By telephone.
        Phone = "phone",
        /// By e-mail.
        Email = "email",
        /// Face to face.
        InPerson = "in_person",
        /// From the person.
        Person = "person",
        /// In a bundle that the receiver signed.
        Bundle = "bundle",
    }
}

words! {
    /// How long the wait for a place is.
    pub enum Wait {
        /// Under a month.
        UnderMonth = "under_month",
        /// One to three months.
        OneToThree = "one_to_three",
        /// More than three months.
        OverThree = "over_three",
        /// Nobody knows.
        Unknown = "unknown",
    }
}

words! {
    /// Why a receiver does not take a person.
    pub enum DeclineReason {
        /// No place.
        Full = "full",
        /// The person does not meet the conditions.
        NotEligible = "not_eligible",
        /// It does something else.
        WrongService = "wrong_service",
        /// It works elsewhere.
        OutOfArea = "out_of_area",
        /// It would not be safe.
        Unsafe = "unsafe",
        /// In words.
        Other = "other",
    }
}

words! {
    /// Why we take a referral back.
    pub enum CancelReason {
        /// There is another for the same.
        Duplicate = "duplicate",
        /// It was about somebody else.
        WrongPerson = "wrong_person",
        /// Help is no longer needed.
        NotNeeded = "not_needed",
        /// The service has closed.
        ServiceClosed = "service_closed",
        /// The person has moved.
        Moved = "moved",
        /// The person has died.
        Died = "died",
        /// It would put the person in danger.
        Safety = "safety",
    }
}

words! {
    /// What the person received.
    pub enum Received {
        /// All of it.
        Full = "full",
        /// A part.
        Part = "part",
        /// Nothing.
        Not = "not",
    }
}

words! {
    /// What the person says of the need.
    pub enum Outcome {
        /// It is met.
        Met = "met",
        /// It is met in part.
        Partly = "partly",
        /// It is not met.
        NotMet = "not_met",
        /// The person could not be asked.
        NotAsked = "not_asked",
    }
}

words! {
    /// What a withdrawal is about.
    pub enum Scope {
        /// This referral.
        Referral = "referral",
        /// All that goes to this recipient.
        Recipient = "recipient",
        /// All passing on.
        All = "all",
    }
}

words! {
    /// What the receiver answered to the request to delete.
    pub enum Deleted {
        /// No answer yet.
        Asked = "asked",
        /// They have deleted it.
        Done = "done",
        /// They will not.
        Refused = "refused",
    }
}

/// Longest value of a detail, in bytes: a letter has room for no more.
const MAX_DETAIL: usize = 4096;

/// What a step says.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Details(BTreeMap<Detail, String>);

impl std::fmt::Debug for Details {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_set().entries(self.0.keys()).finish()
    }
}

impl Details {
    /// Nothing said.
    pub const fn new() -> Self {
        Self(BTreeMap::new())
    }

    /// The same with one thing more; what is blank is not said.
    #[must_use]
    pub fn with(mut self, detail: Detail, value: impl Into<String>) -> Self {
        let value = value.into();
        if !value.trim().is_empty() {
            self.0.insert(detail, value);
        }
        self
    }

    /// What is said, as it was written.
    pub fn get(&self, detail: Detail) -> Option<&str> {
        self.0.get(&detail).map(String::as_str)
    }

    /// The codes of a list with spaces between.
    pub fn codes(&self, detail: Detail) -> impl Iterator<Item = &str> {
        self.get(detail).unwrap_or_default().split_whitespace()
    }

    /// What is said, read as a word, a day or an id.
    pub fn read<T: std::str::FromStr>(&self, detail: Detail) -> Option<T> {
        self.get(detail)?.parse().ok()
    }

    /// A time that is said, to the millisecond: a list keeps no less, and one that is told apart from what the case says by what
    /// nobody sees would be due at another time.
    pub fn moment(&self, detail: Detail) -> Option<Moment> {
        Moment::from_unix_ms(Moment::parse(self.get(detail)?)?.unix_ms())
    }

    /// Each thing said, in order.
    pub fn iter(&self) -> impl Iterator<Item = (Detail, &str)> {
        self.0.iter().map(|(detail, value)| (*detail, value.as_str()))
    }

    /// The first that is missing of those required, or that says what cannot be.
    pub fn fault(&self, required: &[Detail]) -> Option<Detail> {
        let missing = required.iter().copied().find(|detail| self.get(*detail).is_none());
        let other = [(Detail::DeclineReason, "other")];
        let unexplained = other
            .into_iter()
            .find(|(detail, word)| self.get(*detail) == Some(*word) && self.get(Detail::Words).is_none());
        missing
            .or_else(|| unexplained.map(|_| Detail::Words))
            .or_else(|| self.iter().find(|(detail, value)| !detail.takes(value)).map(|(detail, _)| detail))
    }

    /// As the log keeps it: a list of pairs. Blank values are not kept.
    pub fn to_value(&self) -> Value {
        let pair =
            |(detail, value): (Detail, &str)| Value::List(vec![Value::text(detail.as_str()), Value::text(value)]);
        Value::List(self.iter().map(pair).collect())
    }

    /// Reads what the log keeps. What a newer program says beside it is passed over.
    pub fn from_value(value: &Value) -> Option<Self> {
        let mut details = BTreeMap::new();
        for pair in value.as_list()? {
            let [detail, value, ..] = pair.as_list()? else { return None };
            let (detail, value) = (detail.as_text()?, value.as_text()?);
            if let Ok(detail) = detail.parse() {
                details.insert(detail, value.to_owned());
            }
        }
        Some(Self(details))
    }
}

impl Detail {
    /// The step that settles it once and for all: to whom something goes, and which fields by which consent, is what the
    /// person agreed to, and no later step says otherwise.
    pub const fn settled_by(self) -> Option<ReferralStep> {
        match self {
            Self::Service
            | Self::Recipient
            | Self::RecipientName
            | Self::DirectoryService
            | Self::DirectoryVersion
            | Self::Phone
            | Self::Email
            | Self::Address
            | Self::HiddenAddress
            | Self::Urgency
            | Self::Sensitive
            | Self::Reopens
            | Self::Replaces => Some(ReferralStep::Create),
            Self::Consent | Self::Fields | Self::Agreed => Some(ReferralStep::Confirm),
            Self::To => Some(ReferralStep::ReRefer),
            _ => None,
        }
    }

    /// May a step say it? A receiver who answers may name another service, or whom to call: that is theirs, and changes
    /// nothing of what was settled.
    pub fn is_said_by(self, step: ReferralStep) -> bool {
        let of_receiver = matches!(self, Self::Service | Self::Phone | Self::Email | Self::Address);
        self.settled_by().is_none_or(|settles| settles == step) || (of_receiver && step.is_answer())
    }

    /// Can this be said of it?
    pub fn takes(self, value: &str) -> bool {
        fn is<T: std::str::FromStr>(value: &str) -> bool {
            value.parse::<T>().is_ok()
        }
        value.len() <= MAX_DETAIL
            && match self {
                Self::Urgency => is::<Urgency>(value),
                Self::Sensitive | Self::HiddenAddress => value == "yes",
                Self::Reopens | Self::Replaces | Self::To => is::<ReferralId>(value),
                Self::Consent => is::<ConsentId>(value),
                Self::RespondBy | Self::At => Moment::parse(value).is_some(),
                Self::Channel => is::<Channel>(value),
                Self::Learned => is::<Learned>(value),
                Self::On | Self::ReviewOn => is::<NaiveDate>(value),
                Self::Wait => is::<Wait>(value),
                Self::DeclineReason => is::<DeclineReason>(value),
                Self::CancelReason => is::<CancelReason>(value),
                Self::Received => is::<Received>(value),
                Self::Outcome => is::<Outcome>(value),
                Self::Satisfaction => matches!(value, "1" | "2" | "3" | "4" | "5"),
                Self::Scope => is::<Scope>(value),
                Self::Deleted => is::<Deleted>(value),
                Self::Service
                | Self::Recipient
                | Self::RecipientName
                | Self::DirectoryService
                | Self::DirectoryVersion
                | Self::Phone
                | Self::Email
                | Self::Address
                | Self::Needs
                | Self::Rules
                | Self::Fields
                | Self::Agreed
                | Self::Languages
                | Self::Proof
                | Self::Slip
                | Self::Who
                | Self::Place
                | Self::Words => true,
            }
    }
}
