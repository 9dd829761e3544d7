//! The lists of words by which a laptop joins keep to their rules, and words are read however they were typed.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, missing_docs)]

use std::collections::HashSet;

use pana_i18n::{JOIN_WORDS, JoinWordsFault, join_list, join_lists, read_join_words};

/// Are two words the same but for one letter that is another, or that one has more?
fn is_near(one: &str, other: &str) -> bool {
    let (mut short, mut long): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    if short.len() > long.len() {
        std::mem::swap(&mut short, &mut long);
    }
    let same = short.iter().zip(&long).take_while(|(one, other)| one == other).count();
    match long.len() - short.len() {
        0 => short[same..].iter().skip(1).eq(long[same..].iter().skip(1)),
        1 => short[same..] == long[same + 1..],
        _ => false,
    }
}

#[test]
fn a_list_has_1024_words_of_three_to_eight_letters_of_its_own_alphabet_in_order_and_each_once() {
    for list in join_lists() {
        assert_eq!(list.words.len(), 1024, "{}", list.tag);
        let own = if list.tag == "kk" {
            "абвгдежзийклмнопрстуфхцчшщъыьэюяәғқңөұүһі"
        } else {
            "abcdefghijklmnopqrstuvwxyz"
        };
        for word in &list.words {
            assert!((3..=8).contains(&word.chars().count()), "{word}");
            assert!(word.chars().all(|sign| own.contains(sign)), "{word}");
        }
        assert!(list.words.windows(2).all(|two| two[0] < two[1]), "{}", list.tag);
    }
}

#[test]
fn no_two_words_have_the_same_first_four_letters_and_none_is_one_letter_away_from_another() {
    for list in join_lists() {
        let mut firsts: HashSet<String> = HashSet::new();
        for word in &list.words {
            let first: String = word.chars().take(4).collect();
            assert!(firsts.insert(first), "{word}");
        }
        // A short word is not the beginning of a longer one either.
        for word in list.words.iter().filter(|word| word.chars().count() == 3) {
            let begins = list.words.iter().filter(|other| other.starts_with(*word)).count();
            assert_eq!(begins, 1, "{word}");
        }
        for (at, one) in list.words.iter().enumerate() {
            for other in &list.words[at + 1..] {
                assert!(!is_near(one, other), "{one} {other}");
            }
        }
    }
}

#[test]
fn every_word_is_read_by_four_letters_whatever_their_case_and_with_the_letters_of_a_plain_keyboard() {
    let plain = |word: &str| -> String {
        let letters = [
            ('ә', 'а'),
            ('ғ', 'г'),
            ('қ', 'к'),
            ('ң', 'н'),
            ('ө', 'о'),
            ('ұ', 'у'),
            ('ү', 'у'),
            ('һ', 'х'),
            ('і', 'и'),
        ];
        let one = |sign: char| letters.iter().find(|(from, _)| *from == sign).map_or(sign, |(_, to)| *to);
        word.chars().map(one).collect()
    };
    for list in join_lists() {
        for (number, eight) in list.words.chunks(JOIN_WORDS).enumerate() {
            let first = u16::try_from(number * JOIN_WORDS).unwrap();
            let expected: Vec<u16> = (first..).take(JOIN_WORDS).collect();
            let cut = |word: &&str| word.chars().take(4).collect::<String>().to_uppercase();
            for typed in [
                eight.join(" "),
                eight.iter().map(cut).collect::<Vec<_>>().join("\n"),
                eight.iter().map(|word| plain(word)).collect::<Vec<_>>().join("  "),
                eight.iter().enumerate().map(|(at, word)| format!("{}. {word}", at + 1)).collect::<Vec<_>>().join(" "),
            ] {
                assert_eq!(read_join_words(&typed).map(Vec::from), Ok(expected.clone()), "{typed}");
            }
        }
    }
}

#[test]
fn words_typed_on_the_other_layout_are_read() {
    let known = ["acorn", "bread", "castle", "dolphin", "engine", "garden", "window", "acorn"];
    let cyrillic = |word: &str| -> String {
        let keys: Vec<(char, char)> =
            "qwertyuiopasdfghjklzxcvbnm".chars().zip("йцукенгшщзфывапролдячсмить".chars()).collect();
        word.chars().map(|sign| keys.iter().find(|(from, _)| *from == sign).unwrap().1).collect()
    };
    let typed = known.iter().map(|word| cyrillic(word)).collect::<Vec<_>>().join(" ");
    assert_eq!(read_join_words(&typed), read_join_words(&known.join(" ")));
    assert!(read_join_words(&typed).is_ok());
    // Kazakh words on a Latin keyboard: the letters of its own stand on the keys of digits.
    let kazakh = join_list("kk");
    let keys: Vec<(char, char)> = "йцукенгшщзхъфывапролджэячсмитьбюәіңғүұқөһ"
        .chars()
        .zip("qwertyuiop[]asdfghjkl;'zxcvbnm,.2345890-=".chars())
        .collect();
    let latin = |word: &str| -> String {
        word.chars().map(|sign| keys.iter().find(|(from, _)| *from == sign).unwrap().1).collect()
    };
    for eight in kazakh.words.chunks(JOIN_WORDS) {
        let typed = eight.iter().map(|word| latin(word)).collect::<Vec<_>>().join(" ");
        assert_eq!(read_join_words(&typed), read_join_words(&eight.join(" ")), "{typed}");
        assert!(read_join_words(&typed).is_ok(), "{typed}");
    }
}

#[test]
fn words_that_no_list_knows_are_named_one_by_one_and_too_few_are_counted() {
    let list = join_list("kk");
    let mut eight: Vec<&str> = list.words.iter().take(JOIN_WORDS).copied().collect();
    eight[2] = "жжжжж";
    eight[5] = "xyzzy";
    let unknown = vec!["жжжжж".to_owned(), "xyzzy".to_owned()];
    assert_eq!(read_join_words(&eight.join(" ")), Err(JoinWordsFault::Unknown(unknown)));
    assert_eq!(read_join_words("алма бала"), Err(JoinWordsFault::Count(2)));
    assert_eq!(read_join_words(""), Err(JoinWordsFault::Count(0)));
    assert_eq!(join_list("kk").at(&[0; 8]).unwrap()[0], list.words[0]);
    assert_eq!(join_list("ru").tag, "en", "who has no list of their own");
}
