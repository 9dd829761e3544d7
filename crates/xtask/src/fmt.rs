//! The layout of all sources: Rust by rustfmt, the UI by prettier.

use crate::shell::{Out, cargo, run};
use crate::ui;
use anyhow::{Result, bail};

/// Lays every source file out; installs the UI's packages first if they are not there.
///
/// # Errors
/// If a formatter could not be run, or does not understand a file.
pub(crate) fn write() -> Result<()> {
    ui::packages()?;
    run(cargo().args(["fmt", "--all"]))?;
    ui::format()
}

/// Says which files are laid out otherwise, of both languages; the UI's packages must be installed.
///
/// # Errors
/// If there is any.
pub(crate) fn check(out: &mut Out) -> Result<()> {
    let rust = out.run(cargo().args(["fmt", "--all", "--check"]));
    let ui = ui::formatted(out);
    if rust.is_err() || ui.is_err() {
        bail!("not laid out as the formatters do it: `cargo xtask fmt` mends it");
    }
    Ok(())
}
