//! What a device and a hub say to each other. A hub keeps what devices give it and hands it on; of a centre it knows its
//! devices' keys and nothing else.
//!
//! Of each stream a hub keeps one list of items, in the order in which they came; a place in it is a [`Cursor`], whose hash is
//! over all that came before. So who has read to a cursor can tell whether the list that goes on from there is the same one.
//!
//! ```text
//! hash(0)     = zeros                       hash(n) = BLAKE3("pana/hub list/1" || hash(n − 1) || id(n))
//! id(item)    = BLAKE3("pana/hub item/1" || the item)
//! ```
//!
//! Every message is one CBOR array that begins with its version, but for items, which are a sequence of byte strings.

mod cursor;
mod deed;
mod deed_fold;
mod deed_set;
mod deeds_head;
mod files;
mod items;
mod mailbox;
mod meet;
mod push;
mod room;
mod run;
mod sequence;
mod session;
mod word;

pub use cursor::{Cursor, Heads, Incarnation, entry_id};
pub use deed::{BY_RECOVERY, DEED_CONTEXT, Deed, DeedErased, DeedId, DeedWrite, MAX_ACTS, MAX_DEED};
pub use deed_fold::{DEEDS_KEPT_FREE, DeedDevice, Deeds, MAX_DEEDS};
pub use deeds_head::DeedsHead;
pub use files::{ChunkHeld, FileAsked, FileGiven, FileHeld, FilePiece, FilesAsked, FilesHeld};
pub use items::{Entries, Entry, HubItem, PullHead, PullRequest, sealed_source};
pub use mailbox::{LayMailbox, LetterPlace, MAX_LETTER, Mailbox, MailboxAt, PutLetter};
pub use meet::{HEADS_CONTEXT, MeetReply, MeetRequest, SAID_CONTEXT, Said, SignedSaid};
pub use push::{ForkAt, PushReply, Stop};
pub use room::{ROOM_CONTEXT, RoomSaid, room_statement};
pub use run::{RunWriter, read_items};
pub use sequence::{MAX_BATCH, split_items, write_entry};
pub use session::{
    Challenge, Nonce, OpenSession, RegisterCentre, SESSION_CONTEXT, Session, SessionKey, session_statement,
};
pub use word::{HubFault, HubWord, MAX_PROOF, RemovedFault, StopWhy};

use crate::cbor::Fault;

/// The first number of every message.
pub(crate) const VERSION: u64 = 1;

/// What stands behind a message of who knows runs of items.
const RUNS: u64 = 1;

/// Why bytes are not the message that belongs there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MessageFault {
    /// Not what it should be.
    #[error("not a message: {0}")]
    Shape(&'static str),
    /// The same content has another spelling.
    #[error("the message is not in its canonical form")]
    NotCanonical,
    /// Larger than it may be.
    #[error("the message is too long")]
    TooLong,
    /// Of a newer program.
    #[error("message version {0} is of a newer program")]
    Newer(u64),
    /// Who is said to have signed it did not.
    #[error("the signature does not hold")]
    Signature,
}

impl From<Fault> for MessageFault {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::NotCanonical => Self::NotCanonical,
            Fault::Shape(what) => Self::Shape(what),
        }
    }
}

/// Begins a message of so many elements after its version.
fn begin(elements: u64) -> Vec<u8> {
    let mut out = Vec::with_capacity(256);
    crate::cbor::array(&mut out, elements.saturating_add(1));
    crate::cbor::uint(&mut out, VERSION);
    out
}

/// Reads a message of so many elements after its version, and passes over those of newer programs.
fn read<'b, T>(
    bytes: &'b [u8],
    elements: u64,
    what: impl FnOnce(&mut crate::cbor::Reader<'b>) -> Result<T, MessageFault>,
) -> Result<T, MessageFault> {
    Ok(read_and_more(bytes, elements, what)?.0)
}

/// The same of a message behind which newer programs put 1 where they know runs of items, and then the number of files where they
/// keep those.
fn read_and_more<'b, T>(
    bytes: &'b [u8],
    elements: u64,
    what: impl FnOnce(&mut crate::cbor::Reader<'b>) -> Result<T, MessageFault>,
) -> Result<(T, More), MessageFault> {
    let mut from = crate::cbor::Reader::new(bytes);
    let length = from.array()?;
    match from.uint()? {
        VERSION => (),
        0 => return Err(MessageFault::Shape("there is no version 0")),
        newer => return Err(MessageFault::Newer(newer)),
    }
    let newer = length.checked_sub(elements.saturating_add(1)).ok_or(MessageFault::Shape("too few elements"))?;
    let read = what(&mut from)?;
    let mut ahead = from;
    let runs = newer > 0 && ahead.uint() == Ok(RUNS);
    let files = if runs && newer > 1 { ahead.uint().ok() } else { None };
    for _ in 0..newer {
        from.skip()?;
    }
    let more = More { runs, files };
    if from.rest().is_empty() { Ok((read, more)) } else { Err(MessageFault::Shape("bytes after its end")) }
}

/// What a newer program says behind a message.
struct More {
    /// Does it know runs of items?
    runs: bool,
    /// Does it keep files, and up to which number did any become whole there?
    files: Option<u64>,
}
