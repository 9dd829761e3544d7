//! What regions and countries are called: by the lists of the questionnaires that ask for them.

use std::collections::BTreeMap;
use std::sync::Arc;

use pana_rules::Origin;

use crate::contract::{AppError, Texts};
use crate::desk::Desk;
use crate::questionnaire::AskedForm;

/// The questionnaires that may ask in which region somebody lives, and in which one they came from.
const ASKING: [&str; 3] = ["follow_up", "needs", "intake"];

/// The questionnaires as they are asked now.
pub(super) struct Names(Vec<Arc<AskedForm>>);

impl Names {
    /// # Errors
    /// As any read.
    pub(super) fn of(desk: &mut Desk) -> Result<Self, AppError> {
        let mut forms = desk.current_forms()?;
        forms.retain(|asked| ASKING.contains(&asked.form.id()));
        Ok(Self(forms))
    }

    /// A region in which people live.
    pub(super) fn region(&self, code: &str) -> Texts {
        self.choice("region_here", code)
    }

    /// From where somebody came.
    pub(super) fn origin(&self, origin: &Origin) -> Texts {
        match origin {
            Origin::Region(code) => self.choice("origin_region", code),
            Origin::Country(code) => self.choice("origin_country", code),
        }
    }

    /// The label of a choice; the code itself where no list has it any more.
    fn choice(&self, question: &str, code: &str) -> Texts {
        let mut labels = self.0.iter().filter_map(|asked| {
            let node = asked.form.nodes().iter().find(|node| node.name == question)?;
            let choices = asked.form.choices(node.list.as_deref()?)?;
            choices.iter().find(|choice| *choice.name == *code).map(|choice| (&choice.label).into())
        });
        labels.next().unwrap_or_else(|| BTreeMap::from([("default".to_owned(), code.to_owned())]))
    }
}
