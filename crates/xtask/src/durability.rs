//! Kills, a full disk and a power loss: a few in the gate, all of them by `cargo xtask durability`.

use crate::shell::{Count, Out, cargo, checked_cargo, run};
use crate::system::{self, Purpose};
use anyhow::Result;
use std::process::Command;

/// Runs the store's durability tests with counts that fit into the gate.
pub(crate) fn moderate(out: &mut Out) -> Result<Count> {
    out.run_counted(&mut command(checked_cargo(), "moderate"))
}

/// Runs them with 200 kills and one fault at every write.
///
/// # Errors
/// If a confirmed answer was lost, or the tests could not be started.
pub(crate) fn full() -> Result<()> {
    system::ready(Purpose::Tests)?;
    run(&mut command(cargo(), "full"))
}

fn command(mut command: Command, counts: &str) -> Command {
    command.args(["test", "--quiet", "--workspace", "--test", "durability", "--", "--test-threads", "1"]);
    command.env("PANA_DURABILITY", counts);
    command
}
