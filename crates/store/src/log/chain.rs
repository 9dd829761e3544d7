//! Chains: what an event follows, and what the next one may follow.
//!
//! A number in a chain is a claim of whoever wrote the row. So nothing here goes by numbers alone: an event is followed only if
//! its device signed it and its own predecessor is here, and where two rows bear one number the hashes say which is meant.

use std::collections::BTreeSet;

use pana_casework::authority::Refused;
use pana_keys::PublicKeys;
use pana_model::{DeviceId, EventRef};
use pana_wire::{ChainEnd, Envelope, EventId, verify_envelope};
use rusqlite::Connection;

use super::event::{self, EventRow, LAST_NUMBER};
use super::session::Session;
use super::stream::Stream;
use crate::disk::StoreError;

/// May an event of this number name this predecessor? The first names none, every other one names one.
pub(crate) fn has_place(seq: u64, prev: &[u8; 32]) -> bool {
    (1..=LAST_NUMBER).contains(&seq) && (seq == 1) == (*prev == *EventId::NONE.as_bytes())
}

/// Did this device sign the envelope?
pub(crate) fn is_by_device(envelope: &Envelope, keys: &PublicKeys) -> bool {
    keys.verifying_key().is_ok_and(|key| verify_envelope(envelope, &key).is_ok())
}

/// The last event of a chain that the next one may follow: signed by the device, whose keys these are, and with its own
/// predecessor here. What somebody put in that is neither would leave every later event waiting for it on other devices.
/// O(1) where the newest row is one; only the parts of a row that name it are read.
pub(crate) fn sound_end(
    sql: &Connection,
    session: &Session,
    stream: Stream,
    device: DeviceId,
    keys: &PublicKeys,
) -> Result<ChainEnd, StoreError> {
    let mut found = ChainEnd::EMPTY;
    event::each_back(sql, stream, device, LAST_NUMBER, |tip| {
        let (seq, id) = (tip.seq, tip.event_id);
        let known = session.followed.borrow().get(&(stream, device)) == Some(&id);
        let is_next = match envelope_of(tip).filter(|_| !known) {
            Some(envelope) => is_sound(sql, session, (stream, device), keys, (seq, &id), &envelope)?,
            None => known,
        };
        if is_next {
            found = ChainEnd { dseq: seq, id: EventId::from_bytes(id) };
        }
        Ok(is_next)
    })?;
    session.followed.borrow_mut().insert((stream, device), *found.id.as_bytes());
    Ok(found)
}

/// The last event of each chain here, but for chains of devices that the centre does not know. What somebody put behind it that
/// its device did not sign is left out: no other device has it.
pub(crate) fn sound_ends(sql: &Connection, session: &Session) -> Result<Vec<(Stream, DeviceId, ChainEnd)>, StoreError> {
    let mut ends = Vec::new();
    for (stream, device, keys) in known_chains(sql, session)? {
        let end = sound_end(sql, session, stream, device, &keys)?;
        if end != ChainEnd::EMPTY {
            ends.push((stream, device, end));
        }
    }
    Ok(ends)
}

/// The same with, of a forked chain, the last event of each of its histories, `most` at most and the longest first.
pub(crate) fn sound_tips(
    sql: &Connection,
    session: &Session,
    most: usize,
) -> Result<Vec<(Stream, DeviceId, ChainEnd)>, StoreError> {
    let mut all = Vec::new();
    for (stream, device, keys) in known_chains(sql, session)? {
        let tips = tips(sql, session, (stream, device), &keys, most)?;
        all.extend(tips.into_iter().map(|tip| (stream, device, tip)));
    }
    Ok(all)
}

fn known_chains(sql: &Connection, session: &Session) -> Result<Vec<(Stream, DeviceId, PublicKeys)>, StoreError> {
    let state = session.state();
    let keys = |device| state.device(device).and_then(|known| PublicKeys::from_bytes(&known.keys.0));
    let chains = event::chain_ends(sql)?.into_iter();
    Ok(chains.filter_map(|(stream, device, _)| Some((stream, device, keys(device)?))).collect())
}

/// The events of a chain that its device signed, whose predecessors are here, and that no such event follows. Where each number
/// stands once that is the last one; else the chain is read back to before it was forked, and of each history the last
/// event's signature is asked.
fn tips(
    sql: &Connection,
    session: &Session,
    (stream, device): (Stream, DeviceId),
    keys: &PublicKeys,
    most: usize,
) -> Result<Vec<ChainEnd>, StoreError> {
    let (mut tips, mut followed) = (Vec::new(), BTreeSet::new());
    if let Some(forked) = event::first_doubled(sql, (stream, device), (1, LAST_NUMBER))? {
        event::each_back(sql, stream, device, LAST_NUMBER, |tip| {
            let (seq, id) = (tip.seq, tip.event_id);
            let Some(envelope) = envelope_of(tip) else { return Ok(false) };
            let is_inner = followed.contains(&id);
            if !is_inner && !is_sound(sql, session, (stream, device), keys, (seq, &id), &envelope)? {
                return Ok(false);
            }
            if !is_inner {
                tips.push(ChainEnd { dseq: seq, id: EventId::from_bytes(id) });
            }
            followed.insert(*envelope.header().prev.as_bytes());
            Ok(seq < forked || tips.len() >= most)
        })?;
    }
    if tips.is_empty() {
        let end = sound_end(sql, session, stream, device, keys)?;
        tips.extend((end != ChainEnd::EMPTY).then_some(end));
    }
    Ok(tips)
}

