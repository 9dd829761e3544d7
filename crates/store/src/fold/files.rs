//! What events say of files: the operations that name them, by which a file is found and opened.

use std::fmt;

use pana_casework::case::CaseFile;
use pana_casework::path::{InInterview, LogPath};
use pana_model::BlobId;
use pana_record::{Heads, Op, Value};

use crate::table::view_file;

/// A kept file, without its content.
#[derive(Clone, PartialEq, Eq)]
pub struct StoredFile {
    /// The name by which answers of its interview know it.
    pub name: String,
    /// Its media type.
    pub media_type: String,
    /// What it was called where it came from.
    pub title: String,
    /// Bytes.
    pub length: u64,
    pub(crate) blob: BlobId,
    pub(crate) root: [u8; 32],
}

/// Its title may name somebody.
impl fmt::Debug for StoredFile {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "StoredFile({}, {} bytes)", self.blob, self.length)
    }
}

impl StoredFile {
    pub(crate) fn to_value(&self) -> Value {
        Value::List(vec![
            Value::Bytes(self.blob.as_bytes().to_vec()),
            Value::Bytes(self.root.to_vec()),
            Value::Int(i64::try_from(self.length).unwrap_or(i64::MAX)),
            Value::text(&*self.media_type),
            Value::text(&*self.title),
        ])
    }

    pub(crate) fn from_value(name: &str, value: &Value) -> Option<Self> {
        let [blob, root, length, media_type, title, ..] = value.as_list()? else { return None };
        Some(Self {
            name: name.to_owned(),
            media_type: media_type.as_text()?.to_owned(),
            title: title.as_text()?.to_owned(),
            length: u64::try_from(length.as_int()?).ok()?,
            blob: BlobId::from_bytes(blob.as_bytes()?.try_into().ok()?),
            root: root.as_bytes()?.try_into().ok()?,
        })
    }

    /// The file that an operation names, if it does.
    pub(crate) fn of_op(op: &Op) -> Option<Self> {
        match LogPath::of(&op.path) {
            LogPath::Interview { within: InInterview::File(name), .. } => Self::from_value(name, &op.value),
            _ => None,
        }
    }
}

/// The files that a case's interviews name, with an event that does.
pub(crate) fn named_in(file: &CaseFile) -> view_file::Named {
    let heads = file.interviews().filter_map(|interview| file.interview_heads(interview));
    heads.flat_map(named_in_heads).collect()
}

/// The same of one interview.
pub(crate) fn named_in_heads(doc: &Heads) -> view_file::Named {
    let files = doc.paths().filter_map(|(path, _)| {
        let InInterview::File(name) = InInterview::of(path) else { return None };
        Some(
            doc.heads(path)
                .filter_map(move |(dot, head)| Some((StoredFile::from_value(name, &head.value)?.root, dot.event))),
        )
    });
    files.flatten().collect()
}
