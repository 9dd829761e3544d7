//! `pana quarantine`.

use std::fs::DirBuilder;

use pana_app::contract::doctor::{QuarantineRequest, SetAsideRow};
use pana_app::error::ErrorCode;
use pana_app::usecase;
use pana_i18n::keys::cli;
use serde_json::{Value, json};

use crate::arguments::{Arguments, QuarantineCommand};
use crate::passphrase;
use crate::terminal::{Failure, Terminal};

pub(crate) fn run(terminal: &Terminal, arguments: &Arguments, command: &QuarantineCommand) -> Result<(), Failure> {
    let app = passphrase::unlocked(terminal, arguments)?;
    match command {
        QuarantineCommand::List => {
            let rows = usecase::quarantine_list(&app, &())?.rows;
            for row in &rows {
                terminal.line(&format!("{}\t{}", row.event, message(terminal, row)));
            }
            terminal.say(&cli::cli_quarantine_found(&terminal.words, rows.len()));
            terminal.document(&rows.iter().map(|row| document(terminal, row)).collect::<Vec<_>>())
        }
        QuarantineCommand::Export { out } => {
            DirBuilder::new().recursive(true).create(out).map_err(|_| Failure::from(ErrorCode::FolderReadOnly))?;
            let request = QuarantineRequest { folder: out.to_string_lossy().into_owned() };
            let files = usecase::quarantine_export(&app, &request)?.files;
            terminal.say(&cli::cli_quarantine_written(&terminal.words, files.len(), out.display().to_string()));
            terminal.document(&json!({ "files": files }))
        }
    }
}

/// One event as a script reads it.
pub(crate) fn document(terminal: &Terminal, row: &SetAsideRow) -> Value {
    let of = |name: &str| row.problem.args.get(name).cloned().unwrap_or_default();
    let (place, reason) = (of("event"), of("reason"));
    json!({ "event": row.event, "place": place, "reason": reason, "message": message(terminal, row) })
}

fn message(terminal: &Terminal, row: &SetAsideRow) -> String {
    terminal.words.text_from(&format!("doctor-problem-{}", row.problem.code), &row.problem.args)
}
