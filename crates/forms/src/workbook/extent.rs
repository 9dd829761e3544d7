//! How far the cells of an older workbook (.xls) lie apart, found out before it is taken apart: the library below makes room
//! for every cell between the first and the last of a sheet, and for every cell that a sheet claims to have. The cells there
//! are count; the claims are taken out, since many a program claims whole columns for the sake of their looks.

use std::collections::BTreeMap;
use std::io::{Cursor, Read as _, Seek as _, SeekFrom, Write as _};

use super::number_format::ZeroFormat;
use super::records::{Head, Record, records_of};

/// So many cells may there be room for in all sheets together, at 32 bytes each; a questionnaire of a thousand rows has some
/// ten thousand, and one with a cell at the end of a long sheet some millions.
const ROOM: u64 = 8_000_000;

/// How many rows and columns a sheet claims to have.
const CLAIM: u16 = 0x0200;
const FORMULA: u16 = 0x0006;
const NUMBER: u16 = 0x0203;
const SHORT_NUMBER: u16 = 0x027E;
const SHORT_NUMBERS: u16 = 0x00BD;
/// Records of one cell that says something: they begin with a row and a column. As in [MS-XLS] 2.4.
const CELLS: [u16; 8] = [FORMULA, 0x00D6, 0x00FD, NUMBER, 0x0204, 0x0205, SHORT_NUMBER, SHORT_NUMBERS];

/// An older workbook that can be taken apart.
pub(super) struct Measured {
    /// Its bytes, with no claim in them.
    pub(super) bytes: Vec<u8>,
    head: Head,
    /// The looks of cells whose format puts zeros before a number, by part, row and column.
    zeros: BTreeMap<(usize, u16, u16), u16>,
}

impl Measured {
    /// The format of a cell that puts zeros before a number.
    pub(super) fn zeros(&self, sheet: &str, row: u32, column: u32) -> Option<&ZeroFormat> {
        let part = self.head.parts.iter().position(|(_, name)| name == sheet)?;
        let look = self.zeros.get(&(part, u16::try_from(row).ok()?, u16::try_from(column).ok()?))?;
        self.head.zeros.get(look)
    }
}

/// Why a workbook cannot be taken apart.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Unmeasured {
    /// It is none.
    NoWorkbook,
    /// The cells of a sheet lie too far apart.
    TooLarge(String),
}

/// Looks through a workbook and takes its claims out. O(bytes).
pub(super) fn measure(bytes: &[u8]) -> Result<Measured, Unmeasured> {
    let (name, stream) = stream_of(bytes).ok_or(Unmeasured::NoWorkbook)?;
    let walked = walk(&stream)?;
    if walked.claims.is_empty() {
        return Ok(Measured { bytes: bytes.to_vec(), head: walked.head, zeros: walked.zeros });
    }
    let bytes = without(bytes, name, &walked.claims).ok_or(Unmeasured::NoWorkbook)?;
    // Parts of a file made to be wrong may lie in each other, so that what was taken out of one is a claim of another.
    let (_, stream) = stream_of(&bytes).ok_or(Unmeasured::NoWorkbook)?;
    let Walked { head, claims, zeros } = walk(&stream)?;
    if claims.is_empty() { Ok(Measured { bytes, head, zeros }) } else { Err(Unmeasured::NoWorkbook) }
}

/// The stream that holds the workbook, and its name.
fn stream_of(bytes: &[u8]) -> Option<(&'static str, Vec<u8>)> {
    let mut file = cfb::CompoundFile::open(Cursor::new(bytes)).ok()?;
    let name = ["/Workbook", "/Book"].into_iter().find(|name| file.is_stream(name))?;
    let mut stream = Vec::new();
    file.open_stream(name).ok()?.take(bytes.len() as u64).read_to_end(&mut stream).ok()?;
    Some((name, stream))
}

/// The file with zeros in the place of these parts of its stream.
fn without(bytes: &[u8], name: &str, claims: &[(usize, usize)]) -> Option<Vec<u8>> {
    let mut file = cfb::CompoundFile::open(Cursor::new(bytes.to_vec())).ok()?;
    let mut stream = file.open_stream(name).ok()?;
    for (at, length) in claims {
        stream.seek(SeekFrom::Start(*at as u64)).ok()?;
        stream.write_all(&vec![0; *length]).ok()?;
    }
    stream.flush().ok()?;
    drop(stream);
    Some(file.into_inner().into_inner())
}

/// What is found on a walk through a workbook.
#[derive(Debug, Default)]
struct Walked {
    head: Head,
    /// Claims: where they stand in the stream, and how long they are.
    claims: Vec<(usize, usize)>,
    zeros: BTreeMap<(usize, u16, u16), u16>,
}

fn walk(stream: &[u8]) -> Result<Walked, Unmeasured> {
    let mut out = Walked { head: Head::read(stream), ..Walked::default() };
    let (mut room, mut read) = (0_u64, 0_usize);
    for (part, (from, name)) in out.head.parts.iter().enumerate() {
        let mut outermost = Outermost::default();
        for record in records_of(stream, *from) {
            read = read.saturating_add(record.body.len()).saturating_add(4);
            match record.kind {
                CLAIM if record.body.iter().any(|byte| *byte != 0) => out.claims.push((record.at, record.body.len())),
                kind if CELLS.contains(&kind) => {
                    outermost.take(&record);
                    zeros(&record, part, &out.head, &mut out.zeros);
                }
                _ => {}
            }
        }
        room = room.saturating_add(outermost.room());
        if room > ROOM {
            return Err(Unmeasured::TooLarge(name.clone()));
        }
        // Parts stand one after the other; a file that names one a thousand times would be read a thousand times.
        if read > stream.len().saturating_mul(2) {
            return Err(Unmeasured::NoWorkbook);
        }
    }
    Ok(out)
}

