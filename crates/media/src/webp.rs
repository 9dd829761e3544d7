//! WebP: chunks of which those stay that are needed to draw the picture.

use crate::orientation::{self, EXIF};
use crate::reader::Reader;

const STAY: [&[u8; 4]; 6] = [b"VP8 ", b"VP8L", b"ALPH", b"ANIM", b"ANMF", b"ICCP"];
/// Flags of the chunk `VP8X`.
const HAS_EXIF: u8 = 0x08;
const HAS_XMP: u8 = 0x04;

pub(crate) fn clean(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut reader = Reader::new(bytes);
    reader.take(4)?;
    let length = reader.le32()?;
    let mut reader = Reader::new(reader.take(length)?);
    reader.take(4)?;
    let (mut head, mut picture, mut turn) = (None, Vec::new(), None);
    while !reader.rest().is_empty() {
        let (kind, length) = (reader.array::<4>()?, reader.le32()?);
        let data = reader.take(length)?;
        if !length.is_multiple_of(2) && !reader.rest().is_empty() {
            reader.take(1)?;
        }
        match &kind {
            b"VP8X" => head = Some(data.to_vec()),
            b"EXIF" => turn = orientation::read(data.strip_prefix(EXIF).unwrap_or(data)),
            kind if STAY.contains(&kind) => chunk(&mut picture, kind, data)?,
            _ => {}
        }
    }
    let mut out = b"WEBP".to_vec();
    if let Some(mut head) = head {
        let flags = head.first_mut()?;
        *flags &= !(HAS_EXIF | HAS_XMP);
        if turn.is_some() {
            *flags |= HAS_EXIF;
        }
        chunk(&mut out, b"VP8X", &head)?;
    }
    if picture.is_empty() {
        return None;
    }
    out.append(&mut picture);
    if let Some(turn) = turn {
        chunk(&mut out, b"EXIF", &orientation::write(turn))?;
    }
    let length = u32::try_from(out.len()).ok()?;
    Some([b"RIFF".as_slice(), &length.to_le_bytes(), &out].concat())
}

fn chunk(out: &mut Vec<u8>, kind: &[u8; 4], data: &[u8]) -> Option<()> {
    out.extend_from_slice(kind);
    out.extend_from_slice(&u32::try_from(data.len()).ok()?.to_le_bytes());
    out.extend_from_slice(data);
    if !data.len().is_multiple_of(2) {
        out.push(0);
    }
    Some(())
}
