//! The checks of layout and text that no compiler makes.
//!
//! Each check reads the files that git knows or would take, and says what is wrong as `path:line: sentence`.

mod dependencies;
mod files;
mod functions;
mod style;
mod text;
mod width;
mod words;

use crate::layers;
use crate::shell::{Out, root};
use anyhow::{Result, bail};
use files::{File, files};
use std::collections::BTreeMap;

/// Says every finding.
///
/// # Errors
/// If there is any.
pub(crate) fn report(out: &mut Out) -> Result<()> {
    let found = findings()?;
    for line in &found {
        out.say(line);
    }
    if !found.is_empty() {
        bail!("{} findings", found.len());
    }
    Ok(())
}

fn findings() -> Result<Vec<String>> {
    let mut found = layers::problems()?;
    let files = files()?;
    let excused = excused()?;
    for file in &files {
        sizes(file, &excused.files, &mut found);
        functions::check(file, &excused.functions, &mut found);
        text::check(file, &mut found);
        words::check(file, &mut found);
        style::check(file, &mut found);
        width::check(file, &mut found);
    }
    functions::check_list(&files, &excused.functions, &mut found);
    for path in excused.files.keys() {
        if !files.iter().any(|file| file.path == *path) {
            found.push(format!("crates/xtask/tidy.toml: {path} is excused but is not there"));
        }
    }
    crates(&files, &mut found)?;
    found.sort();
    Ok(found)
}

/// The longest a file may be: what does not read in one go hides its faults.
fn limit(path: &str) -> Option<usize> {
    if path.contains("/contract/") || path.contains("/generated/") {
        return None;
    }
    let test =
        path.starts_with("tests/") || path.contains("/tests/") || path.ends_with("tests.rs") || path.contains(".test.");
    let extension = path.rsplit('.').next()?;
    match (extension, test) {
        ("rs" | "ts", true) => Some(800),
        ("rs", false) => Some(600),
        ("ts", false) => Some(400),
        ("svelte", _) => Some(350),
        _ => None,
    }
}

fn sizes(file: &File, excused: &BTreeMap<String, String>, found: &mut Vec<String>) {
    let Some(limit) = limit(&file.path) else { return };
    let lines = file.text.lines().count();
    if lines > limit && !excused.contains_key(&file.path) {
        found.push(format!(
            "{}:{lines}: longer than {limit} lines: split it, or give a reason in crates/xtask/tidy.toml",
            file.path
        ));
    }
}

/// What may be longer, each with its reason.
#[derive(Default)]
struct Excused {
    files: BTreeMap<String, String>,
    /// By path and name, `path::name`.
    functions: BTreeMap<String, String>,
}

fn excused() -> Result<Excused> {
    let text = std::fs::read_to_string(root().join("crates/xtask/tidy.toml"))?;
    let mut excused = Excused::default();
    let mut table = &mut excused.files;
    for (number, line) in text.lines().enumerate() {
        let line = line.trim();
        match line {
            "" => continue,
            _ if line.starts_with('#') => continue,
            "[sizes]" => {
                table = &mut excused.files;
                continue;
            }
            "[functions]" => {
                table = &mut excused.functions;
                continue;
            }
            _ => {}
        }
        let pair =
            line.split_once('=').map(|(path, reason)| (path.trim().trim_matches('"'), reason.trim().trim_matches('"')));
        match pair {
            Some((path, reason)) if reason.len() > 20 => table.insert(path.to_owned(), reason.to_owned()),
            _ => bail!(
                "crates/xtask/tidy.toml, line {}: \"path\" = \"reason\" is wanted, with a real reason",
                number + 1
            ),
        };
    }
    Ok(excused)
}

/// Every crate is described, shares the lints, stands in the architecture page, and depends on what it names.
fn crates(files: &[File], found: &mut Vec<String>) -> Result<()> {
    let page = files.iter().find(|file| file.path == "docs/ARCHITECTURE.md").map_or("", |file| &file.text);
    let manifests = layers::manifests()?;
    dependencies::check_workspace(&layers::workspace()?, &manifests, found);
    for manifest in manifests {
        dependencies::check(&manifest, files, found);
        let name = &manifest.name;
        if !page.contains(&format!("`{name}`")) {
            found.push(format!("docs/ARCHITECTURE.md: `{name}` is not listed"));
        }
        if !manifest.described {
            found.push(format!("{name}: its manifest has no description"));
        }
        if !manifest.shares_lints {
            found.push(format!("{name}: its manifest does not share the workspace's lints"));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_follow_the_kind_of_file() {
        assert_eq!(limit("crates/forms/src/lib.rs"), Some(600));
        assert_eq!(limit("crates/forms/src/session/tests.rs"), Some(800));
        assert_eq!(limit("ui/src/views/Home.svelte"), Some(350));
        assert_eq!(limit("ui/src/lib/backend/contract/View.ts"), None);
        assert_eq!(limit("README.md"), None);
    }

    #[test]
    fn the_project_is_tidy() {
        assert_eq!(findings().unwrap(), Vec::<String>::new());
    }
}
