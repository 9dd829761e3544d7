//! PNG: chunks up to the end of the picture, of which those stay that are needed to draw it.

use crate::reader::Reader;

const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1A\n";
/// The picture, its colours, its frames.
const STAY: [&[u8; 4]; 20] = [
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"cHRM", b"gAMA", b"iCCP", b"sBIT", b"sRGB", b"cICP", b"mDCV",
    b"cLLI", b"bKGD", b"hIST", b"pHYs", b"sPLT", b"acTL", b"fcTL", b"fdAT",
];

pub(crate) fn clean(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut reader = Reader::new(bytes);
    let mut out = reader.take(SIGNATURE.len())?.to_vec();
    loop {
        let mut ahead = reader;
        let (length, kind) = (ahead.be32()?, ahead.array::<4>()?);
        // Length, kind, data, check.
        let chunk = reader.take(length.checked_add(12)?)?;
        if STAY.contains(&&kind) {
            out.extend_from_slice(chunk);
        }
        if &kind == b"IEND" {
            return Some(out);
        }
    }
}
