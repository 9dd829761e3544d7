//! The table `event`: what was written down, in the bytes in which it was signed. Append-only.
//!
//! A row names its subject in clear where the stream allows it, so that the events of a case are found without opening
//! any; rows of the protected stream name none. What reads many rows hands them on one at a time, since a row may be
//! as large as an event.

use std::collections::BTreeSet;

use pana_model::{DeviceId, EventRef};
use pana_wire::{ChainEnd, Envelope, EventId};
use rusqlite::{Connection, OptionalExtension as _, Params, Row, Transaction, params};

use super::session::LogReader;
use super::stream::{Stream, code, from_code};
use crate::disk::{StoreError, is_malformed};

/// No device writes so many events. A greater number is nobody's: an event that bore it could have no successor.
pub(crate) const LAST_NUMBER: u64 = 1 << 48;

/// An event as it lies in the table.
pub(crate) struct EventRow {
    pub(crate) position: i64,
    pub(crate) stream: Stream,
    pub(crate) device: DeviceId,
    pub(crate) seq: u64,
    pub(crate) event_id: [u8; 32],
    pub(crate) header: Vec<u8>,
    pub(crate) signature: Vec<u8>,
    pub(crate) sealed: Option<Vec<u8>>,
    /// The subject, where it stands in clear.
    pub(crate) subject: Option<[u8; 16]>,
}

/// Which event a row holds: its position, stream, device, and number in the device's chain.
pub(crate) type Named = (i64, Stream, DeviceId, u64);

impl EventRow {
    /// How the event is named to a person: stream, device, number.
    pub(crate) fn name(&self) -> String {
        format!("event {}/{}/{}", self.stream, self.device, self.seq)
    }

    pub(crate) fn envelope(&self) -> Result<Envelope, StoreError> {
        let damaged = || StoreError::Damaged(self.name());
        let signature = self.signature.as_slice().try_into().map_err(|_| damaged())?;
        Envelope::from_parts(self.header.clone(), signature, self.sealed.clone()).map_err(|_| damaged())
    }
}

/// How other events name an event: by the first half of its id.
pub(crate) fn name(id: &[u8; 32]) -> EventRef {
    let (half, _) = id.split_at(16);
    EventRef::from_bytes(half.try_into().unwrap_or_default())
}

