//! Codes that are read aloud and typed: letters of which none is taken for another.

/// The digits, and the letters without I, L, O and U (Crockford's base 32).
const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// So many letters, of five bits each, the lowest first.
pub(super) fn letters(bits: u64, many: u32) -> String {
    let letter = |place: u32| {
        let five = usize::try_from((bits >> (place * 5)) & 31).unwrap_or_default();
        LETTERS.get(five).map_or('0', |letter| char::from(*letter))
    };
    (0..many).map(letter).collect()
}
