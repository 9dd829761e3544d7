//! Files: too large for an event, so cut into chunks that lie beside the log.
//!
//! ```text
//! key      = BLAKE3 keyed with derive(subject key, "pana/subject/blob key/1"), of the file's id
//! content  = file || zeros                                       padded to padded_len, at least 256
//! chunk n  = XChaCha20-Poly1305(key, nonce = zeros(16) || be64(n),
//!                               aad = "pana/blob/1" || id || be64(length) || last, 1 MiB of content)
//! root     = BLAKE3 in derive-key mode ("pana/blob root/1") of the BLAKE3 of every sealed chunk, in their order
//! ```
//!
//! An event names id, length and root, so that a file is bound to it and to its subject. Each file has a key of its own,
//! which makes the chunk's number a nonce that never comes twice. A chunk does not open at another place, in another
//! file, under another subject, or as the last one when it is not.
//! No commitment to the key stands in it: the event that names the root is sealed under the same subject key, with one.

use pana_model::{BlobId, Secret};
use zeroize::{Zeroize, Zeroizing};

use crate::aead::{self, NONCE};
use crate::{KeysError, SubjectKey, padded_len};

/// Bytes of content in every chunk but the last.
pub const BLOB_CHUNK: usize = 1024 * 1024;
/// Largest file.
pub const MAX_BLOB: usize = 64 * BLOB_CHUNK;

/// A file as its chunks are bound to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BlobShape {
    id: BlobId,
    length: usize,
}

/// The key of one file. Whoever has it opens that file and no other, also of the same subject.
#[derive(Clone)]
pub struct BlobKey(Secret<[u8; 32]>);

impl std::fmt::Debug for BlobKey {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("BlobKey(…)")
    }
}

impl BlobKey {
    /// The key with these bytes.
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(Secret::new(bytes))
    }

    /// Its bytes, for who may have the file.
    pub const fn to_bytes(&self) -> &Secret<[u8; 32]> {
        &self.0
    }
}

/// Hashes the sealed chunks of a file in their order, and gives the root that an event names.
#[derive(Debug, Clone)]
pub struct BlobRoot(blake3::Hasher);

impl BlobShape {
    /// A file of `length` bytes. `id` is the file's own, drawn at random, and never that of other content.
    pub const fn new(id: BlobId, length: usize) -> Result<Self, KeysError> {
        if length > MAX_BLOB { Err(KeysError::TooLarge("file")) } else { Ok(Self { id, length }) }
    }

    /// How many chunks it has; at least one.
    pub fn chunks(&self) -> u32 {
        u32::try_from(padded_len(self.length).div_ceil(BLOB_CHUNK)).unwrap_or(u32::MAX)
    }

    /// Seals chunk `number` of `file`.
    pub fn seal_chunk(&self, key: &SubjectKey, number: u32, file: &[u8]) -> Result<Vec<u8>, KeysError> {
        self.seal_under(&self.key(key), number, file)
    }

    fn seal_under(&self, key: &Secret<[u8; 32]>, number: u32, file: &[u8]) -> Result<Vec<u8>, KeysError> {
        if file.len() != self.length || number >= self.chunks() {
            return Err(KeysError::Damaged("a file has another length"));
        }
        let (begin, many) = self.span(number);
        let rest = file.get(begin..).unwrap_or_default();
        let mut plain = Vec::with_capacity(many);
        plain.extend_from_slice(rest.get(..many).unwrap_or(rest));
        plain.resize(many, 0);
        let sealed = aead::seal(key, &nonce(number), &self.aad(number), &plain);
        plain.zeroize();
        sealed
    }

    /// The key of this file alone, as it follows from that of its subject.
    pub fn file_key(&self, key: &SubjectKey) -> BlobKey {
        BlobKey(self.key(key))
    }

    /// The root under which a file with this content lies that is sealed under this key: sealing it anew gives the same chunks.
    ///
    /// # Errors
    /// [`KeysError::Damaged`] where the content has another length.
    pub fn root_of(&self, key: &BlobKey, file: &[u8]) -> Result<[u8; 32], KeysError> {
        let mut root = BlobRoot::default();
        for number in 0..self.chunks() {
            root.add(&self.seal_under(&key.0, number, file)?);
        }
        Ok(root.finish())
    }

    /// Opens a whole file, whose sealed chunks `chunk` gives by their numbers. Nothing leaves before all chunks are those
    /// that `root` names.
    pub fn open<E: From<KeysError>>(
        &self,
        key: &SubjectKey,
        root: &[u8; 32],
        mut chunk: impl FnMut(u32) -> Result<Vec<u8>, E>,
    ) -> Result<Secret<Vec<u8>>, E> {
        let mut hashes = BlobRoot::default();
        // Growing would leave copies behind.
        let mut file = Zeroizing::new(Vec::with_capacity(padded_len(self.length)));
        for number in 0..self.chunks() {
            let sealed = chunk(number)?;
            hashes.add(&sealed);
            let plain = aead::open(&self.key(key), &nonce(number), &self.aad(number), &sealed)?;
            if plain.expose().len() != self.span(number).1 {
                return Err(KeysError::Damaged("a chunk has another length").into());
            }
            // EXPOSE: to put the file together; it leaves wrapped again.
            file.extend_from_slice(plain.expose());
        }
        if hashes.finish() != *root || file.iter().skip(self.length).any(|byte| *byte != 0) {
            return Err(KeysError::Damaged("a file is not the one that is named").into());
        }
        file.truncate(self.length);
        Ok(Secret::new(std::mem::take(&mut *file)))
    }

    /// Where a chunk begins, and how long it is.
    fn span(&self, number: u32) -> (usize, usize) {
        let begin = usize::try_from(number).unwrap_or(usize::MAX).saturating_mul(BLOB_CHUNK);
        (begin, padded_len(self.length).saturating_sub(begin).min(BLOB_CHUNK))
    }

    fn key(&self, key: &SubjectKey) -> Secret<[u8; 32]> {
        let from = aead::derive_key("pana/subject/blob key/1", key.key());
        // EXPOSE: to hash under it.
        Secret::new(*blake3::keyed_hash(from.expose(), self.id.as_bytes()).as_bytes())
    }

    fn aad(&self, number: u32) -> Vec<u8> {
        let last = u8::from(number.saturating_add(1) == self.chunks());
        [
            b"pana/blob/1".as_slice(),
            self.id.as_bytes(),
            &u64::try_from(self.length).unwrap_or(u64::MAX).to_be_bytes(),
            &[last],
        ]
        .concat()
    }
}

impl Default for BlobRoot {
    fn default() -> Self {
        Self(blake3::Hasher::new_derive_key("pana/blob root/1"))
    }
}

impl BlobRoot {
    /// Adds the next sealed chunk.
    pub fn add(&mut self, sealed: &[u8]) {
        self.0.update(blake3::hash(sealed).as_bytes());
    }

    /// The root of the chunks added.
    pub fn finish(&self) -> [u8; 32] {
        *self.0.finalize().as_bytes()
    }
}

fn nonce(number: u32) -> [u8; NONCE] {
    let mut nonce = [0; NONCE];
    if let Some(end) = nonce.last_chunk_mut::<8>() {
        *end = u64::from(number).to_be_bytes();
    }
    nonce
}

#[cfg(test)]
mod tests;
