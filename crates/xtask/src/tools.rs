//! Tools that cargo installs once, under the target folder.
//!
//! They are built without optimisation: their own work is a second, their optimised build is minutes.

use crate::shell::{Out, cargo, target};
use anyhow::Result;
use std::path::PathBuf;

/// A tool and the version that the project was tried with.
pub(crate) struct Tool {
    name: &'static str,
    version: &'static str,
}

/// Checks licences, sources and banned crates.
pub(crate) const CARGO_DENY: Tool = Tool { name: "cargo-deny", version: "0.20.2" };

impl Tool {
    /// The path of the tool, installed now if it is not there yet.
    pub(crate) fn path(&self, out: &mut Out) -> Result<PathBuf> {
        let home = target().join("tools").join(format!("{}-{}", self.name, self.version));
        let binary = home.join("bin").join(self.name);
        if !binary.exists() {
            out.say(&format!("Building {} {} once.", self.name, self.version));
            out.run(
                cargo()
                    .args(["install", "--locked", "--debug", "--quiet", "--version", self.version, "--root"])
                    .arg(&home)
                    .arg("--target-dir")
                    .arg(home.join("build"))
                    .arg(self.name)
                    .env("CARGO_PROFILE_DEV_DEBUG", "0"),
            )?;
            std::fs::remove_dir_all(home.join("build"))?;
        }
        Ok(binary)
    }
}
