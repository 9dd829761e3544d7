//! XChaCha20-Poly1305 and the derivation of one key from another.

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{Key, XChaCha20Poly1305, XNonce};
use pana_model::Secret;

use crate::{Entropy, KeysError, entropy};

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
