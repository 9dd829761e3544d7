//! The table `slot`: one key per subject and stream, wrapped under the stream's epoch. Erasure deletes the row.

use pana_keys::{EpochKey, SlotPlace, SubjectKey, SystemEntropy, open_slot, wrap_key};
use rusqlite::{OptionalExtension as _, Transaction, params};

use super::session::{Context, Session};
use super::stream::{Stream, code};
use crate::disk::{StoreError, crypt_fault};

impl Context<'_> {
    /// The key of a subject in a stream; `None` when it has none or the stream is closed to the member.
    pub(crate) fn subject_key(&self, stream: Stream, subject: &[u8; 16]) -> Result<Option<SubjectKey>, StoreError> {
        for epoch in self.session.epochs_newest_first(stream) {
            let slot = slot_id(stream, epoch, subject);
            let wrapped: Option<Vec<u8>> = self
                .sql
                .prepare_cached("SELECT wrapped FROM slot WHERE stream = ?1 AND slot_id = ?2 AND epoch = ?3")?
                .query_row(params![code(stream), slot, epoch.id().as_bytes()], |row| row.get(0))
                .optional()?;
            if let Some(wrapped) = wrapped {
                let key = open_slot(&wrapped, &SlotPlace { slot, subject: *subject }, epoch);
                return key.map(Some).map_err(|_| StoreError::Damaged(format!("a key slot of stream {stream}")));
            }
        }
        Ok(None)
    }
}

/// The key of a subject, made when it has none yet.
pub(crate) fn key_or_make(
    sql: &Transaction<'_>,
    session: &Session,
    stream: Stream,
    subject: [u8; 16],
) -> Result<SubjectKey, StoreError> {
    if let Some(key) = (Context { sql, session }).subject_key(stream, &subject)? {
        return Ok(key);
    }
    let epoch = session.epoch(stream)?;
    let key = SubjectKey::make(&mut SystemEntropy).map_err(crypt_fault)?;
    let slot = slot_id(stream, epoch, &subject);
    let wrapped = wrap_key(&key, &SlotPlace { slot, subject }, epoch, &mut SystemEntropy).map_err(crypt_fault)?;
    sql.prepare_cached("INSERT INTO slot (stream, slot_id, epoch, wrapped) VALUES (?1, ?2, ?3, ?4)")?
        .execute(params![code(stream), slot, epoch.id().as_bytes(), wrapped.as_slice()])?;
    Ok(key)
}

/// The slot of a subject: its own id, or a keyed hash where slots must not name their subjects.
fn slot_id(stream: Stream, epoch: &EpochKey, subject: &[u8; 16]) -> [u8; 16] {
    match stream {
        Stream::Control | Stream::Centre => *subject,
        Stream::Protected => epoch.slot_id(subject),
    }
}
