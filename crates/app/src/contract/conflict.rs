//! What stands side by side because it was written apart, and what a person decides about it.

pub use pana_casework::case::{ConflictKind, Harm};
use pana_model::{CaseId, InterviewId, ReferralId};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::double::Linked;
use super::form::ChoiceView;
use super::interview::AnswerView;
use super::needs::{AsideReason, Decision};
use super::referral::{ConsentAnswer, ReferralStep};
use super::standing::CloseReason;
use super::word::words;
use super::{Id, Texts, Word};

words! {
    /// Where a conflict is settled.
    ConflictDoor {
        /// On its own page, by choosing.
        Here = "here",
        /// On the referral's page, by its next step.
        Referral = "referral",
        /// On the page of needs, by deciding again.
        Needs = "needs",
        /// On the person's page, by doing there what was done apart.
        Person = "person",
        /// Among the person's other records, by deciding again.
        Same = "same",
    }
}

words! {
    /// Which other answer than those that stand may be written.
    ConflictOther {
        /// None: the interview itself is changed for that.
        Nothing = "nothing",
        /// One of the choices.
        Choice = "choice",
        /// What is typed.
        Text = "text",
        /// What follows from the other answers now: it is worked out anew.
        Anew = "anew",
    }
}

/// Asks what stands side by side.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct ConflictListRequest {
    /// Of one person alone.
    pub case: Option<Id<CaseId>>,
    /// How many are passed over.
    pub from: u32,
    /// How many at most, 1 to 100.
    pub limit: u32,
}

/// What stands side by side, as far as the member may know of it.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ConflictListView {
    /// How many there are.
    pub count: u32,
    /// A page of them, the most harmful first.
    pub rows: Vec<ConflictRow>,
}

/// One place where different things stand.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ConflictRow {
    /// Case id.
    pub case: Id<CaseId>,
    /// Case number.
    pub number: String,
    /// The person's name; empty when none was given.
    pub person: String,
    /// What it is.
    pub kind: Word<ConflictKind>,
    /// What it may cost the person.
    pub harm: Word<Harm>,
    /// Where it stands: by this it is named.
    pub path: String,
    /// Does it rest on a talk in private?
    pub in_private: bool,
    /// What it is about, in the words of the questionnaire or of the list of needs; empty where `property` or `kind` says it.
    pub label: Texts,
    /// The property of the person or of somebody of the household, where it is a fact.
    pub property: Option<String>,
    /// Where it is settled.
    pub door: ConflictDoor,
    /// The interview, where it is in one.
    pub interview: Option<Id<InterviewId>>,
    /// The referral, where it is one.
    pub referral: Option<Id<ReferralId>>,
    /// Who wrote what stands there, the latest first.
    pub by: Vec<ConflictBy>,
}

/// Who wrote one of the things that stand, when, and where.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ConflictBy {
    /// Who; empty for a member that is not known here.
    pub member: String,
    /// When, by the clock of their computer, RFC 3339.
    pub at: String,
    /// Was that clock believed?
    pub is_dated: bool,
    /// On which computer; empty for one that is not known here.
    pub device: String,
}

/// Names a conflict.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct ConflictRequest {
    /// Case id.
    pub case: Id<CaseId>,
    /// Where it stands.
    pub path: String,
    /// Does it rest on a talk in private?
    pub in_private: bool,
}

/// A conflict with what stands there.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ConflictView {
    /// What lists say of it.
    pub row: ConflictRow,
    /// Title of the questionnaire, where it is in an interview.
    pub form_title: Texts,
    /// What stands, the latest first.
    pub sides: Vec<ConflictSide>,
    /// The choices of the question, where it has such.
    pub choices: Vec<ChoiceView>,
    /// Which other answer may be written.
    pub other: ConflictOther,
    /// While several stand the one that protects the person more counts.
    pub careful: bool,
    /// May this member settle it here?
    pub may_settle: bool,
    /// May this member record what the person says when asked again? Then that settles it.
    pub may_ask_again: bool,
}

/// One of the things that stand.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ConflictSide {
    /// The events that say so: whoever settles names those that were shown.
    pub events: Vec<String>,
    /// Who said it last.
    pub by: ConflictBy,
    /// What it says.
    pub says: ConflictSays,
}

/// What one side says.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum ConflictSays {
    /// An answer; blank is that it was taken back.
    Answer {
        /// The answer.
        answer: AnswerView,
    },
    /// A fact.
    Fact {
        /// The value as stored.
        value: String,
        /// The label of the chosen answer, where it came from a choice.
        label: Option<Texts>,
    },
    /// Nothing is said there any more.
    Nothing,
    /// They were taken out of the list.
    Removed,
    /// What was said of them was changed.
    Changed {
        /// How many answers.
        answers: u32,
    },
    /// An answer to the question whether something may be passed on.
    Consent {
        /// The answer.
        answer: Word<ConsentAnswer>,
    },
    /// A decision about a need.
    Need {
        /// What was decided.
        decision: Word<Decision>,
        /// Why it was set aside.
        reason: Option<Word<AsideReason>>,
        /// In words; may be empty.
        words: String,
    },
    /// The person is to be asked again.
    Day {
        /// On which day, `YYYY-MM-DD`.
        day: String,
    },
    /// Nobody is to ask any more.
    Never,
    /// The case is closed.
    Closed {
        /// Why.
        reason: Word<CloseReason>,
        /// Since which day, `YYYY-MM-DD`.
        on: String,
    },
    /// The case is open.
    Open,
    /// Somebody has the case.
    Worker {
        /// Who.
        name: String,
    },
    /// Something is said of two cases.
    Link {
        /// What.
        link: Word<Linked>,
    },
    /// A step of a referral.
    Step {
        /// Which.
        step: Word<ReferralStep>,
    },
}

/// Settles a conflict.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct ConflictSettleRequest {
    /// Case id.
    pub case: Id<CaseId>,
    /// Where it stands.
    pub path: String,
    /// Does it rest on a talk in private?
    pub in_private: bool,
    /// The events that were shown. What came meanwhile stands beside the choice afterwards.
    pub seen: Vec<String>,
    /// What holds from now on.
    pub choose: ConflictChoice,
    /// Was the person asked again, and is this what they answered?
    pub asked_again: bool,
    /// Why, in words.
    pub words: String,
}

/// What holds from now on.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(tag = "choose", rename_all = "snake_case")]
pub enum ConflictChoice {
    /// What this event says.
    Side {
        /// One of the events of a side.
        event: String,
    },
    /// Another answer.
    Other {
        /// Which.
        answer: AnswerView,
    },
    /// What follows from the other answers.
    Anew,
}

/// What is so after a conflict was settled.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ConflictSettled {
    /// The event that settled it: whoever settles once more names it among what was seen.
    pub event: String,
    /// What stands there still, because it came meanwhile.
    pub still: Option<ConflictView>,
    /// How many are left for the member to settle.
    pub left: u32,
}
