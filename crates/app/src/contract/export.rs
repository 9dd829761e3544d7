//! Files out.

pub use pana_exchange::Format;
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
    /// With the files that answers name, in a folder beside.
    pub files: bool,
    /// Why: written into the access log of every case in it.
    pub purpose: Word<Purpose>,
    /// Own words, needed when the purpose is [`Purpose::Other`].
    pub purpose_note: String,
    /// A second member, needed for rows with names of other members' interviews where the centre has more than one
    /// member: without one the answer is the error `export-second-member`, and the screen asks.
    pub second: Option<super::centre::UnlockRequest>,
}

words! {
    /// What somebody exports for.
    Purpose {
        /// To help these people.
        Care = "care",
        /// For figures.
        Statistics = "statistics",
        /// To tell a donor.
        ReportToDonor = "report-to-donor",
        /// For something else, said in own words.
        Other = "other",
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

/// Names an export that was started.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct JobRequest {
    /// What `export_start` gave.
    pub job: String,
}
