//! Scenarios of other engines: XForms and steps.

use std::error::Error;
use std::path::Path;

use pana_forms::workbook::Workbook;
use pana_forms::{Context, Problem, Session, Severity, read};
use pana_model::Moment;
use serde_json::Value;

use crate::aggregates;
use crate::decimals;
use crate::oracle::{NOW, Recorded, Run, properties};
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
        let scenarios = case["scenarios"].as_array().map_or(&[][..], Vec::as_slice);
        if let Some(reason) = scenarios.iter().find_map(beyond) {
            report.skip(reason);
            continue;
        }
        let (mut same, mut all, mut first) = (0_usize, 0_usize, None);
        for scenario in scenarios {
            let workbook = Workbook::from_xform("form.xml", scenario["form"].as_str().unwrap_or_default());
            let form = workbook.and_then(|mut workbook| {
                aggregates::written_out(&mut workbook);
                decimals::written_out(&mut workbook);
                let reading = read(&workbook);
                reading.form.ok_or(reading.problems)
            });
            match form {
                Ok(form) => {
                    let context = Context { now, properties: properties(), last_saved: Default::default(), seed: 1 };
                    let session = Session::new_with_first_instances(form, context);
                    let played = Run::new(session, scenario, Recorded::XForm).play(scenario);
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

/// Why a scenario cannot be run.
fn beyond(scenario: &Value) -> Option<&'static str> {
    let form = scenario["form"].as_str().unwrap_or_default();
    if form.contains("src=\"jr://") && offers_choices(scenario) {
        return Some("its files are not among the cases");
    }
    if form.contains("now()") {
        return Some(CLOCK);
    }
    // The attribute of the XForm in which `/@` stands: only expressions read, `nodeset` and `ref` name.
    let reads = |(at, _): (usize, &str)| {
        let before = form.get(..at).unwrap_or_default();
        let name = before.rsplit_once("=\"").and_then(|(name, _)| name.rsplit(' ').next());
        !matches!(name, Some("nodeset" | "ref"))
    };
    form.match_indices("/@").any(reads).then_some("attributes of nodes are read")
}

/// Are there choices in it at the beginning? Those of files were at hand where it was recorded.
fn offers_choices(scenario: &Value) -> bool {
    let nodes = scenario["init"].as_object().into_iter().flatten();
    nodes.into_iter().any(|(_, node)| {
        let options = &node["options"];
        options.as_array().map_or(!options.is_null(), |options| !options.is_empty())
    })
}

/// The errors among problems, in a line.
pub(crate) fn said(problems: &[Problem]) -> String {
    let errors = problems.iter().filter(|one| one.severity == Severity::Error);
    errors.take(3).map(ToString::to_string).collect::<Vec<_>>().join("; ")
}
