//! From a sheet to the bytes of a PDF.

use std::collections::BTreeSet;

use typst::foundations::Smart;
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use crate::check;
use crate::data::{self, Pages, Ready};
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
    /// Which signs these are, and which lines.
    pub faults: Faults,
    /// Was it made to PDF/UA-1? If not, it is tagged nevertheless.
    pub accessible: bool,
}

/// What stands on a sheet otherwise than it was said: whoever makes it has to know before it is in somebody's hand.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Faults {
    /// Signs that no bundled font has, controls among them: each stands as `�`.
    pub unprintable: BTreeSet<char>,
    /// What the lines are called whose text was too long and ends in `…`, in each language of the sheet.
    pub cut: Vec<String>,
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
    /// What would stand on it otherwise than it was said. Nothing is set.
    pub(crate) fn faults(&self) -> Result<Faults, LetterError> {
        Ok(data::ready(self, Pages::Counted)?.faults)
    }

    pub(crate) fn print(&self) -> Result<Printed, LetterError> {
        check::names(self)?;
        let made = self.made();
        // The typesetter remembers what it has set, names among it: nothing of this sheet stays in memory.
        typst::comemo::evict(0);
        made
    }

    fn made(&self) -> Result<Printed, LetterError> {
        // Most letters have one page; where pages are counted, each is laid out twice.
        let (mut document, mut ready) = self.set(Pages::One)?;
        if document.pages().len() > 1 {
            (document, ready) = self.set(Pages::Counted)?;
        }
        let (pdf, accessible) = pdf(&document)?;
        let (replaced, cut, faults) = (ready.replaced, ready.cut, ready.faults);
        Ok(Printed { pdf, pages: document.pages().len(), replaced, cut, faults, accessible })
    }

    fn set(&self, pages: Pages) -> Result<(PagedDocument, Ready), LetterError> {
        let mut ready = data::ready(self, pages)?;
        let (data, drawings) = (std::mem::take(&mut ready.data), std::mem::take(&mut ready.drawings));
        let desk = Desk::new(data, drawings).ok_or(LetterError::Typeset)?;
        let document = typst::compile(&desk).output.map_err(|_| LetterError::Typeset)?;
        Ok((document, ready))
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
