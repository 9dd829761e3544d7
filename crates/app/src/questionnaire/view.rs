//! A questionnaire as a screen sees it.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use pana_forms::{Choice, Form, Node};
use pana_model::{Direction, Language};

use super::Shape;
use super::media::media;
use crate::contract::form::{ChoiceState, ChoiceView, FormLanguage, FormNode, FormView};
use crate::contract::{Word, named};

/// Column of the choices sheet: this choice stands for a state (`declined`, `unknown`) in programs that know no states.
const STATE: &str = "state";

/// Parameter of a range: the list that gives words to its numbers.
const TICKS: &str = "tick_labelset";

/// The fixed part of a questionnaire: what a screen needs once.
pub(crate) fn form_view(form: &Form, shape: &Shape, protected: bool) -> FormView {
    let nodes: Vec<FormNode> = form.nodes().iter().filter_map(|node| node_view(form, shape, node)).collect();
    // The words at the numbers of a scale are a list too.
    let lists = nodes.iter().flat_map(|node| node.list.iter().chain(node.parameters.get(TICKS)));
    // Many questions have one list.
    let lists: BTreeSet<String> = lists.cloned().collect();
    let choices =
        lists.into_iter().filter_map(|list| Some((form.choices(&list)?.iter().map(choice_view).collect(), list)));
    let choices = choices.map(|(choices, list)| (list, choices)).collect::<BTreeMap<_, _>>();
    FormView { choices, nodes, ..form_name(form, protected) }
}

/// The same for whoever has the rows and the lists already.
pub(crate) fn form_name(form: &Form, protected: bool) -> FormView {
    FormView {
        form: form.id().to_owned(),
        hash: hexadecimal(&form.hash()),
        version: form.version().to_owned(),
        title: form.title().clone(),
        kind: Word(form.kind()),
        languages: form.languages().iter().map(|language| language_view(&language.tag, &language.name)).collect(),
        choices: BTreeMap::new(),
        nodes: Vec::new(),
        protected,
        opens_case: form.opens_case(),
    }
}

pub(crate) fn choice_view(choice: &Choice) -> ChoiceView {
    let state = choice.extra.get(STATE).filter(|state| !state.is_empty());
    let state = state.map(|word| named(word).unwrap_or(ChoiceState::Other));
    ChoiceView { name: choice.name.to_string(), label: (&choice.label).into(), media: media(&choice.media), state }
}

pub(super) fn language_view(tag: &str, name: &str) -> FormLanguage {
    let direction = tag.parse::<Language>().map_or(Direction::LeftToRight, |language| language.direction());
    FormLanguage { tag: tag.to_owned(), name: name.to_owned(), direction: Word(direction) }
}

fn node_view(form: &Form, shape: &Shape, node: &Node) -> Option<FormNode> {
    let role = shape.role(&node.path)?;
    Some(FormNode {
        path: node.path.clone(),
        parent: shape.parent(&node.path).map(str::to_owned),
        role,
        question_type: Word(node.question_type),
        kind: node.kind().map(Word),
        label: node.label.clone(),
        hint: node.hint.clone(),
        guidance: node.guidance.clone(),
        why: node.why.clone(),
        media: media(&node.media),
        appearance: node.appearance.clone(),
        list: node.list.clone().filter(|list| form.choices(list).is_some()),
        parameters: node.parameters.clone(),
        other: shape.other(&node.path).map(str::to_owned),
        exclusive: node.exclusive.clone(),
        sensitivity: Word(node.sensitivity),
    })
}

/// A hash in words: 64 digits.
pub(crate) fn hexadecimal(hash: &[u8; 32]) -> String {
    hash.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
