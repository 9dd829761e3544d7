//! Writes the letters of the tests into a folder, to be looked at: `cargo run -p pana-letter --example letters DIR`.
#![allow(missing_docs, clippy::expect_used, clippy::unwrap_used, clippy::print_stdout, unreachable_pub, dead_code)]

#[path = "../tests/letter/sample.rs"]
mod sample;

use std::time::Instant;

fn main() {
    let folder = std::path::PathBuf::from(std::env::args().nth(1).expect("a folder"));
    for turn in 0..5 {
        let began = Instant::now();
        let printed = sample::kk_ar();
        println!(
            "letter {turn}: {:.1} ms, {printed:?}, accessible: {}",
            began.elapsed().as_secs_f64() * 1e3,
            printed.accessible
        );
        std::fs::write(folder.join("kk-ar.pdf"), &printed.pdf).expect("it can be written");
    }
}
