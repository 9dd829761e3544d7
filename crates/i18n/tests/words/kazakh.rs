//! What Kazakh asks of a text that is put together, and the names that things have in it.

use std::fs;

use super::root;

/// Each text of the language with its key, without comments; a text of several lines is one.
fn texts() -> Vec<(String, String)> {
    let mut out: Vec<(String, String)> = Vec::new();
    let folder = root().join("locales/kk");
    for entry in fs::read_dir(folder).unwrap() {
        for line in fs::read_to_string(entry.unwrap().path()).unwrap().lines() {
            match line.split_once(" =") {
                Some((key, text)) if !line.starts_with([' ', '#']) => out.push((key.to_owned(), text.to_owned())),
                _ if line.starts_with(' ') => out.last_mut().unwrap().1.push_str(&format!("\n{line}")),
                _ => {}
            }
        }
    }
    assert!(out.len() > 500, "the texts were not read: {}", out.len());
    out
}

/// Words that change with the sound before them.
const CHANGING: [&str; 17] =
    ["мен", "пен", "бен", "да", "де", "та", "те", "ма", "ме", "ба", "бе", "па", "пе", "менен", "пенен", "бенен", "мі"];

/// Nouns that a number joins with a hyphen: `3-сұрақ`, the third question. They stay as they are after any number.
const NUMBERED: [&str; 7] = ["сұрақ", "жол", "нүкте", "орын", "таңба", "нөмір", "басылым"];

/// What of Kazakh would have to follow the sound of a value that nobody knows beforehand.
fn sound_after_a_value(text: &str) -> Option<String> {
    for rest in text.split('}').skip(1) {
        let bare = rest.trim_start_matches(['»', '”', '"', ')', '\u{2069}']);
        let word: String = bare.trim_start().chars().take_while(|c| c.is_alphabetic()).collect();
        if bare.starts_with(' ') && CHANGING.contains(&word.as_str()) {
            return Some(word);
        }
        let ending: String = bare.chars().take_while(|c| c.is_alphabetic() || *c == '-').collect();
        let noun = ending.strip_prefix('-').unwrap_or_default();
        if !ending.is_empty() && !NUMBERED.iter().any(|known| noun.starts_with(known)) {
            return Some(ending);
        }
    }
    None
}

#[test]
fn no_ending_or_word_that_follows_the_sound_before_it_stands_after_a_value() {
    for (text, found) in [
        ("{ $name }-ге берілді", Some("-ге")),
        ("«{ $name }» пен «{ $other }»", Some("пен")),
        ("{ $from } мен { $to } аралығында", Some("мен")),
        ("{ $name }дың іci", Some("дың")),
        ("{ $name } ме?", Some("ме")),
        ("{ $number }-сұрақ", None),
        ("{ $line }-жолдан бастап", None),
        ("{ $name } деген сұрақ; { $other } болмаса", None),
        ("{ $count } мәтін", None),
    ] {
        assert_eq!(sound_after_a_value(text).as_deref(), found, "{text}");
    }
    let found: Vec<_> =
        texts().into_iter().filter_map(|(key, text)| Some((key, sound_after_a_value(&text)?))).collect();
    assert_eq!(found, Vec::<(String, String)>::new());
}

/// Ways to say something that were given up, and what is said in their place.
const SAID_OTHERWISE: [(&str, &str); 16] = [
    ("Қайта көр", "Қайталап көр: to look again is no second try"),
    ("қайта көр", "қайталап көр"),
    ("орнымен ауыс", "орны ауысып кеткен"),
    ("ұмытылса керек", "ұмытсаңыз керек: the other means that it probably was"),
    ("Оңаша сөйлес", "Жеке кездесу: the personal meeting has one name"),
    ("Бұл әңгіме", "Бұл жеке кездесу"),
    ("тарихта", "«Оқиғалар» бөлімінде, as the person's page calls it"),
    ("Деректі шығар", "Деректерді шығару"),
    ("Орталық ашу", "Орталық құру: one opens what is there"),
    ("Орталықты ашу", "Орталық құру"),
    ("Келген елі", "Қай елден келді: the other may be the country one came to"),
    ("адамнан кейін", "адамның кейінге қалған: the other is after so many people"),
    ("Міндетті {", "{ $count } міндетті: the other is the obligatory so many"),
    ("пайдаланушы", "адам, қызметкер"),
    ("бенефициар", "адам"),
    ("ойдан құра", "ойдан шығарылған"),
];

#[test]
fn one_thing_has_one_name() {
    for (key, text) in texts() {
        for (given_up, instead) in SAID_OTHERWISE {
            assert!(!text.contains(given_up), "{key}: «{given_up}» is said otherwise: {instead}");
        }
        assert!(!text.contains('—'), "{key}: the dash of Kazakh texts is –");
    }
}
