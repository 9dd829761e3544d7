//! `pana device`.

use pana_app::contract::meet::{AcceptRequest, InviteRequest, Invited, JoinRequest, PathRequest, RevokeRequest};
use pana_app::error::ErrorCode;
use pana_app::{App, usecase};
use pana_i18n::keys::cli;
use serde_json::json;

use crate::arguments::{Arguments, DeviceCommand, InviteCommand, JoinCommand, WhomArguments};
use crate::bundle;
use crate::online;
use crate::passphrase;
use crate::terminal::{Failure, Terminal, app};

pub(crate) fn run(terminal: &Terminal, arguments: &Arguments, command: &DeviceCommand) -> Result<(), Failure> {
    match command {
        DeviceCommand::List => list(terminal, arguments),
        DeviceCommand::Invite(invite) => self::invite(terminal, arguments, invite),
        DeviceCommand::Join(join) => self::join(terminal, arguments, join),
        DeviceCommand::Answer { invite } => online::answer(terminal, arguments, invite.as_deref()),
        DeviceCommand::Waits => {
            let waits = usecase::device_waits(&app(arguments)?, &())?;
            match &waits {
                Some(waits) => terminal.say(&cli::cli_device_waits(&terminal.words, waits.check.as_str())),
                None => terminal.say(&cli::cli_device_waits_not(&terminal.words)),
            }
            terminal.document(&waits)
        }
        DeviceCommand::Forget => {
            usecase::device_forget(&app(arguments)?, &())?;
            terminal.say(&cli::cli_device_waits_not(&terminal.words));
            terminal.document(&json!({ "waits": false }))
        }
        DeviceCommand::TakeBack { id: Some(id), .. } => online::take_back(terminal, arguments, id),
        DeviceCommand::TakeBack { invite: None, .. } => Err(Failure::Usage("name an invite")),
        DeviceCommand::TakeBack { invite: Some(invite), .. } => {
            let app = passphrase::unlocked(terminal, arguments)?;
            let view = usecase::device_invite_revoke(&app, invite)?;
            terminal.say(&cli::cli_device_taken_back(&terminal.words));
            terminal.document(&view)
        }
        DeviceCommand::Asks { answer } => {
            let app = passphrase::unlocked(terminal, arguments)?;
            let asks = usecase::device_asks(&app, &PathRequest { path: answer.clone() })?;
            let (device, member) = (asks.device.as_str(), asks.member.as_str());
            terminal.say(&cli::cli_device_asks(&terminal.words, device, member, asks.role.to_string()));
            terminal.document(&asks)
        }
        DeviceCommand::Revoke { device, agreed } => {
            let app = passphrase::unlocked(terminal, arguments)?;
            let agreed = passphrase::agreed(terminal, &app, agreed)?;
            let view = usecase::device_revoke(&app, &RevokeRequest { device: device.clone(), agreed })?;
            terminal.say(&cli::cli_device_revoked(&terminal.words, device.as_str()));
            terminal.document(&view)
        }
        DeviceCommand::Accept { invite: Some(invite), check, agreed, .. } => {
            online::accept(terminal, arguments, (invite, check), agreed)
        }
        DeviceCommand::Accept { answer, check, out, agreed, .. } => {
            let (Some(answer), Some(out)) = (answer, out) else {
                return Err(Failure::Usage("give its answer, and --out"));
            };
            let app = passphrase::unlocked(terminal, arguments)?;
            bundle::made(out)?;
            let agreed = passphrase::agreed(terminal, &app, agreed)?;
            let (request, check, folder) = (answer.clone(), check.clone(), Some(out.clone()));
            let accepted = usecase::device_accept(&app, &AcceptRequest { request, check, folder, agreed })?;
            terminal.say(&cli::cli_device_accepted(&terminal.words, out.display().to_string()));
            terminal.document(&accepted)
        }
    }
}

fn list(terminal: &Terminal, arguments: &Arguments) -> Result<(), Failure> {
    let app = passphrase::unlocked(terminal, arguments)?;
    let view = usecase::device_list(&app, &())?;
    for device in &view.devices {
        let said = match (device.own, device.stands, &device.met, device.lacks) {
            (_, false, ..) => cli::cli_device_gone(&terminal.words),
            (true, ..) => cli::cli_device_own(&terminal.words),
            (_, _, Some(met), lacks) => cli::cli_device_met(&terminal.words, lacks.unwrap_or_default(), met.as_str()),
            (_, _, None, lacks) => cli::cli_device_never_met(&terminal.words, lacks.unwrap_or_default()),
        };
        terminal.line(&format!("{}\t{}\t{said}", device.name, device.id));
    }
    terminal.document(&view)
}

fn invite(terminal: &Terminal, arguments: &Arguments, command: &InviteCommand) -> Result<(), Failure> {
    let Some(file) = command.out.clone() else { return online::invite(terminal, arguments, &command.whom) };
    let app = passphrase::unlocked(terminal, arguments)?;
    let whom = whom(&app, &command.whom)?;
    let invited = usecase::device_invite(&app, &InviteRequest { whom, file })?;
    terminal.say(&cli::cli_device_invited(&terminal.words, invited.days, invited.file.as_str()));
    terminal.document(&invited)
}

/// Who is asked in.
pub(crate) fn whom(app: &App, of: &WhomArguments) -> Result<Invited, Failure> {
    Ok(match (&of.new_member, &of.role, &of.whom) {
        (Some(name), Some(role), _) => {
            let (role, grants) = (role.parse()?, of.grants.iter().map(|grant| grant.parse()));
            Invited::New { name: name.clone(), role, grants: grants.collect::<Result<_, ErrorCode>>()? }
        }
        (_, _, Some(named)) => {
            let members = usecase::member_list(app, &())?.members;
            let member = passphrase::find(&members, named).ok_or(Failure::from(ErrorCode::MemberUnknown))?;
            Invited::Member { member: member.id }
        }
        _ => Invited::Me,
    })
}

fn join(terminal: &Terminal, arguments: &Arguments, command: &JoinCommand) -> Result<(), Failure> {
    let (Some(invite), Some(name), Some(out)) = (&command.invite, &command.name, &command.out) else {
        return online::join(terminal, arguments, command);
    };
    let app = app(arguments)?;
    let passphrase = passphrase::new(terminal, arguments.passphrase_file.as_deref())?;
    let (invite, device, file) = (invite.clone(), name.clone(), Some(out.clone()));
    let member = if command.shown_as.is_empty() { name.clone() } else { command.shown_as.clone() };
    let joins = usecase::device_join(&app, &JoinRequest { invite, device, member, passphrase, file })?;
    terminal.say(&cli::cli_device_joins(&terminal.words, joins.check.as_str(), out.display().to_string()));
    terminal.document(&joins)
}
