//! One spelling for one content: a walk over CBOR bytes before anything is decoded from them.

/// Why bytes are not the CBOR we write.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CanonicalError {
    /// The bytes end inside an item, or go on after it.
    #[error("the length is wrong")]
    Length,
    /// An indefinite length.
    #[error("an indefinite length")]
    Indefinite,
    /// A number that has a shorter spelling.
    #[error("a number not in its shortest form")]
    NotShortest,
    /// A float, a tag, a map or a rare simple value.
    #[error("a kind of item that is not used here")]
    Kind,
    /// Arrays within arrays, too many of them.
    #[error("nested too deep")]
    Depth,
}

const MAX_DEPTH: u32 = 12;

/// Checks that `bytes` are exactly one item of integers, texts, bytes, arrays, booleans and null, with definite lengths
/// and shortest numbers, nested at most twelve deep. The work is linear in the bytes, whatever lengths they claim.
pub fn check_canonical(bytes: &[u8]) -> Result<(), CanonicalError> {
    let mut rest = bytes;
    item(&mut rest, MAX_DEPTH)?;
    if rest.is_empty() { Ok(()) } else { Err(CanonicalError::Length) }
}

/// The bytes of the item that begins here.
pub(crate) fn take_item<'b>(rest: &mut &'b [u8]) -> Result<&'b [u8], CanonicalError> {
    let whole = *rest;
    item(rest, MAX_DEPTH)?;
    whole.get(..whole.len().saturating_sub(rest.len())).ok_or(CanonicalError::Length)
}

/// The length of the array that begins here.
pub(crate) fn take_array(rest: &mut &[u8]) -> Result<u64, CanonicalError> {
    match take(rest, 1)? {
        [initial] if initial >> 5 == 4 => argument(rest, initial & 0x1f),
        _ => Err(CanonicalError::Kind),
    }
}

/// The text that begins here.
pub(crate) fn take_text<'b>(rest: &mut &'b [u8]) -> Result<&'b str, CanonicalError> {
    let [initial] = *take(rest, 1)? else { return Err(CanonicalError::Length) };
    if initial >> 5 != 3 {
        return Err(CanonicalError::Kind);
    }
    let length = usize::try_from(argument(rest, initial & 0x1f)?).map_err(|_| CanonicalError::Length)?;
    std::str::from_utf8(take(rest, length)?).map_err(|_| CanonicalError::Kind)
}

/// The number that begins here.
pub(crate) fn take_number(rest: &mut &[u8]) -> Result<u64, CanonicalError> {
    match take(rest, 1)? {
        [initial] if initial >> 5 == 0 => argument(rest, initial & 0x1f),
        _ => Err(CanonicalError::Kind),
    }
}

fn item(rest: &mut &[u8], depth: u32) -> Result<(), CanonicalError> {
    let [initial] = *take(rest, 1)? else { return Err(CanonicalError::Length) };
    let (major, info) = (initial >> 5, initial & 0x1f);
    if major == 7 {
        return if matches!(info, 20..=22) { Ok(()) } else { Err(CanonicalError::Kind) };
    }
    if !matches!(major, 0..=4) {
        return Err(CanonicalError::Kind);
    }
    let argument = argument(rest, info)?;
    match major {
        2 | 3 => take(rest, usize::try_from(argument).map_err(|_| CanonicalError::Length)?).map(|_| ()),
        4 => {
            let depth = depth.checked_sub(1).ok_or(CanonicalError::Depth)?;
            (0..argument).try_for_each(|_| item(rest, depth))
        }
        _ => Ok(()),
    }
}

fn argument(rest: &mut &[u8], info: u8) -> Result<u64, CanonicalError> {
    let width = match info {
        0..=23 => return Ok(u64::from(info)),
        24 => 1,
        25 => 2,
        26 => 4,
        27 => 8,
        31 => return Err(CanonicalError::Indefinite),
        _ => return Err(CanonicalError::Kind),
    };
    let value = take(rest, width)?.iter().fold(0_u64, |sum, byte| (sum << 8) | u64::from(*byte));
    let least = match width {
        1 => 24,
        2 => 1 << 8,
        4 => 1 << 16,
        _ => 1 << 32,
    };
    if value < least { Err(CanonicalError::NotShortest) } else { Ok(value) }
}

fn take<'b>(rest: &mut &'b [u8], count: usize) -> Result<&'b [u8], CanonicalError> {
    let (head, tail) = rest.split_at_checked(count).ok_or(CanonicalError::Length)?;
    *rest = tail;
    Ok(head)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], expected: Result<(), CanonicalError>) {
        assert_eq!(check_canonical(bytes), expected, "{bytes:02x?}");
    }

    #[test]
    fn only_one_spelling_passes() {
        check(&[0x17], Ok(()));
        check(&[0x18, 24], Ok(()));
        check(&[0x18, 23], Err(CanonicalError::NotShortest));
        check(&[0x19, 0, 255], Err(CanonicalError::NotShortest));
        check(&[0x9f, 0xff], Err(CanonicalError::Indefinite));
        check(&[0x5f, 0xff], Err(CanonicalError::Indefinite));
        check(&[0xf9, 0x3c, 0x00], Err(CanonicalError::Kind));
        check(&[0xfb, 0, 0, 0, 0, 0, 0, 0, 0], Err(CanonicalError::Kind));
        check(&[0xa0], Err(CanonicalError::Kind));
        check(&[0xc0, 0x60], Err(CanonicalError::Kind));
        check(&[0x00, 0x00], Err(CanonicalError::Length));
        check(&[], Err(CanonicalError::Length));
    }

    #[test]
    fn a_huge_claim_costs_nothing() {
        check(&[0x9b, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff], Err(CanonicalError::Length));
        check(&[0x5b, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff], Err(CanonicalError::Length));
        check(&[0x81; 200], Err(CanonicalError::Depth));
    }
}
