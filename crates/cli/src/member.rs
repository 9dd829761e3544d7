//! `pana member`.

use std::path::Path;

use pana_app::contract::Word;
use pana_app::contract::centre::{
    AddMemberRequest, Agreed, ConfirmRequest, GrantRequest, MemberView, PassphraseRequest, RemoveMemberRequest, Role,
};
use pana_app::contract::doctor::{Author, SetAsideRow, TakeOverRequest};
use pana_app::error::ErrorCode;
use pana_app::{App, usecase};
use pana_i18n::keys::cli;
use serde_json::json;

use crate::arguments::{Arguments, MemberCommand};
use crate::centre::sheet;
use crate::passphrase;
use crate::terminal::{Failure, Terminal};

pub(crate) fn run(terminal: &Terminal, arguments: &Arguments, command: &MemberCommand) -> Result<(), Failure> {
    match command {
        MemberCommand::Add { name, role, grants, new_passphrase_file, agreed } => {
            let app = passphrase::unlocked(terminal, arguments)?;
            let passphrase = passphrase::new(terminal, new_passphrase_file.as_deref())?;
            let (name, role) = (name.clone(), role.parse::<Word<Role>>()?);
            let grants = grants.iter().map(|grant| grant.parse()).collect::<Result<_, ErrorCode>>()?;
            let agreed = passphrase::agreed(terminal, &app, agreed)?;
            let added = AddMemberRequest { name: name.clone(), role, grants, passphrase, agreed };
            let members = usecase::member_add(&app, &added)?.members;
            terminal.say(&cli::cli_member_added(&terminal.words, name.as_str()));
            terminal.document(&json!({ "members": members }))
        }
        MemberCommand::Remove { name, agreed } => {
            let app = passphrase::unlocked(terminal, arguments)?;
            let member = member(&app, name)?;
            let agreed = passphrase::agreed(terminal, &app, agreed)?;
            let members = usecase::member_remove(&app, &RemoveMemberRequest { member: member.id, agreed })?.members;
            terminal.say(&cli::cli_member_removed(&terminal.words, member.name.as_str()));
            terminal.document(&json!({ "members": members }))
        }
        MemberCommand::Confirm { name, sheet_a, sheet_b } => {
            confirm(terminal, arguments, name, (sheet_a.as_deref(), sheet_b.as_deref()))
        }
        MemberCommand::Admit { name, event } => admit(terminal, arguments, name, event.as_deref()),
        MemberCommand::Grant { name, grant, agreed } => {
            let app = passphrase::unlocked(terminal, arguments)?;
            let agreed = passphrase::agreed(terminal, &app, agreed)?;
            let request = GrantRequest { member: member(&app, name)?.id, grant: grant.parse()?, agreed };
            let members = usecase::grant_give(&app, &request)?.members;
            terminal.say(&cli::cli_grant_given(&terminal.words, grant.as_str(), name.as_str()));
            terminal.document(&json!({ "members": members }))
        }
        MemberCommand::Withdraw { name, grant, agreed } => {
            let app = passphrase::unlocked(terminal, arguments)?;
            let agreed = passphrase::agreed(terminal, &app, agreed)?;
            let request = GrantRequest { member: member(&app, name)?.id, grant: grant.parse()?, agreed };
            let members = usecase::grant_withdraw(&app, &request)?.members;
            terminal.say(&cli::cli_grant_withdrawn(&terminal.words, grant.as_str(), name.as_str()));
            terminal.document(&json!({ "members": members }))
        }
        MemberCommand::List => {
            let app = passphrase::unlocked(terminal, arguments)?;
            let members = usecase::member_list(&app, &())?.members;
            for member in &members {
                let grants: Vec<String> = member.grants.iter().map(ToString::to_string).collect();
                terminal.line(&format!("{}\t{}\t{}", member.name, member.role, grants.join(",")));
            }
            terminal.document(&json!({ "members": members }))
        }
        MemberCommand::Passphrase { new_passphrase_file } => {
            let app = passphrase::unlocked(terminal, arguments)?;
            let old = match &arguments.passphrase_file {
                Some(file) => passphrase::from_file(file)?,
                None => passphrase::new(terminal, None)?,
            };
            let new = passphrase::new(terminal, new_passphrase_file.as_deref())?;
            usecase::member_passphrase(&app, &PassphraseRequest { old, new })?;
            terminal.say(&cli::cli_passphrase_changed(&terminal.words));
            terminal.document(&json!({ "changed": true }))
        }
    }
}

fn confirm(
    terminal: &Terminal,
    arguments: &Arguments,
    name: &str,
    sheets: (Option<&Path>, Option<&Path>),
) -> Result<(), Failure> {
    let app = passphrase::unlocked(terminal, arguments)?;
    let suspended = usecase::member_list(&app, &())?.suspended;
    let known = passphrase::find(&suspended, name).cloned();
    // Who is no such member is told whether they are one at all.
    let leaves = known.map_or_else(|| member(&app, name), Ok)?;
    let agreed = match sheets {
        (Some(a), Some(b)) => Agreed::Sheets { sheet_a: sheet(a)?, sheet_b: sheet(b)? },
        _ => Agreed::Alone,
    };
    let members = usecase::member_confirm(&app, &ConfirmRequest { member: leaves.id, agreed })?.members;
    terminal.say(&cli::cli_member_confirmed(&terminal.words, leaves.name.as_str()));
    terminal.document(&json!({ "members": members }))
}

fn admit(terminal: &Terminal, arguments: &Arguments, name: &str, event: Option<&str>) -> Result<(), Failure> {
    let app = passphrase::unlocked(terminal, arguments)?;
    let rows = usecase::quarantine_list(&app, &())?.rows;
    let of = |row: &SetAsideRow| row.held_back_of.clone().filter(|of| of.name == name || of.id.to_string() == name);
    let held: Vec<(&SetAsideRow, Author)> = rows.iter().filter_map(|row| Some((row, of(row)?))).collect();
    let meant: Vec<_> = held.iter().filter(|(row, _)| event.is_none_or(|event| row.event == event)).collect();
    let Some((row, author)) = meant.first() else { return Err(ErrorCode::NothingHeld.into()) };
    let request = match event {
        Some(_) => TakeOverRequest::Event { event: row.event.clone() },
        None => TakeOverRequest::Member { member: author.id },
    };
    let left = usecase::quarantine_admit(&app, &request)?.rows.len();
    terminal.say(&cli::cli_member_admitted(&terminal.words, meant.len(), author.name.as_str()));
    terminal.document(&json!({ "admitted": meant.len(), "set_aside": left }))
}

/// Somebody who works here, by name or id.
pub(crate) fn member(app: &App, named: &str) -> Result<MemberView, Failure> {
    let members = usecase::member_list(app, &())?.members;
    passphrase::find(&members, named).cloned().ok_or_else(|| ErrorCode::MemberUnknown.into())
}
