//! The control stream: who and what belongs to the centre. It is replayed at every opening, signatures and all; no table
//! says who may do what.

use std::collections::BTreeMap;

use pana_casework::authority::{Authority, ControlEvent, ControlWrite, Keys, Layout, Root, Successor};
use pana_casework::path::{ControlPath, LogPath};
use pana_keys::{PublicKeys, device_id, seat_id};
use pana_model::{CentreId, DeviceId, MemberId, SeatId};
use pana_record::{Body, EventKind, Op};
use pana_wire::{VerifyingKey, verify_statement};

use super::gate::public;
use crate::disk::StoreError;
use crate::log::{Claimed, LogReader, Opened, Signed, Stream, event};

mod signatures;

/// What a second signature and the sheets' signature are made for.
pub(crate) const ACT: &str = "pana/control act/1";
/// What a new device's signature is made for by which it goes on for another.
pub(crate) const SUCCESSION: &str = "pana/successor/1";

/// Replays the control stream anew, from the session's root, and puts what it gives in place of what the session held.
///
/// # Errors
/// As any read; what the session held stays then.
pub(crate) fn reload(reader: LogReader<'_>) -> Result<(), StoreError> {
    let session = reader.session;
    let (authority, claimed) = load(reader, |_| Ok(session.root.clone()))?;
    session.authority.replace(authority);
    session.claimed.replace(claimed);
    Ok(())
}

/// Replays the control stream, and gives with it the keys that its events claim. `root` chooses what everything must descend
/// from among the events whose signatures hold.
///
/// # Errors
/// As any read, and those of `root`.
pub(crate) fn load(
    reader: LogReader<'_>,
    root: impl FnOnce(&[ControlEvent]) -> Result<Root, StoreError>,
) -> Result<(Authority, Claimed), StoreError> {
    let (signed, read) = all(reader)?;
    let claimed = claimed_by(reader, &read);
    let holds = signatures::that_hold(&claimed, &signed, &read);
    let events = signed.iter().zip(read).zip(holds).filter(|(_, holds)| *holds);
    let events: Vec<ControlEvent> =
        events.map(|((event, writes), _)| control_event(&event.opened, writes, &claimed)).collect();
    let mut authority = Authority::new(root(&events)?);
    authority.take(events);
    Ok((authority, claimed))
}

/// The control stream of another centre, from all its events that came: what it gives, the keys that they claim, and how many of
/// them are signed by who they say.
pub(crate) fn of_elsewhere(centre: CentreId, root: [u8; 32], mut signed: Vec<Signed>) -> (Authority, (Claimed, usize)) {
    signed.sort_by_key(|event| (event.opened.seq, event.opened.device));
    let read: Vec<Vec<ControlWrite>> = signed.iter().map(|event| writes(centre, &event.opened)).collect();
    let mut claimed = Claimed::default();
    claimed.note(centre, read.iter().flatten());
    let holds = signatures::that_hold(&claimed, &signed, &read);
    let many = holds.iter().filter(|holds| **holds).count();
    let events = signed.iter().zip(read).zip(holds).filter(|(_, holds)| *holds);
    let events: Vec<ControlEvent> =
        events.map(|((event, writes), _)| control_event(&event.opened, writes, &claimed)).collect();
    let mut authority = Authority::new(Root::new(root));
    authority.take(events);
    (authority, (claimed, many))
}

/// The events of the control stream here whose signatures hold, as another centre is given them.
///
/// # Errors
/// As any read.
pub(crate) fn all_signed(reader: LogReader<'_>) -> Result<Vec<Signed>, StoreError> {
    let (signed, read) = all(reader)?;
    let claimed = claimed_by(reader, &read);
    let holds = signatures::that_hold(&claimed, &signed, &read);
    Ok(signed.into_iter().zip(holds).filter_map(|(event, holds)| holds.then_some(event)).collect())
}

/// The keys of all devices that some event here claims, also one that came just now and is not folded yet.
///
/// # Errors
/// As any read.
pub(crate) fn device_keys(reader: LogReader<'_>) -> Result<BTreeMap<DeviceId, PublicKeys>, StoreError> {
    let (_, read) = all(reader)?;
    let claimed = claimed_by(reader, &read);
    Ok(claimed.devices.iter().filter_map(|(device, keys)| Some((*device, public(keys)?))).collect())
}

