//! Every expression of a form, compiled and linked, with what it depends on.

use crate::expr::{ParseError, Program, is_name, parse};
use crate::form::{Form, QuestionType};
use crate::problem::ProblemCode;
use crate::session::{Default, Part, Rule, Template, Unit, UnitKind};
use crate::workbook::Row;

use super::entities::{Declared, EntityLogic};
use super::link::{At, Dependency, Linked, Names, Owner};
use super::nodes::Source;
use super::report::{Place, Report};
use super::survey::{is_no, is_yes};
use super::table::{Languages, Table, clean};

/// Where the expressions stand.
pub(super) struct Cells<'a, 'b> {
    pub(super) survey: &'b Table<'a>,
    pub(super) sources: &'b [Source],
    pub(super) languages: &'b Languages,
}

/// A unit with what it reads, and the column it stands in.
pub(super) struct Compiled {
    pub(super) unit: Unit,
    pub(super) reads: Vec<Dependency>,
    pub(super) column: &'static str,
    pub(super) clock: bool,
}

impl<'a> Cells<'a, '_> {
    fn row(&self, index: usize) -> Option<&'a Row> {
        self.sources.get(index).and_then(|source| source.row).and_then(|row| self.survey.rows.get(row))
    }

    pub(super) fn place(&self, index: usize, column: &str) -> Place<'a> {
        self.row(index).map_or(Place::sheet(self.survey.name), |row| self.survey.place(row, column))
    }

    fn get(&self, index: usize, column: &str) -> &'a str {
        self.row(index).map_or("", |row| self.survey.get(row, column))
    }
}

/// Compiles one cell; `None` when it is empty or cannot be read.
fn program(
    text: &str,
    place: Place<'_>,
    names: &Names,
    owner: &Owner,
    report: &mut Report<'_>,
) -> Option<(Program, Linked)> {
    let text = clean(text);
    if text.trim().is_empty() {
        return None;
    }
    let mut program = match parse(&text) {
        Ok(program) => program,
        Err(error) => {
            syntax(&error, place, report);
            return None;
        }
    };
    let linked = names.link(&mut program, owner);
    for (code, args) in &linked.faults {
        let args: Vec<(&str, &str)> = args.iter().map(|(name, value)| (*name, value.as_str())).collect();
        if *code == ProblemCode::PathUnknown {
            report.warn(place, *code, &args);
        } else {
            report.error(place, *code, &args);
        }
    }
    Some((program, linked))
}

fn syntax(error: &ParseError, place: Place<'_>, report: &mut Report<'_>) {
    match error {
        ParseError::Syntax(error) => {
            let position = error.position.to_string();
            let args = [("position", position.as_str()), ("expected", error.expected), ("value", error.found.as_str())];
            report.error(place, ProblemCode::ExpressionSyntax, &args);
        }
        ParseError::UnknownFunction { name, position } => {
            let args = [("name", name.as_str()), ("position", &position.to_string())];
            report.error(place, ProblemCode::FunctionUnknown, &args);
        }
        ParseError::Arguments { name, count, position } => {
            let args = [("name", name.as_str()), ("count", &count.to_string()), ("position", &position.to_string())];
            report.error(place, ProblemCode::FunctionArguments, &args);
        }
        ParseError::TooLarge { limit } => {
            report.error(place, ProblemCode::ExpressionTooLarge, &[("limit", &limit.to_string())]);
        }
    }
}

pub(super) fn rows(form: &mut Form, cells: &Cells<'_, '_>, report: &mut Report<'_>) -> Vec<Compiled> {
    let names = Names::new(form);
    let mut out = Vec::new();
    for index in 0..form.nodes.len() {
        let chain = form.logic.rows.get(index).map(|row| row.chain.clone()).unwrap_or_default();
        let mut row =
            RowCompiler { index, owner: Owner { at: At::Row(index), chain }, cells, names: &names, out: &mut out };
        row.compile(form, report);
    }
    triggers(form, cells, report);
    out
}

struct RowCompiler<'a, 'b> {
    index: usize,
    owner: Owner,
    cells: &'b Cells<'a, 'b>,
    names: &'b Names,
    out: &'b mut Vec<Compiled>,
}

impl RowCompiler<'_, '_> {
    fn unit(&mut self, kind: UnitKind, column: &'static str, clock: bool, reads: Vec<Dependency>) {
        self.out.push(Compiled { unit: Unit { row: self.index, kind }, reads, column, clock });
    }

