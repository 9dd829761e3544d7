use super::*;
use calamine::{Data, Reader as _, Xlsx, open_workbook};

const HEADINGS: &[Heading<'static>] = &[("q", "Сұрақ"), ("n", "Сан")];

#[test]
fn a_table_that_is_full_goes_on_in_another_sheet_with_its_headings() {
    let folder = tempfile::tempdir().unwrap();
    let mut book = Book::new(folder.path(), 4).unwrap();
    let table = book.begin("member", HEADINGS, &[]).unwrap();
    for each in ["a", "b", "c", "d", "e"] {
        book.cell(None, Shown::Answer(each.into())).unwrap();
        book.cell(None, Shown::State("[later]")).unwrap();
        book.end_line(table).unwrap();
    }
    let path = folder.path().join("book.xlsx");
    book.workbook.save(&path).unwrap();
    let mut read: Xlsx<_> = open_workbook(&path).unwrap();
    assert_eq!(read.sheet_names(), ["member", "member (2)", "member (3)"]);
    let mut rows = Vec::new();
    for name in read.sheet_names() {
        let range = read.worksheet_range(&name).unwrap();
        let text = |row: u32, column: u32| range.get_value((row, column)).map(Data::to_string).unwrap_or_default();
        assert_eq!((text(0, 0), text(1, 1)), ("q".to_owned(), "Сан".to_owned()), "{name}");
        rows.extend((2..4).map(|row| text(row, 0)).filter(|text| !text.is_empty()));
    }
    assert_eq!(rows, ["a", "b", "c", "d", "e"]);
}

#[test]
fn names_of_sheets_are_such_as_a_spreadsheet_takes() {
    let folder = tempfile::tempdir().unwrap();
    let mut book = Book::new(folder.path(), ROWS).unwrap();
    let long = "а".repeat(40);
    for name in ["History", "a/b:c", "A/B:C", &long, &long, "'"] {
        book.begin(name, HEADINGS, &[]).unwrap();
    }
    let path = folder.path().join("book.xlsx");
    book.workbook.save(&path).unwrap();
    let read: Xlsx<_> = open_workbook(&path).unwrap();
    assert_eq!(read.sheet_names().len(), 6);
}

#[test]
fn a_number_is_one_only_where_it_is_written_back_the_same() {
    for (text, number) in [("5", true), ("-5", true), ("12.5", true), ("0", true)] {
        assert_eq!(exact(text).is_some(), number, "{text}");
    }
    for text in ["007", "1.10", "1e5", "NaN", "inf", "", "+7", "-0", "1234567890123456", "87011234567890123"] {
        assert_eq!(exact(text), None, "{text}");
    }
}

#[test]
fn what_no_cell_holds_is_cut_between_letters() {
    let long = "қ".repeat(40_000);
    assert_eq!(cut(&long).chars().count(), CELL - 1);
    let pairs = "😀".repeat(20_000);
    assert!(cut(&pairs).encode_utf16().count() < CELL);
    assert_eq!(cut("қысқа"), "қысқа");
}
