//! JPEG: segments up to the end of the picture, of which those stay that are needed to draw it.

use crate::orientation::{self, EXIF};
use crate::reader::Reader;

const SOI: u8 = 0xD8;
const EOI: u8 = 0xD9;
const SOS: u8 = 0xDA;
const JFIF: &[u8] = b"JFIF\0";

pub(crate) fn clean(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut reader = Reader::new(bytes);
    let mut out = vec![0xFF, SOI];
    if reader.array()? != [0xFF, SOI] {
        return None;
    }
    let (mut turn, mut begun) = (None, false);
    loop {
        let marker = next_marker(&mut reader)?;
        if marker == EOI {
            break;
        }
        let length = reader.be16()?.checked_sub(2)?;
        let payload = reader.take(length)?;
        match marker {
            0xE1 => {
                turn = turn.or_else(|| payload.strip_prefix(EXIF).and_then(orientation::read));
                continue;
            }
            _ if !stays(marker, payload) => continue,
            _ => {}
        }
        // Before the first table, and after JFIF, which wants to be the first.
        if marker != 0xE0
            && let Some(turn) = turn.take()
        {
            segment(&mut out, 0xE1, &[EXIF, &orientation::write(turn)].concat())?;
        }
        if marker == 0xE0 {
            // Without the preview that may follow: its width and height become 0.
            segment(&mut out, marker, &[payload.get(..12)?, &[0, 0]].concat())?;
        } else {
            segment(&mut out, marker, payload)?;
        }
        if marker == SOS {
            begun = true;
            let scan = scan(reader.rest());
            out.extend_from_slice(reader.take(scan)?);
            if reader.rest().is_empty() {
                // A transfer that broke off: what came of the picture is shown.
                break;
            }
        }
    }
    // What follows the end (a second picture, a film, anything) is not taken.
    out.extend_from_slice(&[0xFF, EOI]);
    begun.then_some(out)
}

/// The next marker; any number of 0xFF may stand before it.
fn next_marker(reader: &mut Reader<'_>) -> Option<u8> {
    if reader.byte()? != 0xFF {
        return None;
    }
    loop {
        match reader.byte()? {
            0xFF => {}
            marker => return Some(marker),
        }
    }
}

/// Is it needed to draw the picture: frames, tables, scans, the colours of the device, how colours are packed.
fn stays(marker: u8, payload: &[u8]) -> bool {
    match marker {
        0xC0..=0xCF | SOS..=0xDF => true,
        0xE0 => payload.starts_with(JFIF),
        0xE2 => payload.starts_with(b"ICC_PROFILE\0"),
        0xEE => payload.starts_with(b"Adobe"),
        _ => false,
    }
}

fn segment(out: &mut Vec<u8>, marker: u8, payload: &[u8]) -> Option<()> {
    let length = u16::try_from(payload.len().checked_add(2)?).ok()?;
    out.extend_from_slice(&[0xFF, marker]);
    out.extend_from_slice(&length.to_be_bytes());
    out.extend_from_slice(payload);
    Some(())
}

/// The length of a scan's packed data: up to the next marker that is neither a filler nor a restart.
fn scan(data: &[u8]) -> usize {
    let ends = |pair: &[u8]| matches!(pair, [0xFF, next] if !matches!(next, 0 | 0xD0..=0xD7 | 0xFF));
    data.windows(2).position(ends).unwrap_or(data.len())
}
