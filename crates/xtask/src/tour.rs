//! Pictures of the app: a walk through the built app by WebDriver.

use crate::display::Virtual;
use crate::shell::{at_root, cargo, root, run, target};
use crate::system::{self, Purpose};
use crate::ui;
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
    let out = root().join("docs/screens");
    // Pictures of screens that are gone go.
    for entry in std::fs::read_dir(&out).into_iter().flatten().flatten() {
        if entry.path().extension().is_some_and(|extension| extension == "png") {
            std::fs::remove_file(entry.path())?;
        }
    }
    walk(&out, Walk::Gallery)
}

/// Builds the app, walks it on a virtual display and leaves its pictures in a folder.
///
/// # Errors
/// If the app does not build or the walk does not reach its end.
pub(crate) fn walk(out: &Path, walk: Walk) -> Result<()> {
    // Together, so that all are built with the same features. The walk takes a copy out with `pana`.
    let packages = ["pana-desktop", "pana-cli", "pana-tests"].map(|name| ["--package", name]);
    run(cargo().args(["build", "--bins"]).args(packages.as_flattened()))?;
    let display = Virtual::start()?;
    std::fs::create_dir_all(out)?;
    let words: &[&str] = match walk {
        Walk::Once => &["kk"],
        Walk::Gallery => &["en,kk,x-rtl", "chosen"],
    };
    let mut tour = at_root(target().join("debug/pana-tour"));
    tour.arg(out).args(words);
    run(display.show(&mut tour))
}
