//! Embeds `locales/`, checks it and writes the keys as Rust functions. A problem in the words ends the build with its
//! file and line, as a problem in the code would.

#![allow(clippy::print_stdout)] // Cargo reads what a build script prints.

mod check;
mod generate;
mod mirror;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

use check::{Problem, Units};

/// The language the others are compared with, and the one a missing text is taken from.
const BASE: &str = "en";

fn main() -> io::Result<()> {
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR").unwrap_or_default()).join("../../locales");
    println!("cargo::rerun-if-changed={}", root.display());
    println!("cargo::rerun-if-changed=build");
    let mut problems = Vec::new();
    let mut languages: BTreeMap<String, (Units, String)> = BTreeMap::new();
    for tag in names(&root, |path| path.is_dir())? {
        languages.insert(tag.clone(), language(&root, &tag, &mut problems)?);
    }
    let empty = (Units::new(), String::new());
    let base = languages.get(BASE).unwrap_or(&empty);
    for (tag, (units, _)) in &languages {
        check::check_references(units, &mut problems);
        if tag != BASE {
            check::compare(&base.0, units, tag, &mut problems);
        }
    }
    for problem in &problems {
        println!("cargo::error={problem}");
    }
    let mut mirrored = check::parse_owned(&base.1);
    mirror::mirror(&mut mirrored);
    let out = PathBuf::from(env::var("OUT_DIR").unwrap_or_default());
    let mut table = String::from("const SOURCES: &[(&str, &str)] = &[\n");
    let real = languages.iter().map(|(tag, (_, text))| (tag.as_str(), text.clone()));
    for (tag, text) in real.chain([("x-rtl", fluent_syntax::serializer::serialize(&mirrored))]) {
        let _ = writeln!(table, "    ({tag:?}, {text:?}),");
    }
    table.push_str("];\n");
    fs::write(out.join("sources.rs"), table)?;
    fs::write(out.join("keys.rs"), generate::keys(&base.0))
}

/// All areas of one language: its units and its text in one piece.
fn language(root: &Path, tag: &str, problems: &mut Vec<Problem>) -> io::Result<(Units, String)> {
    let folder = root.join(tag);
    let (mut units, mut whole) = (Units::new(), String::new());
    for name in names(&folder, |path| path.extension().is_some_and(|ending| ending == "ftl"))? {
        let path = folder.join(&name);
        println!("cargo::rerun-if-changed={}", path.display());
        let text = fs::read_to_string(&path)?.replace("\r\n", "\n");
        check::read(&format!("{tag}/{name}"), &text, &mut units, problems);
        whole.push_str(&text);
        whole.push_str("\n\n");
    }
    Ok((units, whole))
}

fn names(folder: &Path, wanted: impl Fn(&Path) -> bool) -> io::Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if wanted(&path)
            && let Some(name) = path.file_name()
        {
            names.push(name.to_string_lossy().into_owned());
        }
    }
    names.sort();
    Ok(names)
}
