//! Patterns of `regex()`.
//!
//! Most are tried by an engine that takes no longer than the text is long. Those that look around or back (`(?=…)`,
//! `(?<!…)`, `\1`), which Java and JavaScript have and which it cannot have, are tried by one that goes back and tries
//! again, in no more than so many steps: a pattern that would take longer is undecided, and nobody waits for it.

/// How often the second engine may go back. Some milliseconds.
const STEPS: usize = 50_000;
/// How large a compiled pattern may be.
const SIZE: usize = 1 << 20;
/// So deep groups are looked into.
const DEPTH: usize = 32;

/// A pattern, read.
#[derive(Debug, Clone)]
pub(crate) enum Pattern {
    Plain(Box<regex::Regex>),
    Looking(Box<fancy_regex::Regex>),
}

/// It took more steps than a pattern may.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Undecided;

impl Pattern {
    /// `None` when it cannot be read.
    pub(crate) fn read(text: &str) -> Option<Self> {
        Self::as_written(text).or_else(|| Self::as_written(&plain_hyphens(text)?))
    }

    fn as_written(text: &str) -> Option<Self> {
        if let Ok(plain) = regex::RegexBuilder::new(text).size_limit(SIZE).build() {
            return Some(Self::Plain(Box::new(plain)));
        }
        let looking = fancy_regex::RegexBuilder::new(text).backtrack_limit(STEPS).delegate_size_limit(SIZE).build();
        looking.ok().map(|looking| Self::Looking(Box::new(looking)))
    }

    /// Does it stand anywhere in the text?
    pub(crate) fn is_in(&self, text: &str) -> Result<bool, Undecided> {
        match self {
            Self::Plain(plain) => Ok(plain.is_match(text)),
            Self::Looking(looking) => looking.is_match(text).map_err(|_| Undecided),
        }
    }

    /// As it was written.
    pub(crate) fn as_str(&self) -> &str {
        match self {
            Self::Plain(plain) => plain.as_str(),
            Self::Looking(looking) => looking.as_str(),
        }
    }

    /// Would it take a text of which only a part fits? JavaRosa asks for the whole text, whatever the pattern says.
    pub(crate) fn takes_a_part(&self) -> bool {
        let pattern: Vec<char> = self.as_str().chars().collect();
        !(reaches(&pattern, Edge::First, DEPTH) && reaches(&pattern, Edge::Last, DEPTH))
    }
}

/// `[\w-.]`: in Java and JavaScript a hyphen beside a kind of characters is a hyphen; here it would have to be `\-`. `None`
/// where there is no such hyphen.
fn plain_hyphens(text: &str) -> Option<String> {
    let mut out = String::with_capacity(text.len().saturating_add(1));
    let (mut depth, mut kind, mut found) = (0_usize, false, false);
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        let after_kind = std::mem::take(&mut kind);
        match c {
            '\\' => {
                let escaped = rest.next();
                kind = matches!(escaped, Some('d' | 'D' | 's' | 'S' | 'w' | 'W'));
                out.push(c);
                out.extend(escaped);
                continue;
            }
            '[' => depth = depth.saturating_add(1),
            ']' => depth = depth.saturating_sub(1),
            '-' if depth > 0 && after_kind && rest.peek() != Some(&']') => {
                out.push('\\');
                found = true;
            }
            _ => {}
        }
        out.push(c);
    }
    found.then_some(out)
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Edge {
    First,
    Last,
}

/// What a pattern is made of at its top: a character or class or bracket, or what says how often that may come.
type Atoms<'p> = Vec<&'p [char]>;

/// Does every alternative reach this edge of the text?
fn reaches(pattern: &[char], edge: Edge, depth: usize) -> bool {
    alternatives(pattern).iter().all(|atoms| alternative_reaches(atoms, edge, depth))
}

fn alternative_reaches(atoms: &Atoms<'_>, edge: Edge, depth: usize) -> bool {
    // What only looks, and what sets how letters are compared, takes nothing.
    let takes =
        |atom: &&&[char]| !matches!(atom, ['(', '?', '=' | '!', ..] | ['(', '?', '<', '=' | '!', ..]) && !sets(atom);
    let mut taking = atoms.iter().filter(takes);
    let at_edge = if edge == Edge::First { taking.next() } else { taking.next_back() };
    match (at_edge, edge) {
        (Some(['^'] | ['\\', 'A']), Edge::First) | (Some(['$'] | ['\\', 'z' | 'Z']), Edge::Last) => true,
        // Whatever stands there is taken as well.
        (Some(['.']), Edge::First) => matches!(taking.next(), Some(['*' | '+'])),
        (Some(['*' | '+']), Edge::Last) => matches!(taking.next_back(), Some(['.'])),
        (Some(['(', .., ')']), _) if depth > 0 => {
            let inside = at_edge.and_then(|group| group.get(1..group.len().saturating_sub(1))).unwrap_or_default();
            reaches(unnamed(inside), edge, depth.saturating_sub(1))
        }
        _ => false,
    }
}

/// `(?i)`
fn sets(atom: &[char]) -> bool {
    matches!(atom, ['(', '?', flags @ .., ')'] if flags.iter().all(|c| c.is_ascii_alphabetic() || *c == '-'))
}

/// What stands in a group after `?:`, `?<name>` or `?i:`.
fn unnamed(inside: &[char]) -> &[char] {
    if inside.first() != Some(&'?') {
        return inside;
    }
    let end = inside.iter().position(|c| matches!(c, ':' | '>'));
    end.and_then(|end| inside.get(end.saturating_add(1)..)).unwrap_or(inside)
}

