//! Is the store as it was written?

use std::collections::BTreeMap;

use pana_model::MemberId;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Id;
use super::finding::FindingCode;

/// What a look at everything found. The names are what scripts rely on.
#[derive(Debug, Clone, Serialize, TS)]
pub struct DoctorView {
    /// Events looked at.
    #[ts(type = "number")]
    pub events: u64,
    /// Of those, closed to this member: chain and device signature were checked, not the content.
    #[ts(type = "number")]
    pub closed: u64,
    /// Every event follows its predecessor and is the one that is named.
    pub chain_ok: bool,
    /// Every signature holds.
    pub signatures_ok: bool,
    /// Every body opens that this member may open.
    pub bodies_ok: bool,
    /// The views are what the log says.
    pub views_equal_replay: bool,
    /// Unfinished interviews looked at.
    #[ts(type = "number")]
    pub drafts: u64,
    /// Files of answers looked at.
    #[ts(type = "number")]
    pub files: u64,
    /// Bytes of the database.
    #[ts(type = "number")]
    pub database_bytes: u64,
    /// Bytes free where it lies.
    #[ts(type = "number | null")]
    pub free_bytes: Option<u64>,
    /// May this member open all there is? If not, a part was looked at from outside only: a screen says so whether or
    /// not there is such a part.
    pub opens_all: bool,
    /// May this member write what is set aside into files?
    pub may_export_aside: bool,
    /// All that is wrong, down to the event.
    pub problems: Vec<DoctorProblem>,
}

/// One thing that is not as it was written: its words are `doctor-problem-<code>` (what) and `doctor-remedy-<code>` (what to do).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct DoctorProblem {
    /// Kebab-case, stable: scripts and translations rely on it.
    pub code: FindingCode,
    /// Variables of the two sentences: names of events, views, files. Never an answer or a person's name.
    pub args: BTreeMap<String, String>,
}

/// Events that are kept aside and do not count.
#[derive(Debug, Clone, Serialize, TS)]
pub struct QuarantineView {
    /// Each with why.
    pub rows: Vec<SetAsideRow>,
    /// May this member write them into files?
    pub may_export: bool,
    /// May this member take over what a removal holds back?
    pub may_take_over: bool,
}

/// One that is kept aside.
#[derive(Debug, Clone, Serialize, TS)]
pub struct SetAsideRow {
    /// The event's id, hexadecimal.
    pub event: String,
    /// The same words as the doctor's: which event it is, and why it does not count.
    pub problem: DoctorProblem,
    /// Who wrote it, where a removal holds it back and it can be taken over.
    pub held_back_of: Option<Author>,
}

/// Who wrote something.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Author {
    /// Member id.
    pub id: Id<MemberId>,
    /// Name.
    pub name: String,
}

/// Takes over what a removal holds back: it counts from then on. Asks for the right `administer`.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum TakeOverRequest {
    /// One event.
    Event {
        /// Its id, hexadecimal.
        event: String,
    },
    /// All that is held back of a member.
    Member {
        /// Member id.
        member: Id<MemberId>,
    },
}

/// Writes what is kept aside into files. Asks for the right `administer`.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct QuarantineRequest {
    /// An existing folder.
    pub folder: String,
}

/// What was written.
#[derive(Debug, Clone, Serialize, TS)]
pub struct QuarantineExport {
    /// Full paths of the files, one for each event, named by its id.
    pub files: Vec<String>,
}
