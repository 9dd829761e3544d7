//! How far the cells of an older workbook (.xls) lie apart, found out before it is taken apart: the library below makes room
//! for every cell between the first and the last of a sheet, and for every cell that a sheet claims to have. The cells there
//! are count; the claims are taken out, since many a program claims whole columns for the sake of their looks; and where
//! cells lie far apart the rows and columns between them are taken out too.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read as _, Write as _};

use super::number_format::ZeroFormat;
use super::records::{CELLS, FORMULA, Head, NUMBER, Record, SHORT_NUMBER, SHORT_NUMBERS, records_of};
use super::together::{Places, Word, places};

/// So many cells may there be room for in all sheets together, at 32 bytes each; a questionnaire of a thousand rows has some
/// ten thousand, and one with a cell at the end of a long sheet some millions.
const ROOM: u64 = 8_000_000;

/// A sheet with room for so many cells, 2 MiB, is taken as it is.
const FAR: u64 = 1 << 16;

/// How many rows and columns a sheet claims to have.
const CLAIM: u16 = 0x0200;
/// An older workbook that can be taken apart.
pub(super) struct Measured {
    /// Its bytes, with no claim in them, and cells that lay far apart moved together.
    pub(super) bytes: Vec<u8>,
    head: Head,
    /// Where the cells of a part were, if they were moved.
    moved: BTreeMap<usize, Places>,
    /// The looks of cells whose format puts zeros before a number, by part, row and column.
    zeros: BTreeMap<(usize, u16, u16), u16>,
}

impl Measured {
    /// The format of a cell that puts zeros before a number.
    pub(super) fn zeros(&self, sheet: &str, row: u32, column: u32) -> Option<&ZeroFormat> {
        let part = self.part(sheet)?;
        let look = self.zeros.get(&(part, u16::try_from(row).ok()?, u16::try_from(column).ok()?))?;
        self.head.zeros.get(look)
    }

    /// Where the cells of a sheet were, if they were moved.
    pub(super) fn moved(&self, sheet: &str) -> Option<&Places> {
        self.moved.get(&self.part(sheet)?)
    }

