//! How words in cells are read: yes and no, names of columns, quotes.

use std::borrow::Cow;

/// Does a cell say yes?
pub(crate) fn is_yes(text: &str) -> bool {
    matches!(text.trim(), "yes" | "Yes" | "YES" | "true" | "True" | "TRUE" | "true()")
}

/// Does it say no, or nothing?
pub(crate) fn is_no(text: &str) -> bool {
    matches!(text.trim(), "" | "no" | "No" | "NO" | "false" | "False" | "FALSE" | "false()")
}

/// The formula of a cell: a word that says yes or no is one, as in other tools, and no question of that name.
pub(crate) fn as_formula<'t>(text: &'t str, column: &str) -> &'t str {
    if !matches!(column, "calculation" | "constraint") || text.is_empty() {
        text
    } else if is_yes(text) {
        "true()"
    } else if is_no(text) {
        "false()"
    } else {
        text
    }
}

/// What stands behind a list to offer "other".
pub(crate) const OTHERS: [&str; 3] = ["or_other", "or other", "or specify other"];

/// Lower case, with `_` for spaces and hyphens.
pub(crate) fn fold(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join("_").to_lowercase().replace('-', "_")
}

/// Smart quotes become straight ones: what other tools make of a cell.
pub(crate) fn clean(text: &str) -> Cow<'_, str> {
    // All four begin with the same byte, which is in no letter that stands in formulas.
    if !text.as_bytes().contains(&0xe2) {
        return Cow::Borrowed(text);
    }
    let straight = |c| match c {
        '\u{201c}' | '\u{201d}' => '"',
        '\u{2018}' | '\u{2019}' => '\'',
        other => other,
    };
    Cow::Owned(text.chars().map(straight).collect())
}