    fn cell(&mut self, kind: UnitKind, column: &'static str, text: &str, report: &mut Report<'_>) -> Option<Program> {
        let place = self.cells.place(self.index, column);
        let (program, linked) = program(text, place, self.names, &self.owner, report)?;
        self.unit(kind, column, program.reads_clock(), linked.dependencies);
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
        let own = cells.sources.get(index).and_then(|source| source.relevant.clone());
        let relevant = own.unwrap_or_else(|| cells.get(index, "relevant").to_owned());
        let relevant =
            if is_yes(&relevant) { None } else { self.cell(UnitKind::Relevant, "relevant", &relevant, report) };
        let required = self.rule(UnitKind::Required, "required", report);
        let readonly = self.rule(UnitKind::Readonly, "read_only", report);
        let constraint = self.cell(UnitKind::Constraint, "constraint", cells.get(index, "constraint"), report);
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
        let default = self.default(question_type, report);
        if question_type == Some(QuestionType::Calculate) && text.is_empty() && matches!(default, Default::None) {
            let name = cells.get(index, "name");
            report.error(cells.place(index, "type"), ProblemCode::CalculationMissing, &[("name", name)]);
        }
        let filter = self.filter(cells.get(index, "choice_filter"), report);
        let label = self.template(form, index, "label", report);
        let hint = self.template(form, index, "hint", report);
        let constraint_message = self.template(form, index, "constraint_message", report);
        let required_message = self.template(form, index, "required_message", report);
        let Some(row) = form.logic.rows.get_mut(index) else { return };
        (row.relevant, row.required, row.readonly, row.constraint) = (relevant, required, readonly, constraint);
        (row.count, row.calculation, row.triggered, row.default) = (count, calculation, triggered, default);
        (row.filter, row.label, row.hint) = (filter, label, hint);
        (row.constraint_message, row.required_message) = (constraint_message, required_message);
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
        self.unit(UnitKind::Filter, "choice_filter", program.reads_clock(), linked.dependencies);
        Some(program)
    }

    fn default(&self, question_type: Option<QuestionType>, report: &mut Report<'_>) -> Default {
        let text = self.cells.get(self.index, "default");
        if text.is_empty() {
            return Default::None;
        }
        let place = self.cells.place(self.index, "default");
        if text.contains("${") || is_call(text) || is_sum(text, question_type) {
            return program(text, place, self.names, &self.owner, report)
                .map_or(Default::None, |(program, _)| Default::Dynamic(program));
        }
        Default::Static(text.to_owned())
    }

    fn template(
        &mut self,
        form: &Form,
        index: usize,
        column: &'static str,
        report: &mut Report<'_>,
    ) -> Option<Template> {
        let node = form.nodes.get(index)?;
        let texts = match column {
            "label" => &node.label,
            "hint" => &node.hint,
            "constraint_message" => &node.constraint_message,
            _ => &node.required_message,
        };
        if !texts.values().any(|text| text.contains("${")) {
            return None;
        }
        let mut template = Template::new();
        let mut reads = Vec::new();
        for (tag, text) in texts {
            let place = match self.cells.row(index) {
                Some(row) => self.cells.survey.text_place(row, column, tag, self.cells.languages),
                None => Place::sheet(self.cells.survey.name),
            };
            let mut parts = Vec::new();
            let mut rest = text.as_str();
            while let Some((before, after)) = rest.split_once("${") {
                let Some((name, after)) = after.split_once('}') else { break };
                parts.push(Part::Text(before.to_owned()));
                if let Some((program, linked)) =
                    program(&format!("${{{name}}}"), place, self.names, &self.owner, report)
                {
                    reads.extend(linked.dependencies);
                    parts.push(Part::Expression(program));
                }
                rest = after;
            }
            parts.push(Part::Text(rest.to_owned()));
            template.insert(tag.clone(), parts);
        }
        reads.sort_unstable();
        reads.dedup();
        self.unit(UnitKind::Texts, column, false, reads);
        Some(template)
    }
}

/// `name(…)`, as a function call is written.
fn is_call(text: &str) -> bool {
    text.split_once('(').is_some_and(|(name, rest)| {
        let name = name.rsplit([' ', ',', '(']).next().unwrap_or(name);
        rest.contains(')') && !name.is_empty() && is_name(name.trim_start_matches("jr:"))
    }) && parse(&clean(text)).is_ok()
}

/// Numbers with an operator between them.
fn is_sum(text: &str, question_type: Option<QuestionType>) -> bool {
    let numeric = matches!(question_type, Some(QuestionType::Integer | QuestionType::Decimal | QuestionType::Range));
    numeric && text.trim_start_matches('-').contains(['+', '-', '*']) && parse(&clean(text)).is_ok()
}

fn triggers(form: &mut Form, cells: &Cells<'_, '_>, report: &mut Report<'_>) {
    for index in 0..form.nodes.len() {
        let text = cells.get(index, "trigger");
        if text.is_empty() {
            continue;
        }
        for part in text.split(',').map(str::trim).filter(|part| !part.is_empty()) {
            let name = part.strip_prefix("${").and_then(|rest| rest.strip_suffix('}')).map(str::trim);
            let found = name.and_then(|name| form.nodes.iter().position(|node| node.name == name));
            match found.and_then(|found| form.logic.rows.get_mut(found)) {
                Some(row) => row.triggers.push(index),
                None => report.error(cells.place(index, "trigger"), ProblemCode::TriggerInvalid, &[("value", part)]),
            }
        }
    }
}

pub(super) fn entities(form: &mut Form, table: &Table<'_>, declared: &[Declared<'_>], report: &mut Report<'_>) {
    let names = Names::new(form);
    for one in declared {
        let owner = match one.repeat {
            None => Owner { at: At::Top, chain: Vec::new() },
            Some(repeat) => {
                let mut chain = form.logic.rows.get(repeat).map(|row| row.chain.clone()).unwrap_or_default();
                chain.push(repeat);
                Owner { at: At::Row(repeat), chain }
            }
        };
        let mut cell = |column: &str| {
            program(table.get(one.row, column), table.place(one.row, column), &names, &owner, report)
                .map(|(program, _)| program)
        };
        let logic = EntityLogic {
            label: cell("label"),
            id: cell("entity_id"),
            create_if: cell("create_if"),
            update_if: cell("update_if"),
        };
        form.logic.entities.push(logic);
    }
}
