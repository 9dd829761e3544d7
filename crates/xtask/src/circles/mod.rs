//! Circles inside a crate: files that name each other, so that none of them can be read, moved or tested by itself.
//!
//! A file names another by a `use` or by a path in its code; what it names is the file that defines the name, however
//! many facades give it on. A facade alone names nothing, and neither does the declaration of a module. Calls of methods
//! name no file: a type's methods may stand in many files as long as the file of the type names none of them.

mod names;
mod text;

use crate::shell::root;
use crate::sources::{Source, read_sources};
use anyhow::{Result, bail};
use names::Tree;
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// Where the modules of a crate begin.
const ROOTS: &[&str] = &["lib.rs", "main.rs"];

/// Which files name which, and a path by which each does.
type Arrows = BTreeMap<(String, String), String>;

/// Every circle in the sources of a folder, each as a sentence.
pub(crate) fn problems(sources: &str) -> Result<Vec<String>> {
    let arrows = arrows(sources)?;
    Ok(knots(&arrows).iter().map(|knot| format!("{sources}: {}", sentence(knot, &arrows))).collect())
}

/// Prints the circles of one crate, and every arrow between the files that hang together by them.
///
/// # Errors
/// If there are any.
pub(crate) fn report(crate_folder: &str) -> Result<()> {
    let arrows = arrows(&format!("crates/{crate_folder}/src"))?;
    let knots = knots(&arrows);
    for knot in &knots {
        println!("{}", sentence(knot, &arrows));
        for ((from, to), path) in arrows.iter().filter(|((from, to), _)| knot.contains(from) && knot.contains(to)) {
            println!("    {from} -> {to}: {path}");
        }
    }
    if !knots.is_empty() {
        bail!("files of {crate_folder} name each other in a circle");
    }
    Ok(())
}

fn arrows(sources: &str) -> Result<Arrows> {
    let read = read_sources(&root().join(sources))?;
    if !read.iter().any(|source| ROOTS.contains(&source.path.as_str())) {
        bail!("{sources} is not the root of a crate");
    }
    Ok(arrows_between(&read))
}

fn arrows_between(sources: &[Source]) -> Arrows {
    ROOTS.iter().flat_map(|root| Tree::of(root, sources).arrows()).collect()
}

/// The sets of files of which each can be reached from each other.
fn knots(arrows: &Arrows) -> Vec<BTreeSet<String>> {
    let mut knots: Vec<BTreeSet<String>> = Vec::new();
    let files: BTreeSet<&String> = arrows.keys().map(|(from, _)| from).collect();
    for file in files {
        if knots.iter().any(|knot| knot.contains(file)) {
            continue;
        }
        let reached = reached(file, arrows.keys().map(|(from, to)| (from, to)));
        let reaching = self::reached(file, arrows.keys().map(|(from, to)| (to, from)));
        let knot: BTreeSet<String> = reached.intersection(&reaching).map(|file| (*file).clone()).collect();
        if knot.len() > 1 {
            knots.push(knot);
        }
    }
    knots
}

/// The files that can be reached from one, itself included.
fn reached<'f>(begin: &'f String, arrows: impl Iterator<Item = (&'f String, &'f String)>) -> BTreeSet<&'f String> {
    let mut named: BTreeMap<&String, Vec<&String>> = BTreeMap::new();
    for (from, to) in arrows {
        named.entry(from).or_default().push(to);
    }
    let (mut reached, mut next) = (BTreeSet::from([begin]), vec![begin]);
    while let Some(file) = next.pop() {
        next.extend(named.get(file).into_iter().flatten().filter(|file| reached.insert(**file)));
    }
    reached
}

/// A knot told by its shortest circle.
fn sentence(knot: &BTreeSet<String>, arrows: &Arrows) -> String {
    let circles = knot.iter().filter_map(|file| shortest(file, knot, arrows));
    let circle = circles.min_by_key(Vec::len).unwrap_or_default();
    let mut told = circle.first().map(|file| format!("`{file}`")).unwrap_or_default();
    for (from, to) in circle.iter().zip(circle.iter().cycle().skip(1)) {
        let path = arrows.get(&(from.clone(), to.clone())).map(String::as_str).unwrap_or_default();
        let joint = if Some(from) == circle.first() { " names" } else { ", which names" };
        told.push_str(&format!("{joint} `{to}` by `{path}`"));
    }
    format!("{told}: a circle; {} files hang together by such", knot.len())
}

/// The shortest way from a file back to itself.
fn shortest(begin: &String, knot: &BTreeSet<String>, arrows: &Arrows) -> Option<Vec<String>> {
    let mut ways = VecDeque::from([vec![begin.clone()]]);
    let mut seen = BTreeSet::new();
    while let Some(way) = ways.pop_front() {
        let last = way.last()?;
        for (_, to) in arrows.keys().filter(|(from, to)| from == last && knot.contains(to)) {
            if to == begin {
                return Some(way);
            }
            if seen.insert(to) {
                ways.push_back(way.iter().chain([to]).cloned().collect());
            }
        }
    }
    None
}

#[cfg(test)]
mod tests;
