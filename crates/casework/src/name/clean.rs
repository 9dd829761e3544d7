//! What is taken out of a text before it is looked at as a name, a number or a date, in what is stored and in what is
//! asked for alike: marks that nobody sees, the many apostrophes and hyphens, and digits of other scripts.

/// Stands for every apostrophe: within a word it sounds as nothing, but what stands on either side of it is two sounds.
pub(super) const SIGN: char = '\'';
/// The mark of Persian and Kurdish that parts the letters of one word without a space.
const HALF_SPACE: char = '\u{200C}';

/// The text without what nobody sees, its apostrophes and hyphens of one kind, its digits those of ASCII. The half-space
/// of Persian stays: it stands within a word.
pub fn cleaned(text: &str) -> String {
    text.chars().filter(|c| *c == HALF_SPACE || !is_invisible(*c)).map(plainly).collect()
}

/// The same, and without half-spaces: for numbers and dates, which have none.
pub(crate) fn cleaned_number(text: &str) -> String {
    text.chars().filter(|c| !is_invisible(*c)).map(plainly).collect()
}

fn plainly(c: char) -> char {
    if let Some(digit) = digit(c) {
        return digit;
    }
    match c {
        _ if is_apostrophe(c) => SIGN,
        _ if is_hyphen(c) => '-',
        _ if c.is_whitespace() => ' ',
        _ => c,
    }
}

/// Default-ignorable code points (Unicode, DerivedCoreProperties) and controls: bidi marks and isolates, joiners, the soft
/// hyphen, the byte order mark, variation selectors, tags. A copy from a paper or a chat leaves them behind.
pub fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}'..='\u{1160}' | '\u{17B4}'..='\u{17B5}' | '\u{180B}'..='\u{180F}'
        | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{3164}'
        | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF0}'..='\u{FFFB}' | '\u{1D173}'..='\u{1D17A}'
        | '\u{E0000}'..='\u{E0FFF}')
        || (c.is_control() && !c.is_whitespace())
}

/// What is typed for an apostrophe or for the letters that look like one: quotation marks, primes, accents that stand
/// alone, the Uzbek and Hawaiian letters, ayn and hamza of romanised Arabic, the Armenian and Hebrew ones.
fn is_apostrophe(c: char) -> bool {
    matches!(c,
        '\'' | '`' | '\u{B4}' | '\u{2B9}' | '\u{2BB}'..='\u{2BF}' | '\u{2C8}' | '\u{2CA}' | '\u{2CB}' | '\u{2EE}'
        | '\u{384}' | '\u{55A}' | '\u{5F3}' | '\u{1FBD}' | '\u{1FBF}' | '\u{1FFD}' | '\u{1FFE}' | '\u{2018}'..='\u{201B}'
        | '\u{2032}' | '\u{2035}' | '\u{A78B}' | '\u{A78C}' | '\u{FF07}' | '\u{FF40}')
}

/// Dashes (Unicode, category Pd) and what is taken for one.
fn is_hyphen(c: char) -> bool {
    matches!(
        c,
        '-' | '\u{58A}' | '\u{5BE}' | '\u{1400}' | '\u{1806}' | '\u{2010}'
            ..='\u{2015}'
                | '\u{2043}'
                | '\u{207B}'
                | '\u{208B}'
                | '\u{2212}'
                | '\u{2E17}'
                | '\u{2E1A}'
                | '\u{2E3A}'
                | '\u{2E3B}'
                | '\u{2E40}'
                | '\u{301C}'
                | '\u{3030}'
                | '\u{30A0}'
                | '\u{FE31}'
                | '\u{FE32}'
                | '\u{FE58}'
                | '\u{FE63}'
                | '\u{FF0D}'
    )
}

