//! Looking for what was planted in files that must not hold it: in their bytes, in both ways of writing UTF-16, and in what a
//! spreadsheet packs.

use std::io::Read as _;
use std::path::Path;

/// Which of the words stand in a file of this folder, or in its name.
pub(crate) fn found(folder: &Path, words: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(self::found(&path, words));
            continue;
        }
        let bytes = std::fs::read(&path).unwrap();
        let name = path.to_string_lossy().into_owned();
        let mut parts = packed(&bytes);
        assert!(!name.ends_with(".xlsx") || parts.len() > 4, "a spreadsheet packs parts, and they are looked into");
        parts.push((String::new(), bytes));
        parts.push(("the name".to_owned(), name.clone().into_bytes()));
        for (part, bytes) in &parts {
            let inside = words.iter().filter(|word| forms(word).iter().any(|form| holds(bytes, form)));
            found.extend(inside.map(|word| format!("{word} in {name} {part}")));
        }
    }
    found
}

fn forms(word: &str) -> [Vec<u8>; 3] {
    [
        word.as_bytes().to_vec(),
        word.encode_utf16().flat_map(u16::to_le_bytes).collect(),
        word.encode_utf16().flat_map(u16::to_be_bytes).collect(),
    ]
}

fn holds(bytes: &[u8], form: &[u8]) -> bool {
    bytes.windows(form.len()).any(|window| window == form)
}

/// The parts of a zip file by its directory, unpacked; none where it is no zip file.
fn packed(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let number = |at: usize, size: usize| {
        bytes[at..at + size].iter().rev().fold(0_usize, |number, byte| number << 8 | usize::from(*byte))
    };
    let Some(end) = bytes.windows(4).rposition(|window| window == b"PK\x05\x06") else { return Vec::new() };
    let (many, mut at) = (number(end + 10, 2), number(end + 16, 4));
    let mut parts = Vec::new();
    for _ in 0..many {
        assert_eq!(&bytes[at..at + 4], b"PK\x01\x02");
        let (method, size, begins) = (number(at + 10, 2), number(at + 20, 4), number(at + 42, 4));
        let name = String::from_utf8_lossy(&bytes[at + 46..at + 46 + number(at + 28, 2)]).into_owned();
        let content = begins + 30 + number(begins + 26, 2) + number(begins + 28, 2);
        let content = &bytes[content..content + size];
        let mut unpacked = Vec::new();
        match method {
            0 => unpacked.extend_from_slice(content),
            _ => drop(flate2::read::DeflateDecoder::new(content).read_to_end(&mut unpacked).unwrap()),
        }
        parts.push((name, unpacked));
        at += 46 + number(at + 28, 2) + number(at + 30, 2) + number(at + 32, 2);
    }
    parts
}
