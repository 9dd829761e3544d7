//! The code on the slip of a letter, by which an answer is found without a name: `7KQM-2D9A`.
//!
//! Seven signs are drawn of the referral's id, which is random; the last one checks them ([`Signs`]). No slip says the id,
//! and no code tells it: five of its sixteen bytes are in it, and the number that pages and letters show is made of others.
//! So every laptop that has the referral knows its code, before it was ever printed and after everything was printed anew.

use std::fmt;
use std::str::FromStr;

use pana_model::ReferralId;

use crate::signs::{Signs, SignsError};

/// The code of a referral's slip. There is no way to hold a wrong one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct SlipCode(Signs<8>);

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
        Self(Signs::of_bits(u64::from_be_bytes([0, 0, 0, a, b, c, d, e])))
    }
}

impl fmt::Display for SlipCode {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(out)
    }
}

impl FromStr for SlipCode {
    type Err = SignsError;

    /// Reads a code as it is typed: in small letters, with or without the hyphen, with blanks around.
    fn from_str(text: &str) -> Result<Self, SignsError> {
        text.parse().map(Self)
    }
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
            let right: Vec<char> = code(bytes).to_string().chars().filter(|sign| *sign != '-').collect();
            let mut typed = right.clone();
            typed[at] = char::from(b"0123456789ABCDEFGHJKMNPQRSTVWXYZ"[wrong]);
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
            assert_eq!(text.parse::<SlipCode>(), Err(SignsError::Shape), "{text}");
        }
        let written = code([3; 16]).to_string();
        let (rest, last) = written.split_at(8);
        let other = if last == "0" { "1" } else { "0" };
        assert_eq!(format!("{rest}{other}").parse::<SlipCode>(), Err(SignsError::Typo));
    }
}
