//! Pictures that a questionnaire shows with its questions and answers: which there are, where they lie beside it, and how
//! one goes to the screen. They are kept with the questionnaire, inside the store; none is looked for anywhere else later.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use pana_forms::Form;

use crate::contract::Texts;

/// Kinds of media that are pictures, the ordinary one first.
const KINDS: [&str; 2] = ["image", "big_image"];
/// A larger picture is left out: each is read whole when an interview is opened.
const ONE_MAX: u64 = 2 * 1024 * 1024;
/// So much they may be together.
const ALL_MAX: u64 = 16 * 1024 * 1024;

/// The file names of a row's picture, by language.
pub(super) fn picture(media: &BTreeMap<&'static str, Texts>) -> Texts {
    let found = KINDS.iter().find_map(|kind| media.get(kind)).cloned().unwrap_or_default();
    found.into_iter().map(|(tag, name)| (tag, plain(&name).to_owned())).collect()
}

/// The pictures that a questionnaire names, as far as they lie in its folder, in `media` in there, or in the folder that
/// other tools make of its name: `course-media`.
pub(super) fn beside(form: &Form, folder: &Path, stem: &OsStr) -> BTreeMap<String, Vec<u8>> {
    let mut own = stem.to_owned();
    own.push("-media");
    let folders = [folder.to_owned(), folder.join("media"), folder.join(own)];
    let mut found = BTreeMap::new();
    let mut left = ALL_MAX;
    for name in named(form) {
        // A name, and not a way out of the folder.
        let is_name = Path::new(&name).file_name() == Some(OsStr::new(&name));
        let Some(path) = is_name.then(|| first_file(&folders, &name)).flatten() else { continue };
        let size = std::fs::metadata(&path).map_or(u64::MAX, |data| data.len());
        if size > ONE_MAX.min(left) {
            continue;
        }
        if let Some(bytes) = std::fs::read(&path).ok().filter(|bytes| media_type(bytes).is_some()) {
            left = left.saturating_sub(size);
            found.insert(name, bytes);
        }
    }
    found
}

/// A picture as a web view takes it; nothing when it is not kept with the questionnaire.
pub(crate) fn data_url(form: &Form, name: &str) -> Option<String> {
    let bytes = form.files().get(name)?;
    Some(format!("data:{};base64,{}", media_type(bytes)?, STANDARD.encode(bytes)))
}

/// The names of all pictures of a questionnaire.
fn named(form: &Form) -> BTreeSet<String> {
    let nodes = form.nodes().iter().map(|node| picture(&node.media));
    let lists: BTreeSet<&String> = form.nodes().iter().filter_map(|node| node.list.as_ref()).collect();
    let choices = lists.into_iter().filter_map(|list| form.choices(list)).flatten();
    let choices = choices.map(|choice| picture(&choice.media));
    nodes.chain(choices).flat_map(Texts::into_values).filter(|name| !name.is_empty()).collect()
}

fn first_file(folders: &[PathBuf], name: &str) -> Option<PathBuf> {
    folders.iter().map(|folder| folder.join(name)).find(|path| path.is_file())
}

/// The name without the address that XForms put before it: `jr://images/house.png`.
fn plain(name: &str) -> &str {
    name.strip_prefix("jr://").and_then(|rest| rest.split_once('/')).map_or(name, |(_, name)| name)
}

/// What kind of picture it is, by its first bytes: a name can say anything.
fn media_type(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [0x89, b'P', b'N', b'G', ..] => Some("image/png"),
        [0xff, 0xd8, 0xff, ..] => Some("image/jpeg"),
        [b'G', b'I', b'F', b'8', ..] => Some("image/gif"),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some("image/webp"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{media_type, plain};

    #[test]
    fn a_picture_is_known_by_its_bytes() {
        assert_eq!(media_type(b"\x89PNG\r\n\x1a\n"), Some("image/png"));
        assert_eq!(media_type(b"RIFF\0\0\0\0WEBPVP8 "), Some("image/webp"));
        assert_eq!(media_type(b"RIFF\0\0\0\0WAVEfmt "), None);
        assert_eq!(media_type(b"<svg xmlns=\"http://www.w3.org/2000/svg\">"), None);
        assert_eq!(media_type(b""), None);
    }

    #[test]
    fn the_address_of_an_xform_is_no_part_of_the_name() {
        assert_eq!(plain("jr://images/house.png"), "house.png");
        assert_eq!(plain("house.png"), "house.png");
    }
}
