//! What is asked of a folder. Behind a trait, so that tests can let each step of it fail.

use std::io::{self, Read, Write};

/// A folder in which parts of bundles lie, on a stick or elsewhere.
pub trait Place {
    /// A file that is being written.
    type File: Write;
    /// A file that is being read.
    type Opened: Read;

    /// The names of its plain files that `wanted` knows by their names, `most` at most, in the order of their names. No
    /// link is followed, and no folder looked into.
    ///
    /// # Errors
    /// As the disk says.
    fn names(&self, wanted: &dyn Fn(&str) -> bool, most: usize) -> io::Result<Names>;

    /// A new file; one that is there is left as it is.
    ///
    /// # Errors
    /// As the disk says.
    fn create(&self, name: &str) -> io::Result<Self::File>;

    /// Makes what was written of a file durable.
    ///
    /// # Errors
    /// As the disk says.
    fn sync(&self, file: &mut Self::File) -> io::Result<()>;

    /// Gives a file another name; one that is there is left as it is.
    ///
    /// # Errors
    /// As the disk says.
    fn rename(&self, from: &str, to: &str) -> io::Result<()>;

    /// Makes the names durable.
    ///
    /// # Errors
    /// As the disk says.
    fn sync_names(&self) -> io::Result<()>;

    /// Takes a file away.
    ///
    /// # Errors
    /// As the disk says.
    fn remove(&self, name: &str) -> io::Result<()>;

    /// Opens a plain file, through no link.
    ///
    /// # Errors
    /// As the disk says.
    fn open(&self, name: &str) -> io::Result<Self::Opened>;

    /// Opens a plain file so that what is read comes from the disk and not from what the system remembers of it, where
    /// the system can be asked for that.
    ///
    /// # Errors
    /// As the disk says.
    fn open_from_disk(&self, name: &str) -> io::Result<Self::Opened> {
        self.open(name)
    }
}

/// Names that are there.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Names {
    /// In their order.
    pub entries: Vec<Entry>,
    /// Whether there are more.
    pub more: bool,
}

/// A plain file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Entry {
    /// Its name, without its folder.
    pub name: String,
    /// How many bytes it has.
    pub bytes: u64,
}
