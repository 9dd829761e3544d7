//! Which crate may know which: read from `layers.toml`, compared with every manifest. The floors inside a crate, and
//! which crates have no circles inside, stand in the same file and are compared with their sources.

use crate::circles;
use crate::floors::{self, Floors};
use crate::shell::root;
use anyhow::{Context, Result, bail};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// The rules of `layers.toml`.
#[derive(Debug, Default, PartialEq, Eq)]
struct Rules {
    /// Crate of ours → the crates of ours it may know.
    may_know: BTreeMap<String, BTreeSet<String>>,
    /// Crate of ours → the crates of ours that its tests may know besides.
    tests_may_know: BTreeMap<String, BTreeSet<String>>,
    /// Crate of others → the crates of ours that alone may know it.
    only: BTreeMap<String, BTreeSet<String>>,
    /// Of the crates that have floors.
    floors: Vec<Floors>,
    /// The folders of sources whose files name each other in no circle.
    no_circles: Vec<String>,
}

/// What one manifest names.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Manifest {
    /// The folder of the crate, from the root.
    pub(crate) folder: String,
    pub(crate) name: String,
    pub(crate) described: bool,
    pub(crate) shares_lints: bool,
    /// Crates of all kinds that it depends on.
    pub(crate) knows: BTreeSet<String>,
    /// Those of them that not its tests alone depend on.
    pub(crate) needs: BTreeSet<String>,
}

/// Every arrow that the rules do not allow, each as a sentence.
pub(crate) fn problems() -> Result<Vec<String>> {
    let rules = rules(&std::fs::read_to_string(root().join("crates/xtask/layers.toml"))?)?;
    let mut found = Vec::new();
    let manifests = manifests()?;
    for manifest in &manifests {
        check(&rules, manifest, &mut found);
    }
    check_use(&rules, &manifests, &mut found);
    for of_crate in &rules.floors {
        found.extend(floors::problems(of_crate)?);
    }
    for sources in &rules.no_circles {
        found.extend(circles::problems(sources)?);
    }
    Ok(found)
}

/// The manifests of all crates of the workspace.
pub(crate) fn manifests() -> Result<Vec<Manifest>> {
    let mut paths = vec![root().join("src-tauri"), root().join("tests")];
    for entry in std::fs::read_dir(root().join("crates"))? {
        paths.push(entry?.path());
    }
    paths.sort();
    paths.iter().filter(|path| path.join("Cargo.toml").exists()).map(|path| manifest(path)).collect()
}

/// What the workspace gives to its crates.
pub(crate) fn workspace() -> Result<Manifest> {
    manifest(root())
}

fn check(rules: &Rules, manifest: &Manifest, found: &mut Vec<String>) {
    let name = &manifest.name;
    let Some(may_know) = rules.may_know.get(name) else {
        found.push(format!("{name} has no line in crates/xtask/layers.toml"));
        return;
    };
    for known in &manifest.knows {
        let by_tests = rules.tests_may_know.get(name).is_some_and(|known_to| known_to.contains(known));
        let may = may_know.contains(known) || (by_tests && !manifest.needs.contains(known));
        if known.starts_with("pana-") && !may {
            found.push(format!("{name} may not know {known}: a new arrow needs an ADR and a line in layers.toml"));
        }
        let owners = rules.only.iter().find(|(family, _)| is_of(family, known));
        if let Some((family, owners)) = owners
            && !owners.contains(name)
        {
            found.push(format!("{name} may not know {known}: {family} belongs to {owners:?} alone"));
        }
    }
}

/// A line allows what is there, and nothing that might come.
fn check_use(rules: &Rules, manifests: &[Manifest], found: &mut Vec<String>) {
    let knows = |name: &str, is_known: &dyn Fn(&str) -> bool| {
        let manifest = manifests.iter().find(|manifest| manifest.name == name);
        manifest.is_some_and(|manifest| manifest.knows.iter().any(|known| is_known(known)))
    };
    for (name, known_to) in &rules.tests_may_know {
        for known in known_to.iter().filter(|allowed| !knows(name, &|known| known == *allowed)) {
            found.push(format!("layers.toml: the tests of {name} may know {known} and do not: take the arrow out"));
        }
    }
    for (name, may_know) in &rules.may_know {
        if !manifests.iter().any(|manifest| manifest.name == *name) {
            found.push(format!("layers.toml: {name} has a line and is no crate"));
        }
        for known in may_know.iter().filter(|allowed| !knows(name, &|known| known == *allowed)) {
            found.push(format!("layers.toml: {name} may know {known} and does not: take the arrow out"));
        }
    }
    for (family, owners) in &rules.only {
        for owner in owners.iter().filter(|owner| !knows(owner, &|known| is_of(family, known))) {
            found.push(format!("layers.toml: {owner} alone may know {family} and does not: take it out"));
        }
    }
}

/// Is a crate of this family?
fn is_of(family: &str, name: &str) -> bool {
    name.strip_prefix(family).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
}

fn manifest(folder: &Path) -> Result<Manifest> {
    let path = folder.join("Cargo.toml");
    let text = std::fs::read_to_string(&path).with_context(|| format!("{} cannot be read", path.display()))?;
    let folder = folder.strip_prefix(root()).unwrap_or(folder).to_string_lossy().into_owned();
    Ok(Manifest { folder, ..read_manifest(&text) })
}

