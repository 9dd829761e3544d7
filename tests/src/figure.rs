//! A figure that was measured, and what is made of many times.
#![allow(clippy::print_stdout, reason = "a table for the terminal")]

use anyhow::Result;
use serde_json::{Value, json};
use std::path::Path;
use std::time::Duration;

/// A figure with its unit and, where there is one, its mark.
#[derive(Debug)]
pub struct Figure {
    /// What was measured.
    pub name: String,
    /// How much, in the unit.
    pub value: f64,
    /// `ms`, `MiB`, `×`; empty for a number.
    pub unit: &'static str,
    /// What it should not exceed, and the word before it in the table.
    pub mark: Option<(f64, &'static str)>,
}

/// Writes them as JSON.
///
/// # Errors
/// If the file cannot be written.
pub fn write(out: &Path, figures: &[Figure]) -> Result<()> {
    let rows: Vec<Value> = figures
        .iter()
        .map(|figure| json!({ "name": figure.name, "value": figure.value, "unit": figure.unit, "mark": figure.mark.map(|mark| mark.0) }))
        .collect();
    std::fs::write(out, serde_json::to_vec_pretty(&rows)?)?;
    Ok(())
}

/// A figure that has no mark.
#[must_use]
pub fn plain(name: &str, value: f64, unit: &'static str) -> Figure {
    Figure { name: name.to_owned(), value, unit, mark: None }
}

/// The middle one of the times, in milliseconds.
pub fn middle(times: &mut [Duration]) -> f64 {
    at_share(times, 0.5)
}

/// The time, in milliseconds, that this share of the times does not exceed.
pub fn at_share(times: &mut [Duration], share: f64) -> f64 {
    times.sort_unstable();
    let wanted = share * times.len() as f64;
    let found = times.iter().zip(1_u32..).find(|(_, rank)| f64::from(*rank) >= wanted);
    found.map_or(0.0, |(time, _)| time.as_secs_f64() * 1000.0)
}

/// Prints them as a table.
pub fn print(figures: &[Figure]) {
    println!("\n{:<60} {:>12}  mark", "what", "figure");
    for figure in figures {
        let mark = figure.mark.map_or_else(String::new, |(mark, word)| {
            let kept = if figure.value <= mark { "kept" } else { "NOT kept" };
            format!("{word} {mark}: {kept}")
        });
        println!("{:<60} {:>8.2} {:<3}  {mark}", figure.name, figure.value, figure.unit);
    }
}
