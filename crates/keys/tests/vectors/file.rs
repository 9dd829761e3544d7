//! The vectors' files, and bytes that come out the same each time.

use std::path::PathBuf;

use pana_keys::{Entropy, KeysError};
use serde_json::Value;

/// The bytes drawn are recorded, so that a vector can show the keys it was made with.
pub(crate) struct Scripted {
    reader: blake3::OutputReader,
    pub(crate) drawn: Vec<Vec<u8>>,
}

impl Scripted {
    pub(crate) fn new(name: &str) -> Self {
        let reader = blake3::Hasher::new_derive_key("pana/test vectors/1").update(name.as_bytes()).finalize_xof();
        Self { reader, drawn: Vec::new() }
    }

    /// What was drawn last.
    pub(crate) fn last(&self) -> Vec<u8> {
        self.drawn.last().unwrap().clone()
    }
}

impl Entropy for Scripted {
    fn fill(&mut self, out: &mut [u8]) -> Result<(), KeysError> {
        self.reader.fill(out);
        self.drawn.push(out.to_vec());
        Ok(())
    }
}

pub(crate) fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/vectors")
}

fn file(name: &str) -> PathBuf {
    folder().join(format!("{name}.json"))
}

pub(crate) fn stored(name: &str) -> Value {
    serde_json::from_slice(&std::fs::read(file(name)).unwrap()).unwrap()
}

/// The names of the stored vectors that begin so.
pub(crate) fn stored_names(prefix: &str) -> Vec<String> {
    let files = std::fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let names = files.filter_map(|name| name.strip_suffix(".json").map(str::to_owned));
    let mut names: Vec<String> = names.filter(|name| name.starts_with(prefix)).collect();
    names.sort();
    names
}

pub(crate) fn check(name: &str, vector: &Value) {
    let text = format!("{}\n", serde_json::to_string_pretty(vector).unwrap());
    if std::env::var_os("PANA_WRITE_VECTORS").is_some() {
        std::fs::write(file(name), &text).unwrap();
    }
    assert_eq!(std::fs::read_to_string(file(name)).unwrap(), text, "{name} is written differently now");
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

pub(crate) fn bytes(value: &Value) -> Vec<u8> {
    let pairs = value.as_str().unwrap().as_bytes().chunks(2);
    pairs.map(|pair| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap()).collect()
}

/// A body's bytes out of another vector.
pub(crate) fn body(name: &str) -> Vec<u8> {
    bytes(&stored(name)["bytes"])
}
