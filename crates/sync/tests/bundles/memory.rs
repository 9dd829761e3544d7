//! A folder in memory that fails on command, and what a stick holds after it was pulled out.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::io::{self, Cursor, Read, Write};
use std::rc::Rc;

use pana_sync::{Entry, Names, Place};

/// No room left, pulled out, only to be read.
pub(crate) const FULL: i32 = 28;
pub(crate) const GONE: i32 = 5;
pub(crate) const READ_ONLY: i32 = 30;

/// Which steps fail.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Fails {
    Never,
    /// The step of this number, and no other.
    Once(usize, i32),
    /// That one and all after it.
    From(usize, i32),
}

#[derive(Clone)]
pub(crate) struct Memory(Rc<RefCell<State>>);

struct State {
    files: Vec<File>,
    names: BTreeMap<String, usize>,
    durable_names: BTreeMap<String, usize>,
    fails: Fails,
    steps: usize,
    room: usize,
    /// A stick that claims this room and has less of it: what is written beyond lies over the first file.
    true_room: usize,
}

#[derive(Default)]
struct File {
    bytes: Vec<u8>,
    durable: Vec<u8>,
}

pub(crate) struct Writing {
    of: Memory,
    at: usize,
}

pub(crate) struct Reading {
    of: Memory,
    bytes: Cursor<Vec<u8>>,
}

impl Memory {
    pub(crate) fn new() -> Self {
        Self(Rc::new(RefCell::new(State {
            files: Vec::new(),
            names: BTreeMap::new(),
            durable_names: BTreeMap::new(),
            fails: Fails::Never,
            steps: 0,
            room: usize::MAX,
            true_room: usize::MAX,
        })))
    }

    pub(crate) fn failing(fails: Fails) -> Self {
        let this = Self::new();
        this.0.borrow_mut().fails = fails;
        this
    }

    pub(crate) fn with_room(room: usize) -> Self {
        let this = Self::new();
        this.0.borrow_mut().room = room;
        this
    }

    pub(crate) fn lying(true_room: usize) -> Self {
        let this = Self::new();
        this.0.borrow_mut().true_room = true_room;
        this
    }

    /// How many steps were made.
    pub(crate) fn steps(&self) -> usize {
        self.0.borrow().steps
    }

    /// What is there, by name.
    pub(crate) fn all(&self) -> BTreeMap<String, Vec<u8>> {
        let state = self.0.borrow();
        state.names.iter().map(|(name, at)| (name.clone(), state.files[*at].bytes.clone())).collect()
    }

    /// Puts a file there.
    pub(crate) fn put(&self, name: &str, bytes: &[u8]) {
        let mut state = self.0.borrow_mut();
        state.files.push(File { bytes: bytes.to_vec(), durable: bytes.to_vec() });
        let at = state.files.len() - 1;
        state.names.insert(name.to_owned(), at);
    }

    pub(crate) fn take(&self, name: &str) -> Vec<u8> {
        let at = self.0.borrow_mut().names.remove(name).unwrap();
        self.0.borrow().files[at].bytes.clone()
    }

    /// What may be on the stick when it is put in again: what was made durable of each file, under the names that were
    /// made durable or under those that were last there, since a disk may have written them by itself.
    pub(crate) fn put_in_again(&self) -> [Self; 2] {
        let state = self.0.borrow();
        [&state.names, &state.durable_names].map(|names| {
            let again = Self::new();
            names.iter().for_each(|(name, at)| again.put(name, &state.files[*at].durable));
            again
        })
    }

    fn step(&self) -> io::Result<()> {
        let mut state = self.0.borrow_mut();
        let at = state.steps;
        state.steps += 1;
        match state.fails {
            Fails::Once(number, code) if at == number => Err(io::Error::from_raw_os_error(code)),
            Fails::From(number, code) if at >= number => Err(io::Error::from_raw_os_error(code)),
            _ => Ok(()),
        }
    }
}

impl Place for Memory {
    type File = Writing;
    type Opened = Reading;

    fn names(&self, wanted: &dyn Fn(&str) -> bool, most: usize) -> io::Result<Names> {
        self.step()?;
        let state = self.0.borrow();
        let all = state.names.iter().filter(|(name, _)| wanted(name));
        let mut entries: Vec<Entry> =
            all.map(|(name, at)| Entry { name: name.clone(), bytes: state.files[*at].bytes.len() as u64 }).collect();
        let more = entries.len() > most;
        entries.truncate(most);
        Ok(Names { entries, more })
    }

    fn create(&self, name: &str) -> io::Result<Writing> {
        self.step()?;
        let mut state = self.0.borrow_mut();
        assert!(!state.names.contains_key(name), "{name} is there");
        state.files.push(File::default());
        let at = state.files.len() - 1;
        state.names.insert(name.to_owned(), at);
        Ok(Writing { of: self.clone(), at })
    }

    fn sync(&self, file: &mut Writing) -> io::Result<()> {
        self.step()?;
        let file = &mut self.0.borrow_mut().files[file.at];
        file.durable = file.bytes.clone();
        Ok(())
    }

    fn rename(&self, from: &str, to: &str) -> io::Result<()> {
        self.step()?;
        let mut state = self.0.borrow_mut();
        let at = state.names.remove(from).ok_or(io::ErrorKind::NotFound)?;
        assert!(state.names.insert(to.to_owned(), at).is_none(), "{to} is there");
        Ok(())
    }

    fn sync_names(&self) -> io::Result<()> {
        self.step()?;
        let mut state = self.0.borrow_mut();
        state.durable_names = state.names.clone();
        Ok(())
    }

    fn remove(&self, name: &str) -> io::Result<()> {
        self.step()?;
        self.0.borrow_mut().names.remove(name).map(drop).ok_or_else(|| io::ErrorKind::NotFound.into())
    }

    fn open(&self, name: &str) -> io::Result<Reading> {
        self.step()?;
        let state = self.0.borrow();
        let at = state.names.get(name).ok_or(io::ErrorKind::NotFound)?;
        Ok(Reading { of: self.clone(), bytes: Cursor::new(state.files[*at].bytes.clone()) })
    }
}

impl Write for Writing {
    /// A little at a time, so that there are many steps to fail at.
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.of.step()?;
        let mut state = self.of.0.borrow_mut();
        let many = bytes.len().min(5000);
        let used: usize = state.names.values().map(|at| state.files[*at].bytes.len()).sum();
        if used + many > state.room {
            return Err(io::Error::from_raw_os_error(FULL));
        }
        if used + many > state.true_room {
            state.files[0].bytes[..many].copy_from_slice(&bytes[..many]);
        }
        state.files[self.at].bytes.extend_from_slice(&bytes[..many]);
        Ok(many)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Read for Reading {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        self.of.step()?;
        self.bytes.read(out)
    }
}
