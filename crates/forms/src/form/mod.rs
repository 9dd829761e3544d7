//! A questionnaire as it was read: what it asks, and what it computes.
//!
//! Nothing here knows how a form is read or how a session runs it. Reading makes these, and sessions share them.

mod choice;
mod logic;
mod lookup;
mod node;
mod paths;
mod question_type;
mod questionnaire;
mod row_sums;
mod totals;
mod words;

pub use crate::index::NodeIndex;
pub use choice::{Choice, ChoiceTexts};
pub(crate) use logic::{
    Begins, EntityLogic, Follows, Initial, InitialOn, Logic, Part, Preload, RowLogic, RowSum, Rule, Setting, Template,
    Trigger, Unit, UnitKind, With,
};
pub(crate) use lookup::ITEXT_ID;
pub use node::{EntityDeclaration, FormLanguage, Node, SaveTo, Texts};
pub(crate) use paths::{Named, Paths};
pub use question_type::QuestionType;
pub use questionnaire::Form;
pub(crate) use row_sums::find as find_row_sums;
pub(crate) use totals::find as find_totals;
pub use words::{Kind, Role, Sensitivity, Stream};
