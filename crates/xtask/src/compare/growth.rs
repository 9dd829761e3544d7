//! How what follows an interview grows: the directory of services, and the work list.

use super::curve::{Curve, short};
use super::programs::{example, said};
use crate::shell::root;
use anyhow::{Context, Result};
use std::path::{Path, PathBuf};
use std::process::Command;

/// So many services have the directories.
const SERVICES: [usize; 3] = [100, 1_000, 10_000];
/// So many referrals have the centres: five for each person.
const REFERRALS: [usize; 3] = [1_000, 10_000, 100_000];
const EACH: usize = 5;
/// Of a hundred referrals, so many wait for somebody: a centre that keeps up, and at the last size one that does not.
const DUE: &str = "3";
const DUE_BEHIND: &str = "20";

/// Reads directories of services, which validates them, beside a validator of the same packages, and asks them.
pub(super) fn directory(python: &Path, folder: &Path) -> Result<()> {
    let script = root().join("crates/directory/benches/compare/validate.py");
    let (mut import, mut asked) = (Curve::default(), Curve::default());
    for size in SERVICES {
        let package = package(folder, size)?;
        asked.take(size, &said(Command::new(example("directory_times")).arg(size.to_string()))?)?;
        import.take(size, &said(Command::new(example("directory_times")).arg("import").arg(&package))?)?;
        let theirs = said(Command::new(python).arg(&script).arg(package.join("datapackage.json")))?;
        let mut words = theirs.split_whitespace();
        let is_valid = words.next() == Some("True");
        let mut number =
            || words.next().and_then(|word| word.parse::<f64>().ok()).context("frictionless says no figure");
        let (ms, memory) = (number()?, number()?);
        import.put(size, "frictionless validates the same", vec![ms]);
        import.put(size, "frictionless, most memory, MB", vec![memory]);
        import.put(size, "frictionless finds it valid", vec![f64::from(u8::from(is_valid))]);
        for ours in ["read and checked", "read, checked and understood"] {
            if let Some(took) = import.at(size, ours) {
                import.put(size, &format!("times as fast: {ours}"), vec![ms / took]);
            }
        }
    }
    import.print("import of a package, ms");
    println!();
    asked.print("the directory by itself, ms: p50 (p95), the most");
    Ok(())
}

/// A made-up package of so many services in a folder of its own.
fn package(folder: &Path, size: usize) -> Result<PathBuf> {
    let package = folder.join(size.to_string());
    std::fs::create_dir_all(&package)?;
    said(Command::new(example("directory_times")).arg(size.to_string()).arg(&package))?;
    Ok(package)
}

/// The work list, searches and suggestions through the app and its store. With another build beside it, in turns.
pub(super) fn follow_up(folder: &Path, beside: Option<&Path>) -> Result<()> {
    let most = SERVICES.last().copied().unwrap_or_default();
    let package = package(folder, most)?;
    let ours = example("follow_up_times");
    let theirs = beside.map(|folder| folder.join("follow_up_times"));
    let builds: Vec<(&str, &Path)> = [("this build", Some(ours.as_path())), ("the other build", theirs.as_deref())]
        .into_iter()
        .filter_map(|(name, program)| Some((name, program?)))
        .collect();
    let mut curves: Vec<(&str, Curve)> = builds.iter().map(|(name, _)| (*name, Curve::default())).collect();
    for size in REFERRALS {
        measure(&builds, &mut curves, (size, DUE), (folder, &package))?;
    }
    for (name, curve) in &curves {
        curve.print(&format!("{name}: referrals, of which {DUE} of a hundred wait; ms: p50 (p95), the first"));
        println!();
    }
    let mut behind: Vec<(&str, Curve)> = builds.iter().map(|(name, _)| (*name, Curve::default())).collect();
    let last = REFERRALS.last().copied().unwrap_or_default();
    measure(&builds, &mut behind, (last, DUE_BEHIND), (folder, &package))?;
    for (name, curve) in &behind {
        curve.print(&format!("{name}: referrals, of which {DUE_BEHIND} of a hundred wait; ms: p50 (p95), the first"));
        println!();
    }
    if let [(_, one), (_, other)] = curves.as_slice() {
        for what in ["the work list", "suggestions for one person"] {
            if let Some((ours, theirs)) = one.at(last, what).zip(other.at(last, what)) {
                println!("{what} at {last}: {} / {} ms: {} times", short(theirs), short(ours), short(theirs / ours));
            }
        }
    }
    Ok(())
}

/// Makes a centre with each build, and asks both in turns.
fn measure(
    builds: &[(&str, &Path)],
    curves: &mut [(&str, Curve)],
    (size, due): (usize, &str),
    (folder, package): (&Path, &Path),
) -> Result<()> {
    let people = size.div_ceil(EACH).to_string();
    let data = |at: usize| folder.join(format!("centre-{at}-{size}-{due}"));
    for (at, ((_, program), (_, curve))) in builds.iter().zip(curves.iter_mut()).enumerate() {
        if data(at).exists() {
            std::fs::remove_dir_all(data(at))?;
        }
        let mut make = Command::new(program);
        make.arg("make").arg(data(at)).args([&people, due]).arg(package);
        curve.take(size, &said(&mut make)?)?;
    }
    for (at, ((_, program), (_, curve))) in builds.iter().zip(curves.iter_mut()).enumerate() {
        let asked = said(Command::new(program).arg("ask").arg(data(at)))?;
        for line in asked.lines() {
            let (name, numbers) = line.split_once('\t').with_context(|| format!("no figure: {line}"))?;
            curve.put(size, name, numbers.split('\t').filter_map(|number| number.parse().ok()).collect());
        }
        std::fs::remove_dir_all(data(at))?;
    }
    Ok(())
}
