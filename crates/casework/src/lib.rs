//! The domain: how a case is numbered, which words a person's profile is made of, under which keys a name is found,
//! who lives with whom, and who may do what.
//!
//! Pure: no IO, no clock, no randomness of its own. No question of a questionnaire is named here; questionnaires say by
//! their `entities` sheet which property of [`profile`] an answer fills.

pub mod authority;
mod birth;
pub mod household;
mod name;
mod number;
pub mod profile;
mod rights;

pub use birth::birth_query;
pub use name::{display_name, phone_key, phone_query, plain_key, query_keys, search_keys, skeleton};
pub use number::{CaseNumber, NumberError, Prefix};
pub use rights::{Extent, Grant, Right, Role, UnknownWord, extent};
