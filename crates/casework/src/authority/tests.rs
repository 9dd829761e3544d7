//! Stories of the control stream, with people of one letter: each has one device and one seat.

#[allow(clippy::indexing_slicing, reason = "a test")]
mod kit;

mod any_graph;
mod cases;
mod contact;
mod directory;
mod each_other;
mod epochs;
mod erase;
mod founding;
mod page;
mod removed;
mod replaced_sheets;
mod rights;
mod rule_set;
mod successors;
mod waiting_sheets;
mod world;
mod writes;
