//! What the device remembers without a passphrase: the language, how large it shows everything, who unlocked last, after
//! how long it locks, whether it meets the hub by itself. Nothing of a case.

use std::io::Write as _;
use std::path::Path;

use serde::{Deserialize, Serialize};

/// The file's name in the data folder.
const FILE: &str = "preferences.json";

/// Minutes to the idle lock before someone chooses others.
pub(crate) const IDLE_MINUTES: u32 = 10;

/// The preferences of this device.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Preferences {
    /// Language tag; empty: by the system's.
    pub(crate) language: String,
    /// Member who unlocked last.
    pub(crate) last_member: String,
    /// Minutes without input after which the app locks.
    pub(crate) idle_minutes: u32,
    /// How large everything is shown, in hundredths.
    pub(crate) text_percent: u32,
    /// Does this laptop meet the hub by itself?
    pub(crate) meets_by_itself: bool,
}

impl Default for Preferences {
    fn default() -> Self {
        let (language, last_member) = (String::new(), String::new());
        Self { language, last_member, idle_minutes: IDLE_MINUTES, text_percent: 100, meets_by_itself: true }
    }
}

impl Preferences {
    /// A file that is missing or damaged gives the defaults: nothing depends on it.
    pub(crate) fn load(folder: &Path) -> Self {
        let read = std::fs::read(folder.join(FILE)).ok();
        read.and_then(|bytes| serde_json::from_slice(&bytes).ok()).unwrap_or_default()
    }

    /// Writes beside and renames over, so that the old or the new file is there.
    pub(crate) fn save(&self, folder: &Path) -> std::io::Result<()> {
        std::fs::create_dir_all(folder)?;
        let (beside, place) = (folder.join("preferences.json.new"), folder.join(FILE));
        let mut file = std::fs::File::create(&beside)?;
        file.write_all(&serde_json::to_vec_pretty(self).map_err(std::io::Error::other)?)?;
        file.sync_all()?;
        std::fs::rename(beside, place)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn preferences_read_back_and_damage_gives_the_defaults() {
        let folder = tempfile::tempdir().unwrap();
        let (language, last_member) = ("kk".to_owned(), "m".to_owned());
        let own = Preferences { language, last_member, idle_minutes: 3, text_percent: 150, meets_by_itself: false };
        own.save(folder.path()).unwrap();
        assert_eq!(Preferences::load(folder.path()), own);
        std::fs::write(folder.path().join(FILE), b"{").unwrap();
        assert_eq!(Preferences::load(folder.path()), Preferences::default());
    }
}
