//! The hub: it keeps what the laptops of centres give it and hands it on to the others of the same centre. It cannot read any
//! of it: this crate knows no key, no case and no form, only envelopes and who may speak ([`pana_wire`]).
//!
//! # What is promised
//! - What was answered with a place in a list is durable, and stays at that place.
//! - A list only grows; who has read to a place finds behind it the same list, or is told that it is another one.
//! - Only devices that the centre's deeds name may read and write, and none of them for another centre.
//! - A request is done as a whole or not at all, whatever else is written at the same time.
//!
//! # Where things lie
//! `room` is a hub that a laptop is for the others of its centre. `db` is the database, `files` are the chunks of files beside it, `table` has each table's statements in one file, `act` is what a request does, `web` is HTTP around it.

mod act;
pub mod db;
mod error;
mod files;
mod hub;
mod keys;
mod limits;
mod metrics;
mod room;
mod table;
mod web;

pub use error::HubError;
pub use files::{ChunkAt, Files, FilesPlace};
pub use hub::{Hub, HubClock, restore, whole_chunks};
pub use keys::HubKey;
pub use limits::Limits;
pub use room::RoomDevice;
pub use web::{app, serve, serve_one, tls};
