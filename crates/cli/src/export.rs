//! `pana export`.

use std::io::{BufRead as _, IsTerminal as _};
use std::path::Path;

use pana_app::contract::Word;
use pana_app::contract::centre::UnlockRequest;
use pana_app::contract::export::{ExportRequest, Leaves, PreviewRequest, Purpose};
use pana_app::error::ErrorCode;
use pana_app::{App, export_now, usecase};
use pana_i18n::keys::{cli, export};
use serde_json::json;

use crate::arguments::{Arguments, ExportCommand};
use crate::passphrase;
use crate::terminal::{Failure, Terminal};

pub(crate) fn run(terminal: &Terminal, arguments: &Arguments, command: &ExportCommand) -> Result<(), Failure> {
    let app = passphrase::unlocked(terminal, arguments)?;
    let (purpose, purpose_note) = purpose(terminal, command)?;
    if command.preview {
        return preview(terminal, &app, command, purpose);
    }
    let (Some(format), Some(out)) = (command.format, &command.out) else {
        return Err(Failure::Usage("--out is missing"));
    };
    let folder = out.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let stem = out.file_stem().ok_or(Failure::Usage("--out names no file"))?.to_string_lossy();
    let request = ExportRequest {
        form: command.form.clone(),
        format,
        folder: folder.to_string_lossy().into_owned(),
        labels: command.labels.clone(),
        words: language(terminal, command),
        separator: command.separator,
        workbook: command.workbook,
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

/// Says what it would hold.
fn preview(terminal: &Terminal, app: &App, command: &ExportCommand, purpose: Word<Purpose>) -> Result<(), Failure> {
    let request = PreviewRequest {
        form: command.form.clone(),
        purpose,
        labels: command.labels.clone(),
        words: language(terminal, command),
    };
    let view = usecase::export_preview(app, &request)?;
    let words = &terminal.words;
    let leaving = view.columns.iter().filter(|column| column.leaves != Leaves::No).count();
    terminal.say(&export::export_preview_people(words, view.interviews, view.people));
    terminal.say(&export::export_preview_columns(words, view.columns.len(), leaving));
    if view.refused > 0 {
        terminal.say(&if view.named {
            export::export_preview_refused_leave(words, view.refused)
        } else {
            export::export_preview_refused_stay(words, view.refused)
        });
    }
    if view.unanswered > 0 && !view.named {
        terminal.say(&export::export_preview_unanswered_stay(words, view.unanswered));
    }
    for column in &view.columns {
        let (leaves, holds) = (format!("export-leaves-{}", column.leaves), format!("export-holds-{}", column.holds));
        let table = column.table.as_deref().map(|table| format!("{table}/")).unwrap_or_default();
        terminal.say(&format!("{table}{}: {} ({})", column.name, words.text(&leaves), words.text(&holds)));
    }
    terminal.document(&view)
}

/// In which the tables say what they hold: that of the labels, else of the messages.
fn language(terminal: &Terminal, command: &ExportCommand) -> String {
    command.labels.clone().unwrap_or_else(|| terminal.words.language().tag.to_owned())
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
