//! The built app, driven from outside as a person would.
//!
//! Nothing here knows a crate of ours: what these tests see is what a person sees, and what lies on the disk.

pub mod app;
pub mod builds;
pub mod computer;
pub mod figure;
pub mod hand;
pub mod interview;
pub mod key;
pub mod marks;
pub mod paper;
pub mod poll;
pub mod process;
pub mod scan;
pub mod sound;
pub mod story;
pub mod terminal;
