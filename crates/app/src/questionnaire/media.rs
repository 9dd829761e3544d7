//! Pictures, sounds and films that a questionnaire shows or plays with its questions and answers: which there are, where they
//! lie beside it, and how one goes to the screen. They are kept with the questionnaire, inside the store; none is looked for
//! anywhere else later.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use pana_forms::Form;
use pana_media::Kind;

use crate::contract::Texts;
use crate::contract::form::MediaNames;

/// Kinds of media that are pictures, the ordinary one first.
const PICTURES: [&str; 2] = ["image", "big_image"];
/// A larger picture is left out: each is read whole when an interview is opened.
const PICTURE_MAX: u64 = 2 * 1024 * 1024;
/// So large may be a sound or a film: some minutes of speech.
const PLAYED_MAX: u64 = 4 * 1024 * 1024;
/// So much they may be together.
const ALL_MAX: u64 = 32 * 1024 * 1024;

/// The file names of a row's picture, sound and film, by language.
pub(super) fn media(media: &BTreeMap<&'static str, Texts>) -> MediaNames {
    let names = |kinds: &[&str]| {
        let found = kinds.iter().find_map(|kind| media.get(kind)).cloned().unwrap_or_default();
        found.into_iter().map(|(tag, name)| (tag, plain(&name).to_owned())).collect()
    };
    MediaNames { picture: names(&PICTURES), sound: names(&["audio"]), film: names(&["video"]) }
}

/// Those that a questionnaire names, as far as they lie in its folder, in `media` in there, or in the folder that other tools
/// make of its name: `course-media`.
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
        if size > PLAYED_MAX.min(left) {
            continue;
        }
        let Ok(bytes) = std::fs::read(&path) else { continue };
        let kind = Kind::of(&bytes);
        if kind.is_played() || (kind.is_picture() && size <= PICTURE_MAX) {
            left = left.saturating_sub(size);
            found.insert(name, bytes);
        }
    }
    found
}

/// One of them as a web view takes it; nothing when it is not kept with the questionnaire, or is neither picture, sound nor
/// film.
pub(crate) fn data_url(form: &Form, name: &str) -> Option<String> {
    let bytes = form.files().get(name)?;
    let kind = Some(Kind::of(bytes)).filter(|kind| kind.is_picture() || kind.is_played())?;
    Some(format!("data:{};base64,{}", kind.media_type(), STANDARD.encode(bytes)))
}

/// The names of all of a questionnaire.
fn named(form: &Form) -> BTreeSet<String> {
    let nodes = form.nodes().iter().map(|node| media(&node.media));
    let lists: BTreeSet<&String> = form.nodes().iter().filter_map(|node| node.list.as_ref()).collect();
    let choices = lists.into_iter().filter_map(|list| form.choices(list)).flatten();
    let choices = choices.map(|choice| media(&choice.media));
    let names = |media: MediaNames| [media.picture, media.sound, media.film].into_iter().flat_map(Texts::into_values);
    nodes.chain(choices).flat_map(names).filter(|name| !name.is_empty()).collect()
}

fn first_file(folders: &[PathBuf], name: &str) -> Option<PathBuf> {
    folders.iter().map(|folder| folder.join(name)).find(|path| path.is_file())
}

/// The name without the address that XForms put before it: `jr://images/house.png`.
fn plain(name: &str) -> &str {
    name.strip_prefix("jr://").and_then(|rest| rest.split_once('/')).map_or(name, |(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn the_address_of_an_xform_is_no_part_of_the_name() {
        assert_eq!(plain("jr://images/house.png"), "house.png");
        assert_eq!(plain("house.png"), "house.png");
    }
}
