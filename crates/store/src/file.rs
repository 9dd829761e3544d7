//! Files that belong to answers: a photograph, a recording, a paper.
//!
//! They lie in the database like everything else, so that a power cut, a full disk, a copy of the folder and a look by
//! the doctor find one thing and not two. A file's chunks are written in the transaction of the answer that names it.
//! While the interview is a draft the file is the draft's: when its answer is replaced, taken back, or the draft thrown
//! away, its chunks are deleted. When the interview is finished, the event names it by id and root, and it is never
//! deleted again: an amendment leaves the old one readable, as it leaves the old answer.
//!
//! An answer names its file by a name that is unique in the interview; the rest is found by it.

use std::collections::{BTreeMap, BTreeSet};

use pana_keys::{BlobRoot, BlobShape, KeysError, SubjectKey, SystemEntropy, open_local, seal_local};
use pana_model::{BlobId, CaseId, InterviewId, Moment, Secret};
use pana_record::{Heads, Op};
use serde::{Deserialize, Serialize};

use crate::asked::Asked;
use crate::disk::{StoreError, crypt_fault};
use crate::draft::{DraftSave, StartInterview, Started};
pub use crate::fold::files::StoredFile;
use crate::interview::InterviewClaim;
use crate::log::{LogReader, Stream};
use crate::store::{Store, Tx};
use crate::table::{blob, blob_chunk, draft};

mod travel;

use pana_casework::path::{InInterview, LogPath};
use pana_casework::{Act, value};
use pana_casework::{Answers, StoredAnswer};
pub use travel::{ChunkHere, FileChunk, NamedAt, OutgoingFile};

/// A file to be kept.
#[derive(Debug)]
pub struct NewFile {
    /// Its id, drawn by the caller.
    pub blob: BlobId,
    /// The name by which answers of its interview know it; unique in it.
    pub name: String,
    /// Its media type.
    pub media_type: String,
    /// What it was called where it came from.
    pub title: String,
    /// Its bytes.
    pub content: Secret<Vec<u8>>,
}

/// The files of an interview by name.
pub type Files = BTreeMap<String, StoredFile>;

/// What a draft knows of a file beside its root.
#[derive(Serialize, Deserialize)]
struct About {
    name: String,
    media_type: String,
    title: String,
    length: u64,
}

impl Store {
    /// Begins an interview with its first answers, and with a file that one of them names: all of it is there afterwards, or
    /// nothing. `save` is asked for what is to be made durable once the case's number is known.
    ///
    /// # Errors
    /// As [`Store::interview_start`], and [`StoreError::TooLarge`].
    pub fn interview_begin(
        &mut self,
        start: &StartInterview<'_>,
        file: Option<&NewFile>,
        now: Moment,
        save: impl FnOnce(&str) -> DraftSave,
    ) -> Result<Started, StoreError> {
        let act = Act::Lead { stream: start.stream };
        self.transact(&Asked::of(act), now, |tx| {
            let started = tx.interview_start(start)?;
            let save = save(&started.number);
            if let Some(file) = file {
                tx.file_put(started.interview, file)?;
            }
            let opened = tx.reader().draft_opened(started.interview)?;
            tx.draft_save(started.interview, opened, &save)?;
            Ok(started)
        })
    }

    /// Keeps a file with a draft, together with the answers that name it. Durable when this returns.
    ///
    /// # Errors
    /// [`StoreError::UnknownInterview`], [`StoreError::TooLarge`], and as any write; the draft is as before then.
    pub fn draft_attach(
        &mut self,
        interview: InterviewId,
        file: &NewFile,
        save: &DraftSave,
        now: Moment,
    ) -> Result<(), StoreError> {
        let opened = self.reader().draft_opened(interview)?;
        let asked = self.asked_of(opened.owner(interview), Act::AnswerDraft);
        self.transact(&asked, now, |tx| {
            tx.file_put(interview, file)?;
            tx.draft_save(interview, opened, save)
        })
    }

    /// The files of an interview: those of its draft, and all that its finished answers name or have ever named.
    ///
    /// # Errors
    /// [`StoreError::UnknownInterview`], and as any read.
    pub fn files(&self, named: impl Into<InterviewClaim>) -> Result<Files, StoreError> {
        self.files_with_location(named.into()).map(|(_, files)| files)
    }