/// The noughts of the scripts in which papers of those who come here may be written: Arabic, Persian and Urdu, N'Ko,
/// Devanagari, Bengali, Gurmukhi, Gujarati, Tamil, Thai, Lao, Tibetan, Myanmar, Khmer, Mongolian, full width.
const NOUGHTS: [char; 15] = [
    '\u{660}', '\u{6F0}', '\u{7C0}', '\u{966}', '\u{9E6}', '\u{A66}', '\u{AE6}', '\u{BE6}', '\u{E50}', '\u{ED0}',
    '\u{F20}', '\u{1040}', '\u{17E0}', '\u{1810}', '\u{FF10}',
];

fn digit(c: char) -> Option<char> {
    if c.is_ascii() {
        return None;
    }
    let value = NOUGHTS.iter().filter_map(|nought| u32::from(c).checked_sub(u32::from(*nought))).find(|at| *at < 10)?;
    char::from_digit(value, 10)
}

/// A word of a name, and how it stands to the one after it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Piece {
    /// The word as it was written, in one piece, with the signs within it.
    pub(super) word: String,
    /// Parts of it under which it is found as well.
    pub(super) parts: Vec<String>,
}

/// Cuts a text into words at every sign that is no letter: the one cutter of what is stored and what is asked for.
pub(super) fn cut(text: &str) -> Vec<Piece> {
    let text = cleaned(text);
    let within = |c: char| c.is_alphanumeric() || is_mark(c) || c == SIGN || c == HALF_SPACE;
    text.split(|c: char| !within(c))
        .map(|word| word.trim_matches([SIGN, HALF_SPACE]))
        .filter(|word| !word.is_empty())
        .map(|word| Piece { word: word.replace(HALF_SPACE, ""), parts: parts(word) })
        .collect()
}

fn is_mark(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c)
}

/// Shortest word that follows an apostrophe and is a name by itself.
const AFTER_SIGN: usize = 3;

/// What a half-space parts; and what follows the particle of O'Brien or D'Angelo, which somebody may type apart.
fn parts(word: &str) -> Vec<String> {
    let mut parts = Vec::new();
    if word.contains(HALF_SPACE) {
        parts.extend(word.split(HALF_SPACE).filter(|part| !part.is_empty()).map(str::to_owned));
    }
    if let Some((particle, name)) = word.split_once(SIGN)
        && particle.chars().count() <= 2
        && name.chars().next().is_some_and(char::is_uppercase)
        && name.chars().count() >= AFTER_SIGN
    {
        parts.push(name.to_owned());
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_nobody_sees_is_taken_out() {
        assert_eq!(cleaned("\u{FEFF}Ай\u{AD}гү\u{200B}л\u{202C}\u{2069}"), "Айгүл");
        assert_eq!(cleaned_number("K7\u{2011}04\u{200C}12\u{200F}"), "K7-0412");
    }

    #[test]
    fn digits_of_other_scripts_are_read() {
        for text in ["١٩٨٧", "۱۹۸۷", "१९८७", "１９８７", "1987"] {
            assert_eq!(cleaned(text), "1987");
        }
    }

    #[test]
    fn every_apostrophe_is_one_and_every_hyphen_cuts() {
        for sign in ['\'', '`', '´', '‘', '’', 'ʻ', 'ʼ', 'ʿ', '′', '＇'] {
            assert_eq!(cut(&format!("O{sign}tkir"))[0].word, "O'tkir", "{sign}");
        }
        for sign in ['-', '‐', '‑', '–', '—', '−', '·', '/', '.', ',', '\u{A0}', '\u{3000}'] {
            let words: Vec<String> = cut(&format!("Гүл{sign}Жан")).into_iter().map(|piece| piece.word).collect();
            assert_eq!(words, ["Гүл", "Жан"], "{sign}");
        }
    }

    #[test]
    fn a_half_space_joins_and_its_parts_are_known_too() {
        let [piece] = &cut("گل\u{200C}بدین")[..] else { panic!("one word") };
        assert_eq!(
            (piece.word.as_str(), piece.parts.as_slice()),
            ("گلبدین", ["گل".to_owned(), "بدین".to_owned()].as_slice())
        );
        assert_eq!(cut("O’Brien")[0].parts, ["Brien"]);
        assert!(cut("G‘ofur")[0].parts.is_empty(), "the sign is part of a letter");
    }
}
