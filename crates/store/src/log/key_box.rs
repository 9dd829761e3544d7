//! The table `key_box`: what an epoch's key opens. Each generation of a stream has 256 bucket keys, under which the keys of
//! its subjects lie, and a key that names their slots; each lies wrapped under every epoch that is still read. A new
//! epoch wraps 257 boxes again and not the keys of all subjects.
//!
//! Opened boxes are kept with the session, for nearly every read needs one.

use std::collections::BTreeMap;
use std::sync::Arc;

use pana_keys::{BucketKey, EpochKey, Generation, KeyBox, SystemEntropy};
use pana_wire::{EpochId, GenerationId};
use rusqlite::{Connection, OptionalExtension as _, Transaction, params};

use super::session::Session;
use super::stream::{Stream, code};
use crate::disk::{StoreError, crypt_fault};

/// What of a session's boxes is open.
#[derive(Default)]
pub(crate) struct OpenBoxes {
    generations: BTreeMap<Stream, Arc<Vec<Generation>>>,
    buckets: BTreeMap<(Stream, GenerationId, u8), Arc<BucketKey>>,
}

/// The generations of a stream that open, the newest last; none when the stream is closed to the member.
pub(crate) fn generations(
    sql: &Connection,
    session: &Session,
    stream: Stream,
) -> Result<Arc<Vec<Generation>>, StoreError> {
    if let Some(known) = session.boxes.borrow().generations.get(&stream) {
        return Ok(Arc::clone(known));
    }
    let mut statement = sql.prepare_cached(
        "SELECT generation, epoch, wrapped FROM key_box WHERE stream = ?1 AND number = ?2 ORDER BY generation",
    )?;
    let rows = statement.query_map(params![code(stream), KeyBox::SlotIds.number()], |row| {
        Ok((GenerationId::from_bytes(row.get(0)?), EpochId::from_bytes(row.get(1)?), row.get::<_, Vec<u8>>(2)?))
    })?;
    let mut opened: Vec<Generation> = Vec::new();
    for row in rows {
        let (id, epoch, wrapped) = row?;
        if opened.last().is_some_and(|last| last.id() == id) {
            continue;
        }
        let key = session.epoch_by_id(stream, epoch);
        opened.extend(key.and_then(|key| Generation::open(id, &wrapped, key).ok()));
    }
    let opened = Arc::new(opened);
    session.boxes.borrow_mut().generations.insert(stream, Arc::clone(&opened));
    Ok(opened)
}

/// A bucket's key; `None` when no box of it opens.
pub(crate) fn bucket(
    sql: &Connection,
    session: &Session,
    stream: Stream,
    generation: &Generation,
    bucket: u8,
) -> Result<Option<Arc<BucketKey>>, StoreError> {
    let at = (stream, generation.id(), bucket);
    if let Some(known) = session.boxes.borrow().buckets.get(&at) {
        return Ok(Some(Arc::clone(known)));
    }
    for epoch in session.epochs_newest_first(stream) {
        let wrapped: Option<Vec<u8>> = sql
            .prepare_cached(
                "SELECT wrapped FROM key_box WHERE stream = ?1 AND generation = ?2 AND number = ?3 AND epoch = ?4",
            )?
            .query_row(
                params![code(stream), generation.id().as_bytes(), u16::from(bucket), epoch.id().as_bytes()],
                |row| row.get(0),
            )
            .optional()?;
        if let Some(key) = wrapped.and_then(|wrapped| generation.open_bucket(bucket, &wrapped, epoch).ok()) {
            let key = Arc::new(key);
            session.boxes.borrow_mut().buckets.insert(at, Arc::clone(&key));
            return Ok(Some(key));
        }
    }
    Ok(None)
}

/// Begins a generation under an epoch. Gives its id.
pub(crate) fn begin(
    sql: &Transaction<'_>,
    session: &Session,
    stream: Stream,
    number: u32,
    epoch: &EpochKey,
) -> Result<GenerationId, StoreError> {
    let entropy = &mut SystemEntropy;
    let (generation, buckets) = Generation::make(session.stream_id(stream), number, entropy).map_err(crypt_fault)?;
    let id = generation.id();
    insert(sql, stream, id, KeyBox::SlotIds, epoch, generation.wrap(epoch, entropy).map_err(crypt_fault)?.as_slice())?;
    for bucket in buckets {
        let wrapped = bucket.wrap(epoch, entropy).map_err(crypt_fault)?;
        insert(sql, stream, id, KeyBox::Bucket(bucket.bucket()), epoch, wrapped.as_slice())?;
    }
    session.boxes.borrow_mut().generations.remove(&stream);
    Ok(id)
}

/// Wraps every box that opens under `older` also under `newer`.
pub(crate) fn rewrap(
    sql: &Transaction<'_>,
    session: &Session,
    stream: Stream,
    older: &EpochKey,
    newer: &EpochKey,
) -> Result<(), StoreError> {
    let mut statement =
        sql.prepare("SELECT generation, number, wrapped FROM key_box WHERE stream = ?1 AND epoch = ?2")?;
    let rows = statement.query_map(params![code(stream), older.id().as_bytes()], |row| {
        Ok((GenerationId::from_bytes(row.get(0)?), row.get::<_, u16>(1)?, row.get::<_, Vec<u8>>(2)?))
    })?;
    let rows: Vec<_> = rows.collect::<Result<_, _>>()?;
    for (generation, number, wrapped) in rows {
        let Some(which) = KeyBox::from_number(number) else { continue };
        let wrapped = which.rewrap(generation, &wrapped, older, newer, &mut SystemEntropy).map_err(crypt_fault)?;
        insert(sql, stream, generation, which, newer, wrapped.as_slice())?;
    }
    session.boxes.borrow_mut().generations.remove(&stream);
    Ok(())
}

/// A digest over the boxes of a stream under an epoch, which the event that begins the epoch names.
pub(crate) fn digest(sql: &Connection, stream: Stream, epoch: EpochId) -> Result<[u8; 32], StoreError> {
    let mut statement = sql.prepare(
        "SELECT generation, number, wrapped FROM key_box WHERE stream = ?1 AND epoch = ?2 ORDER BY generation, number",
    )?;
    let mut hasher = blake3::Hasher::new_derive_key("pana/boxes/1");
    let mut rows = statement.query(params![code(stream), epoch.as_bytes()])?;
    while let Some(row) = rows.next()? {
        hasher.update(&row.get::<_, [u8; 16]>(0)?).update(&row.get::<_, u16>(1)?.to_be_bytes());
        hasher.update(&row.get::<_, Vec<u8>>(2)?);
    }
    Ok(*hasher.finalize().as_bytes())
}

fn insert(
    sql: &Transaction<'_>,
    stream: Stream,
    generation: GenerationId,
    which: KeyBox,
    epoch: &EpochKey,
    wrapped: &[u8],
) -> Result<(), StoreError> {
    sql.prepare_cached(
        "INSERT INTO key_box (stream, generation, number, epoch, wrapped) VALUES (?1, ?2, ?3, ?4, ?5)
         ON CONFLICT (stream, generation, number, epoch) DO NOTHING",
    )?
    .execute(params![code(stream), generation.as_bytes(), which.number(), epoch.id().as_bytes(), wrapped])?;
    Ok(())
}
