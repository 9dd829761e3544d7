//! How a store is reached by work that takes long.

use pana_store::{Store, StoreError};

/// A store that is reached for one short piece of work at a time, so that whoever else works in it has it between two.
///
/// What was read of it in one piece may have grown in the next: histories only ever grow, and what is not carried this time is
/// asked for the next.
pub trait Reach {
    /// Why it is not reached, or what it said.
    type Error: From<StoreError>;

    /// Does a piece of work in it.
    ///
    /// # Errors
    /// Where it is not reached any more, since it was locked for instance, and as the work says.
    fn with<T>(&self, work: impl FnOnce(&mut Store) -> Result<T, StoreError>) -> Result<T, Self::Error>;
}
