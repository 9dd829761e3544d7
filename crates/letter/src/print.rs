//! From a sheet to the bytes of a PDF.

use typst::foundations::Smart;
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use crate::check;
use crate::data;
use crate::paper::Paper;
use crate::world::Desk;

/// A sheet that is ready to be saved or printed.
#[derive(Clone, PartialEq, Eq)]
pub struct Printed {
    /// The PDF.
    pub pdf: Vec<u8>,
    /// How many pages it has.
    pub pages: usize,
    /// How many signs no bundled font has: they stand as `�`.
    pub replaced: usize,
    /// How many texts were too long and end in `…`.
    pub cut: usize,
    /// Was it made to PDF/UA-1? If not, it is tagged nevertheless.
    pub accessible: bool,
}

impl std::fmt::Debug for Printed {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "Printed({} bytes, {} pages)", self.pdf.len(), self.pages)
    }
}

/// Why there is no PDF. No error holds a value of a person.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LetterError {
    /// A language's tag that is none.
    #[error("`{tag}` is no language")]
    Language {
        /// The tag.
        tag: String,
    },
    /// A permitted name stands where no name may: on the slip, in the title, in a reference, in a code.
    #[error("the value of `{code}` stands outside the fields of the sheet")]
    NameOutside {
        /// The field whose value it is.
        code: String,
    },
    /// The text of a code to be scanned is too long for one.
    #[error("a code to be scanned cannot hold its text")]
    Code,
    /// The template failed: a fault of this crate.
    #[error("the sheet could not be set")]
    Typeset,
}

impl Paper<'_> {
    pub(crate) fn print(&self) -> Result<Printed, LetterError> {
        check::names(self)?;
        let ready = data::ready(self)?;
        let desk = Desk::new(ready.data, ready.drawings).ok_or(LetterError::Typeset)?;
        let set = typst::compile::<PagedDocument>(&desk).output.map_err(|_| LetterError::Typeset);
        let made = set.and_then(|document| {
            let (pdf, accessible) = pdf(&document)?;
            Ok(Printed { pdf, pages: document.pages().len(), replaced: ready.replaced, cut: ready.cut, accessible })
        });
        // The typesetter remembers what it has set, names among it: nothing of this sheet stays in memory.
        typst::comemo::evict(0);
        made
    }
}

/// The bytes, to PDF/UA-1 where its rules can be kept.
fn pdf(document: &PagedDocument) -> Result<(Vec<u8>, bool), LetterError> {
    if let Ok(standards) = PdfStandards::new(&[PdfStandard::Ua_1])
        && let Ok(bytes) = typst_pdf::pdf(document, &options(standards))
    {
        return Ok((bytes, true));
    }
    let bytes = typst_pdf::pdf(document, &options(PdfStandards::default())).map_err(|_| LetterError::Typeset)?;
    Ok((bytes, false))
}

/// No day, and no name of a program with its version: what the file says of itself is the title and the language.
fn options(standards: PdfStandards) -> PdfOptions {
    PdfOptions { creator: Smart::Custom(None), timestamp: None, standards, ..PdfOptions::default() }
}