    /// Of two parts of one name the library keeps the later.
    fn part(&self, sheet: &str) -> Option<usize> {
        self.head.parts.iter().rposition(|(_, name)| name == sheet)
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

/// Looks through a workbook, takes its claims out and moves its cells together. O(bytes).
pub(super) fn measure(bytes: &[u8]) -> Result<Measured, Unmeasured> {
    let (name, mut stream) = stream_of(bytes).ok_or(Unmeasured::NoWorkbook)?;
    let walked = walk(&stream)?;
    let moved = move_together(&mut stream, &walked)?;
    if walked.claims.is_empty() && moved.is_empty() {
        return Ok(Measured { bytes: bytes.to_vec(), head: walked.head, moved, zeros: walked.zeros });
    }
    for (at, length) in &walked.claims {
        stream.get_mut(*at..at.saturating_add(*length)).into_iter().flatten().for_each(|byte| *byte = 0);
    }
    // Parts of a file made to be wrong may lie in each other, so that what was changed in one is seen in another.
    let again = walk(&stream)?;
    let as_meant = again.rooms.iter().enumerate().all(|(part, room)| {
        let meant = moved.get(&part).map(Places::room).or_else(|| walked.rooms.get(part).copied());
        meant == Some(*room)
    });
    if !again.claims.is_empty() || !as_meant {
        return Err(Unmeasured::NoWorkbook);
    }
    let bytes = with_stream(bytes, name, &stream).ok_or(Unmeasured::NoWorkbook)?;
    Ok(Measured { bytes, head: walked.head, moved, zeros: walked.zeros })
}

/// Moves the cells of each part together that lie far apart, and says where they were.
fn move_together(stream: &mut [u8], walked: &Walked) -> Result<BTreeMap<usize, Places>, Unmeasured> {
    let (mut all, mut words, mut room) = (BTreeMap::new(), BTreeSet::<Word>::new(), 0_u64);
    for (part, ((from, name), apart)) in walked.head.parts.iter().zip(&walked.rooms).enumerate() {
        if *apart > FAR {
            let (places, found) = places(stream, *from);
            room = room.saturating_add(places.room());
            words.extend(found);
            all.insert(part, places);
        } else {
            room = room.saturating_add(*apart);
        }
        if room > ROOM {
            return Err(Unmeasured::TooLarge(name.clone()));
        }
    }
    for Word { at, value } in words {
        if let Some(word) = stream.get_mut(at..).and_then(<[u8]>::first_chunk_mut::<2>) {
            *word = value.to_le_bytes();
        }
    }
    Ok(all)
}

/// The stream that holds the workbook, and its name.
fn stream_of(bytes: &[u8]) -> Option<(&'static str, Vec<u8>)> {
    let mut file = cfb::CompoundFile::open(Cursor::new(bytes)).ok()?;
    let name = ["/Workbook", "/Book"].into_iter().find(|name| file.is_stream(name))?;
    let mut stream = Vec::new();
    file.open_stream(name).ok()?.take(bytes.len() as u64).read_to_end(&mut stream).ok()?;
    Some((name, stream))
}

/// The file with another stream of the same length in the place of one.
fn with_stream(bytes: &[u8], name: &str, other: &[u8]) -> Option<Vec<u8>> {
    let mut file = cfb::CompoundFile::open(Cursor::new(bytes.to_vec())).ok()?;
    let mut stream = file.open_stream(name).ok()?;
    stream.write_all(other).ok()?;
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
    /// For how many cells the library would make room, by part.
    rooms: Vec<u64>,
    zeros: BTreeMap<(usize, u16, u16), u16>,
}

fn walk(stream: &[u8]) -> Result<Walked, Unmeasured> {
    let mut out = Walked { head: Head::read(stream), ..Walked::default() };
    let mut read = 0_usize;
    for (part, (from, _)) in out.head.parts.iter().enumerate() {
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
        out.rooms.push(outermost.room());
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

    /// Moves the cells of a stream together and says for how many there is room then, by part.
    fn moved(parts: &[Vec<u8>]) -> Result<Vec<u64>, Unmeasured> {
        let mut stream = stream(parts);
        let walked = walk(&stream)?;
        move_together(&mut stream, &walked)?;
        Ok(walk(&stream)?.rooms)
    }

    #[test]
    fn cells_that_lie_far_apart_are_moved_together() {
        assert_eq!(moved(&[cells(&[[0, 0], [u16::MAX, 255]])]), Ok(vec![4]));
        // Empty cells that have a look are none.
        let looks = [cells(&[[0, 0]]), record(0x0201, &[u16::MAX, 255, 0])].concat();
        assert_eq!(moved(&[looks]), Ok(vec![1]));
        // Several numbers in one record stay beside each other.
        let row = record(SHORT_NUMBERS, &[u16::MAX, 100, 0, 0, 0, 0, 0, 0, 101]);
        assert_eq!(moved(&[[cells(&[[0, 0], [7, 200]]), row].concat()]), Ok(vec![12]));
        // What lies near stays where it is.
        assert_eq!(moved(&[cells(&[[3, 0], [5, 4]])]), Ok(vec![15]));
    }

    #[test]
    fn the_sheet_whose_cells_fill_too_many_rows_and_columns_is_named() {
        let stair = |rows: u16| cells(&(0..rows).map(|row| [row, row % 256]).collect::<Vec<_>>());
        assert_eq!(moved(&[cells(&[[0, 0]]), stair(31_249)]), Ok(vec![1, 31_249 * 256]));
        assert_eq!(moved(&[cells(&[[0, 0]]), stair(31_250)]), Err(Unmeasured::TooLarge("b".to_owned())));
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
