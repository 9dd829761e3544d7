//! Case numbers that are made without a network and catch a slip of the finger: `A7-0412-K`.
//!
//! A number is the device's prefix, a counter and a check character by ISO 7064 MOD 37,36. That system catches every
//! wrong character, but lets through a few transpositions of neighbours. We want all of them caught, so a counter for
//! which some transposition would pass is never given out and never accepted (about one in nine is skipped).
//! `I` and `O` are never used, so that `1` and `0` can be read for them; letters typed on a Cyrillic keyboard are read
//! as the Latin letters they look like. The prefix always has two characters, the first a letter: so a number
//! reads the same with and without its hyphens.
//!
//! The number is a name for people. The identity of a case is its random id, so two devices that should ever hold the
//! same prefix give two cases one number, which search shows, and nothing is mixed up.

use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;

use crate::name::{cleaned_number, is_invisible};

/// Two characters that stand before every number a device gives out; the first is a letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Prefix([char; 2]);

/// A case number. Made by [`CaseNumber::after`] or read with [`FromStr`]; there is no way to hold a wrong one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct CaseNumber {
    prefix: Prefix,
    counter: u32,
}

/// Why a text is not a case number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NumberError {
    /// It does not have the shape of one: search it as a name.
    #[error("not a case number")]
    Shape,
    /// It has the shape, and the check character says that a character is wrong or two are swapped.
    #[error("the check character does not fit: a character is wrong or two are swapped")]
    Typo,
}

/// Values of the check system; a character's value is its place.
const ALPHABET: &str = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const FIRST: &str = "ABCDEFGHJKLMNPQRSTUVWXYZ";
const SECOND: &str = "0123456789ABCDEFGHJKLMNPQRSTUVWXYZ";
const COUNTER_DIGITS: usize = 4;
const COUNTER_DIGITS_MAX: usize = 7;
const COUNTER_MAX: u32 = 9_999_999;
/// What may be a number with a slip in it: its length, its digits at least, its letters at most.
const LENGTH_NEAR: std::ops::RangeInclusive<usize> = 6..=11;
const DIGITS_NEAR: usize = 3;
const LETTERS_NEAR: usize = 4;

impl Prefix {
    /// Makes a prefix from two random bytes of the caller.
    pub fn from_random(bytes: [u8; 2]) -> Self {
        let pick = |from: &str, byte: u8| from.chars().nth(usize::from(byte) % from.len()).unwrap_or('A');
        let [first, second] = bytes;
        Self([pick(FIRST, first), pick(SECOND, second)])
    }
}

impl FromStr for Prefix {
    type Err = NumberError;
    fn from_str(text: &str) -> Result<Self, NumberError> {
        let mut chars = compact(text).into_iter();
        match (chars.next(), chars.next(), chars.next()) {
            (Some(first), Some(second), None) if FIRST.contains(first) && SECOND.contains(second) => {
                Ok(Self([first, second]))
            }
            _ => Err(NumberError::Shape),
        }
    }
}

impl fmt::Display for Prefix {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [first, second] = self.0;
        write!(out, "{first}{second}")
    }
}

impl CaseNumber {
    /// The first number after `last` that may be given out (`last` = 0 for a new device). `None` when a device has
    /// used up its numbers: eight to ten million of them, as some may not stand.
    pub fn after(prefix: Prefix, last: u32) -> Option<Self> {
        (last.checked_add(1)?..=COUNTER_MAX)
            .map(|counter| Self { prefix, counter })
            .find(|number| may_stand(&number.characters()))
    }

    /// The counter, to be handed to [`CaseNumber::after`] next time.
    pub const fn counter(self) -> u32 {
        self.counter
    }

    /// Whose numbers these are.
    pub const fn prefix(self) -> Prefix {
        self.prefix
    }

    /// Without hyphens and in small letters: the key under which a search finds it.
    pub fn search_key(self) -> String {
        self.characters().into_iter().collect::<String>().to_ascii_lowercase()
    }

