//! Rows that stay on this device: drafts and the like, sealed under their subject's key.

use pana_model::Secret;

use crate::{Entropy, KeysError, SubjectKey, aead};

/// Seals a small row. `place` names the row (table, interview, question …): moved elsewhere it does not open.
pub fn seal_local(
    key: &SubjectKey,
    place: &[u8],
    plaintext: &[u8],
    entropy: &mut dyn Entropy,
) -> Result<Vec<u8>, KeysError> {
    aead::seal_box(&local_key(key), &aad(place), plaintext, entropy)
}

/// Opens a row at its place.
pub fn open_local(key: &SubjectKey, place: &[u8], sealed: &[u8]) -> Result<Secret<Vec<u8>>, KeysError> {
    aead::open_box(&local_key(key), &aad(place), sealed)
}

fn local_key(key: &SubjectKey) -> Secret<[u8; 32]> {
    aead::derive_key("pana/subject/local key/1", key.key())
}

fn aad(place: &[u8]) -> Vec<u8> {
    [b"pana/local/1".as_slice(), place].concat()
}
