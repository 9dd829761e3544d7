//! What a formula reads, told from its text. It is not understood here, and need not be: every word of it that is the name of a
//! row counts as read, in texts too, and what could reach further than its words say is told as unknown.

use std::collections::BTreeSet;

/// What a formula reads.
pub(crate) enum Reading {
    /// It can be told.
    Names(Read),
    /// It may read anything.
    Unknown,
}

/// Words of a formula.
#[derive(Debug, Default)]
pub(crate) struct Read {
    /// Whatever may be the name of a row.
    pub(crate) names: BTreeSet<String>,
    /// Those that only ever stand as a step of a path or are counted.
    pub(crate) steps_alone: BTreeSet<String>,
    /// Does it ask what day it is?
    pub(crate) clock: bool,
    /// Does it read labels of choices, in which answers may stand?
    pub(crate) labels: bool,
    /// Does it cut a piece out of a text? Of a day that may be the day of the month.
    pub(crate) cuts: bool,
    /// Does it make an age of a birth?
    pub(crate) ages: bool,
    /// Does it make days of birth of an age?
    pub(crate) births: bool,
}

/// Functions that bring in what no row holds, or make of what they are given what nobody can read back from the formula; and
/// tests of nodes, which any row passes.
const FAR: [&str; 11] = [
    "instance",
    "pulldata",
    "property",
    "uuid",
    "digest",
    "search",
    "base64-decode",
    "base64-encode",
    "translate",
    "node",
    "text",
];
/// Functions that give a label of a choice.
const LABELS: [&str; 2] = ["choice-name", "itext"];
/// Functions that cut a piece out of a text.
const CUTS: [&str; 5] = ["substr", "substring", "substring-before", "substring-after", "selected-at"];
/// Functions that make an age of a birth, days of birth of an age, and of a birth no more than whether it is a child.
const AGES: [&str; 2] = ["least-age", "greatest-age"];
const BIRTHS: [&str; 2] = ["birth-about", "birth-by-age"];
const MINOR: &str = "pana:minor";
/// Functions that cut a day out of a day: what is left may still be one.
const DAYS: [&str; 2] = ["format-date", "format-date-time"];
/// Formats that leave no day.
const COARSE: [&str; 5] = ["%Y", "%Y-%m", "%m", "%b", "%n"];

/// Reads it.
pub(crate) fn read(formula: &str) -> Reading {
    // A path over anything, and the value of what is around.
    let far = formula.contains("//") || formula.contains("::") || formula.contains("/*") || has_bare_parent(formula);
    if far || has_fine_format(formula) {
        return Reading::Unknown;
    }
    let mut read = Read::default();
    let mut other = BTreeSet::new();
    for (at, word) in words(formula) {
        let after = formula.get(at.saturating_add(word.len())..).unwrap_or_default();
        if after.trim_start().starts_with('(') {
            if FAR.contains(&word) {
                return Reading::Unknown;
            }
            read.clock |= matches!(word, "today" | "now");
            read.labels |= LABELS.contains(&word);
            read.cuts |= CUTS.contains(&word);
            read.ages |= AGES.contains(&word);
            read.births |= BIRTHS.contains(&word);
            continue;
        }
        let before = formula.get(..at).unwrap_or_default().trim_end_matches(['$', '{', '/', ' ']);
        let step = is_step(after) || before.ends_with("count(") || before.ends_with("position(");
        for name in parts(word) {
            if !step {
                other.insert(name.to_owned());
            }
            read.names.insert(name.to_owned());
        }
    }
    read.steps_alone = read.names.difference(&other).cloned().collect();
    Reading::Names(read)
}

/// Is it one of some values that it names itself: `if(…, 1, 0)`, and the like inside one another, or whether it is a child?
pub(crate) fn is_flag(formula: &str) -> bool {
    let formula = formula.trim();
    if is_literal(formula) || called(formula, MINOR).is_some() {
        return true;
    }
    branches(formula).is_some_and(|[_, yes, no]| is_flag(yes) && is_flag(no))
}

/// The condition and the two values of a formula that is one `if` as a whole.
pub(crate) fn branches(formula: &str) -> Option<[&str; 3]> {
    called(formula, "if")?.try_into().ok()
}

