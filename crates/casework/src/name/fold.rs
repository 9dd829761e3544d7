//! One spelling for the many in which one name is written.
//!
//! The same person is written Әсел, Асель and Assel, Нұрлан and Нурлан, Жұмабаев, Zhumabayev and Jumabaev, Ерлан and
//! Yerlan. A search must not depend on which of these a clerk chose, so each word is folded to a Latin *head*: letters
//! without marks, the Kazakh letters as the Russian ones they are replaced by, other scripts as Latin, signs dropped,
//! doubled letters single. Folding is a little too generous on purpose: one line too many costs a glance, a person not
//! found is interviewed twice. Some Latin letters are read differently by language (j, x, c): such a word has several
//! heads. Words of Arabic, Persian and Pashto leave their short vowels out, and stay in their own letters.

use std::collections::BTreeSet;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::alike::in_one_script;
use super::clean::SIGN;
use super::letters::{is_arabic, of_vowelled, sound, with_pairs};

/// Small letters in one script with the signs still in: what folding begins with.
pub(super) fn small(word: &str) -> String {
    let composed: String = word.nfc().collect();
    in_one_script(&composed).nfkc().flat_map(char::to_lowercase).filter(|c| *c != 'ـ').nfc().collect()
}

/// The word as it is written, but for capitals, signs and marks that are no part of a letter: who typed this typed the
/// name itself.
pub(super) fn plain(small: &str) -> String {
    if small.contains(is_arabic) && of_vowelled(small).is_none() {
        return arabic(small);
    }
    small.chars().filter(|c| *c != SIGN && !is_combining_mark(*c)).collect()
}

/// Heads of a whole word.
pub(super) fn heads(small: &str) -> Vec<String> {
    let mut heads: Vec<String> = match Spelling::of(small) {
        Spelling::Arabic(letters) => {
            let bare = letters.strip_prefix("ال").filter(|bare| bare.chars().count() >= 2).map(str::to_owned);
            std::iter::once(letters).chain(bare).collect()
        }
        Spelling::Sounds { sounds, latin } => {
            let settled = readings(&sounds, latin).into_iter().map(|sounds| settle(&sounds, latin));
            // Both: with its last h a name goes on from the letters before, as Malakh does from Malak.
            settled.flat_map(|head| [without_last_h(head.clone()), head]).collect()
        }
    };
    if let Some(bare) = without_marks(small) {
        heads.extend(self::heads(&bare));
    }
    heads.retain(|head| !head.is_empty());
    let mut known = BTreeSet::new();
    heads.retain(|head| known.insert(head.clone()));
    heads
}

/// The word as it is typed where the keyboard lacks its marks, if it sounds otherwise then: Celik for Çelik.
fn without_marks(small: &str) -> Option<String> {
    let is_other = |c: char| !c.is_ascii() && sound(c).is_some_and(|sound| matches!(sound, "S" | "C" | "J" | "T"));
    if !small.contains(|c: char| c.is_ascii_lowercase()) || !small.contains(is_other) {
        return None;
    }
    let bare: String = small.nfkd().filter(|c| !is_combining_mark(*c)).collect();
    (!bare.contains(is_other)).then_some(bare)
}

/// A letter by itself as it is spelled in a head, and a letter of Arabic in its one form.
pub(super) fn letter_alone(letter: &str) -> String {
    match Spelling::of(&small(letter)) {
        Spelling::Arabic(letters) => letters,
        Spelling::Sounds { sounds, .. } => settle(&sounds, true),
    }
}

/// The pairs of [`settle`] and of Latin in letters that are spelled already, the longest first. One that is read in
/// Latin words alone, and would be another sound elsewhere, is not among them.
pub(super) fn pairs() -> Vec<(String, String)> {
    let spelled = |pair: &str| pair.chars().map(|letter| settle(letter.encode_utf8(&mut [0; 4]), true)).collect();
    let latin = PAIRS.iter().filter(|(from, _)| *from != "yo").map(|(from, to)| (spelled(from), settle(to, true)));
    let after = [("kkh", "h"), ("kh", "h")].map(|(from, to)| (from.to_owned(), to.to_owned()));
    latin.chain(after).filter(|(from, to): &(String, String)| from != to).collect()
}

/// What a head may begin with when only the beginning of a word was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Beginnings {
    /// As the letters typed sound.
    pub(super) sure: Vec<String>,
    /// As the last of them may sound once the next one is there: it may be half of a pair.
    pub(super) maybe: Vec<String>,
}

