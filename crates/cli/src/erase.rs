//! `pana erase`.

use pana_app::contract::erase::{
    ElsewhereStanding, ElsewhereView, EraseCancelRequest, EraseReason, EraseRequest, ErasedRevoked, ErasedView,
    ErasingRequest, ErasingView, ErasureStanding, ErasureView,
};
use pana_app::{error::ErrorCode, usecase};
use pana_i18n::keys::cli;
use serde_json::json;

use crate::arguments::{Arguments, EraseCommand, EraseThen};
use crate::passphrase;
use crate::people::case_of;
use crate::terminal::{Failure, Terminal};

pub(crate) fn run(terminal: &Terminal, arguments: &Arguments, command: &EraseCommand) -> Result<(), Failure> {
    let app = passphrase::unlocked(terminal, arguments)?;
    match &command.then {
        None => {
            let (Some(case), Some(reason)) = (&command.case, command.reason) else {
                return Err(ErrorCode::EraseReason.into());
            };
            let case = case_of(&app, case)?;
            let joined = command.joined;
            let ErasingView { joined: others, elsewhere, .. } =
                usecase::case_erasing(&app, &ErasingRequest { case, joined })?;
            let agreed = passphrase::agreed(terminal, &app, &command.agreed)?;
            let revoke = command.revoke.clone();
            let order = EraseRequest { case, joined, reason, agreed, shown: None, revoke };
            let ErasedView { made, revoked } = usecase::erase_case(&app, &order)?;
            certificate(terminal, &made);
            self::elsewhere(terminal, &elsewhere, &revoked);
            let left: Vec<String> = others.into_iter().filter(|_| !joined).map(|other| other.number).collect();
            if !left.is_empty() {
                terminal.say(&cli::cli_erase_joined(&terminal.words, left.len(), left.join(", ")));
            }
            let mut document = json!(made);
            if let Some(fields) = document.as_object_mut() {
                fields.insert("joined_left".to_owned(), json!(left));
                fields.insert("elsewhere".to_owned(), json!(elsewhere));
                fields.insert("revoked".to_owned(), json!(revoked));
            }
            terminal.document(&document)
        }
        Some(then @ (EraseThen::List | EraseThen::Roll)) => {
            let shown = if matches!(then, EraseThen::Roll) { usecase::erasure_roll } else { usecase::erasure_list };
            let erasures = shown(&app, &())?.erasures;
            erasures.iter().for_each(|made| certificate(terminal, made));
            terminal.say(&cli::cli_erase_found(&terminal.words, erasures.len()));
            terminal.document(&erasures)
        }
        Some(EraseThen::Cancel { number }) => {
            let request = EraseCancelRequest { number: number.clone() };
            let erasures = usecase::erasure_cancel(&app, &request)?.erasures;
            terminal.say(&cli::cli_erase_cancelled(&terminal.words, number.as_str()));
            terminal.document(&json!({ "erasures": erasures }))
        }
    }
}

/// What other centres have, which no order here reaches, and what was revoked for it.
fn elsewhere(terminal: &Terminal, elsewhere: &[ElsewhereView], revoked: &[ErasedRevoked]) {
    let words = &terminal.words;
    for one in elsewhere {
        let centre = one.centre.as_str();
        match one.has.0 {
            ElsewhereStanding::Yes => terminal.say(&cli::cli_erase_elsewhere_yes(words, centre, one.number.as_str())),
            ElsewhereStanding::First => {
                terminal.say(&cli::cli_erase_elsewhere_first(words, centre, one.number.as_str()));
            }
            ElsewhereStanding::Perhaps => terminal.say(&cli::cli_erase_elsewhere_perhaps(words, centre)),
            // It is revoked now, and the word says so below.
            ElsewhereStanding::NotYet => {}
        }
    }
    for one in revoked {
        terminal.say(&match &one.file {
            Some(file) => cli::cli_erase_revoked(words, one.centre.as_str(), file.as_str()),
            None => cli::cli_erase_revoked_untold(words, one.centre.as_str()),
        });
    }
}

/// A certificate as text: what was done, and where.
fn certificate(terminal: &Terminal, made: &ErasureView) {
    let words = &terminal.words;
    let day = |at: &Option<String>| at.as_deref().and_then(|at| at.get(..10)).unwrap_or_default().to_owned();
    terminal.line(&cli::cli_erase_number(words, made.number.as_str()));
    terminal.line(&match made.reason.0 {
        EraseReason::TermOver => cli::cli_erase_reason_term_over(words),
        EraseReason::Asked => cli::cli_erase_reason_asked(words),
        EraseReason::Mistake => cli::cli_erase_reason_mistake(words),
        EraseReason::NoBasis => cli::cli_erase_reason_no_basis(words),
        EraseReason::Ordered => cli::cli_erase_reason_ordered(words),
    });
    terminal.line(&cli::cli_erase_by(words, day(&made.ordered), made.by.join(", ")));
    terminal.line(&match made.state.0 {
        ErasureStanding::Waits => cli::cli_erase_waits(words, day(&made.at)),
        ErasureStanding::Counts => cli::cli_erase_counts(words, made.done, made.of),
        ErasureStanding::Contested => cli::cli_erase_contested(words),
        ErasureStanding::Cancelled => cli::cli_erase_off(words),
    });
    if made.state.0 != ErasureStanding::Counts {
        return;
    }
    for device in &made.devices {
        terminal.line(&match (&device.done, &device.met) {
            (Some(_), _) => cli::cli_erase_device_done(words, day(&device.done), device.name.as_str()),
            (None, Some(_)) => cli::cli_erase_device_met(words, day(&device.met), device.name.as_str()),
            (None, None) => cli::cli_erase_device_never(words, device.name.as_str()),
        });
    }
    if made.copies_closed {
        terminal.line(&cli::cli_erase_copies_closed(words));
    } else {
        terminal.line(&cli::cli_erase_copies(words, day(&made.copies_close)));
    }
    if made.later > 0 {
        terminal.line(&cli::cli_erase_later(words, usize::try_from(made.later).unwrap_or(usize::MAX)));
    }
}
