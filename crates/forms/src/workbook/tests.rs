use super::*;

#[test]
fn columns_are_named_as_a_spreadsheet_names_them() {
    for (column, expected) in [(0, "A1"), (25, "Z1"), (26, "AA1"), (51, "AZ1"), (701, "ZZ1"), (702, "AAA1")] {
        assert_eq!(address(column, 1), expected);
    }
}

#[test]
fn rows_are_counted_as_a_spreadsheet_counts_them() {
    let csv = b"\xef\xbb\xbftype,name\n\ntext,\"a\nb\"\ntext,c\n";
    let workbook = Workbook::from_csv("f", &[("survey", csv)]).unwrap();
    let numbers = |workbook: &Workbook| workbook.sheets[0].rows.iter().map(|row| row.number).collect::<Vec<u32>>();
    assert_eq!(numbers(&workbook), [1, 3, 4]);
    // As a spreadsheet writes line ends, and as old ones did: the same rows.
    for end in ["\r\n", "\r"] {
        let other = ["type,name", "", "text,\"a\nb\"", "text,c", ""].join(end);
        let other = Workbook::from_csv("f", &[("survey", other.as_bytes())]).unwrap();
        assert_eq!(numbers(&other), [1, 3, 4], "{end:?}");
    }
    assert_eq!(workbook.sheets[0].rows[0].text(0), "type", "the byte order mark is no part of the cell");
}

#[test]
fn a_cell_of_ten_megabytes_is_named_by_its_address() {
    let csv = format!("type,name,label\ntext,a,{}\n", "x".repeat(10 << 20));
    let problems = Workbook::from_csv("f", &[("survey", csv.as_bytes())]).unwrap_err();
    assert_eq!((problems[0].code, problems[0].cell.as_deref()), (ProblemCode::CellTooLarge, Some("C2")));
}

#[test]
fn what_is_no_workbook_is_said_to_be_none() {
    for bytes in [&b""[..], b"PK\x03\x04", b"hello", &[0; 4096]] {
        assert_eq!(Workbook::from_xlsx("f", bytes).unwrap_err()[0].code, ProblemCode::FileUnreadable);
    }
    let latin = b"type,name\ntext,\xe9\n";
    assert_eq!(Workbook::from_csv("f", &[("survey", latin)]).unwrap_err()[0].code, ProblemCode::CsvUnreadable);
}
