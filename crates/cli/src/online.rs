//! `pana device` where a line goes both ways: eight words on the one laptop, six digits on the other. With `--json` every command does one
//! step and ends; else it waits for the other side.

use std::io::BufRead as _;
use std::time::Duration;

use pana_app::contract::AppError;
use pana_app::contract::centre::Agreed;
use pana_app::contract::meet::{InviteEndRequest, InviteStands};
use pana_app::contract::online::{
    JoinGoOnRequest, JoinStage, JoinsView, LetInView, OnlineAcceptRequest, OnlineInviteRequest, OnlineJoinRequest,
    OnlineStage, OnlineView,
};
use pana_app::error::ErrorCode;
use pana_app::{App, usecase};
use pana_i18n::keys::cli;
use pana_model::Secret;
use serde_json::json;

use crate::arguments::{AgreedArguments, Arguments, JoinCommand, WhomArguments};
use crate::device::whom;
use crate::passphrase;
use crate::terminal::{Failure, Terminal, app};

/// So many digits are compared on line.
const ONLINE_DIGITS: usize = 6;
/// So often it is looked whether the other side has done something.
const TURN: Duration = Duration::from_secs(2);

/// Asks a laptop in, and lets it in where somebody sits at the terminal.
pub(crate) fn invite(terminal: &Terminal, arguments: &Arguments, of: &WhomArguments) -> Result<(), Failure> {
    let app = passphrase::unlocked(terminal, arguments)?;
    let whom = whom(&app, of)?;
    let view = usecase::online_invite(&app, &OnlineInviteRequest { whom })?;
    show_words(terminal, &view);
    terminal.document(&view)?;
    if arguments.json {
        return Ok(());
    }
    let mut seen = view;
    loop {
        match seen.stage {
            OnlineStage::Words | OnlineStage::Laptop => {}
            OnlineStage::Digits => {
                asks(terminal, &seen);
                terminal.say(&cli::cli_online_digits_ask(&terminal.words));
                let check = digits(terminal)?;
                let request = OnlineAcceptRequest { invite: seen.invite, check, agreed: Agreed::Alone };
                return let_in(terminal, &usecase::online_accept(&app, &request)?);
            }
            OnlineStage::Answered | OnlineStage::Dead => {
                terminal.say(&cli::cli_online_over(&terminal.words));
                return Ok(());
            }
        }
        std::thread::sleep(TURN);
        let now = match usecase::online_look(&app, &InviteEndRequest { invite: seen.invite.clone() }) {
            Ok(now) => now,
            Err(error) if is_of_line(&error) => continue,
            Err(error) => return Err(error.into()),
        };
        told(terminal, &seen, &now);
        seen = now;
    }
}

/// The address and the words, one under the other.
pub(crate) fn show_words(terminal: &Terminal, view: &OnlineView) {
    terminal.say(&cli::cli_online_words(&terminal.words));
    terminal.line(&view.address);
    for (number, word) in (1_u8..).zip(&view.words) {
        terminal.line(&format!("{number}. {word}"));
    }
}

/// Says what came since it was looked last.
pub(crate) fn told(terminal: &Terminal, before: &OnlineView, now: &OnlineView) {
    if now.again && !before.again {
        terminal.say(&cli::cli_online_again(&terminal.words));
    }
    if now.stage == OnlineStage::Laptop && before.stage == OnlineStage::Words {
        terminal.say(&cli::cli_online_laptop(&terminal.words));
    }
}

/// Who asks.
pub(crate) fn asks(terminal: &Terminal, view: &OnlineView) {
    if let Some(asks) = &view.asks {
        let (device, member) = (asks.device.as_str(), asks.member.as_str());
        terminal.say(&cli::cli_device_asks(&terminal.words, device, member, asks.role.to_string()));
    }
}

/// How far an invite is; what lies for it is answered.
pub(crate) fn answer(terminal: &Terminal, arguments: &Arguments, invite: Option<&str>) -> Result<(), Failure> {
    let app = passphrase::unlocked(terminal, arguments)?;
    let view = usecase::online_look(&app, &InviteEndRequest { invite: meant(&app, invite)? })?;
    if view.again {
        terminal.say(&cli::cli_online_again(&terminal.words));
    }
    match view.stage {
        OnlineStage::Words => show_words(terminal, &view),
        OnlineStage::Laptop => terminal.say(&cli::cli_online_laptop(&terminal.words)),
        OnlineStage::Digits => asks(terminal, &view),
        OnlineStage::Answered | OnlineStage::Dead => terminal.say(&cli::cli_online_over(&terminal.words)),
    }
    terminal.document(&view)
}

/// Lets the laptop in that shows these digits.
pub(crate) fn accept(
    terminal: &Terminal,
    arguments: &Arguments,
    (invite, check): (&str, &str),
    agreed: &AgreedArguments,
) -> Result<(), Failure> {
    if !are_digits(check) {
        return Err(Failure::Usage("give the six digits that stand on the new laptop"));
    }
    let app = passphrase::unlocked(terminal, arguments)?;
    let agreed = passphrase::agreed(terminal, &app, agreed)?;
    let (invite, check) = (meant(&app, Some(invite))?, check.to_owned());
    let_in(terminal, &usecase::online_accept(&app, &OnlineAcceptRequest { invite, check, agreed })?)
}

