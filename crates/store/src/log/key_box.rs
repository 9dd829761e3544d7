//! The table `key_box`: what an epoch's key opens. Each generation of a stream has 256 bucket keys, under which the keys of
//! its subjects lie, and a key that names their slots; each lies wrapped under every epoch that is still read. A new
//! epoch wraps 257 boxes again and not the keys of all subjects.
//!
//! Boxes under the epochs that count stand for each other. A box under an epoch that does not count is read with that epoch's
//! other boxes alone: whoever was removed can wrap what they like under a key of their own, and hide nothing by it.
//!
//! Opened boxes are kept with the session, for nearly every read needs one.

use std::sync::Arc;

use pana_casework::authority::EpochRef;
use pana_keys::{BucketKey, EpochKey, Generation, KeyBox, SystemEntropy};
use pana_wire::{EpochId, GenerationId};
use rusqlite::{Connection, OptionalExtension as _, Transaction, params};

use super::open_boxes::{BucketAt, Generations};
use super::session::Session;
use super::stream::{Stream, code, from_code};
use crate::disk::{StoreError, crypt_fault};

/// The generations of a stream.
pub(crate) fn generations(sql: &Connection, session: &Session, stream: Stream) -> Result<Arc<Generations>, StoreError> {
    if let Some(known) = session.boxes.borrow().generations.get(&stream) {
        return Ok(Arc::clone(known));
    }
    let mut statement = sql.prepare_cached(
        "SELECT generation, epoch, wrapped FROM key_box WHERE stream = ?1 AND number = ?2 ORDER BY generation",
    )?;
    let rows = statement.query_map(params![code(stream), KeyBox::SlotIds.number()], |row| {
        Ok((GenerationId::from_bytes(row.get(0)?), EpochId::from_bytes(row.get(1)?), row.get::<_, Vec<u8>>(2)?))
    })?;
    let mut opened = Generations::default();
    for row in rows {
        let (id, epoch, wrapped) = row?;
        let under = |key: &EpochKey| Generation::open(id, &wrapped, key).ok();
        if opened.counting.last().is_none_or(|last| last.id() != id) {
            opened.counting.extend(session.epoch_by_id(stream, epoch).and_then(under));
        }
        let others = session.uncounted_of(stream, epoch);
        opened.others.extend(others.filter_map(|key| Some((under(key)?, key.clone()))));
    }
    let opened = Arc::new(opened);
    session.boxes.borrow_mut().generations.insert(stream, Arc::clone(&opened));
    Ok(opened)
}

/// The generation that is written in: the one that the epoch was begun with which one writes under. An epoch of layout 1 has
/// none, and where its boxes are not here the newest that opens goes on. `None`: the stream is closed to the member.
pub(crate) fn written(sql: &Connection, session: &Session, stream: Stream) -> Result<Option<Generation>, StoreError> {
    let epoch = session.epoch(stream)?;
    let state = session.state();
    if let Some(begun) = state.epoch(stream, EpochRef(*epoch.id().as_bytes())) {
        let id = GenerationId::from_bytes(begun.generation);
        let wrapped = boxed(sql, stream, id, KeyBox::SlotIds, epoch)?;
        if let Some(generation) = wrapped.and_then(|wrapped| Generation::open(id, &wrapped, epoch).ok()) {
            return Ok(Some(generation));
        }
    }
    Ok(generations(sql, session, stream)?.counting.last().cloned())
}

/// A bucket's keys; none when no box of it opens under an epoch that counts. The one that is written under goes first.
/// There is more than one where something in the bucket was erased: the epochs since have another key for it than those
/// before.
pub(crate) fn buckets(
    sql: &Connection,
    session: &Session,
    stream: Stream,
    generation: &Generation,
    bucket: u8,
) -> Result<Arc<Vec<BucketKey>>, StoreError> {
    let at = (stream, generation.id(), bucket, None);
    let epochs = || session.epoch(stream).into_iter().chain(session.epochs_newest_first(stream));
    open_buckets(sql, session, at, generation, epochs)
}

/// The same under the key of one epoch that does not count.
pub(crate) fn buckets_of_other(
    sql: &Connection,
    session: &Session,
    stream: Stream,
    (generation, epoch): &(Generation, EpochKey),
    bucket: u8,
) -> Result<Arc<Vec<BucketKey>>, StoreError> {
    let at = (stream, generation.id(), bucket, Some(epoch.commitment()));
    open_buckets(sql, session, at, generation, || [epoch])
}