    /// The beginning of a number as typed, as a search key: tolerant as reading a whole number is, without the check.
    pub fn query_key(text: &str) -> String {
        compact(text).into_iter().collect::<String>().to_ascii_lowercase()
    }

    /// The numbers from which a text differs by one slip: a character wrong, left out or put in, or two neighbours
    /// swapped. The check character leaves few of them. Empty when the text does not look like a number.
    pub fn near(text: &str) -> BTreeSet<Self> {
        let typed = compact(text);
        let digits = typed.iter().filter(|c| c.is_ascii_digit()).count();
        // O and I are read as digits: a word of letters alone is a name all the same.
        let looks_like_one = cleaned_number(text).contains(|c: char| c.is_ascii_digit())
            && typed.iter().all(char::is_ascii_alphanumeric)
            && (LENGTH_NEAR.contains(&typed.len()))
            && digits >= DIGITS_NEAR
            && typed.len().saturating_sub(digits) <= LETTERS_NEAR;
        if !looks_like_one {
            return BTreeSet::new();
        }
        let mut near = BTreeSet::new();
        let mut try_it = |characters: &[char]| near.extend(Self::read(characters));
        for at in 0..=typed.len() {
            let (before, behind) = typed.split_at(at);
            for other in SECOND.chars() {
                try_it(&[before, &[other], behind].concat());
                try_it(&[before, &[other], behind.get(1..).unwrap_or_default()].concat());
            }
            match behind {
                [one, another, rest @ ..] => {
                    try_it(&[before, &[*another, *one], rest].concat());
                    try_it(&[before, &[*another], rest].concat());
                }
                [_] => try_it(before),
                [] => {}
            }
        }
        near
    }

    fn characters(self) -> Vec<char> {
        let mut characters: Vec<char> =
            format!("{}{:0width$}", self.prefix, self.counter, width = COUNTER_DIGITS).chars().collect();
        characters.extend(check_character(&characters));
        characters
    }
}

impl FromStr for CaseNumber {
    type Err = NumberError;

    /// Reads a number as people write it: any case, with or without hyphens, spaces or a leading `№` or `#`.
    fn from_str(text: &str) -> Result<Self, NumberError> {
        Self::read(&compact(text))
    }
}

impl CaseNumber {
    fn read(characters: &[char]) -> Result<Self, NumberError> {
        let [first, second, counter @ .., check] = characters else { return Err(NumberError::Shape) };
        let shaped = FIRST.contains(*first)
            && SECOND.contains(*second)
            && SECOND.contains(*check)
            && (COUNTER_DIGITS..=COUNTER_DIGITS_MAX).contains(&counter.len())
            && counter.iter().all(char::is_ascii_digit);
        if !shaped {
            return Err(NumberError::Shape);
        }
        let padded = counter.len() > COUNTER_DIGITS && counter.first() == Some(&'0');
        if padded || !passes(characters) || !may_stand(characters) {
            return Err(NumberError::Typo);
        }
        let counter = counter.iter().collect::<String>().parse().map_err(|_| NumberError::Shape)?;
        if counter == 0 { Err(NumberError::Typo) } else { Ok(Self { prefix: Prefix([*first, *second]), counter }) }
    }
}

impl fmt::Display for CaseNumber {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let check = self.characters().last().copied().unwrap_or('?');
        write!(out, "{}-{:0width$}-{check}", self.prefix, self.counter, width = COUNTER_DIGITS)
    }
}

