//! The one thing of a photograph's EXIF that is needed to draw it: which side is up.

use crate::reader::Reader;

/// What stands before EXIF in a JPEG.
pub(crate) const EXIF: &[u8] = b"Exif\0\0";
const TAG: usize = 0x0112;

/// Which way the picture is turned, 2 to 8, by these bytes of EXIF; `None` for one that stands upright, or says nothing.
pub(crate) fn read(tiff: &[u8]) -> Option<u8> {
    let little = match tiff.first_chunk::<2>()? {
        b"II" => true,
        b"MM" => false,
        _ => return None,
    };
    let short = |reader: &mut Reader<'_>| {
        let bytes = reader.array::<2>()?;
        Some(usize::from(if little { u16::from_le_bytes(bytes) } else { u16::from_be_bytes(bytes) }))
    };
    let mut head = Reader::new(tiff.get(4..)?);
    let first = if little { head.le32()? } else { head.be32()? };
    let mut directory = Reader::new(tiff.get(first..)?);
    for _ in 0..short(&mut directory)? {
        let mut entry = Reader::new(directory.take(12)?);
        let (tag, _kind) = (short(&mut entry)?, short(&mut entry)?);
        entry.take(4)?;
        if tag == TAG {
            return short(&mut entry).and_then(|turn| u8::try_from(turn).ok()).filter(|turn| (2..=8).contains(turn));
        }
    }
    None
}

/// EXIF that says nothing else.
pub(crate) fn write(turn: u8) -> [u8; 26] {
    // Little end first, the directory at 8, one entry: the tag, a short number, one of it; no directory after it.
    let mut tiff = *b"II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x01\0\0\0\0\0\0\0";
    if let Some(value) = tiff.get_mut(18) {
        *value = turn;
    }
    tiff
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_reads_back() {
        for turn in 2..=8 {
            assert_eq!(read(&write(turn)), Some(turn));
        }
        assert_eq!(read(&write(1)), None, "upright is nothing to say");
        assert_eq!(read(&write(9)), None, "no such turn");
    }

    #[test]
    fn the_other_byte_order_is_read_too() {
        let big = b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0";
        assert_eq!(read(big), Some(6));
    }
}
