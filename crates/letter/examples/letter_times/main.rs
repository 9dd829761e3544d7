//! How long a letter takes, the first of a process and later ones: `letter_times LETTER [FOLDER]`, where LETTER is `kk-ar` or
//! `ru-en`. Into FOLDER goes the same letter as a page of HTML, its text word by word, for another program that makes a PDF.
//! Prints how many were made, p50 and p95 of the later ones, and the first, in milliseconds, with tabs between.
#![allow(missing_docs, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::print_stdout, dead_code)]

#[path = "../../tests/letter/gate.rs"]
mod gate;
mod html;
/// Where the drawing of codes looks for its error.
mod print {
    pub(crate) use pana_letter::LetterError;
}
#[path = "../../src/qr.rs"]
mod qr;
mod ru_en;
#[path = "../../tests/letter/sample.rs"]
mod sample;

use std::time::Instant;

use pana_letter::{Field, Letter, LetterWords};

/// So many letters are made after the first.
const LATER: usize = 60;

fn main() {
    let mut arguments = std::env::args().skip(1);
    let name = arguments.next().expect("a letter");
    let (tags, fields, words): ([&str; 2], Vec<Field>, LetterWords) = match name.as_str() {
        "kk-ar" => (["kk", "ar"], sample::fields_kk_ar(), sample::words_kk_ar()),
        "ru-en" => (["ru", "en"], ru_en::fields(), ru_en::words()),
        other => panic!("no letter is called {other}"),
    };
    if let Some(folder) = arguments.next() {
        let file = std::path::Path::new(&folder).join(&name);
        std::fs::write(file.with_extension("html"), html::page(tags, &fields, &words)).expect("it can be written");
        let permitted = gate::permitted(fields.clone());
        let printed = Letter::of(&permitted, words.clone()).print().expect("it can be set");
        std::fs::write(file.with_extension("pdf"), printed.pdf).expect("it can be written");
        return;
    }
    let permitted = gate::permitted(fields);
    let mut times: Vec<f64> = (0..=LATER)
        .map(|_| {
            let begun = Instant::now();
            std::hint::black_box(Letter::of(&permitted, words.clone()).print().expect("it can be set"));
            begun.elapsed().as_secs_f64() * 1e3
        })
        .collect();
    let first = times.remove(0);
    times.sort_by(f64::total_cmp);
    let at = |percent: usize| times.get((times.len() - 1) * percent / 100).copied().unwrap_or_default();
    println!("{name}\t{}\t{:.1}\t{:.1}\t{first:.1}", times.len(), at(50), at(95));
}