/// Capital letters and digits only, look-alikes replaced. A character that belongs to no number stays, so that the
/// shape is refused.
pub(crate) fn compact(text: &str) -> Vec<char> {
    let without: String = text.chars().filter(|c| !is_invisible(*c)).collect();
    let text = cleaned_number(without.trim().trim_start_matches(['№', '#', '＃']));
    text.chars()
        .filter(|c| !matches!(c, ' ' | '-' | '.' | '_'))
        .map(narrow)
        .flat_map(char::to_uppercase)
        .map(|c| match c {
            'O' | 'О' | 'Ο' => '0',
            'I' | 'І' | 'Ι' => '1',
            'А' | 'Α' => 'A',
            'В' | 'Β' => 'B',
            'С' => 'C',
            'Е' | 'Ε' => 'E',
            'Н' | 'Η' => 'H',
            'К' | 'Κ' => 'K',
            'М' | 'Μ' => 'M',
            'Р' | 'Ρ' => 'P',
            'Т' | 'Τ' => 'T',
            'Х' | 'Χ' => 'X',
            'У' | 'Ү' | 'Υ' => 'Y',
            'Ν' => 'N',
            'Ζ' => 'Z',
            'Ѕ' => 'S',
            'Ј' => 'J',
            other => other,
        })
        .collect()
}

/// A letter of full width as the letter it is.
fn narrow(c: char) -> char {
    match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c).saturating_sub(0xFEE0)).unwrap_or(c),
        _ => c,
    }
}

fn value(character: char) -> u32 {
    ALPHABET.chars().position(|c| c == character).and_then(|place| u32::try_from(place).ok()).unwrap_or(0)
}

/// What ISO 7064 MOD 37,36 carries from one character to the next.
fn carry(before: u32, character: char) -> u32 {
    let sum = before.wrapping_add(value(character)) % 36;
    (if sum == 0 { 36 } else { sum }).wrapping_mul(2) % 37
}

fn check_character(characters: &[char]) -> Option<char> {
    let product = characters.iter().fold(36, |before, c| carry(before, *c));
    ALPHABET.chars().nth(usize::try_from((37_u32.wrapping_sub(product)) % 36).ok()?)
}

fn passes(characters: &[char]) -> bool {
    let Some((check, before)) = characters.split_last() else { return false };
    let product = before.iter().fold(36, |before, c| carry(before, *c));
    product.wrapping_add(value(*check)) % 36 == 1
}