pub(super) fn beginnings(small: &str) -> Beginnings {
    let (mut sure, mut maybe) = (Vec::new(), Vec::new());
    let Spelling::Sounds { sounds, latin } = Spelling::of(small) else {
        return Beginnings { sure: heads(small), maybe };
    };
    for sounds in readings(&sounds, latin) {
        let settled = settle(&sounds, latin);
        let kept = settled.chars().count().saturating_sub(1);
        let with = |last: &str| settled.chars().take(kept).chain(last.chars()).collect::<String>();
        let before = |next: &str| settle(&format!("{sounds}{next}"), latin);
        match (sounds.chars().last(), settled.chars().last()) {
            (Some('w'), Some('u')) => maybe.push(with("v")),
            (Some('w'), Some('v')) => maybe.push(with("u")),
            (_, Some('k')) => maybe.push(before("h")),
            (_, Some('d')) => maybe.push(before("J")),
            (_, Some('i')) => maybe.push(before("e")),
            // цтс and тстс are one ц, as every doubled sound is one.
            (Some('t'), _) if settled.ends_with("tst") => maybe.push(before("s")),
            _ => {}
        }
        sure.push(settled);
    }
    if let Some(before) = sounds.strip_suffix('c').filter(|_| latin) {
        // Most often the first letter of ch.
        maybe.push(settle(&format!("{before}C"), latin));
    }
    for beginnings in [&mut sure, &mut maybe] {
        beginnings.retain(|beginning| !beginning.is_empty());
        beginnings.sort();
        beginnings.dedup();
    }
    Beginnings { sure, maybe }
}

/// How a word is spelled.
enum Spelling {
    /// In letters of Arabic, of one form each.
    Arabic(String),
    /// As sounds; `latin` where it was written in Latin letters, whose pairs are still to be read.
    Sounds { sounds: String, latin: bool },
}

impl Spelling {
    fn of(small: &str) -> Self {
        if small.contains(is_arabic) {
            return match of_vowelled(small) {
                Some(sounds) => Self::Sounds { sounds, latin: false },
                None => Self::Arabic(arabic(small)),
            };
        }
        let paired = with_pairs(small);
        let mut sounds = String::with_capacity(paired.len());
        for letter in paired.chars() {
            match sound(letter) {
                Some(sound) => sounds.push_str(sound),
                None if letter == 'ý' => sounds.push(letter),
                None if letter.is_ascii() => sounds.push(letter),
                None => sounds
                    .extend(std::iter::once(letter).nfkd().filter(|c| c.is_alphanumeric() && !is_combining_mark(*c))),
            }
        }
        Self::Sounds { sounds, latin: small.contains(|c: char| c.is_ascii_lowercase()) }
    }
}

/// Letters of Arabic, Persian, Urdu and Pashto in one form each, without vowel signs and hamza.
fn arabic(small: &str) -> String {
    small
        .nfkd()
        .filter(|c| !is_combining_mark(*c) && c.is_alphanumeric() && *c != 'ء')
        .map(|letter| match letter {
            'ى' | 'ی' | 'ې' | 'ۍ' | 'ے' => 'ي',
            'ة' | 'ہ' | 'ھ' | 'ۃ' | 'ە' => 'ه',
            'ک' | 'ڪ' => 'ك',
            'ٱ' => 'ا',
            'ں' => 'ن',
            'ګ' => 'گ',
            other => other,
        })
        .collect()
}

/// Letters of Latin that languages read differently, and how. `j` of Kazakh and English is the y of German and Polish;
/// `x` of Uzbek is kh, and of Chinese s; `c` of Turkish is j; `ý` of Kazakh (2018) is u and of Turkmen y; Müller is written Mueller.
const READINGS: [(&str, &[&str]); 9] = [
    ("j", &["J", "i"]),
    ("xi", &["ksi", "hi", "si"]),
    ("x", &["ks", "h"]),
    ("ce", &["se", "Je", "Te"]),
    ("ci", &["si", "Ji", "Ti"]),
    ("c", &["k", "J"]),
    ("ý", &["y", "u"]),
    ("ue", &["ue", "u"]),
    ("oe", &["oe", "o"]),
];
/// Readings of one word at most.
const READINGS_MOST: usize = 6;

