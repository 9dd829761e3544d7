//! Names: how one is shown, and under which keys it is found.
//!
//! The same person is written Әсел, Асель and Assel, Нұрлан and Нурлан, Жұмабаев and Zhumabayev. A search must not
//! depend on which of these a clerk chose, so names and queries are folded to one Latin *skeleton*: letters without
//! marks, the Kazakh letters as the Russian ones they are replaced by, Cyrillic as Latin, soft and hard signs dropped,
//! doubled letters single. Folding is a little too generous on purpose: one line too many costs a glance, a person not
//! found is interviewed twice. Beside the skeleton stands the *plain* key (small letters without marks), because
//! folding `kh` to `h` would otherwise hide Khan from someone who has typed only the K.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::profile;

/// The name for display: family name, given name, patronymic; or the name in one piece; or the preferred name. Empty
/// when nothing was given.
pub fn display_name<'a>(value: impl Fn(&str) -> Option<&'a str>) -> String {
    let given = |property: &str| value(property).map(str::trim).filter(|text| !text.is_empty());
    let parts: Vec<&str> =
        [profile::FAMILY_NAME, profile::GIVEN_NAME, profile::PATRONYMIC].into_iter().filter_map(given).collect();
    if parts.is_empty() {
        given(profile::NAME).or_else(|| given(profile::PREFERRED_NAME)).unwrap_or_default().to_owned()
    } else {
        parts.join(" ")
    }
}

/// The keys under which a name is stored: for each word its skeleton, and its plain form where that differs.
pub fn search_keys(name: &str) -> Vec<String> {
    let mut keys: Vec<String> = words(name).flat_map(|word| query_keys(&word)).collect();
    keys.sort();
    keys.dedup();
    keys
}

/// The keys of which one must begin a stored key for one typed word to match.
pub fn query_keys(word: &str) -> Vec<String> {
    let (skeleton, plain) = (skeleton(word), plain_key(word));
    let mut keys = vec![skeleton];
    if plain.is_ascii() && !keys.contains(&plain) {
        keys.push(plain);
    }
    keys.retain(|key| !key.is_empty());
    keys
}

/// Small letters without marks, letters and digits only.
pub fn plain_key(word: &str) -> String {
    word.nfkd()
        .filter(|c| !is_combining_mark(*c))
        .flat_map(char::to_lowercase)
        .filter(|c| c.is_alphanumeric())
        .collect()
}

/// One spelling for all: see the module's head.
pub fn skeleton(word: &str) -> String {
    let composed: String = word.nfkc().flat_map(char::to_lowercase).collect();
    let mut latin = String::with_capacity(composed.len());
    for letter in composed.chars() {
        match fold(letter) {
            Some(folded) => latin.push_str(folded),
            None => {
                latin.extend(std::iter::once(letter).nfkd().filter(|c| !is_combining_mark(*c) && c.is_alphanumeric()))
            }
        }
    }
    let latin = latin.replace("kh", "h").replace("gh", "g").replace('q', "k").replace('w', "v").replace('y', "i");
    let latin = latin.replace('x', "ks").replace("dj", "j").replace("dzh", "j").replace('j', "zh");
    // After a vowel Latin spellings write the е of Cyrillic as “ye”: Zhumabayev is Жумабаев.
    let single = without_doubles(&latin);
    let single = single.replace("aie", "ae").replace("oie", "oe").replace("uie", "ue");
    without_doubles(&single.replace(SIGN, ""))
}

/// What a soft or hard sign or an apostrophe is while letters are joined: it sounds as nothing, but what stands on
/// either side of it is two sounds.
const SIGN: &str = "'";

fn without_doubles(word: &str) -> String {
    let mut single = String::with_capacity(word.len());
    for letter in word.chars() {
        if !single.ends_with(letter) || letter.is_ascii_digit() {
            single.push(letter);
        }
    }
    single
}

/// A telephone number as a key: digits only; the leading 8 or +7 of Kazakhstan and Russia dropped, so that both
/// spellings meet. `None` when there are fewer than five digits.
pub fn phone_key(text: &str) -> Option<String> {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let national = if digits.len() == 11 { digits.strip_prefix(['7', '8']).unwrap_or(&digits) } else { &digits };
    (national.len() >= 5).then(|| national.to_owned())
}

/// The beginning of a telephone number as typed. `None` when the text is no telephone number.
pub fn phone_query(text: &str) -> Option<String> {
    let text = text.trim();
    let shaped = text.chars().all(|c| c.is_ascii_digit() || matches!(c, '+' | '-' | '(' | ')' | ' '));
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    if !shaped || digits.len() < 4 {
        return None;
    }
    let abroad = text.starts_with('+') || digits.len() == 11;
    let national = if abroad { digits.strip_prefix(['7', '8']) } else { digits.strip_prefix('8') };
    Some(national.filter(|rest| rest.len() >= 3).unwrap_or(&digits).to_owned())
}

