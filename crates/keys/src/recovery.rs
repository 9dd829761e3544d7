//! The recovery key on two printed sheets. Each alone is noise; both together open everything.
//!
//! A sheet's text is 55 characters of Crockford's base32 in eleven groups: the sheet's letter, 52 characters (four zero
//! bits and 32 bytes), and two check characters that make the whole, read as a number in base 32, divisible by 1021.
//! Since 1021 is prime, one wrong character or two swapped ones never pass.

use std::fmt;

use pana_model::Secret;
use zeroize::Zeroize;

use crate::{Entropy, KeysError, entropy};

const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const GROUP: usize = 5;
const DATA: usize = 52;
const LENGTH: usize = 1 + DATA + 2;
const MODULUS: u32 = 1021;

/// Which sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum SheetName {
    /// Sheet A.
    A,
    /// Sheet B.
    B,
}

/// One sheet's half of the recovery key.
#[derive(Debug, Clone)]
pub struct RecoverySheet {
    name: SheetName,
    share: Secret<[u8; 32]>,
}

/// Why a typed sheet is not one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SheetError {
    /// A character that no sheet has; its place among the typed ones, from 1.
    #[error("character {0} cannot stand on a sheet")]
    Character(usize),
    /// Not 55 characters.
    #[error("a sheet has 55 characters, this has {0}")]
    Length(usize),
    /// A character is wrong or two are swapped.
    #[error("the check characters do not fit: a character was mistyped")]
    Check,
    /// Neither sheet A nor sheet B, or of a newer program.
    #[error("this is neither sheet A nor sheet B")]
    Name,
    /// The same sheet twice.
    #[error("both are sheet {0:?}")]
    Twice(SheetName),
}

impl SheetName {
    /// Its letter.
    pub const fn letter(self) -> char {
        match self {
            Self::A => 'A',
            Self::B => 'B',
        }
    }

    const fn digit(self) -> u8 {
        match self {
            Self::A => 10,
            Self::B => 11,
        }
    }
}

impl RecoverySheet {
    /// Which sheet this is.
    pub const fn name(&self) -> SheetName {
        self.name
    }

    /// What is printed.
    pub fn to_text(&self) -> Secret<String> {
        let mut digits = vec![self.name.digit()];
        let (mut held, mut bits) = (0_u32, 4_u32);
        // EXPOSE: to print it.
        for byte in self.share.expose() {
            held = (held << 8) | u32::from(*byte);
            bits = bits.saturating_add(8);
            while let Some(left) = bits.checked_sub(5) {
                digits.push(low_five(held >> left));
                held &= 0x1f_ff;
                bits = left;
            }
        }
        let rest = remainder(digits.iter().copied().chain([0, 0]));
        let check = MODULUS.saturating_sub(rest).checked_rem(MODULUS).unwrap_or_default();
        digits.extend([low_five(check >> 5), low_five(check)]);
        let mut text = String::with_capacity(LENGTH.saturating_mul(2));
        for (group, part) in digits.chunks(GROUP).enumerate() {
            if group > 0 {
                text.push('-');
            }
            text.extend(part.iter().filter_map(|digit| ALPHABET.get(usize::from(*digit))).map(|c| char::from(*c)));
        }
        digits.zeroize();
        Secret::new(text)
    }

    /// Reads a typed sheet. Spaces, hyphens and case do not matter; O is read as 0, I and L as 1.
    pub fn from_text(text: &str) -> Result<Self, SheetError> {
        let mut digits = digits(text)?;
        let sheet = Self::from_digits(&digits);
        digits.zeroize();
        sheet
    }

    fn from_digits(digits: &[u8]) -> Result<Self, SheetError> {
        if digits.len() != LENGTH {
            return Err(SheetError::Length(digits.len()));
        }
        if remainder(digits.iter().copied()) != 0 {
            return Err(SheetError::Check);
        }
        let (name, rest) = digits.split_first().ok_or(SheetError::Length(0))?;
        let name = [SheetName::A, SheetName::B].into_iter().find(|known| known.digit() == *name);
        let name = name.ok_or(SheetError::Name)?;
        let mut share = [0; 32];
        let (mut held, mut bits) = (0_u32, 0_u32);
        let mut filled = share.iter_mut();
        for (index, digit) in rest.iter().take(DATA).enumerate() {
            held = (held << 5) | u32::from(*digit);
            bits = bits.saturating_add(5);
            if index == 0 {
                // The four leading bits are the layout's version: 0.
                if held >> 1 != 0 {
                    return Err(SheetError::Name);
                }
                bits = 1;
            }
            if let Some(left) = bits.checked_sub(8) {
                if let Some(byte) = filled.next() {
                    *byte = u8::try_from((held >> left) & 0xff).unwrap_or_default();
                }
                held &= 0xff;
                bits = left;
            }
        }
        Ok(Self { name, share: Secret::new(share) })
    }
}

