//! The device's store: the log, drafts, views, search.
//!
//! Everything lies in one SQLCipher database under a random key, which each member's passphrase unwraps from
//! `keyring.json`. Inside it the *log* is the truth: events in their final envelope, signed by member and device,
//! chained, each body sealed under its subject's own key. *Views* are what lists and pages read; they are derived from
//! the log, by the same function when an event is appended and when the log is replayed, and can be thrown away at any
//! time. *Drafts* are interviews under way: one durable, sealed row per answer, turned into one event when the
//! interview is finished. *Files* that answers name lie beside the log, sealed in chunks, bound to the event by their root.
//!
//! Choices, and why:
//!
//! * **One door.** Every change goes through [`Store::transact`]: one SQLite transaction for the event, its clock, the
//!   views, the draft. Nothing can be half done, and there is no cache to go stale.
//! * **One connection.** SQLite has one writer anyway; reads take microseconds. Long work (an export) reads a page at a
//!   time and lets go in between.
//! * **Two locks on protected content.** The database key is every member's. The protected stream's key is only in the
//!   hands of members with the grant, so its interviews are in no view, no search key and no clear draft, and even
//!   which case an event belongs to is sealed.
//! * **The clock decides nothing.** It is written down and shown; order and merging need no clock. One that was set
//!   back is noticed and reported.
//! * **Forward compatibility.** [`UNDERSTOOD`] is what this program can live with; an additive migration keeps the
//!   number, so an older program still opens the store. Raising it takes an ADR.

mod access;
mod answer;
mod context;
mod control;
mod doctor;
mod draft;
mod error;
mod export;
mod file;
mod fold;
mod folder;
mod form;
mod interview;
mod locked;
mod log;
mod path;
mod person;
mod protected;
mod rebuild;
mod search;
mod store;
mod stream;
#[cfg(test)]
mod testing;
mod value;

pub use access::{Access, AccessEntry, Look};
pub use answer::{Answers, Fact, Instances, StoredAnswer};
pub use context::Member;
pub use doctor::{Diagnosis, Fault, FileFault, Finding};
pub use draft::{Draft, DraftHead, DraftSave, ForWhom, StartInterview, Started};
pub use error::StoreError;
pub use export::ExportCursor;
pub use file::{Files, NewFile, StoredFile};
pub use form::{FormPublished, FormSource, FormVersion};
pub use interview::{Finish, Interview, InterviewHead, NewInterview};
pub use locked::{AddMember, Locked, NewCentre};
pub use pana_keys::{KdfParams, RecoverySheet, calibrate};
pub use person::{Change, HistoryEntry, HouseholdEntry, Person, ProfileFact};
pub use search::{Found, Matched, PersonHit};
pub use store::{Action, Store, Tx};
pub use stream::Stream;

pub(crate) use locked::random;

/// The compatibility number this program understands.
pub const UNDERSTOOD: u32 = 1;

/// The version of the views: when it changes, they are built again from the log at the next unlocking.
const VIEW_VERSION: i64 = 3;

const MIGRATIONS: &[pana_sqlite::Migration] = &[
    pana_sqlite::Migration { name: "0001_house", sql: include_str!("../migrations/0001_house.sql"), compatibility: 1 },
    pana_sqlite::Migration {
        name: "0002_search_order",
        sql: include_str!("../migrations/0002_search_order.sql"),
        compatibility: 1,
    },
    pana_sqlite::Migration { name: "0003_files", sql: include_str!("../migrations/0003_files.sql"), compatibility: 1 },
];

/// The milliseconds in a stored logical time.
fn hlc_ms(hlc: i64) -> i64 {
    pana_record::Hlc::from_u64(hlc.cast_unsigned()).unix_ms().cast_signed()
}

/// A fault of the key room that no caller can act on differently.
fn crypt_fault(error: pana_keys::KeysError) -> StoreError {
    match error {
        pana_keys::KeysError::TooLarge(_) => StoreError::TooLarge,
        other => StoreError::Internal(other.to_string()),
    }
}
