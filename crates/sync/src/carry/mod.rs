//! A store's side of a bundle: what it sends, and how what came is taken in.

mod alone;
mod reach;
mod send;
mod take;

pub use alone::Alone;
pub use reach::Reach;
pub use send::{Recipients, write_for};
pub(crate) use send::{key_item, source_item};
pub(crate) use take::{Beside, kept};
pub use take::{ReadError, TakenBundle, first_part, keys_of_device, newly, parcel_keys, root, take_bundle};
