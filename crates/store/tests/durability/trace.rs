//! What a program wrote, as strace saw it, and what a power loss may leave of it.
//!
//! Neither a killed process nor a full disk shows what a power loss does: the kernel still has what was written. So the
//! writes are recorded with their bytes, and the folder is built again as a disk may hold it after the power went at
//! some point: what was synced is there; of what was written later, nothing, everything, or any part.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// One thing the program did, in order.
#[derive(Debug, Clone)]
pub enum Call {
    Create {
        path: String,
    },
    Write {
        path: String,
        bytes: Vec<u8>,
        offset: Option<u64>,
    },
    Truncate {
        path: String,
        length: u64,
    },
    Sync {
        path: String,
    },
    Remove {
        path: String,
    },
    Rename {
        from: String,
        to: String,
    },
    /// A line the program printed.
    Say {
        text: String,
    },
}

/// The syscalls that are traced.
pub const TRACED: &str = "trace=openat,pwrite64,write,ftruncate,fdatasync,fsync,unlink,rename";

/// Reads strace's output (`-f -y -xx -s` large). Only what concerns `folder`, and what was written to
/// `said`, is kept.
pub fn read(log: &str, folder: &Path, said: &Path) -> Vec<Call> {
    let folder = folder.to_str().unwrap();
    let ours = |path: &str| path.starts_with(folder);
    let mut unfinished: BTreeMap<String, String> = BTreeMap::new();
    let mut calls = Vec::new();
    for line in log.lines() {
        let Some((pid, rest)) = line.split_once(' ') else { continue };
        let rest = rest.trim_start();
        let whole = if let Some(start) = rest.strip_suffix("<unfinished ...>") {
            unfinished.insert(pid.to_owned(), start.trim_end().to_owned());
            continue;
        } else if rest.starts_with("<...") {
            let end = rest.split_once("resumed>").map_or("", |(_, end)| end);
            format!("{}{end}", unfinished.remove(pid).unwrap_or_default())
        } else {
            rest.to_owned()
        };
        let Some((name, arguments)) = whole.split_once('(') else { continue };
        if whole.contains(") = -1 ") || !whole.contains(" = ") {
            continue;
        }
        let strings: Vec<Vec<u8>> = between(arguments, '"', '"');
        let path = between(arguments, '<', '>').first().map(|bytes| String::from_utf8_lossy(bytes).into_owned());
        let text = |at: usize| String::from_utf8_lossy(&strings[at]).into_owned();
        let numbers: Vec<u64> = arguments
            .rsplit_once(')')
            .map_or(arguments, |(inside, _)| inside)
            .rsplit(", ")
            .map_while(|part| part.trim().parse().ok())
            .collect();
        match name {
            "openat" if arguments.contains("O_CREAT") && ours(&text(0)) => calls.push(Call::Create { path: text(0) }),
            "pwrite64" | "write" => {
                let path = path.unwrap_or_default();
                if ours(&path) {
                    let offset = (name == "pwrite64").then(|| numbers[0]);
                    calls.push(Call::Write { path, bytes: strings[0].clone(), offset });
                } else if Path::new(&path) == said {
                    calls.push(Call::Say { text: text(0) });
                }
            }
            "ftruncate" => calls.push(Call::Truncate { path: path.unwrap_or_default(), length: numbers[0] }),
            "fdatasync" | "fsync" => calls.push(Call::Sync { path: path.unwrap_or_default() }),
            "unlink" if ours(&text(0)) => calls.push(Call::Remove { path: text(0) }),
            "rename" if ours(&text(0)) => calls.push(Call::Rename { from: text(0), to: text(1) }),
            _ => {}
        }
    }
    calls
}

/// Everything printed before `cut`.
pub fn said(calls: &[Call], cut: usize) -> String {
    let said =
        calls[..cut].iter().filter_map(|call| if let Call::Say { text } = call { Some(text.as_str()) } else { None });
    said.collect()
}

/// What becomes of writes that were not synced when the power goes.
#[derive(Debug, Clone, Copy)]
pub enum Unsynced {
    /// None of them reached the disk.
    Lost,
    /// All of them are there: it was the process that was killed, and the system goes on.
    Kept,
    /// Each of them may or may not have reached it: by coin, seeded.
    Some(u64),
}

#[derive(Debug, Clone, Default)]
struct Held {
    synced: Option<Vec<u8>>,
    pending: Vec<Change>,
}

#[derive(Debug, Clone)]
enum Change {
    Write(u64, Vec<u8>),
    Truncate(u64),
}

/// Builds the folder as the disk may hold it after the power went at `cut`: from `before`, a copy of the folder as it
/// was when the recording began, into `after`.
pub fn rebuild(calls: &[Call], cut: usize, unsynced: Unsynced, folder: &Path, before: &Path, after: &Path) {
    let mut disk = Disk::begin(folder, before);
    calls[..cut].iter().for_each(|call| disk.take(call, folder));
    disk.write_down(unsynced, after);
}