/// Cells of a record whose looks put zeros before a number.
fn zeros(record: &Record<'_>, part: usize, head: &Head, out: &mut BTreeMap<(usize, u16, u16), u16>) {
    let Some((row, first)) = record.word(0).zip(record.word(2)).filter(|_| !head.zeros.is_empty()) else { return };
    // One look, or one before each of several numbers.
    let looks = match record.kind {
        FORMULA | NUMBER | SHORT_NUMBER => 4..5,
        SHORT_NUMBERS => 4..record.body.len().saturating_sub(2),
        _ => return,
    };
    for (column, at) in (first..).zip(looks.step_by(6)) {
        if let Some(look) = record.word(at).filter(|look| head.zeros.contains_key(look)) {
            out.insert((part, row, column), look);
        }
    }
}

/// The outermost cells of a part: first and last row, first and last column.
#[derive(Default)]
struct Outermost(Option<[u16; 4]>);

impl Outermost {
    fn take(&mut self, record: &Record<'_>) {
        let Some((row, first)) = record.word(0).zip(record.word(2)) else { return };
        let last = match record.kind {
            SHORT_NUMBERS => record.body.len().checked_sub(2).and_then(|at| record.word(at)).unwrap_or(first),
            _ => first,
        };
        let [top, bottom, left, right] = self.0.unwrap_or([row, row, first, last]);
        self.0 = Some([top.min(row), bottom.max(row), left.min(first), right.max(last)]);
    }

    /// Rows times columns.
    fn room(&self) -> u64 {
        let many = |from: u16, to: u16| u64::from(to.saturating_sub(from)).saturating_add(1);
        self.0.map_or(0, |[top, bottom, left, right]| many(top, bottom).saturating_mul(many(left, right)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(kind: u16, body: &[u16]) -> Vec<u8> {
        let length = u16::try_from(body.len() * 2).unwrap();
        [&[kind, length], body].concat().iter().flat_map(|word| word.to_le_bytes()).collect()
    }

    /// A stream with one part for each list of records.
    fn stream(parts: &[Vec<u8>]) -> Vec<u8> {
        // A part by name: where it begins, two bytes of flags, a letter for its name.
        let named = |at: usize, letter: u8| {
            let at = u32::try_from(at).unwrap().to_le_bytes();
            let body = [&at[..], &[0, 0, 1, 0, letter, 0]].concat();
            [&0x0085_u16.to_le_bytes()[..], &u16::try_from(body.len()).unwrap().to_le_bytes(), &body].concat()
        };
        let (begin, end) = (record(0x0809, &[0x0600, 0]), record(0x000A, &[]));
        let mut at = begin.len() + parts.len() * named(0, 0).len() + end.len();
        let mut head = begin.clone();
        for (letter, part) in (b'a'..).zip(parts) {
            head.extend(named(at, letter));
            at += begin.len() + part.len() + end.len();
        }
        head.extend(&end);
        parts.iter().for_each(|part| head.extend([&begin[..], part, &end].concat()));
        head
    }

    fn cells(cells: &[[u16; 2]]) -> Vec<u8> {
        cells.iter().flat_map(|[row, column]| record(NUMBER, &[*row, *column, 0, 0, 0, 0, 0])).collect()
    }

    #[test]
    fn what_a_sheet_claims_counts_for_nothing_and_is_found() {
        let claim = record(CLAIM, &[0, 0, 0, 16, 0, 37, 0]);
        let stream = stream(&[[claim, cells(&[[0, 0], [2, 3]])].concat()]);
        let walked = walk(&stream).unwrap();
        let [(at, length)] = walked.claims[..] else { panic!("one claim, and not {}", walked.claims.len()) };
        assert_eq!(stream[at..at + length], record(0, &[0, 0, 0, 16, 0, 37, 0])[4..]);
    }

    #[test]
    fn the_sheet_whose_cells_lie_too_far_apart_is_named() {
        let far = cells(&[[0, 0], [u16::MAX, 255]]);
        let found = walk(&stream(&[cells(&[[0, 0]]), far])).err();
        assert_eq!(found, Some(Unmeasured::TooLarge("b".to_owned())));
        // Empty cells that have a look are none.
        let looks = [cells(&[[0, 0]]), record(0x0201, &[u16::MAX, 255, 0])].concat();
        assert!(walk(&stream(&[looks])).is_ok());
        // Several numbers in one record reach as far as the last of them.
        let row = record(SHORT_NUMBERS, &[u16::MAX, 0, 0, 0, 0, 255]);
        assert!(walk(&stream(&[[cells(&[[0, 0]]), row].concat()])).is_err());
    }

    #[test]
    fn a_part_named_a_thousand_times_is_no_workbook() {
        let mut stream = stream(&vec![cells(&[[0, 0]]); 20]);
        // Every part begins where the first does.
        let parts: Vec<usize> = super::super::records::records(&stream, 0)
            .take_while(|record| record.kind != 0x000A)
            .filter(|record| record.kind == 0x0085)
            .map(|record| record.at)
            .collect();
        let long = stream.len();
        stream.extend([record(0x0809, &[0x0600, 0]), cells(&[[0, 0]; 200])].concat());
        for at in parts {
            stream[at..at + 4].copy_from_slice(&u32::try_from(long).unwrap().to_le_bytes());
        }
        assert_eq!(walk(&stream).err(), Some(Unmeasured::NoWorkbook));
    }

    #[test]
    fn what_is_no_workbook_is_not_measured() {
        assert_eq!(measure(b"no workbook").err(), Some(Unmeasured::NoWorkbook));
    }
}