fn claimed_by(reader: LogReader<'_>, read: &[Vec<ControlWrite>]) -> Claimed {
    let mut claimed = Claimed::default();
    claimed.note(reader.session.centre, read.iter().flatten());
    claimed
}

/// The events of the control stream that open, each with its writes.
fn all(reader: LogReader<'_>) -> Result<(Vec<Signed>, Vec<Vec<ControlWrite>>), StoreError> {
    let mut signed = Vec::new();
    event::each_after(reader, Stream::Control, 0, |row| {
        match reader.open_signed(&row) {
            Ok(Some(event)) => signed.push(event),
            // What does not open says nothing; the doctor names it.
            Ok(None) | Err(StoreError::Damaged(_)) => {}
            Err(error) => return Err(error),
        }
        Ok(())
    })?;
    signed.sort_by_key(|event| (event.opened.seq, event.opened.device));
    let read = signed.iter().map(|event| writes(reader.session.centre, &event.opened)).collect();
    Ok((signed, read))
}

/// How many events of it open. O(events of the control stream).
///
/// # Errors
/// As any read.
pub(crate) fn opened(reader: LogReader<'_>) -> Result<usize, StoreError> {
    all(reader).map(|(signed, _)| signed.len())
}

/// An event that was just made here, as the fold takes it; the session holds what it claims from now on.
pub(crate) fn of_own(reader: LogReader<'_>, opened: &Opened) -> ControlEvent {
    let session = reader.session;
    let writes = writes(session.centre, opened);
    let mut claimed = session.claimed.borrow_mut();
    claimed.note(session.centre, &writes);
    control_event(opened, writes, &claimed)
}

/// What a second coordinator or the sheets sign: the body as it stands without their signatures.
pub(crate) fn statement(body: &Body) -> Option<Vec<u8>> {
    let ops: Vec<Op> = body.ops.iter().filter(|op| !is_signature(op)).cloned().collect();
    Body { ops, ..body.clone() }.to_bytes().ok()
}

/// Does it carry the signature of who agrees, whether or not under a name that is somebody's?
fn is_signature(op: &Op) -> bool {
    use ControlPath::{Second, SecondUnnamed, Sheets};
    matches!(LogPath::of(&op.path), LogPath::Control(Second(_) | SecondUnnamed(_) | Sheets))
}

/// The operation that carries the sheets' signature.
pub(crate) fn by_sheets(signature: &[u8; 64]) -> Op {
    Op::set(LogPath::Control(ControlPath::Sheets), pana_record::Value::Bytes(signature.to_vec()), Vec::new())
}

/// The operation that carries a second member's signature.
pub(crate) fn by_second(seat: SeatId, signature: &[u8; 64]) -> Op {
    let path = LogPath::Control(ControlPath::Second(seat));
    Op::set(path, pana_record::Value::Bytes(signature.to_vec()), Vec::new())
}

/// The hash by which an event names a sealed key.
pub(crate) fn sealed_hash(sealed: &[u8]) -> [u8; 32] {
    *blake3::hash(sealed).as_bytes()
}

fn layout(body: &Body) -> Layout {
    if body.seat.is_none() { Layout::One } else { Layout::Two }
}

/// The writes of an event. A device or a seat under an id that is not made of its keys says nothing, nor does a device that
/// goes on for another and has not signed that.
fn writes(centre: CentreId, opened: &Opened) -> Vec<ControlWrite> {
    let seat_of = |member: MemberId, keys: &Keys| match public(keys) {
        Some(keys) => seat_id(centre, member, opened.device, &keys),
        None => SeatId::from_bytes([0; 16]),
    };
    let layout = layout(&opened.body);
    let read = opened.body.ops.iter().map(|op| ControlWrite::read(op, layout, &seat_of));
    read.map(|write| match &write {
        ControlWrite::Device { id, keys, .. } if layout == Layout::Two => {
            let made = public(keys).map(|keys| device_id(centre, &keys));
            if made == Some(*id) || *id == opened.device { write } else { ControlWrite::Unknown }
        }
        ControlWrite::Seat { id, member, device, keys } => {
            let made = public(keys).map(|keys| seat_id(centre, *member, *device, &keys));
            if made == Some(*id) { write } else { ControlWrite::Unknown }
        }
        ControlWrite::Successor(new) => {
            let made = public(&new.keys).map(|keys| device_id(centre, &keys));
            if made == Some(new.id) && proves(centre, new) { write } else { ControlWrite::Unknown }
        }
        _ => write,
    })
    .collect()
}

