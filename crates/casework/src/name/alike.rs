//! Letters of another script that look the same: `Aйгул` with a Latin A, `HҰРЛАН` with a Latin H. Where a word mixes
//! scripts, the letters of the smaller part are read as those of the greater part that they look like.
//!
//! A word that is wholly of such letters, and of one script, is read as it is written. Nothing in it tells that another
//! script was meant: Сара is a name of its own, and would be found by Capa, and Марат by Mapat. Of the names of our tests
//! and of the made-up people four in a hundred are of such letters alone; to read them both ways gives each of these a
//! second sound which is nobody's, and that of another name now and then. Whoever types a Latin name by its looks on a
//! Cyrillic keyboard hardly gets through it with such letters alone: the first that Cyrillic lacks makes it a word of two
//! scripts.

/// Latin, Cyrillic and Greek letters that are drawn alike; a blank where the script has none. From the Unicode file
/// `confusables.txt` (UTS 39), whole-letter pairs of these three scripts; the Kazakh ones Ə Ү І Һ Ө among them.
/// Capitals and small letters are rows of their own: `H` is drawn like Н, and `h` like һ.
const ALIKE: [[char; 3]; 51] = [
    ['A', 'А', 'Α'],
    ['B', 'В', 'Β'],
    ['C', 'С', ' '],
    ['E', 'Е', 'Ε'],
    ['H', 'Н', 'Η'],
    ['I', 'І', 'Ι'],
    ['J', 'Ј', ' '],
    ['K', 'К', 'Κ'],
    ['M', 'М', 'Μ'],
    ['N', ' ', 'Ν'],
    ['O', 'О', 'Ο'],
    ['P', 'Р', 'Ρ'],
    ['S', 'Ѕ', ' '],
    ['T', 'Т', 'Τ'],
    ['X', 'Х', 'Χ'],
    ['Y', 'У', 'Υ'],
    ['Y', 'Ү', 'Υ'],
    ['Z', ' ', 'Ζ'],
    ['a', 'а', 'α'],
    ['c', 'с', ' '],
    ['e', 'е', ' '],
    ['h', 'һ', ' '],
    ['i', 'і', 'ι'],
    ['j', 'ј', ' '],
    ['k', 'к', 'κ'],
    ['m', 'м', ' '],
    ['o', 'о', 'ο'],
    ['p', 'р', 'ρ'],
    ['s', 'ѕ', ' '],
    ['t', 'т', 'τ'],
    ['v', 'ѵ', 'ν'],
    ['x', 'х', 'χ'],
    ['y', 'у', 'γ'],
    ['y', 'ү', 'γ'],
    ['Ə', 'Ә', ' '],
    ['ə', 'ә', ' '],
    ['ǝ', 'ә', ' '],
    ['Ɵ', 'Ө', 'Θ'],
    ['ɵ', 'ө', 'θ'],
    ['Ö', 'Ӧ', ' '],
    ['ö', 'ӧ', ' '],
    ['Ä', 'Ӓ', ' '],
    ['ä', 'ӓ', ' '],
    ['Ë', 'Ё', ' '],
    ['ë', 'ё', ' '],
    ['Ï', 'Ї', 'Ϊ'],
    ['ï', 'ї', 'ϊ'],
    ['Q', 'Ԛ', ' '],
    ['q', 'ԛ', ' '],
    ['W', 'Ԝ', ' '],
    ['w', 'ԝ', ' '],
];

/// The scripts of [`ALIKE`], in its order.
fn script(letter: char) -> Option<usize> {
    match letter {
        'A'..='Z' | 'a'..='z' | '\u{C0}'..='\u{24F}' | '\u{250}'..='\u{2AF}' | '\u{1E00}'..='\u{1EFF}' => Some(0),
        '\u{400}'..='\u{52F}' => Some(1),
        '\u{370}'..='\u{3FF}' | '\u{1F00}'..='\u{1FFF}' => Some(2),
        _ => None,
    }
}

/// The word in one script, if each letter of the smaller part looks like one of the greater; else as it is.
pub(super) fn in_one_script(word: &str) -> String {
    let mut many = [0_usize; 3];
    for at in word.chars().filter_map(script) {
        if let Some(count) = many.get_mut(at) {
            *count = count.saturating_add(1);
        }
    }
    if many.iter().filter(|count| **count > 0).count() < 2 {
        return word.to_owned();
    }
    // Of two equal parts Cyrillic is what was meant, if it can be: Latin letters get into Cyrillic words, seldom the
    // other way round.
    let mut scripts = [1, 0, 2];
    scripts.sort_by_key(|at| std::cmp::Reverse(many.get(*at).copied()));
    scripts
        .into_iter()
        .filter(|at| many.get(*at) > Some(&0))
        .find_map(|into| all_into(word, into))
        .unwrap_or_else(|| word.to_owned())
}

fn all_into(word: &str, into: usize) -> Option<String> {
    word.chars().map(|letter| one_into(letter, into)).collect()
}

fn one_into(letter: char, into: usize) -> Option<char> {
    match script(letter) {
        Some(from) if from != into => {
            let row = ALIKE.iter().find(|row| row.get(from) == Some(&letter))?;
            row.get(into).copied().filter(|alike| *alike != ' ')
        }
        _ => Some(letter),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_of_two_scripts_is_read_in_one() {
        for (mixed, read) in [
            ("Aйгүл", "Айгүл"),
            ("HҰРЛАH", "НҰРЛАН"),
            ("Сepик", "Серик"),
            ("əсел", "әсел"),
            ("Nurlаn", "Nurlan"),
            ("Xасан", "Хасан"),
            ("Cа", "Са"),
            ("Μария", "Мария"),
        ] {
            assert_eq!(in_one_script(mixed), read);
        }
    }

    #[test]
    fn a_word_of_one_script_is_read_as_it_is_written_though_all_of_it_looks_like_another() {
        for word in ["Сара", "Марат", "Capa", "Mapat", "Ахмет"] {
            assert_eq!(in_one_script(word), word);
        }
        // A letter that the other script lacks tells what was meant.
        assert_eq!(in_one_script("Саrо"), "Caro");
    }

    #[test]
    fn what_does_not_look_like_another_letter_stays() {
        for word in ["Nurланd", "Айгүл", "Nurlan", "محمد"] {
            assert_eq!(in_one_script(word), word);
        }
    }
}
