//! A questionnaire as it was read: what it asks, and what it computes.
//!
//! Nothing here knows how a form is read or how a session runs it. Reading makes these, and sessions share them.

mod choice;
mod logic;
mod lookup;
mod node;
mod question_type;
mod questionnaire;
mod totals;
mod words;

pub use crate::index::NodeIndex;
pub use choice::{Choice, ChoiceTexts};
pub(crate) use logic::{
    Begins, EntityLogic, Follows, Initial, InitialOn, Logic, Part, Preload, RowLogic, Rule, Template, Unit, UnitKind,
    With,
};
pub(crate) use lookup::ITEXT_ID;
pub use node::{EntityDeclaration, FormLanguage, Node, SaveTo, Texts};
pub use question_type::QuestionType;
pub use questionnaire::Form;
pub(crate) use questionnaire::bare;
pub(crate) use totals::find as find_totals;
pub use words::{Kind, Role, Sensitivity, Stream};
