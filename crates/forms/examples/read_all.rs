//! Reads every workbook of a folder in one process and says how many they are, how many of them it
//! takes, and how many milliseconds that took: `read_all FOLDER`. `cargo xtask compare`
//! runs it beside pyxform on the same folder.

#![allow(clippy::print_stdout, missing_docs)]

use std::path::PathBuf;
use std::time::Instant;

use pana_forms::read;
use pana_forms::workbook::Workbook;

fn main() -> std::io::Result<()> {
    let folder = std::env::args().nth(1).unwrap_or_default();
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder)?.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.retain(|path| path.extension().is_some_and(|kind| kind == "xls" || kind == "xlsx"));
    paths.sort();
    let (start, mut accepted) = (Instant::now(), 0_usize);
    for path in &paths {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let form = Workbook::from_file(&name, &std::fs::read(path)?).ok().and_then(|workbook| read(&workbook).form);
        accepted = accepted.saturating_add(usize::from(form.is_some()));
    }
    let milliseconds = start.elapsed().as_secs_f64() * 1e3;
    println!("{} {accepted} {milliseconds}", paths.len());
    Ok(())
}
