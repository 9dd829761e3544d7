//! The folding of names letter by letter, for lists that are searched where this program is not: in the window.
//!
//! A list of villages is filtered at each key and cannot ask across the boundary; and it must not have letters of its
//! own, or Қызылорда would be found among people and not among towns. So the window gets this table, made from the
//! letters of [`super::letters`] and the pairs of [`super::fold`].

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use super::clean::cleaned;
use super::fold::{letter_alone, pairs};

/// How letters and pairs of letters are spelled in the one way that all are brought to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SpellingTable {
    /// Each spelling with the letters that have it, small ones alone. What has an empty one is left out of a word; a
    /// letter or figure that is not here stands for itself.
    pub letters: BTreeMap<String, String>,
    /// Pairs and more of letters, as spelled, that are one sound, and how that is spelled; to be read in this order.
    pub pairs: Vec<(String, String)>,
}

/// Where the letters of [`super::letters`] stand: Latin, Greek, Cyrillic, Armenian, Arabic, Georgian, Latin and Greek
/// with marks, forms of Arabic and of full width. What is no letter and no figure is left out by whoever reads the table.
const PARTS: [RangeInclusive<char>; 8] = [
    '\u{20}'..='\u{58F}',
    '\u{600}'..='\u{6FF}',
    '\u{750}'..='\u{77F}',
    '\u{8A0}'..='\u{8FF}',
    '\u{10D0}'..='\u{10FF}',
    '\u{1E00}'..='\u{1FFF}',
    '\u{FB50}'..='\u{FDFF}',
    '\u{FE70}'..='\u{FFEF}',
];

/// The table of the folding that people are searched by.
pub fn spelling_table() -> SpellingTable {
    let mut letters: BTreeMap<String, String> = BTreeMap::new();
    let is_small = |letter: &char| letter.is_alphanumeric() && letter.to_lowercase().eq([*letter]);
    for letter in PARTS.into_iter().flatten().filter(is_small) {
        let spelled = letter_alone(&cleaned(letter.encode_utf8(&mut [0; 4])));
        if !spelled.chars().eq([letter]) {
            letters.entry(spelled).or_default().push(letter);
        }
    }
    SpellingTable { letters, pairs: pairs() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::name::fold;

    fn letter_by_letter(table: &SpellingTable, word: &str) -> String {
        let one = |letter: char| {
            let known = table.letters.iter().find(|(_, letters)| letters.contains(letter));
            known.map_or_else(|| letter.to_string(), |(spelled, _)| spelled.clone())
        };
        word.to_lowercase().chars().map(one).collect()
    }

    #[test]
    fn a_word_letter_by_letter_is_spelled_as_a_name_is() {
        let table = spelling_table();
        for word in [
            "Ғалым",
            "Қызылорда",
            "Үштөбе",
            "Ұзынкөл",
            "Іле",
            "Әсел",
            "Өскемен",
            "Маңғыстау",
            "Һарун",
            "Шымкент",
            "Жезқазған",
            "Цой",
            "Ёлкин",
            "Қўқон",
            "Ҳисор",
            "Çeşme",
            "Göreme",
            "Иванов",
            "Львов",
            "Τρίπολη",
            "حلب",
            "ХОРОҒ",
            "Bișkek",
            "Ōsaka",
        ] {
            let heads = fold::heads(&fold::small(word));
            assert!(heads.contains(&letter_by_letter(&table, word)), "{word} is {heads:?}");
        }
    }

    #[test]
    fn letters_that_people_are_found_by_are_one_in_the_table() {
        let table = spelling_table();
        for (kazakh, russian) in
            [("ғ", "г"), ("қ", "к"), ("ү", "у"), ("ұ", "у"), ("і", "и"), ("ә", "а"), ("ө", "о"), ("ң", "н"), ("һ", "х")]
        {
            assert_eq!(letter_by_letter(&table, kazakh), letter_by_letter(&table, russian), "{kazakh} {russian}");
        }
    }

    #[test]
    fn signs_of_sound_are_left_out_and_figures_are_those_of_everybody() {
        let table = spelling_table();
        assert_eq!(letter_by_letter(&table, "Усть-Ильинка"), "ust-ilinka");
        assert_eq!(letter_by_letter(&table, "ауыл \u{6F1}\u{662}"), "auil 12");
        assert!(table.letters.values().flat_map(|letters| letters.chars()).all(char::is_alphanumeric));
    }

    #[test]
    fn pairs_come_longest_first_and_change_something() {
        let pairs = spelling_table().pairs;
        assert!(pairs.iter().all(|(from, to)| from != to), "{pairs:?}");
        let ends = |pair: &str| pairs.iter().find(|(from, _)| from == pair).map(|(_, to)| to.as_str());
        assert_eq!((ends("shch"), ends("kh"), ends("ie")), (Some("sh"), Some("h"), Some("e")));
        for (at, (long, _)) in pairs.iter().enumerate() {
            assert!(pairs[..at].iter().all(|(before, _)| !long.contains(before.as_str())), "{long} is never read");
        }
    }
}
