//! Telephones, days, times and codes among words.

/// What was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Number {
    /// Digits alone: they keep their order in any text.
    Digits,
    /// Digits with signs between: a telephone, a day, a code. In a text from right to left its parts would be turned.
    Joined,
}

/// So many digits with blanks between are a telephone.
const TELEPHONE: usize = 7;

/// The text cut at its numbers.
pub(crate) fn split(text: &str) -> Vec<(String, Option<Number>)> {
    let signs: Vec<char> = text.chars().collect();
    let mut parts = Vec::new();
    let mut words = String::new();
    let mut at = 0_usize;
    while let Some(sign) = signs.get(at) {
        let after_letter = words.chars().next_back().is_some_and(char::is_alphanumeric);
        let found = if after_letter { None } else { signs.get(at..).and_then(number) };
        if let Some(number) = found.as_deref() {
            if !words.is_empty() {
                parts.push((std::mem::take(&mut words), None));
            }
            at = at.saturating_add(number.len());
            let kind = if number.iter().all(|sign| sign.is_numeric()) { Number::Digits } else { Number::Joined };
            parts.push((number.iter().collect(), Some(kind)));
        } else {
            words.push(*sign);
            at = at.saturating_add(1);
        }
    }
    if !words.is_empty() {
        parts.push((words, None));
    }
    parts
}

/// The number that begins here.
fn number(signs: &[char]) -> Option<Vec<char>> {
    let telephone = taken(signs, |sign| matches!(sign, ' ' | '-' | '(' | ')'));
    let digits = telephone.iter().filter(|sign| sign.is_numeric()).count();
    if digits >= TELEPHONE {
        return Some(telephone);
    }
    let code = taken(signs, |sign| matches!(sign, '-' | '.' | ':' | '/') || sign.is_ascii_alphabetic());
    code.iter().any(|sign| sign.is_numeric()).then_some(code)
}

/// As far as digits go, with `between` them; it ends in a digit, or in a Latin letter where these may stand between.
fn taken(signs: &[char], between: impl Fn(char) -> bool) -> Vec<char> {
    let begins = match signs {
        ['+' | '№' | '#', next, ..] if next.is_numeric() => 1,
        [first, ..] if first.is_numeric() || (first.is_ascii_alphabetic() && between(*first)) => 0,
        _ => return Vec::new(),
    };
    let rest = signs.iter().enumerate().skip(begins);
    let all = rest.take_while(|(_, sign)| sign.is_numeric() || between(**sign)).map(|(at, _)| at).last();
    let end = all.map_or(0, |last| last.saturating_add(1));
    let mut kept: Vec<char> = signs.iter().take(end).copied().collect();
    while kept.last().is_some_and(|sign| !sign.is_alphanumeric()) {
        kept.pop();
    }
    kept
}
