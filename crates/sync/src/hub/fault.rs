//! Why a meeting ended before it was done.

use pana_store::StoreError;
use pana_wire::hub::{HubWord, MessageFault};

/// Why a meeting ended before it was done. What was given and taken until then stays.
#[derive(Debug, thiserror::Error)]
pub enum MeetFault {
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// What answered does not speak as a hub does: another program, or a page that a network puts before the world.
    #[error("what answered is no hub: {0}")]
    NoHub(MessageFault),
    /// The hub's list is another one than it was, in one life of it. Nothing is read from it any more.
    #[error("the hub shows another history than before")]
    Differs,
    /// The hub does not keep this centre.
    #[error("the hub does not keep this centre")]
    UnknownCentre,
    /// No coordinator's laptop has told the hub of this one yet.
    #[error("the hub does not know this laptop yet")]
    UnknownDevice,
    /// The hub says that this laptop belongs to the centre no more, and shows nothing for it.
    #[error("the hub was told that this laptop does not belong to the centre any more")]
    Removed,
    /// This laptop was taken out of the centre, and the deeds of a coordinator's laptop show it.
    #[error("this laptop was taken out of the centre")]
    TakenOut,
    /// The hub has too much to do, or was asked too often: to be tried again later.
    #[error("the hub is busy")]
    Later,
    /// The secret by which a centre is registered is none, or was used.
    #[error("the secret is none, or was used")]
    Token,
    /// Another laptop brought the centre to the hub before.
    #[error("the hub keeps the centre already, from another laptop")]
    Registered,
    /// The hub said no in another word.
    #[error("the hub said no: {0}")]
    Refused(&'static str),
}

impl From<MessageFault> for MeetFault {
    fn from(fault: MessageFault) -> Self {
        Self::NoHub(fault)
    }
}

impl From<HubWord> for MeetFault {
    fn from(word: HubWord) -> Self {
        match word {
            HubWord::UnknownCentre => Self::UnknownCentre,
            HubWord::UnknownDevice => Self::UnknownDevice,
            HubWord::DeviceRemoved => Self::Removed,
            HubWord::Rate | HubWord::Busy => Self::Later,
            HubWord::Differs => Self::Differs,
            HubWord::Token => Self::Token,
            HubWord::Registered => Self::Registered,
            word => Self::Refused(word.as_str()),
        }
    }
}
