//! A display to draw on: the one there is, or a virtual one.

use crate::shell::target;
use anyhow::{Context, Result, bail};
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

/// True if a window can be opened for a person to see.
pub(crate) fn seen() -> bool {
    if !cfg!(target_os = "linux") {
        return true;
    }
    ["DISPLAY", "WAYLAND_DISPLAY"].iter().any(|name| std::env::var_os(name).is_some_and(|value| !value.is_empty()))
}

/// A virtual display that ends with this value.
pub(crate) struct Virtual {
    server: Child,
    name: String,
}

impl Virtual {
    /// Starts Xvfb on the first free number.
    ///
    /// # Errors
    /// If Xvfb is not there or ends before it has told its number.
    pub(crate) fn start() -> Result<Self> {
        let log = target().join("xvfb.log");
        let mut server = Command::new("Xvfb")
            // Without `-noreset` it starts anew when its last window closes, and turns away one that opens at that moment.
            .args(["-displayfd", "1", "-screen", "0", "1400x900x24", "-nolisten", "tcp", "-noreset"])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(std::fs::File::create(&log).with_context(|| format!("{} cannot be written", log.display()))?)
            .spawn()
            .context("Xvfb could not be started")?;
        let mut line = String::new();
        if let Some(output) = server.stdout.take() {
            BufReader::new(output).read_line(&mut line)?;
        }
        let number = line.trim();
        if number.is_empty() {
            bail!("Xvfb ended at once; {} says why", log.display());
        }
        let name = format!(":{number}");
        Ok(Self { server, name })
    }

    /// Makes a command draw here.
    pub(crate) fn show<'a>(&self, command: &'a mut Command) -> &'a mut Command {
        command.env("DISPLAY", &self.name).env_remove("WAYLAND_DISPLAY").env("GDK_BACKEND", "x11")
    }
}

impl Drop for Virtual {
    fn drop(&mut self) {
        // A server that is already gone is what was wanted.
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}
