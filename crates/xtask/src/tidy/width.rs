//! How wide a line of the UI may be. Its formatter breaks code, but no long comment, text or name.

use super::files::File;

/// As wide as rustfmt and prettier make lines.
const WIDEST: usize = 120;

/// The kinds of file that people write under `ui`.
const KINDS: &[&str] = &["ts", "js", "svelte", "css", "html"];

pub(super) fn check(file: &File, found: &mut Vec<String>) {
    let kind = file.path.rsplit('.').next().unwrap_or_default();
    let generated = file.path.contains("/contract/") || file.path.contains("/generated/");
    if !file.path.starts_with("ui/") || !KINDS.contains(&kind) || generated {
        return;
    }
    for (index, line) in file.text.lines().enumerate() {
        let width = line.chars().count();
        if width > WIDEST {
            found.push(format!("{}:{}: {width} characters: break the line at {WIDEST}", file.path, index + 1));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check_line(path: &str, line: &str, expected: usize) {
        let mut found = Vec::new();
        check(&File { path: path.to_owned(), text: format!("x\n{line}\n") }, &mut found);
        assert_eq!(found.len(), expected, "{path} gave {found:?}");
    }

    #[test]
    fn a_line_of_the_ui_over_120_characters_is_told() {
        let (fits, wide) = ("ә".repeat(120), "ә".repeat(121));
        for kind in KINDS {
            check_line(&format!("ui/src/views/a.{kind}"), &fits, 0);
            check_line(&format!("ui/src/views/a.{kind}"), &wide, 1);
        }
        check_line("ui/eslint.config.js", &wide, 1);
    }

    #[test]
    fn what_is_generated_or_no_source_of_the_ui_may_be_wider() {
        let wide = "x".repeat(121);
        check_line("ui/src/lib/backend/contract/AnswerView.ts", &wide, 0);
        check_line("ui/public/licences/noto-sans.txt", &wide, 0);
        check_line("docs/page.html", &wide, 0);
    }
}
