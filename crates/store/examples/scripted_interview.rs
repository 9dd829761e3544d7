//! Leads a scripted interview against a store folder and says what is durable, so that it can be killed at any point:
//!
//! ```text
//! scripted_interview create DIR
//! scripted_interview run DIR SEED INTERVIEWS       prints "saved <interview> <n> <round>" after each durable answer
//! scripted_interview verify DIR < what it printed  exit 0: every line is true, log and views are whole
//! ```
//!
//! Exit 3: the store refused (a full disk, a read-only folder); the reason is on stderr.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, missing_docs)]
#![allow(clippy::print_stdout, clippy::print_stderr, unreachable_pub)]

#[path = "../tests/durability/script.rs"]
mod script;

use std::io::Read as _;
use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let out = &mut std::io::stdout();
    let done = match words.as_slice() {
        [_, "create", dir] => script::create(Path::new(dir), out),
        [_, "run", dir, seed, interviews] => {
            script::run(Path::new(dir), seed.parse().unwrap(), interviews.parse().unwrap(), out)
        }
        [_, "verify", dir] => {
            let mut said = String::new();
            std::io::stdin().read_to_string(&mut said).unwrap();
            return match script::verify(Path::new(dir), &said) {
                Ok(confirmed) => {
                    println!("{confirmed} answers are there");
                    ExitCode::SUCCESS
                }
                Err(problem) => {
                    eprintln!("{problem}");
                    ExitCode::FAILURE
                }
            };
        }
        _ => {
            eprintln!("create DIR | run DIR SEED INTERVIEWS | verify DIR");
            return ExitCode::from(2);
        }
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::from(3)
        }
    }
}
