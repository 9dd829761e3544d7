//! The built app under WebDriver.

pub use crate::key;
use crate::poll::until;
pub use crate::process::{built, gone};
use anyhow::{Context, Result, bail};
use fantoccini::elements::Element;
use fantoccini::{Client, Locator};
use serde_json::Value;
use std::path::PathBuf;
use std::process::Child;

/// More controls no screen has.
const CONTROLS_MOST: usize = 80;

/// The app's window and the driver that moves it.
#[derive(Debug)]
pub struct App {
    pub(crate) client: Client,
    pub(crate) driver: Child,
    pub(crate) binary: PathBuf,
}

impl App {
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
    pub async fn stands_in(&self, id: &str) -> bool {
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
}

/// The text without U+2068 and U+2069, which Fluent puts around what it fills in.
#[must_use]
pub fn plain(text: &str) -> String {
    text.chars().filter(|letter| !matches!(letter, '\u{2068}' | '\u{2069}')).collect()
}