fn envelope_of(tip: event::Tip) -> Option<Envelope> {
    Envelope::from_parts(tip.header, tip.signature.as_slice().try_into().ok()?, None).ok()
}

fn is_sound(
    sql: &Connection,
    session: &Session,
    (stream, device): (Stream, DeviceId),
    keys: &PublicKeys,
    (seq, id): (u64, &[u8; 32]),
    envelope: &Envelope,
) -> Result<bool, StoreError> {
    let header = envelope.header();
    let named = envelope.id().as_bytes() == id
        && (header.org, header.stream) == (session.centre, session.stream_id(stream))
        && (header.dev, header.dseq) == (device, seq);
    let prev = *header.prev.as_bytes();
    if stream == Stream::Control && !is_placed(session, id) {
        return Ok(false);
    }
    // The very last number is followed by none.
    if !named || seq == LAST_NUMBER || !has_place(seq, &prev) || !is_by_device(envelope, keys) {
        return Ok(false);
    }
    Ok(seq == 1 || event::stands_at(sql, stream, device, seq.saturating_sub(1), &prev)?)
}

/// The control stream was checked when it was loaded. What is not in it, or waits in it, all that follows would wait for too.
fn is_placed(session: &Session, event: &[u8; 32]) -> bool {
    let authority = session.authority.borrow();
    let waits = |verdict: Result<(), Refused>| verdict == Err(Refused::Waiting);
    // While a centre is made there is nothing to be placed in.
    authority.founding().is_empty() || authority.verdict(event::name(event)).is_some_and(|verdict| !waits(verdict))
}

/// The event of this number in the chain that leads to the row. Where one event bears the number, it is that one; else the
/// hashes are walked back, since anybody can put a second row beside it.
pub(crate) fn before_in_chain(sql: &Connection, row: &EventRow, seq: u64) -> Result<Option<EventRef>, StoreError> {
    if let Some(only) = event::only_id(sql, row.stream, row.device, seq)? {
        return Ok(Some(only));
    }
    let mut at = prev_of(row);
    while let Some(id) = at {
        let Some(before) = event::by_id(sql, &id)? else { return Ok(None) };
        if before.seq <= seq {
            return Ok((before.seq == seq).then(|| event::name(&before.event_id)));
        }
        at = prev_of(&before);
    }
    Ok(None)
}

fn prev_of(row: &EventRow) -> Option<[u8; 32]> {
    row.envelope().ok().map(|envelope| *envelope.header().prev.as_bytes())
}

/// Does an event lie before another one in its chain? Where numbers stand once, the number tells; else the chain is walked
/// back.
pub(crate) fn is_before(sql: &Connection, id: EventRef, seq: u64, last: &[u8; 32]) -> Result<bool, StoreError> {
    let mut at = *last;
    loop {
        let row = event::by_id(sql, &at)?;
        let Some(row) = row else { return Ok(false) };
        if row.seq <= seq {
            return Ok(row.seq == seq && event::name(&row.event_id) == id);
        }
        let is_only = event::only_id(sql, row.stream, row.device, seq)? == Some(id);
        if is_only && event::first_doubled(sql, (row.stream, row.device), (seq, row.seq))?.is_none() {
            return Ok(true);
        }
        let Some(prev) = prev_of(&row) else { return Ok(false) };
        at = prev;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{centre, people};

    #[test]
    fn a_row_put_beside_another_changes_nothing_of_what_a_number_names() {
        let (_dir, mut store) = centre();
        people(&mut store, Stream::Centre, &[&[("given_name", "Әсел")], &[("given_name", "Дана")]]).unwrap();
        let (sql, device) = (store.connection(), store.device());
        let end = event::chain_end(sql, Stream::Centre, device).unwrap();
        let last = event::by_id(sql, end.id.as_bytes()).unwrap().unwrap();
        let named = |seq: u64| before_in_chain(sql, &last, seq).unwrap();
        let before: Vec<_> = (1..end.dseq).map(named).collect();
        assert!(before.len() > 2 && before.iter().all(Option::is_some));
        for id in ["randomblob(32)", "randomblob(3)"] {
            let beside = format!(
                "INSERT INTO event (stream, device, seq, event_id, header, signature, sealed, subject)
                 SELECT stream, device, seq, {id}, header, signature, sealed, subject FROM event
                 WHERE length(event_id) = 32 AND seq < {}",
                end.dseq
            );
            assert!(sql.execute(&beside, []).unwrap() > 0);
            assert_eq!((1..end.dseq).map(named).collect::<Vec<_>>(), before);
        }
        assert_eq!(named(end.dseq + 1), None);
    }
}
