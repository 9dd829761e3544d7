//! Scenarios of other engines: XForms and steps.

use std::error::Error;
use std::path::Path;

use pana_forms::workbook::Workbook;
use pana_forms::{Context, Problem, Session, Severity, read};
use pana_model::Moment;
use serde_json::Value;

use crate::oracle::{NOW, Run, properties};
use crate::report::Report;

/// These scenarios were recorded by the day of their recording and not by the fixed clock.
const CLOCK: &str = "reads the clock of the recording device";

/// Runs the cases of a file.
///
/// # Errors
/// When the file cannot be read.
pub(crate) fn run(cases: &Path) -> Result<Report, Box<dyn Error>> {
    let now = Moment::parse(NOW).ok_or("the clock")?;
    let (mut report, mut states) = (Report::default(), (0_usize, 0_usize));
    for line in std::fs::read_to_string(cases)?.lines() {
        let case: Value = serde_json::from_str(line)?;
        let id = format!("{} {}", case["file"].as_str().unwrap_or_default(), case["test"].as_str().unwrap_or_default());
        // Values that the recording could not write down.
        if line.contains(r#""value": "[object "#) {
            report.skip("the recorded answer is no text");
            continue;
        }
        let beyond = [
            (r#"src=\"jr://"#, "its files are not among the cases"),
            ("/@", "attributes of nodes"),
            ("random()", "a value by chance"),
            (r#"jr:preload=\"timestamp\""#, CLOCK),
            (r#"jr:preload=\"date\""#, CLOCK),
            ("now()", CLOCK),
            ("<h:body></h:body>", "a form without a question is refused"),
        ];
        if let Some((_, reason)) = beyond.iter().find(|(part, _)| line.contains(part)) {
            report.skip(reason);
            continue;
        }
        let (mut same, mut all, mut first) = (0_usize, 0_usize, None);
        for scenario in case["scenarios"].as_array().into_iter().flatten() {
            let workbook = Workbook::from_xform("form.xml", scenario["form"].as_str().unwrap_or_default());
            let form = workbook.and_then(|workbook| {
                let reading = read(&workbook);
                reading.form.ok_or(reading.problems)
            });
            match form {
                Ok(form) => {
                    let context = Context { now, properties: properties(), last_saved: Default::default(), seed: 1 };
                    let session = Session::new_with_first_instances(form, context);
                    let played = Run::new(session, scenario, false).play(scenario);
                    same = same.saturating_add(played.same);
                    all = all.saturating_add(played.all);
                    first = first.or(played.first);
                }
                Err(problems) => {
                    all = all.saturating_add(scenario["steps"].as_array().map_or(0, Vec::len)).saturating_add(1);
                    first = first.or_else(|| Some(format!("a form that is read; {}", said(&problems))));
                }
            }
        }
        states = (states.0.saturating_add(same), states.1.saturating_add(all));
        report.case(&id, first.map_or(Ok(()), |said| Err(format!("{same} of {all} states, {said}"))));
    }
    report.states = Some(states);
    Ok(report)
}

/// The errors among problems, in a line.
pub(crate) fn said(problems: &[Problem]) -> String {
    let errors = problems.iter().filter(|one| one.severity == Severity::Error);
    errors.take(3).map(ToString::to_string).collect::<Vec<_>>().join("; ")
}
