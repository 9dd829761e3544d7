//! Files of answers on their way to a hub and from it: chunk by chunk, each in pieces, so that a short line brings it on too. A
//! hub knows a file by its root, which follows from the hashes of its sealed chunks (see [`crate::bundle::file_root`]).

use super::{MessageFault, begin, read};
use crate::bundle::{ItemFault, MAX_CHUNK, MAX_CHUNKS, MAX_LACKS, read_hashes, write_hashes};
use crate::cbor;
use crate::cbor::Reader;

/// What of these files lies at the hub?
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FilesAsked {
    /// Their roots; [`MAX_LACKS`] at most.
    pub roots: Vec<[u8; 32]>,
}

/// What lies there, in the order in which it was asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FilesHeld {
    /// `None` for a file of which nothing lies there.
    pub files: Vec<Option<FileHeld>>,
}

/// What lies there of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileHeld {
    /// The hashes of its chunks.
    pub hashes: Vec<[u8; 32]>,
    /// Of each chunk what is there.
    pub chunks: Vec<ChunkHeld>,
}

/// What lies there of a chunk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ChunkHeld {
    /// So many bytes, from its beginning.
    pub bytes: u64,
    /// Is that all of it?
    pub whole: bool,
}

/// A piece of a chunk is given.
#[derive(Clone, PartialEq, Eq)]
pub struct FilePiece {
    /// The hashes of the file's chunks.
    pub hashes: Vec<[u8; 32]>,
    /// Which chunk, from 0.
    pub number: u32,
    /// How long the chunk is; at most [`MAX_CHUNK`].
    pub length: u64,
    /// Where in it the piece begins.
    pub at: u64,
    /// The piece.
    pub bytes: Vec<u8>,
}

/// A piece of a chunk is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FileAsked {
    /// Of which file.
    pub root: [u8; 32],
    /// Of which chunk.
    pub number: u32,
    /// From where.
    pub at: u64,
    /// At most so many bytes.
    pub most: u64,
}

/// The piece; nothing where it does not lie there any more.
#[derive(Clone, PartialEq, Eq)]
pub struct FileGiven {
    /// The piece.
    pub bytes: Vec<u8>,
}

impl FilesAsked {
    /// The message.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = begin(1);
        cbor::bytes(&mut out, self.roots.as_flattened());
        out
    }

    /// Reads it.
    ///
    /// # Errors
    /// [`MessageFault`].
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, MessageFault> {
        read(bytes, 1, |from| {
            let (roots, rest) = from.bytes()?.as_chunks::<32>();
            if !rest.is_empty() {
                return Err(MessageFault::Shape("not the roots of files"));
            }
            if roots.len() > MAX_LACKS { Err(MessageFault::TooLong) } else { Ok(Self { roots: roots.to_vec() }) }
        })
    }
}

impl FilesHeld {
    /// The message.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = begin(1);
        cbor::array(&mut out, u64::try_from(self.files.len()).unwrap_or(u64::MAX));
        for file in &self.files {
            match file {
                None => cbor::null(&mut out),
                Some(file) => file.write(&mut out),
            }
        }
        out
    }

    /// Reads it, as an answer about so many files.
    ///
    /// # Errors
    /// [`MessageFault`].
    pub fn from_bytes(bytes: &[u8], asked: usize) -> Result<Self, MessageFault> {
        read(bytes, 1, |from| {
            if from.array()? != u64::try_from(asked).unwrap_or(u64::MAX) {
                return Err(MessageFault::Shape("about other files than were asked for"));
            }
            let file = |_| if from.is_null() { Ok(None) } else { FileHeld::read(from).map(Some) };
            Ok(Self { files: (0..asked).map(file).collect::<Result<_, _>>()? })
        })
    }
}

impl FileHeld {
    fn write(&self, out: &mut Vec<u8>) {
        cbor::array(out, 2);
        write_hashes(out, &self.hashes);
        cbor::array(out, u64::try_from(self.chunks.len()).unwrap_or(u64::MAX));
        self.chunks.iter().for_each(|chunk| chunk.write(out));
    }

    fn read(from: &mut Reader<'_>) -> Result<Self, MessageFault> {
        if from.array()? != 2 {
            return Err(MessageFault::Shape("not what lies of a file"));
        }
        let hashes = hashes(from)?;
        if from.array()? != u64::try_from(hashes.len()).unwrap_or(u64::MAX) {
            return Err(MessageFault::Shape("other chunks than there are hashes"));
        }
        let chunks = (0..hashes.len()).map(|_| ChunkHeld::read(from)).collect::<Result<_, _>>()?;
        Ok(Self { hashes, chunks })
    }
}

