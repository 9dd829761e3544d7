//! The marks that questionnaires use in their texts, read away: what is left are the plain words, for files, titles and
//! lists. The screen reads the same marks by the same rules (`ui/src/lib/interview/markup.ts`), and both are tested by one
//! list of examples.

use std::sync::LazyLock;

use regex::{Captures, Regex};

/// A run of so many marks or more is a line to fill in, `________`, and stays as it is.
const LINE: usize = 4;
/// A line longer than this, in units of UTF-16, has no marks: what is so long was typed as an answer.
const LONGEST: usize = 4_000;

/// Elements whose tags are taken out; what stands between them stays.
static TAG: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let names = "b|strong|i|em|u|s|span|div|p|br|font|small|big|center|h[1-6]|ul|ol|li|a|sub|sup";
    Regex::new(&format!(r"(?i-u:</?(?:{names})\b)[^<>]*>")).ok()
});
static ENTITY: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new("&(?:#([0-9]{1,7})|([A-Za-z]+));").ok());
static HEADING: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"^\s{0,3}#{1,6}\s+(.*?)(?:\s+#+)?\s*$").ok());
static ITEM: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"^\s*[-*+]\s+(.*)$").ok());

/// A text as one line of plain words.
pub fn plain(text: &str) -> String {
    let has_marks = text.contains(['*', '_', '#', '<', '&', '\\', '[', '\n', '\r'])
        || matches!(text.trim_start().as_bytes(), [b'-' | b'+', rest @ ..] if rest.first().is_some_and(u8::is_ascii_whitespace));
    if !has_marks {
        return text.to_owned();
    }
    let text = without_html(text);
    let lines = text.split('\n').map(|line| words_of_line(line.strip_suffix('\r').unwrap_or(line)));
    let lines = lines.map(|line| line.trim().to_owned()).filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join(" ")
}

fn without_html(text: &str) -> String {
    let replaced = |found: &Option<Regex>, text: &str, with: fn(&Captures<'_>) -> String| match found {
        Some(regex) if text.contains(['<', '&']) => regex.replace_all(text, with).into_owned(),
        _ => text.to_owned(),
    };
    replaced(&ENTITY, &replaced(&TAG, text, mark_of), character_of)
}