/// Writes an event. `subject`: whom it is about, where that may stand in clear.
pub(crate) fn insert(
    sql: &Transaction<'_>,
    stream: Stream,
    subject: Option<&[u8; 16]>,
    envelope: &Envelope,
) -> Result<(), StoreError> {
    sql.prepare_cached(
        "INSERT INTO event (stream, device, seq, event_id, header, signature, sealed, subject)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    )?
    .execute(params![
        code(stream),
        envelope.header().dev.as_bytes(),
        envelope.header().dseq.cast_signed(),
        envelope.id().as_bytes(),
        envelope.header_bytes(),
        envelope.sig().as_slice(),
        envelope.ct(),
        subject,
    ])?;
    Ok(())
}

/// Puts an event in place of what lies at this position: the same event, which was not whole or not filed where it should be.
pub(crate) fn replace(
    sql: &Transaction<'_>,
    position: i64,
    stream: Stream,
    subject: Option<&[u8; 16]>,
    envelope: &Envelope,
) -> Result<(), StoreError> {
    sql.prepare_cached("DELETE FROM event WHERE position = ?1")?.execute([position])?;
    insert(sql, stream, subject, envelope)
}

/// Takes the body of an event out, for what it is about is erased: header and signature stay and hold its place in the
/// chain.
pub(crate) fn erase_at(sql: &Transaction<'_>, position: i64) -> Result<(), StoreError> {
    sql.prepare_cached("UPDATE event SET sealed = NULL, erased = 1 WHERE position = ?1")?.execute([position])?;
    Ok(())
}

/// Is there more of a subject in a clear stream than headers of what was erased?
pub(crate) fn is_left_of(sql: &Connection, subject: &[u8; 16]) -> Result<bool, StoreError> {
    let query = "SELECT 1 FROM event WHERE subject = ?1 AND (sealed IS NOT NULL OR erased = 0)";
    Ok(sql.prepare_cached(query)?.exists([subject])?)
}

/// Is the event that stands there erased?
pub(crate) fn is_erased_at(
    sql: &Connection,
    (stream, device, seq): (Stream, DeviceId, u64),
) -> Result<bool, StoreError> {
    let query = "SELECT 1 FROM event WHERE stream = ?1 AND device = ?2 AND seq = ?3 AND sealed IS NULL AND erased = 1";
    Ok(sql.prepare_cached(query)?.exists(params![code(stream), device.as_bytes(), seq.cast_signed()])?)
}

/// How many events of a device were erased.
pub(crate) fn erased_of(sql: &Connection, stream: Stream, device: DeviceId) -> Result<u64, StoreError> {
    let mut statement =
        sql.prepare_cached("SELECT count(*) FROM event WHERE stream = ?1 AND device = ?2 AND erased = 1")?;
    let many = statement.query_row(params![code(stream), device.as_bytes()], |row| row.get::<_, i64>(0))?;
    Ok(many.cast_unsigned())
}

/// A body that is gone lacks again: what it is about is not erased after all.
pub(crate) fn ask_again_at(sql: &Transaction<'_>, position: i64) -> Result<(), StoreError> {
    sql.prepare_cached("UPDATE event SET erased = 0 WHERE position = ?1")?.execute([position])?;
    Ok(())
}

/// The headers of a stream whose bodies are not asked for.
pub(crate) fn unasked(sql: &Connection, stream: Stream) -> Result<Vec<EventRow>, StoreError> {
    let mut statement = sql.prepare_cached(
        "SELECT position, stream, device, seq, event_id, header, signature, sealed, subject
         FROM event WHERE stream = ?1 AND erased = 1 AND sealed IS NULL",
    )?;
    let rows = statement.query_map([code(stream)], of_row)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

pub(crate) fn at(sql: &Connection, position: i64) -> Result<EventRow, StoreError> {
    Ok(read_at(sql, position)?)
}

fn read_at(sql: &Connection, position: i64) -> rusqlite::Result<EventRow> {
    let mut statement = sql.prepare_cached(
        "SELECT position, stream, device, seq, event_id, header, signature, sealed, subject
         FROM event WHERE position = ?1",
    )?;
    statement.query_row([position], of_row)
}

/// The events of a subject in a clear stream, in the order in which they came, but for those that are known not to read.
pub(crate) fn each_of_subject(
    reader: LogReader<'_>,
    stream: Stream,
    subject: &[u8; 16],
    mut work: impl FnMut(EventRow) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    let sql = reader.sql;
    if !reader.session.unread.borrow().is_empty() {
        let found = positions(sql, "SELECT position FROM event WHERE subject = ?1 ORDER BY position", [subject])?;
        return each_at(reader, found, |row| if row.stream == stream { work(row) } else { Ok(()) });
    }
    let query = "SELECT position, stream, device, seq, event_id, header, signature, sealed, subject
         FROM event WHERE subject = ?1 AND stream = ?2 ORDER BY position";
    each(sql, query, params![subject, code(stream)], work)
}

/// The events of a stream that came after a position, in the order in which they came, but for those that are known not to
/// read.
pub(crate) fn each_after(
    reader: LogReader<'_>,
    stream: Stream,
    position: i64,
    work: impl FnMut(EventRow) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    let sql = reader.sql;
    if !reader.session.unread.borrow().is_empty() {
        let query = "SELECT position FROM event WHERE stream = ?1 ORDER BY stream, device, seq, event_id";
        let mut found = positions(sql, query, [code(stream)])?;
        found.retain(|at| *at > position);
        found.sort_unstable();
        return each_at(reader, found, work);
    }
    let query = "SELECT position, stream, device, seq, event_id, header, signature, sealed, subject
         FROM event WHERE stream = ?1 AND position > ?2 ORDER BY position";
    each(sql, query, params![code(stream), position], work)
}

/// The events of a clear stream that are filed under nobody. Their numbers come from the indexes alone.
pub(crate) fn each_of_nobody(
    reader: LogReader<'_>,
    stream: Stream,
    work: impl FnMut(EventRow) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    // Each asked in the order of its index, so that this answers and not the table.
    let all = "SELECT position FROM event WHERE stream = ?1 ORDER BY stream, device, seq, event_id";
    let filed = "SELECT position FROM event WHERE subject IS NOT NULL ORDER BY subject";
    let mut nobodys: BTreeSet<i64> = positions(reader.sql, all, [code(stream)])?.into_iter().collect();
    for position in positions(reader.sql, filed, [])? {
        nobodys.remove(&position);
    }
    each_at(reader, nobodys, work)
}

/// All events in the order of their chains, from the index, which lies on other pages than the events.
pub(crate) fn named(sql: &Connection) -> Result<Vec<Named>, StoreError> {
    let mut statement = sql.prepare("SELECT position, stream, device, seq FROM event ORDER BY stream, device, seq")?;
    let mut rows = statement.query([])?;
    let mut named = Vec::new();
    while let Some(row) = rows.next()? {
        // What no program of ours wrote is named all the same; its row does not read.
        let device = row.get::<_, Vec<u8>>(2)?.try_into().map(DeviceId::from_bytes);
        let (stream, seq) = (from_code(row.get(1)?).unwrap_or(Stream::Control), row.get::<_, i64>(3)?.cast_unsigned());
        named.push((row.get(0)?, stream, device.unwrap_or(DeviceId::from_bytes([0; 16])), seq));
    }
    Ok(named)
}

/// The last event of a device in a stream.
pub(crate) fn chain_end(sql: &Connection, stream: Stream, device: DeviceId) -> Result<ChainEnd, StoreError> {
    let end = sql
        .prepare_cached(
            "SELECT seq, event_id FROM event WHERE stream = ?1 AND device = ?2 AND length(event_id) = 32
             ORDER BY seq DESC LIMIT 1",
        )?
        .query_row(params![code(stream), device.as_bytes()], |row| {
            let dseq = row.get::<_, i64>(0)?.cast_unsigned();
            Ok(ChainEnd { dseq, id: EventId::from_bytes(row.get(1)?) })
        })
        .optional()?;
    Ok(end.unwrap_or(ChainEnd::EMPTY))
}

/// The last event of a chain, of those under number `before`, before which nothing lacks, neither an event nor a body; of two
/// histories of that number the smaller id. O(events of the chain), of the index alone.
pub(crate) fn unbroken_end(
    sql: &Connection,
    (stream, device): (Stream, DeviceId),
    before: u64,
) -> Result<Option<(u64, EventRef)>, StoreError> {
    let chain = params![code(stream), device.as_bytes(), LAST_NUMBER.cast_signed()];
    let mut statement = sql.prepare_cached(
        "SELECT DISTINCT seq FROM event
         WHERE stream = ?1 AND device = ?2 AND seq BETWEEN 1 AND ?3 AND length(event_id) = 32 ORDER BY seq",
    )?;
    let mut rows = statement.query(chain)?;
    let mut end = 0_u64;
    while let Some(row) = rows.next()? {
        let seq = row.get::<_, i64>(0)?.cast_unsigned();
        if seq != end.saturating_add(1) {
            break;
        }
        end = seq;
    }
    let bodiless: Option<i64> = sql
        .prepare_cached(
            "SELECT min(seq) FROM event WHERE stream = ?1 AND device = ?2 AND sealed IS NULL AND erased = 0",
        )?
        .query_row(params![code(stream), device.as_bytes()], |row| row.get(0))?;
    let bodiless = bodiless.map_or(u64::MAX, i64::cast_unsigned);
    end = end.min(bodiless.min(before).saturating_sub(1));
    let id: Option<[u8; 32]> = sql
        .prepare_cached(
            "SELECT min(event_id) FROM event WHERE stream = ?1 AND device = ?2 AND seq = ?3 AND length(event_id) = 32",
        )?
        .query_row(params![code(stream), device.as_bytes(), end.cast_signed()], |row| row.get(0))?;
    Ok(id.map(|id| (end, name(&id))))
}

/// Does an event of this number and name stand in the chain?
pub(crate) fn is_named_at(
    sql: &Connection,
    (stream, device): (Stream, DeviceId),
    seq: u64,
    named: EventRef,
) -> Result<bool, StoreError> {
    let mut statement = sql.prepare_cached(
        "SELECT event_id FROM event WHERE stream = ?1 AND device = ?2 AND seq = ?3 AND length(event_id) = 32",
    )?;
    let ids = statement.query_map(params![code(stream), device.as_bytes(), seq.cast_signed()], |row| row.get(0))?;
    for id in ids {
        if name(&id?) == named {
            return Ok(true);
        }
    }
    Ok(false)
}

/// The subject of the event at a position, where it stands in clear.
pub(crate) fn subject_at(sql: &Connection, position: i64) -> Result<Option<[u8; 16]>, StoreError> {
    let mut statement = sql.prepare_cached("SELECT subject FROM event WHERE position = ?1")?;
    Ok(statement.query_row([position], |row| row.get(0)).optional()?.flatten())
}

/// Where the events of a chain lie from a number on, and how many bytes each has.
pub(crate) fn each_from(
    sql: &Connection,
    (stream, device): (Stream, DeviceId),
    from: u64,
    mut work: impl FnMut(i64, u64),
) -> Result<(), StoreError> {
    let mut statement = sql.prepare_cached(
        "SELECT position, length(header) + coalesce(length(sealed), 0) FROM event
         WHERE stream = ?1 AND device = ?2 AND seq >= ?3 AND length(event_id) = 32 ORDER BY seq, event_id",
    )?;
    let mut rows = statement.query(params![code(stream), device.as_bytes(), from.cast_signed()])?;
    while let Some(row) = rows.next()? {
        work(row.get(0)?, row.get::<_, i64>(1)?.cast_unsigned());
    }
    Ok(())
}

/// What of a row tells whether its event may be followed.
pub(crate) struct Tip {
    pub(crate) seq: u64,
    pub(crate) event_id: [u8; 32],
    pub(crate) header: Vec<u8>,
    pub(crate) signature: Vec<u8>,
}

/// The events of a chain from number `last` back, until `work` says that it is done. Bodies are not read: those of one event
/// may lie on other pages than its header.
pub(crate) fn each_back(
    sql: &Connection,
    stream: Stream,
    device: DeviceId,
    last: u64,
    mut work: impl FnMut(Tip) -> Result<bool, StoreError>,
) -> Result<(), StoreError> {
    let mut statement = sql.prepare_cached(
        "SELECT seq, event_id, header, signature FROM event
         WHERE stream = ?1 AND device = ?2 AND seq BETWEEN 1 AND ?3 AND length(event_id) = 32
         ORDER BY seq DESC, event_id DESC",
    )?;
    let mut rows = statement.query(params![code(stream), device.as_bytes(), last.cast_signed()])?;
    while let Some(row) = rows.next()? {
        let seq = row.get::<_, i64>(0)?.cast_unsigned();
        if work(Tip { seq, event_id: row.get(1)?, header: row.get(2)?, signature: row.get(3)? })? {
            break;
        }
    }
    Ok(())
}

/// The event of this number, where there is one and no second one.
pub(crate) fn only_id(
    sql: &Connection,
    stream: Stream,
    device: DeviceId,
    seq: u64,
) -> Result<Option<EventRef>, StoreError> {
    let of_number =
        "SELECT event_id FROM event WHERE stream = ?1 AND device = ?2 AND seq = ?3 AND length(event_id) = 32 LIMIT 2";
    let mut statement = sql.prepare_cached(of_number)?;
    let ids = statement.query_map(params![code(stream), device.as_bytes(), seq.cast_signed()], |row| row.get(0))?;
    let ids: Vec<[u8; 32]> = ids.collect::<Result<_, _>>()?;
    Ok(if let [id] = ids.as_slice() { Some(name(id)) } else { None })
}

/// The number of an event in its chain, if it is here.
pub(crate) fn seq_of(sql: &Connection, id: &[u8; 32]) -> Result<Option<u64>, StoreError> {
    let seq = sql.prepare_cached("SELECT seq FROM event WHERE event_id = ?1")?.query_row([id], |row| row.get(0));
    Ok(seq.optional()?.map(i64::cast_unsigned))
}

/// Where an event lies, if it is here; events that came later lie behind it. Asked of the index alone: its row may lie on a
/// damaged page.
pub(crate) fn position_of(sql: &Connection, id: &[u8; 32]) -> Result<Option<i64>, StoreError> {
    let query = "SELECT position FROM event WHERE event_id = ?1";
    Ok(sql.prepare_cached(query)?.query_row([id], |row| row.get(0)).optional()?)
}

/// Is this event here, filed where it should be? Asked of the index alone.
pub(crate) fn stands_at(
    sql: &Connection,
    stream: Stream,
    device: DeviceId,
    seq: u64,
    id: &[u8; 32],
) -> Result<bool, StoreError> {
    let mut statement =
        sql.prepare_cached("SELECT 1 FROM event WHERE stream = ?1 AND device = ?2 AND seq = ?3 AND +event_id = ?4")?;
    Ok(statement.exists(params![code(stream), device.as_bytes(), seq.cast_signed(), id])?)
}

/// The first number of a chain, of those between two, that two events bear.
pub(crate) fn first_doubled(
    sql: &Connection,
    (stream, device): (Stream, DeviceId),
    (from, to): (u64, u64),
) -> Result<Option<u64>, StoreError> {
    let mut statement = sql.prepare_cached(
        "SELECT seq FROM event WHERE stream = ?1 AND device = ?2 AND seq BETWEEN ?3 AND ?4 AND length(event_id) = 32
         GROUP BY seq HAVING count(*) > 1 ORDER BY seq LIMIT 1",
    )?;
    let params = params![code(stream), device.as_bytes(), from.cast_signed(), to.cast_signed()];
    Ok(statement.query_row(params, |row| row.get(0).map(i64::cast_unsigned)).optional()?)
}

/// An event by its id.
pub(crate) fn by_id(sql: &Connection, id: &[u8; 32]) -> Result<Option<EventRow>, StoreError> {
    let mut statement = sql.prepare_cached(
        "SELECT position, stream, device, seq, event_id, header, signature, sealed, subject
         FROM event WHERE event_id = ?1",
    )?;
    Ok(statement.query_row([id], of_row).optional()?)
}

/// An event by the name that other events give it.
pub(crate) fn by_name(sql: &Connection, named: EventRef) -> Result<Option<EventRow>, StoreError> {
    let (mut from, mut to) = ([0; 32], [0xff; 32]);
    let half = named.as_bytes();
    from.iter_mut().zip(half).for_each(|(byte, half)| *byte = *half);
    to.iter_mut().zip(half).for_each(|(byte, half)| *byte = *half);
    let mut statement = sql.prepare_cached(
        "SELECT position, stream, device, seq, event_id, header, signature, sealed, subject
         FROM event WHERE event_id BETWEEN ?1 AND ?2 LIMIT 1",
    )?;
    Ok(statement.query_row(params![from, to], of_row).optional()?)
}

/// The subjects of the events of clear streams, in order.
pub(crate) fn subjects(sql: &Connection) -> Result<Vec<[u8; 16]>, StoreError> {
    let mut statement = sql.prepare(
        "SELECT DISTINCT subject FROM event WHERE subject IS NOT NULL AND length(subject) = 16 ORDER BY subject",
    )?;
    let rows = statement.query_map([], |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Every chain of the streams with its last event. O(chains): each step goes to the next chain in the index.
pub(crate) fn chain_ends(sql: &Connection) -> Result<Vec<(Stream, DeviceId, ChainEnd)>, StoreError> {
    let mut ends = Vec::new();
    let mut chain = next_chain(sql, (i64::MIN, &[]))?;
    while let Some((stream, device)) = chain {
        // Chains that no program of ours wrote are the doctor's to name.
        if let (Ok(stream), Ok(device)) = (from_code(stream), device.as_slice().try_into().map(DeviceId::from_bytes)) {
            ends.push((stream, device, chain_end(sql, stream, device)?));
        }
        chain = next_chain(sql, (stream, &device))?;
    }
    Ok(ends)
}

/// The chain that lies behind another in the index. Asked of one column at a time: a comparison of both at once would pass
/// over every event of the chain.
fn next_chain(sql: &Connection, (stream, device): (i64, &[u8])) -> Result<Option<(i64, Vec<u8>)>, StoreError> {
    let chain = |row: &Row<'_>| Ok((row.get(0)?, row.get(1)?));
    let of_stream = sql
        .prepare_cached("SELECT stream, device FROM event WHERE stream = ?1 AND device > ?2 ORDER BY device LIMIT 1")?
        .query_row(params![stream, device], chain)
        .optional()?;
    if of_stream.is_some() {
        return Ok(of_stream);
    }
    let mut of_next =
        sql.prepare_cached("SELECT stream, device FROM event WHERE stream > ?1 ORDER BY stream, device LIMIT 1")?;
    Ok(of_next.query_row([stream], chain).optional()?)
}

/// How many events a device has made in a stream.
pub(crate) fn count_of_device(sql: &Connection, stream: Stream, device: DeviceId) -> Result<u64, StoreError> {
    let query = "SELECT coalesce(max(seq), 0) FROM event WHERE stream = ?1 AND device = ?2 AND seq BETWEEN 1 AND ?3";
    let params = params![code(stream), device.as_bytes(), LAST_NUMBER.cast_signed()];
    Ok(sql.prepare_cached(query)?.query_row(params, |row| row.get(0).map(i64::cast_unsigned))?)
}

fn each(
    sql: &Connection,
    query: &str,
    params: impl Params,
    mut work: impl FnMut(EventRow) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    let mut statement = sql.prepare_cached(query)?;
    let mut rows = statement.query(params)?;
    while let Some(row) = rows.next()? {
        match of_row(row) {
            Ok(row) => work(row)?,
            // A row that no program of ours wrote says nothing; the doctor names it.
            Err(error) if is_malformed(&error) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Ok(())
}

fn positions(sql: &Connection, query: &str, params: impl Params) -> Result<Vec<i64>, StoreError> {
    let mut statement = sql.prepare_cached(query)?;
    let positions = statement.query_map(params, |row| row.get(0))?;
    Ok(positions.collect::<Result<_, _>>()?)
}

/// Reads the rows at these positions one by one, but for those that are known not to read: the table is touched nowhere
/// else.
fn each_at(
    reader: LogReader<'_>,
    positions: impl IntoIterator<Item = i64>,
    mut work: impl FnMut(EventRow) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    let unread = reader.session.unread.borrow().clone();
    for position in positions.into_iter().filter(|position| !unread.contains(position)) {
        match read_at(reader.sql, position) {
            Ok(row) => work(row)?,
            Err(error) if is_malformed(&error) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Ok(())
}

fn of_row(row: &Row<'_>) -> rusqlite::Result<EventRow> {
    Ok(EventRow {
        position: row.get(0)?,
        // A stream outside of the known ones is caught by the doctor; here it reads as control.
        stream: from_code(row.get(1)?).unwrap_or(Stream::Control),
        device: DeviceId::from_bytes(row.get(2)?),
        seq: row.get::<_, i64>(3)?.cast_unsigned(),
        event_id: row.get(4)?,
        header: row.get(5)?,
        signature: row.get(6)?,
        sealed: row.get(7)?,
        subject: row.get(8)?,
    })
}
