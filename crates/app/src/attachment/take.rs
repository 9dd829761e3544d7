//! Reading a file of this computer.

use std::fs::File;
use std::io::{ErrorKind, Read as _};
use std::path::Path;

use pana_media::{Kind, MediaError};
use pana_model::Secret;

use crate::contract::AppError;
use crate::error::ErrorCode;

/// Largest file that is taken: a photograph of any telephone, a letter of many pages, half an hour of speech.
const MOST_MIB: u64 = 32;
const MOST: u64 = MOST_MIB * 1024 * 1024;
/// Longest title that is kept, in characters.
const TITLE: usize = 120;

/// A file as it is going to be kept.
pub(crate) struct Taken {
    pub(crate) kind: Kind,
    /// What it is called.
    pub(crate) title: String,
    pub(crate) content: Secret<Vec<u8>>,
}

impl Taken {
    /// How a name of it ends: by what it is; by its own name only where that is not known.
    pub(crate) fn ending(&self) -> String {
        if !self.kind.ending().is_empty() {
            return self.kind.ending().to_owned();
        }
        let own = Path::new(&self.title).extension().map(|ending| ending.to_string_lossy().to_lowercase());
        let plain = |ending: &String| {
            (1..=8).contains(&ending.len()) && ending.bytes().all(|byte| byte.is_ascii_alphanumeric())
        };
        own.filter(plain).unwrap_or_else(|| "bin".to_owned())
    }
}

/// Reads the file at a path that was chosen or typed, and takes out of it what must not be kept.
///
/// # Errors
/// `attach-missing`, `attach-folder`, `attach-unreadable`, `attach-too-large`, `attach-picture`, `attach-damaged`.
pub(crate) fn take(path: &str) -> Result<Taken, AppError> {
    // Some systems copy a path with quotation marks around it.
    let path = path.trim();
    let path = path.strip_prefix('"').and_then(|path| path.strip_suffix('"')).unwrap_or(path);
    let path = Path::new(path);
    let about = std::fs::metadata(path).map_err(|error| refused(error.kind()))?;
    if about.is_dir() {
        return Err(ErrorCode::AttachFolder.into());
    }
    if !about.is_file() {
        // A pipe or a device may never end.
        return Err(ErrorCode::AttachUnreadable.into());
    }
    if about.len() > MOST {
        return Err(too_large());
    }
    let mut bytes = Vec::with_capacity(usize::try_from(about.len()).unwrap_or_default());
    let file = File::open(path).map_err(|error| refused(error.kind()))?;
    file.take(MOST.saturating_add(1)).read_to_end(&mut bytes).map_err(|error| refused(error.kind()))?;
    if u64::try_from(bytes.len()).unwrap_or(u64::MAX) > MOST {
        // It grew while it was read.
        return Err(too_large());
    }
    let (kind, content) = pana_media::clean(bytes).map_err(|error| match error {
        MediaError::Damaged => ErrorCode::AttachDamaged,
        MediaError::Unclean => ErrorCode::AttachPicture,
    })?;
    let title = path.file_name().map(|name| name.to_string_lossy().chars().take(TITLE).collect());
    Ok(Taken { kind, title: title.unwrap_or_default(), content: Secret::new(content) })
}

fn refused(kind: ErrorKind) -> AppError {
    match kind {
        ErrorKind::NotFound | ErrorKind::NotADirectory | ErrorKind::InvalidInput | ErrorKind::InvalidFilename => {
            ErrorCode::AttachMissing.into()
        }
        ErrorKind::IsADirectory => ErrorCode::AttachFolder.into(),
        _ => ErrorCode::AttachUnreadable.into(),
    }
}

fn too_large() -> AppError {
    AppError::of(ErrorCode::AttachTooLarge).with("max", MOST_MIB)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn ends(title: &str, bytes: &[u8], ending: &str) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(title);
        std::fs::write(&path, bytes).unwrap();
        let quoted = format!(" \"{}\"\n", path.display());
        for path in [path.to_string_lossy().into_owned(), quoted] {
            let taken = take(&path).unwrap();
            assert_eq!((taken.title.as_str(), taken.ending().as_str()), (title, ending));
        }
    }

    #[test]
    fn a_file_is_named_by_what_it_is() {
        ends("сурет.jpeg.exe", b"%PDF-1.7", "pdf");
        ends("хат.DOCX", b"PK\x03\x04", "docx");
        ends("хат.құжат", b"x", "bin");
        ends("хат", b"x", "bin");
    }

    #[test]
    fn what_cannot_be_taken_is_refused_with_its_own_word() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name).to_string_lossy().into_owned();
        let code = |path: &str| take(path).err().unwrap().code;
        assert_eq!(code(&path("жоқ.jpg")), ErrorCode::AttachMissing);
        assert_eq!(code(""), ErrorCode::AttachMissing);
        assert_eq!(code("\0"), ErrorCode::AttachMissing);
        assert_eq!(code(&path("")), ErrorCode::AttachFolder);
        std::fs::write(path("empty"), b"").unwrap();
        assert_eq!(code(&path("empty")), ErrorCode::AttachDamaged);
        std::fs::write(path("heic.jpg"), b"\0\0\0\x18ftypheic\0\0\0\0mif1heic").unwrap();
        assert_eq!(code(&path("heic.jpg")), ErrorCode::AttachPicture);
        let large = File::create(path("large")).unwrap();
        large.set_len(MOST + 1).unwrap();
        assert_eq!(code(&path("large")), ErrorCode::AttachTooLarge);
        #[cfg(unix)]
        assert_eq!(code("/dev/null"), ErrorCode::AttachUnreadable);
    }
}