pub(crate) fn let_in(terminal: &Terminal, let_in: &LetInView) -> Result<(), Failure> {
    let name = let_in.name.as_str();
    terminal.say(&match let_in.told {
        true => cli::cli_online_let_in(&terminal.words, name),
        false => cli::cli_online_let_in_untold(&terminal.words, name),
    });
    terminal.document(let_in)
}

/// Takes an invite back.
pub(crate) fn take_back(terminal: &Terminal, arguments: &Arguments, invite: &str) -> Result<(), Failure> {
    let app = passphrase::unlocked(terminal, arguments)?;
    let view = usecase::invite_end(&app, &InviteEndRequest { invite: meant(&app, Some(invite))? })?;
    terminal.say(&cli::cli_device_taken_back(&terminal.words));
    terminal.document(&view)
}

/// The invite that is named, by its beginning; else the only one that waits.
fn meant(app: &App, named: Option<&str>) -> Result<String, Failure> {
    let invites = usecase::device_list(app, &())?.invites;
    let is_meant = |invite: &str, open: bool| match named {
        Some(named) => invite == named,
        None => open,
    };
    let mut found = invites
        .into_iter()
        .filter(|invite| invite.online && is_meant(&invite.invite, invite.state == InviteStands::Open));
    match (found.next(), found.next()) {
        (Some(only), None) => Ok(only.invite),
        (None, _) => Err(ErrorCode::JoinNotInvited.into()),
        (Some(_), Some(_)) => Err(Failure::Usage("several invites wait: name one")),
    }
}

/// Answers words, or goes on after that.
pub(crate) fn join(terminal: &Terminal, arguments: &Arguments, command: &JoinCommand) -> Result<(), Failure> {
    let app = app(arguments)?;
    if command.go_on {
        return go_on(terminal, arguments, &app);
    }
    let (Some(address), Some(device)) = (command.at.clone(), command.name.clone()) else {
        return Err(Failure::Usage("give --at and --name"));
    };
    let words = match &command.words {
        Some(words) => words.clone(),
        None => {
            terminal.say(&cli::cli_join_words_ask(&terminal.words));
            line()?
        }
    };
    let member = if command.shown_as.is_empty() { device.clone() } else { command.shown_as.clone() };
    let passphrase = passphrase::new(terminal, arguments.passphrase_file.as_deref())?;
    let words = Secret::new(words);
    let request = OnlineJoinRequest { address, words, device, member, passphrase };
    let mut view = usecase::join_online(&app, &request)?;
    while !arguments.json && view.stage == JoinStage::Waits {
        terminal.progress(&cli::cli_join_waits(&terminal.words));
        std::thread::sleep(TURN);
        view = match usecase::join_look(&app, &()) {
            Err(error) if is_of_line(&error) => continue,
            looked => looked?,
        };
    }
    shown(terminal, &view)
}

fn shown(terminal: &Terminal, view: &JoinsView) -> Result<(), Failure> {
    terminal.say(&match (&view.check, view.stage) {
        (Some(check), JoinStage::Digits) => cli::cli_join_digits(&terminal.words, check.as_str()),
        (_, JoinStage::Decided) => cli::cli_join_decided(&terminal.words),
        _ => cli::cli_join_waits(&terminal.words),
    });
    terminal.document(view)
}

/// Looks how far it is, and joins if this laptop was let in.
fn go_on(terminal: &Terminal, arguments: &Arguments, app: &App) -> Result<(), Failure> {
    let view = usecase::join_look(app, &())?;
    if view.stage == JoinStage::Waits {
        return shown(terminal, &view);
    }
    let passphrase = passphrase::of_waiting(terminal, arguments)?;
    match usecase::device_go_on(app, &JoinGoOnRequest { passphrase }) {
        // Its digits wait to be typed.
        Err(error) if error.is(ErrorCode::JoinNotYet) => shown(terminal, &view),
        Err(error) => Err(error.into()),
        Ok(joined) => {
            terminal.say(&cli::cli_device_joined(&terminal.words));
            terminal.document(&json!({ "stage": "joined", "met": joined.met }))
        }
    }
}

fn is_of_line(error: &AppError) -> bool {
    [ErrorCode::HubUnreached, ErrorCode::HubBroke, ErrorCode::HubBusy].into_iter().any(|code| error.is(code))
}

/// Six digits, asked for until they are typed: whatever else lay there, an Enter or a part of them, ends no invite.
fn digits(terminal: &Terminal) -> Result<String, Failure> {
    loop {
        let typed = line()?;
        if are_digits(&typed) {
            return Ok(typed);
        }
        terminal.say(&cli::cli_online_digits_ask(&terminal.words));
    }
}

/// Are these as many digits as stand on the other screen?
pub(crate) fn are_digits(typed: &str) -> bool {
    typed.chars().filter(char::is_ascii_digit).count() == ONLINE_DIGITS
}

fn line() -> Result<String, Failure> {
    let (mut text, nothing) = (String::new(), || Failure::Usage("nothing was typed"));
    let many = std::io::stdin().lock().read_line(&mut text).map_err(|_| nothing())?;
    if many == 0 { Err(nothing()) } else { Ok(text.trim().to_owned()) }
}
