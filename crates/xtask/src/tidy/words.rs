//! What source files may not hold, by their language.

use super::files::File;

/// Pieces that Rust files may not hold. They are joined here so that this file does not hold them itself.
const RUST: &[(&str, &str)] = &[
    (concat!("unsafe", " {"), "no unsafe code"),
    (concat!("unsafe", " fn"), "no unsafe code"),
    (concat!("unsafe", " impl"), "no unsafe code"),
    (concat!("#[ign", "ore"), "a test that is not run shows nothing"),
    (concat!("todo", "!("), "unfinished work"),
    (concat!("unimplemented", "!("), "unfinished work"),
];

/// Pieces that the UI's scripts and components may not hold.
const SCRIPT: &[(&str, &str)] = &[
    ("@ts-ignore", "say what the type is"),
    ("@ts-expect-error", "say what the type is"),
    ("@ts-nocheck", "say what the type is"),
    ("it.only", "the other tests would not run"),
    ("test.only", "the other tests would not run"),
    ("describe.only", "the other tests would not run"),
    (".skip(", "a test that is not run shows nothing"),
];

/// Pieces that components may not hold.
const COMPONENT: &[(&str, &str)] =
    &[("{@html", "no markup from text"), (" style=\"", "use `style:`"), (" style={", "use `style:`")];

pub(super) fn check(file: &File, found: &mut Vec<String>) {
    let extension = file.path.rsplit('.').next().unwrap_or_default();
    let ui = file.path.starts_with("ui/");
    let backend = file.path.starts_with("ui/src/lib/backend/");
    for (index, line) in file.text.lines().enumerate() {
        let mut say = |sentence: &str| found.push(format!("{}:{}: {sentence}", file.path, index + 1));
        match extension {
            "rs" => any(RUST, line, &mut say),
            "ts" | "js" if ui => any(SCRIPT, line, &mut say),
            "svelte" => {
                any(SCRIPT, line, &mut say);
                any(COMPONENT, line, &mut say);
            }
            _ => {}
        }
        // Component tests stand on Tauri's own mock of the shell.
        let imports = line.contains("@tauri-apps/")
            && !line.contains("@tauri-apps/api/mocks")
            && (line.contains("import") || line.contains("from "));
        if imports && ui && !backend && ["ts", "svelte"].contains(&extension) {
            say("only ui/src/lib/backend talks to the shell");
        }
    }
}

fn any(pieces: &[(&str, &str)], line: &str, say: &mut impl FnMut(&str)) {
    for (piece, sentence) in pieces {
        if line.contains(piece) {
            say(sentence);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check_line(path: &str, line: &str, expected: usize) {
        let mut found = Vec::new();
        check(&File { path: path.to_owned(), text: line.to_owned() }, &mut found);
        assert_eq!(found.len(), expected, "{line:?} gave {found:?}");
    }

    #[test]
    fn each_language_has_its_words() {
        check_line("crates/x/src/lib.rs", RUST[0].0, 1);
        check_line("ui/src/a.svelte", "<p style=\"x\">", 1);
        check_line("ui/src/a.svelte", "<p style:x={1}>", 0);
        check_line("ui/src/a.ts", "import { x } from '@tauri-apps/api/core';", 1);
        check_line("ui/src/lib/backend/a.ts", "import { x } from '@tauri-apps/api/core';", 0);
    }
}
