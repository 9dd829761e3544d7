//! Files as answers: taken from this computer, cleaned of what they say of their place, kept with the interview, shown or played.
//!
//! The file that was chosen stays where it is; Pana keeps a copy of its own, inside the store.

mod attach;
mod show;
mod take;

pub(crate) use attach::{attach, file_attach};
pub(crate) use show::file_show;
pub(crate) use take::{Taken, take};

use std::collections::BTreeMap;

use pana_media::Kind;
use pana_store::{InterviewClaim, NewFile, StoredFile};

use crate::contract::AppError;
use crate::contract::file::FileView;
use crate::desk::Desk;

/// Largest file that a screen is given: it crosses as text.
const SHOWN_MOST: u64 = 12 * 1024 * 1024;
/// Kinds that a web view draws or plays. One that holds a script, as SVG may, is not among them.
const SHOWN: [Kind; 10] =
    [Kind::Jpeg, Kind::Png, Kind::Webp, Kind::Gif, Kind::M4a, Kind::Mp3, Kind::Wav, Kind::Ogg, Kind::Flac, Kind::Mp4];

impl Desk {
    /// The files of an interview, as a screen sees them.
    pub(crate) fn files(&self, claim: impl Into<InterviewClaim>) -> Result<BTreeMap<String, FileView>, AppError> {
        let files = self.store.files(claim)?;
        Ok(files.into_iter().map(|(name, file)| (name, file_view(&file))).collect())
    }
}

fn file_view(file: &StoredFile) -> FileView {
    FileView {
        name: file.name.clone(),
        title: file.title.clone(),
        media_type: file.media_type.clone(),
        bytes: u32::try_from(file.length).unwrap_or(u32::MAX),
        shown: is_shown(file),
    }
}

/// A file of a trial: it is named and kept nowhere.
pub(crate) fn tried_file(file: &NewFile) -> FileView {
    FileView {
        name: file.name.clone(),
        title: file.title.clone(),
        media_type: file.media_type.clone(),
        bytes: u32::try_from(file.content.expose().len()).unwrap_or(u32::MAX),
        shown: false,
    }
}

fn is_shown(file: &StoredFile) -> bool {
    file.length <= SHOWN_MOST && SHOWN.iter().any(|kind| kind.media_type() == file.media_type)
}
