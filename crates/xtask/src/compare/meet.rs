//! Laptops that meet by a hub beside other programs that sync, on the same records.

use super::programs::example;
use crate::shell::{root, run, target};
use anyhow::{Result, bail};
use std::path::Path;
use std::process::Command;

/// Whose clients and servers run beside ours.
const ANKI: &str = "anki==26.9.3";

/// Gives the same records to each, takes them on another laptop, and prints both. The other programs' side lies beside the project.
pub(super) fn meet(folder: &Path) -> Result<()> {
    let harness = root().join("../shared/bench/sync");
    if !harness.is_dir() {
        bail!("what runs the other programs is not at hand: {}", harness.display());
    }
    drop(std::fs::remove_dir_all(folder));
    std::fs::create_dir_all(folder)?;
    run(Command::new("cp").arg("-r").arg(harness.join(".")).arg(folder))?;
    let ours = root().join("crates/sync/examples/meet_times");
    for file in ["run_pana.py", "run_crowd.py", "crowd.js", "table.py"] {
        std::fs::copy(ours.join(file), folder.join(file))?;
    }
    let here = |program: &str| {
        let mut command = Command::new(program);
        command.current_dir(folder);
        command
    };
    run(here("python3").args(["-m", "venv", "anki"]))?;
    run(here("anki/bin/python").args(["-m", "pip", "install", "--quiet", ANKI]))?;
    run(here("npm")
        .args(["install", "--no-package-lock", "--no-audit", "--no-fund"])
        .current_dir(folder.join("pouch")))?;
    run(here("python3").arg("gen.py"))?;
    for other in ["run_anki.py", "run_pouch.py"] {
        run(here("python3").arg(other))?;
    }
    run(here("python3").arg("run_pana.py").arg(target().join("release/pana-hub")).arg(example("meet_times")))?;
    run(here("python3").arg("table.py"))?;
    run(here("python3").arg("run_crowd.py").arg(target().join("release/pana-hub")).arg(example("meet_times")))
}
