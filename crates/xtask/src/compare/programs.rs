//! What measures, and what it says.

use crate::shell::target;
use anyhow::{Result, bail};
use std::path::PathBuf;
use std::process::Command;

/// So often two programs are run one after the other, since the machine is not the same from minute to minute.
pub(super) const PAIRS: usize = 3;

/// An example of this build.
pub(super) fn example(name: &str) -> PathBuf {
    target().join("release/examples").join(name)
}

/// What a program says; a non-zero end is an error.
pub(super) fn said(command: &mut Command) -> Result<String> {
    let output = command.output()?;
    if !output.status.success() {
        bail!("{command:?} says: {}", String::from_utf8_lossy(&output.stderr));
    }
    Ok(String::from_utf8(output.stdout)?)
}
