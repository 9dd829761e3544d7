//! `pana transfer`, and the cards of `pana centre`.

use std::path::Path;

use pana_app::contract::meet::PathRequest;
use pana_app::contract::referral::ConsentInput;
use pana_app::contract::transfer::{
    CentreKnowRequest, CentreNamedRequest, TransferConsentRequest, TransferFileRequest, TransferGiveRequest,
    TransferGivenView, TransferNamedRequest, TransferRow, TransferSeenView, TransferSettleRequest, TransferSettledView,
    TransferShown, TransferWordView,
};
use pana_app::{App, usecase};
use pana_i18n::keys::{cli, transfer};

use crate::arguments::{Arguments, TransferCommand, TransferConsentCommand, TransferThen};
use crate::consent::second_of;
use crate::passphrase;
use crate::people::case_of;
use crate::referral::word;
use crate::terminal::{Failure, Terminal};

pub(crate) fn run(terminal: &Terminal, arguments: &Arguments, command: &TransferCommand) -> Result<(), Failure> {
    let app = passphrase::unlocked(terminal, arguments)?;
    let words = &terminal.words;
    match &command.then {
        None => {
            let (Some(case), Some(to)) = (&command.case, &command.to) else {
                return Err(Failure::Usage("a case and --to are needed"));
            };
            let asked = TransferGiveRequest { case: case_of(&app, case)?, to: to.clone(), out: command.out.clone() };
            let given = usecase::transfer_give(&app, &asked)?;
            preview(terminal, &given);
            terminal.document(&given)
        }
        Some(TransferThen::Consent(said)) => consent(terminal, &app, said),
        Some(TransferThen::Again { transfer, out }) => {
            let asked = named(transfer, "", out);
            let written = usecase::transfer_again(&app, &asked)?;
            terminal.say(&cli::cli_transfer_written(words, written.file.display().to_string()));
            terminal.document(&written)
        }
        Some(TransferThen::Show { file }) => {
            let shown = usecase::transfer_show(&app, &path(file))?;
            match &shown {
                TransferShown::Case(seen) => self::seen(terminal, seen),
                TransferShown::Word(said) => self::said(terminal, said),
            }
            terminal.document(&shown)
        }
        Some(TransferThen::Accept { file, out }) => {
            let taken = usecase::transfer_accept(&app, &of_file(file, "", out))?;
            terminal.line(&taken.number);
            let answer = taken.answer.display().to_string();
            terminal.say(&match taken.again {
                false => cli::cli_transfer_accepted(words, answer, taken.number.as_str()),
                true => cli::cli_transfer_again(words, answer, taken.number.as_str()),
            });
            terminal.document(&taken)
        }
        Some(TransferThen::Decline { file, reason, out }) => {
            let answer = usecase::transfer_decline(&app, &of_file(file, reason, out))?;
            terminal.say(&cli::cli_transfer_declined(words, answer.file.display().to_string()));
            terminal.document(&answer)
        }
        Some(TransferThen::Answer { file }) => {
            let taken = usecase::transfer_answer(&app, &path(file))?;
            said(terminal, &taken);
            terminal.document(&taken)
        }
        Some(TransferThen::Revoke { transfer, reason, out }) => {
            let written = usecase::transfer_revoke(&app, &named(transfer, reason, out))?;
            terminal.say(&match &written.file {
                Some(file) => cli::cli_transfer_revoked(words, file.display().to_string()),
                None => cli::cli_transfer_revoked_untold(words),
            });
            terminal.document(&written)
        }
        Some(TransferThen::Settle { transfer, holds }) => {
            let asked = TransferSettleRequest { transfer: transfer.clone(), holds: *holds };
            let settled = usecase::transfer_settle(&app, &asked)?;
            self::settled(terminal, &settled);
            terminal.document(&settled)
        }
        Some(TransferThen::List) => rows(terminal, &usecase::transfer_list(&app, &())?),
    }
}

/// Writes this centre's card.
pub(crate) fn card(terminal: &Terminal, arguments: &Arguments, out: &Path) -> Result<(), Failure> {
    let app = passphrase::unlocked(terminal, arguments)?;
    let card = usecase::centre_card(&app, &path(out))?;
    terminal.line(&card.digits);
    let file = card.file.as_ref().map(|file| file.display().to_string()).unwrap_or_default();
    terminal.say(&cli::cli_centre_card(&terminal.words, card.digits.as_str(), file));
    terminal.document(&card)
}

/// Takes the card of another centre in.
pub(crate) fn know(terminal: &Terminal, arguments: &Arguments, file: &Path, check: &str) -> Result<(), Failure> {
    let app = passphrase::unlocked(terminal, arguments)?;
    let known = usecase::centre_know(&app, &CentreKnowRequest { file: file.to_owned(), check: check.to_owned() })?;
    terminal.say(&cli::cli_centre_known(&terminal.words, known.digits.as_str(), known.name.as_str()));
    terminal.document(&known)
}

/// The centres that are known; with one to be forgotten, those that are left.
pub(crate) fn known(terminal: &Terminal, arguments: &Arguments, forget: Option<&String>) -> Result<(), Failure> {
    let app = passphrase::unlocked(terminal, arguments)?;
    let known = match forget {
        Some(centre) => usecase::centre_forget(&app, &CentreNamedRequest { centre: centre.clone() })?,
        None => usecase::centres_known(&app, &())?,
    };
    for centre in &known {
        terminal.line(&format!("{}\t{}\t{}", centre.name, centre.digits, centre.centre));
    }
    terminal.document(&known)
}

