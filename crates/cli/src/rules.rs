//! `pana rules`.

use std::path::Path;

use pana_app::contract::AppError;
use pana_app::contract::questionnaire::Severity;
use pana_app::contract::rules::{RuleName, RulesProblemRow, RulesPublishRequest, RulesReadRequest, RulesReading};
use pana_app::error::ErrorCode;
use pana_app::{App, RulesCheck, RulesProblem, RulesProblemCode, rules_check, rules_to_file, usecase};
use pana_i18n::keys::cli;
use serde_json::{Value, json};

use crate::arguments::{Arguments, RulesCommand};
use crate::passphrase;
use crate::terminal::{Failure, Terminal};

pub(crate) fn run(terminal: &Terminal, arguments: &Arguments, command: &RulesCommand) -> Result<(), Failure> {
    let app = || passphrase::unlocked(terminal, arguments);
    match command {
        RulesCommand::Check { path } => check(terminal, path),
        RulesCommand::Import { path, dry_run } => import(terminal, &app()?, Some(path), *dry_run),
        RulesCommand::Shipped { dry_run } => import(terminal, &app()?, None, *dry_run),
        RulesCommand::Show => terminal.print(&usecase::rules_show(&app()?, &())?),
        RulesCommand::Export { out } => {
            let app = app()?;
            rules_to_file(&app, out)?;
            let set = usecase::rules_show(&app, &())?.set;
            terminal.print(&json!({ "file": out.to_string_lossy(), "version": set.version, "rules": set.rules }))
        }
    }
}

fn import(terminal: &Terminal, app: &App, path: Option<&Path>, dry_run: bool) -> Result<(), Failure> {
    let path = path.map(|path| path.to_string_lossy().into_owned());
    let reading = usecase::rules_read(app, &RulesReadRequest { path })?;
    let mut document = changes(terminal, &reading);
    if !reading.ok {
        terminal.print(&document)?;
        return Err(AppError::of(ErrorCode::RulesInvalid).with("errors", reading.errors).into());
    }
    if !dry_run {
        let view = usecase::rules_publish(app, &RulesPublishRequest { reading: reading.reading })?;
        if let Value::Object(members) = &mut document {
            members.insert("in_force".to_owned(), json!(view.set));
        }
    }
    terminal.print(&document)
}

/// Says each problem, and makes the document of what a table changes.
fn changes(terminal: &Terminal, reading: &RulesReading) -> Value {
    let problems: Vec<Value> =
        reading.problems.iter().map(|problem| said_of(terminal, &reading.file, problem)).collect();
    let ids = |rules: &[RuleName]| rules.iter().map(|rule| rule.rule.clone()).collect::<Vec<_>>();
    let changed = reading.changed.iter().map(|change| json!({ "rule": change.rule, "cells": change.cells }));
    json!({
        "ok": reading.ok,
        "origin": reading.origin,
        "version": reading.version,
        "rules": reading.rules,
        "same": reading.same,
        "added": ids(&reading.added),
        "changed": changed.collect::<Vec<_>>(),
        "gone": ids(&reading.gone),
        "unchanged": reading.unchanged,
        "problems": problems,
    })
}

fn said_of(terminal: &Terminal, file: &str, row: &RulesProblemRow) -> Value {
    let code = match (row.rules, row.in_file) {
        (Some(code), _) => RulesProblemCode::Rules(code),
        (None, Some(code)) => RulesProblemCode::File(code),
        (None, None) => return Value::Null,
    };
    let (file, sheet, cell) = (file.to_owned(), row.sheet.clone(), row.cell.clone());
    said(terminal, &RulesProblem { file, sheet, cell, severity: row.severity, code, args: row.args.clone() })
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