/// May this number exist: no `I` or `O` as check character, and no swap of two neighbours that would pass as well?
fn may_stand(characters: &[char]) -> bool {
    let last_fits = characters.last().is_some_and(|check| SECOND.contains(*check));
    last_fits
        && (1..characters.len()).all(|at| {
            let mut swapped = characters.to_vec();
            swapped.swap(at.wrapping_sub(1), at);
            swapped == characters || !passes(&swapped)
        })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn some_number() -> impl Strategy<Value = CaseNumber> {
        (any::<[u8; 2]>(), prop_oneof![0_u32..9_990, 0_u32..9_999_000])
            // Some prefixes may not stand before a counter that begins with 9: their devices end a million earlier.
            .prop_filter_map("numbers are left", |(prefix, last)| CaseNumber::after(Prefix::from_random(prefix), last))
    }

    #[test]
    fn the_check_follows_the_standard() {
        // The example of ISO 7064 for MOD 37,36 (as used by the global release identifier).
        let grid: Vec<char> = "A12425GABC1234002".chars().collect();
        assert_eq!(check_character(&grid), Some('M'));
    }

    #[test]
    fn every_device_has_millions_of_numbers_to_give_out() {
        for bytes in (0..=u16::MAX).map(u16::to_be_bytes) {
            let prefix = Prefix::from_random(bytes);
            let first = CaseNumber::after(prefix, 0).unwrap();
            assert!(first.counter() <= 1_000, "{prefix} begins at {}", first.counter());
            assert!(CaseNumber::after(prefix, 7_999_999).is_some(), "{prefix}");
        }
    }

    #[test]
    fn a_number_is_read_however_people_write_it() {
        let number = CaseNumber::after("K7".parse().unwrap(), 411).unwrap();
        let shown = number.to_string();
        assert_eq!(shown.len(), 9);
        for text in [
            shown.clone(),
            shown.to_lowercase(),
            shown.replace('-', ""),
            shown.replace('-', " "),
            shown.replace('-', "–"),
            format!(" № {shown} "),
            shown.replace('K', "К"),
            shown.replace('0', "O"),
            shown.replace('0', "о"),
            shown.replace('1', "I"),
            shown.replace('-', "\u{2011}"),
            shown.replace('-', "−"),
            format!("\u{FEFF}\u{202A}{shown}\u{202C}"),
            format!("\u{2067}№\u{A0}{}\u{2069}", shown.replace('-', "\u{AD}-\u{200B}")),
            shown.replace('4', "٤"),
            shown.replace('4', "۴"),
            shown.replace('K', "Κ"),
        ] {
            assert_eq!(text.parse(), Ok(number), "{text}");
        }
    }

    #[test]
    fn a_number_with_a_slip_is_near_the_right_one() {
        let number = CaseNumber::after("K7".parse().unwrap(), 411).unwrap();
        let right = number.to_string();
        let mut slips = vec![right.replace("04", "40"), right.replace('4', "5"), right.replace("04", "4")];
        slips.extend([right.replace("04", "044"), right.replace("K7", "7K"), right.replace("K7", "H7")]);
        slips.push(right.chars().take(right.len() - 2).collect());
        for slip in slips {
            let near = CaseNumber::near(&slip);
            assert!(near.contains(&number), "{slip}");
            assert!(near.len() < 40, "{slip}: {}", near.len());
        }
        for text in ["Айгүл", "Aigul94", "OIOIOI", "87011234567", "1987", "K7", "14.03.1987", ""] {
            assert_eq!(CaseNumber::near(text), BTreeSet::new(), "{text}");
        }
    }

    #[test]
    fn a_name_or_a_year_is_not_taken_for_a_number() {
        for text in ["", "1987", "14.03.1987", "Айгүл", "Kim", "K7-041", "K7-04121234567-K", "77-0412-K", "K7-O4L2-K"]
        {
            assert_eq!(text.parse::<CaseNumber>(), Err(NumberError::Shape), "{text}");
        }
    }

    #[test]
    fn counting_on_gives_ever_new_numbers() {
        let prefix = Prefix::from_random([3, 200]);
        let mut last = 0;
        for _ in 0..3_000 {
            let next = CaseNumber::after(prefix, last).unwrap();
            assert!(next.counter() > last && next.to_string().parse() == Ok(next));
            last = next.counter();
        }
        assert!(last < 3_600, "few counters are skipped: {last}");
        assert_eq!(CaseNumber::after(prefix, COUNTER_MAX), None);
    }

    proptest! {
        #[test]
        fn every_wrong_character_is_caught(number in some_number()) {
            let right: Vec<char> = number.search_key().to_uppercase().chars().collect();
            for at in 0..right.len() {
                for wrong in ALPHABET.chars().filter(|c| *c != right[at]) {
                    let mut typed = right.clone();
                    typed[at] = wrong;
                    let read = typed.iter().collect::<String>().parse::<CaseNumber>();
                    // `O` for `0` and `I` for `1` are read as meant; everything else is refused.
                    prop_assert!(read.is_err() || read == Ok(number), "{typed:?} read as {read:?}");
                }
            }
        }

        #[test]
        fn every_swap_of_neighbours_is_caught(number in some_number()) {
            let right: Vec<char> = number.search_key().to_uppercase().chars().collect();
            for at in 1..right.len() {
                let mut typed = right.clone();
                typed.swap(at - 1, at);
                if typed != right {
                    prop_assert!(typed.iter().collect::<String>().parse::<CaseNumber>().is_err(), "{typed:?}");
                }
            }
        }

        #[test]
        fn reading_never_panics(text in ".*") {
            let _ = text.parse::<CaseNumber>();
        }
    }
}