fn consent(terminal: &Terminal, app: &App, said: &TransferConsentCommand) -> Result<(), Failure> {
    let consent = ConsentInput {
        answer: word(&said.answer)?,
        fields: Vec::new(),
        basis: word(&said.basis)?,
        second: second_of(app, said.second.as_deref(), said.second_passphrase_file.as_deref())?,
        language: said.language.clone(),
        how: word(&said.how)?,
        interpreter: said.interpreter.clone(),
        present: said.present.clone(),
        caregiver: said.caregiver.clone(),
        assent: said.assent,
        until: said.until.clone(),
        words: said.words.clone(),
        sheet: String::new(),
    };
    let (case, to) = (case_of(app, &said.case)?, said.to.clone());
    let asked = TransferConsentRequest { case, to, read_on: said.read_on, consent };
    let recorded = usecase::transfer_consent(app, &asked)?;
    // What is on its way does not stop by itself. Who may record an answer and see no list is not told; whoever hands over is.
    let is_out = |row: &TransferRow| row.case.0 == case.0 && !row.agreed;
    if !recorded.live && usecase::transfer_list(app, &()).is_ok_and(|rows| rows.iter().any(is_out)) {
        terminal.say(&transfer::transfer_disagreed_label(&terminal.words));
    }
    terminal.print(&recorded)
}

fn path(of: &Path) -> PathRequest {
    PathRequest { path: of.to_owned() }
}

fn named(transfer: &str, reason: &str, out: &Path) -> TransferNamedRequest {
    TransferNamedRequest { transfer: transfer.to_owned(), reason: reason.to_owned(), out: out.to_owned() }
}

fn of_file(file: &Path, reason: &str, out: &Path) -> TransferFileRequest {
    TransferFileRequest { file: file.to_owned(), out: out.to_owned(), reason: reason.to_owned() }
}

/// What goes, to whom, and what stays.
fn preview(terminal: &Terminal, given: &TransferGivenView) {
    let words = &terminal.words;
    terminal.say(&cli::cli_transfer_to(words, given.digits.as_str(), given.to.as_str()));
    terminal.say(&cli::cli_transfer_goes(words, given.entries, given.files, given.interviews));
    if given.open_referrals > 0 {
        terminal.say(&cli::cli_transfer_open_referrals(words, given.open_referrals));
    }
    if given.drafts_stay > 0 {
        terminal.say(&cli::cli_transfer_drafts_stay(words, given.drafts_stay));
    }
    if given.private_stay > 0 {
        terminal.say(&cli::cli_transfer_private_stay(words, given.private_stay));
    }
    if given.too_large {
        terminal.say(&cli::cli_transfer_too_large(words));
    }
    terminal.say(&if given.reads_on { cli::cli_transfer_reads_on(words) } else { cli::cli_transfer_closes(words) });
    if let Some(file) = &given.file {
        terminal.say(&cli::cli_transfer_written(words, file.display().to_string()));
    }
}

fn seen(terminal: &Terminal, seen: &TransferSeenView) {
    let words = &terminal.words;
    let day = seen.at.get(..10).unwrap_or_default();
    terminal.say(&cli::cli_transfer_from(words, seen.by.as_str(), seen.from.as_str(), day, seen.number.as_str()));
    terminal.say(&cli::cli_transfer_goes(words, seen.entries, seen.files, seen.interviews));
    if !seen.agreed {
        terminal.say(&transfer::transfer_seen_over_message(words));
    }
    for before in &seen.before {
        terminal.say(&cli::cli_transfer_before(words, before.name.as_str(), before.number.as_str()));
    }
    for double in &seen.doubles {
        terminal.say(&cli::cli_transfer_double(words, double.name.as_str(), double.number.as_str()));
    }
}

fn said(terminal: &Terminal, said: &TransferWordView) {
    let words = &terminal.words;
    terminal.say(&cli::cli_transfer_word(words, said.from.as_str(), said.number.as_str(), said.word.as_str()));
    if !said.words.is_empty() {
        terminal.say(&said.words);
    }
    if said.word == "revoked" && !said.number_here.is_empty() {
        terminal.say(&transfer::transfer_word_revoked_here_message(words, said.number_here.as_str()));
    }
    if said.closed {
        terminal.say(&cli::cli_transfer_may_erase(words));
    }
    if said.has_more {
        terminal.say(&cli::cli_transfer_has_more(words));
    }
}

/// What was done, and what still waits for somebody.
fn settled(terminal: &Terminal, settled: &TransferSettledView) {
    let (words, row) = (&terminal.words, &settled.row);
    let state = row.state.map(|state| state.to_string()).unwrap_or_default();
    terminal.say(&cli::cli_transfer_settled(words, row.centre.as_str(), row.number.as_str(), state));
    terminal.say(&if settled.is_closed {
        cli::cli_transfer_settled_closed(words)
    } else {
        cli::cli_transfer_settled_open(words)
    });
    if row.has_more {
        terminal.say(&cli::cli_transfer_has_more(words));
    }
    terminal.say(&cli::cli_transfer_waits(words, settled.waits.len()));
    lines(terminal, &settled.waits);
}

fn rows(terminal: &Terminal, rows: &[TransferRow]) -> Result<(), Failure> {
    lines(terminal, rows);
    terminal.document(&rows)
}

fn lines(terminal: &Terminal, rows: &[TransferRow]) {
    let words = &terminal.words;
    for row in rows {
        let state = row.state.map(|state| state.to_string()).unwrap_or_default();
        terminal.line(&format!("{}\t{}\t{}\t{}\t{state}", row.transfer, row.way, row.number, row.centre));
        if !row.agreed {
            terminal.say(&format!("{}: {}", row.number, transfer::transfer_disagreed_label(words)));
        }
        if row.revoked_there {
            terminal.say(&format!("{}: {}", row.number, transfer::transfer_revoked_there_label(words)));
        }
    }
}
