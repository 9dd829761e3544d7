//! How far the cells of an older workbook (.xls) lie apart, found out before it is taken apart: the library below makes room
//! for every cell between the first and the last, and for every cell that a sheet claims to have, so that two cells at the far
//! corners of many sheets, or a false claim, fill the memory.

use std::io::{Cursor, Read as _};

/// So many cells may there be room for in all sheets together, at 32 bytes each; a questionnaire of a thousand rows has some
/// ten thousand, and one with a cell at the end of a long sheet some millions.
const ROOM: u64 = 8_000_000;

/// A new part of the stream begins: a sheet, or the workbook itself.
const BEGIN: u16 = 0x0809;
/// How many rows and columns a sheet claims to have.
const CLAIM: u16 = 0x0200;
/// Records of one or several cells: they begin with a row and a column. As in [MS-XLS] 2.4.
const CELLS: [u16; 10] = [0x0006, 0x00BD, 0x00BE, 0x00D6, 0x00FD, 0x0201, 0x0203, 0x0204, 0x0205, 0x027E];

/// Is there room for all that lies between the cells of this workbook? Nothing where it is no workbook. O(bytes).
pub(super) fn has_room(bytes: &[u8]) -> Option<bool> {
    let mut file = cfb::CompoundFile::open(Cursor::new(bytes)).ok()?;
    let name = ["/Workbook", "/Book"].into_iter().find(|name| file.is_stream(name))?;
    let mut stream = Vec::new();
    file.open_stream(name).ok()?.take(bytes.len() as u64).read_to_end(&mut stream).ok()?;
    Some(room(&stream) <= ROOM)
}

/// Rows times columns between the outermost cells of each part, or as it claims if that is more, together.
fn room(stream: &[u8]) -> u64 {
    let (mut rest, mut room, mut part) = (stream, 0_u64, Part::default());
    while let Some((head, after)) = rest.split_first_chunk::<4>() {
        let [kind_low, kind_high, length_low, length_high] = *head;
        let length = usize::from(u16::from_le_bytes([length_low, length_high]));
        let (body, after) = after.split_at_checked(length).unwrap_or((after, &[]));
        match (u16::from_le_bytes([kind_low, kind_high]), body.first_chunk::<4>()) {
            (BEGIN, _) => room = room.saturating_add(std::mem::take(&mut part).room()),
            (CLAIM, _) => part.claimed = claim(body),
            (kind, Some([row_low, row_high, column_low, column_high])) if CELLS.contains(&kind) => {
                let row = u16::from_le_bytes([*row_low, *row_high]);
                part.take(row, u16::from_le_bytes([*column_low, *column_high]));
            }
            _ => {}
        }
        rest = after;
    }
    room.saturating_add(part.room())
}

/// Rows times columns, both counted from the first: the rows are two bytes wide in the oldest files, else four.
fn claim(body: &[u8]) -> u64 {
    let word = |at: usize| {
        let bytes = body.get(at..)?.first_chunk::<2>()?;
        Some(u64::from(u16::from_le_bytes(*bytes)))
    };
    let (rows, columns) = match body.len() {
        10 => (word(2), word(6)),
        _ => (word(4).zip(word(6)).map(|(low, high)| high.saturating_mul(1 << 16).saturating_add(low)), word(10)),
    };
    rows.zip(columns).map_or(0, |(rows, columns)| rows.saturating_mul(columns))
}

/// One part of a workbook.
#[derive(Default)]
struct Part {
    /// Its outermost cells: first and last row, first and last column.
    outermost: Option<[u16; 4]>,
    /// The room it claims to need.
    claimed: u64,
}

impl Part {
    fn take(&mut self, row: u16, column: u16) {
        let [top, bottom, left, right] = self.outermost.unwrap_or([row, row, column, column]);
        self.outermost = Some([top.min(row), bottom.max(row), left.min(column), right.max(column)]);
    }

    fn room(self) -> u64 {
        let Some([top, bottom, left, right]) = self.outermost else { return self.claimed };
        let many = |from: u16, to: u16| u64::from(to.saturating_sub(from)).saturating_add(1);
        many(top, bottom).saturating_mul(many(left, right)).max(self.claimed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(kind: u16, body: &[u16]) -> Vec<u8> {
        let length = u16::try_from(body.len() * 2).unwrap();
        [&[kind, length], body].concat().iter().flat_map(|word| word.to_le_bytes()).collect()
    }

    #[test]
    fn the_room_of_a_workbook_is_that_between_its_outermost_cells_sheet_by_sheet() {
        let sheet = |cells: &[[u16; 2]]| {
            let cells = cells.iter().flat_map(|[row, column]| record(0x0203, &[*row, *column, 0, 0]));
            record(BEGIN, &[0]).into_iter().chain(cells).collect::<Vec<u8>>()
        };
        assert_eq!(room(&sheet(&[[3, 1], [5, 2]])), 6);
        let far = sheet(&[[0, 0], [u16::MAX, 255]]);
        assert_eq!(room(&[far.clone(), far].concat()), 2 * 65_536 * 256);
        assert_eq!(room(&sheet(&[])), 0);
        assert_eq!(room(&record(CLAIM, &[0, 0, 7, 1, 0, 3, 0])), (65_536 + 7) * 3, "a claim of a newer file");
        assert_eq!(room(&record(CLAIM, &[0, 7, 0, 3, 0])), 21, "a claim of an older one");
        assert_eq!(room(b"\x03\x02\xff\xff\x01"), 0, "a record that is cut off");
    }

    #[test]
    fn what_is_no_workbook_has_no_room() {
        assert_eq!(has_room(b"no workbook"), None);
    }
}
