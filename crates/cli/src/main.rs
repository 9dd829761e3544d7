//! `pana`: the same use-cases for a terminal and for scripts.
//!
//! What a script reads is on stdout; sentences and progress are on stderr. Exit codes: 0 done, 1 the request cannot be
//! met (the message says what to do), 2 wrong usage, 3 wrong passphrase or no right to do it.

mod arguments;
mod bundle;
mod centre;
mod conflict;
mod consent;
mod contact;
mod demo;
mod device;
mod doctor;
mod doubles;
mod erase;
mod export;
mod form;
mod hub;
mod interview;
mod lease;
mod member;
mod needs;
mod online;
mod passphrase;
mod people;
mod quarantine;
mod referral;
mod rules;
mod serve;
mod services;
mod standing;
mod terminal;
mod territory;
mod transfer;

use std::process::ExitCode;

use clap::Parser as _;

use crate::arguments::{Arguments, Command};
use crate::terminal::{Failure, Terminal};

fn main() -> ExitCode {
    pana_app::keep_memory_private();
    let arguments = Arguments::parse();
    let terminal = Terminal::new(&arguments);
    match run(&terminal, &arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => terminal.fail(&failure),
    }
}

fn run(terminal: &Terminal, arguments: &Arguments) -> Result<(), Failure> {
    match &arguments.command {
        Command::Centre(command) => centre::run(terminal, arguments, command),
        Command::Recover(command) => centre::recover(terminal, arguments, command),
        Command::Member(command) => member::run(terminal, arguments, command),
        Command::Device(command) => device::run(terminal, arguments, command),
        Command::Bundle(command) => bundle::run(terminal, arguments, command),
        Command::Hub(command) => hub::run(terminal, arguments, command),
        Command::Lease(command) => lease::run(terminal, arguments, command),
        Command::Sync(command) => hub::sync(terminal, arguments, command),
        Command::Serve(command) => serve::run(terminal, arguments, command),
        Command::Form(command) => form::run(terminal, arguments, command),
        Command::Interview(command) => interview::run(terminal, arguments, command),
        Command::Needs(command) => needs::run(terminal, arguments, command),
        Command::Rules(command) => rules::run(terminal, arguments, command),
        Command::Services(command) => services::run(terminal, arguments, command),
        Command::Suggest { case } => services::suggest(terminal, arguments, case),
        Command::Referral(command) => referral::run(terminal, arguments, command),
        Command::Consent(command) => consent::run(terminal, arguments, command),
        Command::Conflict(command) => conflict::run(terminal, arguments, command),
        Command::People(command) => people::run(terminal, arguments, command),
        Command::Export(command) => export::run(terminal, arguments, command),
        Command::Demo(command) => demo::run(terminal, arguments, command),
        Command::Erase(command) => erase::run(terminal, arguments, command),
        Command::Transfer(command) => transfer::run(terminal, arguments, command),
        Command::Doctor => doctor::run(terminal, arguments),
        Command::Quarantine(command) => quarantine::run(terminal, arguments, command),
    }
}