/// The arguments of a formula that is one call of a function as a whole.
fn called<'f>(formula: &'f str, function: &str) -> Option<Vec<&'f str>> {
    let inside = formula.trim().strip_prefix(function)?.trim_start().strip_prefix('(')?.strip_suffix(')')?;
    arguments(inside)
}

/// A number or a text in quotes, into which nothing is put.
fn is_literal(text: &str) -> bool {
    let quoted = ['\'', '"'].iter().any(|quote| {
        let inner = text.strip_prefix(*quote).and_then(|rest| rest.strip_suffix(*quote));
        inner.is_some_and(|inner| !inner.contains(['\'', '"', '$', '{']))
    });
    let number = text.strip_prefix('-').unwrap_or(text);
    quoted
        || (!number.is_empty() && number.len() < 7 && number.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.'))
}

/// The arguments of a call, by the commas that stand in no brackets and no text; nothing where brackets do not close.
fn arguments(inside: &str) -> Option<Vec<&str>> {
    let (mut depth, mut quote, mut from) = (0_u32, None, 0_usize);
    let mut found = Vec::new();
    for (at, character) in inside.char_indices() {
        match (quote, character) {
            (Some(open), _) if character == open => quote = None,
            (Some(_), _) => {}
            (None, '\'' | '"') => quote = Some(character),
            (None, '(' | '[' | '{') => depth = depth.saturating_add(1),
            (None, ')' | ']' | '}') => depth = depth.checked_sub(1)?,
            (None, ',') if depth == 0 => {
                found.push(inside.get(from..at)?);
                from = at.saturating_add(1);
            }
            (None, _) => {}
        }
    }
    found.push(inside.get(from..)?);
    (depth == 0 && quote.is_none()).then_some(found)
}

/// The words of it, with where each begins.
fn words(formula: &str) -> impl Iterator<Item = (usize, &str)> {
    let begins = formula.char_indices().scan(false, |inside, (at, character)| {
        let (was, is) = (*inside, of_word(character));
        *inside = is;
        Some((at, is && !was))
    });
    begins.filter(|(_, begins)| *begins).filter_map(|(at, _)| {
        let rest = formula.get(at..)?;
        let end = rest.find(|character| !of_word(character)).unwrap_or(rest.len());
        Some((at, rest.get(..end)?))
    })
}

fn of_word(character: char) -> bool {
    character.is_alphanumeric() || matches!(character, '_' | '-' | '.')
}

/// Does the path go on behind a name, whatever in brackets stands between? What does not is read as a text, and the text of a
/// group is all that is in it.
fn is_step(after: &str) -> bool {
    let mut rest = after.trim_start().trim_start_matches('}').trim_start();
    while rest.starts_with('[') {
        let Some(end) = closing(rest) else { return false };
        rest = rest.get(end.saturating_add(1)..).unwrap_or_default().trim_start();
    }
    rest.starts_with('/')
}

/// Where the bracket closes with which a text begins.
fn closing(text: &str) -> Option<usize> {
    let (mut depth, mut quote) = (0_u32, None);
    for (at, character) in text.char_indices() {
        match (quote, character) {
            (Some(open), _) if character == open => quote = None,
            (Some(_), _) => {}
            (None, '\'' | '"') => quote = Some(character),
            (None, '[') => depth = depth.saturating_add(1),
            (None, ']') => depth = depth.checked_sub(1)?,
            (None, _) => {}
        }
        if depth == 0 {
            return Some(at);
        }
    }
    None
}

/// A word and what stands between its hyphens and points: `a-b` may be one name or two.
fn parts(word: &str) -> impl Iterator<Item = &str> {
    let whole = word.trim_matches(['.', '-']);
    std::iter::once(whole).chain(whole.split(['-', '.'])).filter(|name| !name.is_empty())
}

/// `..` and not as a step: the value of all that is around.
fn has_bare_parent(formula: &str) -> bool {
    formula.match_indices("..").any(|(at, _)| {
        let after = formula.get(at.saturating_add(2)..).unwrap_or_default().trim_start();
        let before = formula.get(..at).unwrap_or_default().trim_end();
        !after.starts_with('/') && !before.ends_with("position(")
    })
}

/// Does it write a day in a form in which the day can be read? An age in full years, as questionnaires count it, writes two and
/// leaves the years between them.
fn has_fine_format(formula: &str) -> bool {
    let formula = &without_ages(formula);
    let writes = DAYS.iter().any(|name| formula.contains(name));
    let texts = formula.split(['\'', '"']).skip(1).step_by(2);
    writes && texts.filter(|text| text.contains('%')).any(|text| !COARSE.contains(&text))
}

/// How an age in full years begins, goes on after the later day and ends, without blanks.
const AGE: [&str; 3] = ["int((number(format-date(", ",'%Y%m%d'))-number(format-date(", ",'%Y%m%d')))div10000)"];

/// The formula without blanks, and with a number in the place of each age in full years.
fn without_ages(formula: &str) -> String {
    let formula: String = formula.split_whitespace().collect();
    let [begins, then, ends] = AGE;
    let mut parts = formula.split(begins);
    let mut left = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let age = part.split_once(then).and_then(|(later, rest)| Some((later, rest.split_once(ends)?)));
        match age {
            Some((later, (earlier, rest))) if is_day(later) && is_day(earlier) => left.extend(["0", rest]),
            _ => left.extend([begins, part]),
        }
    }
    left
}

