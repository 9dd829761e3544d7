//! The control stream: who and what belongs to the centre. Its events and the rows they give.

use pana_casework::{Grant, Role};
use pana_keys::PublicKeys;
use pana_model::{DeviceId, MemberId};
use pana_record::{Op, Value};
use rusqlite::{Connection, params};

use crate::StoreError;
use crate::context::Member;
use crate::fold::Opened;
use crate::stream::Stream;

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
pub(crate) fn grant(stream: Stream, epoch: pana_wire::EpochId, member: MemberId, sealed: &[u8]) -> Op {
    let hash = Value::Bytes(blake3::hash(sealed).as_bytes().to_vec());
    Op::set(format!("grant/{stream}/{epoch}/{member}"), hash, Vec::new())
}

/// Applies an event of the control stream to the views.
pub(crate) fn apply(sql: &Connection, event: &Opened) -> Result<(), StoreError> {
    for (_, op) in event.ops() {
        let (what, id) = op.path.split_once('/').unwrap_or((op.path.as_str(), ""));
        match (what, id.parse::<DeviceId>(), op.value.as_list()) {
            ("centre", _, _) => {
                sql.execute(
                    "INSERT OR REPLACE INTO view_centre (centre, name) VALUES (?1, ?2)",
                    params![event.body.subject.as_slice(), op.value.as_text().unwrap_or_default()],
                )?;
            }
            ("device", Ok(id), Some([name, keys, ..])) => {
                let Some(keys) = keys.as_bytes().and_then(PublicKeys::from_bytes) else { continue };
                sql.execute(
                    "INSERT OR REPLACE INTO view_device (device, name, signing, sealing) VALUES (?1, ?2, ?3, ?4)",
                    params![
                        id.as_bytes().as_slice(),
                        name.as_text().unwrap_or_default(),
                        keys.sign.as_slice(),
                        keys.seal.as_slice()
                    ],
                )?;
            }
            ("member", Ok(id), Some([name, role, grants, keys, ..])) => {
                let Some(keys) = keys.as_bytes().and_then(PublicKeys::from_bytes) else { continue };
                let grants: Vec<&str> =
                    grants.as_list().unwrap_or_default().iter().filter_map(Value::as_text).collect();
                sql.execute(
                    "INSERT INTO view_member (member, name, role, grants, signing, sealing, added_hlc)
                     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
                     ON CONFLICT (member) DO UPDATE SET name = excluded.name, role = excluded.role,
                         grants = excluded.grants, signing = excluded.signing, sealing = excluded.sealing",
                    params![
                        id.as_bytes().as_slice(),
                        name.as_text().unwrap_or_default(),
                        role.as_text().unwrap_or_default(),
                        grants.join(" "),
                        keys.sign.as_slice(),
                        keys.seal.as_slice(),
                        event.hlc(),
                    ],
                )?;
            }
            ("form", _, Some([hash, ..])) => {
                sql.execute(
                    "INSERT INTO view_form (form_id, hash, published_hlc) VALUES (?1, ?2, ?3)
                     ON CONFLICT (form_id, hash) DO UPDATE SET published_hlc = max(published_hlc, excluded.published_hlc)",
                    params![id, hash.as_bytes().unwrap_or_default(), event.hlc()],
                )?;
            }
            _ => {}
        }
    }
    Ok(())
}

pub(crate) fn centre_name(sql: &Connection) -> Result<String, StoreError> {
    Ok(sql.query_row("SELECT name FROM view_centre", [], |row| row.get(0))?)
}

/// Everyone of the centre, in the order in which they were added.
pub(crate) fn members(sql: &Connection) -> Result<Vec<(Member, PublicKeys)>, StoreError> {
    let mut statement = sql.prepare_cached(
        "SELECT member, name, role, grants, signing, sealing FROM view_member ORDER BY added_hlc, member",
    )?;
    let rows = statement.query_map([], |row| {
        let (role, grants): (String, String) = (row.get(2)?, row.get(3)?);
        let member = Member {
            id: MemberId::from_bytes(row.get(0)?),
            name: row.get(1)?,
            // A role of a newer program is read as the one that may least.
            role: role.parse().unwrap_or(Role::Volunteer),
            grants: grants.split(' ').filter_map(|grant| grant.parse::<Grant>().ok()).collect(),
        };
        Ok((member, PublicKeys { sign: row.get(4)?, seal: row.get(5)? }))
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// A device's public keys.
pub(crate) fn device_keys(sql: &Connection, device: DeviceId) -> Result<Option<PublicKeys>, StoreError> {
    let mut statement = sql.prepare_cached("SELECT signing, sealing FROM view_device WHERE device = ?1")?;
    let mut rows = statement.query([device.as_bytes().as_slice()])?;
    let Some(row) = rows.next()? else { return Ok(None) };
    Ok(Some(PublicKeys { sign: row.get(0)?, seal: row.get(1)? }))
}