    /// A file's content, whole and as it was kept.
    ///
    /// # Errors
    /// [`StoreError::UnknownInterview`], [`StoreError::UnknownFile`]; [`StoreError::FileNotHere`] while it has not come;
    /// [`StoreError::Damaged`] when it is not what it was.
    pub fn file_content(&self, named: impl Into<InterviewClaim>, name: &str) -> Result<Secret<Vec<u8>>, StoreError> {
        let reader = self.reader();
        let ((stream, case), files) = self.files_with_location(named.into())?;
        let file = files.get(name).ok_or(StoreError::UnknownFile)?;
        reader.file_open_with(&reader.subject_keys(stream, case.as_bytes())?, file)
    }

    /// Where an interview lies, and its files.
    fn files_with_location(&self, named: InterviewClaim) -> Result<((Stream, CaseId), Files), StoreError> {
        let interview = named.interview;
        let location = draft::exists(self.connection(), interview)?.then(|| self.reader().draft_location(interview));
        let location = location.transpose()?.filter(|location| named.case.is_none_or(|case| case == location.case));
        let case = named.case.or(location.as_ref().map(|location| location.case));
        let finished = match self.interview_with_doc(InterviewClaim { interview, case }) {
            Ok((interview, doc)) => Some(((interview.stream, interview.case), of_doc(&doc))),
            Err(StoreError::UnknownInterview) => None,
            Err(error) => return Err(error),
        };
        let Some(location) = location else { return finished.ok_or(StoreError::UnknownInterview) };
        let reader = self.reader();
        let key = reader.key_of(&location)?;
        let mut files = finished.map(|(_, files)| files).unwrap_or_default();
        files.extend(reader.draft_files(interview, &key)?);
        Ok(((location.stream, location.case), files))
    }
}

impl Tx<'_> {
    fn file_put(&mut self, interview: InterviewId, file: &NewFile) -> Result<(), StoreError> {
        let key = self.reader().draft_key(interview)?;
        // EXPOSE: to seal it, here and below.
        let content = file.content.expose();
        let shape = BlobShape::new(file.blob, content.len()).map_err(crypt_fault)?;
        let about = About {
            name: file.name.clone(),
            media_type: file.media_type.clone(),
            title: file.title.clone(),
            length: u64::try_from(content.len()).map_err(|_| StoreError::TooLarge)?,
        };
        let about = serde_json::to_vec(&about).map_err(|error| StoreError::Internal(error.to_string()))?;
        let about = seal_local(&key, &about_aad(file.blob), &about, &mut SystemEntropy).map_err(crypt_fault)?;
        blob::insert(self.sql(), file.blob, interview, &about)?;
        let (mut root, mut hashes) = (BlobRoot::default(), Vec::new());
        for number in 0..shape.chunks() {
            let sealed = shape.seal_chunk(&key, number, content).map_err(crypt_fault)?;
            root.add(&sealed);
            hashes.push(*blake3::hash(&sealed).as_bytes());
            blob_chunk::insert(self.sql(), file.blob, number, &sealed)?;
        }
        blob::set_root(self.sql(), file.blob, root.finish(), &hashes)
    }

    /// Keeps a file that another centre has handed over, sealed under a key of this case; gives the write that names it. The
    /// interview is written down in the same change.
    pub(crate) fn file_keep(
        &mut self,
        (stream, case): (Stream, CaseId),
        interview: InterviewId,
        file: &NewFile,
    ) -> Result<Op, StoreError> {
        let key = self.subject_key_or_make(stream, *case.as_bytes())?;
        // EXPOSE: to seal it, here and below.
        let content = file.content.expose();
        let shape = BlobShape::new(file.blob, content.len()).map_err(crypt_fault)?;
        let (mut root, mut hashes, mut chunks) = (BlobRoot::default(), Vec::new(), Vec::new());
        for number in 0..shape.chunks() {
            let sealed = shape.seal_chunk(&key, number, content).map_err(crypt_fault)?;
            root.add(&sealed);
            hashes.push(*blake3::hash(&sealed).as_bytes());
            chunks.push((number, sealed));
        }
        let root = root.finish();
        let row = blob::FileRow { blob: file.blob, root, hashes, named: None, whole: true, carried: false };
        blob::begin(self.sql(), &row)?;
        chunks.iter().try_for_each(|(number, sealed)| blob_chunk::insert(self.sql(), file.blob, *number, sealed))?;
        let length = u64::try_from(content.len()).map_err(|_| StoreError::TooLarge)?;
        let (name, media_type, title) = (file.name.clone(), file.media_type.clone(), file.title.clone());
        let stored = StoredFile { name, media_type, title, length, blob: file.blob, root };
        let path = LogPath::Interview { id: interview, within: InInterview::File(&file.name) };
        Ok(Op::set(path, stored.to_value(), Vec::new()))
    }

    /// Deletes what a draft holds and none of its answers names any more.
    pub(crate) fn files_unnamed_delete(&mut self, interview: InterviewId, key: &SubjectKey) -> Result<(), StoreError> {
        let held = self.reader().draft_files(interview, key)?;
        if held.is_empty() {
            return Ok(());
        }
        let draft = self.reader().draft(interview)?;
        let named = names(&draft.answers);
        for file in held.values().filter(|file| !named.contains(file.name.as_str())) {
            blob::delete(self.sql(), file.blob)?;
        }
        Ok(())
    }

    /// What an event says of the files that these answers name. They stop being the draft's; what else it holds goes with
    /// it.
    pub(crate) fn files_finish(
        &mut self,
        interview: InterviewId,
        key: &SubjectKey,
        answers: &Answers,
    ) -> Result<Vec<Op>, StoreError> {
        let held = self.reader().draft_files(interview, key)?;
        let named = names(answers);
        let mut ops = Vec::new();
        for file in held.values().filter(|file| named.contains(file.name.as_str())) {
            blob::keep(self.sql(), file.blob)?;
            let path = LogPath::Interview { id: interview, within: InInterview::File(&file.name) };
            ops.push(Op::set(path, file.to_value(), Vec::new()));
        }
        Ok(ops)
    }
}

