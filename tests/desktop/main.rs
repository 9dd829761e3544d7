//! Stories told to the built app, as a person would tell them.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, missing_docs)]

mod anytime;
mod by_hub;
mod by_keys;
mod by_words;
mod checked;
mod danger;
mod decided;
mod erased;
mod everywhere;
mod export;
mod files;
mod first_interview;
mod first_letter;
mod full_disk;
mod imported;
mod in_room;
mod interrupted;
mod met;
mod nobody;
#[path = "../../crates/hub/tests/hub/postgres.rs"]
mod postgres;
mod room;
mod rules;
mod secrecy;
mod services;
mod small_window;
mod standing;
mod taken_in;
mod three;
mod transfer;
mod typed;
mod typed_ahead;
mod whole_way;
mod window;
