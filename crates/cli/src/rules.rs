//! `pana rules`.

use std::path::Path;

use pana_app::contract::questionnaire::Severity;
use pana_app::{RulesCheck, RulesProblem, RulesProblemCode, rules_check};
use pana_i18n::keys::cli;
use serde_json::{Value, json};

use crate::arguments::RulesCommand;
use crate::terminal::{Failure, Terminal};

pub(crate) fn run(terminal: &Terminal, command: &RulesCommand) -> Result<(), Failure> {
    match command {
        RulesCommand::Check { path } => check(terminal, path),
    }
}

fn check(terminal: &Terminal, path: &Path) -> Result<(), Failure> {
    let found = rules_check(path)?;
    terminal.document(&document(terminal, &found))?;
    if found.ok {
        terminal.say(&cli::cli_rules_good(&terminal.words, found.rules));
        return Ok(());
    }
    let errors = found.problems.iter().filter(|problem| problem.severity.0 == Severity::Error).count();
    let warnings = found.problems.len().saturating_sub(errors);
    terminal.say(&cli::cli_form_found(&terminal.words, errors, warnings));
    Err(Failure::Said)
}

/// Says each problem, and makes the document of all.
fn document(terminal: &Terminal, found: &RulesCheck) -> Value {
    let problems: Vec<Value> = found.problems.iter().map(|problem| said(terminal, problem)).collect();
    json!({ "ok": found.ok, "rules": found.rules, "version": found.version, "problems": problems })
}

fn said(terminal: &Terminal, problem: &RulesProblem) -> Value {
    let (what, remedy) = match problem.code {
        RulesProblemCode::File(code) => (format!("form-problem-{code}"), format!("form-remedy-{code}")),
        RulesProblemCode::Rules(code) => (format!("rules-problem-{code}"), format!("rules-remedy-{code}")),
    };
    let what = terminal.words.text_from(&what, &problem.args);
    let remedy = terminal.words.text_from(&remedy, &problem.args);
    let cell = problem.cell.as_deref().map(|cell| format!("!{cell}")).unwrap_or_default();
    let place = format!("{}: {}{cell}", problem.file, problem.sheet);
    terminal.say(&cli::cli_form_line(&terminal.words, place, what.as_str(), remedy.as_str()));
    json!({
        "file": problem.file,
        "sheet": problem.sheet,
        "cell": problem.cell,
        "severity": problem.severity,
        "code": problem.code,
        "message": format!("{what}. {remedy}."),
    })
}
