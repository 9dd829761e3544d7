//! Sheets that say wrongly how far they reach.
//!
//! Where a sheet is formatted over its whole width some programs write `<dimension ref="1:63"/>`, rows without columns. The
//! library that takes workbooks apart refuses the sheet for it, though nobody needs the claim: the cells say where they are.

use std::io::{Cursor, Read as _, Write as _};

use zip::write::{SimpleFileOptions, ZipWriter};
use zip::{CompressionMethod, ZipArchive};

use super::packed::UNPACKED;

/// The claim stands before the rows.
const ROWS: &str = "<sheetData";
const CLAIM: &str = "<dimension";

/// The workbook without such claims; `None` where there are none.
pub(super) fn mended(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let mut any = false;
    for at in 0..archive.len() {
        let name = archive.by_index_raw(at).ok()?.name().ok()?.to_ascii_lowercase();
        // How much XML there is has been measured; what other parts unpack to has not.
        let is_sheet = name.contains("worksheets/") && name.ends_with(".xml");
        let text = if is_sheet { text(&mut archive, at) } else { None };
        match text.as_deref().and_then(unclaimed) {
            Some(mended) => {
                let name = archive.by_index_raw(at).ok()?.name().ok()?.into_owned();
                let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
                writer.start_file(name, stored).ok()?;
                writer.write_all(mended.as_bytes()).ok()?;
                any = true;
            }
            None => writer.raw_copy_file(archive.by_index_raw(at).ok()?).ok()?,
        }
    }
    any.then(|| writer.finish().ok().map(Cursor::into_inner)).flatten()
}

fn text(archive: &mut ZipArchive<Cursor<&[u8]>>, at: usize) -> Option<String> {
    let mut text = String::new();
    archive.by_index(at).ok()?.take(UNPACKED).read_to_string(&mut text).ok()?;
    Some(text)
}

/// A sheet without its claim, where that names no cells.
fn unclaimed(sheet: &str) -> Option<String> {
    let (head, _) = sheet.split_once(ROWS)?;
    let (before, claim) = head.split_once(CLAIM)?;
    let end = claim.find('>')?.saturating_add(1);
    let (claim, _) = claim.split_at_checked(end)?;
    let cells = claim.split_once("ref=\"")?.1.split_once('"')?.0;
    if cells.split(':').all(is_cell) {
        return None;
    }
    let after = sheet.get(before.len().saturating_add(CLAIM.len()).saturating_add(end)..)?;
    // The claim may be written with an end of its own.
    let after = if claim.ends_with("/>") { after } else { after.strip_prefix("</dimension>").unwrap_or(after) };
    Some(format!("{before}{after}"))
}

/// `A1`
fn is_cell(text: &str) -> bool {
    let row = text.trim_start_matches(|c: char| c.is_ascii_alphabetic());
    row.len() < text.len() && !row.is_empty() && row.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test")]

    use super::*;
    use crate::workbook::xlsx;

    /// A workbook of one cell, whose sheet makes this claim.
    fn workbook(claim: &str) -> Vec<u8> {
        let mut book = rust_xlsxwriter::Workbook::new();
        book.add_worksheet().write(0, 1, "name").unwrap();
        let bytes = book.save_to_buffer().unwrap();
        let mut archive = ZipArchive::new(Cursor::new(bytes.as_slice())).unwrap();
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for at in 0..archive.len() {
            let name = archive.by_index_raw(at).unwrap().name().unwrap().into_owned();
            let part = text(&mut archive, at).unwrap().replace("<dimension ref=\"B1\"/>", claim);
            assert!(part.contains(claim) || !name.contains("worksheets/"), "{part}");
            writer.start_file(name, SimpleFileOptions::default()).unwrap();
            writer.write_all(part.as_bytes()).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    #[test]
    fn a_sheet_that_claims_rows_without_columns_is_read() {
        for claim in ["", "<dimension ref=\"A1:B1\"/>", "<dimension ref=\"1:63\"/>", "<dimension ref=\"1:1048576\"/>"] {
            let read = xlsx::read("f.xlsx", &workbook(claim)).unwrap();
            let cells = read.sheets.iter().flat_map(|sheet| &sheet.rows).flat_map(|row| &row.cells);
            let cells: Vec<(u32, &str)> = cells.map(|cell| (cell.column, &*cell.text)).collect();
            assert_eq!(cells, [(1, "name")], "{claim}");
        }
    }

    #[test]
    fn parts_whose_size_nobody_has_measured_are_not_unpacked() {
        let sheet = b"<worksheet><dimension ref=\"1:63\"/><sheetData></sheetData></worksheet>";
        for (name, mends) in [("xl/worksheets/sheet1.xml", true), ("xl/worksheets/sheet1.bin", false)] {
            let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
            writer.start_file(name, SimpleFileOptions::default()).unwrap();
            writer.write_all(sheet).unwrap();
            assert_eq!(mended(&writer.finish().unwrap().into_inner()).is_some(), mends, "{name}");
        }
    }

    #[test]
    fn only_a_claim_that_names_no_cells_is_taken_out() {
        let sheet = |claim: &str| format!("<worksheet>{claim}<sheetData><row r=\"1\"/></sheetData></worksheet>");
        for wrong in [
            "<dimension ref=\"1:63\"/>",
            "<dimension ref=\"1:1048576\"></dimension>",
            "<dimension ref=\"A:C\" />",
            "<dimension ref=\"\"/>",
        ] {
            assert_eq!(unclaimed(&sheet(wrong)).unwrap(), sheet(""), "{wrong}");
        }
        for right in ["<dimension ref=\"A1\"/>", "<dimension ref=\"A1:XFD63\"/>", ""] {
            assert_eq!(unclaimed(&sheet(right)), None, "{right}");
        }
    }
}
