//! The built app under WebDriver.

use crate::computer::{Computer, LOGGING};
pub use crate::key;
use crate::poll::{until, until_within};
use anyhow::{Context, Result, bail};
use fantoccini::elements::Element;
use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use std::fs::OpenOptions;
use std::net::TcpListener;
use std::os::unix::process::CommandExt as _;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// The web view's own driver; Tauri's would only pass its words on.
const DRIVER: &str = "WebKitWebDriver";

/// How long a window may take to open, on a machine that is busy with something else.
const WINDOW_PATIENCE: Duration = Duration::from_secs(90);

/// More controls no screen has.
const CONTROLS_MOST: usize = 80;

/// The app's window and the driver that moves it.
#[derive(Debug)]
pub struct App {
    client: Client,
    driver: Child,
    binary: PathBuf,
}

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

    /// Waits until an element with this test id is shown.
    ///
    /// # Errors
    /// If it does not come; the error tells what the page shows instead.
    pub async fn see(&self, id: &str) -> Result<Element> {
        self.find(&format!("[data-testid=\"{id}\"]")).await
    }

    /// Waits until the first element that a CSS selector names is shown.
    ///
    /// # Errors
    /// As [`Self::see`].
    pub async fn find(&self, selector: &str) -> Result<Element> {
        let found = until(selector, || async {
            let element = self.client.find(Locator::Css(selector)).await.ok()?;
            element.is_displayed().await.ok()?.then_some(element)
        })
        .await;
        match found {
            Ok(element) => Ok(element),
            Err(error) => bail!("{error}; the page shows: {}", self.page().await),
        }
    }

    /// Is an element with this test id on the page now?
    pub async fn shows(&self, id: &str) -> bool {
        self.client.find(Locator::Css(&format!("[data-testid=\"{id}\"]"))).await.is_ok()
    }

    /// Presses a button or a choice.
    ///
    /// # Errors
    /// If it does not come or cannot be pressed.
    pub async fn click(&self, id: &str) -> Result<()> {
        self.see(id).await?;
        let selector = format!("[data-testid=\"{id}\"]");
        until(&format!("{id} to be pressed"), || async {
            let found = self.client.find(Locator::Css(&selector)).await.ok()?;
            if found.clone().click().await.is_ok() {
                return Some(());
            }
            // A person scrolls to it; the driver takes what lies under a bar for seen.
            let scroll = "arguments[0].scrollIntoView({ block: 'center' })";
            self.client.execute(scroll, vec![serde_json::to_value(&found).ok()?]).await.ok()?;
            found.click().await.ok()
        })
        .await
    }

    /// Empties a field and types into it.
    ///
    /// # Errors
    /// If the field does not come.
    pub async fn write(&self, id: &str, text: &str) -> Result<()> {
        let field = self.see(id).await?;
        field.clear().await?;
        field.send_keys(text).await?;
        Ok(())
    }

    /// Chooses in a list by the stored value.
    ///
    /// # Errors
    /// If the list or the value is not there.
    pub async fn choose(&self, id: &str, value: &str) -> Result<()> {
        let list = self.see(id).await?;
        // What it offers may be asked for only when it is shown.
        let offered = format!("[data-testid=\"{id}\"] option[value=\"{value}\"]");
        until(&format!("{id} to offer {value:?}"), || async {
            self.client.find(Locator::Css(&offered)).await.ok().map(drop)
        })
        .await?;
        // A person scrolls to it; the driver takes what lies under a bar for seen.
        let scroll = "arguments[0].scrollIntoView({ block: 'center' })";
        self.client.execute(scroll, vec![serde_json::to_value(&list)?]).await?;
        list.select_by_value(value).await.with_context(|| format!("{id} has no {value}"))
    }

    /// The text of an element, without the marks that isolate directions.
    ///
    /// # Errors
    /// If it does not come.
    pub async fn text(&self, id: &str) -> Result<String> {
        Ok(plain(&self.see(id).await?.text().await?))
    }

    /// Presses keys where the keyboard's focus is.
    ///
    /// # Errors
    /// If the window is gone.
    pub async fn press(&self, keys: &str) -> Result<()> {
        loop {
            match self.client.active_element().await?.send_keys(keys).await {
                // What had the focus went away before the first key: something else has it now.
                Err(error) if error.is_stale_element_reference() || error.is_no_such_element() => {}
                done => return Ok(done?),
            }
        }
    }

    /// Goes to a control by Tab, from wherever the keyboard is.
    ///
    /// # Errors
    /// If Tab does not lead there.
    pub async fn tab_to(&self, id: &str) -> Result<()> {
        self.see(id).await?;
        for _ in 0..CONTROLS_MOST {
            self.press(key::TAB).await?;
            if self.stands_in(id).await {
                return Ok(());
            }
        }
        bail!("Tab does not lead to {id}; the page shows: {}", self.page().await)
    }

    /// Is the keyboard in the control of this test id?
    async fn stands_in(&self, id: &str) -> bool {
        let Ok(here) = self.client.active_element().await else { return false };
        here.attr("data-testid").await.is_ok_and(|here| here.as_deref() == Some(id))
    }

    /// Goes to a field by Tab, unless the keyboard is there already, and types in the place of what stands in it.
    ///
    /// # Errors
    /// If Tab does not lead there.
    pub async fn type_into(&self, id: &str, text: &str) -> Result<()> {
        self.see(id).await?;
        if !self.stands_in(id).await {
            self.tab_to(id).await?;
        }
        self.press(key::ALL).await?;
        self.press(text).await
    }

    /// Goes by an arrow to what has this test id.
    ///
    /// # Errors
    /// If the arrow does not lead there.
    pub async fn arrow_to(&self, id: &str, arrow: &str) -> Result<()> {
        for _ in 0..CONTROLS_MOST {
            if self.stands_in(id).await {
                return Ok(());
            }
            self.press(arrow).await?;
        }
        bail!("the arrow does not lead to {id}; the page shows: {}", self.page().await)
    }

    /// Presses what has this test id: goes there by Tab, then Enter.
    ///
    /// # Errors
    /// If Tab does not lead there.
    pub async fn enter_at(&self, id: &str) -> Result<()> {
        if !self.stands_in(id).await {
            self.tab_to(id).await?;
        }
        self.press(key::ENTER).await
    }

    /// Runs a script in the page.
    ///
    /// # Errors
    /// If the window is gone or the script throws.
    pub async fn script(&self, text: &str, arguments: Vec<Value>) -> Result<Value> {
        Ok(self.client.execute(text, arguments).await?)
    }

    /// What the page shows, for messages.
    pub async fn page(&self) -> String {
        let text = self.script("return document.body.innerText", Vec::new()).await;
        let text = text.ok().and_then(|value| value.as_str().map(plain)).unwrap_or_default();
        text.chars().take(600).collect()
    }

    /// Waits until fonts are there, nothing moves any more, and what is meant to be seen has been drawn.
    ///
    /// # Errors
    /// If the window is gone.
    pub async fn still(&self) -> Result<()> {
        let script = "const done = arguments[0]; const drawn = () => new Promise(requestAnimationFrame);
             const moving = () => document.getAnimations().filter(each => each.playState === 'running').map(each => each.finished.catch(() => null));
             document.fonts.ready.then(drawn).then(() => Promise.all(moving())).then(drawn).then(drawn).then(() => done(null));";
        self.client.execute_async(script, Vec::new()).await?;
        Ok(())
    }

    /// A picture of the window, as PNG.
    ///
    /// # Errors
    /// If the window is gone.
    pub async fn picture(&self) -> Result<Vec<u8>> {
        self.still().await?;
        Ok(self.client.screenshot().await?)
    }

    /// Sets the size of the window.
    ///
    /// # Errors
    /// If the window is gone.
    pub async fn size(&self, width: u32, height: u32) -> Result<()> {
        Ok(self.client.set_window_size(width, height).await?)
    }

    /// The driver's own client, for what has no word here.
    #[must_use]
    pub fn client(&self) -> &Client {
        &self.client
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

/// The text without U+2068 and U+2069, which Fluent puts around what it fills in.
#[must_use]
pub fn plain(text: &str) -> String {
    text.chars().filter(|letter| !matches!(letter, '\u{2068}' | '\u{2069}')).collect()
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