/// A row's answer, or today.
fn is_day(text: &str) -> bool {
    let name = text.strip_prefix("${").and_then(|rest| rest.strip_suffix('}')).unwrap_or(text);
    text == "today()" || name.chars().all(|character| of_word(character) || character == '/')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_may_be_a_name_of_a_row_counts_as_read() {
        let names = |formula| match read(formula) {
            Reading::Names(read) => read.names.into_iter().collect::<Vec<_>>().join(" "),
            Reading::Unknown => "?".to_owned(),
        };
        assert_eq!(names("concat(${given_name}, ' ', ${family_name})"), "family_name given_name");
        assert_eq!(names("/intake/body/phone"), "body intake phone");
        assert_eq!(names("jr:choice-name(${a}, '${b}')"), "a b jr");
        assert_eq!(names("../phone"), "phone");
        for far in [
            "instance('person')/root/item/name",
            "pulldata('p', 'n', 'k', ${x})",
            "//phone",
            "string(..)",
            "uuid()",
            "concat(/f/g/node()[2], '')",
            "/f/g/text()",
        ] {
            assert_eq!(names(far), "?", "{far}");
        }
        assert_eq!(names("format-date(${born}, '%d.%m.%Y')"), "?");
        assert_eq!(names("format-date(${born}, '%e')"), "?");
        assert_eq!(names("format-date(${born}, '%Y')"), "Y born");
        let day = |of: &str| format!("number(format-date({of}, '%Y%m%d'))");
        let age = format!("int(({} - {}) div 10000)", day("today()"), day("${born}"));
        let read_of = |formula: &str| match read(formula) {
            Reading::Names(read) => read.names.contains("born"),
            Reading::Unknown => false,
        };
        assert!(read_of(&age), "the years between two days");
        let finer = age.replace("10000", "1");
        for other in [day("${born}"), finer, format!("{age} + {}", day("${born}")), age.replace("today()", "0 * (1)")] {
            assert!(matches!(read(&other), Reading::Unknown), "{other}");
        }
    }

    #[test]
    fn a_flag_is_what_the_formula_itself_names() {
        let child = "if(${known}='yes', pana:minor(${born}, today()), pana:minor(${year}, ${day}))";
        for flag in
            [child, "if(${a} < 18, 1, 0)", "if(${a}='x, y', 'a', if(${b}, 'c', 2))", " if ( true(), '', 0 ) ", "'x'"]
        {
            assert!(is_flag(flag), "{flag}");
        }
        for other in [
            "if(${a} = '', ${b}, 0)",
            "concat(pana:minor(${a}, ${b}), ${a})",
            "pana:minor(${a}, ${b}) + (${a})",
            "pana:least-age(${a}, ${b})",
            "if(${a}, 1, 0) + ${b}",
            "if(${a}, '${b}', 0)",
            "${a}",
            "if(${a}, 1)",
            "if(1, 2, 3) + (4)",
            "if(${a}, 1, 87011234567)",
        ] {
            assert!(!is_flag(other), "{other}");
        }
    }
}
