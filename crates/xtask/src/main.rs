//! The project's own commands: `cargo xtask run`, `cargo xtask test` and the rest.
//!
//! It is built before anything else is known to work, on a machine that may have nothing but cargo.
//! Hence one small dependency, no parser of TOML or JSON, and children for everything that the system already does.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a terminal command speaks by printing")]

mod bench;
mod circles;
mod compare;
mod display;
mod durability;
mod floors;
mod fmt;
mod gate;
mod lanes;
mod layers;
mod names;
mod run;
mod shell;
mod soak;
mod sources;
mod system;
mod tidy;
mod tools;
mod tour;
mod ui;

use std::process::ExitCode;

const USAGE: &str = "\
cargo xtask run [--demo]   install what is missing, build, open the window
cargo xtask test           every check of the project, with the seconds of each step
cargo xtask tour           pictures of every screen into docs/screens
cargo xtask bench [PART…]  figures as a table and JSON (builds with optimisation); parts: start, centre, 10000, 100000;
                           beside PROGRAM [PEOPLE] at the end: this `pana` and that of another build, in turns;
                           marks FOLDER [FORM] alone: what a person waits for in the window of both, in turns;
                           smallest alone: every part once, to see that it works
cargo xtask compare [PART…] what we do beside other programs that do the same, and how it grows; parts: rules, directory, follow-up,
                           letter, readers, engine, doubles, meet; beside FOLDER at the end: FOLDER holds another build's examples
cargo xtask names [PAIRS]  who is found by a name as it is typed, among 100,000, beside programs that compare names
cargo xtask durability     the full durability run: kills, full disk, power loss
cargo xtask soak [SEEDS [FIRST]]
                           the full run of meetings: storms, cut off and a full disk at each write, a hub killed under load
cargo xtask fmt            lays out every source file, Rust and the ui
cargo xtask tidy           the checks of layout, layers and text alone
cargo xtask circles CRATE  the files of a crate (its folder in crates) that name each other in a circle";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = match words.as_slice() {
        ["run"] => run::run(run::Centre::Own),
        ["run", "--demo"] => run::run(run::Centre::Demo),
        ["test"] => gate::test(),
        ["tour"] => tour::gallery(),
        ["bench", parts @ ..] => bench::bench(parts),
        ["compare", parts @ ..] => compare::compare(parts),
        ["names", pairs @ ..] => names::names(pairs.first().copied()),
        ["durability"] => durability::full(),
        ["soak", numbers @ ..] => soak::full(numbers),
        ["fmt"] => fmt::write(),
        ["tidy"] => tidy::report(&mut shell::Out::Terminal),
        ["circles", crate_folder] => circles::report(crate_folder),
        _ => {
            eprintln!("{USAGE}");
            return ExitCode::from(2);
        }
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("xtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}
