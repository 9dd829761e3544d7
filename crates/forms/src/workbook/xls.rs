//! Sheets from .xls, which is older.

use std::io::Cursor;

use calamine::{Reader, Xls};

use super::builder::{Builder, ROWS, problem};
use super::cells::{Cell, Workbook};
use super::extent::{Measured, Unmeasured, measure};
use super::values::text;
use crate::problem::{Problem, ProblemCode};

/// How a file of the older kind begins.
pub(super) const HEAD: [u8; 4] = [0xD0, 0xCF, 0x11, 0xE0];

/// Reads it; `None` for what is no workbook.
pub(super) fn read(file: &str, bytes: &[u8]) -> Option<Result<Workbook, Vec<Problem>>> {
    let measured = match measure(bytes) {
        Ok(measured) => measured,
        Err(Unmeasured::NoWorkbook) => return None,
        Err(Unmeasured::TooLarge(sheet)) => {
            let limit = ROWS.to_string();
            let args = [("limit", limit.as_str())];
            return Some(Err(vec![problem(file, &sheet, None, ProblemCode::SheetTooLarge, &args)]));
        }
    };
    let mut source: Xls<_> = calamine::open_workbook_from_rs(Cursor::new(measured.bytes.as_slice())).ok()?;
    let mut workbook = Workbook { file: file.to_owned(), ..Workbook::default() };
    let mut problems = Vec::new();
    for name in source.sheet_names().into_iter().filter(|name| !name.starts_with('_')) {
        let mut builder = Builder::new(file, &name);
        sheet(&mut source, &name, &measured, &mut builder)?;
        builder.finish(&mut workbook, &mut problems);
    }
    Some(if problems.is_empty() { Ok(workbook) } else { Err(problems) })
}

