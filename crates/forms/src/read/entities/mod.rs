//! Entities: what the sheet says of them, and where each lives.

pub(super) mod declared;
pub(super) mod places;