/// What a device signs that goes on for another.
pub(crate) fn succession(centre: CentreId, of: DeviceId, id: DeviceId) -> Vec<u8> {
    [centre.as_bytes().as_slice(), of.as_bytes(), id.as_bytes()].concat()
}

fn proves(centre: CentreId, new: &Successor) -> bool {
    let key = public(&new.keys).and_then(|keys| keys.verifying_key().ok());
    let said = succession(centre, new.of, new.id);
    key.is_some_and(|key| verify_statement(SUCCESSION, &said, &new.proof, &key).is_ok())
}

fn control_event(opened: &Opened, writes: Vec<ControlWrite>, claimed: &Claimed) -> ControlEvent {
    let body = &opened.body;
    let statement = statement(body);
    let holds = |key: &[u8; 32], signature: &[u8; 64]| {
        let key = VerifyingKey::from_bytes(key);
        statement.as_ref().zip(key.ok()).is_some_and(|(said, key)| verify_statement(ACT, said, signature, &key).is_ok())
    };
    let signatures = |op: &Op| -> Option<[u8; 64]> { op.value.as_bytes()?.try_into().ok() };
    let mut seconded_by = Vec::new();
    let mut by_sheets = None;
    for op in &body.ops {
        match LogPath::of(&op.path) {
            LogPath::Control(ControlPath::Sheets) => {
                let signed = signatures(op);
                by_sheets = signed.and_then(|signed| claimed.recovery.iter().find(|key| holds(key, &signed)).copied());
            }
            LogPath::Control(ControlPath::Second(seat)) => {
                let keys = claimed.seats.get(&seat).and_then(public);
                let signed = signatures(op).zip(keys).is_some_and(|(signed, keys)| holds(&keys.sign, &signed));
                seconded_by.extend(signed.then_some(seat));
            }
            _ => {}
        }
    }
    ControlEvent {
        id: opened.id,
        full_id: opened.full_id,
        device: opened.device,
        seq: opened.seq,
        member: body.member,
        seat: body.seat,
        layout: layout(body),
        hlc: body.hlc,
        in_doubt: body.flags.clock_not_believed(),
        kind: body.kind,
        writes,
        ctl: body.ctl.iter().copied().collect(),
        chain_before: (opened.prev != [0; 32]).then(|| event::name(&opened.prev)),
        seconded_by,
        by_sheets,
    }
}

/// The root of a centre that was made before roots were kept: the last event of layout 1 in the chain that made it. Its id
/// answers, by the chain of hashes, for the keys that stand before it. To be taken at the first look only.
///
/// # Errors
/// [`StoreError::Damaged`] when no chain, or more than one, made this centre for this member.
pub(crate) fn first_root(events: &[ControlEvent], member: MemberId, keys: &PublicKeys) -> Result<Root, StoreError> {
    let makes = |event: &&ControlEvent| event.seq == 1 && event.kind == EventKind::CentreCreate;
    let mut found = Vec::new();
    for made in events.iter().filter(makes) {
        let chain: Vec<&ControlEvent> = events.iter().filter(|event| event.device == made.device).collect();
        let knows_me = chain.iter().flat_map(|event| &event.writes).any(|write| match write {
            ControlWrite::Member { id, keys: Some((held, _)), .. } => *id == member && public(held) == Some(*keys),
            ControlWrite::Seat { member: of, keys: held, .. } => *of == member && public(held) == Some(*keys),
            _ => false,
        });
        if knows_me {
            let last = chain.iter().filter(|event| event.layout == Layout::One).max_by_key(|event| event.seq);
            found.push(last.map_or(made.full_id, |last| last.full_id));
        }
    }
    match found.as_slice() {
        [root] => Ok(Root::new(*root)),
        _ => Err(StoreError::Damaged("the beginning of the control stream".to_owned())),
    }
}

#[cfg(test)]
mod tests;
