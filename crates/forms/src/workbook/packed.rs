//! What an .xlsx unpacks to, found out before it is taken apart: the library below unpacks all texts of a workbook at once,
//! and makes room for as many as the file claims to hold.

use std::io::{BufReader, Cursor, Read};

use quick_xml::Reader;
use quick_xml::events::Event;
use zip::ZipArchive;

/// So many bytes may its parts have together.
pub(super) const UNPACKED: u64 = 256 << 20;
/// Nothing unpacks to more bytes for each of its own.
const RATIO: u64 = 1032;
/// So many texts may it claim to hold.
const TEXTS: u64 = 5_000_000;
/// The claim stands at the beginning.
const BEGINNING: u64 = 1 << 20;

/// What unpacking a file would bring.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Packed {
    Fits,
    TooLarge,
    /// It is no package, or claims what cannot be.
    Broken,
}

/// Looks at a file. O(bytes), and a small one is not unpacked for it.
pub(super) fn look(bytes: &[u8]) -> Packed {
    weigh(bytes).unwrap_or(Packed::Broken)
}

fn weigh(bytes: &[u8]) -> Option<Packed> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
    let (mut texts, mut parts, mut packed) = (Vec::new(), Vec::new(), 0_u64);
    for at in 0..archive.len() {
        let part = archive.by_index_raw(at).ok()?;
        let name = part.name().ok()?.to_ascii_lowercase();
        if name.ends_with("sharedstrings.xml") {
            texts.push(at);
        }
        if name.ends_with(".xml") || name.ends_with(".rels") {
            packed = packed.saturating_add(part.compressed_size());
            parts.push(at);
        }
    }
    for at in texts {
        if claimed(archive.by_index(at).ok()?)? > TEXTS {
            return None;
        }
    }
    if packed.saturating_mul(RATIO) <= UNPACKED {
        return Some(Packed::Fits);
    }
    let mut left = UNPACKED;
    for at in parts {
        let most = left.saturating_add(1);
        let read = std::io::copy(&mut archive.by_index(at).ok()?.take(most), &mut std::io::sink()).ok()?;
        let Some(rest) = left.checked_sub(read) else { return Some(Packed::TooLarge) };
        left = rest;
    }
    Some(Packed::Fits)
}

/// How many texts a table of texts claims to hold.
fn claimed(part: impl Read) -> Option<u64> {
    let mut reader = Reader::from_reader(BufReader::new(part.take(BEGINNING)));
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer).ok()? {
            Event::Start(start) | Event::Empty(start) => {
                let counts = start.attributes().flatten().filter(|one| one.key.as_ref() == "uniqueCount");
                return Some(counts.filter_map(|one| one.value.trim().parse().ok()).max().unwrap_or(0));
            }
            Event::Eof => return None,
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Write as _};

    use zip::write::{SimpleFileOptions, ZipWriter};

    use super::{Packed, look};

    fn package(parts: &[(&str, &[u8])]) -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in parts {
            writer.start_file(*name, SimpleFileOptions::default()).unwrap();
            writer.write_all(bytes).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    #[test]
    fn a_workbook_that_unpacks_to_more_than_the_limit_is_too_large() {
        let small = package(&[("xl/worksheets/sheet1.xml", b"<worksheet/>")]);
        assert_eq!(look(&small), Packed::Fits);
        let blank = vec![b' '; 90 << 20];
        let parts = ["a.xml", "b.xml", "c.xml"].map(|name| (name, blank.as_slice()));
        assert_eq!(look(&package(&parts)), Packed::TooLarge);
        assert_eq!(look(&package(&parts[..2])), Packed::Fits);
    }

    #[test]
    fn a_table_that_claims_more_texts_than_a_file_can_hold_is_broken() {
        for (text, expected) in [
            ("<sst uniqueCount=\"12\"><si/></sst>", Packed::Fits),
            ("<?xml version=\"1.0\"?><!-- --><sst count='1' uniqueCount=' 5000001'/>", Packed::Broken),
            ("", Packed::Broken),
        ] {
            assert_eq!(look(&package(&[("xl/sharedStrings.xml", text.as_bytes())])), expected, "{text}");
        }
        assert_eq!(look(b"no package"), Packed::Broken);
    }
}
