//! Every expression of a form, compiled and linked, with what it depends on.

use std::collections::BTreeMap;

use crate::expr::{Axis, Function, Op, Program, Reference, Start, Surroundings, is_name, parse};
use crate::form::{Form, Initial, InitialOn, QuestionType, Rule, Template, Unit, UnitKind};
use crate::index::{Indexed, NodeIndex};
use crate::problem::ProblemCode;
use crate::workbook::Row;

use super::defaults;
use super::formula::{program, syntax};
use super::link::{At, Dependency, Names, Owner};
use super::nodes::Source;
use super::report::{Place, Report};
use super::survey::{is_no, is_yes};
use super::table::{Languages, Table, clean};
use super::texts::{choice_labels, is_template, parts};
use super::triggers;
use super::types::constraint_of;

/// Columns that hold an expression, or a value in its place.
const EXPRESSIONS: [&str; 12] = [
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
    "trigger",
];

/// The setting `add_none_option`: who chooses "none" chooses nothing else.
const NONE_ALONE: &str = "(.='none' or not(selected(., 'none')))";

/// Where the expressions stand.
pub(super) struct Cells<'a, 'b> {
    pub(super) survey: &'b Table<'a>,
    pub(super) choices: Option<&'b Table<'a>>,
    pub(super) sources: &'b Indexed<NodeIndex, Source>,
    pub(super) languages: &'b Languages,
}

/// A unit with what it reads, and the column it stands in.
pub(super) struct Compiled {
    pub(super) unit: Unit,
    pub(super) reads: Vec<Dependency>,
    pub(super) column: &'static str,
    pub(super) surroundings: Surroundings,
}

impl<'a> Cells<'a, '_> {
    fn row(&self, index: NodeIndex) -> Option<&'a Row> {
        self.sources.get(index).and_then(|source| source.row).and_then(|row| self.survey.rows.get(row))
    }

    pub(super) fn place(&self, index: NodeIndex, column: &str) -> Place<'a> {
        self.row(index).map_or(Place::sheet(self.survey.name), |row| self.survey.place(row, column))
    }

    pub(super) fn get(&self, index: NodeIndex, column: &str) -> &str {
        let own = self.sources.get(index).and_then(|source| source.own.as_ref());
        match own {
            Some((at, text)) if *at == column => text,
            _ => self.row(index).map_or("", |row| self.survey.get(row, column)),
        }
    }
}

pub(super) fn rows(form: &mut Form, cells: &Cells<'_, '_>, report: &mut Report<'_>) -> Vec<Compiled> {
    let names = Names::new(form);
    let mut out = Vec::new();
    let labels = choice_labels(form, cells, &names, report);
    for (index, node) in form.nodes.enumerate() {
        let reads = node.list.as_ref().and_then(|list| labels.get(list));
        if let Some(reads) = reads {
            let unit = Unit { row: index, kind: UnitKind::Texts };
            out.push(Compiled { unit, reads: reads.clone(), column: "label", surroundings: Surroundings::default() });
        }
    }
    for index in form.nodes.indices() {
        let chain = form.logic.rows.get(index).map(|row| row.chain.clone()).unwrap_or_default();
        let mut row =
            RowCompiler { index, owner: Owner { at: At::Row(index), chain }, cells, names: &names, out: &mut out };
        row.compile(form, report);
    }
    triggers::link(form, cells, report);
    out
}

struct RowCompiler<'a, 'b> {
    index: NodeIndex,
    owner: Owner,
    cells: &'b Cells<'a, 'b>,
    names: &'b Names,
    out: &'b mut Vec<Compiled>,
}

impl RowCompiler<'_, '_> {
    fn unit(&mut self, kind: UnitKind, column: &'static str, surroundings: Surroundings, reads: Vec<Dependency>) {
        self.out.push(Compiled { unit: Unit { row: self.index, kind }, reads, column, surroundings });
    }

    fn cell(&mut self, kind: UnitKind, column: &'static str, text: &str, report: &mut Report<'_>) -> Option<Program> {
        let place = self.cells.place(self.index, column);
        let (program, linked) = program(text, place, self.names, &self.owner, report)?;
        self.unit(kind, column, program.surroundings(), linked.dependencies);
        Some(program)
    }

    fn rule(&mut self, kind: UnitKind, column: &'static str, report: &mut Report<'_>) -> Rule {
        let text = self.cells.get(self.index, column);
        if is_yes(text) {
            Rule::Always
        } else if is_no(text) {
            Rule::Never
        } else {
            self.cell(kind, column, text, report).map_or(Rule::Never, Rule::When)
        }
    }

