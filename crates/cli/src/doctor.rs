//! `pana doctor`.

use pana_app::contract::AppError;
use pana_app::contract::doctor::{DoctorProblem, DoctorView};
use pana_app::error::ErrorCode;
use pana_app::{FindingCode, usecase};
use pana_i18n::keys::cli;
use serde_json::{Value, json};

use crate::arguments::Arguments;
use crate::terminal::{Failure, Terminal};
use crate::{passphrase, quarantine};

/// Opening tells of these, and the examination does not: they are no damage.
const NO_DAMAGE: [FindingCode; 2] = [FindingCode::KeysUnfinished, FindingCode::SheetsWait];

pub(crate) fn run(terminal: &Terminal, arguments: &Arguments) -> Result<(), Failure> {
    let (app, mut notices) = match passphrase::opened(terminal, arguments) {
        Err(Failure::App(error)) if error.is(ErrorCode::StoreDamaged) => return cannot_open(terminal, error),
        other => other?,
    };
    notices.retain(|notice| NO_DAMAGE.contains(&notice.code));
    say_problems(terminal, &notices);
    let found = usecase::doctor(&app, &())?;
    let aside = usecase::quarantine_list(&app, &())?.rows;
    let aside = aside.iter().map(|row| quarantine::document(terminal, row)).collect();
    terminal.document(&document(terminal, &found, aside)?)?;
    if found.problems.is_empty() {
        terminal.say(&cli::cli_doctor_good(&terminal.words, found.events));
        return Ok(());
    }
    terminal.say(&cli::cli_doctor_bad(&terminal.words, found.problems.len()));
    say_problems(terminal, &found.problems);
    Err(Failure::Said)
}

/// Each with what to do.
pub(crate) fn say_problems(terminal: &Terminal, problems: &[DoctorProblem]) {
    let mut problems = problems.iter().peekable();
    while let Some(problem) = problems.next() {
        terminal.say(&format!("  {}", message(terminal, problem)));
        // What to do is the same for several: it is said once, behind the last.
        let remedy = remedy(terminal, problem);
        if problems.peek().is_none_or(|next| self::remedy(terminal, next) != remedy) {
            terminal.say(&format!("    {remedy}"));
        }
    }
}

/// The view as a script reads it: each problem with its sentence beside its code.
fn document(terminal: &Terminal, found: &DoctorView, aside: Vec<Value>) -> Result<Value, Failure> {
    let mut document = serde_json::to_value(found).map_err(|_| AppError::internal("json"))?;
    let problems = found
        .problems
        .iter()
        .map(|problem| json!({ "code": problem.code, "args": problem.args, "message": message(terminal, problem) }));
    if let Some(fields) = document.as_object_mut() {
        fields.insert("problems".to_owned(), problems.collect());
        fields.insert("quarantined".to_owned(), Value::Array(aside));
    }
    Ok(document)
}

fn message(terminal: &Terminal, problem: &DoctorProblem) -> String {
    terminal.words.text_from(&format!("doctor-problem-{}", problem.code), &problem.args)
}

fn remedy(terminal: &Terminal, problem: &DoctorProblem) -> String {
    terminal.words.text_from(&format!("doctor-remedy-{}", problem.code), &problem.args)
}

/// So much is damaged that nothing else can be looked at: a script still gets its document.
fn cannot_open(terminal: &Terminal, error: AppError) -> Result<(), Failure> {
    let [message, _] = terminal.words.error(error.code.code(), &error.args);
    terminal.document(&json!({
        "events": 0,
        "chain_ok": false,
        "signatures_ok": false,
        "bodies_ok": false,
        "views_equal_replay": false,
        "problems": [{ "code": error.code, "args": error.args, "message": message }],
    }))?;
    Err(error.into())
}
