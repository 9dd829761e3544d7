//! The questionnaires of a centre as a coordinator looks after them: what there is, what a file would bring, what it
//! would change. Nothing here changes anything until it is published.

use std::collections::BTreeMap;

pub use pana_forms::{Kind, ProblemCode, Severity};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::form::FormLanguage;
use super::word::words;
use super::{Texts, Word};

/// The questionnaires of the centre.
#[derive(Debug, Clone, Serialize, TS)]
pub struct FormCatalogue {
    /// May this member take in and publish questionnaires?
    pub may_publish: bool,
    /// May this member read one from a file, look through it and try it out?
    pub may_read: bool,
    /// Each in the version asked now, by `form_id`.
    pub forms: Vec<FormCard>,
}

/// One questionnaire of the centre.
#[derive(Debug, Clone, Serialize, TS)]
pub struct FormCard {
    /// `form_id`.
    pub form: String,
    /// The version asked now.
    pub version: String,
    /// Title; the neutral one where the questionnaire gives such a one.
    pub title: Texts,
    /// How it is answered.
    pub kind: Word<Kind>,
    /// Questions a person may be asked.
    pub questions: u32,
    /// Its languages, the default one first.
    pub languages: Vec<FormLanguage>,
    /// Is it in the protected stream?
    pub protected: bool,
    /// Was it taken in at this centre, rather than come with Pana?
    pub own: bool,
    /// Interviews under way that this member may see.
    pub drafts: u32,
    /// Finished interviews; `None` where that is not this member's to know.
    pub finished: Option<u32>,
    /// Versions asked before, the latest first.
    pub earlier: Vec<FormVersionRow>,
}

/// A version that was asked before.
#[derive(Debug, Clone, Serialize, TS)]
pub struct FormVersionRow {
    /// Names it, 64 hexadecimal digits.
    pub hash: String,
    /// Version as its settings give it.
    pub version: String,
    /// When it was last published, RFC 3339.
    pub published_at: String,
}

/// Names a file or folder on this computer.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct FormFileRequest {
    /// Its path.
    pub path: String,
}

/// What is in a file. It can be tried out and published by [`FormReading::reading`] until another is read or the app is
/// locked.
#[derive(Debug, Clone, Serialize, TS)]
pub struct FormReading {
    /// Names what was read.
    pub reading: String,
    /// The file's or folder's name, without the way to it.
    pub file: String,
    /// How long it took, milliseconds.
    pub took_ms: u32,
    /// May this member publish it?
    pub may_publish: bool,
    /// What it is to the centre.
    pub standing: Standing,
    /// The questionnaire; nothing where an error keeps it from being read.
    pub summary: Option<FormSummary>,
    /// All that is wrong, what stops it first, then by sheet and cell. No more than [`Self::PROBLEMS`]; `errors` and
    /// `warnings` count all.
    pub problems: Vec<FormProblemRow>,
    /// How many problems stop it.
    pub errors: u32,
    /// How many are worth a look.
    pub warnings: u32,
    /// What differs from the version asked now; nothing for one that is new here.
    pub changes: Option<FormChanges>,
}

impl FormReading {
    /// So many problems are shown; nobody mends more in one go.
    pub const PROBLEMS: usize = 200;
}

words! {
    /// What a questionnaire that was read is to the centre.
    Standing {
        /// Something stops it.
        Errors = "errors",
        /// There is none of this id.
        New = "new",
        /// It would take the place of the version asked now.
        Next = "next",
        /// It is the version asked now.
        Same = "same",
        /// The centre has a version of this number with other content.
        Taken = "taken",
    }
}

/// A questionnaire in a few lines.
#[derive(Debug, Clone, Serialize, TS)]
pub struct FormSummary {
    /// `form_id`.
    pub form: String,
    /// Version.
    pub version: String,
    /// Title.
    pub title: Texts,
    /// How it is answered.
    pub kind: Word<Kind>,
    /// Questions a person may be asked.
    pub questions: u32,
    /// Of those, asked only under a condition.
    pub conditional: u32,
    /// Its languages, the default one first, with how many questions have their words in it.
    pub languages: Vec<FormLanguageCount>,
    /// Is it in the protected stream?
    pub protected: bool,
}

/// How far a questionnaire is translated.
#[derive(Debug, Clone, Serialize, TS)]
pub struct FormLanguageCount {
    /// The language.
    pub language: FormLanguage,
    /// Questions with words in it.
    pub questions: u32,
}

/// One thing that is wrong.
#[derive(Debug, Clone, Serialize, TS)]
pub struct FormProblemRow {
    /// The sheet; empty where it is about the whole file.
    pub sheet: String,
    /// The cell, `B12`.
    pub cell: Option<String>,
    /// Does it stop it?
    pub severity: Word<Severity>,
    /// Its words are `form-problem-<code>` and `form-remedy-<code>`.
    pub code: Word<ProblemCode>,
    /// Their variables.
    pub args: BTreeMap<String, String>,
    /// The cell among its neighbours.
    pub around: Option<CellsView>,
}

/// A few cells of a sheet around one of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct CellsView {
    /// Columns: the names of the rows, and the one in question.
    pub columns: Vec<CellsColumn>,
    /// Rows, top to bottom.
    pub rows: Vec<CellsRow>,
    /// Which of `columns` is in question.
    pub column: u32,
    /// Number of the row in question.
    pub row: u32,
}

/// A column of a sheet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct CellsColumn {
    /// `J`.
    pub letters: String,
    /// What its first row says.
    pub heading: String,
}

/// A row of a sheet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct CellsRow {
    /// Number, from 1.
    pub number: u32,
    /// A text for each column.
    pub cells: Vec<String>,
}

/// What a version changes, against the one asked now. Lists hold no more than [`Self::SHOWN`] rows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct FormChanges {
    /// The version asked now.
    pub version: String,
    /// New questions.
    pub added: FormChangeList,
    /// Questions that are gone.
    pub removed: FormChangeList,
    /// Questions that are answered in another way now: `what` is the name, with both types.
    pub retyped: FormChangeList,
    /// Answers that are offered no more.
    pub choices_removed: FormChangeList,
    /// Answers that are new.
    pub choices_added: FormChangeList,
    /// Interviews under way that stay with their version, as far as this member may see them.
    pub drafts: u32,
    /// Finished interviews, which are shown as they were asked; `None` where that is not this member's to know.
    pub finished: Option<u32>,
}

impl FormChanges {
    /// So many rows of a list are named; the rest is counted.
    pub const SHOWN: usize = 20;
}

/// Changes of one kind.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, TS)]
pub struct FormChangeList {
    /// How many there are.
    pub count: u32,
    /// The first of them.
    pub rows: Vec<FormChangeRow>,
}

/// One change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct FormChangeRow {
    /// The name in the questionnaire: of the question, or `list: choice`.
    pub name: String,
    /// Its words.
    pub label: Texts,
}

/// Names what was read from a file.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct FormPublishRequest {
    /// [`FormReading::reading`].
    pub reading: String,
}

/// Names a version that was asked before.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct FormAgainRequest {
    /// `form_id`.
    pub form: String,
    /// [`FormVersionRow::hash`].
    pub hash: String,
}

/// What to try out.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(tag = "from", content = "name", rename_all = "snake_case")]
pub enum FormTryRequest {
    /// What was read from a file: [`FormReading::reading`].
    Reading(String),
    /// A questionnaire of the centre: `form_id`.
    Centre(String),
}

/// Saves a questionnaire as a spreadsheet.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct FormSaveRequest {
    /// `form_id`.
    pub form: String,
    /// An existing folder.
    pub folder: String,
}
