//! An edition's rows as the bytes that are kept: the same bytes for the same rows, so that their hash names them.

use pana_directory::Tables;

/// Says what these bytes are, and in which form.
const HEAD: &[u8] = b"pana/directory/1\n";

/// The bytes of rows: each table's name and file, with their lengths before them.
pub(super) fn to_bytes(rows: &Tables) -> Vec<u8> {
    let mut bytes = HEAD.to_vec();
    for (name, file) in rows.to_files() {
        for part in [name.as_bytes(), &file] {
            bytes.extend_from_slice(&u64::try_from(part.len()).unwrap_or(u64::MAX).to_be_bytes());
            bytes.extend_from_slice(part);
        }
    }
    bytes
}

/// Rows of their bytes; `None` where they are not such.
pub(super) fn from_bytes(bytes: &[u8]) -> Option<Tables> {
    let mut rest = bytes.strip_prefix(HEAD)?;
    let mut files = Vec::new();
    while !rest.is_empty() {
        let name = std::str::from_utf8(part(&mut rest)?).ok()?;
        files.push((name, part(&mut rest)?));
    }
    Tables::from_files(files).ok()
}

fn part<'b>(rest: &mut &'b [u8]) -> Option<&'b [u8]> {
    let (length, after) = rest.split_first_chunk()?;
    let length = usize::try_from(u64::from_be_bytes(*length)).ok()?;
    let (part, after) = after.split_at_checked(length)?;
    *rest = after;
    Some(part)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test")]

    use super::*;

    #[test]
    fn rows_are_read_back_cell_by_cell_and_what_is_cut_short_is_none() {
        let mut rows = Tables::default();
        rows.table("service").put(&[("id", "1"), ("name", "Үй \"a\", b\n"), ("x_own", " kept ")]);
        rows.table("phone").put(&[("id", "2"), ("number", "")]);
        let bytes = to_bytes(&rows);
        assert_eq!(to_bytes(&from_bytes(&bytes).unwrap()), bytes);
        let back = from_bytes(&bytes).unwrap();
        assert_eq!(back.get("service").unwrap().rows().next().unwrap().get("name"), "Үй \"a\", b\n");
        for cut in [0, HEAD.len() - 1, HEAD.len() + 3, bytes.len() - 1] {
            assert!(from_bytes(&bytes[..cut]).is_none(), "{cut}");
        }
    }
}
