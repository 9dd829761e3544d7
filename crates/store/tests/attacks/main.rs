//! What someone can try who is a member and has the database open: "vol", a volunteer who knows only their own passphrase.
//! Vol edits rows, puts the file back, and writes events with a program of their own (`forge.py`). Whatever they try is
//! refused, stands aside with its reason, or is named; and everybody else goes on working.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs,
    unreachable_pub
)]

mod claims;
mod clock;
mod closing;
mod control;
mod drafts;
mod first_look;
mod grants;
mod hand;
mod house;
mod log;
mod numbers;
mod old_sheets;
mod older;
mod own;
mod pages;
mod referrals;
mod schema;
mod views;
mod witness;
