//! The typesetter's world: one template, one sheet's data, its drawings and the bundled fonts. There is no file system in
//! it, no package, no network and no clock.

use std::sync::LazyLock;

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};

static FILES: [&[u8]; 4] = [
    include_bytes!("../fonts/NotoSans-Regular.ttf"),
    include_bytes!("../fonts/NotoSans-Bold.ttf"),
    include_bytes!("../fonts/Amiri-Regular.ttf"),
    include_bytes!("../fonts/Amiri-Bold.ttf"),
];

/// What is the same for all sheets, made once.
pub(crate) struct Press {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    pub(crate) fonts: Vec<Font>,
    /// `None` only where the path of the template were no path.
    template: Option<Source>,
}

pub(crate) static PRESS: LazyLock<Press> = LazyLock::new(|| {
    let fonts: Vec<Font> = FILES.iter().filter_map(|file| Font::new(Bytes::new(*file), 0)).collect();
    Press {
        library: LazyHash::new(<Library as LibraryExt>::default()),
        book: LazyHash::new(FontBook::from_fonts(&fonts)),
        fonts,
        template: file_id("template.typ").map(|id| Source::new(id, include_str!("template.typ").to_owned())),
    }
});

fn file_id(path: &str) -> Option<FileId> {
    Some(RootedPath::new(VirtualRoot::Project, VirtualPath::new(path).ok()?).intern())
}

/// One sheet's world.
pub(crate) struct Desk {
    main: FileId,
    template: Source,
    data: Bytes,
    drawings: Vec<(String, Bytes)>,
}

impl Desk {
    /// With the data of a sheet as JSON, and the drawings that it names.
    pub(crate) fn new(data: Vec<u8>, drawings: Vec<(String, String)>) -> Option<Self> {
        let template = PRESS.template.clone()?;
        let drawings = drawings.into_iter().map(|(name, svg)| (name, Bytes::from_string(svg))).collect();
        Some(Self { main: template.id(), template, data: Bytes::new(data), drawings })
    }
}

impl World for Desk {
    fn library(&self) -> &LazyHash<Library> {
        &PRESS.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &PRESS.book
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.main { Ok(self.template.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        let rooted = id.get();
        if *rooted.root() != VirtualRoot::Project {
            return Err(FileError::AccessDenied);
        }
        let name = rooted.vpath().get_without_slash();
        if name == "data.json" {
            return Ok(self.data.clone());
        }
        let found = self.drawings.iter().find(|(drawing, _)| drawing == name);
        found.map(|(_, svg)| svg.clone()).ok_or(FileError::AccessDenied)
    }

    fn font(&self, index: usize) -> Option<Font> {
        PRESS.fonts.get(index).cloned()
    }

    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}
