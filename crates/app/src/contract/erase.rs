//! Erasures: ordered, cancelled, and what there is to show of them. Nothing here names who was erased.

use std::path::PathBuf;

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

words! {
    /// Has another centre a case that is to be erased here?
    ElsewhereStanding {
        /// It has not answered and may still take it in: nothing is erased until that is revoked.
        NotYet = "not_yet",
        /// It said that it has it.
        Yes = "yes",
        /// It was revoked, or the person's consent ended, without a word from there; or it was declined, and the file may be
        /// there still.
        Perhaps = "perhaps",
        /// It handed the case over to this one.
        First = "first",
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
    /// What whoever orders it was shown: nothing else is erased. `None` where nothing was.
    pub shown: Option<ErasingShown>,
    /// Revokes first what another centre may still take in: a folder or a file for the word that tells it. `None`: nothing is erased
    /// then.
    pub revoke: Option<PathBuf>,
}

/// An order to erase that was given.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ErasedView {
    /// Its certificate.
    pub made: ErasureView,
    /// What was revoked with it.
    pub revoked: Vec<ErasedRevoked>,
}

/// What was revoked so that a case could be erased.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ErasedRevoked {
    /// What the other centre calls itself.
    pub centre: String,
    /// The file that tells it, which is written this once; nothing where that centre is not known here any more.
    pub file: Option<String>,
}

/// What was shown of an order before it was given.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct ErasingShown {
    /// The cases that go.
    pub cases: Vec<Id<CaseId>>,
    /// It would wait for seven days.
    pub waits: bool,
    /// How many interviews, drafts, referrals and members of households go, in this order.
    pub counts: [u32; 4],
    /// How it stood with the other centres, in their order.
    pub elsewhere: Vec<Word<ElsewhereStanding>>,
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
    /// The other centres that have, may have or may still get one of these records, which the order does not reach.
    pub elsewhere: Vec<ElsewhereView>,
}

/// Another centre that an order to erase does not reach.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ElsewhereView {
    /// What it calls itself.
    pub centre: String,
    /// The number of the record there; empty where it said none.
    pub number: String,
    /// Has it the record?
    pub has: Word<ElsewhereStanding>,
    /// Until when it may take it in, YYYY-MM-DD: the last day of the person's consent. Empty where that has none.
    pub until: String,
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
