//! The tables, one file each: all statements of a table stand in its file.

pub(crate) mod centre;
pub(crate) mod deed;
pub(crate) mod file;
pub(crate) mod hub;
pub(crate) mod item;
pub(crate) mod mailbox;
pub(crate) mod mailbox_at;
pub(crate) mod said;
pub(crate) mod session;
pub(crate) mod stream;
pub(crate) mod token;
