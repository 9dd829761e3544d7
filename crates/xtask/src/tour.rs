//! Pictures of the app: a walk through the built app by WebDriver.

use crate::display::Virtual;
use crate::shell::{cargo, root, run};
use crate::system::{self, Purpose};
use crate::{tools, ui};
use anyhow::Result;
use std::path::Path;

/// How much of the app is walked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Walk {
    /// Every screen, in one language.
    Once,
    /// Every screen, in each language of the gallery.
    Gallery,
}

/// Makes the committed gallery.
///
/// # Errors
/// If the app does not build or the walk does not reach its end.
pub(crate) fn gallery() -> Result<()> {
    system::ready(Purpose::Headless)?;
    ui::build()?;
    run(cargo().args(["build", "--package", "pana-desktop"]))?;
    let driver = tools::TAURI_DRIVER.path()?;
    walk(&Virtual::start()?, &driver, &root().join("docs/screens"), Walk::Gallery)
}

/// Walks the built app on a display and leaves its pictures in a folder.
///
/// # Errors
/// If the walk does not reach its end.
pub(crate) fn walk(display: &Virtual, driver: &Path, out: &Path, walk: Walk) -> Result<()> {
    std::fs::create_dir_all(out)?;
    let languages = match walk {
        Walk::Once => "kk",
        Walk::Gallery => "en,kk,x-rtl",
    };
    run(display
        .show(&mut cargo())
        .args(["run", "--quiet", "--package", "pana-tests", "--bin", "pana-tour", "--"])
        .arg(out)
        .arg(languages)
        .env("PANA_TAURI_DRIVER", driver))
}