fn read_manifest(text: &str) -> Manifest {
    let mut manifest = Manifest::default();
    let mut table = "";
    for line in text.lines().map(str::trim) {
        if let Some(header) = line.strip_prefix('[') {
            table = header.trim_end_matches(']');
            // `[dependencies.name]` names a dependency in its header.
            if let Some((_, name)) = table.split_once("dependencies.") {
                manifest.knows.insert(name.to_owned());
                if !table.starts_with("dev-") {
                    manifest.needs.insert(name.to_owned());
                }
            }
            continue;
        }
        let Some((key, value)) = line.split_once('=') else { continue };
        let key = key.trim();
        match table {
            "package" if key == "name" => value.trim().trim_matches('"').clone_into(&mut manifest.name),
            "package" if key == "description" => manifest.described = true,
            "lints" if key == "workspace" => manifest.shares_lints = value.trim() == "true",
            _ if table.ends_with("dependencies") => {
                let name = key.split('.').next().unwrap_or(key);
                manifest.knows.insert(name.to_owned());
                if table != "dev-dependencies" {
                    manifest.needs.insert(name.to_owned());
                }
            }
            _ => {}
        }
    }
    manifest
}

fn rules(text: &str) -> Result<Rules> {
    let mut rules = Rules::default();
    let mut table = "";
    for (number, line) in text.lines().enumerate() {
        let line = line.split('#').next().unwrap_or_default().trim();
        if line.is_empty() {
            continue;
        }
        if let Some(header) = line.strip_prefix('[')
            && !line.contains('=')
        {
            table = header.trim_end_matches(']');
            continue;
        }
        let Some((key, list)) = line.split_once('=') else { bail!("layers.toml, line {}: no `=`", number + 1) };
        let list = list.trim().trim_start_matches('[').trim_end_matches(']');
        let names = list.split(',').map(|name| name.trim().trim_matches('"')).filter(|name| !name.is_empty());
        let names: Vec<String> = names.map(str::to_owned).collect();
        let key = key.trim().trim_matches('"').to_owned();
        match table {
            "may-know" => drop(rules.may_know.insert(key, names.into_iter().collect())),
            "tests-may-know" => drop(rules.tests_may_know.insert(key, names.into_iter().collect())),
            "only" => drop(rules.only.insert(key, names.into_iter().collect())),
            "floors" => rules.floors.push(Floors { sources: key, names, migrations: None }),
            "tables" => match rules.floors.iter_mut().find(|floors| floors.sources == key) {
                Some(floors) => floors.migrations = names.into_iter().next(),
                None => bail!("layers.toml, line {}: {key} has no floors", number + 1),
            },
            "no-circles" if key == "crates" => rules.no_circles = names,
            other => bail!("layers.toml, line {}: unknown table {other}", number + 1),
        }
    }
    Ok(rules)
}

#[cfg(test)]
mod tests {
    use super::*;

    const RULES: &str =
        "[may-know]\npana-a = []\npana-b = [\"pana-a\"] # b stands on a\n[only]\ntauri = [\"pana-b\"]\n";

    fn check_manifest(text: &str, expected: usize) {
        let mut found = Vec::new();
        check(&rules(RULES).unwrap(), &read_manifest(text), &mut found);
        assert_eq!(found.len(), expected, "{found:?}");
    }

    #[test]
    fn an_arrow_outside_the_list_is_named() {
        check_manifest("[package]\nname = \"pana-b\"\n[dependencies]\npana-a.workspace = true\ntauri = \"2\"\n", 0);
        check_manifest("[package]\nname = \"pana-a\"\n[dependencies]\npana-b = { path = \"../b\" }\n", 1);
        check_manifest("[package]\nname = \"pana-a\"\n[dev-dependencies.pana-b]\npath = \"../b\"\n", 1);
    }

    #[test]
    fn what_tests_alone_may_know_is_no_arrow_for_the_rest() {
        let rules = rules(&format!("{RULES}[tests-may-know]\npana-a = [\"pana-b\"]\n")).unwrap();
        for (table, expected) in [("dev-dependencies", 0), ("dependencies", 1), ("build-dependencies", 1)] {
            let mut found = Vec::new();
            let text = format!("[package]\nname = \"pana-a\"\n[{table}]\npana-b.workspace = true\n");
            check(&rules, &read_manifest(&text), &mut found);
            assert_eq!(found.len(), expected, "{table}: {found:?}");
        }
    }

    #[test]
    fn tauri_belongs_to_its_owner_alone() {
        check_manifest("[package]\nname = \"pana-a\"\n[build-dependencies]\ntauri-build = \"2\"\n", 1);
    }

    #[test]
    fn a_crate_without_a_line_is_named() {
        check_manifest("[package]\nname = \"pana-c\"\n", 1);
    }

    #[test]
    fn an_arrow_that_is_allowed_and_not_there_is_told() {
        let check = |texts: &[&str]| {
            let mut found = Vec::new();
            let manifests: Vec<Manifest> = texts.iter().map(|text| read_manifest(text)).collect();
            check_use(&rules(RULES).unwrap(), &manifests, &mut found);
            found
        };
        let (a, b) = ("[package]\nname = \"pana-a\"\n", "[package]\nname = \"pana-b\"\n[dependencies]\n");
        assert_eq!(check(&[a, &format!("{b}pana-a.workspace = true\ntauri-build = \"2\"\n")]), Vec::<String>::new());
        let known = check(&[a, &format!("{b}tauri.workspace = true\n")]);
        assert_eq!(known, ["layers.toml: pana-b may know pana-a and does not: take the arrow out"]);
        let only = check(&[a, &format!("{b}pana-a.workspace = true\ntaurine = \"2\"\n")]);
        assert_eq!(only, ["layers.toml: pana-b alone may know tauri and does not: take it out"]);
        let gone = check(&[&format!("{b}pana-a.workspace = true\ntauri = \"2\"\n")]);
        assert_eq!(gone, ["layers.toml: pana-a has a line and is no crate"]);
    }

    #[test]
    fn the_workspace_keeps_its_layers() {
        assert_eq!(problems().unwrap(), Vec::<String>::new());
    }
}
