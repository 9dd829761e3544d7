//! The tables `seat_grant` and `grant_sealed`: epoch keys, sealed to each seat that is entitled; in layout 1 to a member.
//!
//! Anyone with the database can put a row here. A key counts only when an event of the control stream that holds names the
//! hash of the row, and, where the epoch was begun by an event, when it is the key to which that event is committed.

use std::collections::{BTreeMap, BTreeSet};

use pana_casework::authority::{Authority, Centre, EpochRef};
use pana_keys::{
    EpochKey, GrantFor, MemberGrantFor, Recovered, SHEETS, Unlocked, open_grant, open_member_grant, open_recovery_grant,
};
use pana_model::{CentreId, MemberId, SeatId};
use pana_wire::{EpochId, StreamId};
use rusqlite::{Connection, Transaction, params};

use super::stream::{Stream, code, from_code};
use crate::disk::StoreError;

/// Epoch keys by stream.
pub(crate) type Epochs = BTreeMap<Stream, BTreeMap<EpochId, EpochKey>>;

/// Keys of epochs that do not count, to read with and never to write under. Two of one epoch are two keys: which of them an
/// event was written under, its address tells.
pub(crate) type Uncounted = BTreeMap<Stream, BTreeMap<(EpochId, [u8; 32]), EpochKey>>;

/// A key that opens, with its stream and the hash of what was sealed.
pub(crate) type Candidate = (Stream, [u8; 32], EpochKey);

/// A row of either table.
pub(crate) struct GrantRow {
    pub(crate) stream: Stream,
    pub(crate) epoch: EpochId,
    pub(crate) sealed: Vec<u8>,
}

impl GrantRow {
    fn hash(&self) -> [u8; 32] {
        *blake3::hash(&self.sealed).as_bytes()
    }
}

/// Writes a sealed key beside those that are here. Says whether it is new.
pub(crate) fn insert(
    sql: &Transaction<'_>,
    stream: Stream,
    epoch: EpochId,
    seat: SeatId,
    sealed: &[u8],
) -> Result<bool, StoreError> {
    let inserted = sql
        .prepare_cached(
            "INSERT INTO seat_grant (stream, epoch, seat, sealed) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT (stream, epoch, seat, sealed) DO NOTHING",
        )?
        .execute(params![code(stream), epoch.as_bytes(), seat.as_bytes(), sealed])?;
    Ok(inserted > 0)
}

/// Every key that opens for a member and their seats, whether an event names it or not: the control stream has to be opened
/// before it can say. Several keys of one epoch are all given.
pub(crate) fn candidates(
    sql: &Connection,
    centre: CentreId,
    unlocked: &Unlocked,
    seats: &BTreeSet<SeatId>,
) -> Result<Vec<Candidate>, StoreError> {
    let mut keys = Vec::new();
    for row in of_member(sql, unlocked.member())? {
        let (stream, epoch) = (StreamId::derive(centre, row.stream), row.epoch);
        let grant = MemberGrantFor { centre, stream, epoch, member: unlocked.member() };
        let key = open_member_grant(&grant, &row.sealed, unlocked.secrets()).ok();
        keys.extend(key.map(|key| (row.stream, row.hash(), key)));
    }
    for seat in seats {
        for (row, seat) in of_seat(sql, *seat)? {
            let (stream, epoch) = (StreamId::derive(centre, row.stream), row.epoch);
            let key = open_grant(&GrantFor { centre, stream, epoch, seat }, &row.sealed, unlocked.secrets()).ok();
            keys.extend(key.map(|key| (row.stream, row.hash(), key)));
        }
    }
    Ok(keys)
}

/// The same for whoever holds both sheets.
pub(crate) fn candidates_of_sheets(
    sql: &Connection,
    centre: CentreId,
    by: &Recovered,
) -> Result<Vec<Candidate>, StoreError> {
    let mut keys = Vec::new();
    for (row, seat) in of_seat(sql, SHEETS)? {
        let (stream, epoch) = (StreamId::derive(centre, row.stream), row.epoch);
        let key = open_recovery_grant(&GrantFor { centre, stream, epoch, seat }, &row.sealed, by).ok();
        keys.extend(key.map(|key| (row.stream, row.hash(), key)));
    }
    Ok(keys)
}

