//! Who is to be met, and by when.

use pana_model::{CaseId, InterviewId};
use serde::Serialize;
use ts_rs::TS;

use super::Id;
use super::word::words;

words! {
    /// How near the day of a meeting is: its word is `people-meeting-<when>-label` in `locales/`.
    MeetingDay {
        /// It has passed.
        Late = "late",
        /// Today.
        Today = "today",
        /// Tomorrow.
        Tomorrow = "tomorrow",
        /// After that.
        Later = "later",
    }
}

/// A meeting that an interview asked for and that has not been held. It does not say what for: a stranger may look.
#[derive(Debug, Clone, Serialize, TS)]
pub struct MeetingView {
    /// The day by which, `YYYY-MM-DD`.
    pub by: String,
    /// How near that is.
    pub day: MeetingDay,
    /// Is it a talk in private that this member leads? For all others it is a meeting like any other.
    pub private: bool,
    /// Who leads it in private, by name, where the member may know that it is such a talk: because they lead such talks, or
    /// because they asked for it themself. Nobody in lists of people.
    pub led_by: Vec<String>,
    /// That the person is said to have died, for who leads the talk; nothing in lists of people. It stays until one who leads such
    /// talks takes it off.
    pub died: Option<DiedView>,
}

/// That somebody is said to have died, by who closed the case and need not have known of a talk that was to be held.
#[derive(Debug, Clone, Serialize, TS)]
pub struct DiedView {
    /// The day that was said, `YYYY-MM-DD`.
    pub on: String,
    /// Who said so.
    pub by: String,
    /// May this member take the talk off the list?
    pub may_end: bool,
}

/// Someone who is to be met.
#[derive(Debug, Clone, Serialize, TS)]
pub struct MeetingRow {
    /// Case id.
    pub case: Id<CaseId>,
    /// The person's name; empty when none was given.
    pub person: String,
    /// Case number.
    pub number: String,
    /// By when, and how.
    pub meeting: MeetingView,
    /// The unfinished interview that asks for it, where the member may go on with it.
    pub draft: Option<Id<InterviewId>>,
}
