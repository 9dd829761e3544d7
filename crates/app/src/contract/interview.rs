//! One run of a questionnaire on the screen.

use std::fmt;

use pana_forms::Expected;
use pana_model::{CaseId, InterviewId};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::file::FileView;
use super::follow_up::FollowUpView;
use super::form::{ChoiceView, FormView};
use super::meeting::MeetingView;
use super::word::words;
use super::{Id, Texts, Word};

/// Starts an interview.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct StartInterviewRequest {
    /// `form_id`.
    pub form: String,
    /// The person; `None` opens a new case.
    pub case: Option<Id<CaseId>>,
    /// The hash of the questionnaire whose rows and lists whoever asks has: they are left out of the reply then.
    #[serde(default)]
    pub has: Option<String>,
}

/// Everything a screen needs to show an interview.
#[derive(Debug, Clone, Serialize, TS)]
pub struct InterviewView {
    /// Interview id.
    pub interview: Id<InterviewId>,
    /// Case id.
    pub case: Option<Id<CaseId>>,
    /// Case number.
    pub number: Option<String>,
    /// The person's name so far.
    pub person: Option<String>,
    /// The questionnaire in the version it is asked in.
    pub form: FormView,
    /// Every node there is now, in document order, instances included.
    pub nodes: Vec<NodeState>,
    /// Instances whose nodes are not among these, since they are as those of another.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub alike: Option<Vec<AlikeInstances>>,
    /// Where different answers stand that were given apart; nothing where none do.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[ts(optional, as = "Option<Vec<ApartAnswer>>")]
    pub apart: Vec<ApartAnswer>,
    /// Where the worker was, a node's `at`.
    pub place: Option<String>,
    /// What it is.
    pub status: Status,
    /// When it was last made durable, RFC 3339; nothing while there is nothing of it.
    pub saved_at: Option<String>,
    /// It is finished, and the member at work may correct it.
    pub may_amend: bool,
}

words! {
    /// What an interview on the screen is.
    Status {
        /// Not finished.
        Draft = "draft",
        /// Changes to a finished interview.
        Amending = "amending",
        /// Finished; only read.
        Finished = "finished",
        /// Tried out: of nobody, and nothing of it is written down.
        Trial = "trial",
    }
}

/// A question with different answers that were given apart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ApartAnswer {
    /// Where.
    pub at: String,
    /// What stands there, the latest first; blank is that it was taken back.
    pub answers: Vec<AnswerView>,
}

/// The state of one node now.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct NodeState {
    /// Where: the path with instance ids, `/intake/body/household_more/member[0190…]/hm_age`. An instance of a repeat is
    /// itself a node: `/intake/body/household_more/member[0190…]`.
    pub at: String,
    /// The row of the questionnaire: [`super::form::FormNode::path`].
    pub path: String,
    /// Does it apply now?
    pub relevant: bool,
    /// Must it have an answer?
    pub required: bool,
    /// Is it given, so that nobody may change it, not even by a correction?
    pub readonly: bool,
    /// The answer.
    pub answer: AnswerView,
    /// The file that the answer names; also `None` when it names one that is not kept here.
    pub file: Option<FileView>,
    /// What is wrong with the answer.
    pub problem: Option<ProblemView>,
    /// Label, where it changes with answers.
    pub label: Option<Texts>,
    /// Hint, where it changes with answers.
    pub hint: Option<Texts>,
    /// Guidance for the worker, where it changes with answers.
    pub guidance: Option<Texts>,
    /// Choices, where a filter applies.
    pub choices: Option<Vec<ChoiceView>>,
}

/// An answer, or the state that stands in its place.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "state", content = "value", rename_all = "snake_case")]
pub enum AnswerView {
    /// Nothing yet.
    Blank,
    /// The value as it is stored: text, `2024-06-15`, `yes`, or several choice names with spaces between.
    Value(String),
    /// A date whose day or month is not known: `1987`, `1987-03`.
    Partial(String),
    /// Does not wish to answer.
    Declined,
    /// Does not know.
    Unknown,
    /// Ask later.
    Later,
}

/// Says which state it is and never what was answered.
impl fmt::Debug for AnswerView {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::Blank => "Blank",
            Self::Value(_) => "Value(…)",
            Self::Partial(_) => "Partial(…)",
            Self::Declined => "Declined",
            Self::Unknown => "Unknown",
            Self::Later => "Later",
        })
    }
}

