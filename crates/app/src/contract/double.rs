//! Who may be here twice, and who is said to be one person.

pub use pana_casework::case::Linked;
pub use pana_casework::same::Sign;
use pana_model::CaseId;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::people::InterviewRow;
use super::{Id, Word};

/// What is known of a person's other records.
#[derive(Debug, Clone, Serialize, TS)]
pub struct DoublesView {
    /// Those that may be of the same person, the likeliest first, at most five; nobody decided about them yet.
    pub perhaps: Vec<DoubleView>,
    /// The other records of this person, as somebody said.
    pub joined: Vec<JoinedView>,
    /// Records that somebody said to be of another person.
    pub apart: Vec<LinkView>,
}

/// A record that may be of the same person.
#[derive(Debug, Clone, Serialize, TS)]
pub struct DoubleView {
    /// Case id.
    pub case: Id<CaseId>,
    /// Case number.
    pub number: String,
    /// Name for display; empty when none was given.
    pub name: String,
    /// `1987-03-14`, `1987-03` or `1987`.
    pub birth: Option<String>,
    /// All of it is from an unfinished interview.
    pub draft: bool,
    /// How much speaks for one person, in tenths of a bit: for scripts, no number for a screen.
    pub score: i32,
    /// What speaks for one person, the heaviest first.
    pub why: Vec<Word<Sign>>,
    /// What speaks against it, the heaviest first.
    pub why_not: Vec<Word<Sign>>,
    /// May this member decide? The right is asked in both cases.
    pub may_decide: bool,
}

/// What somebody said of this record and another.
#[derive(Debug, Clone, Serialize, TS)]
pub struct LinkView {
    /// Case id of the other.
    pub case: Id<CaseId>,
    /// Its number.
    pub number: String,
    /// Its name for display; empty when none was given.
    pub name: String,
    /// Why, in their words; may be empty.
    pub words: String,
    /// Who said so; empty where the two are joined by a third record alone.
    pub by: String,
    /// When, RFC 3339.
    pub at: Option<String>,
    /// May this member decide otherwise? Not where the two are joined by a third alone.
    pub may_decide: bool,
}

/// Another record of the same person.
#[derive(Debug, Clone, Serialize, TS)]
pub struct JoinedView {
    /// Which, and who said so.
    pub link: LinkView,
    /// Its finished interviews, newest first, as far as this member may know of them: joining opens nothing.
    pub interviews: Vec<InterviewRow>,
}

/// Two records and why they may be of one person.
#[derive(Debug, Clone, Serialize, TS)]
pub struct DoublePair {
    /// The first.
    pub case: Id<CaseId>,
    /// Its number.
    pub number: String,
    /// The second, with what speaks for and against.
    pub double: DoubleView,
}

/// What is so after two records were taken apart.
#[derive(Debug, Clone, Serialize, TS)]
pub struct PartedView {
    /// The numbers of the records over which the two are one person still; empty where they are not.
    pub still_by: Vec<String>,
    /// How many interviews each of the two has had since they were joined: they stay where they were written.
    pub meanwhile: Vec<MeanwhileRow>,
    /// How it is now.
    pub doubles: DoublesView,
}

/// Interviews of a record since it was joined with another.
#[derive(Debug, Clone, Serialize, TS)]
pub struct MeanwhileRow {
    /// Case number.
    pub number: String,
    /// How many.
    pub interviews: u32,
}

/// Decides about two records.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct DoubleRequest {
    /// Case id.
    pub case: Id<CaseId>,
    /// Case id of the other.
    pub other: Id<CaseId>,
    /// Why, in words.
    pub words: String,
}

/// Asks for all pairs.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct DoublesRequest {
    /// How many at most, 1 to 1,000.
    pub limit: u32,
}
