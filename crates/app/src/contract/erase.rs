//! Erasures: ordered, cancelled, and what there is to show of them. Nothing here names who was erased.

pub use pana_casework::erasure::EraseReason;
use pana_model::{CaseId, DeviceId};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::centre::Agreed;
use super::word::words;
use super::{Id, Word};

words! {
    /// How an order to erase stands.
    ErasureStanding {
        /// It waits: the person's record is closed to all, and a coordinator may cancel.
        Waits = "waits",
        /// It counts, and nothing takes it back.
        Counts = "counts",
        /// Who ordered it is suspended: nothing is erased until that is settled.
        Contested = "contested",
        /// It was cancelled.
        Cancelled = "cancelled",
    }
}

/// Orders a case to be erased on every laptop.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct EraseRequest {
    /// Which.
    pub case: Id<CaseId>,
    /// And all records that are joined with it, as of one person?
    pub joined: bool,
    /// Why.
    pub reason: Word<EraseReason>,
    /// Who agrees, where two coordinators stand.
    pub agreed: Agreed,
}

/// Asks what an order to erase would do.
#[derive(Debug, Clone, Copy, Deserialize, TS)]
pub struct ErasingRequest {
    /// Of which case.
    pub case: Id<CaseId>,
    /// And of all records that are joined with it?
    pub joined: bool,
}

/// What an order to erase would do. Nothing has changed.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ErasingView {
    /// The number of the case.
    pub number: String,
    /// Whose it is, by name; empty where none is known.
    pub name: String,
    /// The other records that are joined with it: each is erased by itself.
    pub joined: Vec<ErasingCase>,
    /// How many interviews go, as far as this member may know of them.
    pub interviews: u32,
    /// How many of them that are not finished.
    pub drafts: u32,
    /// How many referrals.
    pub referrals: u32,
    /// How many members of households.
    pub household: u32,
    /// Two coordinators agree, or both sheets do.
    pub second: bool,
    /// It waits for seven days, in which it can be cancelled.
    pub waits: bool,
}

/// Another record of the person.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ErasingCase {
    /// Which.
    pub case: Id<CaseId>,
    /// Its number.
    pub number: String,
    /// Whose it is, by name; empty where none is known.
    pub name: String,
}

/// Cancels an order that waits.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct EraseCancelRequest {
    /// The number of its certificate.
    pub number: String,
}

/// All orders to erase, the latest first.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ErasuresView {
    /// The orders.
    pub erasures: Vec<ErasureView>,
}

/// An order to erase, and what became of it: its certificate.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ErasureView {
    /// Its number, the same on every laptop.
    pub number: String,
    /// How many records it is about.
    pub cases: u32,
    /// Why.
    pub reason: Word<EraseReason>,
    /// Who ordered it, and who signed with them, by name; nobody where both sheets did.
    pub by: Vec<String>,
    /// When it was ordered, RFC 3339.
    pub ordered: Option<String>,
    /// How it stands.
    pub state: Word<ErasureStanding>,
    /// Since when it counts, or when the days are over that it waits; RFC 3339.
    pub at: Option<String>,
    /// How many laptops have done it.
    pub done: u32,
    /// Of how many.
    pub of: u32,
    /// Each of them, this one first.
    pub devices: Vec<ErasureDeviceView>,
    /// Copies that were made before open nothing of it now, for whoever has the new keys alone.
    pub copies_closed: bool,
    /// Else by when that is so, RFC 3339.
    pub copies_close: Option<String>,
    /// How many entries about the person came here since, and were deleted on arrival.
    #[ts(type = "number")]
    pub later: u64,
}

/// A laptop, and whether it has carried out an erasure.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ErasureDeviceView {
    /// Which.
    pub id: Id<DeviceId>,
    /// What people call it.
    pub name: String,
    /// Is it this one?
    pub own: bool,
    /// When it has, by its own word, RFC 3339.
    pub done: Option<String>,
    /// When it was last met, RFC 3339.
    pub met: Option<String>,
}