/// What is wrong with an answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum ProblemView {
    /// It must have an answer (shown when the worker moves on or reviews).
    Required {
        /// The questionnaire's own message.
        message: Texts,
    },
    /// The answer does not fit the constraint.
    Constraint {
        /// The questionnaire's own message.
        message: Texts,
    },
    /// The text is not of the question's type: `interview-type-<code>` in `locales/` says what to type.
    Type {
        /// What was expected.
        code: Word<Expected>,
    },
}

/// Sets one answer. It is durable when the reply comes.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct AnswerRequest {
    /// Interview id.
    pub interview: Id<InterviewId>,
    /// [`NodeState::at`].
    pub at: String,
    /// The answer.
    pub answer: AnswerView,
}

/// What changed.
#[derive(Debug, Clone, Serialize, TS)]
pub struct InterviewDelta {
    /// Nodes whose state is another now, and new ones.
    pub changed: Vec<NodeState>,
    /// Instances that are gone (`at`), with all that is in them; also those in others that are gone.
    pub gone: Vec<String>,
    /// All `at` in document order, only when nodes came or went.
    pub order: Option<Vec<String>>,
    /// Instances whose nodes neither `changed` nor `order` names, since they are as those of another.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub alike: Option<Vec<AlikeInstances>>,
    /// The person's name so far.
    pub person: Option<String>,
    /// When it was made durable, RFC 3339; nothing while there is nothing of it.
    pub saved_at: Option<String>,
}

/// Instances of a list that are as one of them but for their place, and stand right after it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct AlikeInstances {
    /// The place of the one that they are as, whose nodes are named.
    pub first: String,
    /// Their own places, in order.
    pub instances: Vec<String>,
}

/// Adds or removes an instance of a repeat.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct RepeatRequest {
    /// Interview id.
    pub interview: Id<InterviewId>,
    /// To add: the repeat's place without an instance, `/intake/…/member`. To remove: the instance's `at`.
    pub at: String,
}

/// What to look at before an interview is finished.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ReviewView {
    /// Questions that apply.
    pub asked: u32,
    /// Of those, with an answer or a state other than “later”.
    pub answered: u32,
    /// Required ones that have no answer yet, with those that are put off: with any, it is finished as incomplete.
    pub incomplete: u32,
    /// Required and blank.
    pub missing: Vec<ReviewRow>,
    /// The answer does not fit.
    pub invalid: Vec<ReviewRow>,
    /// Ask later.
    pub later: Vec<ReviewRow>,
    /// Does not wish to answer.
    pub declined: Vec<ReviewRow>,
    /// Does not know.
    pub unknown: Vec<ReviewRow>,
    /// The meeting that the answers ask for.
    pub meeting: Option<MeetingView>,
}

/// One question in the review.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ReviewRow {
    /// Node.
    pub at: String,
    /// Question.
    pub label: Texts,
    /// Section.
    pub section: Texts,
    /// Of whom it is asked, where that is one of a list.
    pub whose: Option<Whose>,
}

/// One of a list of whom a question is asked.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Whose {
    /// What the list is called.
    pub list: Texts,
    /// Their place in it, from 1.
    pub number: u32,
    /// Their name, where it was given.
    pub name: Option<String>,
}

/// Finishes an interview.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct FinishRequest {
    /// Interview id.
    pub interview: Id<InterviewId>,
    /// Required questions may stay without an answer; the interview is marked so.
    pub allow_incomplete: bool,
}

/// A finished interview.
#[derive(Debug, Clone, Serialize, TS)]
pub struct FinishedView {
    /// Interview id.
    pub interview: Id<InterviewId>,
    /// The person's case.
    pub case: Option<Id<CaseId>>,
    /// Required questions that stayed blank.
    pub missing: u32,
    /// Questions that were put off; they wait on the screen of today.
    pub later: u32,
    /// The meeting with the person that is due.
    pub meeting: Option<MeetingView>,
    /// When the person is to be asked again; nothing where nobody is to ask.
    pub follow_up: Option<FollowUpView>,
}

/// Names an interview.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct InterviewRequest {
    /// Interview id.
    pub interview: Id<InterviewId>,
    /// The case on whose page or in whose row it was chosen. `None` asks for the only case that has one of this id.
    pub case: Option<Id<CaseId>>,
}

/// Asks for a picture, a sound or a film of a questionnaire.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct MediaRequest {
    /// Interview id.
    pub interview: Id<InterviewId>,
    /// Its file name.
    pub name: String,
}

/// Keeps where the worker is, so that the interview goes on there.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct PlaceRequest {
    /// Interview id.
    pub interview: Id<InterviewId>,
    /// [`NodeState::at`].
    pub at: String,
}
