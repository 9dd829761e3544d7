//! A questionnaire as a screen needs it: sent once when an interview opens; what changes afterwards are node states.

use pana_forms::{Kind, QuestionType, Sensitivity};
use pana_model::Direction;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::word::words;
use super::{Texts, Word};

/// A questionnaire one may start.
#[derive(Debug, Clone, Serialize, TS)]
pub struct FormRow {
    /// `form_id`.
    pub form: String,
    /// Version as its settings give it.
    pub version: String,
    /// Title.
    pub title: Texts,
    /// How it is answered: follows from its questions.
    pub kind: Word<Kind>,
    /// Questions a person may be asked.
    pub questions: u32,
    /// Does it belong to the protected stream (needs the grant)?
    pub protected: bool,
    /// May this member start it?
    pub allowed: bool,
    /// Does it begin a case (an intake), so that it can be started without a person?
    pub opens_case: bool,
    /// Does it ask for files?
    pub files: bool,
    /// Is it the one to open when someone is in danger now?
    pub safety: bool,
    /// Is it the one to ask a person again with: does it say when to ask next?
    pub follows_up: bool,
    /// Who may start it, by their names, where this member may not.
    pub led_by: Vec<String>,
}

/// A questionnaire, in the version asked now.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct FormRequest {
    /// `form_id`.
    pub form: String,
}

/// A questionnaire's fixed part. Nodes are in document order; parents come before children.
#[derive(Debug, Clone, Serialize, TS)]
pub struct FormView {
    /// `form_id`.
    pub form: String,
    /// What names this very text of it, 64 hexadecimal digits.
    pub hash: String,
    /// Version.
    pub version: String,
    /// Title.
    pub title: Texts,
    /// How it is answered.
    pub kind: Word<Kind>,
    /// Languages with the name the questionnaire gives them, default first.
    pub languages: Vec<FormLanguage>,
    /// The questionnaire's sections, questions, notes, groups and repeats; none for whoever said that they have them.
    pub nodes: Vec<FormNode>,
    /// Choice lists by name, left out as the nodes are. A question with a filter gets its list in its state instead.
    pub choices: std::collections::BTreeMap<String, Vec<ChoiceView>>,
    /// Is it in the protected stream?
    pub protected: bool,
    /// May it be the first of somebody nobody knew?
    pub opens_case: bool,
}

/// A language of a questionnaire.
#[derive(Debug, Clone, Serialize, TS)]
pub struct FormLanguage {
    /// Tag (`kk`), or `default`.
    pub tag: String,
    /// `Kazakh (kk)`.
    pub name: String,
    /// Which way its lines run.
    pub direction: Word<Direction>,
}

/// One row of a questionnaire that a screen shows.
#[derive(Debug, Clone, Serialize, TS)]
pub struct FormNode {
    /// Path without instances, unique in the questionnaire: `/intake/body/person/sex`.
    pub path: String,
    /// Parent's path; `None` for the top level.
    pub parent: Option<String>,
    /// What stands here.
    pub role: NodeRole,
    /// XLSForm type without its list: `select_one`, `integer`, `note`, …; `group`, `repeat`.
    pub question_type: Word<QuestionType>,
    /// How it is answered, for questions; never [`Kind::Mixed`].
    pub kind: Option<Word<Kind>>,
    /// Label. May change with answers: then the state carries it.
    pub label: Texts,
    /// Hint.
    pub hint: Texts,
    /// Guidance for the worker, shown on demand.
    pub guidance: Texts,
    /// Why we ask.
    pub why: Texts,
    /// What is shown or played with the label.
    pub media: MediaNames,
    /// Appearance words.
    pub appearance: Vec<String>,
    /// Name of the choice list.
    pub list: Option<String>,
    /// `start`, `end`, `step` for a range; other parameters as given.
    pub parameters: std::collections::BTreeMap<String, String>,
    /// Path of the text question that belongs to this one's choice `other`: drawn inside that choice.
    pub other: Option<String>,
    /// Names of the choices that go with no other, such as "none of these".
    pub exclusive: Vec<String>,
    /// How carefully its answers are handled.
    pub sensitivity: Word<Sensitivity>,
}

words! {
    /// What a row is to the screen.
    NodeRole {
        /// A group with a label that stands in the rail.
        Section = "section",
        /// A group inside a section.
        Group = "group",
        /// A repeat: instances are added and removed.
        Repeat = "repeat",
        /// A question.
        Question = "question",
        /// A text to be read out.
        Note = "note",
    }
}

words! {
    /// The state that a choice stands for.
    ChoiceState {
        /// Does not wish to answer.
        Declined = "declined",
        /// Does not know.
        Unknown = "unknown",
        /// One that the app does not know.
        Other = "other",
    }
}

/// File names of what goes with a label, each by language; empty where there is none. `interview_media` gives the file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct MediaNames {
    /// A picture.
    pub picture: Texts,
    /// The label spoken.
    pub sound: Texts,
    /// A film.
    pub film: Texts,
}

/// One choice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ChoiceView {
    /// Stored value.
    pub name: String,
    /// Label.
    pub label: Texts,
    /// What is shown or played with the label.
    pub media: MediaNames,
    /// The choice says the same as this state, for programs that know no states. The answer bar offers the state, so a
    /// screen leaves the choice out of its list, and shows its label where it was chosen.
    pub state: Option<ChoiceState>,
}