/// A new recovery key on two sheets.
pub(crate) fn make_sheets(entropy: &mut dyn Entropy) -> Result<(Secret<[u8; 32]>, [RecoverySheet; 2]), KeysError> {
    let a = RecoverySheet { name: SheetName::A, share: Secret::new(entropy::bytes(entropy)?) };
    let b = RecoverySheet { name: SheetName::B, share: Secret::new(entropy::bytes(entropy)?) };
    let key = join(&a, &b)?;
    Ok((key, [a, b]))
}

/// The recovery key from both sheets, in either order.
pub(crate) fn join(one: &RecoverySheet, other: &RecoverySheet) -> Result<Secret<[u8; 32]>, SheetError> {
    if one.name == other.name {
        return Err(SheetError::Twice(one.name));
    }
    // EXPOSE: to join the halves.
    let mut key = *one.share.expose();
    // EXPOSE: as above.
    for (byte, half) in key.iter_mut().zip(other.share.expose()) {
        *byte ^= half;
    }
    Ok(Secret::new(key))
}

fn digits(text: &str) -> Result<Vec<u8>, SheetError> {
    let mut digits = Vec::with_capacity(LENGTH);
    let written =
        text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '-' | '\u{2010}'..='\u{2015}' | '·' | '.'));
    for (index, c) in written.enumerate() {
        let c = match c.to_ascii_uppercase() {
            'O' => '0',
            'I' | 'L' => '1',
            other => other,
        };
        let place = ALPHABET.iter().position(|known| char::from(*known) == c);
        let digit = place.and_then(|place| u8::try_from(place).ok());
        digits.push(digit.ok_or(SheetError::Character(index.saturating_add(1)))?);
    }
    Ok(digits)
}

fn remainder(digits: impl Iterator<Item = u8>) -> u32 {
    digits.fold(0, |rest, digit| {
        let next = rest.saturating_mul(32).saturating_add(u32::from(digit));
        next.checked_rem(MODULUS).unwrap_or_default()
    })
}

fn low_five(number: u32) -> u8 {
    u8::try_from(number & 0x1f).unwrap_or_default()
}

impl fmt::Display for SheetName {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}", self.letter())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn sheet(share: [u8; 32]) -> RecoverySheet {
        RecoverySheet { name: SheetName::A, share: Secret::new(share) }
    }

    fn check(text: &str, expected: &RecoverySheet) {
        let read = RecoverySheet::from_text(text).unwrap();
        assert_eq!((read.name, read.share.expose()), (expected.name, expected.share.expose()), "{text}");
    }

    #[test]
    fn hurried_typing_is_read() {
        let sheet = sheet([0; 32]);
        let text = sheet.to_text().expose().clone();
        check(&text, &sheet);
        check(&text.to_lowercase().replace('-', " "), &sheet);
        check(&text.replace('-', "").replace('0', "o"), &sheet);
        check(&text.replace('-', " – "), &sheet);
        let ones = RecoverySheet { name: SheetName::B, share: Secret::new([0x21; 32]) };
        check(&ones.to_text().expose().replace('1', "l"), &ones);
        check(&ones.to_text().expose().replace('1', "I"), &ones);
    }

    #[test]
    fn what_is_no_sheet_is_told_apart() {
        let error = |text: &str| RecoverySheet::from_text(text).unwrap_err();
        assert_eq!(error(""), SheetError::Length(0));
        assert_eq!(error("A000"), SheetError::Length(4));
        assert_eq!(error("A0U"), SheetError::Character(3));
        assert_eq!(error(&"0".repeat(LENGTH)), SheetError::Name);
    }

    #[test]
    fn a_sheet_does_not_print_by_accident() {
        assert!(!format!("{:?}", sheet([0xAB; 32])).contains("171"));
    }

    proptest! {
        #[test]
        fn a_sheet_reads_back(share: [u8; 32]) {
            let sheet = sheet(share);
            prop_assert_eq!(*RecoverySheet::from_text(sheet.to_text().expose()).unwrap().share.expose(), share);
        }

        #[test]
        fn one_wrong_character_is_always_caught(share: [u8; 32], place in 0..LENGTH, by in 1_u8..32) {
            let mut digits = digits(sheet(share).to_text().expose()).unwrap();
            digits[place] = (digits[place] + by) % 32;
            prop_assert_eq!(RecoverySheet::from_digits(&digits).unwrap_err(), SheetError::Check);
        }

        #[test]
        fn two_swapped_characters_are_always_caught(share: [u8; 32], one in 0..LENGTH, other in 0..LENGTH) {
            let mut digits = digits(sheet(share).to_text().expose()).unwrap();
            prop_assume!(digits[one] != digits[other]);
            digits.swap(one, other);
            prop_assert_eq!(RecoverySheet::from_digits(&digits).unwrap_err(), SheetError::Check);
        }
    }
}