impl LogReader<'_> {
    /// The files that a draft holds.
    pub(crate) fn draft_files(&self, interview: InterviewId, key: &SubjectKey) -> Result<Files, StoreError> {
        let mut files = Files::new();
        for row in blob::held(self.sql, interview)? {
            let blob::HeldRow { blob, root, about } = row;
            let damaged = || StoreError::Damaged(format!("file {blob}"));
            let about = open_local(key, &about_aad(blob), &about).map_err(|_| damaged())?;
            // EXPOSE: to decode it.
            let about: About = serde_json::from_slice(about.expose()).map_err(|_| damaged())?;
            let About { name, media_type, title, length } = about;
            files.insert(name.clone(), StoredFile { name, media_type, title, length, blob, root });
        }
        Ok(files)
    }

    /// Opens a file with whichever of its subject's keys it was sealed under.
    pub(crate) fn file_open_with(&self, keys: &[SubjectKey], file: &StoredFile) -> Result<Secret<Vec<u8>>, StoreError> {
        let mut opened = Err(StoreError::UnknownInterview);
        for key in keys {
            opened = self.file_open(key, file);
            if opened.is_ok() {
                break;
            }
        }
        opened
    }

    /// Opens a file; anything that is not as it was kept is [`StoreError::Damaged`], and what has not come
    /// [`StoreError::FileNotHere`].
    pub(crate) fn file_open(&self, key: &SubjectKey, file: &StoredFile) -> Result<Secret<Vec<u8>>, StoreError> {
        let damaged = || StoreError::Damaged(format!("file {}", file.blob));
        let row = blob::by_root(self.sql, &file.root)?.filter(|row| row.whole).ok_or(StoreError::FileNotHere)?;
        let length = usize::try_from(file.length).map_err(|_| damaged())?;
        let shape = BlobShape::new(file.blob, length).map_err(|_| damaged())?;
        let opened = shape.open(key, &file.root, |number| {
            let chunk = blob_chunk::read(self.sql, row.blob, number).map_err(Unopened)?;
            chunk.ok_or_else(|| Unopened(damaged()))
        });
        opened.map_err(|Unopened(error)| error)
    }
}

/// The files that an interview's heads name.
pub(crate) fn of_doc(doc: &Heads) -> Files {
    let named = doc.paths().filter_map(|(path, _)| {
        let InInterview::File(name) = InInterview::of(path) else { return None };
        Some((name.to_owned(), StoredFile::from_value(name, &value::latest(doc, path)?.value)?))
    });
    named.collect()
}

/// What single answers say: of those to questions for a file it is the file's name.
fn names(answers: &Answers) -> BTreeSet<&str> {
    let texts = answers.values().map(|answer| if let StoredAnswer::Value(text) = answer { text.as_str() } else { "" });
    texts.collect()
}

fn about_aad(blob: BlobId) -> Vec<u8> {
    [b"pana/blob about/1".as_slice(), blob.as_bytes()].concat()
}

/// Why a file did not open.
struct Unopened(StoreError);

impl From<KeysError> for Unopened {
    fn from(_: KeysError) -> Self {
        Self(StoreError::Damaged("a file".to_owned()))
    }
}

#[cfg(test)]
mod tests;
