//! What a spreadsheet makes of a cell when it opens a CSV file by itself.
//!
//! It does not take a cell for what stands in it. It passes over blanks, reads full-width signs as signs, runs what begins with
//! one as a formula, and turns what looks like a number, a day or a truth into one: `007` becomes 7, a telephone `8,7E+10`,
//! `2024-06-15` another way of writing a day, and, where the decimal sign is a comma, `12.5` the twelfth of May. Both kinds are
//! guarded in the same way, by one apostrophe before the cell; so are the words by which a spreadsheet says that a formula went
//! wrong, `#N/A` and the like, which it takes for such an error.

/// Between the cells of a line. A spreadsheet expects the one of its region, whatever the file says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Separator {
    /// Where the decimal sign is a point, and for programs.
    Comma,
    /// Where the decimal sign is a comma: in Kazakhstan, in Russia, in most of Europe.
    Semicolon,
}

impl Separator {
    /// What spreadsheets expect where this language is spoken: they follow the decimal sign.
    pub fn of_language(tag: &str) -> Self {
        let language = tag.split(['-', '_']).next().unwrap_or_default();
        if POINT.contains(&language) { Self::Comma } else { Self::Semicolon }
    }

    pub(crate) const fn byte(self) -> u8 {
        match self {
            Self::Comma => b',',
            Self::Semicolon => b';',
        }
    }
}

/// Languages of places where the decimal sign is a point.
const POINT: [&str; 12] = ["en", "ar", "fa", "he", "hi", "ja", "ko", "ms", "ps", "th", "ur", "zh"];
/// A whole number of as many digits is shown as it is in a cell as narrow as a new sheet has them.
const DIGITS: usize = 8;
/// As many a spreadsheet keeps of a number with a point.
const EXACT: usize = 15;

/// Would a spreadsheet run it, change it, or a reader take it for something else?
pub(crate) fn needs_guard(value: &str, separator: Separator) -> bool {
    // Most answers are names of choices.
    if value.bytes().all(|byte| byte.is_ascii_alphabetic() || byte == b'_') {
        return TRUTHS.iter().any(|truth| value.eq_ignore_ascii_case(truth));
    }
    // An apostrophe is what a guard looks like, a bracket a state.
    if value.starts_with(['\'', '[', '\t', '\r', '\n']) {
        return true;
    }
    if is_plain_number(value, separator) {
        return false;
    }
    let seen = value.trim_matches(is_unseen);
    seen.starts_with(is_sign) || is_error(seen) || is_changed(seen)
}

/// Would a spreadsheet run it as a formula, whatever blanks and unseen signs it begins with?
pub fn would_run(value: &str) -> bool {
    value.trim_matches(is_unseen).starts_with(is_sign)
}

/// A number that every spreadsheet of the region shows as it stands here.
fn is_plain_number(value: &str, separator: Separator) -> bool {
    let unsigned = value.strip_prefix('-').unwrap_or(value);
    let (whole, fraction) = match unsigned.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (unsigned, None),
    };
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let leads = whole.len() > 1 && whole.starts_with('0');
    let zero = whole == "0" && fraction.is_none() && unsigned.len() < value.len();
    let fits = match fraction {
        None => whole.len() <= DIGITS,
        Some(fraction) => {
            separator == Separator::Comma
                && digits(fraction)
                && !fraction.ends_with('0')
                && whole.len() <= DIGITS
                && whole.len().saturating_add(fraction.len()) <= EXACT
        }
    };
    digits(whole) && !leads && !zero && fits
}

/// Begins a formula, in the forms of both widths and in those that a text program puts in their place.
fn is_sign(character: char) -> bool {
    matches!(
        character,
        '=' | '+'
            | '-'
            | '@'
            | '＝'
            | '＋'
            | '－'
            | '＠'
            | '﹦'
            | '﹢'
            | '﹣'
            | '﹫'
            | '⁼'
            | '⁺'
            | '⁻'
            | '₌'
            | '₊'
            | '₋'
            | '−'
    )
}

/// Blanks of every kind, and what is written and not seen: both are passed over before a formula.
pub(crate) fn is_unseen(character: char) -> bool {
    let invisible = matches!(
        character,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
            | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{2800}' | '\u{3164}'
            | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{1d173}'..='\u{1d17a}'
            | '\u{e0000}'..='\u{e0fff}'
    );
    invisible || character.is_whitespace() || character.is_control()
}

