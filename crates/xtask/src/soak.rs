//! Laptops that meet while everything goes wrong: a few in the gate, all of it by `cargo xtask soak`.

use crate::shell::{Count, Out, cargo, checked_cargo, run, target};
use crate::system::{self, Purpose};
use anyhow::{Result, bail};
use std::path::Path;
use std::process::Command;

/// So many storms are a full run.
const SEEDS: u32 = 10_000;
/// And so many fit into the gate.
const SEEDS_OF_THE_GATE: u32 = 8;
/// So many entries of strangers come at once in a full run, by this test.
const STRANGERS: &str = "1000000";
const FLOOD: &str = "of_a_flood_of_entries_of_strangers_no_more_stays_than_a_meeting_may_leave";

/// Runs the soak of `pana-sync` at a size that fits into the gate.
pub(crate) fn moderate(out: &mut Out) -> Result<Count> {
    let mut command = command(checked_cargo(), "moderate");
    out.run_counted(command.env("PANA_SEEDS", SEEDS_OF_THE_GATE.to_string()))
}

/// Runs all of it, storms from `first` on, and prints what was tried as a table.
///
/// # Errors
/// If anything that was confirmed was lost, `seeds` or `first` is no number, or the tests could not be started.
pub(crate) fn full(numbers: &[&str]) -> Result<()> {
    let number = |at: usize, otherwise: u32| numbers.get(at).map_or(Ok(otherwise), |word| word.parse());
    let (seeds, first) = (number(0, SEEDS)?, number(1, 0)?);
    system::ready(Purpose::Tests)?;
    run(cargo().args(["build", "--quiet", "--workspace", "--bin", "pana-hub"]))?;
    let table = target().join("soak.txt");
    std::fs::write(&table, "")?;
    let mut command = command(cargo(), "full");
    command.env("PANA_SEEDS", seeds.to_string()).env("PANA_SEED", first.to_string()).env("PANA_SOAK_TABLE", &table);
    let mut flood = cargo();
    flood.args(["test", "--quiet", "--workspace", "--lib", "--", FLOOD]).env("PANA_STRANGERS", STRANGERS);
    let ran = run(&mut command).and(run(&mut flood));
    rows(&std::fs::read_to_string(&table)?).iter().for_each(|row| println!("{row}"));
    if ran.is_err() {
        bail!("something was lost: the lines above say with which seed, write or call");
    }
    Ok(())
}

/// What was tried, how often, and in how many seconds: the tests say it in three columns.
fn rows(said: &str) -> Vec<String> {
    let columns = said.lines().map(|line| line.split('\t').collect::<Vec<_>>());
    let row = |columns: Vec<&str>| match columns.as_slice() {
        [what, times, seconds] => Some(format!("{what:<24} {seconds:>9} s  {times}")),
        _ => None,
    };
    columns.filter_map(row).collect()
}

fn command(mut command: Command, counts: &str) -> Command {
    command.args(["test", "--quiet", "--workspace", "--test", "soak"]);
    command.env("PANA_SOAK", counts);
    // What is killed and rebuilt does not need a disk, which would be waited for; a real power loss it would not show anyway.
    let memory = Path::new("/dev/shm");
    if memory.is_dir() {
        command.env("TMPDIR", memory);
    }
    command
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_thing_that_was_tried_is_a_line_and_what_was_cut_off_is_none() {
        let said = "storms\t10000 from seed 0, 2.5 a second\t4000.0\nmeet cut off\t308 of 308 calls\t99.5\nhalf a li";
        let rows = rows(said);
        assert_eq!(rows.len(), 2, "{rows:?}");
        assert!(rows[0].starts_with("storms ") && rows[0].ends_with("4000.0 s  10000 from seed 0, 2.5 a second"));
    }
}
