//! `cargo xtask run`: from a clone to the open window.

use crate::display;
use crate::shell::{cargo, run as start, target};
use crate::system::{self, Purpose};
use crate::{tour, ui};
use anyhow::Result;
use std::process::Command;

/// Whose data the window opens with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Centre {
    /// The data folder of this computer.
    Own,
    /// The demo centre with its synthetic people.
    Demo,
}

/// Installs, builds and opens the window; without a display walks the app once and leaves pictures.
///
/// # Errors
/// If something needed is missing, does not build, or the walk does not reach its end.
pub(crate) fn run(centre: Centre) -> Result<()> {
    let seen = display::seen();
    system::ready(if seen { Purpose::Window } else { Purpose::Headless })?;
    ui::build()?;
    if seen {
        start(cargo().args(["build", "--package", "pana-desktop"]))?;
        let mut app =
            Command::new(target().join("debug").join(format!("pana-desktop{}", std::env::consts::EXE_SUFFIX)));
        if centre == Centre::Demo {
            app.arg("--demo");
        }
        return start(&mut app);
    }
    println!("There is no display here: a virtual one is started and the app is walked once.");
    let out = target().join("tour");
    tour::walk(&out, tour::Walk::Once)?;
    println!("Pictures are in {}.", out.display());
    Ok(())
}
