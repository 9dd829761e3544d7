//! The code on the slip of a letter, by which an answer is found without a name: `7KQM-2D9A`.
//!
//! Seven signs are drawn of the referral's id, which is random; the last one checks them. No slip says the id, and no
//! code tells it: five of its sixteen bytes are in it, and the number that pages and letters show is made of others. So
//! every laptop that has the referral knows its code, before it was ever printed and after everything was printed anew.
//!
//! The check is a sum in the field of 32 elements, in which each place weighs otherwise: one wrong sign is caught, and
//! so are any two that were swapped. There is no `I`, `L`, `O` and `U`; who types one of them, or a Cyrillic letter that
//! looks the same, is understood.

use std::fmt;
use std::str::FromStr;

use pana_model::ReferralId;

use crate::number::compact;

/// The code of a referral's slip. There is no way to hold a wrong one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct SlipCode([u8; SIGNS]);

/// Why a text is not the code of a slip.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SlipError {
    /// It does not have the shape of one.
    #[error("not the code of a slip")]
    Shape,
    /// It has the shape, and the last sign says that one is wrong or two are swapped.
    #[error("the last sign does not fit: a sign is wrong or two are swapped")]
    Typo,
}

/// The digits, and the letters without I, L, O and U (Crockford's base 32).
const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const SIGNS: usize = 8;
/// The polynomial by which the field of 32 elements multiplies: x⁵ + x² + 1.
const FIELD: u8 = 0b10_0101;

impl SlipCode {
    /// The code of a referral.
    pub fn of(referral: ReferralId) -> Self {
        let [a, b, c, d, e, ..] = *referral.as_bytes();
        Self::of_five([a, b, c, d, e])
    }

    /// The code of a sheet that is read to a person, by the hash of its text. It has the shape of a slip's, so that it is typed as
    /// safely; no slip has it but by chance.
    pub fn of_text([a, b, c, d, e, ..]: &[u8; 32]) -> Self {
        Self::of_five([*a, *b, *c, *d, *e])
    }

    fn of_five([a, b, c, d, e]: [u8; 5]) -> Self {
        let bits = u64::from_be_bytes([0, 0, 0, a, b, c, d, e]);
        let mut signs = [0_u8; SIGNS];
        for (place, sign) in (0_u32..).zip(signs.iter_mut().take(SIGNS.saturating_sub(1))) {
            *sign = u8::try_from((bits >> (place * 5)) & 31).unwrap_or_default();
        }
        if let Some((last, before)) = signs.split_last_mut() {
            *last = check_of(before);
        }
        Self(signs)
    }

    fn signs(&self) -> impl Iterator<Item = char> {
        self.0.iter().map(|sign| LETTERS.get(usize::from(*sign)).map_or('0', |letter| char::from(*letter)))
    }
}

impl fmt::Display for SlipCode {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, sign) in self.signs().enumerate() {
            if place == SIGNS / 2 {
                out.write_str("-")?;
            }
            write!(out, "{sign}")?;
        }
        Ok(())
    }
}

impl FromStr for SlipCode {
    type Err = SlipError;

    /// Reads a code as it is typed: in small letters, with or without the hyphen, with blanks around.
    fn from_str(text: &str) -> Result<Self, SlipError> {
        let typed = compact(text);
        let value = |sign: char| {
            let sign = match sign {
                'L' => '1',
                other => other,
            };
            let place = LETTERS.iter().position(|letter| char::from(*letter) == sign);
            place.and_then(|place| u8::try_from(place).ok()).ok_or(SlipError::Shape)
        };
        let values = typed.into_iter().map(value).collect::<Result<Vec<u8>, _>>()?;
        let signs: [u8; SIGNS] = values.try_into().map_err(|_| SlipError::Shape)?;
        match signs.split_last() {
            Some((last, before)) if *last == check_of(before) => Ok(Self(signs)),
            _ => Err(SlipError::Typo),
        }
    }
}

/// Σ αⁱ·xᵢ, where the first place weighs α⁷ and the check itself 1.
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

    fn code(bytes: [u8; 16]) -> SlipCode {
        SlipCode::of(ReferralId::from_random(bytes))
    }

    proptest! {
        #[test]
        fn a_code_reads_as_it_was_written_however_it_is_typed(bytes: [u8; 16]) {
            let written = code(bytes).to_string();
            prop_assert_eq!(written.len(), 9);
            prop_assert!(!written.contains(['I', 'L', 'O', 'U']), "{}", written);
            let blank = format!(" {} ", written.to_lowercase().replace('-', " "));
            let alike = written.replace('0', "o").replace('1', "l").replace('K', "К").replace('H', "н");
            for typed in [written.clone(), blank, alike] {
                prop_assert_eq!(typed.parse(), Ok(code(bytes)), "{}", typed);
            }
        }

        #[test]
        fn one_wrong_sign_is_caught_and_so_are_any_two_that_were_swapped(
            bytes: [u8; 16],
            at in 0_usize..8,
            other in 0_usize..8,
            wrong in 0_usize..32,
        ) {
            let right: Vec<char> = code(bytes).signs().collect();
            let mut typed = right.clone();
            typed[at] = char::from(LETTERS[wrong]);
            let mut swapped = right.clone();
            swapped.swap(at, other);
            for text in [typed, swapped] {
                let read = text.iter().collect::<String>().parse::<SlipCode>();
                prop_assert_eq!(read == Ok(code(bytes)), text == right);
                prop_assert!(read.is_ok() == (text == right), "{:?}", text);
            }
        }
    }

    #[test]
    fn what_has_another_shape_is_no_code() {
        for text in ["", "7KQM", "7KQM-2D9A-1", "A7-0412-K", "Ұлжан", "7KQM-2D9U"] {
            assert_eq!(text.parse::<SlipCode>(), Err(SlipError::Shape), "{text}");
        }
        let written = code([3; 16]).to_string();
        let (rest, last) = written.split_at(8);
        let other = if last == "0" { "1" } else { "0" };
        assert_eq!(format!("{rest}{other}").parse::<SlipCode>(), Err(SlipError::Typo));
    }
}