    fn compile(&mut self, form: &mut Form, report: &mut Report<'_>) {
        let (cells, index) = (self.cells, self.index);
        let question_type = form.nodes.get(index).map(|node| node.question_type);
        let relevant = cells.get(index, "relevant").to_owned();
        // A cell that says no is a formula that does.
        let relevant = if !relevant.is_empty() && is_no(&relevant) { "false()".to_owned() } else { relevant };
        let each = question_type == Some(QuestionType::Repeat) && asks_itself(&relevant);
        if each {
            self.owner.chain.push(index);
        }
        let relevant =
            if is_yes(&relevant) { None } else { self.cell(UnitKind::Relevant, "relevant", &relevant, report) };
        let each = if each {
            let with_itself = self.owner.chain.clone();
            self.owner.chain.pop();
            with_itself
        } else {
            Vec::new()
        };
        let required = self.rule(UnitKind::Required, "required", report);
        let readonly = self.rule(UnitKind::Readonly, "read_only", report);
        let constraint = match cells.get(index, "constraint") {
            "" => constraint_of(cells.get(index, "type")).unwrap_or_default(),
            text => text,
        };
        let none =
            question_type == Some(QuestionType::SelectMultiple) && form.setting("add_none_option").is_some_and(is_yes);
        let constraint = match (constraint, none) {
            ("", true) => NONE_ALONE.to_owned(),
            (constraint, true) => format!("{constraint} and {NONE_ALONE}"),
            (constraint, false) => constraint.to_owned(),
        };
        let constraint = self.cell(UnitKind::Constraint, "constraint", &constraint, report);
        let count = if question_type == Some(QuestionType::Repeat) {
            self.cell(UnitKind::Count, "repeat_count", cells.get(index, "repeat_count"), report)
        } else {
            None
        };
        let triggered = !cells.get(index, "trigger").is_empty();
        let text = cells.get(index, "calculation");
        let calculation = if triggered {
            let place = cells.place(index, "calculation");
            program(text, place, self.names, &self.owner, report).map(|(program, _)| program)
        } else {
            self.cell(UnitKind::Calculation, "calculation", text, report)
        };
        let triggered_at = {
            let place = cells.place(index, "trigger_ref");
            program(cells.get(index, "trigger_ref"), place, self.names, &self.owner, report).map(|(program, _)| program)
        };
        let initial = self.initial(question_type, report);
        if question_type == Some(QuestionType::Calculate) && text.is_empty() && initial.expression.is_none() {
            let name = cells.get(index, "name");
            report.error(cells.place(index, "type"), ProblemCode::CalculationMissing, &[("name", name)]);
        }
        let source = form.nodes.get(index).and_then(|node| node.choices_from);
        let (filter, answers) = match source {
            Some(source) => {
                let label = form.nodes.get(index).and_then(|node| node.parameters.get("label"));
                let label = label.and_then(|name| form.nodes.position(|node| node.name == *name));
                self.answers(source, label, cells.get(index, "choice_filter"), report)
            }
            // Only a select has choices.
            None if form.nodes.get(index).is_some_and(|node| node.list.is_none()) => (None, None),
            None => (self.filter(cells.get(index, "choice_filter"), report), None),
        };
        let label = self.template(form, index, "label", report);
        let hint = self.template(form, index, "hint", report);
        let guidance = self.template(form, index, "guidance_hint", report);
        let constraint_message = self.template(form, index, "constraint_message", report);
        let required_message = self.template(form, index, "required_message", report);
        let written = self.written(question_type);
        if let Some(node) = form.nodes.get_mut(index) {
            node.expressions = written;
        }
        let Some(row) = form.logic.rows.get_mut(index) else { return };
        (row.relevant, row.required, row.readonly, row.constraint) = (relevant, required, readonly, constraint);
        row.own_count = count.is_some() && !is_reference(cells.get(index, "repeat_count"));
        (row.each, row.triggered_at) = (each, triggered_at);
        (row.count, row.calculation, row.triggered, row.initial) = (count, calculation, triggered, initial);
        (row.filter, row.answers, row.label, row.hint) = (filter, answers, label, hint);
        (row.guidance, row.constraint_message, row.required_message) = (guidance, constraint_message, required_message);
    }

