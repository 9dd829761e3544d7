//! `pana bundle`.

use std::fs::DirBuilder;
use std::path::Path;

use pana_app::contract::meet::{BundleView, JoinFinishRequest, ReadView, WriteRequest};
use pana_app::error::ErrorCode;
use pana_app::usecase;
use pana_i18n::keys::cli;
use serde_json::json;

use crate::arguments::{Arguments, BundleCommand};
use crate::passphrase;
use crate::terminal::{Failure, Terminal, app};

pub(crate) fn run(terminal: &Terminal, arguments: &Arguments, command: &BundleCommand) -> Result<(), Failure> {
    match command {
        BundleCommand::Write { to, out } => {
            let app = passphrase::unlocked(terminal, arguments)?;
            made(out)?;
            let written = usecase::bundle_write(&app, &WriteRequest { to: to.clone(), folder: out.clone() })?;
            let folder = out.display().to_string();
            terminal.say(&cli::cli_bundle_written(&terminal.words, written.events, folder.as_str()));
            terminal.document(&written)
        }
        BundleCommand::Show { path } => {
            let app = passphrase::unlocked(terminal, arguments)?;
            let found = usecase::bundle_show(&app, path)?;
            for bundle in &found.bundles {
                say(terminal, bundle);
            }
            terminal.say(&cli::cli_bundle_found(&terminal.words, found.bundles.len(), found.others));
            terminal.document(&found)
        }
        BundleCommand::Read { path } => read(terminal, arguments, path),
    }
}

fn say(terminal: &Terminal, bundle: &BundleView) {
    let nobody = cli::cli_device_unknown(&terminal.words);
    let device = bundle.device.as_deref().unwrap_or(nobody.as_str());
    terminal.line(&format!("{device}\t{}\t{}\t{}", bundle.written, bundle.events, bundle.new));
    for part in &bundle.missing {
        terminal.say(&cli::cli_bundle_part_missing(&terminal.words, part.events, part.part, bundle.parts));
    }
}

fn read(terminal: &Terminal, arguments: &Arguments, path: &Path) -> Result<(), Failure> {
    // A laptop that waits to be let in has nobody yet who could unlock.
    let waiting = app(arguments)?;
    let read: ReadView = if usecase::device_waits(&waiting, &())?.is_some() {
        let passphrase = passphrase::of_waiting(terminal, arguments)?;
        usecase::device_finish(&waiting, &JoinFinishRequest { path: path.to_owned(), passphrase })?
    } else {
        drop(waiting);
        let app = passphrase::unlocked(terminal, arguments)?;
        usecase::bundle_read(&app, path)?
    };
    if read.joined {
        terminal.say(&cli::cli_device_joined(&terminal.words));
    }
    terminal.say(&cli::cli_bundle_read(&terminal.words, read.events, read.people));
    if read.conflicts > 0 {
        terminal.say(&cli::cli_bundle_conflicts(&terminal.words, read.conflicts));
    }
    if !read.complete {
        terminal.say(&cli::cli_bundle_incomplete(&terminal.words));
    }
    if read.not_taken > 0 {
        terminal.say(&cli::cli_bundle_not_taken(&terminal.words, read.not_taken));
    }
    if let Some(left) = &read.left {
        terminal.say(&cli::cli_bundle_left(&terminal.words, left.events));
    }
    let ReadView { events, people, files, conflicts, quarantined, waiting, not_taken, complete, joined, left } = read;
    terminal.document(&json!({
        "events": events, "people": people, "files": files, "conflicts": conflicts, "quarantined": quarantined, "waiting": waiting, "not_taken": not_taken,
        "complete": complete, "joined": joined, "left": left,
    }))
}

/// The folder, made where it is not there.
pub(crate) fn made(folder: &Path) -> Result<(), Failure> {
    DirBuilder::new().recursive(true).create(folder).map_err(|_| Failure::from(ErrorCode::FolderReadOnly))
}
