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
//! * **Floors.** `disk`, `log`, `table`, `fold` stand one on the other, each a folder, and know only those
//!   below; what the app asks for stands on top by subject. The log can be appended to without any view, a table's SQL
//!   is in one file, and the fold alone says what an event changes. `crates/xtask/layers.toml` holds it.
//! * **Two locks on protected content.** The database key is every member's. The protected stream's key is only in the
//!   hands of members with the grant, so its interviews are in no view, no search key and no clear draft, and even
//!   which case an event belongs to is sealed.
//! * **The clock decides nothing.** It is written down and shown; order and merging need no clock. One that was set
//!   back is noticed and reported.
//! * **Forward compatibility.** [`UNDERSTOOD`] is what this program can live with; an additive migration keeps the
//!   number, so an older program still opens the store. Raising it takes an ADR.

// The floors, the lowest first: each names itself and those before it, and nothing of what comes after.
mod disk;

mod log;

mod table;

mod fold;

// What the app asks for, by subject, and the one door.
mod access;
mod asked;
mod centre;
mod clock;
mod conflict;
mod contact;
mod directory;
mod doctor;
mod draft;
mod erase;
mod export;
mod file;
mod form;
mod hub;
mod interview;
mod person;
mod quarantine;
mod rebuild;
mod referral;
mod rule_set;
mod search;
mod store;
mod take_in;
#[cfg(test)]
mod testing;
mod transfer;
mod travel;
mod witness;

pub use access::{Access, Look};
pub use asked::Asked;
pub use centre::{AddMember, Authorised, GoesOn, HeldBack, LeaseHere, Locked, NewCentre, Notice, Purpose, TakenOut};
pub use centre::{AsksToJoin, INVITE_DAYS, InviteFor, Invited, JoinAnswer, Joining, NewJoin, Waiting, invite_id};
pub use centre::{JoinNext, JoinsOnline, OnlineNext, OnlineStands, second_answer};
pub use conflict::{SettleFact, StandingConflict, Wrote};
pub use directory::{EditionSource, rows_hash};
pub use disk::{JoinFault, LeaseFault, StoreError, TransferFault, UNDERSTOOD};
pub use doctor::{Diagnosis, Fault, FileFault, Finding};
pub use draft::{Draft, DraftSave, DraftSummary, ForWhom, StartInterview, Started};
pub use erase::{Certificate, CopiesClosed, DeviceErased, ErasureAsks};
pub use export::{PackedInterview, Unpacker};
pub use file::{ChunkHere, FileChunk, Files, NamedAt, NewFile, OutgoingFile, StoredFile};
pub use form::{FormPublished, FormSource, FormVersion};
pub use interview::{Finish, Interview, InterviewClaim, NewInterview, PutBack, SettleInterview};
pub use log::{Member, Stream};
pub use pana_casework::Matched;
pub use pana_casework::case::{Change, Conflict, ConflictKind, Done, Harm, Linked, Said, Side};
pub use pana_casework::hub::HubPlace;
pub use pana_casework::lease::{LEASE_DAYS, LeaseStands};
pub use pana_casework::transfer::TransferState;
pub use pana_casework::value::{SeenAnswer, SeenInterview};
pub use pana_casework::{Answers, Fact, Instances, StoredAnswer};
pub use pana_keys::{JOIN_LIST, JOIN_WORDS, JoinMailbox, JoinWords, OnlineInvite};
pub use pana_keys::{KdfParams, RecoverySheet, WordKind, calibrate};
pub use person::{CaseSince, CaseToTell, Double, HistoryEntry, HouseholdEntry, KeptLink, Parted, Person, ToMeet};
pub use quarantine::{KeptAside, SetAside};
pub use referral::{ReferralWrite, WaitingReferral};
pub use rule_set::{KeptRules, RULES_BYTES, RulesSource};
pub use search::{Found, PersonHit, Whose};
pub use store::{RightsIn, Store, Tx};
pub use table::erasure::ErasedItem;
pub use table::invite::InviteState;
pub use table::view_access::AccessEntry;
pub use table::view_interview::{DueInterview, InterviewLocation, InterviewSummary};
pub use table::view_profile::ProfileFact;
pub use table::view_referral::HandedOver;
pub use take_in::{AsideRoom, TakenIn};
pub use transfer::{
    ANSWER_DAYS, CardMade, CardSeen, ElsewhereHas, ErasingElsewhere, GivePreview, TransferAsk, TransferListed,
    TransferOpened, TransferSeen, TransferTaken, TransferTold, TransfersDue, WordSeen, WordTaken,
};
pub use travel::{
    Arrived, CentreDevice, EndOfChain, Have, HubKnown, Outgoing, PeerDevice, ReadFromHub, SealedKey, Source, Speaker,
};

#[cfg(test)]
pub(crate) use centre::random;
