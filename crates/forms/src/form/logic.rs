//! What a form computes: its expressions and the order in which they settle.

use std::collections::BTreeMap;

use super::lookup::Lookups;
use crate::expr::{Function, Op, Program, Reference};
use crate::index::{Indexed, ItemIndex, NodeIndex, SumIndex, UnitIndex};

/// The computing part of a form.
#[derive(Debug, Default)]
pub(crate) struct Logic {
    /// One for each row of the form.
    pub(crate) rows: Indexed<NodeIndex, RowLogic>,
    /// Everything that is kept up to date, in an order in which nothing is read before it has settled.
    pub(crate) units: Indexed<UnitIndex, Unit>,
    /// Who reads a row: unit and how many repeats reader and row have in common.
    pub(crate) readers: Indexed<NodeIndex, Vec<(UnitIndex, usize)>>,
    /// Slots of the outermost block.
    pub(crate) root_size: usize,
    /// One for each entity of the form.
    pub(crate) entities: Vec<EntityLogic>,
    /// Labels of choices that change with answers, by list and place in it.
    pub(crate) choice_labels: BTreeMap<String, BTreeMap<ItemIndex, Template>>,
    /// What an interview is called.
    pub(crate) instance_name: Option<Program>,
    /// What certain instances begin with.
    pub(crate) begins: Vec<Begins>,
    /// Units that read texts of the form, which are in one language or another.
    pub(crate) in_words: Vec<UnitIndex>,
    /// Units that read the clock.
    pub(crate) clock: Vec<UnitIndex>,
    /// What expressions add up of rows that each count by themselves.
    pub(crate) row_sums: Indexed<SumIndex, RowSum>,
    /// Items of lists by what stands in their columns.
    pub(crate) lookups: Lookups,
}

/// The computing part of one row.
#[derive(Debug)]
pub(crate) struct RowLogic {
    /// Repeats that hold the row, outermost first. A repeat does not hold itself.
    pub(crate) chain: Vec<NodeIndex>,
    /// The same with itself at the end, where each instance is asked whether it applies; else empty.
    pub(crate) each: Vec<NodeIndex>,
    /// Its place in the block of the innermost repeat.
    pub(crate) offset: usize,
    /// The row after its last descendant.
    pub(crate) end: NodeIndex,
    /// Slots that an instance takes, if it is a repeat.
    pub(crate) size: usize,
    pub(crate) calculation: Option<Program>,
    pub(crate) relevant: Option<Program>,
    pub(crate) required: Rule,
    pub(crate) readonly: Rule,
    pub(crate) constraint: Option<Program>,
    pub(crate) filter: Option<Program>,
    /// Where the choices are answers: which.
    pub(crate) answers: Option<Reference>,
    /// The seed of their order, where that is random and the form says by which.
    pub(crate) seed: Option<Program>,
    /// Does `or_other` add a choice that no filter takes away?
    pub(crate) keeps_other: bool,
    pub(crate) count: Option<Program>,
    /// Is the count an expression of its own and not the answer to one question?
    pub(crate) own_count: bool,
    /// The list whose choices its instances are about.
    pub(crate) follows: Option<Follows>,
    pub(crate) initial: Initial,
    pub(crate) preload: Option<Preload>,
    /// What is set when this row's value changes.
    pub(crate) triggers: Vec<Trigger>,
    /// Does its own calculation wait for a trigger?
    pub(crate) triggered: bool,
    /// Which node the trigger means, where that is not each that could be.
    pub(crate) triggered_at: Option<Program>,
    /// What other triggers set it to: an XForm may have several for one node.
    pub(crate) further: Vec<Setting>,
    pub(crate) label: Option<Template>,
    /// That of each instance of a repeat, where it is not the same in all.
    pub(crate) each_label: Option<Template>,
    pub(crate) hint: Option<Template>,
    pub(crate) guidance: Option<Template>,
    pub(crate) constraint_message: Option<Template>,
    pub(crate) required_message: Option<Template>,
    /// Units of this row.
    pub(crate) units: Vec<UnitIndex>,
    /// Its constraint's unit.
    pub(crate) constraint_unit: Option<UnitIndex>,
    /// What expressions add up of it.
    pub(crate) totals: Vec<Total>,
    /// In which sums of rows it is.
    pub(crate) sums: Vec<SumIndex>,
    /// If it is a repeat: the rows in its instances, itself among them, that have totals.
    pub(crate) added_up: Vec<NodeIndex>,
}

/// What a changed value sets off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Trigger {
    /// The row that is set.
    pub(crate) row: NodeIndex,
    /// To which of its further settings; `None`: to its calculation.
    pub(crate) further: Option<usize>,
}

/// What a trigger sets a row to.
#[derive(Debug)]
pub(crate) struct Setting {
    /// Nothing takes away what is there.
    pub(crate) value: Option<Program>,
    /// Which node it means, where that is not each that could be.
    pub(crate) at: Option<Program>,
}

/// A list, and which of its choices an instance of a counted repeat is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Follows {
    /// The question, seen from the repeat.
    pub(crate) list: Reference,
    /// What is added to the place of an instance, from 1, to give that of its choice, from 0: nearly always -1.
    pub(crate) shift: i64,
}

