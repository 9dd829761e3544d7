//! The tables `subject_slot` and `slot`: the keys of subjects, each wrapped.
//!
//! A subject may have several keys (two devices began it apart, or a generation began since), so rows are added and never
//! overwritten: whoever reads tries them. Writers take one of the generation that the epoch was begun with which one writes
//! under, the smallest id where there are several, so that devices that have met write under the same. Erasure deletes the rows. `slot` holds those of layout 1, wrapped
//! under an epoch itself; such a key is brought over to the first generation, and goes with its events from then on.

use std::collections::BTreeSet;

use pana_keys::{EpochKey, SlotId, SlotPlace, SubjectKey, SystemEntropy, open_slot};
use pana_model::KeyId;
use rusqlite::{Connection, OptionalExtension as _, Transaction, params};

use super::session::{LogReader, Session};
use super::stream::{Stream, code};
use super::{event, key_box};
use crate::disk::{StoreError, crypt_fault};

impl LogReader<'_> {
    /// The keys of a subject in a stream, the one to write under first; none when it has none or the stream is closed to
    /// the member.
    pub(crate) fn subject_keys(&self, stream: Stream, subject: &[u8; 16]) -> Result<Vec<SubjectKey>, StoreError> {
        let mut keys = Vec::new();
        let generations = key_box::generations(self.sql, self.session, stream)?;
        for generation in generations.counting.iter().rev() {
            let slot = generation.slot_id(subject);
            for (id, wrapped) in rows(self.sql, stream, slot, generation.id().as_bytes())? {
                let buckets = key_box::buckets(self.sql, self.session, stream, generation, slot.bucket())?;
                let opened = buckets.iter().find_map(|bucket| bucket.open_subject(slot, id, &wrapped).ok());
                // A row that does not open is named by the doctor; the subject's other keys are good.
                keys.extend(opened);
            }
        }
        for other in &generations.others {
            let slot = other.0.slot_id(subject);
            for (id, wrapped) in rows(self.sql, stream, slot, other.0.id().as_bytes())? {
                let buckets = key_box::buckets_of_other(self.sql, self.session, stream, other, slot.bucket())?;
                let opened = buckets.iter().find_map(|bucket| bucket.open_subject(slot, id, &wrapped).ok());
                keys.extend(opened.filter(|key| keys.iter().all(|known: &SubjectKey| known.id() != key.id())));
            }
        }
        let uncounted = self.session.uncounted.get(&stream).into_iter().flat_map(|keys| keys.values());
        let epochs = self.session.epochs_newest_first(stream).chain(uncounted);
        keys.extend(self.first_layout_key(stream, subject, epochs)?);
        Ok(keys)
    }

    /// A key of a subject by its id; an empty id stands for the only one there was.
    pub(crate) fn subject_key_named(
        &self,
        stream: Stream,
        subject: &[u8; 16],
        id: &[u8],
    ) -> Result<Option<SubjectKey>, StoreError> {
        let mut keys = self.subject_keys(stream, subject)?.into_iter();
        Ok(if id.is_empty() { keys.next_back() } else { keys.find(|key| key.id().as_bytes() == id) })
    }

    /// The key of layout 1 of a subject that one of these epochs opens.
    fn first_layout_key<'e>(
        &self,
        stream: Stream,
        subject: &[u8; 16],
        epochs: impl Iterator<Item = &'e EpochKey>,
    ) -> Result<Option<SubjectKey>, StoreError> {
        for epoch in epochs {
            let slot = first_slot_id(stream, epoch, subject);
            let wrapped: Option<Vec<u8>> = self
                .sql
                .prepare_cached("SELECT wrapped FROM slot WHERE stream = ?1 AND slot_id = ?2 AND epoch = ?3")?
                .query_row(params![code(stream), slot, epoch.id().as_bytes()], |row| row.get(0))
                .optional()?;
            if let Some(key) =
                wrapped.and_then(|wrapped| open_slot(&wrapped, &SlotPlace { slot, subject: *subject }, epoch).ok())
            {
                return Ok(Some(key));
            }
        }
        Ok(None)
    }
}

