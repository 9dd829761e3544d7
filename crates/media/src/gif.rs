//! GIF: blocks up to the end of the picture, without comments and without what programs add.

use crate::reader::Reader;

/// What programs add that is needed to show it: how often it is repeated. Its length stands before it.
const REPEATS: [&[u8]; 2] = [b"\x0BNETSCAPE2.0", b"\x0BANIMEXTS1.0"];

pub(crate) fn clean(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut reader = Reader::new(bytes);
    let head = reader.take(13)?;
    let mut out = head.to_vec();
    out.extend_from_slice(reader.take(colours(*head.get(10)?))?);
    loop {
        match reader.byte()? {
            0x21 => {
                let label = reader.byte()?;
                let blocks = sub_blocks(&mut reader)?;
                if label == 0xF9 || label == 0xFF && REPEATS.iter().any(|name| blocks.starts_with(name)) {
                    out.extend_from_slice(&[0x21, label]);
                    out.extend_from_slice(blocks);
                }
            }
            0x2C => {
                let frame = reader.take(9)?;
                out.push(0x2C);
                out.extend_from_slice(frame);
                out.extend_from_slice(reader.take(colours(*frame.get(8)?))?);
                out.push(reader.byte()?);
                out.extend_from_slice(sub_blocks(&mut reader)?);
            }
            0x3B => {
                out.push(0x3B);
                return Some(out);
            }
            _ => return None,
        }
    }
}

/// The length of the table of colours that these flags announce.
const fn colours(flags: u8) -> usize {
    if flags & 0x80 == 0 { 0 } else { 6 << (flags & 7) }
}

/// Blocks with their lengths, up to an empty one and with it.
fn sub_blocks<'a>(reader: &mut Reader<'a>) -> Option<&'a [u8]> {
    let all = reader.rest();
    let mut many = 0_usize;
    loop {
        let length = usize::from(reader.byte()?);
        reader.take(length)?;
        many = many.checked_add(length)?.checked_add(1)?;
        if length == 0 {
            return all.get(..many);
        }
    }
}
