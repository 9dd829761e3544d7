//! Files: each that an event or a draft names is here and opens, and none is here that nothing names.

use pana_keys::SubjectKey;
use pana_model::{DeviceId, InterviewId};

use super::{Diagnosis, FileFault, Finding};
use crate::disk::StoreError;
use crate::fold::files::StoredFile;
use crate::log::{Opened, Stream};
use crate::store::Store;
use crate::table::blob;

/// A file that an event names, and whose it is.
#[derive(Debug)]
pub(super) struct NamedFile {
    stream: Stream,
    device: DeviceId,
    subject: [u8; 16],
    file: StoredFile,
}

/// The files that an event names.
pub(super) fn named_by(stream: Stream, event: &Opened) -> Vec<NamedFile> {
    let files = event.body.ops.iter().filter_map(StoredFile::of_op);
    files.map(|file| NamedFile { stream, device: event.device, subject: event.body.subject, file }).collect()
}

impl Store {
    pub(super) fn look_at_files(&mut self, diagnosis: &mut Diagnosis, named: Vec<NamedFile>) -> Result<(), StoreError> {
        let Ok(mut kept) = blob::kept(self.connection()) else {
            diagnosis.findings.push(Finding::Page("files".to_owned()));
            return self.reopen();
        };
        for NamedFile { stream, device, subject, file } in named {
            let here = kept.remove(file.root.as_slice()).is_some();
            match self.reader().subject_keys(stream, &subject) {
                // Without its subject's key a file is erased like the event that names it.
                Ok(keys) if keys.is_empty() => {}
                Ok(keys) if here => self.look_at_file(diagnosis, &keys, &file)?,
                // It comes from where it was made.
                Ok(_) if device != self.device() => {
                    diagnosis.files_to_come = diagnosis.files_to_come.saturating_add(1);
                }
                _ => diagnosis.findings.push(Finding::File { blob: file.blob, fault: FileFault::Missing }),
            }
        }
        // An event that could not be opened may name what is left.
        let all_open = diagnosis.closed == 0 && !diagnosis.findings.iter().any(|f| matches!(f, Finding::Event { .. }));
        if all_open {
            let orphans = kept.into_values().map(|blob| Finding::File { blob, fault: FileFault::Orphan });
            diagnosis.findings.extend(orphans);
        }
        let Ok(drafts) = blob::drafts(self.connection()) else {
            diagnosis.findings.push(Finding::Page("files".to_owned()));
            return self.reopen();
        };
        drafts.into_iter().try_for_each(|interview| self.look_at_files_of_draft(diagnosis, interview))
    }

    fn look_at_files_of_draft(&mut self, diagnosis: &mut Diagnosis, interview: InterviewId) -> Result<(), StoreError> {
        let reader = self.reader();
        let found = reader.draft_key(interview).and_then(|key| {
            let files = reader.draft_files(interview, &key)?;
            Ok(([key], files))
        });
        match found {
            Ok((key, files)) => files.values().try_for_each(|file| self.look_at_file(diagnosis, &key, file)),
            // Closed to this member.
            Err(StoreError::UnknownInterview) => Ok(()),
            Err(_) => {
                diagnosis.findings.push(Finding::Draft(interview));
                self.reopen()
            }
        }
    }

    fn look_at_file(
        &mut self,
        diagnosis: &mut Diagnosis,
        keys: &[SubjectKey],
        file: &StoredFile,
    ) -> Result<(), StoreError> {
        diagnosis.files = diagnosis.files.saturating_add(1);
        if self.reader().file_open_with(keys, file).is_ok() {
            return Ok(());
        }
        diagnosis.findings.push(Finding::File { blob: file.blob, fault: FileFault::Damaged });
        self.reopen()
    }
}
