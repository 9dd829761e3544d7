//! What the person is told of handings over: to and from which centre, when, what went, and how it stands.

use pana_casework::transfer::{QuotedKind, TransferState};
use pana_model::CaseId;

use super::quote::{files_of, named_files, quoted};
use crate::disk::StoreError;
use crate::fold;
use crate::store::Store;
use crate::table::view_transfer;

/// One handing over of a case, as it is told whose case it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TransferTold {
    /// What the other centre calls itself.
    pub centre: String,
    /// When it was proposed, or handed over there, milliseconds since 1970.
    pub at_ms: i64,
    /// Where it stands; nothing where the case came from there.
    pub state: Option<TransferState>,
    /// The number of the case there; empty where none is known.
    pub number: String,
    /// How many interviews went.
    pub interviews: usize,
    /// How many files.
    pub files: usize,
    /// How many entries.
    pub entries: usize,
}

impl Store {
    /// The handings over of a case, the latest first. O(its events) for each.
    ///
    /// # Errors
    /// As any read.
    pub fn transfers_told(&self, case: CaseId) -> Result<Vec<TransferTold>, StoreError> {
        let mut told = Vec::new();
        let file = fold::case::read(self.connection(), case)?;
        let rows = view_transfer::all(self.connection())?;
        for (_, row) in rows.into_iter().filter(|(of, row)| *of == case && row.state.is_some()) {
            let Some(given) = file.transfer(row.transfer) else { continue };
            let (went, _) = self.went(case, Some(given.event))?;
            let number = given.answers.iter().map(|answer| answer.number.clone()).find(|number| !number.is_empty());
            told.push(TransferTold {
                centre: given.proposal.name,
                at_ms: i64::try_from(given.mark.hlc.unix_ms()).unwrap_or(i64::MAX),
                state: Some(given.state),
                number: number.unwrap_or_default(),
                interviews: went.interviews().count(),
                files: named_files(&went).len(),
                entries: quoted(&went, &|_| String::new()).len(),
            });
        }
        if let Some(from) = file.taken_from() {
            let came: Vec<_> = file.interviews().filter(|id| file.interview_from(*id).is_some()).collect();
            let entries = file.quoted().into_values().filter(|entry| entry.kind != QuotedKind::Revoked);
            told.push(TransferTold {
                centre: from.name,
                at_ms: from.at_ms,
                state: None,
                number: from.number,
                interviews: came.len(),
                files: came.iter().map(|id| files_of(&file, *id).len()).sum(),
                entries: entries.count(),
            });
        }
        told.sort_by_key(|one| std::cmp::Reverse(one.at_ms));
        Ok(told)
    }
}
