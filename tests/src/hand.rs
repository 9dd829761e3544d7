//! The hand of whoever sits at the window: one and the same thing is done by the pointer, or by keys alone.

use crate::app::{App, key};
use crate::poll::until;
use anyhow::{Result, bail};
use serde_json::Value;

/// More choices no list of the stories has.
const CHOICES_MOST: usize = 200;

/// What is chosen in the list where the keyboard stands.
const CHOSEN: &str = "return document.activeElement?.value ?? null";

/// By what the window is moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hand {
    /// A mouse, a finger; what is typed is typed where it was pressed.
    Pointer,
    /// Tab, arrows, Enter, Space and letters.
    Keys,
}

impl Hand {
    /// Presses a button.
    ///
    /// # Errors
    /// If it does not come, or Tab does not lead there.
    pub async fn press(self, app: &App, id: &str) -> Result<()> {
        match self {
            Self::Pointer => app.click(id).await,
            Self::Keys => app.enter_at(id).await,
        }
    }

    /// Ticks a box.
    ///
    /// # Errors
    /// As [`Self::press`].
    pub async fn tick(self, app: &App, id: &str) -> Result<()> {
        if self == Self::Pointer {
            return app.click(id).await;
        }
        app.tab_to(id).await?;
        app.press(key::SPACE).await
    }

    /// Types into a field, in the place of what stands in it.
    ///
    /// # Errors
    /// As [`Self::press`].
    pub async fn write(self, app: &App, id: &str, text: &str) -> Result<()> {
        match self {
            Self::Pointer => app.write(id, text).await,
            Self::Keys => app.type_into(id, text).await,
        }
    }

    /// Chooses in a list by the stored value.
    ///
    /// # Errors
    /// As [`Self::press`]; if the list has no such value.
    pub async fn choose(self, app: &App, id: &str, value: &str) -> Result<()> {
        if self == Self::Pointer {
            return app.choose(id, value).await;
        }
        // What it offers may be asked for only when it is shown.
        let offered = format!("[data-testid=\"{id}\"] option[value=\"{value}\"]");
        app.find(&offered).await.ok();
        if !app.stands_in(id).await {
            app.tab_to(id).await?;
        }
        app.press(key::HOME).await?;
        for _ in 0..CHOICES_MOST {
            let chosen = app.script(CHOSEN, Vec::new()).await?;
            if chosen == value {
                return Ok(());
            }
            app.press(key::DOWN).await?;
            until("the list to go on, or to have no more", || async {
                let now = app.script(CHOSEN, Vec::new()).await.ok()?;
                (now != chosen || now == Value::Null).then_some(())
            })
            .await?;
        }
        bail!("{id} has no {value}")
    }
}
