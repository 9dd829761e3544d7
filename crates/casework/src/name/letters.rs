//! What each letter is in the Latin spelling that all are brought to. Small letters alone: capitals are lowered before.
//!
//! Capitals in the values are sounds that Latin writes with two letters, so that `s` and `h` that meet by chance are told
//! from one sound: `S` sh, `C` ch, `J` zh, `T` ts. [`super::fold`] writes them out at the end.
//!
//! Sources: ICAO Doc 9303 part 3, section 6 (Cyrillic, Latin and Arabic letters in machine-readable papers); BGN/PCGN and
//! UNGEGN romanisations (Kazakh, Kyrgyz, Tajik, Turkmen, Uzbek, Uyghur, Georgian 2002, Armenian 1981); the Kazakh decrees
//! of 2018 and the draft of 2021 (Latin), and the alphabet of Kazakhs in China (tote jazu); Uzbek law of 1995; Turkmen
//! decree of 1999; ELOT 743 (Greek). Where these differ, a value stands for all that mean one sound, since passports of
//! twenty years follow different ones: Қ is k and not q, Ы is i and not y.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::clean::SIGN;

/// Cyrillic: Russian, Kazakh, Kyrgyz, Tajik, Uzbek, Tatar, Bashkir, Uyghur, Mongolian, Ukrainian, Belarusian, Serbian,
/// Azerbaijani, and letters of before 1918.
const CYRILLIC: &[(&str, &str)] = &[
    ("аәӑӓ", "a"),
    ("б", "b"),
    ("в", "v"),
    ("гғґҝѓӷ", "g"),
    ("дԁ", "d"),
    ("еёэєѣ", "e"),
    ("жҗҷҹџђӂ", "J"),
    ("зҙӟ", "z"),
    ("ийіїыјѵӣӥӹ", "i"),
    ("кқҡќҟӄ", "k"),
    ("лљԯ", "l"),
    ("м", "m"),
    ("нңњҥӈ", "n"),
    ("оөӧө", "o"),
    ("п", "p"),
    ("р", "r"),
    ("сҫ", "s"),
    ("т", "t"),
    ("уүұўӯӱӳ", "u"),
    ("фѳ", "f"),
    ("хһҳ", "h"),
    ("цѕ", "T"),
    ("чћӵҽ", "C"),
    ("шщ", "S"),
    ("ю", "iu"),
    ("я", "ia"),
];

/// Latin letters that are more than their base letter with a mark: Kazakh 2018 and 2021, Turkish, Turkmen, Azerbaijani,
/// Uzbek, Slavic, German, Nordic, Vietnamese.
const LATIN: &[(&str, &str)] = &[
    ("şšŝșśꞩ", "S"),
    ("çčćĉ", "C"),
    ("žżǯĵ", "J"),
    ("ţțț", "T"),
    ("ğǵġģ", "g"),
    ("əǝ", "a"),
    ("ı", "i"),
    ("ß", "s"),
    ("øɵ", "o"),
    ("łľ", "l"),
    ("đð", "d"),
    ("þŧ", "t"),
    ("ħ", "h"),
    ("ŋɲ", "n"),
    ("æ", "ae"),
    ("œ", "oe"),
    ("ẃẁŵẅ", "w"),
];

/// Greek (ELOT 743).
const GREEK: &[(&str, &str)] = &[
    ("α", "a"),
    ("β", "v"),
    ("γ", "g"),
    ("δ", "d"),
    ("ε", "e"),
    ("ζ", "z"),
    ("ηιυ", "i"),
    ("θτ", "t"),
    ("κ", "k"),
    ("λ", "l"),
    ("μ", "m"),
    ("ν", "n"),
    ("ξ", "ks"),
    ("οω", "o"),
    ("π", "p"),
    ("ρ", "r"),
    ("σς", "s"),
    ("φ", "f"),
    ("χ", "h"),
    ("ψ", "ps"),
];

