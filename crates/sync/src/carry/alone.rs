//! One file of a folder, where somebody named a file and not the folder.

use std::io;

use crate::place::{Names, Place};

/// A folder of which one file alone is looked at, or all.
#[derive(Debug)]
pub struct Alone<P> {
    place: P,
    file: Option<String>,
}

impl<P> Alone<P> {
    /// `file`: the one that is meant; all where there is none.
    pub fn of(place: P, file: Option<&str>) -> Self {
        Self { place, file: file.map(str::to_owned) }
    }
}

impl<P: Place> Place for Alone<P> {
    type File = P::File;
    type Opened = P::Opened;

    fn names(&self, wanted: &dyn Fn(&str) -> bool, most: usize) -> io::Result<Names> {
        match &self.file {
            Some(file) => self.place.names(&|name| name == file, most),
            None => self.place.names(wanted, most),
        }
    }

    fn create(&self, name: &str) -> io::Result<Self::File> {
        self.place.create(name)
    }

    fn sync(&self, file: &mut Self::File) -> io::Result<()> {
        self.place.sync(file)
    }

    fn rename(&self, from: &str, to: &str) -> io::Result<()> {
        self.place.rename(from, to)
    }

    fn sync_names(&self) -> io::Result<()> {
        self.place.sync_names()
    }

    fn remove(&self, name: &str) -> io::Result<()> {
        self.place.remove(name)
    }

    fn open(&self, name: &str) -> io::Result<Self::Opened> {
        self.place.open(name)
    }

    fn open_from_disk(&self, name: &str) -> io::Result<Self::Opened> {
        self.place.open_from_disk(name)
    }
}
