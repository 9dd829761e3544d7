//! The table `view_member`: who works here, with which role, grants and public keys.

use pana_casework::Role;
use pana_keys::PublicKeys;
use pana_model::MemberId;
use rusqlite::{Connection, Transaction, params};

use crate::disk::StoreError;
use crate::log::Member;

pub(super) const NAME: &str = "view_member";

/// A row as an event gives it: the words of its role and grants stay, also those that only a newer program knows.
pub(crate) struct NewMember<'r> {
    pub(crate) id: MemberId,
    pub(crate) name: &'r str,
    pub(crate) role: &'r str,
    /// Words with a space between.
    pub(crate) grants: &'r str,
    pub(crate) keys: &'r PublicKeys,
    pub(crate) added_hlc: i64,
}

/// Writes a member; of one who is there already, when they were added stays.
pub(crate) fn put(sql: &Transaction<'_>, member: &NewMember<'_>) -> Result<(), StoreError> {
    sql.execute(
        "INSERT INTO view_member (member, name, role, grants, signing, sealing, added_hlc)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
         ON CONFLICT (member) DO UPDATE SET name = excluded.name, role = excluded.role,
             grants = excluded.grants, signing = excluded.signing, sealing = excluded.sealing",
        params![
            member.id.as_bytes(),
            member.name,
            member.role,
            member.grants,
            member.keys.sign,
            member.keys.seal,
            member.added_hlc,
        ],
    )?;
    Ok(())
}

/// Everyone of the centre, in the order in which they were added.
pub(crate) fn all(sql: &Connection) -> Result<Vec<(Member, PublicKeys)>, StoreError> {
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
            grants: grants.split(' ').filter_map(|grant| grant.parse().ok()).collect(),
        };
        Ok((member, PublicKeys { sign: row.get(4)?, seal: row.get(5)? }))
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}
