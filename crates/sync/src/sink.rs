//! What a file is written and read through: it is hashed as it lies.

use std::io::{self, Read, Write};

use pana_wire::bundle::MAX_PART;

/// A file that is being written.
pub(crate) struct Sink<F> {
    pub(crate) file: F,
    hasher: blake3::Hasher,
    written: u64,
}

impl<F> Sink<F> {
    pub(crate) fn new(file: F) -> Self {
        Self { file, hasher: blake3::Hasher::new(), written: 0 }
    }

    /// The hash and the length of what was written.
    pub(crate) fn sum(&self) -> ([u8; 32], u64) {
        (*self.hasher.finalize().as_bytes(), self.written)
    }
}

impl<F: Write> Write for Sink<F> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.written.saturating_add(bytes.len().try_into().unwrap_or(u64::MAX)) > MAX_PART {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        let many = self.file.write(bytes)?;
        self.hasher.update(bytes.get(..many).unwrap_or_default());
        self.written = self.written.saturating_add(many.try_into().unwrap_or(u64::MAX));
        Ok(many)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

/// A file that is being read.
pub(crate) struct Spring<F> {
    file: F,
    hasher: blake3::Hasher,
    read: u64,
}

impl<F: Read> Spring<F> {
    pub(crate) fn new(file: F) -> Self {
        Self { file, hasher: blake3::Hasher::new(), read: 0 }
    }

    /// Reads what is left, and gives the hash and the length of the whole. `go_on` is asked now and then; where it says
    /// no, there is no sum.
    pub(crate) fn sum(mut self, mut go_on: impl FnMut() -> bool) -> io::Result<Option<([u8; 32], u64)>> {
        let mut piece = vec![0; PIECE];
        loop {
            if !go_on() {
                return Ok(None);
            }
            match self.read(&mut piece) {
                Ok(0) => return Ok(Some((*self.hasher.finalize().as_bytes(), self.read))),
                Ok(_) => (),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => (),
                Err(error) => return Err(error),
            }
        }
    }
}

/// So much is read at once.
const PIECE: usize = 256 * 1024;

impl<F: Read> Read for Spring<F> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let many = self.file.read(out)?;
        self.hasher.update(out.get(..many).unwrap_or_default());
        self.read = self.read.saturating_add(many.try_into().unwrap_or(u64::MAX));
        if self.read > MAX_PART { Err(io::ErrorKind::FileTooLarge.into()) } else { Ok(many) }
    }
}
