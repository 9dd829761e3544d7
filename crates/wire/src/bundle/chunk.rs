//! What the hashes of a file's chunks say.
//!
//! ```text
//! root = BLAKE3 in derive-key mode ("pana/blob root/1") of the BLAKE3 of every sealed chunk, in their order
//! ```
//!
//! An event names a file by its root. So a chunk that comes with the hashes of all is bound to that event, whoever brings it.

/// The root of a file, from the hashes of its sealed chunks.
pub fn file_root(hashes: &[[u8; 32]]) -> [u8; 32] {
    let mut hasher = blake3::Hasher::new_derive_key("pana/blob root/1");
    hashes.iter().for_each(|hash| {
        hasher.update(hash);
    });
    *hasher.finalize().as_bytes()
}
