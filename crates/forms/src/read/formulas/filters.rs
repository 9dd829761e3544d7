//! Filters of choices, of a list or of answers that are choices, and the seed of their order.

use crate::expr::{Program, Reference, Surroundings, parse};
use crate::form::{NodeIndex, UnitKind};
use crate::problem::ProblemCode;
use crate::read::formulas::formula::{program, syntax};
use crate::read::formulas::link::Linked;
use crate::read::formulas::reads::Dependency;
use crate::read::formulas::rows::RowCompiler;
use crate::read::report::{Place, Report};
use crate::read::sheets::words::clean;

impl RowCompiler<'_, '_, '_, '_> {
    /// In a filter, bare names are columns of the choices sheet.
    pub(super) fn filter(&mut self, text: &str, report: &mut Report<'_>) -> Option<Program> {
        let place = self.cells().place(self.index, "choice_filter");
        if text.is_empty() {
            return None;
        }
        let text = clean(text);
        let mut program = match parse(&text) {
            Ok(program) => program,
            Err(error) => {
                syntax(&error, &text, place, report);
                return None;
            }
        };
        let linked = self.around.names.link_filter(&mut program, &self.owner);
        errors(&linked, place, report);
        self.unit(UnitKind::Filter, "choice_filter", program.surroundings(), linked.dependencies);
        Some(program)
    }

    /// Choices that are answers: a filter looks at each instance of their repeat.
    pub(super) fn answers(
        &mut self,
        source: NodeIndex,
        text: &str,
        report: &mut Report<'_>,
    ) -> (Option<Program>, Option<Reference>) {
        let label = self.node.parameters.get("label");
        let label = label.and_then(|name| self.around.layout.nodes.position(|node| node.name == *name));
        let (reference, dependency) = self.around.names.answers(source, &self.owner);
        let place = self.cells().place(self.index, "choice_filter");
        let (mut reads, mut surroundings) = (vec![dependency], Surroundings::default());
        reads.extend(label.map(|target| Dependency { target, ..dependency }));
        let text = clean(text);
        let parsed = if text.is_empty() { None } else { Some(parse(&text)) };
        let filter = match parsed {
            Some(Ok(mut program)) => {
                let linked = self.around.names.link_answers(&mut program, &self.owner, source);
                errors(&linked, place, report);
                // What the filter reads of one instance, it reads of all.
                let all =
                    |read: Dependency| Dependency { common: read.common.min(reference.common), soft: true, ..read };
                reads.extend(linked.dependencies.into_iter().map(all));
                surroundings = program.surroundings();
                Some(program)
            }
            Some(Err(error)) => {
                syntax(&error, &text, place, report);
                None
            }
            None => None,
        };
        self.unit(UnitKind::Filter, "choice_filter", surroundings, reads);
        (filter, Some(reference))
    }

    /// The seed of a random order: a number or a question in an XLSForm, any formula in an XForm.
    pub(super) fn seed(&mut self, report: &mut Report<'_>) -> Option<Program> {
        let (place, written) = (self.cells().place(self.index, "parameters"), self.get("seed"));
        // What is no seed is named where the parameters are looked at.
        let mut aside = Report { file: report.file, problems: Vec::new() };
        let (text, report) = match self.node.parameters.get("seed") {
            Some(text) if written.is_empty() => (text.as_str(), &mut aside),
            _ => (written, report),
        };
        let (program, linked) = program(text, place, self.around.names, &self.owner, report)?;
        self.unit(UnitKind::Texts, "parameters", program.surroundings(), linked.dependencies);
        Some(program)
    }
}

fn errors(linked: &Linked, place: Place<'_>, report: &mut Report<'_>) {
    for (code, args) in &linked.faults {
        let args: Vec<(&str, &str)> = args.iter().map(|(name, value)| (*name, value.as_str())).collect();
        if *code == ProblemCode::RegexPart {
            report.warn(place, *code, &args);
        } else {
            report.error(place, *code, &args);
        }
    }
}