/// Words that stand in a number, a day, a time or an amount of money, in the languages of the spreadsheets here; of a longer
/// word the first three letters are asked for, as a month is known by them.
const WORDS: &[&str] = &[
    "e", "am", "pm", "a", "p", "t", "z", "р", "руб", "тг", "г", "ж", "jan", "feb", "mar", "apr", "may", "jun", "jul",
    "aug", "sep", "oct", "nov", "dec", "янв", "фев", "мар", "апр", "май", "мая", "июн", "июл", "авг", "сен", "окт",
    "ноя", "дек", "қаң", "ақп", "нау", "сәу", "мам", "мау", "шіл", "там", "қыр", "қаз", "қар", "жел",
];
/// Read as a truth.
const TRUTHS: [&str; 6] = ["true", "false", "истина", "ложь", "ақиқат", "жалған"];

/// What stands in a cell whose formula went wrong, in the languages of the spreadsheets here, without their `#`.
const ERRORS: [&str; 32] = [
    "n/a",
    "ref!",
    "value!",
    "div/0!",
    "name?",
    "null!",
    "num!",
    "getting_data",
    "spill!",
    "calc!",
    "field!",
    "blocked!",
    "unknown!",
    "connect!",
    "busy!",
    "python!",
    "external!",
    "timeout!",
    "н/д",
    "ссылка!",
    "знач!",
    "дел/0!",
    "имя?",
    "пусто!",
    "число!",
    "перенос!",
    "вычисл!",
    "поле!",
    "заблокировано!",
    "неизвестно!",
    "подключение!",
    "занято!",
];

/// Bytes of the longest of them.
const LONGEST_ERROR: usize = 27;

/// Is it read as an error?
fn is_error(seen: &str) -> bool {
    let word = seen.strip_prefix(['#', '＃', '﹟']).filter(|word| word.len() <= LONGEST_ERROR);
    word.is_some_and(|word| ERRORS.contains(&word.to_lowercase().as_str())) || is_numbered_error(seen)
}

/// `Err:502`, as free spreadsheets number what has no word.
fn is_numbered_error(seen: &str) -> bool {
    let number = seen.get(..4).filter(|word| word.eq_ignore_ascii_case("err:")).and_then(|_| seen.get(4..));
    number.is_some_and(|number| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Does it look like a number, a day, a time or a truth, and not like one that every spreadsheet leaves as it is?
fn is_changed(seen: &str) -> bool {
    if !seen.chars().any(char::is_numeric) {
        return seen.len() <= 16 && TRUTHS.contains(&seen.to_lowercase().as_str());
    }
    // A long dash, a number sign, quotes of a book: no spreadsheet reads a number or a day with one.
    let strange = |each: char| !each.is_ascii() && !each.is_alphanumeric() && !is_unseen(each) && !is_money(each);
    if is_moment(seen) || seen.chars().any(strange) {
        return false;
    }
    // What begins with a letter is a day only where it begins with a month.
    let begins_as_word = seen.chars().take(2).filter(|character| character.is_alphabetic()).count() == 1
        && seen.starts_with(char::is_alphabetic);
    let mut words = seen.split(|character: char| !character.is_alphabetic()).filter(|word| !word.is_empty());
    !begins_as_word && words.all(is_of_a_day)
}

fn is_of_a_day(word: &str) -> bool {
    let short: String = word.to_lowercase().chars().take(3).collect();
    WORDS.contains(&short.as_str())
}

fn is_money(character: char) -> bool {
    matches!(character, '₸' | '₽' | '€' | '£' | '¥' | '₴' | '₺' | '₹' | '₼' | '₾' | '₩')
}

/// A day with a time and an offset, as this program writes it: no spreadsheet reads the offset, so each leaves it as text.
fn is_moment(seen: &str) -> bool {
    let bytes = seen.as_bytes();
    let offset = bytes.len().checked_sub(6).and_then(|at| bytes.get(at..));
    let offset = offset.is_some_and(|offset| matches!(offset, [b'+' | b'-', _, _, b':', _, _]));
    bytes.len() >= 25 && bytes.get(10) == Some(&b'T') && offset
}

#[cfg(test)]
mod tests;
