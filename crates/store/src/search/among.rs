//! Among whom people are looked for.

use std::collections::BTreeSet;

use pana_model::{CaseId, MemberId};
use rusqlite::Connection;

use crate::disk::StoreError;
use crate::table::{view_case, view_worker};

/// Whose cases are looked through.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Whose {
    /// All, closed ones too.
    #[default]
    All,
    /// Those of the member at work that are open.
    Mine,
    /// Closed ones.
    Closed,
}

/// Among whom is searched.
pub(super) struct Among<'s> {
    pub(super) sql: &'s Connection,
    pub(super) nobodies: &'s BTreeSet<CaseId>,
    /// Those alone; `None` where all are looked through.
    pub(super) only: Option<Only>,
}

/// Cases that alone are looked through.
pub(super) struct Only {
    /// The one changed last first.
    pub(super) recent: Vec<CaseId>,
    pub(super) all: BTreeSet<CaseId>,
}

impl Among<'_> {
    /// Is this one of them?
    pub(super) fn has(&self, case: CaseId) -> bool {
        !self.nobodies.contains(&case) && self.only.as_ref().is_none_or(|only| only.all.contains(&case))
    }
}

/// Whose cases alone are looked through; `None` for all.
pub(super) fn only(sql: &Connection, whose: Whose, me: MemberId) -> Result<Option<Only>, StoreError> {
    let recent = match whose {
        Whose::All => return Ok(None),
        Whose::Closed => view_case::closed_cases(sql)?,
        Whose::Mine => mine(sql, me)?,
    };
    let all = recent.iter().copied().collect();
    Ok(Some(Only { recent, all }))
}

/// The open cases of the member, those changed last before the others.
fn mine(sql: &Connection, me: MemberId) -> Result<Vec<CaseId>, StoreError> {
    let mut cases = Vec::new();
    for case in view_worker::cases_of(sql, me, view_worker::To::Worker)? {
        if let Some(row) = view_case::read(sql, case)?
            && row.closed.is_none()
        {
            cases.push((std::cmp::Reverse(row.changed_hlc), case));
        }
    }
    cases.sort_unstable();
    Ok(cases.into_iter().map(|(_, case)| case).collect())
}
