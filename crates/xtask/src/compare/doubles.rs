//! Who is found that is here twice, among a hundred thousand people, beside a program that links records.

use super::programs::{example, said};
use crate::shell::{root, run};
use anyhow::Result;
use std::path::Path;
use std::process::Command;

/// How many people, how many of them twice, and by which seed they are drawn: another than the weights were looked at with.
const MADE: [&str; 3] = ["100000", "2000", "20261130"];

/// Prints how many pairs each finds, and how many of those are right.
///
/// # Errors
/// If something cannot be written or started.
pub(super) fn doubles(python: &Path, folder: &Path) -> Result<()> {
    let scripts = root().join("crates/store/examples/doubles_found");
    let centre = folder.join("centre");
    if centre.exists() {
        std::fs::remove_dir_all(&centre)?;
    }
    std::fs::create_dir_all(&centre)?;
    let (made, ours) = (folder.join("made.json"), folder.join("ours.json"));
    std::fs::write(&made, said(Command::new(python).arg(scripts.join("make.py")).args(MADE))?)?;
    std::fs::write(&ours, said(Command::new(example("doubles_found")).arg(&centre).arg(&made))?)?;
    run(Command::new(python).arg(scripts.join("peers.py")).args([&made, &ours]))
}
