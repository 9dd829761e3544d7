//! The table `grant_sealed`: epoch keys, sealed to each member who is entitled.

use std::collections::BTreeMap;

use pana_keys::{EpochKey, GrantFor, Unlocked, open_grant};
use pana_model::{CentreId, MemberId};
use pana_wire::{EpochId, StreamId};
use rusqlite::{Connection, Transaction, params};

use super::stream::{Stream, code, from_code};
use crate::disk::StoreError;

/// Epoch keys by stream; the largest id is the one to write under.
pub(crate) type Epochs = BTreeMap<Stream, BTreeMap<EpochId, EpochKey>>;

pub(crate) fn insert(
    sql: &Transaction<'_>,
    stream: Stream,
    epoch: EpochId,
    member: MemberId,
    sealed: &[u8],
) -> Result<(), StoreError> {
    sql.execute(
        "INSERT INTO grant_sealed (stream, epoch, member, sealed) VALUES (?1, ?2, ?3, ?4)",
        params![code(stream), epoch.as_bytes(), member.as_bytes(), sealed],
    )?;
    Ok(())
}

/// Every epoch key that was granted to the member.
pub(crate) fn open_all(sql: &Connection, centre: CentreId, unlocked: &Unlocked) -> Result<Epochs, StoreError> {
    let member = unlocked.member();
    let mut statement = sql.prepare("SELECT stream, epoch, sealed FROM grant_sealed WHERE member = ?1")?;
    let rows = statement.query_map([member.as_bytes()], |row| {
        Ok((row.get(0)?, EpochId::from_bytes(row.get(1)?), row.get::<_, Vec<u8>>(2)?))
    })?;
    let mut epochs = Epochs::new();
    for row in rows {
        let (stream, epoch, sealed) = row?;
        let stream = from_code(stream)?;
        let grant = GrantFor { centre, stream: StreamId::derive(centre, stream), epoch, member };
        let key = open_grant(&grant, &sealed, unlocked.secrets())
            .map_err(|_| StoreError::Damaged(format!("the grant of stream {stream}")))?;
        epochs.entry(stream).or_default().insert(epoch, key);
    }
    Ok(epochs)
}