fn open_buckets<'k, E: IntoIterator<Item = &'k EpochKey>>(
    sql: &Connection,
    session: &Session,
    at: BucketAt,
    generation: &Generation,
    epochs: impl FnOnce() -> E,
) -> Result<Arc<Vec<BucketKey>>, StoreError> {
    if let Some(known) = session.boxes.borrow().buckets.get(&at) {
        return Ok(Arc::clone(known));
    }
    let (stream, id, bucket, _) = at;
    let mut keys: Vec<BucketKey> = Vec::new();
    for epoch in epochs() {
        let wrapped = boxed(sql, stream, id, KeyBox::Bucket(bucket), epoch)?;
        let opened = wrapped.and_then(|wrapped| generation.open_bucket(bucket, &wrapped, epoch).ok());
        keys.extend(opened.filter(|key| !keys.iter().any(|known| known.is(key))));
    }
    let keys = Arc::new(keys);
    if !keys.is_empty() {
        session.boxes.borrow_mut().buckets.insert(at, Arc::clone(&keys));
    }
    Ok(keys)
}

/// Gives a bucket another key under an epoch that begins: what was wrapped under the old one and is wrapped again parts
/// from what was erased. To be done before the other boxes are wrapped under that epoch.
pub(crate) fn change_bucket(
    sql: &Transaction<'_>,
    stream: Stream,
    generation: &Generation,
    bucket: u8,
    epoch: &EpochKey,
) -> Result<(), StoreError> {
    let key = generation.make_bucket(bucket, &mut SystemEntropy).map_err(crypt_fault)?;
    let wrapped = key.wrap(epoch, &mut SystemEntropy).map_err(crypt_fault)?;
    insert(sql, stream, generation.id(), KeyBox::Bucket(bucket), epoch, wrapped.as_slice())
}

/// A box as it lies under an epoch.
fn boxed(
    sql: &Connection,
    stream: Stream,
    generation: GenerationId,
    which: KeyBox,
    epoch: &EpochKey,
) -> Result<Option<Vec<u8>>, StoreError> {
    let mut statement = sql.prepare_cached(
        "SELECT wrapped FROM key_box WHERE stream = ?1 AND generation = ?2 AND number = ?3 AND epoch = ?4",
    )?;
    let epoch = epoch.id();
    let params = params![code(stream), generation.as_bytes(), which.number(), epoch.as_bytes()];
    Ok(statement.query_row(params, |row| row.get(0)).optional()?)
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

/// A box as it lies.
pub(crate) struct BoxRow {
    pub(crate) stream: Stream,
    pub(crate) generation: [u8; 16],
    pub(crate) number: u16,
    pub(crate) epoch: [u8; 16],
    pub(crate) wrapped: Vec<u8>,
}

/// Every box.
pub(crate) fn all(sql: &Connection) -> Result<Vec<BoxRow>, StoreError> {
    let mut statement = sql.prepare(
        "SELECT stream, generation, number, epoch, wrapped FROM key_box ORDER BY stream, generation, epoch, number",
    )?;
    let mut rows = statement.query([])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let (stream, generation) = (from_code(row.get(0)?)?, row.get(1)?);
        let (number, epoch, wrapped) = (row.get(2)?, row.get(3)?, row.get(4)?);
        found.push(BoxRow { stream, generation, number, epoch, wrapped });
    }
    Ok(found)
}

/// A box that came. It stands beside others; in the place of one that lies under the same name only where it opens and that
/// one does not: what anybody may put there first must not keep the true one out. Says whether it is new.
pub(crate) fn take(
    sql: &Transaction<'_>,
    session: Option<&Session>,
    (stream, generation, number, epoch): (Stream, [u8; 16], u16, [u8; 16]),
    wrapped: &[u8],
) -> Result<bool, StoreError> {
    let inserted = sql
        .prepare_cached(
            "INSERT INTO key_box (stream, generation, number, epoch, wrapped) VALUES (?1, ?2, ?3, ?4, ?5)
             ON CONFLICT (stream, generation, number, epoch) DO NOTHING",
        )?
        .execute(params![code(stream), generation, number, epoch, wrapped])?;
    let Some(session) = session.filter(|_| inserted == 0) else { return Ok(inserted > 0) };
    let (id, under) = (GenerationId::from_bytes(generation), EpochId::from_bytes(epoch));
    let (Some(key), Some(which)) = (session.epoch_by_id(stream, under), KeyBox::from_number(number)) else {
        return Ok(false);
    };
    let Some(held) = boxed(sql, stream, id, which, key)? else { return Ok(false) };
    if held == wrapped || which.opens(id, &held, key) || !which.opens(id, wrapped, key) {
        return Ok(false);
    }
    sql.execute(
        "UPDATE key_box SET wrapped = ?5 WHERE stream = ?1 AND generation = ?2 AND number = ?3 AND epoch = ?4",
        params![code(stream), generation, number, epoch, wrapped],
    )?;
    Ok(true)
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
