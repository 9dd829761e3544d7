//! `pana form`.

use std::path::Path;

use pana_app::contract::Texts;
use pana_app::contract::form::FormRequest;
use pana_app::contract::questionnaire::Severity;
use pana_app::{FormCheck, FormImport, form_check, form_import, usecase};
use pana_i18n::keys::cli;
use serde_json::{Value, json};

use crate::arguments::{Arguments, FormCommand};
use crate::passphrase;
use crate::terminal::{Failure, Terminal};

pub(crate) fn run(terminal: &Terminal, arguments: &Arguments, command: &FormCommand) -> Result<(), Failure> {
    match command {
        FormCommand::Check { path } => check(terminal, path),
        FormCommand::Import { path } => {
            let app = passphrase::unlocked(terminal, arguments)?;
            import(terminal, &form_import(&app, path)?)
        }
        FormCommand::List => {
            let app = passphrase::unlocked(terminal, arguments)?;
            let forms = usecase::form_list(&app, &())?;
            for form in &forms {
                let title = text(&form.title, terminal.words.language().tag);
                terminal.line(&format!("{}\t{}\t{title}", form.form, form.version));
            }
            terminal.document(&forms)
        }
        FormCommand::Show { form } => {
            let app = passphrase::unlocked(terminal, arguments)?;
            let form = usecase::form_show(&app, &FormRequest { form: form.to_owned() })?;
            for node in &form.nodes {
                let label = text(&node.label, terminal.words.language().tag);
                terminal.line(&format!("{}\t{}\t{label}", node.path, node.question_type));
            }
            terminal.document(&form)
        }
    }
}

fn check(terminal: &Terminal, path: &Path) -> Result<(), Failure> {
    let found = form_check(path)?;
    terminal.document(&document(terminal, &found))?;
    if found.ok {
        terminal.say(&cli::cli_form_good(&terminal.words, found.questions));
        return Ok(());
    }
    counts(terminal, &found);
    Err(Failure::Said)
}

fn import(terminal: &Terminal, import: &FormImport) -> Result<(), Failure> {
    let mut document = document(terminal, &import.check);
    if let Some(members) = document.as_object_mut() {
        members.insert("published".to_owned(), json!(import.published));
        members.insert("replaces".to_owned(), json!(import.replaces));
    }
    terminal.document(&document)?;
    match (&import.published, &import.check.form) {
        (Some(version), Some(form)) => {
            terminal.say(&cli::cli_form_imported(&terminal.words, form.as_str(), version.as_str()));
            Ok(())
        }
        _ => {
            counts(terminal, &import.check);
            terminal.say(&cli::cli_form_not_imported(&terminal.words));
            Err(Failure::Said)
        }
    }
}

/// Says each problem, and makes the document of all.
fn document(terminal: &Terminal, found: &FormCheck) -> Value {
    let mut problems = Vec::new();
    for problem in &found.problems {
        let what = terminal.words.text_from(&format!("form-problem-{}", problem.code), &problem.args);
        let remedy = terminal.words.text_from(&format!("form-remedy-{}", problem.code), &problem.args);
        let cell = problem.cell.as_deref().map(|cell| format!("!{cell}")).unwrap_or_default();
        let place = format!("{}: {}{cell}", problem.file, problem.sheet);
        terminal.say(&cli::cli_form_line(&terminal.words, place, what.as_str(), remedy.as_str()));
        problems.push(json!({
            "file": problem.file,
            "sheet": problem.sheet,
            "cell": problem.cell,
            "severity": problem.severity,
            "code": problem.code,
            "message": format!("{what}. {remedy}."),
        }));
    }
    json!({
        "ok": found.ok,
        "form": found.form,
        "kind": found.kind,
        "questions": found.questions,
        "languages": found.languages,
        "problems": Value::Array(problems),
    })
}

fn counts(terminal: &Terminal, found: &FormCheck) {
    let errors = found.problems.iter().filter(|problem| problem.severity.0 == Severity::Error).count();
    let warnings = found.problems.len().saturating_sub(errors);
    terminal.say(&cli::cli_form_found(&terminal.words, errors, warnings));
}

/// The text in a language, or in any there is.
pub(crate) fn text<'t>(texts: &'t Texts, language: &str) -> &'t str {
    let found = texts.get(language).or_else(|| texts.get("default")).or_else(|| texts.values().next());
    found.map(String::as_str).unwrap_or_default()
}
