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
    /// Why.
    pub reason: Word<EraseReason>,
    /// Who agrees, where two coordinators stand.
    pub agreed: Agreed,
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
