//! Files that appear whole or not at all.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

/// What of a text can stand in the name of a file: it leads to no other folder.
pub fn file_word(text: &str) -> String {
    let plain = |each: char| each.is_alphanumeric() || matches!(each, '.' | '-' | '_');
    text.chars().map(|each| if plain(each) { each } else { '_' }).collect()
}

/// Writes one file whole or not at all, under a name that `folder` does not have yet: where `stem.ending` is taken,
/// `stem-2.ending`, and so on. Only its owner may read it.
///
/// # Errors
/// As the disk says; then nothing is left behind.
pub fn write_file(folder: &Path, stem: &str, ending: &str, bytes: &[u8]) -> io::Result<PathBuf> {
    let numbered = (2_u32..).map(|number| format!("{stem}-{number}.{ending}"));
    let names = std::iter::once(format!("{stem}.{ending}")).chain(numbered);
    let name = names.into_iter().find(|name| !folder.join(name).exists()).unwrap_or_default();
    whole(folder, &name, bytes)?;
    Ok(folder.join(name))
}

/// Writes exactly this file, whole or not at all; one that is there stays as it is. Only its owner may read it.
///
/// # Errors
/// [`io::ErrorKind::AlreadyExists`], and as the disk says; then nothing is left behind.
pub fn write_new_file(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let name = path.file_name().and_then(std::ffi::OsStr::to_str).ok_or(io::ErrorKind::InvalidInput)?;
    if path.symlink_metadata().is_ok() {
        return Err(io::ErrorKind::AlreadyExists.into());
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or_else(|| Path::new("."));
    whole(folder, name, bytes)
}

/// One file, under a temporary name that is the same for all: what a power cut leaves of one is replaced by the next that goes
/// into the folder, whatever that is called.
fn whole(folder: &Path, name: &str, bytes: &[u8]) -> io::Result<()> {
    let mut files = Files::new(folder);
    let file = files.begin_under(PART, name)?;
    files.write(file, bytes)?;
    files.publish()?;
    Ok(())
}

/// What a single file is called until it is whole.
const PART: &str = ".pana.part";

/// What is written at once.
const BUFFER: usize = 64 * 1024;

/// A set of files under temporary names, and a folder of further ones beside them. Dropped without [`Files::publish`], it
/// leaves nothing behind.
#[derive(Debug)]
pub(crate) struct Files {
    folder: PathBuf,
    open: Vec<Open>,
    beside: Option<Beside>,
}

/// A folder of files that are written whole.
#[derive(Debug)]
struct Beside {
    temporary: PathBuf,
    lasting: PathBuf,
    names: Vec<String>,
}

#[derive(Debug)]
struct Open {
    temporary: PathBuf,
    lasting: PathBuf,
    writer: Option<BufWriter<File>>,
}

impl Files {
    pub(crate) fn new(folder: &Path) -> Self {
        Self { folder: folder.to_owned(), open: Vec::new(), beside: None }
    }

    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    /// Begins a file that will have this name, and gives its index.
    pub(crate) fn begin(&mut self, name: &str) -> io::Result<usize> {
        self.begin_under(&format!(".{name}.part"), name)
    }

    fn begin_under(&mut self, part: &str, name: &str) -> io::Result<usize> {
        let temporary = self.folder.join(part);
        let file = private(&temporary)?;
        let lasting = self.folder.join(name);
        self.open.push(Open { temporary, lasting, writer: Some(BufWriter::with_capacity(BUFFER, file)) });
        Ok(self.open.len().saturating_sub(1))
    }

    pub(crate) fn write(&mut self, index: usize, bytes: &[u8]) -> io::Result<()> {
        self.writer(index)?.write_all(bytes)
    }

    /// What a file that was begun is written by.
    pub(crate) fn writer(&mut self, index: usize) -> io::Result<&mut BufWriter<File>> {
        let gone = || io::Error::from(io::ErrorKind::NotFound);
        self.open.get_mut(index).and_then(|open| open.writer.as_mut()).ok_or_else(gone)
    }

    /// Writes a whole file into the folder `beside`, the same for all. A name that could lead elsewhere is refused, and one
    /// that is there already.
    pub(crate) fn put_beside(&mut self, beside: &str, name: &str, bytes: &[u8]) -> io::Result<()> {
        if !is_plain(name) {
            return Err(io::ErrorKind::InvalidData.into());
        }
        if self.beside.is_none() {
            let temporary = self.folder.join(format!(".{beside}.part"));
            // What an export that was killed left is replaced.
            drop(fs::remove_dir_all(&temporary));
            private_folder(&temporary)?;
            self.beside = Some(Beside { temporary, lasting: self.folder.join(beside), names: Vec::new() });
        }
        let beside = self.beside.as_mut().ok_or(io::ErrorKind::NotFound)?;
        let mut file = private_new(&beside.temporary.join(name))?;
        file.write_all(bytes)?;
        file.sync_all()?;
        beside.names.push(name.to_owned());
        Ok(())
    }

    /// Makes all of them durable and gives them their names. Fails without leaving any of them.
    pub(crate) fn publish(mut self) -> io::Result<Vec<PathBuf>> {
        for open in &mut self.open {
            if let Some(writer) = open.writer.take() {
                writer.into_inner().map_err(io::IntoInnerError::into_error)?.sync_all()?;
            }
        }
        let mut moves: Vec<(PathBuf, PathBuf)> =
            self.open.iter().map(|open| (open.temporary.clone(), open.lasting.clone())).collect();
        let mut named: Vec<PathBuf> = self.open.iter().map(|open| open.lasting.clone()).collect();
        if let Some(beside) = &self.beside {
            if !beside.lasting.is_dir() {
                private_folder(&beside.lasting)?;
            }
            let pair = |name: &String| (beside.temporary.join(name), beside.lasting.join(name));
            moves.extend(beside.names.iter().map(pair));
            named.push(beside.lasting.clone());
        }
        if let Err(error) = move_all(&moves) {
            // Gone only when nothing else is in it.
            self.beside.iter().for_each(|beside| drop(fs::remove_dir(&beside.lasting)));
            return Err(error);
        }
        self.open.clear();
        if let Some(beside) = self.beside.take() {
            sync_folder(&beside.lasting)?;
            fs::remove_dir(&beside.temporary)?;
        }
        sync_folder(&self.folder)?;
        Ok(named)
    }
}

/// Gives each file its lasting name, or leaves none with it.
fn move_all(moves: &[(PathBuf, PathBuf)]) -> io::Result<()> {
    for (done, (temporary, lasting)) in moves.iter().enumerate() {
        if let Err(error) = fs::rename(temporary, lasting) {
            moves.iter().take(done).for_each(|(_, lasting)| drop(fs::remove_file(lasting)));
            return Err(error);
        }
    }
    Ok(())
}

/// Is it a name and nothing but a name, on every system?
fn is_plain(name: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
    (1..=100).contains(&name.len()) && !name.starts_with('.') && !name.ends_with('.') && name.bytes().all(plain)
}

impl Drop for Files {
    fn drop(&mut self) {
        for open in &mut self.open {
            open.writer = None;
            drop(fs::remove_file(&open.temporary));
        }
        if let Some(beside) = &self.beside {
            drop(fs::remove_dir_all(&beside.temporary));
        }
    }
}

/// A new file that only its owner may read. What one that was killed left is taken away first: written over, it would keep
/// its owner and its mode, and were it a link, it would lead elsewhere.
fn private(path: &Path) -> io::Result<File> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    private_new(path)
}

/// A file that is not there yet, for its owner only.
fn private_new(path: &Path) -> io::Result<File> {
    let mut options = File::options();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

/// A new folder, for its owner only.
fn private_folder(path: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path)
}

#[cfg(unix)]
fn sync_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

#[cfg(not(unix))]
fn sync_folder(_: &Path) -> io::Result<()> {
    Ok(())
}
