//! `pana member`.

use pana_app::contract::centre::{AddMemberRequest, GrantRequest, MemberView, PassphraseRequest, RemoveMemberRequest};
use pana_app::error::ErrorCode;
use pana_app::{App, usecase};
use pana_i18n::keys::cli;
use serde_json::json;

use crate::arguments::{Arguments, MemberCommand};
use crate::passphrase;
use crate::terminal::{Failure, Terminal};

pub(crate) fn run(terminal: &Terminal, arguments: &Arguments, command: &MemberCommand) -> Result<(), Failure> {
    match command {
        MemberCommand::Add { name, role, grants, new_passphrase_file } => {
            let app = passphrase::unlocked(terminal, arguments)?;
            let passphrase = passphrase::new(terminal, new_passphrase_file.as_deref())?;
            let (name, role, grants) = (name.clone(), role.clone(), grants.clone());
            let added = AddMemberRequest { name: name.clone(), role, grants, passphrase };
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
        MemberCommand::Grant { name, grant } => {
            let app = passphrase::unlocked(terminal, arguments)?;
            let request = GrantRequest { member: member(&app, name)?.id, grant: grant.clone() };
            let members = usecase::grant_give(&app, &request)?.members;
            terminal.say(&cli::cli_grant_given(&terminal.words, grant.as_str(), name.as_str()));
            terminal.document(&json!({ "members": members }))
        }
        MemberCommand::Withdraw { name, grant } => {
            let app = passphrase::unlocked(terminal, arguments)?;
            let request = GrantRequest { member: member(&app, name)?.id, grant: grant.clone() };
            let members = usecase::grant_withdraw(&app, &request)?.members;
            terminal.say(&cli::cli_grant_withdrawn(&terminal.words, grant.as_str(), name.as_str()));
            terminal.document(&json!({ "members": members }))
        }
        MemberCommand::List => {
            let app = passphrase::unlocked(terminal, arguments)?;
            let members = usecase::member_list(&app, &())?.members;
            for member in &members {
                terminal.line(&format!("{}\t{}\t{}", member.name, member.role, member.grants.join(",")));
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

/// Somebody who works here, by name or id.
fn member(app: &App, named: &str) -> Result<MemberView, Failure> {
    let members = usecase::member_list(app, &())?.members;
    passphrase::find(&members, named).cloned().ok_or_else(|| ErrorCode::MemberUnknown.into())
}
