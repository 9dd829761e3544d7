//! Puts the questionnaires that ship into the binary: each folder of `questionnaires/` with its CSV sheets.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let questionnaires = Path::new("../../questionnaires");
    println!("cargo:rerun-if-changed=../../questionnaires");
    let mut list = String::from("&[\n");
    for folder in sorted(questionnaires)?.into_iter().filter(|path| path.is_dir()) {
        write_folder(&mut list, &folder)?;
    }
    list.push_str("]\n");
    let out = env::var_os("OUT_DIR").ok_or_else(|| io::Error::other("cargo gives OUT_DIR"))?;
    fs::write(Path::new(&out).join("questionnaires.rs"), list)
}

fn write_folder(list: &mut String, folder: &Path) -> io::Result<()> {
    let mut line = |text: std::fmt::Arguments<'_>| list.write_fmt(text).map_err(io::Error::other);
    line(format_args!("    Source {{ name: {:?}, sheets: &[\n", stem(folder)))?;
    for sheet in sorted(folder)?.into_iter().filter(|path| path.extension().is_some_and(|ending| ending == "csv")) {
        println!("cargo:rerun-if-changed={}", sheet.display());
        line(format_args!("        ({:?}, include_bytes!({:?})),\n", stem(&sheet), fs::canonicalize(&sheet)?))?;
    }
    line(format_args!("    ] }},\n"))
}

fn sorted(folder: &Path) -> io::Result<Vec<PathBuf>> {
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let mut paths = fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<io::Result<Vec<_>>>()?;
    paths.sort();
    Ok(paths)
}

fn stem(path: &Path) -> String {
    path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default()
}
