//! Who is found by a name as it is typed, among a hundred thousand people, beside programs that compare names.

use crate::shell::{at_root, cargo, root, run, target};
use anyhow::{Context, Result};
use std::fs::File;
use std::path::Path;
use std::process::Command;

/// The lists that names are drawn from, what spells them otherwise, and the peers.
const PACKAGES: [&str; 6] = [
    "mimesis==22.2.0",
    "Faker==40.63.0",
    "iuliia==0.13.0",
    "anyascii==0.3.3",
    "jellyfish==1.3.0",
    "name_matching==0.9.22",
];
const PEOPLE: &str = "100000";
const OF_A_KIND: &str = "200";

/// Prints the tables. `pairs` is a file of names in Arabic and in Latin letters, where one is at hand. Needs python3 with
/// venv.
///
/// # Errors
/// If something cannot be installed, written or started.
pub(crate) fn names(pairs: Option<&str>) -> Result<()> {
    let scripts = root().join("crates/store/examples/names_found");
    let folder = target().join("names");
    let centre = folder.join("centre");
    if centre.exists() {
        std::fs::remove_dir_all(&centre)?;
    }
    std::fs::create_dir_all(&centre)?;
    let python = folder.join("venv/bin/python");
    if !python.exists() {
        run(at_root("python3").args(["-m", "venv"]).arg(folder.join("venv")))?;
    }
    run(Command::new(&python).args(["-m", "pip", "install", "--quiet"]).args(PACKAGES))?;
    let (made, ours) = (folder.join("made.json"), folder.join("ours.json"));
    run(into(&made, Command::new(&python).arg(scripts.join("make.py")).args([PEOPLE, OF_A_KIND]).args(pairs))?)?;
    run(cargo().args(["build", "--quiet", "--release", "--package", "pana-store", "--example", "names_found"]))?;
    let program = target().join("release/examples/names_found");
    run(into(&ours, Command::new(program).arg(&centre).arg(&made))?)?;
    run(Command::new(&python).arg(scripts.join("peers.py")).args([&made, &ours]))
}

/// The same command, with its output in a file.
fn into<'c>(file: &Path, command: &'c mut Command) -> Result<&'c mut Command> {
    let out = File::create(file).with_context(|| format!("{} cannot be written", file.display()))?;
    Ok(command.stdout(out))
}
