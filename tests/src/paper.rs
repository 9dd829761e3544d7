//! What others read of a page that the app wrote: its text, and its codes as a camera sees them.

use anyhow::{Context, Result, ensure};
use std::path::{Path, PathBuf};
use std::process::Command;

/// The only PDF in a folder that is not one of those known already.
///
/// # Errors
/// If there is none, or more than one.
pub fn new_in(folder: &Path, known: &[PathBuf]) -> Result<PathBuf> {
    let all = std::fs::read_dir(folder)?.flatten().map(|entry| entry.path());
    let new: Vec<_> =
        all.filter(|path| path.extension().is_some_and(|ending| ending == "pdf") && !known.contains(path)).collect();
    let [pdf] = new.as_slice() else { anyhow::bail!("one new PDF in {}, not {new:?}", folder.display()) };
    Ok(pdf.clone())
}

/// The text that can be selected and copied.
///
/// # Errors
/// If `pdftotext` is not here or cannot read it.
pub fn text(pdf: &Path) -> Result<String> {
    Ok(String::from_utf8(ran(Command::new("pdftotext").args(["-enc", "UTF-8"]).arg(pdf).arg("-"))?)?)
}

/// What a camera reads in the codes of all pages, page by page.
///
/// # Errors
/// If `pdftoppm` is not here or cannot draw it, or a code cannot be read.
pub fn codes(pdf: &Path) -> Result<Vec<String>> {
    let drawn = ran(Command::new("pdftoppm").args(["-gray", "-r", "150"]).arg(pdf))?;
    let mut rest = drawn.as_slice();
    let mut texts = Vec::new();
    while !rest.is_empty() {
        let (wide, high, at) = header(rest)?;
        let (page, after) = rest.split_at_checked(at + wide * high).context("a page that is cut off")?;
        let grey = page.get(at..).unwrap_or_default();
        let light = |x: usize, y: usize| grey.get(y * wide + x).copied().unwrap_or(u8::MAX);
        let mut page = rqrr::PreparedImage::prepare_from_greyscale(wide, high, light);
        for grid in page.detect_grids() {
            texts.push(grid.decode().context("a code that cannot be read")?.1);
        }
        rest = after;
    }
    Ok(texts)
}

/// Width and height of a PGM, and where its pixels begin: the third of three numbers says how many greys there are.
fn header(image: &[u8]) -> Result<(usize, usize, usize)> {
    let mut at = b"P5".len();
    let mut number = || -> Result<usize> {
        let rest = image.get(at + 1..).context("no page")?;
        let length = rest.iter().position(u8::is_ascii_whitespace).context("a page without an end")?;
        at += 1 + length;
        Ok(std::str::from_utf8(rest.get(..length).unwrap_or_default())?.parse()?)
    };
    let (wide, high, _greys) = (number()?, number()?, number()?);
    Ok((wide, high, at + 1))
}

fn ran(command: &mut Command) -> Result<Vec<u8>> {
    let program = command.get_program().to_owned();
    let out = command.output().with_context(|| format!("{} is not here", program.display()))?;
    ensure!(out.status.success(), "{}: {}", program.display(), String::from_utf8_lossy(&out.stderr));
    Ok(out.stdout)
}