impl ChunkHeld {
    /// The message that answers a piece.
    pub fn to_bytes(self) -> Vec<u8> {
        let mut out = begin(1);
        self.write(&mut out);
        out
    }

    /// Reads it.
    ///
    /// # Errors
    /// [`MessageFault`].
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, MessageFault> {
        read(bytes, 1, Self::read)
    }

    fn write(&self, out: &mut Vec<u8>) {
        cbor::array(out, 2);
        cbor::uint(out, self.bytes);
        cbor::uint(out, u64::from(self.whole));
    }

    fn read(from: &mut Reader<'_>) -> Result<Self, MessageFault> {
        if from.array()? != 2 {
            return Err(MessageFault::Shape("not what lies of a chunk"));
        }
        let bytes = length(from.uint()?)?;
        match from.uint()? {
            0 => Ok(Self { bytes, whole: false }),
            1 => Ok(Self { bytes, whole: true }),
            _ => Err(MessageFault::Shape("neither yes nor no")),
        }
    }
}

impl FilePiece {
    /// The message.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = begin(5);
        write_hashes(&mut out, &self.hashes);
        cbor::uint(&mut out, u64::from(self.number));
        cbor::uint(&mut out, self.length);
        cbor::uint(&mut out, self.at);
        cbor::bytes(&mut out, &self.bytes);
        out
    }

    /// Reads it.
    ///
    /// # Errors
    /// [`MessageFault`].
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, MessageFault> {
        read(bytes, 5, |from| {
            let (hashes, number) = (hashes(from)?, number(from.uint()?)?);
            let (length, at) = (length(from.uint()?)?, from.uint()?);
            let bytes = from.bytes()?.to_vec();
            let end = at.checked_add(u64::try_from(bytes.len()).unwrap_or(u64::MAX));
            if length == 0 || usize::try_from(number).is_ok_and(|number| number >= hashes.len()) {
                return Err(MessageFault::Shape("no such chunk"));
            }
            if end.is_none_or(|end| end > length) {
                return Err(MessageFault::Shape("no piece of its chunk"));
            }
            Ok(Self { hashes, number, length, at, bytes })
        })
    }
}

impl FileAsked {
    /// The message.
    pub fn to_bytes(self) -> Vec<u8> {
        let mut out = begin(4);
        cbor::bytes(&mut out, &self.root);
        cbor::uint(&mut out, u64::from(self.number));
        cbor::uint(&mut out, self.at);
        cbor::uint(&mut out, self.most);
        out
    }

    /// Reads it.
    ///
    /// # Errors
    /// [`MessageFault`].
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, MessageFault> {
        read(bytes, 4, |from| {
            Ok(Self { root: from.fixed()?, number: number(from.uint()?)?, at: from.uint()?, most: from.uint()? })
        })
    }
}

impl FileGiven {
    /// The message.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = begin(1);
        cbor::bytes(&mut out, &self.bytes);
        out
    }

    /// Reads it.
    ///
    /// # Errors
    /// [`MessageFault`].
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, MessageFault> {
        read(bytes, 1, |from| {
            let bytes = from.bytes()?;
            if bytes.len() > MAX_CHUNK { Err(MessageFault::TooLong) } else { Ok(Self { bytes: bytes.to_vec() }) }
        })
    }
}

fn hashes(from: &mut Reader<'_>) -> Result<Vec<[u8; 32]>, MessageFault> {
    read_hashes(from).map_err(|fault| match fault {
        ItemFault::TooLong => MessageFault::TooLong,
        ItemFault::NotCanonical => MessageFault::NotCanonical,
        _ => MessageFault::Shape("not the hashes of chunks"),
    })
}

fn number(of: u64) -> Result<u32, MessageFault> {
    let fits = usize::try_from(of).is_ok_and(|of| of < MAX_CHUNKS);
    u32::try_from(of).ok().filter(|_| fits).ok_or(MessageFault::Shape("no such chunk"))
}

fn length(of: u64) -> Result<u64, MessageFault> {
    if usize::try_from(of).is_ok_and(|of| of <= MAX_CHUNK) { Ok(of) } else { Err(MessageFault::TooLong) }
}

impl std::fmt::Debug for FilePiece {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { number, length, at, bytes, .. } = self;
        write!(out, "FilePiece({number}: {} bytes at {at} of {length})", bytes.len())
    }
}

impl std::fmt::Debug for FileGiven {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "FileGiven({} bytes)", self.bytes.len())
    }
}
