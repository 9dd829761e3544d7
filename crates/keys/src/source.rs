//! What events name by its hash (questionnaires, editions of the directory, tables of rules), sealed for those who keep it
//! without belonging to the centre.
//!
//! ```text
//! sealed = key id(16) || nonce(24) || XChaCha20-Poly1305(derive("pana/source/key/1", subject key), nonce,
//!              "pana/source/1" || key id, u32le(len) || zstd(plain) || zeros)
//! nonce  = keyed BLAKE3(derive("pana/source/nonce key/1", subject key), what is sealed), 24 bytes
//! ```
//!
//! The nonce follows from the content, so that two laptops that give the same give one thing: what is sealed under one nonce
//! is always the same. Its length is padded, since the lengths of what ships with the program are known.

use pana_model::{KeyId, Secret};

use crate::aead::{NONCE, derive_key, open, seal};
use crate::{KeysError, SubjectKey, padded_len};

/// How hard it is packed.
const LEVEL: i32 = 3;
/// What is unpacked has at most so many bytes: the largest source and what stands around it.
const MOST: usize = 64 * 1024 * 1024 + 4096;

/// Seals a source.
///
/// # Errors
/// [`KeysError::TooLarge`].
pub fn seal_source(key: &SubjectKey, plain: &[u8]) -> Result<Vec<u8>, KeysError> {
    if plain.len() > MOST {
        return Err(KeysError::TooLarge("source"));
    }
    let packed = zstd::bulk::compress(plain, LEVEL).map_err(|_| KeysError::TooLarge("source"))?;
    let length = u32::try_from(packed.len()).map_err(|_| KeysError::TooLarge("source"))?;
    let mut whole = length.to_le_bytes().to_vec();
    whole.extend_from_slice(&packed);
    whole.resize(padded_len(whole.len()), 0);
    let id = key.id();
    let nonce = nonce(key, &whole);
    let sealed = seal(&derive_key("pana/source/key/1", key.key()), &nonce, &aad(id), &whole)?;
    Ok([id.as_bytes().as_slice(), &nonce, &sealed].concat())
}

/// Which of a subject's keys opens it; `None` for what is too short to be any.
pub fn source_key_id(sealed: &[u8]) -> Option<KeyId> {
    sealed.first_chunk().copied().map(KeyId::from_bytes)
}

/// Opens what [`seal_source`] made.
///
/// # Errors
/// [`KeysError::WrongKey`], [`KeysError::Damaged`], [`KeysError::TooLarge`].
pub fn open_source(key: &SubjectKey, sealed: &[u8]) -> Result<Vec<u8>, KeysError> {
    const DAMAGED: KeysError = KeysError::Damaged("a sealed source");
    let (id, rest) = sealed.split_first_chunk::<16>().ok_or(DAMAGED)?;
    let (nonce, rest) = rest.split_first_chunk::<NONCE>().ok_or(DAMAGED)?;
    let whole = open(&derive_key("pana/source/key/1", key.key()), nonce, &aad(KeyId::from_bytes(*id)), rest)?;
    // EXPOSE: it is unpacked.
    let (length, packed) = whole.expose().split_first_chunk::<4>().ok_or(DAMAGED)?;
    let length = usize::try_from(u32::from_le_bytes(*length)).map_err(|_| DAMAGED)?;
    let packed = packed.get(..length).ok_or(DAMAGED)?;
    let claimed = zstd::zstd_safe::get_frame_content_size(packed).ok().flatten().ok_or(DAMAGED)?;
    let claimed = usize::try_from(claimed).ok().filter(|claimed| *claimed <= MOST);
    zstd::bulk::decompress(packed, claimed.ok_or(KeysError::TooLarge("source"))?).map_err(|_| DAMAGED)
}

fn aad(id: KeyId) -> Vec<u8> {
    [b"pana/source/1".as_slice(), id.as_bytes()].concat()
}

fn nonce(key: &SubjectKey, whole: &[u8]) -> [u8; NONCE] {
    let key: Secret<[u8; 32]> = derive_key("pana/source/nonce key/1", key.key());
    let mut nonce = [0; NONCE];
    // EXPOSE: to hash under it.
    blake3::Hasher::new_keyed(key.expose()).update(whole).finalize_xof().fill(&mut nonce);
    nonce
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::SystemEntropy;

    #[test]
    fn a_source_opens_under_its_key_alone_and_is_one_thing_whoever_seals_it() {
        let make = || SubjectKey::make(&mut SystemEntropy).unwrap();
        let (key, other) = (make(), make());
        for plain in [vec![], b"survey".to_vec(), b"type,name\n".repeat(20_000)] {
            let sealed = seal_source(&key, &plain).unwrap();
            assert_eq!(sealed, seal_source(&key, &plain).unwrap());
            assert_ne!(sealed, seal_source(&other, &plain).unwrap());
            assert_eq!(source_key_id(&sealed), Some(key.id()));
            assert_eq!(open_source(&key, &sealed).unwrap(), plain);
            assert!(open_source(&other, &sealed).is_err());
            for at in [0, 15, 16, 39, 40, sealed.len() - 1] {
                let mut changed = sealed.clone();
                changed[at] ^= 1;
                assert!(open_source(&key, &changed).is_err(), "{at}");
                assert!(open_source(&key, &sealed[..at]).is_err(), "{at}");
            }
        }
        let of = |plain: &[u8]| seal_source(&key, plain).unwrap().len();
        assert_eq!(of(b"intake"), of(b"safety and more"), "lengths say little");
    }
}