/// Pairs and more of Latin letters that are one sound, the longest first.
const PAIRS: [(&str, &str); 22] = [
    ("shch", "S"),
    ("tsch", "C"),
    ("dsch", "J"),
    ("sch", "S"),
    ("tch", "C"),
    ("dzh", "J"),
    ("dj", "J"),
    ("zh", "J"),
    ("sh", "S"),
    ("ch", "C"),
    ("tz", "T"),
    ("gh", "g"),
    ("ph", "f"),
    ("th", "t"),
    ("dh", "d"),
    ("ck", "k"),
    ("oo", "u"),
    ("ou", "u"),
    ("ee", "i"),
    ("aa", "a"),
    ("ye", "e"),
    ("yo", "e"),
];

fn readings(sounds: &str, latin: bool) -> Vec<String> {
    if !latin {
        return vec![sounds.to_owned()];
    }
    let mut all = vec![paired(sounds)];
    for (letter, ways) in READINGS {
        if all.iter().any(|word| word.contains(letter)) && all.len().saturating_mul(ways.len()) <= READINGS_MOST {
            all = ways.iter().flat_map(|way| all.iter().map(move |word| word.replace(letter, way))).collect();
        } else if let Some(first) = ways.first() {
            all.iter_mut().filter(|word| word.contains(letter)).for_each(|word| *word = word.replace(letter, first));
        }
    }
    all
}

/// With the pairs of Latin read.
fn paired(sounds: &str) -> String {
    let mut paired = sounds.to_owned();
    for (pair, sound) in PAIRS {
        if paired.contains(pair) {
            paired = paired.replace(pair, sound);
        }
    }
    paired
}

/// Brings sounds to their one spelling.
fn settle(sounds: &str, latin: bool) -> String {
    let mut word = sounds.to_owned();
    for (from, to) in [("q", "k"), ("dJ", "J"), ("ts", "T"), ("kkh", "h"), ("kh", "h")] {
        if word.contains(from) {
            word = word.replace(from, to);
        }
    }
    if word.contains('w') {
        word = without_w(&word);
    }
    if latin {
        word = word.replace('y', "i");
    }
    // The е of Cyrillic after a vowel is “ye” in Latin, and ие meets it: Zhumabayev is Жумабаев, Aliyev is Алиев.
    let word = without_doubles(&word).replace("ie", "e").replace(SIGN, "");
    let mut settled = String::with_capacity(word.len().saturating_add(2));
    for sound in without_doubles(&word).chars() {
        match sound {
            'S' => settled.push_str("sh"),
            'C' => settled.push_str("ch"),
            'J' => settled.push_str("zh"),
            'T' => settled.push_str("ts"),
            other => settled.push(other),
        }
    }
    settled
}

/// w is v before a vowel, and u after one (Dawlet is Дәулет); in -ow and -ew at the end it is the в of Turkmen and Polish.
fn without_w(word: &str) -> String {
    let letters: Vec<char> = word.chars().collect();
    let mut read = String::with_capacity(word.len());
    for (at, letter) in letters.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|at| letters.get(at)).copied();
        let after = letters.get(at.saturating_add(1)).copied();
        match (letter, before, after) {
            ('w', Some('u'), Some(after)) if is_vowel(after) => {}
            ('w', Some('o' | 'e'), None) => read.push('v'),
            ('w', Some(_), None) => read.push('u'),
            ('w', Some(_), Some(after)) if !is_vowel(after) => read.push('u'),
            ('w', ..) => read.push('v'),
            _ => read.push(*letter),
        }
    }
    read
}

pub(super) const fn is_vowel(letter: char) -> bool {
    matches!(letter, 'a' | 'e' | 'i' | 'o' | 'u' | 'y')
}

fn without_doubles(word: &str) -> String {
    let mut single = String::with_capacity(word.len());
    for letter in word.chars() {
        if !single.ends_with(letter) || letter.is_ascii_digit() {
            single.push(letter);
        }
    }
    single
}

/// Shortest word whose last h is dropped: Abdullah is Abdulla, and a Shah is no Sha.
const LAST_H_FROM: usize = 5;

fn without_last_h(mut head: String) -> String {
    if head.chars().count() >= LAST_H_FROM && (head.ends_with("ah") || head.ends_with("eh")) {
        head.pop();
    }
    head
}

#[cfg(test)]
mod tests;