/// A row whose answers some expression adds up, from under blocks that lie in so many repeats.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Total {
    pub(crate) common: usize,
    /// Are the least and the greatest asked for?
    pub(crate) extremes: bool,
}

/// What is added up of rows that lie in no repeat, each let in by what stands in it.
#[derive(Debug)]
pub(crate) struct RowSum {
    pub(crate) rows: Vec<NodeIndex>,
    /// What lets a row in; each looks at its text alone.
    pub(crate) predicates: Vec<Program>,
    /// Are the least and the greatest asked for?
    pub(crate) extremes: bool,
}

/// What an entity computes.
#[derive(Debug, Default)]
pub(crate) struct EntityLogic {
    pub(crate) label: Option<Program>,
    pub(crate) id: Option<Program>,
    pub(crate) create_if: Option<Program>,
    pub(crate) update_if: Option<Program>,
}

/// A yes or no that may depend on answers.
#[derive(Debug, Default)]
pub(crate) enum Rule {
    #[default]
    Never,
    Always,
    When(Program),
}

/// What a question begins with.
#[derive(Debug, Default)]
pub(crate) struct Initial {
    /// As it stands.
    pub(crate) text: String,
    /// What is worked out once, and takes its place.
    pub(crate) expression: Option<Program>,
    pub(crate) on: InitialOn,
    /// Does it take the place of what is calculated? So XForms have it; in an XLSForm the calculation stands.
    pub(crate) over: bool,
    /// What takes its place in an instance that is added, where that is another.
    pub(crate) new: Option<Program>,
    /// What it is set to each time the run is opened, and when it is looked through to be finished: XForms have these.
    pub(crate) load: Option<Program>,
    pub(crate) finish: Option<Program>,
}

impl Initial {
    /// What is worked out once, in an instance that is added or at the beginning.
    pub(crate) const fn program(&self, added: bool) -> Option<&Program> {
        match (&self.new, &self.expression) {
            (Some(new), _) if added => Some(new),
            (_, expression) => expression.as_ref(),
        }
    }

    /// Its expressions.
    pub(crate) fn programs(&self) -> impl Iterator<Item = &Program> {
        [&self.expression, &self.new, &self.load, &self.finish].into_iter().flatten()
    }
}

/// When an initial value is worked out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum InitialOn {
    /// When the form is opened and when an instance is added.
    #[default]
    Both,
    Load,
    New,
}

/// How a repeat or a question begins that is in a certain instance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Begins {
    /// The node, with the places of instances from 1: `/data/visit[2]/day`.
    pub(crate) at: String,
    pub(crate) with: With,
}

/// With how many instances, or with which value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum With {
    Instances(usize),
    Value(String),
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
    pub(crate) row: NodeIndex,
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

impl EntityLogic {
    /// Its expressions.
    pub(crate) fn programs(&self) -> impl Iterator<Item = &Program> {
        [&self.label, &self.id, &self.create_if, &self.update_if].into_iter().flatten()
    }
}

impl Logic {
    /// Calls `visit` with every expression of the form.
    pub(crate) fn visit(&self, visit: &mut dyn FnMut(&Program)) {
        let template = |template: &Template, visit: &mut dyn FnMut(&Program)| {
            let parts = template.values().flatten();
            parts
                .filter_map(|part| if let Part::Expression(program) = part { Some(program) } else { None })
                .for_each(visit);
        };
        for row in self.rows.iter() {
            let (required, readonly) = (row.required.program(), row.readonly.program());
            let rules = [row.relevant.as_ref(), row.constraint.as_ref(), row.filter.as_ref(), required, readonly];
            let values = [row.calculation.as_ref(), row.count.as_ref()];
            rules
                .into_iter()
                .chain(values)
                .chain([row.triggered_at.as_ref(), row.seed.as_ref()])
                .flatten()
                .chain(row.initial.programs())
                .chain(row.further.iter().flat_map(|setting| [&setting.value, &setting.at]).flatten())
                .for_each(&mut *visit);
            let texts =
                [&row.label, &row.each_label, &row.hint, &row.guidance, &row.constraint_message, &row.required_message];
            texts.into_iter().flatten().for_each(|one| template(one, visit));
        }
        self.choice_labels.values().flat_map(BTreeMap::values).for_each(|one| template(one, visit));
        self.entities.iter().flat_map(EntityLogic::programs).chain(&self.instance_name).for_each(visit);
    }

    /// The repeats that hold what a unit is worked out for.
    pub(crate) fn chain(&self, unit: Unit) -> &[NodeIndex] {
        match self.rows.get(unit.row) {
            Some(row) if unit.kind == UnitKind::Relevant && !row.each.is_empty() => &row.each,
            Some(row) => &row.chain,
            None => &[],
        }
    }
}

impl RowLogic {
    /// Is its value kept up to date by a calculation, one that waits for no trigger?
    pub(crate) const fn is_calculated(&self) -> bool {
        self.calculation.is_some() && !self.triggered
    }

    /// Does its calculation look whether it has been made before: `once()`?
    pub(crate) fn is_made_once(&self) -> bool {
        let mut once = false;
        let look = &mut |op: &Op| once |= matches!(op, Op::Call(Function::Once, _));
        self.calculation.iter().filter(|_| !self.triggered).for_each(|program| program.visit(look));
        once
    }

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
