//! What the machine must have before anything is built.

use crate::shell::{ask, run};
use anyhow::{Result, bail};
use std::process::Command;

/// Needed to build and to open the window.
const BUILD: &[&str] = &["build-essential", "pkg-config", "perl", "libwebkit2gtk-4.1-dev", "fonts-noto-core"];

/// Needed to show the window where there is no display, and to walk it.
const HEADLESS: &[&str] = &["xvfb", "webkit2gtk-driver"];

/// Needed by the tests alone.
const TESTS: &[&str] = &["strace", "python3", "poppler-utils", "faketime", "postgresql"];

/// The oldest Node that the UI's bundler runs on.
const NODE: (u32, u32) = (20, 19);

/// What is about to be done, and so what must be there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// Build and open the window on this display.
    Window,
    /// Build and walk the window without a display.
    Headless,
    /// Everything the tests need.
    Tests,
}

/// Installs what apt lacks, after saying so; elsewhere says exactly what to install.
///
/// # Errors
/// If something needed is not there and could not be installed.
pub(crate) fn ready(purpose: Purpose) -> Result<()> {
    rust()?;
    let mut wanted = BUILD.to_vec();
    if purpose != Purpose::Window {
        wanted.extend(HEADLESS);
    }
    if purpose == Purpose::Tests {
        wanted.extend(TESTS);
    }
    if ask(Command::new("dpkg").arg("--version")).is_some() {
        apt(&wanted)?;
    } else {
        elsewhere(purpose)?;
    }
    node()
}

fn apt(wanted: &[&str]) -> Result<()> {
    let missing: Vec<&str> = wanted.iter().copied().filter(|package| !installed(package)).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let root = ask(Command::new("id").arg("-u")).is_some_and(|id| id == "0");
    let with = if root { "" } else { " with sudo" };
    println!("This machine lacks: {}.\nInstalling by apt-get{with}.", missing.join(" "));
    run(&mut apt_get(root, &["update", "-q"]))?;
    let mut words = vec!["install", "-y", "-q", "--no-install-recommends"];
    words.extend(missing);
    run(&mut apt_get(root, &words))
}

fn apt_get(root: bool, words: &[&str]) -> Command {
    let mut command = if root {
        Command::new("apt-get")
    } else {
        let mut sudo = Command::new("sudo");
        sudo.args(["--preserve-env=DEBIAN_FRONTEND", "apt-get"]);
        sudo
    };
    command.args(words).env("DEBIAN_FRONTEND", "noninteractive");
    command
}

fn installed(package: &str) -> bool {
    ask(Command::new("dpkg-query").args(["-W", "-f=${Status}", package]))
        .is_some_and(|status| status.ends_with("ok installed"))
}

fn elsewhere(purpose: Purpose) -> Result<()> {
    if cfg!(target_os = "linux") {
        let library = ask(Command::new("pkg-config").args(["--exists", "webkit2gtk-4.1"])).is_some();
        let tools = ["cc", "make", "perl"].iter().all(|tool| there(tool));
        let driver = purpose == Purpose::Window || ["Xvfb", "WebKitWebDriver"].iter().all(|tool| there(tool));
        let tests =
            purpose != Purpose::Tests || ["strace", "python3", "pdftotext", "faketime"].iter().all(|tool| there(tool));
        if library && tools && driver && tests {
            return Ok(());
        }
        bail!(
            "this is not Debian or a relative of it, so nothing was installed. Install these, then run the command again:\n\
             Fedora:   dnf install gcc make perl pkgconf webkit2gtk4.1-devel webkit2gtk-driver xorg-x11-server-Xvfb google-noto-sans-fonts strace python3 poppler-utils libfaketime\n\
             Arch:     pacman -S base-devel perl pkgconf webkit2gtk-4.1 xorg-server-xvfb noto-fonts strace python poppler libfaketime\n\
             openSUSE: zypper install gcc make perl pkgconf webkit2gtk3-devel webkit2gtk-driver xorg-x11-server-Xvfb noto-sans-fonts strace python3 poppler-tools libfaketime"
        );
    }
    if purpose != Purpose::Window {
        bail!(
            "the tests drive the web view through webkit2gtk-driver and strace, which exist on Linux alone. \
             Run `cargo xtask test` on Debian 12; `cargo xtask run` works here."
        );
    }
    let tools = ["perl", "node"].iter().all(|tool| there(tool));
    if !tools {
        bail!(
            "install these, then run the command again:\n\
             macOS:   xcode-select --install; brew install perl node\n\
             Windows: Visual Studio Build Tools with \"Desktop development with C++\", the WebView2 runtime, \
             Strawberry Perl, NASM, Node.js 20.19 or newer"
        );
    }
    Ok(())
}

fn there(tool: &str) -> bool {
    let finder = if cfg!(windows) { "where" } else { "which" };
    ask(Command::new(finder).arg(tool)).is_some()
}

fn rust() -> Result<()> {
    let found = ask(Command::new("rustc").arg("--version")).unwrap_or_default();
    if numbers(&found).is_none_or(|version| version < (1, 95)) {
        bail!("Rust 1.95 is needed, found {found:?}. Install it by rustup: `rustup toolchain install 1.95.0`.");
    }
    Ok(())
}

fn node() -> Result<()> {
    let found = ask(Command::new("node").arg("--version")).unwrap_or_default();
    let old = numbers(&found).is_none_or(|version| version < NODE);
    if old || !there(if cfg!(windows) { "npm.cmd" } else { "npm" }) {
        let (major, minor) = NODE;
        bail!(
            "Node.js {major}.{minor} or newer with its npm is needed, found {}. Debian 12's own package is too old: \
             unpack the Linux archive of Node.js 22 from nodejs.org and put its bin folder on the PATH, then run the command again.",
            if found.is_empty() { "none" } else { &found }
        );
    }
    Ok(())
}

/// The first two numbers of a version text such as `v20.19.2` or `rustc 1.95.0 (…)`.
fn numbers(text: &str) -> Option<(u32, u32)> {
    let word =
        text.split_whitespace().find(|word| word.trim_start_matches('v').starts_with(|c: char| c.is_ascii_digit()))?;
    let mut parts = word.trim_start_matches('v').split('.');
    Some((parts.next()?.parse().ok()?, parts.next()?.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_compared_as_numbers() {
        assert_eq!(numbers("v20.20.2"), Some((20, 20)));
        assert_eq!(numbers("rustc 1.95.0 (abc 2026-03-21)"), Some((1, 95)));
        assert_eq!(numbers(""), None);
        assert!(numbers("v20.9.0") < Some(NODE), "9 is older than 19");
    }
}
