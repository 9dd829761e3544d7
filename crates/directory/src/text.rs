//! From the bytes of a file to its text, and from that to a table.

use encoding_rs::{Encoding, UTF_8};

use crate::problem::{At, DirectoryProblemCode as Code, Report};
use crate::table::Table;

/// The text of a file: by its byte order mark, else by what the descriptor says of it, else UTF-8. Nothing is guessed: what
/// was written in another set of letters would come out as other letters, and nobody would see it.
pub(crate) fn decode(bytes: &[u8], said: Option<&str>, at: At<'_>, report: &mut Report) -> Option<String> {
    let (encoding, rest) = match Encoding::for_bom(bytes) {
        Some((encoding, mark)) => (encoding, bytes.get(mark..).unwrap_or_default()),
        None => {
            let named = said.map(|label| Encoding::for_label(label.as_bytes()).ok_or(label));
            match named.unwrap_or(Ok(UTF_8)) {
                Ok(encoding) => (encoding, bytes),
                Err(label) => {
                    report.say(at, Code::EncodingWrong, &[("encoding", label)]);
                    return None;
                }
            }
        }
    };
    let (text, wrong) = encoding.decode_without_bom_handling(rest);
    if wrong || text.contains('\0') {
        let line = text.split('\n').position(|line| line.contains(['\u{FFFD}', '\0'])).unwrap_or_default();
        let line = u32::try_from(line).unwrap_or(u32::MAX).saturating_add(1);
        report.say(at.row(line), Code::EncodingWrong, &[("encoding", encoding.name())]);
        return None;
    }
    Some(text.into_owned())
}

/// The table of a file. `None` where it cannot be one.
pub(crate) fn table(text: &str, at: At<'_>, report: &mut Report) -> Option<Table> {
    parted_table(text, separator(text), at, report)
}

/// The table of a file that this program has written: with commas, whatever its first cells hold.
pub(crate) fn own_table(text: &str, at: At<'_>, report: &mut Report) -> Option<Table> {
    parted_table(text, b',', at, report)
}

fn parted_table(text: &str, separator: u8, at: At<'_>, report: &mut Report) -> Option<Table> {
    if let Some(line) = wrong_quotes(text, separator) {
        report.say(at.row(line), Code::QuotesWrong, &[]);
        return None;
    }
    let mut reader = csv::ReaderBuilder::new();
    let mut reader = reader.has_headers(false).flexible(true).delimiter(separator).from_reader(text.as_bytes());
    let mut record = csv::StringRecord::new();
    if !reader.read_record(&mut record).unwrap_or_default() || record.iter().all(|name| name.trim().is_empty()) {
        report.say(at, Code::HeaderMissing, &[]);
        return None;
    }
    let mut table = Table::new(record.iter().map(|name| name.trim().to_owned()));
    let columns = table.columns().len();
    if let Some(twice) = twice(table.columns()) {
        report.say(at.column(&twice), Code::ColumnTwice, &[("name", &twice)]);
        return None;
    }
    let mut number = 1_u32;
    while reader.read_record(&mut record).unwrap_or_default() {
        number = number.saturating_add(1).saturating_add(empty_before(text, &record));
        if record.iter().all(str::is_empty) {
            continue;
        }
        let (cells, there) = (record.len(), columns.to_string());
        let beyond = record.iter().skip(columns).any(|cell| !cell.trim().is_empty());
        let args = [("cells", cells.to_string()), ("columns", there)];
        let args = args.each_ref().map(|(name, value)| (*name, value.as_str()));
        if beyond {
            report.say(at.row(number), Code::RowTooLong, &args);
        } else if cells < columns {
            report.say(at.row(number), Code::RowTooShort, &args);
        }
        if record.iter().any(|cell| cell.contains('\u{FFFD}')) {
            report.say(at.row(number), Code::LettersLost, &[]);
        }
        table.push(number, record.iter());
    }
    Some(table)
}

