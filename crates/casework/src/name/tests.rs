use proptest::prelude::*;

use super::*;

fn asked(text: &str) -> Vec<AskedName> {
    AskedName::all_of(text)
}

/// How well the best key of a name fits a text of one word.
fn fits(name: &str, text: &str) -> Option<u16> {
    let asked = asked(text);
    let [word] = asked.as_slice() else { panic!("{text} is {} words", asked.len()) };
    name_keys(name).iter().filter_map(|key| word.fit(key)).min()
}

#[test]
fn the_name_itself_comes_before_the_same_otherwise_written_and_that_before_a_longer_one() {
    let order = ["Нұрлан", "Нурлан", "Nurlan", "Нұрланов"].map(|name| fits(name, "нұрлан"));
    let expected = [fit::EXACT, fit::FOLDED, fit::OTHER_SCRIPT, fit::BEGINNING].map(Some);
    assert_eq!(order, expected);
    assert_eq!(fits("Марат", "нұрлан"), None);
}

#[test]
fn a_khan_is_found_by_his_k() {
    for typed in ["K", "Kh", "Kha", "Khan", "H", "Хан"] {
        assert!(fits("Khan", typed).is_some(), "{typed}");
    }
    assert_eq!(fits("Хасан", "К"), None, "a К is no Х");
    assert_eq!(fits("Yerlan", "Y"), Some(fit::BEGINNING));
}

#[test]
fn what_is_stored_is_cut_as_what_is_asked_for() {
    for name in [
        "گل\u{200C}بدین",
        "ГУЛ·БАДАН",
        "Oʻktam",
        "O‘ktam",
        "Gʻofur",
        "Jean‐Pierre",
        "O’Brien",
        "مُحَمَّد",
        "Ай\u{AD}гүл",
        "Андрей",
        "\u{2067}Айгүл\u{2069}",
        "Ким, Ольга-Мария",
    ] {
        let keys = name_keys(name);
        let words = asked(name);
        assert!(!words.is_empty());
        for word in words {
            let best = keys.iter().filter_map(|key| word.fit(key)).min();
            assert_eq!(best, Some(fit::EXACT), "{name}: {word:?} {keys:?}");
        }
    }
}

#[test]
fn words_written_apart_and_together_meet() {
    for (stored, typed) in [
        ("عبد الرحمن", "عبدالرحمن"),
        ("عبدالرحمن", "عبد الرحمن"),
        ("Гүлжан", "Гүл-Жан"),
        ("Гүл-Жан", "Гүлжан"),
        ("علی\u{200C}رضا", "علی رضا"),
        ("علی رضا", "علیرضا"),
        ("O’Brien", "O Brien"),
        ("O’Brien", "OBrien"),
        ("Abdul Rahman", "Abdulrahman"),
        ("Jean Pierre", "Jeanpierre"),
    ] {
        let keys = name_keys(stored);
        for word in asked(typed) {
            assert!(keys.iter().any(|key| word.fit(key).is_some()), "{stored}, {typed}: {word:?} {keys:?}");
        }
    }
}

#[test]
fn an_article_may_be_left_out_and_written_apart() {
    let words = asked("Al Ali");
    assert_eq!(words.iter().map(|word| word.is_article).collect::<Vec<_>>(), [true, false]);
    assert!(!asked("Al")[0].is_article, "alone it is the beginning of a name");
    assert_eq!(fits("العلي", "علي"), Some(fit::FOLDED));
    assert_eq!(fits("علي", "العلى"), Some(fit::FOLDED));
}

#[test]
fn a_child_of_the_household_comes_behind_whoever_has_the_name() {
    let key = of_household(&name_keys("Айгүл")[0]);
    let asked = asked("айгүл");
    assert_eq!(asked[0].fit(&key), Some(fit::OF_HOUSEHOLD + fit::EXACT));
    assert_eq!(head_of(&key), "aigul");
}

#[test]
fn the_h_of_a_ukrainian_passport_is_the_g_of_the_name() {
    for (typed, stored) in [("Hnatiuk", "Гнатюк"), ("Oleh", "Олег"), ("Гасан", "Hasan"), ("Серhий", "Сергей")]
    {
        let heads: Vec<String> = name_keys(stored).iter().map(|key| head_of(key).to_owned()).collect();
        let asked = asked(typed);
        assert!(heads.iter().any(|head| asked[0].kinship(head).is_some()), "{typed} {stored}");
    }
}

#[test]
fn a_name_is_shown_family_name_first() {
    let shown = |facts: &[(&str, &'static str)]| {
        display_name(|property| facts.iter().find(|(k, _)| *k == property).map(|(_, v)| *v))
    };
    assert_eq!(shown(&[("given_name", " Әсел "), ("family_name", "Ибраева")]), "Ибраева Әсел");
    assert_eq!(shown(&[("full_name", "Кім Ли")]), "Кім Ли");
    assert_eq!(shown(&[("family_name", "  ")]), "");
}

proptest! {
    #[test]
    fn every_name_is_found_by_each_word_of_its_own_spelling(name in "[\\PC]{1,20}") {
        let keys = name_keys(&name);
        for word in asked(&name) {
            prop_assert!(keys.iter().any(|key| word.fit(key) == Some(fit::EXACT)), "{:?} {:?}", word, keys);
        }
    }

    #[test]
    fn nothing_panics(name in ".*", text in ".*") {
        let _ = (name_keys(&name), phone_keys(&name), phone_queries(&text));
        for word in asked(&text) {
            let _ = (word.frames(), name_keys(&name).iter().map(|key| word.kinship(head_of(key))).collect::<Vec<_>>());
        }
    }
}
