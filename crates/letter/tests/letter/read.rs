//! Reads a PDF with programs that are not ours. Where one is not here the test says so and shows less.

use std::io::{ErrorKind, Read as _};
use std::path::Path;
use std::process::Command;

/// What `pdftotext` reads, page by page, without the marks of direction that it adds itself.
pub(crate) fn text(pdf: &[u8]) -> Option<String> {
    Some(without_marks(&text_with_marks(pdf, &[])?))
}

/// The same with more options, and with the marks.
pub(crate) fn text_with_marks(pdf: &[u8], options: &[&str]) -> Option<String> {
    let out = run("pdftotext", pdf, &[&["-enc", "UTF-8"], options].concat(), &["-"])?;
    Some(String::from_utf8(out).expect("pdftotext writes UTF-8"))
}

/// How the lines lie on the paper, piece by piece from left to right, without blanks: `pdftotext` puts what runs from right
/// to left between marks, which are bars here.
pub(crate) fn seen(pdf: &[u8]) -> Option<String> {
    let text = text_with_marks(pdf, &[])?;
    let marks = ['\u{202a}', '\u{202b}', '\u{202c}'];
    Some(text.replace(marks, "|").split_whitespace().collect::<String>())
}

/// Without marks of direction; every run of blanks is one blank.
pub(crate) fn without_marks(text: &str) -> String {
    let seen = text.chars().filter(|sign| !matches!(sign, '\u{202a}'..='\u{202e}' | '\u{200e}' | '\u{200f}'));
    seen.collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What `pdfinfo` says.
pub(crate) fn info(pdf: &[u8], options: &[&str]) -> Option<String> {
    Some(String::from_utf8_lossy(&run("pdfinfo", pdf, options, &[])?).into_owned())
}

/// What a camera reads on the page.
pub(crate) fn codes(pdf: &[u8], page: usize) -> Option<Vec<String>> {
    let page = page.to_string();
    let image = run("pdftoppm", pdf, &["-gray", "-r", "150", "-f", &page, "-l", &page], &[])?;
    let (wide, high, grey) = grey(&image);
    let mut prepared = rqrr::PreparedImage::prepare_from_greyscale(wide, high, |x, y| grey[y * wide + x]);
    let mut texts: Vec<String> =
        prepared.detect_grids().iter().filter_map(|grid| grid.decode().ok()).map(|(_, text)| text).collect();
    texts.sort();
    Some(texts)
}

/// All bytes of the file and of its streams, unpacked.
pub(crate) fn unpacked(pdf: &[u8]) -> Vec<u8> {
    let mut all = pdf.to_vec();
    let mut rest = pdf;
    while let Some(at) = find(rest, b"stream") {
        rest = &rest[at + b"stream".len()..];
        let packed = rest.strip_prefix(b"\r\n").or_else(|| rest.strip_prefix(b"\n")).unwrap_or(rest);
        let mut stream = Vec::new();
        // What follows `endstream` is no stream: nothing is read of it.
        let _ = flate2::read::ZlibDecoder::new(packed).read_to_end(&mut stream);
        all.extend(stream);
    }
    all
}

/// Does the text stand in the bytes, in any of the ways a PDF writes text?
pub(crate) fn holds(bytes: &[u8], text: &str) -> bool {
    let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let hex: String = wide.iter().map(|byte| format!("{byte:02x}")).collect();
    let ways = [text.as_bytes().to_vec(), wide, hex.to_uppercase().into_bytes(), hex.into_bytes()];
    ways.iter().any(|way| find(bytes, way).is_some())
}

fn find(bytes: &[u8], part: &[u8]) -> Option<usize> {
    bytes.windows(part.len()).position(|window| window == part)
}

fn run(program: &str, pdf: &[u8], before: &[&str], after: &[&str]) -> Option<Vec<u8>> {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("sheet.pdf");
    std::fs::write(&file, pdf).expect("it can be written");
    let out = match Command::new(program).args(before).arg::<&Path>(&file).args(after).output() {
        Err(error) if error.kind() == ErrorKind::NotFound => {
            eprintln!("{program} is not here: what it would read is not shown");
            return None;
        }
        out => out.expect("it can be run"),
    };
    assert!(out.status.success(), "{program}: {}", String::from_utf8_lossy(&out.stderr));
    Some(out.stdout)
}

/// Width, height and brightness of a PGM.
fn grey(image: &[u8]) -> (usize, usize, Vec<u8>) {
    let mut numbers = Vec::new();
    let mut at = 2;
    while numbers.len() < 3 {
        let end = at + 1 + image[at + 1..].iter().position(u8::is_ascii_whitespace).expect("a header");
        numbers.push(std::str::from_utf8(&image[at + 1..end]).expect("digits").parse::<usize>().expect("a number"));
        at = end;
    }
    (numbers[0], numbers[1], image[at + 1..].to_vec())
}
