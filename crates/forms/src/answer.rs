//! What goes into a session and what comes out of it.

use std::collections::BTreeMap;
use std::fmt;

use pana_model::{InstanceId, Moment, PartialDate};

use crate::form::Texts;

/// An answer, or the state that stands in its place. Everything but [`Answer::Value`] is blank to expressions.
/// `Declined`, `Unknown` and `Partial` satisfy `required`; `Later` and `Blank` do not.
#[derive(Clone, PartialEq, Eq, Default)]
pub enum Answer {
    /// Nothing yet.
    #[default]
    Blank,
    /// The value as it is stored: text, `2024-06-15`, `yes`, or several choice names with spaces between.
    Value(String),
    /// A date whose day or month is not known.
    Partial(PartialDate),
    /// Does not wish to answer.
    Declined,
    /// Does not know.
    Unknown,
    /// Ask later.
    Later,
}

/// Says which state it is and never what was answered.
impl fmt::Debug for Answer {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::Blank => "Blank",
            Self::Value(_) => "Value(…)",
            Self::Partial(_) => "Partial(…)",
            Self::Declined => "Declined",
            Self::Unknown => "Unknown",
            Self::Later => "Later",
        })
    }
}

impl Answer {
    /// `Value`, or `Blank` for an empty text.
    pub fn from_text(text: impl Into<String>) -> Self {
        let text = text.into();
        if text.is_empty() { Self::Blank } else { Self::Value(text) }
    }

    /// Is there nothing, not even a state?
    pub const fn is_blank(&self) -> bool {
        matches!(self, Self::Blank)
    }

    /// Does it satisfy `required`?
    pub const fn settles(&self) -> bool {
        !matches!(self, Self::Blank | Self::Later)
    }
}

/// What a session is told about its surroundings.
#[derive(Debug, Clone)]
pub struct Context {
    /// The time that `now()`, `today()` and the types `start`, `end`, `today` give.
    pub now: Moment,
    /// What `bind::jr:preload` = `property` and the types `username`, `deviceid`, … are filled with.
    pub properties: BTreeMap<String, String>,
    /// Answers of the interview with this form that was saved last, by path, for `${last-saved#name}`. Empty where nobody
    /// is to see what another person said.
    pub last_saved: BTreeMap<String, String>,
    /// Where `random()`, `uuid()` and the ids of counted instances come from.
    pub seed: u64,
}

/// What a call changed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Delta {
    /// Nodes whose state is another now, and new ones, in document order.
    pub changed: Vec<String>,
    /// Nodes that are gone.
    pub gone: Vec<String>,
    /// Did nodes come or go?
    pub order_changed: bool,
    /// What of a snapshot is another now.
    pub kept: Changes,
    /// May what entities get be another now? Where this is not said, it is what it was.
    pub entities: bool,
}

/// What of a [`Snapshot`] is another now, by the same names; `None` is there no more. What stayed is not named.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Changes {
    /// Answers.
    pub answers: BTreeMap<String, Option<Answer>>,
    /// Calculated values.
    pub calculated: BTreeMap<String, Option<String>>,
    /// Lists of instances.
    pub instances: BTreeMap<String, Option<Vec<InstanceId>>>,
}

/// Says which nodes changed and never what was answered.
impl fmt::Debug for Changes {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (answers, calculated): (Vec<_>, Vec<_>) = (self.answers.keys().collect(), self.calculated.keys().collect());
        let (name, lists) = ("instances", &self.instances);
        out.debug_struct("Changes")
            .field("answers", &answers)
            .field("calculated", &calculated)
            .field(name, lists)
            .finish()
    }
}

impl Changes {
    /// What makes the one snapshot the other.
    pub fn between(before: &Snapshot, now: &Snapshot) -> Self {
        Self {
            answers: between(&before.answers, &now.answers),
            calculated: between(&before.calculated, &now.calculated),
            instances: between(&before.instances, &now.instances),
        }
    }

    /// Takes up what changed afterwards: what both name is as the later says.
    pub fn then(&mut self, later: Self) {
        self.answers.extend(later.answers);
        self.calculated.extend(later.calculated);
        self.instances.extend(later.instances);
    }

    /// Makes a snapshot of before one of now.
    pub fn apply(self, to: &mut Snapshot) {
        apply(self.answers, &mut to.answers);
        apply(self.calculated, &mut to.calculated);
        apply(self.instances, &mut to.instances);
    }
}

fn between<V: Clone + PartialEq>(
    before: &BTreeMap<String, V>,
    now: &BTreeMap<String, V>,
) -> BTreeMap<String, Option<V>> {
    let gone = before.keys().filter(|at| !now.contains_key(*at)).map(|at| (at.clone(), None));
    let other = now.iter().filter(|(at, value)| before.get(*at) != Some(*value));
    gone.chain(other.map(|(at, value)| (at.clone(), Some(value.clone())))).collect()
}

fn apply<V>(changes: BTreeMap<String, Option<V>>, to: &mut BTreeMap<String, V>) {
    for (at, value) in changes {
        match value {
            Some(value) => drop(to.insert(at, value)),
            None => drop(to.remove(&at)),
        }
    }
}

/// How far a run is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Progress {
    /// Questions that apply and that nobody but a person answers.
    pub asked: u32,
    /// Those of them that have an answer, or a state in its place.
    pub answered: u32,
}

