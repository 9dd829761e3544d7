//! `cargo xtask bench`: figures, built with optimisation, never part of the gate.

use crate::display::Virtual;
use crate::shell::{at_root, cargo, run, target};
use crate::system::{self, Purpose};
use crate::ui;
use anyhow::Result;

/// Measures and prints a table; the same figures go to `target/bench.json`. `parts`: which; all of those that need no other
/// build when there are none. `beside PROGRAM [PEOPLE]` at the end measures this build and another one's `pana` in turns, and
/// alone it needs neither window nor display. `marks FOLDER [FORM]` measures the windows of both.
///
/// # Errors
/// If the app does not build, a part is none, or a measurement does not reach its end.
pub(crate) fn bench(parts: &[&str]) -> Result<()> {
    let windowless = parts.first() == Some(&"beside");
    if !windowless {
        system::ready(Purpose::Headless)?;
        ui::build()?;
    }
    let mut build = cargo();
    build.args(["build", "--release", "--package", "pana-cli", "--package", "pana-tests", "--package", "pana-app"]);
    build.args(["--bins", "--examples"]);
    if !windowless {
        build.args(["--package", "pana-desktop"]);
    }
    run(&mut build)?;
    let mut bench = at_root(target().join("release/pana-bench"));
    bench.arg(target().join("bench.json")).args(parts);
    if windowless {
        return run(&mut bench);
    }
    let display = Virtual::start()?;
    run(display.show(&mut bench))
}
