//! What the answers mean for a person: needs, and the services that fit.

mod shipped;
mod show;

pub use show::needs_of;
pub(crate) use show::needs_show;
