//! The store's folder: its lock, and files that are either the old or the new, never something between.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::StoreError;

/// A folder that this process holds. Cloned handles hold it together; the lock goes when the last one does, or with
/// the process, however that ends.
#[derive(Debug, Clone)]
pub(crate) struct Folder {
    path: PathBuf,
    _lock: Arc<File>,
}

impl Folder {
    /// Makes the folder when it is not there (open to its owner only) and takes its lock.
    pub(crate) fn hold(path: &Path) -> Result<Self, StoreError> {
        make_private(path)?;
        let lock = OpenOptions::new().create(true).truncate(false).write(true).open(path.join("pana.lock"))?;
        match lock.try_lock() {
            Ok(()) => Ok(Self { path: path.to_owned(), _lock: Arc::new(lock) }),
            Err(TryLockError::WouldBlock) => Err(StoreError::AlreadyOpen),
            Err(TryLockError::Error(error)) => Err(error.into()),
        }
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    pub(crate) fn database(&self) -> PathBuf {
        self.path.join("pana.db")
    }

    /// The keyring's bytes; `None` when there is no centre here.
    pub(crate) fn keyring(&self) -> Result<Option<Vec<u8>>, StoreError> {
        match fs::read(self.path.join("keyring.json")) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    /// Replaces the keyring: written beside, synced, renamed over, and the folder synced, so that after a power loss
    /// the old or the new one is there.
    pub(crate) fn write_keyring(&self, bytes: &[u8]) -> Result<(), StoreError> {
        self.replace("keyring.json", bytes)
    }

    fn replace(&self, name: &str, bytes: &[u8]) -> Result<(), StoreError> {
        let (new, place) = (self.path.join(format!("{name}.new")), self.path.join(name));
        let written = write_synced(&new, bytes).and_then(|()| fs::rename(&new, &place));
        if let Err(error) = written {
            let _ = fs::remove_file(&new);
            return Err(error.into());
        }
        self.sync()
    }

    /// What a laptop keeps that waits to be let in; `None` when none does.
    pub(crate) fn joining(&self) -> Result<Option<Vec<u8>>, StoreError> {
        match fs::read(self.path.join("joining.json")) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    /// Writes that down, as the keyring is written.
    pub(crate) fn write_joining(&self, bytes: &[u8]) -> Result<(), StoreError> {
        self.replace("joining.json", bytes)
    }

    /// The laptop has joined.
    pub(crate) fn forget_joining(&self) -> Result<(), StoreError> {
        match fs::remove_file(self.path.join("joining.json")) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error.into()),
            _ => self.sync(),
        }
    }

    /// Makes names in the folder durable.
    pub(crate) fn sync(&self) -> Result<(), StoreError> {
        if cfg!(unix) {
            File::open(&self.path)?.sync_all()?;
        }
        Ok(())
    }

    /// Removes what a change of the database's key that was cut off left beside it: a whole copy.
    pub(crate) fn clear_copy(&self) -> Result<(), StoreError> {
        for name in ["pana.db.new", "pana.db.new-journal", "pana.db.new-wal", "pana.db.new-shm"] {
            match fs::remove_file(self.path.join(name)) {
                Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error.into()),
                _ => {}
            }
        }
        self.sync()
    }

    /// Removes a database that belongs to no keyring: what is left of a creation that was cut off.
    pub(crate) fn clear_unfinished(&self) -> Result<(), StoreError> {
        let database = ["pana.db", "pana.db-wal", "pana.db-shm", "pana.db-journal", "pana.db.new"];
        // What is left of a laptop that waited goes first: without its database it waits for nothing.
        let others = ["joining.json", "joining.json.new", "keyring.json.new"];
        for name in others.into_iter().chain(database) {
            match fs::remove_file(self.path.join(name)) {
                Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error.into()),
                _ => {}
            }
        }
        Ok(())
    }
}

fn write_synced(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let mut file = OpenOptions::new().create(true).truncate(true).write(true).open(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

fn make_private(path: &Path) -> Result<(), StoreError> {
    if path.is_dir() {
        return Ok(());
    }
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path)?;
    if cfg!(unix)
        && let Some(parent) = path.parent().filter(|parent| !parent.as_os_str().is_empty())
    {
        File::open(parent)?.sync_all()?;
    }
    Ok(())
}