/// Georgian (national system of 2002) and Armenian (BGN/PCGN 1981, eastern).
const CAUCASIAN: &[(&str, &str)] = &[
    ("აա", "a"),
    ("ბբ", "b"),
    ("გღգղ", "g"),
    ("დդ", "d"),
    ("ეեէ", "e"),
    ("ვվւ", "v"),
    ("ზძզձ", "z"),
    ("თტթտ", "t"),
    ("იըիյ", "i"),
    ("კქყկք", "k"),
    ("ლլ", "l"),
    ("მմ", "m"),
    ("ნն", "n"),
    ("ოոօ", "o"),
    ("პფպփ", "p"),
    ("ჟჯժջ", "J"),
    ("რռր", "r"),
    ("სս", "s"),
    ("უ", "u"),
    ("შշ", "S"),
    ("ჩჭչ", "C"),
    ("ცწցծ", "T"),
    ("ხჰխհ", "h"),
    ("ֆ", "f"),
];

/// Arabic letters of languages that write every vowel: Kazakh (tote), Uyghur, Kurdish. What is not here sounds as in
/// Arabic and Persian.
const VOWELLED: &[(&str, &str)] = &[
    ("ا", "a"),
    ("ەهې", "e"),
    ("ىيیێ", "i"),
    ("وۆ", "o"),
    ("ۇۈ", "u"),
    ("ۋ", "w"),
    ("ب", "b"),
    ("پ", "p"),
    ("تط", "t"),
    ("جژ", "J"),
    ("چ", "C"),
    ("حخھہ", "h"),
    ("دض", "d"),
    ("رڕ", "r"),
    ("زذظ", "z"),
    ("سصث", "s"),
    ("ش", "S"),
    ("عغگ", "g"),
    ("ف", "f"),
    ("ڤ", "v"),
    ("قكک", "k"),
    ("ڭن", "n"),
    ("لڵ", "l"),
    ("م", "m"),
];

/// Pairs of Greek and Armenian letters that are one sound, to be read before the letters.
const PAIRS: [(&str, &str); 5] = [("ου", "u"), ("αυ", "av"), ("ευ", "ev"), ("ու", "u"), ("τσ", "T")];

/// Letters that only an alphabet which writes its vowels has: a word with one of them is read by [`VOWELLED`].
const TELLS_VOWELS: [char; 8] = ['ە', 'ۇ', 'ۋ', 'ۆ', 'ۈ', 'ې', 'ڭ', '\u{674}'];

/// The sound of a letter in the spelling that all are brought to; `None` for one that stands for itself or is not known.
pub(super) fn sound(letter: char) -> Option<&'static str> {
    match letter {
        'ъ' | 'ь' | '\u{4C0}' | '\u{4CF}' | SIGN => Some("'"),
        'a'..='z' => None,
        '\u{400}'..='\u{52F}' => find(CYRILLIC, letter),
        '\u{370}'..='\u{3FF}' => find(GREEK, letter),
        '\u{530}'..='\u{58F}' | '\u{10A0}'..='\u{10FF}' => find(CAUCASIAN, letter),
        _ => find(LATIN, letter),
    }
}

fn find(table: &'static [(&str, &str)], letter: char) -> Option<&'static str> {
    table.iter().find(|(letters, _)| letters.contains(letter)).map(|(_, sound)| *sound)
}

/// Pairs read as one; Greek letters without their accents.
pub(super) fn with_pairs(word: &str) -> String {
    let mut word = if word.contains(|c| matches!(c, '\u{370}'..='\u{3FF}' | '\u{1F00}'..='\u{1FFF}')) {
        word.nfkd().filter(|c| !is_combining_mark(*c)).collect()
    } else {
        word.to_owned()
    };
    for (pair, sound) in PAIRS {
        if word.contains(pair) {
            word = word.replace(pair, sound);
        }
    }
    word
}

/// A word of Kazakh, Uyghur or Kurdish in Arabic letters as sounds; `None` for one of a language that leaves vowels out.
pub(super) fn of_vowelled(word: &str) -> Option<String> {
    if !word.contains(TELLS_VOWELS) {
        return None;
    }
    let sounds = word.chars().filter_map(|letter| find(VOWELLED, letter));
    Some(sounds.collect())
}

/// Is it a letter of the Arabic script?
pub(super) const fn is_arabic(letter: char) -> bool {
    matches!(letter, '\u{620}'..='\u{64A}' | '\u{66E}'..='\u{6D3}' | '\u{6D5}' | '\u{6EE}'..='\u{6FF}' | '\u{750}'..='\u{77F}' | '\u{8A0}'..='\u{8C9}')
}
