//! What a read needs: the database and the keys of the member whose session it is.

use std::cell::RefCell;
use std::collections::BTreeMap;

use pana_casework::{Grant, Role};
use pana_keys::{DeviceSecrets, EpochKey, SlotPlace, SubjectKey, Unlocked, open_slot};
use pana_model::{CentreId, DeviceId, MemberId};
use pana_wire::{EpochId, StreamId};
use rusqlite::{Connection, OptionalExtension as _, params};

use crate::StoreError;
use crate::protected::ProtectedIndex;
use crate::stream::{Stream, code};

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
    /// Epoch keys by stream; the largest id is the one to write under.
    pub(crate) epochs: BTreeMap<Stream, BTreeMap<EpochId, EpochKey>>,
    pub(crate) protected: RefCell<ProtectedIndex>,
}

impl Session {
    /// The epoch to write under; [`StoreError::NoRight`] when the stream is closed to the member.
    pub(crate) fn epoch(&self, stream: Stream) -> Result<&EpochKey, StoreError> {
        let newest = self.epochs.get(&stream).and_then(|epochs| epochs.last_key_value());
        newest.map(|(_, key)| key).ok_or(StoreError::NoRight)
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

impl Context<'_> {
    /// The key of a subject in a stream; `None` when it has none or the stream is closed to the member.
    pub(crate) fn subject_key(&self, stream: Stream, subject: &[u8; 16]) -> Result<Option<SubjectKey>, StoreError> {
        let Some(epochs) = self.session.epochs.get(&stream) else { return Ok(None) };
        for epoch in epochs.values().rev() {
            let slot = slot_id(stream, epoch, subject);
            let wrapped: Option<Vec<u8>> = self
                .sql
                .prepare_cached("SELECT wrapped FROM slot WHERE stream = ?1 AND slot_id = ?2 AND epoch = ?3")?
                .query_row(params![code(stream), slot.as_slice(), epoch.id().as_bytes().as_slice()], |row| row.get(0))
                .optional()?;
            if let Some(wrapped) = wrapped {
                let place = SlotPlace { slot, subject: *subject };
                let key = open_slot(&wrapped, &place, epoch);
                return key.map(Some).map_err(|_| StoreError::Damaged(format!("a key slot of stream {stream}")));
            }
        }
        Ok(None)
    }
}

/// The slot of a subject: its own id, or a keyed hash where slots must not name their subjects.
pub(crate) fn slot_id(stream: Stream, epoch: &EpochKey, subject: &[u8; 16]) -> [u8; 16] {
    match stream {
        Stream::Control | Stream::Centre => *subject,
        Stream::Protected => epoch.slot_id(subject),
    }
}
