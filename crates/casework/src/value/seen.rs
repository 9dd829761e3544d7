//! What a finished interview says, looked at in the bytes that a row keeps of its heads ([`Heads::glance`]): for whoever reads
//! very many interviews and changes none. The same as [`value::answers`](super::answers) and
//! [`value::instances`](super::instances) give of the heads themselves.

use std::collections::BTreeMap;

use pana_model::InstanceId;
use pana_record::{Glance, Glimpse, Heads, HeadsError, Hlc, OpKind, State, Value};

use super::{Apart, PARTIAL};
use crate::answer::{Answers, Instances, StoredAnswer};
use crate::path::InInterview;

/// What a finished interview says.
#[derive(Default, PartialEq, Eq)]
pub struct SeenInterview<'g> {
    /// Its answers by place, in the order of the places.
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
    /// Several stand that were answered apart, and nobody has said which is right: these, the latest by the clocks first. One
    /// that was taken back is not among them.
    Apart(Vec<SeenAnswer<'g>>),
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
            Self::Apart(_) => "Apart(…)",
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
    pub fn of_read(answers: &'g Answers, instances: &'g Instances, apart: &'g Apart) -> Self {
        let mut all: BTreeMap<&str, SeenAnswer<'_>> =
            answers.iter().map(|(at, answer)| (at.as_str(), SeenAnswer::of(answer))).collect();
        let sides = |sides: &'g [Option<StoredAnswer>]| sides.iter().flatten().map(SeenAnswer::of).collect();
        all.extend(apart.iter().map(|(at, answers)| (at.as_str(), SeenAnswer::Apart(sides(answers)))));
        Self {
            answers: all.into_iter().collect(),
            instances: instances.iter().map(|(at, ids)| (at.as_str(), ids.clone())).collect(),
        }
    }

    fn take(&mut self, path: &'g str, heads: &[Glance<'g>]) -> Result<(), HeadsError> {
        match InInterview::of(path) {
            InInterview::Answer(at) => self.answers.extend(answer(heads)?.map(|answer| (at, answer))),
            InInterview::Repeat(at) => self.instances.push((at, instances(heads)?)),
            InInterview::Meta | InInterview::File(_) | InInterview::From | InInterview::Other(_) => {}
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

/// As [`super::answer`] and [`super::apart`] read it.
fn answer<'g>(heads: &[Glance<'g>]) -> Result<Option<SeenAnswer<'g>>, HeadsError> {
    if let [one] = heads {
        return if one.kind == OpKind::Add { chosen(heads) } else { single(one) };
    }
    let mut different: Vec<(Glimpse<'g>, Option<SeenAnswer<'g>>, Order)> = Vec::new();
    for (nth, head) in heads.iter().enumerate() {
        if !matches!(head.kind, OpKind::Set | OpKind::Other(_)) {
            continue;
        }
        let (value, order) = (head.value()?, (head.hlc(), nth));
        match different.iter_mut().find(|(known, ..)| *known == value) {
            Some((.., latest)) => *latest = order.max(*latest),
            None => different.push((value, single(head)?, order)),
        }
    }
    let adds = || heads.iter().enumerate().filter(|(_, head)| head.kind == OpKind::Add);
    let choices = chosen(heads)?;
    let mut sides: Vec<(Option<SeenAnswer<'g>>, Order)> =
        different.into_iter().map(|(_, answer, order)| (answer, order)).collect();
    sides.extend(adds().map(|(nth, head)| (head.hlc(), nth)).max().map(|order| (choices, order)));
    sides.sort_by_key(|(_, order)| std::cmp::Reverse(*order));
    if sides.len() > 1 {
        return Ok(Some(SeenAnswer::Apart(sides.into_iter().filter_map(|(answer, _)| answer).collect())));
    }
    Ok(sides.pop().and_then(|(answer, _)| answer))
}

/// The later of two writes: by the clocks, and of equal ones by their order in the row.
type Order = (Hlc, usize);

/// What a single answer says; nothing for what is taken back, and for what is none.
fn single<'g>(head: &Glance<'g>) -> Result<Option<SeenAnswer<'g>>, HeadsError> {
    if !matches!(head.kind, OpKind::Set | OpKind::Other(_)) {
        return Ok(None);
    }
    Ok(match head.value()? {
        Glimpse::Text(text) => Some(SeenAnswer::Value(text)),
        Glimpse::State(State::Declined) => Some(SeenAnswer::Declined),
        Glimpse::State(State::Unknown) => Some(SeenAnswer::Unknown),
        Glimpse::State(State::Later) => Some(SeenAnswer::Later),
        Glimpse::Other(other) => match other.as_list() {
            Some([kind, Value::Text(date)]) if kind.as_text() == Some(PARTIAL) => {
                Some(SeenAnswer::Partial(date.clone()))
            }
            _ => None,
        },
        Glimpse::State(State::Other(_)) | Glimpse::Bytes(_) => None,
    })
}

/// The options that stand.
fn chosen<'g>(heads: &[Glance<'g>]) -> Result<Option<SeenAnswer<'g>>, HeadsError> {
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
