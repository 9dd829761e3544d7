//! Dependencies that nothing names: each makes the build longer and the tree larger.

use super::files::File;
use crate::layers::Manifest;
use crate::sources::{tokens, whole};
use std::collections::BTreeSet;

/// Crates whose library has another name.
const LIBRARIES: &[(&str, &str)] = &[("md-5", "md5")];

/// Every dependency of a crate is named in its code, that of its build, tests and examples included.
pub(super) fn check(manifest: &Manifest, files: &[File], found: &mut Vec<String>) {
    let folder = format!("{}/", manifest.folder);
    let sources = files.iter().filter(|file| file.path.starts_with(&folder) && file.path.ends_with(".rs"));
    let named: BTreeSet<String> = sources.flat_map(|file| crates_named(&whole(&file.path, &file.text).code)).collect();
    for known in manifest.knows.iter().filter(|known| !named.contains(&library(known))) {
        found.push(format!("{}: {known} is named nowhere: take the dependency out", manifest.name));
    }
}

/// What the workspace gives to its crates is taken by one of them.
pub(super) fn check_workspace(workspace: &Manifest, manifests: &[Manifest], found: &mut Vec<String>) {
    for given in
        workspace.knows.iter().filter(|given| !manifests.iter().any(|manifest| manifest.knows.contains(*given)))
    {
        found.push(format!("Cargo.toml: no crate depends on {given}"));
    }
}

fn library(name: &str) -> String {
    let other = LIBRARIES.iter().find(|(of, _)| *of == name).map(|(_, library)| *library);
    other.unwrap_or(name).replace('-', "_")
}

/// The words that a path, a `use` or an attribute begins with.
fn crates_named(code: &str) -> BTreeSet<String> {
    let tokens = tokens(code);
    let mut named = BTreeSet::new();
    for (at, token) in tokens.iter().enumerate() {
        let before = |places: usize| at.checked_sub(places).and_then(|at| tokens.get(at)).copied().unwrap_or_default();
        let begins_a_path = before(1) != "::" && tokens.get(at + 1) == Some(&"::");
        if begins_a_path || before(1) == "use" || (before(1) == "[" && before(2) == "#") {
            named.insert((*token).to_owned());
        }
    }
    named
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_code(dependency: &str, path: &str, code: &str, expected: usize) {
        let manifest = Manifest {
            name: "pana-a".to_owned(),
            folder: "crates/a".to_owned(),
            knows: BTreeSet::from([dependency.to_owned()]),
            ..Manifest::default()
        };
        let mut found = Vec::new();
        check(&manifest, &[File { path: path.to_owned(), text: code.to_owned() }], &mut found);
        assert_eq!(found.len(), expected, "{code} gave {found:?}");
    }

    #[test]
    fn a_dependency_that_no_source_of_the_crate_names_is_told() {
        check_code("quick-xml", "crates/a/src/lib.rs", "use quick_xml::Reader;", 0);
        check_code("quick-xml", "crates/a/tests/all.rs", "fn f() { quick_xml::read() }", 0);
        check_code("quick-xml", "crates/a/src/lib.rs", "#[cfg(test)]\nmod tests { use quick_xml; }", 0);
        check_code("serde", "crates/a/src/lib.rs", "#[serde(skip)]", 0);
        check_code("md-5", "crates/a/src/lib.rs", "use md5::Md5;", 0);
        check_code("quick-xml", "crates/b/src/lib.rs", "use quick_xml::Reader;", 1);
        check_code("quick-xml", "crates/a/src/lib.rs", "// quick_xml::Reader", 1);
        check_code("kem", "crates/a/src/lib.rs", "use hpke::kem::Kem; fn f(kem: Kem) {}", 1);
        check_code("serde", "crates/a/src/lib.rs", "use serde_json::Value;", 1);
    }

    #[test]
    fn what_the_workspace_gives_and_nobody_takes_is_told() {
        let of = |names: &[&str]| Manifest {
            knows: names.iter().map(|name| (*name).to_owned()).collect(),
            ..Manifest::default()
        };
        let mut found = Vec::new();
        check_workspace(&of(&["kem", "uuid"]), &[of(&["uuid"]), of(&[])], &mut found);
        assert_eq!(found, ["Cargo.toml: no crate depends on kem"]);
    }
}
