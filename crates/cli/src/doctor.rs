//! `pana doctor`.

use pana_i18n::keys::cli;

use crate::arguments::Arguments;
use crate::passphrase;
use crate::terminal::{Failure, Terminal};

pub(crate) fn run(terminal: &Terminal, arguments: &Arguments) -> Result<(), Failure> {
    let app = passphrase::unlocked(terminal, arguments)?;
    let found = pana_app::doctor(&app)?;
    terminal.document(&found)?;
    if found.problems.is_empty() {
        terminal.say(&cli::cli_doctor_good(&terminal.words, found.events));
        return Ok(());
    }
    terminal.say(&cli::cli_doctor_bad(&terminal.words, found.problems.len()));
    for problem in &found.problems {
        terminal.say(&format!("  {problem}"));
    }
    Err(Failure::Said)
}
