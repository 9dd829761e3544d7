//! Bundles as files: written into a folder that may be full, read-only, or pulled out at any moment, and found there again.
//!
//! What a bundle holds is given by [`Contents`], and a part is read by [`open_part`]; `carry` alone knows of a store and is both
//! for one. What the bytes mean is in `pana_wire::bundle`, how they are sealed in `pana_keys`.
//!
//! # What is promised
//! - A name that ends in `.pana` is given to no file before all of it was made durable.
//! - A bundle is said to be written only after all of its parts were read back from the disk as they were meant.
//! - Whatever stops the writing says what it was, and takes away what was begun, if the disk lets it.
//! - What is found is told part by part: whole, torn, missing, of others, of a newer program.

mod carry;
mod disk;
mod fault;
mod file_name;
mod hub;
mod look;
mod open;
mod place;
mod plan;
mod sink;
mod write;

pub use carry::{
    Alone, Reach, ReadError, Recipients, TakenBundle, first_part, keys_of_device, newly, parcel_keys, root,
    take_bundle, write_for,
};
pub use disk::Folder;
pub use fault::DiskFault;
pub use hub::{
    Answer, Ask, ControlPull, HubLine, LetterSent, LineFault, MeetFault, Meeting, MeetingEnd, MeetingProgress, Next,
    OpenedSession, SessionOf, letter_sent, look_into, mailbox_found, meet_hub, put_letter, register_at_hub,
    registered_at_hub, served_by, serves_here, taken_out_by, who_serves,
};
pub use look::{Exchange, FoundBundle, FoundPart, Look, LookError, OtherFile, PartHere, PartState, look};
pub use open::{NoPart, Part, open_part};
pub use pana_keys::ParcelKeys;
pub use pana_wire::hub::{LetterPlace, Mailbox, RoomSaid};
pub use place::{Entry, Names, Place};
pub use plan::{DEFAULT_PART_SIZE, MAX_PART_SIZE};
pub use write::{Contents, Outgoing, Phase, Progress, WriteBundleError, Written, WrittenPart, write_bundle};
