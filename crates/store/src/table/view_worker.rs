//! The table `view_worker`: whose a case is, to whom it is offered, and who is to be told of something.

use std::collections::BTreeSet;

use pana_casework::case::Hands;
use pana_model::{CaseId, MemberId};
use rusqlite::{Connection, Transaction, params};

use crate::disk::StoreError;

pub(super) const NAME: &str = "view_worker";

/// What a member is to a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum To {
    /// It is theirs.
    Worker,
    /// It is offered to them.
    Offered,
    /// They are to be told of something.
    Told,
}

impl To {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Worker => "worker",
            Self::Offered => "offered",
            Self::Told => "told",
        }
    }
}

/// The rows of a case.
pub(crate) fn rows(hands: &Hands) -> BTreeSet<(MemberId, To)> {
    let workers = hands.workers.iter().map(|member| (*member, To::Worker));
    let offers = hands.offers.iter().map(|offer| (offer.to, To::Offered));
    let notices = hands.notices.iter().map(|notice| (notice.to, To::Told));
    workers.chain(offers).chain(notices).collect()
}

pub(crate) fn insert(sql: &Transaction<'_>, case: CaseId, rows: &BTreeSet<(MemberId, To)>) -> Result<(), StoreError> {
    let mut insert = sql.prepare_cached("INSERT INTO view_worker (subject, member, what) VALUES (?1, ?2, ?3)")?;
    for (member, to) in rows {
        insert.execute(params![case.as_bytes(), member.as_bytes(), to.as_str()])?;
    }
    Ok(())
}

pub(crate) fn delete(sql: &Transaction<'_>, case: CaseId) -> Result<(), StoreError> {
    sql.prepare_cached("DELETE FROM view_worker WHERE subject = ?1")?.execute([case.as_bytes()])?;
    Ok(())
}

/// Who has a case.
pub(crate) fn workers(sql: &Connection, case: CaseId) -> Result<Vec<MemberId>, StoreError> {
    let mut statement =
        sql.prepare_cached("SELECT member FROM view_worker WHERE subject = ?1 AND what = 'worker' ORDER BY member")?;
    let rows = statement.query_map([case.as_bytes()], |row| row.get(0).map(MemberId::from_bytes))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The cases in which a member is that. O(those that there are).
pub(crate) fn cases_of(sql: &Connection, member: MemberId, to: To) -> Result<Vec<CaseId>, StoreError> {
    let mut statement =
        sql.prepare_cached("SELECT subject FROM view_worker WHERE member = ?1 AND what = ?2 ORDER BY subject")?;
    let rows =
        statement.query_map(params![member.as_bytes(), to.as_str()], |row| row.get(0).map(CaseId::from_bytes))?;
    Ok(rows.collect::<Result<_, _>>()?)
}
