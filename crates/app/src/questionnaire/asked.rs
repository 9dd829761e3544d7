//! A questionnaire as it is asked.

use std::sync::Arc;

use pana_forms::Form;
use pana_store::Stream;

use super::shape::Shape;
use crate::contract::Texts;

/// A questionnaire in one version.
pub(crate) struct AskedForm {
    pub(crate) form: Arc<Form>,
    pub(crate) shape: Shape,
}

impl AskedForm {
    pub(crate) fn protected(&self) -> bool {
        self.stream() == Stream::Protected
    }

    /// Where its interviews are written down.
    pub(crate) fn stream(&self) -> Stream {
        match self.form.stream() {
            pana_forms::Stream::Centre => Stream::Centre,
            pana_forms::Stream::Protected => Stream::Protected,
        }
    }

    /// The title for lists: neutral where the questionnaire gives such a one.
    pub(crate) fn list_title(&self) -> Texts {
        let neutral = self.form.neutral_title();
        if neutral.is_empty() { self.form.title().clone() } else { neutral.clone() }
    }
}
