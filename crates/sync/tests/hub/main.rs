//! Laptops of a centre meet by a hub: what they have afterwards, whatever happens on the way.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, missing_docs)]

mod erase;
mod evil;
mod files;
mod heard;
mod join;
mod keeps;
mod kept;
#[allow(dead_code, reason = "the soak needs more of it")]
mod kit;
mod liar;
mod line;
mod meet;
mod room;
mod ways;
mod weak;
#[path = "../soak/world.rs"]
#[allow(dead_code, reason = "the soak needs more of it")]
mod world;
