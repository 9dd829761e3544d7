//! The inside of a sealed body.
//!
//! ```text
//! payload  = member_sig(64) || body
//! plain    = commitment(16) || dictionary || u32le(len) || zstd(payload) || zeros
//! ct       = XChaCha20-Poly1305(derive(key, "pana/subject/body key/1"), nonce, aad, plain)
//! ```
//!
//! `dictionary` is 0 for none, or 1 and the hash of one. It lies inside the seal, for which questionnaire a body was
//! packed would show otherwise; in the protected stream there is none. Layout 1 has no such byte.
//! The padding of the protected stream has three lengths up to 16 KiB, so that a talk of five minutes and one of an hour
//! look alike; beyond, and elsewhere, it is Padmé.

use pana_model::{Secret, StreamName};
use pana_wire::Layout;
use zeroize::Zeroize;
use zstd::zstd_safe;

use crate::{KeysError, SubjectKey, aead};

/// Largest payload before compression: the largest body and its signature.
pub const MAX_PAYLOAD: usize = 1024 * 1024 + 64;
const FLOOR: usize = 256;
const COMMITMENT: usize = 16;
const LENGTH: usize = 4;
const LEVEL: i32 = 3;
const NO_DICTIONARY: u8 = 0;
const DICTIONARY: u8 = 1;
const PROTECTED: [usize; 3] = [1024, 4 * 1024, 16 * 1024];

/// How the inside of a body is built.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Inside {
    /// As layout 1 has it in every stream.
    First,
    /// Layout 2 where every member reads.
    Clear,
    /// Layout 2 in the protected stream.
    Protected,
}

/// Padmé: the length that at most 12 % of padding makes of `len`, so that lengths say little; never under 256.
pub fn padded_len(len: usize) -> usize {
    let len = len.max(FLOOR);
    let exponent = len.ilog2();
    let kept = exponent.ilog2().saturating_add(1);
    let mask = 1_usize.checked_shl(exponent.saturating_sub(kept)).map_or(0, |unit| unit.saturating_sub(1));
    len.checked_add(mask).map_or(len, |sum| sum & !mask)
}

impl Inside {
    pub(crate) const fn of(layout: Layout, stream: StreamName) -> Self {
        match (layout, stream) {
            (Layout::One { .. }, _) => Self::First,
            (Layout::Two, StreamName::Protected) => Self::Protected,
            (Layout::Two, StreamName::Centre | StreamName::Control) => Self::Clear,
        }
    }

    fn padded_len(self, len: usize) -> usize {
        let step = match self {
            Self::Protected => PROTECTED.into_iter().find(|step| len <= *step),
            Self::First | Self::Clear => None,
        };
        step.unwrap_or_else(|| padded_len(len))
    }

    /// What is read after the dictionary. Fails when there is one.
    fn after_dictionary(self, plain: &[u8]) -> Result<&[u8], KeysError> {
        if self == Self::First {
            return Ok(plain);
        }
        let (dictionary, rest) = plain.split_first().ok_or(KeysError::Damaged("a body is too short"))?;
        match (*dictionary, self) {
            (NO_DICTIONARY, _) => Ok(rest),
            (DICTIONARY, Self::Protected) => Err(KeysError::Damaged("a dictionary in the protected stream")),
            _ => Err(KeysError::Newer("a compression dictionary")),
        }
    }
}

pub(crate) fn seal(
    inside: Inside,
    key: &SubjectKey,
    nonce: &[u8; 24],
    aad: &[u8],
    payload: &[u8],
) -> Result<Vec<u8>, KeysError> {
    if payload.len() > MAX_PAYLOAD {
        return Err(KeysError::TooLarge("body"));
    }
    let mut packed = zstd::bulk::compress(payload, LEVEL).map_err(|_| KeysError::TooLarge("body"))?;
    let length = u32::try_from(packed.len()).map_err(|_| KeysError::TooLarge("body"))?;
    let dictionary: &[u8] = if inside == Inside::First { &[] } else { &[NO_DICTIONARY] };
    let mut plain = [commitment(key).as_slice(), dictionary, &length.to_le_bytes(), &packed].concat();
    packed.zeroize();
    // Growing moves the bytes and leaves a copy behind: reserve what padding and tag need, and seal that.
    let whole = inside.padded_len(plain.len());
    let mut padded = Vec::with_capacity(whole);
    padded.extend_from_slice(&plain);
    padded.resize(whole, 0);
    plain.zeroize();
    let sealed = aead::seal(&body_key(key), nonce, aad, &padded);
    padded.zeroize();
    sealed
}

