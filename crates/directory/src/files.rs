//! The files of a package, in memory: out of a zip, or given one by one by whoever has opened a folder.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use zip::ZipArchive;

use crate::problem::{At, DirectoryProblem, DirectoryProblemCode, Report};

/// All files of a package may have so many bytes together. What a zip claims is not believed: it is counted.
pub const PACKAGE_BYTES: u64 = 256 << 20;
/// And there may be so many of them.
pub const PACKAGE_FILES: usize = 1_000;

/// The files, by name, without their folders.
#[derive(Debug, Clone, Default)]
pub struct Files {
    files: BTreeMap<String, Vec<u8>>,
    bytes: u64,
}

impl Files {
    /// Adds one.
    ///
    /// # Errors
    /// Too many, too large, or of a name that is there already.
    pub fn add(&mut self, name: &str, bytes: Vec<u8>) -> Result<(), DirectoryProblem> {
        let name = name.rsplit(['/', '\\']).next().unwrap_or(name);
        self.bytes = self.bytes.saturating_add(bytes.len() as u64);
        if self.bytes > PACKAGE_BYTES {
            return Err(problem(name, DirectoryProblemCode::TooLarge, &[("limit", &PACKAGE_BYTES.to_string())]));
        }
        if self.files.len() >= PACKAGE_FILES {
            return Err(problem(name, DirectoryProblemCode::TooManyFiles, &[("limit", &PACKAGE_FILES.to_string())]));
        }
        match self.files.insert(name.to_owned(), bytes) {
            Some(_) => Err(problem(name, DirectoryProblemCode::FileTwice, &[("other", name)])),
            None => Ok(()),
        }
    }

    /// The files of a zip whose names end in `.csv` or `.json`, wherever they lie in it.
    ///
    /// # Errors
    /// It is no zip, is broken, or unpacks to more than we take.
    pub fn from_zip(name: &str, bytes: &[u8]) -> Result<Self, DirectoryProblem> {
        let broken = || problem(name, DirectoryProblemCode::ZipUnreadable, &[]);
        let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| broken())?;
        if archive.len() > PACKAGE_FILES {
            return Err(problem(name, DirectoryProblemCode::TooManyFiles, &[("limit", &PACKAGE_FILES.to_string())]));
        }
        let mut files = Self::default();
        for at in 0..archive.len() {
            let mut part = archive.by_index(at).map_err(|_| broken())?;
            let path = part.name().map_err(|_| broken())?.to_string();
            if part.is_dir() || !is_ours(&path) {
                continue;
            }
            let left = PACKAGE_BYTES.saturating_sub(files.bytes).saturating_add(1);
            let mut content = Vec::new();
            (&mut part).take(left).read_to_end(&mut content).map_err(|_| broken())?;
            files.add(&path, content)?;
        }
        Ok(files)
    }

    /// A file.
    pub fn get(&self, name: &str) -> Option<&[u8]> {
        self.files.get(name).map(Vec::as_slice)
    }

    /// All of them, by name.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice()))
    }
}

/// A table or a descriptor, and not what systems leave behind in zips.
fn is_ours(path: &str) -> bool {
    let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
    let hidden = name.starts_with('.') || path.contains("__MACOSX");
    !hidden && matches!(ending.as_deref(), Some("csv" | "json"))
}

fn problem(file: &str, code: DirectoryProblemCode, args: &[(&'static str, &str)]) -> DirectoryProblem {
    let mut report = Report::default();
    report.say(At::file(file), code, args);
    report.finish().swap_remove(0)
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use zip::write::{SimpleFileOptions, ZipWriter};

    use super::*;

    fn zipped(parts: &[(&str, &[u8])]) -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in parts {
            writer.start_file(*name, SimpleFileOptions::default()).unwrap();
            writer.write_all(bytes).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    #[test]
    fn a_zip_gives_its_tables_wherever_they_lie() {
        let bytes = zipped(&[
            ("hsds/services.csv", b"id\n1\n"),
            ("hsds/datapackage.json", b"{}"),
            ("__MACOSX/hsds/._services.csv", b"x"),
            ("readme.txt", b"x"),
        ]);
        let files = Files::from_zip("a.zip", &bytes).unwrap();
        assert_eq!(files.iter().map(|(name, _)| name).collect::<Vec<_>>(), ["datapackage.json", "services.csv"]);
    }

    #[test]
    fn a_zip_that_unpacks_to_more_than_the_limit_or_is_none_is_refused() {
        let blank = vec![b' '; 90 << 20];
        let parts = ["a.csv", "b.csv", "c.csv"].map(|name| (name, blank.as_slice()));
        let code = |bytes: &[u8]| Files::from_zip("a.zip", bytes).unwrap_err().code;
        assert_eq!(code(&zipped(&parts)), DirectoryProblemCode::TooLarge);
        assert_eq!(code(b"no zip"), DirectoryProblemCode::ZipUnreadable);
        let cut = zipped(&[("services.csv", b"id\n1\n")]);
        assert_eq!(code(&cut[..cut.len() / 2]), DirectoryProblemCode::ZipUnreadable);
        assert_eq!(code(&zipped(&[("a/x.csv", b""), ("b/x.csv", b"")])), DirectoryProblemCode::FileTwice);
    }
}
