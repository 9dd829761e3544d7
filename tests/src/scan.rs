//! Looking for words where they must not be: in every file that a program could have written.

use anyhow::Result;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Folders that every program may write to, whatever its variables say.
const COMMON: &[&str] = &["/tmp", "/var/tmp", "/dev/shm"];

/// The words looked for, in each of the forms that a program could write them in.
#[derive(Debug, Clone)]
pub struct Markers {
    forms: Vec<(String, Vec<u8>)>,
}

impl Markers {
    /// Takes words that occur nowhere by chance.
    #[must_use]
    pub fn new(words: &[&str]) -> Self {
        let mut forms = Vec::new();
        for word in words {
            forms.push((format!("{word} in UTF-8"), word.as_bytes().to_vec()));
            forms.push((format!("{word} in UTF-16LE"), word.encode_utf16().flat_map(u16::to_le_bytes).collect()));
            forms.push((format!("{word} in UTF-16BE"), word.encode_utf16().flat_map(u16::to_be_bytes).collect()));
        }
        Self { forms }
    }

    /// The forms found in some bytes.
    #[must_use]
    pub fn within(&self, bytes: &[u8]) -> Vec<&str> {
        self.forms.iter().filter(|(_, form)| holds(bytes, form)).map(|(name, _)| name.as_str()).collect()
    }

    /// Every file under a folder that holds a marker, in its text or its name.
    ///
    /// # Errors
    /// If the folder cannot be read.
    pub fn under(&self, folder: &Path) -> Result<Vec<String>> {
        let mut found = Vec::new();
        for path in files(folder) {
            let name = path.to_string_lossy().into_owned();
            for form in self.within(name.as_bytes()) {
                found.push(format!("the name of {name}: {form}"));
            }
            // A socket, a pipe or a file that is gone by now holds nothing.
            if let Ok(bytes) = std::fs::read(&path) {
                found.extend(self.within(&bytes).into_iter().map(|form| format!("{name}: {form}")));
            }
        }
        Ok(found)
    }
}

/// What lies in the common folders now, to tell later what came.
#[must_use]
pub fn common() -> BTreeSet<PathBuf> {
    let folders = COMMON.iter().filter_map(|folder| std::fs::read_dir(folder).ok());
    folders.flat_map(Iterator::flatten).map(|entry| entry.path()).collect()
}

/// Every plain file under a folder; links are not followed.
#[must_use]
pub fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(path) = open.pop() {
        let Ok(about) = std::fs::symlink_metadata(&path) else { continue };
        if about.is_dir() {
            open.extend(std::fs::read_dir(&path).into_iter().flatten().flatten().map(|entry| entry.path()));
        } else if about.is_file() {
            found.push(path);
        }
    }
    found.sort();
    found
}

fn holds(bytes: &[u8], form: &[u8]) -> bool {
    let Some(first) = form.first() else { return false };
    let mut rest = bytes;
    while let Some(at) = rest.iter().position(|byte| byte == first) {
        rest = rest.get(at..).unwrap_or_default();
        if rest.starts_with(form) {
            return true;
        }
        rest = rest.get(1..).unwrap_or_default();
    }
    false
}
