//! `pana member`.

use pana_app::contract::centre::{AddMemberRequest, PassphraseRequest};
use pana_app::usecase;
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