    /// The expressions as they stand in the cells.
    fn written(&self, question_type: Option<QuestionType>) -> BTreeMap<&'static str, String> {
        let text = |column| match column {
            "repeat_count" if question_type != Some(QuestionType::Repeat) => "",
            _ => self.cells.get(self.index, column),
        };
        let mut out = BTreeMap::new();
        for column in EXPRESSIONS {
            let text = text(column).trim();
            let rule = matches!(column, "relevant" | "required" | "read_only");
            let text = match text {
                _ if rule && is_yes(text) => "true()",
                _ if rule && is_no(text) => continue,
                "" => continue,
                other => other,
            };
            out.insert(column, text.to_owned());
        }
        out
    }

    /// In a filter, bare names are columns of the choices sheet.
    fn filter(&mut self, text: &str, report: &mut Report<'_>) -> Option<Program> {
        let place = self.cells.place(self.index, "choice_filter");
        if text.is_empty() {
            return None;
        }
        let mut program = match parse(&clean(text)) {
            Ok(program) => program,
            Err(error) => {
                syntax(&error, place, report);
                return None;
            }
        };
        let linked = self.names.link_filter(&mut program, &self.owner);
        for (code, args) in &linked.faults {
            let args: Vec<(&str, &str)> = args.iter().map(|(name, value)| (*name, value.as_str())).collect();
            report.error(place, *code, &args);
        }
        self.unit(UnitKind::Filter, "choice_filter", program.surroundings(), linked.dependencies);
        Some(program)
    }

    /// Choices that are answers: a filter looks at each instance of their repeat.
    fn answers(
        &mut self,
        source: NodeIndex,
        label: Option<NodeIndex>,
        text: &str,
        report: &mut Report<'_>,
    ) -> (Option<Program>, Option<Reference>) {
        let (reference, dependency) = self.names.answers(source, &self.owner);
        let place = self.cells.place(self.index, "choice_filter");
        let (mut reads, mut surroundings) = (vec![dependency], Surroundings::default());
        reads.extend(label.map(|target| Dependency { target, ..dependency }));
        let parsed = if text.is_empty() { None } else { Some(parse(&clean(text))) };
        let filter = match parsed {
            Some(Ok(mut program)) => {
                let linked = self.names.link_answers(&mut program, &self.owner, source);
                for (code, args) in &linked.faults {
                    let args: Vec<(&str, &str)> = args.iter().map(|(name, value)| (*name, value.as_str())).collect();
                    report.error(place, *code, &args);
                }
                // What the filter reads of one instance, it reads of all.
                let all =
                    |read: Dependency| Dependency { common: read.common.min(reference.common), soft: true, ..read };
                reads.extend(linked.dependencies.into_iter().map(all));
                surroundings = program.surroundings();
                Some(program)
            }
            Some(Err(error)) => {
                syntax(&error, place, report);
                None
            }
            None => None,
        };
        self.unit(UnitKind::Filter, "choice_filter", surroundings, reads);
        (filter, Some(reference))
    }

    /// The default: as it stands, or worked out. Other formats than XLSForm say which of both it is.
    fn initial(&self, question_type: Option<QuestionType>, report: &mut Report<'_>) -> Initial {
        let get = |column: &'static str| self.cells.get(self.index, column);
        let expression = |column: &'static str, report: &mut Report<'_>| {
            let place = self.cells.place(self.index, column);
            program(get(column), place, self.names, &self.owner, report).map(|(program, _)| program)
        };
        let on = match get("default_on") {
            "load" => InitialOn::Load,
            "new" => InitialOn::New,
            _ => InitialOn::Both,
        };
        let text = get("default");
        if defaults::is_formula(text, question_type) {
            return Initial { expression: expression("default", report), on, ..Initial::default() };
        }
        let text = if text.is_empty() { get("default_value") } else { text };
        Initial { text: text.to_owned(), expression: expression("default_expression", report), on, over: true }
    }

    fn template(
        &mut self,
        form: &Form,
        index: NodeIndex,
        column: &'static str,
        report: &mut Report<'_>,
    ) -> Option<Template> {
        let node = form.nodes.get(index)?;
        let texts = match column {
            "label" => &node.label,
            "hint" => &node.hint,
            "guidance_hint" => &node.guidance,
            "constraint_message" => &node.constraint_message,
            _ => &node.required_message,
        };
        if !texts.values().any(|text| is_template(text)) {
            return None;
        }
        let mut template = Template::new();
        let mut reads = Vec::new();
        for (tag, text) in texts {
            let place = match self.cells.row(index) {
                Some(row) => self.cells.survey.text_place(row, column, tag, self.cells.languages),
                None => Place::sheet(self.cells.survey.name),
            };
            let parts = parts(text, place, self.names, &self.owner, &mut reads, report);
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

/// `${name}` or a path, and nothing else.
pub(super) fn is_reference(text: &str) -> bool {
    let text = text.trim();
    match text.strip_prefix("${").and_then(|rest| rest.strip_suffix('}')) {
        Some(name) => is_name(name.trim()),
        None => {
            let is_step = |step: &str| matches!(step, "" | "." | "..") || is_name(step);
            text.starts_with(['/', '.']) && text.split('/').all(is_step)
        }
    }
}
