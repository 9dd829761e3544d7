//! `pana doctor`.

use pana_app::contract::AppError;
use pana_app::error::ErrorCode;
use pana_i18n::keys::cli;
use serde_json::json;

use crate::arguments::Arguments;
use crate::passphrase;
use crate::terminal::{Failure, Terminal};

pub(crate) fn run(terminal: &Terminal, arguments: &Arguments) -> Result<(), Failure> {
    let app = match passphrase::unlocked(terminal, arguments) {
        Err(Failure::App(error)) if error.is(ErrorCode::StoreDamaged) => return cannot_open(terminal, error),
        other => other?,
    };
    let found = pana_app::doctor(&app)?;
    terminal.document(&found)?;
    if found.problems.is_empty() {
        terminal.say(&cli::cli_doctor_good(&terminal.words, found.events));
        return Ok(());
    }
    terminal.say(&cli::cli_doctor_bad(&terminal.words, found.problems.len()));
    for problem in &found.problems {
        terminal.say(&format!("  {problem}"));
    }
    Err(Failure::Said)
}

/// So much is damaged that nothing else can be looked at: a script still gets its document.
fn cannot_open(terminal: &Terminal, error: AppError) -> Result<(), Failure> {
    terminal.document(&json!({
        "events": 0,
        "chain_ok": false,
        "signatures_ok": false,
        "bodies_ok": false,
        "views_equal_replay": false,
        "problems": ["pana.db or keyring.json does not open"],
    }))?;
    Err(error.into())
}
