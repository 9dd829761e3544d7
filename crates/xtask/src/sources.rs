//! The sources of a crate as the checks over names read them: comments taken out, string literals put aside.
//!
//! No parser of Rust is needed for that, and none is wanted: xtask is built first, on a machine that has nothing but cargo.

use anyhow::{Context, Result};
use std::path::Path;

/// One source file: its path below the crate's sources, its code, and its string literals.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Source {
    pub(crate) path: String,
    pub(crate) code: String,
    pub(crate) strings: Vec<String>,
}

/// Every source below a folder in the order of their paths. Files of tests are left out.
pub(crate) fn read_sources(folder: &Path) -> Result<Vec<Source>> {
    let mut sources = Vec::new();
    read_below(folder, "", &mut sources)?;
    sources.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(sources)
}

fn read_below(folder: &Path, below: &str, sources: &mut Vec<Source>) -> Result<()> {
    for entry in std::fs::read_dir(folder).with_context(|| format!("{} is not there", folder.display()))? {
        let entry = entry?;
        let path = format!("{below}{}", entry.file_name().to_string_lossy());
        if entry.file_type()?.is_dir() {
            read_below(&entry.path(), &format!("{path}/"), sources)?;
        } else if path.ends_with(".rs") && !path.ends_with("tests.rs") && !path.contains("/tests/") {
            sources.push(source(&path, &std::fs::read_to_string(entry.path())?));
        }
    }
    Ok(())
}

/// Takes a source apart. The module of its tests, where it is written out at the end, is left out.
pub(crate) fn source(path: &str, text: &str) -> Source {
    whole(path, text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default())
}

/// Takes a source apart, its tests too.
pub(crate) fn whole(path: &str, text: &str) -> Source {
    let mut source = Source { path: path.to_owned(), ..Source::default() };
    let mut rest = text;
    while let Some(letter) = rest.chars().next() {
        let after = rest.get(letter.len_utf8()..).unwrap_or_default();
        rest = if rest.starts_with("//") {
            rest.find('\n').and_then(|end| rest.get(end..)).unwrap_or_default()
        } else if let Some((literal, after)) = literal(rest, source.code.chars().next_back()) {
            source.strings.push(literal);
            source.code.push('"');
            after
        } else if let Some(after) = character(rest) {
            source.code.push('"');
            after
        } else {
            source.code.push(letter);
            after
        };
    }
    source
}

/// A string literal at the beginning of the text, and what follows it.
fn literal(text: &str, before: Option<char>) -> Option<(String, &str)> {
    if let Some(body) = text.strip_prefix('"') {
        let (mut value, mut escaped) = (String::new(), false);
        for (at, letter) in body.char_indices() {
            match letter {
                '"' if !escaped => return Some((value, body.get(at + 1..)?)),
                '\\' if !escaped => escaped = true,
                _ => {
                    escaped = false;
                    value.push(letter);
                }
            }
        }
        return None;
    }
    let raw = text.strip_prefix('r').filter(|_| !before.is_some_and(|letter| is_word(letter) && letter != 'b'))?;
    let fence = raw.get(..raw.find('"')?).filter(|fence| fence.chars().all(|letter| letter == '#'))?;
    let (value, after) = raw.get(fence.len() + 1..)?.split_once(&format!("\"{fence}"))?;
    Some((value.to_owned(), after))
}

/// What follows a character literal at the beginning of the text; `None` for a lifetime.
fn character(text: &str) -> Option<&str> {
    let body = text.strip_prefix('\'')?;
    let first = body.chars().next()?;
    if first == '\\' {
        let end = body.get(2..)?.find('\'')?;
        return body.get(end + 3..);
    }
    body.get(first.len_utf8()..)?.strip_prefix('\'')
}

/// The words of some code, and its signs one by one, but for `::`.
pub(crate) fn tokens(code: &str) -> Vec<&str> {
    let mut tokens = Vec::new();
    let mut rest = code;
    while let Some(letter) = rest.chars().next() {
        let length = if is_word(letter) {
            rest.find(|letter| !is_word(letter)).unwrap_or(rest.len())
        } else if rest.starts_with("::") {
            2
        } else {
            letter.len_utf8()
        };
        let (token, after) = rest.split_at(length);
        if !letter.is_whitespace() {
            tokens.push(token);
        }
        rest = after;
    }
    tokens
}

/// May this letter stand in a name?
pub(crate) fn is_word(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || letter == '_'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, code: &str, strings: &[&str]) {
        let read = source("a.rs", text);
        assert_eq!((read.code.as_str(), read.strings), (code, strings.iter().map(|text| (*text).to_owned()).collect()));
    }

    #[test]
    fn comments_are_taken_out_and_literals_put_aside() {
        check("a // b\nc", "a \nc", &[]);
        check("say(\"a // b\", 'x', '\"')", "say(\", \", \")", &["a // b"]);
        check("fn f<'a>(a: &'a str)", "fn f<'a>(a: &'a str)", &[]);
        check("r#\"a \"b\" c\"# d", "\" d", &["a \"b\" c"]);
    }

    #[test]
    fn what_comes_after_the_declaration_of_tests_is_read_and_tests_written_out_are_not() {
        check("a\n#[cfg(test)]\nmod tests;\nb", "a\n#[cfg(test)]\nmod tests;\nb", &[]);
        check("a\n#[cfg(test)]\nmod tests {\n b }", "a\n", &[]);
    }
}
