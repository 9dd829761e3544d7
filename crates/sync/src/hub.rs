//! A store meets a hub: what it lacks goes there, what others brought comes from there.
//!
//! [`Meeting`] knows of no network: it says what to ask, is told the answer, and says what to ask next. So the store is held
//! only between two requests, and the same meeting goes over TLS ([`HubLine`]), over a simulated network, or over nothing at all.
//!
//! # What is promised
//! - It may be cut after any request and at any byte of one: the next meeting goes on from there.
//! - What is said to lie at the hub was answered by the hub as durable; what is said to be with another device, that device said
//!   under its signature.
//! - How far a list was read is never ahead of what was taken in.
//! - A hub whose list is another one than before, in one life of it, is not read on: that is told.

mod deeds;
mod fault;
mod give;
mod line;
mod mailbox;
mod meeting;
mod pull;
mod read;
mod register;
mod room;

pub use deeds::taken_out_by;
pub use fault::MeetFault;
pub use line::{HubLine, LineFault, meet_hub};
pub use mailbox::{LetterSent, SessionOf, letter_sent, look_into, mailbox_found, put_letter};
pub use meeting::{Answer, Ask, Meeting, MeetingEnd, MeetingProgress, Next, OpenedSession};
pub use pull::ControlPull;
pub use register::{register_at_hub, registered_at_hub};
pub use room::{served_by, serves_here, who_serves};
