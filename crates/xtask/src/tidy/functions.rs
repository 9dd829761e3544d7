//! Functions over the limit: clippy finds them, and each exception stands in the list with its reason.

use super::files::File;
use crate::sources::{tokens, whole};
use std::collections::BTreeMap;

/// How an exception begins. Another way of silencing the lint is none.
const EXPECTED: [&str; 6] = ["#", "[", "expect", "(", "clippy", "::"];

/// What silences the lint in the code of a file, compared with the list.
pub(super) fn check(file: &File, excused: &BTreeMap<String, String>, found: &mut Vec<String>) {
    if !file.path.ends_with(".rs") || !file.text.contains("too_many_lines") {
        return;
    }
    for function in silenced(&file.text) {
        match function {
            None => found.push(format!("{}: the limit of functions is lifted by `#[expect]` at one function alone", file.path)),
            Some(function) if !excused.contains_key(&key(file, &function)) => found.push(format!(
                "{}: `{function}` is longer than the limit: split it at its stages, or give a reason in crates/xtask/tidy.toml",
                file.path
            )),
            Some(_) => {}
        }
    }
}

/// Exceptions whose function is gone, or is no longer one.
pub(super) fn check_list(files: &[File], excused: &BTreeMap<String, String>, found: &mut Vec<String>) {
    let rust = files.iter().filter(|file| file.path.ends_with(".rs") && file.text.contains("too_many_lines"));
    let there: Vec<String> =
        rust.flat_map(|file| silenced(&file.text).into_iter().flatten().map(|function| key(file, &function))).collect();
    for name in excused.keys().filter(|name| !there.contains(name)) {
        found.push(format!("crates/xtask/tidy.toml: {name} is excused but is not there"));
    }
}

fn key(file: &File, function: &str) -> String {
    format!("{}::{function}", file.path)
}

/// The functions for which the lint is silenced; `None` where it is silenced for more than one.
fn silenced(text: &str) -> Vec<Option<String>> {
    let code = whole("", text).code;
    let tokens = tokens(&code);
    let lints = tokens.iter().enumerate().filter(|(_, token)| **token == "too_many_lines").map(|(at, _)| at);
    lints
        .map(|at| {
            let before = at.checked_sub(EXPECTED.len()).and_then(|from| tokens.get(from..at))?;
            let mut after = tokens.get(at..)?.iter().skip_while(|token| **token != "fn");
            (before == EXPECTED).then(|| after.nth(1).map(|name| (*name).to_owned()))?
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_code(code: &str, expected: usize) {
        let file = File { path: "a.rs".to_owned(), text: code.to_owned() };
        let excused = BTreeMap::from([("a.rs::table".to_owned(), "a line for each word".to_owned())]);
        let mut found = Vec::new();
        check(&file, &excused, &mut found);
        check_list(&[file], &excused, &mut found);
        assert_eq!(found.len(), expected, "{code} gave {found:?}");
    }

    #[test]
    fn an_exception_of_the_limit_of_functions_stands_in_the_list() {
        check_code("#[expect(clippy::too_many_lines, reason = \"a table\")]\npub(crate) fn table<T>() {}", 0);
        check_code(
            "#[expect(clippy::too_many_lines)] fn table() {} #[expect(clippy::too_many_lines)] fn other() {}",
            1,
        );
        check_code("#[allow(clippy::too_many_lines)] fn table() {}", 2);
        check_code("#![allow(clippy::unwrap_used, clippy::too_many_lines)] fn table() {}", 2);
        check_code("// #[expect(clippy::too_many_lines)]\nfn table() {}", 1);
    }
}
