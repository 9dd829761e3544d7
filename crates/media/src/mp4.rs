//! The family of MP4: boxes inside boxes. Tables in it point to places in the file by their distance from its beginning,
//! so nothing is taken out: a box of remarks becomes a box of nothing (`free`) of the same length.

/// Boxes of remarks, wherever they stand: `udta` holds the place of a telephone's film (`©xyz`, `loci`), `meta` that of
/// Apple's, `uuid` XMP.
const REMARKS: [&[u8; 4]; 3] = [b"udta", b"meta", b"uuid"];
/// Boxes that hold boxes in which remarks may stand.
const HOLD: [&[u8; 4]; 4] = [b"moov", b"trak", b"moof", b"traf"];
/// Deeper than any film nests them.
const DEEPEST: usize = 8;

pub(crate) fn clean(mut bytes: Vec<u8>) -> Option<Vec<u8>> {
    let mut films = 0;
    boxes(&mut bytes, 0, &mut films)?;
    (films > 0).then_some(bytes)
}

/// Empties the boxes of remarks among the boxes of `data`.
fn boxes(mut data: &mut [u8], depth: usize, films: &mut u32) -> Option<()> {
    if depth > DEEPEST {
        return None;
    }
    // QuickTime may close a list of boxes with four zeros.
    while data.len() >= 8 {
        let (length, head) = length(data)?;
        // The last one may run to the end of the file, also one whose transfer broke off.
        let length = if depth == 0 { length.min(data.len()) } else { length };
        let (this, rest) = std::mem::take(&mut data).split_at_mut_checked(length)?;
        let (start, content) = this.split_at_mut_checked(head)?;
        let kind = start.get_mut(4..8)?;
        if REMARKS.iter().any(|remark| kind == *remark) {
            kind.copy_from_slice(b"free");
            content.fill(0);
        } else if HOLD.iter().any(|holds| kind == *holds) {
            *films = films.saturating_add(u32::from(kind == b"moov"));
            boxes(content, depth.saturating_add(1), films)?;
        }
        data = rest;
    }
    Some(())
}

/// The length of the first box, and of what stands before its content.
fn length(data: &[u8]) -> Option<(usize, usize)> {
    let short = u32::from_be_bytes(*data.first_chunk::<4>()?);
    let (length, head) = match short {
        0 => (data.len(), 8),
        1 => (usize::try_from(u64::from_be_bytes(*data.get(8..)?.first_chunk::<8>()?)).ok()?, 16),
        length => (usize::try_from(length).ok()?, 8),
    };
    (length >= head).then_some((length, head))
}
