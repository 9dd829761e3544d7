//! `pana demo`.

use pana_app::{Size, demo_make};
use pana_i18n::keys::cli;
use serde_json::json;

use crate::arguments::{Arguments, DemoCommand};
use crate::terminal::{Failure, Terminal, app};

pub(crate) fn run(terminal: &Terminal, arguments: &Arguments, command: &DemoCommand) -> Result<(), Failure> {
    let app = app(arguments)?;
    let made = demo_make(&app, Size { people: command.people, seed: command.seed })?;
    terminal.say(&cli::cli_demo_ready(&terminal.words, made.passphrase.as_str(), made.people));
    terminal.document(&json!({
        "people": made.people,
        "interviews": made.interviews,
        "seed": command.seed,
        "passphrase": made.passphrase,
    }))
}