/// The key to write under, made when the generation that is written in has none for the subject yet. A key of layout 1 goes on.
pub(crate) fn key_or_make(
    sql: &Transaction<'_>,
    session: &Session,
    stream: Stream,
    subject: [u8; 16],
) -> Result<SubjectKey, StoreError> {
    let reader = LogReader { sql, session };
    let written = key_box::written(sql, session, stream)?.ok_or(StoreError::NoRight)?;
    let slot = written.slot_id(&subject);
    let buckets = key_box::buckets(sql, session, stream, &written, slot.bucket())?;
    let bucket = buckets.first().ok_or(StoreError::NoRight)?;
    for (id, wrapped) in rows(sql, stream, slot, written.id().as_bytes())? {
        if let Some(key) = buckets.iter().find_map(|bucket| bucket.open_subject(slot, id, &wrapped).ok()) {
            return Ok(key);
        }
    }
    let is_first = key_box::generations(sql, session, stream)?.counting.len() == 1;
    // What opens under an epoch that does not count is read with, and nothing new is written under it.
    let counting = session.epochs_newest_first(stream);
    let first = if is_first { reader.first_layout_key(stream, &subject, counting)? } else { None };
    let key = match first {
        Some(key) => key,
        None => SubjectKey::make(&mut SystemEntropy).map_err(crypt_fault)?,
    };
    let wrapped = bucket.wrap_subject(&key, slot, &mut SystemEntropy).map_err(crypt_fault)?;
    sql.prepare_cached(
        "INSERT INTO subject_slot (stream, slot_id, key_id, generation, wrapped) VALUES (?1, ?2, ?3, ?4, ?5)
         ON CONFLICT (stream, slot_id, key_id) DO NOTHING",
    )?
    .execute(params![
        code(stream),
        slot.as_bytes(),
        key.id().as_bytes(),
        written.id().as_bytes(),
        wrapped.as_slice()
    ])?;
    Ok(key)
}

/// Are there keys of layout 1 in a stream?
pub(crate) fn has_first_layout(sql: &Connection, stream: Stream) -> Result<bool, StoreError> {
    let query = "SELECT EXISTS (SELECT 1 FROM slot WHERE stream = ?1)";
    Ok(sql.prepare_cached(query)?.query_row([code(stream)], |row| row.get(0))?)
}

/// Brings the keys of layout 1 over to the first generation: rows of layout 1 go to no other device, and nobody else could open
/// what lies under them before somebody writes to its subject again. Not to a later one: whoever was removed since had them.
/// Gives those that are not there yet. O(subjects), of the protected stream O(events).
pub(crate) fn to_bring_over(reader: LogReader<'_>, stream: Stream) -> Result<Vec<SlotRow>, StoreError> {
    let (sql, session) = (reader.sql, reader.session);
    let (generations, mut over) = (key_box::generations(sql, session, stream)?, Vec::new());
    let Some(first) = generations.counting.first() else { return Ok(over) };
    for subject in first_layout_subjects(reader, stream)? {
        let slot = first.slot_id(&subject);
        let buckets = key_box::buckets(sql, session, stream, first, slot.bucket())?;
        let Some(bucket) = buckets.first() else { continue };
        let counting = session.epochs_newest_first(stream);
        let Some(key) = reader.first_layout_key(stream, &subject, counting)? else { continue };
        let is_there = |(id, wrapped): &(KeyId, Vec<u8>)| {
            *id == key.id() && buckets.iter().any(|bucket| bucket.open_subject(slot, *id, wrapped).is_ok())
        };
        if rows(sql, stream, slot, first.id().as_bytes())?.iter().any(is_there) {
            continue;
        }
        let wrapped = bucket.wrap_subject(&key, slot, &mut SystemEntropy).map_err(crypt_fault)?.to_vec();
        let (key, generation) = (*key.id().as_bytes(), *first.id().as_bytes());
        over.push(SlotRow { slot: *slot.as_bytes(), key, generation, wrapped });
    }
    Ok(over)
}

