//! `pana hub`, `pana sync`.

use pana_app::contract::hub::{HubJoinRequest, HubView};
use pana_app::contract::meet::{ReadView, SyncView};
use pana_app::contract::room::RoomVisitRequest;
use pana_app::usecase;
use pana_i18n::keys::cli;
use pana_model::Secret;
use serde_json::json;

use crate::arguments::{Arguments, HubCommand, SyncCommand};
use crate::passphrase;
use crate::terminal::{Failure, Terminal};

pub(crate) fn run(terminal: &Terminal, arguments: &Arguments, command: &HubCommand) -> Result<(), Failure> {
    let app = passphrase::unlocked(terminal, arguments)?;
    match command {
        HubCommand::Show => {
            let hub = usecase::hub_show(&app, &())?;
            match &hub {
                Some(hub) => say(terminal, hub),
                None => terminal.say(&cli::cli_hub_none(&terminal.words)),
            }
            terminal.document(&hub)
        }
        HubCommand::Join { address, token } => {
            let token = Secret::new(token.clone());
            let hub = usecase::hub_join(&app, &HubJoinRequest { address: address.clone(), token })?;
            say(terminal, &hub);
            terminal.document(&hub)
        }
        HubCommand::Leave => {
            usecase::hub_leave(&app, &())?;
            terminal.say(&cli::cli_hub_none(&terminal.words));
            terminal.document(&json!({}))
        }
    }
}

fn say(terminal: &Terminal, hub: &HubView) {
    terminal.line(&format!("{}\t{}", hub.address, hub.key));
    match &hub.met {
        Some(met) => terminal.say(&cli::cli_hub_met(&terminal.words, met.as_str())),
        None => terminal.say(&cli::cli_hub_never_met(&terminal.words)),
    }
    if hub.waits > 0 {
        terminal.say(&cli::cli_hub_waits(&terminal.words, hub.waits));
    }
    if hub.apart {
        terminal.say(&cli::cli_hub_apart(&terminal.words));
    }
}

pub(crate) fn sync(terminal: &Terminal, arguments: &Arguments, command: &SyncCommand) -> Result<(), Failure> {
    let app = passphrase::unlocked(terminal, arguments)?;
    let met = match &command.at {
        Some(address) => usecase::room_visit(&app, &RoomVisitRequest { address: address.clone() })?,
        None => usecase::sync(&app, &())?,
    };
    let (events, given, people) = (met.read.events, met.given, met.read.people);
    terminal.say(&match command.at {
        Some(_) => cli::cli_sync_room_done(&terminal.words, events, given, people),
        None => cli::cli_sync_done(&terminal.words, events, given, people),
    });
    if met.read.not_taken > 0 {
        terminal.say(&cli::cli_bundle_not_taken(&terminal.words, met.read.not_taken));
    }
    if met.read.conflicts > 0 {
        terminal.say(&cli::cli_bundle_conflicts(&terminal.words, met.read.conflicts));
    }
    if met.files_given > 0 || met.read.files > 0 {
        terminal.say(&cli::cli_sync_files(&terminal.words, met.read.files, met.files_given));
    }
    if met.full {
        terminal.say(&cli::cli_sync_full(&terminal.words));
    }
    if met.told_full {
        terminal.say(&cli::cli_sync_told_full(&terminal.words));
    }
    if met.left > 0 {
        terminal.say(&cli::cli_sync_left(&terminal.words));
    }
    if met.forks > 0 {
        terminal.say(&cli::cli_sync_forks(&terminal.words));
    }
    let SyncView { given, files_given, read, left, full, told_full, forks, anew } = met;
    let ReadView { events, people, files, conflicts, quarantined, waiting, not_taken, complete, .. } = read;
    terminal.document(&json!({
        "events": events, "people": people, "files": files, "files_given": files_given, "conflicts": conflicts,
        "quarantined": quarantined, "waiting": waiting, "not_taken": not_taken, "complete": complete, "given": given, "left": left, "full": full,
        "told_full": told_full, "forks": forks, "anew": anew,
    }))
}
