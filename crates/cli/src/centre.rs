//! `pana centre`, `pana recover`.

use std::fs::{DirBuilder, File};
use std::io::Write as _;
use std::path::{Path, PathBuf};

use pana_app::contract::centre::{AppState, CreateCentreRequest, MakeSheetsRequest, RecoverRequest, RecoverySheetView};
use pana_app::error::ErrorCode;
use pana_app::{FindingCode, usecase};
use pana_i18n::keys::cli;
use pana_model::Secret;
use serde_json::json;

use crate::arguments::{AgreedArguments, Arguments, CentreCommand, RecoverCommand};
use crate::doctor::say_problems;
use crate::passphrase;
use crate::terminal::{Failure, Terminal, app, read};

pub(crate) fn run(terminal: &Terminal, arguments: &Arguments, command: &CentreCommand) -> Result<(), Failure> {
    match command {
        CentreCommand::Create { name, member, recovery_out, practice, .. } => {
            let new = New { name, member, recovery_out: recovery_out.as_deref(), practice: *practice };
            create(terminal, arguments, &new)
        }
        CentreCommand::Date { confirm } => date(terminal, arguments, *confirm),
        CentreCommand::Contact(said) => crate::contact::run(terminal, arguments, said),
        CentreCommand::Card { out } => crate::transfer::card(terminal, arguments, out),
        CentreCommand::Know { file, check } => crate::transfer::know(terminal, arguments, file, check),
        CentreCommand::Known => crate::transfer::known(terminal, arguments, None),
        CentreCommand::Forget { centre } => crate::transfer::known(terminal, arguments, Some(centre)),
        CentreCommand::Sheets { out, agreed } => sheets(terminal, arguments, out, agreed),
    }
}

fn date(terminal: &Terminal, arguments: &Arguments, confirm: bool) -> Result<(), Failure> {
    let app = passphrase::unlocked(terminal, arguments)?;
    let home = if confirm { usecase::date_confirm(&app, &())? } else { usecase::home(&app, &())? };
    let (last, behind) = (home.clock_ahead.map(|ahead| ahead.last), home.clock_behind);
    match &last {
        Some(last) => {
            let last = last.split('T').next().unwrap_or(last);
            terminal.say(&cli::cli_date_in_doubt(&terminal.words, last, home.today.as_str()));
        }
        None if behind.is_some() => {
            let saved = behind.as_deref().and_then(|at| at.split('T').next()).unwrap_or_default();
            terminal.say(&cli::cli_date_behind(&terminal.words, saved, home.today.as_str()));
        }
        None => terminal.say(&cli::cli_date_believed(&terminal.words, home.today.as_str())),
    }
    terminal.document(&json!({
        "today": home.today,
        "believed": last.is_none() && behind.is_none(),
        "last": last,
        "behind": behind,
    }))
}

/// A centre to be made.
struct New<'a> {
    name: &'a str,
    member: &'a str,
    recovery_out: Option<&'a Path>,
    practice: bool,
}

fn create(terminal: &Terminal, arguments: &Arguments, new: &New<'_>) -> Result<(), Failure> {
    let app = app(arguments)?;
    match usecase::state(&app, &())? {
        AppState::FirstRun => {}
        AppState::Joining { .. } => return Err(ErrorCode::JoinWaits.into()),
        AppState::Locked { .. } | AppState::Open { .. } => return Err(ErrorCode::CentreExists.into()),
    }
    let passphrase = passphrase::new(terminal, arguments.passphrase_file.as_deref())?;
    // The sheets are given once: whether they can be written must be known before there is a centre.
    let places = new.recovery_out.map(Sheets::open).transpose()?;
    let (centre, member) = (new.name.to_owned(), new.member.to_owned());
    let request = CreateCentreRequest { centre, member, passphrase, practice: new.practice };
    let sheets = usecase::centre_create(&app, &request).inspect_err(|_| places.iter().for_each(Sheets::discard))?;
    let paths = match places {
        Some(places) => {
            let paths = places.write(&sheets)?;
            terminal.say(&cli::cli_recovery_written(
                &terminal.words,
                new.recovery_out.unwrap_or(Path::new("")).display().to_string(),
            ));
            paths
        }
        None => {
            terminal.say(&cli::cli_recovery_none(&terminal.words));
            Vec::new()
        }
    };
    terminal.say(&cli::cli_centre_created(&terminal.words, new.name));
    let AppState::Open { member, centre, practice, .. } = usecase::state(&app, &())? else {
        return Err(ErrorCode::Locked.into());
    };
    terminal.document(&json!({ "centre": centre, "member": member, "practice": practice, "recovery": paths }))
}

