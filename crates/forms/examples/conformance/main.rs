//! Runs cases recorded from other engines of the ODK world:
//!
//! ```text
//! conformance -- xpath    DOCS.json CASES.jsonl
//! conformance -- scenario CASES.jsonl
//! conformance -- oracle   CASES.jsonl
//! conformance -- xlsform  CASES.jsonl
//! conformance -- workbooks FOLDER
//! ```
//!
//! Steps are given as the recorded client gives them, and what it shows is put as it puts it: `peer.rs` says how.
//! One line for each case that failed, `id: what was expected, what came`, then the counts. What is skipped has its reason.
#![allow(clippy::print_stdout, reason = "a program for the terminal")]
#![allow(clippy::indexing_slicing, reason = "JSON that lacks a member gives null")]

mod aggregates;
mod decimals;
mod observe;
mod oracle;
mod peer;
mod places;
mod report;
mod scenario;
mod source;
mod xlsform;
mod xpath;

use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let report = match words.as_slice() {
        ["xpath", docs, cases] => xpath::run(Path::new(docs), Path::new(cases)),
        ["scenario", cases] => scenario::run(Path::new(cases)),
        ["xlsform", cases] => xlsform::run(Path::new(cases)),
        ["workbooks", folder] => xlsform::run_folder(Path::new(folder)),
        ["oracle", cases] => oracle::run(Path::new(cases)),
        _ => {
            println!(
                "conformance xpath DOCS.json CASES.jsonl | scenario CASES.jsonl | oracle CASES.jsonl | xlsform CASES.jsonl"
            );
            return ExitCode::from(2);
        }
    };
    match report {
        Ok(report) => {
            println!("{report}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            println!("{error}");
            ExitCode::from(2)
        }
    }
}
