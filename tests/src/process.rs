//! The processes of the app: how it is opened, ended, and killed.

use crate::app::App;
use crate::computer::{Computer, LOGGING};
use crate::poll::{until, until_within};
use anyhow::{Context, Result, bail};
use fantoccini::ClientBuilder;
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::json;
use std::fs::OpenOptions;
use std::net::TcpListener;
use std::os::unix::process::CommandExt as _;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::Duration;

/// The web view's own driver; Tauri's would only pass its words on.
const DRIVER: &str = "WebKitWebDriver";

/// How long a window may take to open, on a machine that is busy with something else.
const WINDOW_PATIENCE: Duration = Duration::from_secs(90);

impl App {
    /// Opens the built app on a computer.
    ///
    /// # Errors
    /// If the app or its driver is not there, or the window does not open.
    pub async fn open(computer: &Computer) -> Result<Self> {
        Self::open_with(computer, &[]).await
    }

    /// Opens the built app with words on its command line.
    ///
    /// # Errors
    /// As [`Self::open`].
    pub async fn open_with(computer: &Computer, words: &[&str]) -> Result<Self> {
        Self::open_binary(computer, binary()?, words).await
    }

    /// Opens any program with a web view on a computer.
    ///
    /// # Errors
    /// As [`Self::open`].
    pub async fn open_binary(computer: &Computer, binary: PathBuf, words: &[&str]) -> Result<Self> {
        Self::open_logging(computer, binary, words, &LOGGING).await
    }

    /// Opens any program with a web view so that it logs no more than it does with a person: for figures.
    ///
    /// # Errors
    /// As [`Self::open`].
    pub async fn open_unlogged(computer: &Computer, binary: PathBuf) -> Result<Self> {
        Self::open_logging(computer, binary, &[], &[]).await
    }

    async fn open_logging(
        computer: &Computer,
        binary: PathBuf,
        words: &[&str],
        logging: &[(&str, &str)],
    ) -> Result<Self> {
        let port = free_port()?;
        let log = OpenOptions::new().create(true).append(true).open(computer.log())?;
        // With leave to write core files, so that the scan would find what one gives away.
        let mut command = Command::new("sh");
        command
            .args(["-c", "ulimit -c unlimited; exec \"$0\" \"$@\""])
            .args(computer.clock())
            .args([DRIVER, "--host=127.0.0.1", &format!("--port={port}")])
            .envs(computer.variables())
            .envs(logging.iter().copied())
            // Without it Tauri opens a web view that lets nobody drive it.
            .env("TAURI_WEBVIEW_AUTOMATION", "true")
            .env("NO_AT_BRIDGE", "1")
            .current_dir(computer.everything())
            .stdin(Stdio::null())
            .stdout(log.try_clone()?)
            .stderr(log)
            // A group of its own, so that the app ends with it.
            .process_group(0);
        let driver = command.spawn().with_context(|| format!("{DRIVER} could not be started"))?;
        let mut capabilities = serde_json::Map::new();
        capabilities.insert("webkitgtk:browserOptions".to_owned(), json!({ "binary": binary, "args": words }));
        let address = format!("http://127.0.0.1:{port}");
        let opened = until_within(WINDOW_PATIENCE, "the window", || async {
            let mut builder = ClientBuilder::new(HttpConnector::new());
            builder.capabilities(capabilities.clone()).connect(&address).await.ok()
        })
        .await;
        match opened {
            Ok(client) => Ok(Self { client, driver, binary }),
            Err(error) => {
                end_group(driver.id());
                bail!("{error}; the last lines it left: {}", computer.last_lines())
            }
        }
    }

    /// The processes of the app itself.
    ///
    /// # Errors
    /// If the system does not tell.
    pub fn processes(&self) -> Result<Vec<u32>> {
        let group = self.driver.id();
        // The system keeps the first fifteen letters of a program's name.
        let name: String = self.binary.file_name().unwrap_or_default().to_string_lossy().chars().take(15).collect();
        let mut found = Vec::new();
        for entry in std::fs::read_dir("/proc")?.flatten() {
            let Some(id) = entry.file_name().to_str().and_then(|text| text.parse::<u32>().ok()) else { continue };
            if stat(id).is_some_and(|stat| stat.name == name && stat.group == group) && !gone(id) {
                found.push(id);
            }
        }
        Ok(found)
    }

    /// Ends the app as a power cut would: no goodbye.
    ///
    /// # Errors
    /// If there is no such process.
    pub async fn kill(mut self) -> Result<()> {
        let processes = self.processes()?;
        if processes.is_empty() {
            bail!("there is no process of the app to kill");
        }
        for id in &processes {
            signal("-KILL", &id.to_string());
        }
        until("the app to be gone", || async { processes.iter().all(|id| gone(*id)).then_some(()) }).await?;
        end_group(self.driver.id());
        self.driver.wait()?;
        Ok(())
    }

    /// Closes the window as a person would.
    ///
    /// # Errors
    /// If the app does not end.
    pub async fn close(mut self) -> Result<()> {
        let processes = self.processes()?;
        self.client.clone().close().await?;
        until("the app to end", || async { processes.iter().all(|id| gone(*id)).then_some(()) }).await?;
        end_group(self.driver.id());
        self.driver.wait()?;
        Ok(())
    }
}

impl Drop for App {
    fn drop(&mut self) {
        end_group(self.driver.id());
        // It was just ended; what it says about that helps nobody.
        let _ = self.driver.wait();
    }
}

/// A program of the workspace, beside the one that runs.
///
/// # Errors
/// If it was not built.
pub fn built(name: &str) -> Result<PathBuf> {
    let here = std::env::current_exe()?;
    let found = here.ancestors().map(|folder| folder.join(name)).find(|path| path.is_file());
    found.with_context(|| format!("{name} was not built: run `cargo xtask test`"))
}

/// The app that is driven: `PANA_DESKTOP`, else the one beside the tests.
fn binary() -> Result<PathBuf> {
    if let Some(path) = std::env::var_os("PANA_DESKTOP") {
        return Ok(PathBuf::from(path).canonicalize()?);
    }
    built("pana-desktop")
}

fn free_port() -> Result<u16> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?.port())
}

/// What the system tells anybody of a process.
struct Stat {
    name: String,
    state: String,
    group: u32,
}

fn stat(id: u32) -> Option<Stat> {
    let text = std::fs::read_to_string(format!("/proc/{id}/stat")).ok()?;
    // The name stands in parentheses and may hold spaces; state, parent and group follow it.
    let (before, after) = text.rsplit_once(')')?;
    let mut fields = after.split_whitespace();
    let state = fields.next()?.to_owned();
    let group = fields.nth(1)?.parse().ok()?;
    Some(Stat { name: before.split_once('(')?.1.to_owned(), state, group })
}

/// Has the process ended? One that waits to be buried has, once the last of its threads is gone.
#[must_use]
pub fn gone(id: u32) -> bool {
    stat(id).is_none_or(|stat| stat.state == "Z" && threads(id) <= 1)
}

fn threads(id: u32) -> usize {
    std::fs::read_dir(format!("/proc/{id}/task")).map_or(0, Iterator::count)
}

fn end_group(leader: u32) {
    signal("-KILL", &format!("-{leader}"));
}

fn signal(which: &str, whom: &str) {
    // One that is gone already is what was wanted.
    let _ = Command::new("kill").args([which, "--", whom]).stderr(Stdio::null()).status();
}
