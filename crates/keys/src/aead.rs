//! XChaCha20-Poly1305 and the derivation of one key from another.

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{Key, XChaCha20Poly1305, XNonce};
use pana_model::Secret;

use crate::{Entropy, KeysError, WrappedKey, entropy};

/// Length of a nonce.
pub(crate) const NONCE: usize = 24;

/// The key for one use, from a key that has several. BLAKE3's key derivation; `context` names the use for ever.
pub(crate) fn derive_key(context: &'static str, key: &Secret<[u8; 32]>) -> Secret<[u8; 32]> {
    // EXPOSE: to derive from it.
    Secret::new(blake3::derive_key(context, key.expose()))
}

pub(crate) fn seal(
    key: &Secret<[u8; 32]>,
    nonce: &[u8; NONCE],
    aad: &[u8],
    plaintext: &[u8],
) -> Result<Vec<u8>, KeysError> {
    cipher(key)
        .encrypt(&XNonce::from(*nonce), Payload { msg: plaintext, aad })
        .map_err(|_| KeysError::TooLarge("plaintext"))
}

pub(crate) fn open(
    key: &Secret<[u8; 32]>,
    nonce: &[u8; NONCE],
    aad: &[u8],
    sealed: &[u8],
) -> Result<Secret<Vec<u8>>, KeysError> {
    cipher(key)
        .decrypt(&XNonce::from(*nonce), Payload { msg: sealed, aad })
        .map(Secret::new)
        .map_err(|_| KeysError::WrongKey)
}

/// Seals with a fresh nonce, which then stands in front.
pub(crate) fn seal_box(
    key: &Secret<[u8; 32]>,
    aad: &[u8],
    plaintext: &[u8],
    entropy: &mut dyn Entropy,
) -> Result<Vec<u8>, KeysError> {
    let nonce = entropy::bytes::<NONCE>(entropy)?;
    Ok([nonce.as_slice(), &seal(key, &nonce, aad, plaintext)?].concat())
}

/// Opens what [`seal_box`] made.
pub(crate) fn open_box(key: &Secret<[u8; 32]>, aad: &[u8], sealed: &[u8]) -> Result<Secret<Vec<u8>>, KeysError> {
    let (nonce, sealed) = sealed.split_first_chunk::<NONCE>().ok_or(KeysError::Damaged("a sealed box is too short"))?;
    open(key, nonce, aad, sealed)
}

/// Seals a key under another, with a fresh nonce in front.
pub(crate) fn wrap(
    under: &Secret<[u8; 32]>,
    aad: &[u8],
    key: &Secret<[u8; 32]>,
    entropy: &mut dyn Entropy,
) -> Result<WrappedKey, KeysError> {
    // EXPOSE: to wrap it.
    let sealed = seal_box(under, aad, key.expose(), entropy)?;
    sealed.try_into().map_err(|_| KeysError::Damaged("a wrapped key has another length"))
}

/// Opens what [`wrap`] made.
pub(crate) fn unwrap(under: &Secret<[u8; 32]>, aad: &[u8], wrapped: &[u8]) -> Result<Secret<[u8; 32]>, KeysError> {
    exactly_32(&open_box(under, aad, wrapped)?)
}

/// The first 16 bytes of a key derived for one use, where they are published.
pub(crate) fn derive_16(context: &'static str, key: &Secret<[u8; 32]>) -> [u8; 16] {
    let mut out = [0; 16];
    // EXPOSE: to derive from it.
    blake3::Hasher::new_derive_key(context).update(key.expose()).finalize_xof().fill(&mut out);
    out
}

/// A keyed hash: an id that is found again with the key and says nothing without it.
pub(crate) fn keyed_16(key: &Secret<[u8; 32]>, about: &[u8]) -> [u8; 16] {
    let mut id = [0; 16];
    // EXPOSE: to hash under it.
    blake3::Hasher::new_keyed(key.expose()).update(about).finalize_xof().fill(&mut id);
    id
}

/// Exactly 32 bytes that came out of a seal.
pub(crate) fn exactly_32(opened: &Secret<Vec<u8>>) -> Result<Secret<[u8; 32]>, KeysError> {
    // EXPOSE: to move the key into its fixed length.
    let bytes = opened.expose().as_slice().try_into().map_err(|_| KeysError::Damaged("a key has another length"))?;
    Ok(Secret::new(bytes))
}

fn cipher(key: &Secret<[u8; 32]>) -> XChaCha20Poly1305 {
    // EXPOSE: to encrypt and decrypt with it.
    XChaCha20Poly1305::new(&Key::from(*key.expose()))
}
