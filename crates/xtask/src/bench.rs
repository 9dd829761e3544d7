//! `cargo xtask bench`: figures, built with optimisation, never part of the gate.

use crate::display::Virtual;
use crate::shell::{at_root, cargo, run, target};
use crate::system::{self, Purpose};
use crate::{tools, ui};
use anyhow::Result;

/// Measures and prints a table; the same figures go to `target/bench.json`.
///
/// # Errors
/// If the app does not build or a measurement does not reach its end.
pub(crate) fn bench() -> Result<()> {
    system::ready(Purpose::Headless)?;
    ui::build()?;
    run(cargo()
        .args(["build", "--release", "--package", "pana-desktop", "--package", "pana-cli", "--package", "pana-tests"])
        .args(["--package", "pana-app"])
        .args(["--bins", "--examples"]))?;
    let driver = tools::TAURI_DRIVER.path()?;
    let display = Virtual::start()?;
    let mut bench = at_root(target().join("release/pana-bench"));
    bench.arg(target().join("bench.json")).env("PANA_TAURI_DRIVER", driver);
    run(display.show(&mut bench))
}
