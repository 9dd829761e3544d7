//! What reading the log needs: the database and the keys of the member whose session it is.

use pana_casework::{Grant, Role};
use pana_keys::{DeviceSecrets, EpochKey, Unlocked};
use pana_model::{CentreId, DeviceId, MemberId};
use pana_wire::{EpochId, StreamId};
use rusqlite::Connection;

use super::grant_sealed::Epochs;
use super::stream::Stream;
use crate::disk::StoreError;

/// Someone who works with Pana, as the control stream says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// Id.
    pub id: MemberId,
    /// Name as colleagues know it.
    pub name: String,
    /// Role.
    pub role: Role,
    /// What is added to the role.
    pub grants: Vec<Grant>,
}

impl Member {
    /// Does the member hold this grant?
    pub fn has(&self, grant: Grant) -> bool {
        self.grants.contains(&grant)
    }
}

/// An unlocked member's keys. Dropping it wipes them.
pub(crate) struct Session {
    pub(crate) centre: CentreId,
    pub(crate) centre_name: String,
    pub(crate) device: DeviceId,
    pub(crate) member: Member,
    pub(crate) unlocked: Unlocked,
    pub(crate) device_secrets: DeviceSecrets,
    pub(crate) epochs: Epochs,
}

impl Session {
    /// The epoch to write under; [`StoreError::NoRight`] when the stream is closed to the member.
    pub(crate) fn epoch(&self, stream: Stream) -> Result<&EpochKey, StoreError> {
        self.epochs_newest_first(stream).next().ok_or(StoreError::NoRight)
    }

    pub(crate) fn epochs_newest_first(&self, stream: Stream) -> impl Iterator<Item = &EpochKey> {
        self.epochs.get(&stream).into_iter().flat_map(|epochs| epochs.values().rev())
    }

    pub(crate) fn epoch_by_id(&self, stream: Stream, id: EpochId) -> Option<&EpochKey> {
        self.epochs.get(&stream)?.get(&id)
    }

    pub(crate) fn opens(&self, stream: Stream) -> bool {
        self.epochs.get(&stream).is_some_and(|epochs| !epochs.is_empty())
    }

    pub(crate) fn stream_id(&self, stream: Stream) -> StreamId {
        StreamId::derive(self.centre, stream)
    }
}

/// What a read needs.
#[derive(Clone, Copy)]
pub(crate) struct Context<'c> {
    pub(crate) sql: &'c Connection,
    pub(crate) session: &'c Session,
}
