//! Writes the letters of the tests into a folder, to be looked at: `cargo run -p pana-letter --example letters DIR`.
#![allow(missing_docs, clippy::expect_used, clippy::print_stdout, dead_code)]

#[path = "../tests/letter/gate.rs"]
mod gate;
#[path = "../tests/letter/sample.rs"]
mod sample;

use std::time::Instant;

fn main() {
    let folder = std::path::PathBuf::from(std::env::args().nth(1).expect("a folder"));
    for turn in 1..=5 {
        let began = Instant::now();
        let printed = sample::kk_ar();
        println!("letter {turn}: {:.1} ms, {printed:?}", began.elapsed().as_secs_f64() * 1e3);
    }
    for (name, printed) in sample::all() {
        std::fs::write(folder.join(format!("{name}.pdf")), &printed.pdf).expect("it can be written");
    }
}
