//! Floor `log`: the truth of the store. Events in their final envelope, the keys under which they are sealed, and this
//! installation's own row; each table in the file of its name.
//!
//! * **Appending knows no view.** [`append`] signs, chains, seals and writes the row, and gives back the event opened;
//!   what it changes in the views is the business of the floors above. So the log could be read and written by a
//!   program that has no views at all.
//! * **Reading needs keys and not a transaction, writing both.** A read takes a [`LogReader`]; every write takes a
//!   `&Transaction`, which only the one door hands out.
//! * **What the log takes from above comes in as an argument**: what an event is to say that it has seen.

mod append;
mod by_device;
pub(crate) mod chain;
mod claimed;
mod clock;
pub(crate) mod event;
pub(crate) mod grant;
pub(crate) mod key_box;
mod open_boxes;
mod opened;
pub(crate) mod own;
mod session;
pub(crate) mod slot;
pub(crate) mod stream;

pub use session::Member;
pub use stream::Stream;

pub(crate) use append::{NewEvent, SeenBy, Sign, append};
pub(crate) use by_device::ByDevice;
pub(crate) use claimed::Claimed;
pub(crate) use clock::{hlc_ms, next_reading, wall};
pub(crate) use open_boxes::OpenBoxes;
pub(crate) use opened::{Closed, Opened, Signed, Unsealed};
pub(crate) use session::{LogReader, Session, Vouched};
