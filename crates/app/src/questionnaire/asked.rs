//! A questionnaire as it is asked.

use std::sync::Arc;

use pana_casework::profile;
use pana_forms::{Form, Node, SaveTo};
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

    /// Does it say when a person is to be asked again? Such a questionnaire is the one to ask them with.
    pub(crate) fn follows_up(&self) -> bool {
        let says = |node: &Node| {
            let is_day = |save: &SaveTo| save.list == profile::PERSON && save.property == profile::FOLLOW_UP_ON;
            node.save_to.iter().any(is_day)
        };
        self.form.nodes().iter().any(says)
    }

    /// The title for lists: neutral where the questionnaire gives such a one.
    pub(crate) fn list_title(&self) -> Texts {
        let neutral = self.form.neutral_title();
        if neutral.is_empty() { self.form.title().clone() } else { neutral.clone() }
    }
}
