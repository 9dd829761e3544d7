//! What a form computes: its expressions and the order in which they settle.

use std::collections::BTreeMap;

use crate::expr::Program;
use crate::read::EntityLogic;

/// The computing part of a form.
#[derive(Debug, Default)]
pub(crate) struct Logic {
    /// One for each row of the form.
    pub(crate) rows: Vec<RowLogic>,
    /// Everything that is kept up to date, in an order in which nothing is read before it has settled.
    pub(crate) units: Vec<Unit>,
    /// Who reads a row: unit and how many repeats reader and row have in common.
    pub(crate) readers: Vec<Vec<(usize, usize)>>,
    /// Slots of the outermost block.
    pub(crate) root_size: usize,
    /// One for each entity of the form.
    pub(crate) entities: Vec<EntityLogic>,
    /// Units that read the clock.
    pub(crate) clock: Vec<usize>,
}

/// The computing part of one row.
#[derive(Debug, Default)]
pub(crate) struct RowLogic {
    /// Repeats that hold the row, outermost first. A repeat does not hold itself.
    pub(crate) chain: Vec<usize>,
    /// Its place in the block of the innermost repeat.
    pub(crate) offset: usize,
    /// The row after its last descendant.
    pub(crate) end: usize,
    /// Slots that an instance takes, if it is a repeat.
    pub(crate) size: usize,
    pub(crate) calculation: Option<Program>,
    pub(crate) relevant: Option<Program>,
    pub(crate) required: Rule,
    pub(crate) readonly: Rule,
    pub(crate) constraint: Option<Program>,
    pub(crate) filter: Option<Program>,
    pub(crate) count: Option<Program>,
    pub(crate) default: Default,
    pub(crate) preload: Option<Preload>,
    /// Rows whose calculation runs when this row's value changes.
    pub(crate) triggers: Vec<usize>,
    /// Does its own calculation wait for a trigger?
    pub(crate) triggered: bool,
    pub(crate) label: Option<Template>,
    pub(crate) hint: Option<Template>,
    pub(crate) constraint_message: Option<Template>,
    pub(crate) required_message: Option<Template>,
    /// Units of this row.
    pub(crate) units: Vec<usize>,
    /// Its constraint's unit.
    pub(crate) constraint_unit: Option<usize>,
}

/// A yes or no that may depend on answers.
#[derive(Debug, Default)]
pub(crate) enum Rule {
    #[default]
    Never,
    Always,
    When(Program),
}

#[derive(Debug, Default)]
pub(crate) enum Default {
    #[default]
    None,
    Static(String),
    Dynamic(Program),
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Preload {
    Start,
    End,
    Today,
    Property(String),
}

/// A text with expressions in it, by language.
pub(crate) type Template = BTreeMap<String, Vec<Part>>;

#[derive(Debug)]
pub(crate) enum Part {
    Text(String),
    Expression(Program),
}

/// Something that is kept up to date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Unit {
    pub(crate) row: usize,
    pub(crate) kind: UnitKind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum UnitKind {
    Relevant,
    Calculation,
    Count,
    Filter,
    Required,
    Readonly,
    Constraint,
    Texts,
}

impl Rule {
    pub(crate) const fn program(&self) -> Option<&Program> {
        match self {
            Self::When(program) => Some(program),
            _ => None,
        }
    }
}

impl RowLogic {
    /// The expression of a unit of this row; texts have several.
    pub(crate) const fn program(&self, kind: UnitKind) -> Option<&Program> {
        match kind {
            UnitKind::Relevant => self.relevant.as_ref(),
            UnitKind::Calculation => self.calculation.as_ref(),
            UnitKind::Count => self.count.as_ref(),
            UnitKind::Filter => self.filter.as_ref(),
            UnitKind::Required => self.required.program(),
            UnitKind::Readonly => self.readonly.program(),
            UnitKind::Constraint => self.constraint.as_ref(),
            UnitKind::Texts => None,
        }
    }
}
