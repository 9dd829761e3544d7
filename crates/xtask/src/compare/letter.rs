//! A letter beside a program that makes a PDF of the same text as a page of HTML.

use super::programs::{PAIRS, example, said};
use crate::shell::root;
use anyhow::{Result, bail};
use std::path::Path;
use std::process::Command;

const LETTERS: [&str; 2] = ["kk-ar", "ru-en"];
/// So many letters the other program makes after its first.
const LATER: &str = "20";

/// Makes each letter with both, one process each, in turns.
pub(super) fn letter(python: &Path, folder: &Path) -> Result<()> {
    std::fs::create_dir_all(folder)?;
    let script = root().join("crates/letter/benches/compare/letter.py");
    println!(
        "| letter | WeasyPrint later: p50 (p95), ms | ours later | times | WeasyPrint first | ours first | times |"
    );
    println!("| --- | --- | --- | --- | --- | --- | --- |");
    for letter in LETTERS {
        said(Command::new(example("letter_times")).arg(letter).arg(folder))?;
        let page = folder.join(letter).with_extension("html");
        for _ in 0..PAIRS {
            let ours = Times::of(&said(Command::new(example("letter_times")).arg(letter))?)?;
            let theirs = Times::of(&said(Command::new(python).arg(&script).arg(&page).arg(LATER))?)?;
            println!(
                "| {letter} | {:.0} ({:.0}) | {:.1} ({:.1}) | {:.1} × | {:.0} | {:.1} | {:.1} × |",
                theirs.p50,
                theirs.p95,
                ours.p50,
                ours.p95,
                theirs.p50 / ours.p50,
                theirs.first,
                ours.first,
                theirs.first / ours.first
            );
        }
    }
    Ok(())
}

/// What a program says of its letters, in milliseconds.
struct Times {
    p50: f64,
    p95: f64,
    first: f64,
}

impl Times {
    fn of(said: &str) -> Result<Self> {
        let numbers: Vec<f64> = said.trim().split('\t').skip(2).filter_map(|word| word.parse().ok()).collect();
        let [p50, p95, first] = *numbers.as_slice() else { bail!("no times of letters: {said}") };
        Ok(Self { p50, p95, first })
    }
}
