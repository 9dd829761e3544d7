//! Files that appear whole or not at all.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

/// Writes one file whole or not at all, under a name that `folder` does not have yet: where `stem.ending` is taken,
/// `stem-2.ending`, and so on. Only its owner may read it.
///
/// # Errors
/// As the disk says; then nothing is left behind.
pub fn write_file(folder: &Path, stem: &str, ending: &str, bytes: &[u8]) -> io::Result<PathBuf> {
    let numbered = (2_u32..).map(|number| format!("{stem}-{number}.{ending}"));
    let names = std::iter::once(format!("{stem}.{ending}")).chain(numbered);
    let name = names.into_iter().find(|name| !folder.join(name).exists()).unwrap_or_default();
    let mut files = Files::new(folder);
    let file = files.begin(&name)?;
    files.write(file, bytes)?;
    files.publish()?;
    Ok(folder.join(name))
}

/// A set of files under temporary names. Dropped without [`Files::publish`], it leaves nothing behind.
#[derive(Debug)]
pub(crate) struct Files {
    folder: PathBuf,
    open: Vec<Open>,
}

#[derive(Debug)]
struct Open {
    temporary: PathBuf,
    lasting: PathBuf,
    writer: Option<BufWriter<File>>,
}

impl Files {
    pub(crate) fn new(folder: &Path) -> Self {
        Self { folder: folder.to_owned(), open: Vec::new() }
    }

    /// Begins a file that will have this name, and gives its index.
    pub(crate) fn begin(&mut self, name: &str) -> io::Result<usize> {
        let temporary = self.folder.join(format!(".{name}.part"));
        let file = private(&temporary)?;
        let lasting = self.folder.join(name);
        self.open.push(Open { temporary, lasting, writer: Some(BufWriter::new(file)) });
        Ok(self.open.len().saturating_sub(1))
    }

    pub(crate) fn write(&mut self, index: usize, bytes: &[u8]) -> io::Result<()> {
        let gone = || io::Error::from(io::ErrorKind::NotFound);
        self.open.get_mut(index).and_then(|open| open.writer.as_mut()).ok_or_else(gone)?.write_all(bytes)
    }

    /// Makes all of them durable and gives them their names. Fails without leaving any of them.
    pub(crate) fn publish(mut self) -> io::Result<Vec<PathBuf>> {
        for open in &mut self.open {
            if let Some(writer) = open.writer.take() {
                writer.into_inner().map_err(io::IntoInnerError::into_error)?.sync_all()?;
            }
        }
        let mut published: Vec<PathBuf> = Vec::new();
        for open in &self.open {
            if let Err(error) = fs::rename(&open.temporary, &open.lasting) {
                published.iter().for_each(|path| drop(fs::remove_file(path)));
                return Err(error);
            }
            published.push(open.lasting.clone());
        }
        self.open.clear();
        sync_folder(&self.folder)?;
        Ok(published)
    }
}

impl Drop for Files {
    fn drop(&mut self) {
        for open in &mut self.open {
            open.writer = None;
            drop(fs::remove_file(&open.temporary));
        }
    }
}

/// A new file that only its owner may read. What an export that was killed left is replaced.
fn private(path: &Path) -> io::Result<File> {
    let mut options = File::options();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

#[cfg(unix)]
fn sync_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

#[cfg(not(unix))]
fn sync_folder(_: &Path) -> io::Result<()> {
    Ok(())
}
