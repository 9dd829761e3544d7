//! What has one layout: local rows and files.

use pana_keys::{BLOB_CHUNK, BlobRoot, BlobShape, KeysError, local_row_id, open_local, seal_local};
use pana_model::BlobId;
use pana_wire::StreamName;
use serde_json::{Value, json};

use crate::centre::{Centre, SUBJECT};
use crate::file::{Scripted, bytes, check, hex, stored};

#[test]
fn rows_are_sealed_as_ever() {
    let centre = Centre::new(StreamName::Protected);
    let hidden = centre.epoch.seal_subject(b"draft/1", &SUBJECT, &mut Scripted::new("hidden")).unwrap();
    assert_eq!(centre.epoch.open_subject(b"draft/1", &hidden).unwrap(), SUBJECT);
    check(
        "hidden-subject",
        &json!({
            "kind": "hidden-subject",
            "about": "a slot and a local row that do not name their subject",
            "epoch_key": hex(&centre.epoch_key),
            "subject": hex(&SUBJECT),
            "slot_id": hex(&centre.epoch.slot_id(&SUBJECT)),
            "place": hex(b"draft/1"),
            "sealed": hex(&hidden),
        }),
    );

    let row = seal_local(&centre.subject, b"draft/1/name", "Айгерім".as_bytes(), &mut Scripted::new("row")).unwrap();
    check(
        "local-row",
        &json!({
            "kind": "local-row",
            "about": "one answer of a draft",
            "subject_key": hex(&centre.subject_key),
            "place": hex(b"draft/1/name"),
            "sealed": hex(&row),
            "row": hex("Айгерім".as_bytes()),
            "row_id": hex(&local_row_id(&centre.subject, b"draft/1/name")),
        }),
    );
}

/// A file that needs no place in the tree: what it says follows from its length.
fn patterned(length: usize) -> Vec<u8> {
    (0..length).map(|at| (at % 251) as u8).collect()
}

fn blob(about: &str, length: usize, kept: impl Fn(&[Vec<u8>]) -> Value) -> Value {
    let centre = Centre::new(StreamName::Centre);
    let (id, file) = (BlobId::from_bytes([0xB1; 16]), patterned(length));
    let shape = BlobShape::new(id, length).unwrap();
    let chunks: Vec<Vec<u8>> =
        (0..shape.chunks()).map(|number| shape.seal_chunk(&centre.subject, number, &file).unwrap()).collect();
    let mut root = BlobRoot::default();
    chunks.iter().for_each(|chunk| root.add(chunk));
    json!({
        "kind": "blob",
        "about": about,
        "subject_key": hex(&centre.subject_key),
        "id": hex(id.as_bytes()),
        "length": length,
        "root": hex(&root.finish()),
        "chunks": kept(&chunks),
        "file_is": "byte n is n modulo 251",
    })
}

#[test]
fn files_are_sealed_as_ever() {
    let whole = |chunks: &[Vec<u8>]| chunks.iter().map(|chunk| json!(hex(chunk))).collect();
    check("blob-small", &blob("a file of one chunk, padded", 300, whole));
    // Two chunks are too much to be written down: their hashes and their ends are.
    let ends = |chunks: &[Vec<u8>]| {
        let end = |chunk: &Vec<u8>| {
            json!({
                "length": chunk.len(),
                "hash": blake3::hash(chunk).to_string(),
                "tag": hex(chunk.last_chunk::<16>().unwrap()),
            })
        };
        chunks.iter().map(end).collect()
    };
    check("blob-two-chunks", &blob("a file of two chunks; of each its hash and its tag", BLOB_CHUNK + 5, ends));
}

/// The stored vectors, not those just made: these must open whatever later programs write.
#[test]
fn stored_rows_and_files_open() {
    let row = stored("local-row");
    let subject = Centre::new(StreamName::Protected).subject;
    let opened = open_local(&subject, b"draft/1/name", &bytes(&row["sealed"])).unwrap();
    assert_eq!(opened.expose(), &bytes(&row["row"]));

    let (blob, chunk) = (stored("blob-small"), |value: &Value| bytes(&value["chunks"][0]));
    let shape = BlobShape::new(BlobId::from_bytes([0xB1; 16]), 300).unwrap();
    let root: [u8; 32] = bytes(&blob["root"]).try_into().unwrap();
    let subject = Centre::new(StreamName::Centre).subject;
    let file = shape.open(&subject, &root, |_| Ok::<_, KeysError>(chunk(&blob))).unwrap();
    assert_eq!(file.expose(), &patterned(300));
}
