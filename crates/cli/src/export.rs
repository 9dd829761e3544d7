//! `pana export`.

use std::io::{BufRead as _, IsTerminal as _};
use std::path::Path;

use pana_app::contract::Word;
use pana_app::contract::centre::UnlockRequest;
use pana_app::contract::export::{ExportRequest, Purpose};
use pana_app::error::ErrorCode;
use pana_app::{App, export_now, usecase};
use pana_i18n::keys::cli;
use serde_json::json;

use crate::arguments::{Arguments, ExportCommand};
use crate::passphrase;
use crate::terminal::{Failure, Terminal};

pub(crate) fn run(terminal: &Terminal, arguments: &Arguments, command: &ExportCommand) -> Result<(), Failure> {
    let app = passphrase::unlocked(terminal, arguments)?;
    let (purpose, purpose_note) = purpose(terminal, command)?;
    let folder = command.out.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let stem = command.out.file_stem().ok_or(Failure::Usage("--out names no file"))?.to_string_lossy();
    let request = ExportRequest {
        form: command.form.clone(),
        format: command.format,
        folder: folder.to_string_lossy().into_owned(),
        labels: command.labels.clone(),
        files: command.files,
        purpose,
        purpose_note,
        second: second(&app, command)?,
    };
    let done = export_now(&app, &request, Some(&stem), |done, all| {
        terminal.progress(&cli::cli_export_progress(&terminal.words, all, done));
    })?;
    let first = done.files.first().map(|file| file.display().to_string()).unwrap_or_default();
    terminal.say(&cli::cli_export_done(&terminal.words, first, done.interviews));
    terminal.document(&json!({ "interviews": done.interviews, "files": done.files }))
}

/// The purpose given or asked for. A scheduled export without one is noted as just that.
fn purpose(terminal: &Terminal, command: &ExportCommand) -> Result<(Word<Purpose>, String), ErrorCode> {
    if let Some(purpose) = &command.purpose {
        return Ok((purpose.parse()?, command.purpose_note.clone()));
    }
    if std::io::stdin().is_terminal() {
        terminal.say(&terminal.words.text("cli-export-purpose"));
        let mut typed = String::new();
        if std::io::stdin().lock().read_line(&mut typed).is_ok() {
            return Ok((typed.trim().parse()?, command.purpose_note.clone()));
        }
    }
    let note = if command.purpose_note.is_empty() { "pana export" } else { &command.purpose_note };
    Ok((Word(Purpose::Other), note.to_owned()))
}

fn second(app: &App, command: &ExportCommand) -> Result<Option<UnlockRequest>, Failure> {
    let (Some(named), Some(file)) = (&command.second, &command.second_passphrase_file) else { return Ok(None) };
    let members = usecase::member_list(app, &())?.members;
    let member = passphrase::find(&members, named).ok_or(Failure::from(ErrorCode::MemberUnknown))?;
    Ok(Some(UnlockRequest { member: member.id, passphrase: passphrase::from_file(file)? }))
}
