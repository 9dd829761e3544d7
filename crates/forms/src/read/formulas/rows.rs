//! Every expression of a form, compiled and linked, with what it depends on.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::expr::{Axis, Function, Op, Program, Reference, Start, Surroundings, is_name, parse};
use crate::form::{
    Follows, Initial, InitialOn, Node, NodeIndex, QuestionType, Rule, Setting, Template, Texts, Trigger, Unit, UnitKind,
};
use crate::index::Indexed;
use crate::problem::ProblemCode;
use crate::read::choices::lists::Lists;
use crate::read::formulas::cells::Cells;
use crate::read::formulas::formula::{Compiled, program};
use crate::read::formulas::link::Owner;
use crate::read::formulas::names::{At, Names};
use crate::read::formulas::reads::Dependency;
use crate::read::formulas::references::is_reference;
use crate::read::formulas::texts::{ChoiceLabels, is_template, parts};
use crate::read::formulas::{defaults, texts, triggers};
use crate::read::layout::Layout;
use crate::read::report::{Place, Report};
use crate::read::sheets::words::{as_formula, clean, is_no, is_yes};
use crate::read::survey::types::constraint_of;
/// Columns that hold an expression, or a value in its place.
const EXPRESSIONS: [&str; 15] = [
    "relevant",
    "calculation",
    "constraint",
    "required",
    "read_only",
    "repeat_count",
    "choice_filter",
    "default",
    "default_value",
    "default_expression",
    "default_on",
    "new_expression",
    "load_expression",
    "finish_expression",
    "trigger",
];

/// The setting `add_none_option`: who chooses "none" chooses nothing else.
const NONE_ALONE: &str = "(.='none' or not(selected(., 'none')))";

/// All formulas of a form.
pub(crate) struct Formulas {
    /// One for each row.
    pub(crate) rows: Indexed<NodeIndex, RowFormulas>,
    /// Labels of choices that change with answers, by list and place in it.
    pub(crate) choice_labels: ChoiceLabels,
    /// What is kept up to date, with what it reads.
    pub(crate) compiled: Vec<Compiled>,
    /// What each row sets off when it changes.
    pub(crate) triggers: Indexed<NodeIndex, Vec<Trigger>>,
}

/// The formulas of one row.
pub(crate) struct RowFormulas {
    /// The repeats around it and itself, where each instance is asked whether it applies; else empty.
    pub(crate) each: Vec<NodeIndex>,
    pub(crate) calculation: Option<Program>,
    pub(crate) relevant: Option<Program>,
    pub(crate) required: Rule,
    pub(crate) readonly: Rule,
    pub(crate) constraint: Option<Program>,
    pub(crate) filter: Option<Program>,
    pub(crate) answers: Option<Reference>,
    pub(crate) seed: Option<Program>,
    pub(crate) count: Option<Program>,
    pub(crate) own_count: bool,
    pub(crate) follows: Option<Follows>,
    pub(crate) initial: Initial,
    pub(crate) triggered: bool,
    pub(crate) triggered_at: Option<Program>,
    pub(crate) further: Vec<Setting>,
    pub(crate) texts: RowTexts,
    /// As they stand in the cells, by column.
    pub(crate) written: BTreeMap<&'static str, String>,
}

/// The texts of one row that change with answers.
pub(crate) struct RowTexts {
    pub(crate) label: Option<Template>,
    /// That of each instance of a repeat, where it names what lies in the instance.
    pub(crate) each_label: Option<Template>,
    pub(crate) hint: Option<Template>,
    pub(crate) guidance: Option<Template>,
    pub(crate) constraint_message: Option<Template>,
    pub(crate) required_message: Option<Template>,
}

/// What formulas are compiled with.
#[derive(Clone, Copy)]
pub(crate) struct Around<'a, 'b, 'n> {
    pub(crate) layout: &'b Layout,
    pub(crate) lists: &'b Lists,
    pub(crate) cells: &'b Cells<'a, 'b>,
    pub(crate) names: &'b Names<'n>,
    /// The setting `add_none_option`.
    pub(crate) adds_none: bool,
}

/// Compiles every row.
pub(crate) fn compile(around: Around<'_, '_, '_>, report: &mut Report<'_>) -> Formulas {
    let Around { layout, lists, cells, names, .. } = around;
    let mut compiled = Vec::new();
    let choice_labels = texts::choice_labels(lists, cells, names, report);
    for ((index, node), spot) in layout.nodes.enumerate().zip(layout.spots.iter()) {
        let reads = node.labels_from().map(|list| names.reads_of_labels(list, &spot.chain)).unwrap_or_default();
        if !reads.is_empty() {
            let unit = Unit { row: index, kind: UnitKind::Texts };
            compiled.push(Compiled { unit, reads, column: "label", surroundings: Surroundings::default() });
        }
    }
    let mut rows = Vec::with_capacity(layout.nodes.len());
    for ((index, node), spot) in layout.nodes.enumerate().zip(layout.spots.iter()) {
        let owner = Owner { at: At::Row(index), chain: spot.chain.clone() };
        rows.push(RowCompiler { index, node, owner, around, out: &mut compiled }.compile(report));
    }
    let triggers = triggers::find(layout, cells, report);
    Formulas { rows: rows.into(), choice_labels, compiled, triggers }
}

