//! The lists of words by which a laptop joins: 1,024 in each language that has one, `locales/<language>/join_words.txt`.
//!
//! A word is read by its first four letters, whatever their case, on whichever layout they were typed, and with Kazakh letters as
//! whoever has none of them on the keyboard writes them. No two words of a list are the same then, and none is one letter away
//! from another.

use std::collections::HashMap;
use std::sync::LazyLock;

/// So many words an invite has.
pub const JOIN_WORDS: usize = 8;
/// By so many letters a word is read.
const READ_BY: usize = 4;

/// A list of one language.
#[derive(Debug)]
pub struct JoinList {
    /// The language's tag.
    pub tag: &'static str,
    /// Its words, in the order of their places.
    pub words: Vec<&'static str>,
    places: HashMap<String, u16>,
}

/// Why words were not read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum JoinWordsFault {
    /// Not so many as there have to be.
    Count(usize),
    /// These are in no list, as they were typed.
    Unknown(Vec<String>),
}

static LISTS: LazyLock<[JoinList; 2]> = LazyLock::new(|| {
    [
        JoinList::of("kk", include_str!("../../../locales/kk/join_words.txt")),
        JoinList::of("en", include_str!("../../../locales/en/join_words.txt")),
    ]
});

/// All lists.
pub fn join_lists() -> &'static [JoinList] {
    LISTS.as_slice()
}

/// The list for whoever works in this language: their own, or the English one.
pub fn join_list(tag: &str) -> &'static JoinList {
    let [_, other] = &*LISTS;
    LISTS.iter().find(|list| list.tag == tag).unwrap_or(other)
}

/// The places of words that were typed, by whichever list knows them all.
///
/// # Errors
/// [`JoinWordsFault`], with the words that the list does not know which knows the most of them.
pub fn read_join_words(typed: &str) -> Result<[u16; JOIN_WORDS], JoinWordsFault> {
    // A digit before a word is its number; but on a Kazakh keyboard digits are letters too.
    let is_between = |sign: char| sign.is_whitespace() || matches!(sign, '\u{2068}' | '\u{2069}');
    let numbered = |word: &str| word.trim_end_matches(['.', ')']).parse::<u8>().is_ok_and(|number| number < 9);
    let words: Vec<&str> = typed.split(is_between).filter(|word| !word.is_empty() && !numbered(word)).collect();
    if words.len() != JOIN_WORDS {
        return Err(JoinWordsFault::Count(words.len()));
    }
    let mut least: Option<Vec<String>> = None;
    for list in join_lists() {
        let read: Vec<Option<u16>> = words.iter().map(|word| list.place(word)).collect();
        let known: Vec<u16> = read.iter().copied().flatten().collect();
        if let Ok(places) = <[u16; JOIN_WORDS]>::try_from(known) {
            return Ok(places);
        }
        let unknown = words.iter().zip(&read).filter(|(_, place)| place.is_none());
        let unknown: Vec<String> = unknown.map(|(word, _)| (*word).to_owned()).collect();
        if least.as_ref().is_none_or(|least| unknown.len() < least.len()) {
            least = Some(unknown);
        }
    }
    Err(JoinWordsFault::Unknown(least.unwrap_or_default()))
}

impl JoinList {
    fn of(tag: &'static str, text: &'static str) -> Self {
        let words: Vec<&str> = text.lines().filter(|line| !line.is_empty()).collect();
        let places = words.iter().zip(0_u16..).map(|(word, place)| (key(&word.to_lowercase()), place)).collect();
        Self { tag, words, places }
    }

    /// The words at these places.
    pub fn at(&self, places: &[u16; JOIN_WORDS]) -> Option<[&'static str; JOIN_WORDS]> {
        let words: Option<Vec<&str>> =
            places.iter().map(|place| self.words.get(usize::from(*place)).copied()).collect();
        words?.try_into().ok()
    }

    /// The place of a word as it was typed.
    fn place(&self, typed: &str) -> Option<u16> {
        let typed = typed.to_lowercase();
        let find = |word: &str| self.places.get(&key(word)).copied();
        let moved = |keys: [&str; 2]| -> String {
            let [from, to] = keys;
            typed.chars().map(|sign| swapped(sign, from, to)).collect()
        };
        let [latin, cyrillic] = KEYS;
        let trimmed = typed.trim_matches([',', '.', ';']);
        find(trimmed).or_else(|| find(&moved([latin, cyrillic]))).or_else(|| find(&moved([cyrillic, latin])))
    }
}

/// What stands on the same keys: the Latin layout, and the Kazakh one. The keys of digits are letters of the latter.
const KEYS: [&str; 2] = ["qwertyuiop[]asdfghjkl;'zxcvbnm,.2345890-=", "йцукенгшщзхъфывапролджэячсмитьбюәіңғүұқөһ"];

fn swapped(sign: char, from: &str, to: &str) -> char {
    from.chars().zip(to.chars()).find(|(on, _)| *on == sign).map_or(sign, |(_, on)| on)
}

/// By what a word is told from the others.
fn key(word: &str) -> String {
    word.chars().map(folded).take(READ_BY).collect()
}

/// A Kazakh letter as whoever has none of them on the keyboard writes it.
const fn folded(sign: char) -> char {
    match sign {
        'ә' => 'а',
        'ғ' => 'г',
        'қ' => 'к',
        'ң' => 'н',
        'ө' => 'о',
        'ұ' | 'ү' => 'у',
        'һ' => 'х',
        'і' => 'и',
        'ё' => 'е',
        sign => sign,
    }
}
