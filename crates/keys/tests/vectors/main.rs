//! Golden vectors of everything that is sealed or signed, in `tests/vectors`. They are opened there by a second reader in
//! Python, and a second writer in Python makes events that are opened here.
//!
//! Vectors are made under a set stream of bytes in place of randomness; `PANA_WRITE_VECTORS=1` writes them anew. Once
//! released, a vector is never changed: a new one is added, and the old one must open for ever. Those of layout 1 are not
//! made any more, only opened. If a newer zstd packs differently, only the comparison of bytes is to be given up, not the
//! opening.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, missing_docs)]

mod centre;
mod events;
mod file;
mod first_layout;
mod keyrings;
mod lease;
mod online;
mod parts;
mod rows;
mod seals;
mod transfer;
mod writer;
