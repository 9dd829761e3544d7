//! What a finished interview says, looked at in the bytes that a row keeps of its heads ([`Heads::glance`]): for whoever reads
//! very many interviews and changes none. The same as [`value::answers`](super::answers) and
//! [`value::instances`](super::instances) give of the heads themselves.

use pana_model::InstanceId;
use pana_record::{Glance, Glimpse, Heads, HeadsError, OpKind, State, Value};

use super::PARTIAL;
use crate::answer::{Answers, Instances, StoredAnswer};
use crate::path::InInterview;

/// What a finished interview says.
#[derive(Default, PartialEq, Eq)]
pub struct SeenInterview<'g> {
    /// Its answers by place, in the order of the places; where several stand, the latest by the clocks.
    pub answers: Vec<(&'g str, SeenAnswer<'g>)>,
    /// Its instances by the repeat's place, in the order of the places.
    pub instances: Vec<(&'g str, Vec<InstanceId>)>,
}

/// An answer as [`StoredAnswer`] has it.
#[derive(Clone, PartialEq, Eq)]
pub enum SeenAnswer<'g> {
    /// The value as XForms writes it.
    Value(&'g str),
    /// Several choices.
    Choices(Vec<&'g str>),
    /// A date whose day or month is not known.
    Partial(String),
    /// Does not wish to answer.
    Declined,
    /// Does not know.
    Unknown,
    /// Ask later.
    Later,
}

impl std::fmt::Debug for SeenInterview<'_> {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "SeenInterview({} answers)", self.answers.len())
    }
}

/// Says which kind it is and never what was answered.
impl std::fmt::Debug for SeenAnswer<'_> {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(match self {
            Self::Value(_) => "Value(…)",
            Self::Choices(_) => "Choices(…)",
            Self::Partial(_) => "Partial(…)",
            Self::Declined => "Declined",
            Self::Unknown => "Unknown",
            Self::Later => "Later",
        })
    }
}

impl<'g> SeenInterview<'g> {
    /// Looks at the bytes of a row: one walk over them, O(length).
    ///
    /// # Errors
    /// When they are no heads.
    pub fn of_bytes(heads: &'g [u8]) -> Result<Self, HeadsError> {
        let mut seen = Self::default();
        let mut failed = None;
        Heads::glance(heads, |path, there| {
            if let Err(error) = seen.take(path, there) {
                failed = Some(error);
            }
        })?;
        failed.map_or(Ok(seen), Err)
    }

    /// What was read already, looked at in the same way.
    pub fn of_read(answers: &'g Answers, instances: &'g Instances) -> Self {
        Self {
            answers: answers.iter().map(|(at, answer)| (at.as_str(), SeenAnswer::of(answer))).collect(),
            instances: instances.iter().map(|(at, ids)| (at.as_str(), ids.clone())).collect(),
        }
    }

    fn take(&mut self, path: &'g str, heads: &[Glance<'g>]) -> Result<(), HeadsError> {
        match InInterview::of(path) {
            InInterview::Answer(at) => self.answers.extend(answer(heads)?.map(|answer| (at, answer))),
            InInterview::Repeat(at) => self.instances.push((at, instances(heads)?)),
            InInterview::Meta | InInterview::File(_) | InInterview::Other(_) => {}
        }
        Ok(())
    }
}

impl<'g> SeenAnswer<'g> {
    fn of(answer: &'g StoredAnswer) -> Self {
        match answer {
            StoredAnswer::Value(text) => Self::Value(text),
            StoredAnswer::Choices(names) => Self::Choices(names.iter().map(String::as_str).collect()),
            StoredAnswer::Partial(text) => Self::Partial(text.clone()),
            StoredAnswer::Declined => Self::Declined,
            StoredAnswer::Unknown => Self::Unknown,
            StoredAnswer::Later => Self::Later,
        }
    }
}

/// As [`super::answer`] reads it.
fn answer<'g>(heads: &[Glance<'g>]) -> Result<Option<SeenAnswer<'g>>, HeadsError> {
    match Glance::latest(heads).map(Glance::value).transpose()? {
        Some(Glimpse::Text(text)) => return Ok(Some(SeenAnswer::Value(text))),
        Some(Glimpse::State(State::Declined)) => return Ok(Some(SeenAnswer::Declined)),
        Some(Glimpse::State(State::Unknown)) => return Ok(Some(SeenAnswer::Unknown)),
        Some(Glimpse::State(State::Later)) => return Ok(Some(SeenAnswer::Later)),
        Some(Glimpse::Other(other)) => {
            if let Some([kind, Value::Text(date)]) = other.as_list()
                && kind.as_text() == Some(PARTIAL)
            {
                return Ok(Some(SeenAnswer::Partial(date.clone())));
            }
        }
        _ => {}
    }
    let mut choices = Vec::new();
    for head in heads.iter().filter(|head| head.kind == OpKind::Add) {
        if let Glimpse::Text(choice) = head.value()? {
            choices.push(choice);
        }
    }
    choices.sort_unstable();
    choices.dedup();
    Ok((!choices.is_empty()).then_some(SeenAnswer::Choices(choices)))
}

/// As [`super::instances`] reads them.
fn instances(heads: &[Glance<'_>]) -> Result<Vec<InstanceId>, HeadsError> {
    let mut ids = Vec::new();
    for head in heads.iter().filter(|head| head.kind == OpKind::InstanceAdd) {
        if let Glimpse::Bytes(bytes) = head.value()? {
            ids.extend(bytes.try_into().map(InstanceId::from_bytes));
        }
    }
    ids.sort_unstable();
    ids.dedup();
    Ok(ids)
}