/// Whose keys of layout 1 may lie here: in the protected stream their names tell it to nobody, so that its events are asked.
fn first_layout_subjects(reader: LogReader<'_>, stream: Stream) -> Result<BTreeSet<[u8; 16]>, StoreError> {
    let mut found = BTreeSet::new();
    if stream == Stream::Protected {
        event::each_after(reader, stream, 0, |row| {
            let envelope = row.envelope().ok();
            found.extend(envelope.and_then(|envelope| reader.session.address(stream, envelope.header())));
            Ok(())
        })?;
        return Ok(found);
    }
    let mut statement = reader.sql.prepare_cached("SELECT DISTINCT slot_id FROM slot WHERE stream = ?1")?;
    let mut rows = statement.query([code(stream)])?;
    while let Some(row) = rows.next()? {
        // Of any other length it is nobody's.
        found.extend(row.get::<_, [u8; 16]>(0).ok());
    }
    Ok(found)
}

/// A slot's row as it lies.
pub(crate) struct SlotRow {
    pub(crate) slot: [u8; 16],
    pub(crate) key: [u8; 16],
    pub(crate) generation: [u8; 16],
    pub(crate) wrapped: Vec<u8>,
}

/// All rows of a stream.
pub(crate) fn all(sql: &Connection, stream: Stream) -> Result<Vec<SlotRow>, StoreError> {
    let query =
        "SELECT slot_id, key_id, generation, wrapped FROM subject_slot WHERE stream = ?1 ORDER BY slot_id, key_id";
    let mut statement = sql.prepare(query)?;
    let rows = statement.query_map([code(stream)], of_row)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The slots of a subject, in all generations that open here.
pub(crate) fn ids(reader: LogReader<'_>, stream: Stream, subject: &[u8; 16]) -> Result<BTreeSet<[u8; 16]>, StoreError> {
    let generations = key_box::generations(reader.sql, reader.session, stream)?;
    let all = generations.counting.iter().chain(generations.others.iter().map(|(generation, _)| generation));
    Ok(all.map(|generation| *generation.slot_id(subject).as_bytes()).collect())
}

/// The rows of a subject, in all generations that open here.
pub(crate) fn of_subject(
    reader: LogReader<'_>,
    stream: Stream,
    subject: &[u8; 16],
) -> Result<Vec<SlotRow>, StoreError> {
    let ids = ids(reader, stream, subject)?;
    let query = "SELECT slot_id, key_id, generation, wrapped FROM subject_slot WHERE stream = ?1 AND slot_id = ?2
         ORDER BY key_id";
    let mut statement = reader.sql.prepare_cached(query)?;
    let mut found = Vec::new();
    for id in ids {
        let rows = statement.query_map(params![code(stream), id], of_row)?;
        for row in rows {
            found.push(row?);
        }
    }
    Ok(found)
}

/// Deletes the keys of a subject, of layout 1 too, wherever this session can tell which they are. Gives the ids of the
/// slots that they may have.
pub(crate) fn delete(
    sql: &Transaction<'_>,
    session: &Session,
    stream: Stream,
    subject: &[u8; 16],
) -> Result<BTreeSet<[u8; 16]>, StoreError> {
    let ids = ids(LogReader { sql, session }, stream, subject)?;
    let mut statement = sql.prepare_cached("DELETE FROM subject_slot WHERE stream = ?1 AND slot_id = ?2")?;
    for id in &ids {
        statement.execute(params![code(stream), id])?;
    }
    let mut statement = sql.prepare_cached("DELETE FROM slot WHERE stream = ?1 AND slot_id = ?2")?;
    let uncounted = session.uncounted.get(&stream).into_iter().flat_map(|keys| keys.values());
    for epoch in session.epochs_newest_first(stream).chain(uncounted) {
        statement.execute(params![code(stream), first_slot_id(stream, epoch, subject)])?;
    }
    Ok(ids)
}

/// Wraps again, under the key that is written under, what lies in a bucket under one of the keys that it had before.
/// Says how many rows that were. O(slots of such buckets).
pub(crate) fn wrap_again(sql: &Transaction<'_>, session: &Session, stream: Stream) -> Result<usize, StoreError> {
    let (generations, mut many) = (key_box::generations(sql, session, stream)?, 0_usize);
    for row in all(sql, stream)? {
        let (slot, key) = (SlotId::from_bytes(row.slot), KeyId::from_bytes(row.key));
        for generation in generations.counting.iter().filter(|own| *own.id().as_bytes() == row.generation) {
            let buckets = key_box::buckets(sql, session, stream, generation, slot.bucket())?;
            let [written, before @ ..] = buckets.as_slice() else { continue };
            let Some(opened) = before.iter().find_map(|old| old.open_subject(slot, key, &row.wrapped).ok()) else {
                continue;
            };
            let wrapped = written.wrap_subject(&opened, slot, &mut SystemEntropy).map_err(crypt_fault)?;
            sql.prepare_cached(
                "UPDATE subject_slot SET wrapped = ?4 WHERE stream = ?1 AND slot_id = ?2 AND key_id = ?3",
            )?
            .execute(params![code(stream), row.slot, row.key, wrapped.as_slice()])?;
            many = many.saturating_add(1);
        }
    }
    Ok(many)
}

fn of_row(row: &rusqlite::Row<'_>) -> rusqlite::Result<SlotRow> {
    Ok(SlotRow { slot: row.get(0)?, key: row.get(1)?, generation: row.get(2)?, wrapped: row.get(3)? })
}

/// A row that came. It stands beside others; in the place of one under the same name only where it opens and that one does
/// not. Says whether it is new.
pub(crate) fn take(
    sql: &Transaction<'_>,
    session: Option<&Session>,
    stream: Stream,
    row: &SlotRow,
) -> Result<bool, StoreError> {
    let inserted = sql
        .prepare_cached(
            "INSERT INTO subject_slot (stream, slot_id, key_id, generation, wrapped) VALUES (?1, ?2, ?3, ?4, ?5)
             ON CONFLICT (stream, slot_id, key_id) DO NOTHING",
        )?
        .execute(params![code(stream), row.slot, row.key, row.generation, row.wrapped])?;
    let Some(session) = session.filter(|_| inserted == 0) else { return Ok(inserted > 0) };
    let held = sql
        .prepare_cached(
            "SELECT slot_id, key_id, generation, wrapped FROM subject_slot
             WHERE stream = ?1 AND slot_id = ?2 AND key_id = ?3",
        )?
        .query_row(params![code(stream), row.slot, row.key], of_row)?;
    let same = held.generation == row.generation && held.wrapped == row.wrapped;
    if same || opens(sql, session, stream, &held)? || !opens(sql, session, stream, row)? {
        return Ok(false);
    }
    sql.execute(
        "UPDATE subject_slot SET generation = ?4, wrapped = ?5 WHERE stream = ?1 AND slot_id = ?2 AND key_id = ?3",
        params![code(stream), row.slot, row.key, row.generation, row.wrapped],
    )?;
    Ok(true)
}

fn opens(sql: &Connection, session: &Session, stream: Stream, row: &SlotRow) -> Result<bool, StoreError> {
    let generations = key_box::generations(sql, session, stream)?;
    let slot = SlotId::from_bytes(row.slot);
    for generation in generations.counting.iter().filter(|own| *own.id().as_bytes() == row.generation) {
        let buckets = key_box::buckets(sql, session, stream, generation, slot.bucket())?;
        if buckets.iter().any(|key| key.open_subject(slot, KeyId::from_bytes(row.key), &row.wrapped).is_ok()) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// The rows of a slot in a generation, the smallest key id first.
fn rows(
    sql: &Connection,
    stream: Stream,
    slot: SlotId,
    generation: &[u8; 16],
) -> Result<Vec<(KeyId, Vec<u8>)>, StoreError> {
    let mut statement = sql.prepare_cached(
        "SELECT key_id, wrapped FROM subject_slot WHERE stream = ?1 AND slot_id = ?2 AND generation = ?3
         ORDER BY key_id",
    )?;
    let rows = statement.query_map(params![code(stream), slot.as_bytes(), generation], |row| {
        Ok((KeyId::from_bytes(row.get(0)?), row.get(1)?))
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The slot of a subject in layout 1: its own id, or a keyed hash where slots must not name their subjects.
fn first_slot_id(stream: Stream, epoch: &EpochKey, subject: &[u8; 16]) -> [u8; 16] {
    match stream {
        Stream::Control | Stream::Centre => *subject,
        Stream::Protected => epoch.slot_id(subject),
    }
}
