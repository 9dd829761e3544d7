//! `pana lease`.

use pana_app::contract::lease::{LeaseCodeRequest, LeaseUnlockRequest};
use pana_app::error::ErrorCode;
use pana_app::usecase;
use pana_i18n::keys::cli;
use pana_model::Secret;
use serde_json::json;

use crate::arguments::{Arguments, LeaseCommand};
use crate::passphrase;
use crate::terminal::{Failure, Terminal, app};

pub(crate) fn run(terminal: &Terminal, arguments: &Arguments, command: &LeaseCommand) -> Result<(), Failure> {
    match command {
        LeaseCommand::Show => show(terminal, arguments),
        LeaseCommand::Renew { device, challenge, taken_out } => {
            let app = passphrase::unlocked(terminal, arguments)?;
            let asked =
                LeaseCodeRequest { device: device.clone(), challenge: challenge.clone(), taken_out: *taken_out };
            let renewed = usecase::lease_code(&app, &asked)?;
            terminal.line(&renewed.code);
            terminal.say(&cli::cli_lease_read_aloud(&terminal.words, renewed.device.as_str()));
            terminal.document(&renewed)
        }
        LeaseCommand::Enter { code } => {
            let app = app(arguments)?;
            let (member, passphrase) = passphrase::of_member(terminal, arguments, &app)?;
            let code = Secret::new(code.clone());
            usecase::lease_unlock(&app, &LeaseUnlockRequest { member: member.id, passphrase, code })?;
            let lease = usecase::lease_show(&app, &())?;
            if let Some(lease) = &lease {
                terminal.say(&cli::cli_lease_until(&terminal.words, lease.until.as_str()));
            }
            terminal.document(&lease)
        }
    }
}

/// One that is over is no failure here: it is what was asked for.
fn show(terminal: &Terminal, arguments: &Arguments) -> Result<(), Failure> {
    let app = match passphrase::unlocked(terminal, arguments) {
        Err(Failure::App(error)) if error.is(ErrorCode::LeaseOver) => {
            let [what, now] = terminal.words.error(error.code.code(), &error.args);
            terminal.say(&what);
            terminal.say(&now);
            return terminal.document(&json!({ "over": true, "challenge": error.args.get("challenge") }));
        }
        opened => opened?,
    };
    let Some(lease) = usecase::lease_show(&app, &())? else {
        terminal.say(&cli::cli_lease_none(&terminal.words));
        return terminal.document(&json!(null));
    };
    terminal.say(&cli::cli_lease_until(&terminal.words, lease.until.as_str()));
    terminal.line(&lease.challenge);
    terminal.document(&json!({
        "over": false, "until": lease.until, "days": lease.days, "challenge": lease.challenge,
    }))
}