pub(crate) fn open(
    inside: Inside,
    key: &SubjectKey,
    nonce: &[u8; 24],
    aad: &[u8],
    ct: &[u8],
    unpacker: &mut Unpacker,
) -> Result<Secret<Vec<u8>>, KeysError> {
    let plain = aead::open(&body_key(key), nonce, aad, ct)?;
    // EXPOSE: to take it apart; what leaves is wrapped again.
    let (committed, rest) =
        plain.expose().split_first_chunk::<COMMITMENT>().ok_or(KeysError::Damaged("a body is too short"))?;
    if *committed != commitment(key) {
        return Err(KeysError::Commitment);
    }
    let rest = inside.after_dictionary(rest)?;
    let (length, rest) = rest.split_first_chunk::<LENGTH>().ok_or(KeysError::Damaged("a body is too short"))?;
    let length = usize::try_from(u32::from_le_bytes(*length)).map_err(|_| KeysError::TooLarge("body"))?;
    let (packed, padding) = rest.split_at_checked(length).ok_or(KeysError::Damaged("a body's length"))?;
    if padding.iter().any(|byte| *byte != 0) {
        return Err(KeysError::Damaged("a body's padding"));
    }
    unpacker.unpack(inside, packed)
}

/// What unpacking works in. Making it costs more than unpacking a small body does, so whoever opens many events keeps one
/// while that lasts: what was unpacked last may still lie in it.
#[derive(Default)]
pub struct Unpacker(Option<zstd::bulk::Decompressor<'static>>);

impl std::fmt::Debug for Unpacker {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("Unpacker(…)")
    }
}

impl Unpacker {
    /// Decompresses within [`MAX_PAYLOAD`], whatever the frame claims.
    fn unpack(&mut self, inside: Inside, packed: &[u8]) -> Result<Secret<Vec<u8>>, KeysError> {
        if zstd_safe::get_dict_id_from_frame(packed).is_some() {
            return Err(match inside {
                Inside::First => KeysError::Newer("a compression dictionary"),
                Inside::Clear | Inside::Protected => KeysError::Damaged("a body's packing"),
            });
        }
        let damaged = KeysError::Damaged("a body's packing");
        let claimed = zstd_safe::get_frame_content_size(packed).ok().flatten().ok_or(damaged)?;
        let capacity = usize::try_from(claimed).map_err(|_| KeysError::TooLarge("body"))?;
        if capacity > MAX_PAYLOAD {
            return Err(KeysError::TooLarge("body"));
        }
        let kept = match self.0.take() {
            Some(kept) => kept,
            None => zstd::bulk::Decompressor::new().map_err(|_| KeysError::TooLarge("body"))?,
        };
        let payload = self.0.insert(kept).decompress(packed, capacity);
        payload.map(Secret::new).map_err(|_| KeysError::Damaged("a body's packing"))
    }
}

fn body_key(key: &SubjectKey) -> Secret<[u8; 32]> {
    aead::derive_key("pana/subject/body key/1", key.key())
}

/// XChaCha20-Poly1305 does not commit to its key: bytes can be built that open under two. What two keys cannot share
/// without a search of about 2^64 is this beginning.
fn commitment(key: &SubjectKey) -> [u8; COMMITMENT] {
    aead::derive_16("pana/subject/commitment/1", key.key())
}

#[cfg(test)]
mod tests;
