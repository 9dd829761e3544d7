//! Choice lists: of the choices sheet, of files beside the form, and the texts that XLSForm itself adds.

pub(super) mod files;
pub(super) mod lists;
pub(super) mod own_texts;