/// What a disk holds, and what of it would survive.
#[derive(Default)]
struct Disk {
    files: BTreeMap<String, Held>,
    /// Names that exist for the program but are not yet durable.
    new_names: BTreeSet<String>,
    /// Removed ones that may still be there.
    removed: BTreeMap<String, Held>,
    cursors: BTreeMap<String, u64>,
}

impl Disk {
    fn begin(folder: &Path, before: &Path) -> Self {
        let mut disk = Self::default();
        for entry in std::fs::read_dir(before).unwrap() {
            let entry = entry.unwrap();
            let path = folder.join(entry.file_name()).to_str().unwrap().to_owned();
            disk.files.insert(path, Held { synced: Some(std::fs::read(entry.path()).unwrap()), pending: Vec::new() });
        }
        disk
    }

    fn take(&mut self, call: &Call, folder: &Path) {
        match call {
            Call::Create { path } if !self.files.contains_key(path) => {
                self.files.insert(path.clone(), Held { synced: Some(Vec::new()), pending: Vec::new() });
                self.new_names.insert(path.clone());
                self.cursors.insert(path.clone(), 0);
            }
            Call::Write { path, bytes, offset } => {
                let cursor = self.cursors.entry(path.clone()).or_default();
                let at = offset.unwrap_or(*cursor);
                if offset.is_none() {
                    *cursor += bytes.len() as u64;
                }
                self.files.entry(path.clone()).or_default().pending.push(Change::Write(at, bytes.clone()));
            }
            Call::Truncate { path, length } => {
                self.files.entry(path.clone()).or_default().pending.push(Change::Truncate(*length));
            }
            Call::Sync { path } if Path::new(path) == folder => {
                self.new_names.clear();
                self.removed.clear();
            }
            Call::Sync { path } => {
                if let Some(held) = self.files.get_mut(path) {
                    let mut content = held.synced.take().unwrap_or_default();
                    held.pending.drain(..).for_each(|change| apply(&mut content, &change));
                    held.synced = Some(content);
                }
            }
            Call::Remove { path } => {
                if let Some(held) = self.files.remove(path)
                    && !self.new_names.remove(path)
                {
                    self.removed.insert(path.clone(), held);
                }
            }
            Call::Rename { from, to } => {
                if let Some(held) = self.files.remove(from) {
                    self.new_names.remove(from);
                    if let Some(old) = self.files.insert(to.clone(), held) {
                        self.removed.insert(to.clone(), old);
                    }
                }
            }
            Call::Create { .. } | Call::Say { .. } => {}
        }
    }

    fn write_down(&self, unsynced: Unsynced, after: &Path) {
        let mut coin = match unsynced {
            Unsynced::Lost | Unsynced::Kept => 0,
            Unsynced::Some(seed) => seed | 1,
        };
        let mut kept = || match unsynced {
            Unsynced::Lost => false,
            Unsynced::Kept => true,
            Unsynced::Some(_) => {
                coin ^= coin << 13;
                coin ^= coin >> 7;
                coin ^= coin << 17;
                coin % 2 == 0
            }
        };
        std::fs::create_dir_all(after).unwrap();
        let mut put = |path: &str, held: &Held| {
            let mut content = held.synced.clone().unwrap_or_default();
            held.pending.iter().filter(|_| kept()).for_each(|change| apply(&mut content, change));
            std::fs::write(after.join(PathBuf::from(path).file_name().unwrap()), content).unwrap();
        };
        let are_names_kept = match unsynced {
            Unsynced::Lost => false,
            Unsynced::Kept => true,
            Unsynced::Some(seed) => seed % 3 == 0,
        };
        for (path, held) in &self.files {
            if are_names_kept || !self.new_names.contains(path) {
                put(path, held);
            }
        }
        // A removal that was not made durable may be undone by the power loss.
        for (path, held) in self.removed.iter().filter(|_| !matches!(unsynced, Unsynced::Kept)) {
            put(path, held);
        }
    }
}

fn apply(content: &mut Vec<u8>, change: &Change) {
    match change {
        Change::Write(at, bytes) => {
            let (from, to) = (*at as usize, *at as usize + bytes.len());
            if content.len() < to {
                content.resize(to, 0);
            }
            content[from..to].copy_from_slice(bytes);
        }
        Change::Truncate(length) => content.resize(*length as usize, 0),
    }
}

/// The texts between two marks, with `\x..` read as bytes.
fn between(text: &str, open: char, close: char) -> Vec<Vec<u8>> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(from) = rest.find(open) {
        let inside = &rest[from + 1..];
        let Some(to) = inside.find(close) else { break };
        found.push(unescape(&inside[..to]));
        rest = &inside[to + 1..];
    }
    found
}

fn unescape(text: &str) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len() / 4);
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        if let [b'\\', b'x', high, low, after @ ..] = rest {
            let digit = |c: u8| (c as char).to_digit(16).unwrap() as u8;
            bytes.push(digit(*high) * 16 + digit(*low));
            rest = after;
        } else {
            bytes.push(*first);
            rest = tail;
        }
    }
    bytes
}
