//! Cases and the people they are about.

mod case;
mod closing;
mod double;
mod follow_up;
mod hands;
mod history;
mod joined;
mod meeting;
mod nobody;
mod page;

use pana_casework::case::{Change, Done};
use pana_model::{CaseId, DeviceId, InstanceId, InterviewId, MemberId};

pub use closing::CaseSince;
pub use double::Double;
pub use hands::CaseToTell;
pub(crate) use history::changes as changes_of;
pub use joined::{KeptLink, Parted};
pub use meeting::ToMeet;

use crate::draft::DraftSummary;
use crate::table::view_access::AccessEntry;
use crate::table::view_interview::InterviewSummary;
use crate::table::view_profile::ProfileFact;

/// Everything a person's page shows.
#[derive(Clone)]
pub struct Person {
    /// Case.
    pub case: CaseId,
    /// Case number.
    pub number: String,
    /// Name for display; may be empty.
    pub name: String,
    /// What interviews said of the person, in the order in which profiles are shown.
    pub profile: Vec<ProfileFact>,
    /// Who lives with the person, in the order in which they were told.
    pub household: Vec<HouseholdEntry>,
    /// Finished interviews, the latest first; protected ones only for a member with the grant.
    pub interviews: Vec<InterviewSummary>,
    /// Unfinished interviews this member may open.
    pub drafts: Vec<DraftSummary>,
    /// What was done, the latest first.
    pub history: Vec<HistoryEntry>,
    /// Who looked, the latest first.
    pub access: Vec<AccessEntry>,
}

/// Someone of the household.
#[derive(Clone, PartialEq, Eq)]
pub struct HouseholdEntry {
    /// The repeat instance.
    pub id: InstanceId,
    /// What is known.
    pub facts: Vec<ProfileFact>,
}

/// One thing that was done to a case.
#[derive(Clone, PartialEq, Eq)]
pub struct HistoryEntry {
    /// When, by the device's logical clock, milliseconds since 1970.
    pub at_ms: i64,
    /// Was that clock believed? One that was not stood far ahead of all that was known.
    pub is_dated: bool,
    /// Who.
    pub member: MemberId,
    /// What.
    pub done: Done,
    /// On which device.
    pub device: DeviceId,
    /// Which interview.
    pub interview: Option<InterviewId>,
    /// For an amendment: what it changed; and for a choice between answers that stood side by side.
    pub changes: Vec<Change>,
    /// For such a choice: why, in the words of whoever chose; else empty.
    pub words: String,
}

macro_rules! debug_without_answers {
    ($($name:ident: $shown:ident),+) => {
        $(impl std::fmt::Debug for $name {
            fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(out, "{}({})", stringify!($name), self.$shown)
            }
        })+
    };
}
debug_without_answers!(Person: case, HouseholdEntry: id, HistoryEntry: done);
