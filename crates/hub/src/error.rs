//! Why a hub did not do what it was asked.

use pana_wire::hub::{HubWord, MessageFault, RemovedFault};

use crate::db::DbError;

/// Why a hub did not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum HubError {
    /// It says no, in one word.
    #[error("no: {}", .0.as_str())]
    No(HubWord),
    /// It says no to a device that was taken out, with the deeds that show it.
    #[error("no: device-removed")]
    Removed(RemovedFault),
    /// Too much waits already.
    #[error("too much waits already")]
    Busy,
    /// The hub is going down.
    #[error("the hub is stopping")]
    Stopped,
    /// The database.
    #[error(transparent)]
    Db(#[from] DbError),
    /// Where chunks of files lie.
    #[error("files: {0}")]
    Files(#[from] object_store::Error),
    /// A file, or the system.
    #[error("{0}")]
    Io(#[from] std::io::Error),
    /// What lies in the hub's folder is not what it should be.
    #[error("{0}")]
    Folder(String),
}

impl HubError {
    /// The word in which whoever asked is told.
    pub const fn word(&self) -> HubWord {
        match self {
            Self::No(word) => *word,
            Self::Removed(_) => HubWord::DeviceRemoved,
            Self::Busy | Self::Stopped | Self::Db(DbError::Busy | DbError::Away(_)) => HubWord::Busy,
            Self::Db(_) | Self::Files(_) | Self::Io(_) | Self::Folder(_) => HubWord::Broken,
        }
    }
}

impl From<MessageFault> for HubError {
    fn from(fault: MessageFault) -> Self {
        Self::No(match fault {
            MessageFault::Shape(_) | MessageFault::NotCanonical => HubWord::NotAMessage,
            MessageFault::TooLong => HubWord::TooLong,
            MessageFault::Newer(_) => HubWord::Newer,
            MessageFault::Signature => HubWord::Signature,
        })
    }
}