/// The mark that stands for an element.
fn mark_of(tag: &Captures<'_>) -> String {
    let tag = tag.get(0).map_or("", |tag| tag.as_str());
    let inside = tag.trim_start_matches(['<', '/']);
    let length = inside.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(inside.len());
    let name = inside.get(..length).unwrap_or_default().to_ascii_lowercase();
    let ends = tag.starts_with("</");
    let mark = match (name.as_str(), ends) {
        ("b" | "strong", _) => "**",
        ("i" | "em", _) => "*",
        ("h1" | "h2" | "h3" | "h4" | "h5" | "h6", false) => "\n# ",
        ("h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "p" | "div", true) | ("br", _) => "\n",
        ("li", false) => "\n- ",
        _ => "",
    };
    mark.to_owned()
}

fn character_of(entity: &Captures<'_>) -> String {
    let point = entity.get(1).and_then(|digits| digits.as_str().parse().ok()).filter(|point| *point > 0);
    let named = entity.get(2).map(|name| name.as_str().to_ascii_lowercase());
    let character = match named.as_deref() {
        Some("lt") => Some('<'),
        Some("gt") => Some('>'),
        Some("amp") => Some('&'),
        Some("quot") => Some('"'),
        Some("apos") => Some('\''),
        Some("nbsp") => Some('\u{a0}'),
        _ => point.and_then(char::from_u32),
    };
    character.map_or_else(|| entity.get(0).map_or("", |whole| whole.as_str()).to_owned(), String::from)
}

fn words_of_line(line: &str) -> String {
    let inside = |regex: &Option<Regex>| Some(regex.as_ref()?.captures(line)?.get(1)?.as_str().to_owned());
    let inner = inside(&HEADING).or_else(|| inside(&ITEM).map(|item| format!("• {item}")));
    let text = inner.unwrap_or_else(|| line.to_owned());
    if text.encode_utf16().count() > LONGEST { text } else { words(&text.chars().collect::<Vec<_>>()) }
}

/// The words of a line without its marks.
fn words(text: &[char]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    let mut before = None;
    while let Some((first, behind)) = rest.split_first() {
        let run = run_of(rest);
        let taken = if let (('\\', Some(next)), true) = ((*first, behind.first()), escapes(behind)) {
            out.push(*next);
            2
        } else if let Some((words, length)) = link(rest) {
            out.push_str(&words);
            length
        } else if let Some((size, end)) = mark(rest, run, before) {
            out.push_str(&words(rest.get(size..end).unwrap_or_default()));
            end.saturating_add(size)
        } else {
            let kept = run.max(1);
            out.extend(rest.iter().take(kept));
            kept
        };
        before = taken.checked_sub(1).and_then(|last| rest.get(last)).copied();
        rest = rest.get(taken..).unwrap_or_default();
    }
    out
}

fn escapes(behind: &[char]) -> bool {
    behind.first().is_some_and(|next| "\\*_#[]()<>-".contains(*next))
}

/// `[words](address)`: its words, and how long it is.
fn link(text: &[char]) -> Option<(String, usize)> {
    let inside = text.strip_prefix(&['['])?;
    let words = inside.iter().position(|c| matches!(c, '[' | ']')).filter(|end| *end > 0)?;
    let address = inside.get(words..)?.strip_prefix(&[']', '('])?;
    let length = address.iter().position(|c| matches!(c, '(' | ')') || is_space(*c)).filter(|end| *end > 0)?;
    if address.get(length) != Some(&')') {
        return None;
    }
    Some((inside.get(..words)?.iter().collect(), words.saturating_add(length).saturating_add(4)))
}

/// How many marks of one kind stand at the beginning.
fn run_of(text: &[char]) -> usize {
    match text.first() {
        Some(mark @ ('*' | '_')) => text.iter().take_while(|c| *c == mark).count(),
        _ => 0,
    }
}

/// What a run of marks at the beginning begins, and where that ends; nothing where it is text.
fn mark(text: &[char], run: usize, before: Option<char>) -> Option<(usize, usize)> {
    let first = *text.get(run).filter(|_| run > 0 && run < LINE)?;
    let underscores = text.first() == Some(&'_');
    let begins = if underscores { begins(first) && !before.is_some_and(is_word) } else { !is_space(first) };
    if !begins {
        return None;
    }
    let end = |size: usize| end_of(text, run, size).map(|end| (size, end));
    if run < 3 {
        return end(run);
    }
    // Of three marks that end apart, those that end last began first.
    end(3).or_else(|| match (end(1), end(2)) {
        (Some(one), Some(two)) => Some(if one.1 > two.1 { one } else { two }),
        (one, two) => one.or(two),
    })
}

/// Where so many marks end what began before a place. Of three marks the last ones do.
fn end_of(text: &[char], from: usize, size: usize) -> Option<usize> {
    let mark = text.first()?;
    let mut at = from;
    while let Some(here) = text.get(at..).filter(|here| !here.is_empty()) {
        let run = if here.first() == Some(mark) { run_of(here) } else { 0 };
        let last = at.checked_sub(1).and_then(|before| text.get(before)).copied().unwrap_or(' ');
        let stands = at > from && !is_space(last) && last != '\\';
        let ends = *mark == '*' || (ends(last) && !here.get(run).copied().is_some_and(is_word));
        if (run == size || (run == 3 && size < 3)) && stands && ends {
            return Some(at.saturating_add(run).saturating_sub(size));
        }
        at = at.saturating_add(run.max(1));
    }
    None
}

/// May it stand right after underscores that begin something? A word may, or what a word begins with.
fn begins(c: char) -> bool {
    is_letter(c) || "*[\\(«“„‹".contains(c)
}

/// May it stand right before underscores that end something?
fn ends(c: char) -> bool {
    is_letter(c) || "*])».!?…,:;%”’›".contains(c)
}

fn is_word(c: char) -> bool {
    c == '_' || is_letter(c)
}

/// A letter, a digit, or a mark on one.
fn is_letter(c: char) -> bool {
    static LETTER: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"^[\p{L}\p{N}\p{M}]$").ok());
    c.is_alphanumeric() || LETTER.as_ref().is_some_and(|letter| letter.is_match(c.encode_utf8(&mut [0; 4])))
}

fn is_space(c: char) -> bool {
    c.is_whitespace() || c == '\u{feff}'
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test")]

    use super::plain;

    #[test]
    fn the_plain_words_are_those_that_the_screen_reads() {
        let examples: serde_json::Value = serde_json::from_str(include_str!("markup/examples.json")).unwrap();
        let (lines, pairs) = (examples["lines"].as_array().unwrap(), examples["plain"].as_array().unwrap());
        assert!(lines.len() > 20 && pairs.len() > 20, "they are read");
        for line in lines {
            assert_eq!(plain(line.as_str().unwrap()), line.as_str().unwrap(), "a line to fill in stays");
        }
        for pair in pairs {
            assert_eq!(plain(pair[0].as_str().unwrap()), pair[1].as_str().unwrap(), "{pair}");
        }
    }

    #[test]
    fn what_is_too_long_for_a_text_of_a_questionnaire_has_no_marks() {
        let long = "*a ".repeat(20_000);
        assert_eq!(plain(&long), long.trim());
    }
}