/// Empty lines before a record: a spreadsheet counts them as rows, and the reader passes over them.
fn empty_before(text: &str, record: &csv::StringRecord) -> u32 {
    let start = record.position().map_or(0, csv::Position::byte);
    let rest = usize::try_from(start).ok().and_then(|start| text.as_bytes().get(start..)).unwrap_or_default();
    let empty = rest.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).filter(|byte| **byte == b'\n').count();
    u32::try_from(empty).unwrap_or(u32::MAX)
}

fn twice(columns: &[String]) -> Option<String> {
    let named = columns.iter().enumerate().filter(|(_, name)| !name.is_empty());
    let mut twice = named.filter(|(at, name)| columns.iter().take(*at).any(|before| before == *name));
    twice.next().map(|(_, name)| name.clone())
}

/// The first sign outside quotes that could part cells.
fn separator(text: &str) -> u8 {
    let mut quoted = false;
    for byte in text.bytes() {
        match byte {
            b'"' => quoted = !quoted,
            _ if quoted => {}
            b',' | b'\n' | b'\r' => break,
            b';' | b'\t' => return byte,
            _ => {}
        }
    }
    b','
}

/// The line on which a cell begins whose quotation marks do not match: one that is never closed would swallow the rows that
/// follow, and text behind a closing one would be put together wrongly.
fn wrong_quotes(text: &str, separator: u8) -> Option<u32> {
    /// Where in a cell one is.
    #[derive(PartialEq)]
    enum In {
        Start,
        Bare,
        Quoted,
        Closing,
    }
    let (mut state, mut line, mut began) = (In::Start, 1_u32, 1_u32);
    for byte in text.bytes() {
        let end = byte == separator || byte == b'\n' || byte == b'\r';
        state = match (state, byte) {
            (In::Start, b'"') => {
                began = line;
                In::Quoted
            }
            (In::Quoted, b'"') => In::Closing,
            (In::Quoted, _) => In::Quoted,
            (In::Closing, b'"') => In::Quoted,
            (In::Closing, _) if !end => return Some(began),
            _ if end => In::Start,
            _ => In::Bare,
        };
        if byte == b'\n' {
            line = line.saturating_add(1);
        }
    }
    (state == In::Quoted).then_some(began)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotation_marks_that_do_not_match_are_found_where_they_begin() {
        for (text, expected) in [
            ("a,b\n1,\"x\"\n", None),
            ("a,b\n1,\"x \"\"y\"\" z\"\n2,\"\n\"\n", None),
            ("a,b\n1,5\" pipe\n", None),
            ("a,b\n1,\"x\n2,y\n", Some(2)),
            ("a,b\n1,\"x \"y\" z\"\n", Some(2)),
            ("a,b\n\"one\nline\",\"x\n", Some(3)),
        ] {
            assert_eq!(wrong_quotes(text, b','), expected, "{text}");
        }
    }

    #[test]
    fn a_file_is_read_in_the_letters_that_it_says_it_has() {
        let mut report = Report::default();
        let mut read = |bytes: &[u8], said| decode(bytes, said, At::file("a.csv"), &mut report);
        assert_eq!(read("\u{FEFF}ғ".as_bytes(), None).as_deref(), Some("ғ"));
        assert_eq!(read(b"\xFF\xFE\x93\x04", None).as_deref(), Some("ғ"));
        assert_eq!(read(b"\xE4\xEE\xEC", Some("windows-1251")).as_deref(), Some("дом"));
        assert_eq!(read(b"ok\n\xE4\xEE\xEC", None), None);
        assert_eq!(read(b"ok", Some("klingon")), None);
        let problems = report.finish();
        assert_eq!(
            problems.iter().map(ToString::to_string).collect::<Vec<_>>(),
            ["a.csv encoding-wrong encoding=klingon", "a.csv:2 encoding-wrong encoding=UTF-8"]
        );
    }
}
