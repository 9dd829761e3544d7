//! A keyed SQLite connection, its settings, its migrations, and errors one can act on.
//!
//! Why these settings:
//!
//! * **SQLCipher under a raw key.** The key is random and lies wrapped in the members' keyring, so there is no
//!   passphrase for SQLCipher to stretch; opening costs nothing but the first page. Each page carries an HMAC: a
//!   flipped bit is an error, never another answer. `cipher_memory_security` is on: what SQLite frees is wiped, so that
//!   a locked app keeps no page of a case in its heap.
//! * **WAL with `synchronous = FULL`.** A commit is one append and one sync of the log; readers need no second copy.
//!   With `NORMAL` the last commits could vanish with the power, and the screen has already said “saved”. On
//!   Apple's systems `fullfsync` is what a sync means.
//! * **Exclusive locking.** One process owns a store (it holds `pana.lock` as well), so the WAL index stays in that
//!   process's memory and no `-shm` file is mapped.
//! * `secure_delete` overwrites what is deleted, `temp_store = MEMORY` keeps sorting off the disk, `trusted_schema =
//!   OFF` and `cell_size_check` refuse a doctored file.

mod connection;
mod copy;
mod error;
mod migration;
mod schema;

pub use connection::{check_integrity, checkpoint, open_keyed};
pub use copy::copy_under;
pub use error::SqliteError;
pub use migration::{Migration, migrate, migration_hash};
pub use schema::{SchemaFaults, compare_schema, drop_strangers, schema_fingerprint};
