//! Files out.

pub use pana_exchange::{Format, Holds, Purpose, Separator};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Word;
use super::word::words;

/// Exports a questionnaire's interviews into a folder.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct ExportRequest {
    /// `form_id`.
    pub form: String,
    /// What kind of files.
    pub format: Word<Format>,
    /// An existing folder: chosen by dialog or typed.
    pub folder: String,
    /// `None`: values as stored. A language tag: labels in that language.
    pub labels: Option<String>,
    /// Language of the second row of headings: that of whoever reads the tables.
    #[serde(default)]
    pub words: String,
    /// Between the cells of CSV; nothing: what spreadsheets expect where `words` is spoken.
    pub separator: Option<Word<Separator>>,
    /// A spreadsheet beside the CSV files.
    #[serde(default)]
    pub workbook: bool,
    /// With the files that answers name, in a folder beside.
    pub files: bool,
    /// Why: it decides what leaves, and is written into the access log of every case in it.
    pub purpose: Word<Purpose>,
    /// Own words, needed when the purpose is [`Purpose::Other`].
    pub purpose_note: String,
    /// A second member, needed for rows with names of other members' interviews where the centre has more than one
    /// member: without one the answer is the error `export-second-member`, and the screen asks.
    pub second: Option<super::centre::UnlockRequest>,
}

/// Asks what an export would hold.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct PreviewRequest {
    /// `form_id`.
    pub form: String,
    /// Why.
    pub purpose: Word<Purpose>,
    /// Language of the labels, as in an export.
    pub labels: Option<String>,
    /// Language of the headings in words.
    pub words: String,
}

/// What an export would hold.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ExportPreview {
    /// All columns, those that stay among them, in the order of the questionnaire.
    pub columns: Vec<ExportColumn>,
    /// How many people's rows leave.
    pub people: u32,
    /// How many rows of interviews.
    pub interviews: u32,
    /// How many said no to passing on. They stay, but where it is to help them.
    pub refused: u32,
    /// How many were asked and it is not known what they said; the same.
    pub unanswered: u32,
    /// The first rows, those that the next export for this purpose begins with before a lock. Nothing where the files name
    /// people: such rows are for a file alone, after a second member agreed and with a line in each case's access log.
    pub rows: Option<ExportRows>,
    /// Do the files name people?
    pub named: bool,
    /// Can files that answers name go with it?
    pub files: bool,
    /// Does a second member have to agree?
    pub second: bool,
}

/// The first rows of the table of interviews, as a spreadsheet will have them.
#[derive(Clone, Serialize, TS)]
pub struct ExportRows {
    /// In words, or as a program knows them where there are none.
    pub headings: Vec<String>,
    /// A cell for each heading. None where nobody's row leaves.
    pub rows: Vec<Vec<String>>,
}

/// Says how many there are and never what was answered.
impl std::fmt::Debug for ExportRows {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "ExportRows({})", self.rows.len())
    }
}

/// A column of the tables.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ExportColumn {
    /// The repeat it stands in.
    pub table: Option<String>,
    /// Its heading for programs.
    pub name: String,
    /// Its heading in words.
    pub heading: String,
    /// What its answers are: why it stays, or leaves in another form.
    pub holds: Word<Holds>,
    /// Does it leave?
    pub leaves: Leaves,
}

words! {
    /// Whether a column leaves, and how.
    Leaves {
        /// It stays.
        No = "no",
        /// As it was answered.
        Whole = "whole",
        /// An age in bands.
        AgeBand = "age-band",
        /// The month.
        Month = "month",
    }
}

/// How far an export is.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(tag = "phase", rename_all = "snake_case")]
pub enum ExportProgress {
    /// Under way.
    Running {
        /// Interviews written.
        done: u32,
        /// Of how many.
        total: u32,
    },
    /// The files are there.
    Done {
        /// Interviews written.
        interviews: u32,
        /// Full paths of the files.
        files: Vec<String>,
    },
    /// Stopped by the member: nothing is left in the folder.
    Cancelled,
    /// It could not be done: nothing is left in the folder.
    Failed {
        /// What happened.
        error: super::AppError,
    },
}

/// Names work that was begun in the background.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct JobRequest {
    /// What began it gave.
    pub job: String,
}
