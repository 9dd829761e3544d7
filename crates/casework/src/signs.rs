//! Signs that are read aloud or copied by hand, the last of which checks the others: `7KQM-2D9A`.
//!
//! The check is a sum in the field of 32 elements, in which each place weighs otherwise: one wrong sign is caught, and
//! so are any two that were swapped. There is no `I`, `L`, `O` and `U`; who types one of them, or a Cyrillic letter that
//! looks the same, is understood.

use std::fmt;
use std::str::FromStr;

use crate::number::compact;

/// `N` signs, of which the last checks the others. There is no way to hold wrong ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Signs<const N: usize>([u8; N]);

/// Why a text is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SignsError {
    /// It does not have the shape.
    #[error("not so many signs, or not of these")]
    Shape,
    /// It has the shape, and the last sign says that one is wrong or two are swapped.
    #[error("the last sign does not fit: a sign is wrong or two are swapped")]
    Typo,
}

/// The digits, and the letters without I, L, O and U (Crockford's base 32).
const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// The polynomial by which the field of 32 elements multiplies: x⁵ + x² + 1.
const FIELD: u8 = 0b10_0101;

impl<const N: usize> Signs<N> {
    /// Signs that say the lowest bits of a number, five each, the lowest first. The last one says none: it checks.
    pub fn of_bits(bits: u64) -> Self {
        let mut signs = [0_u8; N];
        for (place, sign) in (0_u32..).zip(signs.iter_mut().take(N.saturating_sub(1))) {
            let five = bits.checked_shr(place.saturating_mul(5)).unwrap_or_default() & 31;
            *sign = u8::try_from(five).unwrap_or_default();
        }
        if let Some((last, before)) = signs.split_last_mut() {
            *last = check_of(before);
        }
        Self(signs)
    }

    /// The number whose lowest bits they say.
    pub fn bits(&self) -> u64 {
        let before = self.0.iter().take(N.saturating_sub(1));
        let placed = (0_u32..)
            .zip(before)
            .map(|(place, sign)| u64::from(*sign).checked_shl(place.saturating_mul(5)).unwrap_or_default());
        placed.fold(0, |sum, bits| sum | bits)
    }

    fn letters(&self) -> impl Iterator<Item = char> {
        self.0.iter().map(|sign| LETTERS.get(usize::from(*sign)).map_or('0', |letter| char::from(*letter)))
    }
}

impl<const N: usize> fmt::Display for Signs<N> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, letter) in self.letters().enumerate() {
            if place == N / 2 {
                out.write_str("-")?;
            }
            write!(out, "{letter}")?;
        }
        Ok(())
    }
}

impl<const N: usize> FromStr for Signs<N> {
    type Err = SignsError;

    /// Reads signs as they are typed: in small letters, with or without the hyphen, with blanks around.
    fn from_str(text: &str) -> Result<Self, SignsError> {
        let value = |sign: char| {
            let sign = if sign == 'L' { '1' } else { sign };
            let place = LETTERS.iter().position(|letter| char::from(*letter) == sign);
            place.and_then(|place| u8::try_from(place).ok()).ok_or(SignsError::Shape)
        };
        let values = compact(text).into_iter().map(value).collect::<Result<Vec<u8>, _>>()?;
        let signs: [u8; N] = values.try_into().map_err(|_| SignsError::Shape)?;
        match signs.split_last() {
            Some((last, before)) if *last == check_of(before) => Ok(Self(signs)),
            _ => Err(SignsError::Typo),
        }
    }
}

/// Σ αⁱ·xᵢ, where the place before the check weighs α and the check itself 1.
fn check_of(signs: &[u8]) -> u8 {
    signs.iter().fold(0, |sum, sign| times_alpha(sum ^ sign))
}

const fn times_alpha(value: u8) -> u8 {
    let doubled = value << 1;
    if doubled & 0b10_0000 == 0 { doubled } else { doubled ^ FIELD }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn changed(right: &[char], at: usize, other: usize, wrong: usize) -> [String; 2] {
        let mut typed = right.to_vec();
        typed[at] = char::from(LETTERS[wrong]);
        let mut swapped = right.to_vec();
        swapped.swap(at, other);
        [typed, swapped].map(|signs| signs.into_iter().collect())
    }

    proptest! {
        #[test]
        fn signs_read_as_they_were_written_however_they_are_typed(bits: u64) {
            let signs = Signs::<10>::of_bits(bits);
            let written = signs.to_string();
            prop_assert_eq!((written.len(), signs.bits()), (11, bits & ((1 << 45) - 1)));
            prop_assert!(!written.contains(['I', 'L', 'O', 'U']), "{}", written);
            let blank = format!(" {} ", written.to_lowercase().replace('-', " "));
            let alike = written.replace('0', "o").replace('1', "l").replace('K', "К").replace('H', "н");
            for typed in [written.clone(), blank, alike] {
                prop_assert_eq!(typed.parse(), Ok(signs), "{}", typed);
            }
        }

        #[test]
        fn one_wrong_sign_of_ten_is_caught_and_so_are_any_two_that_were_swapped(
            bits: u64,
            at in 0_usize..10,
            other in 0_usize..10,
            wrong in 0_usize..32,
        ) {
            let right: Vec<char> = Signs::<10>::of_bits(bits).letters().collect();
            for text in changed(&right, at, other, wrong) {
                let is_right = text.chars().eq(right.iter().copied());
                prop_assert_eq!(text.parse::<Signs<10>>().is_ok(), is_right, "{}", text);
            }
        }
    }

    #[test]
    fn too_few_or_too_many_signs_are_told_from_wrong_ones() {
        let written = Signs::<8>::of_bits(77).to_string();
        assert_eq!(format!("{written}0").parse::<Signs<8>>(), Err(SignsError::Shape));
        assert_eq!(
            written.replacen('-', "", 1).replacen(char::is_alphanumeric, "", 1).parse::<Signs<8>>(),
            Err(SignsError::Shape)
        );
    }
}
