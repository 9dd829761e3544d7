//! The table `event`: what was written down, in the bytes in which it was signed. Append-only.
//!
//! A row names its subject in clear where the stream allows it, so that the events of a case are found without opening
//! any; rows of the protected stream name none. What reads many rows hands them on one at a time, since a row may be
//! as large as an event.

use pana_model::DeviceId;
use pana_wire::{ChainHead, Envelope, EventId};
use rusqlite::{Connection, OptionalExtension as _, Params, Row, Transaction, params};

use super::stream::{Stream, code, from_code};
use crate::disk::StoreError;

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

/// Writes an event of this device. `subject`: whom it is about, where that may stand in clear.
pub(crate) fn insert(
    sql: &Transaction<'_>,
    stream: Stream,
    device: DeviceId,
    subject: Option<&[u8; 16]>,
    envelope: &Envelope,
) -> Result<(), StoreError> {
    sql.prepare_cached(
        "INSERT INTO event (stream, device, seq, event_id, header, signature, sealed, subject)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    )?
    .execute(params![
        code(stream),
        device.as_bytes(),
        envelope.header().dseq.cast_signed(),
        envelope.id().as_bytes(),
        envelope.header_bytes(),
        envelope.sig().as_slice(),
        envelope.ct(),
        subject,
    ])?;
    Ok(())
}

pub(crate) fn at(sql: &Connection, position: i64) -> Result<EventRow, StoreError> {
    let mut statement = sql.prepare_cached(
        "SELECT position, stream, device, seq, event_id, header, signature, sealed
         FROM event WHERE position = ?1",
    )?;
    Ok(statement.query_row([position], of_row)?)
}

/// The events of a subject in a clear stream, in the order in which they came.
pub(crate) fn each_of_subject(
    sql: &Connection,
    stream: Stream,
    subject: &[u8; 16],
    work: impl FnMut(EventRow) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    let query = "SELECT position, stream, device, seq, event_id, header, signature, sealed
         FROM event WHERE subject = ?1 AND stream = ?2 ORDER BY position";
    each(sql, query, params![subject, code(stream)], work)
}

/// The events of a stream that came after a position, in the order in which they came.
pub(crate) fn each_after(
    sql: &Connection,
    stream: Stream,
    position: i64,
    work: impl FnMut(EventRow) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    let query = "SELECT position, stream, device, seq, event_id, header, signature, sealed
         FROM event WHERE stream = ?1 AND position > ?2 ORDER BY position";
    each(sql, query, params![code(stream), position], work)
}

/// The events of all streams but one, in the order in which they came.
pub(crate) fn each_but(
    sql: &Connection,
    stream: Stream,
    work: impl FnMut(EventRow) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    let query = "SELECT position, stream, device, seq, event_id, header, signature, sealed
         FROM event WHERE stream <> ?1 ORDER BY position";
    each(sql, query, params![code(stream)], work)
}

/// All events in the order of their chains, from the index, which lies on other pages than the events.
pub(crate) fn named(sql: &Connection) -> Result<Vec<Named>, StoreError> {
    let mut statement = sql.prepare("SELECT position, stream, device, seq FROM event ORDER BY stream, device, seq")?;
    let mut rows = statement.query([])?;
    let mut named = Vec::new();
    while let Some(row) = rows.next()? {
        let device = DeviceId::from_bytes(row.get(2)?);
        named.push((row.get(0)?, from_code(row.get(1)?)?, device, row.get::<_, i64>(3)?.cast_unsigned()));
    }
    Ok(named)
}

/// The last event of a device in a stream.
pub(crate) fn chain_head(sql: &Connection, stream: Stream, device: DeviceId) -> Result<ChainHead, StoreError> {
    let head = sql
        .prepare_cached("SELECT seq, event_id FROM event WHERE stream = ?1 AND device = ?2 ORDER BY seq DESC LIMIT 1")?
        .query_row(params![code(stream), device.as_bytes()], |row| {
            let dseq = row.get::<_, i64>(0)?.cast_unsigned();
            Ok(ChainHead { dseq, id: EventId::from_bytes(row.get(1)?) })
        })
        .optional()?;
    Ok(head.unwrap_or(ChainHead::EMPTY))
}

/// How many events a device has made, over all streams.
pub(crate) fn count_of_device(sql: &Connection, device: DeviceId) -> Result<u32, StoreError> {
    let mut statement = sql.prepare_cached(
        "SELECT coalesce(sum(last), 0) FROM
             (SELECT max(seq) AS last FROM event WHERE device = ?1 GROUP BY stream)",
    )?;
    Ok(statement.query_row([device.as_bytes()], |row| row.get(0))?)
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
        work(of_row(row)?)?;
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
    })
}
