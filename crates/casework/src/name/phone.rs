//! Telephone numbers: under which keys one is found, however it is written.

use super::clean::cleaned_number;

/// Codes of countries whose numbers are met here, longest first; ITU-T E.164. A number that begins with none of them is
/// found as it is written.
const COUNTRIES: [&str; 38] = [
    "374", "375", "373", "380", "381", "992", "993", "994", "995", "996", "998", "961", "962", "963", "964", "965",
    "966", "967", "970", "971", "972", "973", "974", "976", "20", "30", "33", "39", "44", "48", "49", "86", "90", "91",
    "92", "93", "98", "7",
];
/// Fewest digits of a number; fewer are an extension or no number.
const DIGITS: usize = 5;
/// Digits of a number within a country, at the least and most, in a number written with its country and no plus.
const WITHIN: std::ops::RangeInclusive<usize> = 8..=11;

/// The keys of a telephone number, or of several in one answer: all digits, and those within the country, without the 0
/// or 8 that is dialled before them. What follows a number by words, as an extension, is no part of it.
pub fn phone_keys(text: &str) -> Vec<String> {
    let mut keys: Vec<String> =
        numbers(text).into_iter().flat_map(|number| number.keys()).filter(|key| key.len() >= DIGITS).collect();
    keys.sort();
    keys.dedup();
    keys
}

/// Beginnings of which one must begin a stored key, for a number as far as it is typed. Empty when the text is no
/// telephone number.
pub fn phone_queries(text: &str) -> Vec<String> {
    let text = cleaned_number(text);
    let written: String = text.trim().chars().take_while(|c| !is_extension(*c)).collect();
    if written.is_empty() || !written.chars().all(is_shape) {
        return Vec::new();
    }
    let Some(number) = numbers(&text).into_iter().next().filter(|number| number.digits.len() >= 4) else {
        return Vec::new();
    };
    let mut queries = number.keys();
    queries.retain(|query| query.len() >= 3);
    queries
}

/// A number as it was written: with a plus, or two noughts for one, or neither.
struct Number {
    abroad: bool,
    digits: String,
}

impl Number {
    fn keys(&self) -> Vec<String> {
        let mut keys = vec![self.digits.clone()];
        let within = self.within();
        if within != self.digits {
            keys.push(within);
        }
        keys
    }

    fn within(&self) -> String {
        let digits = self.digits.as_str();
        let country = COUNTRIES.iter().find_map(|code| digits.strip_prefix(code));
        let rest = match country {
            Some(rest) if self.abroad => rest,
            // Kazakhstan and Russia: 8 or 7 and ten digits more.
            Some(rest)
                if WITHIN.contains(&rest.len())
                    && (digits.len() > 11 || digits.starts_with('7') && rest.len() == 10) =>
            {
                rest
            }
            _ if !self.abroad => digits.strip_prefix('8').filter(|rest| rest.len() >= 3).unwrap_or(digits),
            _ => digits,
        };
        let trunk = rest.strip_prefix('0').filter(|rest| rest.len() >= 3);
        trunk.unwrap_or(rest).to_owned()
    }
}

/// The numbers of a text, each without an extension.
fn numbers(text: &str) -> Vec<Number> {
    let text = cleaned_number(text);
    let mut numbers: Vec<Number> = Vec::new();
    for part in text.split(|c: char| !is_shape(c)) {
        let digits: String = part.chars().filter(char::is_ascii_digit).collect();
        // Behind the first number a few digits are the rest of a line or an extension.
        if digits.is_empty() || (!numbers.is_empty() && digits.len() < DIGITS) {
            continue;
        }
        let short = digits.strip_prefix("00").map(str::to_owned);
        let abroad = part.trim_start_matches([' ', '(']).starts_with('+') || short.is_some();
        numbers.push(Number { abroad, digits: short.unwrap_or(digits) });
    }
    numbers
}

/// What stands within a number.
const fn is_shape(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, '+' | '-' | '(' | ')' | ' ' | '.' | '/' | '_' | '~')
}

/// What begins an extension: a word (доб., ішкі, ext., вн.), or a sign.
fn is_extension(c: char) -> bool {
    c.is_alphabetic() || matches!(c, '#' | ',' | ';' | '*' | ':')
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Is what was typed the beginning of a key of what was written?
    fn check(written: &str, typed: &str) {
        let (keys, queries) = (phone_keys(written), phone_queries(typed));
        let found = queries.iter().any(|query| keys.iter().any(|key| key.starts_with(query.as_str())));
        assert!(found, "{typed} {queries:?} finds {written} {keys:?}");
    }

    #[test]
    fn a_number_is_found_in_all_ways_of_writing_it() {
        let ways = [
            "+7 701 123-45-67",
            "8 (701) 123 45 67",
            "7011234567",
            "87011234567",
            "77011234567",
            "007 701 1234567",
            "8.701.123.45.67",
            "8‑701‑123‑45‑67",
            "+7\u{A0}701\u{2009}1234567",
            "\u{202A}+7 701 123-45-67\u{202C}",
            "٨٧٠١١٢٣٤٥٦٧",
            "۸۷۰۱۱۲۳۴۵۶۷",
            "８７０１１２３４５６７",
            "8 701 123 45 67 доб. 12",
            "8 701 123 45 67 ішкі 5",
            "+7 701 123-45-67, 104",
            "87011234567#12",
            "8 701 123 45 67 ext. 400",
            "(8) 701/123-45-67",
        ];
        for written in ways {
            for typed in ways {
                check(written, typed);
            }
            check(written, "8 701 123");
            check(written, "701 123");
            check(written, "+7 701");
        }
    }

    #[test]
    fn numbers_of_other_countries_are_found_with_and_without_their_country() {
        for (written, ways) in [
            ("+998 90 123 45 67", ["998901234567", "90 123 45 67", "00998 90 1234567"]),
            ("۰۷۰۱۲۳۴۵۶۷", ["+93 70 123 4567", "0701234567", "701234567"]),
            ("+93 (0)70 123 4567", ["0701234567", "0093701234567", "701234567"]),
            ("998901234567", ["+998901234567", "901234567", "90-123-45-67"]),
        ] {
            ways.iter().for_each(|typed| check(written, typed));
        }
    }

    #[test]
    fn two_numbers_in_one_answer_are_both_found() {
        let keys = phone_keys("87011234567, 87770001122 немесе 727 250-11-22");
        for key in ["7011234567", "7770001122", "7272501122"] {
            assert!(keys.iter().any(|held| held == key), "{key} {keys:?}");
        }
        check("87011234567, 87770001122", "8777000");
    }

    #[test]
    fn what_is_no_telephone_number_is_none() {
        for text in ["Айгүл", "12", "доб. 12", "Айгүл 87011234567", ""] {
            assert_eq!(phone_queries(text), Vec::<String>::new(), "{text}");
        }
        assert_eq!(phone_keys("12"), Vec::<String>::new());
        assert_eq!(phone_keys("жоқ"), Vec::<String>::new());
    }
}
