//! A folder of the file system.

use std::fs::{self, File};
use std::io;
use std::path::PathBuf;

use crate::place::{Entry, Names, Place};

/// No folder is looked through further.
const MOST_ENTRIES: usize = 1_000_000;

/// A folder of the file system, as the worker chose it.
#[derive(Debug, Clone)]
pub struct Folder {
    path: PathBuf,
}

impl Folder {
    /// The folder at this path.
    ///
    /// # Errors
    /// If it is none, as the disk says.
    pub fn open(path: impl Into<PathBuf>) -> io::Result<Self> {
        let path = path.into();
        if fs::metadata(&path)?.is_dir() { Ok(Self { path }) } else { Err(io::ErrorKind::NotADirectory.into()) }
    }

    fn opened(&self, name: &str) -> io::Result<File> {
        let mut options = File::options();
        options.read(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::custom_flags(&mut options, plain_only());
        let file = options.open(self.path.join(name))?;
        if file.metadata()?.is_file() { Ok(file) } else { Err(io::ErrorKind::InvalidInput.into()) }
    }
}

impl Place for Folder {
    type File = File;
    type Opened = File;

    fn names(&self, wanted: &dyn Fn(&str) -> bool, most: usize) -> io::Result<Names> {
        let mut names = Names::default();
        for (at, entry) in fs::read_dir(&self.path)?.enumerate() {
            if at == MOST_ENTRIES {
                names.more = true;
                break;
            }
            let entry = entry?;
            let name = entry.file_name().into_string().unwrap_or_default();
            // Of the entry itself: a link is no file.
            if !wanted(&name) || !entry.file_type()?.is_file() {
                continue;
            }
            names.entries.push(Entry { name, bytes: entry.metadata()?.len() });
            if names.entries.len() > most {
                names.more = true;
                names.entries.pop();
                break;
            }
        }
        names.entries.sort();
        Ok(names)
    }

    fn create(&self, name: &str) -> io::Result<File> {
        let mut options = File::options();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        options.open(self.path.join(name))
    }

    fn sync(&self, file: &mut File) -> io::Result<()> {
        file.sync_all()
    }

    fn rename(&self, from: &str, to: &str) -> io::Result<()> {
        // Names are drawn at random: only a copy of the same file could lie there.
        if self.path.join(to).symlink_metadata().is_ok() {
            return Err(io::ErrorKind::AlreadyExists.into());
        }
        fs::rename(self.path.join(from), self.path.join(to))
    }

    #[cfg(unix)]
    fn sync_names(&self) -> io::Result<()> {
        let folder = File::open(&self.path)?;
        match folder.sync_all() {
            // Some file systems sync no folder by itself, but all of it.
            #[cfg(target_os = "linux")]
            Err(error) if matches!(error.kind(), io::ErrorKind::InvalidInput | io::ErrorKind::Unsupported) => {
                Ok(rustix::fs::syncfs(&folder)?)
            }
            synced => synced,
        }
    }

    #[cfg(not(unix))]
    fn sync_names(&self) -> io::Result<()> {
        Ok(())
    }

    fn remove(&self, name: &str) -> io::Result<()> {
        fs::remove_file(self.path.join(name))
    }

    fn open(&self, name: &str) -> io::Result<File> {
        self.opened(name)
    }

    fn open_from_disk(&self, name: &str) -> io::Result<File> {
        let file = self.opened(name)?;
        // What was synced is clean, so the system can forget it. Where it does not, the file is read all the same.
        #[cfg(target_os = "linux")]
        let _kept = rustix::fs::fadvise(&file, 0, None, rustix::fs::Advice::DontNeed);
        Ok(file)
    }
}

/// Through no link, and without waiting for whoever writes into a pipe.
#[cfg(unix)]
fn plain_only() -> i32 {
    let flags = rustix::fs::OFlags::NOFOLLOW | rustix::fs::OFlags::NONBLOCK;
    flags.bits().cast_signed()
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn plain_files_are_named_and_neither_links_nor_folders_nor_pipes() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        fs::write(at("b.pana"), b"12").unwrap();
        fs::write(at("a.pana"), b"123").unwrap();
        fs::write(at("c.txt"), b"1").unwrap();
        fs::create_dir(at("d.pana")).unwrap();
        std::os::unix::fs::symlink(at("a.pana"), at("e.pana")).unwrap();
        let place = Folder::open(folder.path()).unwrap();
        let pana = |name: &str| name.ends_with(".pana");
        let entry = |name: &str, bytes| Entry { name: name.to_owned(), bytes };
        let both = Names { entries: vec![entry("a.pana", 3), entry("b.pana", 2)], more: false };
        assert_eq!(place.names(&pana, 2).unwrap(), both);
        let one = place.names(&pana, 1).unwrap();
        assert_eq!((one.entries.len(), one.more), (1, true));

        assert!(place.open("a.pana").is_ok() && place.open_from_disk("a.pana").is_ok());
        for other in ["d.pana", "e.pana", "f.pana"] {
            assert!(place.open(other).is_err(), "{other}");
        }
        assert!(Folder::open(at("a.pana")).is_err() && Folder::open(at("f")).is_err());
    }

    #[test]
    fn nothing_is_written_over() {
        let folder = tempfile::tempdir().unwrap();
        let place = Folder::open(folder.path()).unwrap();
        fs::write(folder.path().join("a"), b"old").unwrap();
        fs::write(folder.path().join("b"), b"other").unwrap();
        assert_eq!(place.create("a").unwrap_err().kind(), io::ErrorKind::AlreadyExists);
        assert_eq!(place.rename("b", "a").unwrap_err().kind(), io::ErrorKind::AlreadyExists);
        assert_eq!(fs::read(folder.path().join("a")).unwrap(), b"old");
        place.rename("b", "c").unwrap();
        place.sync_names().unwrap();
        place.remove("c").unwrap();
        assert_eq!(place.names(&|_| true, 9).unwrap().entries.len(), 1);
    }
}