fn sheet(source: &mut Xls<Cursor<&[u8]>>, name: &str, measured: &Measured, builder: &mut Builder<'_>) -> Option<()> {
    let range = source.worksheet_range(name).ok()?;
    let (top, left) = range.start().unwrap_or_default();
    let moved = measured.moved(name);
    let mut cells: Vec<Cell> = Vec::new();
    for (row, values) in (top..).zip(range.rows()) {
        let row = moved.map_or(row, |places| places.row(row));
        let number = row.checked_add(1)?;
        for (column, value) in (left..).zip(values) {
            let Some(text) = text(value) else { continue };
            let column = moved.map_or(column, |places| places.column(column));
            builder.cell(&mut cells, number, column, &text);
            if let Some(shown) = measured.zeros(name, row, column).and_then(|format| format.shown(&text)) {
                builder.unheld_zeros(number, column, &shown, &text);
            }
        }
        if !builder.row(number, &mut cells) {
            break;
        }
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Write as _};

    use super::super::Workbook;
    use crate::problem::{Problem, ProblemCode};

    fn record(kind: u16, body: &[u8]) -> Vec<u8> {
        [&kind.to_le_bytes()[..], &u16::try_from(body.len()).unwrap().to_le_bytes(), body].concat()
    }

    fn text(text: &str) -> Vec<u8> {
        let letters: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        [&u16::try_from(letters.len() / 2).unwrap().to_le_bytes()[..], &[1], &letters].concat()
    }

    /// A cell with a text in it, or, where `look` is said, with the number.
    fn cell(row: u16, column: u16, said: &str, look: Option<u16>) -> Vec<u8> {
        let place = [row.to_le_bytes(), column.to_le_bytes(), look.unwrap_or(0).to_le_bytes()].concat();
        match look {
            Some(_) => record(0x0203, &[place, said.parse::<f64>().unwrap().to_le_bytes().to_vec()].concat()),
            None => record(0x0204, &[place, text(said)].concat()),
        }
    }

    /// What a sheet claims: rows and columns.
    fn claim(rows: u32, columns: u16) -> Vec<u8> {
        let columns = columns.to_le_bytes();
        record(0x0200, &[&[0; 4][..], &rows.to_le_bytes(), &[0; 2], &columns, &[0; 2]].concat())
    }

    /// A workbook of sheets by name; look 1 has the format `000`.
    fn file(sheets: &[(&str, Vec<u8>)]) -> Vec<u8> {
        let begin = record(0x0809, &[0, 6, 5, 0]);
        let end = record(0x000A, &[]);
        let looks = [
            record(0x041E, &[&164_u16.to_le_bytes()[..], &text("000")].concat()),
            record(0x00E0, &[0, 0, 0, 0]),
            record(0x00E0, &[&[0, 0][..], &164_u16.to_le_bytes()].concat()),
        ];
        let named = |at: usize, name: &str| {
            let letters = text(name);
            let at = u32::try_from(at).unwrap().to_le_bytes();
            // The name has its length in one byte.
            record(0x0085, &[&at[..], &[0, 0, letters[0]], &letters[2..]].concat())
        };
        let heads: usize = sheets.iter().map(|(name, _)| named(0, name).len()).sum();
        let mut at = begin.len() + looks.concat().len() + heads + end.len();
        let mut stream = [begin.clone(), looks.concat()].concat();
        for (name, cells) in sheets {
            stream.extend(named(at, name));
            at += begin.len() + cells.len() + end.len();
        }
        stream.extend(&end);
        sheets.iter().for_each(|(_, cells)| stream.extend([&begin, cells, &end].map(|part| part.as_slice()).concat()));
        // Shorter streams lie elsewhere in such a file.
        stream.resize(stream.len().max(5000), 0);
        let mut file = cfb::CompoundFile::create_with_version(cfb::Version::V3, Cursor::new(Vec::new())).unwrap();
        file.create_stream("/Workbook").unwrap().write_all(&stream).unwrap();
        file.into_inner().into_inner()
    }

    fn survey(rows: &[[&str; 3]]) -> Vec<u8> {
        let cells = (0..).zip(rows).flat_map(|(row, texts)| {
            (0..).zip(texts).map(move |(column, text)| cell(row, column, text, None)).collect::<Vec<_>>()
        });
        cells.flatten().collect()
    }

    fn one_question() -> Vec<u8> {
        survey(&[["type", "name", "label"], ["text", "q", "Сұрақ"]])
    }

    fn read(bytes: &[u8]) -> Result<Workbook, Vec<Problem>> {
        Workbook::from_file("form.xls", bytes)
    }

    #[test]
    fn an_old_workbook_is_read_whatever_its_sheets_claim_to_hold() {
        let plain = read(&file(&[("survey", one_question())])).unwrap();
        assert_eq!(plain.sheets[0].rows.len(), 2);
        for (rows, columns) in [(1_048_576, 37), (65_536, 256), (0, 0), (1, 1)] {
            let claimed = [claim(rows, columns), one_question()].concat();
            let sheets = [("survey", claimed), ("notes", claim(rows, columns))];
            let workbook = read(&file(&sheets)).unwrap();
            assert_eq!(workbook.sheets.iter().find(|sheet| sheet.name == "survey"), plain.sheets.first());
        }
    }

    #[test]
    fn a_cell_at_the_end_of_an_old_workbook_is_read_where_it_stands() {
        let far = [one_question(), cell(u16::MAX, 255, "x", None)].concat();
        let workbook = read(&file(&[("settings", one_question()), ("survey", far)])).unwrap();
        let last = workbook.sheet("survey").and_then(|sheet| sheet.rows.last()).unwrap();
        assert_eq!((last.number, last.text(255)), (65_536, "x"));
    }

    proptest::proptest! {
        #![proptest_config(proptest::prelude::ProptestConfig::with_cases(64))]
        #[test]
        fn cells_of_an_old_workbook_are_read_where_they_stand_however_far_apart(
            places in proptest::collection::btree_set((0..=u16::MAX, 0..200_u16), 1..40),
            near in proptest::bool::ANY,
        ) {
            let places: std::collections::BTreeSet<(u16, u16)> =
                places.into_iter().map(|(row, column)| if near { (row % 90, column % 9) } else { (row, column) }).collect();
            let cells: Vec<u8> =
                places.iter().flat_map(|(row, column)| cell(*row, *column, &format!("{row}/{column}"), None)).collect();
            let workbook = read(&file(&[("settings", one_question()), ("survey", cells)])).unwrap();
            let read: Vec<(u32, u32, String)> = workbook.sheet("survey").into_iter().flat_map(|sheet| &sheet.rows)
                .flat_map(|row| row.cells.iter().map(|cell| (row.number - 1, cell.column, cell.text.to_string())))
                .collect();
            let meant: Vec<(u32, u32, String)> = places.iter()
                .map(|(row, column)| (u32::from(*row), u32::from(*column), format!("{row}/{column}")))
                .collect();
            proptest::prop_assert_eq!(read, meant);
        }
    }

    #[test]
    fn a_sheet_of_an_old_workbook_that_fills_too_many_rows_and_columns_is_named() {
        let stair: Vec<u8> = (0..40_000).flat_map(|row| cell(row, row % 256, "x", None)).collect();
        let problems = read(&file(&[("settings", one_question()), ("survey", stair)])).unwrap_err();
        let said: Vec<_> = problems.iter().map(|one| (one.code, one.sheet.as_str())).collect();
        assert_eq!(said, [(ProblemCode::SheetTooLarge, "survey")]);
    }

    #[test]
    fn zeros_that_only_a_format_of_an_old_workbook_shows_are_named() {
        let rows = [one_question(), cell(2, 1, "7", Some(1)), cell(3, 1, "1234", Some(1)), cell(4, 1, "7", Some(0))];
        let workbook = read(&file(&[("survey", rows.concat())])).unwrap();
        let said: Vec<_> =
            workbook.remarks.iter().map(|one| (one.cell.as_deref(), one.args["shown"].as_str())).collect();
        assert_eq!(said, [(Some("B3"), "007")]);
    }
}
