//! The control stream: who and what belongs to the centre. The operations that say so, and the rows they give.

use pana_keys::PublicKeys;
use pana_model::{DeviceId, MemberId};
use pana_record::{Op, Value};
use pana_wire::EpochId;
use rusqlite::Transaction;

use crate::disk::StoreError;
use crate::log::{Member, Opened, Stream};
use crate::table::view_member::{self, NewMember};
use crate::table::{view_centre, view_device, view_form};

pub(crate) fn centre(name: &str) -> Op {
    Op::set("centre", Value::text(name), Vec::new())
}

pub(crate) fn device(id: DeviceId, name: &str, keys: &PublicKeys) -> Op {
    let value = Value::List(vec![Value::text(name), Value::Bytes(keys.to_bytes().to_vec())]);
    Op::set(format!("device/{id}"), value, Vec::new())
}

pub(crate) fn member(member: &Member, keys: &PublicKeys) -> Op {
    let grants = member.grants.iter().map(|grant| Value::text(grant.as_str())).collect();
    let value = Value::List(vec![
        Value::text(&*member.name),
        Value::text(member.role.as_str()),
        Value::List(grants),
        Value::Bytes(keys.to_bytes().to_vec()),
    ]);
    Op::set(format!("member/{}", member.id), value, Vec::new())
}

/// Names a grant and the hash of the sealed key, so that a swapped one is seen.
pub(crate) fn grant(stream: Stream, epoch: EpochId, member: MemberId, sealed: &[u8]) -> Op {
    let hash = Value::Bytes(blake3::hash(sealed).as_bytes().to_vec());
    Op::set(format!("grant/{stream}/{epoch}/{member}"), hash, Vec::new())
}

pub(crate) fn form(form_id: &str, hash: [u8; 32], version: &str) -> Op {
    let value = Value::List(vec![Value::Bytes(hash.to_vec()), Value::text(version)]);
    Op::set(format!("form/{form_id}"), value, Vec::new())
}

/// Applies an event of the control stream to the views.
pub(super) fn apply(sql: &Transaction<'_>, event: &Opened) -> Result<(), StoreError> {
    for (_, op) in event.ops() {
        let (what, id) = op.path.split_once('/').unwrap_or((op.path.as_str(), ""));
        match (what, op.value.as_list()) {
            ("centre", _) => view_centre::put(sql, event.body.subject, op.value.as_text().unwrap_or_default())?,
            ("device", Some(said)) => apply_device(sql, id, said)?,
            ("member", Some(said)) => apply_member(sql, event, id, said)?,
            ("form", Some([hash, ..])) => {
                view_form::put(sql, id, hash.as_bytes().unwrap_or_default(), event.hlc())?;
            }
            _ => {}
        }
    }
    Ok(())
}

fn apply_device(sql: &Transaction<'_>, id: &str, said: &[Value]) -> Result<(), StoreError> {
    let (Ok(id), [name, keys, ..]) = (id.parse(), said) else { return Ok(()) };
    let Some(keys) = keys.as_bytes().and_then(PublicKeys::from_bytes) else { return Ok(()) };
    view_device::put(sql, id, name.as_text().unwrap_or_default(), &keys)
}

fn apply_member(sql: &Transaction<'_>, event: &Opened, id: &str, said: &[Value]) -> Result<(), StoreError> {
    let (Ok(id), [name, role, grants, keys, ..]) = (id.parse(), said) else { return Ok(()) };
    let Some(keys) = keys.as_bytes().and_then(PublicKeys::from_bytes) else { return Ok(()) };
    let grants: Vec<&str> = grants.as_list().unwrap_or_default().iter().filter_map(Value::as_text).collect();
    let row = NewMember {
        id,
        name: name.as_text().unwrap_or_default(),
        role: role.as_text().unwrap_or_default(),
        grants: &grants.join(" "),
        keys: &keys,
        added_hlc: event.hlc(),
    };
    view_member::put(sql, &row)
}