fn sheets(terminal: &Terminal, arguments: &Arguments, out: &Path, agreed: &AgreedArguments) -> Result<(), Failure> {
    let app = passphrase::unlocked(terminal, arguments)?;
    let agreed = passphrase::agreed(terminal, &app, agreed)?;
    // As at the beginning: the sheets are given once.
    let places = Sheets::open(out)?;
    let made = usecase::sheets_make(&app, &MakeSheetsRequest { agreed }).inspect_err(|_| places.discard());
    let paths = places.write(&made?)?;
    terminal.say(&cli::cli_recovery_written(&terminal.words, out.display().to_string()));
    let AppState::Open { notices, .. } = usecase::state(&app, &())? else {
        return Err(ErrorCode::Locked.into());
    };
    let waits: Vec<_> = notices.into_iter().filter(|notice| notice.code == FindingCode::SheetsWait).collect();
    if waits.is_empty() {
        terminal.say(&cli::cli_recovery_replaced(&terminal.words));
    }
    say_problems(terminal, &waits);
    terminal.document(&json!({ "recovery": paths }))
}

pub(crate) fn recover(terminal: &Terminal, arguments: &Arguments, command: &RecoverCommand) -> Result<(), Failure> {
    let app = app(arguments)?;
    let member = passphrase::who(&app, arguments.member.as_deref())?;
    let (sheet_a, sheet_b) = (sheet(&command.sheet_a)?, sheet(&command.sheet_b)?);
    let passphrase = passphrase::new(terminal, arguments.passphrase_file.as_deref())?;
    usecase::recover(&app, &RecoverRequest { sheet_a, sheet_b, member: member.id, passphrase })?;
    terminal.say(&cli::cli_recovered(&terminal.words, member.name.as_str()));
    terminal.document(&json!({ "member": member }))
}

/// What stands on a sheet.
pub(crate) fn sheet(path: &Path) -> Result<Secret<String>, Failure> {
    read(path).map(|text| Secret::new(key_of(&text)))
}

/// Two files that can be written to. They go again when there is nothing to write into them.
struct Sheets {
    files: Vec<(PathBuf, File)>,
}

impl Sheets {
    fn open(folder: &Path) -> Result<Self, Failure> {
        let failed = |_| Failure::from(ErrorCode::FolderReadOnly);
        DirBuilder::new().recursive(true).create(folder).map_err(failed)?;
        let mut files = Vec::new();
        for name in ["sheet-a.txt", "sheet-b.txt"] {
            let path = folder.join(name);
            let mut options = File::options();
            options.write(true).create_new(true);
            #[cfg(unix)]
            std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
            files.push((path.clone(), options.open(&path).map_err(failed)?));
        }
        Ok(Self { files })
    }

    /// Takes the empty files away again.
    fn discard(&self) {
        self.files.iter().for_each(|(path, _)| drop(std::fs::remove_file(path)));
    }

    fn write(self, sheets: &[RecoverySheetView]) -> Result<Vec<PathBuf>, Failure> {
        let mut paths = Vec::new();
        for ((path, mut file), sheet) in self.files.into_iter().zip(sheets) {
            let head = format!("Pana · {} · {} · {}", sheet.centre, sheet.made_on, sheet.sheet);
            let text = format!("{head}\n\n{}\n", sheet.groups.join("-"));
            let written = file.write_all(text.as_bytes()).and_then(|()| file.sync_all());
            written.map_err(|_| Failure::from(ErrorCode::DiskFull))?;
            paths.push(path);
        }
        Ok(paths)
    }
}

/// The key on a sheet: its last line that is not empty. What stands above it is for people.
fn key_of(text: &str) -> String {
    text.lines().rev().find(|line| !line.trim().is_empty()).unwrap_or_default().to_owned()
}