pub(super) struct RowCompiler<'a, 'b, 'n, 'o> {
    pub(super) index: NodeIndex,
    pub(super) node: &'b Node,
    pub(super) owner: Owner,
    pub(super) around: Around<'a, 'b, 'n>,
    out: &'o mut Vec<Compiled>,
}

impl<'a, 'b> RowCompiler<'a, 'b, '_, '_> {
    pub(super) const fn cells(&self) -> &'b Cells<'a, 'b> {
        self.around.cells
    }

    /// The text of a cell of this row.
    pub(super) fn get(&self, column: &str) -> &'b str {
        self.around.cells.get(self.index, column)
    }

    pub(super) fn unit(
        &mut self,
        kind: UnitKind,
        column: &'static str,
        surroundings: Surroundings,
        reads: Vec<Dependency>,
    ) {
        self.out.push(Compiled { unit: Unit { row: self.index, kind }, reads, column, surroundings });
    }

    fn cell(&mut self, kind: UnitKind, column: &'static str, text: &str, report: &mut Report<'_>) -> Option<Program> {
        let place = self.cells().place(self.index, column);
        let (program, linked) = program(text, place, self.around.names, &self.owner, report)?;
        self.unit(kind, column, program.surroundings(), linked.dependencies);
        Some(program)
    }

    /// An expression that is worked out when it is wanted and not kept up to date.
    fn once(&self, column: &'static str, report: &mut Report<'_>) -> Option<Program> {
        let place = self.cells().place(self.index, column);
        program(as_formula(self.get(column), column), place, self.around.names, &self.owner, report)
            .map(|(program, _)| program)
    }

    fn rule(&mut self, kind: UnitKind, column: &'static str, report: &mut Report<'_>) -> Rule {
        let text = self.get(column);
        if is_yes(text) {
            Rule::Always
        } else if is_no(text) {
            Rule::Never
        } else {
            self.cell(kind, column, text, report).map_or(Rule::Never, Rule::When)
        }
    }

    fn compile(mut self, report: &mut Report<'_>) -> RowFormulas {
        let question_type = self.node.question_type;
        let (relevant, each) = self.relevant(report);
        let required = self.rule(UnitKind::Required, "required", report);
        let readonly = self.rule(UnitKind::Readonly, "read_only", report);
        let constraint = self.constraint(report);
        let count = if question_type == QuestionType::Repeat {
            self.cell(UnitKind::Count, "repeat_count", self.get("repeat_count"), report)
        } else {
            None
        };
        let triggered = !self.get("trigger").is_empty();
        let text = as_formula(self.get("calculation"), "calculation");
        let calculation = if triggered {
            self.once("calculation", report)
        } else {
            self.cell(UnitKind::Calculation, "calculation", text, report)
        };
        let triggered_at = self.once("trigger_ref", report);
        let initial = self.initial(report);
        if question_type == QuestionType::Calculate && text.is_empty() && initial.expression.is_none() {
            let place = self.cells().place(self.index, "type");
            report.error(place, ProblemCode::CalculationMissing, &[("name", self.get("name"))]);
        }
        let (filter, answers) = match self.node.choices_from {
            Some(source) => self.answers(source, self.get("choice_filter"), report),
            // Only a select has choices.
            None if self.node.list.is_none() => (None, None),
            None => (self.filter(self.get("choice_filter"), report), None),
        };
        let seed = self.seed(report);
        let texts = self.texts(report);
        let own_count = count.is_some() && !is_reference(self.get("repeat_count"));
        let written = self.written();
        RowFormulas {
            each,
            calculation,
            relevant,
            required,
            readonly,
            constraint,
            filter,
            answers,
            seed,
            count,
            own_count,
            follows: None,
            initial,
            triggered,
            triggered_at,
            further: Vec::new(),
            texts,
            written,
        }
    }

    /// Whether it applies, and the repeats whose instances are asked it each.
    fn relevant(&mut self, report: &mut Report<'_>) -> (Option<Program>, Vec<NodeIndex>) {
        let text = self.get("relevant");
        if is_yes(text) || text.is_empty() {
            return (None, Vec::new());
        }
        // A cell that says no is a formula that does.
        let text = if is_no(text) { "false()" } else { text };
        if self.node.question_type != QuestionType::Repeat || !asks_itself(text) {
            return (self.cell(UnitKind::Relevant, "relevant", text, report), Vec::new());
        }
        self.owner.chain.push(self.index);
        let relevant = self.cell(UnitKind::Relevant, "relevant", text, report);
        let each = self.owner.chain.clone();
        self.owner.chain.pop();
        (relevant, each)
    }

    fn constraint(&mut self, report: &mut Report<'_>) -> Option<Program> {
        let text = match self.get("constraint") {
            "" => constraint_of(self.get("type")).unwrap_or_default(),
            text => as_formula(text, "constraint"),
        };
        let none = self.around.adds_none && self.node.question_type == QuestionType::SelectMultiple;
        let text = match (text, none) {
            (text, false) => Cow::Borrowed(text),
            ("", true) => Cow::Borrowed(NONE_ALONE),
            (text, true) => Cow::Owned(format!("{text} and {NONE_ALONE}")),
        };
        self.cell(UnitKind::Constraint, "constraint", &text, report)
    }

    /// The expressions as they stand in the cells.
    fn written(&self) -> BTreeMap<&'static str, String> {
        let mut out = BTreeMap::new();
        for column in EXPRESSIONS {
            let text = self.get(column).trim();
            let rule = matches!(column, "relevant" | "required" | "read_only");
            let text = as_formula(text, column);
            let text = match text {
                "" => continue,
                _ if column == "repeat_count" && self.node.question_type != QuestionType::Repeat => continue,
                _ if rule && is_yes(text) => "true()",
                _ if rule && is_no(text) => continue,
                other => other,
            };
            // A default is no formula that keeps its quotes until it is read.
            let text = if column == "default" { clean(text) } else { Cow::Borrowed(text) };
            out.insert(column, text.into_owned());
        }
        out
    }

    /// The default: as it stands, or worked out. Other formats than XLSForm say which of both it is.
    fn initial(&self, report: &mut Report<'_>) -> Initial {
        let on = match self.get("default_on") {
            "load" => InitialOn::Load,
            "new" => InitialOn::New,
            _ => InitialOn::Both,
        };
        let text = self.get("default");
        if !text.is_empty() && defaults::is_formula(text, Some(self.node.question_type)) {
            return Initial { expression: self.once("default", report), on, ..Initial::default() };
        }
        let text = if text.is_empty() { self.get("default_value") } else { text };
        Initial {
            text: clean(text).into_owned(),
            expression: self.once("default_expression", report),
            on,
            over: true,
            new: self.once("new_expression", report),
            load: self.once("load_expression", report),
            finish: self.once("finish_expression", report),
        }
    }

    fn texts(&mut self, report: &mut Report<'_>) -> RowTexts {
        let node = self.node;
        let (label, each_label) = self.label(report);
        RowTexts {
            label,
            each_label,
            hint: self.template("hint", &node.hint, report),
            guidance: self.template("guidance_hint", &node.guidance, report),
            constraint_message: self.template("constraint_message", &node.constraint_message, report),
            required_message: self.template("required_message", &node.required_message, report),
        }
    }

    /// The label, and that of each instance of a repeat where a way in it begins at the instance. To the repeat as a whole,
    /// which is none of them, such a way leads nowhere.
    fn label(&mut self, report: &mut Report<'_>) -> (Option<Template>, Option<Template>) {
        let texts = &self.node.label;
        // A name alone means the question of that name, wherever it stands.
        let begins_here = |inside: &str| !is_name(inside.trim()) && asks_itself(inside);
        let of_instance = |text: &String| texts::in_braces(text).any(begins_here);
        if self.node.question_type != QuestionType::Repeat || !texts.values().any(of_instance) {
            return (self.template("label", texts, report), None);
        }
        let blanked = |(tag, text): (&String, &String)| (tag.clone(), texts::blanked(text, begins_here));
        let label = self.template("label", &texts.iter().map(blanked).collect(), report);
        self.owner.chain.push(self.index);
        let each_label = self.template("label", texts, report);
        self.owner.chain.pop();
        (label, each_label)
    }

    fn template(&mut self, column: &'static str, texts: &Texts, report: &mut Report<'_>) -> Option<Template> {
        if !texts.values().any(|text| is_template(text)) {
            return None;
        }
        let cells = self.cells();
        let mut template = Template::new();
        let mut reads = Vec::new();
        for (tag, text) in texts {
            let place = match cells.row(self.index) {
                Some(row) => cells.survey.text_place(row, column, tag, cells.languages),
                None => Place::sheet(cells.survey.name),
            };
            let parts = parts(text, place, self.around.names, &self.owner, &mut reads, report);
            template.insert(tag.clone(), parts);
        }
        reads.sort_unstable();
        reads.dedup();
        self.unit(UnitKind::Texts, column, Surroundings::default(), reads);
        Some(template)
    }
}

/// Does the relevance of a repeat look at the instance it is asked of: `position(.) > 2`?
fn asks_itself(text: &str) -> bool {
    let from_here = |op: &Op| match op {
        Op::Call(Function::Current, _) => true,
        Op::Path(path) if matches!(path.start, Start::Context | Start::Current) => {
            path.steps.first().is_none_or(|step| step.axis != Axis::Parent)
        }
        _ => false,
    };
    parse(&clean(text)).is_ok_and(|program| program.ops.iter().any(from_here))
}
