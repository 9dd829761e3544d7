//! A hub as devices and its keeper see it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, missing_docs)]

mod devices;
mod erase;
mod files;
mod join;
mod keeper;
mod postgres;
mod refuses;
mod same;
mod shards;