fn words(name: &str) -> impl Iterator<Item = String> + '_ {
    name.split(|c: char| !(c.is_alphanumeric() || is_combining_mark(c) || matches!(c, '\'' | '’' | 'ʼ' | '`')))
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
}

fn fold(letter: char) -> Option<&'static str> {
    Some(match letter {
        'а' | 'ә' | 'ə' => "a",
        'б' => "b",
        'в' => "v",
        'г' | 'ғ' => "g",
        'д' => "d",
        'е' | 'ё' | 'э' | 'є' => "e",
        'ж' | 'җ' => "zh",
        'з' => "z",
        'и' | 'й' | 'і' | 'ї' | 'ы' | 'ı' => "i",
        'к' | 'қ' => "k",
        'л' => "l",
        'м' => "m",
        'н' | 'ң' => "n",
        'о' | 'ө' => "o",
        'п' => "p",
        'р' => "r",
        'с' => "s",
        'т' => "t",
        'у' | 'ү' | 'ұ' | 'ў' => "u",
        'ф' => "f",
        'х' | 'һ' | 'ҳ' => "h",
        'ц' => "ts",
        'ч' | 'ҷ' => "ch",
        'ш' | 'щ' | 'ş' => "sh",
        'ъ' | 'ь' | '\'' | '’' | 'ʼ' | '`' => SIGN,
        'ю' => "iu",
        'я' => "ia",
        'ß' => "s",
        'ø' => "o",
        'ł' => "l",
        'đ' => "d",
        'ى' | 'ی' => "ي",
        'ة' => "ه",
        'ک' => "ك",
        'ـ' => "",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check_same(spellings: &[&str]) {
        let first = skeleton(spellings[0]);
        for other in spellings {
            assert_eq!(skeleton(other), first, "{other} and {} are one name", spellings[0]);
        }
    }

    #[test]
    fn one_name_is_found_in_all_its_spellings() {
        check_same(&["Әсел", "Асель", "АСЕЛЬ", "Assel", "Äsel"]);
        check_same(&["Нұрлан", "Нурлан", "Nurlan", "NURLAN"]);
        check_same(&["Жұмабаев", "Жумабаев", "Zhumabaev", "Zhumabayev", "Jumabaev"]);
        check_same(&["Қайрат", "Кайрат", "Qairat", "Kayrat"]);
        check_same(&["Әлібек", "Алибек", "Alibek"]);
        check_same(&["Фёдор", "Федор", "Fedor"]);
        check_same(&["Хасан", "Khasan", "Hassan", "Һасан"]);
        check_same(&["Шынар", "Шинар", "Shynar", "Şınar"]);
        check_same(&["Ғалия", "Галия", "Galiya"]);
        check_same(&["أحمد", "احمد"]);
    }

    #[test]
    fn a_sign_keeps_two_sounds_apart() {
        assert_eq!(skeleton("Бекьхан"), "bekhan");
        assert_eq!(skeleton("Бекхан"), "behan");
        check_same(&["Анна", "Аньна", "An’na"]);
    }

    #[test]
    fn a_khan_is_found_by_his_k() {
        assert_eq!(search_keys("Khan"), ["han", "khan"]);
        assert!(query_keys("K").iter().any(|key| "khan".starts_with(key.as_str())));
        assert_eq!(search_keys("Ким, Ольга-Мария"), ["kim", "maria", "olga"], "the last of a doubled и is dropped");
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

    #[test]
    fn a_telephone_number_is_found_in_both_spellings() {
        for text in ["+7 701 123-45-67", "8 (701) 123 45 67", "7011234567"] {
            assert_eq!(phone_key(text).as_deref(), Some("7011234567"), "{text}");
            assert!("7011234567".starts_with(&phone_query(text).unwrap()), "{text}");
        }
        assert_eq!(phone_query("+7 701").as_deref(), Some("701"));
        assert_eq!(phone_query("7011").as_deref(), Some("7011"));
        assert_eq!(phone_query("Айгүл"), None);
        assert_eq!(phone_key("12"), None);
    }

    proptest! {
        #[test]
        fn a_cyrillic_name_is_found_from_its_first_letters(word in "[а-яәіңғүұқөһ]{2,12}", letters in 1_usize..12) {
            let typed: String = word.chars().take(letters).collect();
            // Letters that only meet their neighbour's sound (дж, ае) settle when the next one is typed.
            prop_assume!(!typed.ends_with(['д', 'к', 'қ', 'г', 'ғ', 'и', 'й', 'і', 'ы']));
            prop_assert!(skeleton(&word).starts_with(&skeleton(&typed)), "{} {}", skeleton(&word), skeleton(&typed));
        }

        #[test]
        fn folding_never_panics(word in ".*") {
            let _ = (skeleton(&word), search_keys(&word), phone_key(&word), phone_query(&word));
        }
    }
}
