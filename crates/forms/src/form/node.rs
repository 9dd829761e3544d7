//! Rows, choices and entities of a questionnaire.

use std::collections::BTreeMap;

use super::question_type::QuestionType;
use super::words::{Kind, Role, Sensitivity};
use crate::index::NodeIndex;

/// A text in several languages, by tag (`kk`), or `default` for a column without a language.
pub type Texts = BTreeMap<String, String>;

/// A language of a questionnaire.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormLanguage {
    /// `kk`, or the name in lower case where the form gives no code, or `default`.
    pub tag: String,
    /// `Kazakh (kk)`, as the columns write it.
    pub name: String,
}

/// One row of a questionnaire.
#[derive(Debug, Clone)]
pub struct Node {
    /// Path without instances, unique in the form: `/intake/body/person/sex`.
    pub path: String,
    /// Name, unique among its siblings.
    pub name: String,
    /// The group or repeat it stands in; `None` at the top.
    pub parent: Option<NodeIndex>,
    /// What it is.
    pub role: Role,
    /// Its type.
    pub question_type: QuestionType,
    /// What its values are: of a calculated or hidden value as `bind::type` says, else the type itself.
    pub value_type: QuestionType,
    /// Label. `${name}` in it is filled in by the session.
    pub label: Texts,
    /// Hint.
    pub hint: Texts,
    /// Guidance for the worker, shown on demand.
    pub guidance: Texts,
    /// Why we ask.
    pub why: Texts,
    /// Pictures, sounds and films shown with the label, by kind (`image`, `audio`, `video`, `big_image`): names of files.
    pub media: BTreeMap<&'static str, Texts>,
    /// What to say when the constraint fails.
    pub constraint_message: Texts,
    /// What to say when an answer is missing.
    pub required_message: Texts,
    /// Appearance words.
    pub appearance: Vec<String>,
    /// Name of the choice list.
    pub list: Option<String>,
    /// The question in a repeat whose answers are the choices: `select_one ${name}`.
    pub choices_from: Option<NodeIndex>,
    /// Parameters; names in lower case.
    pub parameters: BTreeMap<String, String>,
    /// What columns of other tools say of it, `bind::type` and the like, as written.
    pub attributes: BTreeMap<String, String>,
    /// How carefully the answer is handled; the form's own where the row says nothing.
    pub sensitivity: Sensitivity,
    /// What the answer is for.
    pub purpose: Option<String>,
    /// The choice that a declined or unknown answer is recorded as: not to answer whether one consents is not to consent.
    pub declined_as: Option<String>,
    /// Which properties of which entities the answer gives.
    pub save_to: Vec<SaveTo>,
    /// Names of the choices that go with no other, such as "none of these": its constraint takes each alone and refuses it
    /// beside any other.
    pub exclusive: Vec<String>,
    /// This is the text that belongs to the choice `other` of that question.
    pub other_of: Option<NodeIndex>,
    /// Could an answer ever be required?
    pub may_be_required: bool,
    /// Is it filled in by a calculation?
    pub calculated: bool,
    /// Its expressions as the form writes them, by column: `relevant`, `calculation`, `constraint`, `required`,
    /// `read_only`, `repeat_count`, `choice_filter`, `default`, `trigger`, …. A plain yes is `true()`, a plain no is left out.
    pub expressions: BTreeMap<&'static str, String>,
    /// Its row in the survey sheet, from 1, for messages.
    pub row: u32,
    pub(crate) kind: Option<Kind>,
}

impl Node {
    /// How free its answers are; `None` where nobody is asked.
    pub const fn kind(&self) -> Option<Kind> {
        self.kind
    }

    /// The list whose labels stand at it: that of a select, or the words at the numbers of a range.
    pub fn labels_from(&self) -> Option<&String> {
        self.list.as_ref().or_else(|| self.parameters.get("tick_labelset"))
    }
}

/// A property of an entity that an answer gives.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct SaveTo {
    /// Entity list.
    pub list: String,
    /// Property.
    pub property: String,
}

/// An entity that interviews make or update.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntityDeclaration {
    /// The entity list.
    pub list: String,
    /// The repeat whose instances each give one.
    pub repeat: Option<NodeIndex>,
    /// Does it update an entity that is there?
    pub updates: bool,
    /// Properties and the nodes that give them.
    pub properties: Vec<(String, NodeIndex)>,
}
