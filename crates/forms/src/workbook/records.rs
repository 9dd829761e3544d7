//! The records of an older workbook (.xls): its parts, how they are named, and which formats put zeros before a number.
//!
//! They are walked as the library walks them that takes such files apart: the head of the workbook to its end, then each
//! part from where the head says that it begins.

use std::collections::BTreeMap;

use super::number_format::ZeroFormat;

/// A new part begins: the head, a sheet, or a chart within one.
const BEGIN: u16 = 0x0809;
const END: u16 = 0x000A;
/// A part by name, and where it begins.
const SHEET: u16 = 0x0085;
/// A number format by its code.
const FORMAT: u16 = 0x041E;
/// The look of cells, which names a number format.
const LOOK: u16 = 0x00E0;
pub(super) const FORMULA: u16 = 0x0006;
pub(super) const NUMBER: u16 = 0x0203;
pub(super) const SHORT_NUMBER: u16 = 0x027E;
pub(super) const SHORT_NUMBERS: u16 = 0x00BD;
/// Records of one cell that says something: they begin with a row and a column. As in [MS-XLS] 2.4.
pub(super) const CELLS: [u16; 8] = [FORMULA, 0x00D6, 0x00FD, NUMBER, 0x0204, 0x0205, SHORT_NUMBER, SHORT_NUMBERS];
/// The newest layout of the older files.
const BIFF8: u16 = 0x0600;

/// A record.
#[derive(Debug, Clone, Copy)]
pub(super) struct Record<'s> {
    pub(super) kind: u16,
    pub(super) body: &'s [u8],
    /// Where the body begins in the stream.
    pub(super) at: usize,
}

impl Record<'_> {
    /// Two bytes of the body as a number.
    pub(super) fn word(&self, at: usize) -> Option<u16> {
        word(self.body, at)
    }
}

fn word(bytes: &[u8], at: usize) -> Option<u16> {
    let bytes = bytes.get(at..)?.first_chunk::<2>()?;
    Some(u16::from_le_bytes(*bytes))
}

/// The records from a byte of the stream on; they end where one is cut off.
pub(super) fn records(stream: &[u8], from: usize) -> impl Iterator<Item = Record<'_>> {
    let mut at = from;
    std::iter::from_fn(move || {
        let head = stream.get(at..)?;
        let (kind, length) = (word(head, 0)?, usize::from(word(head, 2)?));
        let begin = at.checked_add(4)?;
        let body = stream.get(begin..begin.checked_add(length)?)?;
        at = begin.checked_add(length)?;
        Some(Record { kind, body, at: begin })
    })
}

/// The records of one part: to its end, without those of the charts in it.
pub(super) fn records_of(stream: &[u8], from: usize) -> impl Iterator<Item = Record<'_>> {
    let (mut begun, mut inside, mut over) = (false, 0_usize, false);
    let mut is_own = move |record: &Record<'_>| {
        match record.kind {
            BEGIN if begun => inside = inside.saturating_add(1),
            BEGIN => begun = true,
            END if inside > 0 => {
                inside = inside.saturating_sub(1);
                return Some(false);
            }
            END => over = true,
            _ => {}
        }
        if over { None } else { Some(inside == 0) }
    };
    records(stream, from)
        .map_while(move |record| is_own(&record).map(|own| (own, record)))
        .filter_map(|(own, record)| own.then_some(record))
}

/// What the head of a workbook says.
#[derive(Debug, Default)]
pub(super) struct Head {
    /// Its parts: where each begins, and its name.
    pub(super) parts: Vec<(usize, String)>,
    /// Looks that put zeros before a number, by the number that cells name them by.
    pub(super) zeros: BTreeMap<u16, ZeroFormat>,
}

impl Head {
    pub(super) fn read(stream: &[u8]) -> Self {
        let mut head = Self::default();
        let (mut wide, mut formats, mut looks) = (true, BTreeMap::new(), 0_u16);
        for record in records(stream, 0) {
            match record.kind {
                BEGIN => wide = record.word(0) == Some(BIFF8),
                SHEET => {
                    let at = record
                        .word(0)
                        .zip(record.word(2))
                        .map(|(low, high)| usize::from(high).saturating_mul(1 << 16).saturating_add(usize::from(low)));
                    let mut name = text(record.body.get(6..).unwrap_or_default(), wide, false);
                    name.retain(|c| c != '\0');
                    head.parts.extend(at.map(|at| (at, name)));
                }
                FORMAT => {
                    let code = text(record.body.get(2..).unwrap_or_default(), wide, wide);
                    if let Some((number, format)) = record.word(0).zip(ZeroFormat::read(&code)) {
                        formats.insert(number, format);
                    }
                }
                LOOK => {
                    if let Some(format) = record.word(2).and_then(|format| formats.get(&format)) {
                        head.zeros.insert(looks, format.clone());
                    }
                    looks = looks.saturating_add(1);
                }
                END => break,
                _ => {}
            }
        }
        head
    }
}

/// A text with its length before it, in one byte or in two; in the newest layout a byte says how wide its letters are.
fn text(bytes: &[u8], wide: bool, long: bool) -> String {
    let (length, bytes) = match (long, bytes) {
        (false, [length, rest @ ..]) => (usize::from(*length), rest),
        (true, [low, high, rest @ ..]) => (usize::from(u16::from_le_bytes([*low, *high])), rest),
        _ => return String::new(),
    };
    match (wide, bytes) {
        (true, [flags, rest @ ..]) if flags & 1 == 1 => {
            let units = rest.as_chunks::<2>().0.iter().take(length).map(|unit| u16::from_le_bytes(*unit));
            char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
        }
        (true, [_, rest @ ..]) | (false, rest) => rest.iter().take(length).map(|byte| char::from(*byte)).collect(),
        (true, []) => String::new(),
    }
}
