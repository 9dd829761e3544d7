//! Rows that stay on this device: drafts and the like, sealed under their subject's key.

use pana_model::Secret;
use zeroize::Zeroize;

use crate::{Entropy, KeysError, SubjectKey, aead};

/// Rows are padded to a multiple of this, so that "declined" and a short name look alike.
const STEP: usize = 64;
const LENGTH: usize = 4;

/// Seals a small row. `place` names the row (table, interview, question …): moved elsewhere it does not open.
pub fn seal_local(
    key: &SubjectKey,
    place: &[u8],
    plaintext: &[u8],
    entropy: &mut dyn Entropy,
) -> Result<Vec<u8>, KeysError> {
    let length = u32::try_from(plaintext.len()).map_err(|_| KeysError::TooLarge("row"))?;
    let whole = LENGTH.saturating_add(plaintext.len()).next_multiple_of(STEP);
    let mut padded = Vec::with_capacity(whole);
    padded.extend_from_slice(&length.to_le_bytes());
    padded.extend_from_slice(plaintext);
    padded.resize(whole, 0);
    let sealed = aead::seal_box(&local_key(key), &aad(place), &padded, entropy);
    padded.zeroize();
    sealed
}

/// Opens a row at its place.
pub fn open_local(key: &SubjectKey, place: &[u8], sealed: &[u8]) -> Result<Secret<Vec<u8>>, KeysError> {
    let padded = aead::open_box(&local_key(key), &aad(place), sealed)?;
    // EXPOSE: to take the padding off; what leaves is wrapped again.
    let (length, rest) = padded.expose().split_first_chunk::<LENGTH>().ok_or(KeysError::Damaged("a row"))?;
    let length = usize::try_from(u32::from_le_bytes(*length)).map_err(|_| KeysError::Damaged("a row"))?;
    let (row, padding) = rest.split_at_checked(length).ok_or(KeysError::Damaged("a row"))?;
    if padding.iter().any(|byte| *byte != 0) {
        return Err(KeysError::Damaged("a row"));
    }
    Ok(Secret::new(row.to_vec()))
}

fn local_key(key: &SubjectKey) -> Secret<[u8; 32]> {
    aead::derive_key("pana/subject/local key/1", key.key())
}

fn aad(place: &[u8]) -> Vec<u8> {
    [b"pana/local/1".as_slice(), place].concat()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::SystemEntropy;

    #[test]
    fn a_state_and_a_short_name_look_alike() {
        let key = SubjectKey::make(&mut SystemEntropy).unwrap();
        let length = |row: &[u8]| seal_local(&key, b"place", row, &mut SystemEntropy).unwrap().len();
        assert_eq!(length(b""), length(b"Alexandrina"));
        assert_eq!(length(&[1; 60]), 24 + 64 + 16);
        assert_eq!(length(&[1; 61]), 24 + 128 + 16);
    }

    #[test]
    fn a_row_whose_inside_is_not_ours_is_refused() {
        let key = SubjectKey::make(&mut SystemEntropy).unwrap();
        for inside in [&b"abc"[..], &[255; 64], &[0, 0, 0, 0, 1]] {
            let sealed = aead::seal_box(&local_key(&key), &aad(b"place"), inside, &mut SystemEntropy).unwrap();
            assert_eq!(open_local(&key, b"place", &sealed).unwrap_err(), KeysError::Damaged("a row"));
        }
    }
}
