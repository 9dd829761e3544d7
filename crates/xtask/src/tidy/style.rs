//! What style sheets may not hold: colours outside the tokens, and sides of the page that turn wrong in right-to-left.

use super::files::File;

/// Properties that name a side or an axis of the page instead of the text's start and end.
const PHYSICAL: &[&str] = &[
    "left",
    "right",
    "top",
    "bottom",
    "width",
    "height",
    "min-width",
    "max-width",
    "min-height",
    "max-height",
    "margin-left",
    "margin-right",
    "margin-top",
    "margin-bottom",
    "padding-left",
    "padding-right",
    "padding-top",
    "padding-bottom",
    "border-left",
    "border-right",
    "border-top",
    "border-bottom",
    "border-left-width",
    "border-right-width",
    "border-top-width",
    "border-bottom-width",
    "border-left-color",
    "border-right-color",
    "border-top-color",
    "border-bottom-color",
    "border-top-left-radius",
    "border-top-right-radius",
    "border-bottom-left-radius",
    "border-bottom-right-radius",
    "scroll-margin-top",
    "scroll-margin-bottom",
    "scroll-padding-top",
    "scroll-padding-bottom",
];

/// Values that do the same.
const PHYSICAL_VALUES: &[(&str, &str)] = &[
    ("text-align", "left"),
    ("text-align", "right"),
    ("float", "left"),
    ("float", "right"),
    ("clear", "left"),
    ("clear", "right"),
];

/// Functions that make a colour.
const COLOURS: &[&str] = &["rgb(", "rgba(", "hsl(", "hsla(", "oklch(", "oklab(", "lab(", "lch(", "hwb("];

pub(super) fn check(file: &File, found: &mut Vec<String>) {
    let sheet = file.path.ends_with(".css");
    if !file.path.starts_with("ui/src/") || !(sheet || file.path.ends_with(".svelte")) {
        return;
    }
    let tokens = file.path.ends_with("/tokens.css");
    let mut inside = sheet;
    let mut comment = false;
    for (index, line) in file.text.lines().enumerate() {
        let mut say = |sentence: String| found.push(format!("{}:{}: {sentence}", file.path, index + 1));
        let trimmed = line.trim();
        if !sheet && trimmed.starts_with("</style") {
            inside = false;
        }
        if inside {
            let code = without_comments(line, &mut comment);
            if !tokens && colour(&code) {
                say("a colour outside tokens.css".to_owned());
            }
            for (property, value) in declarations(&code) {
                let word = value.split_whitespace().next().unwrap_or_default();
                if PHYSICAL.contains(&property) || PHYSICAL_VALUES.contains(&(property, word)) {
                    say(format!("`{property}: {value}` names a side of the page: use the logical one"));
                }
            }
        } else if !sheet && ["fill=\"#", "stroke=\"#", "color=\"#"].iter().any(|piece| line.contains(piece)) {
            say("a colour outside tokens.css".to_owned());
        }
        if !sheet && trimmed.starts_with("<style") {
            inside = true;
        }
    }
}

/// The line without what stands between `/*` and `*/`; remembers whether a comment goes on.
fn without_comments(line: &str, comment: &mut bool) -> String {
    let mut out = String::new();
    let mut rest = line;
    loop {
        let (mark, keep) = if *comment { ("*/", false) } else { ("/*", true) };
        let Some((before, after)) = rest.split_once(mark) else {
            if keep {
                out.push_str(rest);
            }
            return out;
        };
        if keep {
            out.push_str(before);
        }
        *comment = !*comment;
        rest = after;
    }
}

/// The `property: value` pairs of a line; what stands in parentheses (a media query) is none.
fn declarations(line: &str) -> Vec<(&str, &str)> {
    line.split(['{', '}', ';'])
        .filter_map(|piece| piece.split_once(':'))
        .map(|(property, value)| (property.trim(), value.trim()))
        .filter(|(property, _)| property.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '-'))
        .collect()
}

fn colour(line: &str) -> bool {
    let function = COLOURS.iter().any(|name| {
        line.match_indices(name).any(|(at, _)| {
            !line
                .get(..at)
                .and_then(|text| text.chars().next_back())
                .is_some_and(|letter| letter.is_alphanumeric() || letter == '-')
        })
    });
    let value = declarations(line).iter().any(|(_, value)| {
        value.match_indices('#').any(|(at, _)| {
            let digits = value.get(at + 1..).unwrap_or_default().chars().take_while(char::is_ascii_hexdigit).count();
            [3, 4, 6, 8].contains(&digits)
        }) || value
            .split([' ', ','])
            .any(|word| ["white", "black", "red", "green", "blue", "gray", "grey"].contains(&word))
    });
    function || value
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check_text(path: &str, text: &str, expected: usize) {
        let mut found = Vec::new();
        check(&File { path: path.to_owned(), text: text.to_owned() }, &mut found);
        assert_eq!(found.len(), expected, "{text:?} gave {found:?}");
    }

    #[test]
    fn colours_live_in_the_tokens() {
        check_text("ui/src/app.css", "a { color: #fff; }", 1);
        check_text("ui/src/app.css", "a { color: var(--text-1); }", 0);
        check_text("ui/src/app.css", "a { color: rgb(0 0 0); }", 1);
        check_text("ui/src/styles/tokens.css", "a { color: #fff; }", 0);
        check_text("ui/src/app.css", "a { content: \"x\"; } /* #fff */", 0);
    }

    #[test]
    fn sides_of_the_page_are_named() {
        check_text("ui/src/app.css", "a { margin-left: 1px; }", 1);
        check_text("ui/src/app.css", "a { margin-inline-start: 1px; }", 0);
        check_text("ui/src/app.css", "@media (max-width: 40rem) { a { text-align: start; } }", 0);
        check_text("ui/src/A.svelte", "<p>left: x</p>\n<style>\n  p { text-align: left; }\n</style>", 1);
    }
}
