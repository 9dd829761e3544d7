//! The files that are checked.

use crate::shell::{ask, at_root, root};
use anyhow::{Context, Result};

/// A text file of the project.
pub(super) struct File {
    /// The path from the root, with `/`.
    pub(super) path: String,
    pub(super) text: String,
}

/// The text files that git has or would take.
pub(super) fn files() -> Result<Vec<File>> {
    let list = ask(at_root("git").args(["ls-files", "--cached", "--others", "--exclude-standard", "-z"]))
        .context("git is needed to list the project's files")?;
    let mut files: Vec<File> = Vec::new();
    for path in list.split('\0').filter(|path| !path.is_empty()) {
        // What is not text, or was just removed, has nothing to check here.
        if let Ok(text) = std::fs::read_to_string(root().join(path)) {
            files.push(File { path: path.to_owned(), text });
        }
    }
    Ok(files)
}