/// Of the keys that opened, those that the centre names for the seat. Of an epoch with two such keys the one that the event
/// which began it is committed to counts.
pub(crate) fn named(keys: impl IntoIterator<Item = Candidate>, centre: &Centre, seat: SeatId) -> Epochs {
    let mut epochs = Epochs::new();
    for (stream, hash, key) in keys {
        let epoch = EpochRef(*key.id().as_bytes());
        if centre.grant_is_named(stream, epoch, seat, &hash) && centre.is_commitment(stream, epoch, &key.commitment()) {
            epochs.entry(stream).or_default().insert(key.id(), key);
        }
    }
    epochs
}

/// Of the keys that opened and are not among `counting`, those by which what others wrote can be read all the same: an event
/// that its own past allows had begun their epoch, or had named them, and does not count since. Of the control stream all
/// that open, since what was written under them stands in the past of what counts.
pub(crate) fn uncounted(keys: &[Candidate], authority: &Authority, counting: &Epochs, seat: SeatId) -> Uncounted {
    let mut found = Uncounted::new();
    for (stream, hash, key) in keys {
        let (epoch, commitment) = (EpochRef(*key.id().as_bytes()), key.commitment());
        let counted = counting.get(stream).and_then(|epochs| epochs.get(&key.id()));
        if counted.is_some_and(|counted| counted.commitment() == commitment) {
            continue;
        }
        if *stream == Stream::Control || authority.once_named((*stream, epoch), seat, hash, &commitment) {
            found.entry(*stream).or_default().insert((key.id(), commitment), key.clone());
        }
    }
    found
}

/// Has this seat a sealed key of the epoch here?
pub(crate) fn is_sealed_to(sql: &Connection, stream: Stream, epoch: EpochId, seat: SeatId) -> Result<bool, StoreError> {
    let mut statement =
        sql.prepare_cached("SELECT 1 FROM seat_grant WHERE stream = ?1 AND epoch = ?2 AND seat = ?3")?;
    Ok(statement.exists(params![code(stream), epoch.as_bytes(), seat.as_bytes()])?)
}

/// A key that is sealed to a seat, as it lies.
pub(crate) struct SealedRow {
    pub(crate) stream: Stream,
    pub(crate) epoch: [u8; 16],
    pub(crate) seat: [u8; 16],
    pub(crate) sealed: Vec<u8>,
}

/// Every key that is sealed to a seat.
pub(crate) fn all(sql: &Connection) -> Result<Vec<SealedRow>, StoreError> {
    let mut statement =
        sql.prepare("SELECT stream, epoch, seat, sealed FROM seat_grant ORDER BY stream, epoch, seat, sealed")?;
    let mut rows = statement.query([])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let stream = from_code(row.get(0)?)?;
        found.push(SealedRow { stream, epoch: row.get(1)?, seat: row.get(2)?, sealed: row.get(3)? });
    }
    Ok(found)
}

/// The hashes of all rows, with what they are for: for the doctor.
pub(crate) fn hashes(sql: &Connection) -> Result<Vec<[u8; 32]>, StoreError> {
    let mut statement = sql.prepare("SELECT sealed FROM seat_grant UNION ALL SELECT sealed FROM grant_sealed")?;
    let rows = statement.query_map([], |row| row.get::<_, Vec<u8>>(0))?;
    rows.map(|row| Ok(*blake3::hash(&row?).as_bytes())).collect()
}

fn of_member(sql: &Connection, member: MemberId) -> Result<Vec<GrantRow>, StoreError> {
    let mut statement = sql.prepare("SELECT stream, epoch, sealed FROM grant_sealed WHERE member = ?1")?;
    let mut rows = statement.query([member.as_bytes()])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        found.push(GrantRow {
            stream: from_code(row.get(0)?)?,
            epoch: EpochId::from_bytes(row.get(1)?),
            sealed: row.get(2)?,
        });
    }
    Ok(found)
}

/// All seats to which something is sealed here.
pub(crate) fn seats(sql: &Connection) -> Result<BTreeSet<SeatId>, StoreError> {
    let mut statement = sql.prepare("SELECT DISTINCT seat FROM seat_grant")?;
    let seats = statement.query_map([], |row| Ok(SeatId::from_bytes(row.get(0)?)))?;
    Ok(seats.collect::<Result<_, _>>()?)
}

fn of_seat(sql: &Connection, seat: SeatId) -> Result<Vec<(GrantRow, SeatId)>, StoreError> {
    let mut statement = sql.prepare("SELECT stream, epoch, sealed FROM seat_grant WHERE seat = ?1")?;
    let mut rows = statement.query([seat.as_bytes()])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let (stream, epoch) = (from_code(row.get(0)?)?, EpochId::from_bytes(row.get(1)?));
        found.push((GrantRow { stream, epoch, sealed: row.get(2)? }, seat));
    }
    Ok(found)
}