/// Why a call did nothing.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SetError {
    /// There is no such node, or no such instance any more.
    #[error("there is no such node")]
    NoSuchNode,
    /// The node takes no answer: a group, a note, a calculation, or it is read-only.
    #[error("this node takes no answer")]
    NotAnswerable,
    /// Not a repeat to which instances can be added or from which they can be removed: the form itself counts them.
    #[error("the form itself counts these instances")]
    Counted,
    /// The repeat has as many instances as we take.
    #[error("the repeat has as many instances as are allowed")]
    TooMany,
    /// An instance with this id is there already.
    #[error("this instance is there already")]
    InstanceTwice,
}

/// What is wrong with an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AnswerProblem {
    /// It must have an answer.
    Required {
        /// The questionnaire's own message; empty when it has none.
        message: Texts,
    },
    /// The answer does not fit the constraint.
    Constraint {
        /// The questionnaire's own message; empty when it has none.
        message: Texts,
    },
    /// The text is not of the question's type. It is kept as typed and is blank to expressions.
    Type {
        /// What was expected.
        code: Expected,
    },
}

impl AnswerProblem {
    /// Is it not known whether there is one, since the pattern of the constraint would take too long?
    pub const fn is_undecided(&self) -> bool {
        matches!(self, Self::Type { code: Expected::Undecided })
    }
}

macro_rules! expected {
    ($($(#[$doc:meta])* $name:ident = $text:literal,)*) => {
        /// What the text of an answer should have been.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Expected { $($(#[$doc])* $name,)* }

        impl Expected {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// The word, in kebab case, as text keys name it.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $text,)* }
            }
        }
    };
}

expected! {
    /// A whole number.
    Integer = "integer",
    /// A number.
    Decimal = "decimal",
    /// A date.
    Date = "date",
    /// A time of day.
    Time = "time",
    /// A date with a time.
    DateTime = "date-time",
    /// One of the choices.
    Choice = "choice",
    /// A place, or as many as a line or an area has.
    Geopoint = "geopoint",
    /// A number of the scale.
    Range = "range",
    /// A shorter text.
    TooLong = "too-long",
    /// A smaller number: one with so many figures has no place in the answers.
    TooLarge = "too-large",
    /// One that the pattern in the constraint can be tried on in the time there is: whether it fits is not known.
    Undecided = "undecided",
}

/// The state of one node now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NodeState {
    /// Where: the path with instance ids.
    pub at: String,
    /// The row of the questionnaire.
    pub path: String,
    /// Does it apply now?
    pub relevant: bool,
    /// Must it have an answer?
    pub required: bool,
    /// May it not be changed?
    pub readonly: bool,
    /// Is it calculated? It can still be typed over, as long as it is not read-only.
    pub calculated: bool,
    /// The answer, kept while the node does not apply.
    pub answer: Answer,
    /// What is wrong with it.
    pub problem: Option<AnswerProblem>,
    /// Label, where it changes with answers.
    pub label: Option<Texts>,
    /// Hint, where it changes with answers.
    pub hint: Option<Texts>,
    /// Guidance for the worker, where it changes with answers.
    pub guidance: Option<Texts>,
    /// Choices that are offered now, as indices into the node's list, where a filter applies.
    pub choices: Option<Vec<usize>>,
}

impl NodeState {
    /// Does the form itself give the answer, so that nobody need be asked?
    pub const fn is_given(&self) -> bool {
        self.readonly || self.calculated
    }
}

/// An effective answer, for storing and exporting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Value {
    /// The node.
    pub at: String,
    /// The row of the questionnaire.
    pub path: String,
    /// The answer.
    pub answer: Answer,
    /// Does the node apply? What does not apply is not exported.
    pub relevant: bool,
    /// Was it calculated, not entered?
    pub calculated: bool,
}

/// All that must be kept to go on with a session later.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Snapshot {
    /// Entered, defaulted and fixed answers by node. Blank ones are left out.
    pub answers: BTreeMap<String, Answer>,
    /// Calculated values, which a restored session makes anew: for reading without the form. Those that are made only
    /// once (`once()`, triggers, random numbers) are put back.
    pub calculated: BTreeMap<String, String>,
    /// Instances of each repeat, in order.
    pub instances: BTreeMap<String, Vec<InstanceId>>,
}

/// What a restored session could not take over.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CarryReport {
    /// Answers to nodes that the form no longer has.
    pub lost: BTreeMap<String, Answer>,
    /// Instances of repeats that the form no longer has.
    pub lost_instances: BTreeMap<String, Vec<InstanceId>>,
}

/// What one entity is to get from this interview.
#[derive(Clone, PartialEq, Eq)]
pub struct EntityWrite {
    /// The entity list: `person`, `household`.
    pub list: String,
    /// The repeat instance it comes from.
    pub instance: Option<InstanceId>,
    /// The id of the entity to update, when the form gives one.
    pub entity_id: Option<String>,
    /// Is it to be made if it is not there?
    pub create: bool,
    /// Its label.
    pub label: String,
    /// Values by property. Blank ones are left out.
    pub properties: BTreeMap<String, String>,
    /// The node each property came from.
    pub sources: BTreeMap<String, String>,
}

impl fmt::Debug for EntityWrite {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<_> = self.properties.keys().collect();
        out.debug_struct("EntityWrite").field("list", &self.list).field("properties", &names).finish_non_exhaustive()
    }
}