/// The atoms of each alternative.
fn alternatives(pattern: &[char]) -> Vec<Atoms<'_>> {
    let mut out = vec![Atoms::new()];
    let mut rest = pattern;
    while let Some(first) = rest.first() {
        let length = length_of(rest);
        let (atom, after) = rest.split_at_checked(length).unwrap_or((rest, &[]));
        match (first, out.last_mut()) {
            ('|', _) => out.push(Atoms::new()),
            (_, Some(atoms)) => atoms.push(atom),
            _ => {}
        }
        rest = after;
    }
    out
}

/// How long the first atom is.
fn length_of(pattern: &[char]) -> usize {
    match pattern.first() {
        Some('\\') => 2,
        Some('[') => class(pattern),
        Some('(') => {
            let (mut depth, mut at) = (0_usize, 0_usize);
            while let Some(c) = pattern.get(at) {
                let step = match c {
                    '\\' => 2,
                    '[' => class(pattern.get(at..).unwrap_or_default()),
                    _ => 1,
                };
                match c {
                    '(' => depth = depth.saturating_add(1),
                    ')' => depth = depth.saturating_sub(1),
                    _ => {}
                }
                at = at.saturating_add(step);
                if depth == 0 {
                    break;
                }
            }
            at
        }
        _ => 1,
    }
}

/// How long a class is: `[^]a-z]`.
fn class(pattern: &[char]) -> usize {
    let mut at = if pattern.get(1) == Some(&'^') { 2 } else { 1_usize };
    if pattern.get(at) == Some(&']') {
        at = at.saturating_add(1);
    }
    let mut depth = 1_usize;
    while let Some(c) = pattern.get(at) {
        match c {
            '\\' => at = at.saturating_add(1),
            '[' => depth = depth.saturating_add(1),
            ']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        at = at.saturating_add(1);
        if depth == 0 {
            break;
        }
    }
    at
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test")]

    use super::*;

    #[test]
    fn patterns_that_look_around_and_back_are_tried() {
        for (pattern, fits, not) in [
            (r"^([A-Z]+) \1$", "KZ KZ", "KZ KG"),
            (r"^(?!0000)[0-9]{4}$", "0417", "0000"),
            (r"^(?=.*\d)(?=.*[a-z]).{4,}$", "ab12", "abcd"),
            (r"^[a-z]+(?<!x)$", "abc", "abx"),
            (r"^(?<=^)a$", "a", "b"),
            (r"^(?<word>\w+)-\k<word>$", "na-na", "na-ma"),
            (r"^(a|b)\1{2}$", "bbb", "bba"),
        ] {
            let pattern = Pattern::read(pattern).unwrap();
            assert_eq!(pattern.is_in(fits), Ok(true), "{}", pattern.as_str());
            assert_eq!(pattern.is_in(not), Ok(false), "{}", pattern.as_str());
        }
    }

    #[test]
    fn a_pattern_that_would_take_too_long_is_undecided_and_is_given_up_at_once() {
        let begun = std::time::Instant::now();
        for pattern in [r"^(a+)+\1$", r"^(a|aa)+\1b$"] {
            let pattern = Pattern::read(pattern).unwrap();
            let text = format!("{}!", "a".repeat(60));
            assert_eq!(pattern.is_in(&text), Err(Undecided), "{}", pattern.as_str());
        }
        assert!(begun.elapsed() < std::time::Duration::from_secs(5), "{:?}", begun.elapsed());
    }

    #[test]
    fn a_pattern_takes_a_part_where_an_edge_of_the_text_is_not_in_it() {
        for whole in [
            "^a$",
            "^(a|b)$",
            "^a$|^b$",
            "(^a$)|(^b$)",
            "(?:^a|^b)$",
            r"\Aa\z",
            "(?i)^a$",
            "(?!0)^[0-9]+$",
            "^(?!0000)[0-9]{4}$",
            ".*@.*",
            "^.+@.+",
            r"^\|$",
            "^[|]$",
            "^[]|]+$",
            "^(?<year>[0-9]{4})$",
        ] {
            assert!(!Pattern::read(whole).unwrap().takes_a_part(), "{whole}");
        }
        for part in ["a", "^a", "a$", "[0-9]+", "^a$|b", "^a|b$", r"^a\$", "(^a|b)$", r"\.*a$", "(?i)a", "(?!0)a$"] {
            assert!(Pattern::read(part).unwrap().takes_a_part(), "{part}");
        }
    }

    #[test]
    fn a_hyphen_beside_a_kind_of_characters_is_a_hyphen() {
        let address = Pattern::read(r"^[\w-\.]+@([\w-]+\.)+[\w-]{2,}$").unwrap();
        for (text, fits) in [("aigul-s.b@mail.kz", true), ("a@b-c.org", true), ("a/b@mail.kz", false), ("a@b", false)] {
            assert_eq!(address.is_in(text), Ok(fits), "{text}");
        }
        assert!(!address.takes_a_part());
        let number = Pattern::read(r"^[\d-/]+$").unwrap();
        assert_eq!((number.is_in("12-03/7"), number.is_in("12.03")), (Ok(true), Ok(false)));
    }

    #[test]
    fn what_is_no_pattern_is_none() {
        for wrong in ["[", "(", "(?=", r"\1(", "*"] {
            assert!(Pattern::read(wrong).is_none(), "{wrong}");
        }
    }
}
