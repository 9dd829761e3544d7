//! Passphrases: from a file or the terminal, never from the command line, where every process could read them.

use std::path::Path;

use pana_app::App;
use pana_app::contract::AppError;
use pana_app::contract::centre::{Agreed, AppState, MemberView, UnlockRequest};
use pana_app::contract::doctor::DoctorProblem;
use pana_app::error::ErrorCode;
use pana_i18n::keys::cli;
use pana_model::Secret;

use crate::arguments::{AgreedArguments, Arguments};
use crate::centre::sheet;
use crate::doctor::say_problems;
use crate::terminal::{Failure, Terminal, app, read};

/// The app, unlocked for the member who works. What opening found is said.
pub(crate) fn unlocked(terminal: &Terminal, arguments: &Arguments) -> Result<App, Failure> {
    let (app, notices) = opened(terminal, arguments)?;
    say_problems(terminal, &notices);
    Ok(app)
}

/// The same, with what opening found.
pub(crate) fn opened(terminal: &Terminal, arguments: &Arguments) -> Result<(App, Vec<DoctorProblem>), Failure> {
    let app = app(arguments)?;
    let (member, passphrase) = of_member(terminal, arguments, &app)?;
    let unlocked = pana_app::usecase::unlock(&app, &UnlockRequest { member: member.id, passphrase })?;
    let notices = if let AppState::Open { notices, .. } = unlocked { notices } else { Vec::new() };
    Ok((app, notices))
}

/// Who works, and their passphrase.
pub(crate) fn of_member(
    terminal: &Terminal,
    arguments: &Arguments,
    app: &App,
) -> Result<(MemberView, Secret<String>), Failure> {
    let member = who(app, arguments.member.as_deref())?;
    let passphrase = match &arguments.passphrase_file {
        Some(file) => from_file(file)?,
        None => ask(&cli::cli_passphrase_ask(&terminal.words, member.name.as_str()))?,
    };
    Ok((member, passphrase))
}

/// The member meant: the one named, else the one who unlocked last or alone works here.
pub(crate) fn who(app: &App, named: Option<&str>) -> Result<MemberView, Failure> {
    let AppState::Locked { members, last, .. } = pana_app::usecase::state(app, &())? else {
        return Err(ErrorCode::NoCentre.into());
    };
    let found = match (named, members.as_slice()) {
        (Some(named), _) => find(&members, named),
        (None, [only]) => Some(only),
        (None, _) => last.and_then(|last| members.iter().find(|member| member.id == last)),
    };
    found.cloned().ok_or_else(|| AppError::of(ErrorCode::MemberUnknown).into())
}

/// A member by name or id.
pub(crate) fn find<'m>(members: &'m [MemberView], named: &str) -> Option<&'m MemberView> {
    members.iter().find(|member| member.name == named || member.id.to_string() == named)
}

/// Who agrees beside the member at work.
pub(crate) fn agreed(terminal: &Terminal, app: &App, given: &AgreedArguments) -> Result<Agreed, Failure> {
    if let (Some(a), Some(b)) = (&given.sheet_a, &given.sheet_b) {
        return Ok(Agreed::Sheets { sheet_a: sheet(a)?, sheet_b: sheet(b)? });
    }
    let Some(named) = &given.second else { return Ok(Agreed::Alone) };
    let members = pana_app::usecase::member_list(app, &())?.members;
    let second = find(&members, named).ok_or(Failure::from(ErrorCode::MemberUnknown))?;
    let passphrase = match &given.second_passphrase_file {
        Some(file) => from_file(file)?,
        None => ask(&cli::cli_passphrase_ask(&terminal.words, second.name.as_str()))?,
    };
    Ok(Agreed::Second { member: second.id, passphrase })
}

/// The passphrase of a laptop that waits to be let in.
pub(crate) fn of_waiting(terminal: &Terminal, arguments: &Arguments) -> Result<Secret<String>, Failure> {
    match &arguments.passphrase_file {
        Some(file) => from_file(file),
        None => ask(&cli::cli_passphrase_waiting(&terminal.words)),
    }
}

/// A new passphrase: from the file, or asked twice.
pub(crate) fn new(terminal: &Terminal, file: Option<&Path>) -> Result<Secret<String>, Failure> {
    if let Some(file) = file {
        return from_file(file);
    }
    let first = ask(&cli::cli_passphrase_new(&terminal.words))?;
    let again = ask(&cli::cli_passphrase_again(&terminal.words))?;
    // EXPOSE: compared with each other.
    if first.expose() != again.expose() {
        terminal.say(&cli::cli_passphrase_differ(&terminal.words));
        return Err(Failure::Said);
    }
    Ok(first)
}

/// The first line of a file.
pub(crate) fn from_file(file: &Path) -> Result<Secret<String>, Failure> {
    // EXPOSE: its first line goes into another secret.
    let text = Secret::new(read(file)?);
    let line = text.expose().lines().next().unwrap_or_default();
    Ok(Secret::new(line.to_owned()))
}

fn ask(prompt: &str) -> Result<Secret<String>, Failure> {
    let typed = rpassword::prompt_password(format!("{prompt} "));
    typed.map(Secret::new).map_err(|_| Failure::Usage("no terminal to ask for the passphrase: give --passphrase-file"))
}
