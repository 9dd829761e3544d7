//! What no file of any kind may hold.

use super::files::File;

/// Words of unfinished work. They are joined here so that this file does not hold them itself.
const UNFINISHED: &[&str] = &[concat!("TO", "DO"), concat!("FIX", "ME"), concat!("XX", "X")];

/// Beginnings of paths that exist on one machine alone.
const MACHINE: &[&str] = &[
    concat!("/wo", "rk/"),
    concat!("/fa", "rm/"),
    concat!("/ro", "ot/"),
    concat!("/Us", "ers/"),
    concat!("C:\\Us", "ers"),
    concat!("bash_", "jobs"),
];

/// Hosts of package registries: clients know them, the project does not.
const HOSTS: &[&str] = &[
    concat!("registry.npm", "js.org"),
    concat!("static.crat", "es.io"),
    concat!("index.crat", "es.io"),
    concat!("pypi", ".org"),
    concat!("deb.deb", "ian.org"),
    concat!("proxy.gol", "ang.org"),
];

/// The one file that writes into the app's log.
const LOG_DOOR: &str = "crates/app/src/app_log.rs";
/// The hub has a log of its own, and nothing that it could betray in it: it knows no content.
const HUB: &str = "crates/hub/";

/// Where Cargo.lock may say that a crate comes from.
const CRATES: &str = "registry+https://github.com/rust-lang/crates.io-index";

pub(super) fn check(file: &File, found: &mut Vec<String>) {
    let lock = file.path == "Cargo.lock" || file.path.ends_with("package-lock.json");
    for (index, line) in file.text.lines().enumerate() {
        let mut say = |sentence: &str| found.push(format!("{}:{}: {sentence}", file.path, index + 1));
        if lock {
            locked(line, &mut say);
            continue;
        }
        if UNFINISHED.iter().any(|word| whole_word(line, word)) {
            say("unfinished work: finish it, or say in an issue what is left");
        }
        if MACHINE.iter().any(|path| begins_path(line, path)) {
            say("a path of one machine");
        }
        if line.contains(concat!("trac", "ing::"))
            && file.path.ends_with(".rs")
            && file.path != LOG_DOOR
            && !file.path.starts_with(HUB)
        {
            say("a line for the app's log: it has one door, which takes no content");
        }
        if HOSTS.iter().any(|host| line.contains(host)) {
            say("a registry's host: clients know it");
        }
    }
}

/// A lock file may name the public registry that its client uses by default, and nothing else.
fn locked(line: &str, say: &mut impl FnMut(&str)) {
    let line = line.trim();
    if let Some(source) = line.strip_prefix("source = ")
        && source.trim_matches('"') != CRATES
    {
        say("a crate from elsewhere than the public registry");
    }
    if let Some(resolved) = line.strip_prefix("\"resolved\": \"https://")
        && HOSTS.first().is_none_or(|host| !resolved.starts_with(&format!("{host}/")))
    {
        say("a package from elsewhere than the public registry");
    }
    if line.starts_with("\"resolved\": \"http://") || line.starts_with("\"resolved\": \"git") {
        say("a package from elsewhere than the public registry");
    }
}

fn whole_word(line: &str, word: &str) -> bool {
    line.match_indices(word).any(|(at, _)| {
        let before = line.get(..at).and_then(|text| text.chars().next_back());
        let after = line.get(at + word.len()..).and_then(|text| text.chars().next());
        !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
    })
}

/// True if a path begins here and is not the middle of a longer one or of an address.
fn begins_path(line: &str, path: &str) -> bool {
    line.match_indices(path).any(|(at, _)| {
        let before = line.get(..at).and_then(|text| text.chars().next_back());
        !before.is_some_and(|letter| letter.is_alphanumeric() || "_-.:/})$]".contains(letter))
    })
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
    fn unfinished_work_is_found() {
        check_line("a.rs", &format!("// {}: later", UNFINISHED[0]), 1);
        check_line("a.rs", "let mastodon = 1;", 0);
    }

    #[test]
    fn machine_paths_are_found_and_longer_paths_are_not() {
        check_line("a.md", &format!("see {}main", MACHINE[0]), 1);
        check_line("a.rs", &format!("\"survey{}x\"", MACHINE[0]), 0);
    }

    #[test]
    fn the_log_has_one_door() {
        let line = concat!("trac", "ing::info!(\"x\")");
        check_line("crates/store/src/log.rs", line, 1);
        check_line(LOG_DOOR, line, 0);
    }

    #[test]
    fn lock_files_name_the_public_registry_alone() {
        check_line("Cargo.lock", &format!("source = \"{CRATES}\""), 0);
        check_line("Cargo.lock", "source = \"git+https://example.invalid/x\"", 1);
        check_line("ui/package-lock.json", "\"resolved\": \"https://mirror.invalid/x.tgz\",", 1);
        check_line("ui/package-lock.json", &format!("\"resolved\": \"https://{}/x.tgz\",", HOSTS[0]), 0);
    }
}
