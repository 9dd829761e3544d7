//! Numbers that somebody is known by: telephones and documents.

use std::collections::BTreeSet;

use super::Sign;
use super::birth::is_slip;

/// A shorter number is an extension.
const PHONE: usize = 7;

pub(super) fn phones(one: &BTreeSet<String>, other: &BTreeSet<String>) -> Option<Sign> {
    of(one, other, [Sign::PhoneSame, Sign::PhoneSlip, Sign::PhoneOther])
}

pub(super) fn documents(one: &BTreeSet<String>, other: &BTreeSet<String>) -> Option<Sign> {
    of(one, other, [Sign::DocumentSame, Sign::DocumentSlip, Sign::DocumentOther])
}

fn of(one: &BTreeSet<String>, other: &BTreeSet<String>, [same, slip, different]: [Sign; 3]) -> Option<Sign> {
    if one.is_empty() || other.is_empty() {
        return None;
    }
    if !one.is_disjoint(other) {
        return Some(same);
    }
    let near = one.iter().any(|one| one.chars().count() >= PHONE && other.iter().any(|other| is_slip(one, other)));
    Some(if near { slip } else { different })
}

/// Signs that are drawn alike in Cyrillic and Latin: a series is typed on whatever keyboard is there.
const ALIKE: [(char, char); 12] = [
    ('А', 'A'),
    ('В', 'B'),
    ('Е', 'E'),
    ('К', 'K'),
    ('М', 'M'),
    ('Н', 'H'),
    ('О', 'O'),
    ('Р', 'P'),
    ('С', 'C'),
    ('Т', 'T'),
    ('У', 'Y'),
    ('Х', 'X'),
];
/// A shorter text is no number of a document.
const DOCUMENT: usize = 5;

/// Numbers of documents as they are compared: letters and digits alone, in capitals, those drawn alike as one.
pub(super) fn document_numbers(text: &str) -> BTreeSet<String> {
    let text = crate::name::cleaned_number(text);
    let numbers = text.split([',', ';', '\n']).map(|number| {
        let signs = number.chars().flat_map(char::to_uppercase).filter(|sign| sign.is_alphanumeric());
        signs.map(|sign| ALIKE.iter().find(|(from, _)| *from == sign).map_or(sign, |(_, to)| *to)).collect::<String>()
    });
    let is_number =
        |number: &String| number.chars().count() >= DOCUMENT && number.chars().any(|sign| sign.is_ascii_digit());
    numbers.filter(is_number).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_is_one_however_its_series_is_typed() {
        for text in ["N 04712345", "n04712345", "N-0471 2345", "N\u{202F}٠٤٧١٢٣٤٥"] {
            assert_eq!(document_numbers(text), BTreeSet::from(["N04712345".to_owned()]), "{text}");
        }
        assert_eq!(document_numbers("АВ 123456"), document_numbers("AB123456"));
        assert_eq!(document_numbers("жоқ"), BTreeSet::new());
        assert_eq!(document_numbers("паспорт"), BTreeSet::new());
        assert_eq!(document_numbers("N04712345, 123456789012").len(), 2);
    }

    #[test]
    fn one_digit_or_two_swapped_are_one_slip() {
        let set = |number: &str| BTreeSet::from([number.to_owned()]);
        for (one, other, sign) in [
            ("7011234567", "7011234567", Sign::PhoneSame),
            ("7011234567", "7011234577", Sign::PhoneSlip),
            ("7011234567", "7011234576", Sign::PhoneSlip),
            ("7011234567", "7011235467", Sign::PhoneSlip),
            ("7011234567", "7011234569", Sign::PhoneSlip),
            ("7011234567", "7017654321", Sign::PhoneOther),
            ("7011234567", "701123456", Sign::PhoneOther),
        ] {
            assert_eq!(phones(&set(one), &set(other)), Some(sign), "{one} {other}");
        }
        assert_eq!(phones(&BTreeSet::new(), &set("7011234567")), None);
    }
}
