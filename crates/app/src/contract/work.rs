//! What waits today, in the order of harm.

use pana_model::CaseId;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::follow_up::FollowUpView;
use super::referral::ReferralRow;
use super::word::words;
use super::{Id, Word};

words! {
    /// The groups of the work list, in the order in which they stand.
    WorkGroup {
        /// What cannot wait.
        First = "first",
        /// Answers that did not come in time.
        Late = "late",
        /// Calls: to the person, who does not know yet, or to the receiver.
        Call = "call",
        /// People to ask.
        Ask = "ask",
        /// What is to be told or handed to a receiver.
        Tell = "tell",
        /// Appointments, and people to be asked again.
        Meet = "meet",
    }
}

words! {
    /// May the person be called or written to?
    SafeContact {
        /// The person said that it is safe.
        Yes = "yes",
        /// The person said that it is not.
        No = "no",
        /// Nobody has asked.
        NotAsked = "not_asked",
    }
}

words! {
    /// Whose work is listed.
    WorkWhose {
        /// That of the member at work, and what nobody sees to: of cases without a worker, of one who left, or who is a volunteer.
        Mine = "mine",
        /// All of the centre.
        All = "all",
    }
}

/// Asks what waits.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct WorkRequest {
    /// Whose.
    pub whose: Word<WorkWhose>,
    /// Are those listed, too, of which an answer is awaited that is not late? Else they are counted alone.
    pub awaited: bool,
}

/// How a person may be reached, where that decides what to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ContactView {
    /// Their telephone; empty where none was given, and where it is not safe.
    pub phone: String,
    /// Is that safe?
    pub safe: SafeContact,
}

/// What waits today.
#[derive(Debug, Clone, Serialize, TS)]
pub struct WorkView {
    /// All groups in their order, those without work too.
    pub groups: Vec<WorkList>,
    /// Those of which an answer is awaited that is not late: nothing is to be done with them yet.
    pub awaited: AwaitedList,
    /// How much more waits in the centre and is not listed here, since it is others'.
    pub others: u32,
}

/// Referrals of which an answer is awaited that is not late.
#[derive(Debug, Clone, Serialize, TS)]
pub struct AwaitedList {
    /// How many there are, of those whose work is listed.
    pub count: u32,
    /// The first of them, the one first that will be late first; at most 100, and none unless they were asked for.
    pub rows: Vec<WorkRow>,
}

/// One group.
#[derive(Debug, Clone, Serialize, TS)]
pub struct WorkList {
    /// Which.
    pub group: WorkGroup,
    /// How much there is: as many as the rows, unless there are more than 100.
    pub count: u32,
    /// The first of it, the longest late before the others; at most 100.
    pub rows: Vec<WorkRow>,
}

/// One thing that waits.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum WorkRow {
    /// Something is to be done with a referral.
    Referral {
        /// Which, and what.
        row: Box<ReferralRow>,
        /// When the person is to be there, RFC 3339, where it is about that.
        appointment: Option<String>,
        /// How the person may be reached, where it is to be done with them.
        contact: Option<ContactView>,
    },
    /// A person is to be asked again.
    FollowUp {
        /// Case id.
        case: Id<CaseId>,
        /// The person's name; empty when none was given.
        person: String,
        /// Case number.
        number: String,
        /// When.
        follow_up: FollowUpView,
        /// How they may be reached.
        contact: ContactView,
    },
}
