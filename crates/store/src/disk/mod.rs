//! Floor `disk`: the folder that this process holds, the database in it, and what can go wrong with both.
//!
//! Nothing here knows what lies in a table. The error type stands on this floor because everything above returns it;
//! it is one enum for the store because what a caller can do about a full disk does not depend on who met it.

mod database;
mod error;
mod folder;

pub use database::UNDERSTOOD;
pub use error::{JoinFault, LeaseFault, StoreError, TransferFault};

#[cfg(test)]
pub(crate) use database::{MIGRATIONS, SCHEMA};
pub(crate) use database::{make_database, open_database, reopen_database, rewrite_database, schema_faults};
pub(crate) use error::{crypt_fault, is_malformed};
pub(crate) use folder::Folder;
