//! `cargo xtask bench`: figures, built with optimisation. At its smallest size, with whatever is built, it is a step of the gate.

use crate::display::Virtual;
use crate::shell::{Count, Out, at_root, cargo, run, target};
use crate::system::{self, Purpose};
use crate::ui;
use anyhow::{Result, bail};

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

/// Every part once, with what the gate has built, so that none stops working unseen. The figures say nothing.
///
/// # Errors
/// If a part does not reach its end or writes no table.
pub(crate) fn smallest(out: &mut Out) -> Result<Count> {
    let table = target().join("bench-smallest.json");
    if table.exists() {
        std::fs::remove_file(&table)?;
    }
    let display = Virtual::start()?;
    out.run(display.show(at_root(target().join("debug/pana-bench")).arg(&table).arg("smallest")))?;
    if std::fs::metadata(&table)?.len() == 0 {
        bail!("it wrote no table");
    }
    Ok(Count::ONE)
}
